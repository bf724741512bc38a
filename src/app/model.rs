//! Everything the program has in mind while it runs.

use super::area::{Area, Size, body_of};
use super::config::{Config, ThemeName};
use super::key::Key;
use super::keymap::Keymap;
use super::notice::Notice;
use super::prompt::Prompt;
use super::screen::Screen;
use super::screen::brief::Scope;
use super::screen::library::Order;
use super::screen::preview::Subject;
use super::screen::reader::Setting;
use super::screen::review::QuizWish;
use super::screen::study::StudyWish;
use crate::domain::id::{DeckId, DocId};
use crate::domain::time::Moment;

/// What the world tells with each message.
#[derive(Debug, Clone, Copy)]
pub struct Ctx {
    /// The time.
    pub now: Moment,
}

/// What the program was started for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Start {
    /// The start screen.
    Today,
    /// The very first start.
    Welcome,
    /// A document.
    Read(DocId),
    /// A text before it is imported.
    Preview(Subject),
    /// A brief.
    Brief(Scope),
    /// A review session, of one deck or of all.
    Review(Option<DeckId>),
    /// A session of custom study.
    Study(StudyWish),
    /// A quiz.
    Quiz(QuizWish),
}

/// What keys change and the store remembers from run to run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Remembered {
    /// Cells of the reader's column.
    pub column: u16,
    /// The theme.
    pub theme: ThemeName,
    /// The order of the Library.
    pub order: Order,
}

/// Everything the program has in mind.
#[derive(Debug)]
pub struct Model {
    /// What it was started for.
    pub start: Start,
    /// The size of the terminal.
    pub size: Size,
    /// The person's wishes.
    pub config: Config,
    /// What keys do.
    pub keymap: Keymap,
    /// The screens, the one shown last.
    pub screens: Vec<Screen>,
    /// A line being entered in the bottom row.
    pub prompt: Option<Prompt>,
    /// What the bottom row says.
    pub notice: Option<Notice>,
    /// What the top row says for as long as the program runs: why nothing will be kept.
    pub warning: Option<String>,
    /// Keys pressed that begin a longer sequence.
    pub pending: Vec<Key>,
    /// Whether the program has the mouse.
    pub mouse: bool,
    /// Whether it runs inside tmux or screen, which decide how wide characters are.
    pub multiplexed: bool,
    /// How pages are set.
    pub setting: Setting,
    /// The theme.
    pub theme: ThemeName,
    /// In which order the Library lists documents.
    pub order: Order,
    /// What the store remembers of these.
    pub kept: Remembered,
    /// Whether the program is to end.
    pub leaving: bool,
    /// The time of the last message.
    pub now: Moment,
}

impl Model {
    /// The screen that is shown; none before the first message.
    pub fn screen(&self) -> Option<&Screen> {
        self.screens.last()
    }

    /// What the store is to remember.
    pub fn remembered(&self) -> Remembered {
        Remembered {
            column: self.setting.column,
            theme: self.theme,
            order: self.order,
        }
    }

    /// The body of the screen.
    pub fn body(&self) -> Area {
        body_of(self.size)
    }
}
