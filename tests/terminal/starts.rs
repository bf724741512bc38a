//! Starts under conditions of all kinds: a folder that is only read, a clock that steps, a newer
//! database, a plain terminal, no output at all.

use super::harness::Setup;
use super::home::Home;
use super::steps::{answer, begin_reading, open_session, past_the_welcome, today, turn_the_page};
use std::process::Command;

#[test]
fn in_a_folder_that_is_only_read_everything_is_shown_and_nothing_kept() {
    let Some(home) = Home::on_a_disk(32 * 1024) else {
        return;
    };
    let mut terminal = today(&home);
    open_session(&mut terminal);
    answer(&mut terminal, "3");
    terminal.quit();
    home.remount("ro");
    let mut terminal = Setup::new(&home).start();
    terminal.wait_for("只读：数据库不能写，什么也不会记下");
    terminal.wait_for("今天已答 1 次。");
    begin_reading(&mut terminal);
    turn_the_page(&mut terminal);
    terminal.send("q");
    terminal.wait_for("接下来：");
    terminal.send("r");
    terminal.wait_for("看答案");
    terminal.send(" ");
    terminal.wait_for("1 重来");
    terminal.send("3");
    terminal.wait_for("数据库只能读，什么也记不下来。");
    terminal.send("q");
    terminal.wait_for("接下来：");
    terminal.quit();
    let refused = home.run(&["import", "Cargo.toml"]);
    assert_eq!(refused.status.code(), Some(1), "{refused:?}");
    home.remount("rw");
    assert_eq!(home.entries(["grade"]), [1]);
    home.assert_sound();
}

#[test]
fn a_newer_database_is_read_and_left_alone() {
    let home = Home::new();
    let mut terminal = today(&home);
    open_session(&mut terminal);
    answer(&mut terminal, "3");
    terminal.quit();
    home.change("PRAGMA user_version = 99");
    let said = home.run(&["today"]);
    let sentence = String::from_utf8_lossy(&said.stderr).into_owned();
    assert_eq!(said.status.code(), Some(0), "{sentence}");
    assert!(
        sentence.contains("更新的版本") || sentence.contains("更新的温故"),
        "{sentence}"
    );
    let mut terminal = Setup::new(&home).start();
    terminal.wait_for("只读：数据库来自更新的版本，什么也不会记下");
    terminal.send("r");
    terminal.wait_for("看答案");
    terminal.send(" ");
    terminal.wait_for("1 重来");
    terminal.send("3");
    terminal.wait_for("数据库只能读，什么也记不下来。");
    terminal.send("Q");
    terminal.wait_exit(std::time::Duration::from_secs(5));
    assert_eq!(home.entries(["grade"]), [1]);
    home.change("PRAGMA user_version = 2");
    home.assert_sound();
}

#[test]
fn a_clock_that_steps_back_and_far_ahead_breaks_no_log() {
    let home = Home::new();
    today(&home).quit();
    let starts = [
        "2024-07-01T09:00:00+08:00",
        // 400 days back.
        "2023-05-28T09:00:00+08:00",
        // Past the last second of a 32-bit clock.
        "2038-01-20T09:00:00+08:00",
        "2024-07-02T09:00:00+08:00",
    ];
    for (start, now) in (1..).zip(starts) {
        let mut terminal = Setup::new(&home).with("WENGU_NOW", now).start();
        terminal.wait_for("接下来：复习");
        terminal.send("r");
        terminal.wait_for(" · 学习中 ");
        for grade in ["3", "1", "4"] {
            answer(&mut terminal, grade);
        }
        terminal.send("u");
        terminal.wait_for("已撤销");
        terminal.quit();
        assert_eq!(home.entries(["grade", "revert"]), [3 * start, start]);
        home.assert_sound();
    }
}

#[test]
fn the_plainest_terminal_and_locale_are_enough_for_a_session() {
    let home = Home::new();
    let setup = Setup::new(&home)
        .with("TERM", "dumb")
        .with("LC_ALL", "C")
        .with("NO_COLOR", "1");
    let mut terminal = setup.start();
    terminal.wait_for("Press any key to begin.");
    terminal.send("z");
    terminal.wait_for("Next: review 20 cards");
    terminal.send("r");
    terminal.wait_for("new 20");
    terminal.send(" ");
    terminal.wait_for("1 Again");
    terminal.send("3");
    terminal.wait_for("new 19");
    terminal.quit();
    assert_eq!(home.entries(["grade"]), [1]);
    home.assert_sound();
}

#[test]
fn closed_ends_of_the_program_are_no_danger_to_the_database() {
    let home = Home::new();
    past_the_welcome(Setup::new(&home)).quit();
    for ends in [">&-", "2>&-", "<&-", "<&- >&- 2>&-"] {
        for arguments in ["today", "check", ""] {
            let program = home.command(&[]);
            let mut shell = Command::new("sh");
            let script = format!("exec \"$0\" {arguments} {ends}");
            shell.arg("-c").arg(script).arg(program.get_program());
            for (name, value) in program.get_envs() {
                shell.env(name, value.unwrap());
            }
            let ran = shell.output().unwrap();
            assert_eq!(ran.status.code(), Some(0), "{arguments} {ends}: {ran:?}");
            let said = String::from_utf8_lossy(&ran.stderr);
            assert_eq!(said, "", "{arguments} {ends}");
        }
    }
    home.assert_sound();
}
