//! Notes that stand together at the end of the text: `[1] …`, `[2] …`, with marks `[1]` in it.

use super::mark::Style;
use super::{Note, Notes, Reference};
use crate::domain::doc::reflow::glyph::Ending;
use crate::domain::doc::reflow::line::{Lines, Role};
use std::ops::Range;

/// Finds the notes of a style and takes their lines out of the running text.
pub(super) fn find(lines: &mut Lines<'_>, style: Style) -> Notes {
    let mut notes = Notes::default();
    let starts = last_run(lines, style);
    let Some((first, _)) = starts.first().filter(|_| starts.len() >= 2) else {
        return notes;
    };
    let is_body = |lines: &Lines<'_>, index: usize| {
        lines.all.get(index).is_some_and(|l| l.role == Role::Body)
    };
    let mut found: Vec<(u32, Range<usize>)> = Vec::new();
    for index in (0..*first).filter(|index| is_body(lines, *index)) {
        let start = lines.all.get(index).map_or(0, |l| l.start);
        let marks = style.within(lines.str(index), true).into_iter();
        found.extend(marks.map(|m| (m.value, start + m.range.start..start + m.range.end)));
    }
    let refers = |(value, _): &(u32, Range<usize>)| starts.iter().any(|(_, v)| v == value);
    if !found.iter().any(refers) {
        return notes;
    }
    for (position, (index, _)) in starts.iter().enumerate() {
        let end = starts
            .get(position + 1)
            .map_or_else(|| end_of(lines, *index), |(next, _)| *next);
        let start = lines.all.get(*index).map_or(0, |l| l.start);
        let length = style
            .leading(lines.str(*index))
            .map_or(0, |mark| mark.range.end);
        // Where another note stands in between, this one ends.
        let role = |i: &usize| lines.all.get(*i).map(|l| l.role);
        let taken: Vec<usize> = (*index..end)
            .take_while(|i| role(i) != Some(Role::Note))
            .filter(|i| role(i) == Some(Role::Body))
            .collect();
        for line in &taken {
            lines.set(*line, Role::Note);
        }
        notes.notes.push(Note {
            mark: start..start + length,
            lines: taken,
            stays: true,
        });
    }
    for (value, mark) in found {
        if let Some(note) = starts.iter().position(|(_, v)| *v == value) {
            notes.references.push(Reference { mark, note });
        }
    }
    notes
}

/// The last run of lines that start with the marks 1, 2 … in order.
fn last_run(lines: &Lines<'_>, style: Style) -> Vec<(usize, u32)> {
    const FARTHEST: usize = 8;
    let mut run: Vec<(usize, u32)> = Vec::new();
    let mut best: Vec<(usize, u32)> = Vec::new();
    for (index, line) in lines.all.iter().enumerate() {
        if line.role != Role::Body {
            continue;
        }
        let Some(mark) = style.leading(lines.str(index)) else {
            continue;
        };
        let value = mark.value;
        let follows = run
            .last()
            .is_some_and(|(at, v)| value == v + 1 && index - at <= FARTHEST);
        if !follows {
            run.clear();
        }
        if follows || value == 1 {
            run.push((index, value));
        }
        if run.len() >= best.len() {
            best.clone_from(&run);
        }
    }
    best
}

/// Where the last note of the list ends: it is one line, or goes on until a sentence or number ends.
fn end_of(lines: &Lines<'_>, first: usize) -> usize {
    const MOST: usize = 4;
    let limit = lines.all.len().min(first + MOST);
    (first..limit)
        .find(|i| lines.ending(*i) == Ending::Sentence)
        .map_or(first + 1, |i| i + 1)
}
