//! How a connection to the file is made: the file's mode, the write-ahead log, waiting for others.

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::fs::{DirBuilder, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;
use std::time::Duration;

/// How long a writer waits for another instance.
pub(super) const BUSY: Duration = Duration::from_secs(2);
/// How long it sleeps before it looks again. SQLite's own sleeps grow to a tenth of a second: who
/// has the turn would leave the database idle, and everybody waiting.
pub(super) const BUSY_STEP: Duration = Duration::from_millis(1);
/// Enough for every statement that is used again and again.
const STATEMENTS: usize = 64;

/// Makes the file with its mode before SQLite does: SQLite would leave it readable by others. The
/// files beside it take the mode over.
pub(super) fn ensure_file(path: &Path) -> io::Result<()> {
    if path.exists() {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)?;
    }
    let made = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path);
    match made {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        made => made.map(|_| ()),
    }
}

pub(super) fn open_writable(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut conn = Connection::open_with_flags(path, flags)?;
    configure(&mut conn)?;
    // SQLite opens a file that cannot be written without a word, for reading.
    if conn.is_readonly("main")? {
        let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_READONLY);
        return Err(rusqlite::Error::SqliteFailure(code, None));
    }
    Ok(conn)
}

/// Lets statements be used again and again. Without the guarantee that values do not change how a
/// query is run, SQLite compiles one that meets a partial index anew for each value.
pub(super) fn keep_statements(conn: &Connection) -> rusqlite::Result<()> {
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

pub(super) fn configure(conn: &mut Connection) -> rusqlite::Result<()> {
    keep_statements(conn)?;
    conn.busy_handler(Some(wait_for_others))?;
    use_write_ahead_log(conn)?;
    conn.execute_batch(
        "PRAGMA synchronous = FULL;
         PRAGMA wal_autocheckpoint = 0;
         PRAGMA foreign_keys = ON;",
    )
}

/// Waits a step for another instance; false when it has waited long enough.
fn wait_for_others(steps: i32) -> bool {
    let waited = BUSY_STEP.saturating_mul(steps.unsigned_abs());
    if waited < BUSY {
        std::thread::sleep(BUSY_STEP);
    }
    waited < BUSY
}

/// A new file is switched to WAL by the first that opens it. SQLite does not wait for the others
/// there, whatever the time-out, so that the waiting is done here.
fn use_write_ahead_log(conn: &Connection) -> rusqlite::Result<()> {
    let mut waited = Duration::ZERO;
    loop {
        let switched = conn.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()));
        let busy = switched
            .as_ref()
            .is_err_and(|error| error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy));
        if !busy || waited >= BUSY {
            return switched;
        }
        std::thread::sleep(BUSY_STEP);
        waited += BUSY_STEP;
    }
}

pub(super) fn means_read_only(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen)
    )
}

/// The path as a URI; every byte that could mean something is written as `%XX`.
pub(super) fn immutable_uri(path: &Path) -> String {
    use std::fmt::Write;
    use std::os::unix::ffi::OsStrExt;
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.".contains(byte) {
            uri.push(char::from(*byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri.push_str("?immutable=1");
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn others_are_waited_for_two_seconds() {
        let steps = (0..).take_while(|steps| wait_for_others(steps * 400));
        assert_eq!(steps.count(), 5);
    }
}
