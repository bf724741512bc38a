//! Reviewing: one card after the other, each answer recorded before the next card is shown.

mod study;
mod undo;

use super::help::scrolled;
use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::notice::{Failure, Notice};
use crate::domain::deck::Note;
use crate::domain::id::{CardId, DeckId};
use crate::domain::srs::{
    CardKey, CardState, Counts, Event, Grade, Interval, Leech, Load, Occasion, Phase, Practised,
    Queue, QueueRows, QueueRules, Scheduler, Study,
};
use crate::domain::time::{Moment, Timestamp};

pub use study::StudySession;
pub use undo::Changed;

use study::queue_of;

/// A review session as it is opened.
#[derive(Debug)]
pub struct Session {
    /// The one deck it is of.
    pub deck: Option<DeckId>,
    /// The cards that may come, today's answers already off the limits.
    pub rows: QueueRows,
    /// How many may come.
    pub rules: QueueRules,
    /// What chooses the dates.
    pub scheduler: Scheduler,
    /// The cards of a custom study, which take the place of the day's.
    pub study: Option<StudySession>,
}

/// A card to show.
#[derive(Debug, Clone)]
pub struct Dealt {
    /// Its key in the store.
    pub key: CardKey,
    /// Its id.
    pub id: CardId,
    /// Its deck.
    pub deck_id: DeckId,
    /// The title of its deck.
    pub deck: String,
    /// The note it asks for a part of.
    pub note: Note,
    /// That part.
    pub part: String,
    /// What is known of its memory.
    pub state: CardState,
}

/// A card on the screen.
#[derive(Debug)]
pub struct Current {
    /// The card.
    pub card: Dealt,
    /// When it was shown.
    shown_at: Timestamp,
    /// What each grade leads to.
    pub intervals: [Interval; 4],
    /// Whether the answer is shown.
    pub revealed: bool,
    /// Whether the hint is shown.
    pub hinted: bool,
}

/// Where the session stands.
#[derive(Debug)]
pub enum Stage {
    /// A card is being read from the store.
    Waiting,
    /// A card is on the screen.
    Asking(Box<Current>),
    /// A change could not be recorded, or the next card not be read; what is on the screen stays
    /// until it can.
    Blocked(Option<Box<Current>>, Failure, Box<Effect>),
    /// Nothing is left for now.
    Done {
        /// When the next learning card will be due, if one waits.
        waits_until: Option<Timestamp>,
    },
}

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
    last_was_recalled: Vec<bool>,
    /// Changes of this session that hold, and that were taken back since the last one.
    undoable: u32,
    redoable: u32,
    /// Time spent on cards, in ms.
    pub spent_ms: u64,
    /// Rows of the card above the first one shown.
    pub scroll: u16,
    /// Rows of the card that did not fit when it was painted last.
    pub overflow: u16,
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
    pub fn new(session: Session, now: Moment) -> (Self, Vec<Effect>) {
        let study = session.study.as_ref().map(|it| (it.study, it.schedules));
        let queue = queue_of(
            session.rows,
            &session.rules,
            session.study,
            &session.scheduler,
            now,
        );
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
            last_was_recalled: Vec::new(),
            undoable: 0,
            redoable: 0,
            spent_ms: 0,
            scroll: 0,
            overflow: 0,
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
    pub fn act(&mut self, action: Action, height: u16, now: Moment) -> Outcome {
        if !matches!(self.stage, Stage::Blocked(..)) {
            match action {
                // Practice leaves nothing to take back, and an older change is not what is meant.
                Action::Undo if self.practises() && !self.can_undo() => {
                    return (Vec::new(), Some(Notice::NothingToUndo));
                }
                Action::Undo => return (vec![Effect::Undo], None),
                Action::Redo => return (vec![Effect::Redo], None),
                _ => {}
            }
        }
        self.scroll = scrolled(self.scroll, action, height, self.overflow);
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
            Action::RevealOrGood if !current.revealed => {
                // The day may have turned since the card was shown.
                let on = occasion(&current.card, &self.load, now);
                current.intervals = self.scheduler.preview(&current.card.state, &on);
                current.revealed = true;
                self.scroll = 0;
                return (Vec::new(), None);
            }
            Action::RevealOrGood | Action::GradeGood => Grade::Good,
            Action::GradeAgain => Grade::Again,
            Action::GradeHard => Grade::Hard,
            Action::GradeEasy => Grade::Easy,
            _ => return self.act_on_card(action, now),
        };
        if current.revealed {
            self.grade(grade, now)
        } else {
            (Vec::new(), None)
        }
    }

    fn act_on_card(&mut self, action: Action, now: Moment) -> Outcome {
        let Stage::Asking(current) = &mut self.stage else {
            return (Vec::new(), None);
        };
        let card = current.card.id.clone();
        match action {
            Action::ShowHint if current.card.note.hint.is_none() => {
                (Vec::new(), Some(Notice::NoHint))
            }
            Action::ShowHint => {
                current.hinted = true;
                (Vec::new(), None)
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
        self.spent_ms += ms;
        self.last_was_recalled.push(grade != Grade::Again);
        if let Some((study, false)) = self.study {
            let practised = Event::Practice(Practised {
                card: card.id.clone(),
                right: grade != Grade::Again,
                day: self.scheduler.study_day(now),
                duration_ms: duration,
                study: Some(study),
            });
            return (self.record(Recording::Practice, practised), None);
        }
        let mut event = self.scheduler.grade(&card.state, grade, duration, &on);
        if let Event::Grade(graded) = &mut event {
            graded.study = self.study.map(|(study, _)| study);
        }
        let leech = match &event {
            Event::Grade(graded) => graded.leech,
            _ => None,
        };
        (self.record(Recording::Answer(leech), event), None)
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
                self.queue.answered(key, state);
                if let Phase::Review { due } = state.phase {
                    self.load.add(due);
                }
                self.answered += 1;
                self.recalled += u32::from(self.last_was_recalled.last() == Some(&true));
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

    /// Shows a card.
    pub fn dealt(&mut self, card: Dealt, now: Moment) {
        let on = occasion(&card, &self.load, now);
        let intervals = self.scheduler.preview(&card.state, &on);
        self.scroll = 0;
        self.stage = Stage::Asking(Box::new(Current {
            card,
            shown_at: now.at,
            intervals,
            revealed: false,
            hinted: false,
        }));
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
