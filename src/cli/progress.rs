//! How far a long import is, on standard error. Nothing of it is seen where no terminal is, nor
//! when the work is short.

use crate::domain::text::{SafeText, Widths};
use crate::io::clock::Stopwatch;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, stderr};

/// Work that takes no longer is not worth a bar, in ms.
const SHORT_MS: u64 = 500;
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
