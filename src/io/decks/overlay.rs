//! Overlay files: a person's changes to notes, field by field, and suspensions. A change is read as
//! the note's own table with the changed keys put over it, so that what holds for a note holds for
//! a changed one, and a key that is not changed follows the deck.

use super::keys::{Keys, Log, elements, nearest, table_of};
use super::load::DeckFile;
use super::note::{self, known_keys, own_keys};
use super::parse::ParsedDeck;
use super::pieces::each_table;
use super::problem::{DeckProblem, DeckProblemKind, Location, OverlayFault, TablePlace};
use super::written;
use crate::domain::deck::{Note, NoteKind, Overlay};
use crate::domain::id::NoteId;
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use toml::de::DeTable;

/// The key that takes a note out of the queues.
const SUSPENDED: &str = "suspended";
/// Keys that an overlay has and that change nothing in the note.
const NOT_FIELDS: [&str; 3] = ["id", "kind", SUSPENDED];

/// The folder of overlay files within the folder of a person's decks.
pub fn overlay_folder(decks: &Path) -> PathBuf {
    decks.join("overlay")
}

/// Reads overlay files over the notes of deck files. `once` holds the ids of notes that there ever
/// were: an overlay of one that is gone is a warning, and the note's id may come back. An entry
/// with a problem is left out.
pub fn read_overlays(
    decks: &[ParsedDeck],
    files: &[DeckFile],
    once: &BTreeSet<NoteId>,
) -> (Vec<Overlay>, Vec<DeckProblem>) {
    let mut reading = Reading::over(decks, once);
    let mut problems = Vec::new();
    for file in files {
        let name = file.path.display().to_string();
        let text = file.text.strip_prefix('\u{feff}').unwrap_or(&file.text);
        let mut log = Log::new(&name, text);
        each_table(text, &mut log, |table, log| reading.file(table, log));
        problems.extend(log.into_problems());
    }
    (reading.overlays, problems)
}

/// What was read so far, and the notes that can be changed.
struct Reading<'d> {
    good: HashMap<&'d NoteId, &'d Note>,
    /// All ids that deck files use, those of bad notes too.
    used: BTreeSet<&'d NoteId>,
    once: &'d BTreeSet<NoteId>,
    first_at: HashMap<NoteId, Location>,
    overlays: Vec<Overlay>,
}

impl<'d> Reading<'d> {
    fn over(decks: &'d [ParsedDeck], once: &'d BTreeSet<NoteId>) -> Self {
        let mut good = HashMap::new();
        let notes = decks.iter().filter_map(|parsed| parsed.deck.as_ref());
        for note in notes.flat_map(|deck| &deck.notes) {
            // Of two notes with one id the earlier is taken.
            good.entry(&note.id).or_insert(note);
        }
        let used = decks.iter().flat_map(|parsed| &parsed.note_ids);
        Self {
            good,
            used: used.map(|(id, _)| id).collect(),
            once,
            first_at: HashMap::new(),
            overlays: Vec::new(),
        }
    }

    fn file(&mut self, table: &DeTable<'_>, log: &mut Log<'_>) {
        let keys = Keys::new(table, 0, TablePlace::Overlay).know(&["note"], log);
        let entries = keys
            .value("note")
            .and_then(|value| elements("note", value, log));
        for value in entries.unwrap_or_default() {
            if let Some(keys) = table_of("note", value, TablePlace::Change, log) {
                self.entry(keys, log);
            }
        }
    }

    fn entry(&mut self, keys: Keys<'_, '_>, log: &mut Log<'_>) {
        let Some((id, at)) = note::id(&keys, log) else {
            return;
        };
        let refuse = |fault, log: &mut Log<'_>| log.add_at(at, DeckProblemKind::BadOverlay(fault));
        let id = NoteId::new(id);
        if let Some(first) = self.first_at.get(&id).cloned() {
            refuse(OverlayFault::ChangedTwice { id, first }, log);
            return;
        }
        self.first_at.insert(id.clone(), log.location(at));
        if let Some(note) = self.good.get(&id) {
            self.overlays.extend(change(note, keys, log));
        } else if self.used.contains(&id) {
            // What is wrong with the note itself is said at its place.
        } else if self.once.contains(&id) {
            refuse(OverlayFault::GoneNote { id }, log);
        } else {
            let nearest = nearest(id.as_str(), self.used.iter(), |known| known.as_str());
            let nearest = nearest.map(|known| NoteId::clone(known));
            refuse(OverlayFault::UnknownNote { id, nearest }, log);
        }
    }
}

/// The note with the entry over it, if nothing is wrong with that.
fn change(note: &Note, keys: Keys<'_, '_>, log: &mut Log<'_>) -> Option<Overlay> {
    let before = log.count();
    let kind = note.body.kind();
    let mut known = known_keys(&[kind]);
    known.push(SUSPENDED);
    let keys = keys.of_kind(kind).know(&known, log);
    kind_stays(kind, &keys, log);
    let suspended = keys.flag(SUSPENDED, log);
    let merged = merged(note, &keys);
    let read = note::read(Keys::new(&merged, keys.at(), TablePlace::Change), log);
    let changed = read.note.filter(|_| log.count() == before)?;
    Some(Overlay {
        note: changed,
        suspended,
    })
}

/// The cards hang on the kind: another kind is another note.
fn kind_stays(kind: NoteKind, keys: &Keys<'_, '_>, log: &mut Log<'_>) {
    let Some(value) = keys.value("kind") else {
        return;
    };
    if value.get_ref().as_str().map(str::trim) != Some(kind.as_str()) {
        let fault = OverlayFault::KindChanged { kind };
        log.add(value.span().start, DeckProblemKind::BadOverlay(fault));
    }
}

/// The note's own table with the changed fields in the places of its own.
fn merged<'i>(note: &Note, keys: &Keys<'_, 'i>) -> DeTable<'i> {
    let known = known_keys(&[note.body.kind()]);
    let fields = || {
        keys.table().iter().filter(|(key, _)| {
            let key = key.get_ref().as_ref();
            known.contains(&key) && !NOT_FIELDS.contains(&key)
        })
    };
    // A field that no longer goes with a changed one is a fault of the change.
    let own = own_keys(note.body.kind());
    let first = fields()
        .filter(|(key, _)| own.contains(&key.get_ref().as_ref()))
        .map(|(_, value)| value.span().start)
        .min();
    let mut table = written::table(note, first.unwrap_or(keys.at()));
    for (key, value) in fields() {
        table.insert(key.clone(), value.clone());
    }
    table
}

#[cfg(test)]
mod tests;
