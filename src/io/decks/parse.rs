//! Reads a deck file. Every problem of the file is found in one run; a bad note is reported and
//! left out, and the others go on.

use super::keys::{Keys, Log, elements, table_of};
use super::note;
use super::pieces::{pieces, syntax_errors};
use super::problem::{DeckProblem, DeckProblemKind, Location, Position, TablePlace};
use crate::domain::deck::{Deck, Note};
use crate::domain::id::{DeckId, NoteId};
use std::collections::HashMap;
use toml::de::DeTable;

/// The keys of a deck.
const DECK_KEYS: [&str; 4] = ["id", "title", "about", "note"];

/// A deck file as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParsedDeck {
    /// The name of the file as messages show it.
    pub file: String,
    /// The deck, without its bad notes; none if it has no valid id.
    pub deck: Option<Deck>,
    /// What is wrong with the file, in its order.
    pub problems: Vec<DeckProblem>,
    /// Where the deck's id stands.
    pub(super) id_at: Position,
    /// The ids of all notes, the bad ones too, and where they stand.
    pub(super) note_ids: Vec<(NoteId, Position)>,
}

impl ParsedDeck {
    /// Where the id of a note stands.
    pub fn location_of(&self, note: &NoteId) -> Option<Location> {
        let (_, position) = self.note_ids.iter().find(|(id, _)| id == note)?;
        Some(self.location(*position))
    }

    pub(super) fn location(&self, position: Position) -> Location {
        Location {
            file: self.file.clone(),
            position,
        }
    }
}

/// Reads the text of a deck file; `file` is its name as messages show it.
pub fn parse_deck(file: &str, text: &str) -> ParsedDeck {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reading = Reading::new(file, text);
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        reading.deck(table.get_ref());
        reading.notes(table.get_ref());
    } else {
        reading.pieces(text);
        if reading.log.count() == 0 {
            syntax_errors(&errors, &mut reading.log);
        }
    }
    reading.finish(file)
}

/// What was read of a file so far.
struct Reading<'t> {
    log: Log<'t>,
    id: Option<(DeckId, Position)>,
    title: String,
    about: String,
    notes: Vec<Note>,
    note_ids: Vec<(NoteId, Position)>,
    first_at: HashMap<NoteId, Position>,
}

impl<'t> Reading<'t> {
    fn new(file: &'t str, text: &'t str) -> Self {
        Self {
            log: Log::new(file, text),
            id: None,
            title: String::new(),
            about: String::new(),
            notes: Vec::new(),
            note_ids: Vec::new(),
            first_at: HashMap::new(),
        }
    }

    /// Reads a file that is not TOML, note by note, so that an error spoils only its own note. A
    /// string of several lines that quotes the header of a note is cut there too: such a file is
    /// read whole again when its errors are gone.
    fn pieces(&mut self, text: &str) {
        for (i, range) in pieces(text).into_iter().enumerate() {
            self.log.rebase(range.start);
            let piece = text.get(range).unwrap_or_default();
            let (table, errors) = DeTable::parse_recoverable(piece);
            let before = self.log.count();
            let error_lines = syntax_errors(&errors, &mut self.log);
            let from = self.log.count();
            let notes_before = self.notes.len();
            if i == 0 {
                self.deck(table.get_ref());
            } else {
                Keys::new(table.get_ref(), 0, TablePlace::Deck).know(&["note"], &mut self.log);
            }
            self.notes(table.get_ref());
            if from > before {
                self.notes.truncate(notes_before);
                // What an error swallowed is not missing, and what stands on its line is not right.
                self.log.retain_from(from, |p| {
                    !matches!(p.kind, DeckProblemKind::MissingKey { .. })
                        && !error_lines.contains(&p.location.position.line)
                });
            }
        }
        self.log.rebase(0);
    }

    fn deck(&mut self, table: &DeTable<'_>) {
        let keys = Keys::new(table, 0, TablePlace::Deck).know(&DECK_KEYS, &mut self.log);
        let id = note::id(&keys, &mut self.log);
        self.id = id.map(|(id, at)| (DeckId::new(id), at));
        self.title = keys.string("title", &mut self.log);
        self.about = keys.optional("about", &mut self.log).unwrap_or_default();
    }

    fn notes(&mut self, table: &DeTable<'_>) {
        let Some(value) = table.get("note") else {
            return;
        };
        let tables = elements("note", value, &mut self.log).unwrap_or_default();
        for value in tables {
            if let Some(keys) = table_of("note", value, TablePlace::Note, &mut self.log) {
                let read = note::read(keys, &mut self.log);
                self.take(read);
            }
        }
    }

    /// Takes a note, unless its id is already used.
    fn take(&mut self, read: note::Read) {
        let Some((id, at)) = read.id else {
            return;
        };
        self.note_ids.push((id.clone(), at));
        if let Some(first) = self.first_at.get(&id) {
            let first = self.log.location(*first);
            let kind = DeckProblemKind::DuplicateNote { id, first };
            self.log.add_at(at, kind);
            return;
        }
        self.first_at.insert(id, at);
        self.notes.extend(read.note);
    }

    fn finish(self, file: &str) -> ParsedDeck {
        let id_at = self.id.as_ref().map_or(Position::START, |(_, at)| *at);
        let deck = self.id.map(|(id, _)| Deck {
            // A deck without a title is reported; until then it goes by its id.
            title: Some(self.title)
                .filter(|title| !title.is_empty())
                .unwrap_or_else(|| id.to_string()),
            id,
            about: self.about,
            notes: self.notes,
        });
        ParsedDeck {
            file: file.to_owned(),
            deck,
            problems: self.log.into_problems(),
            id_at,
            note_ids: self.note_ids,
        }
    }
}

#[cfg(test)]
mod tests;
