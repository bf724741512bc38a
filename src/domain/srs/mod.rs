//! Spaced repetition: memory states, their schedule, the daily queue, the log.
//!
//! The log is the truth and a card's state is a fold of it. Nothing here reads a clock, draws a
//! random number or knows where anything is stored.

mod chain;
mod day;
mod days;
mod event;
mod fuzz;
mod gather;
mod grade;
mod history;
mod load;
mod log;
mod model;
mod optimize;
mod parameters;
mod queue;
mod replay;
mod reschedule;
mod rows;
mod rules;
mod schedule;
mod siblings;
mod slip;
mod state;
mod steps;
mod study;

pub use chain::{ChainBreak, ChainCheck, ChainFault, Joint, Judgement, Seam, Verdict};
pub use day::{DayCount, DayCounts, streak};
pub use event::{Event, EventProblem, Graded, Leech, Practised, Recomputed, Rescheduled};
pub use fuzz::Window;
pub use gather::{Counts, Limits, NewPlace, QueueRules, ReviewOrder, tally};
pub use grade::Grade;
pub use history::{Histories, History, Review};
pub use load::{BALANCED_DAYS, Ease, Load, Week};
pub use log::{ChainHead, Entry, EntryHash, EntryId, EntryView};
pub use optimize::{Fit, OptimizeProblem, Optimized, Samples, Training};
pub use parameters::{ChosenParameters, Curve, Parameters};
pub use queue::Queue;
pub use replay::{Fold, Rescheduling, Reverted, Skipped, Taken, fold_card, replay};
pub use reschedule::{Move, Plan, Subject, plan};
pub use rows::{
    AskedRow, CardKey, ChosenCard, DeckKey, LearningRow, NewRow, NoteKey, QueueRows, ReviewRow,
};
pub use rules::{ScheduleProblem, ScheduleRules, Spread};
pub use schedule::{Interval, Occasion, SCHEDULER_ID, Scheduler};
pub use siblings::kept_apart;
pub use slip::{Slip, recent_slips};
pub use state::{CardState, Memory, Phase};
pub use study::{Study, shuffle};
