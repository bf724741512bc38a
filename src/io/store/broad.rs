//! Entries about many cards or none: parameters, and dates that were chosen anew.

use super::log::{self, ENTRY_COLUMNS};
use super::{Store, StoreError, StoreProblem, Task, state_row};
use crate::domain::id::{CardId, DeviceId};
use crate::domain::srs::{
    CardState, ChosenParameters, Entry, EntryId, Event, Histories, Rescheduled, Rescheduling,
    Reverted, fold_card,
};
use crate::domain::time::Moment;
use rusqlite::{Connection, Transaction};
use std::collections::HashSet;
use std::ops::ControlFlow;

impl Store {
    /// The parameters that hold.
    pub fn parameters(&self) -> Result<ChosenParameters, StoreError> {
        self.read(Task::ReadLog, |conn| {
            let entries = entries_of_kind(conn, Event::PARAMETERS)?;
            Ok(ChosenParameters::from_log(&entries))
        })
    }

    /// Appends an event about no single card, parameters or rescheduled dates, and writes the states
    /// that follow from it, in one transaction.
    pub fn record_for_all(&mut self, event: &Event, now: Moment) -> Result<Entry, StoreError> {
        let device = self.device().clone();
        self.write(Task::Record, |tx| {
            if !matches!(event, Event::Parameters { .. } | Event::Reschedule(_)) {
                return Err(StoreProblem::BareRevert);
            }
            let entry = log::append(tx, &device, event, now, None)?;
            if let Event::Reschedule(rescheduled) = event {
                for by in &rescheduled.cards {
                    let (key, state) = log::state_of(tx, &by.card)?;
                    state_row::write(tx, key, &state.recomputed(by))?;
                }
            }
            Ok(entry)
        })
    }

    /// What was answered of each card, from the whole log. `tell` hears of each entry; it may stop
    /// the reading.
    pub fn histories(
        &self,
        mut tell: impl FnMut() -> ControlFlow<()>,
    ) -> Result<Histories, StoreError> {
        self.snapshot(Task::ReadLog, || {
            let reverts = self.read(Task::ReadLog, |conn| Ok(super::undo::reverts(conn)?))?;
            let mut histories = Histories::new(Reverted::by(&reverts));
            self.each_entry(|entry| {
                histories.take(&entry);
                tell()
            })?;
            Ok(histories)
        })
    }

    /// How many entries the log has.
    pub fn log_length(&self) -> Result<u64, StoreError> {
        self.read(Task::ReadLog, |conn| {
            // The numbers of a device have no gaps, and its last is found without counting.
            let length: i64 = conn.query_row(
                "SELECT coalesce(sum((SELECT max(seq) FROM log WHERE device = device.key)), 0)
                 FROM device",
                [],
                |row| row.get(0),
            )?;
            Ok(length as u64)
        })
    }
}

/// The entries of one kind that are about no single card, and the reverts of such.
fn entries_of_kind(conn: &Connection, kind: &str) -> rusqlite::Result<Vec<Entry>> {
    let mut entries = apart(conn, kind)?;
    if !entries.is_empty() {
        entries.extend(apart(conn, Event::REVERT)?);
    }
    Ok(entries)
}

/// The entries of one kind that are about no single card; the reverts among them are of such.
pub(super) fn apart(conn: &Connection, kind: &str) -> rusqlite::Result<Vec<Entry>> {
    conn.prepare_cached(&format!(
        "SELECT {ENTRY_COLUMNS} FROM log INDEXED BY log_apart
         JOIN device ON device.key = log.device WHERE log.card IS NULL AND log.kind = ?1"
    ))?
    .query_map([kind], log::entry)?
    .collect()
}

/// The times at which many cards were rescheduled.
pub(super) fn rescheduling(conn: &Connection) -> rusqlite::Result<Rescheduling> {
    Ok(Rescheduling::of(&entries_of_kind(conn, Event::RESCHEDULE)?))
}

/// The entries about many cards that name this one, and the reverts of them.
pub(super) fn entries_naming(conn: &Connection, card: &CardId) -> rusqlite::Result<Vec<Entry>> {
    let mut entries = entries_of_kind(conn, Event::RESCHEDULE)?;
    entries.sort_by(|a, b| a.order().cmp(&b.order()));
    let mut named: HashSet<EntryId> = HashSet::new();
    entries.retain(|entry| {
        let kept = match entry.event() {
            Ok(Event::Reschedule(all)) => all.cards.iter().any(|by| by.card == *card),
            Ok(Event::Revert { device, seq }) => named.contains(&EntryId { device, seq }),
            _ => false,
        };
        if kept {
            named.insert(entry.id.clone());
        }
        kept
    });
    Ok(entries)
}

/// Writes a revert of an event about many cards or none, and what follows for the cards.
pub(super) fn revert(
    tx: &Transaction<'_>,
    device: &DeviceId,
    (target, event): (&EntryId, &Event),
    now: Moment,
) -> Result<(), StoreProblem> {
    let revert = Event::Revert {
        device: target.device.clone(),
        seq: target.seq,
    };
    log::append(tx, device, &revert, now, None)?;
    if let Event::Reschedule(rescheduled) = event {
        fold_again(tx, rescheduled)?;
    }
    Ok(())
}

fn fold_again(tx: &Transaction<'_>, rescheduled: &Rescheduled) -> Result<(), StoreProblem> {
    let rescheduling = rescheduling(tx)?;
    for by in &rescheduled.cards {
        let (key, before) = log::state_of(tx, &by.card)?;
        let entries = log::entries_of(tx, key)?;
        let (state, _): (CardState, _) = fold_card(&by.card, &entries, &rescheduling);
        if state != before {
            state_row::write(tx, key, &state)?;
        }
    }
    Ok(())
}
