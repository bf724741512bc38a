//! The table of contents of the document in the reader.

use super::list::Cursor;
use crate::app::action::Action;
use crate::domain::doc::{TocEntry, toc};

/// The state of the screen.
#[derive(Debug)]
pub struct Contents {
    /// The headings.
    pub entries: Vec<TocEntry>,
    /// The chosen one.
    pub cursor: Cursor,
}

impl Contents {
    /// The headings, the cursor on the section that the offset lies in.
    pub fn new(entries: Vec<TocEntry>, offset: usize, height: usize) -> Self {
        let mut cursor = Cursor::default();
        cursor.choose(
            toc::section_at(&entries, offset).unwrap_or(0),
            entries.len(),
            height,
        );
        Self { entries, cursor }
    }

    /// Moves the cursor; the offset to go to when a heading was taken.
    pub fn act(&mut self, action: Action, height: usize) -> Option<usize> {
        self.cursor.act(action, self.entries.len(), height);
        if action == Action::GoToHeading {
            return self
                .entries
                .get(self.cursor.row())
                .map(|entry| entry.offset);
        }
        None
    }
}
