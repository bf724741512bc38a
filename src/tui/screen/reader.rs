//! A page of a document.

use crate::app::area::Area;
use crate::app::config::Role;
use crate::app::screen::reader::Reader;
use crate::domain::layout::{Row, is_wide};
use crate::tui::canvas::Canvas;
use crate::tui::widget::page::{Highlight, draw_line, draw_wide_line};

/// Draws the screen.
pub fn draw(canvas: &mut Canvas, reader: &Reader) {
    for (area, rows) in reader.columns() {
        column(canvas, reader, area, rows);
    }
}

fn column(canvas: &mut Canvas, reader: &Reader, area: Area, rows: &[Row]) {
    for (y, row) in (area.y..area.y + area.height).zip(rows) {
        let Row::Line { block: index, line } = row else {
            continue;
        };
        let Some(block) = reader.blocks().get(*index) else {
            continue;
        };
        let mut highlights = Vec::new();
        if let Some(range) = reader.passage.clone() {
            highlights.push(Highlight {
                range,
                role: Role::Passage,
            });
        }
        if let Some(finder) = reader.finder() {
            let hits = finder
                .hits(block)
                .filter(|hit| hit.start < line.end && hit.end > line.start);
            highlights.extend(hits.map(|range| Highlight {
                range,
                role: Role::Hit,
            }));
        }
        if let Some(range) = reader.hit.clone() {
            highlights.push(Highlight {
                range,
                role: Role::CurrentHit,
            });
        }
        for range in [reader.note_mark(), reader.chosen_link()]
            .into_iter()
            .flatten()
        {
            highlights.push(Highlight {
                range,
                role: Role::CurrentHit,
            });
        }
        let place = Area {
            y,
            height: 1,
            ..area
        };
        if is_wide(block.kind) {
            let wide = (reader.stops(*index), reader.scrolled());
            draw_wide_line(canvas, place, block, line, &highlights, wide);
        } else {
            draw_line(canvas, place, block, line, &highlights);
        }
    }
}
