//! In which order the documents are listed.

use super::ShelfEntry;
use std::cmp::{Ordering, Reverse};

/// An order of the list. Documents that it does not tell apart stay as they were read last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// What was read last first.
    #[default]
    LastRead,
    /// By title, code point by code point.
    Title,
    /// By author, code point by code point; those without one last.
    Author,
    /// What was read furthest first; what was never opened last.
    Progress,
    /// The longest first.
    Length,
}

impl Order {
    const ALL: [Self; 5] = [
        Self::LastRead,
        Self::Title,
        Self::Author,
        Self::Progress,
        Self::Length,
    ];

    /// The name under which it is remembered.
    pub fn name(self) -> &'static str {
        match self {
            Self::LastRead => "last-read",
            Self::Title => "title",
            Self::Author => "author",
            Self::Progress => "progress",
            Self::Length => "length",
        }
    }

    /// The order of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.name() == name)
    }

    /// The one a key goes to from here.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::LastRead => Self::Title,
            Self::Title => Self::Author,
            Self::Author => Self::Progress,
            Self::Progress => Self::Length,
            Self::Length => Self::LastRead,
        }
    }

    /// Sorts documents that come with the one read last first.
    pub(super) fn sort(self, entries: &mut [ShelfEntry]) {
        entries.sort_by(|a, b| self.compare(a, b));
    }

    fn compare(self, a: &ShelfEntry, b: &ShelfEntry) -> Ordering {
        // `None` is less than anything: what is missing goes to the end by a flag of its own.
        let author = |entry: &ShelfEntry| (entry.author.is_none(), entry.author.clone());
        match self {
            Self::LastRead => Ordering::Equal,
            Self::Title => a.title.cmp(&b.title),
            Self::Author => author(a).cmp(&author(b)),
            Self::Progress => Reverse(a.percent()).cmp(&Reverse(b.percent())),
            Self::Length => Reverse(a.length).cmp(&Reverse(b.length)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::DocId;

    fn entry(title: &str, author: Option<&str>, length: usize, at: Option<usize>) -> ShelfEntry {
        ShelfEntry {
            id: DocId::new(title),
            title: title.to_owned(),
            author: author.map(str::to_owned),
            shipped: false,
            length,
            position: at,
        }
    }

    #[test]
    fn each_order_sorts_by_its_own() {
        let shelf = [
            entry("c", None, 200, Some(20)),
            entry("丙", Some("王"), 100, None),
            entry("a", Some("Li"), 400, Some(400)),
            entry("甲", None, 200, Some(0)),
        ];
        for (order, sorted) in [
            (Order::LastRead, ["c", "丙", "a", "甲"]),
            (Order::Title, ["a", "c", "丙", "甲"]),
            (Order::Author, ["a", "丙", "c", "甲"]),
            (Order::Progress, ["a", "c", "甲", "丙"]),
            (Order::Length, ["a", "c", "甲", "丙"]),
        ] {
            let mut entries = shelf.to_vec();
            order.sort(&mut entries);
            let titles: Vec<&str> = entries.iter().map(|e| e.title.as_str()).collect();
            assert_eq!(titles, sorted, "{order:?}");
        }
    }

    #[test]
    fn the_key_goes_round_and_names_lead_back() {
        let mut order = Order::default();
        for _ in Order::ALL {
            assert_eq!(Order::named(order.name()), Some(order));
            order = order.next();
        }
        assert_eq!(order, Order::default());
        assert_eq!(Order::named("size"), None);
    }
}
