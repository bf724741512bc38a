//! Many phrases looked for in one reading of a document. White space does not count, so that a
//! phrase is found across line breaks and the borders of blocks.

use super::block::Block;
use aho_corasick::AhoCorasick;
use std::ops::Range;

/// Looks for phrases in blocks that come one after the other (Aho, Corasick 1975).
#[derive(Debug)]
pub struct PhraseFinder {
    automaton: AhoCorasick,
    /// Bytes of the longest phrase.
    longest: usize,
    /// The end of the text so far, without white space.
    dense: String,
    /// Where pieces of `dense` begin in it, and in the document.
    pieces: Vec<(usize, usize)>,
}

impl PhraseFinder {
    /// A finder for these phrases; those that hold nothing but white space are never found. `None`
    /// if there is nothing to look for.
    pub fn new<T: AsRef<str>>(phrases: impl IntoIterator<Item = T>) -> Option<Self> {
        // No text holds a control character: it stands for a phrase that cannot be found.
        let dense = phrases
            .into_iter()
            .map(|phrase| match dense(phrase.as_ref()) {
                empty if empty.is_empty() => "\0".to_owned(),
                phrase => phrase,
            });
        let dense: Vec<String> = dense.collect();
        let longest = dense.iter().map(String::len).max()?;
        Some(Self {
            automaton: AhoCorasick::new(&dense).ok()?,
            longest,
            dense: String::new(),
            pieces: Vec::new(),
        })
    }

    /// Reads the next block; `found` gets the index of each phrase that ends in it, and the bytes
    /// of the document that it takes, in the order of their ends.
    pub fn read(&mut self, block: &Block, mut found: impl FnMut(usize, Range<usize>)) {
        let known = self.dense.len();
        let mut parted = true;
        for (at, c) in block.text.char_indices() {
            if c.is_whitespace() {
                parted = true;
                continue;
            }
            if std::mem::take(&mut parted) {
                self.pieces.push((self.dense.len(), block.start + at));
            }
            self.dense.push(c);
        }
        for hit in self.automaton.find_overlapping_iter(&self.dense) {
            if hit.end() > known {
                let range = self.place(hit.start())..self.place(hit.end() - 1) + 1;
                found(hit.pattern().as_usize(), range);
            }
        }
        self.forget();
    }

    /// The byte of the document for a byte of the dense text.
    fn place(&self, at: usize) -> usize {
        let piece = self.pieces.partition_point(|(start, _)| *start <= at);
        let piece = piece
            .checked_sub(1)
            .and_then(|index| self.pieces.get(index));
        piece.map_or(at, |(start, place)| place + (at - start))
    }

    /// Drops what no phrase that is still to end can begin in.
    fn forget(&mut self) {
        let mut cut = self.dense.len().saturating_sub(self.longest);
        while !self.dense.is_char_boundary(cut) {
            cut -= 1;
        }
        let place = self.place(cut);
        self.dense.drain(..cut);
        let first = self.pieces.partition_point(|(start, _)| *start <= cut);
        self.pieces.drain(..first.min(self.pieces.len()));
        for (start, _) in &mut self.pieces {
            *start -= cut;
        }
        self.pieces.insert(0, (0, place));
    }
}

/// The text without white space.
pub fn dense(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::doc::{BlockKind, DocumentBuilder, find_snippet};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_finds_what_a_search_for_each_phrase_finds(
            texts in prop::collection::vec("[ab新 ]{0,12}", 1..6),
            phrases in prop::collection::vec("[ab新 ]{1,5}", 1..4),
        ) {
            let mut builder = DocumentBuilder::new();
            let blocks: Vec<Block> = texts
                .iter()
                .flat_map(|text| builder.text(BlockKind::Paragraph, text))
                .collect();
            let whole: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
            let whole = whole.join("\n");
            let mut hits: Vec<(usize, Range<usize>)> = Vec::new();
            if let Some(mut finder) = PhraseFinder::new(&phrases) {
                for block in &blocks {
                    finder.read(block, |phrase, range| hits.push((phrase, range)));
                }
            }
            for (index, phrase) in phrases.iter().enumerate() {
                let mine: Vec<_> = hits.iter().filter(|(p, _)| *p == index).collect();
                let squeezed = dense(&whole);
                let wanted = dense(phrase);
                let starts = squeezed.char_indices().filter(|(at, _)| {
                    !wanted.is_empty() && squeezed[*at..].starts_with(&wanted)
                });
                prop_assert_eq!(mine.len(), starts.count());
                prop_assert_eq!(
                    mine.first().map(|(_, range)| range.clone()),
                    find_snippet(&whole, phrase)
                );
                for (_, range) in mine {
                    prop_assert_eq!(dense(&whole[range.clone()]), wanted.clone());
                }
            }
        }
    }
}
