//! What an answer costs beside a bare commit: `cargo bench --bench commit`.
//!
//! A thousand answers (grade, commit, next card) and a thousand commits of one 100-byte row, in
//! turn, on the same file system with the same settings. The bare rows go to a database of their
//! own. `TMPDIR` chooses the file system.

// A bench measures time, prints what it found, and cannot go on when it is not set up.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, clippy::print_stdout)]

mod cards;

use cards::{NOW, today};
use rusqlite::Connection;
use std::time::{Duration, Instant};
use wengu::domain::srs::{
    CardKey, Grade, Limits, Occasion, Queue, QueueRules, ScheduleRules, Scheduler,
};
use wengu::io::store::Store;

const ROUNDS: usize = 1_000;
const CARDS: u32 = 100_000;

fn main() {
    let home = tempfile::tempdir().unwrap();
    let bare = bare_database(&home.path().join("bare.db"));
    let mut store = store_with_cards(home.path());
    let scheduler = Scheduler::new(ScheduleRules::default()).unwrap();
    let mut queue = queue(&store, &scheduler);
    let (mut bares, mut answers) = (Vec::new(), Vec::new());
    let mut key = queue.next(NOW.at).unwrap();
    for round in 0..ROUNDS {
        let began = Instant::now();
        bare.prepare_cached("INSERT INTO t (a) VALUES (?1)")
            .unwrap()
            .execute([[0x61_u8; 100]])
            .unwrap();
        bares.push(began.elapsed());
        let grade = Grade::ALL[round % 4];
        let shown = store.card_by_key(key).unwrap().unwrap();
        let began = Instant::now();
        key = answer(&mut store, &mut queue, &scheduler, &shown, grade);
        answers.push(began.elapsed());
    }
    let (bare, bare_99) = median_and_p99(&mut bares);
    let (answer, answer_99) = median_and_p99(&mut answers);
    println!("bare commit      median {bare:>10.1?}  p99 {bare_99:>10.1?}");
    println!("answer and next  median {answer:>10.1?}  p99 {answer_99:>10.1?}");
    println!(
        "ratio of medians {:.2}",
        answer.as_secs_f64() / bare.as_secs_f64()
    );
}

/// Grades the card on screen, and reads the one that follows.
fn answer(
    store: &mut Store,
    queue: &mut Queue,
    scheduler: &Scheduler,
    shown: &wengu::io::store::CardRecord,
    grade: Grade,
) -> CardKey {
    let event = scheduler.grade(&shown.state, grade, 1_000, &Occasion::of(&shown.id, NOW));
    let recorded = store.record(&event, NOW).unwrap();
    queue.answered(recorded.key, &recorded.after);
    let next = queue.next(NOW.at).unwrap();
    store.card_by_key(next).unwrap().unwrap();
    next
}

fn median_and_p99(times: &mut [Duration]) -> (Duration, Duration) {
    times.sort_unstable();
    (times[times.len() / 2], times[times.len() * 99 / 100])
}

fn bare_database(path: &std::path::Path) -> Connection {
    let conn = Connection::open(path).unwrap();
    conn.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))
        .unwrap();
    conn.execute_batch(
        "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;
         CREATE TABLE t (key INTEGER PRIMARY KEY, a BLOB)",
    )
    .unwrap();
    conn
}

/// 100,000 cards, all of them in review and due, spread over the file.
fn store_with_cards(home: &std::path::Path) -> Store {
    let mut store = cards::open(home);
    cards::add_deck(&mut store, "deck", CARDS);
    let raw = Connection::open(home.join("wengu.db")).unwrap();
    raw.execute(
        "UPDATE card SET phase = 2, due_day = ?1 - key % 9, stability = 1 + key * 7919 % 4000,
             difficulty = 5, reps = 5, last_ms = 0, last_day = ?1 - 10 - key % 30",
        [today().0],
    )
    .unwrap();
    store.checkpoint().unwrap();
    store
}

fn queue(store: &Store, scheduler: &Scheduler) -> Queue {
    let rules = QueueRules {
        limits: Limits {
            new: 0,
            reviews: 2_000,
        },
        ..QueueRules::default()
    };
    Queue::new(
        store.queue_rows(today(), None, &rules).unwrap(),
        &rules,
        today(),
        scheduler,
    )
}
