//! The loop: a batch of events, their effects and answers, one frame.

use super::events::{Event, message, read_input};
use super::screens::Screens;
use super::terminal::{self, Tty};
use super::world::World;
use crate::app::area::Size;
use crate::app::effect::Effect;
use crate::app::model::Start;
use crate::app::msg::Msg;
use crate::tui::canvas::Painted;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::retry_on_intr;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

/// After this long without an event the place is saved and the database tidied.
const IDLE: Duration = Duration::from_millis(700);
/// How long a signal waits for the loop to end by itself.
const GRACE: Duration = Duration::from_millis(800);

/// Why the screens were left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// The person left, or the terminal went away.
    Left,
    /// The process was sent this signal.
    Signal(i32),
}

impl Exit {
    /// The code with which a process ends, as shells know it: 128 and the signal.
    pub fn code(self) -> u8 {
        match self {
            Self::Left => 0,
            Self::Signal(signal) => u8::try_from(128 + signal).unwrap_or(u8::MAX),
        }
    }
}

/// Runs the screens until the person leaves.
pub fn run(world: World, start: Start) -> io::Result<Exit> {
    let (sender, events) = channel();
    let tty = Tty::take(world.config.mouse.capture)?;
    watch_signals(sender.clone())?;
    watch_line(sender.clone());
    read_input(sender.clone());
    let (width, height) = tty.size()?;
    let screens = Screens::with_answers(world, start, Size { width, height }, sender);
    Loop {
        tty,
        screens,
        painted: Painted::default(),
        exit: Exit::Left,
    }
    .run(&events)
}

struct Loop {
    tty: Tty,
    screens: Screens,
    painted: Painted,
    exit: Exit,
}

impl Loop {
    fn run(mut self, events: &Receiver<Event>) -> io::Result<Exit> {
        let ended = self.follow(events);
        if ended.is_err() {
            // The terminal is gone; what is to be remembered is remembered all the same.
            let _ = self.take(Msg::Quit);
        }
        drop(self.tty);
        self.screens.tidy();
        ended.map(|()| self.exit)
    }

    fn follow(&mut self, events: &Receiver<Event>) -> io::Result<()> {
        self.take(Msg::Started)?;
        self.paint()?;
        let mut rested = false;
        while !self.screens.leaving() {
            // Who has tidied up sleeps until something happens.
            let event = if rested {
                events.recv().map_err(|_| RecvTimeoutError::Disconnected)
            } else {
                events.recv_timeout(IDLE)
            };
            match event {
                Ok(event) => {
                    rested = false;
                    self.take_event(event)?;
                    while let Ok(event) = events.try_recv() {
                        self.take_event(event)?;
                    }
                    if !self.screens.leaving() {
                        self.paint()?;
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    rested = true;
                    self.rest()?;
                }
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        Ok(())
    }

    /// What is done when nothing happens; painted only where it has something to say.
    fn rest(&mut self) -> io::Result<()> {
        let told = self.screens.notice().cloned();
        let old = self.screens.look_again();
        self.take(Msg::Idle)?;
        if old || self.screens.notice() != told.as_ref() {
            self.paint()?;
        }
        self.screens.rest();
        Ok(())
    }

    fn take_event(&mut self, event: Event) -> io::Result<()> {
        match event {
            Event::Input(input) => match message(input, &self.painted) {
                Some(msg) => self.take(msg),
                None => Ok(()),
            },
            Event::Answer(msg) => self.take(*msg),
            Event::Quit => self.take(Msg::Quit),
            Event::Signal(signal) => {
                self.exit = Exit::Signal(signal);
                self.take(Msg::Quit)
            }
            Event::Suspend => self.on_terminal(&Effect::Suspend),
            Event::Resized => Ok(()),
        }
    }

    fn take(&mut self, msg: Msg) -> io::Result<()> {
        for effect in self.screens.take(msg) {
            self.on_terminal(&effect)?;
        }
        Ok(())
    }

    fn on_terminal(&mut self, effect: &Effect) -> io::Result<()> {
        match effect {
            Effect::CaptureMouse(capture) => self.tty.capture_mouse(*capture),
            Effect::Redraw => self.tty.forget(),
            Effect::Suspend => {
                self.tty.suspend()?;
                let (width, height) = self.tty.size()?;
                self.take(Msg::Resize(Size { width, height }))
            }
            _ => Ok(()),
        }
    }

    /// Paints; and once more if what did not fit changes what is to be shown.
    fn paint(&mut self) -> io::Result<()> {
        let before = self.painted.overflow;
        self.paint_once()?;
        self.take(Msg::Overflow(self.painted.overflow))?;
        if self.painted.overflow == before {
            return Ok(());
        }
        self.paint_once()
    }

    /// Paints a frame of the terminal's size. What events tell of the size may be old by now: the
    /// terminal is asked, and again if it changed while it was painted.
    fn paint_once(&mut self) -> io::Result<()> {
        loop {
            let (width, height) = self.tty.size()?;
            let size = Size { width, height };
            if size != self.screens.size() {
                self.take(Msg::Resize(size))?;
            }
            let screens = &self.screens;
            let mut painted = None;
            self.tty.draw(|buffer| {
                painted = screens.paint(buffer);
                painted.as_ref().and_then(|painted| painted.cursor)
            })?;
            if let Some(painted) = painted {
                self.painted = painted;
                return Ok(());
            }
        }
    }
}

/// Waits for signals on a thread of its own: the loop may be waiting for a terminal that is gone.
fn watch_signals(events: Sender<Event>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGWINCH])?;
    thread::spawn(move || {
        for signal in signals.forever() {
            tracing::debug!(signal, "signal");
            let event = match signal {
                SIGTSTP => Event::Suspend,
                // crossterm loses a change of the size that comes together with a key.
                SIGWINCH => Event::Resized,
                _ => end(&events, signal),
            };
            let _ = events.send(event);
        }
    });
    Ok(())
}

/// Waits for the terminal to go away. The kernel tells only the first process of a session, often
/// a shell that takes no notice, and the thread that reads keys would go on to read nothing.
fn watch_line(events: Sender<Event>) {
    thread::spawn(move || {
        let stdin = io::stdin();
        // Nothing is asked for: that the other end is gone is told unasked.
        let mut line = [PollFd::new(&stdin, PollFlags::empty())];
        let told = retry_on_intr(|| poll(&mut line, None)).is_ok();
        let gone = PollFlags::HUP | PollFlags::ERR;
        if told && line[0].revents().intersects(gone) {
            end(&events, SIGHUP);
        }
    });
}

/// Asks the loop to end the process; if it cannot, the last commit is done all the same.
fn end(events: &Sender<Event>, signal: i32) -> ! {
    let _ = events.send(Event::Signal(signal));
    thread::sleep(GRACE);
    terminal::restore();
    std::process::exit(Exit::Signal(signal).code().into());
}
