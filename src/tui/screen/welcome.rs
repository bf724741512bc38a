//! The very first screen: what wengu is and what to do, once.

use crate::app::action::{Action, Context};
use crate::app::area::{Area, column};
use crate::app::model::Model;
use crate::app::screen::scroll::Scroll;
use crate::domain::doc::BlockKind;
use crate::locale::Lang;
use crate::tui::canvas::Canvas;
use crate::tui::widget::footer::first_key;
use crate::tui::widget::words::Words;

const WIDTH: u16 = 64;

/// Draws the screen.
pub fn draw(canvas: &mut Canvas, area: Area, model: &Model, lang: Lang) {
    let area = column(area, WIDTH);
    let whole = words(true, model, lang);
    if whole.rows(canvas.column(area.width)).len() <= usize::from(area.height) {
        whole.draw(canvas, area, Scroll::default());
    } else {
        // Where not all fits, what to do matters most.
        words(false, model, lang).draw(canvas, area, Scroll::default());
    }
}

fn words(whole: bool, model: &Model, lang: Lang) -> Words {
    let mut words = Words::new();
    if whole {
        words.gap();
        words.text(BlockKind::Heading(1), lang.welcome_title());
        words.gap();
        words.text(BlockKind::Paragraph, lang.welcome_what());
        words.gap();
    }
    let key = |context, action| first_key(model, lang, context, action).unwrap_or_default();
    let today = |action| key(Context::Today, action);
    let source = lang.welcome_source(&key(Context::Review, Action::ShowSource));
    let mut lines = vec![
        lang.welcome_review(&today(Action::StartReview)),
        lang.welcome_read(
            &today(Action::ContinueReading),
            &key(Context::Reader, Action::NextPage),
        ),
        lang.welcome_library(
            &today(Action::OpenLibrary),
            &key(Context::Library, Action::ImportDocument),
        ),
        lang.welcome_help(&key(Context::Global, Action::Help), &today(Action::Quit)),
    ];
    if whole {
        lines.insert(lines.len() - 1, source);
    }
    let item = BlockKind::Item {
        depth: 0,
        ordinal: None,
    };
    for line in &lines {
        words.text(item, line);
    }
    if whole {
        words.gap();
    }
    words.text(BlockKind::Paragraph, lang.welcome_go());
    words
}
