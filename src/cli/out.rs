//! The one place that prints. Text for people is made safe; data is exact where no terminal reads
//! it. A reader that has gone away ends the program without a word.

use crate::domain::text::SafeText;
use crate::domain::text::safe::is_dangerous;
use serde::Serialize;
use std::fmt::Write as _;
use std::io::{self, BufWriter, IsTerminal, Stdout, Write, stderr, stdin, stdout};

/// Standard output and standard error.
#[derive(Debug)]
pub(super) struct Out {
    stdout: BufWriter<Stdout>,
    terminal: bool,
}

impl Out {
    /// The process's own.
    pub(super) fn new() -> Self {
        let stdout = stdout();
        Self {
            terminal: stdout.is_terminal(),
            stdout: BufWriter::new(stdout),
        }
    }

    /// Whether a person sits at both ends: screens can be shown.
    pub(super) fn is_interactive(&self) -> bool {
        self.terminal && stdin().is_terminal()
    }

    /// Whether output goes to a terminal.
    pub(super) fn is_terminal(&self) -> bool {
        self.terminal
    }

    /// Columns and rows of the terminal that is written to, if it is one.
    pub(super) fn size(&self) -> Option<(u16, u16)> {
        if !self.terminal {
            return None;
        }
        let size = rustix::termios::tcgetwinsize(stdout()).ok()?;
        (size.ws_col > 0 && size.ws_row > 0).then_some((size.ws_col, size.ws_row))
    }

    /// Writes a line for a person.
    pub(super) fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.stdout, "{}", SafeText::new(text))
    }

    /// Writes a line of data: exact, unless it goes to a terminal.
    pub(super) fn data(&mut self, text: &str) -> io::Result<()> {
        if self.terminal {
            return self.line(text);
        }
        writeln!(self.stdout, "{text}")
    }

    /// Where data is written piece by piece. It is exact: where a terminal reads it, it is to be
    /// written by lines.
    pub(super) fn exact(&mut self) -> &mut impl Write {
        &mut self.stdout
    }

    /// Writes JSON. Characters that could change a terminal or the order of the text are escaped.
    pub(super) fn json(&mut self, value: &impl Serialize) -> io::Result<()> {
        let text = serde_json::to_string_pretty(value)?;
        writeln!(self.stdout, "{}", escaped(&text))
    }

    /// Writes JSON on one line, for lists that are read as they come.
    pub(super) fn json_line(&mut self, value: &impl Serialize) -> io::Result<()> {
        let text = serde_json::to_string(value)?;
        writeln!(self.stdout, "{}", escaped(&text))
    }

    /// Writes a sentence to standard error. That it cannot be written is nowhere to be said.
    pub(super) fn warn(&mut self, sentence: &str) {
        // What was written before comes before; a failure shows when the output is finished.
        let _ = self.stdout.flush();
        let _ = writeln!(stderr(), "wengu: {}", SafeText::new(sentence));
    }

    /// Writes what is held back. A failure is one of the whole output.
    pub(super) fn finish(&mut self) -> io::Result<()> {
        self.stdout.flush()
    }
}

/// The same JSON, its dangerous characters as `\uXXXX`. They stand in strings alone; line ends are
/// those of the layout.
fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c == '\n' || !is_dangerous(c) {
            out.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            // Writing to a string does not fail.
            let _ = write!(out, "\\u{unit:04x}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_escapes_what_is_dangerous_and_says_the_same() {
        let hostile = "温故\u{7f}\u{9b}\u{202E}\u{2028}\u{E0041}\u{feff}\n\u{1b}[31m";
        let text = escaped(&serde_json::to_string_pretty(&[hostile]).unwrap());
        assert!(text.contains("温故"), "{text}");
        assert!(text.contains("\\udb40\\udc41"), "{text}");
        let plain = text.chars().all(|c| c == '\n' || !is_dangerous(c));
        assert!(plain, "{text}");
        let back: Vec<String> = serde_json::from_str(&text).unwrap();
        assert_eq!(back, [hostile]);
    }
}
