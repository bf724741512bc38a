//! The part of a document that is at hand.

use crate::domain::doc::{Block, Document, PrintedPage, printed_page};
use crate::domain::layout::Row;
use std::ops::Range;

use super::Reader;

/// Consecutive blocks of a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Window {
    /// The blocks, in order.
    pub blocks: Vec<Block>,
    /// The pages of the printed work that they are from, in order.
    pub pages: Vec<PrintedPage>,
    /// Whether the first block is the document's first.
    pub at_start: bool,
    /// Whether the last block is the document's last.
    pub at_end: bool,
}

impl Window {
    /// Whether the block that holds the offset is in it.
    pub(super) fn covers(&self, offset: usize) -> bool {
        let (Some(first), Some(last)) = (self.blocks.first(), self.blocks.last()) else {
            return false;
        };
        (first.start <= offset || self.at_start) && (offset <= last.end() || self.at_end)
    }
}

impl Reader {
    /// The page of the printed work that the marked passage stands on as long as it is shown, else
    /// that of the first line.
    pub fn printed_page(&self) -> Option<&str> {
        let shown = |passage: &&Range<usize>| {
            self.rows().any(|row| match row {
                Row::Line { line, .. } => line.start <= passage.start && passage.start < line.next,
                Row::Blank => false,
            })
        };
        let passage = self.passage.as_ref().filter(shown);
        let place = passage.map_or(self.top, |passage| passage.start);
        printed_page(&self.window.pages, place)
    }
}

/// A document as it is opened.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// The document.
    pub document: Document,
    /// Where the page begins.
    pub position: usize,
    /// The blocks around that place.
    pub window: Window,
    /// The passage that is marked, if it was opened for one.
    pub passage: Option<Range<usize>>,
    /// Whether this is a study guide, shown because the original is not there.
    pub is_guide: bool,
}
