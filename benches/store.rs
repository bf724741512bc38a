//! The store with 100,000 cards in 20 decks, 30 % new and 5 % due: `cargo bench --bench store`.
//!
//! The database is made in a temporary folder. `reach` measures answers and longer logs.

// A bench that cannot set itself up has nothing to say.
#![allow(clippy::unwrap_used)]

mod cards;

use cards::{NOW, today};
use divan::Bencher;
use std::path::Path;
use std::sync::LazyLock;
use tempfile::TempDir;
use wengu::domain::srs::{Limits, Queue, QueueRules, ScheduleRules, Scheduler, tally};
use wengu::io::store::Store;

const DECKS: u32 = 20;
const CARDS_PER_DECK: u32 = 5_000;
const NEW_LIMIT: u32 = 20;

static HOME: LazyLock<TempDir> = LazyLock::new(|| {
    let home = tempfile::tempdir().unwrap();
    fill(home.path());
    home
});

fn main() {
    divan::main();
}

fn open() -> Store {
    cards::open(HOME.path())
}

fn fill(home: &Path) {
    let mut store = cards::open(home);
    for deck in 0..DECKS {
        cards::add_deck(&mut store, &format!("deck-{deck}"), CARDS_PER_DECK);
    }
    drop(store);
    cards::spread_states(&home.join("wengu.db"));
}

fn scheduler() -> Scheduler {
    Scheduler::new(ScheduleRules::default()).unwrap()
}

#[divan::bench]
fn open_store(bencher: Bencher) {
    drop(open());
    bencher.bench_local(open);
}

fn rules() -> QueueRules {
    QueueRules {
        limits: Limits {
            new: NEW_LIMIT,
            ..Limits::default()
        },
        ..QueueRules::default()
    }
}

#[divan::bench]
fn queue_rows(bencher: Bencher) {
    let store = open();
    let rows = store.queue_rows(today(), None, &rules()).unwrap();
    assert_eq!(rows.reviews.len(), 5_000);
    bencher.bench_local(|| store.queue_rows(today(), None, &rules()).unwrap());
}

#[divan::bench]
fn queue_with_its_order(bencher: Bencher) {
    let store = open();
    let scheduler = scheduler();
    bencher.bench_local(|| {
        let rows = store.queue_rows(today(), None, &rules()).unwrap();
        Queue::new(rows, &rules(), today(), &scheduler)
    });
}

#[divan::bench]
fn deck_counts(bencher: Bencher) {
    let store = open();
    bencher.bench_local(|| {
        let rows = store.queue_rows(today(), None, &rules()).unwrap();
        tally(&rows, &rules())
    });
}

#[divan::bench]
fn open_and_first_card(bencher: Bencher) {
    drop(open());
    let scheduler = scheduler();
    bencher.bench_local(|| {
        let store = open();
        let rows = store.queue_rows(today(), None, &rules()).unwrap();
        let queue = Queue::new(rows, &rules(), today(), &scheduler);
        store.card_by_key(queue.next(NOW.at).unwrap()).unwrap()
    });
}
