//! Commands that a person set.

use std::process::{Command, Stdio};

/// The command of these words, parted by white space. It neither reads nor writes the terminal.
pub(super) fn of_words(words: &str) -> Command {
    let mut words = words.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or_default());
    command
        .args(words)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}
