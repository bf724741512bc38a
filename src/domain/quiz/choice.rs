//! A question with one right answer among wrong ones that may be taken for it.
//!
//! Wrong answers come from other notes: the same field of other profiles, items of other lists,
//! other statements, terms and meanings, figures of the same kind and size. What is right in any
//! note that asks the same, or is about the same subject, is never among them. Where fewer are
//! good there are fewer.

use super::chance::Chance;
use super::fact::{Fact, Slot, facts};
use super::figure::Figures;
use super::fold::Folder;
use crate::domain::deck::Note;
use std::collections::HashSet;

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

/// The notes that wrong answers come from, and by which it is known what is right.
pub struct Pool<'n> {
    known: Vec<Known<'n>>,
}

impl<'n> Pool<'n> {
    /// The notes of the card's own deck, among which it may be itself, and those of other decks.
    pub fn new(own: &'n [Note], others: &'n [Note], folder: &Folder) -> Self {
        let known = |own: bool, fact: Fact<'n>| Known {
            own,
            question: folder.folded(&fact.question),
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
    let mut options = vec![answer.clone()];
    for candidate in picker.ranked(known, chance) {
        if options.len() == MOST {
            break;
        }
        if picker.admits(&candidate) {
            options.push(candidate);
        }
    }
    if let Some(figures) = &picker.figures {
        const TRIES: usize = 40;
        let figures = figures.clone();
        for _ in 0..TRIES {
            let varied = figures.varied(chance).filter(|_| options.len() < MOST);
            if let Some(made) = varied.filter(|made| picker.admits(made)) {
                options.push(made);
            }
        }
    }
    if options.len() < 2 {
        return None;
    }
    let right = chance.below(options.len());
    chance.shuffle(options.get_mut(1..).unwrap_or_default());
    options.swap(0, right);
    Some(Choice { options, right })
}

/// An answer as it is shown to choose from: without what tells it from others and says nothing,
/// such as marks and brackets at its end and “about” before a figure.
fn tidy(answer: &str) -> String {
    const ABOUT: [&str; 7] = ["大约", "超过", "接近", "约", "超", "近", "达"];
    let mut text = answer.trim().trim_end_matches(['。', '；', '，']);
    if let (true, Some(open)) = (text.ends_with(['）', ')']), text.rfind(['（', '('])) {
        text = text
            .get(..open)
            .filter(|kept| !kept.is_empty())
            .unwrap_or(text);
    }
    let figure = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let bare = ABOUT
        .iter()
        .find_map(|word| text.strip_prefix(word).filter(|rest| figure(rest)));
    bare.unwrap_or(text).trim().to_owned()
}

/// A fact that is known, right for its own question and perhaps wrong for another.
struct Known<'n> {
    fact: Fact<'n>,
    /// Its question, folded.
    question: String,
    /// Whether it is of the deck of the card that is asked.
    own: bool,
}

/// Chooses wrong answers for one question.
struct Picker<'a> {
    asked: &'a Fact<'a>,
    folder: &'a Folder,
    /// The answer, as it is shown.
    given: &'a str,
    /// The same, folded.
    right: String,
    figures: Option<Figures>,
    /// What is no wrong answer: all that is right, and what was chosen before; folded.
    taken: Vec<String>,
    /// The question, folded.
    question: String,
    /// Tags that tell something: those that a quarter of the notes or less have.
    rare_tags: HashSet<&'a str>,
}

impl<'a> Picker<'a> {
    fn new(asked: &'a Fact<'a>, answer: &'a str, known: &[Known<'_>], folder: &'a Folder) -> Self {
        let question = folder.folded(&asked.question);
        let subject = asked.subject.as_deref().map(|s| folder.folded(s));
        let same = |known: &&Known<'_>| {
            let of_subject = || known.fact.subject.as_deref().map(|s| folder.folded(s));
            known.question == question || (subject.is_some() && subject == of_subject())
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
        let all = right.chain(&asked.answers);
        Self {
            rare_tags: tags.filter(|tag| share(tag)).collect(),
            taken: all.flat_map(|answer| said(answer, folder)).collect(),
            given: answer,
            right: folder.folded(answer),
            figures: Figures::of(answer),
            asked,
            folder,
            question,
        }
    }

    /// Whether an answer is wrong and like no other; it then counts as chosen.
    fn admits(&mut self, candidate: &str) -> bool {
        let folded = alike_joined(&self.folder.folded(candidate));
        let figures = Figures::of(candidate);
        // What says less than a right answer is right as well, and so may be what says more.
        let near = |taken: &String| is_part(&folded, taken) || is_part(taken, &folded);
        let same_value = |taken: &String| {
            let pair = Figures::of(taken).zip(Figures::of(&folded));
            pair.is_some_and(|(a, b)| a.same_value(&b))
        };
        let clash = match &figures {
            Some(_) => self
                .taken
                .iter()
                .any(|taken| *taken == folded || same_value(taken)),
            None => self.taken.iter().any(near),
        };
        if folded.is_empty() || clash || self.question.contains(&folded) {
            return false;
        }
        self.taken.push(folded);
        true
    }

    /// Answers of other notes, the most confusable first; of equals, by chance.
    fn ranked(&self, known: &[Known<'_>], chance: &mut Chance) -> Vec<String> {
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
            let asked_alike = similarity(&self.question, question);
            let of_fact = of_slot + asked_alike;
            for answer in &fact.answers {
                let answer = tidy(answer);
                if !self.may_be_taken_for_it(&answer, asked_alike, *own) {
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
        scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        scored.into_iter().map(|(_, answer)| answer).collect()
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

    /// Whether an answer is of the sort that is asked for, as far as words tell. Of slots that hold
    /// anything only those are that have a character in common with the right one, of other decks
    /// the last one; or whose questions are alike. `asked_alike`: how much the questions have in
    /// common, in percent.
    fn may_be_taken_for_it(&self, answer: &str, asked_alike: u32, own: bool) -> bool {
        const ALIKE: u32 = 50;
        let open = matches!(self.asked.slot, Slot::Answer | Slot::Item);
        if !open || self.figures.is_some() {
            return true;
        }
        if traits(answer) != traits(self.given) {
            return false;
        }
        if asked_alike >= ALIKE {
            return true;
        }
        let answer = self.folder.folded(answer);
        if own {
            answer.chars().any(|c| self.right.contains(c))
        } else {
            answer.chars().next_back() == self.right.chars().next_back()
        }
    }

    /// How alike the answers are in shape; none where one can be told from the other by its shape.
    fn shape(&self, candidate: &str) -> Option<u32> {
        let folded = self.folder.folded(candidate);
        match (&self.figures, Figures::of(candidate)) {
            (Some(right), Some(other)) => {
                let alike = right.same_kind(&other) && right.same_size(&other);
                // The nearer the figures, the more alike.
                return alike.then(|| 200 - (25.0 * right.times(&other)) as u32);
            }
            (None, None) => {}
            _ => return None,
        }
        let (right, other) = (self.right.chars().count(), folded.chars().count());
        if right.min(other) * 2 < right.max(other) || other == 0 {
            return None;
        }
        let end = |text: &str| -> Vec<char> { text.chars().rev().take(2).collect() };
        let (right_end, other_end) = (end(&self.right), end(&folded));
        let named: String = right_end.iter().rev().collect();
        // “Which changes?” is answered by changes alone.
        if right_end != other_end && right > 2 && self.question.contains(&named) {
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
    let mut said = vec![alike_joined(&folder.folded(&tidy(answer)))];
    let inside = answer
        .split_once(['（', '('])
        .map(|(_, rest)| folder.folded(rest));
    said.extend(
        inside
            .filter(|text| !text.is_empty())
            .map(|text| alike_joined(&text)),
    );
    said
}

/// What tells answers apart at a glance, whatever they say: several things or one, a question, a
/// heading with its text, a purpose or means.
fn traits(answer: &str) -> [bool; 4] {
    const SEVERAL: [char; 5] = ['、', '与', '和', '及', '或'];
    const ASKING: [&str; 5] = ["什么", "怎样", "如何", "谁", "哪"];
    const LEADING: [char; 6] = ['以', '把', '将', '使', '让', '从'];
    [
        answer.contains(SEVERAL),
        ASKING.iter().any(|word| answer.contains(word)),
        answer.contains('：'),
        answer.starts_with(LEADING),
    ]
}

/// A text with one word for “and”: 共性与个性 is 共性和个性.
fn alike_joined(text: &str) -> String {
    text.replace('与', "和")
}

/// Whether all characters of `part` stand in `whole` in their order.
fn is_part(part: &str, whole: &str) -> bool {
    let mut rest = whole.chars();
    part.chars().all(|c| rest.any(|other| other == c))
}

/// The share of pairs of neighbouring characters that two texts have in common, in percent.
fn similarity(one: &str, other: &str) -> u32 {
    let pairs =
        |text: &str| -> HashSet<(char, char)> { text.chars().zip(text.chars().skip(1)).collect() };
    let (one, other) = (pairs(one), pairs(other));
    let common = one.intersection(&other).count();
    ((200 * common) / (one.len() + other.len()).max(1)) as u32
}
