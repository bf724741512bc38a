//! How far long work is, on standard error. Nothing of it is seen where no terminal is, nor when the
//! work is short.

use crate::domain::text::{SafeText, Widths};
use crate::io::clock::Stopwatch;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, stderr};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{JoinHandle, spawn};
use std::time::Duration;

/// Work that takes no longer is not worth a bar, in ms.
const SHORT_MS: u64 = 500;
/// How often it is shown how long something takes.
const GLANCE: Duration = Duration::from_millis(100);
/// Cells that the name of a file may take.
const NAME_CELLS: usize = 32;

/// A bar over the bytes of several files.
pub(super) struct Progress {
    bar: ProgressBar,
    watch: Stopwatch,
    waits: bool,
    /// Bytes of the files that are done.
    done: u64,
    /// Bytes of the file that is being taken in.
    size: u64,
}

impl Progress {
    /// A bar for so many bytes.
    pub(super) fn new(bytes: u64) -> Self {
        let bar = ProgressBar::with_draw_target(Some(bytes.max(1)), ProgressDrawTarget::hidden());
        // Of ASCII, for a bar of ambiguous width would be twice as long in some terminals.
        if let Ok(style) = ProgressStyle::with_template("[{bar:20}] {percent:>3}% {msg}") {
            bar.set_style(style.progress_chars("=> "));
        }
        Self {
            bar,
            watch: Stopwatch::start(),
            waits: stderr().is_terminal(),
            done: 0,
            size: 0,
        }
    }

    /// Goes on to the next file.
    pub(super) fn file(&mut self, name: &str, size: u64) {
        self.done += std::mem::replace(&mut self.size, size);
        let name = SafeText::new(name).to_string();
        let kept = Widths::NARROW.fitting_prefix(&name, NAME_CELLS);
        self.bar
            .set_message(name.get(..kept).unwrap_or_default().to_owned());
        self.tell(0.0);
    }

    /// So much of the file is done, from 0 to 1.
    pub(super) fn tell(&mut self, share: f64) {
        if self.waits && self.watch.elapsed_ms() >= SHORT_MS {
            self.waits = false;
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar
            .set_position(self.done + (self.size as f64 * share) as u64);
    }

    /// Takes the bar away while something is written.
    pub(super) fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        self.bar.suspend(write)
    }

    /// Takes the bar away for good.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// Work of which nobody knows how far it is: what is done, and for how long, until dropped.
pub(super) struct Waiting {
    /// Closed when the work is over.
    done: Option<Sender<()>>,
    showing: Option<JoinHandle<()>>,
}

impl Waiting {
    pub(super) fn start(name: &str) -> Self {
        let (done, over) = channel::<()>();
        let name = name.to_owned();
        let show = move || {
            let lasts = |time| over.recv_timeout(time) == Err(RecvTimeoutError::Timeout);
            if !lasts(Duration::from_millis(SHORT_MS)) {
                return;
            }
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}  {elapsed}") {
                bar.set_style(style.tick_chars("|/-\\ "));
            }
            bar.set_message(name);
            bar.set_elapsed(Duration::from_millis(SHORT_MS));
            while lasts(GLANCE) {
                bar.tick();
            }
            bar.finish_and_clear();
        };
        Self {
            done: Some(done),
            showing: stderr().is_terminal().then(|| spawn(show)),
        }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        drop(self.done.take());
        if let Some(showing) = self.showing.take() {
            // Whatever became of what was shown: it is over.
            let _ = showing.join();
        }
    }
}
