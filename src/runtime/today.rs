//! What Today shows, read from the store.

use super::world::World;
use crate::app::screen::library::percent;
use crate::app::screen::today::{DeckLine, Overview, Reading};
use crate::domain::doc::Origin;
use crate::io::store::{DeckCounts, Shelved, StoreError};

/// Reads what Today shows.
pub fn overview(world: &World) -> Result<Overview, StoreError> {
    let today = world.today();
    let rules = world.queue_rules()?;
    let done = world.store.day(today)?;
    let counts = world.store.deck_counts(today, rules.limits.new)?;
    let mut decks = Vec::new();
    for summary in world
        .store
        .decks()?
        .into_iter()
        .filter(|summary| summary.live)
    {
        let Some(count) = counts.iter().find(|count| count.deck == summary.key) else {
            continue;
        };
        decks.push(DeckLine {
            id: summary.deck.id,
            title: summary.deck.title,
            due: (count.due + count.asked_review) as usize,
            learning: count.learning as usize,
            new: (count.new + count.asked_new) as usize,
        });
    }
    let sum = |part: fn(&DeckCounts) -> u32| counts.iter().map(part).sum::<u32>();
    // The day's limits hold back neither cards in their steps nor those that were asked for.
    let due = sum(|c| c.due).min(rules.limits.reviews) + sum(|c| c.asked_review);
    let new = sum(|c| c.new).min(rules.limits.new) + sum(|c| c.asked_new);
    let shelf = world.store.documents()?;
    let opened = shelf.first().filter(|first| first.opened_at.is_some());
    let first = shelf.iter().find(|s| s.document.origin == Origin::Shipped);
    Ok(Overview {
        due: due as usize,
        learning: sum(|c| c.learning) as usize,
        new: new as usize,
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
