//! The table of contents of the document in the reader.

use super::list::Cursor;
use crate::app::action::Action;
use crate::domain::doc::{Repeated, TocEntry, toc};
use crate::domain::id::DocId;

/// A table of contents as it is read.
#[derive(Debug, Clone, PartialEq)]
pub struct Headings {
    /// The headings, in order.
    pub entries: Vec<TocEntry>,
    /// The sections that stand elsewhere too.
    pub repeats: Vec<Repeated>,
    /// Whether these are left out.
    pub folded: bool,
}

/// The state of the screen.
#[derive(Debug)]
pub struct Contents {
    /// The headings that are shown.
    pub entries: Vec<TocEntry>,
    /// The chosen one.
    pub cursor: Cursor,
    document: DocId,
    all: Headings,
}

impl Contents {
    /// The headings, the cursor on the section that the offset lies in.
    pub fn new(document: DocId, all: Headings, offset: usize, height: usize) -> Self {
        let mut contents = Self {
            entries: Vec::new(),
            cursor: Cursor::default(),
            document,
            all,
        };
        contents.show(offset, height);
        contents
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

    /// Leaves the sections out that stand elsewhere too, or shows them again: the document, whether
    /// they are out now, and how many they are. `None` if there are none.
    pub fn fold(&mut self, height: usize) -> Option<(DocId, bool, usize)> {
        let count = self.repeats().count();
        if count == 0 {
            return None;
        }
        let chosen = self.entries.get(self.cursor.row());
        let offset = chosen.map_or(0, |entry| entry.offset);
        self.all.folded = !self.all.folded;
        self.show(offset, height);
        Some((self.document.clone(), self.all.folded, count))
    }

    /// What an entry repeats, if anything.
    pub fn repeat(&self, entry: &TocEntry) -> Option<&Repeated> {
        self.repeats().find(|repeat| repeat.start == entry.offset)
    }

    /// The repeated sections; a whole document that repeats another is none.
    fn repeats(&self) -> impl Iterator<Item = &Repeated> {
        let of_section = |repeat: &&Repeated| repeat.number.is_some();
        self.all.repeats.iter().filter(of_section)
    }

    fn show(&mut self, offset: usize, height: usize) {
        let all = &self.all.entries;
        let index_of = |repeat: &Repeated| all.iter().position(|e| e.offset == repeat.start);
        let repeats = self
            .repeats()
            .filter(|_| self.all.folded)
            .filter_map(index_of);
        let hidden: Vec<_> = repeats
            .filter_map(|index| {
                let end = toc::section_end(all, index, usize::MAX);
                Some(all.get(index)?.offset..end)
            })
            .collect();
        let is_shown = |entry: &&TocEntry| hidden.iter().all(|part| !part.contains(&entry.offset));
        self.entries = all.iter().filter(is_shown).cloned().collect();
        let row = toc::section_at(&self.entries, offset).unwrap_or(0);
        self.cursor.choose(row, self.entries.len(), height);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::doc::{RepeatOf, SectionNumber};

    #[test]
    fn repeated_sections_are_left_out_with_their_parts_and_come_back() {
        let entry = |(offset, level): (usize, u8)| TocEntry {
            offset,
            level,
            text: format!("节{offset}"),
        };
        let entries: Vec<TocEntry> = [(0, 1), (10, 2), (20, 3), (30, 2), (40, 3), (50, 2)]
            .map(entry)
            .to_vec();
        let repeat = |start, number| Repeated {
            start,
            number,
            of: RepeatOf::Section(SectionNumber(vec![1])),
            exact: true,
        };
        let headings = |repeats: Vec<Repeated>| Headings {
            entries: entries.clone(),
            repeats,
            folded: false,
        };
        let offsets = |contents: &Contents| -> Vec<usize> {
            contents.entries.iter().map(|entry| entry.offset).collect()
        };
        let id = DocId::new("d");
        let mut contents = Contents::new(
            id.clone(),
            headings(vec![repeat(30, Some(SectionNumber(vec![2])))]),
            45,
            9,
        );
        assert_eq!(contents.cursor.row(), 4);
        assert_eq!(contents.repeat(&entries[3]).map(|r| r.start), Some(30));
        assert_eq!(contents.fold(9), Some((id.clone(), true, 1)));
        assert_eq!(offsets(&contents), [0, 10, 20, 50]);
        assert_eq!(
            contents.cursor.row(),
            2,
            "the section before what is hidden"
        );
        assert_eq!(contents.fold(9), Some((id.clone(), false, 1)));
        assert_eq!(offsets(&contents), [0, 10, 20, 30, 40, 50]);
        // A whole document that repeats another has no section to leave out.
        let mut whole = Contents::new(id, headings(vec![repeat(0, None)]), 0, 9);
        assert_eq!(whole.repeat(&entries[0]), None);
        assert_eq!(whole.fold(9), None);
    }
}
