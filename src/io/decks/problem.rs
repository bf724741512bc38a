//! What can be wrong with a deck file, as data. The sentences that people read are the locale's;
//! `Display` is for the log file.

use crate::domain::deck::{ClozeErrorKind, NoteBody, NoteKind, SourceRef};
use crate::domain::id::{CardId, DeckId, NoteId};
use std::fmt;

/// Something wrong with a deck file, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{location}: {kind}")]
pub struct DeckProblem {
    /// Where it is.
    pub location: Location,
    /// What it is.
    pub kind: DeckProblemKind,
}

impl DeckProblem {
    /// Whether it is only a warning: nothing is left out for it.
    pub fn is_warning(&self) -> bool {
        matches!(
            self.kind,
            DeckProblemKind::SamePrompt { .. }
                | DeckProblemKind::BadOverlay(OverlayFault::GoneNote { .. })
        )
    }

    /// The names of the files that have a part in it: its own, and one that it points to.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        let other = match &self.kind {
            DeckProblemKind::DuplicateNote { first, .. }
            | DeckProblemKind::DuplicateDeck { first, .. }
            | DeckProblemKind::BadOverlay(OverlayFault::ChangedTwice { first, .. }) => Some(first),
            _ => None,
        };
        let places = std::iter::once(&self.location).chain(other);
        places.map(|place| place.file.as_str())
    }
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// The name of the file as messages show it.
    pub file: String,
    /// The line and column.
    pub position: Position,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Position { line, column } = self.position;
        write!(f, "{}:{line}:{column}", self.file)
    }
}

/// A place in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// From 1.
    pub line: u32,
    /// In characters, from 1.
    pub column: u32,
}

impl Position {
    /// The first character.
    pub const START: Self = Self { line: 1, column: 1 };
}

/// What can be wrong with a deck file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DeckProblemKind {
    /// The file cannot be read.
    #[error("cannot be read: {reason}")]
    Unreadable {
        /// What the system says.
        reason: String,
    },
    /// The file is larger than [`super::MAX_DECK_BYTES`].
    #[error("is larger than {most} bytes")]
    TooLarge {
        /// The greatest size, in bytes.
        most: u64,
    },
    /// The file is not UTF-8.
    #[error("is not UTF-8 text")]
    NotUtf8,
    /// The file is not TOML.
    #[error("not TOML: {message}")]
    Syntax {
        /// What the TOML parser says, in English.
        message: String,
    },
    /// A key is set twice in one table.
    #[error("the key `{key}` is set twice")]
    DuplicateKey {
        /// The key.
        key: String,
    },
    /// A key that does not belong there.
    #[error("unknown key `{key}` in {place}{}", suggestion(nearest.as_ref()))]
    UnknownKey {
        /// The key.
        key: String,
        /// The table it stands in.
        place: TablePlace,
        /// The valid key it resembles, if any.
        nearest: Option<&'static str>,
    },
    /// A kind of note that does not exist.
    #[error("unknown kind `{kind}`{}", suggestion(nearest.as_ref()))]
    UnknownKind {
        /// The kind as it was written.
        kind: String,
        /// The kind it resembles, if any.
        nearest: Option<NoteKind>,
    },
    /// A value of a wrong type.
    #[error("`{key}` must be {expected}, not {found}")]
    WrongType {
        /// The key.
        key: &'static str,
        /// The type it needs.
        expected: ValueType,
        /// The type it has.
        found: ValueType,
    },
    /// A key that is needed is not there.
    #[error("{place} needs the key `{key}`")]
    MissingKey {
        /// The key.
        key: &'static str,
        /// The table it should stand in.
        place: TablePlace,
    },
    /// A text without characters other than white space.
    #[error("`{key}` is empty")]
    Empty {
        /// The key.
        key: &'static str,
    },
    /// An array with too few elements.
    #[error("`{key}` needs at least {least}, not {found}")]
    TooFew {
        /// The key.
        key: &'static str,
        /// How many it needs.
        least: usize,
        /// How many it has.
        found: usize,
    },
    /// A text that is too long.
    #[error("`{key}` has {found} characters, at most {most} are allowed")]
    TooLong {
        /// The key.
        key: &'static str,
        /// How many characters are allowed.
        most: usize,
        /// How many it has.
        found: usize,
    },
    /// An id with other characters than `a-z`, `0-9` and `-`.
    #[error("the id `{id}` may hold only a-z, 0-9 and -")]
    BadId {
        /// The id as it was written.
        id: String,
    },
    /// A note's id that another note has.
    #[error("the note id `{id}` is already used at {first}")]
    DuplicateNote {
        /// The id.
        id: NoteId,
        /// Where the id stands first.
        first: Location,
    },
    /// A deck's id that another deck has.
    #[error("the deck id `{id}` is already used at {first}")]
    DuplicateDeck {
        /// The id.
        id: DeckId,
        /// Where the id stands first.
        first: Location,
    },
    /// Two fields of a profile, or two sets of a contrast, of one name.
    #[error("the name `{name}` stands twice in `{key}`")]
    DuplicateName {
        /// `fields` or `sets`.
        key: &'static str,
        /// The name.
        name: String,
    },
    /// `directions` is not `["definition"]`, `["term"]` or both.
    #[error("`directions` must be [\"definition\"], [\"term\"] or both")]
    BadDirections,
    /// A definition that gives away its term while the term is asked for.
    #[error(
        "the definition holds its own term `{term}`: \
         reword it, or ask one way with directions = [\"definition\"]"
    )]
    TermInDefinition {
        /// The term.
        term: String,
    },
    /// A malformed cloze.
    #[error("{0}")]
    BadCloze(ClozeErrorKind),
    /// A card that asks the same as another; a warning.
    #[error("the card `{again}` asks the same as `{first}`")]
    SamePrompt {
        /// The card that comes first.
        first: CardId,
        /// The card that asks the same again.
        again: CardId,
    },
    /// An entry of an overlay that cannot be laid over its note.
    #[error("{0}")]
    BadOverlay(OverlayFault),
}

/// Why an entry of an overlay cannot be laid over its note.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OverlayFault {
    /// There never was such a note.
    #[error("there is no note `{id}`{}", suggestion(nearest.as_ref()))]
    UnknownNote {
        /// The id as it was written.
        id: NoteId,
        /// The note's id that it resembles, if any.
        nearest: Option<NoteId>,
    },
    /// There is no such note any more; a warning.
    #[error("the note `{id}` is gone: its overlay is kept for when it comes back")]
    GoneNote {
        /// The id.
        id: NoteId,
    },
    /// Another entry changes the note.
    #[error("the note `{id}` is already changed at {first}")]
    ChangedTwice {
        /// The id.
        id: NoteId,
        /// Where the first one is.
        first: Location,
    },
    /// It would make the note one of another kind.
    #[error("the kind cannot be changed: the note is of kind `{kind}`")]
    KindChanged {
        /// The kind of the note.
        kind: NoteKind,
    },
}

/// The table in which a key stands or is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TablePlace {
    /// The deck itself.
    Deck,
    /// An overlay file.
    Overlay,
    /// An entry of an overlay file.
    Change,
    /// A note whose kind is not known.
    Note,
    /// A note of that kind.
    NoteOf(NoteKind),
    /// The source of a note.
    Source,
    /// A field of a profile.
    Field,
    /// A set of a contrast.
    Set,
}

impl fmt::Display for TablePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Deck => f.write_str("a deck"),
            Self::Overlay => f.write_str("an overlay"),
            Self::Change => f.write_str("an entry of an overlay"),
            Self::Note => f.write_str("a note"),
            Self::NoteOf(kind) => write!(f, "a note of kind `{kind}`"),
            Self::Source => f.write_str("`source`"),
            Self::Field => f.write_str("an entry of `fields`"),
            Self::Set => f.write_str("an entry of `sets`"),
        }
    }
}

/// The type of a TOML value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ValueType {
    /// Text in quotation marks.
    String,
    /// A whole number.
    Integer,
    /// A number with a fraction.
    Float,
    /// `true` or `false`.
    Boolean,
    /// A date or a time.
    Datetime,
    /// `[…]`.
    Array,
    /// `{…}` or a section under a header.
    Table,
}

impl fmt::Display for ValueType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::String => "a string",
            Self::Integer => "an integer",
            Self::Float => "a float",
            Self::Boolean => "a boolean",
            Self::Datetime => "a date",
            Self::Array => "an array",
            Self::Table => "a table",
        })
    }
}

/// The greatest length of a wording in characters.
pub(super) const WORDING_MOST: usize = NoteBody::WORDING_CHARS;
/// The greatest length of a snippet in characters.
pub(super) const SNIPPET_MOST: usize = SourceRef::SNIPPET_CHARS;

fn suggestion(nearest: Option<impl fmt::Display>) -> String {
    nearest.map_or_else(String::new, |name| format!("; did you mean `{name}`?"))
}
