//! What wengu decides: `update` takes the model and a message and returns effects as data. Pure.

pub mod action;
pub mod config;
pub mod key;
pub mod keymap;
pub mod nearest;
