//! What the notes say, as single facts: a question, its subject, its right answers.

use super::likeness::GAP;
use crate::domain::deck::{Cloze, ClozePiece, Field, Note, NoteBody};

/// What sort of answer a fact has: only answers of one sort are confused with each other.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Slot {
    /// Of a basic note or a gap: any short answer.
    Answer,
    /// A field of a profile, by its name.
    Field(String),
    /// An item of a list.
    Item,
    /// A statement on two things.
    Statement,
    /// A term.
    Term,
    /// The meaning of a term.
    Meaning,
}

/// One thing that a note says.
#[derive(Debug, Clone)]
pub(super) struct Fact<'n> {
    pub(super) note: &'n Note,
    /// The part of the card that asks for it.
    pub(super) part: String,
    pub(super) slot: Slot,
    /// What is asked, as text: what stands here is known and is no wrong answer.
    pub(super) question: String,
    /// What it is about, if the note says so.
    pub(super) subject: Option<String>,
    /// All that is right.
    pub(super) answers: Vec<String>,
}

/// All facts of a note that have short answers.
pub(super) fn facts(note: &Note) -> Vec<Fact<'_>> {
    let fact = |part: &str, slot, question: &str, answers: Vec<String>| Fact {
        note,
        part: part.to_owned(),
        slot,
        question: question.to_owned(),
        subject: None,
        answers,
    };
    match &note.body {
        NoteBody::Basic { question, answer } => {
            vec![fact("answer", Slot::Answer, question, vec![answer.clone()])]
        }
        NoteBody::Definition {
            term, definition, ..
        } => {
            let mut both = vec![
                fact("definition", Slot::Meaning, term, vec![definition.clone()]),
                fact("term", Slot::Term, definition, vec![term.clone()]),
            ];
            for fact in &mut both {
                fact.subject = Some(base(term).to_owned());
            }
            both
        }
        NoteBody::List { prompt, items, .. } => {
            vec![fact("items", Slot::Item, prompt, items.clone())]
        }
        NoteBody::Relation {
            left,
            right,
            statement,
            question,
        } => {
            let pair = format!("{left} {right}");
            let asked = question.as_deref().unwrap_or(&pair);
            let mut fact = fact("statement", Slot::Statement, asked, vec![statement.clone()]);
            fact.subject = Some(pair);
            vec![fact]
        }
        NoteBody::Profile { subject, fields } => {
            let of_field = |field: &Field| {
                let question = format!("{subject}：{}", field.name);
                let slot = Slot::Field(field.name.clone());
                let mut fact = fact(&field.name, slot, &question, vec![field.value.clone()]);
                fact.subject = Some(base(subject).to_owned());
                fact
            };
            fields.iter().map(of_field).collect()
        }
        NoteBody::Cloze { text } => gaps(note, text),
        NoteBody::Contrast { sets, .. } => sets
            .iter()
            .map(|set| fact("", Slot::Item, &set.name, set.items.clone()))
            .collect(),
        NoteBody::Formulation { .. } => Vec::new(),
    }
}

/// The gaps of a cloze that stand alone under their number.
fn gaps<'n>(note: &'n Note, text: &Cloze) -> Vec<Fact<'n>> {
    let of_number = |number: u32| {
        let mut answers = text.gaps().filter(|gap| gap.number == number);
        let (first, more) = (answers.next()?, answers.next());
        let shown = |piece: ClozePiece| match piece {
            ClozePiece::Text(text) | ClozePiece::Revealed(text) => text,
            ClozePiece::Hidden { .. } => GAP.to_owned(),
        };
        more.is_none().then(|| Fact {
            note,
            part: number.to_string(),
            slot: Slot::Answer,
            question: text.hidden(number).into_iter().map(shown).collect(),
            subject: None,
            answers: vec![first.answer.clone()],
        })
    };
    text.numbers().into_iter().filter_map(of_number).collect()
}

/// A term or subject without what is added in brackets.
pub(super) fn base(text: &str) -> &str {
    let end = text.find(['（', '(']).unwrap_or(text.len());
    text.get(..end).unwrap_or(text).trim()
}
