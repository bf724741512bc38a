//! Brings the store up to the shipped documents and the deck files: at every start, in no time when
//! nothing has changed.

mod decks;

use super::import::{TakeError, document_of};
use super::import_write::{NamedText, store_text};
use crate::domain::doc::{Conversion, NORMALISER_VERSION, Origin};
use crate::domain::time::Timestamp;
use crate::io::corpus;
use crate::io::decks::{DeckProblem, shipped};
use crate::io::import::{Beside, Imported, slug};
use crate::io::paths::Paths;
use crate::io::store::{Access, Store, StoreError};
use std::path::Path;

const CORPUS: &str = "corpus";
/// Changes with the shipped documents and decks; made when the program is built.
const SHIPPED: &str = env!("WENGU_SHIPPED");

/// Deck files that are part of the program.
#[derive(Clone, Copy)]
struct Shipped<'t> {
    /// Their names and texts.
    files: &'t [(&'t str, &'t str)],
    /// What changes with any of them.
    stamp: &'t str,
}

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
    let files: Vec<_> = shipped().collect();
    let shipped = Shipped {
        files: &files,
        stamp: SHIPPED,
    };
    decks::sync_decks(store, &paths.decks, shipped)
}

fn sync_corpus(store: &mut Store, now: Timestamp) -> Result<(), StoreError> {
    let stamp = format!("{SHIPPED} {NORMALISER_VERSION}");
    if store.setting(CORPUS)?.as_deref() == Some(stamp.as_str()) {
        return Ok(());
    }
    for (name, text) in corpus::shipped() {
        let given = NamedText {
            name: Path::new(name),
            text,
            content: *blake3::hash(text.as_bytes()).as_bytes(),
            beside: Beside::default(),
        };
        let shipped = Conversion::default();
        let document = |imported: Imported| {
            let id = imported.id.clone().unwrap_or_else(|| slug(name));
            document_of(imported, id, name.to_owned(), Origin::Shipped)
        };
        match store_text(store, given, shipped, document, now, &mut |_| {}) {
            // A test reads every shipped document: one cannot be wrong on a person's machine.
            Ok(_) | Err(TakeError::Import(_)) => {}
            Err(TakeError::Store(error)) => return Err(error),
        }
    }
    store.keep_setting(CORPUS, &stamp)
}
