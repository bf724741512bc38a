//! A card, its answer, and the grades.

use crate::app::action::{Action, Context};
use crate::app::area::{Area, column};
use crate::app::config::Role;
use crate::app::model::Model;
use crate::app::screen::review::{Current, Review, Stage};
use crate::domain::doc::BlockKind;
use crate::domain::srs::Grade;
use crate::locale::Lang;
use crate::tui::canvas::{Canvas, Click};
use crate::tui::widget::card;
use crate::tui::widget::footer::first_key;
use crate::tui::widget::page::cells;
use crate::tui::widget::words::Words;

const WIDTH: u16 = 72;

/// Draws the screen.
pub fn draw(canvas: &mut Canvas, area: Area, review: &Review, model: &Model, lang: Lang) {
    match &review.stage {
        Stage::Waiting => {}
        Stage::Asking(current) => {
            let text = asking(canvas, area, current, review.scroll, lang);
            if current.revealed {
                grades(canvas, text, current, model, lang);
            }
        }
        Stage::Blocked(current, failure, _) => {
            let text = asking(canvas, area, current, review.scroll, lang);
            let row = Area {
                y: text,
                height: 1,
                ..area
            };
            canvas.text_cut(column(row, WIDTH), &lang.blocked(failure), Role::Error);
        }
        Stage::Done { waits_until } => {
            let mut words = Words::new();
            words.gap();
            words.text(BlockKind::Heading(1), lang.review_done(review.answered));
            words.gap();
            if let Some(share) = (review.recalled * 100).checked_div(review.answered) {
                words.text(
                    BlockKind::Paragraph,
                    &lang.review_summary(review.answered, share, review.spent_ms),
                );
            }
            if let Some(due) = waits_until {
                words.text(BlockKind::Paragraph, &lang.review_waits(*due, model.now));
            }
            words.draw(canvas, column(area, WIDTH), 0);
        }
    }
}

/// Draws the text of the card; the row below it, where the grades stand.
fn asking(canvas: &mut Canvas, area: Area, current: &Current, scroll: u16, lang: Lang) -> u16 {
    let text = column(
        Area {
            height: area.height.saturating_sub(1),
            ..area
        },
        WIDTH,
    );
    let mut words = Words::new();
    let note = &current.card.note;
    words.gap();
    card::question(&mut words, note, &current.card.part, lang);
    if let (true, Some(hint)) = (current.hinted, &note.hint) {
        words.gap();
        words.text(BlockKind::Footnote, &lang.hint(hint));
    }
    if current.revealed {
        words.gap();
        words.text(BlockKind::Footnote, &"─".repeat(usize::from(text.width)));
        words.gap();
        card::answer(&mut words, note, &current.card.part, lang);
        if let Some(source) = &note.source {
            words.text(BlockKind::Footnote, &lang.source_of(source));
        }
    }
    canvas.painted.overflow = words.draw(canvas, text, scroll);
    area.y + area.height - 1
}

/// The four grades with what each leads to, in one row; each can be clicked.
fn grades(canvas: &mut Canvas, y: u16, current: &Current, model: &Model, lang: Lang) {
    let row = column(
        Area {
            x: 0,
            y,
            width: model.size.width,
            height: 1,
        },
        WIDTH,
    );
    let share = row.width / 4;
    let actions = [
        (Grade::Again, Action::GradeAgain, Role::Again),
        (Grade::Hard, Action::GradeHard, Role::Hard),
        (Grade::Good, Action::GradeGood, Role::Good),
        (Grade::Easy, Action::GradeEasy, Role::Easy),
    ];
    for (place, (grade, action, role)) in actions.into_iter().enumerate() {
        let item = Area {
            x: row.x + place as u16 * share,
            width: share,
            ..row
        };
        let key = first_key(model, Context::Review, action).unwrap_or_default();
        let label = format!("{key} {}", lang.grade(grade));
        let used = canvas.text_cut(item, &label, role);
        let interval = lang.interval(current.intervals[place]);
        let rest = item.width.saturating_sub(used + 1);
        // Half a number would be a wrong one.
        if cells(&interval) <= rest {
            let at = Area {
                x: item.x + used + 1,
                width: rest,
                ..item
            };
            canvas.text(at, &interval, Role::Dim);
        }
        canvas.click(item, Click::Act(action));
    }
}
