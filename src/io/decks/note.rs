//! Reads one note from its TOML table. Knows the keys of each kind; does not know other notes.

use super::keys::{Keys, Log, Text, nearest};
use super::lines::offset_in_string;
use super::problem::{DeckProblemKind, Position, SNIPPET_MOST, TablePlace, WORDING_MOST};
use crate::domain::deck::{
    Attribution, Cloze, ClozeErrorKind, Directions, Field, NamedSet, Note, NoteBody, NoteKind,
    SourceRef,
};
use crate::domain::id::{DocId, NoteId};
use std::collections::HashSet;

/// The keys of every note.
const COMMON: [&str; 6] = ["id", "kind", "tags", "source", "hint", "note"];

/// The keys of a kind.
pub(super) fn own_keys(kind: NoteKind) -> &'static [&'static str] {
    match kind {
        NoteKind::Basic => &["question", "answer"],
        NoteKind::Definition => &["term", "definition", "directions"],
        NoteKind::Formulation => &["cue", "wording", "who", "when", "where"],
        NoteKind::Cloze => &["text"],
        NoteKind::List => &["prompt", "items", "ordered"],
        NoteKind::Relation => &["left", "right", "statement", "question"],
        NoteKind::Profile => &["subject", "fields"],
        NoteKind::Contrast => &["prompt", "sets", "difference"],
    }
}

/// The keys that a note of one of the kinds may have.
pub(super) fn known_keys(kinds: &[NoteKind]) -> Vec<&'static str> {
    let own = kinds.iter().flat_map(|kind| own_keys(*kind));
    COMMON.iter().chain(own).copied().collect()
}

/// What was read of a note.
pub(super) struct Read {
    /// Its id and where that stands, even if the rest is bad.
    pub(super) id: Option<(NoteId, Position)>,
    /// The note, if nothing is wrong with it.
    pub(super) note: Option<Note>,
}

/// Reads a note; whatever is wrong with it is in the log.
pub(super) fn read(keys: Keys<'_, '_>, log: &mut Log<'_>) -> Read {
    let before = log.count();
    let kind = keys
        .value("kind")
        .and_then(|value| value.get_ref().as_str());
    let kind = kind.and_then(|name| NoteKind::from_name(name.trim()));
    let known = match kind {
        Some(kind) => known_keys(&[kind]),
        None => known_keys(&NoteKind::ALL),
    };
    let keys = match kind {
        Some(kind) => keys.of_kind(kind),
        None => keys,
    };
    let keys = keys.know(&known, log);
    let id = id(&keys, log).map(|(id, at)| (NoteId::new(id), at));
    if kind.is_none() {
        no_kind(&keys, log);
    }
    let body = kind.and_then(|kind| body(kind, &keys, log));
    let tags = keys.optional_texts("tags", log);
    let source = source(&keys, log);
    let hint = keys.optional("hint", log);
    let remark = keys.optional("note", log);
    let note = id
        .clone()
        .zip(body)
        .filter(|_| log.count() == before)
        .map(|((id, _), body)| Note {
            id,
            body,
            tags,
            source,
            hint,
            remark,
        });
    Read { id, note }
}

/// An id of a deck or a note, and where it stands.
pub(super) fn id(keys: &Keys<'_, '_>, log: &mut Log<'_>) -> Option<(String, Position)> {
    let id = keys.text("id", log)?;
    let valid = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !id.text.chars().all(valid) {
        log.add(id.at, DeckProblemKind::BadId { id: id.text });
        return None;
    }
    let position = log.position(id.at);
    Some((id.text, position))
}

/// Says why a note has no kind.
fn no_kind(keys: &Keys<'_, '_>, log: &mut Log<'_>) {
    if let Some(Text { text: kind, at }) = keys.text("kind", log) {
        let nearest = nearest(&kind, NoteKind::ALL.into_iter(), |k| k.as_str());
        log.add(at, DeckProblemKind::UnknownKind { kind, nearest });
    }
}

fn source(keys: &Keys<'_, '_>, log: &mut Log<'_>) -> Option<SourceRef> {
    let keys = keys
        .optional_table("source", TablePlace::Source, log)?
        .know(&["id", "section", "snippet"], log);
    Some(SourceRef {
        id: DocId::new(keys.string("id", log)),
        section: keys.string("section", log),
        snippet: keys.short("snippet", SNIPPET_MOST, log),
    })
}

fn body(kind: NoteKind, keys: &Keys<'_, '_>, log: &mut Log<'_>) -> Option<NoteBody> {
    Some(match kind {
        NoteKind::Basic => NoteBody::Basic {
            question: keys.string("question", log),
            answer: keys.string("answer", log),
        },
        NoteKind::Definition => definition(keys, log),
        NoteKind::Formulation => NoteBody::Formulation {
            cue: keys.string("cue", log),
            wording: keys.short("wording", WORDING_MOST, log),
            attribution: Attribution {
                who: keys.string("who", log),
                when: keys.string("when", log),
                place: keys.string("where", log),
            },
        },
        NoteKind::Cloze => NoteBody::Cloze {
            text: cloze(keys, log)?,
        },
        NoteKind::List => NoteBody::List {
            prompt: keys.string("prompt", log),
            items: keys.texts("items", 2, log),
            ordered: keys.flag("ordered", log),
        },
        NoteKind::Relation => NoteBody::Relation {
            left: keys.string("left", log),
            right: keys.string("right", log),
            statement: keys.string("statement", log),
            question: keys.optional("question", log),
        },
        NoteKind::Profile => NoteBody::Profile {
            subject: keys.string("subject", log),
            fields: fields(keys, log),
        },
        NoteKind::Contrast => NoteBody::Contrast {
            prompt: keys.string("prompt", log),
            sets: sets(keys, log),
            difference: keys.string("difference", log),
        },
    })
}

fn definition(keys: &Keys<'_, '_>, log: &mut Log<'_>) -> NoteBody {
    let term = keys.string("term", log);
    let directions = directions(keys, log);
    let definition = keys.text("definition", log);
    if let Some(definition) = &definition {
        let gives_away = !term.is_empty()
            && definition
                .text
                .to_lowercase()
                .contains(&term.to_lowercase());
        if gives_away && directions.asks_term() {
            let term = term.clone();
            log.add(definition.at, DeckProblemKind::TermInDefinition { term });
        }
    }
    NoteBody::Definition {
        term,
        definition: definition.map(|d| d.text).unwrap_or_default(),
        directions,
    }
}

fn directions(keys: &Keys<'_, '_>, log: &mut Log<'_>) -> Directions {
    let Some(value) = keys.value("directions") else {
        return Directions::Both;
    };
    let before = log.count();
    let names = keys.optional_texts("directions", log);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    match names[..] {
        ["definition"] => Directions::Definition,
        ["term"] => Directions::Term,
        ["definition", "term"] | ["term", "definition"] => Directions::Both,
        _ => {
            if log.count() == before {
                log.add(value.span().start, DeckProblemKind::BadDirections);
            }
            Directions::Both
        }
    }
}

fn cloze(keys: &Keys<'_, '_>, log: &mut Log<'_>) -> Option<Cloze> {
    let text = keys.text("text", log)?;
    let error = match Cloze::parse(&text.text) {
        Ok(cloze) => return Some(cloze),
        Err(error) => error,
    };
    let span = keys.value("text")?.span();
    let value = keys.value("text")?.get_ref().as_str().unwrap_or_default();
    let trimmed = value.len() - value.trim_start().len();
    let inside = match error.kind {
        ClozeErrorKind::NoGap => None,
        _ => offset_in_string(log.written(span.clone()), trimmed + error.at),
    };
    let at = span.start + inside.unwrap_or_default();
    log.add(at, DeckProblemKind::BadCloze(error.kind));
    None
}

fn fields(keys: &Keys<'_, '_>, log: &mut Log<'_>) -> Vec<Field> {
    let mut names = HashSet::new();
    keys.tables("fields", 1, TablePlace::Field, log)
        .into_iter()
        .map(|entry| {
            let entry = entry.know(&["name", "value"], log);
            Field {
                name: own_name("fields", &entry, &mut names, log),
                value: entry.string("value", log),
            }
        })
        .collect()
}

fn sets(keys: &Keys<'_, '_>, log: &mut Log<'_>) -> Vec<NamedSet> {
    let mut names = HashSet::new();
    keys.tables("sets", 2, TablePlace::Set, log)
        .into_iter()
        .map(|entry| {
            let entry = entry.know(&["name", "items"], log);
            NamedSet {
                name: own_name("sets", &entry, &mut names, log),
                items: entry.texts("items", 1, log),
            }
        })
        .collect()
}

/// The name of an entry, which no other entry may have.
fn own_name(
    key: &'static str,
    entry: &Keys<'_, '_>,
    names: &mut HashSet<String>,
    log: &mut Log<'_>,
) -> String {
    let Some(name) = entry.text("name", log) else {
        return String::new();
    };
    if !names.insert(name.text.clone()) {
        let name_again = name.text.clone();
        log.add(
            name.at,
            DeckProblemKind::DuplicateName {
                key,
                name: name_again,
            },
        );
    }
    name.text
}

#[cfg(test)]
mod tests;
