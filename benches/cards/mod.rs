//! Stores full of cards, as several benches need them.

// Each bench uses a part of it.
#![allow(dead_code)]

use rusqlite::Connection;
use std::path::Path;
use wengu::domain::id::{CardId, DeckId, DeviceId, NoteId};
use wengu::domain::time::{Moment, StudyDay, Timestamp};
use wengu::io::store::{CardRow, DeckRow, Fingerprint, NoteRow, Place, Store};

/// The moment at which all benches happen.
pub(crate) const NOW: Moment = Moment {
    at: Timestamp(1_790_000_000_000),
    offset_s: 0,
};

/// Its study day.
pub(crate) fn today() -> StudyDay {
    NOW.study_day(4)
}

/// The store in a folder.
pub(crate) fn open(home: &Path) -> Store {
    let place = Place {
        database: home.join("wengu.db"),
        backups: home.join("backups"),
    };
    Store::open(&place, DeviceId::new("bench"), NOW.at).unwrap()
}

/// Takes in a deck of notes with one new card each.
pub(crate) fn add_deck(store: &mut Store, deck: &str, cards: u32) {
    let row = DeckRow {
        id: DeckId::new(deck),
        title: format!("牌组 {deck}"),
        about: None,
        file: format!("{deck}.toml"),
    };
    let fingerprint = Fingerprint {
        size: 1,
        mtime_ms: 1,
        blake3: [0; 32],
    };
    let notes = (0..cards).map(|n| {
        let id = NoteId::new(format!("{deck}/note-{n}"));
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

/// Gives the cards states by SQL, since 70,000 grades would take a minute. Of a hundred cards, 30
/// are new, 5 due and 65 not due yet, spread over the decks; their histories do not matter here.
pub(crate) fn spread_states(database: &Path) {
    let raw = Connection::open(database).unwrap();
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
