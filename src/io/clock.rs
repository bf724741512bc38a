//! The clock. The one place that reads it; everything else is given `now`.

#![allow(
    clippy::disallowed_methods,
    reason = "this is the one place that reads the clock"
)]

use crate::domain::time::{Moment, Timestamp};
use jiff::tz::TimeZone;
use std::ffi::OsStr;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::time::{Duration, Instant};

/// The variable that sets the time at which the clock starts, RFC 3339.
const NOW_VARIABLE: &str = "WENGU_NOW";

/// Tells the time, in the person's zone.
#[derive(Debug, Clone)]
pub struct Clock {
    source: Source,
    zone: TimeZone,
}

#[derive(Debug, Clone)]
enum Source {
    System,
    /// Set to `start` when the stopwatch began, and running on from there.
    Set {
        start: Timestamp,
        since: Stopwatch,
    },
}

/// Why the clock could not be set.
#[derive(Debug, thiserror::Error)]
pub enum ClockError {
    /// `WENGU_NOW` does not hold an RFC 3339 time.
    #[error("WENGU_NOW={value}: not an RFC 3339 time")]
    NotATime {
        /// What it holds.
        value: String,
    },
}

impl Clock {
    /// The clock of this process: from `WENGU_NOW` if it is set, else the system's. The zone is
    /// that of `TZ`, else the system's.
    pub fn from_env() -> Result<Self, ClockError> {
        Self::choose(
            std::env::var_os(NOW_VARIABLE).as_deref(),
            zone(std::env::var_os("TZ").as_deref()),
        )
    }

    /// A clock that starts at `start` in the given zone and runs on from there.
    pub fn starting_at(start: Timestamp, zone: TimeZone) -> Self {
        let since = Stopwatch::start();
        Self {
            source: Source::Set { start, since },
            zone,
        }
    }

    fn choose(now: Option<&OsStr>, zone: TimeZone) -> Result<Self, ClockError> {
        let Some(value) = now.filter(|value| !value.is_empty()) else {
            let source = Source::System;
            return Ok(Self { source, zone });
        };
        let value = value.to_string_lossy();
        match value.parse::<jiff::Timestamp>() {
            Ok(start) => Ok(Self::starting_at(Timestamp(start.as_millisecond()), zone)),
            Err(_) => Err(ClockError::NotATime {
                value: value.into_owned(),
            }),
        }
    }

    /// The time now, and the offset of the person's zone at it.
    pub fn now(&self) -> Moment {
        let at = match &self.source {
            Source::System => jiff::Timestamp::now().as_millisecond(),
            Source::Set { start, since } => start.0.saturating_add_unsigned(since.elapsed_ms()),
        };
        Moment {
            at: Timestamp(at),
            offset_s: self.offset_s(at),
        }
    }

    /// An instant by its RFC 3339 text, and the offset of the person's zone at it.
    pub fn moment(&self, text: &str) -> Option<Moment> {
        let at = text.parse::<jiff::Timestamp>().ok()?.as_millisecond();
        Some(Moment {
            at: Timestamp(at),
            offset_s: self.offset_s(at),
        })
    }

    /// Seconds east of UTC at an instant; 0 outside the years that the calendar knows.
    fn offset_s(&self, at_ms: i64) -> i32 {
        jiff::Timestamp::from_millisecond(at_ms).map_or(0, |at| self.zone.to_offset(at).seconds())
    }
}

/// The zone that `TZ` names, else the system's. Its one file is read: to look it up by its name,
/// all names of zones there are would be read first, which takes longer than all else at a start.
fn zone(tz: Option<&OsStr>) -> TimeZone {
    const ZONES: &str = "/usr/share/zoneinfo";
    let file = match tz.and_then(OsStr::to_str).filter(|name| !name.is_empty()) {
        None => Some(PathBuf::from("/etc/localtime")),
        Some(name) => {
            let plain = |part| matches!(part, Component::Normal(_));
            let name = Path::new(name);
            name.components()
                .all(plain)
                .then(|| Path::new(ZONES).join(name))
        }
    };
    let read = |path: PathBuf| {
        let name = path.strip_prefix(ZONES).ok().and_then(Path::to_str);
        TimeZone::tzif(name.unwrap_or("Local"), &fs::read(&path).ok()?).ok()
    };
    file.and_then(read).unwrap_or_else(TimeZone::system)
}

/// Measures how long something takes. Never runs backwards.
#[derive(Debug, Clone, Copy)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts to measure.
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// Time since the start.
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }

    /// Whole milliseconds since the start.
    pub fn elapsed_ms(&self) -> u64 {
        u64::try_from(self.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_read_from_its_file_as_the_library_has_it() {
        for name in ["Asia/Shanghai", "America/New_York", "UTC"] {
            let Ok(known) = TimeZone::get(name) else {
                println!("skipped: no zone {name} here");
                continue;
            };
            let read = zone(Some(OsStr::new(name)));
            for month in 0..24 {
                let at = jiff::Timestamp::from_second(1_700_000_000 + month * 2_600_000).unwrap();
                assert_eq!(read.to_offset(at), known.to_offset(at), "{name} {at}");
            }
        }
        let odd = zone(Some(OsStr::new("EST5EDT,M3.2.0,M11.1.0")));
        let summer = jiff::Timestamp::from_second(1_720_000_000).unwrap();
        let is_posix = odd.to_offset(summer).seconds() == -4 * 3600;
        assert!(is_posix || odd == TimeZone::system(), "{odd:?}");
    }

    fn set(value: &str, zone: TimeZone) -> Result<Clock, ClockError> {
        Clock::choose(Some(OsStr::new(value)), zone)
    }

    #[test]
    fn a_set_clock_starts_there_and_runs_on() {
        let clock = set("2026-03-01T08:00:00+08:00", TimeZone::UTC).unwrap();
        let first = clock.now();
        // 2026-03-01T00:00:00Z, by `date -u -d 2026-03-01 +%s`.
        assert!(first.at.ms_since(Timestamp(1_772_323_200_000)) < 60_000);
        let until = Stopwatch::start();
        while until.elapsed_ms() < 3 {
            std::hint::spin_loop();
        }
        assert!(clock.now().at.ms_since(first.at) >= 3);
    }

    #[test]
    fn the_offset_is_that_of_the_zone_at_that_time() {
        let zone = TimeZone::posix("EST5EDT,M3.2.0,M11.1.0").unwrap();
        let winter = set("2026-01-15T12:00:00Z", zone.clone()).unwrap();
        let summer = set("2026-07-15T12:00:00Z", zone).unwrap();
        assert_eq!(winter.now().offset_s, -5 * 3600);
        assert_eq!(summer.now().offset_s, -4 * 3600);
    }

    #[test]
    fn unset_or_empty_means_the_systems_clock() {
        for value in [None, Some(OsStr::new(""))] {
            let clock = Clock::choose(value, TimeZone::UTC).unwrap();
            let system = Timestamp(jiff::Timestamp::now().as_millisecond());
            assert!(system.ms_since(clock.now().at) < 60_000);
        }
    }

    #[test]
    fn a_bad_time_is_an_error_that_holds_it() {
        for value in [
            "tomorrow",
            "2026-03-01",
            "2026-03-01T08:00:00",
            "2026-02-30T00:00:00Z",
        ] {
            let ClockError::NotATime { value: held } = set(value, TimeZone::UTC).unwrap_err();
            assert_eq!(held, value);
        }
    }
}
