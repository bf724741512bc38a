//! Goes back to a backup. At every moment the old database or the new one is in its place.

use super::copy::{COMPANIONS, Copy, as_unsound, beside, is_damage, open_quietly, sync_folder};
use super::{Place, StoreError, StoreProblem, Task};
use crate::domain::id::DeviceId;
use crate::domain::time::Moment;
use crate::io::{atomic, device};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long others may take to leave.
const BUSY: Duration = Duration::from_secs(1);

/// What restoring led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// Where the database that was replaced is now, if there was one.
    pub replaced: Option<PathBuf>,
    /// The name by which this device signs from now on.
    pub device: DeviceId,
    /// Entries in the log of the database that is in place now.
    pub entries: u64,
}

/// The stations on the way, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// The backup was copied beside the database, and the copy verified.
    Copied,
    /// No other instance has the database, and none gets it; its write-ahead log is in it.
    Held,
    /// The device has another id.
    Renamed,
    /// The database has a second name.
    Kept,
    /// Nothing is left beside the database that SQLite would take for a part of the new one.
    Cleared,
}

/// Verifies the backup, keeps the database that is there as `<database>.replaced-YYYYMMDD-HHMMSS`
/// (the person's time), puts a copy of the backup in its place and gives the device a new id, so
/// that the two logs never share a chain. Refused while any other connection has the database
/// open. An older schema is brought up to date when the database is opened next.
pub fn restore(
    place: &Place,
    file: &Path,
    state: &Path,
    now: Moment,
) -> Result<Restored, StoreError> {
    let restored = restore_in_steps(place, file, state, now, |_| Ok(()))?;
    tracing::info!(from = %file.display(), entries = restored.entries, "restored");
    Ok(restored)
}

fn restore_in_steps(
    place: &Place,
    file: &Path,
    state: &Path,
    now: Moment,
    reached: impl Fn(Step) -> io::Result<()>,
) -> Result<Restored, StoreError> {
    let database = &place.database;
    let fail = |path: &Path| {
        let path = path.to_owned();
        move |problem| StoreError {
            path,
            task: Task::Restore,
            problem,
        }
    };
    let (copy, entries) = verified(file, database).map_err(fail(file))?;
    let swap = || -> Result<(Option<PathBuf>, DeviceId), StoreProblem> {
        reached(Step::Copied)?;
        let held = hold(database)?;
        reached(Step::Held)?;
        // Before the database: the old one under a new id harms nobody, the new one under the old
        // id would write a second entry under a number that was used.
        let device = device::renew(state)?;
        reached(Step::Renamed)?;
        let replaced = keep(database, now)?;
        reached(Step::Kept)?;
        clear(
            database,
            &replaced.clone().unwrap_or_else(|| aside(database, now)),
        )?;
        reached(Step::Cleared)?;
        copy.replace(database)?;
        drop(held);
        Ok((replaced, device))
    };
    let (replaced, device) = swap().map_err(fail(database))?;
    Ok(Restored {
        replaced,
        device,
        entries,
    })
}

/// A copy of the backup beside the database. The copy is what is verified: it is what will be
/// there.
fn verified(file: &Path, database: &Path) -> Result<(Copy, u64), StoreProblem> {
    fs::metadata(file)?;
    let source = open_quietly(file).map_err(as_unsound)?;
    if let Some(folder) = database.parent() {
        atomic::create_folder(folder)?;
    }
    let copy = match Copy::beside(database, &source) {
        Err(StoreProblem::Sql(error)) => return Err(as_unsound(error)),
        copy => copy?,
    };
    let entries = copy.condition().map_err(as_unsound)?.sound()?;
    Ok((copy, entries))
}

/// Takes the database for this process alone and moves its write-ahead log into it. A process that
/// opens it meanwhile waits, and then finds that its file has moved. None where there is no
/// database, or one so damaged that nobody can open it.
fn hold(database: &Path) -> Result<Option<Connection>, StoreProblem> {
    if !database.exists() {
        return Ok(None);
    }
    let take = || -> rusqlite::Result<Connection> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(database, flags)?;
        conn.busy_timeout(BUSY)?;
        // Refused while anybody else is connected.
        conn.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
        conn.execute_batch("BEGIN EXCLUSIVE")?;
        Ok(conn)
    };
    match take() {
        Ok(conn) => Ok(Some(conn)),
        Err(error) if is_damage(&error) => Ok(None),
        Err(error) => match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Err(StoreProblem::InUse),
            _ => Err(error.into()),
        },
    }
}

/// Gives the database a second name, under which it stays when another takes the first.
fn keep(database: &Path, now: Moment) -> io::Result<Option<PathBuf>> {
    if !database.exists() {
        return Ok(None);
    }
    let stem = aside(database, now);
    let mut number = 1;
    loop {
        let name = match number {
            1 => stem.clone(),
            _ => beside(&stem, format!("-{number}")),
        };
        match second_name(database, &name) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            done => return done.map(|()| Some(name)),
        }
    }
}

/// A link, or a copy where the file system knows none.
fn second_name(path: &Path, name: &Path) -> io::Result<()> {
    match fs::hard_link(path, name) {
        Ok(()) => sync_folder(name),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        Err(_) => {
            let mut kept = OpenOptions::new().write(true).create_new(true).open(name)?;
            io::copy(&mut fs::File::open(path)?, &mut kept)?;
            kept.sync_all()?;
            sync_folder(name)
        }
    }
}

/// Moves aside what SQLite left beside a database that is lost or could not be opened: the new
/// database would take it for its own.
fn clear(database: &Path, aside: &Path) -> io::Result<()> {
    for companion in COMPANIONS {
        match fs::rename(beside(database, companion), beside(aside, companion)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    sync_folder(database)
}

/// The name under which a database is kept, unless it is taken.
fn aside(database: &Path, now: Moment) -> PathBuf {
    beside(database, format!(".replaced-{}", stamp(now)))
}

/// The person's date and time, as it stands in a name.
fn stamp(now: Moment) -> String {
    let local = now.at.0.saturating_add(i64::from(now.offset_s) * 1000);
    jiff::Timestamp::from_millisecond(local).map_or_else(
        |_| now.at.0.to_string(),
        |at| at.strftime("%Y%m%d-%H%M%S").to_string(),
    )
}

#[cfg(test)]
#[path = "restore_tests.rs"]
mod tests;
