//! Runs the program in a pty and watches the screen of an emulator. Waits for what is to be seen,
//! never for time to pass; a frame that is half drawn is not looked at.

use super::home::Home;
use super::view::View;
use portable_pty::{CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, WaitOptions, WaitStatus, kill_process, waitpid};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;
use vt100::{Callbacks, MouseProtocolMode, Screen};

/// How long a test waits for what must come: long, since it is waited for in vain only when the
/// program is wrong.
const PATIENCE: Duration = Duration::from_secs(20);

/// The time at which the program's clock starts.
pub(super) const NOW: &str = "2024-07-01T09:00:00+08:00";

/// How the program is started.
pub(super) struct Setup<'h> {
    home: &'h Home,
    columns: u16,
    rows: u16,
    environment: Vec<(&'static str, String)>,
    arguments: Vec<String>,
}

impl<'h> Setup<'h> {
    /// In Chinese, 80x24, on a Monday morning in Shanghai.
    pub(super) fn new(home: &'h Home) -> Self {
        Self {
            home,
            columns: 80,
            rows: 24,
            environment: [
                ("LANG", "zh_CN.UTF-8"),
                ("TERM", "xterm-256color"),
                ("TZ", "Asia/Shanghai"),
                ("WENGU_NOW", NOW),
            ]
            .map(|(name, value)| (name, value.to_owned()))
            .into(),
            arguments: Vec::new(),
        }
    }

    pub(super) fn arguments(mut self, arguments: &[&str]) -> Self {
        self.arguments = arguments.iter().map(ToString::to_string).collect();
        self
    }

    pub(super) fn size(mut self, columns: u16, rows: u16) -> Self {
        (self.columns, self.rows) = (columns, rows);
        self
    }

    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.environment.push((name, value.into()));
        self
    }

    /// Starts the program.
    pub(super) fn start(self) -> Terminal {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_wengu"));
        command.args(&self.arguments);
        command.env_clear();
        command.cwd(self.home.path());
        command.env("WENGU_HOME", self.home.path());
        command.env("HOME", self.home.path());
        for (name, value) in self.environment {
            command.env(name, value);
        }
        Terminal::start(command, self.columns, self.rows)
    }
}

/// How a process ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    /// With this code.
    Code(i32),
    /// By this signal.
    Signal(i32),
}

/// What the emulator notices besides the screen.
#[derive(Default)]
struct Frame {
    half_drawn: bool,
}

impl Callbacks for Frame {
    fn unhandled_csi(
        &mut self,
        _: &mut Screen,
        i1: Option<u8>,
        _: Option<u8>,
        params: &[&[u16]],
        c: char,
    ) {
        const SYNCHRONISED_UPDATE: &[&[u16]] = &[&[2026]];
        if i1 == Some(b'?') && params == SYNCHRONISED_UPDATE {
            self.half_drawn = c == 'h';
        }
    }
}

/// All that is known of the process and its terminal.
struct Seen {
    emulator: vt100::Parser<Frame>,
    raw: Vec<u8>,
    all_read: bool,
    stops: usize,
    exit: Option<Exit>,
}

type Shared = Arc<(Mutex<Seen>, Condvar)>;

/// A running program and its terminal.
pub(super) struct Terminal {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    pid: Pid,
    shared: Shared,
}

impl Terminal {
    fn start(command: CommandBuilder, columns: u16, rows: u16) -> Self {
        let pair = native_pty_system()
            .openpty(pty_size(columns, rows))
            .unwrap();
        let reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        let pid = Pid::from_raw(child.process_id().unwrap().cast_signed()).unwrap();
        let emulator =
            vt100::Parser::new_with_callbacks(cells(rows), cells(columns), 0, Frame::default());
        let shared: Shared = Arc::new((
            Mutex::new(Seen {
                emulator,
                raw: Vec::new(),
                all_read: false,
                stops: 0,
                exit: None,
            }),
            Condvar::new(),
        ));
        watch_output(reader, shared.clone());
        watch_process(pid, shared.clone());
        Self {
            master: pair.master,
            writer,
            pid,
            shared,
        }
    }

    /// Types.
    pub(super) fn send(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    /// Types to a program that may be gone by now.
    pub(super) fn try_send(&mut self, keys: &str) {
        let _ = self.writer.write_all(keys.as_bytes());
    }

    /// Puts something on the screen that the program knows nothing of.
    pub(super) fn write_over(&self, text: &str) {
        lock(&self.shared).emulator.process(text.as_bytes());
    }

    /// Sends a signal to the process.
    pub(super) fn signal(&self, signal: Signal) {
        kill_process(self.pid, signal).unwrap();
    }

    /// Gives the window another size.
    pub(super) fn resize(&mut self, columns: u16, rows: u16) {
        lock(&self.shared)
            .emulator
            .set_size(cells(rows), cells(columns));
        self.master.resize(pty_size(columns, rows)).unwrap();
    }

    /// The number of the process.
    pub(super) fn pid(&self) -> i32 {
        self.pid.as_raw_nonzero().get()
    }

    /// Waits until the text stands on the screen.
    #[track_caller]
    pub(super) fn wait_for(&self, text: &str) {
        self.wait_until(&format!("“{text}” on the screen"), |view| {
            view.has(text)
        });
    }

    /// Waits until a whole frame is as it should be.
    #[track_caller]
    pub(super) fn wait_until(&self, what: &str, right: impl Fn(&View) -> bool) {
        drop(self.wait(what, PATIENCE, |seen| {
            !seen.emulator.callbacks().half_drawn && right(&View::from(seen.emulator.screen()))
        }));
    }

    /// Waits until a whole frame is as it should be, or the process is gone and has left none such.
    #[track_caller]
    pub(super) fn reaches(&self, what: &str, right: impl Fn(&View) -> bool) -> bool {
        let whole_and_right = |seen: &Seen| {
            !seen.emulator.callbacks().half_drawn && right(&View::from(seen.emulator.screen()))
        };
        let seen = self.wait(what, PATIENCE, |seen| {
            (seen.exit.is_some() && seen.all_read) || whole_and_right(seen)
        });
        whole_and_right(&seen)
    }

    /// What ends the process by SIGKILL, from another thread.
    pub(super) fn killer(&self) -> impl FnOnce() + Send + 'static {
        let (pid, shared) = (self.pid, self.shared.clone());
        move || {
            // Who has ended may have left the number to another process.
            let seen = lock(&shared);
            if seen.exit.is_none() {
                let _ = kill_process(pid, Signal::KILL);
            }
        }
    }

    /// Waits until the process is stopped for the `times`th time, and everything it wrote before
    /// is on the screen.
    #[track_caller]
    pub(super) fn wait_stopped(&self, times: usize) {
        drop(self.wait("the process stopped", PATIENCE, |seen| {
            seen.stops == times && !seen.emulator.screen().alternate_screen()
        }));
    }

    /// Waits for the end of the process, and until all it wrote is on the screen.
    #[track_caller]
    pub(super) fn wait_exit(&self, within: Duration) -> Exit {
        drop(self.wait("the end of the process", within, |seen| seen.exit.is_some()));
        let seen = self.wait("the end of the output", PATIENCE, |seen| seen.all_read);
        seen.exit.unwrap()
    }

    /// Leaves Today as a person does.
    #[track_caller]
    pub(super) fn quit(&mut self) {
        self.send("Q");
        assert_eq!(self.wait_exit(PATIENCE), Exit::Code(0));
    }

    /// Looks at the screen as it is, but not at half a frame.
    #[track_caller]
    pub(super) fn look<T>(&self, look: impl Fn(&View) -> T) -> T {
        let seen = self.wait("a whole frame", PATIENCE, |seen| {
            !seen.emulator.callbacks().half_drawn
        });
        look(&View::from(seen.emulator.screen()))
    }

    /// Everything the program wrote so far.
    pub(super) fn raw(&self) -> Vec<u8> {
        lock(&self.shared).raw.clone()
    }

    /// What of the program is still on the terminal: nothing, when it was given back.
    pub(super) fn leftovers(&self) -> Vec<&'static str> {
        let seen = lock(&self.shared);
        let screen = seen.emulator.screen();
        let cooked = |flag: &str| {
            let modes = self.master.get_termios().unwrap().local_flags;
            modes.iter_names().any(|(name, _)| name == flag)
        };
        [
            ("the alternate screen", screen.alternate_screen()),
            ("a hidden cursor", screen.hide_cursor()),
            ("bracketed paste", screen.bracketed_paste()),
            (
                "the mouse",
                screen.mouse_protocol_mode() != MouseProtocolMode::None,
            ),
            ("half a frame", seen.emulator.callbacks().half_drawn),
            ("keys one by one", !cooked("ICANON")),
            ("keys unseen", !cooked("ECHO")),
        ]
        .into_iter()
        .filter_map(|(what, left)| left.then_some(what))
        .collect()
    }

    #[track_caller]
    fn wait(
        &self,
        what: &str,
        patience: Duration,
        right: impl Fn(&Seen) -> bool,
    ) -> MutexGuard<'_, Seen> {
        let (mutex, changed) = &*self.shared;
        let seen = mutex.lock().unwrap_or_else(PoisonError::into_inner);
        let (seen, waited) = changed
            .wait_timeout_while(seen, patience, |seen| !right(seen))
            .unwrap_or_else(PoisonError::into_inner);
        if waited.timed_out() {
            let view = format!("{}", View::from(seen.emulator.screen()));
            let exit = seen.exit;
            drop(seen);
            panic!("waited in vain for {what}; exit {exit:?}; the screen is\n{view}");
        }
        seen
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // Who has ended may have left the number to another process.
        let seen = lock(&self.shared);
        if seen.exit.is_none() {
            let _ = kill_process(self.pid, Signal::KILL);
        }
    }
}

fn lock(shared: &Shared) -> MutexGuard<'_, Seen> {
    // A test that failed with the lock in its hands has said why already.
    shared.0.lock().unwrap_or_else(PoisonError::into_inner)
}

fn change(shared: &Shared, change: impl FnOnce(&mut Seen)) {
    change(&mut lock(shared));
    shared.1.notify_all();
}

fn watch_output(mut reader: Box<dyn Read + Send>, shared: Shared) {
    thread::spawn(move || {
        let mut buffer = [0; 16 * 1024];
        // On Linux the end of a pty is an error, elsewhere nothing more to read.
        while let Ok(count @ 1..) = reader.read(&mut buffer) {
            change(&shared, |seen| {
                seen.raw.extend(&buffer[..count]);
                seen.emulator.process(&buffer[..count]);
            });
        }
        change(&shared, |seen| seen.all_read = true);
    });
}

fn watch_process(pid: Pid, shared: Shared) {
    thread::spawn(move || {
        while let Ok(Some((_, status))) = waitpid(Some(pid), WaitOptions::UNTRACED) {
            if status.stopped() {
                change(&shared, |seen| seen.stops += 1);
            } else {
                change(&shared, |seen| seen.exit = Some(exit(status)));
                break;
            }
        }
    });
}

fn exit(status: WaitStatus) -> Exit {
    match (status.exit_status(), status.terminating_signal()) {
        (Some(code), _) => Exit::Code(code),
        (None, signal) => Exit::Signal(signal.unwrap()),
    }
}

fn pty_size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        ..PtySize::default()
    }
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap()
}
