//! Parts of screens.

pub mod card;
pub mod entry;
pub mod footer;
pub mod header;
pub mod judged;
pub mod list;
pub mod page;
pub mod task;
pub mod words;
