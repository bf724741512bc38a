//! Lines of document or card text, as `domain::layout` set them.

use crate::app::area::Area;
use crate::app::config::Role;
use crate::domain::doc::{Block, BlockKind, SpanStyle};
use crate::domain::layout::{Line, Marker, line_width, placed};
use crate::domain::text::Widths;
use crate::tui::canvas::{Canvas, Click};
use ratatui::style::Style;
use std::ops::Range;

/// What stands at a break between parts.
const ORNAMENT: &str = "＊　＊　＊";

/// A part of the text that is set apart from the outside: a hit, a passage.
#[derive(Debug, Clone)]
pub struct Highlight {
    /// Bytes of the document.
    pub range: Range<usize>,
    /// Its look.
    pub role: Role,
}

/// Draws one line of a block into the area's first row. Later highlights lie above earlier ones.
pub fn draw_line(
    canvas: &mut Canvas,
    area: Area,
    block: &Block,
    line: &Line,
    highlights: &[Highlight],
) {
    draw_marker(canvas, area, line, base_role(block.kind));
    let indent = line.indent.min(area.width);
    let area = Area {
        x: area.x.saturating_add(indent),
        width: area.width - indent,
        ..area
    };
    let mut styles = Styles::of(canvas, block, line, highlights);
    let glyphs = placed(block, line, &[], canvas.widths());
    let mut glyphs = glyphs.iter().peekable();
    let mut run = String::new();
    while let Some(first) = glyphs.next() {
        let style = styles.at(first.at);
        run.clear();
        let mut last = first;
        loop {
            run.push_str(last.text);
            // The space that justifies a line belongs to what stands on both sides of it.
            let next = glyphs.next_if(|next| styles.at(next.at) == style);
            let Some(next) = next else { break };
            run.extend(std::iter::repeat_n(' ', last.blank));
            last = next;
        }
        let x = u16::try_from(first.x).unwrap_or(u16::MAX).min(area.width);
        let part = Area {
            x: area.x + x,
            width: area.width - x,
            ..area
        };
        let drawn = canvas.styled(part, &run, style);
        if leads_somewhere(block, first.at) {
            let mark = Area {
                width: drawn,
                height: 1,
                ..part
            };
            canvas.click(mark, Click::Mark(first.at));
        }
    }
}

/// Whether the mark of a note, a link or a picture stands at this offset of the document.
fn leads_somewhere(block: &Block, at: usize) -> bool {
    block.spans.iter().any(|span| {
        let inside = at >= block.start && span.range.contains(&(at - block.start));
        let leads = matches!(
            span.style,
            SpanStyle::NoteMark(_) | SpanStyle::Link(_) | SpanStyle::Picture(_)
        );
        inside && leads
    })
}

/// Draws a line that is not broken, `scroll` cells of it to the left of the column; a mark stands
/// where it is cut.
pub fn draw_wide_line(
    canvas: &mut Canvas,
    area: Area,
    block: &Block,
    line: &Line,
    highlights: &[Highlight],
    (stops, scroll): (&[usize], usize),
) {
    let area = Area {
        x: area.x + line.indent.min(area.width),
        width: area.width.saturating_sub(line.indent),
        ..area
    };
    let total = line_width(block, line, stops, canvas.widths());
    let right = scroll + usize::from(area.width);
    let (cut_left, cut_right) = (scroll > 0 && total > 0, total > right);
    let shown = scroll + usize::from(cut_left)..right - usize::from(cut_right && right > scroll);
    let mut styles = Styles::of(canvas, block, line, highlights);
    for grapheme in placed(block, line, stops, canvas.widths()) {
        let fits = grapheme.x >= shown.start && grapheme.x + grapheme.width <= shown.end;
        if !fits || grapheme.text == "\t" {
            continue;
        }
        let x = area.x + (grapheme.x - scroll) as u16;
        let width = grapheme.width as u16;
        let style = styles.at(grapheme.at);
        canvas.styled(Area { x, width, ..area }, grapheme.text, style);
    }
    if cut_left {
        canvas.text(area, "‹", Role::Accent);
    }
    if cut_right {
        canvas.text_right(area, "›", Role::Accent);
    }
}

/// The look of a block's text.
fn base_role(kind: BlockKind) -> Role {
    match kind {
        BlockKind::Heading(_) => Role::Heading,
        BlockKind::Quote => Role::Quote,
        BlockKind::Code | BlockKind::Table => Role::Code,
        BlockKind::Footnote | BlockKind::Image | BlockKind::Rule => Role::Dim,
        BlockKind::Paragraph | BlockKind::Item { .. } => Role::Text,
    }
}

/// The styles of a line's text, from its start to its end.
struct Styles {
    /// Ends of pieces in the document, and their styles, in order.
    pieces: Vec<(usize, Style)>,
    /// The piece that was asked for last.
    nth: usize,
}

impl Styles {
    fn of(canvas: &Canvas, block: &Block, line: &Line, highlights: &[Highlight]) -> Self {
        let base = canvas.style(base_role(block.kind));
        let spans = block.spans.iter().map(|span| {
            let role = match span.style {
                SpanStyle::Strong | SpanStyle::Emphasis => Role::Emphasis,
                SpanStyle::Code => Role::Code,
                SpanStyle::NoteMark(_) | SpanStyle::Link(_) | SpanStyle::Picture(_) => Role::Link,
            };
            (
                span.range.start + block.start..span.range.end + block.start,
                role,
            )
        });
        let layers: Vec<(Range<usize>, Role)> = spans
            .chain(highlights.iter().map(|h| (h.range.clone(), h.role)))
            .filter(|(range, _)| range.start < line.end && range.end > line.start)
            .collect();
        let mut cuts = vec![line.start, line.end];
        for (range, _) in &layers {
            cuts.extend([range.start.max(line.start), range.end.min(line.end)]);
        }
        cuts.sort_unstable();
        cuts.dedup();
        let style_at = |at: usize| {
            let over = layers.iter().filter(|(range, _)| range.contains(&at));
            over.fold(base, |style, (_, role)| style.patch(canvas.style(*role)))
        };
        let ends = cuts.iter().skip(1).zip(&cuts);
        Self {
            pieces: ends.map(|(end, start)| (*end, style_at(*start))).collect(),
            nth: 0,
        }
    }

    /// The style of the character at the offset; offsets are asked for in order.
    fn at(&mut self, offset: usize) -> Style {
        while self
            .pieces
            .get(self.nth)
            .is_some_and(|(end, _)| *end <= offset)
        {
            self.nth += 1;
        }
        let piece = self.pieces.get(self.nth).or(self.pieces.last());
        piece.map_or_else(Style::default, |(_, style)| *style)
    }
}

fn draw_marker(canvas: &mut Canvas, area: Area, line: &Line, role: Role) {
    let indent = Area {
        width: line.indent.min(area.width),
        ..area
    };
    match line.marker {
        Marker::None => {}
        Marker::Bullet => {
            // The widest bullet in the width classes that no terminal doubts.
            let lead = indent.width.saturating_sub(2);
            canvas.text(
                Area {
                    x: area.x + lead,
                    width: 2.min(indent.width),
                    ..area
                },
                "・",
                role,
            );
        }
        Marker::Ordinal(number) => {
            canvas.text_right(indent, &Marker::ordinal_text(number), role);
        }
        Marker::Bar => {
            let bar = Area {
                x: area.x + indent.width.saturating_sub(2),
                width: 1,
                ..area
            };
            if indent.width >= 2 {
                canvas.text(bar, "│", Role::Border);
            }
        }
        Marker::Ornament => {
            let free = area.width.saturating_sub(canvas.cells(ORNAMENT)) / 2;
            let at = Area {
                x: area.x + free,
                width: area.width - free,
                ..area
            };
            canvas.text(at, ORNAMENT, Role::Dim);
        }
    }
}

/// A line's text as it is drawn, without its indent: spread, and with marks closed up.
pub fn drawn_text(block: &Block, line: &Line, widths: Widths) -> String {
    let mut out = String::new();
    for placed in placed(block, line, &[], widths) {
        out.push_str(placed.text);
        out.extend(std::iter::repeat_n(' ', placed.blank));
    }
    out
}

/// A line of a column of this many cells with its indent and its marker, as plain text.
pub fn plain_line(block: &Block, line: &Line, width: u16, widths: Widths) -> String {
    let indent = usize::from(line.indent);
    let lead = match line.marker {
        Marker::Bullet if indent >= 2 => format!("{}・", " ".repeat(indent - 2)),
        Marker::Ordinal(number) => format!("{:>indent$}", Marker::ordinal_text(number)),
        Marker::Bar if indent >= 2 => format!("{}│ ", " ".repeat(indent - 2)),
        Marker::Ornament => {
            let free = usize::from(width).saturating_sub(widths.of(ORNAMENT)) / 2;
            format!("{}{ORNAMENT}", " ".repeat(free))
        }
        _ => " ".repeat(indent),
    };
    format!("{lead}{}", drawn_text(block, line, widths))
        .trim_end()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::layout::{Geometry, Typography, Wide, lines};

    #[test]
    fn a_line_with_its_number_is_never_wider_than_the_column() {
        for number in [1, 99, 999, 99_999, u32::MAX] {
            for depth in [0, 1, 9] {
                for width in 2..40 {
                    let block = Block {
                        start: 0,
                        kind: BlockKind::Item {
                            depth,
                            ordinal: Some(number),
                        },
                        continued: false,
                        text: "新质生产力是创新起主导作用，摆脱传统经济增长方式".to_owned(),
                        spans: Vec::new(),
                    };
                    let geometry = Geometry {
                        width,
                        indent: 4,
                        paragraph_gap: 0,
                        wide: Wide::Wrapped,
                        widths: Widths::NARROW,
                        typography: Typography::RAGGED,
                    };
                    let lines = lines(None, &block, geometry);
                    let plain = |line| plain_line(&block, line, width, Widths::NARROW);
                    for line in &lines {
                        let text = plain(line);
                        assert!(Widths::NARROW.of(&text) <= width.into(), "{width}: {text}");
                    }
                    let text = plain(&lines[0]);
                    let room = format!("{number}. ").len() + 2 <= width.into();
                    assert_eq!(
                        text.contains(&format!("{number}. ")),
                        room,
                        "{width}: {text}"
                    );
                }
            }
        }
    }
}
