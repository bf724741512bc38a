//! The cache of the deck files: decks, notes, and which cards there are.
//!
//! Content comes and goes with the files; a card's state does not. What vanished from a file is
//! retired, and comes back with its history when the file has it again.

use super::{Store, StoreError, StoreProblem, Task};
use crate::domain::id::{CardId, DeckId, DocId, NoteId};
use crate::domain::srs::DeckKey;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use std::collections::{BTreeSet, HashSet};

/// By which a deck is known to be unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint {
    /// Bytes.
    pub size: u64,
    /// Milliseconds since 1970; 0 for a shipped deck.
    pub mtime_ms: i64,
    /// BLAKE3 of what is taken in of it, with the overlays over it.
    pub blake3: [u8; 32],
}

/// A deck, as a deck file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeckRow {
    /// Its id.
    pub id: DeckId,
    /// Its title.
    pub title: String,
    /// What it says about itself.
    pub about: Option<String>,
    /// The name of its file.
    pub file: String,
}

/// Where the content of a note comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceRow {
    /// The id of the work.
    pub work: DocId,
    /// The section in it.
    pub section: Option<String>,
    /// A few characters that occur there.
    pub snippet: Option<String>,
}

/// A note, as the store keeps it; the payload is not looked into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteRow {
    /// Its id, unique over all decks.
    pub id: NoteId,
    /// Its content as JSON.
    pub payload: String,
    /// Where it comes from.
    pub source: Option<SourceRow>,
    /// Whether its cards are kept out of the queues.
    pub hidden: bool,
    /// The cards it makes.
    pub cards: Vec<CardRow>,
}

/// A card that a note makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardRow {
    /// Its id.
    pub id: CardId,
    /// The name of its part.
    pub part: String,
    /// Its place in the deck.
    pub ordinal: u32,
}

/// A deck that the store knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeckSummary {
    /// The store's short name of it.
    pub key: DeckKey,
    /// What its file says.
    pub deck: DeckRow,
    /// The file that was taken in.
    pub fingerprint: Fingerprint,
    /// Whether the file was there when decks were last taken in.
    pub live: bool,
}

/// How much a deck holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeckSize {
    /// The deck.
    pub deck: DeckKey,
    /// Its live notes.
    pub notes: u32,
    /// Its live cards.
    pub cards: u32,
}

impl Store {
    /// Takes in a deck file, in one transaction.
    pub fn sync_deck(
        &mut self,
        fingerprint: &Fingerprint,
        deck: &DeckRow,
        notes: impl IntoIterator<Item = NoteRow>,
    ) -> Result<DeckKey, StoreError> {
        self.write(Task::SyncDeck, |tx| {
            let key = put_deck(tx, fingerprint, deck)?;
            let mut seen_notes = HashSet::new();
            let mut seen_cards = HashSet::new();
            for (ordinal, note) in (0u32..).zip(notes) {
                let note_key = put_note(tx, key, ordinal, &note)?;
                seen_notes.insert(note_key);
                for card in &note.cards {
                    seen_cards.insert(put_card(tx, key, note_key, note.hidden, card)?);
                }
            }
            retire(tx, "note", key, &seen_notes)?;
            retire(tx, "card", key, &seen_cards)?;
            Ok(DeckKey(key))
        })
    }

    /// Retires a deck whose file is gone, and all that is in it.
    pub fn retire_deck(&mut self, deck: &DeckId) -> Result<(), StoreError> {
        self.write(Task::SyncDeck, |tx| {
            let key = tx
                .query_row(
                    "SELECT key FROM deck WHERE id = ?1",
                    [deck.as_str()],
                    |row| row.get(0),
                )
                .optional()?;
            if let Some(key) = key {
                tx.execute("UPDATE deck SET live = 0, size = -1 WHERE key = ?1", [key])?;
                retire(tx, "note", key, &HashSet::new())?;
                retire(tx, "card", key, &HashSet::new())?;
            }
            Ok(())
        })
    }

    /// How many live notes and cards each deck has; a deck without any is absent.
    pub fn deck_sizes(&self) -> Result<Vec<DeckSize>, StoreError> {
        self.read(Task::ReadCards, |conn| {
            let mut query = conn.prepare(
                "SELECT deck, count(DISTINCT note), count(*) FROM card WHERE live = 1
                 GROUP BY deck",
            )?;
            let sizes = query.query_map([], |row| {
                Ok(DeckSize {
                    deck: DeckKey(row.get(0)?),
                    notes: row.get(1)?,
                    cards: row.get(2)?,
                })
            })?;
            Ok(sizes.collect::<Result<_, _>>()?)
        })
    }

    /// The ids of all notes that there ever were.
    pub fn note_ids(&self) -> Result<BTreeSet<NoteId>, StoreError> {
        self.read(Task::ReadCards, |conn| {
            let mut query = conn.prepare("SELECT id FROM note")?;
            let ids = query.query_map([], |row| row.get::<_, String>(0).map(NoteId::new))?;
            Ok(ids.collect::<Result<_, _>>()?)
        })
    }

    /// The decks, in the order they were first taken in.
    pub fn decks(&self) -> Result<Vec<DeckSummary>, StoreError> {
        self.read(Task::ReadCards, |conn| {
            let mut query = conn.prepare_cached(
                "SELECT key, id, title, about, file, size, mtime_ms, blake3, live FROM deck
                 ORDER BY key",
            )?;
            let decks = query.query_map([], summary)?.collect::<Result<_, _>>()?;
            Ok(decks)
        })
    }
}

fn summary(row: &Row<'_>) -> rusqlite::Result<DeckSummary> {
    Ok(DeckSummary {
        key: DeckKey(row.get(0)?),
        deck: DeckRow {
            id: DeckId::new(row.get::<_, String>(1)?),
            title: row.get(2)?,
            about: row.get(3)?,
            file: row.get(4)?,
        },
        fingerprint: Fingerprint {
            size: row.get::<_, i64>(5)? as u64,
            mtime_ms: row.get(6)?,
            blake3: row.get(7)?,
        },
        live: row.get(8)?,
    })
}

fn put_deck(
    tx: &Transaction<'_>,
    fingerprint: &Fingerprint,
    deck: &DeckRow,
) -> rusqlite::Result<i64> {
    tx.query_row(
        "INSERT INTO deck (id, title, about, file, size, mtime_ms, blake3, live)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1)
         ON CONFLICT (id) DO UPDATE SET title = excluded.title, about = excluded.about,
             file = excluded.file, size = excluded.size, mtime_ms = excluded.mtime_ms,
             blake3 = excluded.blake3, live = 1
         RETURNING key",
        params![
            deck.id.as_str(),
            deck.title,
            deck.about,
            deck.file,
            fingerprint.size as i64,
            fingerprint.mtime_ms,
            fingerprint.blake3,
        ],
        |row| row.get(0),
    )
}

fn put_note(
    tx: &Transaction<'_>,
    deck: i64,
    ordinal: u32,
    note: &NoteRow,
) -> Result<i64, StoreProblem> {
    let source = note.source.as_ref();
    tx.prepare_cached(
        "INSERT INTO note (id, deck, ordinal, live, payload, work, section, snippet)
         VALUES (?1, ?2, ?3, 1, ?4, ?5, ?6, ?7)
         ON CONFLICT (id) DO UPDATE SET deck = excluded.deck, ordinal = excluded.ordinal,
             live = 1, payload = excluded.payload, work = excluded.work,
             section = excluded.section, snippet = excluded.snippet
         WHERE (deck, ordinal, live, payload) IS NOT
                   (excluded.deck, excluded.ordinal, 1, excluded.payload)
             OR (work, section, snippet) IS NOT
                   (excluded.work, excluded.section, excluded.snippet)",
    )?
    .execute(params![
        note.id.as_str(),
        deck,
        ordinal,
        note.payload,
        source.map(|source| source.work.as_str()),
        source.and_then(|source| source.section.as_deref()),
        source.and_then(|source| source.snippet.as_deref()),
    ])?;
    key_of(tx, "SELECT key FROM note WHERE id = ?1", note.id.as_str())
}

fn put_card(
    tx: &Transaction<'_>,
    deck: i64,
    note: i64,
    hidden: bool,
    card: &CardRow,
) -> Result<i64, StoreProblem> {
    tx.prepare_cached(
        "INSERT INTO card (id, note, deck, part, ordinal, live, hidden)
         VALUES (?1, ?2, ?3, ?4, ?5, 1, ?6)
         ON CONFLICT (id) DO UPDATE SET note = excluded.note, deck = excluded.deck,
             part = excluded.part, ordinal = excluded.ordinal, live = 1, hidden = excluded.hidden
         WHERE (note, deck, part, ordinal, live, hidden) IS NOT
             (excluded.note, excluded.deck, excluded.part, excluded.ordinal, 1, excluded.hidden)",
    )?
    .execute(params![
        card.id.as_str(),
        note,
        deck,
        card.part,
        card.ordinal,
        hidden,
    ])?;
    key_of(tx, "SELECT key FROM card WHERE id = ?1", card.id.as_str())
}

/// An upsert that changes nothing returns no row: the key is asked for by itself.
fn key_of(conn: &Connection, query: &str, id: &str) -> Result<i64, StoreProblem> {
    Ok(conn
        .prepare_cached(query)?
        .query_row([id], |row| row.get(0))?)
}

/// Retires what the deck no longer has.
fn retire(
    tx: &Transaction<'_>,
    table: &str,
    deck: i64,
    seen: &HashSet<i64>,
) -> Result<(), StoreProblem> {
    let live: Vec<i64> = tx
        .prepare(&format!(
            "SELECT key FROM {table} WHERE deck = ?1 AND live = 1"
        ))?
        .query_map([deck], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut update = tx.prepare(&format!("UPDATE {table} SET live = 0 WHERE key = ?1"))?;
    for key in live.iter().filter(|key| !seen.contains(key)) {
        update.execute([key])?;
    }
    Ok(())
}
