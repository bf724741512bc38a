//! Lines that are not changed: verse, lists of short lines, program code, mail.

use crate::domain::doc::BlockKind;
use crate::domain::doc::reflow::draft::Draft;
use crate::domain::doc::reflow::kind::{self, Kind};
use crate::domain::doc::reflow::line::Lines;
use crate::domain::doc::reflow::shape::Shape;

/// Gives lines away unchanged; those of program code together, since their indents count.
pub(super) fn lines_as_they_are(
    lines: &Lines<'_>,
    shape: &Shape,
    kind: Kind,
    continued: bool,
    sink: &mut impl FnMut(Draft),
) {
    let is_code = kind == Kind::AsIs && kind::is_code(lines, shape);
    let mut from = 0;
    while let Some(first) = lines.all.get(from) {
        let same = |i: usize| is_code && lines.all.get(i).is_some_and(|l| l.blanks == 0);
        let to = (from + 1..lines.all.len())
            .find(|i| !same(*i))
            .unwrap_or(lines.all.len());
        let end = lines.all.get(to - 1).map_or(first.end, |l| l.end);
        let start = if is_code {
            line_start(lines, first.start)
        } else {
            first.start
        };
        sink(Draft {
            kind: if is_code {
                BlockKind::Code
            } else {
                BlockKind::Paragraph
            },
            text: lines.slice(start, end).to_owned(),
            notes: Vec::new(),
            source: start..end,
            continued: continued && from == 0,
        });
        from = to;
    }
}

/// Where the line begins in which the text at `at` stands, white space included.
fn line_start(lines: &Lines<'_>, at: usize) -> usize {
    let before = lines.slice(lines.range.start, at);
    before
        .rfind(['\n', '\r', '\u{c}'])
        .map_or(lines.range.start, |i| lines.range.start + i + 1)
}
