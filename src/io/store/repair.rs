//! Puts a database right whose log or states do not hold: what is bad in the log goes aside, what
//! is good gives the states anew.

use super::check::{Replayed, each_state, integrity, replay};
use super::walk::{Passing, walk};
use super::{CheckReport, CheckStage, Place, Store, StoreError, StoreProblem, Task};
use super::{backup, log, seams, state_row, undo};
use crate::domain::id::CardId;
use crate::domain::srs::{
    ChainCheck, DayCount, Entry, EntryHash, EntryId, Event, EventProblem, Joint, Judgement, Seam,
    Verdict,
};
use crate::domain::time::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::PathBuf;

/// Why entries do not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// They are not as they were written.
    Changed,
    /// They were not there.
    Missing,
    /// They are as they were written, and nobody can read them.
    Unreadable,
}

impl Why {
    /// As it is stored.
    fn name(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Missing => "missing",
            Self::Unreadable => "unreadable",
        }
    }
}

/// Entries that do not count any more.
#[derive(Debug, Clone, PartialEq)]
pub struct SetAside {
    /// The first, and the only one but where entries are missing.
    pub first: EntryId,
    /// How many they are.
    pub count: u64,
    /// Why.
    pub why: Why,
    /// The entry as it was found, if it still says something.
    pub entry: Option<Entry>,
}

/// What a repair did.
#[derive(Debug, Clone, PartialEq)]
pub struct Repair {
    /// The database as it was.
    pub backup: PathBuf,
    /// Entries that do not count any more, by device and in their order.
    pub aside: Vec<SetAside>,
    /// Entries whose hash alone was not as it was written; nothing of them is lost.
    pub rehashed: Vec<EntryId>,
    /// Entries that were looked up by a wrong card.
    pub replaced: usize,
    /// Cards that have another state now.
    pub states: Vec<CardId>,
    /// Cards of the log that no deck has made yet; their history waits.
    pub unknown: Vec<CardId>,
}

/// What is to be done with the log.
#[derive(Default)]
struct Plan {
    /// Missing entries, and entries to be taken out, with the device's short name.
    aside: Vec<(i64, Seam, SetAside)>,
    rehashed: Vec<(i64, EntryId, EntryHash)>,
}

impl Store {
    /// Repairs the database, unless nothing is wrong: in one transaction, behind a copy of the
    /// database as it was, in the folder of the backups. Refused where the file itself is damaged,
    /// and where nothing of a device's log holds.
    pub fn repair(
        &mut self,
        place: &Place,
        now: Timestamp,
        mut tell: impl FnMut(CheckStage),
    ) -> Result<Option<Repair>, StoreError> {
        if self.check(&mut tell)?.is_sound() {
            return Ok(None);
        }
        let backup = self.read(Task::BackUp, |conn| {
            backup::before_repair(conn, &place.backups, now)
        })?;
        let mut repair = Repair {
            backup,
            aside: Vec::new(),
            rehashed: Vec::new(),
            replaced: 0,
            states: Vec::new(),
            unknown: Vec::new(),
        };
        self.write(Task::Repair, |tx| {
            tell(CheckStage::File);
            mend_file(tx)?;
            let plan = plan(tx)?;
            carry_out(tx, &plan, now)?;
            repair.replaced = put_in_place(tx)?;
            let mut report = CheckReport::default();
            let replayed = replay(tx, &mut report, &mut tell)?;
            let held = report.breaks.is_empty() && report.unreadable().next().is_none();
            if !held {
                return Err(StoreProblem::BeyondRepair);
            }
            write_states(tx, replayed, &mut repair)?;
            repair.aside = plan.aside.into_iter().map(|(.., aside)| aside).collect();
            repair.rehashed = plan.rehashed.into_iter().map(|(_, id, _)| id).collect();
            Ok(())
        })?;
        tracing::warn!(
            backup = %repair.backup.display(),
            aside = repair.aside.len(),
            states = repair.states.len(),
            "repaired"
        );
        Ok(Some(repair))
    }
}

/// Indexes can be made anew from their tables; what is damaged beyond that cannot be repaired here.
fn mend_file(conn: &Connection) -> Result<(), StoreProblem> {
    if integrity(conn)?.is_empty() {
        return Ok(());
    }
    conn.execute_batch("REINDEX")?;
    if integrity(conn)?.is_empty() {
        Ok(())
    } else {
        Err(StoreProblem::BeyondRepair)
    }
}

/// An entry, and the store's short name of its device.
type Held = (i64, Entry);

/// Judges each entry with the one behind it on its device in view.
fn plan(conn: &Connection) -> Result<Plan, StoreProblem> {
    let mut chain = ChainCheck::with_seams(seams::seams(conn)?);
    let mut plan = Plan::default();
    let mut waiting: HashMap<i64, Entry> = HashMap::new();
    // Of each device: entries that hold, and all.
    let mut tally: HashMap<i64, (u64, u64)> = HashMap::new();
    let mut judge = |(device, entry): Held, next: Option<&Entry>| {
        let holds = plan.take(device, &entry, chain.judge(&entry, next));
        let (held, all) = tally.entry(device).or_default();
        *held += u64::from(holds);
        *all += 1;
    };
    walk(conn, |passing: &Passing<'_>| {
        let next = passing.entry.to_entry();
        if let Some(entry) = waiting.remove(&passing.device) {
            judge((passing.device, entry), Some(&next));
        }
        waiting.insert(passing.device, next);
        ControlFlow::Continue(())
    })?;
    for held in waiting {
        judge(held, None);
    }
    // Not the entries then, but the name of the device is bad, which is in all of them.
    if tally.values().any(|(held, all)| *held == 0 && *all > 1) {
        return Err(StoreProblem::BeyondRepair);
    }
    plan.aside.sort_by(|(.., a), (.., b)| a.first.cmp(&b.first));
    Ok(plan)
}

impl Plan {
    /// Takes in what is to be made of an entry; whether it is kept.
    fn take(&mut self, device: i64, entry: &Entry, judgement: Judgement) -> bool {
        if let Some(seam) = judgement.missing {
            let aside = SetAside {
                first: EntryId::new(&seam.device, seam.first),
                count: seam.last - seam.first + 1,
                why: Why::Missing,
                entry: None,
            };
            self.aside.push((device, seam, aside));
        }
        let event = entry.event();
        let unreadable = matches!(event, Err(EventProblem::Malformed { .. }));
        let why = match judgement.verdict {
            Verdict::Changed => Why::Changed,
            Verdict::Holds | Verdict::HashChanged(_) if unreadable => Why::Unreadable,
            Verdict::Holds => return true,
            Verdict::HashChanged(hash) => {
                self.rehashed.push((device, entry.id.clone(), hash));
                return true;
            }
        };
        let hash = match judgement.verdict {
            Verdict::HashChanged(hash) => hash,
            Verdict::Holds | Verdict::Changed => entry.hash,
        };
        let seam = Seam {
            device: entry.id.device.clone(),
            first: entry.id.seq,
            last: entry.id.seq,
            joint: Joint::Hash(hash),
        };
        let aside = SetAside {
            first: entry.id.clone(),
            count: 1,
            why,
            entry: event.is_ok().then(|| entry.clone()),
        };
        self.aside.push((device, seam, aside));
        false
    }
}

fn carry_out(conn: &Connection, plan: &Plan, now: Timestamp) -> rusqlite::Result<()> {
    for (device, seam, aside) in &plan.aside {
        let reason = (aside.why.name(), now.0);
        if aside.why == Why::Missing {
            seams::keep_place(conn, *device, seam, reason)?;
        } else {
            seams::take_out(conn, *device, seam, reason)?;
        }
    }
    let mut rehash = conn.prepare("UPDATE log SET hash = ?3 WHERE device = ?1 AND seq = ?2")?;
    for (device, entry, hash) in &plan.rehashed {
        rehash.execute(params![device, entry.seq as i64, hash.0])?;
    }
    Ok(())
}

/// Lets each entry be looked up by its own card. Reverts come last: theirs is that of their target.
fn put_in_place(conn: &Connection) -> Result<usize, StoreProblem> {
    let mut wrong: Vec<(i64, u64, Option<i64>)> = Vec::new();
    let mut failed = None;
    let mut of_card = conn.prepare("SELECT key FROM card WHERE id = ?1")?;
    let mut find = |event: &Event| -> rusqlite::Result<Option<i64>> {
        match event.card() {
            None => Ok(None),
            Some(card) => of_card
                .query_row([card.as_str()], |row| row.get(0))
                .optional(),
        }
    };
    walk(conn, |passing| {
        let Ok(event) = Event::read(passing.entry.kind, passing.entry.payload) else {
            return ControlFlow::Continue(());
        };
        if matches!(event, Event::Revert { .. }) {
            return ControlFlow::Continue(());
        }
        match find(&event) {
            Ok(card) if card == passing.card => {}
            Ok(card) => wrong.push((passing.device, passing.entry.seq, card)),
            Err(error) => {
                failed = Some(error);
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    })?;
    if let Some(error) = failed {
        return Err(error.into());
    }
    let mut place = conn.prepare("UPDATE log SET card = ?3 WHERE device = ?1 AND seq = ?2")?;
    for (device, seq, card) in &wrong {
        place.execute(params![device, *seq as i64, card])?;
    }
    let mut count = wrong.len();
    let mut reverts = undo::reverts(conn)?;
    // A revert of a revert comes behind it.
    reverts.sort_by(|a, b| a.order().cmp(&b.order()));
    let mut follow = conn.prepare(
        "UPDATE log SET card = target.card
         FROM (SELECT log.card FROM log JOIN device ON device.key = log.device
               WHERE device.id = ?3 AND log.seq = ?4) AS target
         WHERE log.device = (SELECT key FROM device WHERE id = ?1) AND log.seq = ?2
             AND log.card IS NOT target.card",
    )?;
    for revert in reverts {
        if let Ok(Event::Revert { device, seq }) = revert.event() {
            let id = revert.id;
            count += follow.execute(params![
                id.device.as_str(),
                id.seq as i64,
                device.as_str(),
                seq as i64
            ])?;
        }
    }
    Ok(count)
}

/// Writes all that is cached of the log.
fn write_states(
    conn: &Connection,
    replayed: Replayed,
    repair: &mut Repair,
) -> Result<(), StoreProblem> {
    let Replayed { mut fold, decks } = replayed;
    let mut changed = Vec::new();
    each_state(conn, |key, card, stored| {
        let state = fold.states.remove(&card).unwrap_or_default();
        if stored != Some(state) {
            changed.push((key, card, state));
        }
    })?;
    for (key, card, state) in changed {
        state_row::write(conn, key, &state)?;
        repair.states.push(card);
    }
    repair.unknown = fold.states.into_keys().collect();
    repair.unknown.sort();
    conn.execute_batch("DELETE FROM day; DELETE FROM day_deck")?;
    for (day, count) in fold.days {
        if count != DayCount::default() {
            log::add_to_day(conn, day, count)?;
        }
    }
    let mut of_deck = conn.prepare("INSERT INTO day_deck VALUES (?1, ?2, ?3, ?4)")?;
    for ((day, deck), count) in decks {
        of_deck.execute(params![day.0, deck, count.introduced, count.reviewed])?;
    }
    Ok(())
}
