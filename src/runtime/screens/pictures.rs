//! Pictures that the terminal shows itself: made as a job, or left to another program.

use super::Screens;
use crate::app::effect::Effect;
use crate::domain::doc::picture_hash;
use crate::io::import::child::Cell;
use crate::runtime::events::{Event, Post};
use crate::runtime::graphics::Canvas;

impl Screens {
    /// Leaves pictures for the terminal to show, if it can, unless the person has set a command.
    pub(in crate::runtime) fn draws_pictures(&mut self, can: bool) {
        self.draws = can && self.model.config.viewer.command.trim().is_empty();
    }

    /// Begins to draw a picture as a job, which posts it. Whether there is such a picture.
    pub(in crate::runtime) fn draw(&self, name: &str, canvas: Canvas, post: Post) -> bool {
        let hash = picture_hash(name);
        let picture = hash.map(|hash| self.runner.world.store.picture(&hash));
        let Some(Ok(Some(picture))) = picture else {
            return false;
        };
        let (name, lang) = (name.to_owned(), self.runner.world.lang);
        self.runner.jobs.spawn_quiet(move || {
            let drawn = Cell::of_this_program()
                .and_then(|cell| canvas.draw(&cell, &picture, lang.picture_closes()));
            if let Err(error) = &drawn {
                tracing::info!(%error, "a picture is not drawn");
            }
            // A loop that is gone needs no picture.
            let _ = post.send(Event::Drawn(name, drawn.ok()));
            None
        });
        true
    }

    /// Opens a picture in another program; returns what is for the terminal to do.
    pub(in crate::runtime) fn open_outside(&mut self, picture: Effect) -> Vec<Effect> {
        let answer = self.runner.run(picture);
        answer.map_or_else(Vec::new, |answer| self.take(answer))
    }
}
