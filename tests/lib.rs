//! The tests of the whole program; a module a subject.

// In a test, a broken expectation is a failed test.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout
)]

mod answers;
mod cli;
mod content;
mod formats;
mod keys_doc;
mod layering;
mod process;
mod reflow;
mod terminal;
