//! TOML values as the types that settings have.

use super::problem::{ConfigFault, Expected};
use super::style::Style;
use crate::app::nearest::nearest;
use std::fmt::Display;
use std::ops::RangeInclusive;
use std::time::Duration;
use toml::de::DeValue;

/// A value and the key that it is given to, with its sections.
pub(super) struct Given<'a> {
    pub(super) key: &'a str,
    pub(super) value: &'a DeValue<'a>,
}

type Read<T> = Result<T, ConfigFault>;

impl Given<'_> {
    fn key(&self) -> String {
        self.key.to_owned()
    }

    /// The fault of a value that has another type.
    pub(super) fn not(&self, expected: Expected) -> ConfigFault {
        ConfigFault::WrongType {
            key: self.key(),
            expected,
            found: self.value.type_str(),
        }
    }

    fn out_of(&self, value: &str, min: impl Display, max: impl Display) -> ConfigFault {
        ConfigFault::OutOfRange {
            key: self.key(),
            value: value.to_owned(),
            min: min.to_string(),
            max: max.to_string(),
        }
    }

    /// `true` or `false`.
    pub(super) fn boolean(&self) -> Read<bool> {
        self.value
            .as_bool()
            .ok_or_else(|| self.not(Expected::Boolean))
    }

    /// A whole number in a range.
    pub(super) fn integer<T>(&self, range: RangeInclusive<T>) -> Read<T>
    where
        T: TryFrom<i64> + PartialOrd + Display,
    {
        let number = self
            .value
            .as_integer()
            .ok_or_else(|| self.not(Expected::Integer))?;
        i64::from_str_radix(number.as_str(), number.radix())
            .ok()
            .and_then(|n| T::try_from(n).ok())
            .filter(|n| range.contains(n))
            .ok_or_else(|| self.out_of(&number.to_string(), range.start(), range.end()))
    }

    /// A number in a range.
    pub(super) fn number(&self, range: RangeInclusive<f64>) -> Read<f64> {
        let text = match self.value {
            DeValue::Float(number) => number.as_str(),
            DeValue::Integer(number) if number.radix() == 10 => number.as_str(),
            _ => return Err(self.not(Expected::Number)),
        };
        text.parse::<f64>()
            .ok()
            .filter(|n| range.contains(n))
            .ok_or_else(|| self.out_of(text, range.start(), range.end()))
    }

    /// One of some words, and what it stands for. A number or a switch counts as its word.
    pub(super) fn one_of<T: Copy>(&self, words: &[(&'static str, T)]) -> Read<T> {
        let value = match self.value {
            DeValue::String(text) => text.to_string(),
            DeValue::Integer(number) => number.to_string(),
            DeValue::Boolean(on) => on.to_string(),
            _ => return Err(self.not(Expected::Text)),
        };
        if let Some((_, meaning)) = words.iter().find(|(word, _)| *word == value) {
            return Ok(*meaning);
        }
        let allowed: Vec<&'static str> = words.iter().map(|(word, _)| *word).collect();
        Err(ConfigFault::NotOneOf {
            key: self.key(),
            nearest: nearest(&value, allowed.iter().copied()),
            value,
            allowed,
        })
    }

    /// A list of such words, or one alone; it may be empty.
    pub(super) fn some_of<T: Copy>(&self, words: &[(&'static str, T)]) -> Read<Vec<T>> {
        let Some(list) = self.value.as_array() else {
            return self.one_of(words).map(|one| vec![one]);
        };
        list.iter()
            .map(|item| {
                let (key, value) = (self.key, item.get_ref());
                Given { key, value }.one_of(words)
            })
            .collect()
    }

    /// A text, as what is expected.
    pub(super) fn text(&self, expected: Expected) -> Read<&str> {
        self.value.as_str().ok_or_else(|| self.not(expected))
    }

    /// A style.
    pub(super) fn style(&self) -> Read<Style> {
        Style::parse(self.text(Expected::Text)?).map_err(|unknown| ConfigFault::NotAStyle {
            key: self.key(),
            word: unknown.word,
            nearest: unknown.nearest,
        })
    }

    /// A time in a range.
    pub(super) fn duration(&self, range: RangeInclusive<Duration>) -> Read<Duration> {
        let text = self.text(Expected::Text)?;
        let time = read_duration(text).ok_or_else(|| ConfigFault::NotADuration {
            key: self.key(),
            value: text.to_owned(),
        })?;
        if range.contains(&time) {
            return Ok(time);
        }
        let (min, max) = (show_duration(*range.start()), show_duration(*range.end()));
        Err(self.out_of(text, min, max))
    }

    /// A list of times in a range; it may be empty.
    pub(super) fn durations(&self, range: &RangeInclusive<Duration>) -> Read<Vec<Duration>> {
        let list = self
            .value
            .as_array()
            .ok_or_else(|| self.not(Expected::Texts))?;
        list.iter()
            .map(|item| {
                let (key, value) = (self.key, item.get_ref());
                Given { key, value }.duration(range.clone())
            })
            .collect()
    }
}

/// Units of time, the longest first, in seconds.
const UNITS: [(char, u64); 4] = [('d', 86_400), ('h', 3600), ('m', 60), ('s', 1)];

/// Reads a whole number with its unit.
fn read_duration(text: &str) -> Option<Duration> {
    let (unit, seconds) = UNITS.iter().find(|(unit, _)| text.ends_with(*unit))?;
    let number = text.strip_suffix(*unit)?;
    // `parse` alone would take a sign.
    let digits = number.bytes().all(|b| b.is_ascii_digit());
    let count: u64 = number.parse().ok().filter(|_| digits)?;
    count.checked_mul(*seconds).map(Duration::from_secs)
}

fn show_duration(time: Duration) -> String {
    let seconds = time.as_secs();
    let fits = |(_, unit): &&(char, u64)| seconds >= *unit && seconds.is_multiple_of(*unit);
    UNITS.iter().find(fits).map_or_else(
        || "0m".to_owned(),
        |(name, unit)| format!("{}{name}", seconds / unit),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_and_shown() {
        for (text, seconds) in [("90s", 90), ("10m", 600), ("3h", 10_800), ("2d", 172_800)] {
            assert_eq!(read_duration(text), Some(Duration::from_secs(seconds)));
            assert_eq!(show_duration(Duration::from_secs(seconds)), text);
        }
        assert_eq!(show_duration(Duration::ZERO), "0m");
        for text in [
            "",
            "m",
            "10",
            "10 m",
            "-1m",
            "+1m",
            "1.5h",
            "10x",
            "99999999999999999999d",
            "国",
        ] {
            assert_eq!(read_duration(text), None, "{text}");
        }
        assert_eq!(read_duration("300000000000000d"), None);
    }
}
