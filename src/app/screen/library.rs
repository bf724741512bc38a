//! The documents of the library.

use super::list::Cursor;
use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::notice::Notice;
use crate::app::screen::brief::Scope;
use crate::domain::id::DocId;

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
    /// The documents.
    pub shelf: Shelf,
    /// The chosen one.
    pub cursor: Cursor,
    /// The document whose removal was asked for once.
    doomed: Option<DocId>,
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
    /// A line of text: the path of a file to import.
    AskPath,
    /// A line of text: the new title of this document.
    AskTitle(DocId, String),
    /// A line of text: the author of this document.
    AskAuthor(DocId, String),
}

impl Library {
    /// Takes the list anew and keeps the cursor on its document.
    pub fn set(&mut self, entries: Shelf, height: usize) {
        let chosen = self.chosen().map(|entry| entry.id.clone());
        self.shelf = entries;
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
            return Some(Wish::AskPath);
        }
        let entry = self.shelf.get(self.cursor.row())?;
        match action {
            Action::OpenDocument => Some(Wish::Do(Effect::OpenDocument(entry.id.clone()))),
            Action::StartBrief => Some(Wish::Do(Effect::LoadBrief(Scope::Document(
                entry.id.clone(),
                None,
            )))),
            Action::RenameDocument | Action::SetAuthor | Action::RemoveDocument
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
    fn percentages_stay_within_bounds() {
        assert_eq!(
            (percent(0, 0), percent(50, 200), percent(300, 200)),
            (0, 25, 100)
        );
    }
}
