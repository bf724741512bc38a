//! What the answers to effects lead to.

use super::import::on_import;
use super::{open_today, tell};
use crate::app::area::body_of;
use crate::app::effect::Effect;
use crate::app::model::{Model, Start};
use crate::app::msg::Msg;
use crate::app::notice::{Failure, Notice};
use crate::app::screen::Screen;
use crate::app::screen::brief::Brief;
use crate::app::screen::contents::Contents;
use crate::app::screen::preview::Preview;
use crate::app::screen::reader::{Opened, Pages, Reader};
use crate::app::screen::review::{Outcome, Review};
use crate::domain::id::DocId;
use crate::domain::time::Moment;

/// Gives page numbers to the readers of the document.
fn number_pages(model: &mut Model, id: &DocId, pages: &Pages) -> Vec<Effect> {
    for screen in &mut model.screens {
        if let Screen::Reader(reader) = screen
            && reader.id() == id
        {
            reader.take_pages(pages.clone());
        }
    }
    Vec::new()
}

pub(super) fn on_answer(model: &mut Model, answer: Msg) -> Vec<Effect> {
    let stepped = match answer {
        Msg::Recorded(_, step) => step,
        _ => None,
    };
    let effects = take_in(model, answer);
    // Dates may be wrong from now on: that goes before what was said of the card.
    if let Some(step) = stepped {
        model.notice = Some(Notice::ClockStepped(step));
    }
    effects
}

fn take_in(model: &mut Model, answer: Msg) -> Vec<Effect> {
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
        // Who has gone on meanwhile is not torn away.
        (Msg::Source(key, opened), Some(Screen::Review(review))) => {
            let asked = review
                .current()
                .is_some_and(|current| current.card.key == key);
            if asked && model.prompt.is_none() {
                open_reader(model, *opened)
            } else {
                Vec::new()
            }
        }
        (Msg::Pages(id, pages), _) => number_pages(model, &id, &pages),
        (
            answer @ (Msg::ImportGoesOn(..)
            | Msg::Imported { .. }
            | Msg::ImportedMany(..)
            | Msg::ImportFailed { .. }),
            _,
        ) => on_import(model, answer),
        (Msg::Preview(draft), _) => {
            let (preview, effects) = Preview::new(*draft);
            if preview.seam().is_none() {
                model.notice = Some(Notice::NoDoubts);
            }
            model.screens.push(Screen::Preview(Box::new(preview)));
            effects
        }
        (Msg::Reflowed(asked, pieces), Some(Screen::Preview(preview))) => {
            preview.arrive(asked, pieces);
            Vec::new()
        }
        (Msg::Briefing(briefing), _) => {
            if briefing.is_empty() {
                model.notice = Some(Notice::NothingToBrief);
                return if model.screens.is_empty() {
                    open_today(model)
                } else {
                    Vec::new()
                };
            }
            model
                .screens
                .push(Screen::Brief(Box::new(Brief::new(*briefing))));
            Vec::new()
        }
        (Msg::Session(session), _) => {
            let (review, effects) = Review::new(*session, now);
            model.screens.push(Screen::Review(Box::new(review)));
            effects
        }
        (
            answer @ (Msg::Blocks(..)
            | Msg::Toc(..)
            | Msg::Note(..)
            | Msg::Found { .. }
            | Msg::Hits(..)),
            _,
        ) => on_reader_answer(model, answer),
        (Msg::Told(notice), _) => {
            model.notice = Some(notice);
            // What the program was started for came to nothing: Today takes its place.
            if model.screens.is_empty() {
                open_today(model)
            } else {
                Vec::new()
            }
        }
        (Msg::Renewed(session, notice), Some(Screen::Review(review))) => {
            model.notice = Some(notice);
            review.renewed(*session, now)
        }
        (Msg::Failed(failure, effect), _) => fail(model, failure, effect),
        (answer, Some(Screen::Review(review))) => {
            let outcome = on_review_answer(review, answer, now);
            tell(model, outcome)
        }
        (answer, Some(Screen::Brief(brief))) => on_brief_answer(brief, answer, now),
        _ => Vec::new(),
    }
}

/// What was asked for a document that is not read any more is passed over.
fn on_reader_answer(model: &mut Model, answer: Msg) -> Vec<Effect> {
    let rows = usize::from(model.body().height);
    let Some(Screen::Reader(reader)) = model.screens.last_mut() else {
        return Vec::new();
    };
    match answer {
        Msg::Blocks(id, window) if *reader.id() == id => reader.arrive(window),
        Msg::Toc(id, headings) if *reader.id() == id => {
            if headings.entries.is_empty() {
                model.notice = Some(Notice::NoContents);
            } else {
                let contents = Contents::new(id, headings, reader.top(), rows);
                model.screens.push(Screen::Contents(contents));
            }
        }
        Msg::Note(id, place) if *reader.id() == id => {
            let outcome = reader.note_found(place);
            return tell(model, outcome);
        }
        Msg::Hits(id, query, starts) if *reader.id() == id => reader.counted(&query, starts),
        Msg::Found {
            doc,
            query,
            hit,
            wrapped,
        } if *reader.id() == doc => {
            let outcome = reader.found(&query, hit, wrapped);
            return tell(model, outcome);
        }
        _ => {}
    }
    Vec::new()
}

fn on_review_answer(review: &mut Review, answer: Msg, now: Moment) -> Outcome {
    match answer {
        Msg::Dealt(card) => (review.dealt(*card, now), None),
        Msg::Gone(key) => (review.gone(key, now), None),
        Msg::Ahead(load) => {
            review.counted(*load, now);
            (Vec::new(), None)
        }
        Msg::Recorded(state, _) => review.recorded(&state, now),
        Msg::Judged(key, judgement) => (review.judged(key, *judgement, now), None),
        Msg::InitialsRead(key, letters) => {
            review.initials_read(key, &letters);
            (Vec::new(), None)
        }
        Msg::ItemsNamed(key, said) => (review.items_named(key, said, now), None),
        Msg::Chosen(key, choice) => review.chosen(key, choice, now),
        Msg::Undone(None) => (Vec::new(), Some(Notice::NothingToUndo)),
        Msg::Undone(Some(undone)) => {
            let notice = undone.told().map(Notice::Undone);
            (review.undone(&undone, now), notice)
        }
        Msg::Redone(None) => (Vec::new(), Some(Notice::NothingToRedo)),
        Msg::Redone(Some(redone)) => {
            let notice = redone.told().map(Notice::Redone);
            (review.redone(&redone, now), notice)
        }
        _ => (Vec::new(), None),
    }
}

fn on_brief_answer(brief: &mut Brief, answer: Msg, now: Moment) -> Vec<Effect> {
    match answer {
        Msg::Dealt(card) => {
            brief.dealt(*card, now);
            Vec::new()
        }
        Msg::Gone(_) => brief.gone(),
        Msg::Recorded(..) => brief.recorded(),
        _ => Vec::new(),
    }
}

fn fail(model: &mut Model, failure: Failure, effect: Option<Box<Effect>>) -> Vec<Effect> {
    match (model.screens.last_mut(), effect.map(|effect| *effect)) {
        (Some(Screen::Review(review)), Some(effect @ (Effect::Record(_) | Effect::Deal(_)))) => {
            review.refused(failure, effect);
        }
        (Some(Screen::Brief(brief)), Some(Effect::Record(_))) => {
            let outcome = brief.refused(failure);
            return tell(model, outcome);
        }
        (_, Some(Effect::SavePosition(id, _))) => {
            for screen in &mut model.screens {
                if let Screen::Reader(reader) = screen
                    && *reader.id() == id
                {
                    reader.not_saved();
                }
            }
            model.notice = Some(Notice::Failed(failure));
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
    if opened.is_guide {
        model.notice = Some(Notice::GuideInstead);
    }
    let reader = Reader::new(opened, body_of(model.size), model.setting);
    let effects = reader.look_around();
    model.screens.push(Screen::Reader(Box::new(reader)));
    effects
}
