//! What can go wrong with the database: where, at what, why, and what to do about it, as data.

use crate::domain::id::{CardId, DocId};
use crate::domain::srs::ChainBreak;
use rusqlite::ErrorCode;
use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why nothing can be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The file or its folder cannot be written. What was committed but not yet moved into the
    /// file itself is not seen.
    NotWritable {
        /// What SQLite said.
        why: String,
    },
    /// There is no database and none can be made.
    CannotCreate {
        /// What the system said.
        why: String,
    },
    /// The disk is so full that it cannot even be opened for writing. What was committed but not
    /// yet moved into the file itself is not seen.
    DiskFull,
    /// A newer version of the program wrote it.
    NewerSchema {
        /// The version of its schema.
        found: u32,
        /// The newest one that this program knows.
        known: u32,
    },
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotWritable { why } => write!(f, "it cannot be written: {why}"),
            Self::CannotCreate { why } => write!(f, "it cannot be created: {why}"),
            Self::DiskFull => f.write_str("the disk is full"),
            Self::NewerSchema { found, known } => {
                write!(f, "its schema is {found}, this program knows {known}")
            }
        }
    }
}

/// Why a copy of a database does not count as a backup.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unsound {
    /// It is no database, or one without a log.
    #[error("not a database of this program")]
    Foreign,
    /// SQLite finds it damaged.
    #[error("damaged: {0}")]
    Damaged(String),
    /// Entries of the log are not as they were written.
    #[error("the log does not hold from entry {} on", .0.entry)]
    Chain(ChainBreak),
    /// A newer version of the program wrote it.
    #[error("its schema is {found}, this program knows {known}")]
    Newer {
        /// The version of its schema.
        found: u32,
        /// The newest one that this program knows.
        known: u32,
    },
}

/// What the store was doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// Opening the database.
    Open,
    /// Bringing an older database up to this version.
    Migrate,
    /// Copying the database aside.
    BackUp,
    /// Going back to a backup.
    Restore,
    /// Writing a grade or another event.
    Record,
    /// Undoing or redoing.
    Undo,
    /// Taking in a deck file.
    SyncDeck,
    /// Reading cards and notes.
    ReadCards,
    /// Reading what the program remembers about itself.
    ReadSetting,
    /// Keeping what the program remembers about itself.
    KeepSetting,
    /// Reading the log.
    ReadLog,
    /// Taking in a document.
    Import,
    /// Reading a document.
    ReadDocument,
    /// Renaming, removing or marking the place in a document.
    ChangeDocument,
    /// Checking the database.
    Check,
    /// Repairing the database.
    Repair,
    /// Moving what was committed from the write-ahead log into the file.
    Checkpoint,
}

impl fmt::Display for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Open => "opening the database",
            Self::Migrate => "bringing the database up to date",
            Self::BackUp => "backing up the database",
            Self::Restore => "restoring a backup",
            Self::Record => "recording an event",
            Self::Undo => "undoing",
            Self::SyncDeck => "taking in a deck",
            Self::ReadCards => "reading cards",
            Self::ReadSetting => "reading a setting",
            Self::KeepSetting => "keeping a setting",
            Self::ReadLog => "reading the log",
            Self::Import => "importing a document",
            Self::ReadDocument => "reading a document",
            Self::ChangeDocument => "changing a document",
            Self::Check => "checking the database",
            Self::Repair => "repairing the database",
            Self::Checkpoint => "writing the database file",
        })
    }
}

/// Why it failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreProblem {
    /// SQLite reports an error.
    #[error(transparent)]
    Sql(#[from] rusqlite::Error),
    /// A file or folder beside the database.
    #[error(transparent)]
    File(#[from] io::Error),
    /// A row holds what no version of the program writes.
    #[error("damaged: {0}")]
    Damaged(String),
    /// Nothing can be kept, and this change would need it.
    #[error("the database is open for reading only: {0}")]
    ReadOnly(Reason),
    /// There is no such card.
    #[error("no card `{0}`")]
    NoCard(CardId),
    /// There is no such document.
    #[error("no document `{0}`")]
    NoDocument(DocId),
    /// The rows of an import are gone: another instance took them for leftovers.
    #[error("the import was cleaned away before it was finished")]
    ImportGone,
    /// A copy that does not count.
    #[error(transparent)]
    Unsound(#[from] Unsound),
    /// Another instance has the database open, and here nobody else may.
    #[error("another instance has it open")]
    InUse,
    /// A repair cannot tell good from bad.
    #[error("damaged beyond repair")]
    BeyondRepair,
    /// A `Revert` is written by undoing, with the state that follows from it.
    #[error("a revert is not recorded by itself")]
    BareRevert,
}

impl StoreProblem {
    /// JSON that is none, by its place alone: what it holds is not for the log.
    pub(super) fn unreadable(error: &serde_json::Error) -> Self {
        Self::Damaged(format!("JSON, column {}", error.column()))
    }
}

/// An error of the store.
#[derive(Debug, thiserror::Error)]
#[error("{}: {task}: {problem}", path.display())]
pub struct StoreError {
    /// The file.
    pub path: PathBuf,
    /// What was being done.
    pub task: Task,
    /// Why it failed.
    #[source]
    pub problem: StoreProblem,
}

/// What a person can do about an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advice {
    /// Another instance is writing: try again.
    Retry,
    /// Make room on the disk, then try again.
    FreeSpace,
    /// See who may write the file and its folder.
    CheckPermissions,
    /// Run `wengu check`, and go back to a backup if it finds damage.
    CheckOrRestore,
    /// Use the version of the program that wrote the database, or a newer one.
    UpdateProgram,
    /// Look the name up again: it is not there, or no longer.
    LookAgain,
    /// Go back to a backup.
    Restore,
    /// Close the other instances.
    CloseOthers,
    /// Choose another backup: this one does not count.
    OtherBackup,
    /// Choose another file: this one is there already, or is not.
    OtherFile,
    /// Report it: the program is wrong.
    Report,
}

impl StoreError {
    /// What to do about it.
    pub fn advice(&self) -> Advice {
        match &self.problem {
            StoreProblem::Sql(error) if means_full(error) => Advice::FreeSpace,
            StoreProblem::Sql(error) => sql_advice(error.sqlite_error_code()),
            StoreProblem::File(error) if error.kind() == io::ErrorKind::StorageFull => {
                Advice::FreeSpace
            }
            StoreProblem::File(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::AlreadyExists | io::ErrorKind::NotFound
                ) =>
            {
                Advice::OtherFile
            }
            StoreProblem::File(_) => Advice::CheckPermissions,
            StoreProblem::ReadOnly(Reason::NotWritable { .. } | Reason::CannotCreate { .. }) => {
                Advice::CheckPermissions
            }
            StoreProblem::ReadOnly(Reason::DiskFull) => Advice::FreeSpace,
            StoreProblem::NoCard(_) | StoreProblem::NoDocument(_) => Advice::LookAgain,
            StoreProblem::ImportGone => Advice::Retry,
            StoreProblem::ReadOnly(Reason::NewerSchema { .. })
            | StoreProblem::Unsound(Unsound::Newer { .. }) => Advice::UpdateProgram,
            // What was just copied is as damaged as the database itself.
            StoreProblem::Unsound(_) if self.task == Task::Restore => Advice::OtherBackup,
            StoreProblem::BeyondRepair => Advice::Restore,
            StoreProblem::Unsound(_) | StoreProblem::Damaged(_) => Advice::CheckOrRestore,
            StoreProblem::InUse => Advice::CloseOthers,
            StoreProblem::BareRevert => Advice::Report,
        }
    }
}

/// Whether there is no room, even for the file by which instances share their locks: SQLite calls
/// that an input or output error, as if the file were damaged.
pub(super) fn means_full(error: &rusqlite::Error) -> bool {
    error.sqlite_error().is_some_and(|error| {
        error.code == ErrorCode::DiskFull
            || error.extended_code == rusqlite::ffi::SQLITE_IOERR_SHMSIZE
    })
}

fn sql_advice(code: Option<ErrorCode>) -> Advice {
    match code {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Advice::Retry,
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
            Advice::CheckPermissions
        }
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::SystemIoFailure) => {
            Advice::CheckOrRestore
        }
        _ => Advice::Report,
    }
}
