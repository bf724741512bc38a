//! The mouse: clicks on what the bottom row names, the wheel, and the mouse given to the terminal.

use super::harness::Terminal;
use super::home::Home;
use super::steps::{begin_reading, today};
use super::view::View;

/// A press of the left button, as a terminal reports it; column and row from 0.
pub(super) fn click(terminal: &mut Terminal, (column, row): (u16, u16)) {
    terminal.send(&format!("\x1b[<0;{};{}M", column + 1, row + 1));
}

#[test]
fn a_click_in_the_bottom_row_does_what_stands_there() {
    let home = Home::new();
    let mut terminal = today(&home);
    let footer = terminal.look(|view| view.rows().len() - 1);
    let library = terminal.look(|view| view.place_of("l 书库"));
    let (column, row) = library.expect("the bottom row names the library");
    assert_eq!(usize::from(row), footer);
    // Beside it nothing happens.
    click(&mut terminal, (79, row));
    click(&mut terminal, (column, row));
    terminal.wait_for("温故 · 书库");
}

#[test]
fn the_wheel_moves_the_page_by_lines() {
    let home = Home::new();
    let mut terminal = today(&home);
    begin_reading(&mut terminal);
    let top = terminal.look(View::text);
    let lines = terminal.look(View::lines);
    terminal.send("\x1b[<65;10;10M");
    terminal.wait_until("three lines on", |view| {
        let now = view.lines();
        now.first() == lines.get(3) && now.starts_with(&lines[3..])
    });
    terminal.send("\x1b[<64;10;10M");
    terminal.wait_until("back again", |view| view.text() == top);
}

#[test]
fn a_key_gives_the_mouse_to_the_terminal_and_takes_it_again() {
    let home = Home::new();
    let mut terminal = today(&home);
    assert!(terminal.look(View::mouse));
    terminal.send("M");
    terminal.wait_until("the mouse given", |view| {
        view.has("鼠标已让给终端") && !view.mouse()
    });
    terminal.send("M");
    terminal.wait_until("the mouse taken again", |view| {
        view.has("鼠标由温故接管") && view.mouse()
    });
}
