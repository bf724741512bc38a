//! Checks several deck files against each other, and takes what is good of them.

use super::parse::ParsedDeck;
use super::problem::{DeckProblem, DeckProblemKind, Location};
use crate::domain::deck::{Deck, same_prompts};
use crate::domain::id::{CardId, DeckId, NoteId};
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// Where each id was used first.
struct FirstUses<Id>(HashMap<Id, (usize, Location)>);

impl<Id: Hash + Eq> FirstUses<Id> {
    fn new() -> Self {
        Self(HashMap::new())
    }

    /// Where an earlier file uses the id; a first use is remembered.
    fn in_earlier_file(&mut self, id: Id, file: usize, here: Location) -> Option<Location> {
        let (first_file, first) = self.0.entry(id).or_insert((file, here));
        (*first_file != file).then(|| first.clone())
    }
}

/// Ids of decks and notes that an earlier file uses already. Ids used twice within one file are
/// among the problems of that file.
pub fn duplicate_ids(decks: &[ParsedDeck]) -> Vec<DeckProblem> {
    let mut deck_ids: FirstUses<&DeckId> = FirstUses::new();
    let mut note_ids: FirstUses<&NoteId> = FirstUses::new();
    let mut problems = Vec::new();
    for (file, parsed) in decks.iter().enumerate() {
        if let Some(id) = parsed.deck.as_ref().map(|deck| &deck.id) {
            let location = parsed.location(parsed.id_at);
            if let Some(first) = deck_ids.in_earlier_file(id, file, location.clone()) {
                let id = id.clone();
                let kind = DeckProblemKind::DuplicateDeck { id, first };
                problems.push(DeckProblem { location, kind });
            }
        }
        for (id, position) in &parsed.note_ids {
            let location = parsed.location(*position);
            if let Some(first) = note_ids.in_earlier_file(id, file, location.clone()) {
                let id = id.clone();
                let kind = DeckProblemKind::DuplicateNote { id, first };
                problems.push(DeckProblem { location, kind });
            }
        }
    }
    problems
}

/// Warnings for cards that ask the same as an earlier one, at the id of the later card's note.
pub fn same_prompt_problems(decks: &[ParsedDeck]) -> Vec<DeckProblem> {
    let good = decks.iter().filter_map(|parsed| parsed.deck.as_ref());
    same_prompts(good)
        .into_iter()
        // One id used twice is an error of its own.
        .filter(|same| same.first != same.again)
        .filter_map(|same| {
            let location = decks
                .iter()
                .find_map(|parsed| card_at(parsed, &same.again))?;
            let kind = DeckProblemKind::SamePrompt {
                first: same.first,
                again: same.again,
            };
            Some(DeckProblem { location, kind })
        })
        .collect()
}

fn card_at(parsed: &ParsedDeck, card: &CardId) -> Option<Location> {
    let (note, _) = card.as_str().split_once('/')?;
    parsed.location_of(&NoteId::new(note))
}

/// The good decks and notes of the files, and the problems of all of them. Of two decks or notes
/// with one id the earlier is taken.
pub fn join(parsed: Vec<ParsedDeck>) -> (Vec<Deck>, Vec<DeckProblem>) {
    let between = duplicate_ids(&parsed);
    let mut decks: Vec<Deck> = Vec::new();
    let mut problems = Vec::new();
    let mut taken: HashSet<NoteId> = HashSet::new();
    for file in parsed {
        problems.extend(file.problems);
        let Some(mut deck) = file.deck else { continue };
        if decks.iter().any(|earlier| earlier.id == deck.id) {
            continue;
        }
        deck.notes.retain(|note| taken.insert(note.id.clone()));
        decks.push(deck);
    }
    problems.extend(between);
    (decks, problems)
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse_deck;
    use super::*;

    fn deck(file: &str, id: &str, notes: &[(&str, &str)]) -> ParsedDeck {
        let notes: Vec<String> = notes
            .iter()
            .map(|(id, question)| {
                format!(
                    "[[note]]\nid = '{id}'\nkind = 'basic'\nquestion = '{question}'\nanswer = 'x'\n"
                )
            })
            .collect();
        let notes = notes.concat();
        parse_deck(file, &format!("id = \"{id}\"\ntitle = \"t\"\n{notes}"))
    }

    fn lines(problems: &[DeckProblem]) -> Vec<String> {
        problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn ids_of_earlier_files_are_not_to_be_used_again() {
        let files = [
            deck("a.toml", "one", &[("n", "q"), ("m", "r")]),
            deck("b.toml", "one", &[("o", "s")]),
            deck("c.toml", "two", &[("p", "t"), ("m", "u")]),
        ];
        assert_eq!(
            lines(&duplicate_ids(&files)),
            [
                "b.toml:1:6: the deck id `one` is already used at a.toml:1:6",
                "c.toml:9:6: the note id `m` is already used at a.toml:9:6",
            ]
        );
        let (decks, problems) = join(files.into());
        let kept: Vec<Vec<&str>> = decks
            .iter()
            .map(|d| d.notes.iter().map(|n| n.id.as_str()).collect())
            .collect();
        assert_eq!(kept, [vec!["n", "m"], vec!["p"]]);
        assert_eq!(problems.len(), 2);
    }

    #[test]
    fn an_id_twice_in_one_file_is_reported_once() {
        let files = [deck("a.toml", "one", &[("n", "q"), ("n", "r")])];
        assert!(duplicate_ids(&files).is_empty());
        assert_eq!(files[0].problems.len(), 1);
    }

    #[test]
    fn a_question_asked_again_is_a_warning_where_it_is_asked_again() {
        let files = [
            deck("a.toml", "one", &[("n", "甲 乙？")]),
            deck("b.toml", "two", &[("m", "甲乙？")]),
        ];
        let found = same_prompt_problems(&files);
        assert_eq!(
            lines(&found),
            ["b.toml:4:6: the card `m/answer` asks the same as `n/answer`"]
        );
        assert!(found[0].is_warning());
        assert_eq!(join(files.into()).0.len(), 2);
    }
}
