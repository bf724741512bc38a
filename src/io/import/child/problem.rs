//! What can be wrong with a file that is parsed in the cell.

use serde::{Deserialize, Serialize};

/// Why the cell's parser does not take a file. It is written on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Refusal {
    /// The file is not of the format that it is said to be.
    #[error("not a file of this format")]
    NotThisFormat,
    /// The file is cut off or damaged; the parser's words.
    #[error("damaged: {0}")]
    Damaged(String),
    /// The file is encrypted.
    #[error("encrypted")]
    Encrypted,
    /// Its parts are nested deeper than this.
    #[error("nested deeper than {0}")]
    TooDeep(usize),
    /// An archive has more entries than this.
    #[error("more than {0} entries")]
    TooManyEntries(usize),
    /// An archive holds more than this many MiB.
    #[error("unpacks to more than {0} MiB")]
    UnpacksTooLarge(u64),
    /// An entry of an archive is packed more tightly than any text is.
    #[error("{0} is packed too tightly")]
    PackedTooTightly(String),
    /// Entries of an archive share their bytes.
    #[error("entries overlap")]
    Overlapping,
    /// Entries of an archive share their name.
    #[error("entries of one name")]
    SameNames,
    /// An entry's name leads out of the archive, or has control characters in it.
    #[error("bad entry name {0:?}")]
    BadName(String),
    /// An entry of an archive is a symbolic link.
    #[error("{0:?} is a symbolic link")]
    Link(String),
    /// An XML part defines entities.
    #[error("defines entities")]
    Entities,
    /// The pages are pictures without text.
    #[error("{pages} pages without text")]
    Scanned {
        /// How many pages there are.
        pages: u32,
    },
    /// The program was built without this format.
    #[error("built without this format")]
    NotBuiltIn,
}

/// What a person should know of a file that was taken all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Warning {
    /// A part of the file is missing or cannot be read; its name in the file.
    PartMissing(String),
    /// Pictures are missing, too large, of no known format, too many, or not in the file's folder.
    PicturesLeftOut {
        /// How many.
        pictures: u32,
    },
    /// Some pages are pictures without text.
    PagesWithoutText {
        /// How many.
        pages: u32,
    },
}

impl Warning {
    /// Adds one to those of a file; pictures that were left out are counted together.
    pub fn add_to(self, warnings: &mut Vec<Self>) {
        if let Self::PicturesLeftOut { pictures: more } = self {
            for warning in &mut *warnings {
                if let Self::PicturesLeftOut { pictures } = warning {
                    *pictures += more;
                    return;
                }
            }
        }
        warnings.push(self);
    }

    /// What it is called in data.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::PartMissing(_) => "part_missing",
            Self::PicturesLeftOut { .. } => "pictures_left_out",
            Self::PagesWithoutText { .. } => "pages_without_text",
        }
    }
}

/// Why nothing came out of the cell.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CellError {
    /// The parser does not take the file.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The file is larger than this many bytes.
    #[error("larger than {0} bytes")]
    TooLarge(u64),
    /// The parser needs more memory than this many MiB.
    #[error("needs more than {0} MiB")]
    OutOfMemory(u64),
    /// The parser needs more time than this many seconds.
    #[error("needs more than {0} s")]
    TooSlow(u64),
    /// What came out passed a limit of the reading side.
    #[error("too much came out")]
    TooMuch,
    /// The parser fell over.
    #[error("the parser crashed")]
    Crashed,
    /// The child process cannot be started or cannot limit itself; the system's words.
    #[error("cannot start the cell: {0}")]
    CannotStart(String),
}
