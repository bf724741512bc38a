//! Lines: how one block is broken to a width. Knows nothing of pages.

use super::kinsoku;
use super::wide::is_wide;
use crate::domain::doc::{Block, BlockKind};
use crate::domain::text::Widths;
use crate::domain::text::segment::break_opportunities;

/// The space that text is set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Geometry {
    /// Cells of a line, at least 1.
    pub width: u16,
    /// Cells by which the first line of a paragraph is indented.
    pub indent: u16,
    /// Blank rows between two paragraphs.
    pub paragraph_gap: u16,
    /// What becomes of code and tables wider than a line.
    pub wide: Wide,
    /// How the terminal draws characters of ambiguous width.
    pub widths: Widths,
}

/// What becomes of code and tables wider than a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wide {
    /// They are broken like other text.
    Wrapped,
    /// Their lines stay whole: who draws them cuts them.
    Cut,
}

/// What is drawn before a line's text, inside its indent; it is no part of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marker {
    /// Nothing.
    None,
    /// The bullet of a list item.
    Bullet,
    /// The number of a list item.
    Ordinal(u32),
    /// The bar beside a quotation.
    Bar,
    /// The ornament of a break between parts.
    Ornament,
}

impl Marker {
    /// The number of a list item as it is drawn, with the space behind it.
    pub fn ordinal_text(number: u32) -> String {
        format!("{number}. ")
    }
}

/// A line of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Byte offset in the document of the first character.
    pub start: usize,
    /// Byte offset behind the last character that is drawn; white space at the line's end is not.
    pub end: usize,
    /// Byte offset at which the next line starts.
    pub next: usize,
    /// Cells left blank, or taken by the marker, before the text.
    pub indent: u16,
    /// What stands in the indent.
    pub marker: Marker,
}

/// The lines of a block, at least one.
pub fn lines(block: &Block, geometry: Geometry) -> Vec<Line> {
    let shape = Shape::of(block, geometry);
    let mut out = Vec::new();
    let mut start = 0;
    for (at, piece) in hard_lines(block) {
        debug_assert_eq!(at, start);
        if geometry.wide == Wide::Cut && is_wide(block.kind) {
            out.push(shape.unbroken(piece, block.start + at));
        } else {
            break_text(piece, &shape, &mut out, block.start + at);
        }
        start = at + piece.len() + 1;
        if let Some(last) = out.last_mut() {
            last.next = block.start + start;
        }
    }
    if let Some(last) = out.last_mut() {
        last.next = block.end();
    }
    if let Some(first) = out.first_mut() {
        first.marker = shape.marker;
    }
    if matches!(block.kind, BlockKind::Quote) {
        for line in &mut out {
            line.marker = Marker::Bar;
        }
    }
    if matches!(block.kind, BlockKind::Heading(1)) {
        centre(block, geometry, &mut out);
    }
    out
}

/// The parts of a block between the line ends that count.
fn hard_lines(block: &Block) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    block.text.split('\n').map(move |piece| {
        let start = at;
        at += piece.len() + 1;
        (start, piece)
    })
}

/// Widths and indents of a block's lines.
struct Shape {
    first: u16,
    rest: u16,
    width: u16,
    marker: Marker,
    widths: Widths,
}

impl Shape {
    fn of(block: &Block, geometry: Geometry) -> Self {
        let width = geometry.width.max(1);
        let (first, rest, marker) = match block.kind {
            BlockKind::Paragraph => (geometry.indent, 0, Marker::None),
            BlockKind::Quote => (4, 4, Marker::Bar),
            BlockKind::Item { depth, ordinal } => {
                let marker = ordinal.map_or(Marker::Bullet, Marker::Ordinal);
                let hang =
                    marker_width(marker, geometry.widths).max(4) + 2 * u16::from(depth.min(4));
                (hang, hang, marker)
            }
            BlockKind::Code => (2, 2, Marker::None),
            BlockKind::Footnote => (0, 2, Marker::None),
            BlockKind::Rule => (0, 0, Marker::Ornament),
            BlockKind::Heading(_) | BlockKind::Table | BlockKind::Image => (0, 0, Marker::None),
        };
        let (first, marker) = if block.continued {
            (rest, Marker::None)
        } else {
            (first, marker)
        };
        // A narrow column keeps at least three characters of text in a line, or one beside the
        // number of an item; a number that leaves no room for that is not drawn.
        let number = marker_width(marker, geometry.widths);
        let (room, marker) = if number > width.saturating_sub(2) {
            (width.saturating_sub(6), Marker::None)
        } else {
            (width.saturating_sub(6).max(number), marker)
        };
        Self {
            first: first.min(room),
            rest: rest.min(room),
            width,
            marker,
            widths: geometry.widths,
        }
    }

    /// A line of all the text.
    fn unbroken(&self, text: &str, offset: usize) -> Line {
        Line {
            start: offset,
            end: offset + text.trim_end().len(),
            next: offset + text.len(),
            indent: self.rest,
            marker: Marker::None,
        }
    }

    fn indent(&self, first: bool) -> u16 {
        if first { self.first } else { self.rest }
    }
}

/// Cells of a marker that may not be cut; 0 for those that give way.
fn marker_width(marker: Marker, widths: Widths) -> u16 {
    match marker {
        Marker::Ordinal(number) => widths.of(&Marker::ordinal_text(number)) as u16,
        _ => 0,
    }
}

/// Breaks one hard line into lines no wider than the shape allows.
fn break_text(text: &str, shape: &Shape, out: &mut Vec<Line>, offset: usize) {
    let mut filler = Filler {
        text,
        shape,
        out,
        offset,
        start: 0,
        end: 0,
        used: 0,
    };
    let mut from = 0;
    for to in unprohibited(text) {
        filler.place(from, to);
        from = to;
    }
    filler.finish();
}

/// The break opportunities that setting Chinese leaves.
fn unprohibited(text: &str) -> impl Iterator<Item = usize> {
    break_opportunities(text).filter(|at| !prohibited_at(text, *at))
}

fn prohibited_at(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|t| t.chars().next_back());
    let after = text.get(at..).and_then(|t| t.chars().next());
    matches!((before, after), (Some(before), Some(after)) if kinsoku::prohibits(before, after))
}

/// Fills lines with unbreakable pieces, one after the other.
struct Filler<'a> {
    text: &'a str,
    shape: &'a Shape,
    out: &'a mut Vec<Line>,
    /// Document offset of the text's first byte.
    offset: usize,
    /// Where the open line starts and how far it is filled, in bytes of the text.
    start: usize,
    end: usize,
    /// Cells used in the open line.
    used: usize,
}

impl Filler<'_> {
    fn room(&self) -> usize {
        usize::from(self.shape.width - self.shape.indent(self.out.is_empty()))
    }

    /// Puts a piece, which may not be broken, behind what the open line holds.
    fn place(&mut self, from: usize, to: usize) {
        let piece = self.text.get(from..to).unwrap_or_default();
        let visible = self.shape.widths.of(piece.trim_end());
        if self.used + visible > self.room() && self.used > 0 {
            self.close(from);
        }
        if visible > self.room() {
            self.force(from, to);
            return;
        }
        self.end = to;
        self.used += self.shape.widths.of(piece);
    }

    /// Breaks a piece that is wider than a whole line where it does least harm.
    fn force(&mut self, mut from: usize, to: usize) {
        while let Some(piece) = self.text.get(from..to) {
            if self.shape.widths.of(piece.trim_end()) <= self.room() {
                self.end = to;
                self.used = self.shape.widths.of(piece);
                return;
            }
            from += forced_break(piece, self.room(), self.shape.widths);
            self.close(from);
        }
    }

    /// Ends the open line; the next one starts at `next`.
    fn close(&mut self, next: usize) {
        self.push(next);
        self.start = next;
        self.end = next;
        self.used = 0;
    }

    fn push(&mut self, next: usize) {
        let drawn = self
            .text
            .get(self.start..next)
            .unwrap_or_default()
            .trim_end();
        let indent = self.shape.indent(self.out.is_empty());
        self.out.push(Line {
            start: self.offset + self.start,
            end: self.offset + self.start + drawn.len(),
            next: self.offset + next,
            indent,
            marker: Marker::None,
        });
    }

    /// Ends the last line, which also stands for an empty text.
    fn finish(&mut self) {
        if self.start < self.text.len() || self.text.is_empty() {
            self.push(self.text.len());
        }
    }
}

/// Where an unbreakable piece, too wide for `room` cells, is broken all the same: at the last
/// grapheme that fits and offends no prohibition, else at the last that fits, else after one.
fn forced_break(piece: &str, room: usize, widths: Widths) -> usize {
    let fits = widths.fitting_prefix(piece, room);
    let allowed = widths
        .graphemes(piece)
        .map(|(at, _, _)| at)
        .take_while(|at| *at <= fits)
        .filter(|at| *at > 0 && !prohibited_at(piece, *at))
        .last();
    let first_grapheme = widths
        .graphemes(piece)
        .nth(1)
        .map_or(piece.len(), |(at, _, _)| at);
    allowed.unwrap_or(fits).max(first_grapheme)
}

fn centre(block: &Block, geometry: Geometry, lines: &mut [Line]) {
    for line in lines {
        let text = block
            .text
            .get(line.start - block.start..line.end - block.start);
        let free = usize::from(geometry.width)
            .saturating_sub(geometry.widths.of(text.unwrap_or_default()));
        line.indent = u16::try_from(free / 2).unwrap_or(0);
    }
}

#[cfg(test)]
#[path = "line_tests.rs"]
mod tests;
