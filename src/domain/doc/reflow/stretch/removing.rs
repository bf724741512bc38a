//! What is taken out: found by the passes, listed, and put back if it is more than may go.

use super::Worker;
use crate::domain::doc::reflow::Removals;
use crate::domain::doc::reflow::aside;
use crate::domain::doc::reflow::contents::{self, Contents};
use crate::domain::doc::reflow::furniture;
use crate::domain::doc::reflow::line::{Lines, Role};
use crate::domain::doc::reflow::notes::Notes;
use crate::domain::doc::reflow::report::{Removal, RemovalKind};
use crate::domain::doc::reflow::shape::Shape;

/// The most of a text that is taken out without asking.
const MOST_PERCENT: usize = 3;

impl Worker<'_, '_> {
    /// Takes the table of contents and the page furniture out.
    pub(super) fn take_out(&mut self, lines: &mut Lines<'_>, is_first: bool) -> Vec<Removal> {
        let mut out = Vec::new();
        if self.options.removals == Removals::None {
            return out;
        }
        if is_first && let Some(found) = contents::find(lines) {
            out.extend(
                found
                    .lines
                    .clone()
                    .map(|line| removal(lines, line, RemovalKind::Contents, 0.95)),
            );
            found
                .lines
                .clone()
                .for_each(|line| lines.set(line, Role::Removed));
            self.contents = found;
        }
        for piece in furniture::find(lines) {
            if lines
                .all
                .get(piece.line)
                .is_some_and(|l| l.role == Role::Body)
            {
                lines.set(piece.line, Role::Removed);
                out.push(removal(lines, piece.line, piece.kind, piece.confidence));
            }
        }
        out
    }

    pub(super) fn take_fragments(&mut self, lines: &mut Lines<'_>, shape: &Shape) -> Vec<Removal> {
        if self.options.removals == Removals::None {
            return Vec::new();
        }
        let ranges = aside::fragments(lines, shape);
        let all: Vec<usize> = ranges.into_iter().flatten().collect();
        all.into_iter()
            .map(|line| {
                lines.set(line, Role::Removed);
                removal(lines, line, RemovalKind::Fragment, 0.8)
            })
            .collect()
    }

    /// Takes the `^` before the marks of notes out, if that is no more than may go beside the
    /// characters that went already.
    pub(super) fn take_carets(&mut self, lines: &Lines<'_>, notes: &mut Notes, gone: usize) {
        let count = notes.with_caret(lines).count();
        let all: usize = lines.all.iter().map(|l| l.chars as usize).sum();
        let goes = match self.options.removals {
            Removals::None => false,
            Removals::All => true,
            Removals::Limited => (gone + count) * 100 <= all * MOST_PERCENT,
        };
        if !goes {
            return;
        }
        for mark in notes.with_caret(lines) {
            let caret = mark.start..mark.start + 1;
            mark.start = caret.end;
            self.report.removal(Removal {
                kind: RemovalKind::Caret,
                text: lines.slice(caret.start, caret.end).to_owned(),
                range: caret,
                confidence: 0.99,
            });
        }
        self.report.removed += count;
    }

    /// Puts everything back if more than the limit would go, and tells how many characters went. A table of contents whose entries all
    /// come again as headings is not counted: none of its wording is lost.
    pub(super) fn limit(&mut self, lines: &mut Lines<'_>, removals: &mut Vec<Removal>) -> usize {
        let recurs = self.contents.recurs(lines);
        let count = |r: &Removal| r.text.chars().filter(|c| !c.is_whitespace()).count();
        let total: usize = removals.iter().map(count).sum();
        let counted: usize = removals
            .iter()
            .filter(|r| !(recurs && r.kind == RemovalKind::Contents))
            .map(count)
            .sum();
        let all: usize = lines.all.iter().map(|l| l.chars as usize).sum();
        if self.options.removals != Removals::Limited || counted * 100 <= all * MOST_PERCENT {
            self.report.removed += total;
            return counted;
        }
        self.report.held.characters += total;
        self.report.held.of += all;
        removals.clear();
        self.contents = Contents::default();
        (0..lines.all.len()).for_each(|i| lines.set(i, Role::Body));
        0
    }
}

fn removal(lines: &Lines<'_>, index: usize, kind: RemovalKind, confidence: f32) -> Removal {
    let range = lines.all.get(index).map_or(0..0, |l| l.start..l.end);
    Removal {
        kind,
        text: lines.slice(range.start, range.end).to_owned(),
        range,
        confidence,
    }
}
