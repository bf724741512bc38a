//! Lines: how one block is broken to a width. Knows nothing of pages.

use super::fill::{Fill, Room, Setting, fill};
use super::place::line_width;
use super::typography::{Compress, LatinGap, Typography};
use super::wide::is_wide;
use crate::domain::doc::{Block, BlockKind};
use crate::domain::text::Widths;

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
    /// What is wished for of the typography.
    pub typography: Typography,
}

impl Geometry {
    /// A ragged column without indent, in which all lines are broken: for cards and sentences.
    pub fn ragged(width: u16, widths: Widths, typography: Typography) -> Self {
        Self {
            width,
            indent: 0,
            paragraph_gap: 0,
            wide: Wide::Wrapped,
            widths,
            typography: Typography {
                justify: false,
                ..typography
            },
        }
    }
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
    /// How its cells differ from those of its text; `placed` follows it.
    pub fill: Fill,
}

/// The lines of a block, at least one. `above` is what the block stands below.
pub fn lines(above: Option<BlockKind>, block: &Block, geometry: Geometry) -> Vec<Line> {
    lines_until(above, block, geometry, usize::MAX).0
}

/// The same up to the line that holds the offset, or somewhat further; and whether these are all.
pub(super) fn lines_until(
    above: Option<BlockKind>,
    block: &Block,
    geometry: Geometry,
    until: usize,
) -> (Vec<Line>, bool) {
    let shape = Shape::of(above, block, geometry);
    let until = until.saturating_sub(block.start);
    let (mut out, mut whole) = (Vec::new(), true);
    let mut start = 0;
    for (at, piece) in hard_lines(block) {
        debug_assert_eq!(at, start);
        if at > until {
            whole = false;
            break;
        }
        let from = block.start + at;
        if geometry.wide == Wide::Cut && is_wide(block.kind) {
            out.push(shape.unbroken(piece, from));
        } else {
            let setting = shape.setting(out.is_empty());
            let (pieces, filled) = fill(piece, setting, until - at);
            let first = out.is_empty();
            out.extend(pieces.into_iter().enumerate().map(|(n, part)| Line {
                start: from + part.start,
                end: from + visible_end(piece, part.start, part.next),
                next: from + part.next,
                indent: shape.indent(first && n == 0),
                marker: Marker::None,
                fill: part.fill,
            }));
            whole = filled;
            if !filled {
                break;
            }
        }
        start = at + piece.len() + 1;
        if let Some(last) = out.last_mut() {
            last.next = block.start + start;
        }
    }
    if let Some(last) = out.last_mut().filter(|_| whole) {
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
    (out, whole)
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

/// Where the white space begins that a part of the text ends with.
fn visible_end(text: &str, start: usize, next: usize) -> usize {
    let part = text.get(start..next).unwrap_or_default();
    start + part.trim_end().len()
}

/// Widths and indents of a block's lines.
struct Shape {
    first: u16,
    rest: u16,
    width: u16,
    marker: Marker,
    widths: Widths,
    typography: Typography,
}

impl Shape {
    fn of(above: Option<BlockKind>, block: &Block, geometry: Geometry) -> Self {
        let width = geometry.width.max(1);
        let headed = matches!(above, Some(BlockKind::Heading(_)));
        let flush = headed && !geometry.typography.indent_after_heading;
        let (first, rest, marker) = match block.kind {
            BlockKind::Paragraph if flush => (0, 0, Marker::None),
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
            typography: of_kind(block.kind, geometry.typography),
        }
    }

    /// How a hard line is filled; the first of the block has the first line's indent.
    fn setting(&self, is_first: bool) -> Setting {
        let margin = self.typography.margin(self.width);
        let room = |indent: u16| u32::from(self.width - margin - indent).max(1);
        let rest = room(self.rest);
        Setting {
            room: Room {
                first: if is_first { room(self.first) } else { rest },
                rest,
                margin: margin.into(),
            },
            typography: self.typography,
            widths: self.widths,
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
            fill: Fill::default(),
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

/// Running text, which is justified where that is wished for.
fn is_prose(kind: BlockKind) -> bool {
    use BlockKind::{Footnote, Item, Paragraph, Quote};
    matches!(kind, Paragraph | Item { .. } | Quote | Footnote)
}

/// What of the wishes goes for a block. The columns of code and tables stand below each other: each
/// character stands where those before it end.
fn of_kind(kind: BlockKind, wishes: Typography) -> Typography {
    let justify = wishes.justify && is_prose(kind);
    if is_wide(kind) {
        return Typography {
            justify,
            latin_gap: LatinGap::None,
            compress: Compress::None,
            ..wishes
        };
    }
    Typography { justify, ..wishes }
}

fn centre(block: &Block, geometry: Geometry, lines: &mut [Line]) {
    for line in lines {
        let width = line_width(block, line, &[], geometry.widths);
        let free = usize::from(geometry.width).saturating_sub(width);
        line.indent = u16::try_from(free / 2).unwrap_or(0);
    }
}

#[cfg(test)]
#[path = "line_tests.rs"]
mod tests;
