//! Notes at the feet of pages, in the middle of the text.

use super::mark::{Mark, Style};
use super::{Note, Notes, Reference};
use crate::domain::doc::reflow::glyph::Ending;
use crate::domain::doc::reflow::kind::Kind;
use crate::domain::doc::reflow::label;
use crate::domain::doc::reflow::line::{Line, Lines, Role};
use crate::domain::doc::reflow::shape::Shape;
use std::ops::Range;

/// A mark in the text whose note has not come yet.
struct Pending {
    value: u32,
    mark: Range<usize>,
    line: usize,
}

/// What is known while the lines are read.
#[derive(Default)]
struct Reading {
    notes: Notes,
    pending: Vec<Pending>,
    /// The line behind the last note.
    group_end: usize,
    /// How many times notes stand together.
    groups: usize,
    /// Whether the notes that stand together here have a heading of their own.
    titled: bool,
    /// The number of the last note.
    last: u32,
    /// Lines that look like notes, to which nothing refers, or which are out of order.
    doubts: usize,
}

/// Finds the notes of a style and takes their lines out of the running text.
pub(super) fn find(lines: &mut Lines<'_>, kind: Kind, shape: &Shape, style: Style) -> Notes {
    let mut reading = Reading::default();
    let mut index = 0;
    while index < lines.all.len() {
        index = reading.read(lines, index, style, (kind, shape));
    }
    if style != Style::Circled && !reading.shows_notes() {
        return Notes::default();
    }
    for line in reading.notes.notes.iter().flat_map(|note| &note.lines) {
        lines.set(*line, Role::Note);
    }
    reading.notes
}

impl Reading {
    /// Reads a line and tells which is the next.
    fn read(
        &mut self,
        lines: &Lines<'_>,
        index: usize,
        style: Style,
        text: (Kind, &Shape),
    ) -> usize {
        let can_have =
            |l: &Line| l.role == Role::Body && (l.has_circled || style != Style::Circled);
        let Some(line) = lines.all.get(index).filter(|l| can_have(l)) else {
            return index + 1;
        };
        if let Some(mark) = style.leading(lines.str(index)) {
            if self.is_note(lines, index, &mark, style) {
                if index != self.group_end || self.groups == 0 {
                    self.groups += 1;
                    self.titled = style != Style::Circled && is_below_title(lines, index);
                }
                let taken = note_lines(lines, index, style, text);
                let end = taken.last().map_or(index, |l| *l) + 1;
                self.take(line.start, &mark, taken);
                (self.group_end, self.last) = (end, mark.value);
                return end;
            }
            self.doubts += 1;
        }
        // Where lines were cut, a reference can stand at the start of one.
        let marks = style.within(lines.str(index), style != Style::Circled);
        self.pending.extend(marks.into_iter().map(|m| Pending {
            value: m.value,
            mark: line.start + m.range.start..line.start + m.range.end,
            line: index,
        }));
        index + 1
    }

    /// Whether a line that starts with a mark is a note: a reference waits for it, or nothing else
    /// than a note is written like this.
    fn is_note(&self, lines: &Lines<'_>, index: usize, mark: &Mark, style: Style) -> bool {
        let waits = self.pending.iter().any(|p| p.value == mark.value);
        if style != Style::Circled {
            // A mark that was cut over two lines is not read, and its note is left out.
            let next = self.last + 1..=self.last + 3;
            let in_order = mark.value == 1 || next.contains(&mark.value);
            return waits && in_order;
        }
        let broken_off = index > 0 && matches!(lines.ending(index - 1), Ending::Open);
        waits || (mark.caret && !broken_off && index > 0)
    }

    /// Takes a note, and the references that wait for it: those since the last notes, else the last.
    fn take(&mut self, start: usize, mark: &Mark, lines: Vec<usize>) {
        let (note, since) = (self.notes.notes.len(), self.group_end);
        let waits = |p: &Pending| p.value == mark.value;
        let on_page = self.pending.iter().any(|p| waits(p) && p.line >= since);
        let last = self.pending.iter().rposition(waits);
        let (mut position, mut linked) = (0, false);
        let references = &mut self.notes.references;
        self.pending.retain(|p| {
            let here = Some(position) == last;
            position += 1;
            let hit = waits(p) && ((on_page && p.line >= since) || (!on_page && here));
            if hit {
                linked = true;
                references.push(Reference {
                    mark: p.mark.clone(),
                    note,
                });
            }
            !hit
        });
        self.notes.notes.push(Note {
            mark: start + mark.range.start..start + mark.range.end,
            lines,
            stays: !linked || self.titled,
        });
    }

    /// Whether the lines that look like notes are notes: they stand at the feet of several pages.
    fn shows_notes(&self) -> bool {
        self.groups >= 2 && self.doubts * 4 <= self.notes.notes.len()
    }
}

/// Whether the line above is the heading of a list of notes.
fn is_below_title(lines: &Lines<'_>, index: usize) -> bool {
    let above = index.checked_sub(1).map_or("", |above| lines.str(above));
    label::titles_notes(above)
}

/// The lines of the note that starts at `first`: in printed lines, a full one goes on in the next.
fn note_lines(
    lines: &Lines<'_>,
    first: usize,
    style: Style,
    (kind, shape): (Kind, &Shape),
) -> Vec<usize> {
    const MOST: usize = 12;
    let mut out = vec![first];
    if kind != Kind::HardWrapped {
        return out;
    }
    let mut widest = shape.wrap;
    while out.len() < MOST {
        let last = out.last().copied().unwrap_or(first);
        let (Some(line), Some(next)) = (lines.all.get(last), lines.all.get(last + 1)) else {
            break;
        };
        widest = widest.max(line.width);
        let full = line.width + 4 >= widest;
        let other = next.role != Role::Body
            || next.new_page
            || style.leading(lines.str(last + 1)).is_some();
        let apart = shape.blanks_mark && next.blanks > 0;
        if !full || other || apart || lines.ending(last) == Ending::Sentence {
            break;
        }
        out.push(last + 1);
    }
    out
}
