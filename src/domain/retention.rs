//! Which backups are still worth their room. Knows days and numbers; no files and no names.

use super::time::StudyDay;
use std::collections::HashSet;

/// Days of which a backup is kept.
const DAYS: usize = 7;
/// Weeks of which a backup is kept.
const WEEKS: usize = 4;
/// Months of which a backup is kept.
const MONTHS: usize = 12;
/// How long a backup that was made before a migration is kept, in days: twelve months.
const MIGRATION_DAYS: u32 = 366;

/// Why a backup was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Occasion {
    /// A study day began.
    Daily,
    /// The schema was about to change.
    Migration,
}

/// A backup as far as its age matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated {
    /// Why it was made.
    pub occasion: Occasion,
    /// The day.
    pub day: StudyDay,
    /// Tells those of one day apart; the later has the higher.
    pub number: u32,
}

/// The places, in the list, of the backups that can go.
///
/// Of the daily ones stay the last of each of the last 7 days, 4 weeks and 12 months **that have
/// one**: who comes back after a long time finds what there was. Backups of days to come, left by
/// a clock that was ahead, stay and count for nothing.
pub fn superseded(backups: &[Dated], today: StudyDay) -> Vec<usize> {
    let mut daily: Vec<(usize, Dated)> = backups
        .iter()
        .copied()
        .enumerate()
        .filter(|(_, backup)| backup.occasion == Occasion::Daily && backup.day <= today)
        .collect();
    daily.sort_by_key(|(_, backup)| std::cmp::Reverse((backup.day, backup.number)));
    let mut kept = HashSet::new();
    kept.extend(newest(&daily, DAYS, |day| Some(i64::from(day.0))));
    kept.extend(newest(&daily, WEEKS, |day| Some(week(day))));
    kept.extend(newest(&daily, MONTHS, month));
    let daily = daily.into_iter().map(|(place, _)| place);
    let old = backups.iter().enumerate().filter(|(_, backup)| {
        backup.occasion == Occasion::Migration && today.days_since(backup.day) > MIGRATION_DAYS
    });
    let mut gone: Vec<usize> = daily
        .filter(|place| !kept.contains(place))
        .chain(old.map(|(place, _)| place))
        .collect();
    gone.sort_unstable();
    gone
}

/// The newest of each of the last `count` spans that have any; the backups come newest first.
fn newest(
    backups: &[(usize, Dated)],
    count: usize,
    span: impl Fn(StudyDay) -> Option<i64>,
) -> Vec<usize> {
    let mut seen = HashSet::new();
    let first_of_its_span = backups
        .iter()
        .filter(|(_, backup)| seen.insert(span(backup.day)));
    first_of_its_span
        .take(count)
        .map(|(place, _)| *place)
        .collect()
}

/// The number of the week; it begins on Monday. Day 0 was a Thursday.
fn week(day: StudyDay) -> i64 {
    (i64::from(day.0) + 3).div_euclid(7)
}

/// The number of the month. Days beyond the calendar share one.
fn month(day: StudyDay) -> Option<i64> {
    let date = day.date()?;
    Some(i64::from(date.year()) * 12 + i64::from(date.month()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> StudyDay {
        StudyDay::of_date(text.parse().unwrap())
    }

    fn dated(occasion: Occasion, text: &str, number: u32) -> Dated {
        Dated {
            occasion,
            day: day(text),
            number,
        }
    }

    fn kept(days: &[&str], today: &str) -> Vec<String> {
        let backups: Vec<Dated> = days.iter().map(|d| dated(Occasion::Daily, d, 1)).collect();
        let gone = superseded(&backups, day(today));
        let stays = days.iter().enumerate().filter(|(n, _)| !gone.contains(n));
        stays.map(|(_, d)| (*d).to_owned()).collect()
    }

    /// The expected days were counted off a printed calendar of 2026; 2026-11-21 is a Saturday.
    #[test]
    fn a_backup_each_day_for_two_years_leaves_the_table() {
        let today = day("2026-11-21");
        let backups: Vec<Dated> = (0..730)
            .map(|ago| Dated {
                occasion: Occasion::Daily,
                day: StudyDay(today.0 - ago),
                number: 1,
            })
            .collect();
        let gone = superseded(&backups, today);
        let mut stays: Vec<String> = backups
            .iter()
            .enumerate()
            .filter(|(place, _)| !gone.contains(place))
            .map(|(_, backup)| backup.day.date().unwrap().to_string())
            .collect();
        stays.sort();
        let expected = [
            // The last of each of twelve months.
            "2025-12-31",
            "2026-01-31",
            "2026-02-28",
            "2026-03-31",
            "2026-04-30",
            "2026-05-31",
            "2026-06-30",
            "2026-07-31",
            "2026-08-31",
            "2026-09-30",
            "2026-10-31",
            // The Sundays of three weeks before this one.
            "2026-11-01",
            "2026-11-08",
            // Seven days, one of them the third Sunday.
            "2026-11-15",
            "2026-11-16",
            "2026-11-17",
            "2026-11-18",
            "2026-11-19",
            "2026-11-20",
            "2026-11-21",
        ];
        assert_eq!(stays, expected);
    }

    #[test]
    fn few_backups_all_stay_however_old() {
        let days = ["2020-01-01", "2021-05-05", "2026-11-20"];
        assert_eq!(kept(&days, "2026-11-21"), days);
        assert!(kept(&[], "2026-11-21").is_empty());
    }

    #[test]
    fn a_day_to_come_stays_and_takes_nobodys_place() {
        let days = [
            "2031-01-01",
            "2026-11-14",
            "2026-11-15",
            "2026-11-16",
            "2026-11-17",
            "2026-11-18",
            "2026-11-19",
            "2026-11-20",
            "2026-11-21",
        ];
        let mut expected = days.to_vec();
        // A Saturday, eight days back; the Sunday after it stands for its week.
        expected.remove(1);
        assert_eq!(kept(&days, "2026-11-21"), expected);
    }

    #[test]
    fn of_one_day_the_last_stays() {
        let backups = [
            dated(Occasion::Daily, "2026-11-21", 2),
            dated(Occasion::Daily, "2026-11-21", 1),
            dated(Occasion::Daily, "2026-11-21", 10),
        ];
        assert_eq!(superseded(&backups, day("2026-11-21")), [0, 1]);
    }

    #[test]
    fn backups_of_migrations_stay_for_twelve_months() {
        let backups = [
            dated(Occasion::Migration, "2025-11-19", 1),
            dated(Occasion::Migration, "2025-11-20", 1),
            dated(Occasion::Migration, "2026-11-21", 1),
            dated(Occasion::Migration, "2026-11-21", 2),
        ];
        assert_eq!(superseded(&backups, day("2026-11-21")), [0]);
    }
}
