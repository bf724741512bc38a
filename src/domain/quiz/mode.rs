//! In which ways a card can be asked. Which of them fit is told by the kind of its note.

use super::fact::base;
use crate::domain::deck::{Note, NoteBody, NoteKind};
use std::fmt;

/// A way to ask a card. Each ends in a suggested grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Mode {
    /// Think, look, and grade oneself.
    #[default]
    Flip,
    /// The same with two grades: forgot, knew.
    TwoButton,
    /// Fill a gap, with hints that give more and more away.
    Cloze,
    /// Name the items of a list one by one.
    Recall,
    /// Type the words from memory.
    Recite,
    /// Find the right answer among wrong ones.
    Choice,
    /// Put items where they belong.
    Sort,
}

impl Mode {
    /// All modes.
    pub const ALL: [Self; 7] = [
        Self::Flip,
        Self::TwoButton,
        Self::Cloze,
        Self::Recall,
        Self::Recite,
        Self::Choice,
        Self::Sort,
    ];

    /// Its name on the command line and in the config file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Flip => "flip",
            Self::TwoButton => "two-button",
            Self::Cloze => "cloze",
            Self::Recall => "recall",
            Self::Recite => "recite",
            Self::Choice => "choice",
            Self::Sort => "sort",
        }
    }

    /// The mode of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.name() == name)
    }

    /// The modes that fit a kind of note, the one made for it first. Flip and two-button fit all.
    pub fn fitting(kind: NoteKind) -> &'static [Self] {
        match kind {
            NoteKind::Basic | NoteKind::Profile | NoteKind::Relation => {
                &[Self::Choice, Self::Flip, Self::TwoButton]
            }
            NoteKind::Definition => &[Self::Choice, Self::Recite, Self::Flip, Self::TwoButton],
            NoteKind::Formulation => &[Self::Recite, Self::Flip, Self::TwoButton],
            NoteKind::Cloze => &[Self::Cloze, Self::Choice, Self::Flip, Self::TwoButton],
            // Where an answer is typed no key changes the mode: what comes behind it is reached from
            // flipping on.
            NoteKind::List => &[Self::Recall, Self::Flip, Self::TwoButton, Self::Choice],
            NoteKind::Contrast => &[Self::Sort, Self::Flip, Self::TwoButton],
        }
    }

    /// Whether a kind of note can be asked in this way.
    pub fn fits(self, kind: NoteKind) -> bool {
        Self::fitting(kind).contains(&self)
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The words that are recited when this part of a note is asked for; none where none can be. What a
/// term adds in brackets, such as whose term it is, need not be said.
pub fn recited<'n>(note: &'n Note, part: &str) -> Option<&'n str> {
    match &note.body {
        NoteBody::Formulation { wording, .. } => Some(wording),
        NoteBody::Definition {
            term, definition, ..
        } => Some(if part == "term" {
            base(term)
        } else {
            definition
        }),
        _ => None,
    }
}

/// The term that the recited words define, if they do: it may be named before them.
pub fn defined<'n>(note: &'n Note, part: &str) -> Option<&'n str> {
    match &note.body {
        NoteBody::Definition { term, .. } if part != "term" => Some(term),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::deck::Directions;
    use crate::domain::id::NoteId;

    #[test]
    fn a_term_is_recited_without_what_it_adds_in_brackets() {
        let note = Note {
            id: NoteId::new("dew"),
            body: NoteBody::Definition {
                term: "露点（气象学）".to_owned(),
                definition: "水汽开始凝成露（液态）的温度".to_owned(),
                directions: Directions::Both,
            },
            tags: Vec::new(),
            source: None,
            hint: None,
            remark: None,
        };
        assert_eq!(recited(&note, "term"), Some("露点"));
        let whole = "水汽开始凝成露（液态）的温度";
        assert_eq!(recited(&note, "definition"), Some(whole));
        assert_eq!(defined(&note, "definition"), Some("露点（气象学）"));
        assert_eq!(defined(&note, "term"), None);
    }

    #[test]
    fn every_kind_can_be_flipped_and_names_lead_back() {
        for kind in NoteKind::ALL {
            let fitting = Mode::fitting(kind);
            assert!(fitting.contains(&Mode::Flip) && fitting.contains(&Mode::TwoButton));
        }
        for mode in Mode::ALL {
            assert_eq!(Mode::named(mode.name()), Some(mode));
            assert!(NoteKind::ALL.iter().any(|kind| mode.fits(*kind)));
        }
        assert_eq!(Mode::named("exam"), None);
    }
}
