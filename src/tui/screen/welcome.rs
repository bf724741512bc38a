//! The very first screen: what wengu is and what to do, once.

use crate::app::action::{Action, Context};
use crate::app::area::{Area, column};
use crate::app::model::Model;
use crate::domain::doc::BlockKind;
use crate::locale::Lang;
use crate::tui::canvas::Canvas;
use crate::tui::widget::footer::first_key;
use crate::tui::widget::words::Words;

const WIDTH: u16 = 64;

/// Draws the screen.
pub fn draw(canvas: &mut Canvas, area: Area, model: &Model, lang: Lang) {
    let mut words = Words::new();
    words.gap();
    words.text(BlockKind::Heading(1), lang.welcome_title());
    words.gap();
    words.text(BlockKind::Paragraph, lang.welcome_what());
    words.gap();
    let key = |context, action| first_key(model, context, action).unwrap_or_default();
    let today = |action| key(Context::Today, action);
    for line in [
        lang.welcome_review(&today(Action::StartReview)),
        lang.welcome_read(
            &today(Action::ContinueReading),
            &key(Context::Reader, Action::NextPage),
        ),
        lang.welcome_library(
            &today(Action::OpenLibrary),
            &key(Context::Library, Action::ImportDocument),
        ),
        lang.welcome_source(&key(Context::Review, Action::ShowSource)),
        lang.welcome_help(&key(Context::Global, Action::Help), &today(Action::Quit)),
    ] {
        words.text(
            BlockKind::Item {
                depth: 0,
                ordinal: None,
            },
            &line,
        );
    }
    words.gap();
    words.text(BlockKind::Paragraph, lang.welcome_go());
    canvas.painted.overflow = words.draw(canvas, column(area, WIDTH), 0);
}
