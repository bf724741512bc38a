//! What was right and what was wrong in words recited from memory.

use super::align::{Step, align};
use super::fold::{Folder, Unit};
use super::sound::sounds;
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
    /// A piece of the words; empty where nothing was wanted.
    pub wanted: String,
    /// What was given; empty where nothing was.
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
}

/// Words compared with what was given for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// All of the words and all that was given, in order.
    pub columns: Vec<Column>,
    /// How many characters count.
    pub wanted: u32,
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

    /// Whether nothing is wrong.
    pub fn is_perfect(&self) -> bool {
        self.mistakes() == 0
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
        let mut goes_on = false;
        for column in &self.columns {
            if column.is_wrong() {
                let end = column.at + column.wanted.len();
                match runs.last_mut().filter(|_| goes_on) {
                    Some((place, given)) => {
                        place.end = end;
                        given.push_str(&column.given);
                    }
                    None => runs.push((column.at..end, column.given.clone())),
                }
            }
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
    let keys = |units: &[Unit]| -> Vec<Key> { units.iter().map(Key::of).collect() };
    let (wanted_keys, given_keys) = (keys(&wanted), keys(&answered));
    let steps = align(&wanted_keys, &given_keys, Key::sounds_like);
    let mut columns = Columns::new(words);
    for step in steps {
        let of = |g: usize| answered.get(g).and_then(|u| given.get(u.range.clone()));
        match step {
            Step::Same(w, g) => columns.unit(wanted.get(w), of(g), Mark::Right),
            Step::Replaced(w, g) => {
                let mut pair = wanted_keys.get(w).into_iter().zip(given_keys.get(g));
                let alike = pair.any(|(w, g)| w.sounds_like(g));
                let mark = if alike { Mark::Alike } else { Mark::Wrong };
                columns.unit(wanted.get(w), of(g), mark);
            }
            Step::Missing(w) => columns.unit(wanted.get(w), None, Mark::Missing),
            Step::Extra(g) => columns.extra(of(g)),
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
    }
}

/// A unit as it is compared: as it is folded, and as it sounds where it is a single character.
struct Key {
    folded: String,
    sounds: Vec<&'static str>,
}

impl Key {
    fn of(unit: &Unit) -> Self {
        let mut chars = unit.folded.chars();
        let single = chars.next().filter(|_| chars.next().is_none());
        Self {
            folded: unit.folded.clone(),
            sounds: single.map(sounds).unwrap_or_default(),
        }
    }

    fn sounds_like(&self, other: &Self) -> bool {
        self.sounds.iter().any(|sound| other.sounds.contains(sound))
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.folded == other.folded
    }
}

/// Columns while they are put together.
struct Columns<'w> {
    words: &'w str,
    /// What of the words has its column.
    done: usize,
    made: Vec<Column>,
}

impl<'w> Columns<'w> {
    fn new(words: &'w str) -> Self {
        Self {
            words,
            done: 0,
            made: Vec::new(),
        }
    }

    /// A column for each character before `to` that does not count.
    fn aside(&mut self, to: usize) {
        let from = self.done;
        for (at, c) in self.words.get(from..to).unwrap_or_default().char_indices() {
            let wanted = if c == '\n' {
                String::new()
            } else {
                c.to_string()
            };
            self.push(wanted, None, Mark::Aside, from + at);
        }
        self.done = to.max(from);
    }

    fn unit(&mut self, unit: Option<&Unit>, given: Option<&str>, mark: Mark) {
        let Some(unit) = unit else { return };
        self.aside(unit.range.start);
        let wanted = self.words.get(unit.range.clone()).unwrap_or_default();
        self.push(wanted.to_owned(), given, mark, unit.range.start);
        self.done = unit.range.end;
    }

    fn extra(&mut self, given: Option<&str>) {
        self.push(String::new(), given, Mark::Extra, self.done);
    }

    fn push(&mut self, wanted: String, given: Option<&str>, mark: Mark, at: usize) {
        self.made.push(Column {
            wanted,
            given: given.unwrap_or_default().to_owned(),
            mark,
            at,
            failed_before: false,
        });
    }

    fn end(mut self) -> Vec<Column> {
        self.aside(self.words.len());
        self.made
    }
}

#[cfg(test)]
mod tests {
    use super::super::fold::Folding;
    use super::super::suggest::{Outcome, SuggestRules};
    use super::*;
    use proptest::prelude::*;

    fn judged(words: &str, given: &str) -> Judgement {
        judge(words, given, &Folder::new(Folding::default()), &[])
    }

    fn marks(judgement: &Judgement) -> String {
        let sign = |c: &Column| match c.mark {
            Mark::Right => '=',
            Mark::Aside => '.',
            Mark::Alike => '~',
            Mark::Wrong => 'x',
            Mark::Missing => '-',
            Mark::Extra => '+',
        };
        judgement.columns.iter().map(sign).collect()
    }

    #[test]
    fn each_character_is_marked_where_it_stands() {
        let judgement = judged("温故，而知新。", "温古而不知");
        assert_eq!(marks(&judgement), "=~.=+=-.");
        assert_eq!((judgement.wanted, judgement.mistakes()), (5, 5));
        assert_eq!(judgement.first_slip(), Some(3));
        let slips = judgement.slips("温故，而知新。");
        let said: Vec<_> = slips
            .iter()
            .map(|s| (s.wanted.as_str(), s.given.as_str()))
            .collect();
        assert_eq!(said, [("故", "古"), ("", "不"), ("新", "")]);
        let shown: Vec<(&str, &str)> = judgement
            .columns
            .iter()
            .map(|c| (c.wanted.as_str(), c.given.as_str()))
            .collect();
        assert_eq!(shown[1], ("故", "古"));
        assert_eq!(shown[4], ("", "不"));
    }

    #[test]
    fn marks_and_width_are_no_mistakes_and_same_sounds_are_half_ones() {
        assert!(judged("创新，是第１动力！", "创新是第1动力").is_perfect());
        assert_eq!(judged("新质生产力", "新制生产力").mistakes(), 1);
        assert_eq!(judged("新质生产力", "新量生产力").mistakes(), 2);
        assert_eq!(marks(&judged("温故", "")), "--");
        for (one, other) in [("质", "制"), ("在", "再"), ("势", "式"), ("长", "常")] {
            assert_eq!(marks(&judged(one, other)), "~", "{one}{other}");
        }
    }

    #[test]
    fn where_earlier_attempts_failed_is_told() {
        let folder = Folder::new(Folding::default());
        let first = judge("温故，知新", "温新", &folder, &[]);
        let slips = first.slips("温故，知新");
        assert_eq!(slips.len(), 1);
        assert_eq!(
            (slips[0].wanted.as_str(), slips[0].given.as_str()),
            ("故，知", "")
        );
        let places: Vec<_> = slips
            .iter()
            .filter_map(|slip| slip.find("温故，知新"))
            .collect();
        assert_eq!(places, [3..12]);
        let second = judge("温故，知新", "温故知新", &folder, &places);
        let failed: Vec<bool> = second.columns.iter().map(|c| c.failed_before).collect();
        assert_eq!(failed, [false, true, true, true, false]);
    }

    proptest! {
        #[test]
        fn the_columns_hold_all_of_both_sides(
            words in "[温故而知新，。 ]{0,16}", given in "[温古而知新，]{0,16}"
        ) {
            let judgement = judged(&words, &given);
            let read: String = judgement.columns.iter().map(|c| c.wanted.as_str()).collect();
            prop_assert_eq!(read, words);
            let folder = Folder::new(Folding::default());
            let typed: String = judgement.columns.iter().map(|c| c.given.as_str()).collect();
            prop_assert_eq!(folder.folded(&typed), folder.folded(&given));
        }

        /// Recalling one character more is never worse, and is suggested no lower grade for: in words
        /// whose characters differ, in such that repeat and sound alike.
        #[test]
        fn recalling_more_is_never_worse(
            kept in prop::collection::vec(any::<bool>(), 10), more in 0usize..10,
            words in prop::sample::select(vec!["天地玄黄宇宙洪荒日月", "是以事是是以世界是以", "的的的得地的地的得的"]),
            again in 0.0..1.0, hard in 0.0..1.0,
        ) {
            let rules = SuggestRules { again_below: again, hard_below: hard, ..SuggestRules::default() };
            let given = |kept: &[bool]| -> String {
                words.chars().zip(kept).filter_map(|(c, kept)| kept.then_some(c)).collect()
            };
            let outcome = |kept: &[bool]| {
                let judgement = judged(words, &given(kept));
                Outcome {
                    wanted: judgement.wanted,
                    mistakes: judgement.mistakes(),
                    ..Outcome::default()
                }
            };
            let before = outcome(&kept);
            let mut better = kept;
            better[more] = true;
            let after = outcome(&better);
            prop_assert!(after.mistakes <= before.mistakes);
            prop_assert!(rules.grade(&after) >= rules.grade(&before));
        }
    }
}
