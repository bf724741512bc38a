//! What comes in while the program runs: input, answers of jobs, signals.

use crate::app::area::Size;
use crate::app::key::{Key, KeyCode, Modifiers};
use crate::app::msg::Msg;
use crate::tui::canvas::{Click, Painted};
use crossterm::event::{self, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};
use std::sync::mpsc::Sender;
use std::thread;

/// Something that comes in.
pub(super) enum Event {
    /// From the terminal.
    Input(event::Event),
    /// From a job.
    Answer(Box<Msg>),
    /// The program shall end: its terminal is gone.
    Quit,
    /// The program shall end: it was sent this signal.
    Signal(i32),
    /// The program shall stand in the background: another program asked for it.
    Suspend,
    /// The terminal has another size; it is asked which before the next frame.
    Resized,
}

/// Reads the terminal on a thread of its own until nobody listens or the terminal is gone.
pub(super) fn read_input(events: Sender<Event>) {
    thread::spawn(move || {
        loop {
            let event = event::read().map_or(Event::Quit, Event::Input);
            let last = matches!(event, Event::Quit);
            if events.send(event).is_err() || last {
                break;
            }
        }
    });
}

/// The message that input means, given what is painted.
pub(super) fn message(input: event::Event, painted: &Painted) -> Option<Msg> {
    match input {
        event::Event::Key(key) if key.kind != KeyEventKind::Release => pressed(key).map(Msg::Key),
        event::Event::Paste(text) => Some(Msg::Paste(text)),
        event::Event::Resize(width, height) => Some(Msg::Resize(Size { width, height })),
        event::Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::ScrollDown => Some(Msg::Wheel(1)),
            MouseEventKind::ScrollUp => Some(Msg::Wheel(-1)),
            MouseEventKind::Down(MouseButton::Left) => clicked(painted, mouse.column, mouse.row),
            _ => None,
        },
        _ => None,
    }
}

fn clicked(painted: &Painted, x: u16, y: u16) -> Option<Msg> {
    let (_, click) = painted
        .clicks
        .iter()
        .rev()
        .find(|(area, _)| area.holds(x, y))?;
    Some(match click {
        Click::Act(action) => Msg::Act(*action),
        Click::Row(row) => Msg::Row(*row),
        Click::Mark(offset) => Msg::Mark(*offset),
    })
}

fn pressed(key: event::KeyEvent) -> Option<Key> {
    let code = match key.code {
        event::KeyCode::Char(c) => KeyCode::Char(c),
        event::KeyCode::Enter => KeyCode::Enter,
        event::KeyCode::Esc => KeyCode::Esc,
        event::KeyCode::Tab => KeyCode::Tab,
        event::KeyCode::BackTab => KeyCode::BackTab,
        event::KeyCode::Backspace => KeyCode::Backspace,
        event::KeyCode::Delete => KeyCode::Delete,
        event::KeyCode::Up => KeyCode::Up,
        event::KeyCode::Down => KeyCode::Down,
        event::KeyCode::Left => KeyCode::Left,
        event::KeyCode::Right => KeyCode::Right,
        event::KeyCode::Home => KeyCode::Home,
        event::KeyCode::End => KeyCode::End,
        event::KeyCode::PageUp => KeyCode::PageUp,
        event::KeyCode::PageDown => KeyCode::PageDown,
        event::KeyCode::F(n) => KeyCode::F(n),
        _ => return None,
    };
    let modifiers = Modifiers {
        ctrl: key.modifiers.contains(KeyModifiers::CONTROL),
        alt: key.modifiers.contains(KeyModifiers::ALT),
        shift: key.modifiers.contains(KeyModifiers::SHIFT),
    };
    Some(Key::new(code, modifiers))
}
