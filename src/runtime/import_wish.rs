//! How the person wants a file taken in, and what holds where nothing was said.

use crate::domain::doc::reflow::{Decisions, Kind, Options, Removals};
use crate::io::import::TextEncoding;

/// Which encoding the person wants a file read by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum EncodingWish {
    /// Nothing was said: the one that was given for this file before, else the one it seems to be.
    #[default]
    Unsaid,
    /// The one it seems to be, whatever was given before.
    Detect,
    /// This one.
    Given(TextEncoding),
}

/// What the person says a plain text is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum KindWish {
    /// Nothing was said: what was given for this file before, else what it seems to be.
    #[default]
    Unsaid,
    /// What it seems to be, whatever was given before.
    Detect,
    /// This.
    Given(Kind),
}

/// How the person wants a file taken in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    /// By which encoding.
    pub encoding: EncodingWish,
    /// As what kind of text.
    pub kind: KindWish,
    /// What may be taken out; unsaid, what was decided before.
    pub removals: Option<Removals>,
    /// Which lines are joined, in place of what was decided before; unsaid, that holds.
    pub decisions: Option<Decisions>,
    /// Whether a file is read anew whose bytes are known; the document stays what it is.
    pub again: bool,
    /// Whether to account for a text that was there before, too.
    pub report: bool,
}

impl Wish {
    /// What holds for a text about which this was decided before.
    pub fn options(&self, before: Options) -> Options {
        Options {
            kind: match self.kind {
                KindWish::Unsaid => before.kind,
                KindWish::Detect => None,
                KindWish::Given(kind) => Some(kind),
            },
            removals: self.removals.unwrap_or(before.removals),
            decisions: self.decisions.clone().unwrap_or(before.decisions),
        }
    }
}
