//! A copy of the database that counts: written whole beside its place, opened, verified, and only
//! then given its name.

use super::check::integrity;
use super::migrate::{self, MIGRATIONS};
use super::seams::seams;
use super::walk::walk;
use super::{StoreProblem, problem::Unsound};
use crate::domain::srs::{ChainBreak, ChainCheck};
use crate::io::atomic;
use rusqlite::backup::{Backup as Copying, StepResult};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::ffi::{OsStr, OsString};
use std::fs::{self, File, OpenOptions};
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The files that SQLite keeps beside a database.
pub(super) const COMPANIONS: [&str; 3] = ["-wal", "-shm", "-journal"];
/// Pause and number of attempts while another instance holds the source.
const BUSY_STEP: Duration = Duration::from_millis(20);
const BUSY_STEPS: u32 = 100;

/// A copy under a hidden name. Dropped before it has its own, it is removed.
#[derive(Debug)]
pub(super) struct Copy {
    path: PathBuf,
    named: bool,
}

/// What a look into a database found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Condition {
    /// The version of its schema.
    pub(super) schema: u32,
    /// What SQLite finds wrong.
    pub(super) integrity: Vec<String>,
    /// Entries in the log; none if there is no log at all.
    pub(super) entries: Option<u64>,
    /// The first place where the log does not hold.
    pub(super) broken: Option<ChainBreak>,
}

impl Condition {
    /// Opens a database and looks into all of it.
    pub(super) fn of(conn: &Connection) -> rusqlite::Result<Self> {
        let mut condition = Self {
            schema: migrate::version(conn)?,
            integrity: integrity(conn)?,
            entries: None,
            broken: None,
        };
        if has_log(conn)? {
            let (entries, broken) = chain(conn)?;
            condition.entries = Some(entries);
            condition.broken = broken;
        }
        Ok(condition)
    }

    /// The number of log entries of a backup that counts, or why it does not.
    pub(super) fn sound(&self) -> Result<u64, Unsound> {
        let known = migrate::newest(MIGRATIONS);
        if let Some(first) = self.integrity.first() {
            return Err(Unsound::Damaged(first.clone()));
        }
        let entries = self.entries.ok_or(Unsound::Foreign)?;
        if let Some(broken) = &self.broken {
            return Err(Unsound::Chain(broken.clone()));
        }
        if self.schema > known {
            let found = self.schema;
            return Err(Unsound::Newer { found, known });
        }
        Ok(entries)
    }
}

impl Copy {
    /// Copies a database, as it is at one moment, to a hidden file beside `target`, mode 0600, and
    /// syncs it. It is one file, without a write-ahead log.
    pub(super) fn beside(target: &Path, source: &Connection) -> Result<Self, StoreProblem> {
        let (path, file) = atomic::create_beside(folder_of(target), target)?;
        drop(file);
        let copy = Self { path, named: false };
        let mut conn = Connection::open(&copy.path)?;
        run(source, &mut conn)?;
        conn.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
        drop(conn);
        File::open(&copy.path)?.sync_all()?;
        Ok(copy)
    }

    /// Opens the copy and looks into all of it.
    pub(super) fn condition(&self) -> rusqlite::Result<Condition> {
        Condition::of(&open_quietly(&self.path)?)
    }

    /// Bytes.
    pub(super) fn size(&self) -> io::Result<u64> {
        Ok(fs::metadata(&self.path)?.len())
    }

    /// Gives the copy its name; `AlreadyExists` if another file has it.
    pub(super) fn name(self, target: &Path) -> io::Result<()> {
        match fs::hard_link(&self.path, target) {
            // The hidden name goes when the copy is dropped.
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(error),
            // Some file systems, those of many USB sticks among them, know no links.
            Err(_) => {
                OpenOptions::new()
                    .write(true)
                    .create_new(true)
                    .open(target)?;
                return self.replace(target);
            }
        }
        sync_folder(target)
    }

    /// Gives the copy its name; a file that has it is replaced in one step.
    pub(super) fn replace(mut self, target: &Path) -> io::Result<()> {
        fs::rename(&self.path, target)?;
        self.named = true;
        sync_folder(target)
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        if self.named {
            return;
        }
        // What is left of it is hidden and is cleared away later.
        let _ = fs::remove_file(&self.path);
        for companion in COMPANIONS {
            let _ = fs::remove_file(beside(&self.path, companion));
        }
    }
}

/// Opens a database to read it and leaves no file beside it. If it has a write-ahead log, that is
/// read too.
pub(super) fn open_quietly(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let has_log = fs::metadata(beside(path, "-wal")).is_ok_and(|wal| wal.len() > 0);
    if has_log && let Ok(conn) = Connection::open_with_flags(path, flags) {
        return Ok(conn);
    }
    let uri = flags | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(super::connection::immutable_uri(path), uri)
}

/// Whether SQLite says that the file itself is bad.
pub(super) fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
    )
}

/// An error on the way into a copy: damage is no accident of this run.
pub(super) fn as_unsound(error: rusqlite::Error) -> StoreProblem {
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => Unsound::Foreign.into(),
        _ if is_damage(&error) => Unsound::Damaged(error.to_string()).into(),
        _ => error.into(),
    }
}

/// The path with something behind its name.
pub(super) fn beside(path: &Path, suffix: impl AsRef<OsStr>) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}

/// Makes what was renamed or linked in the folder of `path` last.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(folder_of(path))?.sync_all()
}

pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// All pages in one step, so that no writer comes between them.
fn run(source: &Connection, target: &mut Connection) -> rusqlite::Result<()> {
    let copying = Copying::new(source, target)?;
    let mut steps = 0;
    loop {
        match copying.step(-1)? {
            StepResult::Done => return Ok(()),
            _ if steps < BUSY_STEPS => std::thread::sleep(BUSY_STEP),
            _ => {
                let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY);
                return Err(rusqlite::Error::SqliteFailure(code, None));
            }
        }
        steps += 1;
    }
}

fn has_log(conn: &Connection) -> rusqlite::Result<bool> {
    let tables: i64 = conn.query_row(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('log', 'device')",
        [],
        |row| row.get(0),
    )?;
    Ok(tables == 2)
}

/// The number of entries, and the first that does not hold.
fn chain(conn: &Connection) -> rusqlite::Result<(u64, Option<ChainBreak>)> {
    let mut check = ChainCheck::with_seams(seams(conn)?);
    let mut entries = 0;
    let mut broken = None;
    walk(conn, |passing| {
        entries += 1;
        if broken.is_none() {
            broken = check.take(&passing.entry).err();
        }
        ControlFlow::Continue(())
    })?;
    Ok((entries, broken))
}
