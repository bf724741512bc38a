//! Brings the store up to the shipped documents and the deck files: at every start, in no time when
//! nothing has changed.

mod decks;

use super::import::store_document;
use crate::domain::doc::Origin;
use crate::domain::time::Timestamp;
use crate::io::corpus;
use crate::io::decks::{DeckProblem, shipped};
use crate::io::import::import_text;
use crate::io::paths::Paths;
use crate::io::store::{Access, Store, StoreError};
use std::path::Path;

const CORPUS: &str = "corpus";

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
    let shipped: Vec<_> = shipped().collect();
    decks::sync_decks(store, &paths.decks, &shipped)
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
