//! A line of text put together from its characters.

use super::columns::is_dot;
use super::lines::Fragment;
use crate::domain::text::number_in_circle;
use crate::io::import::markdown::is_spaceless;
use std::ops::Range;

/// A line, or the part of one that is in a column.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Line {
    /// Of the row of a table the cells, with tabs between them.
    pub(super) text: String,
    pub(super) x: f64,
    pub(super) right: f64,
    pub(super) size: f64,
    /// How far down the page, from 0 at the top to 1.
    pub(super) down: f64,
    /// How far it stands in from the left edge of its column, in its own ems.
    pub(super) indent: f64,
    /// Where in the text there are small raised numbers, in bytes.
    pub(super) raised: Vec<Range<usize>>,
    /// The marks of notes; they are not in the text.
    pub(super) marks: Vec<NoteMark>,
    /// The number that the line begins with and that stands apart from the rest, in bytes.
    pub(super) label: Option<usize>,
    /// Where its text begins behind a bullet or a number with a point: its other lines begin there.
    pub(super) hangs_at: Option<f64>,
    /// Its parts between wide gaps: a row of a table has several.
    pub(super) parts: Vec<Piece>,
    /// Whether it is a row of a table.
    pub(super) is_row: bool,
    /// What it is of a note at the foot of the page.
    pub(super) note: Option<NoteLine>,
}

/// A mark that refers to a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NoteMark {
    /// Where it stands in the text, in bytes.
    pub(super) at: usize,
    /// The note's number, unique in the document.
    pub(super) note: u32,
    /// The number that is printed.
    pub(super) printed: u32,
}

/// A line of a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoteLine {
    /// The first: the note's number, and the one that is printed.
    First(u32, u32),
    Further,
}

/// A part of a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    /// In the line's text, in bytes.
    pub(super) start: usize,
    pub(super) x: f64,
    pub(super) right: f64,
}

/// A raised number is smaller than this part of its line's size …
const RAISED_SIZE: f64 = 0.8;
/// … and stands higher by at least this part.
const RAISED_BY: f64 = 0.12;
/// A number before a wider gap than this, in ems, stands apart.
const APART: f64 = 0.1;
/// A number with a point before a wider gap than this, in ems, is that of an item.
const LABEL_GAP: f64 = 0.3;
/// Signs before the items of a list.
pub(super) const BULLETS: [&str; 13] = [
    "•", "◦", "▪", "▫", "‣", "●", "○", "■", "□", "◆", "➢", "–", "\u{f0b7}",
];
/// Between the cells of a row there is more than this, in ems.
const CELL_GAP: f64 = 1.2;
/// White space that is narrower than this, in ems, parts nothing.
const BLANK: f64 = 0.1;

/// The line that the pieces of a row make, which stand from left to right.
pub(super) fn line(row: Vec<Fragment>, height: f64) -> Line {
    let (y, size) = base(&row);
    let x = row.iter().find(|f| !f.is_blank()).map_or(0.0, |f| f.x);
    let mut line = Line {
        x,
        right: x,
        size,
        down: if height > 0.0 { 1.0 - y / height } else { 0.0 },
        ..Line::default()
    };
    // The white space that was met since the last character.
    let mut blank: Option<char> = None;
    for fragment in row {
        if fragment.is_blank() {
            blank = blank.or(fragment.text.chars().next());
        } else {
            line.push(&fragment, blank.take(), y);
        }
    }
    line
}

/// The baseline and the size of most of a row.
fn base(row: &[Fragment]) -> (f64, f64) {
    let tenths = |f: &Fragment| ((f.y * 2.0).round() as i64, (f.size * 10.0).round() as i64);
    let mut counts: Vec<((i64, i64), usize, &Fragment)> = Vec::new();
    for fragment in row.iter().filter(|f| !f.is_blank()) {
        let key = tenths(fragment);
        let length = fragment.text.chars().count();
        match counts.iter_mut().find(|(known, _, _)| *known == key) {
            Some((_, count, _)) => *count += length,
            None => counts.push((key, length, fragment)),
        }
    }
    let most = counts
        .into_iter()
        .max_by_key(|((_, size), count, _)| (*count, *size));
    most.map_or((0.0, 1.0), |(_, _, f)| (f.y, f.size))
}

/// Whether a character can be of a mark of a note: `1`, `[1]`, `〔1〕`, `①`.
fn is_of_mark(c: char) -> bool {
    c.is_ascii_digit() || "[]〔〕［］".contains(c) || number_in_circle(c).is_some()
}

/// The number that a mark of a note shows.
pub(super) fn printed_number(mark: &str) -> Option<u32> {
    let mut chars = mark.chars();
    if let (Some(number), None) = (chars.next().and_then(number_in_circle), chars.next()) {
        return Some(number);
    }
    let digits_of = |(open, close)| mark.strip_prefix(open)?.strip_suffix(close);
    let inside = [('[', ']'), ('〔', '〕'), ('［', '］')]
        .into_iter()
        .find_map(digits_of);
    inside
        .unwrap_or(mark)
        .parse()
        .ok()
        .filter(|_| inside.unwrap_or(mark).bytes().all(|b| b.is_ascii_digit()))
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit())
}

impl Line {
    /// Adds a piece behind white space; `y` is the line's baseline.
    fn push(&mut self, fragment: &Fragment, blank: Option<char>, y: f64) {
        let em = fragment.size.max(1.0);
        let gap = (fragment.x - self.right) / em;
        let is_raised = fragment.size < RAISED_SIZE * self.size
            && fragment.y > y + RAISED_BY * self.size
            && fragment.text.chars().all(is_of_mark);
        let first = fragment.text.chars().next();
        let is_words = first.is_some_and(|c| !c.is_ascii_digit() && is_spaceless(c));
        // A number that is raised at the line's beginning stands apart from what is not.
        let was_raised = self
            .raised
            .first()
            .is_some_and(|r| *r == (0..self.text.len()));
        if self.label.is_none()
            && printed_number(&self.text).is_some()
            && (gap > APART || is_words || (was_raised && !is_raised))
        {
            self.label = Some(self.text.len());
        }
        let is_ordinal = self.text.strip_suffix('.').is_some_and(digits) && gap > LABEL_GAP;
        let is_item = is_ordinal || (gap > BLANK && BULLETS.contains(&self.text.as_str()));
        let space = match blank {
            Some('\u{3000}') if gap > BLANK => Some('\u{3000}'),
            Some(_) if gap > BLANK => Some(' '),
            _ if needs_space(&self.text, &fragment.text, gap) || is_item => Some(' '),
            _ => None,
        };
        if !self.text.is_empty() && !is_raised {
            self.text.extend(space);
        }
        let start = self.text.len();
        if start == 0 || (gap > CELL_GAP && !ends_in_leader(&self.text)) {
            self.parts.push(Piece {
                start,
                x: fragment.x,
                right: fragment.right(),
            });
        }
        self.text.push_str(fragment.text.trim_matches(['\n', '\r']));
        self.right = self.right.max(fragment.right());
        if let Some(part) = self.parts.last_mut() {
            part.right = self.right;
        }
        if is_raised {
            self.add_raised(start);
        }
        if is_item {
            self.hangs_at = Some(fragment.x);
        }
    }

    /// Says that the text from `start` on is a raised number, or goes on with one.
    fn add_raised(&mut self, start: usize) {
        let end = self.text.len();
        match self.raised.last_mut().filter(|last| last.end == start) {
            Some(last) => last.end = end,
            None => self.raised.push(start..end),
        }
    }
}

/// Whether a text is an entry of a table of contents, whose dots lead to a page's number.
pub(super) fn leads_to_page(text: &str) -> bool {
    let title = text.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
    title.len() < text.len() && ends_in_leader(title)
}

/// Whether a text leads to what follows it with dots.
fn ends_in_leader(text: &str) -> bool {
    const FEWEST: usize = 3;
    let last = text.chars().rev().filter(|c| !c.is_whitespace());
    last.take(FEWEST).filter(|c| is_dot(*c)).count() == FEWEST
}

/// Whether a gap, in ems, is a space: between letters and marks of the Latin alphabet a small one
/// is, between characters that fill their em only one that is as wide as they are.
fn needs_space(before: &str, after: &str, gap: f64) -> bool {
    let (Some(b), Some(a)) = (before.chars().next_back(), after.chars().next()) else {
        return false;
    };
    if b.is_whitespace() || a.is_whitespace() {
        return false;
    }
    let narrow = |c: char| c.is_ascii_graphic();
    gap > if narrow(b) && narrow(a) { 0.15 } else { 0.8 }
}

/// Whether a text ends within an address of the web.
fn is_address_cut(text: &str) -> bool {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    word.contains("://") && word.ends_with(['/', '?', '=', '&', '_', '.', '%', '#'])
}

/// Adds a line to a text. Words that a hyphen parts at the line's end stay parted by it, since it
/// may be their own.
pub(super) fn join(text: &mut String, line: &str) {
    let before = text.chars().next_back();
    let after = line.chars().next();
    let close = match (before, after) {
        (Some(b), Some(a)) => {
            is_spaceless(b) || is_spaceless(a) || b == '-' || is_address_cut(text)
        }
        _ => true,
    };
    if !close {
        text.push(' ');
    }
    text.push_str(line);
}
