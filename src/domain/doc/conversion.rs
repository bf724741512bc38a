//! How the text of a document was got from the bytes of its file. Knows no encoding by itself.

use super::account::Account;
use super::reflow::{Decisions, Kind, Options, Removals, SeamKey};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How sure a guess is: 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(from = "f64", into = "f64")]
pub struct Confidence(f64);

impl Confidence {
    /// What is known and not guessed.
    pub const CERTAIN: Self = Self(1.0);

    /// From here on a guess is called sure: of the samples it was measured with, none was wrong.
    const HIGH: f64 = 0.9;

    /// A number, moved into the bounds; what is no number is no confidence.
    pub fn new(number: f64) -> Self {
        Self(if number.is_nan() {
            0.0
        } else {
            number.clamp(0.0, 1.0)
        })
    }

    /// The number.
    pub fn number(self) -> f64 {
        self.0
    }

    /// Whether the person need not be told to look.
    pub fn is_high(self) -> bool {
        self.0 >= Self::HIGH
    }
}

impl From<f64> for Confidence {
    fn from(number: f64) -> Self {
        Self::new(number)
    }
}

impl From<Confidence> for f64 {
    fn from(confidence: Confidence) -> Self {
        confidence.0
    }
}

/// The encoding that a file was read by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Decoded {
    /// Its name in the WHATWG Encoding Standard.
    pub encoding: String,
    /// How sure that is.
    pub confidence: Confidence,
    /// Whether the person named it.
    pub given: bool,
    /// Sequences of bytes that could not be decoded; each is one U+FFFD in the text.
    pub replaced: usize,
}

/// What kind of text the lines of a file were taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextKind {
    /// Its name.
    pub name: String,
    /// Whether the person named it.
    pub given: bool,
}

/// How the text of a document was got from the bytes of its file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Conversion {
    /// By which encoding; none for what is part of the program.
    pub decoded: Option<Decoded>,
    /// What kind of text it was taken for, if anything was decided.
    pub kind: Option<TextKind>,
    /// What the person decided about its paragraphs, JSON.
    pub decisions: Option<String>,
}

/// What a person decided about the paragraphs, as it is kept; seams by their keys in hexadecimal.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    removals: Removals,
    joins: BTreeMap<String, bool>,
}

impl Conversion {
    /// What the person decided, as the import of text takes it. What cannot be read, as a newer
    /// program may write it, decides nothing.
    pub fn options(&self) -> Options {
        let kept = self.decisions.as_deref();
        let kept: Kept = kept
            .and_then(|json| serde_json::from_str(json).ok())
            .unwrap_or_default();
        let mut decisions = Decisions::new();
        for (key, join) in &kept.joins {
            if let Ok(key) = u64::from_str_radix(key, 16) {
                decisions.decide(SeamKey(key), *join);
            }
        }
        let given = self.kind.as_ref().filter(|kind| kind.given);
        Options {
            kind: given.and_then(|kind| Kind::named(&kind.name)),
            removals: kept.removals,
            decisions,
        }
    }

    /// Keeps what the person decided, in place of what was decided before.
    pub fn decide(&mut self, options: &Options) {
        self.kind = options.kind.map(|kind| TextKind {
            name: kind.name().to_owned(),
            given: true,
        });
        let joins = options.decisions.iter();
        let kept = Kept {
            removals: options.removals,
            joins: joins
                .map(|(key, join)| (format!("{:016x}", key.0), join))
                .collect(),
        };
        let nothing = kept.removals == Removals::default() && kept.joins.is_empty();
        self.decisions = (!nothing)
            .then(|| serde_json::to_string(&kept).ok())
            .flatten();
    }

    /// Keeps what kind of text it was; nothing for a text that has its own marks.
    pub fn describe(&mut self, account: Option<&Account>) {
        self.kind = account.map(|account| TextKind {
            name: account.kind.name().to_owned(),
            given: account.forced,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_decided_is_kept_and_read_again() {
        let mut conversion = Conversion::default();
        assert_eq!(conversion.options(), Options::default());
        let mut options = Options {
            kind: Some(Kind::HardWrapped),
            removals: Removals::All,
            decisions: Decisions::new(),
        };
        options.decisions.decide(SeamKey(u64::MAX), true);
        options.decisions.decide(SeamKey(7), false);
        conversion.decide(&options);
        assert_eq!(conversion.options(), options);
        let json = conversion.decisions.clone().unwrap();
        assert_eq!(
            json,
            r#"{"removals":"all","joins":{"0000000000000007":false,"ffffffffffffffff":true}}"#
        );
        conversion.decide(&Options::default());
        assert_eq!(conversion, Conversion::default());
        conversion.decisions = Some("not what we write".to_owned());
        assert_eq!(conversion.options(), Options::default());
    }

    #[test]
    fn a_confidence_stays_within_bounds() {
        for (given, number, high) in [
            (-1.0, 0.0, false),
            (f64::NAN, 0.0, false),
            (0.5, 0.5, false),
            (0.95, 0.95, true),
            (7.0, 1.0, true),
        ] {
            let confidence = Confidence::new(given);
            assert!((confidence.number() - number).abs() < f64::EPSILON);
            assert_eq!(confidence.is_high(), high);
        }
    }
}
