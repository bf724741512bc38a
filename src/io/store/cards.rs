//! Cards as they are asked for: one by one, in lists, as what a session draws on.

use super::queue;
use super::state_row::{self, STATE_COLUMNS};
use super::{SourceRow, Store, StoreError, StoreProblem, Task};
use crate::domain::id::{CardId, DeckId, DocId, NoteId};
use crate::domain::srs::{CardKey, CardState, DeckKey, Load, NoteKey, QueueRows, QueueRules};
use crate::domain::time::StudyDay;
use rusqlite::{Connection, Row, params};

/// What the store knows of a card.
#[derive(Debug, Clone, PartialEq)]
pub struct CardRecord {
    /// The store's short name of it.
    pub key: CardKey,
    /// Its id.
    pub id: CardId,
    /// The note that makes it.
    pub note: NoteId,
    /// The store's short name of that.
    pub note_key: NoteKey,
    /// The content of that note, as it was given.
    pub payload: String,
    /// Where that content comes from.
    pub source: Option<SourceRow>,
    /// Its deck.
    pub deck: DeckId,
    /// The title of its deck.
    pub deck_title: String,
    /// The name of its part.
    pub part: String,
    /// Its place in the deck.
    pub ordinal: u32,
    /// Whether a deck file still has it.
    pub live: bool,
    /// Whether an overlay keeps its note out of the queues.
    pub hidden: bool,
    /// Its state.
    pub state: CardState,
}

/// A card as far as its schedule goes.
#[derive(Debug, Clone, PartialEq)]
pub struct ScheduledCard {
    /// Its id.
    pub id: CardId,
    /// Its deck.
    pub deck: DeckId,
    /// Its state.
    pub state: CardState,
    /// Whether it comes into queues: it is neither retired nor set aside.
    pub comes: bool,
}

impl Store {
    /// All cards that were ever graded, by their ids.
    pub fn scheduled_cards(&self) -> Result<Vec<ScheduledCard>, StoreError> {
        self.read(Task::ReadCards, |conn| {
            let mut query = conn.prepare_cached(&format!(
                "SELECT card.id, deck.id, card.live = 1 AND card.hidden = 0 AND card.suspended = 0,
                        {STATE_COLUMNS}
                 FROM card JOIN deck ON deck.key = card.deck
                 WHERE card.reps > 0 ORDER BY card.id"
            ))?;
            let mut rows = query.query([])?;
            let mut cards = Vec::new();
            while let Some(row) = rows.next()? {
                cards.push(ScheduledCard {
                    id: CardId::new(row.get::<_, String>(0)?),
                    deck: DeckId::new(row.get::<_, String>(1)?),
                    comes: row.get(2)?,
                    state: state_row::read(row, 3)?,
                });
            }
            Ok(cards)
        })
    }

    /// A card by its id.
    pub fn card(&self, id: &CardId) -> Result<CardRecord, StoreError> {
        self.read(Task::ReadCards, |conn| {
            one_card(conn, "card.id = ?1", &id.as_str())?
                .ok_or_else(|| StoreProblem::NoCard(id.clone()))
        })
    }

    /// A card by its short name.
    pub fn card_by_key(&self, key: CardKey) -> Result<Option<CardRecord>, StoreError> {
        self.read(Task::ReadCards, |conn| {
            one_card(conn, "card.key = ?1", &key.0)
        })
    }

    /// All cards, those of a deck together, in their order there; retired ones are among them.
    pub fn cards(&self) -> Result<Vec<CardRecord>, StoreError> {
        self.cards_where("true ORDER BY card.deck, card.ordinal", [])
    }

    /// The live cards whose content comes from a work: those that its pages can show.
    pub fn cards_from(&self, work: &DocId) -> Result<Vec<CardRecord>, StoreError> {
        self.cards_where("note.work = ?1 AND card.live = 1", [work.as_str()])
    }

    /// The live cards of a deck, in its order.
    pub fn cards_of(&self, deck: &DeckId) -> Result<Vec<CardRecord>, StoreError> {
        let condition = "deck.id = ?1 AND card.live = 1 ORDER BY card.ordinal";
        self.cards_where(condition, [deck.as_str()])
    }

    /// The live notes of a deck, as they are stored, in its order.
    pub fn notes_of(&self, deck: &DeckId) -> Result<Vec<String>, StoreError> {
        self.read(Task::ReadCards, |conn| {
            payloads(
                conn,
                "SELECT payload FROM note
                 WHERE live = 1 AND deck = (SELECT key FROM deck WHERE id = ?1) ORDER BY ordinal",
                params![deck.as_str()],
            )
        })
    }

    /// Live notes of other decks, as they are stored: all that name `about`, and so many more.
    pub fn notes_beside(
        &self,
        deck: &DeckId,
        about: &str,
        more: usize,
    ) -> Result<Vec<String>, StoreError> {
        let quoted = serde_json::Value::from(about).to_string();
        let named = quoted.trim_matches('"');
        self.read(Task::ReadCards, |conn| {
            payloads(
                conn,
                "WITH other AS (
                     SELECT key, payload FROM note
                     WHERE live = 1 AND deck <> (SELECT key FROM deck WHERE id = ?1)
                 )
                 SELECT payload FROM (SELECT key, payload FROM other ORDER BY key LIMIT ?3)
                 UNION
                 SELECT payload FROM other WHERE ?2 <> '' AND instr(payload, ?2) > 0",
                params![deck.as_str(), named, more as i64],
            )
        })
    }

    fn cards_where(
        &self,
        condition: &str,
        values: impl rusqlite::Params,
    ) -> Result<Vec<CardRecord>, StoreError> {
        self.read(Task::ReadCards, |conn| {
            let mut query = conn.prepare_cached(&select_cards(condition))?;
            let mut rows = query.query(values)?;
            let mut cards = Vec::new();
            while let Some(row) = rows.next()? {
                cards.push(record(row)?);
            }
            Ok(cards)
        })
    }

    /// What a session on `today` can draw on, of one deck or of all, as far as the rules let it.
    pub fn queue_rows(
        &self,
        today: StudyDay,
        deck: Option<DeckKey>,
        rules: &QueueRules,
    ) -> Result<QueueRows, StoreError> {
        // A card that another instance grades meanwhile stands in one row all the same.
        self.snapshot(Task::ReadCards, || {
            self.read(Task::ReadCards, |conn| {
                Ok(queue::rows(conn, today, deck, rules)?)
            })
        })
    }

    /// The reviews of the days behind `today`.
    pub fn load(&self, today: StudyDay) -> Result<Load, StoreError> {
        self.read(Task::ReadCards, |conn| Ok(queue::load(conn, today)?))
    }
}

fn payloads(
    conn: &Connection,
    query: &str,
    values: impl rusqlite::Params,
) -> Result<Vec<String>, StoreProblem> {
    let mut query = conn.prepare_cached(query)?;
    let rows = query.query_map(values, |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn select_cards(condition: &str) -> String {
    format!(
        "SELECT card.key, card.id, note.id, note.payload, deck.id, card.part, card.ordinal,
                card.live, note.work, note.section, note.snippet, card.hidden, deck.title,
                card.note, {STATE_COLUMNS}
         FROM card JOIN note ON note.key = card.note JOIN deck ON deck.key = card.deck
         WHERE {condition}"
    )
}

fn one_card(
    conn: &Connection,
    condition: &str,
    value: &dyn rusqlite::ToSql,
) -> Result<Option<CardRecord>, StoreProblem> {
    let mut query = conn.prepare_cached(&select_cards(condition))?;
    let mut rows = query.query([value])?;
    rows.next()?.map(record).transpose()
}

fn record(row: &Row<'_>) -> Result<CardRecord, StoreProblem> {
    let work: Option<String> = row.get(8)?;
    let (section, snippet) = (row.get(9)?, row.get(10)?);
    Ok(CardRecord {
        key: CardKey(row.get(0)?),
        id: CardId::new(row.get::<_, String>(1)?),
        note: NoteId::new(row.get::<_, String>(2)?),
        payload: row.get(3)?,
        source: work.map(|work| SourceRow {
            work: DocId::new(work),
            section,
            snippet,
        }),
        deck: DeckId::new(row.get::<_, String>(4)?),
        deck_title: row.get(12)?,
        part: row.get(5)?,
        ordinal: row.get(6)?,
        live: row.get(7)?,
        hidden: row.get(11)?,
        note_key: NoteKey(row.get(13)?),
        state: state_row::read(row, 14)?,
    })
}
