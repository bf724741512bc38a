//! Reading: the first start, the place kept, a window that changes.

use super::harness::Setup;
use super::home::Home;
use super::steps::{begin_reading, today, turn_the_page};
use super::view::View;

#[test]
fn reading_goes_on_where_it_was_left() {
    let home = Home::new();
    let mut first = today(&home);
    begin_reading(&mut first);
    for _ in 0..4 {
        turn_the_page(&mut first);
    }
    let line = first.look(View::first_line);
    assert!(line.chars().count() > 5, "a page begins with {line:?}");
    first.send("q");
    first.wait_for("在读");
    first.quit();
    assert!(home.position() > 0);

    let mut again = Setup::new(&home).start();
    again.wait_for("在读");
    again.send("c");
    again.wait_until("the page that was left", |view| view.first_line() == line);
    // Nothing but the program leaving saves the place of a page turned just before.
    turn_the_page(&mut again);
    let next = again.look(View::first_line);
    assert_ne!(next, line);
    again.quit();

    let mut third = Setup::new(&home).start();
    third.wait_for("在读");
    third.send("c");
    third.wait_until("the next page", |view| view.first_line() == next);
}

#[test]
fn the_welcome_is_shown_once() {
    let home = Home::new();
    let mut first = Setup::new(&home).start();
    first.wait_for("按任意键开始。");
    first.quit();
    let again = Setup::new(&home).start();
    again.wait_for("接下来：");
    assert!(!again.look(|view| view.has("按任意键开始。")));
}

#[test]
fn a_window_that_changes_keeps_the_passage() {
    let home = Home::new();
    let mut terminal = today(&home);
    begin_reading(&mut terminal);
    for _ in 0..3 {
        turn_the_page(&mut terminal);
    }
    // The words the page begins with, few enough to stay on a page of any of the sizes.
    let line = terminal.look(View::first_line);
    let words: String = line
        .chars()
        .filter(|c| !c.is_whitespace())
        .take(8)
        .collect();
    assert_eq!(words.chars().count(), 8);
    for (columns, rows) in [(50, 24), (120, 40), (50, 10), (80, 24)] {
        terminal.resize(columns, rows);
        terminal.wait_until("the passage, in the new size", |view| {
            let drawn = view.rows().len() == usize::from(rows) && view.footer().contains("下一页");
            drawn && view.text().contains(&words)
        });
    }
    // Back in the first size the page is the first page again.
    terminal.wait_until("the first line", |view| view.first_line() == line);
}
