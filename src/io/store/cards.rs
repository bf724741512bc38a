//! Cards as they are asked for: one by one, as a queue, as counts.

use super::state_row::{self, STATE_COLUMNS};
use super::{SourceRow, Store, StoreError, StoreProblem, Task};
use crate::domain::id::{CardId, DeckId, DocId, NoteId};
use crate::domain::srs::{
    AskedRow, BALANCED_DAYS, CardKey, CardState, DeckKey, LearningRow, Load, NewRow, QueueRows,
    ReviewRow,
};
use crate::domain::time::{StudyDay, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::BTreeMap;

/// What the store knows of a card.
#[derive(Debug, Clone, PartialEq)]
pub struct CardRecord {
    /// The store's short name of it.
    pub key: CardKey,
    /// Its id.
    pub id: CardId,
    /// The note that makes it.
    pub note: NoteId,
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

/// What a deck has for today, none of it hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeckCounts {
    /// The deck.
    pub deck: DeckKey,
    /// Cards never seen, up to the limit that was asked for.
    pub new: u32,
    /// Cards on the steps.
    pub learning: u32,
    /// Cards in review that are due.
    pub due: u32,
    /// New cards that were asked for today; no limit holds them back.
    pub asked_new: u32,
    /// Cards asked for today whose review is not due yet.
    pub asked_review: u32,
}

impl Store {
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

    /// What a session on `today` can draw on, of one deck or of all; `new_limit` new cards of each
    /// deck.
    pub fn queue_rows(
        &self,
        today: StudyDay,
        deck: Option<DeckKey>,
        new_limit: u32,
    ) -> Result<QueueRows, StoreError> {
        let wanted = |row: DeckKey| deck.is_none_or(|deck| deck == row);
        let queries = |conn: &Connection| {
            let mut rows = QueueRows::default();
            each_due(conn, today, |row| {
                rows.reviews
                    .extend(Some(row).filter(|row| wanted(row.deck)));
            })?;
            each_learning(conn, today, |row| {
                rows.learning
                    .extend(Some(row).filter(|row| wanted(row.deck)));
            })?;
            each_asked(conn, today, |row| {
                rows.asked.extend(Some(row).filter(|row| wanted(row.deck)));
            })?;
            for deck in deck_keys(conn)?.into_iter().filter(|key| wanted(*key)) {
                first_new(conn, deck, today, new_limit, &mut rows.new)?;
            }
            Ok(rows)
        };
        // A card that another instance grades meanwhile stands in one row all the same.
        self.snapshot(Task::ReadCards, || self.read(Task::ReadCards, queries))
    }

    /// The reviews of the days behind `today`.
    pub fn load(&self, today: StudyDay) -> Result<Load, StoreError> {
        self.read(Task::ReadCards, |conn| {
            let last = today.plus(BALANCED_DAYS);
            let mut query = conn.prepare_cached(LOAD)?;
            let counts = query.query_map([today.0, last.0], |row| {
                Ok((StudyDay(row.get(0)?), row.get(1)?))
            })?;
            let counts: Vec<_> = counts.collect::<Result<_, _>>()?;
            Ok(Load::behind(today, counts))
        })
    }

    /// What each live deck has for `today`; new cards up to `new_limit`.
    pub fn deck_counts(
        &self,
        today: StudyDay,
        new_limit: u32,
    ) -> Result<Vec<DeckCounts>, StoreError> {
        self.read(Task::ReadCards, |conn| {
            let mut due: BTreeMap<DeckKey, u32> = BTreeMap::new();
            let mut learning: BTreeMap<DeckKey, u32> = BTreeMap::new();
            each_due_deck(conn, today, |deck| *due.entry(deck).or_default() += 1)?;
            each_learning(conn, today, |row| {
                *learning.entry(row.deck).or_default() += 1;
            })?;
            let mut asked_new: BTreeMap<DeckKey, u32> = BTreeMap::new();
            let mut asked_review: BTreeMap<DeckKey, u32> = BTreeMap::new();
            each_asked(conn, today, |row| {
                let counts = if row.is_new {
                    &mut asked_new
                } else {
                    &mut asked_review
                };
                *counts.entry(row.deck).or_default() += 1;
            })?;
            let of = |counts: &BTreeMap<DeckKey, u32>, deck| {
                counts.get(&deck).copied().unwrap_or_default()
            };
            let count = |deck| -> Result<DeckCounts, StoreProblem> {
                Ok(DeckCounts {
                    deck,
                    new: count_new(conn, deck, today, new_limit)?,
                    learning: of(&learning, deck),
                    due: of(&due, deck),
                    asked_new: of(&asked_new, deck),
                    asked_review: of(&asked_review, deck),
                })
            };
            deck_keys(conn)?.into_iter().map(count).collect()
        })
    }
}

fn select_cards(condition: &str) -> String {
    format!(
        "SELECT card.key, card.id, note.id, note.payload, deck.id, card.part, card.ordinal,
                card.live, note.work, note.section, note.snippet, card.hidden, deck.title,
                {STATE_COLUMNS}
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
        state: state_row::read(row, 13)?,
    })
}

fn deck_keys(conn: &Connection) -> rusqlite::Result<Vec<DeckKey>> {
    conn.prepare_cached("SELECT key FROM deck WHERE live = 1 ORDER BY key")?
        .query_map([], |row| row.get(0).map(DeckKey))?
        .collect()
}

// Each query below repeats the condition of its index word for word: SQLite uses a partial index
// only where it can see that the query asks for no more.

const DUE: &str = "SELECT key, deck, due_day, stability, last_day FROM card INDEXED BY card_review
    WHERE live = 1 AND hidden = 0 AND suspended = 0 AND phase = 2 AND due_day <= ?1
        AND (buried_until IS NULL OR buried_until < ?1) AND asked_for IS NOT ?1";
const DUE_DECKS: &str = "SELECT deck FROM card INDEXED BY card_review
    WHERE live = 1 AND hidden = 0 AND suspended = 0 AND phase = 2 AND due_day <= ?1
        AND (buried_until IS NULL OR buried_until < ?1) AND asked_for IS NOT ?1";
const LOAD: &str = "SELECT due_day, count(*) FROM card INDEXED BY card_review
    WHERE live = 1 AND hidden = 0 AND suspended = 0 AND phase = 2 AND due_day > ?1
        AND due_day <= ?2
    GROUP BY due_day";
const LEARNING: &str = "SELECT key, deck, due_ms FROM card INDEXED BY card_learning
    WHERE live = 1 AND hidden = 0 AND suspended = 0 AND due_ms IS NOT NULL
        AND (buried_until IS NULL OR buried_until < ?1)
    ORDER BY due_ms";
const ASKED: &str = "SELECT key, deck, phase FROM card INDEXED BY card_asked
    WHERE live = 1 AND hidden = 0 AND suspended = 0 AND asked_for IS NOT NULL AND asked_for = ?1
        AND phase IN (0, 2) AND (buried_until IS NULL OR buried_until < ?1)
    ORDER BY deck, key";
const FIRST_NEW: &str = "SELECT key, ordinal FROM card INDEXED BY card_new
    WHERE live = 1 AND hidden = 0 AND suspended = 0 AND phase = 0 AND deck = ?1
        AND (buried_until IS NULL OR buried_until < ?2) AND asked_for IS NOT ?2
    ORDER BY ordinal LIMIT ?3";
const COUNT_NEW: &str = "SELECT count(*) FROM (SELECT 1 FROM card INDEXED BY card_new
    WHERE live = 1 AND hidden = 0 AND suspended = 0 AND phase = 0 AND deck = ?1
        AND (buried_until IS NULL OR buried_until < ?2) AND asked_for IS NOT ?2
    LIMIT ?3)";

/// The queries above; a test asks that each reads its index and nothing else.
#[cfg(test)]
pub(super) const QUEUE_QUERIES: [&str; 7] =
    [DUE, DUE_DECKS, LOAD, LEARNING, ASKED, FIRST_NEW, COUNT_NEW];

fn each_due(
    conn: &Connection,
    today: StudyDay,
    mut take: impl FnMut(ReviewRow),
) -> rusqlite::Result<()> {
    let mut query = conn.prepare_cached(DUE)?;
    let mut rows = query.query([today.0])?;
    while let Some(row) = rows.next()? {
        take(ReviewRow {
            key: CardKey(row.get(0)?),
            deck: DeckKey(row.get(1)?),
            due: StudyDay(row.get(2)?),
            // A card in review has both. Without them it would stand first, as if forgotten.
            stability: row.get::<_, Option<f32>>(3)?.unwrap_or(f32::MIN_POSITIVE),
            last_day: StudyDay(row.get::<_, Option<i32>>(4)?.unwrap_or(0)),
        });
    }
    Ok(())
}

fn each_due_deck(
    conn: &Connection,
    today: StudyDay,
    mut take: impl FnMut(DeckKey),
) -> rusqlite::Result<()> {
    let mut query = conn.prepare_cached(DUE_DECKS)?;
    let mut rows = query.query([today.0])?;
    while let Some(row) = rows.next()? {
        take(DeckKey(row.get(0)?));
    }
    Ok(())
}

fn each_learning(
    conn: &Connection,
    today: StudyDay,
    mut take: impl FnMut(LearningRow),
) -> rusqlite::Result<()> {
    let mut query = conn.prepare_cached(LEARNING)?;
    let mut rows = query.query([today.0])?;
    while let Some(row) = rows.next()? {
        take(LearningRow {
            key: CardKey(row.get(0)?),
            deck: DeckKey(row.get(1)?),
            due: Timestamp(row.get(2)?),
        });
    }
    Ok(())
}

fn each_asked(
    conn: &Connection,
    today: StudyDay,
    mut take: impl FnMut(AskedRow),
) -> rusqlite::Result<()> {
    // A card in its steps comes again by itself.
    let mut query = conn.prepare_cached(ASKED)?;
    let mut rows = query.query([today.0])?;
    while let Some(row) = rows.next()? {
        take(AskedRow {
            key: CardKey(row.get(0)?),
            deck: DeckKey(row.get(1)?),
            is_new: row.get::<_, u8>(2)? == 0,
        });
    }
    Ok(())
}

fn first_new(
    conn: &Connection,
    deck: DeckKey,
    today: StudyDay,
    limit: u32,
    into: &mut Vec<NewRow>,
) -> rusqlite::Result<()> {
    let mut query = conn.prepare_cached(FIRST_NEW)?;
    let mut rows = query.query(params![deck.0, today.0, limit])?;
    while let Some(row) = rows.next()? {
        into.push(NewRow {
            key: CardKey(row.get(0)?),
            deck,
            ordinal: row.get(1)?,
        });
    }
    Ok(())
}

fn count_new(
    conn: &Connection,
    deck: DeckKey,
    today: StudyDay,
    limit: u32,
) -> rusqlite::Result<u32> {
    let count = conn
        .prepare_cached(COUNT_NEW)?
        .query_row(params![deck.0, today.0, limit], |row| row.get(0))
        .optional()?;
    Ok(count.unwrap_or_default())
}
