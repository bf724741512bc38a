//! Cards for custom study, without what is written on them.

use super::state_row::{self, STATE_COLUMNS};
use super::{Store, StoreError, Task};
use crate::domain::id::{CardId, DeckId};
use crate::domain::srs::{CardKey, CardState, NoteKey};

/// A card that may be gone through.
#[derive(Debug, Clone, PartialEq)]
pub struct StudyRow {
    /// Its short name.
    pub key: CardKey,
    /// Its id.
    pub id: CardId,
    /// Its note.
    pub note: NoteKey,
    /// Its deck.
    pub deck: DeckId,
    /// Its place in the deck.
    pub ordinal: u32,
    /// Its state.
    pub state: CardState,
}

impl Store {
    /// The live cards of a deck, or of all; those alone whose note has a tag; in their order. Cards
    /// that were set aside are among them.
    pub fn study_rows(
        &self,
        deck: Option<&DeckId>,
        tag: Option<&str>,
    ) -> Result<Vec<StudyRow>, StoreError> {
        self.read(Task::ReadCards, |conn| {
            let mut query = conn.prepare_cached(&format!(
                "SELECT card.key, card.id, deck.id, card.ordinal, card.note,
                        {STATE_COLUMNS}
                 FROM card JOIN deck ON deck.key = card.deck JOIN note ON note.key = card.note
                 WHERE card.live = 1 AND card.hidden = 0 AND (?1 IS NULL OR deck.id = ?1)
                     AND (?2 IS NULL OR EXISTS (
                         SELECT 1 FROM json_each(note.payload, '$.tags') WHERE value = ?2))
                 ORDER BY card.deck, card.ordinal"
            ))?;
            let mut rows = query.query((deck.map(DeckId::as_str), tag))?;
            let mut cards = Vec::new();
            while let Some(row) = rows.next()? {
                cards.push(StudyRow {
                    key: CardKey(row.get(0)?),
                    id: CardId::new(row.get::<_, String>(1)?),
                    deck: DeckId::new(row.get::<_, String>(2)?),
                    ordinal: row.get(3)?,
                    note: NoteKey(row.get(4)?),
                    state: state_row::read(row, 5)?,
                });
            }
            Ok(cards)
        })
    }
}
