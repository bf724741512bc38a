//! Custom study: chosen in its menu, gone through, logged as what it is. No date moves unless it is
//! to count.

use super::harness::Terminal;
use super::home::Home;
use super::steps::{answer, today};
use serde_json::Value;
use std::time::Duration;

const FORGOTTEN: &str = "base-four/items";

/// From Today into the menu, down to a row, over all decks.
fn menu(terminal: &mut Terminal, row: usize) {
    terminal.send("x");
    terminal.wait_for("带某个标签的卡片");
    terminal.send("d");
    terminal.wait_for("范围：所有卡组");
    terminal.send(&"j".repeat(row));
}

/// Knows the first card of a session of so many, and goes back to Today.
fn go_through_one(terminal: &mut Terminal, cards: usize) {
    terminal.wait_for(&format!("还有 {cards} 张"));
    terminal.send(" ");
    terminal.wait_for("1 不记得");
    terminal.send(" ");
    if cards == 1 {
        terminal.wait_for("这是练习，复习安排没有变。");
    } else {
        terminal.wait_for(&format!("还有 {} 张", cards - 1));
    }
    terminal.send("q");
    terminal.wait_for("带某个标签的卡片");
    terminal.send("q");
    terminal.wait_for("x 自选");
}

/// What the log says of custom study: the kind of each entry, and which study it was.
fn studied(home: &Home) -> Vec<(String, String)> {
    let log = home.log().into_iter().filter_map(|(kind, payload)| {
        let study = payload["study"].as_str()?.to_owned();
        Some((kind, study))
    });
    log.collect()
}

/// What a command lists, as data.
fn listed(home: &Home, args: &[&str]) -> Vec<Value> {
    let output = home.run(&[args, &["--json"]].concat());
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn each_row_of_the_menu_leads_to_its_cards_and_no_date_moves() {
    let home = Home::new();
    let mut terminal = today(&home);
    let all = listed(&home, &["card", "list"]);
    let known = all.last().unwrap()["id"].as_str().unwrap();
    for (card, grade) in [(FORGOTTEN, "again"), (known, "easy")] {
        assert!(home.run(&["card", "grade", card, grade]).status.success());
    }
    let before = home.answered_cards();
    assert_eq!(before.len(), 2);
    let shown = listed(&home, &["card", "show", FORGOTTEN]);
    let tag = shown[0]["tags"][0].as_str().unwrap();
    let tagged = listed(&home, &["study", "--tag", tag]).len();
    let named = format!("\r{tag}\r");
    // The row, what is pressed on it, how many cards there are, and what the log calls it.
    let rows = [
        (0, "\r", all.len(), "cram"),
        (1, &named, tagged, "cram"),
        (2, "\x1b[C\r", 1, "cram"),
        (3, "\x1b[D\r", 15, "preview"),
        (4, "\r", 1, "forgotten"),
        (5, "+++++++++\r", 1, "ahead"),
        (6, "\r", 20, "random"),
    ];
    for (row, keys, cards, _) in rows {
        menu(&mut terminal, row);
        terminal.send(keys);
        go_through_one(&mut terminal, cards);
    }
    let expected = rows.map(|(.., study)| ("practice".to_owned(), study.to_owned()));
    assert_eq!(studied(&home), expected);
    assert_eq!(home.answered_cards(), before);
    terminal.quit();
    home.assert_sound();
}

#[test]
fn a_study_of_the_deck_under_the_cursor_that_is_to_count_moves_dates() {
    let home = Home::new();
    let mut terminal = today(&home);
    terminal.send("jx");
    terminal.wait_for("范围：只在“四大工业基地”里");
    terminal.wait_for("只是练习：不影响复习安排");
    terminal.send("s");
    terminal.wait_for("计入安排：照平常一样打分");
    terminal.send("jjj\r");
    terminal.wait_for("自选学习 · 四大工业基地");
    answer(&mut terminal, "4");
    let graded = home.answered_cards();
    assert_eq!((graded.len(), graded[0].1), (1, 2), "in review");
    assert_eq!(studied(&home), [("grade".to_owned(), "preview".to_owned())]);
    // It is taken back as any other answer is.
    terminal.send("u");
    terminal.wait_for("已撤销「容易」");
    assert_eq!(home.answered_cards(), []);
    terminal.send("\x03");
    terminal.wait_exit(Duration::from_secs(5));
    home.assert_sound();
}

#[test]
fn where_nothing_fits_it_is_said() {
    let home = Home::new();
    let mut terminal = today(&home);
    menu(&mut terminal, 4);
    terminal.send("\r");
    terminal.wait_for("没有这样的卡片");
}
