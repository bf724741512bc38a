//! A card, its answer, and the grades.

use crate::app::action::{Action, Context};
use crate::app::area::{Area, CARD_WIDTH, column};
use crate::app::config::Role;
use crate::app::model::Model;
use crate::app::screen::Screen;
use crate::app::screen::review::{Current, Review, Stage};
use crate::app::screen::scroll::Scroll;
use crate::app::screen::task::Task;
use crate::domain::doc::BlockKind;
use crate::domain::srs::Grade;
use crate::domain::text::Widths;
use crate::domain::time::Timestamp;
use crate::locale::Lang;
use crate::tui::canvas::{Canvas, Click};
use crate::tui::widget::footer::first_key;
use crate::tui::widget::words::{Words, broken};
use crate::tui::widget::{card, entry, task};

/// Draws the screen.
pub fn draw(canvas: &mut Canvas, area: Area, review: &Review, model: &Model, lang: Lang) {
    match &review.stage {
        Stage::Waiting if review.is_seeking() => {
            let mut words = Words::new();
            words.gap();
            words.text(BlockKind::Paragraph, lang.choice_waits());
            words.draw(canvas, column(area, CARD_WIDTH), review.scroll);
        }
        Stage::Waiting => {}
        Stage::Asking(current) => {
            let above = above_entry(canvas, area, current, lang);
            let rows = rows_below(canvas, area, current, above.len(), review.practises());
            let text = asking(canvas, area, rows, current, review.scroll, model, lang);
            if current.revealed && review.asks_known_or_not() {
                known_or_not(canvas, area, text, current, model, lang);
            } else if current.revealed {
                grades(canvas, area, text, current, model, lang);
            } else if let Some(entered) = current.task.entry() {
                let below = column(area, CARD_WIDTH);
                let end = area.y + area.height;
                let mut field = Area { y: text, ..below };
                for (line, role) in above {
                    canvas.text_cut(Area { height: 1, ..field }, &line, role);
                    field.y += 1;
                }
                field.height = end.saturating_sub(field.y);
                entry::draw(canvas, field, entered);
            }
        }
        Stage::Blocked(current, failure, _) => {
            let below = column(area, CARD_WIDTH);
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
            let words = done(review, *waits_until, model, lang);
            let area = column(area, CARD_WIDTH);
            words.draw(canvas, area, review.scroll);
        }
    }
}

/// What the session came to.
fn done(review: &Review, waits_until: Option<Timestamp>, model: &Model, lang: Lang) -> Words {
    let mut words = Words::new();
    words.gap();
    let title = if review.found_nothing() {
        lang.nothing_to_ask()
    } else if review.is_quiz() && review.can_go_on(model.now) {
        lang.quiz_left_off()
    } else if review.is_quiz() {
        lang.quiz_done()
    } else {
        lang.review_done(review.answered)
    };
    words.text(BlockKind::Heading(1), title);
    words.gap();
    if let Some(share) = review.share() {
        let summary = lang.review_summary(review.answered, share, review.spent_ms);
        words.text(BlockKind::Paragraph, &summary);
        let forgotten = review.answered - review.recalled;
        if forgotten > 0 {
            words.text(BlockKind::Paragraph, &lang.forgotten(forgotten));
        }
    }
    if review.practises() {
        let said = match (review.suspended, review.is_quiz()) {
            (0, true) => lang.quiz_unscheduled().to_owned(),
            (0, false) => lang.practised_only().to_owned(),
            (suspended, _) => lang.practised_but(suspended),
        };
        words.text(BlockKind::Paragraph, &said);
    }
    not_known(&mut words, review, lang);
    if let Some(slips) = lang.slips(&review.slips()) {
        words.gap();
        words.text(BlockKind::Paragraph, &slips);
    }
    let mut comes = Vec::new();
    if let Some(due) = waits_until {
        let key = first_key(model, lang, Context::Review, Action::RevealOrGood);
        comes.push(lang.review_waits(due, model.now, &key.unwrap_or_default()));
    }
    comes.extend(lang.come_back(&review.returns(model.now), review.is_quiz(), model.now));
    if !comes.is_empty() {
        words.gap();
    }
    for said in comes {
        words.text(BlockKind::Paragraph, &said);
    }
    words
}

/// The cards that were hard; in a quiz, which asks each card once, those that were not known.
fn not_known(words: &mut Words, review: &Review, lang: Lang) {
    const MOST: usize = 5;
    let item = BlockKind::Item {
        depth: 0,
        ordinal: None,
    };
    let (title, listed, more) = if review.is_quiz() {
        let missed = review.missed();
        let listed = missed
            .iter()
            .take(MOST)
            .map(|asked| lang.asked_in_short(asked));
        (
            lang.missed(),
            listed.collect(),
            missed.len().saturating_sub(MOST),
        )
    } else {
        let hardest = review.hardest();
        let listed: Vec<String> = hardest.iter().map(|hard| lang.hard(hard)).collect();
        (lang.hardest(), listed, 0)
    };
    if listed.is_empty() {
        return;
    }
    words.gap();
    words.text(BlockKind::Paragraph, title);
    for asked in listed {
        words.text(item, &asked);
    }
    if more > 0 {
        words.text(BlockKind::Paragraph, &lang.and_more(more));
    }
}

/// The rows right above what is typed. What is left is always told; what was wrong as far as there is
/// room.
fn above_entry(canvas: &Canvas, area: Area, current: &Current, lang: Lang) -> Vec<(String, Role)> {
    const TALL: u16 = 16;
    if current.revealed {
        return Vec::new();
    }
    let geometry = canvas.column(column(area, CARD_WIDTH).width);
    let (remarks, left) = task::above_entry(current, area.height < TALL, lang);
    let rows = |text: &String| broken(text, geometry);
    let left: Vec<String> = left.iter().flat_map(rows).collect();
    let most = usize::from(area.height / 3)
        .saturating_sub(left.len())
        .max(1);
    let remarks = remarks.iter().flat_map(rows).take(most);
    let remarks = remarks.map(|row| (row, Role::Text));
    remarks
        .chain(left.into_iter().map(|row| (row, Role::Dim)))
        .collect()
}

/// Rows below the card: of the grades, or of what is typed and said above it, which leaves the
/// question in sight.
fn rows_below(
    canvas: &Canvas,
    area: Area,
    current: &Current,
    above: usize,
    practises: bool,
) -> u16 {
    match current.task.entry() {
        Some(entered) if !current.revealed => {
            // Items are short; words take some rows in which to be typed.
            let least = match current.task {
                Task::Recall(_) => 2,
                _ => 3,
            };
            let width = column(area, CARD_WIDTH).width;
            let typed = entry::height(canvas, entered, width).saturating_add(1);
            let most = (area.height * 2 / 3).max(2).min(area.height);
            let rows = typed.max(least).saturating_add(above as u16);
            rows.min(most)
        }
        _ if current.revealed && practises => 1,
        _ if current.revealed => grade_rows(area),
        _ => 0,
    }
}

/// Rows of the grades: where a grade and its interval do not fit side by side, two.
fn grade_rows(area: Area) -> u16 {
    const BESIDE: u16 = 64;
    const TALL: u16 = 8;
    if column(area, CARD_WIDTH).width < BESIDE && area.height >= TALL {
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
    scroll: Scroll,
    model: &Model,
    lang: Lang,
) -> u16 {
    let key = |action| first_key(model, lang, Context::Review, action).unwrap_or_default();
    let keys = [key(Action::ShowSource), key(Action::ReciteOn)];
    let text = column(
        Area {
            height: area.height.saturating_sub(rows_below),
            ..area
        },
        CARD_WIDTH,
    );
    let shape = (text.width, canvas.widths());
    let spaced = sides(current, true, shape, &keys, lang);
    // Blank rows are given up before the answer is out of sight.
    let words = if spaced.rows(canvas.column(text.width)).len() <= usize::from(text.height) {
        spaced
    } else {
        sides(current, false, shape, &keys, lang)
    };
    words.draw(canvas, text, scroll);
    let typing = !current.revealed && current.task.entry().is_some();
    let rows = words.rows(canvas.column(text.width)).len();
    // What is typed stands right below the question.
    let used = if typing { rows + 1 } else { usize::MAX };
    text.y + u16::try_from(used).map_or(text.height, |used| used.min(text.height))
}

/// The question and what is shown with it, with blank rows between or without.
fn sides(
    current: &Current,
    spaced: bool,
    (width, widths): (u16, Widths),
    [source_key, recite_key]: &[String; 2],
    lang: Lang,
) -> Words {
    let mut words = Words::new();
    let note = &current.card.note;
    let gap = |words: &mut Words| {
        if spaced {
            words.gap();
        }
    };
    gap(&mut words);
    task::asked(&mut words, current, lang);
    let hints_of_words = matches!(current.task, Task::Cloze(_) | Task::Recite(_));
    if hints_of_words && current.task.hints_seen() > 0 {
        words.newest();
    }
    task::question(&mut words, current, spaced, lang);
    if hints_of_words && current.task.hints_seen() > 0 {
        words.newest_ends();
    } else if current.hinted {
        words.newest();
    }
    if let (true, Some(hint)) = (current.hinted, &note.hint) {
        gap(&mut words);
        words.text(BlockKind::Footnote, &lang.hint(hint));
    }
    if current.revealed {
        gap(&mut words);
        words.newest();
        words.text(BlockKind::Footnote, &"─".repeat(usize::from(width)));
        gap(&mut words);
        let told = task::tells_answer(current);
        if task::result(&mut words, current, (width, widths), recite_key, lang) && !told {
            gap(&mut words);
        }
        card::answer(&mut words, note, &current.card.part, told, lang);
        if let Some(slips) = lang.slips_before(&current.card.slips) {
            words.text(BlockKind::Footnote, &slips);
        }
        if let Some(source) = &note.source {
            words.text(BlockKind::Footnote, &lang.source_of(source, source_key));
        }
    }
    words
}

/// The two answers of practice; each can be clicked. The key that goes on gives what is suggested.
fn known_or_not(
    canvas: &mut Canvas,
    area: Area,
    y: u16,
    current: &Current,
    model: &Model,
    lang: Lang,
) {
    let known = current.suggested != Grade::Again;
    let row = column(
        Area {
            y,
            height: 1,
            ..area
        },
        CARD_WIDTH,
    );
    let answers = [
        (Action::GradeAgain, lang.practice_wrong(), Role::Again),
        (Action::GradeGood, lang.practice_right(), Role::Good),
    ];
    for (place, (figure, name, role)) in (0..).zip(answers) {
        let suggested = known == (figure == Action::GradeGood);
        let action = if suggested {
            Action::RevealOrGood
        } else {
            figure
        };
        let item = Area {
            x: row.x + place * (row.width / 2),
            width: row.width / 2,
            ..row
        };
        let key = first_key(model, lang, Context::Review, action).unwrap_or_default();
        let label = if suggested && !current.is_plain() {
            format!("[{key} {name}]")
        } else {
            format!("{key} {name}")
        };
        canvas.text_cut(item, &label, role);
        canvas.click(item, Click::Act(action));
    }
}

/// The four grades with what each leads to, beside it or below it; each can be clicked.
fn grades(canvas: &mut Canvas, area: Area, y: u16, current: &Current, model: &Model, lang: Lang) {
    let plain = current.is_plain();
    let practice = matches!(model.screen(), Some(Screen::Review(review)) if review.practises());
    let height = if practice { 1 } else { grade_rows(area) };
    let row = column(Area { y, height, ..area }, CARD_WIDTH);
    let actions = [
        (Grade::Again, Action::GradeAgain, Role::Again),
        (Grade::Hard, Action::GradeHard, Role::Hard),
        (Grade::Good, Action::GradeGood, Role::Good),
        (Grade::Easy, Action::GradeEasy, Role::Easy),
    ];
    let two = matches!(current.task, Task::TwoButton);
    let offered = |grade: Grade| !two || matches!(grade, Grade::Again | Grade::Good);
    let actions = actions.into_iter().filter(|(grade, ..)| offered(*grade));
    let share = row.width / if two { 2 } else { 4 };
    for (place, (grade, action, role)) in actions.enumerate() {
        let item = Area {
            x: row.x + place as u16 * share,
            width: share,
            ..row
        };
        let key = first_key(model, lang, Context::Review, action).unwrap_or_default();
        let name = match (two, grade) {
            (true, Grade::Again) => lang.forgot(),
            (true, _) => lang.knew(),
            (false, grade) => lang.grade(grade),
        };
        // What is suggested stands in brackets: the key that goes on gives it.
        let label = if grade == current.suggested && !plain {
            let label = format!("[{key} {name}]");
            if canvas.cells(&label) < item.width {
                label
            } else {
                format!(">{key} {name}")
            }
        } else {
            format!("{key} {name}")
        };
        let used = canvas.text_cut(item, &label, role);
        let nth = usize::from(grade.number() - 1);
        let interval = if practice {
            String::new()
        } else {
            current
                .intervals
                .get(nth)
                .map_or(String::new(), |i| lang.interval(*i))
        };
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
