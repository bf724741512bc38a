//! Signals: the terminal is given back, and nothing is lost.

use super::harness::Exit;
use super::home::Home;
use super::steps::{reading, turn_the_page};
use rustix::process::Signal;
use std::time::Duration;

/// How long a program may take to leave.
const AT_ONCE: Duration = Duration::from_secs(2);

#[test]
fn the_program_holds_the_terminal_while_it_runs() {
    // What the other tests ask for can be missing: all of it is, here.
    let home = Home::new();
    let terminal = reading(&home);
    assert_eq!(
        terminal.leftovers(),
        [
            "the alternate screen",
            "a hidden cursor",
            "bracketed paste",
            "the mouse",
            "keys one by one",
            "keys unseen",
        ]
    );
}

#[test]
fn a_signal_to_end_gives_the_terminal_back_and_keeps_the_place() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
        let home = Home::new();
        let terminal = reading(&home);
        terminal.signal(signal);
        let code = 128 + signal.as_raw();
        assert_eq!(terminal.wait_exit(AT_ONCE), Exit::Code(code), "{signal:?}");
        assert_eq!(terminal.leftovers(), [""; 0], "{signal:?}");
        assert!(home.position() > 0, "{signal:?}");
    }
}

#[test]
fn a_place_that_cannot_be_kept_is_told_while_nothing_else_happens() {
    let home = Home::new();
    let mut terminal = reading(&home);
    let held = home.hold();
    turn_the_page(&mut terminal);
    terminal.wait_for("修改文档失败");
    drop(held);
}

#[test]
fn leaving_gives_the_terminal_back() {
    let home = Home::new();
    let mut terminal = reading(&home);
    terminal.quit();
    assert_eq!(terminal.leftovers(), [""; 0]);
}
