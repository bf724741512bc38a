//! Marks of notes: how they are written, and which of them a line holds. Knows single lines.

use crate::domain::doc::reflow::glyph;
use crate::domain::doc::reflow::line::{Lines, Role};
use crate::domain::text::number_in_circle;
use std::ops::Range;

/// How the marks of a text's notes are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// `①`, `^①`: hardly anything else is written like this.
    Circled,
    /// `[1]`
    Square,
    /// `〔1〕`
    Tortoise,
    /// `¹`
    Raised,
    /// `[注1]`, `（注1）`, and `注1：` before the note
    Named,
    /// `*`, `**`
    Star,
}

/// A mark as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// Its number; of stars, how many.
    pub(super) value: u32,
    /// In bytes of the line.
    pub(super) range: Range<usize>,
    /// Whether `^` stands before it.
    pub(super) caret: bool,
}

impl Style {
    /// Those that tell nothing by themselves: the order of the numbers must show that they are notes.
    pub(super) const PLAIN: [Self; 5] = [
        Self::Square,
        Self::Tortoise,
        Self::Raised,
        Self::Named,
        Self::Star,
    ];

    /// The mark with which a line starts that can be a note.
    pub(super) fn leading(self, line: &str) -> Option<Mark> {
        let bare = line.strip_prefix('^').filter(|_| self == Self::Circled);
        let caret = bare.is_some();
        let (value, length) = self.read(bare.unwrap_or(line))?;
        let mut end = usize::from(caret) + length;
        if self == Self::Named {
            let colon = line.get(end..)?.chars().next();
            end += colon
                .filter(|c| "：:".contains(*c))
                .map_or(0, char::len_utf8);
        }
        let behind = line.get(end..)?;
        let first = behind.trim_start().chars().next()?;
        // A page of the work that is cited: `[4]53`.
        let page = self == Self::Square && behind.starts_with(|c: char| c.is_ascii_digit());
        let starts = !glyph::cannot_start(first) || (self == Self::Circled && caret);
        (starts && !page).then_some(Mark {
            value,
            range: 0..end,
            caret,
        })
    }

    /// The marks in a line of running text that can be references; one at its start if `anywhere`.
    pub(super) fn within(self, line: &str, anywhere: bool) -> Vec<Mark> {
        let mut out: Vec<Mark> = Vec::new();
        let mut before = None;
        for (at, c) in line.char_indices() {
            let last = out.last().map_or(0, |mark| mark.range.end);
            let found = line.get(at..).filter(|_| at >= last && self.starts(c));
            if let Some((value, length)) = found.and_then(|rest| self.read(rest)) {
                let caret = before == Some('^');
                let start = at - usize::from(caret);
                let after = line.get(at + length..).and_then(|rest| rest.chars().next());
                let refers = match (before, self) {
                    (None, _) => anywhere,
                    (_, Self::Circled) if caret => true,
                    (Some(before), Self::Circled) => is_reference(before, after),
                    (Some(before), Self::Raised | Self::Star) => {
                        !before.is_ascii_alphanumeric() && !before.is_whitespace()
                    }
                    (Some(_), _) => true,
                };
                if refers {
                    out.push(Mark {
                        value,
                        range: start..at + length,
                        caret,
                    });
                }
            }
            before = Some(c);
        }
        out
    }

    /// Whether a mark can start with this character.
    fn starts(self, c: char) -> bool {
        match self {
            Self::Circled => glyph::is_circled(c),
            Self::Square => matches!(c, '[' | '［'),
            Self::Tortoise => c == '〔',
            Self::Raised => raised(c).is_some(),
            Self::Named => matches!(c, '注' | '[' | '［' | '〔' | '（' | '('),
            Self::Star => matches!(c, '*' | '＊'),
        }
    }

    /// The value of the mark with which a text starts, and its bytes.
    fn read(self, text: &str) -> Option<(u32, usize)> {
        let first = text.chars().next().filter(|c| self.starts(*c))?;
        match self {
            Self::Circled => Some((number_in_circle(first)?, first.len_utf8())),
            Self::Square | Self::Tortoise => {
                let inner = text.get(first.len_utf8()..)?;
                let (value, digits) = decimal(inner)?;
                let close = inner.get(digits..)?.chars().next()?;
                let closes = matches!((first, close), ('[', ']') | ('［', '］') | ('〔', '〕'));
                closes.then_some((value, first.len_utf8() + digits + close.len_utf8()))
            }
            Self::Raised => {
                let digits = text.chars().map_while(raised).take(3);
                let value = digits.fold(0, |value, digit| 10 * value + digit);
                let taken = text.chars().take_while(|c| raised(*c).is_some()).take(3);
                Some((value, taken.map(char::len_utf8).sum())).filter(|(value, _)| *value > 0)
            }
            Self::Named => named(text),
            Self::Star => {
                let stars = text.chars().take_while(|c| *c == first);
                let count = stars.count();
                (count <= 6).then_some((count as u32, count * first.len_utf8()))
            }
        }
    }
}

/// Whether lines enough start with a mark of a style for it to be one of notes.
pub(super) fn leads(lines: &Lines<'_>, style: Style) -> bool {
    let starts = |index: &usize| lines.str(*index).starts_with(|c| style.starts(c));
    let of_text = |index: &usize| lines.all.get(*index).is_some_and(|l| l.role == Role::Body);
    let mut found = (0..lines.all.len())
        .filter(starts)
        .filter(of_text)
        .filter(|index| style.leading(lines.str(*index)).is_some());
    found.nth(1).is_some()
}

/// `注1`, `[注1]`, `（注①）`: the value and the bytes.
fn named(text: &str) -> Option<(u32, usize)> {
    let open = text.chars().next().filter(|c| *c != '注');
    let rest = text.get(open.map_or(0, char::len_utf8)..)?;
    let rest = rest
        .strip_prefix("注释")
        .or_else(|| rest.strip_prefix('注'))?;
    let circled = rest.chars().next().and_then(number_in_circle);
    let (value, length) = match circled {
        Some(value) => (value, '①'.len_utf8()),
        None => decimal(rest)?,
    };
    let behind = rest.get(length..)?;
    let end = text.len() - behind.len();
    let close = match open {
        None => return Some((value, end)),
        Some('[') => ']',
        Some('［') => '］',
        Some('〔') => '〕',
        Some('(') => ')',
        Some(_) => '）',
    };
    behind
        .starts_with(close)
        .then_some((value, end + close.len_utf8()))
}

/// The number of up to three digits with which a text starts, and their bytes.
fn decimal(text: &str) -> Option<(u32, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let value = text.get(..digits)?.parse().ok()?;
    (digits <= 3).then_some((value, digits))
}

/// The value of a raised digit.
fn raised(c: char) -> Option<u32> {
    match c {
        '¹' => Some(1),
        '²' => Some(2),
        '³' => Some(3),
        '⁰' => Some(0),
        '⁴'..='⁹' => Some(c as u32 - '⁴' as u32 + 4),
        _ => None,
    }
}

/// Whether a number in a circle refers to a note and does not number what follows it.
fn is_reference(before: char, after: Option<char>) -> bool {
    let behind_word = glyph::is_han(before)
        || glyph::is_closing(before)
        || before.is_alphanumeric()
        || glyph::is_circled(before);
    let at_end = after.is_none_or(|c| glyph::cannot_start(c) || glyph::is_circled(c));
    behind_word || (glyph::is_terminal(before) && at_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_all_styles_are_read() {
        for (style, note, text) in [
            (Style::Circled, "^② 某书", "甲^②乙"),
            (Style::Square, "[2] 某书", "甲[2]53乙"),
            (Style::Tortoise, "〔2〕某书", "甲。〔2〕乙"),
            (Style::Raised, "² 某书", "甲²乙"),
            (Style::Named, "注2：某书", "甲（注2）乙"),
            (Style::Named, "[注2] 某书", "甲[注2]乙"),
            (Style::Star, "** 某书", "甲**乙"),
        ] {
            assert_eq!(style.leading(note).map(|m| m.value), Some(2), "{note}");
            let found: Vec<u32> = style.within(text, false).iter().map(|m| m.value).collect();
            assert_eq!(found, [2], "{text}");
        }
    }

    #[test]
    fn what_is_no_mark_is_not_read() {
        for (style, line) in [
            (Style::Square, "[4]53 劳动"),
            (Style::Square, "[4]，劳动"),
            (Style::Square, "[甲] 劳动"),
            (Style::Named, "注意：这里"),
            (Style::Raised, "x² 是平方"),
        ] {
            assert_eq!(style.leading(line), None, "{line}");
        }
        assert!(Style::Raised.within("面积为10m²，10³个", false).is_empty());
    }
}
