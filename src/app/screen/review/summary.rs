//! What a session came to: which cards were hard, and when the first of its cards comes again.

use super::{Changed, Current, Review};
use crate::domain::deck::{Prompt, face};
use crate::domain::srs::{CardKey, Grade, Phase, Slip};
use crate::domain::time::Moment;

/// An answer of the session.
#[derive(Debug, Clone)]
pub struct Answered {
    key: CardKey,
    prompt: Option<Prompt>,
    /// Whether the card was known.
    pub recalled: bool,
    ms: u64,
    slips: Vec<Slip>,
    /// Where the card stands after it.
    pub(super) next: Phase,
}

impl Answered {
    pub(super) fn new(current: &Current, grade: Grade, ms: u64) -> Self {
        let card = &current.card;
        Self {
            slips: current.slips.clone().unwrap_or_default(),
            key: card.key,
            prompt: face(&card.note, &card.part).map(|face| face.prompt),
            recalled: grade != Grade::Again,
            ms,
            next: card.state.phase,
        }
    }

    /// One that was taken back and holds again.
    pub(super) fn again(changed: &Changed, recalled: bool) -> Self {
        Self {
            key: changed.key,
            prompt: changed.prompt.clone(),
            recalled,
            ms: 0,
            slips: changed.event.slips().to_vec(),
            next: changed.state.phase,
        }
    }
}

/// A card that was hard in this session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hard {
    /// What it asks.
    pub prompt: Prompt,
    /// How often it was forgotten.
    pub forgotten: u32,
}

impl Review {
    /// The cards that were forgotten most often, and of equals took the longest.
    pub fn hardest(&self) -> Vec<Hard> {
        const MOST: usize = 3;
        let mut cards: Vec<(CardKey, Hard, u64)> = Vec::new();
        for answer in &self.given {
            let Some(prompt) = &answer.prompt else {
                continue;
            };
            let forgotten = u32::from(!answer.recalled);
            let known = cards.iter_mut().find(|(key, ..)| *key == answer.key);
            if let Some((_, hard, ms)) = known {
                hard.forgotten += forgotten;
                *ms += answer.ms;
            } else {
                let prompt = prompt.clone();
                cards.push((answer.key, Hard { prompt, forgotten }, answer.ms));
            }
        }
        cards.retain(|(_, hard, _)| hard.forgotten > 0);
        cards.sort_by_key(|(_, hard, ms)| std::cmp::Reverse((hard.forgotten, *ms)));
        cards.truncate(MOST);
        cards.into_iter().map(|(_, hard, _)| hard).collect()
    }

    /// Where words were recited wrongly in this session, in the order in which it happened.
    pub fn slips(&self) -> Vec<Slip> {
        let slips = self.given.iter().flat_map(|answer| &answer.slips);
        slips.cloned().collect()
    }

    /// In how many days the first card of this session comes again.
    pub fn next_due(&self, now: Moment) -> Option<u32> {
        let today = self.scheduler.study_day(now);
        let last = |key: CardKey| self.given.iter().rfind(|answer| answer.key == key);
        let due = |answer: &Answered| match last(answer.key)?.next {
            Phase::Review { due } if due > today => Some(due),
            _ => None,
        };
        let first = self.given.iter().filter_map(due).min();
        first
            .filter(|_| !self.practises())
            .map(|day| day.days_since(today))
    }
}
