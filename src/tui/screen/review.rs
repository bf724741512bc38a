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
use crate::tui::widget::words::{Words, broken};

const WIDTH: u16 = 72;

/// Draws the screen.
pub fn draw(canvas: &mut Canvas, area: Area, review: &Review, model: &Model, lang: Lang) {
    match &review.stage {
        Stage::Waiting => {}
        Stage::Asking(current) => {
            let rows = grade_rows(area);
            let text = asking(canvas, area, rows, current, review.scroll, model, lang);
            if current.revealed && review.practises() {
                known_or_not(canvas, area, text, model, lang);
            } else if current.revealed {
                grades(canvas, area, text, current, model, lang);
            }
        }
        Stage::Blocked(current, failure, _) => {
            let below = column(area, WIDTH);
            let key = first_key(model, lang, Context::Review, Action::Retry).unwrap_or_default();
            let mut lines = broken(&lang.blocked(failure, &key), canvas.column(below.width));
            // What to do comes first: it stays where the card leaves little room.
            lines.truncate(usize::from(area.height / 2).max(1));
            let y = match current {
                Some(current) => {
                    let rows = lines.len() as u16;
                    asking(canvas, area, rows, current, review.scroll, model, lang)
                }
                None => area.y,
            };
            for (y, line) in (y..area.y + area.height).zip(lines) {
                let row = Area {
                    y,
                    height: 1,
                    ..below
                };
                canvas.text_cut(row, &line, Role::Error);
            }
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
            if review.practises() {
                words.text(BlockKind::Paragraph, lang.practised_only());
            }
            if let Some(due) = waits_until {
                words.text(BlockKind::Paragraph, &lang.review_waits(*due, model.now));
            }
            words.draw(canvas, column(area, WIDTH), 0);
        }
    }
}

/// Rows of the grades: where a grade and its interval do not fit side by side, two.
fn grade_rows(area: Area) -> u16 {
    const BESIDE: u16 = 64;
    const TALL: u16 = 8;
    if column(area, WIDTH).width < BESIDE && area.height >= TALL {
        2
    } else {
        1
    }
}

/// Draws the text of the card above so many rows; the first of these.
fn asking(
    canvas: &mut Canvas,
    area: Area,
    rows_below: u16,
    current: &Current,
    scroll: u16,
    model: &Model,
    lang: Lang,
) -> u16 {
    let key = first_key(model, lang, Context::Review, Action::ShowSource).unwrap_or_default();
    let text = column(
        Area {
            height: area.height.saturating_sub(rows_below),
            ..area
        },
        WIDTH,
    );
    let spaced = sides(current, true, text.width, &key, lang);
    // Blank rows are given up before the answer is out of sight.
    let words = if spaced.rows(canvas.column(text.width)).len() <= usize::from(text.height) {
        spaced
    } else {
        sides(current, false, text.width, &key, lang)
    };
    canvas.painted.overflow = words.draw(canvas, text, scroll);
    text.y + text.height
}

/// The question and what is shown with it, with blank rows between or without.
fn sides(current: &Current, spaced: bool, width: u16, source_key: &str, lang: Lang) -> Words {
    let mut words = Words::new();
    let note = &current.card.note;
    let gap = |words: &mut Words| {
        if spaced {
            words.gap();
        }
    };
    gap(&mut words);
    card::question(&mut words, note, &current.card.part, lang);
    if let (true, Some(hint)) = (current.hinted, &note.hint) {
        gap(&mut words);
        words.text(BlockKind::Footnote, &lang.hint(hint));
    }
    if current.revealed {
        gap(&mut words);
        words.text(BlockKind::Footnote, &"─".repeat(usize::from(width)));
        gap(&mut words);
        card::answer(&mut words, note, &current.card.part, lang);
        if let Some(source) = &note.source {
            words.text(BlockKind::Footnote, &lang.source_of(source, source_key));
        }
    }
    words
}

/// The two answers of practice; each can be clicked.
fn known_or_not(canvas: &mut Canvas, area: Area, y: u16, model: &Model, lang: Lang) {
    let row = column(
        Area {
            y,
            height: grade_rows(area),
            ..area
        },
        WIDTH,
    );
    let answers = [
        (Action::GradeAgain, lang.practice_wrong(), Role::Again),
        (Action::RevealOrGood, lang.practice_right(), Role::Good),
    ];
    for (place, (action, name, role)) in (0..).zip(answers) {
        let item = Area {
            x: row.x + place * (row.width / 2),
            width: row.width / 2,
            ..row
        };
        let key = first_key(model, lang, Context::Review, action).unwrap_or_default();
        canvas.text_cut(item, &format!("{key} {name}"), role);
        canvas.click(item, Click::Act(action));
    }
}

/// The four grades with what each leads to, beside it or below it; each can be clicked.
fn grades(canvas: &mut Canvas, area: Area, y: u16, current: &Current, model: &Model, lang: Lang) {
    let height = grade_rows(area);
    let row = column(Area { y, height, ..area }, WIDTH);
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
        let key = first_key(model, lang, Context::Review, action).unwrap_or_default();
        let label = format!("{key} {}", lang.grade(grade));
        let used = canvas.text_cut(item, &label, role);
        let interval = lang.interval(current.intervals[place]);
        let at = if height > 1 {
            Area {
                x: item.x.saturating_add(canvas.cells(&key)).saturating_add(1),
                y: item.y + 1,
                width: item
                    .width
                    .saturating_sub(canvas.cells(&key).saturating_add(1)),
                ..item
            }
        } else {
            Area {
                x: item.x + used + 1,
                width: item.width.saturating_sub(used + 1),
                ..item
            }
        };
        // Half a number would be a wrong one.
        if canvas.cells(&interval) <= at.width {
            canvas.text(at, &interval, Role::Dim);
        }
        canvas.click(item, Click::Act(action));
    }
}
