//! What the program says in passing, as data; `locale` has the sentences.

use crate::app::config::ThemeName;
use crate::domain::deck::Prompt;
use crate::domain::id::{DeckId, DocId};
use crate::domain::quiz::Mode;
use crate::domain::srs::{Grade, Leech};
use crate::domain::time::ClockStep;

/// Why there is no hint, or no other way to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoHelp {
    /// The card has no hint.
    NoHint,
    /// All its hints are shown.
    NoMoreHints,
    /// Its answer is shown: it comes too late.
    Shown,
}

/// A sentence to be shown in the bottom line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// The last line of the document is shown.
    AtEnd,
    /// The first line of the document is shown.
    AtStart,
    /// No table and no code of the page goes further to that side.
    NothingWider,
    /// A query was not found.
    NotFound(String),
    /// A search went past the end and began anew at the start, or the other way round.
    Wrapped,
    /// Only documents with this text in title or author are listed.
    Filtered(String),
    /// The column is so wide, in cells; whether it goes no further to that side.
    Column(u16, bool),
    /// The theme is another one now.
    Theme(ThemeName),
    /// There is no query to look for again.
    NoQuery,
    /// There is no earlier place to go back to.
    NoJump,
    /// There is no later place to go forward to.
    NoJumpAhead,
    /// No mark of a note is on the page.
    NoNotes,
    /// The mark leads to no note, or nothing refers to the note.
    NoteMissing,
    /// The table of contents leaves out this many sections, or shows them again.
    RepeatsFolded {
        /// How many they are.
        count: usize,
        /// Whether they are out now.
        folded: bool,
    },
    /// No section of the document stands elsewhere too.
    NoRepeats,
    /// The document has no headings.
    NoContents,
    /// The percentage was not a number from 0 to 100.
    BadPercent,
    /// A file or a folder is being imported; how many of a hundred parts are done, once that is
    /// worth telling.
    Importing(String, Option<u8>),
    /// A file was imported.
    Imported(String),
    /// A file took the place of its older version.
    Updated {
        /// The title.
        title: String,
        /// Notes whose passages the older version had and this one has not.
        unplaced: usize,
    },
    /// A file's text was in the library already.
    Known(String),
    /// A file was imported, but it may be garbled.
    Doubtful {
        /// Its title.
        title: String,
        /// The encoding it was read by.
        encoding: String,
        /// Places that could not be decoded.
        replaced: usize,
    },
    /// A file was imported, but something is missing; the first sentence about it, from the
    /// locale, and how many more there are.
    Incomplete(String, usize),
    /// A file was imported, and more of it would go than may without a person's word.
    RemovalsKept(String),
    /// What came of a folder.
    ImportedMany(ImportSum),
    /// No join is doubtful.
    NoDoubts,
    /// There is no later doubtful join.
    LastDoubt,
    /// There is no earlier doubtful join.
    FirstDoubt,
    /// A document has another title now.
    Renamed(String),
    /// A document has another author now.
    AuthorSet(String),
    /// A document has no author any more.
    AuthorCleared,
    /// A document was taken out of the library.
    Removed(String),
    /// Asks whether to take a document out of the library; the same key again does it.
    ConfirmRemove(String),
    /// A shipped document can be neither edited nor removed.
    Shipped,
    /// The mouse belongs to the program, or to the terminal.
    Mouse(bool),
    /// A change to a card was taken back.
    Undone(Change),
    /// There is nothing to take back.
    NothingToUndo,
    /// A change that was taken back holds again.
    Redone(Change),
    /// Nothing was taken back that could be done again.
    NothingToRedo,
    /// The card is in today's queue.
    AskedToday,
    /// There is nothing to be briefed on.
    NothingToBrief,
    /// The card comes back tomorrow.
    Buried,
    /// The card is not asked any more in this quiz or practice; its schedule is as it was.
    PassedOver,
    /// There is no card but the one just answered.
    LastCard,
    /// The card is in today's queue by itself.
    InTodayAlready,
    /// The card does not come back until the person wants it.
    Suspended,
    /// There are no cards like those that were wished for.
    NothingToStudy,
    /// Parameters were taken back, or hold again.
    ParametersChanged,
    /// Dates that were chosen anew were taken back, or hold again.
    DatesChanged,
    /// A wish for more cards today was taken back, or holds again.
    LimitsChanged,
    /// The clock does not go on from what was done before; the change was recorded all the same.
    ClockStepped(ClockStep),
    /// The card is forgotten again and again.
    Leech(Leech),
    /// The card names no source.
    NoSource,
    /// There is no help with the card.
    NoHelp(NoHelp),
    /// A grade was given before the answer was shown.
    NotShownYet,
    /// The card is asked in this way now.
    Mode(Mode),
    /// No wrong answer is good enough for a choice: the card is asked without.
    NoChoice,
    /// There is no slip to go on from.
    NoSlip,
    /// The pasted text was longer than can be entered.
    TextCut,
    /// Neither a link nor a picture is on the page.
    NoLinks,
    /// A link that leads to this address is chosen.
    LinkChosen(String),
    /// A link that leads into the document, to this hundredth of it, is chosen.
    LinkInside(u8),
    /// A picture is chosen.
    PictureChosen,
    /// A picture is chosen that is not in the library, but where this says.
    PictureElsewhere(String),
    /// There is no screen for a viewer: where the picture is; whether the terminal is on another
    /// machine.
    NoViewer(String, bool),
    /// There is no screen for a browser: the address.
    NoBrowser(String),
    /// No command to read aloud is set.
    NoSpeech,
    /// There are no cards for such a quiz.
    NothingToAsk,
    /// There is nothing to review.
    NothingDue,
    /// No document has been opened yet.
    NothingToRead,
    /// The original is not in the library: its study guide is shown.
    GuideInstead,
    /// The key does nothing here.
    NoSuchKey(String),
    /// Something went wrong.
    Failed(Failure),
    /// Something in the person's files is wrong; the sentence, from the locale.
    Finding(String),
}

/// A change to a card, as it is told: it may be of another deck and an earlier day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What was done.
    pub what: Deed,
    /// The title of the card's deck.
    pub deck: String,
    /// What the card asks, if its note can be read.
    pub prompt: Option<Prompt>,
}

/// What can be done to a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// It was graded.
    Grade(Grade),
    /// It was practised; whether it was known.
    Practice(bool),
    /// It was put off until tomorrow.
    Burial,
    /// It was set aside.
    Suspension,
    /// It was taken back into the queues.
    Resumption,
    /// It was put into the queue of a day.
    Asking,
    /// Its next review was set to a day.
    Date,
    /// It was made new again.
    Reset,
    /// It was marked as a leech, or the mark was taken away.
    Mark,
}

/// What came of the files of a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportSum {
    /// Files that are new in the library or newer there.
    pub taken: usize,
    /// Files that were there already.
    pub known: usize,
    /// Files that are no text.
    pub skipped: usize,
    /// Files that could not be imported.
    pub failed: usize,
    /// Files whose encoding is not sure, or that could not be decoded whole.
    pub doubtful: usize,
    /// Files of which something is missing.
    pub incomplete: usize,
    /// What was wrong with the first that failed; the words, from the locale.
    pub first_failure: Option<String>,
}

/// What went wrong with an effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The store refused; its own words, from the locale.
    Store(String),
    /// A file could not be imported; the words, from the locale.
    Import(String),
    /// No document has this id any more.
    NoDocument(DocId),
    /// Nothing was found that a card could have come from.
    NoPassage(String),
    /// Another program is reviewing: its process number.
    SessionElsewhere(u32),
    /// No deck has this id.
    NoDeck(DeckId),
    /// The wishes for the schedule cannot be met.
    Schedule,
    /// The database is only read: nothing can be changed.
    ReadOnly,
    /// The command that reads aloud does not start: the command, and why.
    Speech(String, String),
    /// The command that opens pictures and links fails: the command, and why.
    Viewer(String, String),
    /// Work in the background came upon a fault of the program; its words, in English.
    BrokeOff(String),
}
