//! Where wengu touches the world: files, the clock, the database.

pub mod atomic;
pub mod clock;
mod command;
pub mod config;
pub mod corpus;
pub mod decks;
pub mod device;
pub mod export;
pub mod import;
pub mod log_file;
pub mod paths;
mod section;
pub mod speech;
pub mod store;
pub mod viewer;
