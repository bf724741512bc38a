//! A table of contents.

use crate::app::area::{Area, column};
use crate::app::screen::contents::Contents;
use crate::tui::canvas::Canvas;
use crate::tui::widget::list;

const WIDTH: u16 = 80;

/// Draws the screen.
pub fn draw(canvas: &mut Canvas, area: Area, contents: &Contents) {
    let area = column(area, WIDTH);
    let outermost = contents
        .entries
        .iter()
        .map(|entry| entry.level)
        .min()
        .unwrap_or(1);
    list::draw(
        canvas,
        area,
        contents.entries.len(),
        contents.cursor,
        |canvas, index, row, role| {
            let Some(entry) = contents.entries.get(index) else {
                return;
            };
            let indent = (2 * u16::from(entry.level - outermost)).min(row.width / 2);
            let inner = Area {
                x: row.x + indent,
                width: row.width - indent,
                ..row
            };
            canvas.text_cut(inner, &entry.text, role);
        },
    );
}
