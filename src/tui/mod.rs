//! What wengu shows: draws the model, decides nothing.

pub mod canvas;
pub mod screen;
pub mod theme;
pub mod view;
pub mod widget;

#[cfg(test)]
mod snapshots_tests;
