//! Lines that are one paragraph are put together, and each seam is recorded.

use super::{Found, Unit, Worker};
use crate::domain::doc::reflow::Removals;
use crate::domain::doc::reflow::decision::SeamKey;
use crate::domain::doc::reflow::draft::{Gaps, Writer};
use crate::domain::doc::reflow::heads::Head;
use crate::domain::doc::reflow::kind::Kind;
use crate::domain::doc::reflow::line::Lines;
use crate::domain::doc::reflow::number;
use crate::domain::doc::reflow::overlap;
use crate::domain::doc::reflow::report::{Removal, RemovalKind};
use crate::domain::doc::reflow::seam::Joint;
use crate::domain::doc::reflow::seen::Seen;
use std::ops::Range;

impl Worker<'_, '_> {
    /// Puts the lines together that are one paragraph, and records each seam.
    pub(super) fn units(
        &mut self,
        lines: &Lines<'_>,
        found: &Found,
        joints: &[Joint],
        gaps: Gaps<'_>,
        numbers: &mut [Option<u32>],
    ) -> Vec<Unit> {
        let mut out = Vec::new();
        let mut from = 0;
        while from < found.body.len() {
            let head = found.heads.get(from).copied().unwrap_or(Head::None);
            let entry = match head {
                Head::Listed(entry) => self.contents.entries.get(entry).map(|e| e.text.clone()),
                _ => None,
            };
            let mut writer = Writer::new(lines, gaps);
            let mut at = from;
            let mut skip = 0;
            loop {
                let index = found.body.get(at).copied().unwrap_or_default();
                let Some(line) = lines.all.get(index) else {
                    break;
                };
                let range = line.start + skip..line.end;
                let marks = self.marks(found, &range, numbers);
                if at == from + 1 && is_bare_number(&writer.text) {
                    writer.text.push(' ');
                }
                writer.push(range, &marks, entry.as_deref());
                let Some(joint) = joints.get(at) else { break };
                self.record(lines, joint);
                if !joint.join {
                    break;
                }
                skip = self.overlap(lines, joint, found.kind, gaps.seen);
                at += 1;
            }
            let first = found
                .body
                .get(from)
                .and_then(|i| lines.all.get(*i))
                .map_or(0, |l| l.start);
            let last = found
                .body
                .get(at)
                .and_then(|i| lines.all.get(*i))
                .map_or(first, |l| l.end);
            out.push(Unit {
                text: writer.text,
                marks: writer.notes,
                head,
                source: first..last,
            });
            from = at + 1;
        }
        out
    }

    /// The marks in a line, with the numbers of their notes.
    pub(super) fn marks(
        &mut self,
        found: &Found,
        range: &Range<usize>,
        numbers: &mut [Option<u32>],
    ) -> Vec<(Range<usize>, u32)> {
        let references = &found.notes.references;
        let from = references.partition_point(|r| r.mark.start < range.start);
        references
            .iter()
            .skip(from)
            .take_while(|r| r.mark.end <= range.end)
            .map(|r| (r.mark.clone(), self.number(r.note, numbers)))
            .collect()
    }

    /// The number of a note, given to it when it is first met.
    pub(super) fn number(&mut self, note: usize, numbers: &mut [Option<u32>]) -> u32 {
        let next = self.next_note;
        let Some(slot) = numbers.get_mut(note) else {
            return next;
        };
        *slot.get_or_insert_with(|| {
            self.next_note += 1;
            next
        })
    }

    fn record(&mut self, lines: &Lines<'_>, joint: &Joint) {
        let (Some(a), Some(b)) = (lines.all.get(joint.before), lines.all.get(joint.after)) else {
            return;
        };
        self.report.seam(a.end..b.start, joint, || {
            SeamKey::between(lines.str(joint.before), lines.str(joint.after))
        });
    }

    /// Bytes at the start of the second line that repeat the end of the first.
    fn overlap(&mut self, lines: &Lines<'_>, joint: &Joint, kind: Kind, seen: &Seen) -> usize {
        if kind != Kind::Prose || self.options.removals == Removals::None {
            return 0;
        }
        let Some(bytes) = overlap::find(lines.str(joint.before), lines.str(joint.after), seen)
        else {
            return 0;
        };
        let start = lines.all.get(joint.after).map_or(0, |l| l.start);
        self.report.removal(Removal {
            kind: RemovalKind::Overlap,
            range: start..start + bytes,
            text: lines.slice(start, start + bytes).to_owned(),
            confidence: 0.9,
        });
        self.report.removed += bytes / '文'.len_utf8();
        bytes
    }
}

/// Whether a line holds the number of a chapter and nothing else.
fn is_bare_number(line: &str) -> bool {
    number::number(line).is_some_and(|n| n.length == line.len())
}
