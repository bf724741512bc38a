//! Windows and terminals of all kinds: too small, without colour, in another language.

use super::harness::Setup;
use super::home::Home;
use super::steps::{begin_reading, open_session, past_the_welcome};
use super::view::View;

#[test]
fn a_window_too_small_says_so_and_all_comes_back() {
    let home = Home::new();
    let mut terminal = Setup::new(&home).with("LANG", "en_GB.UTF-8").start();
    terminal.wait_for("Press any key to begin.");
    terminal.send("z");
    terminal.wait_for("Next: review");
    let whole = terminal.look(View::rows);
    for (columns, rows, says) in [
        (1, 1, "T"),
        (5, 2, "The w"),
        (19, 4, "The window is too s"),
        (20, 5, "Next: "),
        (1, 1, "T"),
        (80, 1, "The window is too small: make it larger"),
    ] {
        terminal.resize(columns, rows);
        terminal.wait_until("what fits", |view| {
            view.rows().len() == usize::from(rows) && view.has(says)
        });
    }
    terminal.resize(80, 24);
    terminal.wait_until("all of it", |view| view.rows() == whole);
}

#[test]
fn every_screen_lives_through_a_window_too_small() {
    let home = Home::new();
    let mut terminal = Setup::new(&home).with("LANG", "en_GB.UTF-8").start();
    terminal.wait_for("Press any key to begin.");
    terminal.send("z");
    for (key, shows) in [
        ("l", "Library"),
        ("?", "keys"),
        ("q\r", "怎样读这份报告"),
        ("t", "Contents"),
    ] {
        terminal.send(key);
        terminal.wait_for(shows);
        terminal.resize(1, 1);
        terminal.wait_until("one cell", |view| view.rows() == ["T"]);
        terminal.resize(80, 24);
        terminal.wait_for(shows);
    }
    terminal.send("qqqr");
    terminal.wait_for("new 20");
    terminal.send(" ");
    terminal.wait_for("1 Again");
    terminal.resize(1, 1);
    terminal.wait_until("one cell", |view| view.rows() == ["T"]);
    terminal.resize(80, 24);
    terminal.wait_for("1 Again");
}

#[test]
fn today_speaks_two_languages() {
    for (locale, words) in [
        (
            "zh_CN.UTF-8",
            [
                "温故 · 今天",
                "接下来：复习 20 张卡",
                "7月1日 星期一",
                "卡组",
            ],
        ),
        (
            "en_GB.UTF-8",
            [
                "wengu · Today",
                "Next: review 20 cards",
                "Monday, 1 July",
                "Deck",
            ],
        ),
    ] {
        let home = Home::new();
        let mut terminal = Setup::new(&home).with("LANG", locale).start();
        terminal.wait_until("the welcome", |view| {
            view.rows().len() == 24 && !view.footer().is_empty()
        });
        terminal.send("z");
        for word in words {
            terminal.wait_for(word);
        }
    }
}

/// The parameters of all colour sequences in what was written.
fn colours(raw: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(raw);
    let sequences = text.split("\x1b[").skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| ('@'..='~').contains(&c))?;
        let (parameters, tail) = rest.split_at(end);
        tail.starts_with('m').then_some(parameters)
    });
    let is_colour = |parameter: &str| {
        let number = parameter.split(':').next().and_then(|n| n.parse().ok());
        matches!(
            number,
            Some(30..=38 | 40..=48 | 58 | 90..=97 | 100..=107u16)
        )
    };
    sequences
        .filter(|parameters| parameters.split(';').any(is_colour))
        .map(str::to_owned)
        .collect()
}

#[test]
fn no_color_is_heeded() {
    for no_colour in [false, true] {
        let home = Home::new();
        let setup = Setup::new(&home);
        let mut terminal = past_the_welcome(if no_colour {
            setup.with("NO_COLOR", "1")
        } else {
            setup
        });
        open_session(&mut terminal);
        terminal.send(" ");
        terminal.wait_for("1 重来");
        terminal.send("s");
        terminal.wait_for("还没有导入");
        terminal.send("Q");
        let found = colours(&terminal.raw());
        assert_eq!(found.is_empty(), no_colour, "{found:?}");
    }
}

#[test]
fn a_dumb_terminal_is_drawn_on() {
    let home = Home::new();
    let mut terminal = past_the_welcome(Setup::new(&home).with("TERM", "dumb"));
    begin_reading(&mut terminal);
    terminal.quit();
}

#[test]
fn a_wide_window_centres_the_page() {
    let home = Home::new();
    let mut terminal = past_the_welcome(Setup::new(&home).size(120, 40));
    begin_reading(&mut terminal);
    let body = terminal.look(View::body);
    let first = |row: &String| row.chars().take_while(|c| *c == ' ').count();
    let left = body.iter().filter(|row| !row.is_empty()).map(first).min();
    // A column of 40 Han characters leaves 20 of 120 cells on each side.
    assert_eq!(left, Some(20), "{body:#?}");
}
