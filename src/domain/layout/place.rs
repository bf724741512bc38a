//! Where each grapheme of a line stands: the one way from offsets to cells and back. Whatever draws
//! a line, or asks what a cell shows, asks here.

use super::breaks::{Quality, Unit, Units};
use super::fill::Gaps;
use super::kinsoku::{Closes, halfwidth};
use super::line::Line;
use super::stretch::{Glyph, beside_latin, spread};
use super::typography::Punctuation;
use crate::domain::doc::{Block, BlockKind};
use crate::domain::text::Widths;

/// A grapheme of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed<'t> {
    /// Byte offset in the document.
    pub at: usize,
    /// Its bytes in the document.
    pub length: usize,
    /// What is drawn: the grapheme, or the halfwidth form of a mark that closed up.
    pub text: &'t str,
    /// Cells between the line's first cell, behind the indent, and this one's.
    pub x: usize,
    /// Its cells.
    pub width: usize,
    /// Blank cells behind it, which are none of the text.
    pub blank: usize,
}

/// The graphemes of a line and their places; the cells of a table's row stand at its stops.
pub fn placed<'t>(
    block: &'t Block,
    line: &Line,
    stops: &[usize],
    widths: Widths,
) -> Vec<Placed<'t>> {
    let range = line.start - block.start..line.end - block.start;
    let text = block.text.get(range).unwrap_or_default();
    // Few lines are all Latin, so that there is room at once for nearly all.
    let mut glyphs: Vec<Placed<'t>> = Vec::with_capacity(text.len() / 2);
    glyphs.extend(widths.graphemes(text).map(|(at, text, width)| Placed {
        at: line.start + at,
        length: text.len(),
        text,
        x: 0,
        width,
        blank: 0,
    }));
    fill(&mut glyphs, text, line, widths);
    let is_row = block.kind == BlockKind::Table;
    let (mut x, mut column) = (0, 0);
    for placed in &mut glyphs {
        placed.x = x;
        x += placed.width + placed.blank;
        if is_row && placed.text == "\t" {
            column += 1;
            x = stops.get(column).copied().unwrap_or(x);
            placed.width = x - placed.x;
        }
    }
    glyphs
}

/// Cells of a line's text.
pub fn line_width(block: &Block, line: &Line, stops: &[usize], widths: Widths) -> usize {
    let fill = line.fill;
    if fill.is_plain() && block.kind != BlockKind::Table {
        let range = line.start - block.start..line.end - block.start;
        return widths.of(block.text.get(range).unwrap_or_default());
    }
    let placed = placed(block, line, stops, widths);
    placed.last().map_or(0, |last| last.x + last.width)
}

/// Closes marks up, opens gaps and spreads spare cells as the line says.
fn fill(glyphs: &mut [Placed], text: &str, line: &Line, widths: Widths) {
    let fill = line.fill;
    if fill.is_plain() {
        return;
    }
    let shape = |unit: Unit| Glyph {
        c: unit.c,
        width: unit.width as usize,
        halved: false,
        parts: unit.before == Quality::Good,
    };
    let units = Units::of(text, widths, Punctuation::Basic);
    let mut shapes: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    shapes.extend(units.map(shape));
    if fill.glyphs {
        close_up(glyphs, &mut shapes);
    }
    if fill.gaps == Gaps::Open {
        open_gaps(glyphs, &shapes);
    }
    if let Some(extra) = spread(&shapes, fill.spare.into(), fill.gaps) {
        for (placed, extra) in glyphs.iter_mut().zip(extra) {
            placed.blank += usize::from(extra);
        }
    }
}

/// Puts halfwidth forms where marks stand side by side.
fn close_up(glyphs: &mut [Placed], shapes: &mut [Glyph]) {
    for second in 1..shapes.len() {
        let (Some(a), Some(b)) = (shapes.get(second - 1), shapes.get(second)) else {
            continue;
        };
        let halve = match Closes::of(a.c, b.c) {
            Closes::First if !a.halved => second - 1,
            Closes::Second => second,
            _ => continue,
        };
        if let (Some(shape), Some(placed)) = (shapes.get_mut(halve), glyphs.get_mut(halve))
            && let Some(form) = halfwidth(shape.c)
        {
            (shape.halved, shape.width) = (true, shape.width - 1);
            (placed.text, placed.width) = (form, placed.width - 1);
        }
    }
}

/// Puts a cell between Han and Latin.
fn open_gaps(glyphs: &mut [Placed], shapes: &[Glyph]) {
    for place in beside_latin(shapes).concat() {
        if let Some(placed) = glyphs.get_mut(place) {
            placed.blank = 1;
        }
    }
}
