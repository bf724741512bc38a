//! Reviewing: one card after the other, each answer recorded before the next card is shown.

mod quiz;
mod stage;
mod study;
mod summary;
mod undo;

use super::scroll::Scroll;
use crate::app::action::Action;
use crate::app::config::QuizConfig;
use crate::app::effect::Effect;
use crate::app::notice::{Failure, Notice};
use crate::domain::deck::spoken;
use crate::domain::id::DeckId;
use crate::domain::srs::{
    CardKey, CardState, Counts, Event, Grade, Leech, Load, Occasion, Phase, Practised, Queue,
    Scheduler, Study,
};
use crate::domain::time::{Moment, Timestamp};

pub use quiz::{Quiz, QuizWish};
pub use stage::{Current, Dealt, Session, Stage};
pub use study::StudySession;
pub use summary::{Answered, Hard};
pub use undo::Changed;

use study::queue_of;

/// What is being recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Recording {
    Answer(Option<Leech>),
    Practice,
    Burial,
    Suspension,
}

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
    /// Changes of this session that hold, and that were taken back since the last one.
    undoable: u32,
    redoable: u32,
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
            quiz: session.quiz.map(|quiz| quiz.wish),
            undoable: 0,
            redoable: 0,
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
                // Practice leaves nothing to take back, and an older change is not what is meant.
                Action::Undo if self.practises() && !self.can_undo() => {
                    return (Vec::new(), Some(Notice::NothingToUndo));
                }
                Action::Redo if self.practises() && !self.can_redo() => {
                    return (Vec::new(), Some(Notice::NothingToUndo));
                }
                Action::Undo => return (vec![Effect::Undo], None),
                Action::Redo => return (vec![Effect::Redo], None),
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
        current.suggested = current.task.suggested(&self.wishes.rules, ms, current.aids);
        self.scroll.show_newest();
    }

    fn act_on_card(&mut self, action: Action, now: Moment) -> Outcome {
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

    fn grade(&mut self, grade: Grade, now: Moment) -> Outcome {
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

    fn record(&mut self, what: Recording, event: Event) -> Vec<Effect> {
        self.recording = Some(what);
        vec![Effect::Record(event)]
    }

    /// The change is in the log: on to the next card.
    pub fn recorded(&mut self, state: &CardState, now: Moment) -> Outcome {
        let Some(key) = self.current().map(|current| current.card.key) else {
            return (Vec::new(), None);
        };
        let what = self.recording.take();
        if what == Some(Recording::Practice) {
            return (self.practised(key, now), None);
        }
        self.undoable += 1;
        self.redoable = 0;
        let notice = match what {
            what @ (Some(Recording::Answer(_)) | None) => {
                // A quiz asks each card once; what is in learning comes again in a review.
                if self.is_quiz() {
                    self.queue.remove(key);
                } else {
                    self.queue.answered(key, state);
                }
                if let Phase::Review { due } = state.phase {
                    self.load.add(due);
                }
                self.answered += 1;
                if let Some(given) = self.given.last_mut() {
                    self.recalled += u32::from(given.recalled);
                    given.next = state.phase;
                }
                match what {
                    Some(Recording::Answer(leech)) => leech.map(Notice::Leech),
                    _ => None,
                }
            }
            Some(Recording::Burial) => {
                self.queue.remove(key);
                Some(Notice::Buried)
            }
            Some(Recording::Suspension) => {
                self.queue.remove(key);
                Some(Notice::Suspended)
            }
            Some(Recording::Practice) => None,
        };
        (self.advance(now), notice)
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

    /// Shows a card; what is to be done for it.
    pub fn dealt(&mut self, card: Dealt, now: Moment) -> Vec<Effect> {
        let (task, effects) = self.task(&card, None);
        let on = occasion(&card, &self.load, now);
        let intervals = self.scheduler.preview(&card.state, &on);
        self.scroll = Scroll::default();
        self.stage = Stage::Asking(Box::new(Current {
            card,
            shown_at: now.at,
            intervals,
            revealed: false,
            hinted: false,
            task,
            aids: 0,
            lacks_choice: false,
            slips: None,
            over_at: None,
            suggested: Grade::Good,
        }));
        effects
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

    fn advance(&mut self, now: Moment) -> Vec<Effect> {
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
