//! Bytes that flip on the disk, in a thousand entries and in each column.

use super::*;
use aho_corasick::AhoCorasick;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use rusqlite::types::Value;
use std::collections::BTreeSet;
use std::fs;

/// Numbers that look like chance and are the same in every run.
fn seeded() -> impl FnMut(usize) -> usize {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    move |below| {
        use proptest::prelude::Rng;
        runner.rng().next_u64() as usize % below
    }
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
