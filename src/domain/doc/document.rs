//! What is known of a document as a whole.

use crate::domain::id::DocId;
use serde::{Deserialize, Serialize};

/// Version of the rules by which text is normalised; stored with each document.
pub const NORMALISER_VERSION: u32 = 1;

/// The work that a study guide treats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Original {
    /// The id by which cards name the work.
    pub id: DocId,
    /// Its title.
    pub title: String,
    /// Its author, if known.
    #[serde(default)]
    pub author: Option<String>,
    /// Who published it, if known.
    #[serde(default)]
    pub publisher: Option<String>,
    /// When it appeared, as precisely as known: `2024`, `2024-04`, `2024-04-01`.
    #[serde(default)]
    pub date: Option<String>,
}

/// Where a document came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    /// It is part of the program.
    Shipped,
    /// A file the person imported; its path as it was given.
    File(String),
    /// Text that came through standard input, under this name; empty if it was given none.
    Piped(String),
}

/// What is known of a document as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its id, unique in the library.
    pub id: DocId,
    /// Its title, never empty.
    pub title: String,
    /// Its author, if known.
    pub author: Option<String>,
    /// The date it bears, if any.
    pub date: Option<String>,
    /// For a study guide, the work it treats.
    pub original: Option<Original>,
    /// Where it came from.
    pub origin: Origin,
    /// Length of the normalised text in bytes.
    pub length: usize,
    /// Control characters that normalising dropped.
    pub dropped_controls: usize,
}
