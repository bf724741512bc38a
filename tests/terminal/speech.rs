//! Reading aloud by a command: a page, a question, an answer, and a command that is not there.

use super::harness::Setup;
use super::home::Home;
use super::steps::{begin_reading, past_the_welcome};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

fn configured(command: &str) -> Home {
    let home = Home::new();
    let folder = home.path().join("config");
    fs::create_dir_all(&folder).unwrap();
    let config = format!("[speech]\ncommand = \"{command}\"\n");
    fs::write(folder.join("config.toml"), config).unwrap();
    home
}

/// What the command was given, once it was.
#[allow(
    clippy::disallowed_methods,
    reason = "the command writes in its own time"
)]
fn heard(file: &Path, has: &str) -> String {
    let since = Instant::now();
    loop {
        let text = fs::read_to_string(file).unwrap_or_default();
        if text.contains(has) && text.ends_with('\n') {
            return text;
        }
        assert!(since.elapsed() < Duration::from_secs(20), "only {text:?}");
        std::thread::yield_now();
    }
}

#[test]
fn a_page_a_question_and_its_answer_are_read_aloud() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("heard");
    let home = configured(&format!("tee {}", file.display()));
    let mut terminal = past_the_welcome(Setup::new(&home));
    begin_reading(&mut terminal);
    terminal.send("p");
    let page = heard(&file, "怎样读这份报告");
    // As it is said, not as it is set: no row ends inside a sentence.
    assert!(page.lines().all(|line| !line.starts_with(' ')), "{page}");
    terminal.send("q");
    terminal.wait_for("接下来：");
    terminal.send("Q");
    let wish = ["quiz", "--deck", "定义", "--mode", "flip", "-n", "1"];
    let mut terminal = Setup::new(&home).arguments(&wish).start();
    terminal.wait_for("空格 看答案");
    fs::remove_file(&file).unwrap();
    terminal.send("p");
    let question = heard(&file, "\n");
    fs::remove_file(&file).unwrap();
    terminal.send(" ");
    terminal.wait_for("1 重来");
    terminal.send("p");
    let answer = heard(&file, "\n");
    assert_ne!(question, answer);
    terminal.quit();
}

#[test]
fn a_command_that_is_not_there_is_told_and_nothing_else_happens() {
    let home = configured("wengu-no-such-reader -v cmn");
    let mut terminal = past_the_welcome(Setup::new(&home));
    begin_reading(&mut terminal);
    terminal.send("p");
    terminal.wait_for("朗读命令启动不了：wengu-no-such-reader -v cmn");
    terminal.send(" ");
    terminal.wait_until("the sentence gone", |view| !view.has("朗读命令"));
    terminal.quit();
}
