//! Why a command was not done: what people read of it, and the exit code. The words are the
//! locale's.

use super::pick::Miss;
use crate::domain::srs::OptimizeProblem;
use crate::io::decks::{AddDeckError, WriteIdsError};
use crate::io::store::{Access, Advice, Store, StoreError};
use crate::locale::Lang;
use crate::runtime::{RestoreError, SchedulerError, TakeError, WorldError};
use std::io;

/// Why a command was not done.
#[derive(Debug)]
pub(super) enum Fault {
    /// The program cannot start.
    Start(WorldError),
    /// The database.
    Store(StoreError),
    /// A file was not taken into the library.
    Take(TakeError),
    /// A deck file was not added.
    AddDeck(AddDeckError),
    /// Missing ids were not written into a deck file.
    WriteIds(WriteIdsError),
    /// A backup was not restored.
    Restore(RestoreError),
    /// A file could not be written.
    File {
        /// Its path.
        path: String,
        /// What the system said.
        error: io::Error,
    },
    /// Standard output.
    Output(io::Error),
    /// What was given is no time.
    NotATime(String),
    /// What was given is neither a date nor a number of days.
    NotADay(String),
    /// The terminal.
    Screens(io::Error),
    /// The schedule takes no such wishes.
    Schedule,
    /// There are few reviews to learn parameters from, and nobody to ask.
    FewReviews {
        /// How many there are.
        found: usize,
        /// How many would be enough.
        enough: usize,
    },
    /// No parameters were found.
    Optimize(OptimizeProblem),
    /// A document was not found by its name.
    NoDocument(Miss),
    /// A deck was not found by its name.
    NoDeck(Miss),
    /// No note has this tag.
    NoTag {
        /// The tag as it was written.
        wish: String,
        /// The tag it resembles.
        nearest: Option<String>,
        /// All tags there are.
        tags: Vec<String>,
    },
    /// The document has no such page.
    NoPage {
        /// The page that was asked for.
        page: u64,
        /// How many there are.
        pages: u64,
    },
    /// A shipped document stays as it is.
    Shipped,
    /// A document needs a title.
    EmptyTitle,
    /// How a document's text was taken in is not kept.
    NoReport,
    /// One file is looked at at a time.
    PreviewOfMany,
    /// A review needs a terminal.
    NoTerminal,
    /// What was asked for would be forgotten at once; why is said of every command.
    NotKept,
    /// Neither a file nor a command.
    NeitherFileNorCommand {
        /// What was written.
        name: String,
        /// The command that was probably meant.
        meant: Option<String>,
    },
    /// More than one file was to be opened.
    OneFile(String),
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<SchedulerError> for Fault {
    fn from(error: SchedulerError) -> Self {
        match error {
            SchedulerError::Rules(_) => Self::Schedule,
            SchedulerError::Store(error) => Self::Store(error),
        }
    }
}

impl From<RestoreError> for Fault {
    fn from(error: RestoreError) -> Self {
        Self::Restore(error)
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl Fault {
    /// The exit code.
    pub(super) fn code(&self) -> u8 {
        match self {
            Self::Output(_) if self.is_silent() => 0,
            Self::Start(_) => 3,
            Self::NeitherFileNorCommand { .. } | Self::OneFile(_) => 2,
            _ => 1,
        }
    }

    /// Whether nobody is left to be told.
    fn is_silent(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// Its sentences: one, but for a deck with many faults.
    pub(super) fn sentences(&self, lang: Lang) -> Vec<String> {
        if self.is_silent() {
            return Vec::new();
        }
        if let Self::AddDeck(AddDeckError::Problems { problems })
        | Self::WriteIds(WriteIdsError::Problems { problems }) = self
        {
            return problems.iter().map(|p| lang.deck_problem(p)).collect();
        }
        vec![self.sentence(lang)]
    }

    fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::Start(WorldError::Paths(error)) => lang.paths_error(error),
            Self::Start(WorldError::Clock(error)) => lang.clock_error(error),
            Self::Start(WorldError::Device(error)) => lang.device_error(error),
            Self::Start(WorldError::Store(error)) if error.advice() == Advice::CheckOrRestore => {
                let path = error.path.display().to_string();
                lang.database_broken(&path, &error.problem.to_string())
            }
            Self::Start(WorldError::Store(error))
            | Self::Store(error)
            | Self::Restore(RestoreError::Store(error)) => lang.store_error(error),
            Self::Take(error) => take_sentence(error, lang),
            Self::AddDeck(error) => lang.add_deck_error(error),
            Self::WriteIds(error) => lang.write_ids_error(error),
            Self::Restore(RestoreError::Reviewing(pid)) => lang.restore_while_reviewing(*pid),
            Self::File { path, error } => lang.unwritten(path, &lang.system_error(error)),
            Self::Output(error) => lang.output_failed(&lang.system_error(error)),
            Self::Screens(error) => lang.screens_failed(&lang.system_error(error)),
            Self::NotATime(text) => lang.no_such_time(text),
            Self::NotADay(text) => lang.not_a_day(text),
            Self::Schedule => lang.no_schedule().to_owned(),
            Self::FewReviews { found, enough } => lang.few_reviews(*found, *enough),
            Self::Optimize(OptimizeProblem::TooFew | OptimizeProblem::NoParameters) => {
                lang.no_parameters().to_owned()
            }
            Self::NoDocument(Miss::Nothing { wish, nearest }) => {
                lang.no_document_like(wish, &lang.perhaps_meant(nearest.as_deref()))
            }
            Self::NoDocument(Miss::Several { wish, candidates }) => {
                lang.several_documents(wish, &lang.joined(candidates))
            }
            Self::NoDeck(Miss::Nothing { wish, nearest }) => {
                lang.no_deck_like(wish, &lang.perhaps_meant(nearest.as_deref()))
            }
            Self::NoDeck(Miss::Several { wish, candidates }) => {
                lang.several_decks(wish, &lang.joined(candidates))
            }
            Self::NoTag {
                wish,
                nearest,
                tags,
            } => lang.no_tag(wish, nearest.as_deref(), tags),
            Self::NoPage { page, pages } => lang.no_such_page(*page, *pages),
            Self::Shipped => lang.shipped_stays().to_owned(),
            Self::PreviewOfMany => lang.preview_one_file().to_owned(),
            Self::NoReport => lang.no_report().to_owned(),
            Self::EmptyTitle => lang.title_is_empty().to_owned(),
            Self::NoTerminal => lang.review_needs_terminal().to_owned(),
            Self::NotKept => lang.would_be_lost().to_owned(),
            Self::NeitherFileNorCommand { name, meant } => {
                lang.neither_file_nor_command(name, &lang.perhaps_meant(meant.as_deref()))
            }
            Self::OneFile(word) => lang.one_file(word),
        }
    }
}

/// The sentence of a file that was not taken in.
pub(super) fn take_sentence(error: &TakeError, lang: Lang) -> String {
    match error {
        TakeError::Import(error) => lang.import_error(error),
        TakeError::Store(error) => lang.store_error(error),
    }
}

/// Refuses a change where it would be forgotten at the end of this very command.
pub(super) fn must_be_kept(store: &Store) -> Result<(), Fault> {
    match store.access() {
        Access::ReadWrite => Ok(()),
        Access::ReadOnly(_) | Access::Memory(_) => Err(Fault::NotKept),
    }
}
