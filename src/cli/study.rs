//! `wengu study`: cards gone through out of the day's order; without a terminal, their list.

use super::args::CustomStudy;
use super::fault::Fault;
use super::out::Out;
use super::{Verdict, card, pick};
use crate::app::model::Start;
use crate::app::screen::study::{Choice, StudyWish};
use crate::runtime::{World, study_cards};

/// Runs the command.
pub(super) fn run(wish: &CustomStudy, world: &World, out: &mut Out) -> Result<Verdict, Fault> {
    let deck = pick::deck_id(&world.store, wish.deck.as_deref())?;
    let study = StudyWish {
        choice: choice(wish, world),
        deck,
        schedules: wish.schedule,
    };
    if out.is_interactive() && !wish.listing.json {
        return Ok(Verdict::Screens(Start::Study(study)));
    }
    let mut cards = Vec::new();
    for card in study_cards(world, &study)? {
        cards.extend(world.store.card_by_key(card.key)?);
    }
    if cards.is_empty() && !wish.listing.json {
        out.line(world.lang.nothing_to_study())?;
        return Ok(Verdict::Done);
    }
    card::print_list(&cards, wish.listing, world.lang, out)?;
    Ok(Verdict::Done)
}

/// What the arguments ask for; they name one thing at most.
fn choice(wish: &CustomStudy, world: &World) -> Choice {
    if let Some(tag) = &wish.tag {
        return Choice::Tag(tag.clone());
    }
    if wish.forgotten {
        return Choice::Forgotten;
    }
    let counted = [
        wish.new.map(|cards| match cards {
            // No number was given.
            0 => Choice::New(world.config.schedule.new_per_day),
            cards => Choice::New(cards),
        }),
        wish.ahead.map(Choice::Ahead),
        wish.random.map(Choice::Random),
        wish.state.map(Choice::State),
    ];
    counted
        .into_iter()
        .flatten()
        .next()
        .unwrap_or(Choice::Every)
}
