//! Backups: one that a person asks for, one a study day, one before each migration; and which of
//! them go again.

use super::copy::{self, Condition, Copy};
use super::{Access, Place, Store, StoreError, StoreProblem, Task, problem::Unsound};
use crate::domain::doc::Origin;
use crate::domain::retention::{Dated, Occasion, superseded};
use crate::domain::time::{StudyDay, Timestamp};
use crate::io::atomic;
use jiff::civil::Date;
use rusqlite::Connection;
use rustix::io::Errno;
use rustix::process::{Pid, test_kill_process};
use serde_json::json;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A backup that was opened and verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// The file.
    pub path: PathBuf,
    /// Its size in bytes.
    pub size: u64,
    /// Entries in its log.
    pub entries: u64,
    /// The version of its schema.
    pub schema: u32,
}

/// Copies the database to `target`, which must not be there yet. The copy has the name only after
/// it was opened and verified; one that does not verify is removed and is an error.
pub fn backup(store: &Store, target: &Path) -> Result<Backup, StoreError> {
    let made = store.read(Task::BackUp, |conn| copied(conn, target));
    let backup = made.map_err(|error| StoreError {
        path: target.to_owned(),
        ..error
    })?;
    tracing::info!(path = %target.display(), size = backup.size, entries = backup.entries, "backed up");
    Ok(backup)
}

/// A name for a backup that a person asked for without a name: it is never pruned. Made, it lies
/// in the folder of the backups.
pub fn chosen_name(place: &Place, now: Timestamp) -> PathBuf {
    place
        .backups
        .join(format!("wengu-manual-{}.db", stamp(now)))
}

/// Makes the backup of a study day, unless it is there or nothing has changed since the last one.
/// Afterwards those that are no longer worth their room are removed.
pub fn back_up_day(
    store: &Store,
    place: &Place,
    today: StudyDay,
) -> Result<Option<Backup>, StoreError> {
    if *store.access() != Access::ReadWrite {
        return Ok(None);
    }
    let fail = |error: io::Error| StoreError {
        path: place.backups.clone(),
        task: Task::BackUp,
        problem: error.into(),
    };
    let marks = store.read(Task::BackUp, |conn| Ok(marks(conn)?))?;
    let known = backups(place);
    let daily = known.iter().filter(|(_, b)| b.occasion == Occasion::Daily);
    let last = daily
        .filter(|(_, backup)| backup.day <= today)
        .max_by_key(|(_, backup)| (backup.day, backup.number));
    let done = last.is_some_and(|(path, backup)| backup.day == today || marks_of(path) == marks);
    if marks.is_empty() || done {
        return Ok(None);
    }
    let Some(date) = today.date() else {
        return Ok(None);
    };
    atomic::create_folder(&place.backups).map_err(fail)?;
    clear_leftovers(&place.backups);
    let target = place.backups.join(daily_name(date));
    let made = match backup(store, &target) {
        // Another instance was faster.
        Err(error) if is_taken(&error) => return Ok(None),
        made => made?,
    };
    prune(place, today);
    Ok(Some(made))
}

impl Store {
    /// Whether there is nothing in it that could be lost: only what the program ships.
    pub fn is_untouched(&self) -> Result<bool, StoreError> {
        self.read(Task::Check, |conn| Ok(marks(conn)?.is_empty()))
    }
}

/// The newest automatic backup and the day it was made.
pub fn last_backup(place: &Place) -> Option<(PathBuf, StudyDay)> {
    let newest = backups(place)
        .into_iter()
        .max_by_key(|(_, backup)| (backup.day, backup.occasion, backup.number))?;
    Some((newest.0, newest.1.day))
}

/// Copies a database aside before its schema changes. A log that was broken before is no hindrance:
/// the copy is then as true as it can be.
pub(super) fn before_migration(
    conn: &Connection,
    folder: &Path,
    version: u32,
    now: Timestamp,
) -> Result<PathBuf, StoreProblem> {
    atomic::create_folder(folder)?;
    let mut number = 1;
    loop {
        let path = folder.join(migration_name(version, now, number));
        let copy = Copy::beside(&path, conn)?;
        let condition = copy.condition().map_err(copy::as_unsound)?;
        if let Some(first) = condition.integrity.first() {
            return Err(Unsound::Damaged(first.clone()).into());
        }
        if let Some(broken) = &condition.broken
            && Condition::of(conn)?.broken.as_ref() != Some(broken)
        {
            return Err(Unsound::Chain(broken.clone()).into());
        }
        match copy.name(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            named => {
                named?;
                tracing::info!(path = %path.display(), version, "backed up before a migration");
                return Ok(path);
            }
        }
    }
}

/// Copies a database aside as it is, good or bad, before it is repaired. Such a copy is never
/// pruned.
pub(super) fn before_repair(
    conn: &Connection,
    folder: &Path,
    now: Timestamp,
) -> Result<PathBuf, StoreProblem> {
    atomic::create_folder(folder)?;
    let path = folder.join(format!("wengu-broken-{}.db", stamp(now)));
    Copy::beside(&path, conn)?.name(&path)?;
    Ok(path)
}

fn copied(conn: &Connection, target: &Path) -> Result<Backup, StoreProblem> {
    if target.exists() {
        return Err(io::Error::from(io::ErrorKind::AlreadyExists).into());
    }
    let copy = Copy::beside(target, conn)?;
    let condition = copy.condition().map_err(copy::as_unsound)?;
    let entries = condition.sound()?;
    let size = copy.size()?;
    copy.name(target)?;
    Ok(Backup {
        path: target.to_owned(),
        size,
        entries,
        schema: condition.schema,
    })
}

fn is_taken(error: &StoreError) -> bool {
    matches!(&error.problem, StoreProblem::File(error) if error.kind() == io::ErrorKind::AlreadyExists)
}

/// What a backup is made for, told apart by short rows: the end of each log, the library and the
/// places in it. What can be had again from deck files and from the program itself is not in it.
fn marks(conn: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut query = conn.prepare(
        "SELECT device.id || ' ' || (SELECT max(seq) FROM log WHERE log.device = device.key) AS mark
             FROM device WHERE mark IS NOT NULL
         UNION ALL
         SELECT id || ' ' || imported_ms || ' ' || position || ' ' || ifnull(opened_ms, '')
                || ' ' || title || ' ' || ifnull(author, '')
             FROM document
             WHERE visible = 1 AND (opened_ms IS NOT NULL OR origin <> ?1)
         ORDER BY mark",
    )?;
    let shipped = json!(Origin::Shipped).to_string();
    let rows = query.query_map([shipped], |row| row.get(0))?;
    rows.collect()
}

/// The same of a backup; nothing of one that cannot be read or has another schema.
fn marks_of(path: &Path) -> Vec<String> {
    copy::open_quietly(path)
        .and_then(|conn| marks(&conn))
        .unwrap_or_default()
}

/// The backups that were made by themselves.
fn backups(place: &Place) -> Vec<(PathBuf, Dated)> {
    let Ok(entries) = fs::read_dir(&place.backups) else {
        return Vec::new();
    };
    entries
        .flatten()
        .filter_map(|entry| Some((entry.path(), dated(entry.file_name().to_str()?)?)))
        .collect()
}

/// Removes what is no longer worth its room. What cannot be removed is tried again next time.
fn prune(place: &Place, today: StudyDay) {
    let known = backups(place);
    let dated: Vec<Dated> = known.iter().map(|(_, dated)| *dated).collect();
    for gone in superseded(&dated, today) {
        if let Some((path, _)) = known.get(gone) {
            let removed = fs::remove_file(path);
            tracing::debug!(path = %path.display(), done = removed.is_ok(), "backup pruned");
        }
    }
}

/// Removes hidden files of processes that ended before they had finished theirs.
fn clear_leftovers(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let process = name.to_str().and_then(process_of);
        if process.is_some_and(|pid| test_kill_process(pid) == Err(Errno::SRCH)) {
            // Gone already when another instance clears up too.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The process that made a hidden file: `.NAME.PROCESS-NUMBER.tmp`, or what SQLite kept beside it.
fn process_of(name: &str) -> Option<Pid> {
    let (made, _) = name.strip_prefix('.')?.rsplit_once(".tmp")?;
    let (_, last) = made.rsplit_once('.')?;
    let (process, _) = last.split_once('-')?;
    Pid::from_raw(process.parse().ok()?)
}

fn daily_name(date: Date) -> String {
    format!("wengu-{}.db", date.strftime("%Y%m%d"))
}

fn migration_name(version: u32, now: Timestamp, number: u32) -> String {
    let stamp = stamp(now);
    match number {
        1 => format!("wengu-schema{version}-{stamp}.db"),
        _ => format!("wengu-schema{version}-{stamp}-{number}.db"),
    }
}

fn stamp(now: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(now.0).map_or_else(
        |_| now.0.to_string(),
        |at| at.strftime("%Y%m%dT%H%M%SZ").to_string(),
    )
}

/// What the name of an automatic backup says; nothing of any other file.
fn dated(name: &str) -> Option<Dated> {
    let rest = name.strip_prefix("wengu-")?.strip_suffix(".db")?;
    let (occasion, rest) = match rest.strip_prefix("schema") {
        Some(rest) => (Occasion::Migration, rest.split_once('-')?.1),
        None => (Occasion::Daily, rest),
    };
    let (when, number) = match rest.split_once('-') {
        Some((when, number)) => (when, number.parse().ok()?),
        None => (rest, 1),
    };
    let date = match (occasion, when.split_once('T')) {
        (Occasion::Migration, Some((date, _))) => date,
        (Occasion::Daily, None) => when,
        _ => return None,
    };
    let date = Date::strptime("%Y%m%d", date).ok()?;
    Some(Dated {
        occasion,
        day: StudyDay::of_date(date),
        number,
    })
}

#[cfg(test)]
#[path = "backup_tests.rs"]
mod tests;
