//! What was found out and what was done: the pipeline's own account, for people to check.

use super::decision::SeamKey;
use super::kind::Kind;
use super::seam::Joint;
use super::shape::Shape;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A decision less sure than this is doubtful: a person should look at it.
pub const DOUBTFUL_BELOW: f32 = 0.9;

/// The kinds of text that may be taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RemovalKind {
    /// A page number on a line of its own.
    PageNumber,
    /// A line that stands at the head or the foot of many pages.
    PageHeader,
    /// A printed table of contents, its title included.
    Contents,
    /// Characters that end a page and start the next one again.
    Overlap,
    /// A piece of text in another language, cut at both ends.
    Fragment,
    /// The `^` before the mark of a note, by which extraction shows that it is raised.
    Caret,
}

/// A piece of text that was taken out.
#[derive(Debug, Clone, PartialEq)]
pub struct Removal {
    /// What it was.
    pub kind: RemovalKind,
    /// Where it stands in the raw text, in bytes.
    pub range: Range<usize>,
    /// The text itself.
    pub text: String,
    /// How sure it is, from 0 to 1.
    pub confidence: f32,
}

/// A place where two lines meet, and what was done there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seam {
    /// Byte offset behind the first line in the raw text.
    pub at: usize,
    /// Byte offset of the line after it.
    pub next: usize,
    /// Whether the lines were made one paragraph.
    pub joined: bool,
    /// How sure it is, from 0 to 1.
    pub confidence: f32,
    /// By what it is known again when the text is imported again.
    pub key: SeamKey,
    /// Whether a person decided it.
    pub decided: bool,
}

impl Seam {
    /// Whether a person should look at it.
    pub fn is_doubtful(&self) -> bool {
        is_doubtful(self.confidence, self.decided)
    }
}

fn is_doubtful(confidence: f32, decided: bool) -> bool {
    confidence < DOUBTFUL_BELOW && !decided
}

/// What was put elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MoveKind {
    /// A note: behind the paragraph that refers to it.
    Footnote,
    /// An abstract that interrupts a paragraph: before it.
    Abstract,
}

/// A piece of text that was put elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// What it is.
    pub kind: MoveKind,
    /// Where it stands in the raw text, in bytes.
    pub range: Range<usize>,
}

/// What the first lines say about the document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// Its title; of a text without one, what all its outermost sections begin with.
    pub title: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Its date, as written.
    pub date: Option<String>,
}

/// The account of an import of text.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// What kind of text it is.
    pub kind: Kind,
    /// Whether the kind was forced, not detected.
    pub forced: bool,
    /// The statistics that led to it.
    pub shape: Shape,
    /// What was taken out, up to [`Report::MOST`].
    pub removals: Vec<Removal>,
    /// How many pieces that were.
    pub removal_count: usize,
    /// What would be taken out, but is more than the program may take without asking.
    pub held: Held,
    /// Where lines meet: each doubtful one and each join, up to [`Report::MOST`].
    pub seams: Vec<Seam>,
    /// Joins made.
    pub joins: usize,
    /// Decisions that are doubtful.
    pub doubtful: usize,
    /// What was put elsewhere, up to [`Report::MOST`].
    pub moves: Vec<Move>,
    /// How many pieces that were.
    pub move_count: usize,
    /// Notes that belong to a reference.
    pub linked_notes: usize,
    /// What the text says about itself.
    pub facts: Facts,
    /// Characters of the text, white space left out.
    pub characters: usize,
    /// Of these, how many were taken out.
    pub removed: usize,
}

/// What was kept for a person to decide. A long text is worked on in stretches: there may be too
/// much to take out in some of them, and not in others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// Characters that would be taken out, white space left out.
    pub characters: usize,
    /// Characters of the stretches in which they stand.
    pub of: usize,
}

impl Held {
    /// Whether a person is asked.
    pub fn asks(&self) -> bool {
        self.characters > 0
    }

    /// The share of the text that would be taken out: 0 to 1.
    pub fn share(&self) -> f64 {
        self.characters as f64 / self.of.max(1) as f64
    }
}

impl Report {
    /// The most that is listed of each, so that the account of a very long text stays small.
    pub const MOST: usize = 20_000;

    pub(super) fn new(kind: Kind, forced: bool) -> Self {
        Self {
            kind,
            forced,
            shape: Shape::default(),
            removals: Vec::new(),
            removal_count: 0,
            held: Held::default(),
            seams: Vec::new(),
            joins: 0,
            doubtful: 0,
            moves: Vec::new(),
            move_count: 0,
            linked_notes: 0,
            facts: Facts::default(),
            characters: 0,
            removed: 0,
        }
    }

    pub(super) fn removal(&mut self, removal: Removal) {
        self.removal_count += 1;
        if self.removals.len() < Self::MOST {
            self.removals.push(removal);
        }
    }

    pub(super) fn moved(&mut self, moved: Move) {
        self.move_count += 1;
        if self.moves.len() < Self::MOST {
            self.moves.push(moved);
        }
    }

    /// Counts a seam, and lists it if it tells something; its key is asked for only then.
    pub(super) fn seam(&mut self, gap: Range<usize>, joint: &Joint, key: impl FnOnce() -> SeamKey) {
        let doubtful = is_doubtful(joint.confidence, joint.decided);
        self.joins += usize::from(joint.join);
        self.doubtful += usize::from(doubtful);
        if (joint.join || joint.decided || doubtful) && self.seams.len() < Self::MOST {
            self.seams.push(Seam {
                at: gap.start,
                next: gap.end,
                joined: joint.join,
                confidence: joint.confidence,
                key: key(),
                decided: joint.decided,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_listed_is_counted() {
        let mut report = Report::new(Kind::Prose, false);
        for at in 0..Report::MOST + 7 {
            report.removal(Removal {
                kind: RemovalKind::PageNumber,
                range: at..at,
                text: String::new(),
                confidence: 1.0,
            });
            report.moved(Move {
                kind: MoveKind::Footnote,
                range: at..at,
            });
        }
        let listed = (report.removals.len(), report.moves.len());
        assert_eq!(listed, (Report::MOST, Report::MOST));
        let counted = (report.removal_count, report.move_count);
        assert_eq!(counted, (Report::MOST + 7, Report::MOST + 7));
    }
}
