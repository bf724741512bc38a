//! The screens as they are painted. One file a screen; `app::screen` has the same names.

pub mod brief;
pub mod contents;
pub mod help;
pub mod library;
pub mod preview;
pub mod reader;
pub mod review;
pub mod study;
pub mod today;
pub mod welcome;
