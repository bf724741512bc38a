//! Asks the terminal how wide it draws characters of ambiguous width, and what it is called.
//!
//! The question goes out with the first frame, inside its synchronised update, and in front of the
//! cells of that frame: each sample is printed at the beginning of a row, and the terminal is asked
//! where its cursor stands then. Nothing waits for the answers: they come between keys, whenever
//! they come, and a terminal that says nothing is one that draws narrow.

use super::input::Reply;
use crate::domain::text::{Ambiguous, Widths};
use std::fmt::Write as _;

/// The row on which samples are printed, from 0. Not the first: a report of the cursor there looks
/// like a function key.
const ROW: u16 = 1;

/// What the terminal answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    /// How it draws characters of ambiguous width; none if it did not say so of all.
    pub(super) widths: Option<Widths>,
    /// Its name and version, if it told them.
    pub(super) name: Option<String>,
    /// Whether it draws sixels.
    #[cfg_attr(not(feature = "terminal-pictures"), allow(dead_code))]
    pub(super) sixel: bool,
}

/// A question that was asked: what has been answered so far.
#[derive(Debug, Default)]
pub(super) struct Probe {
    /// Columns in which the cursor stood behind the samples, in the order of the samples.
    columns: Vec<u16>,
    name: Option<String>,
}

/// The question. It leaves its row blank, in whatever look the terminal writes with.
pub(super) fn question() -> String {
    let mut question = String::new();
    for class in Ambiguous::ALL {
        // A string takes all that is written to it.
        let _ = write!(question, "\x1b[{};1H{}\x1b[6n", ROW + 1, class.sample());
    }
    // The last question is one that every terminal answers: no answer comes behind it.
    let _ = write!(question, "\x1b[{};1H\x1b[K\x1b[>0q\x1b[c", ROW + 1);
    question
}

/// Whether a terminal of so many columns and rows, whose `TERM` this is, can be asked.
pub(super) fn can_answer(columns: u16, rows: u16, term: Option<&str>) -> bool {
    columns > 3 && rows > ROW && !matches!(term, None | Some("" | "dumb"))
}

impl Probe {
    /// Takes a reply; the whole answer, once it is complete.
    pub(super) fn take(&mut self, reply: Reply) -> Option<Answer> {
        match reply {
            Reply::Cursor(column, row) if row == ROW => self.columns.push(column),
            Reply::Cursor(..) => {}
            Reply::Name(name) => self.name = Some(name),
            Reply::Attributes(numbers) => {
                // The first names the kind of terminal (xterm, Send Device Attributes).
                const SIXEL: u16 = 4;
                return Some(Answer {
                    widths: self.widths(),
                    name: self.name.take().filter(|name| !name.is_empty()),
                    sixel: numbers.iter().skip(1).any(|number| *number == SIXEL),
                });
            }
        }
        None
    }

    fn widths(&self) -> Option<Widths> {
        if self.columns.len() != Ambiguous::ALL.len() {
            return None;
        }
        let classes = Ambiguous::ALL.into_iter().zip(&self.columns);
        classes
            .into_iter()
            .try_fold(Widths::NARROW, |widths, (class, column)| {
                matches!(column, 1 | 2).then(|| widths.with(class, *column == 2))
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(columns: &[u16], name: Option<&str>) -> Answer {
        let mut probe = Probe::default();
        for column in columns {
            assert_eq!(probe.take(Reply::Cursor(*column, ROW)), None);
        }
        if let Some(name) = name {
            assert_eq!(probe.take(Reply::Name(name.to_owned())), None);
        }
        probe.take(Reply::Attributes(vec![62, 4])).unwrap()
    }

    #[test]
    fn each_class_is_as_wide_as_the_cursor_went() {
        assert_eq!(answer(&[1; 6], None).widths, Some(Widths::NARROW));
        assert_eq!(answer(&[2; 6], None).widths, Some(Widths::WIDE));
        let mixed = answer(&[1, 2, 1, 1, 1, 2], Some("kitty(0.32.0)"));
        let wide = Widths::NARROW
            .with(Ambiguous::Dash, true)
            .with(Ambiguous::Symbol, true);
        assert_eq!(mixed.widths, Some(wide));
        assert_eq!(mixed.name.as_deref(), Some("kitty(0.32.0)"));
    }

    #[test]
    fn half_an_answer_is_none() {
        assert_eq!(answer(&[], Some("x")).widths, None);
        assert_eq!(answer(&[1; 5], None).widths, None);
        assert_eq!(answer(&[1, 1, 1, 1, 1, 0], None).widths, None);
    }

    #[test]
    fn each_sample_is_asked_for_and_its_row_left_blank() {
        // An emulator that knows the sequences but no width: every character takes one cell.
        let mut emulator = vt100::Parser::new(4.try_into().unwrap(), 20.try_into().unwrap(), 0);
        let question = question();
        emulator.process(question.as_bytes());
        assert_eq!(emulator.screen().contents().trim(), "");
        assert_eq!(question.matches("\x1b[6n").count(), Ambiguous::ALL.len());
        assert!(question.ends_with("\x1b[>0q\x1b[c"));
    }

    #[test]
    fn who_cannot_answer_is_not_asked() {
        assert!(can_answer(80, 24, Some("xterm-256color")));
        assert!(!can_answer(80, 1, Some("xterm")));
        assert!(!can_answer(80, 24, Some("dumb")));
        assert!(!can_answer(80, 24, None));
    }
}
