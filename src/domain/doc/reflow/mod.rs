//! Reflow: clean blocks out of the text that PDFs and old files leave.
//!
//! A pipeline of passes, a file each. Every pass reads the statistics of the text's own lines and
//! records what it did and how sure it is; none knows a particular document. No character is ever
//! altered: text is joined, taken out (and listed), or put elsewhere (and listed).
//!
//! ```text
//! windows   a long text is worked on in stretches
//! line      its lines: where, how wide, what was before
//! contents  the printed table of contents
//! furniture page numbers, running heads and feet
//! shape     the statistics; kind: which damage the text has
//! notes     footnotes and the marks that refer to them
//! aside     abstracts that interrupt a paragraph, pieces in another language
//! heads     lines that surely start a heading
//! seen      what the text writes together elsewhere
//! label     lines that say what they are: mastheads, captions, rows of tables
//! wording   what the words of a line tell about where paragraphs end
//! seam      which neighbouring lines are one paragraph
//! overlap   characters repeated at a page break
//! outline   headings and their levels
//! subject   a title for a text that has none
//! draft     the text of a block: marks, spaces
//! stretch   runs the passes over a stretch and gives the blocks away
//! ```

mod aside;
mod contents;
mod decision;
mod draft;
mod furniture;
mod glyph;
mod heads;
mod kind;
mod label;
mod line;
mod notes;
mod number;
mod outline;
mod overlap;
mod report;
mod seam;
mod seen;
mod shape;
mod stretch;
mod subject;
mod windows;
mod wording;

pub use decision::{Decisions, SeamKey};
pub use draft::Draft;
pub use kind::Kind;
pub use report::{DOUBTFUL_BELOW, Facts, Held, Move, MoveKind, Removal, RemovalKind, Report, Seam};
pub use shape::Shape;

use serde::{Deserialize, Serialize};

/// What may be taken out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Removals {
    /// At most 3 % of the text; if more would go, nothing does and the report asks.
    #[default]
    Limited,
    /// All that was found: a person has agreed.
    All,
    /// Nothing.
    None,
}

/// What the caller wants.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The kind of text, where a person knows better.
    pub kind: Option<Kind>,
    /// What may be taken out.
    pub removals: Removals,
    /// The joins that a person has decided.
    pub decisions: Decisions,
}

/// Gives the blocks of a text to `sink`, in their order, and tells what was done. The text may be
/// very long: at any time only a stretch of it is being worked on.
pub fn reflow(text: &str, options: &Options, sink: &mut impl FnMut(Draft)) -> Report {
    let mut worker = stretch::Worker::new(text, options);
    for part in windows::stretches(text) {
        worker.work(&part, sink);
    }
    worker.report()
}

#[cfg(test)]
#[path = "reflow_tests.rs"]
mod tests;
