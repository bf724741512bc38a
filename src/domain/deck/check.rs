//! What can be said of several decks together. Pure; knows no files.

use super::card::cards;
use super::cloze::ClozePiece;
use super::face::{Prompt, face};
use super::note::Deck;
use crate::domain::id::CardId;
use std::collections::HashMap;

/// Two cards that ask the same, so that nobody can know which answer is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SamePrompt {
    /// The card that comes first.
    pub first: CardId,
    /// The card that asks the same again.
    pub again: CardId,
}

/// Cards that ask the same as an earlier card, white space and letter case aside.
pub fn same_prompts<'a>(decks: impl IntoIterator<Item = &'a Deck>) -> Vec<SamePrompt> {
    let mut asked: HashMap<Prompt, CardId> = HashMap::new();
    let mut found = Vec::new();
    for note in decks.into_iter().flat_map(|deck| &deck.notes) {
        for card in cards(note) {
            let Some(face) = face(note, &card.part) else {
                continue;
            };
            let prompt = folded(face.prompt);
            if let Some(first) = asked.get(&prompt) {
                found.push(SamePrompt {
                    first: first.clone(),
                    again: card.id,
                });
            } else {
                asked.insert(prompt, card.id);
            }
        }
    }
    found
}

/// The prompt with each of its texts folded.
fn folded(prompt: Prompt) -> Prompt {
    match prompt {
        Prompt::Plain(text) => Prompt::Plain(fold(&text)),
        Prompt::Define(text) => Prompt::Define(fold(&text)),
        Prompt::Name(text) => Prompt::Name(fold(&text)),
        Prompt::Recite(text) => Prompt::Recite(fold(&text)),
        Prompt::Cloze(pieces) => Prompt::Cloze(pieces.into_iter().map(folded_piece).collect()),
        Prompt::Enumerate {
            prompt,
            count,
            ordered,
        } => Prompt::Enumerate {
            prompt: fold(&prompt),
            count,
            ordered,
        },
        Prompt::Relate { left, right } => Prompt::Relate {
            left: fold(&left),
            right: fold(&right),
        },
        Prompt::Field { subject, name } => Prompt::Field {
            subject: fold(&subject),
            name: fold(&name),
        },
        Prompt::TellApart { prompt, sets } => Prompt::TellApart {
            prompt: fold(&prompt),
            sets: sets.iter().map(|name| fold(name)).collect(),
        },
    }
}

fn folded_piece(piece: ClozePiece) -> ClozePiece {
    match piece {
        ClozePiece::Text(text) => ClozePiece::Text(fold(&text)),
        ClozePiece::Revealed(text) => ClozePiece::Revealed(fold(&text)),
        ClozePiece::Hidden { hint } => ClozePiece::Hidden {
            hint: hint.as_deref().map(fold),
        },
    }
}

fn fold(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::note::{Note, NoteBody};
    use super::*;
    use crate::domain::id::{DeckId, NoteId};

    fn basic(id: &str, question: &str) -> Note {
        Note {
            id: NoteId::new(id),
            body: NoteBody::Basic {
                question: question.to_owned(),
                answer: id.to_owned(),
            },
            tags: Vec::new(),
            source: None,
            hint: None,
            remark: None,
        }
    }

    fn deck(id: &str, notes: Vec<Note>) -> Deck {
        Deck {
            id: DeckId::new(id),
            title: id.to_owned(),
            about: String::new(),
            notes,
        }
    }

    #[test]
    fn a_question_asked_twice_is_found_across_decks() {
        let one = deck(
            "one",
            vec![basic("a", "何谓 GDP？"), basic("b", "何谓GNP？")],
        );
        let two = deck("two", vec![basic("c", "何谓\u{3000}gdp\n？")]);
        let found = same_prompts([&one, &two]);
        assert_eq!(
            found,
            [SamePrompt {
                first: CardId::of(&NoteId::new("a"), "answer"),
                again: CardId::of(&NoteId::new("c"), "answer"),
            }]
        );
    }

    #[test]
    fn the_same_words_asked_in_another_way_are_another_question() {
        let cue = |id: &str| Note {
            body: NoteBody::List {
                prompt: "四季".to_owned(),
                items: vec!["春".to_owned(), "秋".to_owned()],
                ordered: false,
            },
            ..basic(id, "")
        };
        let one = deck("one", vec![basic("a", "四季"), cue("b")]);
        assert!(same_prompts([&one]).is_empty());
    }
}
