//! `wengu deck`: the decks as a list, adding one, and writing missing ids.

use super::args::{DeckCommand, Listing};
use super::fault::{Fault, must_be_kept};
use super::out::Out;
use super::table::{Side, Table};
use super::{Verdict, deck_check};
use crate::domain::deck::cards;
use crate::io::decks::{DeckProblem, add, shipped, write_ids};
use crate::io::store::DeckSummary;
use crate::runtime::World;
use serde::Serialize;
use std::path::Path;

/// Runs the command.
pub(super) fn run(
    command: DeckCommand,
    world: &mut World,
    out: &mut Out,
) -> Result<Verdict, Fault> {
    match command {
        DeckCommand::List(listing) => list(listing, world, out),
        DeckCommand::Check { files, listing } => {
            // What the start found is among what the check finds.
            world.findings.decks.clear();
            deck_check::run(&files, listing, world, out)
        }
        DeckCommand::Add { file } => add_deck(&file, world, out),
        DeckCommand::Ids { file } => write_missing_ids(&file, world, out),
    }
}

fn add_deck(file: &Path, world: &World, out: &mut Out) -> Result<Verdict, Fault> {
    must_be_kept(&world.store)?;
    let added = add(&world.paths.decks, file).map_err(Fault::AddDeck)?;
    let count = added.deck.notes.iter().map(|note| cards(note).len()).sum();
    let path = added.path.display().to_string();
    let lang = world.lang;
    out.line(&if added.replaced {
        lang.deck_replaced(&added.deck.title, count, &path)
    } else {
        lang.deck_added(&added.deck.title, count, &path)
    })?;
    Ok(Verdict::Done)
}

fn write_missing_ids(file: &Path, world: &mut World, out: &mut Out) -> Result<Verdict, Fault> {
    // What the start found in this very file was mended, or is told anew.
    let here = file.canonicalize().ok();
    let elsewhere = |problem: &DeckProblem| {
        let there = Path::new(&problem.location.file).canonicalize().ok();
        there.is_none() || there != here
    };
    world.findings.decks.retain(elsewhere);
    let once = world.store.note_ids()?;
    let ids = write_ids(file, &world.paths.decks, &once).map_err(Fault::WriteIds)?;
    let path = file.display().to_string();
    out.line(&match (ids.first(), ids.last()) {
        (Some(first), Some(last)) => {
            let lang = world.lang;
            lang.ids_written(ids.len(), first.as_str(), last.as_str(), &path)
        }
        _ => world.lang.no_ids_missing(&path),
    })?;
    Ok(Verdict::Done)
}

#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    title: &'a str,
    about: Option<&'a str>,
    origin: &'static str,
    file: &'a str,
    notes: u32,
    cards: u32,
}

fn list(listing: Listing, world: &World, out: &mut Out) -> Result<Verdict, Fault> {
    let mut decks = world.store.decks()?;
    decks.retain(|deck| deck.live);
    let sizes = world.store.deck_sizes()?;
    let entries: Vec<Entry<'_>> = decks
        .iter()
        .map(|deck| {
            let size = sizes.iter().find(|size| size.deck == deck.key);
            Entry {
                id: deck.deck.id.as_str(),
                title: &deck.deck.title,
                about: deck.deck.about.as_deref(),
                origin: if is_shipped(deck) { "shipped" } else { "file" },
                file: &deck.deck.file,
                notes: size.map_or(0, |size| size.notes),
                cards: size.map_or(0, |size| size.cards),
            }
        })
        .collect();
    if listing.json {
        out.json(&entries)?;
        return Ok(Verdict::Done);
    }
    let lang = world.lang;
    let mut table = Table::new(&[
        (lang.column_id(), Side::Left),
        (lang.column_notes(), Side::Right),
        (lang.column_cards(), Side::Right),
        (lang.column_origin(), Side::Left),
        (lang.column_title(), Side::Left),
    ]);
    for entry in &entries {
        let [notes, cards] = [entry.notes, entry.cards].map(|n| n.to_string());
        let origin = match entry.origin {
            "shipped" => lang.shipped(),
            _ => lang.of_ones_own(),
        };
        table.row(&[entry.id, &notes, &cards, origin, entry.title]);
    }
    table.print(out)?;
    Ok(Verdict::Done)
}

/// A shipped deck's file is a bare name; a person's is a path.
fn is_shipped(deck: &DeckSummary) -> bool {
    shipped().any(|(name, _)| name == deck.deck.file)
}
