//! Footnotes: which block holds a note's text, which blocks refer to it, and where it stands.

use super::block::{Block, BlockKind, Span, SpanStyle};
use std::collections::HashMap;
use std::ops::Range;

impl Block {
    /// The number of the note whose text begins here: a footnote that opens with its own mark.
    pub fn note(&self) -> Option<u32> {
        match (self.kind, self.spans.first()) {
            (
                BlockKind::Footnote,
                Some(Span {
                    range: Range { start: 0, .. },
                    style: SpanStyle::NoteMark(number),
                }),
            ) => Some(*number),
            _ => None,
        }
    }

    /// The notes it refers to: their numbers, and the bytes of the document that the marks take. A
    /// note's own mark is none of them.
    pub fn note_references(&self) -> impl Iterator<Item = (u32, Range<usize>)> {
        let own = usize::from(self.note().is_some());
        self.spans
            .iter()
            .skip(own)
            .filter_map(|span| match span.style {
                SpanStyle::NoteMark(number) => Some((
                    number,
                    span.range.start + self.start..span.range.end + self.start,
                )),
                _ => None,
            })
    }
}

/// The blocks of a document from some block to its end, each note moved directly behind the block with its last
/// reference; within a table or a block that was split, behind the last row or piece. A note that
/// running text does not refer to stays where it is.
pub fn place_notes(blocks: Vec<Block>) -> Vec<Block> {
    if blocks.iter().all(|block| block.note().is_none()) {
        return blocks;
    }
    let last = last_references(&blocks);
    let mut next = blocks.first().map_or(0, |block| block.start);
    let mut notes: HashMap<u32, Vec<Block>> = HashMap::new();
    let mut text = Vec::new();
    for (number, run) in in_runs(blocks) {
        match number.filter(|number| last.contains_key(number)) {
            // A number that was given twice: both texts stay together.
            Some(number) => notes.entry(number).or_default().extend(run),
            None => text.push(run),
        }
    }
    let mut out = Vec::new();
    for run in text {
        let due: Vec<u32> = run
            .iter()
            .filter(|block| block.kind != BlockKind::Footnote)
            .flat_map(|block| {
                block
                    .note_references()
                    .map(|(number, _)| (number, block.start))
            })
            .filter(|(number, start)| last.get(number) == Some(start))
            .map(|(number, _)| number)
            .collect();
        out.extend(run);
        out.extend(
            due.iter()
                .filter_map(|number| notes.remove(number))
                .flatten(),
        );
    }
    for block in &mut out {
        block.start = next;
        next = block.end() + 1;
    }
    out
}

/// For each note that running text refers to, the start of the last block that does.
fn last_references(blocks: &[Block]) -> HashMap<u32, usize> {
    let text = blocks
        .iter()
        .filter(|block| block.kind != BlockKind::Footnote);
    text.flat_map(|block| {
        block
            .note_references()
            .map(|(number, _)| (number, block.start))
    })
    .collect()
}

/// Blocks that notes do not come between, with the number of the note that a run is the text of.
fn in_runs(blocks: Vec<Block>) -> Vec<(Option<u32>, Vec<Block>)> {
    let mut runs: Vec<(Option<u32>, Vec<Block>)> = Vec::new();
    for block in blocks {
        let note = block.note();
        let goes_on = runs.last().is_some_and(|(number, run)| {
            let before = run.last().map(|last| last.kind);
            let of_note = block.kind == BlockKind::Footnote && number.is_some();
            let of_table = block.kind == BlockKind::Table && before == Some(BlockKind::Table);
            note.is_none() && (of_note || of_table || block.continued && number.is_none())
        });
        match runs.last_mut().filter(|_| goes_on) {
            Some((_, run)) => run.push(block),
            None => runs.push((note, vec![block])),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::doc::DocumentBuilder;
    use proptest::prelude::*;

    /// Paragraphs `甲[1]`, notes `[1]: 注`, from a short notation: `甲1` refers, `1乙` is a note.
    fn document(lines: &[&str]) -> Vec<Block> {
        let mut builder = DocumentBuilder::new();
        lines
            .iter()
            .flat_map(|line| {
                let digit = |c: &char| c.is_ascii_digit();
                let own = line.chars().next().filter(digit);
                let kind = if own.is_some() || line.starts_with('+') {
                    BlockKind::Footnote
                } else if line.starts_with('|') {
                    BlockKind::Table
                } else {
                    BlockKind::Paragraph
                };
                let pieces: Vec<String> = line.chars().map(String::from).collect();
                let runs: Vec<_> = pieces
                    .iter()
                    .map(|piece| {
                        let number = piece.parse().ok().map(SpanStyle::NoteMark);
                        (piece.as_str(), number)
                    })
                    .collect();
                builder.runs(kind, &runs)
            })
            .collect()
    }

    fn placed(lines: &[&str]) -> Vec<String> {
        let blocks = place_notes(document(lines));
        let mut next = 0;
        for block in &blocks {
            assert_eq!(block.start, next);
            next = block.end() + 1;
        }
        blocks.into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn a_note_stands_behind_its_last_reference() {
        assert_eq!(
            placed(&["甲1", "乙2", "丙1", "丁", "1注", "+又", "2释"]),
            ["甲1", "乙2", "2释", "丙1", "1注", "+又", "丁"]
        );
        assert_eq!(
            placed(&["甲2与1", "丁", "1注", "2释"]),
            ["甲2与1", "2释", "1注", "丁"]
        );
    }

    #[test]
    fn a_table_is_not_interrupted() {
        assert_eq!(
            placed(&["|a1", "|b2", "丁", "1注", "2释"]),
            ["|a1", "|b2", "1注", "2释", "丁"]
        );
    }

    #[test]
    fn what_running_text_does_not_refer_to_stays() {
        assert_eq!(
            placed(&["9零", "甲1", "乙", "8末", "1注2", "丙", "2释"]),
            ["9零", "甲1", "1注2", "乙", "8末", "丙", "2释"]
        );
    }

    #[test]
    fn a_note_knows_its_own_mark_from_its_references() {
        let blocks = document(&["甲1乙2", "1注2"]);
        assert_eq!((blocks[0].note(), blocks[1].note()), (None, Some(1)));
        let references: Vec<_> = blocks[0].note_references().collect();
        assert_eq!(references, [(1, 3..4), (2, 7..8)]);
        let references: Vec<_> = blocks[1].note_references().collect();
        assert_eq!(references, [(2, 13..14)]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_a_second_time_changes_nothing(
            lines in prop::collection::vec("[甲乙丙|+]?[0-5]?[甲乙][0-5]?", 1..12),
        ) {
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            let blocks = document(&lines);
            let once = place_notes(blocks.clone());
            let sorted = |blocks: &[Block]| {
                let mut texts: Vec<String> = blocks.iter().map(|b| b.text.clone()).collect();
                texts.sort();
                texts
            };
            prop_assert_eq!(sorted(&once), sorted(&blocks));
            prop_assert_eq!(place_notes(once.clone()), once);
        }
    }
}
