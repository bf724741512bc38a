//! A note as the table that a deck file has for it: what [`super::note`] reads, the other way
//! round.

use crate::domain::deck::{Directions, Field, NamedSet, Note, NoteBody, SourceRef};
use std::borrow::Cow;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The table of a note. All of it stands at the byte `at`.
pub(super) fn table<'i>(note: &Note, at: usize) -> DeTable<'i> {
    let mut table = Written::new(at);
    table.text("id", note.id.as_str());
    table.text("kind", note.body.kind().as_str());
    body(&note.body, &mut table);
    table.texts("tags", &note.tags);
    if let Some(SourceRef {
        id,
        section,
        snippet,
    }) = &note.source
    {
        let mut source = Written::new(at);
        source.text("id", id.as_str());
        source.text("section", section);
        source.text("snippet", snippet);
        table.put("source", DeValue::Table(source.table));
    }
    table.text_if_any("hint", note.hint.as_deref());
    table.text_if_any("note", note.remark.as_deref());
    table.table
}

fn body(body: &NoteBody, table: &mut Written<'_>) {
    match body {
        NoteBody::Basic { question, answer } => {
            table.text("question", question);
            table.text("answer", answer);
        }
        NoteBody::Definition {
            term,
            definition,
            directions,
        } => {
            table.text("term", term);
            table.text("definition", definition);
            table.texts("directions", directions_as_written(*directions));
        }
        NoteBody::Formulation {
            cue,
            wording,
            attribution,
        } => {
            table.text("cue", cue);
            table.text("wording", wording);
            table.text("who", &attribution.who);
            table.text("when", &attribution.when);
            table.text("where", &attribution.place);
        }
        NoteBody::Cloze { text } => table.text("text", text.as_str()),
        NoteBody::List {
            prompt,
            items,
            ordered,
        } => {
            table.text("prompt", prompt);
            table.texts("items", items);
            table.put("ordered", DeValue::Boolean(*ordered));
        }
        NoteBody::Relation {
            left,
            right,
            statement,
            question,
        } => {
            table.text("left", left);
            table.text("right", right);
            table.text("statement", statement);
            table.text_if_any("question", question.as_deref());
        }
        NoteBody::Profile { subject, fields } => {
            table.text("subject", subject);
            table.tables("fields", fields, |Field { name, value }, entry| {
                entry.text("name", name);
                entry.text("value", value);
            });
        }
        NoteBody::Contrast {
            prompt,
            sets,
            difference,
        } => {
            table.text("prompt", prompt);
            table.tables("sets", sets, |NamedSet { name, items }, entry| {
                entry.text("name", name);
                entry.texts("items", items);
            });
            table.text("difference", difference);
        }
    }
}

fn directions_as_written(directions: Directions) -> &'static [&'static str] {
    match directions {
        Directions::Both => &["definition", "term"],
        Directions::Definition => &["definition"],
        Directions::Term => &["term"],
    }
}

/// A table that is being written.
struct Written<'i> {
    at: usize,
    table: DeTable<'i>,
}

impl Written<'_> {
    fn new(at: usize) -> Self {
        Self {
            at,
            table: DeTable::new(),
        }
    }

    fn put(&mut self, key: &'static str, value: DeValue<'static>) {
        let key = Spanned::new(self.at..self.at, Cow::Borrowed(key));
        let value = Spanned::new(self.at..self.at, value);
        self.table.insert(key, value);
    }

    fn text(&mut self, key: &'static str, text: &str) {
        self.put(key, string(text));
    }

    fn text_if_any(&mut self, key: &'static str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(key, text);
        }
    }

    fn texts(&mut self, key: &'static str, texts: &[impl AsRef<str>]) {
        let at = self.at..self.at;
        let texts = texts
            .iter()
            .map(|text| Spanned::new(at.clone(), string(text.as_ref())));
        self.put(key, DeValue::Array(texts.collect()));
    }

    fn tables<T>(
        &mut self,
        key: &'static str,
        entries: &[T],
        write: impl Fn(&T, &mut Written<'static>),
    ) {
        let at = self.at;
        let tables = entries.iter().map(|entry| {
            let mut table = Written::new(at);
            write(entry, &mut table);
            Spanned::new(at..at, DeValue::Table(table.table))
        });
        self.put(key, DeValue::Array(tables.collect()));
    }
}

fn string(text: &str) -> DeValue<'static> {
    DeValue::String(Cow::Owned(text.to_owned()))
}
