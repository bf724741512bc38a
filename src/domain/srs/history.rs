//! What a person answered, card by card: that from which memories can be computed anew, and
//! parameters be learned. Knows the log; knows no scheduler.

use super::{CardState, Entry, Event, Fold, Grade, Phase, Reverted};
use crate::domain::id::CardId;
use crate::domain::time::StudyDay;
use std::collections::HashMap;

/// A grade that was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Review {
    /// The grade.
    pub grade: Grade,
    /// The study day.
    pub day: StudyDay,
}

/// The grades of a card since it was new.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct History {
    /// The grades, in the order of the log.
    pub reviews: Vec<Review>,
    /// The state before the last of them.
    pub before: CardState,
    /// Whether the person has chosen the date since.
    pub due_by_hand: bool,
}

/// The histories of all cards: a replay that remembers the grades.
#[derive(Debug, Default)]
pub struct Histories {
    fold: Fold,
    of: HashMap<CardId, History>,
}

impl Histories {
    /// Begins; entries that are undone are passed over.
    pub fn new(reverted: Reverted) -> Self {
        Self {
            fold: Fold::new(reverted),
            ..Self::default()
        }
    }

    /// Takes the next entry, in the order of [`Entry::order`].
    pub fn take(&mut self, entry: &Entry) {
        if !self.fold.passes_over(&entry.view())
            && let Ok(event) = entry.event()
        {
            self.note(&event);
        }
        self.fold.take(&entry.view());
    }

    fn note(&mut self, event: &Event) {
        match event {
            Event::Grade(graded) => {
                let before = self.fold.states.get(&graded.card);
                let before = before.copied().unwrap_or_default();
                let history = self.of.entry(graded.card.clone()).or_default();
                // A card without a memory begins anew, whatever was answered long ago.
                if before.memory.is_none() {
                    history.reviews.clear();
                }
                history.before = before;
                history.due_by_hand = false;
                history.reviews.push(Review {
                    grade: graded.grade,
                    day: graded.day,
                });
            }
            Event::Reset { card } => {
                self.of.remove(card);
            }
            Event::Due { card, .. } => {
                let state = self.fold.states.get(card);
                let moves = state.is_some_and(|state| state.memory.is_some());
                if let Some(history) = self.of.get_mut(card).filter(|_| moves) {
                    history.due_by_hand = true;
                }
            }
            _ => {}
        }
    }

    /// The history of a card.
    pub fn of(&self, card: &CardId) -> Option<&History> {
        self.of.get(card)
    }

    /// All of them.
    pub fn each(&self) -> impl Iterator<Item = (&CardId, &History)> {
        self.of.iter()
    }
}

impl History {
    /// Whether the last grade was given to a card in review or sent it there.
    pub(super) fn led_to_review(&self, state: &CardState) -> bool {
        matches!(state.phase, Phase::Review { .. }) && !self.due_by_hand
    }
}
