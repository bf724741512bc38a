//! The frame on the screen and the next one: what of it changes, character by character.
//!
//! A wide character is written and lost as a whole. Where one frame's characters overlap the
//! other's in part, all that hangs together is written anew: what a terminal makes of half a
//! character, and in which look, is not known.

use super::backend::Ansi;
use crate::domain::text::is_plain_han;
use ratatui::backend::Backend;
use ratatui::buffer::{Buffer, Cell, CellDiffOption, CellWidth};
use ratatui::layout::{Position, Rect, Size};
use std::io::{self, Write};

/// A terminal, what it shows, and a buffer for what it is to show next.
pub(super) struct Frames<W: Write> {
    backend: Ansi<W>,
    shown: Buffer,
    next: Buffer,
}

impl<W: Write> Frames<W> {
    /// Frames for a terminal that is blank.
    pub(super) fn new(backend: Ansi<W>) -> Self {
        let blank = Buffer::empty(Rect::from((Position::ORIGIN, backend.known_size())));
        Self {
            backend,
            shown: blank.clone(),
            next: blank,
        }
    }

    /// The terminal.
    pub(super) fn backend(&mut self) -> &mut Ansi<W> {
        &mut self.backend
    }

    /// Columns and rows.
    pub(super) fn size(&self) -> Size {
        self.backend.known_size()
    }

    /// Takes another size; what is on the screen is forgotten then.
    pub(super) fn resize(&mut self, size: Size) -> io::Result<()> {
        if size == self.size() {
            return Ok(());
        }
        self.backend.set_size(size);
        self.forget()
    }

    /// Clears the screen, so that the next frame is drawn whole.
    pub(super) fn forget(&mut self) -> io::Result<()> {
        self.backend.forget();
        self.backend.clear()?;
        let area = Rect::from((Position::ORIGIN, self.size()));
        self.shown = Buffer::empty(area);
        self.next = Buffer::empty(area);
        Ok(())
    }

    /// Paints the next frame and writes what changes; the cursor stands where `paint` says, or is
    /// hidden.
    pub(super) fn draw(
        &mut self,
        paint: impl FnOnce(&mut Buffer) -> Option<(u16, u16)>,
    ) -> io::Result<()> {
        self.next.reset();
        let cursor = paint(&mut self.next);
        self.backend.draw(changes(&self.shown, &self.next))?;
        match cursor {
            Some(at) => {
                self.backend.set_cursor_position(at)?;
                self.backend.show_cursor()?;
            }
            None => self.backend.hide_cursor()?,
        }
        std::mem::swap(&mut self.shown, &mut self.next);
        self.backend.flush()
    }
}

/// The characters of `next` that are not shown yet, with their places. Both have the same size.
fn changes<'b>(shown: &'b Buffer, next: &'b Buffer) -> impl Iterator<Item = (u16, u16, &'b Cell)> {
    let columns = usize::from(next.area.width).max(1);
    let rows = shown
        .content()
        .chunks(columns)
        .zip(next.content().chunks(columns));
    rows.enumerate()
        .filter(|(_, (before, now))| before != now)
        .flat_map(|(y, (before, now))| {
            changed_cells(before, now).map(move |x| (x as u16, y as u16, &now[x]))
        })
}

/// The columns of a row in which a character begins that is to be written.
fn changed_cells<'r>(before: &'r [Cell], now: &'r [Cell]) -> impl Iterator<Item = usize> + 'r {
    let mut from = 0;
    let mut writing = 0..0;
    std::iter::from_fn(move || {
        loop {
            if writing.start < writing.end {
                let x = writing.start;
                writing.start += cells(&now[x]);
                return Some(x);
            }
            if from >= now.len() {
                return None;
            }
            // The shortest stretch at whose ends a character ends in both rows.
            let (mut old, mut new) = (from + cells(&before[from]), from + cells(&now[from]));
            while old != new && old < before.len() && new < now.len() {
                if old < new {
                    old += cells(&before[old]);
                } else {
                    new += cells(&now[new]);
                }
            }
            let stretch = from..old.max(new).min(now.len());
            from = stretch.end;
            if before.get(stretch.clone()) != now.get(stretch.clone()) {
                writing = stretch;
            }
        }
    })
}

/// Cells that the character of a cell covers, at least 1.
fn cells(cell: &Cell) -> usize {
    let symbol = cell.symbol();
    match cell.diff_option {
        CellDiffOption::None if symbol.len() == 1 => 1,
        CellDiffOption::None if symbol.len() == 3 && symbol.chars().all(is_plain_han) => 2,
        _ => usize::from(cell.cell_width().max(1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A row: a capital letter is a wide character, whatever covers its second cell.
    fn row(text: &str) -> Vec<Cell> {
        let cell = |c: char| {
            let mut cell = Cell::EMPTY;
            #[allow(clippy::disallowed_methods, reason = "text of this test")]
            cell.set_symbol(match c {
                'A' => "新",
                'B' => "质",
                '_' => " ",
                'x' => "x",
                _ => "y",
            });
            cell
        };
        text.chars().map(cell).collect()
    }

    fn written(before: &str, now: &str) -> Vec<usize> {
        changed_cells(&row(before), &row(now)).collect()
    }

    #[test]
    fn what_is_the_same_is_not_written() {
        assert_eq!(written("A_xB_", "A_xB_"), [0_usize; 0]);
        assert_eq!(written("A_xB_", "A_yB_"), [2]);
        assert_eq!(written("A_xB_", "B_xB_"), [0]);
    }

    #[test]
    fn half_a_character_takes_the_other_half_along() {
        assert_eq!(written("A_xx", "__xx"), [0, 1]);
        assert_eq!(written("A_B_x", "xA_yx"), [0, 1, 3]);
        assert_eq!(written("xxxx", "A_xx"), [0]);
        assert_eq!(written("xA_", "A_x"), [0, 2]);
    }

    fn any_row() -> impl Strategy<Value = String> {
        let pieces = prop::sample::select(vec!["A_", "B_", "_", "x", "y"]);
        prop::collection::vec(pieces, 8..9).prop_map(|pieces| {
            let row: String = pieces.concat();
            let end = if matches!(row.get(7..8), Some("A" | "B")) {
                7
            } else {
                8
            };
            format!("{:_<8}", row.get(..end).unwrap())
        })
    }

    proptest! {
        #[test]
        fn writing_the_changes_makes_the_row(before in any_row(), now in any_row()) {
            // A terminal that leaves `?` where half a character was lost.
            let mut screen: Vec<String> = Vec::new();
            for cell in row(&before) {
                let lost = screen.last().is_some_and(|s: &String| s.len() == 3);
                screen.push(if lost { "|".into() } else { cell.symbol().to_owned() });
            }
            let target = row(&now);
            for x in written(&before, &now) {
                let wide = cells(&target[x]) == 2;
                for at in x..=x + usize::from(wide) {
                    if screen[at] == "|" {
                        screen[at - 1] = "?".into();
                    }
                    if screen.get(at + 1).is_some_and(|s| s == "|") && screen[at] != "|" {
                        screen[at + 1] = "?".into();
                    }
                    screen[at] = if at > x { "|".into() } else { target[x].symbol().to_owned() };
                }
            }
            let mut expected: Vec<String> = Vec::new();
            for cell in &target {
                let covered = expected.last().is_some_and(|s: &String| s.len() == 3);
                expected.push(if covered { "|".into() } else { cell.symbol().to_owned() });
            }
            prop_assert_eq!(screen, expected);
        }
    }
}
