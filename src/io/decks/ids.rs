//! Writes the ids that are missing in a deck file, and touches nothing else in it.
//!
//! The ids are put into the text at the places that the parser names, rather than writing the
//! parsed file anew: what a person typed stays byte for byte, line endings included.

use super::keys::{Keys, Log};
use super::load::{load, read};
use super::note;
use super::parse::{ParsedDeck, parse_deck};
use super::pieces::syntax_errors;
use super::problem::{DeckProblem, TablePlace};
use super::shipped::shipped;
use crate::domain::id::NoteId;
use crate::io::atomic;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use toml::de::DeTable;

/// Why ids were not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteIdsError {
    /// The file is not TOML, or no deck: without the deck's id there is nothing to name notes by.
    #[error("the deck has problems: {}", list(problems))]
    Problems {
        /// What is wrong, never empty.
        problems: Vec<DeckProblem>,
    },
    /// The file could not be written.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// Writes an id into each note of a deck file that has none, and returns the new ids in the order
/// of the file. A file without such notes is left as it is.
///
/// The ids are the deck's id and a number, above all numbers in use; `folder` holds the other decks
/// of the person, `once` the ids of notes that there ever were, whose histories must not be taken
/// over.
pub fn write_ids(
    path: &Path,
    folder: &Path,
    once: &BTreeSet<NoteId>,
) -> Result<Vec<NoteId>, WriteIdsError> {
    let refused = |problems| WriteIdsError::Problems { problems };
    let file = read(path).map_err(|problem| refused(vec![problem]))?;
    let name = path.display().to_string();
    let (deck, places) = nameless(&name, &file.text).map_err(refused)?;
    let mut taken: BTreeSet<NoteId> = once.clone();
    taken.extend(ids_of(parse_deck(&name, &file.text)));
    for other in load(folder).0 {
        taken.extend(ids_of(parse_deck(&other.name, &other.text)));
    }
    for (name, text) in shipped() {
        taken.extend(ids_of(parse_deck(name, text)));
    }
    let ids: Vec<NoteId> = (first_free(&deck, &taken)..)
        .take(places.len())
        .map(|number| NoteId::new(format!("{deck}-{number}")))
        .collect();
    if !ids.is_empty() {
        let text = with_ids(&file.text, &places, &ids);
        replace(path, &text).map_err(|source| WriteIdsError::Write {
            path: path.to_owned(),
            source,
        })?;
    }
    Ok(ids)
}

/// Where an id is to be put, and what is around it.
struct Place {
    /// The byte before which it stands.
    at: usize,
    before: String,
    after: &'static str,
}

/// The deck's id and the places of the ids that are missing.
fn nameless(file: &str, whole: &str) -> Result<(String, Vec<Place>), Vec<DeckProblem>> {
    let text = whole.strip_prefix('\u{feff}').unwrap_or(whole);
    let base = whole.len() - text.len();
    let mut log = Log::new(file, text);
    let (table, errors) = DeTable::parse_recoverable(text);
    syntax_errors(&errors, &mut log);
    let deck = if errors.is_empty() {
        note::id(&Keys::new(table.get_ref(), 0, TablePlace::Deck), &mut log)
    } else {
        None
    };
    let Some((deck, _)) = deck else {
        return Err(log.into_problems());
    };
    let notes = table.get_ref().get("note");
    let notes = notes.and_then(|value| value.get_ref().as_array());
    let mut places = Vec::new();
    for value in notes.into_iter().flatten() {
        let table = value.get_ref().as_table();
        if let Some(table) = table.filter(|table| table.get("id").is_none()) {
            let mut place = place(text, value.span().start, table.is_empty());
            place.at += base;
            places.push(place);
        }
    }
    Ok((deck, places))
}

/// The place of an id in the note that stands at a byte: on its own line below the header
/// `[[note]]`, or first in `{…}`.
fn place(text: &str, start: usize, empty: bool) -> Place {
    let (above, rest) = text.split_at_checked(start).unwrap_or((text, ""));
    if rest.starts_with('{') {
        return Place {
            at: start + 1,
            before: " ".to_owned(),
            after: if empty { " " } else { "," },
        };
    }
    let indent = above.rsplit('\n').next().unwrap_or_default();
    match rest.split_once('\n') {
        Some((header, _)) => Place {
            at: start + header.len() + 1,
            before: indent.to_owned(),
            after: if header.ends_with('\r') { "\r\n" } else { "\n" },
        },
        // The file ends with the header.
        None => Place {
            at: text.len(),
            before: format!("\n{indent}"),
            after: "",
        },
    }
}

fn with_ids(text: &str, places: &[Place], ids: &[NoteId]) -> String {
    let mut written = String::with_capacity(text.len() + ids.len() * 32);
    let mut from = 0;
    for (place, id) in places.iter().zip(ids) {
        written.push_str(text.get(from..place.at).unwrap_or_default());
        written.extend([&place.before, "id = \"", id.as_str(), "\"", place.after]);
        from = place.at;
    }
    written.push_str(text.get(from..).unwrap_or_default());
    written
}

fn ids_of(parsed: ParsedDeck) -> impl Iterator<Item = NoteId> {
    parsed.note_ids.into_iter().map(|(id, _)| id)
}

/// The number above all that ids of the deck end in: one in a gap may be that of a note that was
/// deleted, and whose history is kept.
fn first_free(deck: &str, taken: &BTreeSet<NoteId>) -> u64 {
    let number = |id: &NoteId| -> Option<u64> {
        let number = id.as_str().strip_prefix(deck)?.strip_prefix('-')?;
        number.parse().ok()
    };
    let highest = taken.iter().filter_map(number).max();
    highest.map_or(1, |highest| highest.saturating_add(1))
}

/// Replaces a file, or that to which a link leads, and leaves its permissions as they are.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let path = fs::canonicalize(path)?;
    let permissions = fs::metadata(&path)?.permissions();
    atomic::write(&path, text.as_bytes())?;
    fs::set_permissions(&path, permissions)
}

fn list(problems: &[DeckProblem]) -> String {
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    lines.join("; ")
}

#[cfg(test)]
mod tests;
