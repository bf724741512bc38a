//! The terminal: taken at the start, given back on every way out.

use crossterm::cursor;
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use std::io::{self, BufWriter, Stdout, Write, stdout};
use std::panic;
use std::sync::Once;
use std::thread;

type Screen = Terminal<CrosstermBackend<BufWriter<Stdout>>>;

/// The terminal in the program's hands.
pub(super) struct Tty {
    screen: Screen,
    mouse: bool,
}

impl Tty {
    /// Takes the terminal.
    pub(super) fn take(mouse: bool) -> io::Result<Self> {
        restore_on_panic();
        // A page of wide characters with its colours fits.
        let out = BufWriter::with_capacity(64 * 1024, stdout());
        let tty = Self {
            screen: Terminal::new(CrosstermBackend::new(out))?,
            mouse,
        };
        // Where this fails half-way, dropping `tty` gives back what was taken.
        enter(mouse)?;
        Ok(tty)
    }

    /// Columns and rows.
    pub(super) fn size(&self) -> io::Result<(u16, u16)> {
        let size = self.screen.size()?;
        Ok((size.width, size.height))
    }

    /// Paints a frame; the cursor stands where `paint` says, or is hidden.
    pub(super) fn draw(
        &mut self,
        paint: impl FnOnce(&mut Buffer) -> Option<(u16, u16)>,
    ) -> io::Result<()> {
        queue!(self.screen.backend_mut(), BeginSynchronizedUpdate)?;
        self.screen.draw(|frame| {
            if let Some(at) = paint(frame.buffer_mut()) {
                frame.set_cursor_position(at);
            }
        })?;
        queue!(self.screen.backend_mut(), EndSynchronizedUpdate)?;
        Write::flush(self.screen.backend_mut())
    }

    /// Forgets what is on the screen, so that all of it is drawn again.
    pub(super) fn forget(&mut self) -> io::Result<()> {
        // `Terminal::clear` asks the terminal where the cursor stands, and the thread that reads
        // keys would take the answer; a new size, the same as before, asks nothing.
        let size = self.screen.size()?;
        self.screen.resize(Rect::from((Position::ORIGIN, size)))
    }

    /// Lets the program or the terminal have the mouse.
    pub(super) fn capture_mouse(&mut self, capture: bool) -> io::Result<()> {
        self.mouse = capture;
        if capture {
            execute!(self.screen.backend_mut(), EnableMouseCapture)
        } else {
            execute!(self.screen.backend_mut(), DisableMouseCapture)
        }
    }

    /// Gives the terminal to the shell until the program is called back.
    pub(super) fn suspend(&mut self) -> io::Result<()> {
        restore();
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
        enter(self.mouse)?;
        self.forget()
    }
}

impl Drop for Tty {
    fn drop(&mut self) {
        restore();
    }
}

fn enter(mouse: bool) -> io::Result<()> {
    enable_raw_mode()?;
    let mut out = stdout();
    execute!(
        out,
        EnterAlternateScreen,
        EnableBracketedPaste,
        cursor::Hide
    )?;
    if mouse {
        execute!(out, EnableMouseCapture)?;
    }
    Ok(())
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
