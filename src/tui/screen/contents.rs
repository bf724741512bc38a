//! A table of contents.

use crate::app::area::{Area, column};
use crate::app::config::Role;
use crate::app::screen::contents::Contents;
use crate::locale::Lang;
use crate::tui::canvas::Canvas;
use crate::tui::widget::list;

const WIDTH: u16 = 80;

/// Draws the screen.
pub fn draw(canvas: &mut Canvas, area: Area, contents: &Contents, lang: Lang) {
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
            let note = contents
                .repeat(entry)
                .map(|repeat| lang.repeat_note(repeat));
            let right = note.as_deref().map_or(0, |note| canvas.cells(note) + 2);
            let title = Area {
                width: inner.width.saturating_sub(right).max(inner.width / 2),
                ..inner
            };
            canvas.text_cut(title, &entry.text, role);
            if let Some(note) = note.filter(|_| title.width + right <= inner.width) {
                canvas.text_right(
                    inner,
                    &note,
                    if role == Role::Text { Role::Dim } else { role },
                );
            }
        },
    );
}
