//! The top row: where one is, and what is good to know there.

use crate::app::area::Area;
use crate::app::config::Role;
use crate::app::model::Model;
use crate::app::screen::Screen;
use crate::app::screen::brief::{Sheet, Stage};
use crate::app::screen::library::Library;
use crate::app::screen::review::Stage as At;
use crate::locale::Lang;
use crate::tui::canvas::Canvas;

/// Cells in which a place can still be told.
const LEAST_PLACE: u16 = 6;

/// Draws the row.
pub fn draw(canvas: &mut Canvas, area: Area, model: &Model, lang: Lang) {
    let Some(screen) = model.screen() else { return };
    let area = Area {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    };
    let (left, right) = words(screen, model, lang);
    let right = match &model.warning {
        Some(warning) => warning.clone(),
        None => right,
    };
    let role = if model.warning.is_some() {
        Role::Error
    } else {
        Role::Dim
    };
    let room = area
        .width
        .saturating_sub(canvas.cells(&right).saturating_add(2));
    // The place gives way to what changes, as long as it can be told..
    let left_width = if room >= LEAST_PLACE {
        room
    } else {
        area.width / 3
    };
    canvas.text_cut(
        Area {
            width: left_width,
            ..area
        },
        &left,
        Role::Accent,
    );
    let used = left_width.min(canvas.cells(&left)) + 2;
    let rest = Area {
        x: area.x + used,
        width: area.width.saturating_sub(used),
        ..area
    };
    canvas.text_right(rest, &canvas.cut(&right, rest.width), role);
}

/// How many documents are shown, in which order, and by which filter.
fn shelf(library: &Library, lang: Lang) -> String {
    let order = lang.order(library.order());
    if library.filter().is_empty() {
        return lang.shelf(&lang.documents(library.total()), order);
    }
    let (shown, total) = (library.shelf.len(), lang.documents(library.total()));
    lang.filtered_shelf(shown, &total, order, library.filter())
}

fn words(screen: &Screen, model: &Model, lang: Lang) -> (String, String) {
    match screen {
        Screen::Welcome => (lang.brand().to_owned(), String::new()),
        Screen::Today(today) => {
            let streak = today
                .overview
                .as_ref()
                .map_or(0, |overview| overview.streak);
            let date = lang.date(model.now);
            let right = if streak > 0 {
                lang.date_and_streak(&date, streak)
            } else {
                date
            };
            (lang.brand_and(lang.today()), right)
        }
        Screen::Library(library) => (lang.brand_and(lang.library()), shelf(library, lang)),
        Screen::Reader(reader) => {
            let title = &reader.document.title;
            let left = match reader.section() {
                Some(section) => lang.title_and_section(title, &section.text),
                None => title.clone(),
            };
            let percent = lang.percent(reader.percent());
            let right = match (reader.hit_among_all(), reader.page()) {
                (Some((n, all)), _) => lang.hit_and_percent(n, all, &percent),
                (None, Some((page, pages))) => lang.page_of(page, pages, &percent),
                (None, None) => percent,
            };
            let right = match reader.printed_page() {
                Some(label) => lang.printed_page(label, &right),
                None => right,
            };
            (left, right)
        }
        Screen::Contents(contents) => (
            lang.contents().to_owned(),
            lang.headings(contents.entries.len()),
        ),
        Screen::Preview(preview) => {
            let draft = preview.draft();
            let name = draft.path.rsplit('/').next().unwrap_or_default();
            let (n, all) = preview.count();
            let count = lang.preview_count(n, all, lang.kind(draft.kind));
            (lang.preview_of(name), count)
        }
        Screen::Brief(brief) => {
            let right = match (&brief.stage, &brief.briefing.sheet) {
                (Stage::Choosing | Stage::Reading, Sheet::Formulations(items)) => {
                    lang.brief_formulations(items.len())
                }
                (Stage::Choosing | Stage::Reading, Sheet::Outline(entries)) => {
                    lang.headings(entries.len())
                }
                (Stage::Done, _) => String::new(),
                _ => lang.brief_place(brief.shown, brief.length()),
            };
            (lang.brief_of(&brief.briefing.title), right)
        }
        Screen::Review(review) => {
            let deck = review
                .current()
                .map_or("", |current| current.card.deck.as_str());
            let counts = review.counts(model.now);
            if review.study.is_some() {
                let left = if deck.is_empty() {
                    lang.study().to_owned()
                } else {
                    lang.study_and(deck)
                };
                let all = counts.new + counts.learning + counts.due;
                let right = if all > 0 {
                    lang.cards_left(all)
                } else {
                    String::new()
                };
                return (left, right);
            }
            if review.is_quiz() {
                let title = if deck.is_empty() {
                    lang.quiz_title().to_owned()
                } else {
                    lang.quiz_of(deck)
                };
                let left = counts.new + counts.learning + counts.due;
                let right = match review.stage {
                    At::Done { .. } => String::new(),
                    _ => lang.quiz_left(left),
                };
                return (title, right);
            }
            let left = if deck.is_empty() {
                lang.review().to_owned()
            } else {
                lang.review_of(deck)
            };
            (left, lang.counts(counts.new, counts.learning, counts.due))
        }
        Screen::Study(_) => (lang.brand_and(lang.study()), String::new()),
        Screen::Help(help) => (lang.help_title(lang.context(help.of)), String::new()),
    }
}
