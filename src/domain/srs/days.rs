//! From an interval to the day on which a card comes: fuzz, load, the longest interval.
//!
//! Knows intervals and rules; knows no memory and no grade.

use super::rules::{ScheduleRules, Spread};
use super::{CardState, Load, Phase, Window};
use crate::domain::time::StudyDay;

/// Turns intervals into days.
pub(super) struct Days<'a> {
    pub(super) rules: &'a ScheduleRules,
    pub(super) load: &'a Load,
    /// The day from which intervals count.
    pub(super) today: StudyDay,
    /// From 0 up to 1; the same for all grades, so that a better one never comes before a worse.
    pub(super) chance: f64,
    /// The interval that is over; 0 of a card that was not in review.
    pub(super) last: u32,
}

impl Days<'_> {
    /// An interval in whole days, at least `minimum`, never above the longest.
    pub(super) fn of(&self, interval: f32, minimum: u32) -> u32 {
        let maximum = self.rules.maximum_interval_days.max(1);
        let minimum = minimum.clamp(1, maximum);
        if self.rules.spread == Spread::Exact {
            return (interval.round() as u32).clamp(minimum, maximum);
        }
        let window = Window::around(interval, minimum, maximum);
        if window.days() == 1 {
            return window.first;
        }
        let (first, last) = (self.today.plus(window.first), self.today.plus(window.last));
        let balance = self.rules.spread == Spread::Balanced;
        self.load
            .take((first, last), self.chance, balance, &self.rules.week)
            .days_since(self.today)
            .clamp(window.first, window.last)
    }

    /// The same for a card that was remembered in review. Where the new interval is so near the
    /// last one that chance alone could make it shorter, it is at least as long.
    pub(super) fn next(&self, interval: f32, minimum: u32) -> u32 {
        let maximum = self.rules.maximum_interval_days.max(1);
        let near = Window::around(interval, 1, maximum).last >= self.last;
        self.of(
            interval,
            if near {
                minimum.max(self.last)
            } else {
                minimum
            },
        )
    }

    /// The same for a card that leaves its steps, whose interval is rounded first.
    pub(super) fn first_of(&self, interval: f32, minimum: u32) -> u32 {
        self.of(interval.round().max(1.0), minimum)
    }
}

/// The days from the last review of a card in review to the one that is due.
pub(super) fn last_interval(card: &CardState) -> u32 {
    match (card.phase, card.last_review) {
        (Phase::Review { due }, Some((_, day))) => due.days_since(day),
        _ => 0,
    }
}
