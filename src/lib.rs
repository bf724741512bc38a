//! wengu (温故): a terminal study reader joined to a spaced-repetition engine.
//!
//! # The law
//!
//! [`domain`] knows, [`app`] decides, [`tui`] shows, [`io`] touches the world, [`runtime`] joins
//! them, [`cli`] starts them, [`locale`] words them.
//!
//! | module | may use | knows nothing of |
//! |---|---|---|
//! | `domain` | nothing of ours | files, clock, random numbers, SQL, terminal, config files |
//! | `app` | `domain` | terminal, SQL, files |
//! | `io` | `domain` | screens, keys |
//! | `locale` | `domain`, `app`, the error types of `io` | how a sentence is shown |
//! | `tui` | `app`, `domain`, `locale` | SQL, files; it draws and decides nothing |
//! | `runtime` | `domain`, `app`, `tui`, `io`, `locale` | – |
//! | `cli` | all | – |
//!
//! `app` and `io` never see each other: `app` returns effects as data, `runtime` runs them. A test
//! reads the paths of each module and fails on one that the table does not allow.

// In a test a slice off a character boundary is a failed test.
#![cfg_attr(test, allow(clippy::string_slice, clippy::single_range_in_vec_init))]

pub mod app;
pub mod cli;
pub mod domain;
pub mod io;
pub mod locale;
pub mod runtime;
pub mod tui;
