//! Hints on an answer, shown one after the other. How it is read is looked up in the background.

use crate::app::effect::Effect;
use crate::domain::quiz::{Hint, hints};
use crate::domain::srs::CardKey;
use std::ops::Range;

/// Hints on an answer, and how many of them are shown.
#[derive(Debug)]
pub struct Hinting {
    /// The parts of the answer: one, or as many as there are gaps.
    parts: Vec<String>,
    hints: Vec<Hint>,
    shown: usize,
}

impl Hinting {
    /// None shown yet.
    pub(super) fn new(parts: Vec<String>) -> Self {
        Self {
            hints: hints(&parts),
            parts,
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
        let first = self.shown == 1;
        Some(if first {
            self.look_up(key, failed)
        } else {
            Vec::new()
        })
    }

    /// Looks up the readings again, for other places that are told apart. Nothing is done as long as
    /// no hint is shown.
    pub(super) fn tell_apart(&self, key: CardKey, failed: &[Range<usize>]) -> Vec<Effect> {
        match self.shown {
            0 => Vec::new(),
            _ => self.look_up(key, failed),
        }
    }

    fn look_up(&self, key: CardKey, failed: &[Range<usize>]) -> Vec<Effect> {
        let read = |hint: &Hint| matches!(hint, Hint::Initials(_));
        let effect = Effect::ReadInitials {
            key,
            parts: self.parts.clone(),
            failed: failed.to_vec(),
        };
        let wanted = self.hints.iter().any(read);
        Some(effect).filter(|_| wanted).into_iter().collect()
    }

    /// The readings were looked up.
    pub(super) fn read(&mut self, letters: &[String]) {
        for hint in &mut self.hints {
            if let Hint::Initials(initials) = hint {
                *initials = Some(letters.to_owned());
            }
        }
    }
}
