//! Reciting words: they are typed, judged, and typed on from the first slip.

use super::Hinting;
use crate::app::effect::Effect;
use crate::app::entry::Entry;
use crate::domain::quiz::{Folder, Folding, Judgement, Outcome, judge, judge_definition};
use crate::domain::srs::{CardKey, Slip};
use std::ops::Range;

/// Words to be judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// The words.
    pub words: String,
    /// The term that they define, which may be named before them.
    pub term: Option<String>,
    /// What was typed.
    pub given: String,
    /// Where earlier attempts failed, in bytes of the words.
    pub failed: Vec<Range<usize>>,
    /// What counts as the same.
    pub folding: Folding,
}

impl Attempt {
    /// What the attempt is worth.
    pub fn judge(&self, folder: &Folder) -> Judgement {
        let mut judgement = match &self.term {
            Some(term) => judge_definition(term, &self.words, &self.given, folder, &self.failed),
            None => judge(&self.words, &self.given, folder, &self.failed),
        };
        if !self.folding.scripts {
            judgement.look_for_scripts();
        }
        judgement
    }
}

/// Words being recited.
#[derive(Debug)]
pub struct Recite {
    words: String,
    term: Option<String>,
    /// What is typed.
    pub entry: Entry,
    /// Where earlier attempts failed, in bytes of the words: apart from each other, in order.
    pub failed: Vec<Range<usize>>,
    /// The hints.
    pub hints: Hinting,
    /// The first attempt, once it is judged, and what it came to: that decides the grade, since
    /// the words were seen after it.
    first: Option<(Judgement, Outcome)>,
    /// Whether the words are typed on from a slip, or were.
    again: bool,
    /// Whether the words are being judged.
    pub waits: bool,
    /// What came of it.
    pub judgement: Option<Judgement>,
}

impl Recite {
    /// Nothing typed yet; these went wrong in earlier attempts. `term` is what the words define.
    pub(super) fn new(words: String, term: Option<String>, earlier: &[Slip]) -> Self {
        Self {
            failed: places(&words, earlier),
            hints: Hinting::new(vec![words.clone()]),
            words,
            term,
            entry: Entry::default(),
            first: None,
            again: false,
            waits: false,
            judgement: None,
        }
    }

    /// Hands what was typed in to be judged.
    pub fn hand_in(&mut self, key: CardKey, folding: Folding) -> Effect {
        self.waits = true;
        let attempt = Attempt {
            words: self.words.clone(),
            term: self.term.clone(),
            given: self.entry.text().to_owned(),
            failed: self.failed.clone(),
            folding,
        };
        Effect::Judge(key, Box::new(attempt))
    }

    /// Takes in what came of it, after so many ms of thinking; what went wrong.
    pub fn judged(&mut self, judgement: Judgement, ms: u64) -> Vec<Slip> {
        self.waits = false;
        let slips = judgement.slips(&self.words);
        if self.first.is_none() {
            let outcome = Outcome {
                wanted: judgement.wanted,
                mistakes: judgement.mistakes(),
                hints: self.hints.shown().len() as u32,
                characters: self.words.chars().count() as u32,
                ms,
            };
            self.first = Some((judgement.clone(), outcome));
        }
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
        self.again = true;
        Some(self.hints.tell_apart(key, &self.failed))
    }

    /// Gives up typing on: what came of the first attempt is there again. Whether there was one.
    pub fn back(&mut self) -> bool {
        let first = self.first.as_ref().filter(|_| self.again);
        let Some((judgement, _)) = first else {
            return false;
        };
        self.judgement = Some(judgement.clone());
        self.again = false;
        self.waits = false;
        true
    }

    /// Whether the words were seen before this attempt, which is practice by that.
    pub fn is_again(&self) -> bool {
        self.again
    }

    /// What the first attempt came to; before it is judged, nothing was recalled.
    pub(super) fn outcome(&self) -> Outcome {
        let nothing = Outcome {
            wanted: 1,
            mistakes: 2,
            ..Outcome::default()
        };
        self.first.as_ref().map_or(nothing, |(_, outcome)| *outcome)
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
