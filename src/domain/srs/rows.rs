//! Cards as a day draws on them: no more of each than the choice and the order of a day ask for.
//!
//! Knows the short names that the store gives; knows no content, no log and no wishes.

use crate::domain::time::{StudyDay, Timestamp};
use std::collections::HashSet;

/// The short name that the store gives a card. Local: it never enters the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CardKey(pub i64);

/// The short name that the store gives a deck. Local as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeckKey(pub i64);

/// The short name that the store gives a note. Local as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoteKey(pub i64);

/// A card in review.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ReviewRow {
    /// The card.
    pub key: CardKey,
    /// Its note.
    pub note: NoteKey,
    /// Its deck.
    pub deck: DeckKey,
    /// The day it is due.
    pub due: StudyDay,
    /// Its stability in days.
    pub stability: f32,
    /// The day of its last grade.
    pub last_day: StudyDay,
}

/// A card on the steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LearningRow {
    /// The card.
    pub key: CardKey,
    /// Its note.
    pub note: NoteKey,
    /// Its deck.
    pub deck: DeckKey,
    /// When it is due.
    pub due: Timestamp,
}

/// A card never seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewRow {
    /// The card.
    pub key: CardKey,
    /// Its note.
    pub note: NoteKey,
    /// Its deck.
    pub deck: DeckKey,
    /// Its place in the deck.
    pub ordinal: u32,
}

/// A card that the person asked for today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskedRow {
    /// The card.
    pub key: CardKey,
    /// Its note.
    pub note: NoteKey,
    /// Its deck.
    pub deck: DeckKey,
    /// Whether it was never graded.
    pub is_new: bool,
}

/// A card that is asked whatever its schedule says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChosenCard {
    /// The card.
    pub key: CardKey,
    /// Its note.
    pub note: NoteKey,
}

/// The cards a session can draw on. None of them is hidden.
#[derive(Debug, Clone, Default)]
pub struct QueueRows {
    /// Cards whose review is due, in any order.
    pub reviews: Vec<ReviewRow>,
    /// Cards on the steps, due or not.
    pub learning: Vec<LearningRow>,
    /// Cards never seen, of each deck at least as many as the limit.
    pub new: Vec<NewRow>,
    /// Cards that were asked for today, in none of the other rows.
    pub asked: Vec<AskedRow>,
    /// Notes of which a card was graded today.
    pub studied: HashSet<NoteKey>,
}
