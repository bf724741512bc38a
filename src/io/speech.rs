//! Reading aloud by a command of the person's.

use super::command;
use std::io::{self, Write};
use std::process::{Child, Stdio};
use std::thread;

/// A command that is reading aloud. It is ended when this is dropped.
#[derive(Debug)]
pub struct Speech {
    child: Child,
}

impl Speech {
    /// Starts the command, its words parted by white space, and gives it the text on its standard
    /// input. Fails if there is no such command.
    pub fn start(command: &str, text: &str) -> io::Result<Self> {
        let mut child = command::of_words(command).stdin(Stdio::piped()).spawn()?;
        if let Some(mut input) = child.stdin.take() {
            let text = text.to_owned();
            // A command that reads slowly, or not at all, holds up this thread alone.
            thread::spawn(move || {
                let _ = input.write_all(text.as_bytes());
                let _ = input.write_all(b"\n");
            });
        }
        Ok(Self { child })
    }
}

impl Drop for Speech {
    fn drop(&mut self) {
        // It may have come to its end by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::Path;

    #[test]
    fn the_command_gets_the_text_and_ends_with_its_reader() {
        let folder = tempfile::tempdir().unwrap();
        let heard = folder.path().join("heard");
        let command = format!("tee {}", heard.display());
        let mut speech = Speech::start(&command, "温故而知新").unwrap();
        speech.child.wait().unwrap();
        assert_eq!(fs::read_to_string(&heard).unwrap(), "温故而知新\n");

        let slow = Speech::start("sleep 600", "").unwrap();
        let pid = slow.child.id();
        drop(slow);
        let gone = || !Path::new(&format!("/proc/{pid}/stat")).exists();
        assert!(gone() || cfg!(not(target_os = "linux")));
    }

    #[test]
    fn a_missing_command_is_told() {
        let error = Speech::start("wengu-no-such-reader -v cmn", "").unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
    }
}
