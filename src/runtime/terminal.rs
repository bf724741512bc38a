//! The terminal: taken at the start, given back on every way out.

use super::backend::Ansi;
use super::frames::Frames;
use crossterm::cursor;
use crossterm::event::{DisableBracketedPaste, DisableMouseCapture};
use crossterm::execute;
use crossterm::terminal::{
    EndSynchronizedUpdate, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::backend::Backend;
use ratatui::buffer::Buffer;
use ratatui::layout::Size;
use std::fs::File;
use std::io::{self, stdout};
use std::os::fd::AsFd;
use std::panic;
use std::sync::Once;
use std::thread;

/// The alternate screen, blank; pastes marked as such.
const ENTER: &str = "\x1b[?1049h\x1b[?2004h\x1b[m\x1b[2J";
/// Presses and the wheel, in the form that knows any number of columns; no movements.
const MOUSE: &str = "\x1b[?1000h\x1b[?1006h";
const NO_MOUSE: &str = "\x1b[?1006l\x1b[?1000l";

/// The terminal in the program's hands.
pub(super) struct Tty {
    frames: Frames<File>,
    mouse: bool,
}

impl Tty {
    /// Takes the terminal. What it is told first goes out with the first frame.
    pub(super) fn take(mouse: bool) -> io::Result<Self> {
        restore_on_panic();
        let size = measured()?;
        // Not `Stdout`, which would cut a frame at its line ends.
        let out = File::from(stdout().as_fd().try_clone_to_owned()?);
        let mut tty = Self {
            frames: Frames::new(Ansi::new(out, size)),
            mouse,
        };
        tty.enter()?;
        Ok(tty)
    }

    /// Columns and rows, as they were when the terminal was asked last.
    pub(super) fn size(&self) -> Size {
        self.frames.size()
    }

    /// Asks the terminal for its size.
    pub(super) fn measure(&mut self) -> io::Result<Size> {
        let size = measured()?;
        self.frames.resize(size)?;
        Ok(size)
    }

    /// Paints a frame; the cursor stands where `paint` says, or is hidden.
    pub(super) fn draw(
        &mut self,
        paint: impl FnOnce(&mut Buffer) -> Option<(u16, u16)>,
    ) -> io::Result<()> {
        self.frames.draw(paint)
    }

    /// Asks the terminal something, with the next frame and before it.
    pub(super) fn ask(&mut self, question: &str) {
        self.frames.backend().send_along(question.as_bytes());
    }

    /// Puts on the screen what frames know nothing of; until it is forgotten no frame may be drawn.
    #[cfg(feature = "terminal-pictures")]
    pub(super) fn show(&mut self, sequences: &str) -> io::Result<()> {
        let backend = self.frames.backend();
        backend.send_along(sequences.as_bytes());
        backend.flush()
    }

    /// Forgets what is on the screen, so that all of it is drawn again.
    pub(super) fn forget(&mut self) -> io::Result<()> {
        self.frames.forget()
    }

    /// Lets the program or the terminal have the mouse.
    pub(super) fn capture_mouse(&mut self, capture: bool) -> io::Result<()> {
        self.mouse = capture;
        let backend = self.frames.backend();
        backend.send_along(if capture { MOUSE } else { NO_MOUSE }.as_bytes());
        backend.flush()
    }

    /// Gives the terminal to the shell until the program is called back.
    pub(super) fn suspend(&mut self) -> io::Result<()> {
        restore();
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
        self.enter()?;
        self.forget()
    }

    fn enter(&mut self) -> io::Result<()> {
        enable_raw_mode()?;
        let backend = self.frames.backend();
        backend.send_along(ENTER.as_bytes());
        if self.mouse {
            backend.send_along(MOUSE.as_bytes());
        }
        Ok(())
    }
}

impl Drop for Tty {
    fn drop(&mut self) {
        restore();
    }
}

fn measured() -> io::Result<Size> {
    let (width, height) = crossterm::terminal::size()?;
    Ok(Size { width, height })
}

/// Gives the terminal back, as far as it is still there.
pub(super) fn restore() {
    let mut out = stdout();
    let _ = execute!(
        out,
        EndSynchronizedUpdate,
        DisableMouseCapture,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        cursor::Show
    );
    let _ = disable_raw_mode();
}

/// Gives the terminal back before this thread's panic is told. That of another thread ends no
/// program and must not be written over the screen: a job's becomes its answer.
fn restore_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let owner = thread::current().id();
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if thread::current().id() == owner {
                restore();
                usual(info);
            }
        }));
    });
}
