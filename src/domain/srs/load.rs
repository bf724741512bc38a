//! How many reviews each of the next days has, and which day of a window is taken by chance.
//!
//! Knows days and counts; knows no card and no interval. Chance comes from outside.

use crate::domain::time::StudyDay;
use std::collections::BTreeMap;

/// Behind so many days reviews are not counted, and days are not balanced: what is due so late
/// moves anyway.
pub const BALANCED_DAYS: u32 = 100;
/// The weight of a day kept free, beside the 1 of an empty one: taken only where there is no other.
const LAST_RESORT: f64 = 1e-9;

/// How much is wished for on a day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ease {
    /// As much as on any.
    #[default]
    Full,
    /// Half as much.
    Half,
    /// As little as can be.
    Free,
}

/// The wishes for the days of a week, Monday first.
pub type Week = [Ease; 7];

/// The reviews that are due on the days to come.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Load {
    /// The first day that was counted, and the reviews of it and of those behind it.
    counts: BTreeMap<StudyDay, u32>,
    /// The first day that was not counted.
    end: Option<StudyDay>,
}

impl Load {
    /// Nothing is known of any day.
    pub(super) const UNKNOWN: Self = Self {
        counts: BTreeMap::new(),
        end: None,
    };

    /// The reviews of the [`BALANCED_DAYS`] days behind `today`; other days are passed over.
    pub fn behind(today: StudyDay, counts: impl IntoIterator<Item = (StudyDay, u32)>) -> Self {
        let end = today.plus(BALANCED_DAYS).plus(1);
        let within = |day: &StudyDay| *day > today && *day < end;
        Self {
            counts: counts.into_iter().filter(|(day, _)| within(day)).collect(),
            end: Some(end),
        }
    }

    /// The reviews of a day.
    pub fn on(&self, day: StudyDay) -> u32 {
        self.counts.get(&day).copied().unwrap_or_default()
    }

    /// Takes in that one more review is due on `day`.
    pub fn add(&mut self, day: StudyDay) {
        if self.counted(day) {
            let count = self.counts.entry(day).or_default();
            *count = count.saturating_add(1);
        }
    }

    /// Takes in that one review less is due on `day`.
    pub fn remove(&mut self, day: StudyDay) {
        if let Some(count) = self.counts.get_mut(&day) {
            *count = count.saturating_sub(1);
        }
    }

    /// Takes one of the days from `first` to `last` by `chance`, from 0 up to 1: the emptier it is
    /// and the more is wished for on it, the likelier. Days that were not counted, and all days
    /// where `balance` is off, count as equally full.
    pub fn take(
        &self,
        (first, last): (StudyDay, StudyDay),
        chance: f64,
        balance: bool,
        week: &Week,
    ) -> StudyDay {
        let balance = balance && self.counted(last);
        let weight = |day: StudyDay| {
            let share = match week.get(weekday(day)).copied().unwrap_or_default() {
                Ease::Full => 1.0,
                Ease::Half => 0.5,
                Ease::Free => return LAST_RESORT,
            };
            let full = if balance {
                f64::from(self.on(day))
            } else {
                0.0
            };
            let fullness = 1.0 + full / share;
            share / (fullness * fullness)
        };
        let days = || (first.0..=last.0).map(StudyDay);
        let mut left = chance * days().map(weight).sum::<f64>();
        for day in days() {
            left -= weight(day);
            if left < 0.0 {
                return day;
            }
        }
        last
    }

    fn counted(&self, day: StudyDay) -> bool {
        self.end.is_some_and(|end| day < end)
    }
}

/// The day of the week of a study day: 0 is Monday.
fn weekday(day: StudyDay) -> usize {
    // Study day 0 is a Thursday.
    (i64::from(day.0) + 3).rem_euclid(7) as usize
}

#[cfg(test)]
#[path = "load_tests.rs"]
mod tests;
