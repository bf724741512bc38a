//! The loop: a batch of events, their effects and answers, one frame.

use super::effects::Runner;
use super::events::{Event, message, read_input};
use super::jobs::Jobs;
use super::terminal::{self, Tty};
use super::world::World;
use crate::app::area::Size;
use crate::app::config::ThemeName;
use crate::app::effect::Effect;
use crate::app::model::{Ctx, Model, Start};
use crate::app::msg::Msg;
use crate::app::notice::Notice;
use crate::app::screen::reader::Setting;
use crate::app::update;
use crate::tui::canvas::Painted;
use crate::tui::theme::{Depth, Theme};
use crate::tui::view::view;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;
use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

/// After this long without an event the place is saved and the database tidied.
const IDLE: Duration = Duration::from_millis(700);
/// How long a signal waits for the loop to end by itself.
const GRACE: Duration = Duration::from_millis(800);

/// Runs the screens until the person leaves.
pub fn run(world: World, start: Start) -> io::Result<()> {
    let (sender, events) = channel();
    let tty = Tty::take(world.config.mouse.capture)?;
    watch_signals(sender.clone())?;
    read_input(sender.clone());
    let (width, height) = tty.size()?;
    let model = model(&world, start, Size { width, height });
    let runner = Runner::new(world, Jobs::new(sender));
    Loop {
        tty,
        model,
        runner,
        painted: Painted::default(),
    }
    .run(&events)
}

/// The model at the start, with what was remembered from the last run.
fn model(world: &World, start: Start, size: Size) -> Model {
    let config = world.config.clone();
    let remembered = |name: &str, now: String| {
        // What a key changed holds until the config file says something else.
        let kept = world.store.setting(name).ok().flatten()?;
        let (based_on, value) = kept.split_once(':')?;
        (based_on == now).then(|| value.to_owned())
    };
    let column = remembered("column", config.reader.column.to_string());
    let theme = remembered("theme", config.theme.name.name().to_owned());
    let setting = Setting {
        column: column
            .and_then(|c| c.parse().ok())
            .unwrap_or(config.reader.column),
        indent: if config.reader.indent { 4 } else { 0 },
        paragraph_gap: config.reader.paragraph_spacing,
    };
    let theme = theme
        .and_then(|t| ThemeName::named(&t))
        .unwrap_or(config.theme.name);
    let findings = world.findings.sentences(world.lang, &world.paths);
    Model {
        start,
        size,
        mouse: config.mouse.capture,
        keymap: world.keymap.clone(),
        config,
        screens: Vec::new(),
        prompt: None,
        notice: findings.first().cloned().map(Notice::Finding),
        warning: world.warning(),
        pending: Vec::new(),
        setting,
        theme,
        kept: (setting.column, theme),
        leaving: false,
        now: world.now(),
    }
}

struct Loop {
    tty: Tty,
    model: Model,
    runner: Runner,
    painted: Painted,
}

impl Loop {
    fn run(mut self, events: &Receiver<Event>) -> io::Result<()> {
        self.take(Msg::Started)?;
        self.paint()?;
        let mut rested = false;
        while !self.model.leaving {
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
                    if !self.model.leaving {
                        self.paint()?;
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    rested = true;
                    self.take(Msg::Idle)?;
                    // What cannot be tidied now is tidied later.
                    let _ = self.runner.world.store.checkpoint();
                }
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        drop(self.tty);
        let _ = self.runner.world.store.checkpoint();
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
            Event::Suspend => self.run_effect(Effect::Suspend),
        }
    }

    /// Takes a message and runs its effects; answers that come at once are taken before the next
    /// frame.
    fn take(&mut self, msg: Msg) -> io::Result<()> {
        let ctx = Ctx {
            now: self.runner.world.now(),
        };
        for effect in update(&mut self.model, msg, ctx) {
            self.run_effect(effect)?;
        }
        Ok(())
    }

    fn run_effect(&mut self, effect: Effect) -> io::Result<()> {
        match effect {
            Effect::CaptureMouse(capture) => self.tty.capture_mouse(capture),
            Effect::Redraw => self.tty.forget(),
            Effect::Suspend => {
                self.tty.suspend()?;
                let (width, height) = self.tty.size()?;
                self.take(Msg::Resize(Size { width, height }))
            }
            effect => match self.runner.run(effect) {
                Some(answer) => self.take(answer),
                None => Ok(()),
            },
        }
    }

    fn paint(&mut self) -> io::Result<()> {
        let depth = Depth::of(self.model.config.theme.colours, |name| {
            std::env::var(name).ok()
        });
        let theme = Theme::new(self.model.theme, depth, &self.model.config.theme);
        let (model, lang) = (&self.model, self.runner.world.lang);
        let mut painted = Painted::default();
        self.tty.draw(|buffer| {
            // Between the size being read and the frame being made, the terminal may have changed.
            let seen = (buffer.area.width, buffer.area.height);
            if seen == (model.size.width, model.size.height) {
                painted = view(model, lang, &theme, buffer);
            }
            painted.cursor
        })?;
        let overflow = painted.overflow;
        self.painted = painted;
        self.take(Msg::Overflow(overflow))
    }
}

/// Waits for signals on a thread of its own: the loop may be waiting for a terminal that is gone.
fn watch_signals(events: Sender<Event>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP])?;
    thread::spawn(move || {
        for signal in signals.forever() {
            if signal == SIGTSTP {
                let _ = events.send(Event::Suspend);
                continue;
            }
            let _ = events.send(Event::Quit);
            // The loop ends the process; if it cannot, the last commit is done all the same.
            thread::sleep(GRACE);
            terminal::restore();
            std::process::exit(128 + signal);
        }
    });
    Ok(())
}
