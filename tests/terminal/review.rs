//! Review: every answer kept, each once; taken back; one session at a time.

use super::harness::{Exit, Setup};
use super::home::Home;
use super::steps::{answer, open_session, today};
use super::view::View;
use rustix::process::Signal;
use std::collections::HashSet;
use std::time::Duration;

#[test]
fn ten_answers_outlive_the_program_and_none_counts_twice() {
    let home = Home::new();
    let mut terminal = today(&home);
    open_session(&mut terminal);
    for answered in 1..=10 {
        answer(&mut terminal, "3");
        let left = 20 - answered;
        terminal.wait_for(&format!("新卡 {left} · 学习中 {answered} · 到期 0"));
    }
    terminal.signal(Signal::KILL);
    let killed = Exit::Signal(Signal::KILL.as_raw());
    assert_eq!(terminal.wait_exit(Duration::from_secs(5)), killed);

    let again = Setup::new(&home).start();
    again.wait_for("今天已答 10 次。");
    let log = home.log();
    let cards: HashSet<String> = log
        .iter()
        .map(|(kind, payload)| {
            assert_eq!((kind.as_str(), &payload["grade"]), ("grade", &3.into()));
            payload["card"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!((log.len(), cards.len()), (10, 10));
    let states = home.answered_cards();
    let known: HashSet<String> = states.iter().map(|(card, ..)| card.clone()).collect();
    assert_eq!(known, cards);
    for (card, phase, due) in states {
        // Good leads from the first learning step, a minute, to the second, ten minutes.
        assert_eq!(phase, 1, "{card} is in learning");
        assert!(due.is_some(), "{card} has a time");
    }
}

#[test]
fn the_session_goes_on_after_a_kill() {
    let home = Home::new();
    let mut terminal = today(&home);
    open_session(&mut terminal);
    answer(&mut terminal, "3");
    terminal.wait_for("新卡 19 · 学习中 1");
    terminal.signal(Signal::KILL);
    terminal.wait_exit(Duration::from_secs(5));
    let mut again = Setup::new(&home).start();
    again.wait_for("接下来：复习 20 张卡");
    again.send("r");
    again.wait_for("新卡 19 · 学习中 1 · 到期 0");
}

#[test]
fn an_answer_is_taken_back() {
    let home = Home::new();
    let mut terminal = today(&home);
    let question = open_session(&mut terminal);
    answer(&mut terminal, "1");
    terminal.wait_until("another question", |view| view.text() != question);
    assert_eq!(home.entries(["grade", "revert"]), [1, 0]);
    terminal.send("u");
    terminal.wait_until("the same card again", |view| {
        view.text() == question && view.has("新卡 20 · 学习中 0 · 到期 0")
    });
    let log = home.log();
    assert_eq!(home.entries(["grade", "revert"]), [1, 1], "{log:?}");
    assert_eq!(home.answered_cards(), [], "the card is new again");
    // It can be answered again, and that counts.
    answer(&mut terminal, "4");
    terminal.wait_for("新卡 19 · 学习中 0");
    assert_eq!(home.entries(["grade", "revert"]), [2, 1]);
}

#[test]
fn a_failed_card_comes_back_in_the_session() {
    let home = Home::new();
    let mut terminal = today(&home);
    let question = open_session(&mut terminal);
    answer(&mut terminal, "1");
    for _ in 1..20 {
        answer(&mut terminal, "4");
    }
    // All others are done for today: the card is learnt ahead of its minute.
    terminal.wait_until("the failed card", |view| {
        view.text() == question && view.has("新卡 0 · 学习中 1 · 到期 0")
    });
    answer(&mut terminal, "4");
    terminal.wait_for("这一轮复习完了");
    assert_eq!(home.entries(["grade"]), [21]);
}

#[test]
fn a_second_session_learns_who_has_the_first() {
    let home = Home::new();
    let mut first = today(&home);
    open_session(&mut first);
    let mut second = Setup::new(&home).start();
    second.wait_for("接下来：");
    second.send("r");
    second.wait_for(&format!("另一个温故（进程 {}）正在复习", first.pid()));
    // The session ended, the other may begin.
    first.send("q");
    first.wait_for("接下来：");
    second.send("r");
    second.wait_for("新卡 20 · 学习中 0 · 到期 0");
}

#[test]
fn what_was_taken_back_is_named_and_done_again_by_a_key() {
    let home = Home::new();
    let mut terminal = today(&home);
    let question = open_session(&mut terminal);
    assert!(
        !terminal.look(|view| view.footer().contains("撤销")),
        "nothing was done yet"
    );
    answer(&mut terminal, "4");
    terminal.wait_for("新卡 19 · 学习中 0");
    assert!(terminal.look(|view| view.footer().contains("u 撤销")));
    let second = terminal.look(View::text);
    terminal.quit();

    // In another run of the program, from another session.
    let mut again = Setup::new(&home).start();
    again.wait_for("接下来：");
    again.send("r");
    again.wait_for("新卡 19 · 学习中 0");
    again.send("u");
    again.wait_for("已撤销「容易」：");
    again.wait_until("the card of then", |view| view.text() == question);
    again.send("\x12");
    again.wait_for("已重做「容易」：");
    again.wait_until("the card of now", |view| view.text() == second);
    again.send("\x12");
    again.wait_for("没有可以重做的");
    again.quit();
    assert_eq!(home.entries(["grade", "revert"]), [1, 2]);
    assert_eq!(home.answered_cards().len(), 1);
    home.assert_sound();
}
