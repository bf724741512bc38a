//! Sentences of the interface, set like any other text.

use super::page::draw_line;
use crate::app::area::Area;
use crate::domain::doc::{Block, BlockKind, DocumentBuilder, SpanStyle};
use crate::domain::layout::{Geometry, Line, Typography, Wide, lines};
use crate::domain::text::Widths;
use crate::tui::canvas::Canvas;

/// A text put together for the screen: blocks, some with blank rows before them.
#[derive(Debug, Default)]
pub struct Words {
    builder: DocumentBuilder,
    parts: Vec<Part>,
}

#[derive(Debug)]
enum Part {
    Gap,
    Block(Block),
}

impl Words {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends a paragraph of plain text.
    pub fn text(&mut self, kind: BlockKind, text: &str) {
        self.runs(kind, &[(text.to_owned(), None)]);
    }

    /// Appends a paragraph whose parts are styled; each line of the text is a paragraph.
    pub fn runs(&mut self, kind: BlockKind, runs: &[(String, Option<SpanStyle>)]) {
        let runs: Vec<_> = runs
            .iter()
            .map(|(text, style)| (text.as_str(), *style))
            .collect();
        self.parts
            .extend(self.builder.runs(kind, &runs).into_iter().map(Part::Block));
    }

    /// Appends a blank row.
    pub fn gap(&mut self) {
        self.parts.push(Part::Gap);
    }

    /// The rows of the text in a column of this width.
    pub fn rows(&self, width: u16, widths: Widths) -> Vec<Option<(&Block, Line)>> {
        let geometry = Geometry {
            width,
            indent: 0,
            paragraph_gap: 0,
            wide: Wide::Wrapped,
            widths,
            typography: Typography::RAGGED,
        };
        let mut rows = Vec::new();
        for part in &self.parts {
            match part {
                Part::Gap => rows.push(None),
                Part::Block(block) => {
                    rows.extend(
                        lines(None, block, geometry)
                            .into_iter()
                            .map(|line| Some((block, line))),
                    );
                }
            }
        }
        rows
    }

    /// Draws the rows from `scroll` on; how many rows do not fit in all.
    pub fn draw(&self, canvas: &mut Canvas, area: Area, scroll: u16) -> u16 {
        let rows = self.rows(area.width, canvas.widths());
        let overflow = rows.len().saturating_sub(usize::from(area.height)) as u16;
        let shown = rows.iter().skip(usize::from(scroll.min(overflow)));
        for (y, row) in (area.y..area.y + area.height).zip(shown) {
            if let Some((block, line)) = row {
                draw_line(
                    canvas,
                    Area {
                        y,
                        height: 1,
                        ..area
                    },
                    block,
                    line,
                    &[],
                );
            }
        }
        overflow
    }
}

/// Plain text as lines of at most this many cells.
pub fn broken(text: &str, width: u16, widths: Widths) -> Vec<String> {
    let geometry = Geometry {
        width,
        indent: 0,
        paragraph_gap: 0,
        wide: Wide::Wrapped,
        widths,
        typography: Typography::RAGGED,
    };
    // A heading below the first level is set without indent and flush left.
    let blocks = DocumentBuilder::new().text(BlockKind::Heading(2), text);
    let text_of = |block: &Block, line: &Line| {
        let text = block
            .text
            .get(line.start - block.start..line.end - block.start);
        text.unwrap_or_default().to_owned()
    };
    let of_block = |block: &Block| -> Vec<String> {
        let lines = lines(None, block, geometry);
        lines.iter().map(|line| text_of(block, line)).collect()
    };
    blocks.iter().flat_map(of_block).collect()
}
