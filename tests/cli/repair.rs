//! A database that is not as it was left: found, named, repaired, and what was lost is said.

use super::home::Home;
use rusqlite::Connection;
use std::fs;

const FIRST: &str = "base-four/items";

fn database(home: &Home) -> Connection {
    Connection::open(home.wengu.join("data/wengu.db")).unwrap()
}

/// A home in which four cards were graded.
fn graded(home: &Home) -> Vec<String> {
    let cards = home.json(&["card", "list"]);
    let ids: Vec<String> = cards
        .iter()
        .map(|card| card["id"].as_str().unwrap().to_owned())
        .filter(|id| id != FIRST)
        .take(3)
        .chain([FIRST.to_owned()])
        .collect();
    for id in &ids {
        home.good(&["card", "grade", id, "easy"]);
    }
    ids
}

#[test]
fn a_bad_entry_is_named_put_aside_and_said_to_be_lost() {
    let home = Home::new();
    let ids = graded(&home);
    home.good(&["check"]);
    let changed = database(&home).execute(
        "UPDATE log SET payload = replace(payload, '_ms\":', '_ms\":9') WHERE seq = 2",
        [],
    );
    assert_eq!(changed.unwrap(), 1);
    let found = home.run(&["check"]);
    assert_eq!(found.code, 1);
    assert!(found.out.contains(":2 与写下时不同"), "{found:?}");
    assert!(found.out.contains("check --repair"), "{found:?}");

    let repaired = home.good(&["check", "--repair"]);
    assert!(repaired.starts_with("正常  已修复"), "{repaired}");
    let lost = repaired
        .lines()
        .find(|line| line.contains("放到一边"))
        .unwrap();
    assert!(
        lost.contains(":2（2026-03-01 08:00、") && lost.contains(&ids[1]),
        "{lost}"
    );
    assert!(
        repaired.contains("1 张卡片的状态按记录重写了"),
        "{repaired}"
    );
    let backups = fs::read_dir(home.wengu.join("data/backups")).unwrap();
    let names: Vec<_> = backups.map(|entry| entry.unwrap().file_name()).collect();
    assert!(
        names
            .iter()
            .any(|name| name.to_str().unwrap().starts_with("wengu-broken-")),
        "{names:?}"
    );

    let sound = home.good(&["check"]);
    assert!(sound.contains("1 条记录放到一边"), "{sound}");
    assert!(
        home.good(&["check", "--repair"])
            .contains("没有什么要修复的")
    );
    let states = |id: &str| home.good(&["card", "show", id, "--json"]);
    assert!(states(&ids[1]).contains("\"new\""), "{}", states(&ids[1]));
    assert!(!states(&ids[0]).contains("\"new\""));
    // Life goes on.
    home.good(&["card", "grade", &ids[1], "good"]);
    home.good(&["undo"]);
    home.good(&["check"]);
}

#[test]
fn states_that_differ_are_written_anew_and_nothing_is_lost() {
    let home = Home::english();
    graded(&home);
    let changed = database(&home).execute("UPDATE card SET reps = 7 WHERE id = ?1", [FIRST]);
    assert_eq!(changed.unwrap(), 1);
    let parts = home.json(&["check", "--repair"]);
    assert_eq!(parts[0]["id"], "repair");
    let notes = parts[0]["notes"].as_array().unwrap();
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert!(notes[0].as_str().unwrap().contains(FIRST), "{notes:?}");
    home.good(&["check"]);
}

#[test]
fn what_is_missing_is_called_so() {
    let home = Home::english();
    graded(&home);
    let deleted = database(&home).execute("DELETE FROM log WHERE seq = 1", []);
    assert_eq!(deleted.unwrap(), 1);
    let repaired = home.good(&["check", "--repair"]);
    assert!(repaired.contains("lost: the entry"), "{repaired}");
    assert!(repaired.contains("cannot be verified"), "{repaired}");
    let sound = home.good(&["check"]);
    assert!(
        sound.contains("1 entry was missing at a repair; it is lost."),
        "{sound}"
    );
    assert!(!sound.contains("aside"), "{sound}");
}

#[test]
fn a_clock_that_was_set_back_is_warned_of() {
    let home = Home::english();
    graded(&home);
    let at = |time: &str, args: &[&str]| {
        let output = home.command(args).env("WENGU_NOW", time).output().unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    let said = at("2025-01-25T08:00:00+08:00", &["today"]);
    assert!(said.contains("400 days before the last study"), "{said}");
    let said = at("2038-01-19T08:00:00+08:00", &["queue"]);
    assert!(said.contains("days after the last study"), "{said}");
    assert_eq!(at("2026-03-02T08:00:00+08:00", &["today"]), "");
}
