//! Sentences of the interface, set like any other text.

use super::page::{draw_line, drawn_text};
use crate::app::area::Area;
use crate::app::screen::scroll::Scroll;
use crate::domain::doc::{Block, BlockKind, DocumentBuilder, SpanStyle};
use crate::domain::layout::{Geometry, Line, lines};
use crate::tui::canvas::{Canvas, Click};
use std::ops::Range;

/// A text put together for the screen: blocks, some with blank rows before them.
#[derive(Debug, Default)]
pub struct Words {
    builder: DocumentBuilder,
    parts: Vec<Part>,
    /// How many of the parts come before what is new.
    newest: usize,
    /// How many come before what is behind that, where it ends.
    newest_ends: Option<usize>,
}

/// A row, blank or of a block, and the index that a click on it picks.
type PickRow<'w> = (Option<(&'w Block, Line)>, Option<usize>);

#[derive(Debug)]
enum Part {
    Gap,
    Block(Block),
    /// One that can be picked by a click: its index.
    Pick(Block, usize),
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
            .map(|(text, style)| (text.as_str(), style.clone()))
            .collect();
        self.parts
            .extend(self.builder.runs(kind, &runs).into_iter().map(Part::Block));
    }

    /// Appends a numbered paragraph that can be picked by a click.
    pub fn pick(&mut self, index: usize, text: &str) {
        let kind = BlockKind::Item {
            depth: 0,
            ordinal: u32::try_from(index + 1).ok(),
        };
        let blocks = self.builder.text(kind, text).into_iter();
        self.parts
            .extend(blocks.map(|block| Part::Pick(block, index)));
    }

    /// Appends a blank row.
    pub fn gap(&mut self) {
        self.parts.push(Part::Gap);
    }

    /// What is appended from here on is new: where not all fits, it is to be in sight.
    pub fn newest(&mut self) {
        self.newest = self.parts.len();
    }

    /// What is new ends here: as little as can be is moved to have it in sight.
    pub fn newest_ends(&mut self) {
        self.newest_ends = Some(self.parts.len());
    }

    /// The rows of the text in a column of this shape.
    pub fn rows(&self, geometry: Geometry) -> Vec<Option<(&Block, Line)>> {
        let (rows, _) = self.rows_and_picks(geometry);
        rows.into_iter().map(|(row, _)| row).collect()
    }

    /// The rows, and how many of them come before what is new and before what is behind that.
    fn rows_and_picks(&self, geometry: Geometry) -> (Vec<PickRow<'_>>, Range<usize>) {
        let mut rows = Vec::new();
        let mut newest = 0..0;
        for (index, part) in self.parts.iter().enumerate() {
            if index == self.newest {
                newest.start = rows.len();
            }
            let (block, pick) = match part {
                Part::Gap => {
                    rows.push((None, None));
                    continue;
                }
                Part::Block(block) => (block, None),
                Part::Pick(block, index) => (block, Some(*index)),
            };
            let of_block = lines(None, block, geometry).into_iter();
            rows.extend(of_block.map(|line| (Some((block, line)), pick)));
            if self.newest_ends == Some(index + 1) {
                newest.end = rows.len();
            }
        }
        (rows, newest)
    }

    /// Draws the rows that are in sight.
    pub fn draw(&self, canvas: &mut Canvas, area: Area, scroll: Scroll) {
        let (rows, newest) = self.rows_and_picks(canvas.column(area.width));
        let first = match self.newest_ends {
            Some(_) => newest
                .end
                .saturating_sub(area.height.into())
                .min(newest.start),
            None => newest.start,
        };
        canvas.painted.fit = scroll.fitted(rows.len(), area.height, first);
        let shown = rows.iter().skip(usize::from(canvas.painted.fit.first));
        for (y, (row, pick)) in (area.y..area.y + area.height).zip(shown) {
            let place = Area {
                y,
                height: 1,
                ..area
            };
            if let Some((block, line)) = row {
                draw_line(canvas, place, block, line, &[]);
            }
            if let Some(index) = pick {
                canvas.click(place, Click::Row(*index));
            }
        }
    }
}

/// Plain text as lines that fit a column of this shape.
pub fn broken(text: &str, geometry: Geometry) -> Vec<String> {
    // A heading below the first level is set without indent and flush left.
    let blocks = DocumentBuilder::new().text(BlockKind::Heading(2), text);
    let of_block = |block: &Block| -> Vec<String> {
        let lines = lines(None, block, geometry);
        let drawn = lines
            .iter()
            .map(|line| drawn_text(block, line, geometry.widths));
        drawn.collect()
    };
    blocks.iter().flat_map(of_block).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::config::ThemeConfig;
    use crate::domain::layout::{LatinGap, Punctuation, Typography};
    use crate::domain::text::Widths;
    use crate::tui::theme::Theme;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    fn painted(text: &str, typography: Typography) -> Vec<String> {
        let theme = Theme::plain(&ThemeConfig::default());
        let mut buffer = Buffer::empty(Rect::new(0, 0, 10, 2));
        let mut canvas = Canvas::new(&mut buffer, &theme, Widths::NARROW, typography);
        let mut words = Words::new();
        words.text(BlockKind::Paragraph, text);
        let (x, y, width, height) = (0, 0, 10, 2);
        words.draw(
            &mut canvas,
            Area {
                x,
                y,
                width,
                height,
            },
            Scroll::default(),
        );
        let cells: Vec<&str> = buffer
            .content()
            .iter()
            .map(ratatui::buffer::Cell::symbol)
            .collect();
        cells.chunks(10).map(<[&str]>::concat).collect()
    }

    #[test]
    fn cards_and_sentences_are_set_as_is_wished_for_but_ragged() {
        let gaps = Typography {
            latin_gap: LatinGap::Auto,
            ..Typography::JUSTIFIED
        };
        let row = |typography| painted("用AI做3件", typography).remove(0);
        assert_eq!(row(Typography::JUSTIFIED), "用 AI做 3件  ");
        assert_eq!(row(gaps), "用  AI 做   ");
        let second = |punctuation| {
            let typography = Typography {
                punctuation,
                ..Typography::RAGGED
            };
            painted("新质生产力，发展", typography).remove(1)
        };
        assert!(second(Punctuation::Gb).starts_with("力"));
        assert!(second(Punctuation::None).starts_with("，"));
    }
}
