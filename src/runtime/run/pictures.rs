//! A picture on the whole screen, until the next key.

use super::Loop;
use crate::app::effect::Effect;
use crate::runtime::events::{Event, Post};
use crate::runtime::graphics::{Canvas, Graphics};
use crate::runtime::input::Input;
use std::io;

/// What is known of pictures in the terminal.
pub(super) struct Drawing {
    post: Post,
    /// How the terminal wants them, if it shows any.
    graphics: Option<Graphics>,
    /// Whether one is being made that is still wanted.
    wanted: bool,
    shown: bool,
}

impl Drawing {
    pub(super) fn new(post: Post) -> Self {
        Self {
            post,
            graphics: None,
            wanted: false,
            shown: false,
        }
    }

    /// Whether a picture has the screen.
    pub(super) fn has_screen(&self) -> bool {
        self.shown
    }
}

impl Loop {
    /// Takes how the terminal wants its pictures.
    pub(super) fn draws_by(&mut self, graphics: Option<Graphics>) {
        self.drawing.graphics = graphics;
        self.screens.draws_pictures(graphics.is_some());
    }

    /// Begins to draw a picture of the library; one that is not there is opened as ever, which says
    /// so.
    pub(super) fn draw_picture(&mut self, name: &str) -> io::Result<()> {
        let Some(graphics) = self.drawing.graphics else {
            return self.open_outside(name);
        };
        let pixels = crossterm::terminal::window_size();
        let pixels = pixels.map_or((0, 0), |window| (window.width, window.height));
        let canvas = Canvas::new(graphics, self.tty.size(), pixels);
        let post = self.drawing.post.clone();
        self.drawing.wanted = self.screens.draw(name, canvas, post);
        if self.drawing.wanted {
            return Ok(());
        }
        self.open_outside(name)
    }

    /// Takes a picture that was made; one that could not be made is opened outside.
    pub(super) fn take_drawn(&mut self, name: &str, screen: Option<&str>) -> io::Result<()> {
        if !std::mem::take(&mut self.drawing.wanted) {
            return Ok(());
        }
        let Some(screen) = screen else {
            return self.open_outside(name);
        };
        self.drawing.shown = true;
        self.tty.show(screen)
    }

    /// Puts a picture away before an event is taken. Whether the event was for that alone.
    pub(super) fn put_away_by(&mut self, event: &Event) -> io::Result<bool> {
        let is_input = match event {
            Event::Input(Input::Reply(_)) | Event::Answer(_) | Event::Drawn(..) => {
                return Ok(false);
            }
            Event::Input(_) => true,
            Event::Signal(_) | Event::Suspend | Event::Resized => false,
        };
        self.drawing.wanted = false;
        Ok(self.put_away()? && is_input)
    }

    /// Puts a picture away. Whether there was one.
    pub(super) fn put_away(&mut self) -> io::Result<bool> {
        let Some(graphics) = self.drawing.graphics.filter(|_| self.drawing.shown) else {
            return Ok(false);
        };
        self.drawing.shown = false;
        self.tty.show(graphics.removal())?;
        self.tty.forget()?;
        Ok(true)
    }

    fn open_outside(&mut self, name: &str) -> io::Result<()> {
        for effect in self
            .screens
            .open_outside(Effect::OpenPicture(name.to_owned()))
        {
            self.on_terminal(&effect)?;
        }
        Ok(())
    }
}
