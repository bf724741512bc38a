//! Names of things: newtypes over text, so that a note's id is never taken for a deck's.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Takes the text as it is.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The text of the id.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id! {
    /// A document in the library.
    DocId
}
id! {
    /// A deck: the `id` of a deck file.
    DeckId
}
id! {
    /// A note: what a person writes; unique over all decks.
    NoteId
}
id! {
    /// A card: what is scheduled. The note's id, a slash, and the name of the card's part.
    CardId
}
id! {
    /// A device that writes to the log; kept outside the database, so that a copy gets a new one.
    DeviceId
}

impl CardId {
    /// The card that asks for `part` of `note`.
    pub fn of(note: &NoteId, part: &str) -> Self {
        Self(format!("{note}/{part}"))
    }
}
