//! A quiz in a mode in which not every card can be asked: cards that cannot are passed over, and
//! others take their places.

use super::{Current, Outcome, Quiz, Review, Stage};
use crate::app::notice::Notice;
use crate::app::screen::task::Task;
use crate::domain::quiz::{Choice, Mode};
use crate::domain::srs::{CardKey, ChosenCard};
use crate::domain::time::Moment;
use std::collections::VecDeque;

/// The cards that are not asked unless others cannot be.
pub(super) fn take_spare(quiz: &mut Quiz) -> VecDeque<ChosenCard> {
    std::mem::take(&mut quiz.spare).into()
}

impl Review {
    /// Whether the card is shown only if it can be asked in the mode that was wished for.
    pub(super) fn must_be_sought(&self, current: &Current) -> bool {
        let wished = self.quiz.as_ref().and_then(|quiz| quiz.mode);
        wished == Some(Mode::Choice) && matches!(current.task, Task::Choice(_))
    }

    /// Whether it is being found out if the next card can be asked.
    pub fn is_seeking(&self) -> bool {
        self.sought.is_some()
    }

    /// Whether it came to its end without a card that could be asked.
    pub fn found_nothing(&self) -> bool {
        self.is_quiz() && !self.seen
    }

    /// The card is shown with its question; without one another card takes its place.
    pub(super) fn sought(
        &mut self,
        mut current: Box<Current>,
        choice: Option<Choice>,
        now: Moment,
    ) -> Outcome {
        let Some(choice) = choice else {
            self.queue.remove(current.card.key);
            if let Some(card) = self.spare.pop_front() {
                self.queue.append(card);
            }
            let next = self.advance(now);
            let nothing = next.is_empty() && self.found_nothing();
            return (next, nothing.then_some(Notice::NothingToAsk));
        };
        if let Task::Choice(choosing) = &mut current.task {
            choosing.choice = Some(choice);
        }
        current.shown_at = now.at;
        self.show(current);
        (Vec::new(), None)
    }

    /// Whether this card was being sought; it is then taken.
    pub(super) fn take_sought(&mut self, key: CardKey) -> Option<Box<Current>> {
        self.sought.take_if(|current| current.card.key == key)
    }

    /// A person leaves. In a quiz in which something was answered this leads to what it came to
    /// first.
    pub fn stop(&mut self) -> bool {
        let under_way = matches!(self.stage, Stage::Asking(_) | Stage::Waiting);
        let stops = self.is_quiz() && self.answered > 0 && under_way;
        if stops {
            self.sought = None;
            self.scroll = super::Scroll::default();
            self.stage = Stage::Done { waits_until: None };
        }
        stops
    }
}
