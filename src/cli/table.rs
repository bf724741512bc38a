//! Rows in columns that stand below each other, whatever script they are in.

use super::out::Out;
use crate::domain::text::SafeText;
use crate::domain::text::Widths;
use std::io;

/// Cells between two columns.
const GAP: usize = 2;
/// A column is at most this wide; a longer cell pushes the rest of its own row aside.
const WIDEST: usize = 36;

/// On which side the cells of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Text.
    Left,
    /// Numbers.
    Right,
}

/// A table. In a terminal its last column is cut to the room there is; nothing else is ever cut.
#[derive(Debug)]
pub(super) struct Table {
    sides: Vec<Side>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these headings.
    pub(super) fn new(columns: &[(&str, Side)]) -> Self {
        Self {
            sides: columns.iter().map(|(_, side)| *side).collect(),
            rows: vec![columns.iter().map(|(name, _)| safe(name)).collect()],
        }
    }

    /// Adds a row with a cell for each column.
    pub(super) fn row(&mut self, cells: &[&str]) {
        self.rows
            .push(cells.iter().map(|cell| safe(cell)).collect());
    }

    /// Writes it.
    pub(super) fn print(&self, out: &mut Out) -> io::Result<()> {
        let width = out.size().map(|(columns, _)| usize::from(columns));
        for line in self.lines(width) {
            out.line(&line)?;
        }
        Ok(())
    }

    fn lines(&self, terminal: Option<usize>) -> Vec<String> {
        let width_of = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            let widest = cells.map(|cell| Widths::NARROW.of(cell)).max();
            widest.unwrap_or(0).min(WIDEST)
        };
        let widths: Vec<usize> = (0..self.sides.len()).map(width_of).collect();
        let rows = self.rows.iter();
        rows.map(|row| self.line(row, &widths, terminal)).collect()
    }

    fn line(&self, row: &[String], widths: &[usize], terminal: Option<usize>) -> String {
        let Some((last, cells)) = row.split_last() else {
            return String::new();
        };
        let mut line = String::new();
        for ((cell, width), side) in cells.iter().zip(widths).zip(&self.sides) {
            let blank = " ".repeat(width.saturating_sub(Widths::NARROW.of(cell)));
            match side {
                Side::Left => line.extend([cell, blank.as_str()]),
                Side::Right => line.extend([blank.as_str(), cell]),
            }
            line.push_str(&" ".repeat(GAP));
        }
        let room = terminal.map(|terminal| terminal.saturating_sub(Widths::NARROW.of(&line)));
        line.push_str(&cut(last, room.unwrap_or(usize::MAX)));
        line.trim_end().to_owned()
    }
}

/// A cell as it is shown: its width is measured after that.
fn safe(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    SafeText::new(&line).to_string()
}

fn cut(cell: &str, room: usize) -> String {
    if Widths::NARROW.of(cell) <= room {
        return cell.to_owned();
    }
    // The mark takes one cell or two: terminals differ.
    let kept = Widths::NARROW.fitting_prefix(cell, room.saturating_sub(2));
    let mark = if room > 1 { "…" } else { "" };
    format!("{}{mark}", cell.get(..kept).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table = Table::new(&[
            ("编号", Side::Left),
            ("n", Side::Right),
            ("标题", Side::Left),
        ]);
        table.row(&["guide", "7", "温故\n而知新，可以为师矣。学而时习之"]);
        table.row(&["导", "120", "x\u{202E}y"]);
        table
    }

    #[test]
    fn columns_stand_below_each_other() {
        assert_eq!(
            table().lines(None),
            [
                "编号     n  标题",
                "guide    7  温故 而知新，可以为师矣。学而时习之",
                "导     120  xy",
            ]
        );
    }

    #[test]
    fn one_long_cell_pushes_its_own_row_alone() {
        let mut table = table();
        table.row(&[&"长".repeat(20), "1", "x"]);
        let lines = table.lines(None);
        assert_eq!(lines[3], format!("{}    1  x", "长".repeat(20)));
        assert!(
            lines[2].starts_with(&format!("导{}120", " ".repeat(36 - 2 + 2))),
            "{}",
            lines[2]
        );
    }

    #[test]
    fn a_terminal_cuts_the_last_column_alone() {
        let lines = table().lines(Some(30));
        assert_eq!(lines[1], "guide    7  温故 而知新，可…");
        assert!(lines.iter().all(|line| Widths::NARROW.of(line) <= 30));
    }
}
