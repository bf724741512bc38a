//! How the card on the screen is answered: one of the modes, and how far the answer has come.

mod choose;
mod hinting;
mod recall;
mod recite;
mod sort;

pub use choose::Choosing;
pub use hinting::Hinting;
pub use recall::{Recall, Remark, Told};
pub use recite::{Attempt, Recite};
pub use sort::Sort;

use super::review::Dealt;
use crate::app::effect::Effect;
use crate::app::entry::Entry;
use crate::domain::deck::NoteBody;
use crate::domain::quiz::{Mode, Outcome, SuggestRules, defined, recited};
use crate::domain::srs::{CardKey, Grade};

/// How the card is answered.
#[derive(Debug)]
pub enum Task {
    /// It is thought of.
    Flip,
    /// The same, with two grades.
    TwoButton,
    /// A gap is filled in the mind, with hints.
    Cloze(Hinting),
    /// Items are named.
    Recall(Recall),
    /// Words are typed.
    Recite(Recite),
    /// One of several answers is chosen.
    Choice(Choosing),
    /// Items are put where they belong.
    Sort(Sort),
}

/// What follows from a step of an answer.
#[derive(Debug, PartialEq)]
pub enum Step {
    /// The answer goes on; what is to be done for it.
    On(Vec<Effect>),
    /// The answer is complete: it is shown what is right.
    Over,
}

impl Task {
    /// A task of this mode for the card, or flipping where it does not fit; what is to be done for
    /// it.
    pub fn new(mode: Mode, card: &Dealt, seed: u64) -> (Self, Vec<Effect>) {
        let task = match (mode, &card.note.body) {
            (Mode::TwoButton, _) => Self::TwoButton,
            (Mode::Cloze, NoteBody::Cloze { text }) => {
                let gaps = text.gaps();
                let asked = gaps.filter(|gap| gap.number.to_string() == card.part);
                let parts = asked.map(|gap| gap.answer.clone()).collect();
                Self::Cloze(Hinting::new(parts))
            }
            (Mode::Recall, NoteBody::List { items, ordered, .. }) => {
                Self::Recall(Recall::new(items.clone(), *ordered))
            }
            (Mode::Recite, _) => match recited(&card.note, &card.part) {
                Some(words) => {
                    let term = defined(&card.note, &card.part).map(str::to_owned);
                    Self::Recite(Recite::new(words.to_owned(), term, &card.slips))
                }
                None => Self::Flip,
            },
            (Mode::Choice, body) if Mode::Choice.fits(body.kind()) => {
                let effect = Effect::Choose {
                    key: card.key,
                    deck: card.deck_id.clone(),
                    seed,
                };
                return (Self::Choice(Choosing::default()), vec![effect]);
            }
            (Mode::Sort, NoteBody::Contrast { sets, .. }) => {
                Self::Sort(Sort::new(sets, card, seed))
            }
            _ => Self::Flip,
        };
        (task, Vec::new())
    }

    /// Its mode.
    pub fn mode(&self) -> Mode {
        match self {
            Self::Flip => Mode::Flip,
            Self::TwoButton => Mode::TwoButton,
            Self::Cloze(_) => Mode::Cloze,
            Self::Recall(_) => Mode::Recall,
            Self::Recite(_) => Mode::Recite,
            Self::Choice(_) => Mode::Choice,
            Self::Sort(_) => Mode::Sort,
        }
    }

    /// The text being entered, if that is how it is answered.
    pub fn entry(&self) -> Option<&Entry> {
        match self {
            Self::Recall(recall) => Some(&recall.entry),
            Self::Recite(recite) => Some(&recite.entry),
            _ => None,
        }
    }

    /// The same, to be edited.
    pub fn entry_mut(&mut self) -> Option<&mut Entry> {
        match self {
            Self::Recall(recall) => Some(&mut recall.entry),
            Self::Recite(recite) => Some(&mut recite.entry),
            _ => None,
        }
    }

    /// Whether nothing of the answer was typed or told yet.
    pub fn is_untouched(&self) -> bool {
        let begun = match self {
            Self::Recall(recall) => recall.items().any(|(_, told)| told.is_some()),
            Self::Recite(recite) => recite.is_again(),
            _ => false,
        };
        !begun && !self.entry().is_some_and(Entry::can_undo)
    }

    /// How many things can be picked by their number now.
    pub fn picks(&self) -> usize {
        match self {
            Self::Choice(choosing) => choosing.options().len(),
            Self::Sort(sort) => sort.sets.len(),
            _ => 0,
        }
    }

    /// Picks the thing of this index.
    pub fn pick(&mut self, index: usize) -> Step {
        match self {
            Self::Choice(choosing) => choosing.pick(index),
            Self::Sort(sort) => sort.put(index),
            _ => Step::On(Vec::new()),
        }
    }

    /// Goes on with what is picked; none where nothing waits for that, so that the answer is to be
    /// shown.
    pub fn close(&mut self) -> Option<Step> {
        match self {
            Self::Sort(sort) => sort.close(),
            _ => None,
        }
    }

    /// Whether there is something picked that can be taken back.
    pub fn can_take_back(&self) -> bool {
        matches!(self, Self::Sort(sort) if sort.can_take_back())
    }

    /// Takes the last thing picked back; whether there was one.
    pub fn take_back(&mut self) -> bool {
        match self {
            Self::Sort(sort) => sort.take_back(),
            _ => false,
        }
    }

    /// Whether the mode has a hint of its own that is not shown yet.
    pub fn has_hint(&self) -> bool {
        match self {
            Self::Cloze(hints) => hints.is_left(),
            Self::Recite(recite) => recite.hints.is_left(),
            Self::Recall(recall) => recall.left() > 0,
            _ => false,
        }
    }

    /// Shows one more hint of the mode's own, if there is one; what follows.
    pub fn hint(&mut self, key: CardKey) -> Option<Step> {
        match self {
            Self::Cloze(hints) => hints.show(key, &[]).map(Step::On),
            Self::Recite(recite) => recite.hints.show(key, &recite.failed).map(Step::On),
            Self::Recall(recall) => recall.tell_one().then(|| recall.step()),
            _ => None,
        }
    }

    /// It was looked up how the answer is read.
    pub fn initials_read(&mut self, letters: &[String]) {
        match self {
            Self::Cloze(hints) => hints.read(letters),
            Self::Recite(recite) => recite.hints.read(letters),
            _ => {}
        }
    }

    /// How many hints were looked at.
    pub fn hints_seen(&self) -> u32 {
        match self {
            Self::Cloze(hints) => hints.shown().len() as u32,
            Self::Recite(recite) => recite.hints.shown().len() as u32,
            Self::Recall(recall) => recall.hints_seen(),
            _ => 0,
        }
    }

    /// The grade that the answer suggests, after so many ms. `aids` are the hints that were seen in
    /// another mode: who sees them again has not seen more.
    pub fn suggested(&self, rules: &SuggestRules, ms: u64, aids: u32) -> Grade {
        let known = Outcome {
            wanted: 1,
            ..Outcome::default()
        };
        let outcome = match self {
            // What is thought of alone is taken for known.
            Self::Flip | Self::TwoButton => known,
            Self::Cloze(_) => Outcome {
                hints: self.hints_seen(),
                ..known
            },
            Self::Recall(recall) => return recall.suggested(rules, ms, aids),
            Self::Recite(recite) => recite.outcome(),
            Self::Choice(choosing) => choosing.outcome(),
            Self::Sort(sort) => sort.outcome(),
        };
        // The first attempt at reciting has taken its own time.
        let ms = match self {
            Self::Recite(_) => outcome.ms,
            _ => ms,
        };
        rules.grade(&Outcome {
            ms,
            hints: outcome.hints.max(aids),
            ..outcome
        })
    }
}
