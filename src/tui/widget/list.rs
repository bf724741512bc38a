//! Rows of a list under a cursor.

use crate::app::area::Area;
use crate::app::config::Role;
use crate::app::screen::list::Cursor;
use crate::tui::canvas::{Canvas, Click};

/// Draws the rows that are in view: `row` gets each row's index, its area and its role.
pub fn draw(
    canvas: &mut Canvas,
    area: Area,
    length: usize,
    cursor: Cursor,
    mut row: impl FnMut(&mut Canvas, usize, Area, Role),
) {
    // The list may have fewer rows than the cursor was told of: the chosen one is always shown.
    let mut cursor = cursor;
    cursor.choose(cursor.row(), length, usize::from(area.height));
    for (y, index) in (area.y..area.y + area.height).zip(cursor.top()..length) {
        let line = Area {
            y,
            height: 1,
            ..area
        };
        let chosen = index == cursor.row();
        let role = if chosen { Role::Selected } else { Role::Text };
        if chosen {
            canvas.tint(line, Role::Selected);
            // Without colour, too, the chosen row is told apart.
            canvas.text(line, ">", Role::Selected);
        }
        let inner = Area {
            x: line.x + 2,
            width: line.width.saturating_sub(3),
            ..line
        };
        row(canvas, index, inner, role);
        canvas.click(line, Click::Row(index));
    }
}
