//! Whose turn it is to write. Knows a lock file; knows nothing of what is written.
//!
//! SQLite gives its lock to whoever asks when it is free, and nobody is told that it is. An
//! instance that writes without a pause takes it again before another looks, for seconds on end.
//! So whoever wants to write first takes a file lock and keeps it until SQLite's lock is theirs:
//! the one who wrote last has to wait for it, and cannot overtake. It is a courtesy: where the file
//! cannot be had, or its holder does not move, one goes on without it.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::thread;
use std::time::Duration;

/// The way into the database for those who write.
#[derive(Debug, Default)]
pub(super) struct Turnstile(Option<File>);

/// The right to be the next who writes, until dropped.
#[derive(Debug)]
pub(super) struct Turn<'a>(Option<&'a File>);

impl Turnstile {
    /// The turnstile of a database: a file beside it, named like those that SQLite puts there.
    pub(super) fn of(database: &Path) -> Self {
        let mut name = database.as_os_str().to_owned();
        name.push("-turn");
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(Path::new(&name));
        Self(file.ok())
    }

    /// Waits for the turn, looking again after each `step`; at most for `patience`.
    pub(super) fn wait(&self, step: Duration, patience: Duration) -> Turn<'_> {
        let Some(file) = &self.0 else {
            return Turn(None);
        };
        let mut waited = Duration::ZERO;
        loop {
            match file.try_lock() {
                Ok(()) => return Turn(Some(file)),
                Err(std::fs::TryLockError::WouldBlock) if waited < patience => {
                    thread::sleep(step);
                    waited += step;
                }
                Err(_) => return Turn(None),
            }
        }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if let Some(file) = self.0 {
            // What cannot be unlocked goes with the file.
            let _ = file.unlock();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEP: Duration = Duration::from_millis(1);

    #[test]
    fn one_at_a_time_has_the_turn_and_nobody_waits_for_ever() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("db");
        let (one, other) = (Turnstile::of(&database), Turnstile::of(&database));
        let turn = one.wait(STEP, Duration::ZERO);
        assert!(turn.0.is_some());
        assert!(
            other.wait(STEP, 3 * STEP).0.is_none(),
            "not while it is taken"
        );
        drop(turn);
        assert!(other.wait(STEP, Duration::ZERO).0.is_some());
    }

    #[test]
    fn without_a_file_everybody_goes_on() {
        let nowhere = Turnstile::of(Path::new("/dev/null/db"));
        assert!(nowhere.wait(STEP, Duration::MAX).0.is_none());
    }
}
