//! What a session came to: which cards were hard, and when they come again.

use super::{Current, Review};
use crate::domain::deck::{Prompt, face};
use crate::domain::srs::{CardKey, Grade, Phase, Slip};
use crate::domain::time::{Moment, Timestamp};
use std::collections::BTreeMap;

/// An answer of the session.
#[derive(Debug, Clone)]
pub struct Answered {
    key: CardKey,
    prompt: Option<Prompt>,
    /// Whether the card was known.
    pub recalled: bool,
    ms: u64,
    slips: Vec<Slip>,
    /// Where the card stands after it; none if it was suspended with it.
    pub(super) next: Option<Phase>,
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
            next: Some(card.state.phase),
        }
    }

    pub(super) fn key(&self) -> CardKey {
        self.key
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

/// When the cards of a session come again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Returns {
    /// How many come again today: they are in learning.
    pub today: u32,
    /// When the first of these is due.
    pub first: Option<Timestamp>,
    /// In how many days the first of the others comes.
    pub days: Option<u32>,
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

    /// The cards of a quiz that were not known, in the order in which they were asked.
    pub fn missed(&self) -> Vec<&Prompt> {
        let missed = self.given.iter().filter(|answer| !answer.recalled);
        missed.filter_map(|answer| answer.prompt.as_ref()).collect()
    }

    /// How many of a hundred answers knew their cards, rounded; 0 and 100 only if it was none or all.
    pub fn share(&self) -> Option<u32> {
        let (known, all) = (self.recalled, self.answered);
        let rounded = (known * 200 + all).checked_div(all * 2)?;
        Some(if known == 0 || known == all {
            rounded
        } else {
            rounded.clamp(1, 99)
        })
    }

    /// When the cards of this session come again.
    pub fn returns(&self, now: Moment) -> Returns {
        let mut returns = Returns::default();
        if self.practises() {
            return returns;
        }
        let today = self.scheduler.study_day(now);
        let mut last: BTreeMap<CardKey, Phase> = BTreeMap::new();
        for answer in &self.given {
            match answer.next {
                Some(next) => last.insert(answer.key, next),
                None => last.remove(&answer.key),
            };
        }
        for next in last.into_values() {
            let day = match next {
                Phase::New => continue,
                Phase::Review { due } => due,
                Phase::Learning { due, .. } | Phase::Relearning { due, .. } => {
                    let day = self.scheduler.study_day(Moment { at: due, ..now });
                    if day <= today {
                        returns.today += 1;
                        let first = returns.first.map_or(due, |first| first.min(due));
                        returns.first = Some(first);
                    }
                    day
                }
            };
            if day > today {
                let days = day.days_since(today);
                returns.days = Some(returns.days.map_or(days, |first| first.min(days)));
            }
        }
        returns
    }
}

#[cfg(test)]
#[path = "summary_tests.rs"]
mod tests;
