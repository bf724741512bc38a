//! Several items of a list, typed at once.
//!
//! What was typed is an item as it stands, or it is parted: at the ends of lines, then at commas and
//! marks of enumeration, then at blanks, and at last at the words that join. Items that hold such
//! marks themselves are looked for before their parts are.

use super::fold::Folder;
use super::item::{Items, Named};
use super::numbering::{is_circled, without_number};
use std::iter::once;

/// A piece of what was typed, and what it comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The piece.
    pub text: String,
    /// What it comes to.
    pub named: Named,
}

/// Which items of a list were typed, piece by piece in their order.
pub fn named(items: &[String], typed: &str, folder: &Folder) -> Vec<Said> {
    let items = Several {
        // The number before an item may be parted from it as well.
        longest: 2 + items.iter().map(|item| marks(item)).max().unwrap_or(0),
        items: Items::new(items, folder),
    };
    let mut said: Vec<Said> = Vec::new();
    for piece in items.pieces(typed.trim(), &LEVELS) {
        // Two clauses of one item are no repetition.
        let part = matches!(piece.named, Named::Item { exact: false, .. });
        match said
            .last_mut()
            .filter(|last| part && last.named == piece.named)
        {
            Some(last) => last.text = format!("{}，{}", last.text, piece.text),
            None => said.push(piece),
        }
    }
    said
}

/// Where a text may be parted, one after the other.
const LEVELS: [fn(char) -> bool; 4] = [
    |c| matches!(c, '\n' | '；' | ';'),
    |c| matches!(c, '，' | ',' | '、' | '。'),
    |c| c.is_whitespace() || is_circled(c),
    |c| matches!(c, '与' | '和' | '及'),
];

/// How many marks stand in an item at which it might be parted.
fn marks(item: &str) -> usize {
    let parts = |c: &char| LEVELS.iter().take(3).any(|level| level(*c));
    item.chars().filter(parts).count()
}

struct Several<'f> {
    items: Items<'f>,
    /// The most pieces that an item may be parted into.
    longest: usize,
}

impl Several<'_> {
    fn pieces(&self, text: &str, levels: &[fn(char) -> bool]) -> Vec<Said> {
        let whole = |named| {
            let text = text.to_owned();
            vec![Said { text, named }]
        };
        let said = self.items.said(text);
        if said.index().is_some() {
            return whole(said);
        }
        let mut parted = levels;
        while let Some((level, finer)) = parted.split_first() {
            let pieces = self.parted(text, *level, finer);
            let names = |piece: &Said| piece.named.index().is_some();
            // A word may hold a character that joins: it is parted only where all parts are items.
            let holds = if finer.is_empty() {
                pieces.iter().all(names)
            } else {
                pieces.iter().any(names)
            };
            if pieces.len() > 1 && holds {
                return pieces;
            }
            parted = finer;
        }
        whole(self.items.meant(text))
    }

    /// The text parted at one kind of marks: as many parts together as are one item, the others by
    /// the finer kinds.
    fn parted(&self, text: &str, at: fn(char) -> bool, finer: &[fn(char) -> bool]) -> Vec<Said> {
        let bounds = bounds(text, at);
        let mut pieces = Vec::new();
        let mut rest = bounds.as_slice();
        while let Some(((start, end), others)) = rest.split_first() {
            let joined = (1..rest.len().min(self.longest)).rev().find_map(|more| {
                let (_, end) = rest.get(more)?;
                let text = text.get(*start..*end)?.trim();
                let named = self.items.said(text);
                let text = text.to_owned();
                named.index().map(|_| (more, Said { text, named }))
            });
            if let Some((more, said)) = joined {
                pieces.push(said);
                rest = others.get(more..).unwrap_or_default();
                continue;
            }
            let piece = text.get(*start..*end).unwrap_or_default().trim();
            if !without_number(piece).is_empty() {
                pieces.extend(self.pieces(piece, finer));
            }
            rest = others;
        }
        pieces
    }
}

/// Where the parts of a text begin and end, in bytes; empty ones are left out.
fn bounds(text: &str, at: fn(char) -> bool) -> Vec<(usize, usize)> {
    let marks: Vec<(usize, &str)> = text.match_indices(at).collect();
    let starts = marks.iter().map(|(start, mark)| start + mark.len());
    let ends = marks.iter().map(|(start, _)| *start);
    let parts = once(0).chain(starts).zip(ends.chain(once(text.len())));
    let filled = |(start, end): &(usize, usize)| {
        let part = text.get(*start..*end).unwrap_or_default();
        !part.trim().is_empty()
    };
    parts.filter(filled).collect()
}

#[cfg(test)]
#[path = "several_tests.rs"]
mod tests;
