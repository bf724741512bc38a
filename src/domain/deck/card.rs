//! What is scheduled: a card asks for one part of a note.

use super::note::{Note, NoteBody};
use crate::domain::id::{CardId, NoteId};

/// Part of a basic note.
pub(super) const ANSWER: &str = "answer";
/// Part of a definition that asks for the meaning.
pub(super) const DEFINITION: &str = "definition";
/// Part of a definition that asks for the term.
pub(super) const TERM: &str = "term";
/// Part of a formulation.
pub(super) const WORDING: &str = "wording";
/// Part of a list.
pub(super) const ITEMS: &str = "items";
/// Part of a relation.
pub(super) const STATEMENT: &str = "statement";
/// Part of a contrast.
pub(super) const DIFFERENCE: &str = "difference";

/// A card.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Card {
    /// Its id: the note's id and the part, so that it survives reordering and rewording.
    pub id: CardId,
    /// The note it asks about.
    pub note: NoteId,
    /// What it asks for: a name within the note, never a position.
    pub part: String,
    /// Its place among the cards of the note, from 0; may change when the note does.
    pub ordinal: u32,
}

/// The cards of a note, in the order in which they are learnt.
pub fn cards(note: &Note) -> Vec<Card> {
    parts(&note.body)
        .into_iter()
        .zip(0..)
        .map(|(part, ordinal)| Card {
            id: CardId::of(&note.id, &part),
            note: note.id.clone(),
            part,
            ordinal,
        })
        .collect()
}

fn parts(body: &NoteBody) -> Vec<String> {
    let one = |part: &str| vec![part.to_owned()];
    match body {
        NoteBody::Basic { .. } => one(ANSWER),
        NoteBody::Definition { directions, .. } => {
            let definition = directions.asks_definition().then_some(DEFINITION);
            let term = directions.asks_term().then_some(TERM);
            definition
                .into_iter()
                .chain(term)
                .map(str::to_owned)
                .collect()
        }
        NoteBody::Formulation { .. } => one(WORDING),
        NoteBody::Cloze { text } => text.numbers().iter().map(u32::to_string).collect(),
        NoteBody::List { .. } => one(ITEMS),
        NoteBody::Relation { .. } => one(STATEMENT),
        NoteBody::Profile { fields, .. } => fields.iter().map(|f| f.name.clone()).collect(),
        NoteBody::Contrast { .. } => one(DIFFERENCE),
    }
}

#[cfg(test)]
mod tests {
    use super::super::note::tests::one_of_each;
    use super::*;
    use crate::domain::deck::Directions;

    #[test]
    fn each_kind_makes_its_cards() {
        let ids: Vec<String> = one_of_each()
            .iter()
            .flat_map(cards)
            .map(|card| format!("{} {}", card.id, card.ordinal))
            .collect();
        assert_eq!(
            ids,
            [
                "basic/answer 0",
                "definition/definition 0",
                "definition/term 1",
                "formulation/wording 0",
                "cloze/1 0",
                "cloze/2 1",
                "list/items 0",
                "relation/statement 0",
                "profile/长度 0",
                "profile/源头 1",
                "contrast/difference 0",
            ]
        );
    }

    #[test]
    fn a_definition_may_ask_one_way_only() {
        let mut note = one_of_each().remove(1);
        for (wanted, part) in [
            (Directions::Definition, "definition"),
            (Directions::Term, "term"),
        ] {
            if let NoteBody::Definition { directions, .. } = &mut note.body {
                *directions = wanted;
            }
            let made: Vec<String> = cards(&note).into_iter().map(|card| card.part).collect();
            assert_eq!(made, [part]);
        }
    }
}
