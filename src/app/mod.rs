//! What wengu decides: `update` takes the model and a message and returns effects as data. Pure.

pub mod action;
pub mod area;
pub mod config;
pub mod effect;
pub mod entry;
#[cfg(test)]
pub(crate) mod fixtures;
pub mod key;
pub mod keymap;
pub mod model;
pub mod msg;
pub mod nearest;
pub mod notice;
pub mod prompt;
pub mod screen;
pub mod update;

pub use update::update;
