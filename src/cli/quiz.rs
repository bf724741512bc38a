//! `wengu quiz`: some cards, asked in one mode or another.

use super::args::Quiz;
use super::fault::Fault;
use super::out::Out;
use super::{Verdict, pick};
use crate::app::model::Start;
use crate::app::screen::brief::Scope;
use crate::app::screen::review::QuizWish;
use crate::runtime::World;

/// Opens the quiz.
pub(super) fn run(wish: &Quiz, world: &World, out: &Out) -> Result<Verdict, Fault> {
    let scope = scope(wish, world)?;
    if !out.is_interactive() {
        return Err(Fault::NoTerminal);
    }
    Ok(Verdict::Screens(Start::Quiz(QuizWish {
        scope,
        mode: wish.mode,
        count: wish.count.into(),
        graded: wish.grade,
        seed: wish.seed.unwrap_or_else(|| world.now().at.0 as u64),
    })))
}

fn scope(wish: &Quiz, world: &World) -> Result<Option<Scope>, Fault> {
    if let Some(deck) = &wish.deck {
        let found = pick::deck(&world.store, deck)?;
        return Ok(Some(Scope::Deck(found.deck.id)));
    }
    if let Some(doc) = &wish.doc {
        let found = pick::document(&world.store, doc)?;
        return Ok(Some(Scope::Document(found.document.id, None)));
    }
    let Some(tag) = &wish.tag else {
        return Ok(None);
    };
    pick::tag(&world.store, tag.trim()).map(|tag| Some(Scope::Tag(tag)))
}
