//! `wengu queue`: the cards of today, in the order in which a session asks for them.

use super::args::Listing;
use super::card_state::question;
use super::fault::Fault;
use super::out::Out;
use super::table::{Side, Table};
use super::{Verdict, pick};
use crate::domain::srs::{CardKey, Queue, QueueRows};
use crate::runtime::World;
use serde::Serialize;
use std::collections::HashMap;

#[derive(Serialize)]
struct Entry {
    id: String,
    deck: String,
    kind: Kind,
    /// The chance, 0 to 1, that it is remembered; of cards in review alone.
    retrievability: Option<f32>,
    question: String,
}

#[derive(Serialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Kind {
    New,
    Learning,
    Due,
}

/// Lists the cards of today.
pub(super) fn run(
    deck: Option<&str>,
    listing: Listing,
    world: &World,
    out: &mut Out,
) -> Result<Verdict, Fault> {
    let deck = deck
        .map(|wish| pick::deck(&world.store, wish))
        .transpose()?;
    let entries = entries(deck.map(|deck| deck.key), world)?;
    let lang = world.lang;
    if listing.json {
        out.json(&entries)?;
        return Ok(Verdict::Done);
    }
    if entries.is_empty() {
        out.line(lang.nothing_today())?;
        return Ok(Verdict::Done);
    }
    let mut table = Table::new(&[
        ("", Side::Right),
        (lang.column_state(), Side::Left),
        (lang.column_recall(), Side::Right),
        (lang.column_id(), Side::Left),
        (lang.column_question(), Side::Left),
    ]);
    for (entry, number) in entries.iter().zip(1..) {
        let kind = match entry.kind {
            Kind::New => lang.new_cards(),
            Kind::Learning => lang.learning(),
            Kind::Due => lang.due(),
        };
        let recall = |chance: f32| lang.percent((chance * 100.0).round() as u8);
        let recall = entry.retrievability.map_or(String::new(), recall);
        let number = format!("{number}");
        table.row(&[&number, kind, &recall, &entry.id, &entry.question]);
    }
    table.print(out)?;
    Ok(Verdict::Done)
}

fn entries(deck: Option<crate::domain::srs::DeckKey>, world: &World) -> Result<Vec<Entry>, Fault> {
    let (now, today) = (world.now(), world.today());
    let scheduler = world.scheduler()?;
    let rules = world.queue_rules()?;
    let rows = world.store.queue_rows(today, deck, &rules)?;
    let kinds = kinds(&rows);
    let mut queue = Queue::new(rows, &rules, today, &scheduler);
    let mut entries = Vec::new();
    while let Some(key) = queue.next(now.at) {
        queue.remove(key);
        let Some(card) = world.store.card_by_key(key)? else {
            continue;
        };
        let kind = kinds.get(&key).copied().unwrap_or(Kind::New);
        let memory = card.state.memory.filter(|_| kind == Kind::Due);
        let elapsed = card.state.elapsed_days(today);
        let curve = scheduler.curve(Some(&card.deck));
        entries.push(Entry {
            kind,
            retrievability: memory.map(|m| curve.recall(m.stability, elapsed)),
            question: question(&card, world.lang),
            id: card.id.to_string(),
            deck: card.deck.to_string(),
        });
    }
    Ok(entries)
}

fn kinds(rows: &QueueRows) -> HashMap<CardKey, Kind> {
    let due = rows.reviews.iter().map(|row| (row.key, Kind::Due));
    let learning = rows.learning.iter().map(|row| (row.key, Kind::Learning));
    let new = rows.new.iter().map(|row| (row.key, Kind::New));
    let asked = rows.asked.iter().map(|row| {
        let kind = if row.is_new { Kind::New } else { Kind::Due };
        (row.key, kind)
    });
    due.chain(learning).chain(new).chain(asked).collect()
}
