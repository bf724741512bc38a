//! Documents: blocks of normalised text, addressed by byte offset.

mod account;
mod anchor;
mod article;
mod block;
mod builder;
mod conversion;
mod document;
mod edit;
mod find;
mod note;
mod phrases;
mod picture;
mod place;
mod printed;
pub mod reflow;
mod repeat;
pub mod toc;

pub use account::{Account, Joint, Moved, TakenOut};
pub use anchor::{SnippetFinder, find_snippet};
pub use article::{Article, ArticleReader};
pub use block::{Block, BlockKind, Span, SpanStyle};
pub use builder::{DocumentBuilder, LONGEST_BLOCK, is_split, rejoin};
pub use conversion::{Confidence, Conversion, Decoded, TextKind};
pub use document::{Document, NORMALISER_VERSION, Origin, Original};
pub use edit::DocumentEdit;
pub use find::Finder;
pub use note::{place_notes, without_note_headings};
pub use phrases::{PhraseFinder, dense};
pub use picture::{Picture, PictureKind, picture_hash};
pub use place::{PassageAnchor, PlaceAnchor};
pub use printed::{PrintedPage, printed_page};
pub use repeat::{MOST_OF_MARK, Repeat, RepeatOf, Repeated, repeats};
pub use toc::{SectionNumber, SectionNumbers, TocEntry};
