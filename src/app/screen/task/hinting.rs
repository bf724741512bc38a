//! Hints on an answer, shown one after the other. How it is read is looked up in the background.

use crate::app::effect::Effect;
use crate::domain::quiz::{Hint, hints};
use crate::domain::srs::CardKey;
use std::ops::Range;

/// Hints on an answer, and how many of them are shown.
#[derive(Debug)]
pub struct Hinting {
    answer: String,
    hints: Vec<Hint>,
    shown: usize,
}

impl Hinting {
    /// None shown yet.
    pub(super) fn new(answer: String) -> Self {
        Self {
            hints: hints(&answer),
            answer,
            shown: 0,
        }
    }

    /// The hints that are shown.
    pub fn shown(&self) -> &[Hint] {
        self.hints.get(..self.shown).unwrap_or_default()
    }

    /// Whether there is one that is not shown yet.
    pub(super) fn is_left(&self) -> bool {
        self.shown < self.hints.len()
    }

    /// Shows one more, if there is one. With the first the readings are looked up, which are
    /// there then when they are asked for; `failed` are the places, in bytes, that are told apart.
    pub(super) fn show(&mut self, key: CardKey, failed: &[Range<usize>]) -> Option<Vec<Effect>> {
        if !self.is_left() {
            return None;
        }
        self.shown += 1;
        let read = self.shown == 1 && self.hints.contains(&Hint::Initials(None));
        let effect = read.then(|| Effect::ReadInitials {
            key,
            answer: self.answer.clone(),
            failed: failed.to_vec(),
        });
        Some(effect.into_iter().collect())
    }

    /// The readings were looked up.
    pub(super) fn read(&mut self, letters: &str) {
        for hint in &mut self.hints {
            if let Hint::Initials(initials) = hint {
                *initials = Some(letters.to_owned());
            }
        }
    }
}
