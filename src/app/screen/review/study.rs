//! A session of custom study: its cards, and answers that change no date.

use super::{Review, Session};
use crate::app::effect::Effect;
use crate::domain::srs::{CardKey, Queue, QueueRows, QueueRules, Scheduler, Study};
use crate::domain::time::Moment;

/// What a custom study goes through.
#[derive(Debug)]
pub struct StudySession {
    /// What it is, as the log has it.
    pub study: Study,
    /// Whether its answers are grades.
    pub schedules: bool,
    /// The cards, in order.
    pub cards: Vec<CardKey>,
}

impl Review {
    /// The cards or the rules were changed as a whole, by what was taken back: the session goes on
    /// with what there is now.
    pub fn renewed(&mut self, session: Session, now: Moment) -> Vec<Effect> {
        self.queue = queue_of(
            session.rows,
            &session.rules,
            session.study,
            &session.scheduler,
            now,
        );
        self.scheduler = session.scheduler;
        let mut effects = self.advance(now);
        effects.push(Effect::CountAhead);
        effects
    }

    /// Whether answers change no date.
    pub fn practises(&self) -> bool {
        matches!(self.study, Some((_, false)))
    }

    /// A card was practised: one that was not known comes again behind the others.
    pub(super) fn practised(&mut self, key: CardKey, now: Moment) -> Vec<Effect> {
        let known = self.last_was_recalled.last() == Some(&true);
        self.answered += 1;
        self.recalled += u32::from(known);
        if known {
            self.queue.remove(key);
        } else {
            self.queue.put_last(key);
        }
        self.advance(now)
    }
}

/// The queue of a session: the day's, or that of a custom study.
pub(super) fn queue_of(
    rows: QueueRows,
    rules: &QueueRules,
    study: Option<StudySession>,
    scheduler: &Scheduler,
    now: Moment,
) -> Queue {
    match study {
        Some(study) => Queue::of(&study.cards, rules),
        None => Queue::new(rows, rules, scheduler.study_day(now), scheduler),
    }
}
