//! The keys of a screen, made from the table of actions.

use crate::app::area::{Area, column};
use crate::app::config::Role;
use crate::app::model::Model;
use crate::app::screen::help::Help;
use crate::domain::text::Widths;
use crate::locale::Lang;
use crate::tui::canvas::Canvas;
use crate::tui::widget::words::broken;

const WIDTH: u16 = 90;
/// Cells between keys and what they do.
const GAP: u16 = 2;

/// A row of the list.
enum Row {
    Blank,
    Title(&'static str),
    Keys(String, String),
    Text(String),
}

/// Draws the screen.
pub fn draw(canvas: &mut Canvas, area: Area, help: &Help, model: &Model, lang: Lang) {
    let area = column(area, WIDTH);
    let sections = sections(help, model, lang);
    let keys_width = keys_width(canvas, &sections, area.width);
    let mut rows = rows(canvas, &sections, keys_width, area.width);
    if model.multiplexed {
        rows.extend([Row::Blank, Row::Title(lang.help_multiplexer())]);
        let text = broken(lang.help_multiplexed(), canvas.column(area.width));
        rows.extend(text.into_iter().map(Row::Text));
    }
    canvas.painted.fit = help.scroll.fitted(rows.len(), area.height, 0);
    let shown = rows.iter().skip(usize::from(canvas.painted.fit.first));
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
            Row::Text(text) => {
                canvas.text(line, text, Role::Text);
            }
            Row::Keys(keys, doc) => {
                canvas.text(line, keys, Role::Accent);
                let x = line.x + keys_width + GAP;
                let width = line.width.saturating_sub(keys_width + GAP);
                canvas.text(Area { x, width, ..line }, doc, Role::Text);
            }
        }
    }
}

/// A heading, and keys with what they do.
type Section = (&'static str, Vec<(String, &'static str)>);

/// What belongs to the screen, and what works everywhere and is not used otherwise here.
fn sections(help: &Help, model: &Model, lang: Lang) -> [Section; 2] {
    let actions = model.keymap.actions_in(help.of);
    let of = |own: bool| {
        let actions = actions.iter();
        actions
            .filter(|(action, _)| action.info().works_in(help.of) == own)
            .map(|(action, keys)| (listed(keys, lang), lang.action(*action).doc))
            .collect()
    };
    [
        (lang.context(help.of), of(true)),
        (lang.help_everywhere(), of(false)),
    ]
}

/// Keys one after the other; two characters that make one command stand together: `gg`.
fn listed(keys: &[String], lang: Lang) -> String {
    let joined = |keys: &String| {
        let single = keys.split(' ').all(|key| key.chars().count() == 1);
        if single {
            keys.replace(' ', "")
        } else {
            lang.key(keys)
        }
    };
    keys.iter().map(joined).collect::<Vec<_>>().join(" ")
}

/// Cells for the keys: what the longest need, up to two fifths of the row.
fn keys_width(canvas: &Canvas, sections: &[Section], width: u16) -> u16 {
    let rows = sections.iter().flat_map(|(_, rows)| rows);
    let widest = rows.map(|(keys, _)| canvas.cells(keys)).max();
    widest.unwrap_or(0).min(width * 2 / 5)
}

/// Keys as lines; a key is never broken.
fn broken_keys(widths: Widths, keys: &str, width: u16) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for key in keys.split(' ') {
        match lines.last_mut() {
            Some(line) if widths.of(line) + 1 + widths.of(key) <= usize::from(width) => {
                line.push(' ');
                line.push_str(key);
            }
            _ => lines.push(key.to_owned()),
        }
    }
    lines
}

/// The rows as they are painted: keys and sentences that are too long go on below.
fn rows(canvas: &Canvas, sections: &[Section], keys_width: u16, width: u16) -> Vec<Row> {
    let column = canvas.column(width.saturating_sub(keys_width + GAP));
    let mut rows = Vec::new();
    for (title, entries) in sections {
        if !rows.is_empty() {
            rows.push(Row::Blank);
        }
        rows.push(Row::Title(title));
        for (keys, doc) in entries {
            let mut keys = broken_keys(canvas.widths(), keys, keys_width).into_iter();
            let mut docs = broken(doc, column).into_iter();
            loop {
                let (keys, doc) = (keys.next(), docs.next());
                if keys.is_none() && doc.is_none() {
                    break;
                }
                rows.push(Row::Keys(keys.unwrap_or_default(), doc.unwrap_or_default()));
            }
        }
    }
    rows
}
