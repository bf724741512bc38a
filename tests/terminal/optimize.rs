//! Parameters from the log: the question where there are few reviews.

use super::harness::{Exit, Setup};
use super::home::Home;
use serde_json::{Value, json};
use std::fmt::Write;
use std::io::Write as _;
use std::process::Stdio;
use std::time::Duration;

const SOON: Duration = Duration::from_secs(20);

/// Answers so many cards so often, at growing distances; every third answer is forgotten.
fn study(home: &Home, cards: usize, rounds: u32) {
    let list = home.run(&["card", "list", "--json"]);
    let list: Vec<Value> = serde_json::from_slice(&list.stdout).unwrap();
    let mut lines = String::new();
    for round in 0..rounds {
        for (number, card) in list.iter().take(cards).enumerate() {
            let day = 1 + round * round + number as u32 % 3;
            let at = format!("2024-{:02}-{:02}T12:00:00Z", 1 + day / 28, 1 + day % 28);
            let forgotten = round > 0 && (number as u32 + round).is_multiple_of(3);
            let grade = if forgotten { 1 } else { 4 };
            let line = json!({ "id": card["id"], "grade": grade, "at": at });
            writeln!(lines, "{line}").unwrap();
        }
    }
    let mut child = home
        .command(&["card", "grade", "--stdin"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(lines.as_bytes())
        .unwrap();
    assert!(child.wait().unwrap().success());
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
