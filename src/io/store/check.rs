//! Whether the database is what the log says: SQLite's own check, the hashes, the replay.

use super::state_row::{self, STATE_COLUMNS};
use super::{LogOrder, Store, StoreError, Task};
use crate::domain::id::CardId;
use crate::domain::srs::{
    CardState, ChainBreak, ChainCheck, DayCount, DayCounts, Event, Fold, Reverted, Skipped,
};
use crate::domain::time::StudyDay;
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::ops::ControlFlow;

/// A card whose state is not the one that the log gives.
#[derive(Debug, Clone, PartialEq)]
pub struct StateDifference {
    /// The card.
    pub card: CardId,
    /// What the database holds; nothing if it does not know the card, or cannot read its state.
    pub stored: Option<CardState>,
    /// What the log gives.
    pub replayed: CardState,
}

/// A day whose counts are not those that the log gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayDifference {
    /// The day.
    pub day: StudyDay,
    /// What the database holds.
    pub stored: DayCount,
    /// What the log gives.
    pub replayed: DayCount,
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CheckReport {
    /// Entries in the log.
    pub entries: u64,
    /// Cards, retired ones included.
    pub cards: u64,
    /// What SQLite finds wrong with the file.
    pub integrity: Vec<String>,
    /// Where the hashes do not hold, in the order of the log; the first is the first bad entry.
    pub breaks: Vec<ChainBreak>,
    /// Entries that this version cannot read. Those of a newer version are no fault.
    pub skipped: Vec<Skipped>,
    /// Cards that differ from the log.
    pub states: Vec<StateDifference>,
    /// Days that differ from the log.
    pub days: Vec<DayDifference>,
}

#[cfg(test)]
impl CheckReport {
    /// Whether nothing is wrong.
    pub(crate) fn is_sound(&self) -> bool {
        self.integrity.is_empty()
            && self.breaks.is_empty()
            && self.states.is_empty()
            && self.days.is_empty()
    }
}

impl Store {
    /// Checks everything, as it stands at one moment. Reads the whole file.
    pub fn check(&self) -> Result<CheckReport, StoreError> {
        self.snapshot(Task::Check, || self.checked())
    }

    fn checked(&self) -> Result<CheckReport, StoreError> {
        let mut report = CheckReport {
            integrity: self.read(Task::Check, |conn| Ok(integrity(conn)?))?,
            ..CheckReport::default()
        };
        let mut reverts = Vec::new();
        let mut chain = ChainCheck::default();
        self.each_entry(LogOrder::Chain, |entry| {
            report.entries += 1;
            report.breaks.extend(chain.take(&entry).err());
            if entry.kind == Event::REVERT {
                reverts.push(entry);
            }
            ControlFlow::Continue(())
        })?;
        let mut fold = Fold::new(Reverted::by(&reverts));
        self.each_entry(LogOrder::Replay, |entry| {
            fold.take(&entry);
            ControlFlow::Continue(())
        })?;
        report.days = day_differences(&self.days()?, &fold.days);
        report.skipped = std::mem::take(&mut fold.skipped);
        self.compare_states(fold, &mut report)?;
        Ok(report)
    }

    fn compare_states(&self, mut fold: Fold, report: &mut CheckReport) -> Result<(), StoreError> {
        self.read(Task::Check, |conn| {
            let mut query = conn.prepare(&format!(
                "SELECT card.id, {STATE_COLUMNS} FROM card ORDER BY key"
            ))?;
            let mut rows = query.query([])?;
            while let Some(row) = rows.next()? {
                report.cards += 1;
                let card = CardId::new(row.get::<_, String>(0)?);
                let stored = state_row::read(row, 1).ok();
                let replayed = fold.states.remove(&card).unwrap_or_default();
                if stored != Some(replayed) {
                    report.states.push(StateDifference {
                        card,
                        stored,
                        replayed,
                    });
                }
            }
            let mut unknown: Vec<_> = fold.states.into_iter().collect();
            unknown.sort_by(|a, b| a.0.cmp(&b.0));
            report
                .states
                .extend(unknown.into_iter().map(|(card, replayed)| StateDifference {
                    card,
                    stored: None,
                    replayed,
                }));
            Ok(())
        })
    }
}

/// What SQLite finds wrong with the file.
pub(super) fn integrity(conn: &Connection) -> rusqlite::Result<Vec<String>> {
    let found: Vec<String> = conn
        .prepare("PRAGMA integrity_check")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(found.into_iter().filter(|line| line != "ok").collect())
}

fn day_differences(stored: &DayCounts, replayed: &DayCounts) -> Vec<DayDifference> {
    let days: BTreeSet<StudyDay> = stored.keys().chain(replayed.keys()).copied().collect();
    let count = |counts: &DayCounts, day| counts.get(&day).copied().unwrap_or_default();
    days.into_iter()
        .map(|day| DayDifference {
            day,
            stored: count(stored, day),
            replayed: count(replayed, day),
        })
        .filter(|found| found.stored != found.replayed)
        .collect()
}
