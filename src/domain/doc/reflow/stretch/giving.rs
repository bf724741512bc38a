//! Gives away what stands between the units: notes and asides, each at its new place.

use super::{Found, Worker};
use crate::domain::doc::BlockKind;
use crate::domain::doc::reflow::aside;
use crate::domain::doc::reflow::draft::{Draft, Gaps, Writer};
use crate::domain::doc::reflow::kind::Kind;
use crate::domain::doc::reflow::line::Lines;
use crate::domain::doc::reflow::report::{Move, MoveKind};
use std::ops::Range;

/// Gives away what stands between the units: notes and asides.
pub(super) struct Giver<'a, 't> {
    pub(super) lines: &'a Lines<'t>,
    pub(super) found: &'a Found,
    pub(super) gaps: Gaps<'a>,
    pub(super) numbers: Vec<Option<u32>>,
    /// The notes that are put behind their last references, with the places of these.
    pub(super) order: Vec<(usize, usize)>,
    /// The notes that stay at their places, in the order of these.
    pub(super) staying: Vec<usize>,
    /// Notes that were given away behind their references, in the order of these.
    pub(super) note: usize,
    /// Notes that were given away at their places.
    pub(super) stay: usize,
    pub(super) aside: usize,
    /// Where the running text that was given away ends.
    pub(super) reached: usize,
}

impl Giver<'_, '_> {
    /// What comes before a unit.
    pub(super) fn before(
        &mut self,
        unit: &Range<usize>,
        worker: &mut Worker<'_, '_>,
        sink: &mut impl FnMut(Draft),
    ) {
        self.staying(unit.start, worker, sink);
        while let Some(aside) = self.found.asides.get(self.aside) {
            let start = self.lines.all.get(aside.start).map_or(0, |l| l.start);
            if start >= unit.end {
                break;
            }
            self.give_aside(aside.clone(), worker, sink);
            self.aside += 1;
        }
    }

    /// The notes to which a unit that ends at `end` refers last.
    pub(super) fn behind(
        &mut self,
        end: usize,
        worker: &mut Worker<'_, '_>,
        sink: &mut impl FnMut(Draft),
    ) {
        while let Some((_, note)) = self
            .order
            .get(self.note)
            .copied()
            .filter(|(last, _)| *last < end)
        {
            self.give_note(note, true, worker, sink);
            self.note += 1;
        }
    }

    /// What is left behind the last unit.
    pub(super) fn rest(&mut self, worker: &mut Worker<'_, '_>, sink: &mut impl FnMut(Draft)) {
        self.behind(usize::MAX, worker, sink);
        self.staying(usize::MAX, worker, sink);
    }

    /// The notes that stay at their places, before `until`.
    fn staying(&mut self, until: usize, worker: &mut Worker<'_, '_>, sink: &mut impl FnMut(Draft)) {
        while let Some(index) = self.staying.get(self.stay).copied() {
            let start = self.found.notes.notes.get(index).map(|n| n.mark.start);
            let Some(start) = start.filter(|start| *start < until) else {
                break;
            };
            self.give_note(index, start < self.reached, worker, sink);
            self.stay += 1;
        }
    }

    fn give_note(
        &mut self,
        index: usize,
        moved: bool,
        worker: &mut Worker<'_, '_>,
        sink: &mut impl FnMut(Draft),
    ) {
        let Some(note) = self.found.notes.notes.get(index) else {
            return;
        };
        // A mark inside the text of another note: its lines are given there.
        if note.lines.is_empty() {
            return;
        }
        let number = worker.number(index, &mut self.numbers);
        let mut writer = Writer::new(self.lines, self.gaps);
        let mark = [(note.mark.clone(), number)];
        let mut source = note.mark.clone();
        for line in note.lines.iter().filter_map(|l| self.lines.all.get(*l)) {
            writer.push(line.start..line.end, &mark, None);
            source = source.start.min(line.start)..line.end;
        }
        writer.part_own_mark();
        worker.report.linked_notes +=
            usize::from(!note.stays || self.found.notes.is_referred_to(index));
        if moved {
            worker.report.moved(Move {
                kind: MoveKind::Footnote,
                range: source.clone(),
            });
        }
        sink(Draft {
            kind: BlockKind::Footnote,
            text: writer.text,
            notes: writer.notes,
            source,
            continued: false,
        });
    }

    fn give_aside(
        &mut self,
        aside: Range<usize>,
        worker: &mut Worker<'_, '_>,
        sink: &mut impl FnMut(Draft),
    ) {
        let span = |i: usize| self.lines.all.get(i).map_or(0..0, |l| l.start..l.end);
        let source = span(aside.start).start..span(aside.end - 1).end;
        worker.report.moved(Move {
            kind: MoveKind::Abstract,
            range: source,
        });
        let mut from = aside.start;
        while from < aside.end {
            let parts = self.found.kind != Kind::HardWrapped;
            let to = (from + 1..aside.end)
                .find(|i| parts || aside::starts_abstract(self.lines.str(*i)))
                .unwrap_or(aside.end);
            let mut writer = Writer::new(self.lines, self.gaps);
            for line in (from..to).map(span) {
                let marks = worker.marks(self.found, &line, &mut self.numbers);
                writer.push(line, &marks, None);
            }
            let source = span(from).start..span(to - 1).end;
            sink(Draft {
                kind: BlockKind::Paragraph,
                text: writer.text,
                notes: writer.notes,
                source,
                continued: false,
            });
            from = to;
        }
    }
}
