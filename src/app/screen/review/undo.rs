//! What follows on the screen when a change is taken back or done again. It may be a change of an
//! earlier session, of another deck.

use super::{Answered, Review, Stage};
use crate::app::effect::Effect;
use crate::app::notice::{Change, Deed};
use crate::domain::deck::Prompt;
use crate::domain::srs::{CardKey, CardState, Event, Grade, NoteKey, Phase};
use crate::domain::time::{Moment, StudyDay};

/// A change that was taken back, or that holds again.
#[derive(Debug, Clone)]
pub struct Changed {
    /// The card.
    pub key: CardKey,
    /// Its note, if it can still be read.
    pub note: Option<NoteKey>,
    /// Its state now.
    pub state: CardState,
    /// The change.
    pub event: Event,
    /// The title of the card's deck.
    pub deck: String,
    /// What the card asks, if its note can be read.
    pub prompt: Option<Prompt>,
}

impl Changed {
    /// As it is told in passing; none for what is no change to a card.
    pub fn told(&self) -> Option<Change> {
        let what = match &self.event {
            Event::Grade(graded) => Deed::Grade(graded.grade),
            Event::Bury { .. } => Deed::Burial,
            Event::Suspend { on: true, .. } => Deed::Suspension,
            Event::Suspend { on: false, .. } => Deed::Resumption,
            Event::Ask { .. } => Deed::Asking,
            Event::Due { .. } => Deed::Date,
            Event::Reset { .. } => Deed::Reset,
            Event::Leech { .. } => Deed::Mark,
            Event::Practice(practised) => Deed::Practice(practised.right),
            Event::More { .. }
            | Event::Parameters { .. }
            | Event::Reschedule(_)
            | Event::Revert { .. } => return None,
        };
        Some(Change {
            what,
            deck: self.deck.clone(),
            prompt: self.prompt.clone(),
        })
    }

    /// The day for which the answer scheduled the card.
    fn due(&self) -> Option<StudyDay> {
        match &self.event {
            Event::Grade(graded) => match graded.phase {
                Phase::Review { due } => Some(due),
                Phase::New | Phase::Learning { .. } | Phase::Relearning { .. } => None,
            },
            _ => None,
        }
    }

    fn suspends(&self) -> bool {
        matches!(self.event, Event::Suspend { on: true, .. })
    }

    /// Whether the answer knew the card; none for what was no answer.
    fn recalled(&self) -> Option<bool> {
        match &self.event {
            Event::Grade(graded) => Some(graded.grade != Grade::Again),
            Event::Practice(practised) => Some(practised.right),
            _ => None,
        }
    }
}

/// Whether a card comes on this day without being asked for. Of a new card that is not known: it
/// waits until the day's new ones are dealt again.
fn is_due(phase: Phase, today: StudyDay) -> bool {
    match phase {
        Phase::New => false,
        Phase::Learning { .. } | Phase::Relearning { .. } => true,
        Phase::Review { due } => due <= today,
    }
}

impl Review {
    /// A change was taken back: its card comes again, at once, if it may be asked now.
    pub fn undone(&mut self, undone: &Changed, now: Moment) -> Vec<Effect> {
        if let Some(due) = undone.due() {
            self.load.remove(due);
        }
        let given = self.given.last().map(Answered::key);
        // What an earlier session did does not count in this one.
        let own = self.undoable > 0;
        let answer = own && undone.recalled().is_some() && given == Some(undone.key);
        let answer = self.given.pop_if(|_| answer);
        if let Some(answer) = &answer {
            self.answered = self.answered.saturating_sub(1);
            self.recalled = self.recalled.saturating_sub(u32::from(answer.recalled));
        }
        if undone.suspends() {
            self.suspended = self.suspended.saturating_sub(u32::from(own));
        }
        self.undoable = self.undoable.saturating_sub(1);
        self.taken_back.push(answer);
        self.show_again(undone, now)
    }

    /// A change that was taken back holds again: what it had taken off the screen goes again.
    pub fn redone(&mut self, redone: &Changed, now: Moment) -> Vec<Effect> {
        self.undoable += 1;
        let answer = self.taken_back.pop().flatten();
        self.suspended += u32::from(redone.suspends());
        let Some(recalled) = redone.recalled() else {
            return self.show_again(redone, now);
        };
        if let Some(due) = redone.due() {
            self.load.add(due);
        }
        if let Some(answer) = answer.filter(|answer| answer.key() == redone.key) {
            self.answered += 1;
            self.recalled += u32::from(recalled);
            self.given.push(answer);
        }
        if matches!(redone.event, Event::Practice(_)) {
            self.practised(redone.key, recalled);
        } else {
            self.graded(redone.key, &redone.state);
        }
        self.leave(redone.key, now)
    }

    /// Shows a card whose state was changed, or takes it away if it may not be asked any more.
    fn show_again(&mut self, changed: &Changed, now: Moment) -> Vec<Effect> {
        let today = self.scheduler.study_day(now);
        let state = &changed.state;
        let asking = matches!(changed.event, Event::Ask { .. });
        let asked = state.asked_for == Some(today);
        if asking && !asked && is_due(state.phase, today) {
            return Vec::new();
        }
        // A quiz asks what is buried too.
        let buried = state.buried_until.is_some_and(|until| until >= today)
            && !(self.is_quiz() && changed.recalled().is_some());
        let aside = state.suspended || buried;
        // What is not asked for any more comes when it is due by itself.
        if aside || (asking && !asked) {
            self.queue.remove(changed.key);
            return self.leave(changed.key, now);
        }
        self.queue.put_back(changed.key, changed.note, state);
        self.stage = Stage::Waiting;
        vec![Effect::Deal(changed.key)]
    }

    /// On to the next card, unless another one than this is on the screen.
    fn leave(&mut self, key: CardKey, now: Moment) -> Vec<Effect> {
        match self.current() {
            Some(current) if current.card.key != key => Vec::new(),
            _ => self.advance(now),
        }
    }

    /// Whether something that was done in this session can be taken back.
    pub fn can_undo(&self) -> bool {
        self.undoable > 0
    }

    /// Whether something that was taken back in this session can be done again.
    pub fn can_redo(&self) -> bool {
        !self.taken_back.is_empty()
    }
}
