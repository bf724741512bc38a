//! Undo and redo, over restarts: by `Revert` entries. Nothing is erased.

use super::log::{self, ENTRY_COLUMNS};
use super::{Store, StoreError, StoreProblem, Task, broad, state_row};
use crate::domain::id::{CardId, DeviceId};
use crate::domain::srs::{CardKey, CardState, DayCounts, Entry, Event, Reverted, fold_card};
use crate::domain::time::Moment;
use rusqlite::{Connection, OptionalExtension, Transaction};

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

/// What a search backward through the log makes of an entry.
enum Look {
    Take,
    PassOver,
    /// What lies between this entry and one before it, by its number, was passed over when this
    /// one was written, and would be again.
    Behind(u64),
    GiveUp,
}

/// An entry to be reverted, and its card.
struct Found {
    entry: Entry,
    key: Option<i64>,
}

impl Store {
    /// Undoes the last event of this device that holds and changed something. Gives nothing when
    /// there is none.
    pub fn undo(&mut self, now: Moment) -> Result<Option<Undone>, StoreError> {
        self.take_back(now, false)
    }

    /// Undoes the last event of this device that holds, practice too.
    pub fn undo_practice(&mut self, now: Moment) -> Result<Option<Undone>, StoreError> {
        self.take_back(now, true)
    }

    fn take_back(&mut self, now: Moment, practised: bool) -> Result<Option<Undone>, StoreError> {
        let device = self.device().clone();
        self.write(Task::Undo, |tx| {
            let last = find_back(tx, &device, |found| {
                Ok(match found.entry.event() {
                    Err(_) => Look::PassOver,
                    // Behind a review, what changed nothing is not what a person wants back.
                    Ok(Event::Practice(_)) if !practised => Look::PassOver,
                    _ if is_undone(tx, found)? => Look::PassOver,
                    Ok(Event::Revert { device: by, seq }) => passed_over(&device, &by, seq),
                    Ok(_) => Look::Take,
                })
            })?;
            last.map(|last| {
                let event = event_of(&last.entry)?;
                revert(tx, &device, &last, event, now)
            })
            .transpose()
        })
    }

    /// Does again what this device undid last, unless something else was done since, or it was
    /// practice.
    pub fn redo(&mut self, now: Moment) -> Result<Option<Undone>, StoreError> {
        self.do_again(now, false)
    }

    /// Does again what this device undid last, practice too, unless something else was done since.
    pub fn redo_practice(&mut self, now: Moment) -> Result<Option<Undone>, StoreError> {
        self.do_again(now, true)
    }

    fn do_again(&mut self, now: Moment, practised: bool) -> Result<Option<Undone>, StoreError> {
        let device = self.device().clone();
        self.write(Task::Undo, |tx| {
            let last = find_back(tx, &device, |found| {
                if is_undone(tx, found)? {
                    return Ok(Look::PassOver);
                }
                Ok(match found.entry.event() {
                    // The revert of a revert is a redo, not an undo.
                    Ok(Event::Revert { device: by, seq }) if is_revert(tx, &by, seq)? => {
                        passed_over(&device, &by, seq)
                    }
                    Ok(Event::Revert { .. }) => Look::Take,
                    // Something that holds was done after every undo before it.
                    _ => Look::GiveUp,
                })
            })?;
            let last = last.map(|last| {
                let event = target_of(tx, &last.entry)?;
                Ok::<_, StoreProblem>((last, event))
            });
            last.transpose()?
                .filter(|(_, event)| practised || !matches!(event, Event::Practice(_)))
                .map(|(last, event)| revert(tx, &device, &last, event, now))
                .transpose()
        })
    }
}

/// Where a search goes on behind a revert that holds.
fn passed_over(own: &DeviceId, device: &DeviceId, seq: u64) -> Look {
    if own == device {
        Look::Behind(seq)
    } else {
        Look::PassOver
    }
}

/// Whether an entry is undone. A revert is looked up by the card of what it undoes, so that those
/// of one card tell.
fn is_undone(conn: &Connection, found: &Found) -> rusqlite::Result<bool> {
    let reverts = match found.key {
        Some(card) => reverts_about(conn, card)?,
        None => broad::apart(conn, Event::REVERT)?,
    };
    Ok(Reverted::by(&reverts).holds(&found.entry.view()))
}

fn reverts_about(conn: &Connection, card: i64) -> rusqlite::Result<Vec<Entry>> {
    conn.prepare_cached(&format!(
        "SELECT {ENTRY_COLUMNS} FROM log INDEXED BY log_card
         JOIN device ON device.key = log.device
         WHERE log.card = ?1 AND log.kind = 'revert'"
    ))?
    .query_map([card], log::entry)?
    .collect()
}

fn is_revert(conn: &Connection, device: &DeviceId, seq: u64) -> rusqlite::Result<bool> {
    let kind: Option<String> = conn
        .prepare_cached(
            "SELECT kind FROM log
             WHERE device = (SELECT key FROM device WHERE id = ?1) AND seq = ?2",
        )?
        .query_row((device.as_str(), seq as i64), |row| row.get(0))
        .optional()?;
    Ok(kind.is_some_and(|kind| kind == Event::REVERT))
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
    mut look: impl FnMut(&Found) -> Result<Look, StoreProblem>,
) -> Result<Option<Found>, StoreProblem> {
    let mut query = conn.prepare_cached(&format!(
        "SELECT {ENTRY_COLUMNS} FROM log JOIN device ON device.key = log.device
         WHERE log.device = (SELECT key FROM device WHERE id = ?1) AND log.seq < ?2
         ORDER BY log.seq DESC LIMIT 1"
    ))?;
    let mut before = i64::MAX;
    loop {
        let found = query.query_row((device.as_str(), before), |row| {
            let entry = log::entry(row)?;
            let key = row.get(8)?;
            Ok(Found { entry, key })
        });
        let Some(found) = found.optional()? else {
            return Ok(None);
        };
        let seq = found.entry.id.seq;
        before = match look(&found)? {
            Look::Take => return Ok(Some(found)),
            Look::GiveUp => return Ok(None),
            Look::PassOver => seq as i64,
            // Whatever the entry says, the search goes on backward.
            Look::Behind(passed) => passed.min(seq) as i64,
        };
    }
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
