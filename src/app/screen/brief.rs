//! The brief before a session: the key formulations as a sheet, then a quick run through the cards.
//! Nothing here changes a schedule; each answer is logged as practice.

use super::review::{Dealt, thinking_ms};
use super::scroll::Scroll;
use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::notice::{Failure, Notice};
use crate::domain::doc::TocEntry;
use crate::domain::id::{DeckId, DocId};
use crate::domain::srs::{CardKey, Event, NoteKey, Practised, kept_apart};
use crate::domain::time::{Moment, StudyDay, Timestamp};

/// What a brief is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// The cards of today.
    Today,
    /// A document, or the one section of it whose heading is at this offset, in bytes.
    Document(DocId, Option<usize>),
    /// A deck.
    Deck(DeckId),
    /// The notes with this tag.
    Tag(String),
}

/// A formulation on the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formulation {
    /// The section it stands in; formulations of one section follow each other.
    pub section: String,
    /// The words.
    pub wording: String,
    /// Who said them, when and where, as one line; empty if it is not known.
    pub said: String,
}

/// What is read first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sheet {
    /// The formulations, in the order of the document.
    Formulations(Vec<Formulation>),
    /// The headings of a document without formulations.
    Outline(Vec<TocEntry>),
}

/// A card that may be run through.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Runner {
    /// The card.
    pub key: CardKey,
    /// Its note.
    pub note: NoteKey,
    /// Whether it is in today's queue by itself.
    pub comes_today: bool,
    /// How likely it is remembered, from 0 to 1; none if it was never learned.
    pub retrievability: Option<f32>,
}

/// A brief as it was put together.
#[derive(Debug, Clone, PartialEq)]
pub struct Briefing {
    /// What it is about.
    pub title: String,
    /// What is read first.
    pub sheet: Sheet,
    /// The cards, in any order.
    pub cards: Vec<Runner>,
    /// How long this person takes for a card, in ms.
    pub pace_ms: u32,
    /// The study day.
    pub today: StudyDay,
}

impl Sheet {
    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Formulations(items) => items.is_empty(),
            Self::Outline(entries) => entries.is_empty(),
        }
    }
}

impl Briefing {
    /// Unmet cards first, in the order they came in, then the least remembered.
    #[must_use]
    pub fn in_order(mut self) -> Self {
        self.cards
            .sort_by(|a, b| match (a.retrievability, b.retrievability) {
                (Some(a), Some(b)) => a.total_cmp(&b),
                (a, b) => a.is_some().cmp(&b.is_some()),
            });
        self
    }

    /// Whether there is neither anything to read nor a card.
    pub fn is_empty(&self) -> bool {
        self.sheet.is_empty() && self.cards.is_empty()
    }

    /// Time to read the sheet, in ms, at an unhurried 300 characters a minute.
    pub fn sheet_ms(&self) -> u64 {
        const MS_PER_CHARACTER: u64 = 60_000 / 300;
        let characters: usize = match &self.sheet {
            Sheet::Formulations(items) => items.iter().map(|i| i.wording.chars().count()).sum(),
            Sheet::Outline(entries) => entries.iter().map(|e| e.text.chars().count()).sum(),
        };
        characters as u64 * MS_PER_CHARACTER
    }

    /// How many cards fit into so many minutes, the sheet read before.
    pub fn fitting(&self, minutes: u16) -> usize {
        let left = (u64::from(minutes) * 60_000).saturating_sub(self.sheet_ms());
        let fits = (left / u64::from(self.pace_ms.max(1))) as usize;
        fits.min(self.cards.len())
    }

    /// Time for the sheet and so many cards, in ms.
    pub fn ms(&self, cards: usize) -> u64 {
        self.sheet_ms() + cards as u64 * u64::from(self.pace_ms)
    }

    /// The fewest minutes it can be done in: the sheet, and a few cards.
    fn least_minutes(&self) -> u16 {
        const FEW: usize = 3;
        let ms = self.ms(FEW.min(self.cards.len()));
        u16::try_from(ms.div_ceil(60_000)).unwrap_or(u16::MAX)
    }
}

/// Where the brief stands.
#[derive(Debug)]
pub enum Stage {
    /// The length is being chosen.
    Choosing,
    /// The sheet is being read.
    Reading,
    /// A card is being read from the store.
    Waiting,
    /// A card is on the screen; whether its answer is.
    Asking(Box<Dealt>, bool),
    /// A card was not known; it may be put into today's queue.
    Missed(Box<Dealt>),
    /// All is done.
    Done,
}

/// The shortest, longest and usual length, and the step, in minutes.
const MINUTES: (u16, u16, u16, u16) = (2, 60, 10, 1);

/// The state of the screen.
#[derive(Debug)]
pub struct Brief {
    /// What was put together.
    pub briefing: Briefing,
    /// The length, in minutes.
    pub minutes: u16,
    /// Where it stands.
    pub stage: Stage,
    /// Cards shown so far.
    pub shown: usize,
    /// Those of them that were known.
    pub known: usize,
    /// Cards put into today's queue.
    pub asked: usize,
    shown_at: Timestamp,
    /// Whether a wish for the card is being recorded.
    wishing: bool,
    /// Where the text stands.
    pub scroll: Scroll,
}

/// What came of an action: effects to run and, perhaps, a sentence to show.
pub type Outcome = (Vec<Effect>, Option<Notice>);

impl Brief {
    /// A brief whose length is still to be chosen.
    pub fn new(briefing: Briefing) -> Self {
        let (_, _, usual, _) = MINUTES;
        Self {
            minutes: usual.max(briefing.least_minutes()),
            briefing: briefing.in_order(),
            stage: Stage::Choosing,
            shown: 0,
            known: 0,
            asked: 0,
            shown_at: Timestamp(0),
            wishing: false,
            scroll: Scroll::default(),
        }
    }

    /// How many cards the run has.
    pub fn length(&self) -> usize {
        self.briefing.fitting(self.minutes)
    }

    /// Does what a key asks for.
    pub fn act(&mut self, action: Action, now: Moment) -> Outcome {
        match (&self.stage, action) {
            (Stage::Reading, Action::PageDown) => self.scroll.turn(),
            _ => self.scroll.act(action),
        }
        match (&self.stage, action) {
            (Stage::Choosing, Action::MoreMinutes) => self.lengthen(true),
            (Stage::Choosing, Action::FewerMinutes) => self.lengthen(false),
            (Stage::Choosing, Action::Proceed) => {
                let (cards, length) = (&self.briefing.cards, self.length());
                self.briefing.cards = kept_apart(cards, |card| card.note, length);
                if self.briefing.sheet.is_empty() {
                    return (self.deal(), None);
                }
                self.scroll = Scroll::default();
                self.stage = Stage::Reading;
            }
            (Stage::Reading, Action::Proceed) if self.scroll.has_more_below() => {
                self.scroll.turn();
            }
            (Stage::Reading | Stage::Missed(_), Action::Proceed) => {
                return (self.deal(), None);
            }
            (Stage::Asking(_, false), Action::Proceed) => self.reveal(),
            (Stage::Asking(..), Action::Proceed) => return (self.answer(true, now), None),
            (Stage::Asking(..), Action::Missed) => return (self.answer(false, now), None),
            (Stage::Missed(card), Action::AskToday) if self.comes_today(card.key) => {
                return (Vec::new(), Some(Notice::InTodayAlready));
            }
            (Stage::Missed(card), Action::AskToday) => {
                let event = Event::Ask {
                    card: card.id.clone(),
                    day: self.briefing.today,
                };
                self.wishing = true;
                return (vec![Effect::Record(event)], Some(Notice::AskedToday));
            }
            _ => {}
        }
        (Vec::new(), None)
    }

    fn comes_today(&self, key: CardKey) -> bool {
        let mut cards = self.briefing.cards.iter();
        cards.any(|card| card.key == key && card.comes_today)
    }

    fn lengthen(&mut self, longer: bool) {
        let (least, most, _, step) = MINUTES;
        let to = if longer {
            self.minutes + step
        } else {
            self.minutes.saturating_sub(step)
        };
        let least = least.max(self.briefing.least_minutes());
        self.minutes = to.clamp(least, most.max(least));
    }

    fn reveal(&mut self) {
        if let Stage::Asking(_, revealed) = &mut self.stage {
            *revealed = true;
            self.scroll.show_newest();
        }
    }

    fn answer(&mut self, right: bool, now: Moment) -> Vec<Effect> {
        let stage = std::mem::replace(&mut self.stage, Stage::Waiting);
        let Stage::Asking(card, _) = stage else {
            self.stage = stage;
            return Vec::new();
        };
        let ms = thinking_ms(self.shown_at, now);
        let practised = Practised {
            card: card.id.clone(),
            right,
            day: self.briefing.today,
            duration_ms: u32::try_from(ms).unwrap_or(u32::MAX),
            study: None,
            slips: None,
        };
        self.known += usize::from(right);
        if !right {
            // The answer is shown, whether it was or not, and stays until the next key.
            self.stage = Stage::Missed(card);
            self.scroll.show_newest();
        }
        vec![Effect::Record(Event::Practice(practised))]
    }

    /// What was recorded is on the disk: on to the next card, unless one was missed just now.
    pub fn recorded(&mut self) -> Vec<Effect> {
        match self.stage {
            Stage::Waiting => self.deal(),
            Stage::Missed(_) if std::mem::take(&mut self.wishing) => {
                self.asked += 1;
                self.deal()
            }
            _ => Vec::new(),
        }
    }

    /// What was to be recorded is not: the brief goes on, and says so.
    pub fn refused(&mut self, failure: Failure) -> Outcome {
        self.wishing = false;
        let effects = if matches!(self.stage, Stage::Waiting) {
            self.deal()
        } else {
            Vec::new()
        };
        (effects, Some(Notice::Failed(failure)))
    }

    /// Shows a card.
    pub fn dealt(&mut self, card: Dealt, now: Moment) {
        self.shown += 1;
        self.shown_at = now.at;
        self.scroll = Scroll::default();
        self.stage = Stage::Asking(Box::new(card), false);
    }

    /// A card is not in the store any more: on to the next one.
    pub fn gone(&mut self) -> Vec<Effect> {
        self.shown += 1;
        self.deal()
    }

    fn deal(&mut self) -> Vec<Effect> {
        self.scroll = Scroll::default();
        let next = self
            .briefing
            .cards
            .get(self.shown)
            .filter(|_| self.shown < self.length());
        let Some(next) = next else {
            self.stage = Stage::Done;
            return Vec::new();
        };
        self.stage = Stage::Waiting;
        vec![Effect::Deal(next.key)]
    }
}

#[cfg(test)]
#[path = "brief_tests.rs"]
mod tests;
