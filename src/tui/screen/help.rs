//! The keys of a screen, made from the table of actions.

use crate::app::action::Context;
use crate::app::area::{Area, column};
use crate::app::config::Role;
use crate::app::model::Model;
use crate::app::screen::help::Help;
use crate::domain::text::width::text_width;
use crate::locale::Lang;
use crate::tui::canvas::Canvas;

const WIDTH: u16 = 90;

/// A row of the list.
enum Row {
    Blank,
    Title(&'static str),
    Keys(String, &'static str),
}

/// Draws the screen.
pub fn draw(canvas: &mut Canvas, area: Area, help: &Help, model: &Model, lang: Lang) {
    let area = column(area, WIDTH);
    let rows = rows(help, model, lang);
    let overflow = rows.len().saturating_sub(usize::from(area.height)) as u16;
    canvas.painted.overflow = overflow;
    let widest = rows.iter().map(|row| match row {
        Row::Keys(keys, _) => text_width(keys),
        Row::Blank | Row::Title(_) => 0,
    });
    let keys_width = (widest.max().unwrap_or(0) as u16).min(area.width / 2);
    let shown = rows.iter().skip(usize::from(help.scroll.min(overflow)));
    for (y, row) in (area.y..area.y + area.height).zip(shown) {
        let line = Area {
            y,
            height: 1,
            ..area
        };
        match row {
            Row::Blank => {}
            Row::Title(title) => {
                canvas.text_cut(line, title, Role::Heading);
            }
            Row::Keys(keys, doc) => {
                canvas.text_cut(
                    Area {
                        width: keys_width,
                        ..line
                    },
                    keys,
                    Role::Accent,
                );
                let x = line.x + keys_width + 2;
                let width = line.width.saturating_sub(keys_width + 2);
                canvas.text_cut(Area { x, width, ..line }, doc, Role::Text);
            }
        }
    }
}

fn rows(help: &Help, model: &Model, lang: Lang) -> Vec<Row> {
    let mut rows = Vec::new();
    for (context, title) in [
        (help.of, lang.context(help.of)),
        (Context::Global, lang.help_everywhere()),
    ] {
        if !rows.is_empty() {
            rows.push(Row::Blank);
        }
        rows.push(Row::Title(title));
        for (action, keys) in model.keymap.actions_in(context) {
            rows.push(Row::Keys(keys.join(" "), lang.action(action).doc));
        }
    }
    rows
}
