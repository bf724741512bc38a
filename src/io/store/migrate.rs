//! From one schema to the next. The version is SQLite's `user_version`.
//!
//! A migration is a numbered file and is never edited once it was released. All that are needed
//! run in one transaction, behind a copy of the database as it was.

use super::StoreProblem;
use super::backup::before_migration;
use crate::domain::time::Timestamp;
use rusqlite::{Connection, TransactionBehavior};
use std::path::Path;

/// The migration to version 1 first.
pub(super) const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001.sql"),
    include_str!("migrations/0002.sql"),
    include_str!("migrations/0003.sql"),
    include_str!("migrations/0004.sql"),
    include_str!("migrations/0005.sql"),
    include_str!("migrations/0006.sql"),
    include_str!("migrations/0007.sql"),
    include_str!("migrations/0008.sql"),
];

/// How the schema stands to the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Schema {
    Current,
    Newer { found: u32, known: u32 },
}

/// The version of the database; 0 when it is empty.
pub(super) fn version(conn: &Connection) -> rusqlite::Result<u32> {
    conn.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// The version that the migrations lead to.
pub(super) fn newest(migrations: &[&str]) -> u32 {
    migrations.len() as u32
}

/// Brings the database up to date. One that holds anything is copied aside first, if there is a
/// folder for it. A newer one is left alone.
pub(super) fn migrate(
    conn: &mut Connection,
    migrations: &[&str],
    backups: Option<(&Path, Timestamp)>,
) -> Result<Schema, StoreProblem> {
    let known = newest(migrations);
    let found = version(conn)?;
    if found > known {
        return Ok(Schema::Newer { found, known });
    }
    if found == known {
        return Ok(Schema::Current);
    }
    if let Some((folder, now)) = backups.filter(|_| found > 0) {
        before_migration(conn, folder, found, now)?;
    }
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another instance may have come first.
    let found = version(&tx)?;
    for (number, migration) in (1..).zip(migrations) {
        if number > found {
            tx.execute_batch(migration)?;
        }
    }
    if found < known {
        tx.pragma_update(None, "user_version", known)?;
    }
    tx.commit()?;
    tracing::info!(from = found, to = known, "schema brought up to date");
    Ok(Schema::Current)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    const OLD: &[&str] = &["CREATE TABLE t (a); INSERT INTO t VALUES (1)"];
    const NEW: &[&str] = &[OLD[0], "ALTER TABLE t ADD COLUMN b; UPDATE t SET a = 2"];
    const BROKEN: &[&str] = &[OLD[0], "UPDATE t SET a = 2", "UPDATE nothing SET a = 2"];

    fn value(conn: &Connection) -> i64 {
        conn.query_row("SELECT a FROM t", [], |row| row.get(0))
            .unwrap()
    }

    #[test]
    fn the_old_database_is_kept_aside_before_it_changes() {
        let folder = tempfile::tempdir().unwrap();
        let backups = folder.path().join("backups");
        let to = Some((backups.as_path(), Timestamp(0)));
        let path = folder.path().join("db");
        let mut conn = Connection::open(&path).unwrap();
        conn.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))
            .unwrap();
        migrate(&mut conn, OLD, to).unwrap();
        assert!(!backups.exists(), "nothing was there to be kept");
        migrate(&mut conn, NEW, to).unwrap();
        assert_eq!((version(&conn).unwrap(), value(&conn)), (2, 2));
        let kept = backups.join("wengu-schema1-19700101T000000Z.db");
        let old = Connection::open(&kept).unwrap();
        assert_eq!((version(&old).unwrap(), value(&old)), (1, 1));
        let mode = fs::metadata(&kept).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        migrate(&mut conn, NEW, to).unwrap();
        let databases = fs::read_dir(&backups).unwrap().flatten();
        let count = databases
            .filter(|e| e.path().extension().is_some_and(|x| x == "db"))
            .count();
        assert_eq!(count, 1, "what is up to date needs no backup");
    }

    #[test]
    fn a_migration_that_fails_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut conn = Connection::open_in_memory().unwrap();
        let to = Some((folder.path(), Timestamp(0)));
        migrate(&mut conn, OLD, to).unwrap();
        assert!(migrate(&mut conn, BROKEN, to).is_err());
        assert_eq!((version(&conn).unwrap(), value(&conn)), (1, 1));
    }

    #[test]
    fn a_newer_schema_is_left_alone() {
        let mut conn = Connection::open_in_memory().unwrap();
        migrate(&mut conn, NEW, None).unwrap();
        let newer = Schema::Newer { found: 2, known: 1 };
        assert_eq!(migrate(&mut conn, OLD, None).unwrap(), newer);
        assert_eq!(value(&conn), 2);
    }
}
