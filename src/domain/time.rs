//! Instants and study days. Knows no clock and no zone database: `now` and its offset are given.

use jiff::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

const MS_PER_DAY: i64 = 86_400_000;
const MS_PER_HOUR: i64 = 3_600_000;
/// Study day 0.
const EPOCH: Date = Date::constant(1970, 1, 1);

/// An instant: milliseconds since 1970-01-01T00:00:00Z.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The instant `minutes` later.
    #[must_use]
    pub fn plus_minutes(self, minutes: i64) -> Self {
        Self(self.0.saturating_add(minutes.saturating_mul(60_000)))
    }

    /// The instant `seconds` later.
    #[must_use]
    pub fn plus_seconds(self, seconds: u32) -> Self {
        Self(self.0.saturating_add(i64::from(seconds) * 1000))
    }

    /// Milliseconds from `earlier` to this instant; a clock that stepped back counts as 0.
    pub fn ms_since(self, earlier: Self) -> u64 {
        u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0)
    }
}

/// An instant and the UTC offset, in seconds, that the person's clock had at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The instant.
    pub at: Timestamp,
    /// Seconds east of UTC.
    pub offset_s: i32,
}

impl Moment {
    /// The study day: the local calendar date, where a day begins at `rollover_hour` (0 to 23).
    pub fn study_day(self, rollover_hour: u8) -> StudyDay {
        let local = self.at.0.saturating_add(i64::from(self.offset_s) * 1000);
        let shifted = local.saturating_sub(i64::from(rollover_hour) * MS_PER_HOUR);
        StudyDay(i32::try_from(shifted.div_euclid(MS_PER_DAY)).unwrap_or(i32::MAX))
    }
}

/// A study day: days since 1970-01-01 in the person's calendar.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct StudyDay(pub i32);

impl StudyDay {
    /// The day `days` later.
    #[must_use]
    pub fn plus(self, days: u32) -> Self {
        Self(
            self.0
                .saturating_add(i32::try_from(days).unwrap_or(i32::MAX)),
        )
    }

    /// The date; none outside the years that the calendar knows.
    pub fn date(self) -> Option<Date> {
        let days = Span::new().try_days(self.0).ok()?;
        EPOCH.checked_add(days).ok()
    }

    /// The study day of a date.
    pub fn of_date(date: Date) -> Self {
        let span = EPOCH.duration_until(date);
        Self(i32::try_from(span.as_secs().div_euclid(MS_PER_DAY / 1000)).unwrap_or(i32::MAX))
    }

    /// The instant at which it begins, by a clock `offset_s` seconds east of UTC.
    pub fn begins(self, rollover_hour: u8, offset_s: i32) -> Timestamp {
        let local = i64::from(self.0) * MS_PER_DAY + i64::from(rollover_hour) * MS_PER_HOUR;
        Timestamp(local - i64::from(offset_s) * 1000)
    }

    /// Days from `earlier` to this day; 0 when the clock stepped back.
    pub fn days_since(self, earlier: Self) -> u32 {
        u32::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0)
    }
}

/// A clock that cannot simply have run on: it was set, or the battery that keeps it is dead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockStep {
    /// It shows a time so many hours before one that it has shown.
    Back {
        /// Hours, rounded.
        hours: u64,
    },
    /// It shows a time so many days behind the last one that few people pause so long.
    Forward {
        /// Days, rounded.
        days: u64,
    },
}

impl ClockStep {
    /// A clock may go back by less without a word: it is set now and then.
    const BACK_MS: u64 = MS_PER_HOUR as u64;
    /// A pause that is shorter is a pause: a year.
    const FORWARD_MS: u64 = 366 * MS_PER_DAY as u64;

    /// How the clock stepped, if it shows `now` and something was done at `last`.
    pub fn between(last: Timestamp, now: Timestamp) -> Option<Self> {
        let (back, ahead) = (last.ms_since(now), now.ms_since(last));
        let rounded = |ms: u64, unit: u64| ms.saturating_add(unit / 2) / unit;
        if back >= Self::BACK_MS {
            let hours = rounded(back, MS_PER_HOUR as u64);
            Some(Self::Back { hours })
        } else if ahead >= Self::FORWARD_MS {
            let days = rounded(ahead, MS_PER_DAY as u64);
            Some(Self::Forward { days })
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHANGHAI: i32 = 8 * 3600;

    fn at(local_hour: i64, offset_s: i32) -> Moment {
        let ms = 20_000 * MS_PER_DAY + local_hour * MS_PER_HOUR - i64::from(offset_s) * 1000;
        Moment {
            at: Timestamp(ms),
            offset_s,
        }
    }

    #[test]
    fn a_study_day_begins_at_the_rollover_hour() {
        assert_eq!(at(3, SHANGHAI).study_day(4), StudyDay(19_999));
        assert_eq!(at(4, SHANGHAI).study_day(4), StudyDay(20_000));
        assert_eq!(at(23, SHANGHAI).study_day(4), StudyDay(20_000));
        assert_eq!(at(0, -5 * 3600).study_day(0), StudyDay(20_000));
        for (hour, offset_s) in [(4, SHANGHAI), (0, -5 * 3600)] {
            let begins = StudyDay(20_000).begins(hour, offset_s);
            assert_eq!(begins, at(i64::from(hour), offset_s).at);
        }
    }

    #[test]
    fn a_study_day_is_a_date_and_back() {
        // 2024-02-29, by `date -u -d 2024-02-29 +%s` / 86400.
        for (day, text) in [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (19_782, "2024-02-29"),
        ] {
            let date = StudyDay(day).date().unwrap();
            assert_eq!(date.to_string(), text);
            assert_eq!(StudyDay::of_date(date), StudyDay(day));
        }
        assert_eq!(StudyDay(i32::MAX).date(), None);
    }

    #[test]
    fn a_step_is_told_from_a_clock_that_runs_on() {
        let between = |last: i64, now: i64| {
            ClockStep::between(Timestamp(last * MS_PER_HOUR), Timestamp(now * MS_PER_HOUR))
        };
        assert_eq!(between(100, 100), None);
        assert_eq!(between(100, 99), Some(ClockStep::Back { hours: 1 }));
        assert_eq!(between(9_600, 0), Some(ClockStep::Back { hours: 9_600 }));
        assert_eq!(between(0, 365 * 24 + 23), None, "a long pause");
        let year = ClockStep::Forward { days: 366 };
        assert_eq!(between(0, 366 * 24), Some(year));
        let now = Timestamp(i64::MIN);
        assert!(ClockStep::between(Timestamp(i64::MAX), now).is_some());
        let last = Timestamp(MS_PER_HOUR);
        assert_eq!(
            ClockStep::between(last, Timestamp(1)),
            None,
            "set by a little"
        );
    }

    #[test]
    fn a_clock_that_steps_back_gives_no_negative_time() {
        assert_eq!(Timestamp(5).ms_since(Timestamp(9)), 0);
        assert_eq!(StudyDay(5).days_since(StudyDay(9)), 0);
    }
}
