//! What can happen: keys and other input, and the answers to effects.

use super::area::Size;
use super::effect::Effect;
use super::key::Key;
use super::notice::{Failure, ImportSum, Notice};
use super::screen::brief::Briefing;
use super::screen::contents::Headings;
use super::screen::library::Shelf;
use super::screen::preview::{Draft, Piece};
use super::screen::reader::{Opened, Pages, Window};
use super::screen::review::{Changed, Dealt, Session};
use super::screen::scroll::Fit;
use super::screen::today::Overview;
use crate::domain::id::DocId;
use crate::domain::quiz::{Choice, Judgement, Said};
use crate::domain::srs::{CardKey, CardState, Load};
use crate::domain::text::Widths;
use crate::domain::time::ClockStep;
use std::ops::Range;

/// Something that happened.
#[derive(Debug)]
pub enum Msg {
    /// The program starts; nothing is on the screen yet.
    Started,
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The left button was pressed on an action the view had painted.
    Act(super::action::Action),
    /// A row of a list was clicked.
    Row(usize),
    /// The wheel turned by this many notches; down is positive.
    Wheel(i16),
    /// The terminal has another size.
    Resize(Size),
    /// The terminal draws characters of ambiguous width otherwise than was believed.
    Widths(Widths),
    /// The view has painted, and this is how the text of the body fitted.
    Fitted(Fit),
    /// Nothing has happened for a while.
    Idle,
    /// Another study day began, or another program changed the database, since it was read for
    /// what is shown.
    Stale,
    /// The program shall end.
    Quit,

    /// What Today shows.
    Overview(Overview),
    /// The documents of the library.
    Shelf(Shelf),
    /// A document was opened.
    Opened(Box<Opened>),
    /// The passage that a card came from.
    Source(CardKey, Box<Opened>),
    /// Blocks around an offset of a document.
    Blocks(DocId, Window),
    /// Where the pages of a document begin.
    Pages(DocId, Pages),
    /// A document's table of contents.
    Toc(DocId, Headings),
    /// What a search came to.
    Found {
        /// The document.
        doc: DocId,
        /// What was looked for.
        query: String,
        /// Where it was found, as bytes of the document.
        hit: Option<Range<usize>>,
        /// Whether the search went past an end of the document.
        wrapped: bool,
    },
    /// A mark of a note was looked for: the document, and where it stands.
    Note(DocId, Option<Range<usize>>),
    /// A click on the mark of a note at this offset.
    Mark(usize),
    /// Where a query stands in a document: the first bytes of all its hits.
    Hits(DocId, String, Vec<usize>),
    /// So many of a hundred parts of an import are done.
    ImportGoesOn(String, u8),
    /// A file was imported, or was there before.
    Imported {
        /// Its id.
        id: DocId,
        /// What to say of it.
        told: Notice,
        /// Whether the person wants to read it now.
        open: bool,
    },
    /// A folder was imported; the first document of it that is in the library.
    ImportedMany(Option<DocId>, ImportSum),
    /// Nothing was imported.
    ImportFailed {
        /// The path as it was typed.
        path: String,
        /// Why.
        failure: Failure,
    },
    /// A text to be looked at before it is imported.
    Preview(Box<Draft>),
    /// The result of a text near what is looked at, and what it was asked by.
    Reflowed(u32, Vec<Piece>),
    /// A brief was put together.
    Briefing(Box<Briefing>),
    /// A review session was opened.
    Session(Box<Session>),
    /// What the open session draws on was changed as a whole: the session as it is now, and what to
    /// say.
    Renewed(Box<Session>, Notice),
    /// The reviews of the days to come.
    Ahead(Box<Load>),
    /// A card to show.
    Dealt(Box<Dealt>),
    /// A card that was asked for is not in the store any more.
    Gone(CardKey),
    /// Words that were recited were judged.
    Judged(CardKey, Box<Judgement>),
    /// The first letters of how the parts of an answer are read.
    InitialsRead(CardKey, Vec<String>),
    /// Items of a list were typed: what each piece of it comes to.
    ItemsNamed(CardKey, Vec<Said>),
    /// A question to choose from; none where no wrong answer is good enough.
    Chosen(CardKey, Option<Choice>),
    /// A change to a card was recorded; its state now, and how the clock stepped before it.
    Recorded(Box<CardState>, Option<ClockStep>),
    /// The last change to a card was taken back; none when there was nothing to take back.
    Undone(Option<Box<Changed>>),
    /// A change that was taken back holds again; none when there was none.
    Redone(Option<Box<Changed>>),
    /// Something is worth a sentence in passing.
    Told(Notice),
    /// An effect failed; for a change that was not recorded, the effect to try again.
    Failed(Failure, Option<Box<Effect>>),
}
