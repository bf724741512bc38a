//! From the model to a frame.

use super::canvas::{Canvas, Painted};
use super::screen;
use super::theme::Theme;
use super::widget::{footer, header};
use crate::app::area::{Area, Frame};
use crate::app::config::Role;
use crate::app::model::Model;
use crate::app::screen::Screen;
use crate::locale::Lang;
use ratatui::buffer::Buffer;

/// Paints the model.
pub fn view(model: &Model, lang: Lang, theme: &Theme, buffer: &mut Buffer) -> Painted {
    let mut canvas = Canvas::new(
        buffer,
        theme,
        model.setting.widths,
        model.setting.typography,
    );
    let size = model.size;
    canvas.tint(
        Area {
            x: 0,
            y: 0,
            width: size.width,
            height: size.height,
        },
        Role::Text,
    );
    let Some(frame) = Frame::of(size) else {
        too_small(&mut canvas, model, lang);
        return canvas.painted;
    };
    if let Some(screen) = model.screen() {
        if let Some(area) = frame.header {
            header::draw(&mut canvas, area, model, lang);
        }
        body(&mut canvas, frame.body, screen, model, lang);
    }
    if let Some(area) = frame.footer {
        footer::draw(&mut canvas, area, model, lang);
    }
    canvas.painted
}

fn body(canvas: &mut Canvas, area: Area, screen: &Screen, model: &Model, lang: Lang) {
    match screen {
        Screen::Welcome => screen::welcome::draw(canvas, area, model, lang),
        Screen::Today(today) => screen::today::draw(canvas, area, today, model, lang),
        Screen::Library(library) => screen::library::draw(canvas, area, library, model, lang),
        Screen::Reader(reader) => screen::reader::draw(canvas, reader),
        Screen::Contents(contents) => screen::contents::draw(canvas, area, contents, lang),
        Screen::Preview(preview) => screen::preview::draw(canvas, area, preview, lang),
        Screen::Brief(brief) => screen::brief::draw(canvas, area, brief, model, lang),
        Screen::Study(menu) => screen::study::draw(canvas, area, menu, model, lang),
        Screen::Review(review) => screen::review::draw(canvas, area, review, model, lang),
        Screen::Help(help) => screen::help::draw(canvas, area, help, model, lang),
    }
}

/// As much of one sentence as fits, over as many rows as there are.
fn too_small(canvas: &mut Canvas, model: &Model, lang: Lang) {
    let mut rest = lang.too_small();
    for y in 0..model.size.height {
        let area = Area {
            x: 0,
            y,
            width: model.size.width,
            height: 1,
        };
        let fits = canvas
            .widths()
            .fitting_prefix(rest, usize::from(area.width));
        canvas.text(area, rest, Role::Text);
        rest = rest.get(fits..).unwrap_or_default().trim_start();
    }
}
