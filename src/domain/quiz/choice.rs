//! A question with one right answer among wrong ones that may be taken for it.
//!
//! Wrong answers come from other notes: the same field of other profiles, items of other lists,
//! other statements, terms and meanings, figures of the same kind and size. What is right in any
//! note that asks the same, or is about the same subject, is never among them. Where fewer are
//! good there are fewer.

use super::chance::Chance;
use super::distractor::{Picker, Question};
use super::fact::{Fact, facts};
use super::figure::Figures;
use super::fold::Folder;
use crate::domain::deck::Note;

/// The most answers to choose from.
const MOST: usize = 4;

/// A question to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The answers, two or more, no two alike.
    pub options: Vec<String>,
    /// Which of them is right.
    pub right: usize,
}

/// A fact that is known, right for its own question and perhaps wrong for another.
pub(super) struct Known<'n> {
    pub(super) fact: Fact<'n>,
    pub(super) question: Question,
    /// Whether it is of the deck of the card that is asked.
    pub(super) own: bool,
}

/// The notes that wrong answers come from, and by which it is known what is right.
pub struct Pool<'n> {
    known: Vec<Known<'n>>,
}

impl<'n> Pool<'n> {
    /// The notes of the card's own deck, among which it may be itself, and those of other decks.
    pub fn new(own: &'n [Note], others: &'n [Note], folder: &Folder) -> Self {
        let known = |own: bool, fact: Fact<'n>| Known {
            own,
            question: Question::new(&fact.question, folder),
            fact,
        };
        let all = own.iter().flat_map(facts).map(|fact| known(true, fact));
        let others = others.iter().flat_map(facts);
        Self {
            known: all.chain(others.map(|fact| known(false, fact))).collect(),
        }
    }
}

/// What a card asks about, by which other notes that say the same of it are found: the subject of its
/// note, or else its question. None where it has no short answer.
pub fn asked_about(note: &Note, part: &str) -> Option<String> {
    let asked = facts(note).into_iter().find(|fact| fact.part == part)?;
    Some(asked.subject.unwrap_or(asked.question))
}

/// A choice for the card that asks for a part of a note. None where no wrong answer is good.
pub fn choice(
    note: &Note,
    part: &str,
    pool: &Pool<'_>,
    folder: &Folder,
    chance: &mut Chance,
) -> Option<Choice> {
    let asked = facts(note).into_iter().find(|fact| fact.part == part)?;
    let known = &pool.known;
    let answer = asked.answers.get(chance.below(asked.answers.len()))?;
    let answer = tidy(answer);
    let mut picker = Picker::new(&asked, &answer, known, folder);
    let wrong = match picker.figures.clone() {
        Some(figures) => wrong_figures(&mut picker, &figures, known, chance),
        None => wrong_words(&mut picker, known, chance),
    };
    if wrong.is_empty() {
        return None;
    }
    let mut options = vec![answer.clone()];
    options.extend(wrong);
    let right = chance.below(options.len());
    chance.shuffle(options.get_mut(1..).unwrap_or_default());
    options.swap(0, right);
    Some(Choice { options, right })
}

/// Wrong answers in words, at most one fewer than there are options.
fn wrong_words(picker: &mut Picker<'_>, known: &[Known<'_>], chance: &mut Chance) -> Vec<String> {
    // A single wrong answer must be one that is truly taken for the right one.
    const ALONE: u32 = 95;
    let ranked = picker.ranked(known, chance).into_iter();
    let admitted = ranked.filter(|(_, candidate)| picker.admits(candidate));
    let wrong: Vec<(u32, String)> = admitted.take(MOST - 1).collect();
    match wrong.as_slice() {
        [(alike, _)] if *alike < ALONE => Vec::new(),
        _ => wrong.into_iter().map(|(_, answer)| answer).collect(),
    }
}

/// Wrong figures, those of other notes before such as are made up. By chance more or fewer of them
/// are below the right one: always in the middle, it would be told by that.
fn wrong_figures(
    picker: &mut Picker<'_>,
    right: &Figures,
    known: &[Known<'_>],
    chance: &mut Chance,
) -> Vec<String> {
    const MADE_UP: usize = 60;
    let ranked = picker.ranked(known, chance).into_iter();
    let mut candidates: Vec<String> = ranked.map(|(_, answer)| answer).collect();
    candidates.extend((0..MADE_UP).filter_map(|_| right.varied(chance)));
    let below = chance.below(MOST);
    let mut room = [below, MOST - 1 - below];
    let mut wrong = Vec::new();
    let side = |candidate: &String| {
        let figures = Figures::of(candidate);
        usize::from(!figures.is_some_and(|it| it.is_below(right)))
    };
    for candidate in &candidates {
        let Some(room) = room.get_mut(side(candidate)).filter(|room| **room > 0) else {
            continue;
        };
        if picker.admits(candidate) {
            *room -= 1;
            wrong.push(candidate.clone());
        }
    }
    // What one side has no more of, the other has.
    for candidate in candidates {
        if wrong.len() < MOST - 1 && picker.admits(&candidate) {
            wrong.push(candidate);
        }
    }
    wrong
}

/// An answer as it is shown to choose from: without what tells it from others and says nothing,
/// such as marks and brackets at its end, quotation marks around it and “about” before a figure.
pub(super) fn tidy(answer: &str) -> String {
    const ABOUT: [&str; 7] = ["大约", "超过", "接近", "约", "超", "近", "达"];
    let mut text = answer.trim().trim_end_matches(['。', '；', '，']);
    if let (true, Some(open)) = (text.ends_with(['）', ')']), text.rfind(['（', '('])) {
        text = text
            .get(..open)
            .filter(|kept| !kept.is_empty())
            .unwrap_or(text);
    }
    let quoted = text
        .strip_prefix('“')
        .and_then(|rest| rest.strip_suffix('”'));
    text = quoted
        .filter(|inside| !inside.contains(['“', '”']))
        .unwrap_or(text);
    let figure = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let bare = ABOUT
        .iter()
        .find_map(|word| text.strip_prefix(word).filter(|rest| figure(rest)));
    bare.unwrap_or(text).trim().to_owned()
}

#[cfg(test)]
#[path = "choice_tests.rs"]
mod tests;
