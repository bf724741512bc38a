//! Web pages, and the chapters of electronic books, which are web pages too.

mod by_hand;
mod charset;
mod elements;
mod notes;
mod page;
mod pictures;
mod tables;
mod tree;
mod walk;

pub(super) use by_hand::is_paragraph;
pub(super) use charset::decode;
pub(super) use elements::raised_digits;
pub(super) use notes::Notes;
pub(super) use page::parse;
pub(super) use tree::{Id, Syntax, Tree};
pub(super) use walk::{Chapter, ContentsEntry, Walker};
