//! A session as it is opened, the card that is asked, and where the session stands.

use super::{Quiz, StudySession};
use crate::app::config::QuizConfig;
use crate::app::effect::Effect;
use crate::app::notice::Failure;
use crate::app::screen::task::Task;
use crate::domain::deck::Note;
use crate::domain::id::{CardId, DeckId};
use crate::domain::srs::{
    CardKey, CardState, Grade, Interval, QueueRows, QueueRules, Scheduler, Slip,
};
use crate::domain::time::Timestamp;

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
    /// What is wished for quizzes.
    pub wishes: QuizConfig,
    /// What is asked in place of what is due, if it is a quiz.
    pub quiz: Option<Quiz>,
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
    /// Where its words were recited wrongly lately, the oldest first.
    pub slips: Vec<Slip>,
}

/// How the mode of a card was changed while it is asked.
#[derive(Debug, Default)]
pub(super) struct Switching {
    /// Whether the person chose the mode.
    pub(super) by_key: bool,
    /// The most hints that were seen in a mode before this one.
    pub(super) aids: u32,
    /// Whether no answers to choose from were found.
    pub(super) lacks_choice: bool,
}

/// A card on the screen.
#[derive(Debug)]
pub struct Current {
    /// The card.
    pub card: Dealt,
    /// When it was shown.
    pub(super) shown_at: Timestamp,
    /// What each grade leads to.
    pub intervals: [Interval; 4],
    /// Whether the answer is shown.
    pub revealed: bool,
    /// Whether the hint is shown.
    pub hinted: bool,
    /// How it is answered.
    pub task: Task,
    /// How it came to be answered so.
    pub(super) switching: Switching,
    /// Where its words were recited wrongly now; none if they were not recited.
    pub(super) slips: Option<Vec<Slip>>,
    /// When the answer was complete by its last figure or line, and so was shown.
    pub(super) over_at: Option<Timestamp>,
    /// The grade that the answer suggests, once it is shown.
    pub suggested: Grade,
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
