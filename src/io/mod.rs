//! Where wengu touches the world: files, the clock, the database.

pub mod import;
