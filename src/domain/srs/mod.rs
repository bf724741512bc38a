//! Spaced repetition: memory states, their schedule, the daily queue, the log.
//!
//! The log is the truth and a card's state is a fold of it. Nothing here reads a clock, draws a
//! random number or knows where anything is stored.

mod chain;
mod day;
mod event;
mod fuzz;
mod gather;
mod grade;
mod load;
mod log;
mod queue;
mod replay;
mod rows;
mod rules;
mod schedule;
mod state;
mod steps;

pub use chain::{ChainBreak, ChainCheck, ChainFault, Joint, Judgement, Seam, Verdict};
pub use day::{DayCount, DayCounts, streak};
pub use event::{Event, EventProblem, Graded, Leech, Practised};
pub use fuzz::Window;
pub use gather::{Counts, Limits, NewPlace, QueueRules, ReviewOrder, tally};
pub use grade::Grade;
pub use load::{BALANCED_DAYS, Ease, Load, Week};
pub use log::{ChainHead, Entry, EntryHash, EntryId, EntryView};
pub use queue::Queue;
pub use replay::{Fold, Reverted, Skipped, Taken, fold_card, replay};
pub use rows::{AskedRow, CardKey, DeckKey, LearningRow, NewRow, NoteKey, QueueRows, ReviewRow};
pub use rules::{ScheduleProblem, ScheduleRules, Spread};
pub use schedule::{Interval, Occasion, PARAMETERS_ID, SCHEDULER_ID, Scheduler};
pub use state::{CardState, Memory, Phase};
