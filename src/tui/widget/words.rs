//! Sentences of the interface, set like any other text.

use super::page::{draw_line, drawn_text};
use crate::app::area::Area;
use crate::app::screen::scroll::{PageRow, Scroll};
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

    /// Appends plain text; each line of it is a paragraph.
    pub fn text(&mut self, kind: BlockKind, text: &str) {
        self.runs(kind, &[(text.to_owned(), None)]);
    }

    /// Appends text whose parts are styled; each line of it is a paragraph, and where a line is
    /// empty there is a blank row. Of code the lines are one block.
    pub fn runs(&mut self, kind: BlockKind, runs: &[(String, Option<SpanStyle>)]) {
        self.paragraphs(kind, runs, Part::Block);
    }

    /// Appends a numbered paragraph that can be picked by a click.
    pub fn pick(&mut self, index: usize, text: &str) {
        let kind = BlockKind::Item {
            depth: 0,
            ordinal: u32::try_from(index + 1).ok(),
        };
        let runs = [(text.to_owned(), None)];
        self.paragraphs(kind, &runs, |block| Part::Pick(block, index));
    }

    fn paragraphs(
        &mut self,
        kind: BlockKind,
        runs: &[(String, Option<SpanStyle>)],
        part: impl Fn(Block) -> Part,
    ) {
        let (mut begun, mut gap) = (false, false);
        for line in lines_of(kind, runs) {
            let blocks = self.builder.runs(kind, &line);
            gap = begun && (gap || blocks.is_empty());
            for mut block in blocks {
                if std::mem::take(&mut gap) {
                    self.parts.push(Part::Gap);
                }
                // An item has one mark, however many paragraphs.
                block.continued |= begun;
                begun = true;
                self.parts.push(part(block));
            }
        }
    }

    /// Appends a blank row.
    pub fn gap(&mut self) {
        self.parts.push(Part::Gap);
    }

    /// What is appended from here on is new: where not all fits, it is to be in sight.
    pub fn newest(&mut self) {
        self.newest = self.parts.len();
        self.newest_ends = None;
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
        draw_rows(canvas, area, &rows);
    }

    /// Draws a page of what is read page by page.
    pub fn draw_page(&self, canvas: &mut Canvas, area: Area, scroll: Scroll) {
        let (rows, _) = self.rows_and_picks(canvas.column(area.width));
        let kind = |(row, _): &PickRow| match row {
            None => PageRow::Blank,
            Some((block, _)) if matches!(block.kind, BlockKind::Heading(_)) => PageRow::Heading,
            Some(_) => PageRow::Text,
        };
        let kinds: Vec<PageRow> = rows.iter().map(kind).collect();
        canvas.painted.fit = scroll.paged(&kinds, area.height);
        let end = canvas.painted.fit.next.map_or(rows.len(), usize::from);
        draw_rows(canvas, area, rows.get(..end).unwrap_or_default());
    }
}

/// Draws the rows from the first one in sight on.
fn draw_rows(canvas: &mut Canvas, area: Area, rows: &[PickRow]) {
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

/// The lines of a text, each with the styles of its parts.
fn lines_of(
    kind: BlockKind,
    runs: &[(String, Option<SpanStyle>)],
) -> Vec<Vec<(&str, Option<SpanStyle>)>> {
    let mut lines = vec![Vec::new()];
    for (text, style) in runs {
        let ends = |c| c == '\n' && kind != BlockKind::Code;
        for (n, piece) in text.split(ends).enumerate() {
            if n > 0 {
                lines.push(Vec::new());
            }
            if let Some(line) = lines.last_mut() {
                line.push((piece, style.clone()));
            }
        }
    }
    lines
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
    use crate::tui::widget::page::plain_line;
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
    fn each_line_of_a_text_is_a_paragraph_and_an_empty_one_a_blank_row() {
        let mut words = Words::new();
        let bold = |text: &str| (text.to_owned(), Some(SpanStyle::Strong));
        words.text(BlockKind::Paragraph, "这说的是什么？\n幂的记号。");
        words.runs(
            BlockKind::Paragraph,
            &[bold("一\n\n\n二"), ("三\n四\n".to_owned(), None)],
        );
        words.pick(0, "甲\n乙");
        words.text(BlockKind::Code, "a\n\n  b");
        let geometry = Geometry::ragged(20, Widths::NARROW, Typography::RAGGED);
        let rows = words.rows(geometry).into_iter().map(|row| {
            row.map_or(String::new(), |(block, line)| {
                plain_line(block, &line, 20, Widths::NARROW)
            })
        });
        assert_eq!(
            rows.collect::<Vec<_>>(),
            [
                "这说的是什么？",
                "幂的记号。",
                "一",
                "",
                "二三",
                "四",
                " 1. 甲",
                "    乙",
                "  a",
                "",
                "    b"
            ]
        );
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
