//! Documents: blocks of normalised text, addressed by byte offset.

mod block;
mod document;

pub use block::{Block, BlockKind, Span, SpanStyle};
pub use document::{Document, NORMALISER_VERSION, Origin, Original};
