//! How far the store reaches: `cargo bench --bench reach -- [CARDS ENTRIES [ROUNDS]]`, by default
//! 100,000 cards and 1,000,000 entries.
//!
//! A log of random histories is made, in the order of time, with the states that follow from it:
//! a tenth of the cards is new, 50,000 (at most 5 %) are due. Then
//! - the scheduler alone gives states;
//! - a process of its own opens the database and takes the first card of the queue, so that its
//!   memory is its own, 21 times;
//! - answers (grade, commit, next card) and bare commits of one 100-byte row are made in turn;
//! - answers are undone;
//! - the log is replayed: chains followed, states compared.
//!
//! `WENGU_REACH_HOME` names a folder that keeps the database for the next run; `TMPDIR` chooses the
//! file system otherwise. With `first FOLDER` it is the process that takes the first card, with
//! `answers FOLDER COUNT` one that only answers, for `strace`, with `undos FOLDER COUNT` one that
//! undoes so many answers, with `replay FOLDER` one that only replays.

// A bench measures time, prints what it found, and cannot go on when it is not set up.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr
)]

mod cards;
mod histories;

use cards::{NOW, today};
use rusqlite::Connection;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use wengu::domain::id::CardId;
use wengu::domain::srs::{
    CardKey, CardState, Grade, Limits, Occasion, Queue, QueueRules, Scheduler,
};
use wengu::io::store::{CheckStage, Store};

const STARTS: usize = 21;
/// Answers between two pauses.
const PAUSE: usize = 30;

fn main() {
    let args: Vec<String> = std::env::args()
        .skip(1)
        .filter(|arg| arg != "--bench")
        .collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args[..] {
        ["first", home] => first(Path::new(home)),
        ["answers", home, count] => answers(Path::new(home), count.parse().unwrap()),
        ["undos", home, count] => undos(Path::new(home), count.parse().unwrap()),
        ["replay", home] => replay(Path::new(home)),
        [] => measure(100_000, 1_000_000, 1_000),
        [cards, entries] => measure(cards.parse().unwrap(), entries.parse().unwrap(), 1_000),
        [cards, entries, rounds] => measure(
            cards.parse().unwrap(),
            entries.parse().unwrap(),
            rounds.parse().unwrap(),
        ),
        _ => eprintln!(
            "reach [CARDS ENTRIES [ROUNDS]] | first FOLDER | answers FOLDER COUNT | \
             undos FOLDER COUNT | replay FOLDER"
        ),
    }
}

fn measure(cards: u32, entries: usize, rounds: usize) {
    let temporary = tempfile::tempdir().unwrap();
    let kept = std::env::var_os("WENGU_REACH_HOME").map(PathBuf::from);
    let home = kept.unwrap_or_else(|| temporary.path().to_owned());
    let began = Instant::now();
    if !home.join("wengu.db").exists() {
        fs::create_dir_all(&home).unwrap();
        histories::make(&home, cards, entries);
        println!("made in {:.0?}", began.elapsed());
    }
    let size = fs::metadata(home.join("wengu.db")).unwrap().len();
    println!("{cards} cards, {entries} entries, {} MB", size / 1_000_000);
    println!("states           {:>10.0} a second", states_a_second());
    starts(&home);
    answers(&home, rounds);
    undos(&home, rounds);
    replay(&home);
}

fn states_a_second() -> f64 {
    const STATES: u32 = 2_000_000;
    let scheduler = histories::scheduler();
    let mut states = vec![CardState::default(); 1_000];
    let ids: Vec<CardId> = (0..1_000)
        .map(|n| CardId::new(format!("note-{n}/1")))
        .collect();
    let mut chance = histories::Chance(1);
    let began = Instant::now();
    for n in 0..STATES {
        let place = n as usize % 1_000;
        let mut now = NOW;
        now.at.0 += i64::from(n / 1_000) * 3 * 86_400_000;
        let on = Occasion::of(&ids[place], now);
        states[place] = scheduler.schedule(&states[place], chance.grade(), &on);
    }
    std::hint::black_box(&states);
    f64::from(STATES) / began.elapsed().as_secs_f64()
}

fn starts(home: &Path) {
    let bench = std::env::current_exe().unwrap();
    // Of each start: the time, the memory, and the times of the parts.
    let mut columns: Vec<Vec<u64>> = vec![Vec::new(); 7];
    for _ in 0..STARTS {
        let ran = Command::new(&bench)
            .arg("first")
            .arg(home)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&ran.stderr);
        assert!(ran.status.success(), "{said}");
        let text = String::from_utf8(ran.stdout).unwrap();
        for (column, number) in columns.iter_mut().zip(text.split_whitespace()) {
            column.push(number.parse().unwrap());
        }
    }
    for column in &mut columns {
        column.sort_unstable();
    }
    let median = |column: usize| Duration::from_nanos(columns[column][STARTS / 2]);
    println!(
        "first card       median {:>10.1?}  slowest {:>10.1?}  peak memory {:.1} MiB",
        median(0),
        Duration::from_nanos(columns[0][STARTS - 1]),
        columns[1][STARTS - 1] as f64 / 1024.0
    );
    println!(
        "  open {:.1?}, read {:.1?}, order {:.1?}, card {:.1?}; the days to come {:.1?}",
        median(2),
        median(3),
        median(4),
        median(5),
        median(6)
    );
}

/// Opens the database, builds the queue and reads its first card; writes nanoseconds, the
/// process's peak memory in KiB, and the nanoseconds of the parts.
fn first(home: &Path) {
    let began = Instant::now();
    let store = cards::open(home);
    let opened = began.elapsed();
    let scheduler = histories::scheduler();
    let rows = store.queue_rows(today(), None, &rules()).unwrap();
    let read = began.elapsed();
    let queue = Queue::new(rows, &rules(), today(), &scheduler);
    let ordered = began.elapsed();
    let card = store.card_by_key(queue.next(NOW.at).unwrap()).unwrap();
    let took = began.elapsed();
    assert!(card.is_some());
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.and_then(|line| line.split_whitespace().next());
    // In a session this runs in the background.
    let counting = Instant::now();
    std::hint::black_box(store.load(today()).unwrap());
    let counted = counting.elapsed();
    print!("{} {}", took.as_nanos(), peak.unwrap_or("0"));
    for part in [
        opened,
        read.saturating_sub(opened),
        ordered.saturating_sub(read),
        took.saturating_sub(ordered),
        counted,
    ] {
        print!(" {}", part.as_nanos());
    }
    println!();
}

/// A day without limits but for new cards.
fn rules() -> QueueRules {
    QueueRules {
        limits: Limits {
            new: 20,
            reviews: 1_000_000,
        },
        ..QueueRules::default()
    }
}

fn queue(store: &Store, scheduler: &Scheduler) -> Queue {
    let rows = store.queue_rows(today(), None, &rules()).unwrap();
    Queue::new(rows, &rules(), today(), scheduler)
}

/// Answers and bare commits, in turn. The answers are undone by nobody: the database is used up a
/// little.
fn answers(home: &Path, rounds: usize) {
    let bare = bare_database(&home.join("bare.db"));
    let mut store = cards::open(home);
    let scheduler = histories::scheduler();
    let mut queue = queue(&store, &scheduler);
    let (mut bares, mut answers) = (Vec::new(), Vec::new());
    let mut key = queue.next(NOW.at).unwrap();
    for round in 0..rounds {
        let began = Instant::now();
        bare.prepare_cached("INSERT INTO t (a) VALUES (?1)")
            .unwrap()
            .execute([[0x61_u8; 100]])
            .unwrap();
        bares.push(began.elapsed());
        let shown = store.card_by_key(key).unwrap().unwrap();
        let began = Instant::now();
        let on = Occasion::of(&shown.id, NOW);
        let event = scheduler.grade(&shown.state, Grade::ALL[round % 4], 1_000, &on);
        let recorded = store.record(&event, NOW).unwrap();
        queue.answered(recorded.key, &recorded.after);
        key = next_card(&store, &queue);
        answers.push(began.elapsed());
        if round % PAUSE == PAUSE - 1 {
            tidy(&bare, &store);
        }
    }
    let ((bare, bare_99), (answer, answer_99)) =
        (median_and_p99(&mut bares), median_and_p99(&mut answers));
    println!("bare commit      median {bare:>10.1?}  p99 {bare_99:>10.1?}");
    println!("answer and next  median {answer:>10.1?}  p99 {answer_99:>10.1?}");
    let ratio = answer.as_secs_f64() / bare.as_secs_f64();
    println!("ratio of medians {ratio:.2}");
    store.checkpoint().unwrap();
}

/// Answers that are undone: the first of them, and the last, which have many reverts before them.
fn undos(home: &Path, rounds: usize) {
    let mut store = cards::open(home);
    let scheduler = histories::scheduler();
    let mut queue = queue(&store, &scheduler);
    let mut times = Vec::new();
    for _ in 0..rounds {
        // Each time another card: a small database has too few of them.
        let Some(key) = queue.next(NOW.at) else { break };
        queue.remove(key);
        let shown = store.card_by_key(key).unwrap().unwrap();
        let on = Occasion::of(&shown.id, NOW);
        let event = scheduler.grade(&shown.state, Grade::Good, 1_000, &on);
        store.record(&event, NOW).unwrap();
        let began = Instant::now();
        store.undo(NOW).unwrap();
        times.push(began.elapsed());
    }
    let count = times.len();
    let part = count.div_ceil(10);
    let (first, first_99) = median_and_p99(&mut times[..part]);
    let (last, last_99) = median_and_p99(&mut times[count - part..]);
    println!("undo, the first  median {first:>10.1?}  p99 {first_99:>10.1?}");
    println!("  behind {count:>6} median {last:>10.1?}  p99 {last_99:>10.1?}");
    store.checkpoint().unwrap();
}

/// What the program does of itself when a person pauses, and so for the bare commits too.
fn tidy(bare: &Connection, store: &Store) {
    store.tidy().unwrap();
    bare.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))
        .unwrap();
}

fn next_card(store: &Store, queue: &Queue) -> CardKey {
    let next = queue.next(NOW.at).unwrap();
    store.card_by_key(next).unwrap().unwrap();
    next
}

/// SQLite's own check of the file comes first.
fn replay(home: &Path) {
    let store = cards::open(home);
    let began = Instant::now();
    let mut replaying = None;
    let report = store
        .check(|stage| {
            if matches!(stage, CheckStage::Log { .. }) {
                replaying.get_or_insert_with(Instant::now);
            }
        })
        .unwrap();
    let replaying = replaying.unwrap_or(began);
    let replay = replaying.elapsed();
    assert!(report.is_sound());
    println!(
        "replay           {replay:>10.1?}  {:.0} entries a second (SQLite's own check {:.1?})",
        report.entries as f64 / replay.as_secs_f64(),
        replaying - began
    );
}

fn median_and_p99(times: &mut [Duration]) -> (Duration, Duration) {
    times.sort_unstable();
    (times[times.len() / 2], times[times.len() * 99 / 100])
}

fn bare_database(path: &Path) -> Connection {
    let conn = Connection::open(path).unwrap();
    conn.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))
        .unwrap();
    conn.execute_batch(
        "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;
         CREATE TABLE IF NOT EXISTS t (key INTEGER PRIMARY KEY, a BLOB)",
    )
    .unwrap();
    conn
}
