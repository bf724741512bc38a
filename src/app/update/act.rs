//! What actions do on each screen.

use super::{back, leave, open_today, tell};
use crate::app::action::{Action, Context};
use crate::app::area::{CARD_WIDTH, column};
use crate::app::effect::Effect;
use crate::app::entry::Shape;
use crate::app::model::Model;
use crate::app::notice::Notice;
use crate::app::prompt::{Prompt, Purpose};
use crate::app::screen::Screen;
use crate::app::screen::brief::Scope;
use crate::app::screen::help::Help;
use crate::app::screen::library::{Library, Wish};
use crate::app::screen::study::{Chosen, Menu};
use crate::app::screen::today::NextThing;

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    model.notice = None;
    if matches!(model.screen(), Some(Screen::Welcome)) {
        model.screens.pop();
        // The keys one presses to go on do no more than that.
        if matches!(action, Action::Back | Action::NextThing) {
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
        Some(Screen::Contents(contents)) if action == Action::FoldRepeats => {
            let Some((id, folded, count)) = contents.fold(rows) else {
                model.notice = Some(Notice::NoRepeats);
                return Vec::new();
            };
            model.notice = Some(Notice::RepeatsFolded { count, folded });
            vec![Effect::FoldRepeats(id, folded)]
        }
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
        Some(Screen::Review(review)) if review.is_typing() => {
            let shape = Shape {
                width: column(body, CARD_WIDTH).width,
                widths: model.setting.widths,
            };
            let outcome = review.edit(action, shape, now);
            tell(model, outcome)
        }
        Some(Screen::Review(review)) => {
            let outcome = review.act(action, now);
            tell(model, outcome)
        }
        Some(Screen::Brief(brief)) => {
            let outcome = brief.act(action, now);
            tell(model, outcome)
        }
        Some(Screen::Preview(preview)) if action == Action::ImportDecided => {
            let path = preview.draft().path.clone();
            let decisions = preview.decisions().clone();
            model.screens.pop();
            let mut effects = Vec::new();
            if model.screens.is_empty() {
                effects = open_today(model);
            }
            model.notice = Some(Notice::Importing(path.clone(), None));
            effects.push(Effect::ImportDecided { path, decisions });
            effects
        }
        Some(Screen::Preview(preview)) => {
            let outcome = preview.act(action);
            tell(model, outcome)
        }
        Some(Screen::Study(menu)) => {
            let chosen = menu.act(action);
            choose(model, chosen)
        }
        Some(Screen::Help(help)) => {
            help.act(action);
            Vec::new()
        }
        Some(Screen::Welcome) | None => Vec::new(),
    }
}

/// Does what the menu of custom study wants.
pub(super) fn choose(model: &mut Model, chosen: Chosen) -> Vec<Effect> {
    match chosen {
        Chosen::Nothing => Vec::new(),
        Chosen::Begin(effect) => vec![effect],
        Chosen::AskTag => {
            model.prompt = Some(Prompt::new(Purpose::Tag, String::new()));
            Vec::new()
        }
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
        (Action::CustomStudy, _) => {
            let menu = Menu::new(today.chosen());
            model.screens.push(Screen::Study(menu));
            return Vec::new();
        }
        (Action::StartBrief, _) => {
            let deck = today.chosen().map(|deck| Scope::Deck(deck.id.clone()));
            return deck.map(Effect::LoadBrief).into_iter().collect();
        }
        _ => {
            today.act(action, height);
            return Vec::new();
        }
    };
    match next {
        NextThing::Review => vec![Effect::StartSession(None)],
        NextThing::Read | NextThing::BeginReading => {
            let document = overview.to_read().cloned();
            if document.is_none() {
                model.notice = Some(Notice::NothingToRead);
            }
            document.map(Effect::OpenDocument).into_iter().collect()
        }
        NextThing::Library => {
            model
                .screens
                .push(Screen::Library(Library::new(model.order)));
            vec![Effect::LoadShelf]
        }
    }
}

fn act_on_reader(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(Screen::Reader(reader)) = model.screens.last_mut() else {
        return Vec::new();
    };
    match action {
        Action::StartBrief => {
            let section = reader.section().map(|heading| heading.start);
            vec![Effect::LoadBrief(Scope::Document(
                reader.id().clone(),
                section,
            ))]
        }
        Action::ReadAloud => vec![Effect::Speak(reader.page_text())],
        Action::Contents => vec![Effect::LoadToc(reader.id().clone())],
        Action::Find => {
            model.prompt = Some(Prompt::new(Purpose::Find, String::new()));
            Vec::new()
        }
        Action::NextTheme => {
            model.theme = model.theme.next();
            model.notice = Some(Notice::Theme(model.theme));
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
        Some(Wish::AskPath(typed)) => {
            model.prompt = Some(Prompt::new(Purpose::ImportPath, typed));
            Vec::new()
        }
        Some(Wish::AskFilter(text)) => {
            model.prompt = Some(Prompt::new(Purpose::Filter, text));
            Vec::new()
        }
        Some(Wish::Sort(order)) => {
            model.order = order;
            Vec::new()
        }
        Some(Wish::AskTitle(id, title)) => {
            model.prompt = Some(Prompt::new(Purpose::Title(id), title));
            Vec::new()
        }
        Some(Wish::AskAuthor(id, author)) => {
            model.prompt = Some(Prompt::new(Purpose::Author(id), author));
            Vec::new()
        }
        None => Vec::new(),
    }
}
