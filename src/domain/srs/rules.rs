//! What a person can set about the schedule. Knows no card.

use super::{Leech, Week};
use crate::domain::id::DeckId;
use std::collections::BTreeMap;

pub(super) const SECONDS_PER_MINUTE: u32 = 60;

/// How the day of a review is chosen among those around it, so that cards learned together part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Spread {
    /// It is the very day that the memory asks for.
    Exact,
    /// By chance.
    Chance,
    /// By chance, an emptier day being the likelier.
    #[default]
    Balanced,
}

/// What a person can set about the schedule.
#[derive(Debug, Clone, PartialEq)]
pub struct ScheduleRules {
    /// The chance of recall at which a card comes again: above 0 and below 1.
    pub desired_retention: f32,
    /// The same, of decks that have a wish of their own.
    pub retention_of: BTreeMap<DeckId, f32>,
    /// Delays, in seconds, before a new card gets an interval of days.
    pub learning_steps_s: Vec<u32>,
    /// Delays, in seconds, of a card that was forgotten.
    pub relearning_steps_s: Vec<u32>,
    /// The local hour at which a study day begins.
    pub rollover_hour: u8,
    /// The longest interval, in days.
    pub maximum_interval_days: u32,
    /// How the day of a review is chosen among those around it.
    pub spread: Spread,
    /// How much is wished for on the days of the week.
    pub week: Week,
    /// After how many lapses a card is a leech, and then after half as many more; never at 0.
    pub leech_lapses: u32,
    /// What comes of a leech.
    pub leech: Leech,
}

impl Default for ScheduleRules {
    fn default() -> Self {
        Self {
            desired_retention: 0.9,
            retention_of: BTreeMap::new(),
            learning_steps_s: vec![SECONDS_PER_MINUTE, 10 * SECONDS_PER_MINUTE],
            relearning_steps_s: vec![10 * SECONDS_PER_MINUTE],
            rollover_hour: 4,
            maximum_interval_days: 36_500,
            spread: Spread::default(),
            week: Week::default(),
            leech_lapses: 8,
            leech: Leech::Suspend,
        }
    }
}

impl ScheduleRules {
    /// The desired retention of a deck.
    pub fn retention(&self, deck: Option<&DeckId>) -> f32 {
        deck.and_then(|deck| self.retention_of.get(deck))
            .copied()
            .unwrap_or(self.desired_retention)
    }

    /// Whether the lapse that brings a card to `lapses` makes it a leech, for the first time or
    /// again: at the threshold, and at every half of it above.
    pub fn is_leech_at(&self, lapses: u32) -> bool {
        let threshold = self.leech_lapses;
        let more = threshold.div_ceil(2).max(1);
        threshold > 0 && lapses >= threshold && (lapses - threshold).is_multiple_of(more)
    }
}

/// Why there is no scheduler for some rules.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum ScheduleProblem {
    /// The desired retention is no chance between 0 and 1.
    #[error("a desired retention of {0} is not between 0 and 1")]
    Retention(f32),
    /// FSRS refuses its parameters.
    #[error("FSRS refuses the parameters")]
    Parameters,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_a_leech_at_the_threshold_and_at_every_half_above() {
        let leeches = |leech_lapses: u32| -> Vec<u32> {
            let rules = ScheduleRules {
                leech_lapses,
                ..ScheduleRules::default()
            };
            (0..20)
                .filter(|lapses| rules.is_leech_at(*lapses))
                .collect()
        };
        assert_eq!(leeches(8), [8, 12, 16]);
        assert_eq!(leeches(3), [3, 5, 7, 9, 11, 13, 15, 17, 19]);
        assert_eq!(leeches(0), [] as [u32; 0]);
        assert_eq!(leeches(1)[..3], [1, 2, 3]);
    }
}
