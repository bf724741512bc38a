//! Parts of screens.

pub mod card;
pub mod footer;
pub mod header;
pub mod list;
pub mod page;
pub mod words;
