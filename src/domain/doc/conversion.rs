//! How the text of a document was got from the bytes of its file. Knows no encoding by itself.

/// How sure a guess is: 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
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

/// The encoding that a file was read by.
#[derive(Debug, Clone, PartialEq)]
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
    /// What was found, joined and removed, JSON.
    pub report: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

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
