//! Custom study: what to go through out of the day's order, and the menu in which it is chosen.
//! Unless the person wants it otherwise, no date changes.

use super::today::DeckLine;
use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::domain::id::DeckId;
use crate::domain::srs::Study;

/// How a card stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Never graded.
    New,
    /// On the steps.
    Learning,
    /// Scheduled by days.
    Review,
    /// Due by today.
    Due,
    /// Forgotten again and again; those that were set aside for it are among them.
    Leech,
}

impl Standing {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::Leech,
        Self::Learning,
        Self::Due,
        Self::Review,
        Self::New,
    ];

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Learning => "learning",
            Self::Review => "review",
            Self::Due => "due",
            Self::Leech => "leech",
        }
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// Which cards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// Every card.
    Every,
    /// Those whose notes have this tag.
    Tag(String),
    /// Those that stand so.
    State(Standing),
    /// So many new ones.
    New(u32),
    /// Those forgotten today.
    Forgotten,
    /// Those that are due within so many days.
    Ahead(u32),
    /// Any, so many.
    Random(u32),
}

impl Choice {
    /// What the log calls it.
    pub fn study(&self) -> Study {
        match self {
            Self::Every | Self::Tag(_) | Self::State(_) => Study::Cram,
            Self::New(_) => Study::Preview,
            Self::Forgotten => Study::Forgotten,
            Self::Ahead(_) => Study::Ahead,
            Self::Random(_) => Study::Random,
        }
    }
}

/// What a person wants to go through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StudyWish {
    /// Which cards.
    pub choice: Choice,
    /// Of this deck alone.
    pub deck: Option<DeckId>,
    /// Whether the answers are grades, which change dates; else they are practice.
    pub schedules: bool,
}

/// A row of the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// Every card.
    Every,
    /// Cards with a tag.
    Tag,
    /// Cards in a state.
    State,
    /// New cards.
    New,
    /// What was forgotten today.
    Forgotten,
    /// What is due on the next days.
    Ahead,
    /// Any cards.
    Random,
}

impl Row {
    /// All of them, from the top.
    pub const ALL: [Self; 7] = [
        Self::Every,
        Self::Tag,
        Self::State,
        Self::New,
        Self::Forgotten,
        Self::Ahead,
        Self::Random,
    ];
}

/// What is done with the menu.
#[derive(Debug, Clone, PartialEq)]
pub enum Chosen {
    /// Nothing yet.
    Nothing,
    /// A session begins.
    Begin(Effect),
    /// The tag has to be asked for.
    AskTag,
}

/// The state of the menu.
#[derive(Debug)]
pub struct Menu {
    /// The deck that was under the cursor of Today, and its title.
    pub deck: Option<(DeckId, String)>,
    /// Whether it is about that deck alone.
    pub narrowed: bool,
    /// Whether the answers are to count.
    pub schedules: bool,
    /// The row of the cursor.
    pub row: usize,
    /// The state of cards that is asked for.
    pub standing: Standing,
    /// Days ahead.
    pub days: u32,
    /// New cards, and cards at random.
    pub cards: u32,
}

/// The most days ahead, and cards.
const MOST: (u32, u32) = (30, 500);
/// The step in which cards are counted.
const CARDS: u32 = 5;

impl Menu {
    /// The menu for the deck under the cursor.
    pub fn new(deck: Option<&DeckLine>) -> Self {
        Self {
            deck: deck.map(|deck| (deck.id.clone(), deck.title.clone())),
            narrowed: deck.is_some(),
            schedules: false,
            row: 0,
            standing: Standing::Leech,
            days: 1,
            cards: 20,
        }
    }

    /// The row under the cursor.
    pub fn chosen(&self) -> Row {
        Row::ALL.get(self.row).copied().unwrap_or(Row::Every)
    }

    /// Does what a key asks for.
    pub fn act(&mut self, action: Action) -> Chosen {
        match action {
            Action::Up => self.row = self.row.saturating_sub(1),
            Action::Down => self.row = (self.row + 1).min(Row::ALL.len() - 1),
            Action::StudyMore => self.change(true),
            Action::StudyLess => self.change(false),
            Action::StudyScope => self.narrowed = !self.narrowed && self.deck.is_some(),
            Action::StudySchedules => self.schedules = !self.schedules,
            Action::StartStudy => {
                return match self.choice() {
                    Some(choice) => Chosen::Begin(Effect::StartStudy(self.wish(choice))),
                    None => Chosen::AskTag,
                };
            }
            _ => {}
        }
        Chosen::Nothing
    }

    /// A click on a row chooses it; on the chosen row it begins.
    pub fn click(&mut self, row: usize) -> Chosen {
        if self.row == row {
            return self.act(Action::StartStudy);
        }
        self.row = row.min(Row::ALL.len() - 1);
        Chosen::Nothing
    }

    /// The wish for these cards, with the menu's other settings.
    pub fn wish(&self, choice: Choice) -> StudyWish {
        let deck = self.deck.as_ref().filter(|_| self.narrowed);
        StudyWish {
            choice,
            deck: deck.map(|(id, _)| id.clone()),
            schedules: self.schedules,
        }
    }

    fn choice(&self) -> Option<Choice> {
        Some(match self.chosen() {
            Row::Every => Choice::Every,
            Row::Tag => return None,
            Row::State => Choice::State(self.standing),
            Row::New => Choice::New(self.cards),
            Row::Forgotten => Choice::Forgotten,
            Row::Ahead => Choice::Ahead(self.days),
            Row::Random => Choice::Random(self.cards),
        })
    }

    fn change(&mut self, more: bool) {
        let (most_days, most_cards) = MOST;
        match self.chosen() {
            Row::State => {
                let all = Standing::ALL;
                let at = all.iter().position(|it| *it == self.standing);
                let step = if more { 1 } else { all.len() - 1 };
                let next = (at.unwrap_or(0) + step) % all.len();
                self.standing = all.get(next).copied().unwrap_or(self.standing);
            }
            Row::Ahead if more => self.days = (self.days + 1).min(most_days),
            Row::Ahead => self.days = self.days.saturating_sub(1).max(1),
            Row::New | Row::Random if more => self.cards = (self.cards + CARDS).min(most_cards),
            Row::New | Row::Random => self.cards = self.cards.saturating_sub(CARDS).max(CARDS),
            Row::Every | Row::Tag | Row::Forgotten => {}
        }
    }
}

#[cfg(test)]
#[path = "study_tests.rs"]
mod tests;
