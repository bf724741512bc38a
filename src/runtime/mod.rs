//! Joins the terminal, the model and the world.

mod backend;
mod backup;
mod brief;
mod doctor;
mod effects;
mod events;
mod frames;
#[cfg(feature = "terminal-pictures")]
mod graphics;
mod import;
mod import_cell;
mod import_job;
mod import_wish;
mod import_write;
mod input;
mod jobs;
mod known_terminal;
mod pages;
mod pen;
mod preview;
mod probe;
mod quiz;
mod repeats;
mod reschedule;
mod review_lock;
mod run;
mod screens;
mod search;
mod session;
mod source;
mod study;
mod sync;
mod terminal;
mod today;
mod viewer;
mod window;
mod world;

#[cfg(test)]
mod panic_tests;

pub use backup::{RestoreError, back_up, back_up_today, restore};
pub use brief::briefing;
pub use doctor::{AmbiguousFact, Facts, Terminal};
pub use import::{Input, Outcome, TakeError, Taken, take_in, take_in_as};
pub use import_wish::{EncodingWish, KindWish, Wish};
pub use repeats::repeated;
pub use reschedule::plan_by;
pub use review_lock::ReviewLock;
pub use run::{Exit, run};
pub use screens::{Answers, Screens};
pub use source::{Passage, find_passage, find_passages, missing_snippets};
pub use study::study_cards;
pub use sync::sync;
pub use today::overview;
pub use world::{Findings, SchedulerError, World, WorldError, configure, early_lang};
