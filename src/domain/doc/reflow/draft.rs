//! The blocks that come out, and how their text is put together from lines.

use super::glyph;
use super::line::Lines;
use super::seen::{self, Gram, Seen};
use crate::domain::doc::BlockKind;
use std::ops::Range;

/// A block of text as the pipeline gives it away.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// What it is.
    pub kind: BlockKind,
    /// Its text; no character of it is not in the raw text.
    pub text: String,
    /// Marks in the text that belong to notes, as written (`①`, `[4]`), in bytes, with the note's
    /// number: unique in the document. A footnote starts with its own.
    pub notes: Vec<(Range<usize>, u32)>,
    /// The stretch of the raw text that it was made of, in bytes; what was put elsewhere may lie in it.
    pub source: Range<usize>,
    /// Whether it goes on in the paragraph before: a line too long to be taken at once.
    pub continued: bool,
}

/// What is known about spaces between Chinese characters.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gaps<'a> {
    /// Whether the text is full of them, so that none means anything.
    pub(super) meaningless: bool,
    /// What the text writes together elsewhere.
    pub(super) seen: &'a Seen,
}

/// The more white space between Chinese characters than this for each thousand, the less it means.
pub(super) const MANY_GAPS: f32 = 40.0;

/// The runs that will be asked for about the gaps of a line.
pub(super) fn wanted(line: &str, out: &mut Vec<Gram>) {
    const MOST: usize = 8;
    if !line.contains([' ', '\u{3000}']) {
        return;
    }
    let chars: Vec<char> = line.chars().collect();
    for (before, after) in gaps(&chars).take(MOST) {
        let [left, right, _] = seen::across(before, after);
        out.extend([left, right].iter().flatten().filter_map(|g| seen::gram(g)));
    }
}

/// The places where one white space stands between two Chinese characters: what is before it and
/// what is behind.
fn gaps(chars: &[char]) -> impl Iterator<Item = (&[char], &[char])> {
    (1..chars.len().saturating_sub(1)).filter_map(|at| {
        let (before, after) = (chars.get(..at)?, chars.get(at + 1..)?);
        is_gap(before, *chars.get(at)?, after).then_some((before, after))
    })
}

fn is_gap(before: &[char], c: char, after: &[char]) -> bool {
    let han = |c: Option<&char>| c.is_some_and(|c| glyph::is_han(*c));
    c.is_whitespace() && han(before.last()) && han(after.first())
}

/// Whether white space stands beside a full-width mark, which brings its own: justified lines leave
/// it there. Title marks are left alone, since titles follow each other with a space between.
fn is_beside_mark(before: &[char], c: char, after: &[char]) -> bool {
    const COLUMN_GAP: usize = 3;
    let (before_run, after_run) = (before, after);
    let visible = |c: &&char| !c.is_whitespace();
    let (Some(before), Some(after)) = (
        before.iter().rev().find(visible),
        after.iter().find(visible),
    ) else {
        return false;
    };
    let is_mark = |c: char| "，。、；：！？“”‘’（）".contains(c);
    let white = |c: &&char| c.is_whitespace();
    let around = 1
        + before_run.iter().rev().take_while(white).count()
        + after_run.iter().take_while(white).count();
    // A wide gap parts columns.
    around < COLUMN_GAP
        && matches!(c, ' ' | '\u{a0}')
        && (is_mark(*before) || is_mark(*after))
        && glyph::is_wide(*before)
        && glyph::is_wide(*after)
}

/// Puts the text of a block together.
pub(super) struct Writer<'a, 't> {
    lines: &'a Lines<'t>,
    gaps: Gaps<'a>,
    /// The text so far.
    pub(super) text: String,
    /// The marks so far.
    pub(super) notes: Vec<(Range<usize>, u32)>,
}

impl<'a, 't> Writer<'a, 't> {
    pub(super) fn new(lines: &'a Lines<'t>, gaps: Gaps<'a>) -> Self {
        Self {
            lines,
            gaps,
            text: String::new(),
            notes: Vec::new(),
        }
    }

    /// Adds a piece of the raw text, with the marks in it: a `^` before one that is not part of
    /// it was taken out. `entry` is the heading's text in the table of contents, which knows which
    /// spaces it has.
    pub(super) fn push(
        &mut self,
        range: Range<usize>,
        marks: &[(Range<usize>, u32)],
        entry: Option<&str>,
    ) {
        let piece = self.lines.slice(range.start, range.end);
        if self.needs_space(piece) {
            self.text.push(' ');
        }
        let mut from = range.start;
        for (mark, number) in marks
            .iter()
            .filter(|(m, _)| m.start >= range.start && m.end <= range.end)
        {
            let (before, written) = (
                self.lines.slice(from, mark.start),
                self.lines.slice(mark.start, mark.end),
            );
            let taken_out = before
                .strip_suffix('^')
                .filter(|_| !written.starts_with('^'));
            self.copy(taken_out.unwrap_or(before), entry);
            let start = self.text.len();
            self.text.push_str(written);
            self.notes.push((start..self.text.len(), *number));
            from = mark.end;
        }
        self.copy(self.lines.slice(from, range.end), entry);
    }

    /// Sets a note's own mark, with which the text starts, apart from what follows.
    pub(super) fn part_own_mark(&mut self) {
        let Some((mark, _)) = self.notes.first().filter(|(mark, _)| mark.start == 0) else {
            return;
        };
        let behind = self.text.get(mark.end..).unwrap_or_default();
        if behind.is_empty() || behind.starts_with(char::is_whitespace) {
            return;
        }
        self.text.insert(mark.end, ' ');
        for (mark, _) in self.notes.iter_mut().skip(1) {
            *mark = mark.start + 1..mark.end + 1;
        }
    }

    /// Whether a space was lost between the text so far and the piece, where lines were cut.
    fn needs_space(&self, piece: &str) -> bool {
        let (Some(before), Some(after)) = (self.text.chars().next_back(), piece.chars().next())
        else {
            return false;
        };
        let numbers = before.is_ascii_digit() && after.is_ascii_digit();
        let hyphen = matches!(before, '-' | '/' | '–' | '(' | '[');
        if glyph::is_wide(before) || glyph::is_wide(after) || numbers || hyphen {
            return false;
        }
        let last = self.text.rsplit(char::is_whitespace).next();
        !last.is_some_and(|word| word.contains("://"))
    }

    /// Copies text without the spaces that mean nothing.
    fn copy(&mut self, piece: &str, entry: Option<&str>) {
        if !piece.contains([' ', '\u{3000}', '\t', '\u{a0}']) {
            self.text.push_str(piece);
            return;
        }
        let chars: Vec<char> = piece.chars().collect();
        for (at, c) in chars.iter().enumerate() {
            let before = chars.get(..at).unwrap_or_default();
            let after = chars.get(at + 1..).unwrap_or_default();
            if !self.drops(before, *c, after, entry) {
                self.text.push(*c);
            }
        }
    }

    fn drops(&self, before: &[char], c: char, after: &[char], entry: Option<&str>) -> bool {
        if is_beside_mark(before, c, after) {
            return true;
        }
        if !is_gap(before, c, after) {
            return false;
        }
        if let Some(entry) = entry {
            let around: String = before
                .iter()
                .rev()
                .take(2)
                .rev()
                .chain(after.iter().take(2))
                .collect();
            return entry.contains(&around);
        }
        let [left, right, _] = seen::across(before, after);
        let known = |g: Option<Vec<char>>| g.is_some_and(|g| self.gaps.seen.has(&g));
        self.gaps.meaningless || (known(left) && known(right))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_beside_full_width_marks_go() {
        let text = "他指出：  “温故， 知新。 ”[3]  这是《甲》 《乙》 的话。　又 (一)。";
        let lines = Lines::of(text, 0..text.len());
        let seen = Seen::default();
        let gaps = Gaps {
            meaningless: false,
            seen: &seen,
        };
        let mut writer = Writer::new(&lines, gaps);
        writer.push(0..text.len(), &[], None);
        assert_eq!(
            writer.text,
            "他指出：“温故，知新。”[3]  这是《甲》 《乙》 的话。　又 (一)。"
        );
    }

    #[test]
    fn spaces_that_mean_nothing_go_and_lost_ones_come_back() {
        let text = "发展新质生产力提供强大动力。\n提供强大 动力\n王明 北京大学\nnew quality\nforces 2024\n2025";
        let lines = Lines::of(text, 0..text.len());
        let mut asked = Vec::new();
        (0..6).for_each(|i| wanted(lines.str(i), &mut asked));
        let seen = Seen::look(&lines, asked);
        let gaps = Gaps {
            meaningless: false,
            seen: &seen,
        };
        let mut writer = Writer::new(&lines, gaps);
        for line in &lines.all[1..] {
            writer.push(line.start..line.end, &[], None);
        }
        assert_eq!(
            writer.text,
            "提供强大动力王明 北京大学new quality forces 20242025"
        );
    }
}
