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
/// running text does not refer to stays where it is. Places that are starts of blocks follow them.
pub fn place_notes(blocks: Vec<Block>, places: &mut [usize]) -> Vec<Block> {
    if blocks.iter().all(|block| block.note().is_none()) {
        return blocks;
    }
    let last = last_references(&blocks);
    let next = blocks.first().map_or(0, |block| block.start);
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
    renumber(&mut out, next, places);
    out
}

/// The blocks of a document without headings, and rules, that have nothing below them but notes
/// that move to their references. Places that are starts of blocks follow them; that of a heading
/// that goes leads to what comes next.
pub fn without_note_headings(blocks: Vec<Block>, places: &mut [usize]) -> Vec<Block> {
    /// A rule stands below all headings.
    const LOWEST: usize = 7;
    let moved = notes_that_move(&blocks);
    let next = blocks.first().map_or(0, |block| block.start);
    let mut out = Vec::new();
    // From the end, for each rank: what comes before the next heading of that rank or a higher one.
    let (mut has_text, mut has_note) = ([false; LOWEST + 1], [false; LOWEST + 1]);
    let mut below = None;
    for (block, moves) in blocks.into_iter().zip(moved).rev() {
        let rank = match block.kind {
            BlockKind::Heading(level) => usize::from(level).min(LOWEST),
            BlockKind::Rule => LOWEST,
            _ => {
                let met = if moves { &mut has_note } else { &mut has_text };
                met.fill(true);
                below = Some(block.start);
                out.push(block);
                continue;
            }
        };
        let of = |met: &[bool]| met.get(rank).copied().unwrap_or_default();
        let goes = of(&has_note) && !of(&has_text);
        if goes {
            let to = below.unwrap_or(block.start);
            let its = places.iter_mut().filter(|place| **place == block.start);
            its.for_each(|place| *place = to);
        } else {
            below = Some(block.start);
            out.push(block);
        }
        // A rule before a heading that goes is one before its notes.
        let end = if goes { LOWEST } else { LOWEST + 1 };
        for met in [&mut has_text, &mut has_note] {
            if let Some(ended) = met.get_mut(rank..end) {
                ended.fill(false);
            }
        }
    }
    out.reverse();
    renumber(&mut out, next, places);
    out
}

/// For each block whether it is of a note that running text refers to.
fn notes_that_move(blocks: &[Block]) -> Vec<bool> {
    let last = last_references(blocks);
    let mut moves = false;
    let of_note = |block: &Block| {
        moves = match block.note() {
            Some(number) => last.contains_key(&number),
            None => moves && block.kind == BlockKind::Footnote,
        };
        moves
    };
    blocks.iter().map(of_note).collect()
}

/// Gives the blocks their starts, in order.
fn renumber(blocks: &mut [Block], first: usize, places: &mut [usize]) {
    let mut next = first;
    let mut moved = HashMap::new();
    for block in blocks {
        if !places.is_empty() {
            moved.insert(block.start, next);
        }
        block.start = next;
        next = block.end() + 1;
    }
    for place in places {
        *place = moved.get(place).copied().unwrap_or(*place);
    }
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
        let blocks = place_notes(document(lines), &mut []);
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

    /// The same notation with headings `#` to `###` and rules `-`, and the places of all blocks.
    fn outlined(lines: &[&str]) -> (Vec<String>, Vec<usize>) {
        let mut blocks = document(lines);
        for block in &mut blocks {
            match block.text.trim_end_matches(|c| c != '#').len() {
                0 if block.text == "-" => block.kind = BlockKind::Rule,
                0 => {}
                level => block.kind = BlockKind::Heading(level as u8),
            }
        }
        let mut places: Vec<usize> = blocks.iter().map(|block| block.start).collect();
        let blocks = without_note_headings(blocks, &mut places);
        let texts = blocks.iter().map(|block| block.text.clone()).collect();
        let index = |place| blocks.iter().position(|block| block.start == place);
        (texts, places.into_iter().filter_map(index).collect())
    }

    #[test]
    fn a_heading_over_notes_alone_goes_when_they_move() {
        let (texts, places) = outlined(&["#章", "甲1", "##注", "1释", "+又", "#末", "丙"]);
        assert_eq!(texts, ["#章", "甲1", "1释", "+又", "#末", "丙"]);
        assert_eq!(places, [0, 1, 2, 2, 3, 4, 5]);
        let (texts, _) = outlined(&["甲1乙2", "-", "#注", "##一章", "1释", "##二章", "2释"]);
        assert_eq!(texts, ["甲1乙2", "1释", "2释"]);
        for kept in [
            &["甲1", "#注", "1释", "丙"][..],
            &["甲", "#注", "1释"],
            &["甲1", "#一", "#二", "丙", "1释"],
            &["甲1", "#一", "-", "丙", "1释"],
        ] {
            assert_eq!(outlined(kept).0, kept);
        }
        // The heading above has text of its own; the rule below it has not.
        let (texts, _) = outlined(&["#一", "甲1", "-", "1释"]);
        assert_eq!(texts, ["#一", "甲1", "1释"]);
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
            let once = place_notes(blocks.clone(), &mut []);
            let sorted = |blocks: &[Block]| {
                let mut texts: Vec<String> = blocks.iter().map(|b| b.text.clone()).collect();
                texts.sort();
                texts
            };
            prop_assert_eq!(sorted(&once), sorted(&blocks));
            prop_assert_eq!(place_notes(once.clone(), &mut []), once);
        }
    }
}
