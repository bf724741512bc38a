//! How the model answers a message. Pure: no clock, no files, no random numbers; it never waits.

mod act;
mod answer;
mod import;
mod input;

use super::effect::{Effect, Kept};
use super::model::{Ctx, Model, Start};
use super::msg::Msg;
use super::notice::Notice;
use super::screen::Screen;
use super::screen::today::Today;
use act::act;
use answer::on_answer;
use input::{on_key, on_paste, on_row, on_wheel};

/// Takes a message; what is to be done in the world comes back as data.
pub fn update(model: &mut Model, msg: Msg, ctx: Ctx) -> Vec<Effect> {
    model.now = ctx.now;
    match msg {
        Msg::Started => start(model),
        Msg::Key(key) => on_key(model, key),
        Msg::Paste(text) => {
            on_paste(model, &text);
            Vec::new()
        }
        Msg::Act(action) => {
            model.prompt = None;
            act(model, action)
        }
        Msg::Row(row) => {
            model.prompt = None;
            on_row(model, row)
        }
        Msg::Mark(offset) => {
            model.prompt = None;
            match model.screens.last_mut() {
                Some(Screen::Reader(reader)) => {
                    let outcome = reader.follow_mark(offset);
                    tell(model, outcome)
                }
                _ => Vec::new(),
            }
        }
        Msg::Wheel(notches) => on_wheel(model, notches),
        Msg::Resize(size) => {
            model.size = size;
            let body = model.body();
            let resized = model.screens.iter_mut().map(|screen| match screen {
                Screen::Reader(reader) => reader.resize(body),
                _ => Vec::new(),
            });
            // Blocks go to the page that is shown; one behind it asks when it is turned.
            resized.last().unwrap_or_default()
        }
        Msg::Widths(widths) => {
            model.setting.widths = widths;
            let set = model.screens.iter_mut().map(|screen| match screen {
                Screen::Reader(reader) => reader.set_widths(widths),
                _ => Vec::new(),
            });
            set.last().unwrap_or_default()
        }
        Msg::Fitted(fit) => {
            match model.screens.last_mut() {
                Some(Screen::Help(help)) => help.scroll.fit = fit,
                Some(Screen::Review(review)) => review.scroll.fit = fit,
                Some(Screen::Brief(brief)) => brief.scroll.fit = fit,
                _ => {}
            }
            Vec::new()
        }
        Msg::Quit => leave(model),
        Msg::Idle => {
            let mut effects = save(model);
            if let Some(Screen::Reader(reader)) = model.screens.last() {
                effects.extend(reader.ask_for_pages());
            }
            effects
        }
        Msg::Stale => reload(model),
        answer => on_answer(model, answer),
    }
}

fn start(model: &mut Model) -> Vec<Effect> {
    match model.start.clone() {
        Start::Today => open_today(model),
        Start::Welcome => {
            let mut effects = open_today(model);
            model.screens.push(Screen::Welcome);
            effects.push(Effect::Keep(Kept::Welcomed));
            effects
        }
        Start::Read(id) => vec![Effect::OpenDocument(id)],
        Start::Preview(subject) => vec![Effect::LoadPreview(subject)],
        Start::Brief(scope) => vec![Effect::LoadBrief(scope)],
        Start::Study(wish) => vec![Effect::StartStudy(wish)],
        Start::Review(deck) => vec![Effect::StartSession(deck)],
        Start::Quiz(wish) => vec![Effect::StartQuiz(wish)],
    }
}

fn open_today(model: &mut Model) -> Vec<Effect> {
    model.screens.push(Screen::Today(Today::default()));
    vec![Effect::LoadOverview]
}

/// Shows a sentence and hands on the effects.
fn tell(model: &mut Model, (effects, notice): (Vec<Effect>, Option<Notice>)) -> Vec<Effect> {
    if notice.is_some() {
        model.notice = notice;
    }
    effects
}

/// Leaves the screen; the last one left ends the program.
fn back(model: &mut Model) -> Vec<Effect> {
    if let Some(Screen::Review(review)) = model.screens.last_mut()
        && review.stop()
    {
        return Vec::new();
    }
    let mut effects = match model.screens.pop() {
        Some(Screen::Reader(mut reader)) => reader.save().into_iter().collect(),
        Some(Screen::Review(_)) => vec![Effect::EndSession],
        _ => Vec::new(),
    };
    let now = model.now;
    match model.screens.last_mut() {
        Some(Screen::Review(review)) => review.seen_again(now),
        Some(_) => effects.extend(reload(model)),
        None => effects.extend(leave(model)),
    }
    effects
}

/// Reads anew what the screen shows of cards or documents.
fn reload(model: &Model) -> Vec<Effect> {
    model
        .screen()
        .and_then(Screen::reload)
        .into_iter()
        .collect()
}

fn leave(model: &mut Model) -> Vec<Effect> {
    model.leaving = true;
    save(model)
}

/// What is remembered when nothing happens and at the end: places in documents, how pages are set.
fn save(model: &mut Model) -> Vec<Effect> {
    let readers = model.screens.iter_mut().filter_map(|screen| match screen {
        Screen::Reader(reader) => reader.save(),
        _ => None,
    });
    let mut effects: Vec<Effect> = readers.collect();
    let now = model.remembered();
    let kept = std::mem::replace(&mut model.kept, now);
    if now.column != kept.column {
        effects.push(Effect::Keep(Kept::Column(now.column)));
    }
    if now.theme != kept.theme {
        effects.push(Effect::Keep(Kept::Theme(now.theme)));
    }
    if now.order != kept.order {
        effects.push(Effect::Keep(Kept::Order(now.order)));
    }
    effects
}

#[cfg(test)]
#[path = "update_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "update_library_tests.rs"]
mod library_tests;
