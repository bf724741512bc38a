//! The store on real files in a temporary folder.

mod broad;
mod cards;
mod documents;
mod log;
mod machine;
mod open;
mod power;
mod repair;
mod repeats;

use super::*;
use crate::domain::id::{CardId, DeckId, DeviceId, NoteId};
use crate::domain::srs::{
    Counts, DeckKey, Grade, Limits, Occasion, QueueRules, ScheduleRules, Scheduler, tally,
};
use crate::domain::time::{Moment, StudyDay, Timestamp};
use std::collections::BTreeMap;
use tempfile::TempDir;

const DAY_MS: i64 = 86_400_000;
const START: i64 = 20_000;

pub(super) struct Home {
    pub(super) folder: TempDir,
}

impl Home {
    pub(super) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub(super) fn place(&self) -> Place {
        Place {
            database: self.folder.path().join("data/wengu.db"),
            backups: self.folder.path().join("data/backups"),
        }
    }

    pub(super) fn open(&self) -> Store {
        self.open_as("d1")
    }

    pub(super) fn open_as(&self, device: &str) -> Store {
        Store::open(&self.place(), DeviceId::new(device), noon(0).at).unwrap()
    }

    /// A store with one deck of notes, each with one card `<note>/1`.
    pub(super) fn with_cards(&self, count: u32) -> Store {
        let mut store = self.open();
        sync(
            &mut store,
            "deck",
            (0..count).map(|n| note(&format!("n{n}"), n, "text")),
        );
        store
    }
}

/// Noon, so many days behind the start of all tests.
pub(super) fn noon(day: i64) -> Moment {
    Moment {
        at: Timestamp((START + day) * DAY_MS + DAY_MS / 2),
        offset_s: 0,
    }
}

fn today() -> StudyDay {
    noon(0).study_day(4)
}

fn note(id: &str, ordinal: u32, text: &str) -> NoteRow {
    let id = NoteId::new(id);
    NoteRow {
        payload: format!("{{\"text\":\"{text}\"}}"),
        source: None,
        hidden: false,
        cards: vec![CardRow {
            id: CardId::of(&id, "1"),
            part: "1".to_owned(),
            ordinal,
        }],
        id,
    }
}

fn sync(store: &mut Store, deck: &str, notes: impl IntoIterator<Item = NoteRow>) {
    let deck = DeckRow {
        id: DeckId::new(deck),
        title: deck.to_owned(),
        about: None,
        file: format!("{deck}.toml"),
    };
    let fingerprint = Fingerprint {
        size: 10,
        mtime_ms: 20,
        blake3: [7; 32],
    };
    store.sync_deck(&fingerprint, &deck, notes).unwrap();
}

pub(super) fn card(number: usize) -> CardId {
    CardId::new(format!("n{number}/1"))
}

fn scheduler() -> Scheduler {
    Scheduler::new(ScheduleRules::default()).unwrap()
}

/// Rules that let so many new cards through, siblings and all.
fn rules(new: u32) -> QueueRules {
    QueueRules {
        limits: Limits {
            new,
            reviews: u32::MAX,
        },
        bury_siblings: false,
        ..QueueRules::default()
    }
}

/// What each deck has for today.
fn deck_counts(store: &Store, today: StudyDay, new: u32) -> BTreeMap<DeckKey, Counts> {
    let rows = store.queue_rows(today, None, &rules(new)).unwrap();
    tally(&rows, &rules(new)).1
}

pub(super) fn grade(store: &mut Store, card: &CardId, grade: Grade, now: Moment) -> Recorded {
    let state = store.card(card).unwrap().state;
    let event = scheduler().grade(&state, grade, 700, &Occasion::of(card, now));
    store.record(&event, now).unwrap()
}
