//! The screens: the state of each, and what its actions do. One file a screen; `tui::screen` has
//! the same names.

pub mod brief;
pub mod contents;
pub mod help;
pub mod library;
pub mod list;
pub mod preview;
pub mod reader;
pub mod review;
pub mod scroll;
pub mod study;
pub mod task;
pub mod today;

use super::action::Context;
use super::effect::Effect;

/// A screen and its state.
#[derive(Debug)]
pub enum Screen {
    /// The very first screen, shown once.
    Welcome,
    /// What is to be done today.
    Today(today::Today),
    /// The documents.
    Library(library::Library),
    /// A document.
    Reader(Box<reader::Reader>),
    /// The table of contents of the document behind it.
    Contents(contents::Contents),
    /// A text before it is imported.
    Preview(Box<preview::Preview>),
    /// The brief before a session.
    Brief(Box<brief::Brief>),
    /// The menu of custom study.
    Study(study::Menu),
    /// Cards.
    Review(Box<review::Review>),
    /// The keys of the screen behind it.
    Help(help::Help),
}

impl Screen {
    /// Whose keys it uses.
    pub fn context(&self) -> Context {
        match self {
            Self::Welcome | Self::Today(_) => Context::Today,
            Self::Library(_) => Context::Library,
            Self::Reader(_) => Context::Reader,
            Self::Contents(_) => Context::Toc,
            Self::Preview(_) => Context::Preview,
            Self::Brief(_) => Context::Brief,
            Self::Study(_) => Context::Study,
            Self::Review(review) if review.is_typing() => Context::Typing,
            Self::Review(_) => Context::Review,
            Self::Help(_) => Context::Help,
        }
    }

    /// What reads anew the lists of cards or documents it shows; none where it shows no list that
    /// grows old.
    pub fn reload(&self) -> Option<Effect> {
        match self {
            Self::Today(_) => Some(Effect::LoadOverview),
            Self::Library(_) => Some(Effect::LoadShelf),
            _ => None,
        }
    }
}
