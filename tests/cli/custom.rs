//! Custom study: which cards it takes, as a list where no terminal is.

use super::home::{Home, ids};
use serde_json::json;

const CARD: &str = "base-four/items";

#[test]
fn cards_are_listed_by_deck_tag_state_and_days_ahead() {
    let home = Home::new();
    let of = |args: &[&str]| home.json(&[&["study"], args].concat());
    let deck = home.json(&["card", "list", "--deck", "industrial-bases"]);
    assert_eq!(of(&["--deck", "industrial-bases"]), deck);
    assert_eq!(of(&["--new", "3", "--deck", "industrial-bases"]), deck[..3]);
    assert_eq!(of(&["--new"]).len(), 20, "as many as a day has");
    assert_eq!(of(&["--random", "7"]).len(), 7);
    assert!(of(&["--forgotten"]).is_empty());
    home.good(&["card", "grade", CARD, "again"]);
    assert_eq!(ids(&of(&["--forgotten"])), [CARD]);
    assert_eq!(ids(&of(&["--state", "learning"])), [CARD]);
    home.good(&["card", "grade", CARD, "easy"]);
    let due = &home.json(&["card", "show", CARD])[0]["state"]["due"];
    assert_ne!(*due, json!("2026-03-01"));
    assert_eq!(ids(&of(&["--ahead", "30"])), [CARD]);
    let tag = home.json(&["card", "show", CARD])[0]["tags"][0].clone();
    let tagged = of(&["--tag", tag.as_str().unwrap()]);
    assert!(ids(&tagged).contains(&CARD) && tagged.len() < home.json(&["card", "list"]).len());
    assert!(
        home.good(&["study", "--tag", "没有"])
            .contains("没有这样的卡片")
    );
}

#[test]
fn a_study_says_what_it_wants_once() {
    let home = Home::english();
    for args in [
        &["study"][..],
        &["study", "--schedule"],
        &["study", "--forgotten", "--ahead", "3"],
        &["study", "--state", "sleepy"],
        &["study", "--ahead", "0"],
    ] {
        assert_eq!(home.run(args).code, 2, "{args:?}");
    }
    assert_eq!(home.run(&["study", "--deck", "zzz"]).code, 1);
}
