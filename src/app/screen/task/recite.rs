//! Reciting words: they are typed, judged, and typed on from the first slip.

use crate::app::effect::Effect;
use crate::app::entry::Entry;
use crate::domain::quiz::{Folding, Hint, Judgement, Outcome, hints};
use crate::domain::srs::CardKey;

/// Words to be judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// The words.
    pub words: String,
    /// What was typed.
    pub given: String,
    /// Where earlier attempts failed, in bytes of the words.
    pub failed: Vec<usize>,
    /// What counts as the same.
    pub folding: Folding,
}

/// Words being recited.
#[derive(Debug)]
pub struct Recite {
    words: String,
    /// What is typed.
    pub entry: Entry,
    /// Where earlier attempts failed, in bytes of the words.
    pub failed: Vec<usize>,
    hints: Vec<Hint>,
    /// How many hints are shown.
    shown: usize,
    /// How often the words were seen and typed on.
    again: u32,
    /// Whether the words are being judged.
    pub waits: bool,
    /// What came of it.
    pub judgement: Option<Judgement>,
}

impl Recite {
    /// Nothing typed yet.
    pub(super) fn new(words: String, failed: Vec<usize>) -> Self {
        Self {
            hints: hints(&words),
            words,
            entry: Entry::default(),
            failed,
            shown: 0,
            again: 0,
            waits: false,
            judgement: None,
        }
    }

    /// The hints that are shown.
    pub fn hints(&self) -> &[Hint] {
        self.hints.get(..self.shown).unwrap_or_default()
    }

    pub(super) fn has_hint(&self) -> bool {
        self.shown < self.hints.len()
    }

    pub(super) fn hint(&mut self) -> bool {
        let more = self.has_hint();
        self.shown += usize::from(more);
        more
    }

    /// Hands what was typed in to be judged.
    pub fn hand_in(&mut self, key: CardKey, folding: Folding) -> Effect {
        self.waits = true;
        let attempt = Attempt {
            words: self.words.clone(),
            given: self.entry.text().to_owned(),
            failed: self.failed.clone(),
            folding,
        };
        Effect::Judge(key, Box::new(attempt))
    }

    /// Takes in what came of it; where it failed is remembered.
    pub fn judged(&mut self, judgement: Judgement) {
        self.waits = false;
        self.failed.extend(judgement.slips());
        self.failed.sort_unstable();
        self.failed.dedup();
        self.judgement = Some(judgement);
    }

    /// Goes on from the first slip: what stands before it is there already. Whether there was one.
    pub fn go_on(&mut self) -> bool {
        let first = self
            .judgement
            .as_ref()
            .and_then(|j| j.slips().first().copied());
        let Some(before) = first.and_then(|at| self.words.get(..at)) else {
            return false;
        };
        self.entry = Entry::new(before.to_owned());
        self.judgement = None;
        self.again += 1;
        true
    }

    pub(super) fn outcome(&self) -> Outcome {
        let characters = self.words.chars().count() as u32;
        let (wanted, mistakes) = match &self.judgement {
            Some(judgement) => (judgement.wanted, judgement.mistakes()),
            None => (1, 2),
        };
        Outcome {
            wanted,
            mistakes,
            // To have seen the words is a hint as well.
            hints: self.shown as u32 + self.again,
            characters,
            ms: 0,
        }
    }
}
