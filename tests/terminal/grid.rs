//! A terminal emulator that knows nothing of the program: a grid of cells, filled by what
//! `unicode-width` says of each character, with characters of ambiguous width one cell wide or two.
//! It knows the sequences that the program may use, and fails on any other.

use std::fmt::Write as _;
use unicode_width::UnicodeWidthChar;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Slot {
    /// A character and what combines with it; a blank is a space.
    Shown(String),
    /// The second half of the character to the left.
    Covered,
    /// What was left of a character of which the other half was written over.
    Broken,
}

/// How wide the emulator draws characters of ambiguous width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Narrow,
    Wide,
}

/// The emulator.
pub(super) struct Grid {
    kind: Kind,
    columns: usize,
    rows: Vec<Vec<Slot>>,
    x: usize,
    y: usize,
    /// Bytes of a sequence or a character that has not come to its end.
    pending: Vec<u8>,
    /// What it answers to what it was asked.
    pub(super) replies: Vec<u8>,
    /// Whether a synchronised update is going on.
    pub(super) half_drawn: bool,
}

fn blank() -> Slot {
    Slot::Shown(" ".to_owned())
}

impl Grid {
    pub(super) fn new(kind: Kind, columns: usize, rows: usize) -> Self {
        Self {
            kind,
            columns,
            rows: vec![vec![blank(); columns]; rows],
            x: 0,
            y: 0,
            pending: Vec::new(),
            replies: Vec::new(),
            half_drawn: false,
        }
    }

    /// What it shows, row by row.
    pub(super) fn rows(&self) -> &[Vec<Slot>] {
        &self.rows
    }

    pub(super) fn process(&mut self, bytes: &[u8]) {
        self.pending.extend(bytes);
        let pending = std::mem::take(&mut self.pending);
        let mut rest = pending.as_slice();
        while let Some(count) = self.step(rest) {
            rest = &rest[count..];
        }
        self.pending = rest.to_vec();
    }

    /// Takes a character or a sequence; how many bytes it had, if it is whole.
    fn step(&mut self, bytes: &[u8]) -> Option<usize> {
        match bytes {
            [] | [0x1b] => None,
            [0x1b, b'[', body @ ..] => {
                let length = body.iter().position(|b| (0x40..=0x7e).contains(b))?;
                let parameters = std::str::from_utf8(&body[..length]).unwrap();
                self.sequence(parameters, body[length]);
                Some(length + 3)
            }
            [0x1b, other, ..] => panic!("the sequence ESC {:?}", char::from(*other)),
            [first, ..] => {
                let length = match first {
                    ..0x80 => 1,
                    0xc0..0xe0 => 2,
                    0xe0..0xf0 => 3,
                    _ => 4,
                };
                let text = std::str::from_utf8(bytes.get(..length)?).unwrap();
                self.print(text.chars().next().unwrap());
                Some(length)
            }
        }
    }

    fn sequence(&mut self, parameters: &str, last: u8) {
        let number = |at: usize| {
            let part = parameters.split(';').nth(at).unwrap_or_default();
            part.parse().unwrap_or(1_usize).max(1)
        };
        match (last, parameters) {
            (b'h' | b'l', "?2026") => self.half_drawn = last == b'h',
            (b'h' | b'l', "?1049" | "?2004" | "?25") | (b'm', _) => {}
            (b'h' | b'l', mouse) if mouse.starts_with("?10") => {}
            (b'H', _) => (self.y, self.x) = (number(0) - 1, number(1) - 1),
            (b'K', "") => self.erase(self.x, self.columns),
            (b'X', _) => self.erase(self.x, self.x + number(0)),
            (b'J', "2") => self.rows.fill(vec![blank(); self.columns]),
            (b'n', "6") => {
                let at = format!("\x1b[{};{}R", self.y + 1, self.x + 1);
                self.replies.extend(at.bytes());
            }
            (b'q', ">0") => self.replies.extend(b"\x1bP>|grid 1\x1b\\"),
            (b'c', "") => self.replies.extend(b"\x1b[?62c"),
            _ => panic!("the sequence CSI {parameters} {}", char::from(last)),
        }
    }

    fn print(&mut self, c: char) {
        assert!(!c.is_control(), "the control character {c:?}");
        let width = match self.kind {
            Kind::Narrow => c.width(),
            Kind::Wide => c.width_cjk(),
        };
        let width = width.unwrap();
        if width == 0 {
            let before = &mut self.rows[self.y][..self.x];
            let shown = before.iter_mut().rev().find_map(|slot| match slot {
                Slot::Shown(text) => Some(text),
                _ => None,
            });
            shown.unwrap().push(c);
            return;
        }
        assert!(
            self.x + width <= self.columns,
            "{c} does not fit in row {}",
            self.y
        );
        self.erase_with(self.x, self.x + width, Slot::Broken);
        self.rows[self.y][self.x] = Slot::Shown(c.to_string());
        self.rows[self.y][self.x + 1..self.x + width].fill(Slot::Covered);
        self.x += width;
    }

    fn erase(&mut self, from: usize, to: usize) {
        self.erase_with(from, to, blank());
    }

    /// Blanks cells; what stood half in them leaves `torn` in its other half.
    fn erase_with(&mut self, from: usize, to: usize, torn: Slot) {
        let row = &mut self.rows[self.y];
        let to = to.min(row.len());
        if row.get(from) == Some(&Slot::Covered) {
            row[from - 1] = torn.clone();
        }
        if row.get(to) == Some(&Slot::Covered) {
            row[to] = torn;
        }
        row[from..to].fill(blank());
    }
}

/// The rows as text, to be read where a test fails: `·` is the second half of a character, `?` half
/// of one.
pub(super) fn readable(rows: &[Vec<Slot>]) -> String {
    let mut text = String::new();
    for row in rows {
        for slot in row {
            text.push_str(match slot {
                Slot::Shown(shown) => shown,
                Slot::Covered => "",
                Slot::Broken => "?",
            });
        }
        let kept = text.trim_end_matches(' ').len();
        text.truncate(kept);
        writeln!(text).unwrap();
    }
    text
}

#[test]
fn the_emulator_draws_ambiguous_characters_as_its_kind_does() {
    let shown = |kind, bytes: &str| {
        let mut grid = Grid::new(kind, 8, 1);
        grid.process(bytes.as_bytes());
        readable(grid.rows())
    };
    // Who believes them narrow and moves nowhere shifts the rest of the line.
    assert_eq!(shown(Kind::Narrow, "“新”a"), "“新”a\n");
    let mut wide = Grid::new(Kind::Wide, 8, 1);
    wide.process("“新”a\x1b[6n".as_bytes());
    assert_eq!(wide.replies, b"\x1b[1;8R");
    // Who moves by narrow columns writes over halves.
    assert_eq!(shown(Kind::Wide, "“\x1b[1;2H新”"), "?新”\n");
}
