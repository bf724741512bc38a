//! Several instances over one folder, each busy with something else.

use super::harness::{Setup, Terminal};
use super::home::Home;
use super::steps::{answer, begin_reading, open_session, today, turn_the_page};

fn another(home: &Home) -> Terminal {
    let terminal = Setup::new(home).start();
    terminal.wait_for("接下来：");
    terminal
}

/// Types the path of a file to import; the reader opens on it.
fn import(terminal: &mut Terminal, home: &Home, name: &str) {
    let path = home.write(&format!("{name}.txt"), &format!("{name}\n\n{name}的正文。"));
    terminal.send("i");
    terminal.wait_for("文件或文件夹：");
    terminal.send(&format!("{}\r", path.display()));
    terminal.wait_until("the imported document", |view| {
        view.rows()[0].contains(name) && view.has(&format!("{name}的正文。"))
    });
    terminal.send("q");
    terminal.wait_for("书库");
}

#[test]
fn reading_reviewing_and_importing_at_once_lose_nothing() {
    let home = Home::new();
    let mut reading = today(&home);
    let mut reviewing = another(&home);
    let mut importing = another(&home);
    begin_reading(&mut reading);
    open_session(&mut reviewing);
    importing.send("l");
    importing.wait_for("书库");
    for round in 1..=5 {
        turn_the_page(&mut reading);
        answer(&mut reviewing, "3");
        import(&mut importing, &home, &format!("第{round}篇"));
    }
    reading.quit();
    reviewing.quit();
    importing.quit();
    assert_eq!(home.entries(["grade"]), [5]);
    let listed = home.run(&["doc", "list"]);
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    for round in 1..=5 {
        assert!(listed.contains(&format!("第{round}篇")), "{listed}");
    }
    // The place was kept though others wrote all the time.
    let again = another(&home);
    again.wait_for("今天已答 5 次。");
    home.assert_sound();
}

#[test]
fn what_another_instance_imports_is_in_the_library_after_going_back_to_it() {
    let home = Home::new();
    let mut terminal = today(&home);
    terminal.send("l");
    terminal.wait_for("书库");
    terminal.send("\r");
    terminal.wait_for("%");
    let path = home.write("new.txt", "另一处来的\n\n正文。");
    let ran = home.run(&["import", path.to_str().unwrap()]);
    assert_eq!(ran.status.code(), Some(0), "{ran:?}");
    terminal.send("q");
    terminal.wait_for("另一处来的");
}

#[test]
fn what_another_instance_answers_is_counted_after_going_back_to_today() {
    let home = Home::new();
    let mut first = today(&home);
    let mut second = another(&home);
    first.send("l");
    first.wait_for("书库");
    open_session(&mut second);
    answer(&mut second, "3");
    second.quit();
    first.send("q");
    first.wait_for("今天已答 1 次。");
}

#[test]
fn a_document_removed_elsewhere_while_it_is_read_breaks_nothing() {
    let home = Home::new();
    let mut terminal = today(&home);
    let text = "一段不长不短的正文，用来翻页。\n\n".repeat(400);
    let path = home.write("gone.txt", &text);
    terminal.send("l");
    terminal.wait_for("书库");
    terminal.send(&format!("i{}\r", path.display()));
    terminal.wait_for("一段不长不短的正文");
    let removed = home.run(&["doc", "remove", "gone"]);
    assert_eq!(removed.status.code(), Some(0), "{removed:?}");
    terminal.send(" ");
    terminal.wait_until("another page", |view| !view.has("  0%"));
    terminal.send("q");
    terminal.wait_until("the library without it", |view| {
        view.has("书库") && !view.has("一段不长不短的正文") && !view.has("坏了")
    });
    terminal.quit();
    home.assert_sound();
}
