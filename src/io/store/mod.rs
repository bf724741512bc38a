//! The database: one SQLite file with the log, the cards it is folded into, and the documents.
//!
//! The store keeps what it is given and decides nothing. Each change is one short transaction that
//! begins `IMMEDIATE`, so that several instances may have the same file open.

mod block_row;
mod cards;
mod check;
mod db;
mod decks;
mod documents;
mod import;
mod log;
mod migrate;
pub mod problem;
mod settings;
mod state_row;
#[cfg(test)]
mod tests;
mod turn;
mod undo;

pub use cards::{CardRecord, DeckCounts};
pub use check::{CheckReport, DayDifference, StateDifference};
pub use db::{Access, Place, Store};
pub use decks::{CardRow, DeckRow, DeckSize, DeckSummary, Fingerprint, NoteRow, SourceRow};
pub use documents::{BlockStream, Direction, Shelved};
pub use import::ImportWriter;
pub use log::{LogOrder, Recorded};
pub use problem::{Advice, Reason, StoreError, StoreProblem, Task};
pub use undo::Undone;
