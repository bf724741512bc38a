//! Work in the background: threads whose answers come back as messages.

use super::events::Event;
use crate::app::msg::Msg;
use std::sync::mpsc::Sender;
use std::thread;

/// Starts work in the background.
pub(super) struct Jobs {
    answers: Sender<Event>,
}

impl Jobs {
    /// Work whose answers go to this end of the channel.
    pub(super) fn new(answers: Sender<Event>) -> Self {
        Self { answers }
    }

    /// Starts a piece of work that has something to say only now and then.
    pub(super) fn spawn_quiet(&self, work: impl FnOnce() -> Option<Msg> + Send + 'static) {
        let answers = self.answers.clone();
        thread::spawn(move || {
            if let Some(msg) = work() {
                // Nobody listens any more when the program ends.
                let _ = answers.send(Event::Answer(Box::new(msg)));
            }
        });
    }

    /// Starts a piece of work. Its answer is lost if the program ends before.
    pub(super) fn spawn(&self, work: impl FnOnce() -> Msg + Send + 'static) {
        let answers = self.answers.clone();
        thread::spawn(move || answers.send(Event::Answer(Box::new(work()))));
    }
}
