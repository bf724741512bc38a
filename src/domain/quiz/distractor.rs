//! Wrong answers that may be taken for the right one, chosen among what other notes say.

use super::chance::Chance;
use super::choice::{Known, tidy};
use super::fact::{Fact, Slot};
use super::figure::{Figures, years};
use super::fold::Folder;
use super::likeness::{
    GAP, alike_joined, asking_clause, clauses, common_end, is_part, pairs_in_common, shared,
    similarity, traits, without_titles,
};
use std::cmp::Reverse;
use std::collections::HashSet;

/// A question as it is compared with others.
pub(super) struct Question {
    /// The whole, folded.
    pub(super) whole: String,
    /// Without the titles in it, folded.
    untitled: String,
    /// The clause of it that asks, folded.
    asking: String,
}

impl Question {
    pub(super) fn new(text: &str, folder: &Folder) -> Self {
        let untitled = without_titles(text);
        Self {
            whole: folder.folded(text),
            asking: folder.folded(asking_clause(&untitled)),
            untitled: folder.folded(&untitled),
        }
    }

    /// How much two questions have in common, in percent. That both stand in one text or are about
    /// one thing does not make them alike: what asks must be alike as well.
    fn alike(&self, other: &Self) -> u32 {
        let whole = similarity(&self.untitled, &other.untitled);
        whole.min(similarity(&self.asking, &other.asking))
    }
}

/// Chooses wrong answers for one question.
pub(super) struct Picker<'a> {
    asked: &'a Fact<'a>,
    folder: &'a Folder,
    /// The answer, as it is shown.
    given: &'a str,
    /// The same, folded.
    right: String,
    pub(super) figures: Option<Figures>,
    /// What is no wrong answer: all that is right, and what was chosen before; folded.
    taken: Vec<String>,
    /// The clauses of what is right, folded; only those that say something by themselves.
    right_clauses: Vec<String>,
    question: Question,
    /// What all answers of the list end in, folded.
    end: String,
    /// What stands around the gap, two characters on each side.
    around: Option<(String, String)>,
    /// The years that the question names.
    years: Vec<u32>,
    /// The figures in the question that count the same as the answer's.
    beside: Vec<f64>,
    /// Tags that tell something: those that a quarter of the notes or less have.
    rare_tags: HashSet<&'a str>,
}

impl<'a> Picker<'a> {
    pub(super) fn new(
        asked: &'a Fact<'a>,
        answer: &'a str,
        known: &[Known<'_>],
        folder: &'a Folder,
    ) -> Self {
        let question = Question::new(&asked.question, folder);
        let subject = asked.subject.as_deref().map(|s| folder.folded(s));
        let same = |known: &&Known<'_>| {
            let of_subject = || known.fact.subject.as_deref().map(|s| folder.folded(s));
            known.question.whole == question.whole || (subject.is_some() && subject == of_subject())
        };
        let share = |tag: &str| {
            let tagged = known
                .iter()
                .filter(|known| known.fact.note.tags.iter().any(|t| t == tag));
            tagged.count() * 4 <= known.len()
        };
        let tags = asked.note.tags.iter().map(String::as_str);
        let right = known.iter().filter(same);
        let right = right.flat_map(|known| &known.fact.answers);
        let right: Vec<&String> = right.chain(&asked.answers).collect();
        let of_list: Vec<String> = match asked.slot {
            Slot::Item => asked
                .answers
                .iter()
                .map(|a| folder.folded(&tidy(a)))
                .collect(),
            _ => Vec::new(),
        };
        let several = Some(&of_list).filter(|items| items.len() > 1);
        let figures = Figures::of(answer);
        let beside = figures.as_ref().map(|it| it.alike_in(&asked.question));
        Self {
            beside: beside.unwrap_or_default(),
            rare_tags: tags.filter(|tag| share(tag)).collect(),
            taken: right.iter().flat_map(|a| said(a, folder)).collect(),
            right_clauses: right.iter().flat_map(|a| telling(a, folder)).collect(),
            given: answer,
            right: folder.folded(answer),
            figures,
            end: common_end(several.into_iter().flatten().map(String::as_str)),
            around: around_gap(&asked.question, folder),
            years: years(&asked.question),
            asked,
            folder,
            question,
        }
    }

    /// Whether an answer is wrong and like no other; it then counts as chosen.
    pub(super) fn admits(&mut self, candidate: &str) -> bool {
        let folded = alike_joined(&self.folder.folded(candidate));
        let clash = match &Figures::of(candidate) {
            Some(figures) => {
                let same = |taken: &String| {
                    let of_taken = Figures::of(taken);
                    *taken == folded || of_taken.is_some_and(|taken| taken.same_value(figures))
                };
                self.taken.iter().any(same) || !self.on_its_side(figures)
            }
            None => self.says_what_is_right(candidate, &folded) || self.doubles(&folded),
        };
        if folded.is_empty() || clash || self.question.whole.contains(&folded) {
            return false;
        }
        self.taken.push(folded);
        true
    }

    /// Whether an answer says what is right, or was chosen before. What says less than a right
    /// answer is right as well, and so may be what says more.
    fn says_what_is_right(&self, candidate: &str, folded: &str) -> bool {
        let near = |taken: &String| is_part(folded, taken) || is_part(taken, folded);
        let mut clauses = telling(candidate, self.folder);
        self.taken.iter().any(near)
            || clauses.any(|clause| self.taken.iter().any(|taken| taken.contains(&clause)))
            || self
                .right_clauses
                .iter()
                .any(|clause| folded.contains(clause))
    }

    /// Whether an answer would say again what stands before or behind the gap.
    fn doubles(&self, folded: &str) -> bool {
        let around = self.around.as_ref();
        around.is_some_and(|(before, after)| {
            let stands = |text: &String| text.chars().count() == 2;
            (stands(before) && folded.starts_with(before.as_str()))
                || (stands(after) && folded.ends_with(after.as_str()))
        })
    }

    /// Whether a figure lies on the side of those in the question on which the answer does: a plan of
    /// 2024 ends later, and of 18 kinds there are not 21.
    fn on_its_side(&self, figures: &Figures) -> bool {
        let Some(right) = &self.figures else {
            return true;
        };
        let mut beside = self.beside.iter();
        if !beside.all(|value| right.side_of(*value) == figures.side_of(*value)) {
            return false;
        }
        let Some((right, other)) = right.year().zip(figures.year()) else {
            return true;
        };
        let mut apart = self.years.iter().filter(|named| **named != right);
        apart.all(|named| right.cmp(named) == other.cmp(named))
    }

    /// Answers of other notes and how much each is alike, the most confusable first; of equals, by
    /// chance.
    pub(super) fn ranked(&self, known: &[Known<'_>], chance: &mut Chance) -> Vec<(u32, String)> {
        // What is neither asked for in such words nor looks like it is told at a glance.
        const LEAST: u32 = 60;
        // What a deck speaks of hangs together; of other decks only what is more alike is taken.
        const OWN: u32 = 15;
        let mut scored: Vec<(u32, String)> = Vec::new();
        let others = known
            .iter()
            .filter(|known| known.fact.note.id != self.asked.note.id);
        for Known {
            fact,
            question,
            own,
        } in others
        {
            let Some(of_slot) = self.of_slot(fact) else {
                continue;
            };
            let asked_alike = self.question.alike(question);
            let of_fact = of_slot + asked_alike;
            for answer in &fact.answers {
                let answer = tidy(answer);
                if !self.may_be_taken_for_it(&answer, asked_alike, *own) || self.is_told(&answer) {
                    continue;
                }
                if let Some(of_shape) = self.shape(&answer) {
                    let of_deck = if *own { OWN } else { 0 };
                    scored.push((of_fact + of_shape + of_deck, answer));
                }
            }
        }
        scored.retain(|(score, _)| *score >= LEAST);
        chance.shuffle(&mut scored);
        scored.sort_by_key(|(score, _)| Reverse(*score));
        scored
    }

    /// How alike the sorts of two facts are and what they are of; none where the answers are of other
    /// sorts.
    fn of_slot(&self, fact: &Fact<'_>) -> Option<u32> {
        let tags = fact.note.tags.iter();
        let shared = tags
            .filter(|tag| self.rare_tags.contains(tag.as_str()))
            .count() as u32;
        let of_slot = match (&self.asked.slot, &fact.slot) {
            (Slot::Field(one), Slot::Field(other)) => {
                let names = similarity(&self.folder.folded(one), &self.folder.folded(other));
                (names >= 50).then_some(names * 2)?
            }
            // A person tells statements apart by what they are about, and few notes have them.
            (Slot::Statement, Slot::Statement) => 30,
            // What two terms of one family mean is taken for each other.
            (Slot::Meaning, Slot::Meaning) => {
                let term =
                    |fact: &Fact<'_>| self.folder.folded(fact.subject.as_deref().unwrap_or(""));
                let akin = pairs_in_common(&term(self.asked), &term(fact)) > 0;
                if akin { 30 } else { 0 }
            }
            (one, other) if one == other => 0,
            // Any figures of one kind may be confused, wherever they stand.
            (Slot::Answer, Slot::Field(_)) | (Slot::Field(_), Slot::Answer)
                if self.figures.is_some() =>
            {
                0
            }
            _ => return None,
        };
        Some(of_slot + 15 * shared.min(2))
    }

    /// Whether any short answer fits what is asked, so that only the words tell its sort.
    fn is_open(&self) -> bool {
        matches!(self.asked.slot, Slot::Answer | Slot::Item)
    }

    /// Whether an answer is of the sort that is asked for, as far as words tell. Of slots that hold
    /// anything only those are that have a third of the characters, or the last one, in common with
    /// the right one, of other decks the last one; or whose questions are alike. `asked_alike`: how
    /// much the questions have in common, in percent.
    fn may_be_taken_for_it(&self, answer: &str, asked_alike: u32, own: bool) -> bool {
        const ALIKE: u32 = 50;
        if !self.is_open() || self.figures.is_some() {
            return true;
        }
        let folded = self.folder.folded(answer);
        if traits(answer) != traits(self.given) || !folded.ends_with(&self.end) {
            return false;
        }
        let ends_alike = folded.chars().next_back() == self.right.chars().next_back();
        let needed = match self.right.chars().count() {
            ..=2 => 1,
            chars => 2.max(chars / 3),
        };
        asked_alike >= ALIKE || ends_alike || (own && shared(&folded, &self.right) >= needed)
    }

    /// Whether the right answer is told from another one by the words of the question: it says them
    /// again, the other does not.
    fn is_told(&self, answer: &str) -> bool {
        // Few notes are statements, and each is about a pair of its own.
        if self.asked.slot == Slot::Statement || self.figures.is_some() {
            return false;
        }
        let said_again = |text: &str| pairs_in_common(&self.question.untitled, text);
        said_again(&self.folder.folded(answer)) * 2 < said_again(&self.right)
    }

    /// How alike the answers are in shape; none where one can be told from the other by its shape.
    fn shape(&self, candidate: &str) -> Option<u32> {
        let folded = self.folder.folded(candidate);
        match (&self.figures, Figures::of(candidate)) {
            (Some(right), Some(other)) => {
                let alike = right.same_kind(&other)
                    && right.same_size(&other)
                    && other.is_as_round_as(right);
                // The nearer the figures, the more alike.
                return alike.then(|| 200 - (25.0 * right.times(&other)) as u32);
            }
            (None, None) => {}
            _ => return None,
        }
        let end = |text: &str| -> Vec<char> { text.chars().rev().take(2).collect() };
        let (right_end, other_end) = (end(&self.right), end(&folded));
        let (right, other) = (self.right.chars().count(), folded.chars().count());
        // A short answer is told by its length where nothing else binds it to the other.
        let loose = !self.is_open() || right_end == other_end;
        let (part, of) = if loose { (2, 1) } else { (3, 2) };
        if right.min(other) * part < right.max(other) * of || other == 0 {
            return None;
        }
        let named: String = right_end.iter().rev().collect();
        // “Which changes?” is answered by changes alone.
        if right_end != other_end && right > 2 && self.question.asking.contains(&named) {
            return None;
        }
        let of_end = match (
            right_end == other_end,
            right_end.first() == other_end.first(),
        ) {
            (true, _) => 40,
            (false, true) => 25,
            (false, false) => 0,
        };
        let near_length = (15 * right.min(other) / right.max(other)) as u32;
        Some(near_length + of_end + similarity(&self.right, &folded))
    }
}

/// What an answer says, folded: as it is shown, and what it adds in brackets.
fn said(answer: &str, folder: &Folder) -> Vec<String> {
    let inside = answer.split_once(['（', '(']).map(|(_, rest)| rest);
    let shown = tidy(answer);
    let all = [Some(shown.as_str()), inside];
    let texts = all.into_iter().flatten();
    let said = texts.map(|text| alike_joined(&folder.folded(text)));
    said.filter(|text| !text.is_empty()).collect()
}

/// The clauses of an answer that say something by themselves, folded; none where it is one.
fn telling<'t>(answer: &'t str, folder: &'t Folder) -> impl Iterator<Item = String> + 't {
    const CHARS: usize = 4;
    let several = clauses(answer).nth(1).is_some();
    let all = clauses(answer).filter(move |_| several);
    all.map(|clause| alike_joined(&folder.folded(clause)))
        .filter(|clause| clause.chars().count() >= CHARS)
}

/// The two characters before and behind the gap of a question, folded; fewer at its edges.
fn around_gap(question: &str, folder: &Folder) -> Option<(String, String)> {
    let (before, after) = question.split_once(GAP)?;
    let mut before: Vec<char> = folder.folded(before).chars().rev().take(2).collect();
    before.reverse();
    let after = folder.folded(after).chars().take(2).collect();
    Some((before.into_iter().collect(), after))
}
