//! Times and days as data, RFC 3339 and ISO 8601, and to the minute for people.

use crate::domain::time::{StudyDay, Timestamp};
use jiff::civil::date;
use jiff::tz::Offset;
use jiff::{Span, Timestamp as Instant};

/// An instant in UTC; empty outside the years that the calendar knows.
pub(super) fn instant(at: Timestamp) -> String {
    Instant::from_millisecond(at.0).map_or(String::new(), |at| at.to_string())
}

/// An instant, as a clock `offset_s` seconds east of UTC shows it.
pub(super) fn local(at: Timestamp, offset_s: i32) -> String {
    let offset = Offset::from_seconds(offset_s).unwrap_or(Offset::UTC);
    Instant::from_millisecond(at.0).map_or(String::new(), |at| {
        at.display_with_offset(offset).to_string()
    })
}

/// The same to the minute, as people write it.
pub(super) fn minute(at: Timestamp, offset_s: i32) -> String {
    let offset = Offset::from_seconds(offset_s).unwrap_or(Offset::UTC);
    Instant::from_millisecond(at.0).map_or(String::new(), |at| {
        offset
            .to_datetime(at)
            .strftime("%Y-%m-%d %H:%M")
            .to_string()
    })
}

/// A study day.
pub(super) fn day(day: StudyDay) -> String {
    let days = Span::new().try_days(day.0);
    days.and_then(|days| date(1970, 1, 1).checked_add(days))
        .map_or(String::new(), |date| date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_standards_have_it() {
        let at = Timestamp(1_772_323_200_000);
        assert_eq!(instant(at), "2026-03-01T00:00:00Z");
        assert_eq!(local(at, 8 * 3600), "2026-03-01T08:00:00+08:00");
        assert_eq!(minute(at, 8 * 3600), "2026-03-01 08:00");
        assert_eq!(day(StudyDay(20_513)), "2026-03-01");
        assert_eq!(day(StudyDay(i32::MAX)), "");
    }
}
