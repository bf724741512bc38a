//! Undo and redo, over restarts: by `Revert` entries. Nothing is erased.

use super::log::{self, ENTRY_COLUMNS};
use super::{Store, StoreError, StoreProblem, Task, broad, state_row};
use crate::domain::id::{CardId, DeviceId};
use crate::domain::srs::{
    CardKey, CardState, DayCounts, Entry, EntryId, Event, Reverted, fold_card,
};
use crate::domain::time::Moment;
use rusqlite::{Connection, Transaction};
use std::collections::HashSet;

/// What was undone or done again.
#[derive(Debug, Clone, PartialEq)]
pub struct Undone {
    /// The event that no longer holds, or holds again.
    pub event: Event,
    /// What became of its card; none of an event about no card.
    pub card: Option<CardNow>,
}

/// A card behind a change.
#[derive(Debug, Clone, PartialEq)]
pub struct CardNow {
    /// Its id.
    pub id: CardId,
    /// Its short name.
    pub key: CardKey,
    /// Its state.
    pub state: CardState,
}

/// Whether a search backward through the log takes an entry.
enum Look {
    Take,
    PassOver,
    GiveUp,
}

/// An entry to be reverted, and its card.
struct Found {
    entry: Entry,
    key: Option<i64>,
}

impl Store {
    /// Undoes the last event of this device that holds. Gives nothing when there is none.
    pub fn undo(&mut self, now: Moment) -> Result<Option<Undone>, StoreError> {
        let device = self.device().clone();
        self.write(Task::Undo, |tx| {
            let reverted = Reverted::by(&reverts(tx)?);
            let last = find_back(tx, &device, |entry| {
                let known = match entry.event() {
                    // What changed nothing is not what a person wants back.
                    Ok(event) => !matches!(event, Event::Revert { .. } | Event::Practice(_)),
                    Err(_) => false,
                };
                if known && !reverted.holds(&entry.view()) {
                    Look::Take
                } else {
                    Look::PassOver
                }
            })?;
            last.map(|last| {
                let event = event_of(&last.entry)?;
                revert(tx, &device, &last, event, now)
            })
            .transpose()
        })
    }

    /// Does again what this device undid last, unless something else was done since.
    pub fn redo(&mut self, now: Moment) -> Result<Option<Undone>, StoreError> {
        let device = self.device().clone();
        self.write(Task::Undo, |tx| {
            let reverts = reverts(tx)?;
            let reverted = Reverted::by(&reverts);
            let names: HashSet<&EntryId> = reverts.iter().map(|entry| &entry.id).collect();
            let last = find_back(tx, &device, |entry| match entry.event() {
                _ if reverted.holds(&entry.view()) => Look::PassOver,
                // The revert of a revert is a redo, not an undo.
                Ok(Event::Revert { device, seq })
                    if names.contains(&EntryId::new(&device, seq)) =>
                {
                    Look::PassOver
                }
                Ok(Event::Revert { .. }) => Look::Take,
                // Something that holds was done after every undo before it.
                _ => Look::GiveUp,
            })?;
            last.map(|last| {
                let event = target_of(tx, &last.entry)?;
                revert(tx, &device, &last, event, now)
            })
            .transpose()
        })
    }
}

/// All `Revert` entries.
pub(super) fn reverts(conn: &Connection) -> rusqlite::Result<Vec<Entry>> {
    conn.prepare_cached(&format!(
        "SELECT {ENTRY_COLUMNS} FROM log JOIN device ON device.key = log.device
         WHERE log.kind = 'revert'"
    ))?
    .query_map([], log::entry)?
    .collect()
}

/// Looks through the entries of a device, from the last to the first.
fn find_back(
    conn: &Connection,
    device: &DeviceId,
    mut look: impl FnMut(&Entry) -> Look,
) -> Result<Option<Found>, StoreProblem> {
    let mut query = conn.prepare_cached(&format!(
        "SELECT {ENTRY_COLUMNS} FROM log JOIN device ON device.key = log.device
         WHERE log.device = (SELECT key FROM device WHERE id = ?1) ORDER BY log.seq DESC"
    ))?;
    let mut rows = query.query([device.as_str()])?;
    while let Some(row) = rows.next()? {
        let entry = log::entry(row)?;
        match look(&entry) {
            Look::Take => {
                let key = row.get(8)?;
                return Ok(Some(Found { entry, key }));
            }
            Look::PassOver => {}
            Look::GiveUp => break,
        }
    }
    Ok(None)
}

fn event_of(entry: &Entry) -> Result<Event, StoreProblem> {
    entry
        .event()
        .map_err(|problem| StoreProblem::Damaged(format!("entry {}: {problem}", entry.id)))
}

/// The event that a `Revert` entry names.
fn target_of(conn: &Connection, undo: &Entry) -> Result<Event, StoreProblem> {
    let Event::Revert { device, seq } = event_of(undo)? else {
        return Err(StoreProblem::Damaged(format!(
            "entry {} is no revert",
            undo.id
        )));
    };
    let target = conn
        .prepare_cached(&format!(
            "SELECT {ENTRY_COLUMNS} FROM log JOIN device ON device.key = log.device
             WHERE device.id = ?1 AND log.seq = ?2"
        ))?
        .query_row((device.as_str(), seq as i64), log::entry)?;
    event_of(&target)
}

/// Reverts an entry and writes what follows for its card: the fold of all its entries. `event` is
/// what ceases to hold, or holds again.
fn revert(
    tx: &Transaction<'_>,
    device: &DeviceId,
    found: &Found,
    event: Event,
    now: Moment,
) -> Result<Undone, StoreProblem> {
    let Some(id) = event.card().cloned() else {
        if event.wished().is_some() {
            return revert_wish(tx, device, found, event, now);
        }
        broad::revert(tx, device, (&found.entry.id, &event), now)?;
        return Ok(Undone { event, card: None });
    };
    let rescheduling = broad::rescheduling(tx)?;
    let key = found.key.ok_or_else(|| {
        StoreProblem::Damaged(format!("entry {} without its card", found.entry.id))
    })?;
    let mut entries = log::entries_of(tx, key)?;
    let (_, old_days) = fold_card(&id, &entries, &rescheduling);
    let revert = Event::Revert {
        device: found.entry.id.device.clone(),
        seq: found.entry.id.seq,
    };
    entries.push(log::append(tx, device, &revert, now, Some(key))?);
    let (state, new_days) = fold_card(&id, &entries, &rescheduling);
    state_row::write(tx, key, &state)?;
    log::exchange_days(tx, Some(key), &old_days, &new_days)?;
    let key = CardKey(key);
    Ok(Undone {
        event,
        card: Some(CardNow { id, key, state }),
    })
}

/// The same for a wish for one day.
fn revert_wish(
    tx: &Transaction<'_>,
    device: &DeviceId,
    found: &Found,
    event: Event,
    now: Moment,
) -> Result<Undone, StoreProblem> {
    let revert = Event::Revert {
        device: found.entry.id.device.clone(),
        seq: found.entry.id.seq,
    };
    log::append(tx, device, &revert, now, None)?;
    let share: DayCounts = event.wished().into_iter().collect();
    // A revert of a revert is a redo.
    if found.entry.kind == Event::REVERT {
        log::exchange_days(tx, None, &DayCounts::new(), &share)?;
    } else {
        log::exchange_days(tx, None, &share, &DayCounts::new())?;
    }
    Ok(Undone { event, card: None })
}
