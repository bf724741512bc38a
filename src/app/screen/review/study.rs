//! A session of custom study: its cards, and answers that change no date.

use super::{Review, Session};
use crate::app::effect::Effect;
use crate::domain::srs::{CardKey, ChosenCard, Queue, Study};
use crate::domain::time::Moment;

/// What a custom study goes through.
#[derive(Debug)]
pub struct StudySession {
    /// What it is, as the log has it.
    pub study: Study,
    /// Whether its answers are grades.
    pub schedules: bool,
    /// The cards, in order.
    pub cards: Vec<ChosenCard>,
}

impl Review {
    /// The cards or the rules were changed as a whole, by what was taken back: the session goes on
    /// with what there is now.
    pub fn renewed(&mut self, mut session: Session, now: Moment) -> Vec<Effect> {
        self.queue = queue_of(&mut session, now);
        self.scheduler = session.scheduler;
        let mut effects = self.advance(now);
        effects.push(Effect::CountAhead);
        effects
    }

    /// Whether answers change no date.
    pub fn practises(&self) -> bool {
        let quiz = self.quiz.as_ref().is_some_and(|quiz| !quiz.graded);
        quiz || self.asks_known_or_not()
    }

    /// Whether an answer is only whether the card was known: custom study that changes no date.
    pub fn asks_known_or_not(&self) -> bool {
        matches!(self.study, Some((_, false)))
    }

    /// A card was practised: one that was not known comes again behind the others, but in a quiz,
    /// which asks each card once.
    pub(super) fn practised(&mut self, key: CardKey, known: bool) {
        if known || self.is_quiz() {
            self.queue.finish(key);
        } else {
            self.queue.put_last(key);
        }
    }
}

/// The queue of a session: the day's, or the cards of a custom study or a quiz.
pub(super) fn queue_of(session: &mut Session, now: Moment) -> Queue {
    let (rules, scheduler) = (&session.rules, &session.scheduler);
    if let Some(study) = &session.study {
        return Queue::of(study.cards.iter().copied(), rules);
    }
    if let Some(quiz) = &session.quiz {
        return Queue::of(quiz.cards.iter().copied(), rules);
    }
    let rows = std::mem::take(&mut session.rows);
    Queue::new(rows, rules, scheduler.study_day(now), scheduler)
}
