//! Plain search in a document: letters of the basic Latin alphabet match in either case unless the
//! query has a capital.

use super::block::Block;
use aho_corasick::AhoCorasick;
use std::ops::Range;

/// A query, ready to be looked for.
#[derive(Debug, Clone)]
pub struct Finder {
    query: String,
    automaton: AhoCorasick,
}

impl Finder {
    /// A finder for the query; `None` if the query is empty.
    pub fn new(query: &str) -> Option<Self> {
        if query.is_empty() {
            return None;
        }
        let any_case = !query.chars().any(char::is_uppercase);
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(any_case)
            .build([query])
            .ok()?;
        Some(Self {
            query: query.to_owned(),
            automaton,
        })
    }

    /// What is looked for.
    pub fn query(&self) -> &str {
        &self.query
    }

    /// The places in the block where the query stands, as bytes of the document, in order.
    pub fn hits<'a>(&'a self, block: &'a Block) -> impl Iterator<Item = Range<usize>> + 'a {
        self.automaton
            .find_iter(&block.text)
            .map(|hit| block.start + hit.start()..block.start + hit.end())
    }
}

impl PartialEq for Finder {
    fn eq(&self, other: &Self) -> bool {
        self.query == other.query
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::doc::BlockKind;

    fn hits(query: &str, text: &str) -> Vec<Range<usize>> {
        let block = Block {
            start: 10,
            kind: BlockKind::Paragraph,
            continued: false,
            text: text.to_owned(),
            spans: Vec::new(),
        };
        Finder::new(query)
            .map(|f| f.hits(&block).collect())
            .unwrap_or_default()
    }

    #[test]
    fn hits_are_bytes_of_the_document() {
        assert_eq!(hits("质", "新质生产力，质优"), [13..16, 28..31]);
        assert_eq!(hits("ai", "AI与Ai"), [10..12, 15..17]);
        assert_eq!(hits("AI", "AI与Ai"), [10..12]);
        assert!(hits("", "AI").is_empty());
    }
}
