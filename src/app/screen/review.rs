//! Reviewing: one card after the other, each answer recorded before the next card is shown.

mod quiz;
mod record;
mod seek;
mod stage;
mod study;
mod summary;
mod undo;

use super::scroll::Scroll;
use crate::app::action::Action;
use crate::app::config::QuizConfig;
use crate::app::effect::Effect;
use crate::app::notice::Notice;
use crate::domain::deck::spoken;
use crate::domain::id::DeckId;
use crate::domain::srs::{
    CardKey, ChosenCard, Counts, Event, Grade, Load, Occasion, Queue, Scheduler, Study,
};
use crate::domain::time::{Moment, Timestamp};

pub use quiz::{Quiz, QuizWish};
use stage::Switching;
pub use stage::{Current, Dealt, Session, Stage};
pub use study::StudySession;
pub use summary::{Answered, Hard, Returns};
pub use undo::Changed;

use record::Recording;
use seek::take_spare;
use std::collections::VecDeque;
use study::queue_of;

/// The state of the screen.
#[derive(Debug)]
pub struct Review {
    /// The one deck it is of.
    pub deck: Option<DeckId>,
    scheduler: Scheduler,
    /// The reviews of the days to come; not known until they are counted.
    load: Load,
    queue: Queue,
    /// The custom study it is, and whether that changes dates.
    pub study: Option<(Study, bool)>,
    /// Where the session stands.
    pub stage: Stage,
    recording: Option<Recording>,
    /// Answers given in this session.
    pub answered: u32,
    /// Of those, how many were not Again.
    pub recalled: u32,
    /// The answers of this session that hold, in order.
    given: Vec<Answered>,
    wishes: QuizConfig,
    quiz: Option<QuizWish>,
    /// Cards that take the place of those that cannot be asked in the mode of the quiz.
    spare: VecDeque<ChosenCard>,
    /// The card of which it is not known yet whether it can.
    sought: Option<Box<Current>>,
    /// Whether any card was on the screen.
    seen: bool,
    /// Changes of this session that hold.
    undoable: u32,
    /// What was taken back since the last change; the answer, if it was one of this session.
    taken_back: Vec<Option<Answered>>,
    /// Cards suspended in this session.
    pub suspended: u32,
    /// Time spent on cards, in ms.
    pub spent_ms: u64,
    /// Where the card stands.
    pub scroll: Scroll,
}

/// Time spent on a card, in ms: who leaves the desk for more than ten minutes is not thinking.
pub(super) fn thinking_ms(shown_at: Timestamp, now: Moment) -> u64 {
    const LONGEST_MS: u64 = 10 * 60 * 1000;
    now.at.ms_since(shown_at).min(LONGEST_MS)
}

/// What came of an action: effects to run and, perhaps, a sentence to show.
pub type Outcome = (Vec<Effect>, Option<Notice>);

impl Review {
    /// A session and the effects that bring its first card, and the reviews of the days to come.
    pub fn new(mut session: Session, now: Moment) -> (Self, Vec<Effect>) {
        let study = session.study.as_ref().map(|it| (it.study, it.schedules));
        let queue = queue_of(&mut session, now);
        let mut review = Self {
            deck: session.deck,
            study,
            scheduler: session.scheduler,
            load: Load::default(),
            queue,
            stage: Stage::Waiting,
            recording: None,
            answered: 0,
            recalled: 0,
            given: Vec::new(),
            wishes: session.wishes,
            spare: session.quiz.as_mut().map(take_spare).unwrap_or_default(),
            quiz: session.quiz.map(|quiz| quiz.wish),
            sought: None,
            seen: false,
            undoable: 0,
            taken_back: Vec::new(),
            suspended: 0,
            spent_ms: 0,
            scroll: Scroll::default(),
        };
        let mut effects = review.advance(now);
        if !effects.is_empty() {
            effects.push(Effect::CountAhead);
        }
        (review, effects)
    }

    /// Takes in how many reviews the days to come have. A card that is shown already shows when it
    /// comes again by that.
    pub fn counted(&mut self, load: Load, now: Moment) {
        self.load = load;
        if let Stage::Asking(current) | Stage::Blocked(Some(current), ..) = &mut self.stage {
            let on = occasion(&current.card, &self.load, now);
            current.intervals = self.scheduler.preview(&current.card.state, &on);
        }
    }

    /// What is left, the card on the screen included.
    pub fn counts(&self, now: Moment) -> Counts {
        self.queue.counts(now.at)
    }

    /// The card on the screen.
    pub fn current(&self) -> Option<&Current> {
        match &self.stage {
            Stage::Asking(current) | Stage::Blocked(Some(current), ..) => Some(current),
            Stage::Waiting | Stage::Blocked(None, ..) | Stage::Done { .. } => None,
        }
    }

    /// Does what a key asks for.
    pub fn act(&mut self, action: Action, now: Moment) -> Outcome {
        if !matches!(self.stage, Stage::Blocked(..)) {
            match action {
                Action::TakeBack | Action::Undo if self.take_back() => return (Vec::new(), None),
                Action::TakeBack => return (Vec::new(), Some(Notice::NothingToUndo)),
                // Behind practice, an older change is not what is meant.
                Action::Undo if self.practises() && !self.can_undo() => {
                    return (Vec::new(), Some(Notice::NothingToUndo));
                }
                Action::Redo if self.practises() && !self.can_redo() => {
                    return (Vec::new(), Some(Notice::NothingToRedo));
                }
                Action::Undo => return (vec![Effect::Undo(self.practises())], None),
                Action::Redo => return (vec![Effect::Redo(self.practises())], None),
                Action::RevealOrGood if self.current().is_none() => {
                    return (self.go_on(now), None);
                }
                _ => {}
            }
        }
        self.scroll.act(action);
        if let Stage::Blocked(_, _, effect) = &self.stage {
            let retries = matches!(action, Action::Retry | Action::RevealOrGood);
            return (
                if retries {
                    vec![(**effect).clone()]
                } else {
                    Vec::new()
                },
                None,
            );
        }
        let Stage::Asking(current) = &mut self.stage else {
            return (Vec::new(), None);
        };
        let grade = match action {
            Action::RevealOrGood if !current.revealed => return self.proceed(now),
            Action::RevealOrGood => current.suggested,
            Action::GradeGood => Grade::Good,
            Action::GradeAgain => Grade::Again,
            Action::GradeHard => Grade::Hard,
            Action::GradeEasy => Grade::Easy,
            _ => return self.act_on_card(action, now),
        };
        let grade = current.given(grade);
        if current.revealed {
            self.grade(grade, now)
        } else {
            (Vec::new(), Some(Notice::NotShownYet))
        }
    }

    /// Shows the answer, and what grade it suggests.
    fn reveal(&mut self, now: Moment) {
        let Stage::Asking(current) = &mut self.stage else {
            return;
        };
        // The day may have turned since the card was shown.
        let on = occasion(&current.card, &self.load, now);
        current.intervals = self.scheduler.preview(&current.card.state, &on);
        current.revealed = true;
        let ms = thinking_ms(current.shown_at, now);
        current.suggested = current
            .task
            .suggested(&self.wishes.rules, ms, current.switching.aids);
        self.scroll.show_newest();
    }

    fn act_on_card(&mut self, action: Action, now: Moment) -> Outcome {
        let practises = self.practises();
        let Stage::Asking(current) = &mut self.stage else {
            return (Vec::new(), None);
        };
        let card = current.card.id.clone();
        match action {
            Action::ShowHint => self.show_hint(now),
            Action::NextMode => self.next_mode(),
            Action::ReciteOn => self.recite_on(),
            Action::ReadAloud => {
                let text = spoken(&current.card.note, &current.card.part, current.revealed);
                (vec![Effect::Speak(text)], None)
            }
            Action::ShowSource => match current.card.note.source.clone() {
                Some(source) => (vec![Effect::OpenSource(current.card.key, source)], None),
                None => (Vec::new(), Some(Notice::NoSource)),
            },
            // What changes no schedule puts off no card.
            Action::BuryCard if practises => {
                let key = current.card.key;
                self.queue.finish(key);
                (self.advance(now), Some(Notice::PassedOver))
            }
            Action::BuryCard => {
                let until = self.scheduler.study_day(now);
                (
                    self.record(Recording::Burial, Event::Bury { card, until }),
                    None,
                )
            }
            Action::SuspendCard => (
                self.record(Recording::Suspension, Event::Suspend { card, on: true }),
                None,
            ),
            _ => (Vec::new(), None),
        }
    }

    /// Shows a card; what is to be done for it.
    pub fn dealt(&mut self, card: Dealt, now: Moment) -> Vec<Effect> {
        let (task, effects) = self.task(&card, None);
        let on = occasion(&card, &self.load, now);
        let intervals = self.scheduler.preview(&card.state, &on);
        let current = Box::new(Current {
            card,
            shown_at: now.at,
            intervals,
            revealed: false,
            hinted: false,
            task,
            switching: Switching::default(),
            slips: None,
            over_at: None,
            suggested: Grade::Good,
        });
        if self.must_be_sought(&current) {
            self.sought = Some(current);
        } else {
            self.show(current);
        }
        effects
    }

    fn show(&mut self, current: Box<Current>) {
        self.scroll = Scroll::default();
        self.seen = true;
        self.sought = None;
        self.stage = Stage::Asking(current);
    }

    /// A card is not in the store any more: on to the next one.
    pub fn gone(&mut self, key: CardKey, now: Moment) -> Vec<Effect> {
        self.queue.remove(key);
        self.advance(now)
    }

    /// The card is seen again after something else was: thinking begins anew.
    pub fn seen_again(&mut self, now: Moment) {
        if let Stage::Asking(current) = &mut self.stage {
            current.shown_at = now.at;
        }
    }

    /// Whether the session is at its end but there is a card to go on with: one in learning is due
    /// by now, or a quiz was left.
    pub fn can_go_on(&self, now: Moment) -> bool {
        matches!(self.stage, Stage::Done { .. }) && self.queue.next(now.at).is_some()
    }

    fn go_on(&mut self, now: Moment) -> Vec<Effect> {
        match &self.sought {
            // Its options were not found out; once more.
            Some(sought) => self.task(&sought.card, None).1,
            None if self.can_go_on(now) => self.advance(now),
            None => Vec::new(),
        }
    }

    fn advance(&mut self, now: Moment) -> Vec<Effect> {
        self.sought = None;
        if let Some(key) = self.queue.next(now.at) {
            self.stage = Stage::Waiting;
            return vec![Effect::Deal(key)];
        }
        self.stage = Stage::Done {
            waits_until: self.queue.waits_until(now.at),
        };
        Vec::new()
    }
}

/// What a card is graded in.
fn occasion<'a>(card: &'a Dealt, load: &'a Load, now: Moment) -> Occasion<'a> {
    Occasion {
        card: &card.id,
        deck: Some(&card.deck_id),
        load,
        now,
    }
}

#[cfg(test)]
#[path = "review_tests.rs"]
mod tests;
