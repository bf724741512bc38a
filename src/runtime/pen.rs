//! The look that a terminal writes with: what has to be said to change it (SGR), and no more.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use std::io::Write;

/// Modifiers that are seen on a blank.
const SEEN_ON_BLANKS: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK)
    .union(Modifier::CROSSED_OUT);

/// Modifiers and their parameters of SGR.
const MODIFIERS: [(Modifier, u8); 9] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::RAPID_BLINK, 6),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

/// What the terminal writes with, as far as it was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pen {
    look: Option<Look>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Look {
    fg: Color,
    bg: Color,
    underline: Color,
    modifiers: Modifier,
}

impl Look {
    fn of(cell: &Cell) -> Self {
        Self {
            fg: cell.fg,
            bg: cell.bg,
            underline: cell.underline_color,
            modifiers: cell.modifier,
        }
    }

    fn seen_on_blanks(self) -> bool {
        self.bg != Color::Reset || self.modifiers.intersects(SEEN_ON_BLANKS)
    }
}

impl Pen {
    /// A pen of which nothing is known.
    pub(super) fn unknown() -> Self {
        Self { look: None }
    }

    /// Whether a cell looks like one that was erased.
    pub(super) fn leaves_no_trace(cell: &Cell) -> bool {
        cell.symbol() == " " && !Look::of(cell).seen_on_blanks()
    }

    /// Takes the look of a cell; what the terminal has to be told goes into `frame`.
    pub(super) fn take(&mut self, cell: &Cell, frame: &mut Vec<u8>) {
        self.change(Look::of(cell), frame);
    }

    /// Takes a look that is not seen on blanks, unless it has one.
    pub(super) fn plain_for_blanks(&mut self, frame: &mut Vec<u8>) {
        if self.look.is_none_or(Look::seen_on_blanks) {
            self.change(Look::default(), frame);
        }
    }

    fn change(&mut self, to: Look, frame: &mut Vec<u8>) {
        if self.look == Some(to) {
            return;
        }
        let kept = self
            .look
            .filter(|now| to.modifiers.contains(now.modifiers) && to != Look::default());
        self.look = Some(to);
        // What is taken away is not always taken away alone: 22 ends both bold and dim.
        let mut sgr = Sgr {
            frame,
            separator: "\x1b[",
        };
        let from = kept.unwrap_or_default();
        if kept.is_none() {
            sgr.parameter(format_args!(""));
        }
        let added = to.modifiers - from.modifiers;
        for (modifier, parameter) in MODIFIERS {
            if added.contains(modifier) {
                sgr.parameter(format_args!("{parameter}"));
            }
        }
        if to.fg != from.fg {
            sgr.colour(30, to.fg);
        }
        if to.bg != from.bg {
            sgr.colour(40, to.bg);
        }
        if to.underline != from.underline {
            sgr.colour(50, to.underline);
        }
        frame.push(b'm');
    }
}

/// The parameters of one sequence.
struct Sgr<'f> {
    frame: &'f mut Vec<u8>,
    separator: &'static str,
}

impl Sgr<'_> {
    fn parameter(&mut self, parameter: std::fmt::Arguments) {
        // A buffer takes all that is written to it.
        let _ = write!(self.frame, "{}{parameter}", self.separator);
        self.separator = ";";
    }

    /// A colour: `base` is 30 for the text, 40 for what is behind it, 50 for the underline.
    fn colour(&mut self, base: u8, colour: Color) {
        let named = match colour {
            Color::Reset => Some(9),
            Color::Indexed(n) => return self.parameter(format_args!("{};5;{n}", base + 8)),
            Color::Rgb(r, g, b) => {
                return self.parameter(format_args!("{};2;{r};{g};{b}", base + 8));
            }
            Color::Black => Some(0),
            Color::Red => Some(1),
            Color::Green => Some(2),
            Color::Yellow => Some(3),
            Color::Blue => Some(4),
            Color::Magenta => Some(5),
            Color::Cyan => Some(6),
            Color::Gray => Some(7),
            _ => None,
        };
        let bright = match colour {
            Color::LightRed => 1,
            Color::LightGreen => 2,
            Color::LightYellow => 3,
            Color::LightBlue => 4,
            Color::LightMagenta => 5,
            Color::LightCyan => 6,
            Color::White => 7,
            _ => 0,
        };
        match (named, base) {
            (Some(9), _) => self.parameter(format_args!("{}", base + 9)),
            // The underline has no named colours of its own, only numbered ones.
            (named, 50) => {
                let number = named.unwrap_or(8 + bright);
                self.parameter(format_args!("58;5;{number}"));
            }
            (Some(n), _) => self.parameter(format_args!("{}", base + n)),
            (None, _) => self.parameter(format_args!("{}", base + 60 + bright)),
        }
    }
}
