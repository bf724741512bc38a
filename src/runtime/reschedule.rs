//! What other rules would make of the cards in the store.

use super::world::World;
use crate::domain::id::DeckId;
use crate::domain::srs::{Histories, Plan, Scheduler, Subject, plan};
use crate::io::store::StoreError;

/// Days whose load a plan tells, besides today.
const PLANNED_DAYS: usize = 30;

/// Plans what the scheduler makes of the cards, of one deck or of all. Nothing is changed.
pub fn plan_by(
    world: &World,
    scheduler: &Scheduler,
    histories: &Histories,
    deck: Option<&DeckId>,
) -> Result<Plan, StoreError> {
    let cards = world.store.scheduled_cards()?;
    let subjects = cards.iter().filter_map(|card| {
        let wanted = deck.is_none_or(|deck| card.deck == *deck);
        Some(Subject {
            card: &card.id,
            deck: &card.deck,
            state: &card.state,
            history: histories.of(&card.id).filter(|_| wanted)?,
            comes: card.comes,
        })
    });
    Ok(plan(subjects, scheduler, world.today(), PLANNED_DAYS))
}
