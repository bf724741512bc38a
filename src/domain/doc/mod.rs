//! Documents: blocks of normalised text, addressed by byte offset.

mod anchor;
mod block;
mod builder;
mod conversion;
mod document;
mod edit;
mod find;
mod note;
pub mod reflow;
pub mod toc;

pub use anchor::{SnippetFinder, find_snippet};
pub use block::{Block, BlockKind, Span, SpanStyle};
pub use builder::{DocumentBuilder, LONGEST_BLOCK, is_split, rejoin};
pub use conversion::{Confidence, Conversion, Decoded, TextKind};
pub use document::{Document, NORMALISER_VERSION, Origin, Original};
pub use edit::DocumentEdit;
pub use find::Finder;
pub use note::place_notes;
pub use toc::TocEntry;
