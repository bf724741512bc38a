//! Takes typed values out of a TOML table and reports what is wrong with them. Knows TOML and
//! where a value stands; does not know which keys a deck has.
//!
//! Readers return a neutral value after a report, so that one fault never hides the next; whoever
//! builds something from the values drops it when the log has grown meanwhile.

use super::lines::Lines;
use super::problem::{DeckProblem, DeckProblemKind, Location, Position, TablePlace, ValueType};
use crate::domain::deck::NoteKind;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Collects the problems of one file.
pub(super) struct Log<'t> {
    file: &'t str,
    lines: Lines<'t>,
    /// Where the text that spans count from begins in the file.
    base: usize,
    problems: Vec<DeckProblem>,
}

impl<'t> Log<'t> {
    pub(super) fn new(file: &'t str, text: &'t str) -> Self {
        Self {
            file,
            lines: Lines::new(text),
            base: 0,
            problems: Vec::new(),
        }
    }

    /// From now on spans count from this byte of the file.
    pub(super) fn rebase(&mut self, base: usize) {
        self.base = base;
    }

    pub(super) fn add(&mut self, at: usize, kind: DeckProblemKind) {
        let location = self.location(self.position(at));
        self.problems.push(DeckProblem { location, kind });
    }

    pub(super) fn add_at(&mut self, position: Position, kind: DeckProblemKind) {
        let location = self.location(position);
        self.problems.push(DeckProblem { location, kind });
    }

    pub(super) fn position(&self, at: usize) -> Position {
        self.lines.position(self.base + at)
    }

    pub(super) fn location(&self, position: Position) -> Location {
        Location {
            file: self.file.to_owned(),
            position,
        }
    }

    /// The text as it is written there.
    pub(super) fn written(&self, span: Range<usize>) -> &'t str {
        self.lines
            .slice(self.base + span.start..self.base + span.end)
    }

    /// How many problems there are so far.
    pub(super) fn count(&self) -> usize {
        self.problems.len()
    }

    /// Drops those of the problems from `start` on that do not pass.
    pub(super) fn retain_from(&mut self, start: usize, pass: impl Fn(&DeckProblem) -> bool) {
        let kept = self.problems.split_off(start);
        self.problems.extend(kept.into_iter().filter(pass));
    }

    /// The problems, in the order of the file.
    pub(super) fn into_problems(mut self) -> Vec<DeckProblem> {
        self.problems.sort_by_key(|p| p.location.position);
        self.problems
    }
}

/// A table of a deck file, as far as it is valid.
pub(super) struct Keys<'a, 'i> {
    table: &'a DeTable<'i>,
    /// Where the table stands.
    at: usize,
    place: TablePlace,
    /// Keys that an unknown key was probably meant to be.
    misspelt: Vec<&'static str>,
}

/// A text and where it stands.
pub(super) struct Text {
    /// Without white space at its ends.
    pub(super) text: String,
    pub(super) at: usize,
}

impl<'a, 'i> Keys<'a, 'i> {
    /// The table at `at`. Which keys are known is said by [`Keys::know`].
    pub(super) fn new(table: &'a DeTable<'i>, at: usize, place: TablePlace) -> Self {
        Self {
            table,
            at,
            place,
            misspelt: Vec::new(),
        }
    }

    /// The same table, called a note of that kind from now on.
    pub(super) fn of_kind(mut self, kind: NoteKind) -> Self {
        self.place = TablePlace::NoteOf(kind);
        self
    }

    /// Reports the keys that are not known.
    pub(super) fn know(mut self, known: &[&'static str], log: &mut Log<'_>) -> Self {
        for (key, _) in self.table {
            let name = key.get_ref().as_ref();
            if known.contains(&name) {
                continue;
            }
            let absent = known.iter().filter(|k| self.table.get(**k).is_none());
            let nearest = nearest(name, absent.chain(known).copied(), |k| k);
            self.misspelt.extend(nearest);
            let kind = DeckProblemKind::UnknownKey {
                key: name.to_owned(),
                place: self.place,
                nearest,
            };
            log.add(key.span().start, kind);
        }
        self
    }

    /// The table itself.
    pub(super) fn table(&self) -> &'a DeTable<'i> {
        self.table
    }

    /// The byte at which the table stands.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// The value of a key, whatever it is.
    pub(super) fn value(&self, key: &str) -> Option<&'a Spanned<DeValue<'i>>> {
        self.table.get(key)
    }

    /// The value of a key that must be there.
    fn needed(&self, key: &'static str, log: &mut Log<'_>) -> Option<&'a Spanned<DeValue<'i>>> {
        let value = self.value(key);
        // Who wrote `anwser` is told so once, not also that `answer` is missing.
        if value.is_none() && !self.misspelt.contains(&key) {
            let place = self.place;
            log.add(self.at, DeckProblemKind::MissingKey { key, place });
        }
        value
    }

    /// A text that must be there and hold something.
    pub(super) fn text(&self, key: &'static str, log: &mut Log<'_>) -> Option<Text> {
        text_of(key, self.needed(key, log)?, log)
    }

    /// Like [`Keys::text`], the text alone; empty if there is none.
    pub(super) fn string(&self, key: &'static str, log: &mut Log<'_>) -> String {
        self.text(key, log).map(|t| t.text).unwrap_or_default()
    }

    /// A text that may be absent; if there, it must hold something.
    pub(super) fn optional(&self, key: &'static str, log: &mut Log<'_>) -> Option<String> {
        text_of(key, self.value(key)?, log).map(|t| t.text)
    }

    /// A text with a greatest length in characters.
    pub(super) fn short(&self, key: &'static str, most: usize, log: &mut Log<'_>) -> String {
        let Some(Text { text, at }) = self.text(key, log) else {
            return String::new();
        };
        let found = text.chars().count();
        if found > most {
            log.add(at, DeckProblemKind::TooLong { key, most, found });
        }
        text
    }

    /// A truth value; false if absent.
    pub(super) fn flag(&self, key: &'static str, log: &mut Log<'_>) -> bool {
        match self.value(key) {
            None => false,
            Some(value) => value.get_ref().as_bool().unwrap_or_else(|| {
                wrong_type(key, ValueType::Boolean, value, log);
                false
            }),
        }
    }

    /// An array that must be there, with at least so many elements.
    fn array(
        &self,
        key: &'static str,
        least: usize,
        log: &mut Log<'_>,
    ) -> Vec<&'a Spanned<DeValue<'i>>> {
        let Some(value) = self.needed(key, log) else {
            return Vec::new();
        };
        let elements = elements(key, value, log);
        if let Some(found) = elements.as_ref().map(Vec::len).filter(|n| *n < least) {
            log.add(
                value.span().start,
                DeckProblemKind::TooFew { key, least, found },
            );
        }
        elements.unwrap_or_default()
    }

    /// An array of texts that must be there, with at least so many.
    pub(super) fn texts(&self, key: &'static str, least: usize, log: &mut Log<'_>) -> Vec<String> {
        let elements = self.array(key, least, log);
        strings(key, &elements, log)
    }

    /// An array of texts that may be absent.
    pub(super) fn optional_texts(&self, key: &'static str, log: &mut Log<'_>) -> Vec<String> {
        let value = self.value(key);
        let elements = value.and_then(|value| elements(key, value, log));
        strings(key, &elements.unwrap_or_default(), log)
    }

    /// An array of tables that must be there, with at least so many.
    pub(super) fn tables(
        &self,
        key: &'static str,
        least: usize,
        place: TablePlace,
        log: &mut Log<'_>,
    ) -> Vec<Keys<'a, 'i>> {
        self.array(key, least, log)
            .into_iter()
            .filter_map(|element| table_of(key, element, place, log))
            .collect()
    }

    /// A table that may be absent.
    pub(super) fn optional_table(
        &self,
        key: &'static str,
        place: TablePlace,
        log: &mut Log<'_>,
    ) -> Option<Keys<'a, 'i>> {
        table_of(key, self.value(key)?, place, log)
    }
}

/// The elements of an array.
pub(super) fn elements<'a, 'i>(
    key: &'static str,
    value: &'a Spanned<DeValue<'i>>,
    log: &mut Log<'_>,
) -> Option<Vec<&'a Spanned<DeValue<'i>>>> {
    let array = value.get_ref().as_array();
    if array.is_none() {
        wrong_type(key, ValueType::Array, value, log);
    }
    array.map(|array| array.iter().collect())
}

/// The keys of a table.
pub(super) fn table_of<'a, 'i>(
    key: &'static str,
    value: &'a Spanned<DeValue<'i>>,
    place: TablePlace,
    log: &mut Log<'_>,
) -> Option<Keys<'a, 'i>> {
    let table = value.get_ref().as_table();
    if table.is_none() {
        wrong_type(key, ValueType::Table, value, log);
    }
    table.map(|table| Keys::new(table, value.span().start, place))
}

fn strings(
    key: &'static str,
    elements: &[&Spanned<DeValue<'_>>],
    log: &mut Log<'_>,
) -> Vec<String> {
    elements
        .iter()
        .filter_map(|element| text_of(key, element, log))
        .map(|t| t.text)
        .collect()
}

fn text_of(key: &'static str, value: &Spanned<DeValue<'_>>, log: &mut Log<'_>) -> Option<Text> {
    let at = value.span().start;
    let Some(text) = value.get_ref().as_str() else {
        wrong_type(key, ValueType::String, value, log);
        return None;
    };
    let text = text.trim().to_owned();
    if text.is_empty() {
        log.add(at, DeckProblemKind::Empty { key });
        return None;
    }
    Some(Text { text, at })
}

fn wrong_type(
    key: &'static str,
    expected: ValueType,
    value: &Spanned<DeValue<'_>>,
    log: &mut Log<'_>,
) {
    let found = match value.get_ref() {
        DeValue::String(_) => ValueType::String,
        DeValue::Integer(_) => ValueType::Integer,
        DeValue::Float(_) => ValueType::Float,
        DeValue::Boolean(_) => ValueType::Boolean,
        DeValue::Datetime(_) => ValueType::Datetime,
        DeValue::Array(_) => ValueType::Array,
        DeValue::Table(_) => ValueType::Table,
    };
    let kind = DeckProblemKind::WrongType {
        key,
        expected,
        found,
    };
    log.add(value.span().start, kind);
}

/// The name most like what was written; none if nothing is like it. The first of equals wins.
pub(super) fn nearest<T>(
    written: &str,
    names: impl Iterator<Item = T>,
    name_of: impl Fn(&T) -> &str,
) -> Option<T> {
    let written = written.to_lowercase();
    let length = written.chars().count();
    names
        .map(|name| {
            let distance = strsim::damerau_levenshtein(&written, name_of(&name));
            (distance, name)
        })
        // A third of the letters may be wrong; more is another word.
        .filter(|(distance, name)| distance * 3 <= name_of(name).chars().count().max(length))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_recognised_and_another_word_is_not() {
        let known = ["question", "answer", "tags", "source", "note", "id"];
        for (written, wanted) in [
            ("anwser", Some("answer")),
            ("Question", Some("question")),
            ("tag", Some("tags")),
            ("notes", Some("note")),
            ("sources", Some("source")),
            ("definition", None),
            ("x", None),
            ("答案", None),
        ] {
            assert_eq!(
                nearest(written, known.into_iter(), |k| k),
                wanted,
                "{written}"
            );
        }
    }
}
