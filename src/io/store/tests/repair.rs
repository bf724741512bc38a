use super::*;
use crate::domain::srs::{CardState, ChainFault, Entry, EntryId, Event};
use aho_corasick::AhoCorasick;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use rusqlite::types::Value;
use std::collections::BTreeSet;
use std::fs;
use std::ops::ControlFlow;

/// Numbers that look like chance and are the same in every run.
fn seeded() -> impl FnMut(usize) -> usize {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    move |below| {
        use proptest::prelude::Rng;
        runner.rng().next_u64() as usize % below
    }
}

fn repair(home: &Home, store: &mut Store) -> Option<Repair> {
    store.repair(&home.place(), noon(1).at, |_| {}).unwrap()
}

fn check(store: &Store) -> CheckReport {
    store.check(|_| {}).unwrap()
}

fn seqs(store: &Store) -> Vec<u64> {
    let mut seqs = Vec::new();
    store
        .each_entry(|entry| {
            seqs.push(entry.id.seq);
            ControlFlow::Continue(())
        })
        .unwrap();
    seqs
}

fn reps(store: &Store) -> Vec<u32> {
    let cards = store.cards().unwrap();
    cards.iter().map(|card| card.state.reps).collect()
}

/// A store in which each of the cards was graded once, in their order.
fn graded(home: &Home, count: usize) -> (Store, Vec<Entry>) {
    let mut store = home.with_cards(count as u32);
    let mut entries = Vec::new();
    for number in 0..count {
        let id = card(number);
        // Each payload is unlike all others.
        let duration = 10_000 + number as u32;
        let event = scheduler().grade(
            &CardState::default(),
            Grade::Easy,
            duration,
            &Occasion::of(&id, noon(0)),
        );
        entries.push(store.record(&event, noon(0)).unwrap().entry);
    }
    (store, entries)
}

fn run(store: &Store, sql: &str) {
    assert!(store.conn.execute(sql, []).unwrap() > 0, "{sql}");
}

/// The bytes of an entry from its time to its hash, as SQLite stores them: six bytes of time, none
/// of an offset of 0, then kind, payload and hash.
fn on_disk(entry: &Entry) -> Vec<u8> {
    assert_eq!(entry.offset_s, 0);
    let time = entry.at.0.to_be_bytes();
    let parts: [&[u8]; 4] = [
        time.split_at(2).1,
        entry.kind.as_bytes(),
        entry.payload.as_bytes(),
        &entry.hash.0,
    ];
    parts.concat()
}

/// One byte in every second of 2,000 entries, in the file: in the time, the offset, the kind, the
/// payload or the hash.
#[test]
fn a_byte_flipped_in_each_of_a_thousand_entries_is_found_and_the_rest_repaired() {
    const ENTRIES: usize = 2_000;
    let home = Home::new();
    let (store, entries) = graded(&home, ENTRIES);
    store.conn.execute_batch("VACUUM").unwrap();
    store.checkpoint().unwrap();
    drop(store);
    let path = home.place().database;
    let mut bytes = fs::read(&path).unwrap();
    let rows = AhoCorasick::new(entries.iter().map(on_disk)).unwrap();
    // A page that was split leaves stale copies behind: all are changed alike, one counts.
    let mut chance = seeded();
    let flips: Vec<(usize, u8)> = (0..ENTRIES)
        .map(|_| (chance(10_000), 1 << chance(8)))
        .collect();
    let (mut flipped, mut in_hash) = (BTreeSet::new(), BTreeSet::new());
    let places: Vec<_> = rows.find_iter(&bytes).collect();
    for place in places {
        let number = place.pattern().as_usize();
        if number % 2 == 0 {
            continue;
        }
        let at = place.start() + flips[number].0 % place.len();
        bytes[at] ^= flips[number].1;
        flipped.insert(entries[number].id.seq);
        if at >= place.end() - 32 {
            in_hash.insert(entries[number].id.seq);
        }
    }
    fs::write(&path, &bytes).unwrap();
    let mut store = home.open();
    let report = check(&store);
    let found: BTreeSet<u64> = report.breaks.iter().map(|found| found.entry.seq).collect();
    assert_eq!(flipped.len(), 1_000);
    assert_eq!(found.intersection(&flipped).count(), 1_000);
    // The entry behind a bad hash does not fit it; no other is accused.
    let behind: BTreeSet<u64> = in_hash.iter().map(|seq| seq + 1).collect();
    assert!(
        found
            .iter()
            .all(|seq| flipped.contains(seq) || behind.contains(seq))
    );

    let repair = repair(&home, &mut store).unwrap();
    let report = check(&store);
    assert!(report.is_sound(), "{report:?}");
    let rehashed: BTreeSet<u64> = repair.rehashed.iter().map(|entry| entry.seq).collect();
    let aside: BTreeSet<u64> = repair.aside.iter().map(|aside| aside.first.seq).collect();
    // The last entry has nobody behind it who could vouch for it.
    in_hash.remove(&(ENTRIES as u64));
    assert_eq!(rehashed, in_hash, "a bad hash costs nothing");
    assert_eq!(aside.len(), 1_000 - in_hash.len());
    assert!(aside.is_subset(&flipped));
    for (number, reps) in reps(&store).into_iter().enumerate() {
        assert_eq!(
            reps,
            u32::from(!aside.contains(&entries[number].id.seq)),
            "{number}"
        );
    }
    assert_eq!(
        store.day(today()).unwrap().answers as usize,
        ENTRIES - aside.len()
    );
    assert_eq!(report.aside as usize, aside.len());
    let kept: i64 = store
        .conn
        .query_row(
            "SELECT count(*) FROM aside WHERE payload NOT NULL",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(kept as usize, aside.len());
}

/// Every column of an entry, the one that is not hashed among them.
#[test]
fn a_bit_flipped_in_any_column_is_found() {
    let home = Home::new();
    let (mut store, _) = graded(&home, 6);
    let suspend = Event::Suspend {
        card: card(2),
        on: true,
    };
    store.record(&suspend, noon(0)).unwrap();
    let wish = Event::More {
        day: today(),
        new: 3,
        reviews: 0,
    };
    store.record_wish(&wish, noon(0)).unwrap();
    for _ in 0..2 {
        store.undo(noon(0)).unwrap();
    }
    store.redo(noon(0)).unwrap();
    assert!(check(&store).is_sound());
    let mut chance = seeded();
    let length = seqs(&store).len();
    for column in [
        "lamport", "at_ms", "offset_s", "card", "kind", "payload", "hash",
    ] {
        for _ in 0..40 {
            let seq = chance(length) as i64 + 1;
            let was = flip(&store, column, seq, &mut chance);
            let report = check(&store);
            assert!(!report.is_sound(), "{column} of {seq}");
            let named = report.breaks.iter().map(|found| &found.entry);
            let named = named.chain(&report.misplaced);
            let named: Vec<u64> = named.map(|entry| entry.seq).collect();
            assert!(
                named.contains(&(seq as u64)),
                "{column} of {seq}: {named:?}"
            );
            let back = format!("UPDATE log SET {column} = ?1 WHERE seq = ?2");
            store.conn.execute(&back, (was, seq)).unwrap();
        }
    }
    assert!(check(&store).is_sound());
}

/// Flips one bit of a value; what it was.
fn flip(store: &Store, column: &str, seq: i64, chance: &mut impl FnMut(usize) -> usize) -> Value {
    let was: Value = store
        .conn
        .query_row(
            &format!("SELECT {column} FROM log WHERE seq = ?1"),
            [seq],
            |row| row.get(0),
        )
        .unwrap();
    let mut flipped = |mut bytes: Vec<u8>| {
        let at = chance(bytes.len());
        bytes[at] ^= 1 << chance(8);
        bytes
    };
    let (is, of) = match &was {
        Value::Integer(number) => {
            let bytes = flipped(number.to_le_bytes().to_vec());
            let other = i64::from_le_bytes(bytes.try_into().unwrap());
            (Value::Integer(other), "INTEGER")
        }
        // An entry about no card gets one.
        Value::Null => (Value::Integer(1), "INTEGER"),
        Value::Text(text) => (Value::Blob(flipped(text.clone().into_bytes())), "TEXT"),
        Value::Blob(bytes) => (Value::Blob(flipped(bytes.clone())), "BLOB"),
        Value::Real(_) => panic!("no column holds such"),
    };
    let update = format!("UPDATE log SET {column} = CAST(?1 AS {of}) WHERE seq = ?2");
    assert_eq!(store.conn.execute(&update, (is, seq)).unwrap(), 1);
    was
}

#[test]
fn a_sound_database_is_left_alone() {
    let home = Home::new();
    let (mut store, _) = graded(&home, 3);
    assert_eq!(repair(&home, &mut store), None);
    assert!(!home.place().backups.exists());
}

#[test]
fn states_days_and_places_follow_the_log_again() {
    let home = Home::new();
    let (mut store, _) = graded(&home, 4);
    let suspend = Event::Suspend {
        card: card(1),
        on: true,
    };
    store.record(&suspend, noon(0)).unwrap();
    store.undo(noon(0)).unwrap();
    let (states, decks) = (store.cards().unwrap(), store.decks_on(today()).unwrap());
    run(
        &store,
        "UPDATE card SET due_day = due_day + 9, reps = 7 WHERE id = 'n1/1'",
    );
    run(&store, "UPDATE card SET suspended = 1 WHERE id = 'n2/1'");
    run(&store, "UPDATE day SET answers = 2");
    run(&store, "UPDATE day_deck SET introduced = 9");
    run(&store, "UPDATE log SET card = 1 WHERE seq IN (3, 6)");
    let before = check(&store);
    assert_eq!(before.misplaced.len(), 2);
    let repair = repair(&home, &mut store).unwrap();
    assert_eq!(repair.states, [card(1), card(2)]);
    assert_eq!((repair.replaced, repair.aside.len()), (2, 0));
    assert!(check(&store).is_sound());
    assert_eq!(store.cards().unwrap(), states);
    assert_eq!(store.decks_on(today()).unwrap(), decks);
    let backup = Store::open_immutable(&repair.backup, DeviceId::new("d1"), Reason::DiskFull);
    assert_eq!(
        check(&backup.unwrap()),
        before,
        "the copy is as bad as it was"
    );
}

#[test]
fn missing_entries_are_named_and_the_next_ones_stay() {
    let home = Home::new();
    let (mut store, _) = graded(&home, 6);
    run(&store, "DELETE FROM log WHERE seq IN (3, 4)");
    let broken = check(&store).breaks;
    assert_eq!(broken[0].fault, ChainFault::Gap { expected: 3 });
    let repair = repair(&home, &mut store).unwrap();
    let lost = SetAside {
        first: EntryId::new(&DeviceId::new("d1"), 3),
        count: 2,
        why: Why::Missing,
        entry: None,
    };
    assert_eq!(repair.aside, [lost]);
    assert!(check(&store).is_sound());
    assert_eq!(reps(&store), [1, 1, 0, 0, 1, 1]);
    run(&store, "UPDATE log SET at_ms = at_ms + 1 WHERE seq = 5");
    assert_eq!(check(&store).breaks[0].entry.seq, 5, "it is still guarded");
}

#[test]
fn a_number_is_not_used_again_and_backups_of_a_repaired_log_count() {
    let home = Home::new();
    let (mut store, _) = graded(&home, 4);
    run(
        &store,
        "UPDATE log SET payload = replace(payload, '_ms\":1', '_ms\":2') WHERE seq = 4",
    );
    let said = repair(&home, &mut store).unwrap().aside;
    assert_eq!((said[0].why, said[0].entry.is_some()), (Why::Changed, true));
    assert_eq!(reps(&store), [1, 1, 1, 0]);
    grade(&mut store, &card(3), Grade::Good, noon(1));
    assert_eq!(seqs(&store), [1, 2, 3, 5]);
    assert!(check(&store).is_sound());
    let copy = home.folder.path().join("copy.db");
    assert_eq!(backup(&store, &copy).unwrap().entries, 4);
    store.undo(noon(1)).unwrap();
    store.undo(noon(1)).unwrap();
    assert_eq!(reps(&store), [1, 1, 0, 0]);
    assert!(check(&store).is_sound());
}

#[test]
fn entries_that_nobody_can_read_go_aside() {
    let home = Home::new();
    let (mut store, entries) = graded(&home, 3);
    let mut odd = Entry {
        payload: "{\"card\":7}".to_owned(),
        lamport: 4,
        ..entries[2].clone()
    };
    odd.id.seq = 4;
    odd.hash = odd.hash_behind(entries[2].hash);
    store
        .conn
        .execute(
            "INSERT INTO log (device, seq, lamport, at_ms, offset_s, kind, payload, hash)
             SELECT device, 4, 4, at_ms, offset_s, kind, ?1, ?2 FROM log WHERE seq = 3",
            (&odd.payload, odd.hash.0),
        )
        .unwrap();
    assert_eq!(check(&store).unreadable().count(), 1);
    let aside = repair(&home, &mut store).unwrap().aside;
    assert_eq!((aside[0].first.seq, aside[0].why), (4, Why::Unreadable));
    assert!(check(&store).is_sound());
}

#[test]
fn what_cannot_be_told_apart_is_not_touched() {
    let home = Home::new();
    let (mut store, _) = graded(&home, 5);
    run(&store, "UPDATE device SET id = 'd2'");
    let before = check(&store);
    let error = store
        .repair(&home.place(), noon(1).at, |_| {})
        .unwrap_err();
    assert_eq!(error.advice(), Advice::Restore);
    assert_eq!(check(&store), before);
    assert_eq!(reps(&store), [1; 5]);
}

#[test]
fn an_index_that_lost_an_entry_is_made_anew() {
    let home = Home::new();
    let (mut store, _) = graded(&home, 30);
    // A file whose index has a row less than its table, as after a lost write.
    store
        .conn
        .execute_batch(
            "PRAGMA writable_schema = ON;
             UPDATE sqlite_schema SET sql = replace(sql, 'card IS NOT NULL', 'card <> 5')
                 WHERE name = 'log_card';
             PRAGMA writable_schema = RESET;
             REINDEX log_card;
             PRAGMA writable_schema = ON;
             UPDATE sqlite_schema SET sql = replace(sql, 'card <> 5', 'card IS NOT NULL')
                 WHERE name = 'log_card';
             PRAGMA writable_schema = RESET;",
        )
        .unwrap();
    assert!(!check(&store).integrity.is_empty());
    assert!(repair(&home, &mut store).unwrap().aside.is_empty());
    assert!(check(&store).is_sound());
}

#[test]
fn how_far_a_check_is_can_be_heard() {
    let home = Home::new();
    let (store, _) = graded(&home, 3);
    // Long logs are made by SQL: what they say does not matter here.
    run(
        &store,
        "INSERT INTO log
         WITH RECURSIVE more (n) AS (SELECT 4 UNION ALL SELECT n + 1 FROM more WHERE n < 20003)
         SELECT device, n, n, at_ms, offset_s, kind, payload, hash, card
         FROM log, more WHERE seq = 1",
    );
    let mut heard = Vec::new();
    store.check(|stage| heard.push(stage)).unwrap();
    let log = |done| CheckStage::Log { done, all: 20_003 };
    assert_eq!(heard, [CheckStage::File, log(8_192), log(16_384)]);
}
