//! What `update` wants done: data, run by the runtime.

use super::config::ThemeName;
use super::screen::brief::Scope;
use super::screen::library::Order;
use super::screen::preview::Subject;
use super::screen::reader::NoteMark;
use super::screen::reader::PageShape;
use super::screen::review::QuizWish;
use super::screen::study::StudyWish;
use super::screen::task::Attempt;
use crate::domain::deck::SourceRef;
use crate::domain::doc::DocumentEdit;
use crate::domain::doc::reflow::{Decisions, Options};
use crate::domain::id::{DeckId, DocId};
use crate::domain::quiz::Folding;
use crate::domain::srs::{CardKey, Event};
use std::ops::Range;
use std::sync::Arc;

/// Which way a search goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Towards the end.
    Forward,
    /// Towards the beginning.
    Backward,
}

/// Something to be remembered about the program itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// The welcome was seen.
    Welcomed,
    /// The column that a key set, in cells.
    Column(u16),
    /// The theme that a key set.
    Theme(ThemeName),
    /// The order of the Library that a key set.
    Order(Order),
}

/// Something to be done in the world.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Read what Today shows.
    LoadOverview,
    /// Remember something about the program itself.
    Keep(Kept),
    /// Read the list of documents.
    LoadShelf,
    /// Open a document at the remembered place.
    OpenDocument(DocId),
    /// Read blocks around an offset.
    LoadBlocks {
        /// The document.
        doc: DocId,
        /// The offset.
        at: usize,
        /// Bytes of text on each side of it, where the document has them.
        reach: usize,
        /// Whether what is shown is whole without them: they are for the pages to come, and can be
        /// read while this one is looked at.
        ahead: bool,
    },
    /// Count the pages of a document in this shape. In the background, once nothing else is to be
    /// done; stopped when the shape changes.
    CountPages(DocId, PageShape),
    /// Read a table of contents.
    LoadToc(DocId),
    /// Look for a query from an offset on. In the background.
    Find {
        /// The document.
        doc: DocId,
        /// What to look for.
        query: String,
        /// Hits from here on count; for a search backward, hits before it.
        from: usize,
        /// Which way.
        direction: Direction,
    },
    /// Count where a query stands in a document. In the background.
    CountHits(DocId, String),
    /// Look for a mark of a note. In the background.
    FindNote {
        /// The document.
        doc: DocId,
        /// Which mark.
        note: NoteMark,
    },
    /// Remember whether the table of contents of a document leaves out what stands elsewhere too.
    FoldRepeats(DocId, bool),
    /// Remember the place in a document.
    SavePosition(DocId, usize),
    /// Import a file, or all files of a folder. In the background.
    Import {
        /// The path as the person typed it.
        path: String,
        /// Whether to open the document afterwards.
        open: bool,
    },
    /// Read a text to be looked at before it is imported. In the background.
    LoadPreview(Subject),
    /// Make blocks of a text again, and hand those on that are near a byte. In the background.
    Reflow {
        /// The text.
        raw: Arc<str>,
        /// What was decided.
        options: Options,
        /// The byte.
        around: usize,
        /// What the answer is known by.
        asked: u32,
    },
    /// Import a file with what was decided about its joins. In the background.
    ImportDecided {
        /// Its path.
        path: String,
        /// What was decided.
        decisions: Decisions,
    },
    /// Give a document another title or author.
    EditDocument(DocId, DocumentEdit),
    /// Take a document out of the library.
    Remove(DocId),
    /// Put a brief together.
    LoadBrief(Scope),
    /// Open a review session, of one deck or of all.
    StartSession(Option<DeckId>),
    /// Open a session of custom study.
    StartStudy(StudyWish),
    /// Count the reviews of the days to come.
    CountAhead,
    /// Open a quiz.
    StartQuiz(QuizWish),
    /// Judge words that were recited. In the background.
    Judge(CardKey, Box<Attempt>),
    /// Look up how an answer is read. In the background.
    ReadInitials {
        /// The card.
        key: CardKey,
        /// The parts of the answer.
        parts: Vec<String>,
        /// Places in each, in bytes, that are to be told apart.
        failed: Vec<Range<usize>>,
    },
    /// Find out which items of a list were typed. In the background.
    NameItems {
        /// The card.
        key: CardKey,
        /// The items.
        items: Vec<String>,
        /// What was typed.
        typed: String,
        /// What counts as the same.
        folding: Folding,
    },
    /// Put wrong answers beside the right one of a card. In the background.
    Choose {
        /// The card.
        key: CardKey,
        /// Its deck, whose other notes the wrong answers come from.
        deck: DeckId,
        /// What chance begins with.
        seed: u64,
    },
    /// Show the picture with this name in a viewer. In the background.
    OpenPicture(String),
    /// Open an address in the program that is for it. In the background.
    OpenAddress(String),
    /// Read a text aloud; what is being read is broken off.
    Speak(String),
    /// End the session: others may review now.
    EndSession,
    /// Read a card.
    Deal(CardKey),
    /// Append an entry to the log and bring the card's state up to it, in one transaction.
    Record(Event),
    /// Take back the last change that can be taken back; whether practice, which changed nothing, is
    /// among these.
    Undo(bool),
    /// Do again what was taken back last, unless something else was done since; whether practice is
    /// among that.
    Redo(bool),
    /// Find and open the passage a card came from. In the background.
    OpenSource(CardKey, SourceRef),
    /// Let the terminal, or the program, have the mouse.
    CaptureMouse(bool),
    /// Clear the screen and draw it anew.
    Redraw,
    /// Stand in the background of the shell until called back.
    Suspend,
}
