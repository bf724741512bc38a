//! The lines of a stretch of text: where each stands, how wide it is, what was before it. The text
//! itself is never copied.

use super::glyph::{self, Ending};

/// What is done with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It is part of the running text, a heading included.
    Body,
    /// It is taken out, and listed.
    Removed,
    /// It belongs to a note.
    Note,
    /// It interrupts a paragraph and is put before it.
    Aside,
}

/// Kinds of brackets: round ones, title marks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Brackets {
    round: bool,
    title: bool,
}

impl Brackets {
    /// Whether one kind is among both.
    pub(super) fn meet(self, other: Self) -> bool {
        self.round && other.round || self.title && other.title
    }
}

/// A line that is not blank.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// Byte offset of its first visible character.
    pub(super) start: usize,
    /// Byte offset behind its last visible character.
    pub(super) end: usize,
    /// Its width in print in half ems, white space at both ends left out.
    pub(super) width: u32,
    /// Spaces in it between two Chinese characters, as far as they count in its width.
    pub(super) gaps: u32,
    /// Its characters, white space at both ends left out.
    pub(super) chars: u32,
    /// The width of the Latin word with which it starts, in half ems: it may not have fitted in the
    /// line before.
    pub(super) first_word: u32,
    /// White space before it, in half ems.
    pub(super) indent: u32,
    /// Blank lines before it.
    pub(super) blanks: u32,
    /// Whether a form feed stands before it.
    pub(super) new_page: bool,
    /// Whether it holds a number in a circle.
    pub(super) has_circled: bool,
    /// Whether a tab, or more white space than parts words, stands in it.
    pub(super) has_wide_gap: bool,
    /// The brackets that are open where it ends.
    pub(super) opens: Brackets,
    /// The brackets that it closes before it opens any of them.
    pub(super) closes: Brackets,
    /// How it ends.
    pub(super) ending: Ending,
    /// What is done with it.
    pub(super) role: Role,
}

/// The deepest indent of a paragraph, in half ems: what stands further in is centred.
const DEEPEST_INDENT: u32 = 8;

impl Line {
    /// How far it reaches on the page, in half ems: its width and a usual indent.
    pub(super) fn reach(&self) -> u32 {
        self.width
            + if self.indent <= DEEPEST_INDENT {
                self.indent
            } else {
                0
            }
    }

    /// Whether it is indented as the first line of a paragraph is.
    pub(super) fn has_indent(&self) -> bool {
        (2..=DEEPEST_INDENT).contains(&self.indent)
    }
}

/// The lines of a stretch of a text.
#[derive(Debug)]
pub(super) struct Lines<'t> {
    /// The whole text: offsets are into this.
    pub(super) text: &'t str,
    /// Its lines, blank ones left out.
    pub(super) all: Vec<Line>,
    /// The stretch that they come from.
    pub(super) range: std::ops::Range<usize>,
}

impl<'t> Lines<'t> {
    /// The lines of `range`, which starts and ends at line ends.
    pub(super) fn of(text: &'t str, range: std::ops::Range<usize>) -> Self {
        let mut lines = Self {
            text,
            all: Vec::new(),
            range: range.clone(),
        };
        let (mut blanks, mut new_page) = (0, false);
        let part = text.get(range.clone()).unwrap_or_default();
        for raw in part.split_inclusive(['\n', '\r', '\u{c}']) {
            let start = range.start + (raw.as_ptr() as usize - part.as_ptr() as usize);
            let content = raw.trim_end_matches(['\n', '\r', '\u{c}']);
            if let Some(mut line) = measure(content, start) {
                line.blanks = std::mem::take(&mut blanks);
                line.new_page = std::mem::take(&mut new_page);
                lines.all.push(line);
            } else if !(raw == "\n"
                && part
                    .get(..start - range.start)
                    .is_some_and(|b| b.ends_with('\r')))
            {
                blanks += u32::from(!raw.ends_with('\u{c}'));
            }
            new_page |= raw.ends_with('\u{c}');
        }
        lines
    }

    /// A line without the white space at its ends.
    pub(super) fn str(&self, index: usize) -> &'t str {
        self.all
            .get(index)
            .map_or("", |line| self.slice(line.start, line.end))
    }

    /// A piece of the text.
    pub(super) fn slice(&self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// How a line ends.
    pub(super) fn ending(&self, index: usize) -> Ending {
        self.all.get(index).map_or(Ending::Word, |l| l.ending)
    }

    /// The indices of the lines of running text, in order.
    pub(super) fn body(&self) -> Vec<usize> {
        (0..self.all.len())
            .filter(|i| self.all.get(*i).is_some_and(|l| l.role == Role::Body))
            .collect()
    }

    /// Gives a line a role.
    pub(super) fn set(&mut self, index: usize, role: Role) {
        if let Some(line) = self.all.get_mut(index) {
            line.role = role;
        }
    }
}

/// The line in `content`, which starts at byte `start`; nothing for a blank one.
fn measure(content: &str, start: usize) -> Option<Line> {
    let body = content.trim_start();
    let indent: u32 = content
        .chars()
        .take_while(|c| c.is_whitespace())
        .map(|c| if c == '\t' { 4 } else { glyph::half_ems(c) })
        .sum();
    let from = start + content.len() - body.len();
    let body = body.trim_end();
    let (mut chars, mut width, mut has_circled) = (0, 0, false);
    let (mut last, mut before, mut gaps) = (' ', ' ', 0);
    let (mut opens, mut opened, mut closes) = (
        Brackets::default(),
        Brackets::default(),
        Brackets::default(),
    );
    for c in body.chars() {
        chars += 1;
        if glyph::is_han(c) {
            gaps += u32::from(last == ' ' && glyph::is_han(before));
            width += glyph::half_ems(c);
            (before, last) = (last, c);
            continue;
        }
        match c {
            '（' => (opens.round, opened.round) = (true, true),
            '《' => (opens.title, opened.title) = (true, true),
            '）' => {
                closes.round |= !opened.round;
                opens.round = false;
            }
            '》' => {
                closes.title |= !opened.title;
                opens.title = false;
            }
            _ => {}
        }
        has_circled |= glyph::is_circled(c);
        // What is raised hardly takes place in print.
        if last == '^' && glyph::is_circled(c) {
            width -= 1;
        } else {
            width += glyph::half_ems(c);
        }
        (before, last) = (last, c);
    }
    (!body.is_empty()).then_some(Line {
        start: from,
        end: from + body.len(),
        width,
        gaps,
        chars,
        first_word: body.bytes().take_while(u8::is_ascii_graphic).count() as u32,
        indent,
        blanks: 0,
        new_page: false,
        has_circled,
        has_wide_gap: has_wide_gap(body),
        opens,
        closes,
        ending: glyph::ending(body),
        role: Role::Body,
    })
}

/// Whether a tab, or white space three characters wide, stands in a text.
fn has_wide_gap(text: &str) -> bool {
    // White space of Latin text has one byte; most lines have none.
    let blank = |b: &u8| matches!(b, b' ' | b'\t');
    text.bytes().fold(false, |any, b| any | blank(&b))
        && (text.contains('\t') || text.contains("   "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_know_their_place_and_what_was_before() {
        let text = "甲乙 \r\n\r\n　　“丙”a\n\u{c}丁\r戊";
        let lines = Lines::of(text, 0..text.len());
        let seen: Vec<_> = (0..lines.all.len())
            .map(|i| {
                (
                    lines.str(i),
                    lines.all[i].width,
                    lines.all[i].indent,
                    lines.all[i].blanks,
                    lines.all[i].new_page,
                )
            })
            .collect();
        assert_eq!(
            seen,
            [
                ("甲乙", 4, 0, 0, false),
                ("“丙”a", 7, 4, 1, false),
                ("丁", 2, 0, 0, true),
                ("戊", 2, 0, 0, false)
            ]
        );
    }
}
