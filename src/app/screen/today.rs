//! What is to be done today.

use super::list::Cursor;
use crate::app::action::Action;
use crate::domain::id::{DeckId, DocId};

/// A deck and what it holds for today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeckLine {
    /// Its id.
    pub id: DeckId,
    /// Its title.
    pub title: String,
    /// Reviews that are due.
    pub due: usize,
    /// Cards in their learning steps.
    pub learning: usize,
    /// New cards within today's limit.
    pub new: usize,
}

impl DeckLine {
    /// What is left to do today.
    pub fn left(&self) -> usize {
        self.due + self.learning + self.new
    }
}

/// The document that was read last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Its id.
    pub id: DocId,
    /// Its title.
    pub title: String,
    /// How far it has been read, from 0 to 100.
    pub percent: u8,
}

/// What the screen shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Overview {
    /// The decks, in the order of their files.
    pub decks: Vec<DeckLine>,
    /// Reviews, learning cards and new cards left for today, the day's limits applied.
    pub due: usize,
    /// See `due`.
    pub learning: usize,
    /// See `due`.
    pub new: usize,
    /// Answers given today.
    pub answered: usize,
    /// Days in a row, up to today or yesterday, with at least one answer.
    pub streak: u32,
    /// The document being read.
    pub reading: Option<Reading>,
    /// A document to begin with, if none was read yet.
    pub first_document: Option<Reading>,
}

/// The one thing to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextThing {
    /// Review what is due.
    Review,
    /// Go on reading.
    Read,
    /// Begin to read.
    BeginReading,
    /// Choose a document.
    Library,
}

impl Overview {
    /// Cards left for today.
    pub fn left(&self) -> usize {
        self.due + self.learning + self.new
    }

    /// The one thing to do next: cards first, since they have a date.
    pub fn next_thing(&self) -> NextThing {
        if self.left() > 0 {
            NextThing::Review
        } else if self.reading.is_some() {
            NextThing::Read
        } else if self.first_document.is_some() {
            NextThing::BeginReading
        } else {
            NextThing::Library
        }
    }

    /// The document to open when the person wants to read.
    pub fn to_read(&self) -> Option<&DocId> {
        self.reading
            .as_ref()
            .or(self.first_document.as_ref())
            .map(|reading| &reading.id)
    }
}

/// The state of the screen.
#[derive(Debug, Default)]
pub struct Today {
    /// What it shows; none until it was read.
    pub overview: Option<Overview>,
    /// The chosen deck.
    pub cursor: Cursor,
}

impl Today {
    /// Moves the cursor among the decks.
    pub fn act(&mut self, action: Action, height: usize) {
        let decks = self
            .overview
            .as_ref()
            .map_or(0, |overview| overview.decks.len());
        self.cursor.act(action, decks, height);
    }

    /// The deck under the cursor.
    pub fn chosen(&self) -> Option<&DeckLine> {
        self.overview.as_ref()?.decks.get(self.cursor.row())
    }
}
