//! Bookmarks: the table of contents that a PDF carries.

use super::{Document, strings};
use crate::io::import::child::html::ContentsEntry;
use oxidize_pdf::structure::{OutlineItem, PageDestination};
use std::collections::{HashMap, VecDeque};

/// Deeper bookmarks are headings of the lowest level.
const DEEPEST: u8 = 6;

/// Bookmarks by page, from 0, in their order.
#[derive(Debug, Default)]
pub(super) struct Bookmarks {
    by_page: HashMap<usize, VecDeque<ContentsEntry>>,
}

impl Bookmarks {
    /// Those of a document; damaged ones count for nothing.
    pub(super) fn of(document: &Document<'_>) -> Self {
        let mut bookmarks = Self::default();
        if let Ok(Some(tree)) = document.outline() {
            bookmarks.add(&tree.items, 1);
        }
        bookmarks
    }

    fn add(&mut self, items: &[OutlineItem], level: u8) {
        for item in items {
            let page = item
                .destination
                .as_ref()
                .map(|destination| &destination.page);
            let words = strings::words(&item.title);
            if let (Some(PageDestination::PageNumber(page)), Some(text)) = (page, words) {
                let entries = self.by_page.entry(*page as usize).or_default();
                entries.push_back(ContentsEntry { level, text });
            }
            self.add(&item.children, (level + 1).min(DEEPEST));
        }
    }

    /// Whether there are any.
    pub(super) fn is_empty(&self) -> bool {
        self.by_page.is_empty()
    }

    /// The bookmarks that lead to a page.
    pub(super) fn on(&mut self, page: usize) -> VecDeque<ContentsEntry> {
        self.by_page.remove(&page).unwrap_or_default()
    }
}
