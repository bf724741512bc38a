//! How the model answers a message. Pure: no clock, no files, no random numbers; it never waits.

use super::action::{Action, Context};
use super::effect::{Effect, Kept};
use super::key::{Key, KeyCode};
use super::keymap::Lookup;
use super::model::{Ctx, Model, Start};
use super::msg::Msg;
use super::notice::{Failure, Notice};
use super::prompt::{Prompt, Purpose};
use super::screen::contents::Contents;
use super::screen::help::Help;
use super::screen::library::{Library, Wish};
use super::screen::reader::{Opened, Reader};
use super::screen::review::Review;
use super::screen::today::{NextThing, Today};
use super::screen::{Screen, reader};

/// Takes a message; what is to be done in the world comes back as data.
pub fn update(model: &mut Model, msg: Msg, ctx: Ctx) -> Vec<Effect> {
    model.now = ctx.now;
    match msg {
        Msg::Started => start(model),
        Msg::Key(key) => on_key(model, key),
        Msg::Paste(text) => {
            if let Some(prompt) = &mut model.prompt {
                prompt.insert(&text);
            }
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
        Msg::Overflow(rows) => {
            match model.screens.last_mut() {
                Some(Screen::Help(help)) => help.overflow = rows,
                Some(Screen::Review(review)) => review.overflow = rows,
                _ => {}
            }
            Vec::new()
        }
        Msg::Quit => leave(model),
        Msg::Idle => save(model),
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
        Start::Review(deck) => vec![Effect::StartSession(deck)],
    }
}

fn open_today(model: &mut Model) -> Vec<Effect> {
    model.screens.push(Screen::Today(Today::default()));
    vec![Effect::LoadOverview]
}

fn on_key(model: &mut Model, key: Key) -> Vec<Effect> {
    if model.prompt.is_some() {
        return on_prompt_key(model, key);
    }
    model.notice = None;
    let context = model.screen().map_or(Context::Global, Screen::context);
    if let (Some(Screen::Reader(reader)), Some(digit)) = (model.screens.last_mut(), digit(key)) {
        model.pending.clear();
        reader.digit(digit);
        return Vec::new();
    }
    if key == Key::plain(KeyCode::Esc) && give_up_half_typed(model) {
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

fn digit(key: Key) -> Option<char> {
    match key.typed() {
        Some(c) if c.is_ascii_digit() => Some(c),
        _ => None,
    }
}

fn on_prompt_key(model: &mut Model, key: Key) -> Vec<Effect> {
    let Some(prompt) = &mut model.prompt else {
        return Vec::new();
    };
    match (model.keymap.lookup(Context::Prompt, &[key]), key.typed()) {
        (Lookup::Action(Action::Cancel | Action::Quit), _) => {
            model.prompt = None;
            Vec::new()
        }
        (Lookup::Action(Action::Accept), _) => accept(model),
        (Lookup::Action(action), _) if action.info().works_in(Context::Prompt) => {
            prompt.act(action);
            Vec::new()
        }
        (_, Some(c)) => {
            prompt.insert(c.encode_utf8(&mut [0; 4]));
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
    if text.is_empty() {
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
        Purpose::ImportPath => {
            model.notice = Some(Notice::Importing(text.clone()));
            vec![Effect::Import {
                path: text,
                open: true,
            }]
        }
        Purpose::Title(id) => {
            model.notice = Some(Notice::Renamed(text.clone()));
            vec![Effect::Rename(id, text), Effect::LoadShelf]
        }
    }
}

fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    model.notice = None;
    if matches!(model.screen(), Some(Screen::Welcome)) {
        model.screens.pop();
        if action == Action::Back {
            return Vec::new();
        }
    }
    match action {
        Action::Quit => leave(model),
        Action::Back => back(model),
        Action::Redraw => vec![Effect::Redraw],
        Action::SuspendProgram => vec![Effect::Suspend],
        Action::ToggleMouse => {
            model.mouse = !model.mouse;
            model.notice = Some(Notice::Mouse(model.mouse));
            vec![Effect::CaptureMouse(model.mouse)]
        }
        Action::Help => {
            let context = model.screen().map_or(Context::Global, Screen::context);
            model.screens.push(Screen::Help(Help::new(context)));
            Vec::new()
        }
        _ => act_on_screen(model, action),
    }
}

fn act_on_screen(model: &mut Model, action: Action) -> Vec<Effect> {
    let body = model.body();
    let rows = usize::from(body.height);
    let now = model.now;
    match model.screens.last_mut() {
        Some(Screen::Today(_)) => act_on_today(model, action),
        Some(Screen::Library(library)) => {
            let wish = library.act(action, rows);
            grant(model, wish)
        }
        Some(Screen::Reader(_)) => act_on_reader(model, action),
        Some(Screen::Contents(contents)) => match contents.act(action, rows) {
            Some(offset) => {
                model.screens.pop();
                match model.screens.last_mut() {
                    Some(Screen::Reader(reader)) => reader.go_to(offset),
                    _ => Vec::new(),
                }
            }
            None => Vec::new(),
        },
        Some(Screen::Review(review)) => {
            let outcome = review.act(action, body.height, now);
            tell(model, outcome)
        }
        Some(Screen::Help(help)) => {
            help.act(action, body.height);
            Vec::new()
        }
        Some(Screen::Welcome) | None => Vec::new(),
    }
}

fn act_on_today(model: &mut Model, action: Action) -> Vec<Effect> {
    let height = usize::from(model.body().height);
    let Some(Screen::Today(today)) = model.screens.last_mut() else {
        return Vec::new();
    };
    let Some(overview) = &today.overview else {
        return Vec::new();
    };
    let next = match (action, overview.next_thing()) {
        (Action::StartReview, _) => NextThing::Review,
        (Action::NextThing, next) => next,
        (Action::ContinueReading, _) => NextThing::Read,
        (Action::OpenLibrary, _) => NextThing::Library,
        (Action::ReviewDeck, _) => {
            let deck = today.chosen().map(|deck| deck.id.clone());
            return vec![Effect::StartSession(deck)];
        }
        _ => {
            today.act(action, height);
            return Vec::new();
        }
    };
    match next {
        NextThing::Review if overview.left() == 0 => {
            model.notice = Some(Notice::NothingDue);
            Vec::new()
        }
        NextThing::Review => vec![Effect::StartSession(None)],
        NextThing::Read | NextThing::BeginReading => {
            let document = overview.to_read().cloned();
            if document.is_none() {
                model.notice = Some(Notice::NothingToRead);
            }
            document.map(Effect::OpenDocument).into_iter().collect()
        }
        NextThing::Library => {
            model.screens.push(Screen::Library(Library::default()));
            vec![Effect::LoadShelf]
        }
    }
}

fn act_on_reader(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(Screen::Reader(reader)) = model.screens.last_mut() else {
        return Vec::new();
    };
    match action {
        Action::Contents => vec![Effect::LoadToc(reader.id().clone())],
        Action::Find => {
            model.prompt = Some(Prompt::new(Purpose::Find, String::new()));
            Vec::new()
        }
        Action::NextTheme => {
            model.theme = model.theme.next();
            Vec::new()
        }
        _ => {
            let outcome = reader.act(action);
            model.setting = reader.setting();
            tell(model, outcome)
        }
    }
}

/// Does what the library wants.
fn grant(model: &mut Model, wish: Option<Wish>) -> Vec<Effect> {
    match wish {
        Some(Wish::Remove(id, title)) => {
            model.notice = Some(Notice::Removed(title));
            vec![Effect::Remove(id), Effect::LoadShelf]
        }
        Some(Wish::Do(effect)) => vec![effect],
        Some(Wish::Say(notice)) => {
            model.notice = Some(notice);
            Vec::new()
        }
        Some(Wish::AskPath) => {
            model.prompt = Some(Prompt::new(Purpose::ImportPath, String::new()));
            Vec::new()
        }
        Some(Wish::AskTitle(id, title)) => {
            model.prompt = Some(Prompt::new(Purpose::Title(id), title));
            Vec::new()
        }
        None => Vec::new(),
    }
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
    let mut effects = match model.screens.pop() {
        Some(Screen::Reader(mut reader)) => reader.save().into_iter().collect(),
        Some(Screen::Review(_)) => vec![Effect::EndSession],
        _ => Vec::new(),
    };
    match model.screens.last() {
        Some(Screen::Today(_)) => effects.push(Effect::LoadOverview),
        Some(Screen::Library(_)) => effects.push(Effect::LoadShelf),
        Some(_) => {}
        None => effects.extend(leave(model)),
    }
    effects
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
    let (column, theme) = (model.setting.column, model.theme);
    let (kept_column, kept_theme) = std::mem::replace(&mut model.kept, (column, theme));
    if column != kept_column {
        effects.push(Effect::Keep(Kept::Column(column)));
    }
    if theme != kept_theme {
        effects.push(Effect::Keep(Kept::Theme(theme)));
    }
    effects
}

/// A click on a row of a list chooses it; on the chosen row it opens it.
fn on_row(model: &mut Model, row: usize) -> Vec<Effect> {
    let rows = usize::from(model.body().height);
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

fn on_wheel(model: &mut Model, notches: i16) -> Vec<Effect> {
    const LINES: usize = 3;
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

fn on_answer(model: &mut Model, answer: Msg) -> Vec<Effect> {
    let rows = usize::from(model.body().height);
    let now = model.now;
    match (answer, model.screens.last_mut()) {
        (Msg::Overview(overview), _) => {
            for screen in &mut model.screens {
                if let Screen::Today(today) = screen {
                    today
                        .cursor
                        .choose(today.cursor.row(), overview.decks.len(), rows);
                    today.overview = Some(overview.clone());
                }
            }
            Vec::new()
        }
        (Msg::Shelf(shelf), Some(Screen::Library(library))) => {
            library.set(shelf, rows);
            Vec::new()
        }
        (Msg::Opened(opened), _) => open_reader(model, *opened),
        (Msg::Blocks(window), Some(Screen::Reader(reader))) => {
            reader.arrive(window);
            Vec::new()
        }
        (Msg::Toc(id, entries), Some(Screen::Reader(reader))) if *reader.id() == id => {
            if entries.is_empty() {
                model.notice = Some(Notice::NoContents);
            } else {
                let contents = Contents::new(entries, reader.top(), rows);
                model.screens.push(Screen::Contents(contents));
            }
            Vec::new()
        }
        (Msg::Found(hit, wrapped), Some(Screen::Reader(reader))) => {
            let outcome = reader.found(hit, wrapped);
            tell(model, outcome)
        }
        (Msg::Imported { id, title, open }, _) => {
            model.notice = Some(Notice::Imported(title));
            // Who reads, reviews or types by now is not torn away from it.
            let free = matches!(
                model.screen(),
                None | Some(Screen::Library(_) | Screen::Today(_))
            );
            if open && free && model.prompt.is_none() {
                vec![Effect::OpenDocument(id)]
            } else {
                vec![Effect::LoadShelf]
            }
        }
        (Msg::Session(session), _) => {
            let (review, effects) = Review::new(*session, now);
            model.screens.push(Screen::Review(Box::new(review)));
            effects
        }
        (Msg::Dealt(card), Some(Screen::Review(review))) => {
            review.dealt(*card, now);
            Vec::new()
        }
        (Msg::Gone(key), Some(Screen::Review(review))) => review.gone(key, now),
        (Msg::Recorded(state), Some(Screen::Review(review))) => {
            let outcome = review.recorded(&state, now);
            tell(model, outcome)
        }
        (Msg::Undone(undone), Some(Screen::Review(review))) => {
            let notice = if undone.is_some() {
                Notice::Undone
            } else {
                Notice::NothingToUndo
            };
            model.notice = Some(notice);
            undone.map_or(Vec::new(), |undone| review.undone(&undone))
        }
        (Msg::Failed(failure, effect), _) => fail(model, failure, effect),
        _ => Vec::new(),
    }
}

fn fail(model: &mut Model, failure: Failure, effect: Option<Box<Effect>>) -> Vec<Effect> {
    match (model.screens.last_mut(), effect.map(|effect| *effect)) {
        (Some(Screen::Review(review)), Some(effect @ Effect::Record(_))) => {
            review.refused(failure, effect);
        }
        _ => model.notice = Some(Notice::Failed(failure)),
    }
    // What the program was started for could not be done: Today takes its place.
    if model.screens.is_empty() {
        model.start = Start::Today;
        return open_today(model);
    }
    Vec::new()
}

fn open_reader(model: &mut Model, opened: Opened) -> Vec<Effect> {
    if let Some(title) = &opened.instead_of {
        model.notice = Some(Notice::GuideInstead(title.clone()));
    }
    let mut reader = Reader::new(opened, reader::body_of(model.size), model.setting);
    let effects = reader.look_ahead();
    model.screens.push(Screen::Reader(Box::new(reader)));
    effects
}

#[cfg(test)]
#[path = "update_tests.rs"]
mod tests;
