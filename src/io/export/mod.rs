//! Export: how a document is written for other programs and for people. Writes to what it is given;
//! knows no files and no database.

mod inline;
mod link;
mod markdown;
mod plain;

pub use markdown::{References, front_matter, write as write_markdown};
pub use plain::write as write_blocks;
