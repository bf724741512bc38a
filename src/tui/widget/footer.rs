//! The bottom row: a line being entered, else what there is to say, else the keys that matter.

use super::words::broken;
use crate::app::action::{Action, Context};
use crate::app::area::Area;
use crate::app::config::Role;
use crate::app::model::Model;
use crate::app::notice::Notice;
use crate::app::prompt::{Prompt, Purpose};
use crate::app::screen::review::{Current, Review, Stage};
use crate::app::screen::task::Task;
use crate::app::screen::today::NextThing;
use crate::app::screen::{Screen, brief};
use crate::domain::srs::Grade;
use crate::domain::text::SafeText;
use crate::domain::time::Moment;
use crate::locale::Lang;
use crate::tui::canvas::{Canvas, Click};

/// Draws the row.
pub fn draw(canvas: &mut Canvas, area: Area, model: &Model, lang: Lang) {
    let area = Area {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    };
    if let Some(prompt) = &model.prompt {
        entry(canvas, area, prompt, lang);
        if let (Some(Notice::Failed(failure)), Some(y)) = (&model.notice, area.y.checked_sub(1)) {
            say(
                canvas,
                Area { y, ..area },
                &lang.failure(failure),
                Role::Error,
            );
        }
    } else if let Some(notice) = &model.notice {
        let failed = matches!(notice, Notice::Failed(_));
        let role = if failed { Role::Error } else { Role::Accent };
        let context = model.screen().map_or(Context::Global, Screen::context);
        let key_of = |action| first_key(model, lang, context, action);
        say(canvas, area, &lang.notice(notice, key_of), role);
    } else if let Some(typed) = half_typed(model) {
        canvas.text(area, &lang.bottom_pending(&typed), Role::Accent);
    } else {
        keys(canvas, area, model, lang);
    }
}

/// A sentence, over up to three rows: half of one may leave out what to do.
fn say(canvas: &mut Canvas, area: Area, sentence: &str, role: Role) {
    const MOST: usize = 3;
    let mut lines = broken(sentence, canvas.column(area.width));
    let rows = lines.len().min(MOST).min(usize::from(area.y) + 1);
    // The last row says by its cut that there is more.
    let rest = lines.split_off(rows.saturating_sub(1)).join(" ");
    lines.push(rest);
    let top = area.y + 1 - rows as u16;
    for (y, line) in (top..).zip(&lines) {
        let row = Area { y, ..area };
        canvas.clear(Area {
            x: 0,
            width: area.width + 2,
            ..row
        });
        canvas.text_cut(row, line, role);
    }
}

/// Keys that wait for another one.
fn half_typed(model: &Model) -> Option<String> {
    let digits = match model.screen() {
        Some(Screen::Reader(reader)) => reader.digits(),
        _ => "",
    };
    let keys: Vec<String> = model.pending.iter().map(ToString::to_string).collect();
    let typed = format!("{digits}{}", keys.join(" "));
    (!typed.is_empty()).then_some(typed)
}

fn entry(canvas: &mut Canvas, area: Area, prompt: &Prompt, lang: Lang) {
    let label = match prompt.purpose {
        Purpose::Find => lang.ask_find(),
        Purpose::Filter => lang.ask_filter(),
        Purpose::ImportPath => lang.ask_path(),
        Purpose::Tag => lang.ask_tag(),
        Purpose::Title(_) => lang.ask_title(),
        Purpose::Author(_) => lang.ask_author(),
    };
    let used = canvas.text(area, label, Role::Accent);
    let field = Area {
        x: area.x + used,
        width: area.width - used,
        ..area
    };
    // The end of a long line is what is being typed.
    let before = SafeText::new(prompt.before_cursor()).to_string();
    let mut hidden = 0;
    while canvas.cells(before.get(hidden..).unwrap_or_default()) >= field.width.max(1) {
        hidden += before
            .get(hidden..)
            .and_then(|s| s.chars().next())
            .map_or(1, char::len_utf8);
    }
    let shown = before.get(hidden..).unwrap_or_default();
    let at = canvas.text(field, shown, Role::Text);
    let after = prompt
        .text()
        .get(prompt.before_cursor().len()..)
        .unwrap_or_default();
    let rest = Area {
        x: field.x + at,
        width: field.width - at,
        ..field
    };
    canvas.text(rest, after, Role::Text);
    canvas.painted.cursor = Some((field.x + at, field.y));
}

/// The keys that matter on this screen, as many as fit; each can be clicked.
fn keys(canvas: &mut Canvas, area: Area, model: &Model, lang: Lang) {
    let Some(screen) = model.screen() else { return };
    let context = screen.context();
    let mut x = area.x;
    for action in actions(screen)
        .iter()
        .filter(|a| does_something(screen, **a, model.now) && !is_next_thing(screen, **a))
    {
        let Some(key) = first_key(model, lang, context, *action) else {
            continue;
        };
        let name = name(screen, *action, lang);
        let width = canvas
            .cells(&key)
            .saturating_add(canvas.cells(name))
            .saturating_add(1);
        let left = (area.x + area.width).saturating_sub(x);
        if width > left {
            continue;
        }
        let item = Area { x, width, ..area };
        let used = canvas.text(item, &key, Role::Accent);
        let label = Area {
            x: x + used + 1,
            width: width - used - 1,
            ..area
        };
        canvas.text(label, name, Role::Dim);
        canvas.click(item, Click::Act(*action));
        x += width + 2;
    }
}

/// What an action is called here.
fn name(screen: &Screen, action: Action, lang: Lang) -> &'static str {
    match (action, screen) {
        (Action::RevealOrGood, Screen::Review(review)) => match review.current() {
            Some(current) if !current.revealed => match &current.task {
                Task::Sort(sort) if sort.has_choice() => lang.sort_close(),
                _ => lang.show_answer(),
            },
            Some(current) if review.asks_known_or_not() && current.suggested == Grade::Again => {
                lang.practice_wrong()
            }
            Some(_) if review.asks_known_or_not() => lang.practice_right(),
            Some(current) if matches!(current.task, Task::TwoButton) => lang.knew(),
            Some(current) => lang.grade(current.suggested),
            None if review.is_quiz() => lang.go_on_quiz(),
            None => lang.go_on(),
        },
        (Action::Cancel, Screen::Review(review)) => match review.current().map(|it| &it.task) {
            Some(Task::Recite(recite)) if recite.is_again() => lang.back_to_result(),
            _ => lang.turn_to_flip(),
        },
        (Action::BuryCard, Screen::Review(review)) if review.practises() => lang.pass_over(),
        (Action::UndoTyping, Screen::Review(review)) if !review.has_typed() => {
            lang.action(Action::Undo).name
        }
        (Action::Proceed, Screen::Brief(brief)) => match brief.stage {
            brief::Stage::Asking(_, true) => lang.knew_it(),
            brief::Stage::Asking(_, false) => lang.show_answer(),
            _ => lang.action(action).name,
        },
        _ => lang.action(action).name,
    }
}

/// The best known key of an action, in this context or everywhere, by its name on a keyboard.
pub fn first_key(model: &Model, lang: Lang, context: Context, action: Action) -> Option<String> {
    let own = model.keymap.keys_of(context, action);
    let keys = if own.is_empty() {
        model.keymap.keys_of(Context::Global, action)
    } else {
        own
    };
    keys.first().map(|key| lang.key(key))
}

/// Whether an action has something to do where one is. A key may still be pressed where it has
/// not: it says why.
fn does_something(screen: &Screen, action: Action, now: Moment) -> bool {
    match (screen, action) {
        (Screen::Today(today), Action::ReviewDeck | Action::StartBrief) => today.chosen().is_some(),
        (
            Screen::Library(library),
            Action::RenameDocument
            | Action::SetAuthor
            | Action::RemoveDocument
            | Action::CheckDocument,
        ) => library.chosen().is_some_and(|entry| !entry.shipped),
        (Screen::Library(library), Action::OpenDocument | Action::StartBrief) => {
            library.chosen().is_some()
        }
        (Screen::Reader(reader), Action::FindNext | Action::FindPrevious) => {
            reader.finder().is_some()
        }
        (
            Screen::Preview(preview),
            Action::FlipJoin | Action::NextDoubt | Action::PreviousDoubt,
        ) => preview.seam().is_some(),
        (Screen::Reader(reader), Action::JumpBack) => reader.has_jumped(),
        (Screen::Brief(brief), Action::Down) => brief.scroll.has_more_below(),
        (Screen::Review(review), Action::RevealOrGood) => {
            !matches!(review.stage, Stage::Done { .. }) || review.can_go_on(now)
        }
        (Screen::Review(review), Action::Undo) => {
            review.can_undo() && !review.current().is_some_and(Current::can_take_back)
        }
        (Screen::Review(review), Action::TakeBack) => {
            review.current().is_some_and(Current::can_take_back)
        }
        (Screen::Review(review), Action::Redo) => review.can_redo(),
        (Screen::Review(review), Action::ShowHint) => {
            review.current().is_some_and(Current::has_hint)
        }
        (Screen::Review(review), Action::UndoTyping) => review.has_typed() || review.can_undo(),
        (Screen::Review(review), Action::NewLine) => review
            .current()
            .is_some_and(|current| matches!(current.task, Task::Recite(_))),
        (Screen::Review(review), Action::ReciteOn) => {
            review.current().is_some_and(Current::can_recite_on)
        }
        (Screen::Review(review), Action::NextMode) => {
            review.current().is_some_and(|current| !current.revealed)
        }
        (Screen::Review(review), Action::ShowSource) => review
            .current()
            .is_some_and(|current| current.card.note.source.is_some()),
        _ => true,
    }
}

/// Whether an action is what Today proposes: the key for that is named already, and room is dear.
fn is_next_thing(screen: &Screen, action: Action) -> bool {
    let Screen::Today(today) = screen else {
        return false;
    };
    let proposed = today.overview.as_ref().map(|it| match it.next_thing() {
        NextThing::Review => Action::StartReview,
        NextThing::Read | NextThing::BeginReading => Action::ContinueReading,
        NextThing::Library => Action::OpenLibrary,
    });
    proposed == Some(action)
}

/// The actions named in the bottom row of a session, the most important first.
fn review_actions(review: &Review) -> &'static [Action] {
    use Action as A;
    match &review.stage {
        Stage::Blocked(..) => &[A::Retry, A::Back],
        Stage::Waiting => &[A::Help, A::Back],
        Stage::Done { .. } if review.scroll.has_more_below() => {
            &[A::RevealOrGood, A::Back, A::Down, A::Undo, A::Redo]
        }
        Stage::Done { .. } => &[A::RevealOrGood, A::Back, A::Help, A::Undo, A::Redo],
        _ if review.is_typing() => &[
            A::Accept,
            A::Cancel,
            A::ShowHint,
            A::NewLine,
            A::UndoTyping,
            A::Quit,
        ],
        // Part of the card is below the last row.
        Stage::Asking(_) if review.scroll.has_more_below() => &[
            A::RevealOrGood,
            A::Down,
            A::Help,
            A::Back,
            A::TakeBack,
            A::ShowHint,
            A::ShowSource,
            A::NextMode,
            A::Undo,
            A::Redo,
        ],
        Stage::Asking(_) => &[
            A::RevealOrGood,
            A::Help,
            A::Back,
            A::TakeBack,
            A::ReciteOn,
            A::ShowHint,
            A::ShowSource,
            A::NextMode,
            A::Undo,
            A::Redo,
            A::BuryCard,
            A::SuspendCard,
        ],
    }
}

/// The actions named in the bottom row, the most important first.
fn actions(screen: &Screen) -> &'static [Action] {
    use Action as A;
    match screen {
        Screen::Welcome => &[
            A::StartReview,
            A::ContinueReading,
            A::OpenLibrary,
            A::Help,
            A::Quit,
        ],
        Screen::Today(_) => &[
            A::NextThing,
            A::Help,
            A::Quit,
            A::StartReview,
            A::OpenLibrary,
            A::ContinueReading,
            A::ReviewDeck,
            A::StartBrief,
            A::CustomStudy,
        ],
        Screen::Library(_) => &[
            A::OpenDocument,
            A::Help,
            A::Back,
            A::ImportDocument,
            A::FilterDocuments,
            A::SortDocuments,
            A::RenameDocument,
            A::RemoveDocument,
            A::CheckDocument,
            A::StartBrief,
            A::SetAuthor,
        ],
        Screen::Reader(_) => &[
            A::NextPage,
            A::PreviousPage,
            A::Help,
            A::Back,
            A::FindNext,
            A::FindPrevious,
            A::Contents,
            A::Find,
            A::JumpBack,
            A::StartBrief,
        ],
        Screen::Contents(_) => &[A::GoToHeading, A::Help, A::Back, A::Down, A::Up],
        Screen::Preview(_) => &[
            A::ImportDecided,
            A::FlipJoin,
            A::NextDoubt,
            A::Help,
            A::Back,
            A::PreviousDoubt,
        ],
        Screen::Brief(brief) => match &brief.stage {
            brief::Stage::Choosing if brief.scroll.has_more_below() => &[
                A::Proceed,
                A::Down,
                A::Back,
                A::MoreMinutes,
                A::FewerMinutes,
            ],
            brief::Stage::Choosing => &[A::Proceed, A::MoreMinutes, A::FewerMinutes, A::Back],
            brief::Stage::Asking(..) => &[A::Proceed, A::Missed, A::Down, A::Help, A::Back],
            brief::Stage::Missed(_) => &[A::AskToday, A::Proceed, A::Down, A::Back],
            brief::Stage::Done => &[A::Back, A::Down],
            _ => &[A::Proceed, A::Help, A::Back],
        },
        Screen::Review(review) => review_actions(review),
        Screen::Study(_) => &[
            A::StartStudy,
            A::Down,
            A::Up,
            A::Back,
            A::StudyMore,
            A::StudyLess,
            A::StudyScope,
            A::StudySchedules,
            A::Help,
        ],
        Screen::Help(_) => &[A::Back, A::Down, A::Up],
    }
}
