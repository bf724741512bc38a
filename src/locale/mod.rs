//! The words of the interface, in Chinese and English.
//!
//! Each message is a function of [`Lang`], written once with both languages side by side, so the
//! compiler holds the two equal: neither can lack a message or an argument. Nothing is loaded when
//! the program starts. Names of things and sentences are here; how they are shown is not.

mod actions;
mod backup;
mod brief;
mod cards;
mod cli;
mod contexts;
mod decks;
mod doctor;
mod errors;
mod face;
mod formats;
mod import;
mod keys;
mod lang;
mod library;
mod links;
mod notices;
mod preview;
mod quiz;
mod reflow;
mod repeats;
mod schedule;
mod screens;
mod short;
mod store;
mod study;
mod system;
mod today;
mod words;

pub use actions::ActionWords;
pub use lang::Lang;

use words::words;
