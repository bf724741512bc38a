//! A place in a document that is to be found again in another version of it: by the words that
//! stood there and the words around them.

use super::block::Block;
use super::phrases::{PhraseFinder, dense};
use std::collections::BTreeMap;
use std::ops::Range;

/// How many characters of words are looked for, white space not counted: the more, the surer.
const LENGTHS: [usize; 3] = [48, 32, 16];
/// Words shorter than this say nothing about a place.
const SHORTEST: usize = 8;
/// Characters of the words beside a passage.
const BESIDE: usize = 12;

/// A place, by the words before and behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceAnchor {
    before: String,
    behind: String,
    /// Where it was: 0 at the start, 1 at the end.
    share: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    Behind,
}

impl PlaceAnchor {
    /// Characters of text that are of use on each side, white space not counted.
    pub const REACH: usize = LENGTHS[0];

    /// The anchor of a place with this text on its sides, in a document of this many bytes.
    pub fn new(before: &str, behind: &str, offset: usize, length: usize) -> Self {
        Self {
            before: dense(before),
            behind: dense(behind),
            share: offset as f64 / length.max(1) as f64,
        }
    }

    /// Looks for the place in the blocks of a document of this many bytes. Where its words are
    /// gone, it is the same share of the document.
    pub fn find<E>(
        &self,
        blocks: impl Iterator<Item = Result<Block, E>>,
        length: usize,
    ) -> Result<usize, E> {
        let share = (self.share.clamp(0.0, 1.0) * length as f64) as usize;
        let probes = self.probes();
        let words = probes.iter().map(|(_, words)| words);
        let Some(mut finder) = PhraseFinder::new(words) else {
            return Ok(share);
        };
        // For each offset, the longest words that begin there and that end there.
        let mut begin: BTreeMap<usize, usize> = BTreeMap::new();
        let mut end: BTreeMap<usize, usize> = BTreeMap::new();
        for block in blocks {
            finder.read(&block?, |probe, range| {
                let Some((side, words)) = probes.get(probe) else {
                    return;
                };
                let (map, at) = match side {
                    Side::Behind => (&mut begin, range.start),
                    Side::Before => (&mut end, range.end),
                };
                let longest = map.entry(at).or_default();
                *longest = words.chars().count().max(*longest);
            });
        }
        let candidates = begin.iter().map(|(at, behind)| {
            let nearby = end.range(at.saturating_sub(GAP)..=*at);
            (
                *at,
                behind + nearby.map(|(_, before)| *before).max().unwrap_or(0),
            )
        });
        let candidates = candidates.chain(end.iter().map(|(at, before)| (*at, *before)));
        let best =
            candidates.max_by_key(|(at, sure)| (*sure, std::cmp::Reverse(at.abs_diff(share))));
        Ok(best.map_or(share, |(at, _)| at))
    }

    fn probes(&self) -> Vec<(Side, String)> {
        let behind = LENGTHS.map(|length| (Side::Behind, first(&self.behind, length)));
        let before = LENGTHS.map(|length| (Side::Before, last(&self.before, length)));
        // All that stands on one side is enough, however short.
        let all = [&self.before, &self.behind];
        let long = |(_, words): &(Side, String)| {
            words.chars().count() >= SHORTEST || !words.is_empty() && all.contains(&words)
        };
        behind.into_iter().chain(before).filter(long).collect()
    }
}

/// Bytes of white space that may stand between the words before a place and those behind it.
const GAP: usize = 8;

/// A passage whose words may have changed, by the words on both sides of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassageAnchor {
    before: String,
    behind: String,
    /// Bytes of the passage.
    length: usize,
}

impl PassageAnchor {
    /// Characters of text that are of use on each side, white space not counted.
    pub const REACH: usize = BESIDE;

    /// The anchor of a passage of this many bytes with this text on its sides; `None` if there is
    /// too little of it.
    pub fn new(before: &str, behind: &str, length: usize) -> Option<Self> {
        let before = last(&dense(before), BESIDE);
        let behind = first(&dense(behind), BESIDE);
        let long = |words: &str| words.chars().count() >= SHORTEST;
        (long(&before) && long(&behind)).then_some(Self {
            before,
            behind,
            length,
        })
    }

    /// Looks for the passages in the blocks of a document: for each what now stands between the
    /// words that stood on its sides. `None` where these are gone, or have nothing between them,
    /// or too much.
    pub fn find_all<E>(
        anchors: &[Self],
        blocks: impl Iterator<Item = Result<Block, E>>,
    ) -> Result<Vec<Option<Range<usize>>>, E> {
        let mut found = vec![None; anchors.len()];
        let words = anchors
            .iter()
            .flat_map(|anchor| [&anchor.before, &anchor.behind]);
        let Some(mut finder) = PhraseFinder::new(words) else {
            return Ok(found);
        };
        let mut open: Vec<Option<usize>> = vec![None; anchors.len()];
        for block in blocks {
            finder.read(&block?, |phrase, range| {
                let index = phrase / 2;
                let (Some(anchor), Some(open), Some(found)) = (
                    anchors.get(index),
                    open.get_mut(index),
                    found.get_mut(index),
                ) else {
                    return;
                };
                if phrase % 2 == 0 {
                    *open = Some(range.end);
                } else if let (Some(from), None) = (*open, &found) {
                    let between = range.start.saturating_sub(from);
                    if anchor.fits(between) {
                        *found = Some(from..range.start);
                    }
                }
            });
        }
        Ok(found)
    }

    /// Whether this many bytes may be what became of the passage.
    fn fits(&self, bytes: usize) -> bool {
        const ROOM: usize = 60;
        bytes * 3 >= self.length && bytes <= self.length * 3 + ROOM
    }
}

fn first(text: &str, count: usize) -> String {
    text.chars().take(count).collect()
}

fn last(text: &str, count: usize) -> String {
    let skipped = text.chars().count().saturating_sub(count);
    text.chars().skip(skipped).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::doc::{BlockKind, DocumentBuilder};
    use std::convert::Infallible;

    fn document(text: &str) -> Vec<Block> {
        let mut builder = DocumentBuilder::new();
        text.lines()
            .flat_map(|line| builder.text(BlockKind::Paragraph, line))
            .collect()
    }

    fn stream(blocks: &[Block]) -> impl Iterator<Item = Result<Block, Infallible>> {
        blocks.iter().cloned().map(Ok)
    }

    /// Sentences that no two have many characters in common.
    fn sentences(from: u32, count: u32) -> String {
        let han = |n: u32| char::from_u32(0x4e00 + n % 0x5000).unwrap();
        let sentence = |n: u32| -> String {
            (0..20)
                .map(|k| han(n * 20 + k))
                .chain("。\n".chars())
                .collect()
        };
        (from..from + count).map(sentence).collect()
    }

    /// Where the words that stood at `offset` in the old text stand in the new one.
    fn moved(old: &str, offset: usize, new: &str) -> usize {
        let anchor = PlaceAnchor::new(&old[..offset], &old[offset..], offset, old.len());
        anchor.find(stream(&document(new)), new.len()).unwrap()
    }

    #[test]
    fn a_place_keeps_its_words_whatever_comes_before_them() {
        let old = sentences(0, 100);
        let line = 64;
        let at = 50 * line;
        let words = &old[at..at + line];
        for new in [
            old.clone(),
            sentences(500, 40) + &old,
            old[20 * line..].to_owned(),
            old[..40 * line].to_owned() + &sentences(600, 3) + &old[40 * line..],
            // The words before are gone, and the words behind the sentence.
            sentences(700, 9) + &old[at..],
            old[..at + line].to_owned() + &sentences(800, 9),
            // The very words are there twice: those with the same words before them count.
            words.to_owned() + &old,
        ] {
            let found = moved(&old, at, &new);
            assert!(new[found..].starts_with(words), "{found}");
        }
    }

    #[test]
    fn a_place_whose_words_changed_stands_behind_the_words_before_it() {
        let old = sentences(0, 100);
        let at = 50 * 64;
        let new = old[..at].to_owned() + &sentences(900, 50);
        assert_eq!(moved(&old, at, &new), at - 1);
    }

    #[test]
    fn a_place_without_any_of_its_words_keeps_its_share() {
        let (old, new) = (sentences(0, 100), sentences(300, 200));
        assert_eq!(moved(&old, old.len() / 2, &new), new.len() / 2);
        assert_eq!(moved("", 0, &new), 0);
    }

    #[test]
    fn a_passage_is_what_stands_between_its_neighbours() {
        let old = sentences(0, 10);
        let (from, to) = (4 * 64, 5 * 64 - 1);
        let anchor = PassageAnchor::new(&old[..from], &old[to..], to - from).unwrap();
        let find = |new: &str| {
            let blocks = document(new);
            let found = PassageAnchor::find_all(std::slice::from_ref(&anchor), stream(&blocks));
            let found = found.unwrap();
            found.into_iter().next().unwrap()
        };
        let changed = old.replacen(&old[from + 6..from + 30], "改动了几个字", 1);
        let new = sentences(50, 5) + &changed;
        let range = find(&new).unwrap();
        assert!(new[range].contains("改动了几个字"));
        let gone = old[..from].to_owned() + &old[to + 1..];
        assert_eq!(find(&gone), None);
        let apart = old[..from].to_owned() + &sentences(60, 9) + &old[to..];
        assert_eq!(find(&apart), None);
        assert_eq!(find(&sentences(70, 9)), None);
        assert_eq!(PassageAnchor::new("短", "也短", 3), None);
    }
}
