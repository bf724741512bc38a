//! Databases with long logs: random histories, in the order of time, and the states behind them.

use super::cards::{NOW, add_deck, open, today};
use rusqlite::{Connection, params};
use std::path::Path;
use wengu::domain::id::{CardId, DeviceId};
use wengu::domain::srs::{
    CardState, ChainHead, DayCounts, Entry, Grade, Occasion, Phase, ScheduleRules, Scheduler,
};
use wengu::domain::time::{Moment, StudyDay};

const DECKS: u32 = 20;
const DAY_MS: i64 = 86_400_000;

/// Numbers that look like chance: Steele, Lea & Flood's `SplitMix64`.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }

    /// Of ten grades one is Again, one Hard and one Easy.
    pub(crate) fn grade(&mut self) -> Grade {
        match self.below(10) {
            0 => Grade::Again,
            1 => Grade::Hard,
            2 => Grade::Easy,
            _ => Grade::Good,
        }
    }
}

/// Leeches are marked, not set aside: the queue keeps its length.
pub(crate) fn scheduler() -> Scheduler {
    let leech_lapses = 0;
    Scheduler::new(ScheduleRules {
        leech_lapses,
        ..ScheduleRules::default()
    })
    .unwrap()
}

/// A grade that was given.
struct Given {
    day: i32,
    card: u32,
    place: u8,
    grade: Grade,
}

/// Makes the database in a folder.
pub(crate) fn make(home: &Path, cards: u32, entries: usize) {
    let mut store = open(home);
    for deck in 0..DECKS {
        add_deck(&mut store, &format!("deck-{deck}"), cards / DECKS);
    }
    store.checkpoint().unwrap();
    drop(store);
    let conn = Connection::open(home.join("wengu.db")).unwrap();
    conn.execute_batch("PRAGMA synchronous = OFF; PRAGMA cache_size = -500000; BEGIN")
        .unwrap();
    let ids: Vec<(i64, CardId)> = conn
        .prepare("SELECT key, id FROM card ORDER BY key")
        .unwrap()
        .query_map([], |row| {
            Ok((row.get(0)?, CardId::new(row.get::<_, String>(1)?)))
        })
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let given = given(&ids, entries);
    let states = write_log(&conn, &ids, &given);
    write_states(&conn, &ids, &states);
    conn.execute_batch("COMMIT").unwrap();
}

/// The grades, by time. A tenth of the cards has none.
fn given(ids: &[(i64, CardId)], entries: usize) -> Vec<Given> {
    let scheduler = scheduler();
    let mut chance = Chance(7);
    let graded = ids.len() - ids.len() / 10;
    let due = (ids.len() / 20).min(50_000);
    let mut given = Vec::with_capacity(entries);
    for (number, (card, (_, id))) in (0u32..).zip(ids).filter(|(n, _)| n % 10 != 0).enumerate() {
        let length = entries * (number + 1) / graded - entries * number / graded;
        let (own, interval) = history(&scheduler, id, length, &mut chance);
        // Where the history ends: the due ones before today, the others with the rest to wait.
        let waits = if number * due / graded < (number + 1) * due / graded {
            -(chance.below(10) as i32)
        } else {
            1 + chance.below(u64::from(interval)) as i32
        };
        let last = today().0 + waits - interval as i32;
        let Some((end, _)) = own.last().copied() else {
            continue;
        };
        for (place, (day, grade)) in (0u8..).zip(own) {
            given.push(Given {
                day: last - end + day,
                card,
                place,
                grade,
            });
        }
    }
    let shuffled = |card: u32| Chance(u64::from(card)).below(u64::MAX);
    given.sort_by_cached_key(|given| (given.day, shuffled(given.card), given.place));
    given
}

/// So many grades of a card, each on the day it is due or some days later, and the interval behind
/// the last. Days from the first.
fn history(
    scheduler: &Scheduler,
    id: &CardId,
    length: usize,
    chance: &mut Chance,
) -> (Vec<(i32, Grade)>, u32) {
    let mut state = CardState::default();
    let (mut day, mut grades) = (0, Vec::with_capacity(length));
    for number in 0..length {
        let grade = match state.phase {
            _ if number + 1 < length => chance.grade(),
            Phase::Review { .. } => Grade::Good,
            _ => Grade::Easy,
        };
        if let Phase::Review { due } = state.phase {
            day = due.0 + chance.below(1 + u64::from(due.0.unsigned_abs()) / 50) as i32;
        }
        let on = Occasion::of(id, moment(StudyDay(day)));
        state = scheduler.schedule(&state, grade, &on);
        grades.push((day, grade));
    }
    let interval = match state.phase {
        Phase::Review { due } => due.days_since(StudyDay(day)),
        _ => 1,
    };
    (grades, interval.max(1))
}

/// The time of all grades of a day.
fn moment(day: StudyDay) -> Moment {
    let mut at = NOW.at;
    at.0 += i64::from(day.0 - today().0) * DAY_MS;
    Moment { at, ..NOW }
}

fn write_log(conn: &Connection, ids: &[(i64, CardId)], given: &[Given]) -> Vec<CardState> {
    let scheduler = scheduler();
    let device = DeviceId::new("bench");
    conn.execute(
        "INSERT INTO device (key, id) VALUES (1, ?1)",
        [device.as_str()],
    )
    .unwrap();
    let mut insert = conn
        .prepare("INSERT INTO log VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
        .unwrap();
    let mut head = ChainHead::empty(device);
    let mut states = vec![CardState::default(); ids.len()];
    let mut days = DayCounts::new();
    for (lamport, given) in (1u64..).zip(given) {
        let (key, id) = &ids[given.card as usize];
        let state = &mut states[given.card as usize];
        let now = moment(StudyDay(given.day));
        let event = scheduler.grade(state, given.grade, 4_000, &Occasion::of(id, now));
        let entry = Entry::following(&head, lamport, now, &event);
        let (seq, at) = (entry.id.seq as i64, entry.at.0);
        insert
            .execute(params![
                seq,
                entry.lamport as i64,
                at,
                entry.offset_s,
                entry.kind,
                entry.payload,
                entry.hash.0,
                key
            ])
            .unwrap();
        if let Some((day, count)) = state.counted(&event) {
            days.entry(day).or_default().add(count);
        }
        *state = state.after(&event, now.at);
        head = ChainHead {
            id: entry.id,
            hash: entry.hash,
        };
    }
    for (day, count) in days {
        conn.execute(
            "INSERT INTO day (day, introduced, reviewed, answers, ms) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                day.0,
                count.introduced,
                count.reviewed,
                count.answers,
                count.ms as i64
            ],
        )
        .unwrap();
    }
    states
}

fn write_states(conn: &Connection, ids: &[(i64, CardId)], states: &[CardState]) {
    let mut update = conn
        .prepare(
            "UPDATE card SET phase = 2, due_day = ?2, stability = ?3, difficulty = ?4,
                 last_ms = ?5, last_day = ?6, reps = ?7, lapses = ?8 WHERE key = ?1",
        )
        .unwrap();
    for ((key, _), state) in ids.iter().zip(states) {
        let (Phase::Review { due }, Some(memory), Some((at, day))) =
            (state.phase, state.memory, state.last_review)
        else {
            assert_eq!(state.phase, Phase::New);
            continue;
        };
        update
            .execute(params![
                key,
                due.0,
                memory.stability,
                memory.difficulty,
                at.0,
                day.0,
                state.reps,
                state.lapses
            ])
            .unwrap();
    }
}
