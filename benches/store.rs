//! The store with 100,000 cards in 20 decks, 30 % new and 5 % due: `cargo bench --bench store`.
//!
//! The database is made in a temporary folder. `commit` is measured beside this one, by itself.

// A bench that cannot set itself up has nothing to say.
#![allow(clippy::unwrap_used)]

use divan::Bencher;
use std::path::Path;
use std::sync::LazyLock;
use tempfile::TempDir;
use wengu::domain::id::{CardId, DeckId, DeviceId, NoteId};
use wengu::domain::srs::{Queue, QueueRules, ScheduleRules, Scheduler};
use wengu::domain::time::{Moment, StudyDay, Timestamp};
use wengu::io::store::{CardRow, DeckRow, Fingerprint, NoteRow, Place, Store};

const DECKS: u32 = 20;
const CARDS_PER_DECK: u32 = 5_000;
const NEW_LIMIT: u32 = 20;
const NOW: Moment = Moment {
    at: Timestamp(1_790_000_000_000),
    offset_s: 28_800,
};

static HOME: LazyLock<TempDir> = LazyLock::new(|| {
    let home = tempfile::tempdir().unwrap();
    fill(&home.path().join("wengu.db"));
    home
});

fn main() {
    divan::main();
}

fn today() -> StudyDay {
    NOW.study_day(4)
}

fn open() -> Store {
    let place = Place {
        database: HOME.path().join("wengu.db"),
        backups: HOME.path().join("backups"),
    };
    Store::open(&place, DeviceId::new("bench"), NOW.at).unwrap()
}

/// Notes by the store itself; states by SQL, since 70,000 grades would take a minute.
fn fill(database: &Path) {
    let place = Place {
        backups: database.with_file_name("backups"),
        database: database.to_path_buf(),
    };
    let mut store = Store::open(&place, DeviceId::new("bench"), NOW.at).unwrap();
    for deck in 0..DECKS {
        let row = DeckRow {
            id: DeckId::new(format!("deck-{deck}")),
            title: format!("牌组 {deck}"),
            about: None,
            file: format!("deck-{deck}.toml"),
        };
        let fingerprint = Fingerprint {
            size: 1,
            mtime_ms: 1,
            blake3: [0; 32],
        };
        let notes = (0..CARDS_PER_DECK).map(|n| {
            let id = NoteId::new(format!("deck-{deck}/note-{n}"));
            NoteRow {
                payload: "{\"front\":\"生产力与生产关系\",\"back\":\"新质生产力\"}".to_owned(),
                source: None,
                hidden: false,
                cards: vec![CardRow {
                    id: CardId::of(&id, "front"),
                    part: "front".to_owned(),
                    ordinal: n,
                }],
                id,
            }
        });
        store.sync_deck(&fingerprint, &row, notes).unwrap();
    }
    drop(store);
    let raw = rusqlite::Connection::open(database).unwrap();
    // Of a hundred cards, 30 are new, 5 due and 65 not due yet, spread over the decks.
    raw.execute(
        "UPDATE card SET phase = 2, due_day = CASE WHEN key * 37 % 100 < 35 THEN ?1 - key % 9
                 ELSE ?1 + 1 + key % 200 END,
             stability = 1 + key % 400, difficulty = 5, reps = 5,
             last_ms = (?1 - key % 30) * 86400000, last_day = ?1 - key % 30 - 9
         WHERE key * 37 % 100 >= 30",
        [today().0],
    )
    .unwrap();
}

fn scheduler() -> Scheduler {
    Scheduler::new(ScheduleRules::default()).unwrap()
}

#[divan::bench]
fn open_store(bencher: Bencher) {
    drop(open());
    bencher.bench_local(open);
}

#[divan::bench]
fn queue_rows(bencher: Bencher) {
    let store = open();
    let rows = store.queue_rows(today(), None, NEW_LIMIT).unwrap();
    assert_eq!(rows.reviews.len(), 5_000);
    bencher.bench_local(|| store.queue_rows(today(), None, NEW_LIMIT).unwrap());
}

#[divan::bench]
fn queue_with_its_order(bencher: Bencher) {
    let store = open();
    let scheduler = scheduler();
    bencher.bench_local(|| {
        let rows = store.queue_rows(today(), None, NEW_LIMIT).unwrap();
        Queue::new(rows, QueueRules::default(), today(), &scheduler)
    });
}

#[divan::bench]
fn deck_counts(bencher: Bencher) {
    let store = open();
    bencher.bench_local(|| store.deck_counts(today(), NEW_LIMIT).unwrap());
}

#[divan::bench]
fn open_and_first_card(bencher: Bencher) {
    drop(open());
    let scheduler = scheduler();
    bencher.bench_local(|| {
        let store = open();
        let rows = store.queue_rows(today(), None, NEW_LIMIT).unwrap();
        let queue = Queue::new(rows, QueueRules::default(), today(), &scheduler);
        store.card_by_key(queue.next(NOW.at).unwrap()).unwrap()
    });
}
