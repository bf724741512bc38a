use super::*;
use crate::domain::srs::{CardState, ChainCheck, Entry, Event, Practised};
use std::fs;
use std::ops::ControlFlow;

pub(super) fn all(store: &Store) -> Vec<Entry> {
    let mut entries = Vec::new();
    store
        .each_entry(|entry| {
            entries.push(entry);
            ControlFlow::Continue(())
        })
        .unwrap();
    entries
}

pub(super) fn state(store: &Store, number: usize) -> CardState {
    store.card(&card(number)).unwrap().state
}

#[test]
fn a_grade_is_there_after_a_restart() {
    let home = Home::new();
    let mut store = home.with_cards(2);
    let recorded = grade(&mut store, &card(0), Grade::Easy, noon(0));
    assert_eq!(recorded.before, CardState::default());
    drop(store);
    let store = home.open();
    assert_eq!(state(&store, 0), recorded.after);
    assert_eq!(store.entries(&card(0)).unwrap(), [recorded.entry]);
    let done = store.day(today()).unwrap();
    assert_eq!(
        (done.introduced, done.reviewed, done.answers, done.ms),
        (1, 0, 1, 700)
    );
    assert_eq!(store.streak(today()).unwrap(), 1);
    assert_eq!(store.streak(today().plus(2)).unwrap(), 0);
}

#[test]
fn what_others_write_meanwhile_is_seen_by_all_queries_or_by_none() {
    let home = Home::new();
    let reader = home.with_cards(1);
    let mut writer = home.open_as("d2");
    let seen = || all(&reader).len();
    let within = reader.snapshot(Task::Check, || {
        let before = seen();
        grade(&mut writer, &card(0), Grade::Good, noon(0));
        Ok((before, seen()))
    });
    assert_eq!(within.unwrap(), (0, 0));
    assert_eq!(seen(), 1);
}

#[test]
fn a_check_and_a_queue_hold_while_another_instance_writes() {
    const CARDS: usize = 150;
    let home = Home::new();
    let reader = home.with_cards(CARDS as u32);
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let mut store = home.open_as("d2");
            for number in 0..CARDS {
                grade(&mut store, &card(number), Grade::Good, noon(0));
            }
        });
        while !writer.is_finished() {
            let report = reader.check(|_| {}).unwrap();
            assert!(report.is_sound(), "{report:?}");
            let rows = reader
                .queue_rows(today(), None, &rules(CARDS as u32))
                .unwrap();
            assert_eq!(rows.new.len() + rows.learning.len(), CARDS);
        }
    });
}

#[test]
fn two_instances_and_two_devices_write_at_once() {
    let home = Home::new();
    drop(home.with_cards(600));
    let write = |device: &str, first: usize| {
        let mut store = home.open_as(device);
        for number in first..first + 200 {
            grade(&mut store, &card(number), Grade::Good, noon(0));
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(|| write("d1", 0));
        scope.spawn(|| write("d1", 200));
        scope.spawn(|| write("d2", 400));
    });
    let store = home.open();
    let entries = all(&store);
    assert_eq!(entries.len(), 600);
    let mut chain = ChainCheck::default();
    assert!(
        entries
            .iter()
            .all(|entry| chain.take(&entry.view()).is_ok())
    );
    let mut lamports: Vec<u64> = entries.iter().map(|entry| entry.lamport).collect();
    lamports.sort_unstable();
    lamports.dedup();
    assert_eq!(lamports.len(), 600, "each writer had seen all before");
    let report = store.check(|_| {}).unwrap();
    assert!(report.is_sound(), "{report:?}");
    assert_eq!(store.day(today()).unwrap().introduced, 600);
}

#[test]
fn a_byte_that_flips_on_the_disk_is_found() {
    let home = Home::new();
    let mut store = home.with_cards(20);
    let entries: Vec<Entry> = (0..20)
        .map(|n| grade(&mut store, &card(n), Grade::Good, noon(0)).entry)
        .collect();
    store.checkpoint().unwrap();
    drop(store);
    let path = home.place().database;
    let good = fs::read(&path).unwrap();
    let bad = &entries[7];
    let payload = bad.payload.as_bytes();
    // A page that was split leaves stale copies behind: all are changed, one counts.
    let places: Vec<usize> = (0..good.len() - payload.len())
        .filter(|start| good[*start..].starts_with(payload))
        .collect();
    assert!(!places.is_empty());
    for flip in [0, payload.len() / 2, payload.len() - 3] {
        for bit in [1, 0x80] {
            let mut bytes = good.clone();
            for place in &places {
                bytes[place + flip] ^= bit;
            }
            fs::write(&path, &bytes).unwrap();
            let report = home.open().check(|_| {}).unwrap();
            assert_eq!(report.breaks.len(), 1);
            assert_eq!(report.breaks[0].entry, bad.id);
            assert!(!report.is_sound());
        }
    }
    fs::write(&path, &good).unwrap();
    assert!(home.open().check(|_| {}).unwrap().is_sound());
}

#[test]
fn what_differs_from_the_log_is_named() {
    let home = Home::new();
    let mut store = home.with_cards(3);
    for number in 0..3 {
        grade(&mut store, &card(number), Grade::Easy, noon(0));
    }
    store
        .conn
        .execute(
            "UPDATE card SET due_day = due_day + 1 WHERE id = 'n1/1'",
            [],
        )
        .unwrap();
    store
        .conn
        .execute("UPDATE day SET answers = 2", [])
        .unwrap();
    let report = store.check(|_| {}).unwrap();
    let cards: Vec<_> = report
        .states
        .iter()
        .map(|found| found.card.clone())
        .collect();
    assert_eq!(cards, [card(1)]);
    assert_eq!(report.days.len(), 1);
    assert_eq!(
        (
            report.days[0].stored.answers,
            report.days[0].replayed.answers
        ),
        (2, 3)
    );
    store
        .conn
        .execute("DELETE FROM log WHERE seq = 2", [])
        .unwrap();
    let report = store.check(|_| {}).unwrap();
    assert_eq!(report.breaks.len(), 1, "a missing entry is a gap");
}

#[test]
fn undo_and_redo_go_back_and_forth_over_restarts() {
    let home = Home::new();
    let mut store = home.with_cards(2);
    assert_eq!(store.undo(noon(0)).unwrap(), None);
    let first = grade(&mut store, &card(0), Grade::Good, noon(0));
    let second = grade(&mut store, &card(1), Grade::Again, noon(0));
    drop(store);
    let mut store = home.open();
    let undone = store.undo(noon(1)).unwrap().unwrap();
    let undone = undone.card.unwrap();
    assert_eq!((undone.id, undone.state), (card(1), CardState::default()));
    let undone = store.undo(noon(1)).unwrap().unwrap();
    assert_eq!(undone.card.unwrap().id, card(0));
    assert_eq!(store.undo(noon(1)).unwrap(), None);
    assert_eq!(store.days().unwrap().len(), 0);
    drop(store);
    let mut store = home.open();
    let redone = store.redo(noon(1)).unwrap().unwrap();
    let again = redone.card.unwrap();
    assert_eq!((again.id, again.state), (card(0), first.after));
    assert_eq!(redone.event, first.entry.event().unwrap());
    assert_eq!(
        store.redo(noon(1)).unwrap().unwrap().card.unwrap().state,
        second.after
    );
    assert_eq!(store.redo(noon(1)).unwrap(), None);
    assert_eq!(store.day(today()).unwrap().answers, 2);
    store.undo(noon(1)).unwrap();
    grade(&mut store, &card(0), Grade::Good, noon(1));
    assert_eq!(
        store.redo(noon(1)).unwrap(),
        None,
        "something else was done since"
    );
    assert!(store.check(|_| {}).unwrap().is_sound());
}

#[test]
fn what_another_device_undid_is_not_undone_again() {
    let home = Home::new();
    let mut store = home.with_cards(2);
    grade(&mut store, &card(0), Grade::Good, noon(0));
    let second = grade(&mut store, &card(1), Grade::Good, noon(0));
    let revert = Event::Revert {
        device: second.entry.id.device,
        seq: second.entry.id.seq,
    };
    let other = DeviceId::new("d2");
    let key = Some(second.key.0);
    super::super::log::append(&store.conn, &other, &revert, noon(0), key).unwrap();
    let undone = store.undo(noon(0)).unwrap().unwrap().card;
    assert_eq!(undone.map(|undone| undone.id), Some(card(0)));
    assert_eq!(store.undo(noon(0)).unwrap(), None);
}

#[test]
fn an_entry_of_a_newer_version_is_kept_and_passed_over() {
    let home = Home::new();
    let mut store = home.with_cards(1);
    let entry = grade(&mut store, &card(0), Grade::Good, noon(0)).entry;
    let mut newer = Entry {
        kind: "exam".to_owned(),
        payload: "{\"day\":7}".to_owned(),
        lamport: 2,
        ..entry.clone()
    };
    newer.id.seq = 2;
    newer.hash = newer.hash_behind(entry.hash);
    store
        .conn
        .execute(
            "INSERT INTO log (device, seq, lamport, at_ms, offset_s, kind, payload, hash)
             SELECT device, 2, 2, at_ms, offset_s, ?1, ?2, ?3 FROM log",
            (&newer.kind, &newer.payload, newer.hash.0),
        )
        .unwrap();
    let report = store.check(|_| {}).unwrap();
    assert!(report.is_sound());
    assert_eq!(report.skipped.len(), 1);
    let undone = store.undo(noon(0)).unwrap().unwrap().card;
    assert_eq!(undone.map(|undone| undone.id), Some(card(0)));
    assert_eq!(all(&store)[1], newer);
}

#[test]
fn a_revert_is_not_recorded_by_itself() {
    let home = Home::new();
    let mut store = home.with_cards(1);
    let device = DeviceId::new("d1");
    assert!(
        store
            .record(&Event::Revert { device, seq: 1 }, noon(0))
            .is_err()
    );
    let card = CardId::new("none/1");
    let event = Event::Suspend { card, on: true };
    let error = store.record(&event, noon(0)).unwrap_err();
    assert_eq!(error.advice(), Advice::LookAgain);
    assert!(all(&store).is_empty());
}

#[test]
fn practice_is_taken_back_only_where_that_is_wanted() {
    let home = Home::new();
    let mut store = home.with_cards(2);
    grade(&mut store, &card(0), Grade::Good, noon(0));
    let practised = Event::Practice(Practised {
        card: card(1),
        right: false,
        day: noon(1).study_day(4),
        duration_ms: 900,
        study: None,
        slips: None,
    });
    store.record(&practised, noon(1)).unwrap();
    let key = store.card(&card(1)).unwrap().key;
    let since = store.practised_since(noon(1).at).unwrap();
    assert_eq!(since.into_iter().collect::<Vec<_>>(), [key]);
    assert!(store.practised_since(noon(2).at).unwrap().is_empty());
    let undone = store.undo_practice(noon(1)).unwrap().unwrap();
    assert_eq!(undone.event, practised);
    assert_eq!(store.redo(noon(1)).unwrap(), None, "it was practice");
    let redone = store.redo_practice(noon(1)).unwrap().unwrap();
    assert_eq!(redone.event, practised);
    assert!(store.check(|_| {}).unwrap().is_sound());
    // Behind a review it is passed over.
    let undone = store.undo(noon(1)).unwrap().unwrap();
    assert!(matches!(undone.event, Event::Grade(_)));
    assert!(store.check(|_| {}).unwrap().is_sound());
}
