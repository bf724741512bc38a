//! A folder for everything the program keeps, and what its database holds: read with SQL alone, so
//! that nothing of the program vouches for itself.

use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// `WENGU_HOME` for a test.
pub(super) struct Home {
    folder: TempDir,
}

impl Home {
    /// A folder in which the program was never started.
    pub(super) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file beside what the program keeps.
    pub(super) fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// The (kind, payload) of each log entry, in order.
    pub(super) fn log(&self) -> Vec<(String, serde_json::Value)> {
        let database = self.database();
        let mut rows = database
            .prepare("SELECT kind, payload FROM log ORDER BY lamport, device, seq")
            .unwrap();
        rows.query_map([], |row| {
            let payload: String = row.get(1)?;
            Ok((row.get(0)?, serde_json::from_str(&payload).unwrap()))
        })
        .unwrap()
        .map(Result::unwrap)
        .collect()
    }

    /// How many log entries there are of each kind that is asked for.
    pub(super) fn entries<const N: usize>(&self, kinds: [&str; N]) -> [usize; N] {
        let log = self.log();
        kinds.map(|kind| log.iter().filter(|(of, _)| of == kind).count())
    }

    /// The remembered place in the document opened last, in bytes.
    pub(super) fn position(&self) -> i64 {
        let sql = "SELECT position FROM document WHERE opened_ms IS NOT NULL
                   ORDER BY opened_ms DESC LIMIT 1";
        self.database()
            .query_row(sql, [], |row| row.get(0))
            .unwrap()
    }

    /// The phase and due time of each card that was ever answered, by its id.
    pub(super) fn answered_cards(&self) -> Vec<(String, i64, Option<i64>)> {
        let database = self.database();
        let mut rows = database
            .prepare("SELECT id, phase, due_ms FROM card WHERE reps > 0 ORDER BY id")
            .unwrap();
        rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .unwrap()
            .map(Result::unwrap)
            .collect()
    }

    fn database(&self) -> Connection {
        let path = self.path().join("data/wengu.db");
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
    }
}
