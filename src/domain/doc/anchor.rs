//! Snippets: how a passage is found by a few of its characters. White space does not count, so that
//! a passage is found across line breaks and across the borders of blocks.

use super::block::Block;
use std::collections::VecDeque;
use std::ops::Range;

/// Looks for one snippet in a document whose blocks come one after the other
/// (Knuth, Morris, Pratt 1977).
#[derive(Debug, Clone)]
pub struct SnippetFinder {
    needle: Vec<char>,
    /// For each prefix of the needle, the length of its longest proper border.
    border: Vec<usize>,
    matched: usize,
    /// Offsets of the characters seen last, as many as the needle has.
    offsets: VecDeque<usize>,
}

impl SnippetFinder {
    /// A finder for the snippet; `None` if it holds nothing but white space.
    pub fn new(snippet: &str) -> Option<Self> {
        let needle: Vec<char> = snippet.chars().filter(|c| !c.is_whitespace()).collect();
        (!needle.is_empty()).then(|| Self {
            border: borders(&needle),
            offsets: VecDeque::with_capacity(needle.len()),
            needle,
            matched: 0,
        })
    }

    /// Reads the next block; the bytes of the document that the snippet takes, if it ends here.
    pub fn read(&mut self, block: &Block) -> Option<Range<usize>> {
        self.read_text(&block.text, block.start)
    }

    /// The same for text that starts at an offset.
    pub fn read_text(&mut self, text: &str, start: usize) -> Option<Range<usize>> {
        for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            if self.offsets.len() == self.needle.len() {
                self.offsets.pop_front();
            }
            self.offsets.push_back(start + at);
            if self.advance(c) {
                let from = self.offsets.front().copied().unwrap_or(start + at);
                return Some(from..start + at + c.len_utf8());
            }
        }
        None
    }

    /// Takes one character; true if the needle ends with it.
    fn advance(&mut self, c: char) -> bool {
        while self.matched > 0 && self.needle.get(self.matched) != Some(&c) {
            self.matched = self.border.get(self.matched - 1).copied().unwrap_or(0);
        }
        if self.needle.get(self.matched) == Some(&c) {
            self.matched += 1;
        }
        self.matched == self.needle.len()
    }
}

/// The bytes of the text that the snippet takes.
pub fn find_snippet(text: &str, snippet: &str) -> Option<Range<usize>> {
    SnippetFinder::new(snippet)?.read_text(text, 0)
}

fn borders(needle: &[char]) -> Vec<usize> {
    let mut border = vec![0; needle.len()];
    let mut length = 0;
    for i in 1..needle.len() {
        while length > 0 && needle[i] != needle[length] {
            length = border[length - 1];
        }
        if needle[i] == needle[length] {
            length += 1;
        }
        border[i] = length;
    }
    border
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::doc::{BlockKind, DocumentBuilder};
    use proptest::prelude::*;

    #[test]
    fn a_snippet_is_found_across_blocks_and_white_space() {
        let mut builder = DocumentBuilder::new();
        let mut blocks = builder.text(BlockKind::Paragraph, "实现生产力的大幅跃");
        blocks.extend(builder.text(BlockKind::Paragraph, "升。新质生产力 是"));
        let mut finder = SnippetFinder::new("大幅跃升。新质").unwrap();
        assert_eq!(finder.read(&blocks[0]), None);
        let range = finder.read(&blocks[1]).unwrap();
        let whole = "实现生产力的大幅跃\n升。新质生产力 是";
        assert_eq!(&whole[range], "大幅跃\n升。新质");
        assert_eq!(SnippetFinder::new(" \n").map(|_| ()), None);
    }

    proptest! {
        #[test]
        fn it_agrees_with_a_search_in_text_without_white_space(
            text in "[ab新 \n]{0,40}", snippet in "[ab新 ]{1,5}",
        ) {
            let squeeze = |s: &str| s.split_whitespace().collect::<String>();
            prop_assume!(!squeeze(&snippet).is_empty());
            let found = find_snippet(&text, &snippet);
            prop_assert_eq!(found.is_some(), squeeze(&text).contains(&squeeze(&snippet)));
            if let Some(range) = found {
                prop_assert_eq!(squeeze(&text[range]), squeeze(&snippet));
            }
        }
    }
}
