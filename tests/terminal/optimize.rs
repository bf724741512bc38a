//! Parameters from the log: the question where there are few reviews.

use super::harness::{Exit, Setup};
use super::home::Home;
use crate::answers::{at_growing_distances, give};
use serde_json::Value;
use std::time::Duration;

const SOON: Duration = Duration::from_secs(20);

/// Answers so many cards so often.
fn study(home: &Home, cards: usize, rounds: u32) {
    let list = home.run(&["card", "list", "--json"]);
    let list: Vec<Value> = serde_json::from_slice(&list.stdout).unwrap();
    let id = |card: &Value| card["id"].as_str().unwrap().to_owned();
    let ids: Vec<String> = list.iter().take(cards).map(id).collect();
    let lines = at_growing_distances(&ids, rounds, (2024, 1));
    let output = give(home.command(&["card", "grade", "--stdin"]), &lines);
    assert!(output.status.success());
}

#[test]
fn with_few_reviews_it_asks_and_does_as_it_is_told() {
    let home = Home::new();
    study(&home, 60, 6);
    for (answer, code, said) in [("\r", 1, None), ("y\r", 0, Some("对数损失"))] {
        let mut terminal = Setup::new(&home)
            .arguments(&["optimize", "--preview"])
            .start();
        terminal.wait_for("不到 400 次");
        terminal.wait_for("[y/N]");
        terminal.send(answer);
        assert_eq!(terminal.wait_exit(SOON), Exit::Code(code));
        let shown = |text: &str| terminal.look(|view| view.has(text));
        assert_eq!(shown("对数损失"), said.is_some());
    }
    assert_eq!(home.entries(["parameters"]), [0]);
    home.assert_sound();
}
