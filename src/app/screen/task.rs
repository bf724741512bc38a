//! How the card on the screen is answered: one of the modes, and how far the answer has come.

mod choose;
mod recall;
mod recite;
mod sort;

pub use choose::Choosing;
pub use recall::{Recall, Told};
pub use recite::{Attempt, Recite};
pub use sort::Sort;

use super::review::Dealt;
use crate::app::effect::Effect;
use crate::app::entry::Entry;
use crate::domain::deck::NoteBody;
use crate::domain::quiz::{Hint, Mode, Outcome, SuggestRules, hints, recited};
use crate::domain::srs::Grade;

/// How the card is answered.
#[derive(Debug)]
pub enum Task {
    /// It is thought of.
    Flip,
    /// The same, with two grades.
    TwoButton,
    /// A gap is filled in the mind, with hints.
    Cloze {
        /// Hints on the gap, from the least.
        hints: Vec<Hint>,
        /// How many of them are shown.
        shown: usize,
    },
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
    /// it. `failed` are the places of the words where earlier attempts went wrong.
    pub fn new(mode: Mode, card: &Dealt, failed: &[usize], seed: u64) -> (Self, Vec<Effect>) {
        let task = match (mode, &card.note.body) {
            (Mode::TwoButton, _) => Self::TwoButton,
            (Mode::Cloze, NoteBody::Cloze { text }) => {
                let mut gaps = text
                    .gaps()
                    .filter(|gap| gap.number.to_string() == card.part);
                Self::Cloze {
                    hints: gaps
                        .next()
                        .map(|gap| hints(&gap.answer))
                        .unwrap_or_default(),
                    shown: 0,
                }
            }
            (Mode::Recall, NoteBody::List { items, ordered, .. }) => {
                Self::Recall(Recall::new(items.clone(), *ordered))
            }
            (Mode::Recite, _) => match recited(&card.note, &card.part) {
                Some(words) => Self::Recite(Recite::new(words.to_owned(), failed.to_vec())),
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
            Self::Cloze { .. } => Mode::Cloze,
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

    /// Whether the mode has a hint of its own that is not shown yet.
    pub fn has_hint(&self) -> bool {
        match self {
            Self::Cloze { hints, shown } => *shown < hints.len(),
            Self::Recite(recite) => recite.has_hint(),
            Self::Recall(recall) => recall.left() > 0,
            _ => false,
        }
    }

    /// Whether there is one more hint of the mode's own, which is shown then.
    pub fn hint(&mut self) -> bool {
        match self {
            Self::Cloze { hints, shown } if *shown < hints.len() => {
                *shown += 1;
                true
            }
            Self::Recite(recite) => recite.hint(),
            Self::Recall(recall) => recall.tell_one(),
            _ => false,
        }
    }

    /// The grade that the answer suggests, after so many ms.
    pub fn suggested(&self, rules: &SuggestRules, ms: u64) -> Grade {
        let outcome = match self {
            Self::Flip | Self::TwoButton => return Grade::Good,
            Self::Cloze { shown, .. } => Outcome {
                wanted: 1,
                hints: *shown as u32,
                ..Outcome::default()
            },
            Self::Recall(recall) => recall.outcome(),
            Self::Recite(recite) => recite.outcome(),
            Self::Choice(choosing) => choosing.outcome(),
            Self::Sort(sort) => sort.outcome(),
        };
        rules.grade(&Outcome { ms, ..outcome })
    }
}
