//! What is recorded of a card, and what follows once it is in the log.

use super::summary::Answered;
use super::{Outcome, Review, Stage, occasion, thinking_ms};
use crate::app::effect::Effect;
use crate::app::notice::{Failure, Notice};
use crate::domain::srs::{CardKey, CardState, Event, Grade, Leech, Phase, Practised};
use crate::domain::time::Moment;

/// What is being recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Recording {
    Answer(Option<Leech>),
    Practice,
    Burial,
    Suspension,
}

impl Review {
    pub(super) fn grade(&mut self, grade: Grade, now: Moment) -> Outcome {
        let Stage::Asking(current) = &self.stage else {
            return (Vec::new(), None);
        };
        let ms = thinking_ms(current.shown_at, now);
        let card = &current.card;
        let duration = u32::try_from(ms).unwrap_or(u32::MAX);
        let on = occasion(card, &self.load, now);
        let study = self.study.map(|(study, _)| study);
        let (what, event) = if self.practises() {
            let practised = Event::Practice(Practised {
                card: card.id.clone(),
                right: grade != Grade::Again,
                day: self.scheduler.study_day(now),
                duration_ms: duration,
                study,
                slips: current.slips.clone(),
            });
            (Recording::Practice, practised)
        } else {
            let mut event = self.scheduler.grade(&card.state, grade, duration, &on);
            let mut leech = None;
            if let Event::Grade(graded) = &mut event {
                graded.study = study;
                graded.slips.clone_from(&current.slips);
                leech = graded.leech;
            }
            (Recording::Answer(leech), event)
        };
        let answered = Answered::new(current, grade, ms);
        self.spent_ms += ms;
        self.given.push(answered);
        (self.record(what, event), None)
    }

    pub(super) fn record(&mut self, what: Recording, event: Event) -> Vec<Effect> {
        self.recording = Some(what);
        vec![Effect::Record(event)]
    }

    /// The change is in the log: on to the next card.
    pub fn recorded(&mut self, state: &CardState, now: Moment) -> Outcome {
        let Some(key) = self.current().map(|current| current.card.key) else {
            return (Vec::new(), None);
        };
        let what = self.recording.take();
        self.undoable += 1;
        self.taken_back.clear();
        let notice = match what {
            what @ (Some(Recording::Answer(_)) | None) => {
                self.graded(key, state);
                if let Phase::Review { due } = state.phase {
                    self.load.add(due);
                }
                self.answered += 1;
                if let Some(given) = self.given.last_mut() {
                    self.recalled += u32::from(given.recalled);
                    given.next = (!state.suspended).then_some(state.phase);
                }
                match what {
                    Some(Recording::Answer(leech)) => leech.map(Notice::Leech),
                    _ => None,
                }
            }
            Some(Recording::Burial) => {
                self.queue.finish(key);
                Some(Notice::Buried)
            }
            Some(Recording::Suspension) => {
                self.queue.finish(key);
                self.suspended += 1;
                Some(Notice::Suspended)
            }
            Some(Recording::Practice) => {
                let known = self.given.last().is_some_and(|given| given.recalled);
                self.answered += 1;
                self.recalled += u32::from(known);
                self.practised(key, known);
                None
            }
        };
        let next = self.advance(now);
        let notice = notice.or_else(|| self.is_alone(key, &next, now).then_some(Notice::LastCard));
        (next, notice)
    }

    /// Whether the card that was on the screen comes again at once because there is no other.
    fn is_alone(&self, key: CardKey, next: &[Effect], now: Moment) -> bool {
        let counts = self.counts(now);
        next == [Effect::Deal(key)] && counts.new + counts.learning + counts.due == 1
    }

    /// A card was graded: a quiz asks each card once, and what is in learning comes again in a
    /// review.
    pub(super) fn graded(&mut self, key: CardKey, state: &CardState) {
        if self.is_quiz() {
            self.queue.finish(key);
        } else {
            self.queue.answered(key, state);
        }
    }

    /// The change is not in the log: the card stays, with the change to be tried again.
    pub fn refused(&mut self, failure: Failure, effect: Effect) {
        let stage = std::mem::replace(&mut self.stage, Stage::Waiting);
        self.stage = match stage {
            Stage::Asking(current) | Stage::Blocked(Some(current), ..) => {
                Stage::Blocked(Some(current), failure, Box::new(effect))
            }
            Stage::Waiting | Stage::Blocked(None, ..) => {
                Stage::Blocked(None, failure, Box::new(effect))
            }
            done @ Stage::Done { .. } => done,
        };
    }
}
