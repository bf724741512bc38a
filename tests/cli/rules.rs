//! Other rules: dates chosen anew, parameters learned from the log.

use super::home::Home;
use crate::answers::{at_growing_distances, give};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The cards of all shipped decks.
fn cards(home: &Home) -> Vec<String> {
    let list = home.json(&["card", "list"]);
    let id = |card: &Value| card["id"].as_str().unwrap().to_owned();
    list.iter().map(id).collect()
}

/// Answers many cards so often, some of them forgotten, before the home's now.
fn study(home: &Home, count: usize, rounds: u32) {
    let ids = cards(home);
    let lines = at_growing_distances(&ids[..count.min(ids.len())], rounds, (2025, 10));
    let output = give(home.command(&["card", "grade", "--stdin"]), &lines);
    assert!(output.status.success());
}

fn dues(home: &Home) -> Vec<(String, Value)> {
    let list = home.json(&["card", "list"]);
    let due = |card: &Value| {
        (
            card["id"].as_str().unwrap().to_owned(),
            card["state"]["due"].clone(),
        )
    };
    list.iter().map(due).collect()
}

/// The parameters that a grade given to a card now names.
fn parameters(home: &Home, id: &str) -> Value {
    home.good(&["card", "grade", id, "good"]);
    let log = home.good(&["log", "--json", "--card", id]);
    let last: Value = serde_json::from_str(log.lines().last().unwrap()).unwrap();
    let payload: Value = serde_json::from_str(last["payload"].as_str().unwrap()).unwrap();
    payload["parameters"].clone()
}

#[test]
fn a_preview_changes_nothing_and_comes_true_by_one_entry_that_is_undone() {
    let home = Home::english();
    study(&home, 40, 4);
    let entries = |home: &Home| home.good(&["log", "--json"]).lines().count();
    let before = dues(&home);
    let none = home.json(&["reschedule", "--preview"]);
    assert_eq!((none.len(), &none[0]["changed"]), (1, &json!(0)));
    assert!(home.good(&["reschedule"]).contains("Nothing to reschedule"));

    let foretold = home.json(&["reschedule", "--preview", "--retention", "0.97"]);
    home.config("[schedule]\ndesired_retention = 0.97\n");
    let preview = home.json(&["reschedule", "--preview"]);
    assert_eq!(preview, foretold);
    assert_eq!(
        (dues(&home), preview[0]["entry"].clone()),
        (before.clone(), Value::Null)
    );
    let (plan, moved) = preview.split_first().unwrap();
    assert_eq!(plan["later"], 0, "a higher retention asks sooner");
    assert_eq!(plan["sooner"], moved.len());
    assert!(!moved.is_empty() && plan["load"].as_array().unwrap().len() == 31);

    let written = entries(&home);
    let done = home.json(&["reschedule"]);
    assert_eq!(done[1..], preview[1..]);
    assert_eq!(entries(&home), written + 1);
    let after = dues(&home);
    for card in moved {
        let of = |dues: &[(String, Value)]| {
            dues.iter()
                .find(|(id, _)| card["id"] == **id)
                .unwrap()
                .1
                .clone()
        };
        assert_eq!(
            (of(&before), of(&after)),
            (card["from"].clone(), card["to"].clone())
        );
    }
    home.good(&["check"]);
    assert!(home.good(&["undo"]).contains("rescheduled"));
    assert_eq!(dues(&home), before);
    home.good(&["redo"]);
    assert_eq!(dues(&home), after);
    home.good(&["check"]);
}

#[test]
fn with_few_reviews_nobody_is_asked_where_nobody_sits() {
    let home = Home::english();
    study(&home, 20, 3);
    let refused = home.run(&["optimize"]);
    assert_eq!((refused.code, refused.out.as_str()), (1, ""));
    for part in ["40 reviews", "400", "--force"] {
        assert!(refused.err.contains(part), "{part}: {}", refused.err);
    }
    assert_eq!(home.run(&["optimize", "--json"]).code, 1);
    // Not one review on a later day: there is nothing to learn from.
    let empty = Home::english();
    let none = empty.run(&["optimize", "--force"]);
    assert!(
        none.code == 1 && none.err.contains("No parameters"),
        "{none:?}"
    );
}

#[test]
fn parameters_that_foretell_better_are_kept_and_named_by_later_grades() {
    let home = Home::english();
    study(&home, 150, 6);
    let preview = home.json(&["optimize", "--preview"]);
    assert_eq!(preview[0]["kept"], false);
    assert!(
        preview[0]["reviews_learned"].as_u64().unwrap() >= 500,
        "{preview:?}"
    );
    let found = home.json(&["optimize"]);
    assert_eq!(found[0]["weights"], preview[0]["weights"]);
    let measured = |when: &str| found[0][when]["log_loss"].as_f64().unwrap();
    assert!(measured("after") < measured("before"));
    assert_eq!(
        (&found[0]["kept"], &found[0]["instead_of"]),
        (&json!(true), &json!("default"))
    );

    let id = &cards(&home)[0];
    assert_eq!(parameters(&home, id), found[0]["id"]);
    assert!(!home.json(&["reschedule", "--preview"])[1..].is_empty());
    home.good(&["undo"]);
    home.good(&["undo"]);
    assert_eq!(parameters(&home, id), "default");
    home.good(&["check"]);
}

#[test]
fn parameters_of_a_deck_are_learned_from_it_and_hold_for_it_alone() {
    let home = Home::english();
    study(&home, 400, 6);
    let list = home.json(&["card", "list"]);
    let mut decks: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for card in list.iter().filter(|card| card["state"]["reps"] != 0) {
        let of = decks.entry(card["deck"].as_str().unwrap()).or_default();
        of.push(card["id"].as_str().unwrap());
    }
    assert!(decks.len() > 1, "{decks:?}");
    let of_all = home.json(&["optimize", "--preview", "--force"]);
    let better = |deck: &str| {
        let preview = home.json(&["optimize", "--preview", "--force", "--deck", deck]);
        preview[0]["better"] == true
    };
    let (deck, cards) = decks.iter().find(|(deck, _)| better(deck)).unwrap();
    let (_, others) = decks.iter().find(|(other, _)| other != &deck).unwrap();
    let found = home.json(&["optimize", "--force", "--deck", deck]);
    assert_eq!(
        (&found[0]["deck"], &found[0]["kept"]),
        (&json!(deck), &json!(true))
    );
    let seen = |found: &[Value]| {
        let part = |name: &str| found[0][name].as_u64().unwrap();
        part("reviews_learned") + part("reviews_held_back")
    };
    // Each card was reviewed on four to five later days.
    let reviews = seen(&found);
    let count = cards.len() as u64;
    assert!((4 * count..=5 * count).contains(&reviews), "{reviews}");
    // What is learned for all others from then on is learned without it.
    let of_rest = home.json(&["optimize", "--preview", "--force"]);
    assert_eq!(of_rest[0]["deck"], Value::Null);
    assert_eq!(seen(&of_rest) + reviews, seen(&of_all));
    assert_eq!(parameters(&home, cards[0]), found[0]["id"]);
    assert_eq!(parameters(&home, others[0]), "default");
    assert_eq!(home.run(&["optimize", "--deck", "zzz"]).code, 1);
    home.good(&["check"]);
}
