//! In the background of the shell and back; the screen drawn anew.

use super::home::Home;
use super::steps::reading;
use super::view::View;
use rustix::process::Signal;

#[test]
fn the_program_stands_in_the_background_and_comes_back() {
    let home = Home::new();
    let mut terminal = reading(&home);
    let page = terminal.look(View::text);
    terminal.send("\x1a");
    for stop in 1..=2 {
        terminal.wait_stopped(stop);
        assert_eq!(terminal.leftovers(), [""; 0]);
        terminal.signal(Signal::CONT);
        terminal.wait_until("the page again", |view| view.text() == page && view.mouse());
        if stop == 1 {
            // Another program may ask for it, too.
            terminal.signal(Signal::TSTP);
        }
    }
    terminal.send("q");
    terminal.wait_for("在读");
    terminal.quit();
    assert_eq!(terminal.leftovers(), [""; 0]);
}

#[test]
fn everything_is_drawn_anew_on_a_key() {
    let home = Home::new();
    let mut terminal = reading(&home);
    let page = terminal.look(View::rows);
    terminal.write_over("dirt of another program");
    terminal.wait_until("dirt", |view| view.rows() != page);
    terminal.send("\x0c");
    terminal.wait_until("the page", |view| view.rows() == page);
}

#[test]
fn the_program_comes_back_to_a_window_that_changed() {
    let home = Home::new();
    let mut terminal = reading(&home);
    terminal.send("\x1a");
    terminal.wait_stopped(1);
    terminal.resize(60, 20);
    terminal.signal(Signal::CONT);
    terminal.wait_until("the page in the new size", |view| {
        view.footer().contains("下一页") && view.has("%")
    });
}
