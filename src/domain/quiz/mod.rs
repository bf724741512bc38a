//! Quizzes: how a card is asked, and what an answer is worth.
//!
//! Text is folded (`fold`), aligned (`align`) and judged (`judge`); the items of a list are named
//! (`several`, `item`); from what was recalled, the hints and the time a grade is suggested
//! (`suggest`). Knows no screen, no clock and no chance but what it is given.

mod align;
mod amount;
mod chance;
mod choice;
mod columns;
mod distractor;
mod fact;
mod figure;
mod fold;
mod hint;
mod item;
mod judge;
mod key;
mod letter;
mod likeness;
mod mode;
mod naming;
mod near;
mod numbering;
mod numbers;
mod order;
mod polyphones;
mod several;
mod sound;
mod suggest;
mod word;
mod wording;

pub use align::{Step, align, cost};
pub use chance::Chance;
pub use choice::{Choice, Pool, asked_about, choice};
pub use fold::{Folder, Folding, Unit};
pub use hint::{Hint, hints};
pub use item::Named;
pub use judge::{Column, Judgement, Mark, is_slip, judge, judge_definition};
pub use mode::{Mode, defined, recited};
pub use numbers::says_count;
pub use order::out_of_order;
pub use several::{Said, named};
pub use sound::{initials, readings};
pub use suggest::{Outcome, SuggestRules};
pub use word::Segmenter;
