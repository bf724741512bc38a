//! The loop: a batch of events, their effects and answers, one frame.

#[cfg(feature = "terminal-pictures")]
mod pictures;

use super::events::{Event, Inbox, Inlet, Post, message};
#[cfg(feature = "terminal-pictures")]
use super::graphics::Graphics;
use super::input::{Input, Reply};
use super::probe::{Probe, can_answer, question};
use super::screens::Screens;
use super::terminal::{self, Tty};
use super::world::World;
use crate::app::area::Size;
use crate::app::config::AmbiguousWidth;
use crate::app::effect::Effect;
use crate::app::model::Start;
use crate::app::msg::Msg;
use crate::io::clock::Stopwatch;
use crate::tui::canvas::Painted;
use ratatui::layout::Size as Measured;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use std::io;
use std::thread;
use std::time::Duration;

/// After this long without an event the place is saved and the database tidied.
const IDLE: Duration = Duration::from_millis(700);
/// How long a signal waits for the loop to end by itself.
const GRACE: Duration = Duration::from_millis(800);
/// For how long the terminal's answer may still be on its way when the program ends.
const LATE: Duration = Duration::from_secs(1);
/// How long the end waits for it.
const LAST_WAIT: Duration = Duration::from_millis(100);

/// Why the screens were left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// The person left.
    Left,
    /// The process was sent this signal, or, as if by SIGHUP, the terminal went away.
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
    let (post, inbox) = Inbox::new()?;
    let inlet = Inlet::new(inbox)?;
    let mut tty = Tty::take(world.config.mouse.capture)?;
    #[cfg(feature = "terminal-pictures")]
    let drawing = pictures::Drawing::new(post.clone());
    watch_signals(post.clone())?;
    let Measured { width, height } = tty.size();
    let term = std::env::var("TERM").ok();
    let asks = world.config.terminal.ambiguous == AmbiguousWidth::Auto
        && can_answer(width, height, term.as_deref());
    let asked = asks.then(|| {
        tty.ask(&question());
        Asked {
            probe: Probe::default(),
            since: Stopwatch::start(),
        }
    });
    let screens = Screens::with_answers(world, start, Size { width, height }, post);
    Loop {
        tty,
        inlet,
        screens,
        asked,
        painted: Painted::default(),
        #[cfg(feature = "terminal-pictures")]
        drawing,
        exit: Exit::Left,
    }
    .run()
}

struct Loop {
    tty: Tty,
    inlet: Inlet,
    screens: Screens,
    /// What the terminal has not answered yet.
    asked: Option<Asked>,
    painted: Painted,
    #[cfg(feature = "terminal-pictures")]
    drawing: pictures::Drawing,
    exit: Exit,
}

struct Asked {
    probe: Probe,
    since: Stopwatch,
}

impl Loop {
    fn run(mut self) -> io::Result<Exit> {
        let ended = self.follow();
        #[cfg(feature = "terminal-pictures")]
        let ended = ended.and_then(|()| self.put_away().map(drop));
        if ended.is_err() {
            // The terminal is gone; what is to be remembered is remembered all the same.
            let _ = self.take(Msg::Quit);
        } else if self.asked.is_some_and(|asked| asked.since.elapsed() < LATE) {
            self.inlet.drain(LAST_WAIT);
        }
        drop(self.tty);
        self.screens.tidy();
        ended.map(|()| self.exit)
    }

    fn follow(&mut self) -> io::Result<()> {
        self.take(Msg::Started)?;
        self.paint()?;
        let mut rested = false;
        while !self.screens.leaving() {
            // Who has tidied up sleeps until something happens.
            let events = self.inlet.wait((!rested).then_some(IDLE))?;
            if events.is_empty() {
                rested = true;
                self.rest()?;
                continue;
            }
            rested = false;
            for event in events {
                self.take_event(event)?;
            }
            if !self.screens.leaving() {
                self.paint()?;
            }
        }
        Ok(())
    }

    /// What is done when nothing happens. What comes of it may show: a place that could not be
    /// kept, page numbers that were known.
    fn rest(&mut self) -> io::Result<()> {
        self.screens.look_again();
        self.take(Msg::Idle)?;
        self.paint()?;
        self.screens.rest();
        Ok(())
    }

    fn take_event(&mut self, event: Event) -> io::Result<()> {
        #[cfg(feature = "terminal-pictures")]
        if self.put_away_by(&event)? {
            return Ok(());
        }
        match event {
            Event::Input(Input::Reply(reply)) => self.take_reply(reply),
            Event::Input(input) => match message(input, &self.painted) {
                // Behind the key that ends the program keys mean nothing any more.
                Some(msg) if !self.screens.leaving() => self.take(msg),
                _ => Ok(()),
            },
            Event::Answer(msg) => self.take(*msg),
            Event::Signal(signal) => {
                self.exit = Exit::Signal(signal);
                self.take(Msg::Quit)
            }
            Event::Suspend => self.on_terminal(&Effect::Suspend),
            Event::Resized => self.measure(),
            #[cfg(feature = "terminal-pictures")]
            Event::Drawn(name, screen) => self.take_drawn(&name, screen.as_deref()),
        }
    }

    /// Takes what the terminal answers; draws anew if it draws otherwise than was believed.
    fn take_reply(&mut self, reply: Reply) -> io::Result<()> {
        let Some(asked) = &mut self.asked else {
            return Ok(());
        };
        let Some(answer) = asked.probe.take(reply) else {
            return Ok(());
        };
        self.asked = None;
        tracing::info!(?answer, "the terminal answered");
        #[cfg(feature = "terminal-pictures")]
        self.draws_by(Graphics::of(answer.name.as_deref(), answer.sixel));
        let Some(widths) = answer.widths else {
            return Ok(());
        };
        self.screens.terminal_is(widths, answer.name);
        if widths != self.screens.widths() {
            self.take(Msg::Widths(widths))?;
            self.tty.forget()?;
        }
        Ok(())
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
            #[cfg(feature = "terminal-pictures")]
            Effect::OpenPicture(name) => self.draw_picture(name),
            Effect::Suspend => {
                self.tty.suspend()?;
                self.measure()
            }
            _ => Ok(()),
        }
    }

    fn measure(&mut self) -> io::Result<()> {
        let Measured { width, height } = self.tty.measure()?;
        let size = Size { width, height };
        if size == self.screens.size() {
            return Ok(());
        }
        self.take(Msg::Resize(size))
    }

    /// Paints; and once more if how the text fits changes what is to be shown.
    fn paint(&mut self) -> io::Result<()> {
        #[cfg(feature = "terminal-pictures")]
        if self.drawing.has_screen() {
            return Ok(());
        }
        let before = self.painted.fit;
        self.paint_once()?;
        self.screens.read_ahead();
        self.take(Msg::Fitted(self.painted.fit))?;
        if self.painted.fit == before {
            return Ok(());
        }
        self.paint_once()
    }

    fn paint_once(&mut self) -> io::Result<()> {
        let screens = &self.screens;
        let mut painted = None;
        self.tty.draw(|buffer| {
            painted = screens.paint(buffer);
            painted.as_ref().and_then(|painted| painted.cursor)
        })?;
        if let Some(painted) = painted {
            self.painted = painted;
        }
        Ok(())
    }
}

/// Waits for signals on a thread of its own: the loop may be waiting for a terminal that is gone.
fn watch_signals(post: Post) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGWINCH])?;
    thread::spawn(move || {
        for signal in signals.forever() {
            tracing::debug!(signal, "signal");
            let event = match signal {
                SIGTSTP => Event::Suspend,
                SIGWINCH => Event::Resized,
                _ => end(&post, signal),
            };
            let _ = post.send(event);
        }
    });
    Ok(())
}

/// Asks the loop to end the process; if it cannot, the last commit is done all the same.
fn end(post: &Post, signal: i32) -> ! {
    let _ = post.send(Event::Signal(signal));
    thread::sleep(GRACE);
    terminal::restore();
    std::process::exit(Exit::Signal(signal).code().into());
}
