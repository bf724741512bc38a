//! Reciting words: they are typed, judged, and typed on from the first slip.

use super::Hinting;
use crate::app::effect::Effect;
use crate::app::entry::Entry;
use crate::domain::quiz::{Folding, Judgement, Outcome};
use crate::domain::srs::{CardKey, Slip};
use std::ops::Range;

/// Words to be judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// The words.
    pub words: String,
    /// What was typed.
    pub given: String,
    /// Where earlier attempts failed, in bytes of the words.
    pub failed: Vec<Range<usize>>,
    /// What counts as the same.
    pub folding: Folding,
}

/// Words being recited.
#[derive(Debug)]
pub struct Recite {
    words: String,
    /// What is typed.
    pub entry: Entry,
    /// Where earlier attempts failed, in bytes of the words: apart from each other, in order.
    pub failed: Vec<Range<usize>>,
    /// The hints.
    pub hints: Hinting,
    /// How often the words were seen and typed on.
    again: u32,
    /// Whether the words are being judged.
    pub waits: bool,
    /// What came of it.
    pub judgement: Option<Judgement>,
}

impl Recite {
    /// Nothing typed yet; these went wrong in earlier attempts.
    pub(super) fn new(words: String, earlier: &[Slip]) -> Self {
        Self {
            failed: places(&words, earlier),
            hints: Hinting::new(vec![words.clone()]),
            words,
            entry: Entry::default(),
            again: 0,
            waits: false,
            judgement: None,
        }
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

    /// Takes in what came of it; what went wrong.
    pub fn judged(&mut self, judgement: Judgement) -> Vec<Slip> {
        self.waits = false;
        let slips = judgement.slips(&self.words);
        self.judgement = Some(judgement);
        slips
    }

    /// Goes on from the first slip: what stands before it is there already. What is to be done for
    /// it; none where there was no slip. `slips` are those of all attempts by now.
    pub fn go_on(&mut self, key: CardKey, slips: &[Slip]) -> Option<Vec<Effect>> {
        let first = self.judgement.as_ref().and_then(Judgement::first_slip);
        let before = first.and_then(|at| self.words.get(..at))?;
        self.entry = Entry::new(before.to_owned());
        self.failed = places(&self.words, slips);
        self.judgement = None;
        self.again += 1;
        Some(self.hints.tell_apart(key, &self.failed))
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
            hints: self.hints.shown().len() as u32 + self.again,
            characters,
            ms: 0,
        }
    }
}

/// Where the slips are in the words: apart from each other, in order.
fn places(words: &str, slips: &[Slip]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = slips.iter().filter_map(|slip| slip.find(words)).collect();
    found.sort_by_key(|place| (place.start, place.end));
    let mut apart: Vec<Range<usize>> = Vec::new();
    for place in found {
        match apart.last_mut() {
            Some(last) if place.start < last.end || place == *last => {
                last.end = last.end.max(place.end);
            }
            _ => apart.push(place),
        }
    }
    apart
}
