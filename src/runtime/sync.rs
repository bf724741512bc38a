//! Brings the store up to the shipped documents and the deck files: at every start, in no time when
//! nothing has changed.

use super::import::store_document;
use crate::domain::deck::{Deck, Note, cards};
use crate::domain::doc::Origin;
use crate::domain::time::Timestamp;
use crate::io::decks::{self, DeckFile, DeckProblem, ParsedDeck, Stamp, join, parse_deck, stamps};
use crate::io::import::import_text;
use crate::io::paths::Paths;
use crate::io::store::{
    Access, CardRow, DeckRow, Fingerprint, NoteRow, SourceRow, Store, StoreError,
};
use crate::io::{corpus, decks::shipped};
use std::collections::HashSet;
use std::path::Path;

const CORPUS: &str = "corpus";
const DECKS: &str = "decks";

/// Takes in what has changed since the last start; what is wrong with deck files comes back.
pub fn sync(
    store: &mut Store,
    paths: &Paths,
    now: Timestamp,
) -> Result<Vec<DeckProblem>, StoreError> {
    if matches!(store.access(), Access::ReadOnly(_)) {
        return Ok(Vec::new());
    }
    sync_corpus(store, now)?;
    sync_decks(store, &paths.decks)
}

fn sync_corpus(store: &mut Store, now: Timestamp) -> Result<(), StoreError> {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&crate::domain::doc::NORMALISER_VERSION.to_le_bytes());
    for (name, text) in corpus::shipped() {
        hasher.update(name.as_bytes()).update(text.as_bytes());
    }
    let stamp = hasher.finalize().to_hex().to_string();
    if store.setting(CORPUS)?.as_deref() == Some(stamp.as_str()) {
        return Ok(());
    }
    for (name, text) in corpus::shipped() {
        // A test reads every shipped document: this cannot fail on a person's machine.
        if let Ok(imported) = import_text(Path::new(name), text) {
            let content = *blake3::hash(text.as_bytes()).as_bytes();
            let id = imported.id.clone();
            store_document(store, imported, id, Origin::Shipped, content, now)?;
        }
    }
    store.keep_setting(CORPUS, &stamp)
}

fn sync_decks(store: &mut Store, folder: &Path) -> Result<Vec<DeckProblem>, StoreError> {
    let stamp = deck_stamp(&stamps(folder));
    if store.setting(DECKS)?.as_deref() == Some(stamp.as_str()) {
        return Ok(Vec::new());
    }
    let (files, mut problems) = decks::load(folder);
    let parsed: Vec<ParsedDeck> = shipped()
        .map(|(name, text)| parse_deck(name, text))
        .chain(
            files
                .iter()
                .map(|file| parse_deck(&file.path.display().to_string(), &file.text)),
        )
        .collect();
    let prints: Vec<(String, Fingerprint)> = shipped()
        .map(|(name, text)| (name.to_owned(), fingerprint(text, 0)))
        .chain(files.iter().map(print_of))
        .collect();
    let ids: Vec<_> = parsed
        .iter()
        .map(|p| p.deck.as_ref().map(|deck| deck.id.clone()))
        .collect();
    let (decks, found) = join(parsed);
    problems.extend(found);
    let known = store.decks()?;
    let mut live = HashSet::new();
    for deck in decks {
        let Some(place) = ids.iter().position(|id| id.as_ref() == Some(&deck.id)) else {
            continue;
        };
        let Some((file, print)) = prints.get(place) else {
            continue;
        };
        let same = known
            .iter()
            .any(|k| k.live && k.deck.id == deck.id && k.fingerprint == *print);
        live.insert(deck.id.clone());
        // With problems about, what is good of a file may hang on another file.
        if !same || !problems.is_empty() {
            take_in_deck(store, file, print, deck)?;
        }
    }
    for gone in known
        .iter()
        .filter(|k| k.live && !live.contains(&k.deck.id))
    {
        store.retire_deck(&gone.deck.id)?;
    }
    // A file with problems is read again at the next start, so that they are said again.
    store.keep_setting(DECKS, if problems.is_empty() { &stamp } else { "" })?;
    Ok(problems)
}

/// Changes when the program's own decks or a file of the person's changes.
fn deck_stamp(stamps: &[Stamp]) -> String {
    let mut hasher = blake3::Hasher::new();
    for (_, text) in shipped() {
        hasher.update(text.as_bytes());
    }
    for stamp in stamps {
        hasher
            .update(format!("\n{}\n{}\n{}", stamp.name, stamp.size, stamp.modified_ms).as_bytes());
    }
    hasher.finalize().to_hex().to_string()
}

fn print_of(file: &DeckFile) -> (String, Fingerprint) {
    (
        file.path.display().to_string(),
        fingerprint(&file.text, file.modified_ms),
    )
}

fn fingerprint(text: &str, mtime_ms: i64) -> Fingerprint {
    Fingerprint {
        size: text.len() as u64,
        mtime_ms,
        blake3: *blake3::hash(text.as_bytes()).as_bytes(),
    }
}

fn take_in_deck(
    store: &mut Store,
    file: &str,
    print: &Fingerprint,
    deck: Deck,
) -> Result<(), StoreError> {
    let row = DeckRow {
        id: deck.id,
        title: deck.title,
        about: Some(deck.about).filter(|about| !about.is_empty()),
        file: file.to_owned(),
    };
    let mut ordinal = 0;
    let notes = deck
        .notes
        .into_iter()
        .map(|note| note_row(&note, &mut ordinal));
    store.sync_deck(print, &row, notes.collect::<Vec<_>>())?;
    Ok(())
}

/// A note as the store keeps it; its cards are counted through the whole deck.
fn note_row(note: &Note, ordinal: &mut u32) -> NoteRow {
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
        cards: cards.collect(),
    }
}
