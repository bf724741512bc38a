//! The store: how it is opened, what may be written, how a transaction is run.

use super::connection::{
    BUSY, BUSY_STEP, configure, ensure_file, immutable_uri, keep_statements, means_read_only,
    open_writable,
};
use super::migrate::{self, MIGRATIONS, Schema};
use super::problem::{Reason, StoreError, StoreProblem, Task, means_full};
use super::turn::Turnstile;
use crate::domain::id::DeviceId;
use crate::domain::time::Timestamp;
use rusqlite::{Connection, OpenFlags, Row, Transaction, TransactionBehavior};
use std::path::{Path, PathBuf};

/// Pages in the write-ahead log that are worth moving. The first commit behind a move begins the log
/// anew, which costs it a second wait for the disk; and where the log does not grow, there is little
/// to write but the pages.
const TIDIED: i64 = 256;

/// Where the database and its backups are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The database file.
    pub database: PathBuf,
    /// The folder of the backups that are made before a migration.
    pub backups: PathBuf,
}

/// What becomes of changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Access {
    /// They are kept.
    ReadWrite,
    /// They are refused.
    ReadOnly(Reason),
    /// They are forgotten at the end of the run.
    Memory(Reason),
}

/// The open database. One connection; each thread that needs one opens its own.
#[derive(Debug)]
pub struct Store {
    pub(super) conn: Connection,
    path: PathBuf,
    device: DeviceId,
    access: Access,
    turnstile: Turnstile,
}

impl Store {
    /// Opens the database, or makes it. Where nothing can be kept, it opens all the same and
    /// [`Self::access`] says why. `now` names a backup and tells leftovers from imports under way.
    pub fn open(place: &Place, device: DeviceId, now: Timestamp) -> Result<Self, StoreError> {
        let path = &place.database;
        let fail = |task, problem| StoreError {
            path: path.clone(),
            task,
            problem,
        };
        if let Err(error) = ensure_file(path) {
            let why = error.to_string();
            return Self::in_memory(device, Reason::CannotCreate { why });
        }
        let mut conn = match open_writable(path) {
            Ok(conn) => conn,
            Err(error) if means_read_only(&error) => {
                let why = error.to_string();
                return Self::open_immutable(path, device, Reason::NotWritable { why });
            }
            Err(error) if means_full(&error) => {
                return Self::open_immutable(path, device, Reason::DiskFull);
            }
            Err(error) => return Err(fail(Task::Open, error.into())),
        };
        let is_new = migrate::version(&conn).is_ok_and(|version| version == 0);
        let schema = match migrate::migrate(&mut conn, MIGRATIONS, Some((&place.backups, now))) {
            Ok(schema) => schema,
            // There is no room for the tables, and nothing yet that would be missed.
            Err(StoreProblem::Sql(error)) if is_new && means_full(&error) => {
                return Self::in_memory(device, Reason::DiskFull);
            }
            Err(problem) => return Err(fail(Task::Migrate, problem)),
        };
        let access = match schema {
            Schema::Current => Access::ReadWrite,
            Schema::Newer { found, known } => {
                let guarded = conn.pragma_update(None, "query_only", true);
                guarded.map_err(|error| fail(Task::Open, error.into()))?;
                Access::ReadOnly(Reason::NewerSchema { found, known })
            }
        };
        let mut store = Self {
            conn,
            turnstile: Turnstile::of(path),
            path: path.clone(),
            device,
            access,
        };
        if store.access == Access::ReadWrite {
            store.clean_imports(now)?;
        }
        Ok(store)
    }

    /// A database that is forgotten at the end of the run.
    pub fn in_memory(device: DeviceId, reason: Reason) -> Result<Self, StoreError> {
        let path = PathBuf::from(":memory:");
        let open = || -> Result<Connection, StoreProblem> {
            let mut conn = Connection::open_in_memory()?;
            configure(&mut conn)?;
            migrate::migrate(&mut conn, MIGRATIONS, None)?;
            Ok(conn)
        };
        match open() {
            Ok(conn) => Ok(Self {
                conn,
                path,
                device,
                access: Access::Memory(reason),
                turnstile: Turnstile::default(),
            }),
            Err(problem) => Err(StoreError {
                path,
                task: Task::Open,
                problem,
            }),
        }
    }

    /// Opens a file of which nothing can be changed, not even the helper files beside it. One
    /// whose schema is older cannot be brought up to date and gives a store in memory. A newer
    /// schema is the reason, else what is given.
    pub(super) fn open_immutable(
        path: &Path,
        device: DeviceId,
        otherwise: Reason,
    ) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_URI
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let open = || -> rusqlite::Result<(Connection, u32)> {
            let conn = Connection::open_with_flags(immutable_uri(path), flags)?;
            keep_statements(&conn)?;
            let found = migrate::version(&conn)?;
            Ok((conn, found))
        };
        let (conn, found) = open().map_err(|error| StoreError {
            path: path.to_path_buf(),
            task: Task::Open,
            problem: error.into(),
        })?;
        let known = migrate::newest(MIGRATIONS);
        let reason = if found > known {
            Reason::NewerSchema { found, known }
        } else {
            otherwise
        };
        if found < known {
            return Self::in_memory(device, reason);
        }
        Ok(Self {
            conn,
            path: path.to_path_buf(),
            device,
            access: Access::ReadOnly(reason),
            turnstile: Turnstile::default(),
        })
    }

    /// What becomes of changes.
    pub fn access(&self) -> &Access {
        &self.access
    }

    /// The file, or `:memory:`.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The device that signs what this store writes.
    pub fn device(&self) -> &DeviceId {
        &self.device
    }

    /// A number that changes when another connection commits a change.
    pub fn data_version(&self) -> Result<i64, StoreError> {
        self.read(Task::ReadCards, |conn| {
            Ok(conn.pragma_query_value(None, "data_version", |row| row.get(0))?)
        })
    }

    /// Does what [`Self::checkpoint`] does if enough has come together: when idle, never during a
    /// key press.
    pub fn tidy(&self) -> Result<(), StoreError> {
        if self.access != Access::ReadWrite {
            return Ok(());
        }
        let (written, moved) = self.read(Task::Checkpoint, |conn| {
            let pages = |row: &Row<'_>| Ok((row.get::<_, i64>(1)?, row.get::<_, i64>(2)?));
            Ok(conn.query_row("PRAGMA wal_checkpoint(NOOP)", [], pages)?)
        })?;
        if written - moved < TIDIED {
            return Ok(());
        }
        self.checkpoint()
    }

    /// Moves what was committed into the file itself. What another instance still reads is left for
    /// later.
    pub fn checkpoint(&self) -> Result<(), StoreError> {
        if self.access != Access::ReadWrite {
            return Ok(());
        }
        self.read(Task::Checkpoint, |conn| {
            // Of the modes, only this one never waits for anybody.
            Ok(conn.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?)
        })
    }

    /// Whether a commit waits for the disk. Where it does not, it is on the disk as soon as a later
    /// commit is that waits: what was committed before is then there too, or none of it.
    pub(super) fn wait_for_disk(&self, wait: bool) -> Result<(), StoreError> {
        self.read(Task::Import, |conn| {
            let level = if wait { "FULL" } else { "NORMAL" };
            Ok(conn.pragma_update(None, "synchronous", level)?)
        })
    }

    /// Runs one change as one transaction: all of it is committed, or nothing.
    pub(super) fn write<T>(
        &mut self,
        task: Task,
        change: impl FnOnce(&Transaction<'_>) -> Result<T, StoreProblem>,
    ) -> Result<T, StoreError> {
        let run = || {
            if let Access::ReadOnly(reason) = &self.access {
                return Err(StoreProblem::ReadOnly(reason.clone()));
            }
            let turn = self.turnstile.wait(BUSY_STEP, BUSY);
            let tx = self
                .conn
                .transaction_with_behavior(TransactionBehavior::Immediate)?;
            drop(turn);
            let out = change(&tx)?;
            tx.commit()?;
            Ok(out)
        };
        run().map_err(|problem| StoreError {
            path: self.path.clone(),
            task,
            problem,
        })
    }

    /// Runs queries that all see the database as the first of them found it, whatever others write
    /// meanwhile.
    pub(super) fn snapshot<T>(
        &self,
        task: Task,
        queries: impl FnOnce() -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        // Deferred: nobody waits for who only reads. Dropped, it ends.
        let _reading = self
            .conn
            .unchecked_transaction()
            .map_err(|error| StoreError {
                path: self.path.clone(),
                task,
                problem: error.into(),
            })?;
        queries()
    }

    /// Runs a query.
    pub(super) fn read<T>(
        &self,
        task: Task,
        query: impl FnOnce(&Connection) -> Result<T, StoreProblem>,
    ) -> Result<T, StoreError> {
        query(&self.conn).map_err(|problem| StoreError {
            path: self.path.clone(),
            task,
            problem,
        })
    }
}
