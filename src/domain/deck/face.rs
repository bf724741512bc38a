//! What a card asks and what it answers, as data. The words around them belong to the locale.

use super::card::{ANSWER, DEFINITION, DIFFERENCE, ITEMS, STATEMENT, TERM, WORDING};
use super::cloze::{Cloze, ClozePiece};
use super::note::{Attribution, NamedSet, Note, NoteBody};

/// The two sides of a card.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Face {
    /// What is asked.
    pub prompt: Prompt,
    /// What is answered, in order; never empty.
    pub answer: Vec<AnswerPart>,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Prompt {
    /// A question as the note words it.
    Plain(String),
    /// What does this term mean?
    Define(String),
    /// Which term has this meaning?
    Name(String),
    /// What are the exact words on this?
    Recite(String),
    /// What belongs in the gaps? Never holds [`ClozePiece::Revealed`].
    Cloze(Vec<ClozePiece>),
    /// Which are the items?
    Enumerate {
        /// The question as the note words it.
        prompt: String,
        /// How many items there are.
        count: usize,
        /// Whether their order counts.
        ordered: bool,
    },
    /// How do these two act on each other?
    Relate {
        /// The one.
        left: String,
        /// The other.
        right: String,
    },
    /// What is this of the subject?
    Field {
        /// The subject.
        subject: String,
        /// The name of what is asked.
        name: String,
    },
    /// What tells these sets apart?
    TellApart {
        /// The question as the note words it.
        prompt: String,
        /// The names of the sets.
        sets: Vec<String>,
    },
}

/// A part of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum AnswerPart {
    /// A paragraph.
    Text(String),
    /// An item of a list.
    Item {
        /// Its number, from 1, where the order counts.
        ordinal: Option<u32>,
        /// The item.
        text: String,
    },
    /// Who said the words before it, when and where.
    Attribution(Attribution),
    /// A named set.
    Set(NamedSet),
    /// A text whose gaps are filled in. Never holds [`ClozePiece::Hidden`].
    ClozeText(Vec<ClozePiece>),
}

/// The two sides of the card that asks for a part of a note; none if the note has no such part.
pub fn face(note: &Note, part: &str) -> Option<Face> {
    match &note.body {
        NoteBody::Cloze { text } => cloze_face(text, part),
        NoteBody::Profile { subject, fields } => {
            let field = fields.iter().find(|field| field.name == part)?;
            let prompt = Prompt::Field {
                subject: subject.clone(),
                name: field.name.clone(),
            };
            Some(plain(prompt, &field.value))
        }
        NoteBody::Definition {
            term,
            definition,
            directions,
        } => match part {
            DEFINITION if directions.asks_definition() => {
                Some(plain(Prompt::Define(term.clone()), definition))
            }
            TERM if directions.asks_term() => Some(plain(Prompt::Name(definition.clone()), term)),
            _ => None,
        },
        body => single_face(body, part),
    }
}

/// The face of a note that makes one card.
fn single_face(body: &NoteBody, part: &str) -> Option<Face> {
    match (body, part) {
        (NoteBody::Basic { question, answer }, ANSWER) => {
            Some(plain(Prompt::Plain(question.clone()), answer))
        }
        (
            NoteBody::Formulation {
                cue,
                wording,
                attribution,
            },
            WORDING,
        ) => Some(Face {
            prompt: Prompt::Recite(cue.clone()),
            answer: vec![
                AnswerPart::Text(wording.clone()),
                AnswerPart::Attribution(attribution.clone()),
            ],
        }),
        (
            NoteBody::List {
                prompt,
                items,
                ordered,
            },
            ITEMS,
        ) => Some(list_face(prompt, items, *ordered)),
        (
            NoteBody::Relation {
                left,
                right,
                statement,
                question,
            },
            STATEMENT,
        ) => {
            let default = || Prompt::Relate {
                left: left.clone(),
                right: right.clone(),
            };
            let prompt = question.clone().map_or_else(default, Prompt::Plain);
            Some(plain(prompt, statement))
        }
        (
            NoteBody::Contrast {
                prompt,
                sets,
                difference,
            },
            DIFFERENCE,
        ) => Some(contrast_face(prompt, sets, difference)),
        _ => None,
    }
}

fn plain(prompt: Prompt, answer: &str) -> Face {
    Face {
        prompt,
        answer: vec![AnswerPart::Text(answer.to_owned())],
    }
}

fn cloze_face(text: &Cloze, part: &str) -> Option<Face> {
    let numbers = text.numbers();
    let number = *numbers.iter().find(|number| number.to_string() == part)?;
    Some(Face {
        prompt: Prompt::Cloze(text.hidden(number)),
        answer: vec![AnswerPart::ClozeText(text.revealed(number))],
    })
}

fn list_face(prompt: &str, items: &[String], ordered: bool) -> Face {
    let answer = items
        .iter()
        .zip(1..)
        .map(|(text, ordinal)| AnswerPart::Item {
            ordinal: ordered.then_some(ordinal),
            text: text.clone(),
        });
    Face {
        prompt: Prompt::Enumerate {
            prompt: prompt.to_owned(),
            count: items.len(),
            ordered,
        },
        answer: answer.collect(),
    }
}

fn contrast_face(prompt: &str, sets: &[NamedSet], difference: &str) -> Face {
    let shown = sets.iter().cloned().map(AnswerPart::Set);
    let told_apart = AnswerPart::Text(difference.to_owned());
    Face {
        prompt: Prompt::TellApart {
            prompt: prompt.to_owned(),
            sets: sets.iter().map(|set| set.name.clone()).collect(),
        },
        answer: shown.chain([told_apart]).collect(),
    }
}

#[cfg(test)]
mod tests;
