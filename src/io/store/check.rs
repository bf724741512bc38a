//! Whether the database is what the log says: SQLite's own check, the hashes, the replay.

use super::copy::is_damage;
use super::seams::seams;
use super::state_row::{self, STATE_COLUMNS};
use super::walk::{Passing, length, walk};
use super::{Store, StoreError, StoreProblem, Task, undo};
use crate::domain::id::CardId;
use crate::domain::srs::{
    CardState, ChainBreak, ChainCheck, DayCount, DayCounts, EntryId, Event, EventProblem, Fold,
    Joint, Reverted, Skipped,
};
use crate::domain::time::StudyDay;
use rusqlite::{Connection, OptionalExtension};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::ControlFlow;

/// How many entries pass before it is told how far a check is.
const TOLD_EVERY: u64 = 8_192;

/// How far a check is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckStage {
    /// SQLite looks through the file; it does not say how far it is.
    File,
    /// The log is replayed.
    Log {
        /// Entries that are done.
        done: u64,
        /// All entries.
        all: u64,
    },
}

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
    /// Entries that stand aside since a repair.
    pub aside: u64,
    /// Entries that were missing at a repair.
    pub missing: u64,
    /// Entries that the store looks up by a card that they are not about.
    pub misplaced: Vec<EntryId>,
    /// Entries that this version cannot read. Those of a newer version are no fault.
    pub skipped: Vec<Skipped>,
    /// Cards that differ from the log.
    pub states: Vec<StateDifference>,
    /// Days that differ from the log.
    pub days: Vec<DayDifference>,
}

impl CheckReport {
    /// Whether nothing is wrong. Entries of a newer version, and those that stand aside, are no
    /// fault.
    pub fn is_sound(&self) -> bool {
        self.integrity.is_empty()
            && self.breaks.is_empty()
            && self.misplaced.is_empty()
            && self.states.is_empty()
            && self.days.is_empty()
            && self.unreadable().next().is_none()
    }

    /// Entries of a kind that this version knows, and cannot read all the same.
    pub fn unreadable(&self) -> impl Iterator<Item = &Skipped> {
        let malformed = |problem: &EventProblem| matches!(problem, EventProblem::Malformed { .. });
        self.skipped.iter().filter(move |s| malformed(&s.problem))
    }
}

impl Store {
    /// Checks everything, as it stands at one moment. Reads the whole file. `tell` hears how far it
    /// is.
    pub fn check(&self, mut tell: impl FnMut(CheckStage)) -> Result<CheckReport, StoreError> {
        tell(CheckStage::File);
        self.snapshot(Task::Check, || {
            self.read(Task::Check, |conn| {
                let mut report = CheckReport {
                    integrity: integrity(conn)?,
                    ..CheckReport::default()
                };
                match replay(conn, &mut report, &mut tell) {
                    Ok(replayed) => replayed.compare(conn, &mut report)?,
                    Err(error) if is_damage(&error) => report.integrity.push(error.to_string()),
                    Err(error) => return Err(error.into()),
                }
                Ok(report)
            })
        })
    }
}

/// What was counted of the decks on each day: new cards and reviews.
pub(super) type DeckDays = BTreeMap<(StudyDay, i64), DayCount>;

/// What the log gives.
pub(super) struct Replayed {
    pub(super) fold: Fold,
    /// By the deck that each card is in now.
    pub(super) decks: DeckDays,
}

/// The cards and decks that entries are looked up by.
struct Places {
    cards: HashMap<i64, (CardId, i64)>,
    /// The cards of the entries that are reverted.
    reverted: HashMap<EntryId, Option<i64>>,
}

impl Places {
    fn read(conn: &Connection, reverts: &[(EntryId, Event)]) -> rusqlite::Result<Self> {
        let mut query = conn.prepare("SELECT key, id, deck FROM card")?;
        let cards = query.query_map([], |row| {
            let id = CardId::new(super::walk::text(row, 1)?);
            Ok((row.get(0)?, (id, row.get(2)?)))
        })?;
        let cards = cards.collect::<rusqlite::Result<_>>()?;
        let mut reverted = HashMap::new();
        for (_, event) in reverts {
            if let Event::Revert { device, seq } = event {
                let card = conn
                    .prepare_cached(
                        "SELECT log.card FROM log JOIN device ON device.key = log.device
                         WHERE device.id = ?1 AND log.seq = ?2",
                    )?
                    .query_row((device.as_str(), *seq as i64), |row| row.get(0))
                    .optional()?;
                if let Some(card) = card {
                    reverted.insert(EntryId::new(device, *seq), card);
                }
            }
        }
        Ok(Self { cards, reverted })
    }

    /// Whether an entry stands where the store looks for it.
    fn fits(&self, event: &Event, card: Option<i64>) -> bool {
        match event {
            Event::Revert { device, seq } => {
                let target = self.reverted.get(&EntryId::new(device, *seq));
                target.is_none_or(|target| *target == card)
            }
            event => match (event.card(), card) {
                (None, card) => card.is_none(),
                (Some(id), Some(card)) => self.cards.get(&card).is_some_and(|(of, _)| of == id),
                (Some(_), None) => false,
            },
        }
    }
}

/// Replays the whole log, follows its chains on the way, and puts what does not hold into the
/// report.
pub(super) fn replay(
    conn: &Connection,
    report: &mut CheckReport,
    tell: &mut dyn FnMut(CheckStage),
) -> rusqlite::Result<Replayed> {
    let seams = seams(conn)?;
    for seam in &seams {
        let count = match seam.joint {
            Joint::Hash(_) => &mut report.aside,
            // Only behind a gap is there no hash to hold the next entry against.
            Joint::Seal(_) => &mut report.missing,
        };
        *count += seam.last - seam.first + 1;
    }
    let mut chain = ChainCheck::with_seams(seams);
    let reverts = undo::reverts(conn)?;
    let events = reverts.iter().filter_map(|entry| {
        let event = entry.event().ok()?;
        Some((entry.id.clone(), event))
    });
    let places = Places::read(conn, &events.collect::<Vec<_>>())?;
    let mut fold = Fold::new(Reverted::by(&reverts));
    let mut decks = DeckDays::new();
    let length = length(conn)?;
    walk(conn, |passing: &Passing<'_>| {
        report.entries += 1;
        if report.entries.is_multiple_of(TOLD_EVERY) {
            tell(CheckStage::Log {
                done: report.entries,
                all: length,
            });
        }
        let entry = &passing.entry;
        report.breaks.extend(chain.take(entry).err());
        let taken = fold.take(entry);
        if let Some(event) = taken.event
            && !places.fits(&event, passing.card)
        {
            report.misplaced.push(entry.id());
        }
        let deck = passing.card.and_then(|card| places.cards.get(&card));
        if let (Some((day, count)), Some((_, deck))) = (taken.counted, deck) {
            decks.entry((day, *deck)).or_default().add(count);
        }
        ControlFlow::Continue(())
    })?;
    report.skipped = std::mem::take(&mut fold.skipped);
    Ok(Replayed { fold, decks })
}

impl Replayed {
    /// Holds what the database caches beside what the log gives.
    fn compare(mut self, conn: &Connection, report: &mut CheckReport) -> Result<(), StoreProblem> {
        report.days = day_differences(&super::log::days(conn)?, &self.fold.days);
        each_state(conn, |_, card, stored| {
            report.cards += 1;
            let replayed = self.fold.states.remove(&card).unwrap_or_default();
            if stored != Some(replayed) {
                report.states.push(StateDifference {
                    card,
                    stored,
                    replayed,
                });
            }
        })?;
        let mut unknown: Vec<_> = self.fold.states.into_iter().collect();
        unknown.sort_by(|a, b| a.0.cmp(&b.0));
        report
            .states
            .extend(unknown.into_iter().map(|(card, replayed)| StateDifference {
                card,
                stored: None,
                replayed,
            }));
        Ok(())
    }
}

/// Passes the key, the id and the state of each card; no state of one whose columns hold none.
pub(super) fn each_state(
    conn: &Connection,
    mut take: impl FnMut(i64, CardId, Option<CardState>),
) -> rusqlite::Result<()> {
    let mut query = conn.prepare(&format!(
        "SELECT card.key, card.id, {STATE_COLUMNS} FROM card ORDER BY key"
    ))?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let id = CardId::new(super::walk::text(row, 1)?);
        take(row.get(0)?, id, state_row::read(row, 2).ok());
    }
    Ok(())
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
