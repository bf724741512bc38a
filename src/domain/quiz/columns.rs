//! The words and what was given for them, put together column by column.

use super::fold::Unit;
use super::judge::{Column, Mark};

/// Columns while they are put together.
pub(super) struct Columns<'t> {
    words: &'t str,
    given: &'t str,
    /// What of the words has its column.
    done: usize,
    /// What of the answer has its column.
    given_done: usize,
    /// Whether the last column is one of extra ones.
    extra: bool,
    made: Vec<Column>,
}

impl<'t> Columns<'t> {
    pub(super) fn new(words: &'t str, given: &'t str) -> Self {
        Self {
            words,
            given,
            done: 0,
            given_done: 0,
            extra: false,
            made: Vec::new(),
        }
    }

    /// A unit of the words and what was given for it.
    pub(super) fn unit(&mut self, unit: Option<&Unit>, given: Option<&Unit>, mark: Mark) {
        let Some(unit) = unit else { return };
        if self.extra && self.done == unit.range.start {
            self.space_before(given);
        }
        self.aside(unit.range.start);
        let wanted = self.words.get(unit.range.clone()).unwrap_or_default();
        let said = self.said(given);
        self.push(wanted.to_owned(), said, mark, unit.range.start);
        self.done = unit.range.end;
    }

    /// What was given where nothing was wanted; all units of the words tell what comes next. Behind a
    /// mark or a space of the answer it stands behind that of the words too.
    pub(super) fn extra(&mut self, given: Option<&Unit>, wanted: &[Unit]) {
        let done = self.done;
        if !self.extra && !self.before(given).is_empty() {
            let next = wanted.partition_point(|unit| unit.range.start < done);
            self.aside(wanted.get(next).map_or(self.words.len(), |u| u.range.start));
        }
        if self.done == done {
            self.space_before(given);
        }
        let said = self.said(given);
        self.push(String::new(), said, Mark::Extra, self.done);
        self.extra = true;
    }

    /// All columns, with what stands at the end.
    pub(super) fn end(mut self) -> Vec<Column> {
        self.aside(self.words.len());
        self.made
    }

    /// A column for each character of the words before `to` that does not count.
    fn aside(&mut self, to: usize) {
        let from = self.done;
        for (at, c) in self.words.get(from..to).unwrap_or_default().char_indices() {
            self.push(c.to_string(), String::new(), Mark::Aside, from + at);
        }
        self.done = to.max(from);
    }

    /// A column for the white space that parts the unit of the answer from what came before it.
    fn space_before(&mut self, given: Option<&Unit>) {
        if self.before(given).contains(char::is_whitespace) && !self.made.is_empty() {
            self.push(String::new(), " ".to_owned(), Mark::Aside, self.done);
        }
    }

    /// What stands in the answer between the last unit and this one.
    fn before(&self, given: Option<&Unit>) -> &'t str {
        let range = given.map(|unit| self.given_done..unit.range.start);
        range
            .and_then(|range| self.given.get(range))
            .unwrap_or_default()
    }

    /// What was given, which has its column by that.
    fn said(&mut self, given: Option<&Unit>) -> String {
        let Some(unit) = given else {
            return String::new();
        };
        self.given_done = unit.range.end;
        let said = self.given.get(unit.range.clone());
        said.unwrap_or_default().to_owned()
    }

    fn push(&mut self, wanted: String, given: String, mark: Mark, at: usize) {
        self.extra = mark == Mark::Extra;
        self.made.push(Column {
            wanted,
            given,
            mark,
            at,
            failed_before: false,
        });
    }
}
