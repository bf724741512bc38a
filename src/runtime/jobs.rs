//! Work in the background: threads whose answers come back as messages. Work that panics answers too.

use super::events::Event;
use crate::app::msg::Msg;
use crate::app::notice::Failure;
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
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

    /// What tells how far a piece of work is while it goes on.
    pub(super) fn teller(&self) -> impl Fn(Msg) + Send + use<> {
        let answers = self.answers.clone();
        move |msg| {
            // Nobody listens any more when the program ends.
            let _ = answers.send(Event::Answer(Box::new(msg)));
        }
    }

    /// Starts a piece of work. Its answer is lost if the program ends before.
    pub(super) fn spawn(&self, work: impl FnOnce() -> Msg + Send + 'static) {
        let answers = self.answers.clone();
        thread::spawn(move || {
            // The work owns all that it changes: nothing half-done is left behind.
            let answer = catch_unwind(AssertUnwindSafe(work))
                .unwrap_or_else(|cause| Msg::Failed(Failure::BrokeOff(words_of(&*cause)), None));
            answers.send(Event::Answer(Box::new(answer)))
        });
    }
}

/// What a panic said.
fn words_of(cause: &(dyn Any + Send)) -> String {
    let fixed = cause.downcast_ref::<&str>().map(ToString::to_string);
    let made = || cause.downcast_ref::<String>().cloned();
    fixed.or_else(made).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[test]
    fn work_that_panics_answers_with_its_words() {
        let (sender, answers) = channel();
        let jobs = Jobs::new(sender);
        jobs.spawn(|| panic!("no such page: {}", 7));
        let Event::Answer(answer) = answers.recv().unwrap() else {
            panic!("no answer");
        };
        let Msg::Failed(failure, None) = *answer else {
            panic!("{answer:?}");
        };
        assert_eq!(failure, Failure::BrokeOff("no such page: 7".to_owned()));
    }
}
