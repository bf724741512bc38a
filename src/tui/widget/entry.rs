//! A text being entered, over as many rows as there are, with the cursor in sight.

use crate::app::area::Area;
use crate::app::config::Role;
use crate::app::entry::{Entry, Shape};
use crate::tui::canvas::Canvas;

/// How many rows the text takes in this width.
pub fn height(canvas: &Canvas, entry: &Entry, width: u16) -> u16 {
    let rows = entry.rows(shape(canvas, width)).len();
    u16::try_from(rows).unwrap_or(u16::MAX)
}

/// Draws the text below a line.
pub fn draw(canvas: &mut Canvas, area: Area, entry: &Entry) {
    let rule = canvas.cut(&"─".repeat(usize::from(area.width)), area.width);
    canvas.text(area, &rule, Role::Border);
    let field = Area {
        y: area.y + 1,
        height: area.height.saturating_sub(1),
        ..area
    };
    let rows = entry.rows(shape(canvas, field.width));
    let (row, x) = entry.cursor_in(&rows, canvas.widths());
    let shown = usize::from(field.height);
    let first = (row + 1).saturating_sub(shown);
    for (y, range) in (field.y..).zip(rows.iter().skip(first).take(shown)) {
        let text = entry.text().get(range.clone()).unwrap_or_default();
        canvas.text(
            Area {
                y,
                height: 1,
                ..field
            },
            text,
            Role::Text,
        );
    }
    if field.height > 0 {
        let y = field.y + (row - first) as u16;
        let x = field.x + x.min(field.width.saturating_sub(1));
        canvas.painted.cursor = Some((x, y));
    }
}

fn shape(canvas: &Canvas, width: u16) -> Shape {
    Shape {
        width,
        widths: canvas.widths(),
    }
}
