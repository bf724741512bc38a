//! The documents of the library.

mod order;

use super::list::Cursor;
use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::notice::Notice;
use crate::app::screen::brief::Scope;
use crate::app::screen::preview::Subject;
use crate::domain::id::DocId;

pub use order::Order;

/// A document in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShelfEntry {
    /// Its id.
    pub id: DocId,
    /// Its title.
    pub title: String,
    /// Its author, if known.
    pub author: Option<String>,
    /// Whether it is part of the program.
    pub shipped: bool,
    /// Length in bytes.
    pub length: usize,
    /// Place of the reader in bytes; none if it was never opened.
    pub position: Option<usize>,
}

impl ShelfEntry {
    /// How far it has been read, from 0 to 100; none if it was never opened.
    pub fn percent(&self) -> Option<u8> {
        self.position.map(|at| percent(at, self.length))
    }
}

/// How far an offset lies in a document, from 0 to 100.
pub fn percent(offset: usize, length: usize) -> u8 {
    let length = length.max(1);
    u8::try_from((offset.min(length) * 100 + length / 2) / length).unwrap_or(100)
}

/// All documents, the one read last first.
pub type Shelf = Vec<ShelfEntry>;

/// The state of the screen.
#[derive(Debug, Default)]
pub struct Library {
    /// The documents that the filter lets through, in the order that was chosen.
    pub shelf: Shelf,
    /// The chosen one.
    pub cursor: Cursor,
    /// All documents, the one read last first.
    all: Shelf,
    order: Order,
    filter: String,
    /// The document whose removal was asked for once.
    doomed: Option<DocId>,
    /// The document that the cursor goes to when the list comes next.
    awaited: Option<DocId>,
    /// A path that was typed and led to nothing.
    typed: String,
}

/// What the screen wants of the model.
#[derive(Debug, PartialEq)]
pub enum Wish {
    /// An effect.
    Do(Effect),
    /// The document of this id and title to be taken out.
    Remove(DocId, String),
    /// A sentence to show.
    Say(Notice),
    /// A line of text: the path of a file or a folder to import.
    AskPath(String),
    /// A line of text: what title or author of the documents shown must contain.
    AskFilter(String),
    /// Another order.
    Sort(Order),
    /// A line of text: the new title of this document.
    AskTitle(DocId, String),
    /// A line of text: the author of this document.
    AskAuthor(DocId, String),
}

impl Library {
    /// An empty list that will be shown in this order.
    pub fn new(order: Order) -> Self {
        Self {
            order,
            ..Self::default()
        }
    }

    /// How many documents there are, whatever the filter lets through.
    pub fn total(&self) -> usize {
        self.all.len()
    }

    /// The order of the list.
    pub fn order(&self) -> Order {
        self.order
    }

    /// What title or author of the documents shown contain; empty if all are shown.
    pub fn filter(&self) -> &str {
        &self.filter
    }

    /// Takes the list anew, the one read last first. The cursor stays on its document, or goes to
    /// the one it waits for, which no filter hides.
    pub fn set(&mut self, entries: Shelf, height: usize) {
        self.all = entries;
        self.arrange(height);
        let Some(awaited) = self.awaited.take() else {
            return;
        };
        if self.all.iter().any(|entry| entry.id == awaited) {
            let row = |library: &Self| library.shelf.iter().position(|e| e.id == awaited);
            if row(self).is_none() {
                self.set_filter("", height);
            }
            let row = row(self).unwrap_or(self.cursor.row());
            self.cursor.choose(row, self.shelf.len(), height);
        }
    }

    /// Puts the cursor on this document as soon as the list has it.
    pub fn await_document(&mut self, id: DocId) {
        self.awaited = Some(id);
        self.typed.clear();
    }

    /// Keeps a path that led to nothing, for the person to mend.
    pub fn keep_typed(&mut self, path: &str) {
        path.clone_into(&mut self.typed);
    }

    /// Shows the documents alone whose title or author contains the text, in either case.
    pub fn set_filter(&mut self, text: &str, height: usize) {
        // Who was asked about one list is not answered by another.
        self.doomed = None;
        text.trim().clone_into(&mut self.filter);
        self.arrange(height);
    }

    fn arrange(&mut self, height: usize) {
        let chosen = self.chosen().map(|entry| entry.id.clone());
        let wanted = self.filter.to_lowercase();
        let holds = |text: &str| text.to_lowercase().contains(&wanted);
        let passes =
            |entry: &&ShelfEntry| holds(&entry.title) || entry.author.as_deref().is_some_and(holds);
        self.shelf = self.all.iter().filter(passes).cloned().collect();
        self.order.sort(&mut self.shelf);
        let row = self
            .shelf
            .iter()
            .position(|entry| Some(&entry.id) == chosen.as_ref());
        self.cursor
            .choose(row.unwrap_or(self.cursor.row()), self.shelf.len(), height);
    }

    /// The document under the cursor.
    pub fn chosen(&self) -> Option<&ShelfEntry> {
        self.shelf.get(self.cursor.row())
    }

    /// Forgets a question whether to remove a document: another key was pressed.
    pub fn forget_question(&mut self) {
        self.doomed = None;
    }

    /// Does what a key asks for.
    pub fn act(&mut self, action: Action, height: usize) -> Option<Wish> {
        let doomed = self.doomed.take();
        if self.cursor.act(action, self.shelf.len(), height) {
            return None;
        }
        if action == Action::ImportDocument {
            return Some(Wish::AskPath(self.typed.clone()));
        }
        if action == Action::FilterDocuments {
            return Some(Wish::AskFilter(self.filter.clone()));
        }
        if action == Action::SortDocuments {
            self.order = self.order.next();
            self.arrange(height);
            return Some(Wish::Sort(self.order));
        }
        let entry = self.shelf.get(self.cursor.row())?;
        match action {
            Action::OpenDocument => Some(Wish::Do(Effect::OpenDocument(entry.id.clone()))),
            Action::StartBrief => Some(Wish::Do(Effect::LoadBrief(Scope::Document(
                entry.id.clone(),
                None,
            )))),
            Action::CheckDocument if !entry.shipped => Some(Wish::Do(Effect::LoadPreview(
                Subject::Document(entry.id.clone()),
            ))),
            Action::CheckDocument
            | Action::RenameDocument
            | Action::SetAuthor
            | Action::RemoveDocument
                if entry.shipped =>
            {
                Some(Wish::Say(Notice::Shipped))
            }
            Action::SetAuthor => {
                let author = entry.author.clone().unwrap_or_default();
                Some(Wish::AskAuthor(entry.id.clone(), author))
            }
            Action::RenameDocument => Some(Wish::AskTitle(entry.id.clone(), entry.title.clone())),
            Action::RemoveDocument if doomed.as_ref() == Some(&entry.id) => {
                Some(Wish::Remove(entry.id.clone(), entry.title.clone()))
            }
            Action::RemoveDocument => {
                self.doomed = Some(entry.id.clone());
                Some(Wish::Say(Notice::ConfirmRemove(entry.title.clone())))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: &str, shipped: bool) -> ShelfEntry {
        ShelfEntry {
            id: DocId::new(id),
            title: id.to_owned(),
            author: None,
            shipped,
            length: 200,
            position: None,
        }
    }

    #[test]
    fn removing_is_asked_for_twice_and_never_done_to_shipped_documents() {
        let mut library = Library::default();
        library.set(vec![entry("a", true), entry("b", false)], 10);
        assert_eq!(
            library.act(Action::RemoveDocument, 10),
            Some(Wish::Say(Notice::Shipped))
        );
        library.act(Action::Down, 10);
        let ask = Some(Wish::Say(Notice::ConfirmRemove("b".to_owned())));
        assert_eq!(library.act(Action::RemoveDocument, 10), ask);
        library.act(Action::Down, 10);
        assert_eq!(
            library.act(Action::RemoveDocument, 10),
            ask,
            "a move forgets the question"
        );
        let done = Some(Wish::Remove(DocId::new("b"), "b".to_owned()));
        assert_eq!(library.act(Action::RemoveDocument, 10), done);
    }

    #[test]
    fn the_cursor_stays_with_its_document() {
        let mut library = Library::default();
        library.set(vec![entry("a", false), entry("b", false)], 10);
        library.act(Action::Down, 10);
        library.set(
            vec![entry("b", false), entry("c", false), entry("a", false)],
            10,
        );
        assert_eq!(library.chosen().map(|e| e.id.as_str()), Some("b"));
    }

    #[test]
    fn a_filter_shows_what_contains_it_in_title_or_author() {
        let mut library = Library::default();
        let mut by = entry("论学", false);
        by.author = Some("Wang Fu".to_owned());
        library.set(vec![entry("Wanted", true), by, entry("别的", false)], 10);
        let titles = |library: &Library| -> Vec<String> {
            library.shelf.iter().map(|e| e.title.clone()).collect()
        };
        for (text, shown) in [
            ("wan", vec!["Wanted", "论学"]),
            (" 别 ", vec!["别的"]),
            ("FU", vec!["论学"]),
            ("无", vec![]),
            ("", vec!["Wanted", "论学", "别的"]),
        ] {
            library.set_filter(text, 10);
            assert_eq!(titles(&library), shown, "{text:?}");
            assert_eq!(library.total(), 3);
        }
        library.set_filter("无", 10);
        assert_eq!(library.chosen(), None);
        assert_eq!(library.act(Action::RemoveDocument, 10), None);
        library.set(vec![entry("无题", false)], 10);
        assert_eq!(titles(&library), ["无题"], "the filter stays");
    }

    #[test]
    fn the_cursor_stays_with_its_document_in_another_order() {
        let mut library = Library::new(Order::LastRead);
        library.set(vec![entry("b", false), entry("a", false)], 10);
        assert_eq!(
            library.act(Action::SortDocuments, 10),
            Some(Wish::Sort(Order::Title))
        );
        let rows: Vec<&str> = library.shelf.iter().map(|e| e.title.as_str()).collect();
        assert_eq!((rows, library.cursor.row()), (vec!["a", "b"], 1));
    }

    #[test]
    fn percentages_stay_within_bounds() {
        assert_eq!(
            (percent(0, 0), percent(50, 200), percent(300, 200)),
            (0, 25, 100)
        );
    }
}
