//! The menu of custom study.

use crate::app::action::{Action, Context};
use crate::app::area::{Area, column};
use crate::app::config::Role;
use crate::app::model::Model;
use crate::app::screen::study::{Menu, Row};
use crate::locale::Lang;
use crate::tui::canvas::{Canvas, Click};
use crate::tui::widget::footer::first_key;
use crate::tui::widget::words::broken;

const WIDTH: u16 = 72;

/// Draws the screen.
pub fn draw(canvas: &mut Canvas, area: Area, menu: &Menu, model: &Model, lang: Lang) {
    let area = column(area, WIDTH);
    let end = area.y + area.height;
    let roomy = u16::from(area.height >= 14);
    let mut y = area.y + roomy;
    let row_at = |y| Area {
        y,
        height: 1,
        ..area
    };
    for (index, row) in Row::ALL.into_iter().enumerate() {
        if y >= end {
            return;
        }
        let chosen = index == menu.row;
        let role = if chosen { Role::Selected } else { Role::Text };
        let line = row_at(y);
        if chosen {
            canvas.tint(line, Role::Selected);
        }
        let inner = Area {
            x: line.x + 1,
            width: line.width.saturating_sub(2),
            ..line
        };
        canvas.text_cut(inner, &lang.study_row(row, menu), role);
        canvas.click(line, Click::Row(index));
        y += 1;
    }
    y += roomy;
    let key = |action| first_key(model, lang, Context::Study, action).unwrap_or_default();
    let scope = match menu.deck.as_ref().filter(|_| menu.narrowed) {
        Some((_, title)) => lang.study_of_deck(title),
        None => lang.study_of_all().to_owned(),
    };
    let scope = lang.with_key(&scope, &key(Action::StudyScope));
    let schedules = if menu.schedules {
        lang.study_schedules()
    } else {
        lang.study_practises()
    };
    let schedules = lang.with_key(schedules, &key(Action::StudySchedules));
    for (text, action) in [
        (scope, Action::StudyScope),
        (schedules, Action::StudySchedules),
    ] {
        for line in broken(&text, canvas.column(area.width)) {
            if y >= end {
                return;
            }
            canvas.text_cut(row_at(y), &line, Role::Dim);
            canvas.click(row_at(y), Click::Act(action));
            y += 1;
        }
    }
}
