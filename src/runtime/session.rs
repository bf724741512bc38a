//! Opens review sessions: of the day, or of cards that a person chose.

use super::effects::Runner;
use super::review_lock::ReviewLock;
use super::study::study_cards;
use super::world::SchedulerError;
use crate::app::effect::Effect;
use crate::app::msg::Msg;
use crate::app::notice::{Failure, Notice};
use crate::app::screen::review::{Session, StudySession};
use crate::app::screen::study::StudyWish;
use crate::domain::id::DeckId;
use crate::domain::srs::{DeckKey, Event, QueueRows};
use crate::io::store::{Store, StoreError, Undone};

impl Runner {
    /// Opens a custom study, if there is a card for it.
    pub(super) fn start_study(&mut self, by: Effect, wish: &StudyWish) -> Result<Msg, StoreError> {
        let cards = study_cards(&self.world, wish)?;
        if cards.is_empty() {
            return Ok(Msg::Told(Notice::NothingToStudy));
        }
        let study = StudySession {
            study: wish.choice.study(),
            schedules: wish.schedules,
            cards,
        };
        self.start_session(by, wish.deck.clone(), Some(study))
    }

    /// The session as it would be opened now: what it draws on was changed as a whole.
    pub(super) fn renewed(&mut self, notice: Notice) -> Result<Msg, StoreError> {
        let Some(opened) = self.session.clone() else {
            return Ok(Msg::Told(notice));
        };
        Ok(match self.attempt(opened)? {
            Some(Msg::Session(session)) => Msg::Renewed(session, notice),
            _ => Msg::Told(notice),
        })
    }

    /// Takes the right to review; what to say if another has it.
    pub(super) fn take_review(&mut self) -> Option<Msg> {
        if self.review.is_none() {
            match ReviewLock::take(&self.world.paths.state) {
                Ok(lock) => self.review = Some(lock),
                Err(pid) => return Some(Msg::Failed(Failure::SessionElsewhere(pid), None)),
            }
        }
        None
    }

    /// Opens a session; `by` opens it again.
    pub(super) fn start_session(
        &mut self,
        by: Effect,
        deck: Option<DeckId>,
        study: Option<StudySession>,
    ) -> Result<Msg, StoreError> {
        if let Some(refused) = self.take_review() {
            return Ok(refused);
        }
        let world = &self.world;
        let scheduler = match world.scheduler() {
            Ok(scheduler) => scheduler,
            // The config admits no retention that the scheduler refuses.
            Err(SchedulerError::Rules(_)) => return Ok(Msg::Failed(Failure::Schedule, None)),
            Err(SchedulerError::Store(error)) => return Err(error),
        };
        let rules = world.queue_rules()?;
        let key = match &deck {
            None => None,
            Some(id) => match deck_key(&world.store, id)? {
                Some(key) => Some(key),
                None => return Ok(Msg::Failed(Failure::NoDeck(id.clone()), None)),
            },
        };
        let rows = match study {
            Some(_) => QueueRows::default(),
            None => world.store.queue_rows(world.today(), key, &rules)?,
        };
        self.session = Some(by);
        Ok(Msg::Session(Box::new(Session {
            deck,
            rows,
            rules,
            scheduler,
            wishes: world.config.quiz,
            study,
            quiz: None,
        })))
    }
}

/// What to say of a change that is about no single card.
pub(super) fn broad(changed: Option<&Undone>) -> Option<Notice> {
    match changed?.event {
        Event::More { .. } => Some(Notice::LimitsChanged),
        Event::Parameters { .. } => Some(Notice::ParametersChanged),
        Event::Reschedule(_) => Some(Notice::DatesChanged),
        _ => None,
    }
}

fn deck_key(store: &Store, id: &DeckId) -> Result<Option<DeckKey>, StoreError> {
    let decks = store.decks()?;
    Ok(decks
        .into_iter()
        .find(|deck| deck.live && deck.deck.id == *id)
        .map(|deck| deck.key))
}
