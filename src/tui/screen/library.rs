//! The documents of the library.

use crate::app::action::{Action, Context};
use crate::app::area::{Area, column};
use crate::app::config::Role;
use crate::app::model::Model;
use crate::app::screen::library::Library;
use crate::locale::Lang;
use crate::tui::canvas::Canvas;
use crate::tui::widget::footer::first_key;
use crate::tui::widget::list;

const WIDTH: u16 = 100;

/// Draws the screen.
pub fn draw(canvas: &mut Canvas, area: Area, library: &Library, model: &Model, lang: Lang) {
    let area = column(area, WIDTH);
    if library.shelf.is_empty() && !library.filter().is_empty() {
        canvas.text_cut(area, &lang.library_filtered(library.filter()), Role::Dim);
        return;
    }
    if library.shelf.is_empty() {
        let key = first_key(model, lang, Context::Library, Action::ImportDocument);
        canvas.text_cut(
            area,
            &lang.library_empty(&key.unwrap_or_default()),
            Role::Dim,
        );
        return;
    }
    list::draw(
        canvas,
        area,
        library.shelf.len(),
        library.cursor,
        |canvas, index, row, role| {
            let Some(entry) = library.shelf.get(index) else {
                return;
            };
            let state = match entry.percent() {
                Some(percent) => lang.percent(percent),
                None => lang.unread().to_owned(),
            };
            let faint = if role == Role::Selected {
                role
            } else {
                Role::Dim
            };
            let right = canvas.text_right(row, &state, faint);
            let room = row.width.saturating_sub(right.max(6) + 2);
            let used = canvas.text_cut(Area { width: room, ..row }, &entry.title, role);
            let about = match (&entry.author, entry.shipped) {
                (Some(author), _) => author.clone(),
                (None, true) => lang.shipped().to_owned(),
                (None, false) => String::new(),
            };
            // The author only where he can be read whole.
            if canvas.cells(&about).saturating_add(2) <= room.saturating_sub(used) {
                let x = row.x + used + 2;
                canvas.text(
                    Area {
                        x,
                        width: room - used - 2,
                        ..row
                    },
                    &about,
                    faint,
                );
            }
        },
    );
}
