//! A disk that is full: said, nothing lost, and tried again.

use super::harness::Setup;
use super::home::Home;
use super::steps::{answer, begin_reading, open_session, today, turn_the_page};
use super::view::View;
use std::fs;

/// Enough for all the program ships, in KiB.
const ROOMY: u32 = 32 * 1024;

#[test]
fn answers_that_the_disk_refuses_stay_on_their_card_until_there_is_room() {
    let Some(home) = Home::on_a_disk(ROOMY) else {
        return;
    };
    today(&home).quit();
    let mut terminal = Setup::new(&home).start();
    terminal.wait_for("接下来：");
    open_session(&mut terminal);
    answer(&mut terminal, "3");
    terminal.wait_for("新卡 19 · 学习中 1");
    let filler = home.fill();
    // What the log has room for already it takes; then it takes nothing more.
    let mut taken = 1;
    let question = loop {
        let question = terminal.look(View::text);
        terminal.send(" ");
        terminal.wait_for("1 重来");
        terminal.send("3");
        terminal.wait_until("the next card, or the refusal", |view| !view.has("1 重来"));
        if terminal.look(|view| view.has("没有记下")) {
            break question;
        }
        taken += 1;
        assert!(taken < 20, "a full disk took every answer");
    };
    assert_eq!(home.entries(["grade"]), [taken]);
    // Said on the card, with the key.
    terminal.wait_until("the key to try again", |view| {
        view.has("没有记下") && view.has("磁盘满了，请腾出空间再试。") && view.has("r 重试")
    });
    let refused = terminal.look(View::text);
    // In vain, as long as there is no room.
    terminal.send("r");
    terminal.send("\x0c");
    terminal.wait_until("the same card", |view| view.text() == refused);
    assert_eq!(home.entries(["grade"]), [taken]);

    fs::remove_file(filler).unwrap();
    terminal.send("r");
    terminal.wait_until("the next card", |view| {
        !view.has("没有记下") && view.text() != question
    });
    assert_eq!(home.entries(["grade"]), [taken + 1]);
    answer(&mut terminal, "3");
    let answered = taken + 2;
    terminal.wait_for(&format!("新卡 {} · 学习中 {answered}", 20 - answered));
    terminal.quit();
    assert_eq!(home.entries(["grade"]), [answered]);
    home.assert_sound();
}

#[test]
fn a_place_that_the_disk_refused_is_remembered_when_there_is_room() {
    let Some(home) = Home::on_a_disk(ROOMY) else {
        return;
    };
    today(&home).quit();
    let mut terminal = Setup::new(&home).start();
    terminal.wait_for("接下来：");
    begin_reading(&mut terminal);
    let filler = home.fill();
    turn_the_page(&mut terminal);
    // The place is remembered when nothing happens for a while.
    terminal.wait_for("磁盘满了");
    fs::remove_file(filler).unwrap();
    terminal.quit();
    assert!(home.position() > 0);
    home.assert_sound();
}

#[test]
fn a_disk_too_small_for_the_first_start_is_said_and_no_damage() {
    let Some(home) = Home::on_a_disk(200) else {
        return;
    };
    let ran = home.run(&["today"]);
    let said = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(ran.status.code(), Some(0), "{said}");
    assert!(
        said.contains("磁盘满了，放不下数据库") && said.contains("什么也不会留下"),
        "{said}"
    );
    // Everything that is shipped can be tried, and that nothing is kept stays in sight.
    let mut terminal = today(&home);
    terminal.wait_for("磁盘满了，退出后什么也不留");
    terminal.send("r");
    terminal.wait_for("空格 看答案");
    let first = terminal.look(View::text);
    answer(&mut terminal, "3");
    terminal.wait_until("the next card", |view| view.text() != first);
    terminal.quit();
    home.remount(&format!("size={ROOMY}k"));
    today(&home).quit();
    home.assert_sound();
}

#[test]
fn a_newer_program_without_room_for_what_it_ships_shows_what_there_is() {
    let Some(home) = Home::on_a_disk(ROOMY) else {
        return;
    };
    let mut terminal = today(&home);
    open_session(&mut terminal);
    answer(&mut terminal, "3");
    terminal.quit();
    // What is shipped is to be taken in again, and there is room for a few pages only.
    home.change(
        "PRAGMA journal_mode = WAL; DELETE FROM block; UPDATE document SET content = zeroblob(32);
         UPDATE setting SET value = '' WHERE name IN ('corpus', 'decks');
         PRAGMA wal_checkpoint(TRUNCATE);",
    );
    let filler = home.fill();
    let file = fs::File::options().write(true).open(&filler).unwrap();
    file.set_len(file.metadata().unwrap().len() - 100 * 1024)
        .unwrap();
    drop(file);
    let mut terminal = Setup::new(&home).start();
    terminal.wait_for("自带的文档和卡组没有全部读入。");
    terminal.wait_for("今天已答 1 次。");
    terminal.quit();
    fs::remove_file(filler).unwrap();
    today_again(&home);
    home.assert_sound();
    assert_eq!(home.entries(["grade"]), [1]);
}

/// A start with room: nothing is said.
fn today_again(home: &Home) {
    let ran = home.run(&["today"]);
    let said = String::from_utf8_lossy(&ran.stderr);
    assert_eq!((ran.status.code(), said.as_ref()), (Some(0), ""));
}

#[test]
fn on_a_full_disk_everything_can_still_be_read() {
    let Some(home) = Home::on_a_disk(ROOMY) else {
        return;
    };
    let mut terminal = today(&home);
    open_session(&mut terminal);
    answer(&mut terminal, "3");
    terminal.quit();
    let filler = home.fill();
    let ran = home.run(&["today"]);
    let said = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(ran.status.code(), Some(0), "{said}");
    assert!(
        said.contains("磁盘满了") && !said.contains("坏了"),
        "{said}"
    );
    let mut terminal = Setup::new(&home).start();
    terminal.wait_for("今天已答 1 次。");
    terminal.wait_for("磁盘满了");
    begin_reading(&mut terminal);
    turn_the_page(&mut terminal);
    terminal.quit();
    fs::remove_file(filler).unwrap();
    home.assert_sound();
    assert_eq!(home.entries(["grade"]), [1]);
}
