//! What was done on each study day, and for how many days in a row.

use crate::domain::time::StudyDay;
use std::collections::BTreeMap;

/// What was done on one study day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DayCount {
    /// Cards graded for the first time.
    pub introduced: u32,
    /// Grades of cards that were in review, which is what the daily limit counts.
    pub reviewed: u32,
    /// All grades.
    pub answers: u32,
    /// Time spent on them, in milliseconds.
    pub ms: u64,
    /// New cards that the person wished for on top of the limits of this one day.
    pub more_new: u32,
    /// Reviews, likewise.
    pub more_reviews: u32,
}

/// What was done, by study day. A day without grades is absent.
pub type DayCounts = BTreeMap<StudyDay, DayCount>;

impl DayCount {
    /// Takes `other` in.
    pub fn add(&mut self, other: Self) {
        self.introduced = self.introduced.saturating_add(other.introduced);
        self.reviewed = self.reviewed.saturating_add(other.reviewed);
        self.answers = self.answers.saturating_add(other.answers);
        self.ms = self.ms.saturating_add(other.ms);
        self.more_new = self.more_new.saturating_add(other.more_new);
        self.more_reviews = self.more_reviews.saturating_add(other.more_reviews);
    }

    /// Takes `other` out.
    pub fn subtract(&mut self, other: Self) {
        self.introduced = self.introduced.saturating_sub(other.introduced);
        self.reviewed = self.reviewed.saturating_sub(other.reviewed);
        self.answers = self.answers.saturating_sub(other.answers);
        self.ms = self.ms.saturating_sub(other.ms);
        self.more_new = self.more_new.saturating_sub(other.more_new);
        self.more_reviews = self.more_reviews.saturating_sub(other.more_reviews);
    }
}

/// The number of study days in a row with grades, up to today, or up to yesterday while nothing
/// was graded today. `studied` holds the days with grades, the latest first; days to come, left by
/// a clock that was ahead, do not count.
pub fn streak(studied: impl IntoIterator<Item = StudyDay>, today: StudyDay) -> u32 {
    let mut length = 0;
    let mut expected = today;
    for day in studied.into_iter().skip_while(|day| *day > today) {
        let yesterday = StudyDay(expected.0.saturating_sub(1));
        if day != expected && !(length == 0 && day == yesterday) {
            break;
        }
        length += 1;
        expected = StudyDay(day.0.saturating_sub(1));
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_streak_ends_at_the_first_day_without_grades() {
        let of = |days: &[i32]| streak(days.iter().map(|day| StudyDay(*day)), StudyDay(10));
        assert_eq!(of(&[]), 0);
        assert_eq!(of(&[10, 9, 8, 6]), 3);
        assert_eq!(of(&[9, 8, 6]), 2, "today may still come");
        assert_eq!(of(&[8, 7]), 0);
        assert_eq!(of(&[10, 8]), 1);
        assert_eq!(of(&[12, 10, 9]), 2, "a day to come is no gap");
    }
}
