//! What a person writes: a note of one of eight kinds, and the deck that holds it.

use super::cloze::Cloze;
use super::source::SourceRef;
use crate::domain::id::{DeckId, NoteId};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A deck: notes under one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deck {
    /// Its id, unique among the decks.
    pub id: DeckId,
    /// Its title, never empty.
    pub title: String,
    /// What it treats and where that comes from; empty when nothing was written.
    pub about: String,
    /// Its notes, in the order in which they were written.
    pub notes: Vec<Note>,
}

/// A note: one thing to know, from which cards are made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Its id, unique over all decks and never changed, for its cards are named by it.
    pub id: NoteId,
    /// What is to be known.
    pub body: NoteBody,
    /// Free names to find it by.
    #[serde(default)]
    pub tags: Vec<String>,
    /// The passage it came from.
    #[serde(default)]
    pub source: Option<SourceRef>,
    /// Help that is shown on request, before the answer.
    #[serde(default)]
    pub hint: Option<String>,
    /// A remark shown with the answer; the key `note` of a deck file.
    #[serde(default)]
    pub remark: Option<String>,
}

/// What is to be known. Texts are never empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum NoteBody {
    /// A question and its answer.
    Basic {
        /// What is asked.
        question: String,
        /// What is to be answered.
        answer: String,
    },
    /// A term and what it means.
    Definition {
        /// The term.
        term: String,
        /// Its meaning.
        definition: String,
        /// Which of the two is asked for.
        directions: Directions,
    },
    /// Words to recite as they were said or written.
    Formulation {
        /// What calls the words up.
        cue: String,
        /// The exact words, less than [`NoteBody::WORDING_CHARS`] characters.
        wording: String,
        /// Who said them, when and where.
        attribution: Attribution,
    },
    /// A text with gaps.
    Cloze {
        /// The text.
        text: Cloze,
    },
    /// An enumeration.
    List {
        /// What is asked.
        prompt: String,
        /// Its items, two or more.
        items: Vec<String>,
        /// Whether their order counts.
        ordered: bool,
    },
    /// Two things and how they act on each other.
    Relation {
        /// The one.
        left: String,
        /// The other.
        right: String,
        /// How they act on each other.
        statement: String,
        /// Asked in place of the default question.
        question: Option<String>,
    },
    /// A subject and several things to know of it.
    Profile {
        /// The subject.
        subject: String,
        /// What is known of it, one or more; no two have the same name.
        fields: Vec<Field>,
    },
    /// Sets that are easily confused, and what tells them apart.
    Contrast {
        /// What is asked.
        prompt: String,
        /// The sets, two or more; no two have the same name.
        sets: Vec<NamedSet>,
        /// What tells them apart.
        difference: String,
    },
}

impl NoteBody {
    /// A wording has at most this many characters: as many as the longest that people learn by heart
    /// have, and no more than can be compared with what was typed at once.
    pub const WORDING_CHARS: usize = 3_000;

    /// Which kind of note this is.
    pub fn kind(&self) -> NoteKind {
        match self {
            Self::Basic { .. } => NoteKind::Basic,
            Self::Definition { .. } => NoteKind::Definition,
            Self::Formulation { .. } => NoteKind::Formulation,
            Self::Cloze { .. } => NoteKind::Cloze,
            Self::List { .. } => NoteKind::List,
            Self::Relation { .. } => NoteKind::Relation,
            Self::Profile { .. } => NoteKind::Profile,
            Self::Contrast { .. } => NoteKind::Contrast,
        }
    }
}

/// The kind of a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoteKind {
    /// [`NoteBody::Basic`].
    Basic,
    /// [`NoteBody::Definition`].
    Definition,
    /// [`NoteBody::Formulation`].
    Formulation,
    /// [`NoteBody::Cloze`].
    Cloze,
    /// [`NoteBody::List`].
    List,
    /// [`NoteBody::Relation`].
    Relation,
    /// [`NoteBody::Profile`].
    Profile,
    /// [`NoteBody::Contrast`].
    Contrast,
}

impl NoteKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Basic,
        Self::Definition,
        Self::Formulation,
        Self::Cloze,
        Self::List,
        Self::Relation,
        Self::Profile,
        Self::Contrast,
    ];

    /// The name of the kind in deck files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Basic => "basic",
            Self::Definition => "definition",
            Self::Formulation => "formulation",
            Self::Cloze => "cloze",
            Self::List => "list",
            Self::Relation => "relation",
            Self::Profile => "profile",
            Self::Contrast => "contrast",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

impl fmt::Display for NoteKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Which side of a definition is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Directions {
    /// Each in turn.
    #[default]
    Both,
    /// The definition alone: the term is shown.
    Definition,
    /// The term alone: the definition is shown.
    Term,
}

impl Directions {
    /// Whether the definition is asked for.
    pub fn asks_definition(self) -> bool {
        self != Self::Term
    }

    /// Whether the term is asked for.
    pub fn asks_term(self) -> bool {
        self != Self::Definition
    }
}

/// Who said something, when and where.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Attribution {
    /// A person or a body.
    pub who: String,
    /// A date, as precisely as known.
    pub when: String,
    /// An occasion or a publication; the key `where` of a deck file.
    pub place: String,
}

/// One thing known of the subject of a profile.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Field {
    /// What is asked, and the name of the card's part.
    pub name: String,
    /// The answer.
    pub value: String,
}

/// One set of a contrast.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct NamedSet {
    /// What the set is called.
    pub name: String,
    /// Its members, one or more.
    pub items: Vec<String>,
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::domain::id::DocId;

    /// A note of each kind.
    pub(in super::super) fn one_of_each() -> Vec<Note> {
        let text = str::to_owned;
        let bodies = [
            NoteBody::Basic {
                question: text("水的分子式？"),
                answer: text("H2O"),
            },
            NoteBody::Definition {
                term: text("汽化"),
                definition: text("由液态变为气态"),
                directions: Directions::Both,
            },
            NoteBody::Formulation {
                cue: text("论水"),
                wording: text("上善若水。"),
                attribution: Attribution {
                    who: text("老子"),
                    when: text("春秋"),
                    place: text("《道德经》第八章"),
                },
            },
            NoteBody::Cloze {
                text: Cloze::parse("水在{{2::100::度数}}度{{1::沸腾}}，在{{2::0}}度结冰").unwrap(),
            },
            NoteBody::List {
                prompt: text("水的三态"),
                items: vec![text("冰"), text("水"), text("汽")],
                ordered: true,
            },
            NoteBody::Relation {
                left: text("水"),
                right: text("舟"),
                statement: text("水能载舟，亦能覆舟"),
                question: None,
            },
            NoteBody::Profile {
                subject: text("长江"),
                fields: vec![
                    Field {
                        name: text("长度"),
                        value: text("6300公里"),
                    },
                    Field {
                        name: text("源头"),
                        value: text("唐古拉山"),
                    },
                ],
            },
            NoteBody::Contrast {
                prompt: text("江与河"),
                sets: vec![
                    NamedSet {
                        name: text("江"),
                        items: vec![text("长江"), text("珠江")],
                    },
                    NamedSet {
                        name: text("河"),
                        items: vec![text("黄河")],
                    },
                ],
                difference: text("南北之别"),
            },
        ];
        bodies
            .into_iter()
            .map(|body| Note {
                id: NoteId::new(body.kind().as_str()),
                body,
                tags: vec![text("水")],
                source: Some(SourceRef {
                    id: DocId::new("water"),
                    section: text("一 / 二"),
                    snippet: text("上善若水"),
                }),
                hint: Some(text("想一想")),
                remark: None,
            })
            .collect()
    }

    #[test]
    fn there_is_a_note_of_each_kind_and_kinds_know_their_names() {
        let kinds: Vec<NoteKind> = one_of_each().iter().map(|n| n.body.kind()).collect();
        assert_eq!(kinds, NoteKind::ALL);
        for kind in NoteKind::ALL {
            assert_eq!(NoteKind::from_name(kind.as_str()), Some(kind));
        }
        assert_eq!(NoteKind::from_name("Basic"), None);
    }

    #[test]
    fn notes_come_back_from_json_as_they_were() {
        for note in one_of_each() {
            let json = serde_json::to_string(&note).unwrap();
            assert_eq!(serde_json::from_str::<Note>(&json).unwrap(), note, "{json}");
        }
    }

    #[test]
    fn json_names_the_kind_and_keeps_a_cloze_as_it_was_written() {
        let notes = one_of_each();
        let json: serde_json::Value = serde_json::to_value(&notes[3]).unwrap();
        assert_eq!(json["body"]["kind"], "cloze");
        assert_eq!(
            json["body"]["text"],
            "水在{{2::100::度数}}度{{1::沸腾}}，在{{2::0}}度结冰"
        );
        let broken = r#"{"id":"a","body":{"kind":"cloze","text":"no gap"}}"#;
        assert!(serde_json::from_str::<Note>(broken).is_err());
    }
}
