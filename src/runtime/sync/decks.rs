//! Takes deck files into the store, overlays laid over them. Knows the shipped decks only as they
//! are given.

mod faulty;

use super::Shipped;
use crate::domain::deck::{Deck, Note, cards, lay_over};
use crate::domain::id::{DeckId, NoteId};
use crate::io::decks::{
    self, DeckFile, DeckProblem, ParsedDeck, Stamp, join, overlay_folder, parse_deck,
    read_overlays, stamps,
};
use crate::io::store::{CardRow, DeckRow, DeckSummary, Fingerprint, NoteRow, SourceRow};
use crate::io::store::{Store, StoreError};
use faulty::{Faulty, said_again};
use std::collections::{BTreeSet, HashSet};
use std::path::Path;

/// The setting that holds the stamp of what was taken in last.
const DECKS: &str = "decks";
/// The setting that holds what was wrong then.
const FAULTY: &str = "decks-faulty";

/// A deck file, shipped or the person's own.
struct Source<'t> {
    name: String,
    text: &'t str,
    modified_ms: i64,
}

/// A deck as it is to be taken in.
struct Arrival {
    print: Fingerprint,
    row: DeckRow,
    notes: Vec<NoteRow>,
}

/// Takes in what has changed: shipped decks, and those of the folder with its overlays. Returns what is wrong with them, at every start until it is mended.
pub(super) fn sync_decks(
    store: &mut Store,
    folder: &Path,
    shipped: Shipped<'_>,
) -> Result<Vec<DeckProblem>, StoreError> {
    let Shipped {
        files: shipped,
        stamp,
    } = shipped;
    let overlays = overlay_folder(folder);
    let stamp = stamp_of(stamp, &stamps(folder), &stamps(&overlays));
    if store.setting(DECKS)?.as_deref() == Some(stamp.as_str()) {
        let faulty = store.setting(FAULTY)?;
        let again = faulty.map_or(Some(Vec::new()), |kept| said_again(&kept, folder, shipped));
        if let Some(problems) = again {
            return Ok(problems);
        }
    }
    let (own, mut problems) = decks::load(folder);
    let (overlays, unreadable) = decks::load(&overlays);
    problems.extend(unreadable);
    let once = if overlays.is_empty() {
        BTreeSet::new()
    } else {
        store.note_ids()?
    };
    let sources: Vec<Source<'_>> = sources(shipped, &own).collect();
    let (arrivals, found) = read_all(&sources, &overlays, &once);
    problems.extend(found);
    let known = store.decks()?;
    let mut live = HashSet::new();
    for arrival in arrivals {
        live.insert(arrival.row.id.clone());
        if !is_known(&known, &arrival) {
            store.sync_deck(&arrival.print, &arrival.row, arrival.notes)?;
        }
    }
    let gone = |k: &&DeckSummary| k.live && !live.contains(&k.deck.id);
    for gone in known.iter().filter(gone) {
        store.retire_deck(&gone.deck.id)?;
    }
    // The stamp comes last: until then the next start reads everything anew.
    store.keep_setting(FAULTY, &Faulty::of(&problems, folder, shipped).to_string())?;
    store.keep_setting(DECKS, &stamp)?;
    Ok(problems)
}

/// Changes with the program, its own decks, and the files and overlays of the person's.
fn stamp_of(shipped: &str, own: &[Stamp], overlays: &[Stamp]) -> String {
    let mut hasher = blake3::Hasher::new();
    // Another version may find a problem where this one finds none.
    hasher.update(env!("CARGO_PKG_VERSION").as_bytes());
    hasher.update(shipped.as_bytes());
    for (folder, stamps) in [("", own), ("overlay/", overlays)] {
        for stamp in stamps {
            let Stamp {
                name,
                size,
                modified_ms,
            } = stamp;
            hasher.update(format!("\n{folder}{name}\n{size}\n{modified_ms}").as_bytes());
        }
    }
    hasher.finalize().to_hex().to_string()
}

fn sources<'t>(
    shipped: &'t [(&str, &str)],
    own: &'t [DeckFile],
) -> impl Iterator<Item = Source<'t>> {
    let shipped = shipped.iter().map(|(name, text)| Source {
        name: (*name).to_owned(),
        text,
        modified_ms: 0,
    });
    shipped.chain(own.iter().map(|file| Source {
        name: file.path.display().to_string(),
        text: &file.text,
        modified_ms: file.modified_ms,
    }))
}

/// The good decks with the overlays over them, and what is wrong.
fn read_all(
    sources: &[Source<'_>],
    overlays: &[DeckFile],
    once: &BTreeSet<NoteId>,
) -> (Vec<Arrival>, Vec<DeckProblem>) {
    let parsed: Vec<ParsedDeck> = sources
        .iter()
        .map(|source| parse_deck(&source.name, source.text))
        .collect();
    let ids: Vec<Option<DeckId>> = parsed
        .iter()
        .map(|parsed| parsed.deck.as_ref().map(|deck| deck.id.clone()))
        .collect();
    let (changes, overlay_problems) = read_overlays(&parsed, overlays, once);
    let (mut decks, mut problems) = join(parsed);
    problems.extend(overlay_problems);
    let suspended = lay_over(&mut decks, changes);
    let arrivals = decks.into_iter().filter_map(|deck| {
        let place = ids.iter().position(|id| id.as_ref() == Some(&deck.id))?;
        Some(arrival(sources.get(place)?, deck, &suspended))
    });
    (arrivals.collect(), problems)
}

fn arrival(source: &Source<'_>, deck: Deck, suspended: &HashSet<NoteId>) -> Arrival {
    let row = DeckRow {
        id: deck.id,
        title: deck.title,
        about: Some(deck.about).filter(|about| !about.is_empty()),
        file: source.name.clone(),
    };
    let mut ordinal = 0;
    let notes = deck.notes.into_iter();
    let notes: Vec<NoteRow> = notes
        .map(|note| note_row(&note, suspended.contains(&note.id), &mut ordinal))
        .collect();
    Arrival {
        print: fingerprint(source, &row, &notes),
        row,
        notes,
    }
}

/// Of what is taken in, not of the file: that depends on overlays too, and on the ids that other
/// files have taken.
fn fingerprint(source: &Source<'_>, row: &DeckRow, notes: &[NoteRow]) -> Fingerprint {
    let mut hasher = blake3::Hasher::new();
    let mut part = |text: &str| {
        hasher.update(text.as_bytes()).update(b"\0");
    };
    part(&row.title);
    part(row.about.as_deref().unwrap_or_default());
    part(&row.file);
    for note in notes {
        part(note.id.as_str());
        part(&note.payload);
        part(if note.hidden { "hidden" } else { "" });
        for card in &note.cards {
            part(card.id.as_str());
        }
    }
    Fingerprint {
        size: source.text.len() as u64,
        mtime_ms: source.modified_ms,
        blake3: *hasher.finalize().as_bytes(),
    }
}

fn is_known(known: &[DeckSummary], arrival: &Arrival) -> bool {
    known
        .iter()
        .any(|k| k.live && k.deck.id == arrival.row.id && k.fingerprint == arrival.print)
}

/// A note as the store keeps it; its cards are counted through the whole deck.
fn note_row(note: &Note, hidden: bool, ordinal: &mut u32) -> NoteRow {
    let cards = cards(note).into_iter().map(|card| {
        *ordinal += 1;
        CardRow {
            id: card.id,
            part: card.part,
            ordinal: *ordinal - 1,
        }
    });
    NoteRow {
        id: note.id.clone(),
        payload: serde_json::to_string(note).unwrap_or_default(),
        source: note.source.as_ref().map(|source| SourceRow {
            work: source.id.clone(),
            section: Some(source.section.clone()),
            snippet: Some(source.snippet.clone()),
        }),
        hidden,
        cards: cards.collect(),
    }
}

#[cfg(test)]
mod tests;
