//! The wordings by which an item of a list is known.
//!
//! What an item says in brackets need not be said; nor what all items of a list share at their ends
//! (战略 of 科教兴国战略, 人才强国战略); nor a word that only says of what sort a thing is (北京 is
//! 北京市). What is said in pairs or in clauses may be turned round (文明与物质).

use super::fold::Folder;
use super::letter::{Letter, letters};
use std::ops::Range;

/// Words that say of what sort a thing is, the longer ones before those that they end with.
const SORTS: [&str; 15] = [
    "维吾尔自治区",
    "回族自治区",
    "壮族自治区",
    "自治区",
    "地区",
    "省",
    "市",
    "区",
    "县",
    "产业",
    "行业",
    "业",
    "行动",
    "老工业基地",
    "工业基地",
];

/// Letters that join two things of a pair.
const JOINTS: &str = "与和及同跟";

/// The wordings of an item, or of what was typed for one.
#[derive(Debug)]
pub(super) struct Wording {
    /// All of its letters.
    pub whole: Vec<Letter>,
    /// Those outside of brackets; all where there are none.
    pub short: Vec<Letter>,
    /// What stands in brackets and says the same in other words.
    pub asides: Vec<Vec<Letter>>,
    /// The clauses of what stands outside of brackets.
    pub clauses: Vec<Vec<Letter>>,
    /// The short letters without what all items share.
    pub core: Range<usize>,
}

impl Wording {
    /// The wordings of a text that shares nothing with another.
    pub(super) fn new(text: &str, folder: &Folder) -> Self {
        let whole = letters(text, folder);
        let (outside, brackets) = parted(text);
        let mut short = letters(&outside, folder);
        if short.is_empty() {
            short.clone_from(&whole);
        }
        // A date in brackets names nothing.
        let asides = brackets.iter().map(|aside| letters(aside, folder));
        let names = |aside: &Vec<Letter>| aside.len() > 1 && !aside.iter().any(Letter::is_figure);
        let clauses = clauses(&outside).map(|clause| letters(clause, folder));
        Self {
            core: 0..short.len(),
            asides: asides.filter(names).collect(),
            clauses: clauses.filter(|clause| !clause.is_empty()).collect(),
            whole,
            short,
        }
    }

    /// The wordings of the items of a list.
    pub(super) fn of_list(items: &[String], folder: &Folder) -> Vec<Self> {
        let mut all: Vec<Self> = items.iter().map(|item| Self::new(item, folder)).collect();
        let (before, behind) = shared(&all);
        for wording in &mut all {
            wording.core = before..wording.short.len() - behind;
        }
        all
    }

    /// The short letters of the core.
    pub(super) fn core(&self) -> &[Letter] {
        self.short.get(self.core.clone()).unwrap_or(&self.short)
    }

    /// Whether the letters are this item but for what all items share, and for nothing else.
    pub(super) fn is_but_for_ends(&self, typed: &[Letter]) -> bool {
        let starts = 0..=self.core.start;
        let mut cut = starts.map(|start| (start, start + typed.len()));
        cut.any(|(start, end)| {
            end >= self.core.end && self.short.get(start..end).is_some_and(|cut| cut == typed)
        })
    }

    /// Whether no figure stands in its brackets.
    pub(super) fn says_asides_alone(&self) -> bool {
        let asides: usize = self.asides.iter().map(Vec::len).sum();
        self.whole.len() == self.short.len() + asides
    }

    /// Whether both say the same things in another order, or join them by another word.
    pub(super) fn is_turned(&self, other: &Self) -> bool {
        let same_clauses = self.clauses.len() > 1
            && self.clauses.len() == other.clauses.len()
            && self.clauses.iter().all(|clause| {
                let times = |all: &[Vec<Letter>]| all.iter().filter(|c| *c == clause).count();
                times(&self.clauses) == times(&other.clauses)
            });
        let mut pairs = halves(&self.short)
            .flat_map(|pair| halves(&other.short).map(move |other| (pair, other)));
        same_clauses || pairs.any(|((a, b), (c, d))| (a == c && b == d) || (a == d && b == c))
    }
}

/// The letters without the word at their end that says of what sort a thing is, if one is there and
/// enough stands before it.
pub(super) fn without_sort(letters: &[Letter]) -> Option<&[Letter]> {
    SORTS.iter().find_map(|sort| {
        let at = letters.len().checked_sub(sort.chars().count())?;
        let (rest, end) = letters.split_at_checked(at).filter(|_| at > 1)?;
        let mut pairs = end.iter().zip(sort.chars());
        let ends = pairs.all(|(letter, c)| letter.is_one_of(c.encode_utf8(&mut [0; 4])));
        ends.then_some(rest)
    })
}

/// How many letters all items share at their beginning and at their end; each keeps one at least.
fn shared(all: &[Wording]) -> (usize, usize) {
    let Some((first, others)) = all.split_first().filter(|(_, others)| !others.is_empty()) else {
        return (0, 0);
    };
    let shortest = all.iter().map(|wording| wording.short.len()).min();
    let most = shortest.unwrap_or(0).saturating_sub(1);
    let letter = |wording: &Wording, at: usize| wording.short.get(at).cloned();
    let from_end = |wording: &Wording, at: usize| letter(wording, wording.short.len() - 1 - at);
    let same = |nth: &dyn Fn(&Wording, usize) -> Option<Letter>, at: usize| {
        others.iter().all(|other| nth(other, at) == nth(first, at))
    };
    let before = (0..most).take_while(|at| same(&letter, *at)).count();
    let behind = (0..most - before)
        .take_while(|at| same(&from_end, *at))
        .count();
    (before, behind)
}

/// The two sides of each letter that may join a pair.
fn halves(letters: &[Letter]) -> impl Iterator<Item = (&[Letter], &[Letter])> {
    let joints = letters.iter().enumerate();
    let joints = joints.filter(|(_, letter)| letter.is_one_of(JOINTS));
    let sides = joints.filter_map(|(at, _)| Some((letters.get(..at)?, letters.get(at + 1..)?)));
    sides.filter(|(left, right)| !left.is_empty() && !right.is_empty())
}

/// What stands outside of brackets, and what stands in each of them.
fn parted(text: &str) -> (String, Vec<String>) {
    let (mut outside, mut brackets) = (String::new(), Vec::new());
    let mut depth = 0_u32;
    for c in text.chars() {
        match c {
            '（' | '(' => {
                depth += 1;
                brackets.push(String::new());
            }
            '）' | ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(c),
            _ => brackets.last_mut().map_or((), |bracket| bracket.push(c)),
        }
    }
    (outside, brackets)
}

/// The clauses of a text: parted by commas and the like, or where there are none by the marks of an
/// enumeration.
fn clauses(text: &str) -> impl Iterator<Item = &str> {
    const COMMAS: [char; 6] = ['，', '；', '：', ',', ';', ':'];
    let parts: &'static [char] = if text.contains(COMMAS) {
        &COMMAS
    } else {
        &['、']
    };
    text.split(parts)
}
