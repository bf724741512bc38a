//! What was right and what was wrong in words recited from memory.

use super::align::{Step, align};
use super::columns::Columns;
use super::fold::{Folder, Folding};
use super::key::{Key, keys};
use super::naming::lead;
use crate::domain::srs::Slip;
use std::ops::Range;

/// What became of a piece of the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// It was right.
    Right,
    /// It does not count: punctuation, white space.
    Aside,
    /// Another character of the same sound was given.
    Alike,
    /// Another one was given.
    Wrong,
    /// It was left out.
    Missing,
    /// It was given where nothing was wanted.
    Extra,
}

/// A piece of the words beside what was given for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// A piece of the words, or the end of a line of them; empty where nothing was wanted.
    pub wanted: String,
    /// What was given; empty where nothing was. Of what does not count only what stands in no other
    /// column is here: white space between extra words.
    pub given: String,
    /// How they compare.
    pub mark: Mark,
    /// Where the piece stands in the words, in bytes; of what is extra, where it was put in.
    pub at: usize,
    /// Whether an earlier attempt failed here.
    pub failed_before: bool,
}

impl Column {
    /// Whether something else was given than was wanted.
    pub fn is_wrong(&self) -> bool {
        !matches!(self.mark, Mark::Right | Mark::Aside)
    }

    /// Whether it is right where an earlier attempt was not.
    pub fn is_mended(&self) -> bool {
        self.mark == Mark::Right && self.failed_before
    }

    /// Whether a line of the words ends here.
    pub fn ends_line(&self) -> bool {
        self.wanted == "\n"
    }
}

/// Words compared with what was given for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// All of the words and all that was given for them, in order.
    pub columns: Vec<Column>,
    /// How many characters count.
    pub wanted: u32,
    /// What was said before the words to name what they define. It does not count.
    pub named: String,
    /// Whether something would be right if scripts were folded.
    pub scripts: bool,
}

impl Judgement {
    /// How many pieces are marked so.
    pub fn count(&self, mark: Mark) -> u32 {
        self.columns.iter().filter(|c| c.mark == mark).count() as u32
    }

    /// What is wrong, in halves: a slip to a character of the same sound is half a mistake.
    pub fn mistakes(&self) -> u32 {
        let wrong = [Mark::Wrong, Mark::Missing, Mark::Extra];
        let whole: u32 = wrong.into_iter().map(|mark| self.count(mark)).sum();
        2 * whole + self.count(Mark::Alike)
    }

    /// Whether anything was given that counts.
    pub fn is_answered(&self) -> bool {
        let given = |c: &Column| c.mark != Mark::Aside && !c.given.is_empty();
        !self.named.is_empty() || self.columns.iter().any(given)
    }

    /// Whether nothing is wrong.
    pub fn is_perfect(&self) -> bool {
        self.mistakes() == 0
    }

    /// Finds out whether something would be right if scripts were folded. Loads their dictionary where
    /// a character of the same sound was given, as a Traditional one is.
    pub fn look_for_scripts(&mut self) {
        if self.count(Mark::Alike) == 0 {
            return;
        }
        let folder = Folder::new(Folding {
            scripts: true,
            numbers: false,
        });
        let mut alike = self.columns.iter().filter(|c| c.mark == Mark::Alike);
        self.scripts = alike.any(|c| folder.folded(&c.wanted) == folder.folded(&c.given));
    }

    /// Where something went wrong first, in bytes of the words.
    pub fn first_slip(&self) -> Option<usize> {
        let mut wrong = self.columns.iter().filter(|column| column.is_wrong());
        wrong.next().map(|column| column.at)
    }

    /// Where something went wrong, in order: what stands together is one slip, marks between aside.
    /// `words` are those that were judged.
    pub fn slips(&self, words: &str) -> Vec<Slip> {
        let mut runs: Vec<(Range<usize>, String)> = Vec::new();
        let (mut goes_on, mut parted) = (false, false);
        for column in &self.columns {
            if column.is_wrong() {
                let end = column.at + column.wanted.len();
                match runs.last_mut().filter(|_| goes_on) {
                    Some((place, given)) => {
                        place.end = end;
                        let spaced = parted && !given.is_empty() && !column.given.is_empty();
                        given.push_str(if spaced { " " } else { "" });
                        given.push_str(&column.given);
                    }
                    None => runs.push((column.at..end, column.given.clone())),
                }
                parted = false;
            }
            parted |= column.wanted == " " || column.given == " ";
            goes_on = column.is_wrong() || (goes_on && column.mark == Mark::Aside);
        }
        let slip = |(place, given)| Slip::new(words, place, given);
        runs.into_iter().map(slip).collect()
    }
}

/// Compares the words with what was given for them. `failed` are the places, in bytes of the words,
/// where earlier attempts went wrong.
pub fn judge(words: &str, given: &str, folder: &Folder, failed: &[Range<usize>]) -> Judgement {
    let (wanted, answered) = (folder.units(words), folder.units(given));
    let (wanted_keys, given_keys) = keys(&wanted, &answered);
    let steps = align(&wanted_keys, &given_keys, Key::sounds_like);
    let mut columns = Columns::new(words, given);
    for step in steps {
        match step {
            Step::Same(w, g) => columns.unit(wanted.get(w), answered.get(g), Mark::Right),
            Step::Replaced(w, g) => {
                let mut pair = wanted_keys.get(w).into_iter().zip(given_keys.get(g));
                let alike = pair.any(|(w, g)| w.sounds_like(g));
                let mark = if alike { Mark::Alike } else { Mark::Wrong };
                columns.unit(wanted.get(w), answered.get(g), mark);
            }
            Step::Missing(w) => columns.unit(wanted.get(w), None, Mark::Missing),
            Step::Extra(g) => columns.extra(answered.get(g), &wanted),
        }
    }
    let mut made = columns.end();
    for column in &mut made {
        let here = |place: &Range<usize>| place.start == column.at || place.contains(&column.at);
        column.failed_before = column.mark != Mark::Extra && failed.iter().any(here);
    }
    Judgement {
        columns: made,
        wanted: wanted.len() as u32,
        named: String::new(),
        scripts: false,
    }
}

/// The same for the words that define a term: what names it before them does not count.
pub fn judge_definition(
    term: &str,
    words: &str,
    given: &str,
    folder: &Folder,
    failed: &[Range<usize>],
) -> Judgement {
    let (named, rest) = given
        .split_at_checked(lead(term, words, given, folder))
        .unwrap_or(("", given));
    Judgement {
        named: named.trim().to_owned(),
        ..judge(words, rest, folder, failed)
    }
}

/// Whether what was a slip is one still, by what counts as the same now.
pub fn is_slip(slip: &Slip, folder: &Folder) -> bool {
    folder.folded(&slip.wanted) != folder.folded(&slip.given)
}

#[cfg(test)]
#[path = "judge_tests.rs"]
mod tests;
