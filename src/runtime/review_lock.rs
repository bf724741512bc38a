//! One review session at a time: a locked file in the state folder names its process.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::Path;

/// The right to review, until dropped.
#[derive(Debug)]
pub struct ReviewLock {
    _file: Option<File>,
}

impl ReviewLock {
    /// Takes the lock, or says which process holds it. Where no lock can be written, nothing is
    /// recorded either, and the session goes on.
    pub fn take(state: &Path) -> Result<Self, u32> {
        let Ok(mut file) = open(state) else {
            return Ok(Self { _file: None });
        };
        match file.try_lock() {
            Ok(()) => {
                // The number is a courtesy to the person; the lock holds without it.
                let _ = write_pid(&mut file);
                Ok(Self { _file: Some(file) })
            }
            Err(TryLockError::WouldBlock) => {
                let mut text = String::new();
                let _ = file.read_to_string(&mut text);
                Err(text.trim().parse().unwrap_or(0))
            }
            Err(TryLockError::Error(_)) => Ok(Self { _file: None }),
        }
    }
}

fn open(state: &Path) -> io::Result<File> {
    let path = state.join("review.lock");
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
}

fn write_pid(file: &mut File) -> io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    writeln!(file, "{}", std::process::id())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_session_learns_who_has_the_first() {
        let state = tempfile::tempdir().unwrap();
        let first = ReviewLock::take(state.path()).unwrap();
        assert_eq!(
            ReviewLock::take(state.path()).unwrap_err(),
            std::process::id()
        );
        drop(first);
        assert!(ReviewLock::take(state.path()).is_ok());
    }
}
