//! Text from outside, made safe to show: what it knows of is which characters could change a
//! terminal's state or the order in which text is read.

use std::borrow::Cow;
use std::fmt;
use unicode_width::UnicodeWidthChar;

/// Combining marks kept behind one base character; the rest of a run is dropped.
const MARKS_KEPT: usize = 8;

/// Text that may be written to a terminal, a log or a title.
///
/// Control characters become their pictures (U+2400 ff.), a tab becomes spaces, line and paragraph
/// separators a space; bidirectional controls, tag characters, and combining marks beyond a run of
/// eight are dropped. Nothing that is shown has another width than
/// [`Widths`](super::Widths) says of the text it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SafeText<'a>(Cow<'a, str>);

impl<'a> SafeText<'a> {
    /// Makes the text safe; borrows it when it already is.
    pub fn new(text: &'a str) -> Self {
        if text.bytes().all(|b| (0x20..0x7F).contains(&b)) || text.chars().all(is_harmless) {
            return Self(Cow::Borrowed(text));
        }
        Self(Cow::Owned(sanitise(text)))
    }

    /// The safe text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SafeText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether the character could change a terminal's state or the order in which text is read, or end
/// a line where none ends: what JSON escapes.
pub fn is_dangerous(c: char) -> bool {
    c.is_control() || is_dropped(c) || is_separator(c)
}

/// A character that needs no look at its neighbours: visible, and not a combining mark.
fn is_harmless(c: char) -> bool {
    !is_dangerous(c) && c.width().unwrap_or(0) > 0
}

fn is_separator(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}')
}

/// Controls of the Bidirectional Algorithm (UAX #9), tag characters, and the byte order mark.
fn is_dropped(c: char) -> bool {
    matches!(c,
        '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
        | '\u{E0000}'..='\u{E007F}' | '\u{FEFF}')
}

fn sanitise(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut marks = 0;
    for c in text.chars() {
        if is_dropped(c) {
            continue;
        }
        marks = if c.width() == Some(0) { marks + 1 } else { 0 };
        if marks > MARKS_KEPT {
            continue;
        }
        match c {
            '\t' => out.push_str("    "),
            '\u{7F}' => out.push('\u{2421}'),
            '\0'..='\u{1F}' => out.push(char::from_u32(0x2400 + c as u32).unwrap_or('\u{FFFD}')),
            '\u{80}'..='\u{9F}' => out.push('\u{FFFD}'),
            c if is_separator(c) => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::text::Widths;

    #[test]
    fn dangerous_characters_are_shown_or_dropped() {
        for (hostile, safe) in [
            ("plain 温故", "plain 温故"),
            ("\x1b[31mred\x07", "␛[31mred␇"),
            ("a\tb", "a    b"),
            ("a\u{9b}31m", "a\u{FFFD}31m"),
            ("abc\u{202E}cba\u{2066}", "abccba"),
            ("x\u{E0041}y", "xy"),
            ("one\u{2028}two\nthree\r", "one two␊three␍"),
            ("\u{7f}", "␡"),
        ] {
            assert_eq!(SafeText::new(hostile).as_str(), safe);
        }
    }

    #[test]
    fn a_run_of_marks_is_cut() {
        let zalgo = format!("a{}b", "\u{301}".repeat(100));
        let safe = SafeText::new(&zalgo);
        assert_eq!(safe.as_str().chars().count(), 1 + MARKS_KEPT + 1);
    }

    #[test]
    fn harmless_text_is_borrowed_and_keeps_its_width() {
        assert!(matches!(SafeText::new("新质生产力").0, Cow::Borrowed(_)));
        for text in ["e\u{301}", "👩‍🔬", "a\u{202E}b", "a\tb", "one\u{2028}two"] {
            assert_eq!(
                Widths::NARROW.of(SafeText::new(text).as_str()),
                Widths::NARROW.of(text),
                "{text:?}"
            );
        }
    }
}
