//! What a check finds in a log, and what a repair makes of it.

mod flips;

use super::*;
use crate::domain::srs::{CardState, ChainFault, Entry, EntryId, Event};
use std::ops::ControlFlow;

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
    let report = check(&store);
    assert!(report.is_sound());
    assert_eq!((report.aside, report.missing), (0, 2));
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
    let error = store.repair(&home.place(), noon(1).at, |_| {}).unwrap_err();
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
