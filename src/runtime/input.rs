//! What a terminal sends, from bytes to keys, pastes, the mouse, and replies to what it was asked.
//! Knows no file descriptor and no clock: who reads the terminal also says when nothing more came.
//!
//! The sequences are those of xterm's *Control Sequences* and ECMA-48.

use crate::app::key::{Key, KeyCode, Modifiers};

/// Something that the terminal sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Input {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The wheel turned by a notch; down is positive.
    Wheel(i16),
    /// The left button was pressed on a cell: column and row from 0.
    Press(u16, u16),
    /// An answer to a question.
    Reply(Reply),
}

/// An answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reply {
    /// Where the cursor stands: column and row from 0. To `CSI 6 n`.
    Cursor(u16, u16),
    /// The terminal's name and version. To `CSI > q`, XTVERSION.
    Name(String),
    /// What it can do, by numbers; taken as the end of all answers. To `CSI c`, DA1.
    Attributes(Vec<u16>),
}

/// The longest sequence that is waited for, in bytes; what is longer is no sequence.
const LONGEST: usize = 256;
const ESC: u8 = 0x1b;
const PASTE_BEGINS: &[u8] = b"\x1b[200~";
const PASTE_ENDS: &[u8] = b"\x1b[201~";

/// Takes bytes as they come and gives what they mean.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    bytes: Vec<u8>,
    /// How many of them are done with.
    done: usize,
}

/// What the first bytes mean.
#[derive(Debug, PartialEq, Eq)]
enum Step {
    /// More must come before that can be said.
    More,
    /// So many bytes mean this; none where they mean nothing here.
    Means(usize, Option<Input>),
}

impl Decoder {
    /// Takes what was read.
    pub(super) fn feed(&mut self, bytes: &[u8]) {
        self.bytes.drain(..self.done);
        self.done = 0;
        self.bytes.extend_from_slice(bytes);
    }

    /// What came, one after the other; none when more must come first.
    pub(super) fn next(&mut self) -> Option<Input> {
        loop {
            let rest = self.bytes.get(self.done..)?;
            match step(rest) {
                Step::More => return None,
                Step::Means(count, input) => {
                    self.done += count;
                    if input.is_some() {
                        return input;
                    }
                }
            }
        }
    }

    /// Whether a key may be held back because more could follow its first byte.
    pub(super) fn waits(&self) -> bool {
        let rest = self.bytes.get(self.done..).unwrap_or_default();
        rest.first() == Some(&ESC) && !rest.starts_with(PASTE_BEGINS)
    }

    /// Nothing more came: Escape was a key, and what followed it were keys under Alt.
    pub(super) fn give_up(&mut self) -> Option<Input> {
        if !self.waits() {
            return None;
        }
        let rest = self.bytes.get(self.done..)?;
        let (count, key) = match *rest {
            [_, c @ (b'[' | b'O' | b'P' | b']'), ..] => (2, alt(plain(c))),
            _ => (1, Key::plain(KeyCode::Esc)),
        };
        self.done += count;
        Some(Input::Key(key))
    }
}

fn step(bytes: &[u8]) -> Step {
    match *bytes {
        [] | [ESC] => Step::More,
        [ESC, b'[', ..] => control_sequence(bytes),
        [ESC, b'O', ..] => single_shift(bytes),
        [ESC, b'P' | b']' | b'_' | b'^' | b'X', ..] => control_string(bytes),
        [ESC, ESC, ..] => Step::Means(1, Some(Input::Key(Key::plain(KeyCode::Esc)))),
        [ESC, ..] => match character(bytes.get(1..).unwrap_or_default()) {
            Step::Means(count, Some(Input::Key(key))) => {
                Step::Means(count + 1, Some(Input::Key(alt(key))))
            }
            Step::Means(count, other) => Step::Means(count + 1, other),
            Step::More => Step::More,
        },
        _ => character(bytes),
    }
}

/// A key that types a character, or a control character.
fn character(bytes: &[u8]) -> Step {
    let Some(&first) = bytes.first() else {
        return Step::More;
    };
    if first < 0x80 {
        return Step::Means(1, Some(Input::Key(plain(first))));
    }
    let length = match first {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Step::Means(1, None),
    };
    let whole = bytes.get(..length).unwrap_or(bytes);
    match std::str::from_utf8(whole) {
        Ok(text) => {
            let key = |c| Input::Key(Key::plain(KeyCode::Char(c)));
            Step::Means(length, text.chars().next().map(key))
        }
        Err(error) if error.error_len().is_none() => Step::More,
        Err(_) => Step::Means(1, None),
    }
}

/// The key of an ASCII byte.
fn plain(byte: u8) -> Key {
    let ctrl = |c| {
        let modifiers = Modifiers {
            ctrl: true,
            ..Modifiers::default()
        };
        Key::new(KeyCode::Char(c), modifiers)
    };
    match byte {
        b'\r' => Key::plain(KeyCode::Enter),
        b'\t' => Key::plain(KeyCode::Tab),
        0x7f => Key::plain(KeyCode::Backspace),
        ESC => Key::plain(KeyCode::Esc),
        0 => ctrl(' '),
        1..=0x1a => ctrl(char::from(byte - 1 + b'a')),
        0x1c..=0x1f => ctrl(char::from(byte - 0x1c + b'4')),
        _ => Key::plain(KeyCode::Char(char::from(byte))),
    }
}

fn alt(key: Key) -> Key {
    let modifiers = Modifiers {
        alt: true,
        ..key.modifiers()
    };
    Key::new(key.code(), modifiers)
}

/// `ESC O` and a letter: the arrows and the first function keys of some keyboards.
fn single_shift(bytes: &[u8]) -> Step {
    let Some(&letter) = bytes.get(2) else {
        return Step::More;
    };
    let code = lettered(letter);
    Step::Means(3, code.map(|code| Input::Key(Key::plain(code))))
}

/// The key of a sequence that ends with this letter.
fn lettered(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        b'M' => KeyCode::Enter,
        b'Z' => KeyCode::BackTab,
        b'P'..=b'S' => KeyCode::F(letter - b'P' + 1),
        _ => return None,
    })
}

/// The key of a sequence with this number that ends with `~`.
fn numbered(number: u16) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        4 | 8 => KeyCode::End,
        3 => KeyCode::Delete,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        // The numbers leave out 16 and 22.
        11..=15 => KeyCode::F((number - 10) as u8),
        17..=21 => KeyCode::F((number - 11) as u8),
        23 | 24 => KeyCode::F((number - 12) as u8),
        _ => return None,
    })
}

/// `ESC P`, `ESC ]` and their like, up to their end.
fn control_string(bytes: &[u8]) -> Step {
    let body = bytes.get(2..).unwrap_or_default();
    let ends = |at: usize| matches!(body.get(at..), Some([0x07, ..] | [ESC, b'\\', ..]));
    let Some(length) = (0..body.len()).find(|at| ends(*at)) else {
        return if bytes.len() > LONGEST {
            Step::Means(bytes.len(), None)
        } else {
            Step::More
        };
    };
    let terminator = if body.get(length) == Some(&0x07) {
        1
    } else {
        2
    };
    let text = body.get(..length).unwrap_or_default();
    let name = text
        .strip_prefix(b">|")
        .filter(|_| bytes.get(1) == Some(&b'P'));
    let reply =
        name.map(|name| Input::Reply(Reply::Name(String::from_utf8_lossy(name).trim().to_owned())));
    Step::Means(2 + length + terminator, reply)
}

/// `ESC [`, parameters, and a final letter.
fn control_sequence(bytes: &[u8]) -> Step {
    if bytes.starts_with(PASTE_BEGINS) {
        return paste(bytes);
    }
    let body = bytes.get(2..).unwrap_or_default();
    let Some(length) = body.iter().position(|b| !matches!(b, 0x20..=0x3f)) else {
        return if bytes.len() > LONGEST {
            Step::Means(bytes.len(), None)
        } else {
            Step::More
        };
    };
    let (parameters, last) = (body.get(..length), body.get(length));
    let (Some(parameters), Some(last @ 0x40..=0x7e)) = (parameters, last) else {
        // Cut short by something else, which is looked at next.
        return Step::Means(2 + length, None);
    };
    // An old report of the mouse has three bytes behind its letter.
    if *last == b'M' && parameters.is_empty() {
        return match bytes.get(3..6) {
            Some(report) => Step::Means(6, old_mouse(report)),
            None => Step::More,
        };
    }
    Step::Means(3 + length, sequence(parameters, *last))
}

fn sequence(parameters: &[u8], last: u8) -> Option<Input> {
    if let Some(mouse) = parameters.strip_prefix(b"<") {
        return match numbers(mouse).as_slice() {
            [button, x, y] => mouse_event(*button, x.checked_sub(1)?, y.checked_sub(1)?, last),
            _ => None,
        };
    }
    if let Some(parameters) = parameters.strip_prefix(b"?") {
        let attributes = || Input::Reply(Reply::Attributes(numbers(parameters)));
        return (last == b'c').then(attributes);
    }
    let numbers = numbers(parameters);
    let first = numbers.first().copied().unwrap_or(1);
    let held = numbers.get(1).copied().unwrap_or(1);
    // Where the cursor stands; in the first row it would look like F3 with modifiers.
    if last == b'R' && numbers.len() == 2 && first > 1 {
        return Some(Input::Reply(Reply::Cursor(held.checked_sub(1)?, first - 1)));
    }
    let code = match last {
        b'~' => numbered(first)?,
        b'M' => return None,
        letter => lettered(letter)?,
    };
    let bits = held.saturating_sub(1);
    let modifiers = Modifiers {
        shift: bits & 1 != 0,
        alt: bits & 2 != 0,
        ctrl: bits & 4 != 0,
    };
    Some(Input::Key(Key::new(code, modifiers)))
}

/// Numbers between semicolons; of those with parts between colons the first part.
fn numbers(parameters: &[u8]) -> Vec<u16> {
    let text = std::str::from_utf8(parameters).unwrap_or_default();
    let number = |part: &str| part.split(':').next()?.parse().ok();
    text.split(';')
        .map(|part| number(part).unwrap_or(1))
        .collect()
}

/// A report of the mouse in the form of xterm's mode 1006: column and row from 0.
fn mouse_event(button: u16, x: u16, y: u16, last: u8) -> Option<Input> {
    const MOVES: u16 = 32;
    const HELD: u16 = 4 | 8 | 16;
    match button & !HELD {
        64 => Some(Input::Wheel(-1)),
        65 => Some(Input::Wheel(1)),
        0 if last == b'M' && button & MOVES == 0 => Some(Input::Press(x, y)),
        _ => None,
    }
}

/// A report in the form of X10: each number as a byte, from 33.
fn old_mouse(report: &[u8]) -> Option<Input> {
    let number = |at: usize| report.get(at)?.checked_sub(32).map(u16::from);
    mouse_event(
        number(0)?,
        number(1)?.checked_sub(1)?,
        number(2)?.checked_sub(1)?,
        b'M',
    )
}

/// Text between the marks of a bracketed paste.
fn paste(bytes: &[u8]) -> Step {
    let text = bytes.get(PASTE_BEGINS.len()..).unwrap_or_default();
    let end = text.windows(PASTE_ENDS.len()).position(|w| w == PASTE_ENDS);
    let Some(end) = end else { return Step::More };
    let pasted = String::from_utf8_lossy(text.get(..end).unwrap_or_default());
    let count = PASTE_BEGINS.len() + end + PASTE_ENDS.len();
    Step::Means(count, Some(Input::Paste(pasted.into_owned())))
}

#[cfg(test)]
mod tests;
