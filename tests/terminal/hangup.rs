//! The terminal goes away: the program ends by itself, with what was answered on the disk.
//!
//! The harness keeps the master of the pty open in its threads. Here one file descriptor alone
//! holds it, so that closing it hangs the terminal up.

use super::home::Home;
use super::steps::today;
use super::view::View;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::io::retry_on_intr;
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};
use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;
use wengu::io::clock::Stopwatch;

const PATIENCE: Duration = Duration::from_secs(20);
/// How long the program may outlive its terminal.
const AT_ONCE: Duration = Duration::from_secs(1);

/// A terminal that can be torn away.
struct Line {
    master: File,
    emulator: vt100::Parser,
    child: Child,
}

impl Line {
    /// Starts words of a command in a session of its own, at home; the last is the program. None,
    /// and it is said, where there is no `setsid --ctty`.
    fn start(home: &Home, words: &[&str]) -> Option<Self> {
        let known = Command::new("setsid")
            .args(["--ctty", "true"])
            .stdin(Stdio::null())
            .output();
        // Without a terminal to take it fails, but as a program that knows the option.
        if !known.is_ok_and(|output| output.status.code() != Some(127)) {
            println!("skipped: there is no setsid here");
            return None;
        }
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        let size = Winsize {
            ws_row: 24,
            ws_col: 80,
            ws_xpixel: 0,
            ws_ypixel: 0,
        };
        tcsetwinsize(&master, size).unwrap();
        let name = ptsname(&master, Vec::new()).unwrap();
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
        let slave: OwnedFd = rustix::fs::open(name.as_c_str(), flags, Mode::empty()).unwrap();
        rustix::io::fcntl_setfd(&master, rustix::io::FdFlags::CLOEXEC).unwrap();
        let mut command = home.command(&[]);
        let environment: Vec<_> = command
            .get_envs()
            .filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned())))
            .collect();
        command = Command::new("setsid");
        command
            .arg("--ctty")
            .args(words)
            .arg(env!("CARGO_BIN_EXE_wengu"))
            .env_clear()
            .envs(environment)
            .env("PATH", std::env::var_os("PATH").unwrap())
            .env("TERM", "xterm-256color")
            .stdin(slave.try_clone().unwrap())
            .stdout(slave.try_clone().unwrap())
            .stderr(slave);
        let child = command.spawn().unwrap();
        Some(Self {
            master: File::from(master),
            emulator: vt100::Parser::new(24.try_into().unwrap(), 80.try_into().unwrap(), 0),
            child,
        })
    }

    fn send(&mut self, keys: &str) {
        self.master.write_all(keys.as_bytes()).unwrap();
    }

    /// Reads the terminal until the screen is as it should be.
    #[track_caller]
    fn wait_until(&mut self, right: impl Fn(&View) -> bool) {
        let began = Stopwatch::start();
        let mut buffer = [0; 16 * 1024];
        while !right(&View::from(self.emulator.screen())) {
            let left = PATIENCE.saturating_sub(began.elapsed());
            let left = Timespec::try_from(left).unwrap();
            let mut readable = [PollFd::new(&self.master, PollFlags::IN)];
            let ready = retry_on_intr(|| poll(&mut readable, Some(&left))).unwrap();
            let view = View::from(self.emulator.screen());
            assert!(ready > 0, "waited in vain; the screen is\n{view}");
            let count = self.master.read(&mut buffer).unwrap();
            self.emulator.process(&buffer[..count]);
        }
    }

    /// Opens a session and answers its first card.
    fn answer_one(&mut self) {
        self.wait_until(|view| view.has("接下来："));
        self.send("r");
        self.wait_until(|view| view.has("新卡 20 · 学习中 0"));
        self.send(" ");
        self.wait_until(|view| view.has("1 重来"));
        self.send("3");
        self.wait_until(|view| view.has("新卡 19 · 学习中 1"));
    }

    /// Tears the terminal away. How the program ended, and after how long.
    fn hang_up(self) -> (ExitStatus, Duration) {
        let Self {
            master, mut child, ..
        } = self;
        let id = rustix::process::Pid::from_child(&child);
        let (sender, ended) = channel();
        let began = Stopwatch::start();
        drop(master);
        thread::spawn(move || sender.send((child.wait().unwrap(), began.elapsed())));
        ended.recv_timeout(PATIENCE).unwrap_or_else(|_| {
            // It is still there: the number is still its own.
            rustix::process::kill_process_group(id, rustix::process::Signal::KILL).unwrap();
            panic!("the program goes on without its terminal");
        })
    }
}

#[track_caller]
fn hung_up_after_an_answer(words: &[&str]) {
    let home = Home::new();
    today(&home).quit();
    let Some(mut line) = Line::start(&home, words) else {
        return;
    };
    line.answer_one();
    let (status, after) = line.hang_up();
    assert!(after < AT_ONCE, "{status:?} only after {after:?}");
    assert_eq!(home.entries(["grade"]), [1]);
    home.assert_sound();
}

#[test]
fn a_hangup_ends_the_program_and_keeps_the_last_answer() {
    hung_up_after_an_answer(&[]);
}

#[test]
fn a_hangup_of_which_only_the_shell_is_told_ends_the_program_too() {
    // The kernel tells the first process of the session alone. This one takes no notice, and ends
    // when the program does.
    hung_up_after_an_answer(&["sh", "-c", "trap : HUP; \"$0\"; exit 7"]);
}

#[test]
fn a_hangup_keeps_the_place_in_a_document() {
    let home = Home::new();
    today(&home).quit();
    let Some(mut line) = Line::start(&home, &[]) else {
        return;
    };
    line.wait_until(|view| view.has("接下来："));
    line.send("c");
    line.wait_until(|view| view.has("怎样读这份报告"));
    line.send(" ");
    line.wait_until(|view| !view.has("怎样读这份报告"));
    let (status, after) = line.hang_up();
    assert!(after < AT_ONCE, "{status:?} only after {after:?}");
    assert!(home.position() > 0);
}
