//! The schedule driven by a script: answers at any time, dates and marks, undo, the log.

use super::home::Home;
use crate::answers::give;
use serde_json::{Value, json};

const CARD: &str = "base-four/items";

fn lines(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// What `card grade --stdin` wrote for these lines, and its exit code and complaints.
fn graded(home: &Home, input: &str) -> (Vec<Value>, Option<i32>, String) {
    let output = give(home.command(&["card", "grade", "--stdin"]), input);
    let text = String::from_utf8(output.stdout).unwrap();
    let complaints = String::from_utf8(output.stderr).unwrap();
    (lines(&text), output.status.code(), complaints)
}

fn state(home: &Home) -> Value {
    home.json(&["card", "show", CARD])[0]["state"].clone()
}

/// Anki's own answers, without chance: 2.3 days behind Good and Good, 14 behind Good on the third
/// day, 10 minutes of relearning behind a lapse.
#[test]
fn a_script_drives_the_engine_through_time() {
    let home = Home::new();
    home.config("[schedule]\nspread = 'none'\n");
    let line = |grade: Value, at: &str| {
        format!(
            "{}\n",
            json!({ "id": CARD, "grade": grade, "at": at, "duration_ms": 1500 })
        )
    };
    let input = [
        line(json!("good"), "2026-03-01T08:00:00+08:00"),
        line(json!(3), "2026-03-01T08:10:00+08:00"),
        line(json!("good"), "2026-03-04T09:00:00+08:00"),
        line(json!("again"), "2026-03-18T03:59:00+08:00"),
    ]
    .concat();
    let (out, code, complaints) = graded(&home, &input);
    assert_eq!((code, complaints.as_str()), (Some(0), ""));
    let seen: Vec<(&str, &str)> = out
        .iter()
        .map(|line| {
            let state = &line["state"];
            (
                state["phase"].as_str().unwrap(),
                state["due"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("learning", "2026-03-01T00:10:00Z"),
            ("review", "2026-03-03"),
            ("review", "2026-03-18"),
            // A minute before the day turns: due when it has.
            ("relearning", "2026-03-17T20:00:00Z"),
        ]
    );
    let shown = home.json(&["card", "show", CARD]);
    assert_eq!(shown[0]["history"].as_array().unwrap().len(), 4);
    assert_eq!(shown[0]["state"], out[3]["state"]);
    let log = lines(&home.good(&["log", "--json"]));
    assert_eq!(log.len(), 4);
    let payload: Value = serde_json::from_str(log[1]["payload"].as_str().unwrap()).unwrap();
    assert_eq!(
        (&payload["grade"], &payload["duration_ms"]),
        (&json!(3), &json!(1500))
    );
    assert_eq!(log[1]["id"], out[1]["entry"]);
}

#[test]
fn what_the_card_shows_for_each_grade_comes_true() {
    let home = Home::new();
    home.good(&["card", "grade", CARD, "easy"]);
    let next = home.json(&["card", "show", CARD])[0]["next"].clone();
    let answered = home.json(&["card", "grade", CARD, "hard"]);
    assert_eq!(answered[0]["state"]["due"], next[1]["due"]);
    assert_eq!(answered[0]["state"], state(&home));
}

#[test]
fn a_line_that_is_no_answer_is_named_and_the_others_are_kept() {
    let home = Home::english();
    let input = format!(
        "nonsense\n{{\"id\":\"{CARD}\",\"grade\":5}}\n{{\"id\":\"a/b\",\"grade\":1}}\n\n\
         {{\"id\":\"{CARD}\",\"grade\":1,\"at\":\"noon\"}}\n{{\"id\":\"{CARD}\",\"grade\":\"2\"}}\n"
    );
    let (out, code, complaints) = graded(&home, &input);
    assert_eq!((out.len(), code), (1, Some(1)));
    assert_eq!(out[0]["grade"], 2);
    for part in [
        "line 1 ",
        "line 2 ",
        "5 is no grade",
        "line 3 ",
        "a/b",
        "line 5 ",
        "noon",
    ] {
        assert!(complaints.contains(part), "{part}: {complaints}");
    }
}

#[test]
fn every_change_is_undone_and_done_again() {
    let home = Home::english();
    let new = home.run(&["card", "due", CARD, "3"]);
    assert_eq!(new.code, 1, "{new:?}");
    home.good(&["card", "grade", CARD, "easy"]);
    for (args, field, value) in [
        (
            &["card", "due", CARD, "2026-05-01"][..],
            "due",
            json!("2026-05-01"),
        ),
        (&["card", "due", CARD, "3"], "due", json!("2026-03-04")),
        (&["card", "leech", CARD], "leech", json!(true)),
        (&["card", "suspend", CARD], "suspended", json!(true)),
        (&["card", "bury", CARD], "buried_until", json!("2026-03-01")),
        (&["card", "reset", CARD], "phase", json!("new")),
    ] {
        let before = state(&home);
        home.good(args);
        let after = state(&home);
        assert_eq!(after[field], value, "{args:?}");
        home.good(&["undo"]);
        assert_eq!(state(&home), before, "{args:?}");
        home.good(&["redo"]);
        assert_eq!(state(&home), after, "{args:?}");
        assert_eq!(home.run(&["redo"]).code, 1, "nothing more");
    }
    home.good(&["check"]);
}

#[test]
fn the_log_tells_what_was_undone_and_done_again() {
    let home = Home::english();
    home.good(&["card", "leech", CARD]);
    for again in ["undo", "redo", "undo"] {
        home.good(&[again]);
    }
    let log = home.good(&["log"]);
    let lines: Vec<&str> = log.lines().skip(1).collect();
    let told = [
        "  marked",
        "undone: marked",
        "done again: marked",
        "undone: marked",
    ];
    for (line, told) in lines.iter().zip(told) {
        assert!(line.contains(told) && line.contains(CARD), "{log}");
    }
    assert_eq!(lines.len(), told.len());
}

#[test]
fn more_cards_come_on_that_day_alone() {
    let home = Home::new();
    let new = |home: &Home| home.json(&["today"])[0]["new"].clone();
    assert_eq!(new(&home), 20);
    home.good(&["more", "--new", "7"]);
    assert_eq!(new(&home), 27);
    home.good(&["undo"]);
    assert_eq!(new(&home), 20);
    home.good(&["redo"]);
    assert_eq!(new(&home), 27);
    let tomorrow = home
        .command(&["today", "--json"])
        .env("WENGU_NOW", "2026-03-02T08:00:00+08:00")
        .output()
        .unwrap();
    let tomorrow: Value = serde_json::from_slice(&tomorrow.stdout).unwrap();
    assert_eq!(tomorrow[0]["new"], 20);
    home.good(&["check"]);
}

#[test]
fn a_card_forgotten_again_and_again_is_set_aside() {
    let home = Home::new();
    home.config("[schedule]\nleech_lapses = 2\n");
    let answers = [
        (4, "01T12:00"),
        (1, "10T12:00"),
        (3, "10T12:10"),
        (1, "20T12:00"),
    ];
    let lines = answers.map(|(grade, at)| {
        json!({ "id": CARD, "grade": grade, "at": format!("2026-01-{at}:00Z") }).to_string()
    });
    let input = lines.join("\n");
    let (out, ..) = graded(&home, &input);
    let marks = |state: &Value| (state["leech"] == true, state["suspended"] == true);
    let seen: Vec<_> = out.iter().map(|line| marks(&line["state"])).collect();
    assert_eq!(
        seen,
        [(false, false), (false, false), (false, false), (true, true)]
    );
    home.good(&["undo"]);
    assert_eq!(marks(&state(&home)), (false, false), "by the one undo");
    home.good(&["check"]);
}

#[test]
fn a_deck_with_limits_of_its_own_has_fewer_cards() {
    let home = Home::new();
    let of = |home: &Home, id: &str| {
        let items = home.json(&["today"]);
        let deck = items.iter().find(|item| item["id"] == id).unwrap();
        deck["new"].as_u64().unwrap()
    };
    assert!(of(&home, "industrial-bases") > 3);
    home.config("[schedule.decks.industrial-bases]\nnew_per_day = 3\n");
    assert_eq!(of(&home, "industrial-bases"), 3);
    home.good(&["card", "grade", CARD, "good"]);
    assert_eq!(of(&home, "industrial-bases"), 2);
    let queue = home.json(&["queue", "--deck", "industrial-bases"]);
    let new = queue.iter().filter(|item| item["kind"] == "new").count();
    assert_eq!(new, 2);
}
