//! What stands on an emulator's screen, in the words of a person who looks at it.

use std::fmt;
use vt100::{MouseProtocolMode, Screen};

/// What a person sees.
pub(super) struct View(Screen);

impl From<&Screen> for View {
    fn from(screen: &Screen) -> Self {
        Self(screen.clone())
    }
}

impl View {
    /// Whether a row holds the text.
    pub(super) fn has(&self, text: &str) -> bool {
        self.rows().iter().any(|row| row.contains(text))
    }

    /// The rows, without the blanks at their ends; one that parts no lines looks like any other.
    pub(super) fn rows(&self) -> Vec<String> {
        let (_, columns) = self.0.size();
        let rows = self.0.rows(0, columns.get());
        rows.map(|row| row.trim_end().replace('\u{a0}', " "))
            .collect()
    }

    /// The row with the keys.
    pub(super) fn footer(&self) -> String {
        self.rows().pop().unwrap()
    }

    /// The rows between the first and the last.
    pub(super) fn body(&self) -> Vec<String> {
        let rows = self.rows();
        rows[1..rows.len() - 1].to_vec()
    }

    /// The rows of the body that are not blank.
    pub(super) fn lines(&self) -> Vec<String> {
        let mut lines = self.body();
        lines.retain(|row| !row.is_empty());
        lines
    }

    /// The first line, without its indent.
    pub(super) fn first_line(&self) -> String {
        let first = self.lines().into_iter().next();
        first.map_or(String::new(), |row| row.trim().to_owned())
    }

    /// All that stands in the body, without white space.
    pub(super) fn text(&self) -> String {
        let body = self.body().concat();
        body.chars().filter(|c| !c.is_whitespace()).collect()
    }

    /// Where the cursor stands, as (column, row), from 0.
    pub(super) fn cursor(&self) -> (u16, u16) {
        let (row, column) = self.0.cursor_position();
        (column, row)
    }

    /// Where the text begins, as (column, row), from 0.
    pub(super) fn place_of(&self, text: &str) -> Option<(u16, u16)> {
        let (rows, columns) = self.0.size();
        (0..rows.get()).find_map(|row| {
            let starts = |column: &u16| {
                let tail = self.0.rows(*column, columns.get() - column);
                let tail: Vec<String> = tail.collect();
                tail[usize::from(row)].starts_with(text)
            };
            (0..columns.get()).find(starts).map(|column| (column, row))
        })
    }

    /// The text of all cells with a background of their own, without white space.
    pub(super) fn marked(&self) -> String {
        let (rows, columns) = self.0.size();
        let plain = self.0.cell(0, 0).unwrap().bgcolor();
        let cells =
            (0..rows.get()).flat_map(|row| (0..columns.get()).map(move |column| (row, column)));
        cells
            .filter_map(|(row, column)| self.0.cell(row, column))
            .filter(|cell| cell.bgcolor() != plain || cell.inverse())
            .flat_map(|cell| cell.contents().chars())
            .filter(|c| !c.is_whitespace())
            .collect()
    }

    /// Whether the program has the mouse.
    pub(super) fn mouse(&self) -> bool {
        self.0.mouse_protocol_mode() != MouseProtocolMode::None
    }
}

impl fmt::Display for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for row in self.rows() {
            writeln!(f, "|{row}")?;
        }
        Ok(())
    }
}
