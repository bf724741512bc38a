//! How much is in the database, and what it is run by.

use super::{Store, StoreError, Task, migrate};

/// Numbers that say nothing about what is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// The version of the schema.
    pub schema: u32,
    /// Documents in the library.
    pub documents: u64,
    /// Decks that have a file.
    pub decks: u64,
    /// Notes in them.
    pub notes: u64,
    /// Cards of these.
    pub cards: u64,
    /// Entries in the log.
    pub entries: u64,
    /// Devices that wrote them.
    pub devices: u64,
}

/// The version of SQLite.
pub fn sqlite_version() -> &'static str {
    rusqlite::version()
}

impl Store {
    /// Counts.
    pub fn tally(&self) -> Result<Tally, StoreError> {
        self.read(Task::Check, |conn| {
            let count = |of: &str| -> rusqlite::Result<u64> {
                let sql = format!("SELECT count(*) FROM {of}");
                let count: i64 = conn.query_row(&sql, [], |row| row.get(0))?;
                Ok(count as u64)
            };
            Ok(Tally {
                schema: migrate::version(conn)?,
                documents: count("document WHERE visible = 1")?,
                decks: count("deck WHERE live = 1")?,
                notes: count("note WHERE live = 1")?,
                cards: count("card WHERE live = 1")?,
                entries: count("log")?,
                devices: count("device")?,
            })
        })
    }
}
