//! Footnotes: marks in the text, and the notes at the foot of the page, whose numbering may start
//! anew on every page, or at the end of the text.

use super::glyph::{self, Ending};
use super::kind::Kind;
use super::line::{Line, Lines, Role};
use super::shape::Shape;
use std::ops::Range;

/// A note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Note {
    /// Its own mark, in bytes of the text.
    pub(super) mark: Range<usize>,
    /// Its lines.
    pub(super) lines: Vec<usize>,
    /// Whether it stays where it is: at the end of the text, or without a reference.
    pub(super) stays: bool,
}

/// A mark in the running text that refers to a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reference {
    /// The mark, in bytes of the text.
    pub(super) mark: Range<usize>,
    /// The note.
    pub(super) note: usize,
}

/// The notes of a text and the references to them, each in its order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Notes {
    /// The notes.
    pub(super) notes: Vec<Note>,
    /// The references.
    pub(super) references: Vec<Reference>,
}

impl Notes {
    /// The notes that stay at their places, in the order of these.
    pub(super) fn staying(&self) -> Vec<usize> {
        let start = |index: &usize| self.notes.get(*index).map(|note| note.mark.start);
        let notes = self.notes.iter().enumerate();
        let staying = notes.filter(|(_, note)| note.stays).map(|(index, _)| index);
        let mut staying: Vec<usize> = staying.collect();
        staying.sort_by_key(start);
        staying
    }

    /// The notes that are put behind their last references, by the places of these.
    pub(super) fn by_last_reference(&self) -> Vec<(usize, usize)> {
        let mut last = vec![None; self.notes.len()];
        for reference in &self.references {
            if let Some(place) = last.get_mut(reference.note) {
                *place = Some(reference.mark.start);
            }
        }
        let stays = |note: usize| self.notes.get(note).is_none_or(|n| n.stays);
        let mut out: Vec<(usize, usize)> = last
            .into_iter()
            .enumerate()
            .filter_map(|(note, place)| Some((place?, note)))
            .filter(|(_, note)| !stays(*note))
            .collect();
        out.sort_unstable();
        out
    }

    /// Whether any mark refers to a note.
    pub(super) fn is_referred_to(&self, note: usize) -> bool {
        self.references.iter().any(|r| r.note == note)
    }
}

/// A mark as written.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Mark {
    value: u32,
    /// In bytes of the line.
    range: Range<usize>,
    caret: bool,
}

/// A mark in the text whose note has not come yet.
struct Pending {
    value: u32,
    mark: Range<usize>,
    line: usize,
}

/// Finds notes and references, and takes the lines of the notes out of the running text.
pub(super) fn find(lines: &mut Lines<'_>, kind: Kind, shape: &Shape) -> Notes {
    let mut notes = at_page_feet(lines, kind, shape);
    at_the_end(lines, &mut notes);
    notes.references.sort_by_key(|r| r.mark.start);
    notes
}

fn at_page_feet(lines: &mut Lines<'_>, kind: Kind, shape: &Shape) -> Notes {
    let mut notes = Notes::default();
    let mut pending: Vec<Pending> = Vec::new();
    let mut group_end = 0;
    let mut index = 0;
    while index < lines.all.len() {
        let text = lines.str(index);
        let can_have = |l: &Line| l.role == Role::Body && l.has_circled;
        if !lines.all.get(index).is_some_and(can_have) {
            index += 1;
            continue;
        }
        let start = lines.all.get(index).map_or(0, |l| l.start);
        if let Some(mark) = note_mark(text).filter(|m| is_note(lines, index, m, &pending)) {
            let taken = note_lines(lines, index, kind, shape);
            let note = notes.notes.len();
            let mut linked = false;
            let on_page = pending
                .iter()
                .any(|p| p.value == mark.value && p.line >= group_end);
            let last = pending.iter().rposition(|p| p.value == mark.value);
            let mut position = 0;
            pending.retain(|p| {
                let here = Some(position) == last;
                position += 1;
                let hit = p.value == mark.value
                    && ((on_page && p.line >= group_end) || (!on_page && here));
                if hit {
                    linked = true;
                    notes.references.push(Reference {
                        mark: p.mark.clone(),
                        note,
                    });
                }
                !hit
            });
            for line in &taken {
                lines.set(*line, Role::Note);
            }
            index = taken.last().map_or(index, |l| *l) + 1;
            group_end = index;
            notes.notes.push(Note {
                mark: start + mark.range.start..start + mark.range.end,
                lines: taken,
                stays: !linked,
            });
            continue;
        }
        pending.extend(marks(text).into_iter().map(|m| Pending {
            value: m.value,
            mark: start + m.range.start..start + m.range.end,
            line: index,
        }));
        index += 1;
    }
    notes
}

/// The mark with which a line starts: `^①` or `①`.
fn note_mark(line: &str) -> Option<Mark> {
    let (caret, rest) = line
        .strip_prefix('^')
        .map_or((false, line), |rest| (true, rest));
    let c = rest.chars().next()?;
    let value = glyph::circled(c)?;
    let end = usize::from(caret) + c.len_utf8();
    Some(Mark {
        value,
        range: 0..end,
        caret,
    })
}

/// Whether a line that starts with a mark is a note: a reference waits for it, or nothing else than
/// a note is written like this.
fn is_note(lines: &Lines<'_>, index: usize, mark: &Mark, pending: &[Pending]) -> bool {
    let text = lines.str(index);
    let behind = text.get(mark.range.end..).unwrap_or_default().trim_start();
    if behind.chars().next().is_none_or(glyph::cannot_start) {
        return false;
    }
    let waits = pending.iter().any(|p| p.value == mark.value);
    let broken_off = index > 0 && matches!(lines.ending(index - 1), Ending::Open);
    waits || (mark.caret && !broken_off && index > 0)
}

/// The lines of the note that starts at `first`: in printed lines, a full one goes on in the next.
fn note_lines(lines: &Lines<'_>, first: usize, kind: Kind, shape: &Shape) -> Vec<usize> {
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
        let other =
            next.role != Role::Body || next.new_page || note_mark(lines.str(last + 1)).is_some();
        let apart = shape.blanks_mark && next.blanks > 0;
        if !full || other || apart || lines.ending(last) == Ending::Sentence {
            break;
        }
        out.push(last + 1);
    }
    out
}

/// The marks in a line of running text that can be references.
fn marks(line: &str) -> Vec<Mark> {
    let mut out = Vec::new();
    let mut before = None;
    let mut caret_at = None;
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if let Some(value) = glyph::circled(c) {
            let after = chars.peek().map(|(_, c)| *c);
            let start = caret_at.unwrap_or(at);
            let caret = caret_at.is_some();
            if caret || is_reference(before, after) {
                out.push(Mark {
                    value,
                    range: start..at + c.len_utf8(),
                    caret,
                });
            }
        }
        caret_at = (c == '^').then_some(at);
        before = Some(c);
    }
    out
}

/// Whether a mark without a caret refers to a note and does not number what follows it.
fn is_reference(before: Option<char>, after: Option<char>) -> bool {
    let Some(before) = before else { return false };
    let behind_word = glyph::is_han(before)
        || glyph::is_closing(before)
        || before.is_alphanumeric()
        || glyph::is_circled(before);
    let at_end = after.is_none_or(|c| glyph::cannot_start(c) || glyph::is_circled(c));
    behind_word || (glyph::is_terminal(before) && at_end)
}

/// Notes that stand together at the end: `[1] …`, `[2] …`, with marks `[1]` in the text.
fn at_the_end(lines: &mut Lines<'_>, notes: &mut Notes) {
    let starts = list_at_end(lines);
    if starts.len() < 2 {
        return;
    }
    let first = starts.first().map_or(0, |(index, _)| *index);
    let mut found: Vec<(u32, Range<usize>)> = Vec::new();
    for index in (0..first).filter(|i| lines.all.get(*i).is_some_and(|l| l.role == Role::Body)) {
        let start = lines.all.get(index).map_or(0, |l| l.start);
        found.extend(
            bracketed(lines.str(index))
                .into_iter()
                .map(|(v, r)| (v, start + r.start..start + r.end)),
        );
    }
    if !found
        .iter()
        .any(|(value, _)| starts.iter().any(|(_, v)| v == value))
    {
        return;
    }
    let base = notes.notes.len();
    for (position, (index, _)) in starts.iter().enumerate() {
        let end = starts
            .get(position + 1)
            .map_or_else(|| list_end(lines, *index), |(next, _)| *next);
        let start = lines.all.get(*index).map_or(0, |l| l.start);
        let length = bracketed(lines.str(*index))
            .first()
            .map_or(0, |(_, r)| r.end);
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
        if let Some(position) = starts.iter().position(|(_, v)| *v == value) {
            notes.references.push(Reference {
                mark,
                note: base + position,
            });
        }
    }
}

/// The last run of lines that start with `[1]`, `[2]` … in order.
fn list_at_end(lines: &Lines<'_>) -> Vec<(usize, u32)> {
    const FARTHEST: usize = 8;
    let mut run: Vec<(usize, u32)> = Vec::new();
    let mut best: Vec<(usize, u32)> = Vec::new();
    for index in 0..lines.all.len() {
        let text = lines.str(index);
        let is_body = lines.all.get(index).is_some_and(|l| l.role == Role::Body);
        if !is_body || !text.starts_with('[') {
            continue;
        }
        let Some((value, _)) = bracketed(text)
            .into_iter()
            .next()
            .filter(|(_, r)| r.start == 0 && r.end < text.len())
        else {
            continue;
        };
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
fn list_end(lines: &Lines<'_>, first: usize) -> usize {
    const MOST: usize = 4;
    let limit = lines.all.len().min(first + MOST);
    (first..limit)
        .find(|i| lines.ending(*i) == Ending::Sentence)
        .map_or(first + 1, |i| i + 1)
}

/// The marks `[n]` in a line.
fn bracketed(line: &str) -> Vec<(u32, Range<usize>)> {
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(open) = line.get(from..).and_then(|rest| rest.find('[')) {
        let start = from + open;
        let inner = line.get(start + 1..).unwrap_or_default();
        let digits = inner.len() - inner.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let number = inner.get(..digits).and_then(|d| d.parse().ok());
        if let Some(value) = number
            .filter(|_| (1..=3).contains(&digits) && inner.as_bytes().get(digits) == Some(&b']'))
        {
            out.push((value, start..start + digits + 2));
        }
        from = start + 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notes(text: &str) -> (Notes, Vec<String>) {
        let mut lines = Lines::of(text, 0..text.len());
        let found = find(&mut lines, Kind::Prose, &Shape::default());
        let body = lines
            .body()
            .into_iter()
            .map(|i| lines.str(i).to_owned())
            .collect();
        (found, body)
    }

    #[test]
    fn numbering_starts_anew_on_every_page() {
        let text = "甲说^①，乙说^②。\n^① 甲的书\n② 乙的书\n丙说①。\n① 丙的书\n丁说。\n";
        let (found, body) = notes(text);
        assert_eq!(body, ["甲说^①，乙说^②。", "丙说①。", "丁说。"]);
        let linked: Vec<usize> = found.references.iter().map(|r| r.note).collect();
        assert_eq!(linked, [0, 1, 2]);
        assert!(found.notes.iter().all(|n| !n.stays));
        assert_eq!(&text[found.references[0].mark.clone()], "^①");
        assert_eq!(&text[found.notes[1].mark.clone()], "②");
    }

    #[test]
    fn enumerations_are_no_notes() {
        let (found, body) =
            notes("包括：①加强基础；②改善民生。\n①加强基础是指这个。\n②改善民生是指那个。\n");
        assert_eq!(found, Notes::default());
        assert_eq!(body.len(), 3);
    }

    #[test]
    fn citations_without_notes_stay_and_notes_at_the_end_are_linked() {
        let (found, _) = notes("质态。”[3] 论述\n条件”。[4]53 劳动\n");
        assert_eq!(found, Notes::default());
        let text = "一[1]，二[2]53。又一[1]。\n参考文献\n[1] 甲. 书名.\n[2] 乙. 书名.\n";
        let (found, body) = notes(text);
        assert_eq!(body.len(), 2);
        let linked: Vec<usize> = found.references.iter().map(|r| r.note).collect();
        assert_eq!(linked, [0, 1, 0]);
        assert!(found.notes.iter().all(|n| n.stays));
    }
}
