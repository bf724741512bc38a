//! The database: one SQLite file with the log, the cards it is folded into, and the documents.
//!
//! The store keeps what it is given and decides nothing. Each change is one short transaction that
//! begins `IMMEDIATE`, so that several instances may have the same file open.

mod backup;
mod block_row;
mod broad;
mod cards;
mod carry;
mod check;
mod connection;
mod copy;
mod db;
mod decks;
mod documents;
mod import;
mod log;
mod migrate;
mod pictures;
mod printed;
pub mod problem;
mod queue;
mod repair;
mod repeats;
mod restore;
mod seams;
mod settings;
mod state_row;
mod study;
mod tally;
#[cfg(test)]
mod tests;
mod turn;
mod undo;
mod walk;

pub use backup::{Backup, back_up_day, backup, chosen_name, last_backup};
pub use cards::{CardRecord, ScheduledCard};
pub use carry::LostPassage;
pub use check::{CheckReport, CheckStage, DayDifference, StateDifference};
pub use db::{Access, Place, Store};
pub use decks::{CardRow, DeckRow, DeckSize, DeckSummary, Fingerprint, NoteRow, SourceRow};
pub use documents::{BlockStream, Direction, Shelved};
pub use import::ImportWriter;
pub use log::Recorded;
pub use problem::{Advice, Reason, StoreError, StoreProblem, Task, Unsound};
pub use repair::{Repair, SetAside, Why};
pub use restore::{Restored, restore};
pub use settings::DocumentSetting;
pub use study::StudyRow;
pub use tally::{Tally, sqlite_version};
pub use undo::{CardNow, Undone};
