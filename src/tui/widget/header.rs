//! The top row: where one is, and what is good to know there.

use crate::app::area::Area;
use crate::app::config::Role;
use crate::app::model::Model;
use crate::app::screen::Screen;
use crate::app::screen::brief::{Brief, Sheet, Stage};
use crate::app::screen::library::Library;
use crate::app::screen::reader::Reader;
use crate::app::screen::review::{Review, Stage as At};
use crate::locale::Lang;
use crate::tui::canvas::Canvas;

/// Cells in which a place can still be told, and those of a name behind it.
const LEAST_PLACE: u16 = 6;
const LEAST_NAME: u16 = 8;

/// What the row says.
struct Said {
    /// The place with the name of what is there, and the place alone.
    place: String,
    short: String,
    /// What is good to know; where there is no room for it, the next one.
    known: Vec<String>,
}

impl Said {
    fn new(place: impl Into<String>, short: impl Into<String>, known: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            short: short.into(),
            known: vec![known.into()],
        }
    }

    /// The place in so many cells: of the name behind it nothing, if there is hardly anything of it.
    fn place_in(&self, canvas: &Canvas, width: u16) -> &str {
        let least = canvas.cells(&self.short).saturating_add(LEAST_NAME);
        if width >= least.min(canvas.cells(&self.place)) {
            &self.place
        } else {
            &self.short
        }
    }
}

/// Draws the row.
pub fn draw(canvas: &mut Canvas, area: Area, model: &Model, lang: Lang) {
    let Some(screen) = model.screen() else { return };
    let area = Area {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    };
    let said = words(screen, model, lang);
    let fits = |known: &&String| {
        let used = canvas.cells(known).saturating_add(2);
        canvas.cells(&said.place).saturating_add(used) <= area.width
    };
    let known = said.known.iter().find(fits).or(said.known.last());
    let right = match &model.warning {
        Some(warning) => warning.clone(),
        None => known.cloned().unwrap_or_default(),
    };
    let role = if model.warning.is_some() {
        Role::Error
    } else {
        Role::Dim
    };
    let room = area
        .width
        .saturating_sub(canvas.cells(&right).saturating_add(2));
    // The place gives way to what changes, as long as it can be told.
    let left_width = if room >= LEAST_PLACE {
        room
    } else {
        area.width / 3
    };
    let left = said.place_in(canvas, left_width);
    let used = canvas.text_cut(
        Area {
            width: left_width,
            ..area
        },
        left,
        Role::Accent,
    );
    let used = used + 2;
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

fn words(screen: &Screen, model: &Model, lang: Lang) -> Said {
    match screen {
        Screen::Welcome => Said::new(lang.brand(), lang.brand(), ""),
        Screen::Today(today) => {
            let streak = today
                .overview
                .as_ref()
                .map_or(0, |overview| overview.streak);
            let date = lang.date(model.now);
            let mut known = vec![date.clone(), lang.short_date(model.now)];
            if streak > 0 {
                known.insert(0, lang.date_and_streak(&date, streak));
            }
            Said {
                known,
                ..Said::new(lang.brand_and(lang.today()), lang.today(), "")
            }
        }
        Screen::Library(library) => Said::new(
            lang.brand_and(lang.library()),
            lang.library(),
            shelf(library, lang),
        ),
        Screen::Reader(reader) => of_reader(reader, lang),
        Screen::Contents(contents) => Said::new(
            lang.contents(),
            lang.contents(),
            lang.headings(contents.entries.len()),
        ),
        Screen::Preview(preview) => {
            let draft = preview.draft();
            let name = draft.path.rsplit('/').next().unwrap_or_default();
            let (n, all) = preview.count();
            let count = lang.preview_count(n, all, lang.kind(draft.kind));
            Said::new(lang.preview_of(name), name, count)
        }
        Screen::Brief(brief) => of_brief(brief, lang),
        Screen::Review(review) => of_review(review, model, lang),
        Screen::Study(_) => Said::new(lang.brand_and(lang.study()), lang.study(), ""),
        Screen::Help(help) => {
            let title = lang.help_title(lang.context(help.of));
            Said::new(title.clone(), title, "")
        }
    }
}

fn of_reader(reader: &Reader, lang: Lang) -> Said {
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
    Said::new(left, title, right)
}

fn of_brief(brief: &Brief, lang: Lang) -> Said {
    let right = match (&brief.stage, &brief.briefing.sheet) {
        (Stage::Choosing | Stage::Reading, sheet) if sheet.is_empty() => String::new(),
        (Stage::Choosing | Stage::Reading, Sheet::Formulations(items)) => {
            lang.brief_formulations(items.len())
        }
        (Stage::Choosing | Stage::Reading, Sheet::Outline(entries)) => lang.headings(entries.len()),
        (Stage::Done, _) => String::new(),
        _ => lang.brief_place(brief.shown, brief.length()),
    };
    Said::new(lang.brief_of(&brief.briefing.title), lang.brief(), right)
}

fn of_review(review: &Review, model: &Model, lang: Lang) -> Said {
    let deck = review
        .current()
        .map_or("", |current| current.card.deck.as_str());
    let counts = review.counts(model.now);
    let all = counts.new + counts.learning + counts.due;
    let (short, whole, right) = if review.study.is_some() {
        let left = (all > 0).then(|| lang.cards_left(all));
        (lang.study(), lang.study_and(deck), left.unwrap_or_default())
    } else if review.is_quiz() {
        let left = (!matches!(review.stage, At::Done { .. })).then(|| lang.quiz_left(all));
        (
            lang.quiz_title(),
            lang.quiz_of(deck),
            left.unwrap_or_default(),
        )
    } else {
        let counts = lang.counts(counts.new, counts.learning, counts.due);
        (lang.review(), lang.review_of(deck), counts)
    };
    let whole = if deck.is_empty() {
        short.to_owned()
    } else {
        whole
    };
    Said::new(whole, short, right)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::config::ThemeConfig;
    use crate::domain::layout::Typography;
    use crate::domain::text::Widths;
    use crate::tui::theme::Theme;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    #[test]
    fn of_a_name_that_would_hardly_be_told_nothing_is_shown() {
        let theme = Theme::plain(&ThemeConfig::default());
        let mut buffer = Buffer::empty(Rect::new(0, 0, 10, 1));
        let canvas = Canvas::new(&mut buffer, &theme, Widths::NARROW, Typography::RAGGED);
        let said = Said::new("复习 · 四大工业基地", "复习", "");
        let whole = canvas.cells(&said.place);
        for width in 0..30 {
            let shown = said.place_in(&canvas, width);
            let named = width >= 12;
            assert_eq!(
                shown,
                if named {
                    "复习 · 四大工业基地"
                } else {
                    "复习"
                }
            );
            assert!(named || width < whole);
        }
        let said = Said::new("复习 · 数", "复习", "");
        assert_eq!(said.place_in(&canvas, 9), "复习 · 数");
    }
}
