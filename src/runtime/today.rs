//! What Today shows, read from the store.

use super::world::World;
use crate::app::screen::library::percent;
use crate::app::screen::today::{DeckLine, Overview, Reading};
use crate::domain::doc::Origin;
use crate::domain::srs::tally;
use crate::io::store::{Shelved, StoreError};

/// Reads what Today shows.
pub fn overview(world: &World) -> Result<Overview, StoreError> {
    let today = world.today();
    let rules = world.queue_rules()?;
    let done = world.store.day(today)?;
    let (all, of) = tally(&world.store.queue_rows(today, None, &rules)?, &rules);
    let mut decks = Vec::new();
    for summary in world
        .store
        .decks()?
        .into_iter()
        .filter(|summary| summary.live)
    {
        let count = of.get(&summary.key).copied().unwrap_or_default();
        decks.push(DeckLine {
            id: summary.deck.id,
            title: summary.deck.title,
            due: count.due as usize,
            learning: count.learning as usize,
            new: count.new as usize,
        });
    }
    let shelf = world.store.documents()?;
    let opened = shelf.first().filter(|first| first.opened_at.is_some());
    let first = shelf.iter().find(|s| s.document.origin == Origin::Shipped);
    Ok(Overview {
        due: all.due as usize,
        learning: all.learning as usize,
        new: all.new as usize,
        answered: done.answers as usize,
        streak: world.store.streak(today)?,
        reading: opened.map(reading),
        first_document: first.map(reading),
        decks,
    })
}

fn reading(shelved: &Shelved) -> Reading {
    Reading {
        id: shelved.document.id.clone(),
        title: shelved.document.title.clone(),
        percent: percent(shelved.position, shelved.document.length),
    }
}
