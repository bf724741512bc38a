//! Takes a file, or what comes through standard input, into the library.

use super::import_cell::{CellFile, take_from_cell};
use super::import_wish::{EncodingWish, Wish};
use super::import_write::{NamedText, READ_SHARE, store_text};
use super::repeats::repeated;
use super::source::are_found;
use crate::domain::deck::SourceRef;
use crate::domain::doc::reflow::reflow;
use crate::domain::doc::{Account, Decoded, Document, Origin, Repeated};
use crate::domain::id::DocId;
use crate::domain::time::Timestamp;
use crate::io::clock::Stopwatch;
use crate::io::import::child::Format;
use crate::io::import::child::problem::Warning;
use crate::io::import::{
    self, Beside, FileText, ImportError, Imported, TextEncoding, head_of, is_markdown, read,
    read_bytes, read_stream, read_stream_bytes, slug,
};
use crate::io::store::{LostPassage, Shelved, Store, StoreError};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Where a text comes from.
pub enum Input<'a> {
    /// A file.
    File(&'a Path),
    /// A stream, with the name that the person gave it, as of a file.
    Piped(&'a mut dyn Read, Option<&'a str>),
}

/// A document that is in the library now.
#[derive(Debug, Clone, PartialEq)]
pub struct Taken {
    /// Its id.
    pub id: DocId,
    /// Its title.
    pub title: String,
    /// What came of it.
    pub outcome: Outcome,
    /// By which encoding it was read.
    pub decoded: Option<Decoded>,
    /// Control characters that were dropped from it.
    pub dropped_controls: usize,
    /// What was done to the lines of a plain text; of a text that was there before only if the
    /// wish asks for it.
    pub account: Option<Account>,
    /// Notes whose passages an older version had, and this one has not; nor has another document
    /// of the person's.
    pub unplaced: Vec<LostPassage>,
    /// Its articles that stand elsewhere too.
    pub repeats: Vec<Repeated>,
    /// What a person should know of it.
    pub warnings: Vec<Warning>,
}

/// What came of a file that was taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is new.
    New,
    /// It took the place of an older version.
    Replaced,
    /// The very same text was there before.
    Known,
}

/// Why a file is not in the library.
#[derive(Debug, thiserror::Error)]
pub enum TakeError {
    /// The file is not good.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// The database is not.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Reads a file into the library. The same text again is recognised; a file imported before, now
/// with another text, takes the place of its older version and keeps the reader's place.
pub fn take_in(store: &mut Store, path: &Path, now: Timestamp) -> Result<Taken, TakeError> {
    let unsaid = Wish::default();
    take_in_as(store, Input::File(path), &unsaid, now, &mut |_| {})
}

/// The same for any input and by a wish. Bytes that are known but were read otherwise than is
/// wanted now are read again, and the document stays what it is. `tell` hears how
/// much of it is done, from 0 to 1.
pub fn take_in_as(
    store: &mut Store,
    input: Input<'_>,
    wish: &Wish,
    now: Timestamp,
    tell: &mut dyn FnMut(f64),
) -> Result<Taken, TakeError> {
    match input {
        Input::File(path) => {
            let head = import::head(path);
            take_by_head(store, input, &head, wish, now, tell)
        }
        Input::Piped(stream, name) => {
            let head = head_of(stream, Path::new(name.unwrap_or(PIPE)))?;
            let mut whole = head.as_slice().chain(stream);
            let input = Input::Piped(&mut whole, name);
            take_by_head(store, input, &head, wish, now, tell)
        }
    }
}

/// The same for an input whose first bytes are known.
fn take_by_head(
    store: &mut Store,
    input: Input<'_>,
    head: &[u8],
    wish: &Wish,
    now: Timestamp,
    tell: &mut dyn FnMut(f64),
) -> Result<Taken, TakeError> {
    let place = Place::of(&input);
    let Some(format) = Format::of(&place.name, head) else {
        return take_text(store, input, wish, now, tell);
    };
    let bytes = match input {
        Input::File(path) => read_bytes(path, format.most_bytes())?,
        Input::Piped(stream, _) => read_stream_bytes(stream, &place.name, format.most_bytes())?,
    };
    let file = CellFile::new(place, format, bytes);
    take_from_cell(store, file, wish, now, tell)
}

/// Reads plain text or Markdown into the library.
fn take_text(
    store: &mut Store,
    input: Input<'_>,
    wish: &Wish,
    now: Timestamp,
    tell: &mut dyn FnMut(f64),
) -> Result<Taken, TakeError> {
    let shelf = store.documents()?;
    let place = Place::of(&input);
    let earlier = shelf.iter().find(|s| place.origin == s.document.origin);
    let earlier = earlier.filter(|_| !place.is_nameless());
    let given = match wish.encoding {
        EncodingWish::Given(encoding) => Some(encoding),
        EncodingWish::Detect => None,
        EncodingWish::Unsaid => earlier.and_then(given_before),
    };
    let read = read_input(input, given, tell)?;
    let from_outside = |s: &&Shelved| s.document.origin != Origin::Shipped;
    let same = shelf
        .iter()
        .filter(from_outside)
        .find(|s| s.content == read.content);
    let older = same.or(earlier);
    let mut conversion = older
        .map(|older| older.conversion.clone())
        .unwrap_or_default();
    let before = conversion.options();
    let options = wish.options(before.clone());
    let marked = is_markdown(&place.name);
    if let Some(same) = same
        .filter(|_| !wish.again && (marked || options == before))
        .filter(|same| is_settled(same, wish.encoding, &read.decoded))
    {
        let counted = (wish.report && !marked)
            .then(|| Account::of(&read.text, &reflow(&read.text, &options, &mut |_| {})));
        return Ok(known(same, counted));
    }
    conversion.decide(&options);
    conversion.decoded = Some(read.decoded.clone());
    let is_taken = |id: &DocId| shelf.iter().any(|s| s.document.id == *id);
    let watch = Stopwatch::start();
    let named = |imported: Imported| {
        let (id, origin) = match older {
            Some(older) => (older.document.id.clone(), older.document.origin.clone()),
            None => (
                free_id(&place.id(&imported), is_taken),
                place.origin.clone(),
            ),
        };
        document_of(imported, id, place.stem(), origin)
    };
    let text = NamedText {
        name: &place.name,
        text: &read.text,
        content: read.content,
        beside: place.beside(),
    };
    let stored = store_text(store, text, conversion, named, now, tell)?;
    // What follows needs memory for itself, and all that is left to know is in the store.
    drop(read.text);
    let document = stored.document;
    let unplaced = nowhere(store, stored.lost)?;
    let repeats = repeated(store, &document.id)?;
    let (replaced, ms) = (older.is_some(), watch.elapsed_ms());
    let dropped_controls = document.dropped_controls;
    tracing::info!(replaced, dropped_controls, ms, "a file was imported");
    // The title may be one that the person gave to an older version.
    let title = store.document(&document.id)?.document.title;
    Ok(Taken {
        id: document.id,
        title,
        outcome: if replaced {
            Outcome::Replaced
        } else {
            Outcome::New
        },
        decoded: Some(read.decoded),
        dropped_controls,
        account: stored.account,
        unplaced,
        repeats,
        warnings: stored.warnings,
    })
}

/// A document that was there before.
pub(super) fn known(same: &Shelved, account: Option<Account>) -> Taken {
    Taken {
        id: same.document.id.clone(),
        title: same.document.title.clone(),
        outcome: Outcome::Known,
        decoded: same.conversion.decoded.clone(),
        dropped_controls: same.document.dropped_controls,
        account,
        unplaced: Vec::new(),
        repeats: Vec::new(),
        warnings: Vec::new(),
    }
}

/// The encoding that the person gave for a document.
pub(super) fn given_before(shelved: &Shelved) -> Option<TextEncoding> {
    let decoded = shelved.conversion.decoded.as_ref()?;
    decoded.encoding.parse().ok().filter(|_| decoded.given)
}

/// Whether bytes that are known were read as is wanted now.
fn is_settled(known: &Shelved, wish: EncodingWish, decoded: &Decoded) -> bool {
    let by = known.conversion.decoded.as_ref();
    wish == EncodingWish::Unsaid || by.is_none_or(|by| by.encoding == decoded.encoding)
}

fn read_input(
    input: Input<'_>,
    given: Option<TextEncoding>,
    tell: &mut dyn FnMut(f64),
) -> Result<FileText, ImportError> {
    match input {
        Input::File(path) => {
            let length = std::fs::metadata(path).map_or(0, |m| m.len()).max(1) as f64;
            let mut tell = |bytes: u64| tell(READ_SHARE * (bytes as f64 / length).min(1.0));
            read(path, given, &mut tell)
        }
        Input::Piped(stream, name) => {
            read_stream(stream, Path::new(name.unwrap_or(PIPE)), given, &mut |_| {})
        }
    }
}

/// What a stream without a name is called in an error.
const PIPE: &str = "-";

/// Where a text belongs: what a later import of the same finds it by.
pub(super) struct Place {
    pub(super) origin: Origin,
    /// Its name, as of a file: the extension says how it is read.
    pub(super) name: PathBuf,
}

impl Place {
    pub(super) fn of(input: &Input<'_>) -> Self {
        match input {
            Input::File(path) => {
                let absolute = std::path::absolute(path).unwrap_or_else(|_| (*path).to_owned());
                Self {
                    origin: Origin::File(absolute.to_string_lossy().into_owned()),
                    name: (*path).to_owned(),
                }
            }
            Input::Piped(_, name) => Self {
                origin: Origin::Piped(name.unwrap_or_default().to_owned()),
                name: name.unwrap_or(PIPE).into(),
            },
        }
    }

    /// Where pictures may lie that it names by their paths.
    pub(super) fn beside(&self) -> Beside {
        match self.origin {
            Origin::File(_) => Beside::new(&self.name),
            _ => Beside::default(),
        }
    }

    /// Text without a name is no version of another text without a name.
    pub(super) fn is_nameless(&self) -> bool {
        self.origin == Origin::Piped(String::new())
    }

    /// What the text is called when nobody gave it a title.
    pub(super) fn stem(&self) -> String {
        let stem = self.name.file_stem().unwrap_or_default().to_string_lossy();
        if stem.is_empty() || self.is_nameless() {
            "document".to_owned()
        } else {
            stem.into_owned()
        }
    }

    /// The id that a document from here should have.
    pub(super) fn id(&self, imported: &Imported) -> DocId {
        let titled = imported.title.as_ref().filter(|_| self.is_nameless());
        let made = || slug(titled.unwrap_or(&self.stem()));
        imported.id.clone().unwrap_or_else(made)
    }
}

/// The id itself, or the first of `id-2`, `id-3` … that is free.
pub(super) fn free_id(wanted: &DocId, taken: impl Fn(&DocId) -> bool) -> DocId {
    let numbered = (2..).map(|n| DocId::new(format!("{wanted}-{n}")));
    std::iter::once(wanted.clone())
        .chain(numbered)
        .find(|id| !taken(id))
        .unwrap_or(wanted.clone())
}

/// Those of the passages that stand in no document but, perhaps, a study guide.
pub(super) fn nowhere(
    store: &Store,
    lost: Vec<LostPassage>,
) -> Result<Vec<LostPassage>, StoreError> {
    let sources: Vec<SourceRef> = lost.iter().map(|passage| passage.source.clone()).collect();
    let found = are_found(store, &sources)?;
    let unplaced = lost.into_iter().zip(found);
    let unplaced = unplaced
        .filter(|(_, found)| !found)
        .map(|(passage, _)| passage)
        .collect();
    Ok(unplaced)
}

/// A document from what its text says of itself.
pub(super) fn document_of(
    imported: Imported,
    id: DocId,
    title_otherwise: String,
    origin: Origin,
) -> Document {
    Document {
        id,
        title: imported.title.unwrap_or(title_otherwise),
        author: imported.author,
        date: imported.date,
        original: imported.original,
        origin,
        length: imported.length,
        dropped_controls: imported.dropped_controls,
    }
}

#[cfg(test)]
#[path = "import_tests.rs"]
mod tests;
