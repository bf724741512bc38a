//! That a panic gives the terminal back before it is told: in a terminal of its own, since the hook
//! is of the whole process.

use super::terminal::Tty;
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use std::io::Read;

#[test]
#[ignore = "the test below runs it in a terminal"]
#[should_panic(expected = "on purpose")]
fn a_program_that_panics() {
    let _tty = Tty::take(true).unwrap();
    panic!("on purpose");
}

#[test]
fn a_panic_gives_the_terminal_back_before_it_is_told() {
    let pty = native_pty_system().openpty(PtySize::default()).unwrap();
    let mut command = CommandBuilder::new("/bin/sh");
    // The shell tells afterwards how it finds the terminal.
    command.args(["-c", "\"$0\" \"$@\"; stty -a"]);
    command.arg(std::env::current_exe().unwrap());
    command.args(["--exact", "--ignored", "--nocapture", "--test-threads=1"]);
    command.arg("runtime::panic_tests::a_program_that_panics");
    let mut child = pty.slave.spawn_command(command).unwrap();
    drop(pty.slave);
    let mut written = Vec::new();
    // On Linux a master whose other end is gone gives an error, not an end.
    let _ = pty
        .master
        .try_clone_reader()
        .unwrap()
        .read_to_end(&mut written);
    child.wait().unwrap();
    let written = String::from_utf8_lossy(&written);
    let at = |what: &str| {
        let found = written.find(what);
        found.unwrap_or_else(|| panic!("{what:?} is not in {written:?}"))
    };
    let told = at("on purpose");
    for (taken, given) in [
        ("\x1b[?1049h", "\x1b[?1049l"),
        ("\x1b[?2004h", "\x1b[?2004l"),
        ("\x1b[?1000h", "\x1b[?1000l"),
        ("\x1b[?25l", "\x1b[?25h"),
    ] {
        assert!(at(taken) < at(given), "{given:?}");
        assert!(at(given) < told, "{given:?} comes before the words");
    }
    let after = written.split("on purpose").last().unwrap();
    assert!(
        after.contains(" icanon") && after.contains(" echo "),
        "{after}"
    );
}
