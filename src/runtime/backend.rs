//! Writes cells to the terminal: ratatui's `Backend`, made for text in which most characters are
//! wide. Knows cells and escape sequences (ECMA-48, xterm); it measures nothing itself.
//!
//! A frame is put together in one buffer and written at once, inside a synchronised update
//! (mode 2026). The cursor is moved where cells are skipped, and after a cell of which terminals
//! may have another opinion than we: characters of ambiguous width, emoji, clusters of several
//! characters. After Han and Latin text it is where it has to be.

use super::pen::Pen;
use crate::domain::text::Ambiguous;
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Cell, CellWidth};
use ratatui::layout::{Position, Size};
use std::io::{self, Write};

/// The shortest run of blanks that is erased instead of written, in cells, where more follows
/// behind it: the cursor has to be moved over it then.
const ERASED: u16 = 10;
/// The same where nothing follows.
const ERASED_LAST: u16 = 4;

/// The terminal, as ratatui writes to it.
pub(super) struct Ansi<W> {
    out: W,
    /// What is to be written with the next frame.
    frame: Vec<u8>,
    size: Size,
    /// Where the terminal's cursor stands, as far as that is sure.
    at: Option<Position>,
    pen: Pen,
    cursor_shown: Option<bool>,
    blanks: Option<Blanks>,
}

/// Blank cells side by side that are not written yet.
#[derive(Debug, Clone, Copy)]
struct Blanks {
    x: u16,
    y: u16,
    count: u16,
}

impl<W: Write> Ansi<W> {
    /// A terminal of this size behind a writer that keeps nothing back.
    pub(super) fn new(out: W, size: Size) -> Self {
        Self {
            out,
            frame: Vec::with_capacity(16 * 1024),
            size,
            at: None,
            pen: Pen::unknown(),
            cursor_shown: None,
            blanks: None,
        }
    }

    /// Columns and rows.
    pub(super) fn known_size(&self) -> Size {
        self.size
    }

    /// Takes another size; the terminal is not asked for it.
    pub(super) fn set_size(&mut self, size: Size) {
        self.size = size;
    }

    /// Forgets what the terminal was last told: another program may have had it.
    pub(super) fn forget(&mut self) {
        self.at = None;
        self.pen = Pen::unknown();
        self.cursor_shown = None;
    }

    /// Sends sequences along with the next frame, before it. Where the cursor stands after them is
    /// not known.
    pub(super) fn send_along(&mut self, sequences: &[u8]) {
        self.frame().extend_from_slice(sequences);
        self.at = None;
    }

    fn frame(&mut self) -> &mut Vec<u8> {
        if self.frame.is_empty() {
            self.frame.extend_from_slice(b"\x1b[?2026h");
        }
        &mut self.frame
    }

    /// Adds a sequence; a buffer takes all that is written to it.
    fn add(&mut self, sequence: std::fmt::Arguments) {
        let _ = self.frame().write_fmt(sequence);
    }

    fn move_to(&mut self, x: u16, y: u16) {
        let to = Position { x, y };
        if self.at == Some(to) {
            return;
        }
        self.add(format_args!("\x1b[{};{}H", y + 1, x + 1));
        self.at = Some(to);
    }

    fn cell(&mut self, x: u16, y: u16, cell: &Cell) {
        let width = cell.cell_width().max(1);
        self.pen.take(cell, &mut self.frame);
        self.move_to(x, y);
        let symbol = cell.symbol();
        let sure = is_sure(symbol);
        if !sure && width > 1 {
            // A terminal that draws it narrow leaves the second cell as it is.
            self.add(format_args!("\x1b[{width}X"));
        }
        self.frame().extend_from_slice(symbol.as_bytes());
        // At the right edge terminals differ in where the cursor goes.
        let inside = x + width < self.size.width;
        self.at = (sure && inside).then_some(Position { x: x + width, y });
    }

    /// Writes the blanks that were held back; `next` is the place of the cell behind them.
    fn write_blanks(&mut self, next: Option<(u16, u16)>) {
        let Some(Blanks { x, y, count }) = self.blanks.take() else {
            return;
        };
        self.pen.plain_for_blanks(&mut self.frame);
        self.move_to(x, y);
        let end = x + count;
        let to_edge = end >= self.size.width;
        let least = if next == Some((end, y)) {
            ERASED
        } else {
            ERASED_LAST
        };
        if to_edge {
            self.frame().extend_from_slice(b"\x1b[K");
        } else if count >= least {
            self.add(format_args!("\x1b[{count}X"));
        } else {
            let spaces = self.frame.len() + usize::from(count);
            self.frame().resize(spaces, b' ');
            self.at = Some(Position { x: end, y });
        }
    }
}

impl<W: Write> Backend for Ansi<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        for (x, y, cell) in content {
            self.frame();
            let follows = |b: &Blanks| b.y == y && b.x + b.count == x;
            if Pen::leaves_no_trace(cell) {
                if let Some(blanks) = self.blanks.as_mut().filter(|b| follows(b)) {
                    blanks.count += 1;
                } else {
                    self.write_blanks(Some((x, y)));
                    self.blanks = Some(Blanks { x, y, count: 1 });
                }
            } else {
                self.write_blanks(Some((x, y)));
                self.cell(x, y, cell);
            }
        }
        self.write_blanks(None);
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.cursor_shown.replace(false) != Some(false) {
            self.frame().extend_from_slice(b"\x1b[?25l");
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if self.cursor_shown.replace(true) != Some(true) {
            self.frame().extend_from_slice(b"\x1b[?25h");
        }
        Ok(())
    }

    /// Where the cursor is known to stand; the terminal is not asked, since the answer would come
    /// between keys.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.at.unwrap_or_default())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let Position { x, y } = position.into();
        self.move_to(x, y);
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.frame();
        self.pen.plain_for_blanks(&mut self.frame);
        self.frame.extend_from_slice(match region {
            ClearType::All => b"\x1b[2J",
            ClearType::AfterCursor => b"\x1b[J",
            ClearType::BeforeCursor => b"\x1b[1J",
            ClearType::CurrentLine => b"\x1b[2K",
            ClearType::UntilNewLine => b"\x1b[K",
        });
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size,
            pixels: Size::ZERO,
        })
    }

    /// Writes the frame, if anything is in it.
    fn flush(&mut self) -> io::Result<()> {
        if self.frame.is_empty() {
            return Ok(());
        }
        self.frame.extend_from_slice(b"\x1b[?2026l");
        let written = self.out.write_all(&self.frame);
        self.frame.clear();
        written
    }
}

/// Whether every terminal draws it as wide as we say: letters without marks, Han, kana, Hangul, and
/// their punctuation.
fn is_sure(symbol: &str) -> bool {
    let mut chars = symbol.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else {
        return false;
    };
    match c {
        ' '..='~'
        | '\u{3001}'..='\u{303e}'
        | '\u{3041}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{ff01}'..='\u{ff60}' => !matches!(
            c,
            '\u{3099}' | '\u{309a}' | '\u{302a}'..='\u{302f}' | '\u{3030}' | '\u{303d}'
        ),
        // Latin, Greek and Cyrillic letters, as far as Chinese character sets do not have them.
        '\u{a1}'..='\u{2ff}' | '\u{370}'..='\u{482}' => {
            c.is_alphabetic() && Ambiguous::of(c).is_none()
        }
        _ => false,
    }
}

#[cfg(test)]
#[path = "backend_tests.rs"]
mod tests;
