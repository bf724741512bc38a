//! From byte offsets to lines and columns. Knows text and TOML strings, not decks.

use super::problem::Position;

/// The lines of a text.
pub(super) struct Lines<'t> {
    text: &'t str,
    /// Byte offsets at which lines start; the first is 0.
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let after_breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            text,
            starts: std::iter::once(0).chain(after_breaks).collect(),
        }
    }

    /// The line and column of a byte offset; an offset inside a character is that character's.
    pub(super) fn position(&self, offset: usize) -> Position {
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = line.checked_sub(1).and_then(|i| self.starts.get(i));
        let start = start.copied().unwrap_or_default();
        let on_line = self.text.get(start..).unwrap_or_default();
        let before = on_line
            .char_indices()
            .take_while(|(at, c)| start + at + c.len_utf8() <= offset)
            .count();
        Position {
            line: count(line),
            column: count(before + 1),
        }
    }

    /// The bytes of the range.
    pub(super) fn slice(&self, range: std::ops::Range<usize>) -> &'t str {
        self.text.get(range).unwrap_or_default()
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// How far into a written TOML string its value's byte `at` stands, quotation mark included; none
/// for a string of several lines.
pub(super) fn offset_in_string(written: &str, at: usize) -> Option<usize> {
    if written.starts_with("\"\"\"") || written.starts_with("'''") {
        return None;
    }
    if written.starts_with('\'') {
        return Some(1 + at);
    }
    let inner = written.strip_prefix('"')?;
    let (mut raw, mut value) = (0, 0);
    while value < at {
        let rest = inner.get(raw..)?;
        let (raw_length, value_length) = match rest.strip_prefix('\\') {
            Some(escaped) => escape(escaped)?,
            None => rest.chars().next().map(|c| (c.len_utf8(), c.len_utf8()))?,
        };
        raw += raw_length;
        value += value_length;
    }
    Some(1 + raw)
}

/// The lengths of an escape, as written with its backslash and as it reads, from behind the
/// backslash.
fn escape(escaped: &str) -> Option<(usize, usize)> {
    let digits = match escaped.chars().next()? {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => return Some((2, 1)),
    };
    let code = u32::from_str_radix(escaped.get(1..=digits)?, 16).ok()?;
    Some((2 + digits, char::from_u32(code)?.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_end_at_line_feeds() {
        let lines = Lines::new("水a\r\n火b\n");
        for (offset, line, column) in [
            (0, 1, 1),
            (2, 1, 1),
            (3, 1, 2),
            (4, 1, 3),
            (6, 2, 1),
            (9, 2, 2),
            (11, 3, 1),
            (99, 3, 1),
        ] {
            assert_eq!(
                lines.position(offset),
                Position { line, column },
                "{offset}"
            );
        }
    }

    #[test]
    fn a_byte_of_a_value_is_found_behind_escapes() {
        for (written, at, wanted) in [
            (r#""水{{""#, 3, Some(4)),
            (r#""\"\u6c34{{""#, 4, Some(9)),
            (r#""\x41\n\U00006c34x""#, 5, Some(17)),
            (r"'a\nb'", 3, Some(4)),
            ("\"\"\"\nx\"\"\"", 1, None),
            ("'''x'''", 1, None),
        ] {
            assert_eq!(offset_in_string(written, at), wanted, "{written}");
        }
    }
}
