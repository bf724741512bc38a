//! The log on disk: append with the state that follows, read, count.

use super::state_row::{self, STATE_COLUMNS};
use super::walk::{self, walk};
use super::{Store, StoreError, StoreProblem, Task, broad};
use crate::domain::id::{CardId, DeviceId};
use crate::domain::srs::{
    CardKey, CardState, ChainHead, DayCount, DayCounts, DeckKey, Entry, EntryHash, EntryId, Event,
    streak,
};
use crate::domain::time::{Moment, StudyDay, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::{BTreeMap, HashSet};
use std::ops::ControlFlow;

/// The columns that [`entry`] reads.
pub(super) const ENTRY_COLUMNS: &str = "device.id, log.seq, log.lamport, log.at_ms, \
    log.offset_s, log.kind, log.payload, log.hash, log.card";

/// The columns that [`day_row`] reads.
const DAY_COLUMNS: &str = "day, introduced, reviewed, answers, ms, more_new, more_reviews";

/// What recording an event led to.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    /// The entry as it was written.
    pub entry: Entry,
    /// The card.
    pub key: CardKey,
    /// The card's state before.
    pub before: CardState,
    /// The card's state now.
    pub after: CardState,
}

impl Store {
    /// Appends an event about a card and writes the state that follows from it, in one
    /// transaction. When this returns, the event is on the disk.
    pub fn record(&mut self, event: &Event, now: Moment) -> Result<Recorded, StoreError> {
        let device = self.device().clone();
        self.write(Task::Record, |tx| {
            let card = event.card().ok_or(StoreProblem::BareRevert)?;
            let (key, before) = state_of(tx, card)?;
            let entry = append(tx, &device, event, now, Some(key))?;
            let after = before.after(event, now.at);
            state_row::write(tx, key, &after)?;
            if let Some((day, count)) = before.counted(event) {
                add_to_day(tx, day, count)?;
                add_to_deck(tx, day, key, count)?;
            }
            Ok(Recorded {
                entry,
                key: CardKey(key),
                before,
                after,
            })
        })
    }

    /// Appends an event about no card: a wish for one day.
    pub fn record_wish(&mut self, event: &Event, now: Moment) -> Result<Entry, StoreError> {
        let device = self.device().clone();
        self.write(Task::Record, |tx| {
            let (day, count) = event.wished().ok_or(StoreProblem::BareRevert)?;
            let entry = append(tx, &device, event, now, None)?;
            add_to_day(tx, day, count)?;
            Ok(entry)
        })
    }

    /// The entries about one card and those about many that name it, reverts included, in no order
    /// that matters.
    pub fn entries(&self, card: &CardId) -> Result<Vec<Entry>, StoreError> {
        self.read(Task::ReadLog, |conn| {
            let (key, _) = state_of(conn, card)?;
            let mut entries = entries_of(conn, key)?;
            entries.extend(broad::entries_naming(conn, card)?);
            Ok(entries)
        })
    }

    /// The entries about one card alone, reverts included, in no order that matters.
    pub fn entries_about(&self, card: CardKey) -> Result<Vec<Entry>, StoreError> {
        self.read(Task::ReadLog, |conn| Ok(entries_of(conn, card.0)?))
    }

    /// The cards that this device practised since then, by its clock.
    pub fn practised_since(&self, then: Timestamp) -> Result<HashSet<CardKey>, StoreError> {
        let device = self.device();
        self.read(Task::ReadLog, |conn| {
            // From the last entry backward: what is older is not read.
            let mut query = conn.prepare_cached(
                "SELECT at_ms, kind, card FROM log
                 WHERE device = (SELECT key FROM device WHERE id = ?1) ORDER BY seq DESC",
            )?;
            let mut rows = query.query([device.as_str()])?;
            let mut cards = HashSet::new();
            while let Some(row) = rows.next()? {
                if row.get::<_, i64>(0)? < then.0 {
                    break;
                }
                if row.get::<_, String>(1)? == Event::PRACTICE {
                    cards.extend(row.get::<_, Option<i64>>(2)?.map(CardKey));
                }
            }
            Ok(cards)
        })
    }

    /// Reads the whole log as a replay takes it, one entry after the other, until told to stop.
    pub fn each_entry(
        &self,
        mut take: impl FnMut(Entry) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        self.read(Task::ReadLog, |conn| {
            Ok(walk(conn, |passing| take(passing.entry.to_entry()))?)
        })
    }

    /// When this device wrote its last entry, by its clock.
    pub fn last_written(&self) -> Result<Option<Timestamp>, StoreError> {
        let device = self.device();
        self.read(Task::ReadLog, |conn| {
            Ok(conn
                .prepare_cached(
                    "SELECT at_ms FROM log WHERE device = (SELECT key FROM device WHERE id = ?1)
                     ORDER BY seq DESC LIMIT 1",
                )?
                .query_row([device.as_str()], |row| row.get(0).map(Timestamp))
                .optional()?)
        })
    }

    /// What was done on a study day.
    pub fn day(&self, day: StudyDay) -> Result<DayCount, StoreError> {
        self.read(Task::ReadLog, |conn| {
            let found = conn
                .prepare_cached(&format!("SELECT {DAY_COLUMNS} FROM day WHERE day = ?1"))?
                .query_row([day.0], day_row)
                .optional()?;
            Ok(found.map(|(_, count)| count).unwrap_or_default())
        })
    }

    /// What was done of each deck on a study day.
    pub fn decks_on(&self, day: StudyDay) -> Result<BTreeMap<DeckKey, DayCount>, StoreError> {
        self.read(Task::ReadLog, |conn| {
            let mut query = conn
                .prepare_cached("SELECT deck, introduced, reviewed FROM day_deck WHERE day = ?1")?;
            let counts = query.query_map([day.0], |row| {
                let count = DayCount {
                    introduced: row.get(1)?,
                    reviewed: row.get(2)?,
                    ..DayCount::default()
                };
                Ok((DeckKey(row.get(0)?), count))
            })?;
            Ok(counts.collect::<Result<_, _>>()?)
        })
    }

    /// What was done on each study day.
    pub fn days(&self) -> Result<DayCounts, StoreError> {
        self.read(Task::ReadLog, |conn| Ok(days(conn)?))
    }

    /// The number of study days in a row with grades; see [`streak`].
    pub fn streak(&self, today: StudyDay) -> Result<u32, StoreError> {
        self.read(Task::ReadLog, |conn| {
            let mut query = conn.prepare_cached(
                "SELECT day FROM day WHERE day <= ?1 AND answers > 0 ORDER BY day DESC",
            )?;
            let mut failed = None;
            let days = query.query_map([today.0], |row| row.get(0).map(StudyDay))?;
            let days = days.map_while(|day| day.map_err(|error| failed = Some(error)).ok());
            let length = streak(days, today);
            failed.map_or(Ok(length), |error| Err(error.into()))
        })
    }
}

/// What was done on each study day.
pub(super) fn days(conn: &Connection) -> rusqlite::Result<DayCounts> {
    conn.prepare_cached(&format!("SELECT {DAY_COLUMNS} FROM day"))?
        .query_map([], day_row)?
        .collect()
}

/// The key and the state of a card.
pub(super) fn state_of(conn: &Connection, card: &CardId) -> Result<(i64, CardState), StoreProblem> {
    let mut query = conn.prepare_cached(&format!(
        "SELECT card.key, {STATE_COLUMNS} FROM card WHERE id = ?1"
    ))?;
    let mut rows = query.query([card.as_str()])?;
    match rows.next()? {
        Some(row) => Ok((row.get(0)?, state_row::read(row, 1)?)),
        None => Err(StoreProblem::NoCard(card.clone())),
    }
}

/// Appends an event. Runs inside a transaction that began `IMMEDIATE`: what it reads of the chain
/// is then still so when it writes.
pub(super) fn append(
    conn: &Connection,
    device: &DeviceId,
    event: &Event,
    now: Moment,
    card: Option<i64>,
) -> Result<Entry, StoreProblem> {
    let key = device_key(conn, device)?;
    let head = head(conn, key, device)?;
    // The counter never falls on a device, so the last entry of each has its highest.
    let lamport: i64 = conn
        .prepare_cached(
            "SELECT coalesce(max((SELECT lamport FROM log WHERE device = device.key
                                  ORDER BY seq DESC LIMIT 1)), 0) FROM device",
        )?
        .query_row([], |row| row.get(0))?;
    let entry = Entry::following(&head, lamport as u64 + 1, now, event);
    conn.prepare_cached(
        "INSERT INTO log (device, seq, lamport, at_ms, offset_s, kind, payload, hash, card)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        key,
        entry.id.seq as i64,
        entry.lamport as i64,
        entry.at.0,
        entry.offset_s,
        entry.kind,
        entry.payload,
        entry.hash.0,
        card,
    ])?;
    Ok(entry)
}

/// The end of a device's chain. A repair may have taken the last entries away: their numbers are
/// not used again.
fn head(conn: &Connection, key: i64, device: &DeviceId) -> rusqlite::Result<ChainHead> {
    let last = |query: &str| {
        conn.prepare_cached(query)?
            .query_row([key], |row| {
                Ok(ChainHead {
                    id: EntryId::new(device, row.get::<_, i64>(0)? as u64),
                    hash: EntryHash(row.get(1)?),
                })
            })
            .optional()
    };
    let kept = last("SELECT seq, hash FROM log WHERE device = ?1 ORDER BY seq DESC LIMIT 1")?;
    let aside = last("SELECT last, joint FROM aside WHERE device = ?1 ORDER BY seq DESC LIMIT 1")?;
    let head = kept.into_iter().chain(aside).max_by_key(|head| head.id.seq);
    Ok(head.unwrap_or_else(|| ChainHead::empty(device.clone())))
}

fn device_key(conn: &Connection, device: &DeviceId) -> rusqlite::Result<i64> {
    let known = conn
        .prepare_cached("SELECT key FROM device WHERE id = ?1")?
        .query_row([device.as_str()], |row| row.get(0))
        .optional()?;
    if let Some(key) = known {
        return Ok(key);
    }
    conn.execute("INSERT INTO device (id) VALUES (?1)", [device.as_str()])?;
    Ok(conn.last_insert_rowid())
}

/// The entries about a card.
pub(super) fn entries_of(conn: &Connection, card: i64) -> rusqlite::Result<Vec<Entry>> {
    conn.prepare_cached(&format!(
        "SELECT {ENTRY_COLUMNS} FROM log JOIN device ON device.key = log.device
         WHERE log.card = ?1"
    ))?
    .query_map([card], entry)?
    .collect()
}

/// Reads an entry, with its device in the first column.
pub(super) fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let device = DeviceId::new(walk::text(row, 0)?);
    walk::view(row, 1, &device, |view| view.to_entry())
}

fn day_row(row: &Row<'_>) -> rusqlite::Result<(StudyDay, DayCount)> {
    let count = DayCount {
        introduced: row.get(1)?,
        reviewed: row.get(2)?,
        answers: row.get(3)?,
        ms: row.get::<_, i64>(4)? as u64,
        more_new: row.get(5)?,
        more_reviews: row.get(6)?,
    };
    Ok((StudyDay(row.get(0)?), count))
}

pub(super) fn add_to_day(
    conn: &Connection,
    day: StudyDay,
    count: DayCount,
) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "INSERT INTO day (day, introduced, reviewed, answers, ms, more_new, more_reviews)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (day) DO UPDATE SET introduced = introduced + excluded.introduced,
             reviewed = reviewed + excluded.reviewed, answers = answers + excluded.answers,
             ms = ms + excluded.ms, more_new = more_new + excluded.more_new,
             more_reviews = more_reviews + excluded.more_reviews",
    )?
    .execute(params![
        day.0,
        count.introduced,
        count.reviewed,
        count.answers,
        count.ms as i64,
        count.more_new,
        count.more_reviews,
    ])?;
    Ok(())
}

/// Counts a grade for the deck that the card is in.
fn add_to_deck(
    conn: &Connection,
    day: StudyDay,
    card: i64,
    count: DayCount,
) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "INSERT INTO day_deck (day, deck, introduced, reviewed)
         VALUES (?1, (SELECT deck FROM card WHERE key = ?2), ?3, ?4)
         ON CONFLICT (day, deck) DO UPDATE SET introduced = introduced + excluded.introduced,
             reviewed = reviewed + excluded.reviewed",
    )?
    .execute(params![day.0, card, count.introduced, count.reviewed])?;
    Ok(())
}

/// Puts a new share of some days in the place of the old one: that of a card, or of a wish.
pub(super) fn exchange_days(
    conn: &Connection,
    card: Option<i64>,
    old: &DayCounts,
    new: &DayCounts,
) -> rusqlite::Result<()> {
    let mut days: DayCounts = DayCounts::new();
    for day in old.keys().chain(new.keys()) {
        let stored = conn
            .prepare_cached(&format!("SELECT {DAY_COLUMNS} FROM day WHERE day = ?1"))?
            .query_row([day.0], day_row)
            .optional()?;
        days.insert(*day, stored.map(|(_, count)| count).unwrap_or_default());
    }
    for (day, mut count) in days {
        let (less, more) = (
            old.get(&day).copied().unwrap_or_default(),
            new.get(&day).copied().unwrap_or_default(),
        );
        count.subtract(less);
        count.add(more);
        if let Some(card) = card {
            add_to_deck(conn, day, card, more)?;
            take_from_deck(conn, day, card, less)?;
        }
        conn.execute("DELETE FROM day WHERE day = ?1", [day.0])?;
        if count != DayCount::default() {
            add_to_day(conn, day, count)?;
        }
    }
    Ok(())
}

fn take_from_deck(
    conn: &Connection,
    day: StudyDay,
    card: i64,
    count: DayCount,
) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "UPDATE day_deck SET introduced = max(introduced - ?3, 0), reviewed = max(reviewed - ?4, 0)
         WHERE day = ?1 AND deck = (SELECT deck FROM card WHERE key = ?2)",
    )?
    .execute(params![day.0, card, count.introduced, count.reviewed])?;
    Ok(())
}
