//! Keys, clicks and the wheel: what they mean where one is.

use super::act::{act, choose};
use super::tell;
use crate::app::action::{Action, Context};
use crate::app::effect::Effect;
use crate::app::key::{Key, KeyCode};
use crate::app::keymap::Lookup;
use crate::app::model::Model;
use crate::app::notice::Notice;
use crate::app::prompt::Purpose;
use crate::app::screen::Screen;
use crate::app::screen::study::Choice;
use crate::domain::doc::DocumentEdit;

pub(super) fn on_key(model: &mut Model, key: Key) -> Vec<Effect> {
    if model.prompt.is_some() {
        return on_prompt_key(model, key);
    }
    model.notice = None;
    let context = model.screen().map_or(Context::Global, Screen::context);
    if context == Context::Typing {
        return on_typing_key(model, key);
    }
    let now = model.now;
    if let (Some(Screen::Review(review)), Some(index)) = (model.screens.last_mut(), place(key))
        && review.picks() > index
    {
        let outcome = review.pick(index, now);
        return tell(model, outcome);
    }
    if matches!(model.screen(), Some(Screen::Review(review)) if review.is_surplus(key, now)) {
        return Vec::new();
    }
    if let (Some(Screen::Reader(reader)), Some(digit)) = (model.screens.last_mut(), digit(key)) {
        model.pending.clear();
        reader.digit(digit);
        return Vec::new();
    }
    let gave_up = key == Key::plain(KeyCode::Esc)
        && (give_up_half_typed(model) || clear_search(model) || give_up_filter(model));
    if gave_up {
        return Vec::new();
    }
    model.pending.push(key);
    let mut lookup = model.keymap.lookup(context, &model.pending);
    if lookup == Lookup::None && model.pending.len() > 1 {
        model.pending = vec![key];
        lookup = model.keymap.lookup(context, &model.pending);
    }
    match lookup {
        Lookup::Action(action) => {
            model.pending.clear();
            act(model, action)
        }
        Lookup::Prefix => Vec::new(),
        Lookup::None => {
            give_up_half_typed(model);
            if let Some(Screen::Library(library)) = model.screens.last_mut() {
                library.forget_question();
            }
            if matches!(model.screen(), Some(Screen::Welcome)) {
                model.screens.pop();
            } else {
                model.notice = Some(Notice::NoSuchKey(key.to_string()));
            }
            Vec::new()
        }
    }
}

/// Forgets keys that wait for another one; whether there were any.
fn give_up_half_typed(model: &mut Model) -> bool {
    let digits = match model.screens.last_mut() {
        Some(Screen::Reader(reader)) => reader.drop_digits(),
        _ => false,
    };
    let keys = !std::mem::take(&mut model.pending).is_empty();
    digits || keys
}

/// Takes the marks of a search off the page; whether there were any.
fn clear_search(model: &mut Model) -> bool {
    match model.screens.last_mut() {
        Some(Screen::Reader(reader)) => reader.clear_search(),
        _ => false,
    }
}

/// Shows all documents again; whether a filter had hidden some.
fn give_up_filter(model: &mut Model) -> bool {
    let filtered =
        matches!(model.screen(), Some(Screen::Library(library)) if !library.filter().is_empty());
    filter(model, "");
    filtered
}

/// Filters the Library, if that is what is shown.
fn filter(model: &mut Model, text: &str) {
    let rows = usize::from(model.body().height);
    if let Some(Screen::Library(library)) = model.screens.last_mut() {
        library.set_filter(text, rows);
    }
}

/// Takes pasted text where text is entered.
pub(super) fn on_paste(model: &mut Model, text: &str) {
    if let Some(prompt) = &mut model.prompt {
        prompt.insert(text);
        edited(model);
    } else if let Some(Screen::Review(review)) = model.screens.last_mut() {
        model.notice = (!review.insert(text)).then_some(Notice::TextCut);
    }
}

/// A key where an answer is typed.
fn on_typing_key(model: &mut Model, key: Key) -> Vec<Effect> {
    model.pending.clear();
    match (model.keymap.lookup(Context::Typing, &[key]), key.typed()) {
        (Lookup::Action(action), _) => act(model, action),
        (_, Some(c)) => {
            on_paste(model, c.encode_utf8(&mut [0; 4]));
            Vec::new()
        }
        _ => {
            model.notice = Some(Notice::NoSuchKey(key.to_string()));
            Vec::new()
        }
    }
}

/// The place in a list that a figure from 1 to 9 names, from 0.
fn place(key: Key) -> Option<usize> {
    let figure = digit(key)?.to_digit(10)?;
    (figure as usize).checked_sub(1)
}

/// Does at once what follows from a line that is not accepted yet.
fn edited(model: &mut Model) {
    if let Some(prompt) = model
        .prompt
        .as_ref()
        .filter(|p| p.purpose == Purpose::Filter)
    {
        let text = prompt.text().to_owned();
        filter(model, &text);
    }
}

fn digit(key: Key) -> Option<char> {
    match key.typed() {
        Some(c) if c.is_ascii_digit() => Some(c),
        _ => None,
    }
}

fn on_prompt_key(model: &mut Model, key: Key) -> Vec<Effect> {
    // What was wrong with the line has been read.
    model.notice = None;
    let Some(prompt) = &mut model.prompt else {
        return Vec::new();
    };
    match (model.keymap.lookup(Context::Prompt, &[key]), key.typed()) {
        (Lookup::Action(Action::Cancel | Action::Quit), _) => {
            if prompt.purpose == Purpose::Filter {
                filter(model, "");
            }
            model.prompt = None;
            Vec::new()
        }
        (Lookup::Action(Action::Accept), _) => accept(model),
        (Lookup::Action(action), _) if action.info().works_in(Context::Prompt) => {
            prompt.act(action);
            edited(model);
            Vec::new()
        }
        (_, Some(c)) => {
            prompt.insert(c.encode_utf8(&mut [0; 4]));
            edited(model);
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// Takes the line that was entered.
fn accept(model: &mut Model) -> Vec<Effect> {
    let Some(prompt) = model.prompt.take() else {
        return Vec::new();
    };
    let text = prompt.text().trim().to_owned();
    if text.is_empty() && !matches!(prompt.purpose, Purpose::Author(_)) {
        return Vec::new();
    }
    match prompt.purpose {
        Purpose::Find => {
            let Some(Screen::Reader(reader)) = model.screens.last_mut() else {
                return Vec::new();
            };
            let outcome = reader.find(&text);
            tell(model, outcome)
        }
        Purpose::Filter => {
            // It was taken while it was typed.
            model.notice = Some(Notice::Filtered(text));
            Vec::new()
        }
        Purpose::Tag => match model.screens.last() {
            Some(Screen::Study(menu)) => {
                vec![Effect::StartStudy(menu.wish(Choice::Tag(text)))]
            }
            _ => Vec::new(),
        },
        Purpose::ImportPath => {
            model.notice = Some(Notice::Importing(text.clone(), None));
            vec![Effect::Import {
                path: text,
                open: true,
            }]
        }
        Purpose::Title(id) => {
            let Some(edit) = DocumentEdit::new().titled(&text) else {
                return Vec::new();
            };
            model.notice = Some(Notice::Renamed(text));
            vec![Effect::EditDocument(id, edit), Effect::LoadShelf]
        }
        Purpose::Author(id) => {
            let edit = DocumentEdit::new().by(&text);
            model.notice = Some(if text.is_empty() {
                Notice::AuthorCleared
            } else {
                Notice::AuthorSet(text)
            });
            vec![Effect::EditDocument(id, edit), Effect::LoadShelf]
        }
    }
}

/// A click on a row of a list chooses it; on the chosen row it opens it.
pub(super) fn on_row(model: &mut Model, row: usize) -> Vec<Effect> {
    let rows = usize::from(model.body().height);
    if let Some(Screen::Study(menu)) = model.screens.last_mut() {
        let chosen = menu.click(row);
        return choose(model, chosen);
    }
    let (cursor, length, open) = match model.screens.last_mut() {
        Some(Screen::Library(library)) => (
            &mut library.cursor,
            library.shelf.len(),
            Action::OpenDocument,
        ),
        Some(Screen::Contents(contents)) => (
            &mut contents.cursor,
            contents.entries.len(),
            Action::GoToHeading,
        ),
        Some(Screen::Review(review)) => {
            let outcome = review.pick(row, model.now);
            return tell(model, outcome);
        }
        Some(Screen::Today(today)) => {
            let decks = today
                .overview
                .as_ref()
                .map_or(0, |overview| overview.decks.len());
            (&mut today.cursor, decks, Action::ReviewDeck)
        }
        _ => return Vec::new(),
    };
    let again = cursor.row() == row;
    cursor.choose(row, length, rows);
    if again { act(model, open) } else { Vec::new() }
}

pub(super) fn on_wheel(model: &mut Model, notches: i16) -> Vec<Effect> {
    const LINES: usize = 3;
    if let Some(Screen::Review(review)) = model.screens.last_mut()
        && review.is_typing()
    {
        review.scroll.move_by(notches.saturating_mul(LINES as i16));
        return Vec::new();
    }
    let down = notches > 0;
    let action = match (model.screen(), down) {
        (Some(Screen::Reader(_)), true) => Action::LineDown,
        (Some(Screen::Reader(_)), false) => Action::LineUp,
        (_, true) => Action::Down,
        (_, false) => Action::Up,
    };
    let count = usize::from(notches.unsigned_abs()) * LINES;
    (0..count).flat_map(|_| act(model, action)).collect()
}
