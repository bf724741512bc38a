//! Runs the passes over one stretch of the text and gives its blocks away. Keeps between stretches
//! what a document has once: its title, its table of contents, its levels, the numbers of notes.

use super::aside;
use super::contents::{self, Contents};
use super::draft::{self, Draft, Gaps, Writer};
use super::furniture;
use super::glyph::{self, Ending};
use super::heads::{self, Head};
use super::kind::{self, Kind};
use super::line::{Lines, Role};
use super::notes::{self, Notes};
use super::number;
use super::outline::{self, Looks, Outline};
use super::overlap;
use super::report::{Facts, Move, MoveKind, Removal, RemovalKind, Report, Seam};
use super::seam::{self, Ground, Joint};
use super::seen::{Gram, Seen};
use super::shape::{self, Shape};
use super::windows::Stretch;
use super::{Options, Removals};
use crate::domain::doc::BlockKind;
use std::ops::Range;

/// Works through a text, stretch by stretch.
pub(super) struct Worker<'t, 'o> {
    text: &'t str,
    options: &'o Options,
    report: Report,
    contents: Contents,
    reached: usize,
    outline: Outline,
    title: Option<String>,
    next_note: u32,
    begun: bool,
}

/// What the passes have found in a stretch.
struct Found {
    notes: Notes,
    asides: Vec<Range<usize>>,
    body: Vec<usize>,
    heads: Vec<Head>,
    shape: Shape,
    kind: Kind,
}

/// A paragraph, heading or line of the running text.
struct Unit {
    text: String,
    marks: Vec<(Range<usize>, u32)>,
    head: Head,
    source: Range<usize>,
}

impl<'t, 'o> Worker<'t, 'o> {
    pub(super) fn new(text: &'t str, options: &'o Options) -> Self {
        let kind = options.kind.unwrap_or(Kind::Prose);
        Self {
            text,
            options,
            report: Report::new(kind, options.kind.is_some()),
            contents: Contents::default(),
            reached: 0,
            outline: Outline::default(),
            title: None,
            next_note: 1,
            begun: false,
        }
    }

    pub(super) fn report(self) -> Report {
        self.report
    }

    /// Works on a stretch.
    pub(super) fn work(&mut self, part: &Stretch, sink: &mut impl FnMut(Draft)) {
        let mut lines = Lines::of(self.text, part.range.clone());
        if lines.all.is_empty() {
            return;
        }
        self.report.characters += lines.all.iter().map(|l| l.chars as usize).sum::<usize>();
        let is_first = !std::mem::replace(&mut self.begun, true);
        let mut removals = self.take_out(&mut lines, is_first);
        let shape = shape::measure(&mut lines);
        let kind = self.kind(&lines, &shape, is_first);
        if matches!(kind, Kind::AsIs | Kind::Verse) {
            (0..lines.all.len()).for_each(|i| lines.set(i, Role::Body));
            self.contents = Contents::default();
            lines_as_they_are(&lines, &shape, kind, part.continued, sink);
            return;
        }
        removals.extend(self.take_fragments(&mut lines, &shape));
        self.limit(&mut lines, &mut removals);
        removals
            .into_iter()
            .for_each(|removal| self.report.removal(removal));
        let notes = notes::find(&mut lines, kind, &shape);
        let asides = aside::find(&mut lines, kind, &shape);
        let shape = if notes.notes.is_empty() && asides.is_empty() {
            shape
        } else {
            shape::measure(&mut lines)
        };
        if is_first {
            self.report.shape = shape.clone();
        }
        let body = lines.body();
        let heads = heads::find(&lines, &body, &self.contents, &mut self.reached);
        let found = Found {
            notes,
            asides,
            body,
            heads,
            shape,
            kind,
        };
        self.compose(&lines, &found, is_first, part.continued, sink);
    }

    /// The kind of the text: what was forced, else what its first stretch is.
    fn kind(&mut self, lines: &Lines<'_>, shape: &Shape, is_first: bool) -> Kind {
        if is_first {
            self.report.shape = shape.clone();
            self.report.kind = self
                .options
                .kind
                .unwrap_or_else(|| kind::detect(lines, shape));
        }
        self.report.kind
    }

    /// Takes the table of contents and the page furniture out.
    fn take_out(&mut self, lines: &mut Lines<'_>, is_first: bool) -> Vec<Removal> {
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

    fn take_fragments(&mut self, lines: &mut Lines<'_>, shape: &Shape) -> Vec<Removal> {
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

    /// Puts everything back if more than the limit would go. A table of contents whose entries all
    /// come again as headings is not counted: none of its wording is lost.
    fn limit(&mut self, lines: &mut Lines<'_>, removals: &mut Vec<Removal>) {
        const MOST_PERCENT: usize = 3;
        let recurs = self.contents.recurs(lines);
        let count = |r: &Removal| r.text.chars().filter(|c| !c.is_whitespace()).count();
        let total: usize = removals.iter().map(count).sum();
        let counted: usize = removals
            .iter()
            .filter(|r| !(recurs && r.kind == RemovalKind::Contents))
            .map(count)
            .sum();
        self.report.removed += total;
        let all: usize = lines.all.iter().map(|l| l.chars as usize).sum();
        if self.options.removals != Removals::Limited || counted * 100 <= all * MOST_PERCENT {
            return;
        }
        self.report.asks = true;
        removals.clear();
        self.contents = Contents::default();
        (0..lines.all.len()).for_each(|i| lines.set(i, Role::Body));
    }

    fn compose(
        &mut self,
        lines: &Lines<'_>,
        found: &Found,
        is_first: bool,
        continued: bool,
        sink: &mut impl FnMut(Draft),
    ) {
        let front = if is_first { front(lines, found) } else { 0 };
        let ground = Ground {
            lines,
            body: &found.body,
            heads: &found.heads,
            shape: &found.shape,
            kind: found.kind,
            front,
            numbered: found
                .heads
                .iter()
                .filter(|h| matches!(h, Head::Numbered(_)))
                .count()
                >= 3,
        };
        let seen = Seen::look(lines, wanted(&ground));
        let joints = ground.decide(&seen, &self.options.decisions);
        let gaps = Gaps {
            meaningless: found.shape.gap_rate > draft::MANY_GAPS,
            seen: &seen,
        };
        let mut numbers = vec![None; found.notes.notes.len()];
        let units = self.units(lines, found, &joints, gaps, &mut numbers);
        let kinds = self.kinds(&units, front, is_first);
        let order = found.notes.by_last_reference();
        let mut giver = Giver {
            lines,
            found,
            gaps,
            numbers,
            order,
            note: 0,
            stay: 0,
            aside: 0,
            reached: 0,
        };
        for (position, (unit, kind)) in units.into_iter().zip(kinds).enumerate() {
            giver.before(&unit.source, self, sink);
            let end = unit.source.end;
            sink(Draft {
                kind,
                text: unit.text,
                notes: unit.marks,
                source: unit.source,
                continued: continued && position == 0,
            });
            giver.reached = end;
            giver.behind(end, self, sink);
        }
        giver.rest(self, sink);
    }

    /// Puts the lines together that are one paragraph, and records each seam.
    fn units(
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
    fn marks(
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
    fn number(&mut self, note: usize, numbers: &mut [Option<u32>]) -> u32 {
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
        self.report.seam(Seam {
            at: a.end,
            next: b.start,
            joined: joint.join,
            confidence: joint.confidence,
            key: joint.key,
            decided: joint.decided,
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

    /// What each block is.
    fn kinds(&mut self, units: &[Unit], front: usize, is_first: bool) -> Vec<BlockKind> {
        let looks: Vec<Looks> = units
            .iter()
            .map(|u| outline::looks(&u.text, u.head))
            .collect();
        let is_head = |at: usize| {
            let listed = units
                .get(at)
                .is_some_and(|u| matches!(u.head, Head::Listed(_)));
            listed || matches!(looks.get(at), Some(Looks::Numbered(_)))
        };
        let is_text = |at: usize| matches!(looks.get(at), Some(Looks::Text));
        let above_text = |at: &usize| looks.get(*at) == Some(&Looks::Short) && is_text(at + 1);
        // Among several articles that have titles, the first one's stands in front, too.
        let has_articles = (front..units.len()).filter(above_text).count() >= 3;
        let mut out = Vec::new();
        let mut in_front = is_first;
        for (at, unit) in units.iter().enumerate() {
            let look = looks.get(at).copied().unwrap_or(Looks::Text);
            in_front &= at < front && look != Looks::Text && !is_head(at);
            let is_title =
                is_first && at == 0 && units.len() > 1 && outline::is_title(&unit.text, unit.head);
            let again = self
                .title
                .as_ref()
                .is_some_and(|t| *t == contents::key(&unit.text));
            let text_follows = is_text(at + 1) || is_head(at + 1);
            in_front &=
                !(at > 0 && has_articles && is_text(at + 1) && author(&unit.text).is_none());
            let level = match (unit.head, look) {
                _ if is_title => Some(1),
                // Printed again behind the contents, or at the head of the text.
                _ if again && look == Looks::Short => None,
                (Head::Listed(entry), _) => {
                    let level = self.contents.entries.get(entry).map_or(2, |e| e.level);
                    Some(self.outline.listed(level))
                }
                (_, Looks::Numbered(style)) if at + 1 < units.len() => {
                    Some(self.outline.numbered(style))
                }
                (_, Looks::Short) if text_follows && !in_front => Some(self.outline.plain()),
                _ => None,
            };
            if is_title {
                self.title = Some(contents::key(&unit.text));
                self.report.facts.title = Some(unit.text.clone());
            } else if in_front {
                note_facts(&mut self.report.facts, &unit.text);
            }
            out.push(level.map_or(BlockKind::Paragraph, BlockKind::Heading));
        }
        out
    }
}

/// Gives lines away unchanged; those of program code together, since their indents count.
fn lines_as_they_are(
    lines: &Lines<'_>,
    shape: &Shape,
    kind: Kind,
    continued: bool,
    sink: &mut impl FnMut(Draft),
) {
    let is_code = kind == Kind::AsIs && kind::is_code(lines, shape);
    let mut from = 0;
    while let Some(first) = lines.all.get(from) {
        let same = |i: usize| is_code && lines.all.get(i).is_some_and(|l| l.blanks == 0);
        let to = (from + 1..lines.all.len())
            .find(|i| !same(*i))
            .unwrap_or(lines.all.len());
        let end = lines.all.get(to - 1).map_or(first.end, |l| l.end);
        let start = if is_code {
            line_start(lines, first.start)
        } else {
            first.start
        };
        sink(Draft {
            kind: if is_code {
                BlockKind::Code
            } else {
                BlockKind::Paragraph
            },
            text: lines.slice(start, end).to_owned(),
            notes: Vec::new(),
            source: start..end,
            continued: continued && from == 0,
        });
        from = to;
    }
}

/// Gives away what stands between the units: notes and asides.
struct Giver<'a, 't> {
    lines: &'a Lines<'t>,
    found: &'a Found,
    gaps: Gaps<'a>,
    numbers: Vec<Option<u32>>,
    /// The notes that are put behind their last references, with the places of these.
    order: Vec<(usize, usize)>,
    /// Notes that were given away behind their references, in the order of these.
    note: usize,
    /// Notes that were given away at their places.
    stay: usize,
    aside: usize,
    /// Where the running text that was given away ends.
    reached: usize,
}

impl Giver<'_, '_> {
    /// What comes before a unit.
    fn before(
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
    fn behind(&mut self, end: usize, worker: &mut Worker<'_, '_>, sink: &mut impl FnMut(Draft)) {
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
    fn rest(&mut self, worker: &mut Worker<'_, '_>, sink: &mut impl FnMut(Draft)) {
        self.behind(usize::MAX, worker, sink);
        self.staying(usize::MAX, worker, sink);
    }

    /// The notes that stay at their places, before `until`.
    fn staying(&mut self, until: usize, worker: &mut Worker<'_, '_>, sink: &mut impl FnMut(Draft)) {
        while self.stay < self.found.notes.notes.len() {
            let note = self.stay;
            let Some(n) = self.found.notes.notes.get(note) else {
                break;
            };
            if n.stays {
                if n.mark.start >= until {
                    break;
                }
                let moved = n.mark.start < self.reached;
                self.give_note(note, moved, worker, sink);
            }
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
        let number = worker.number(index, &mut self.numbers);
        let mut writer = Writer::new(self.lines, self.gaps);
        let mark = [(note.mark.clone(), number)];
        let mut source = note.mark.clone();
        for line in note.lines.iter().filter_map(|l| self.lines.all.get(*l)) {
            writer.push(line.start..line.end, &mark, None);
            source = source.start.min(line.start)..line.end;
        }
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

fn removal(lines: &Lines<'_>, index: usize, kind: RemovalKind, confidence: f32) -> Removal {
    let range = lines.all.get(index).map_or(0..0, |l| l.start..l.end);
    Removal {
        kind,
        text: lines.slice(range.start, range.end).to_owned(),
        range,
        confidence,
    }
}

/// Whether a line holds the number of a chapter and nothing else.
fn is_bare_number(line: &str) -> bool {
    number::number(line).is_some_and(|n| n.length == line.len())
}

/// Where the line begins in which the text at `at` stands, white space included.
fn line_start(lines: &Lines<'_>, at: usize) -> usize {
    let before = lines.slice(lines.range.start, at);
    before
        .rfind(['\n', '\r', '\u{c}'])
        .map_or(lines.range.start, |i| lines.range.start + i + 1)
}

/// How many lines at the start are title, author, date and the like: those before the first
/// paragraph or numbered heading.
fn front(lines: &Lines<'_>, found: &Found) -> usize {
    const MOST: usize = 10;
    const LONG: u32 = 100;
    let is_text = |at: usize| {
        let index = found.body.get(at).copied().unwrap_or_default();
        let width = lines.all.get(index).map_or(0, |l| l.width);
        let ending = lines.ending(index);
        match found.kind {
            Kind::HardWrapped => {
                found.shape.is_full(width + found.shape.lost_indent) && ending != Ending::Lead
            }
            _ => width > LONG || (ending == Ending::Sentence && width > 60),
        }
    };
    let known = |at: usize| !matches!(found.heads.get(at), Some(Head::None));
    (0..found.body.len().min(MOST))
        .find(|at| is_text(*at) || known(*at))
        .unwrap_or(0)
}

/// The runs of characters that all passes ask for.
fn wanted(ground: &Ground<'_, '_>) -> Vec<Gram> {
    let mut out = ground.wanted();
    for pair in ground.body.windows(2) {
        if let ([a, b], Kind::Prose) = (pair, ground.kind) {
            out.extend(overlap::wanted(ground.lines.str(*a), ground.lines.str(*b)));
        }
    }
    if ground.shape.gap_rate > 0.0 && ground.shape.gap_rate <= draft::MANY_GAPS {
        ground
            .body
            .iter()
            .for_each(|i| draft::wanted(ground.lines.str(*i), &mut out));
    }
    out
}

/// What a line between the title and the text says about the document.
fn note_facts(facts: &mut Facts, line: &str) {
    if seam::is_date(line) {
        facts.date.get_or_insert_with(|| line.to_owned());
        return;
    }
    if let Some(author) = author(line) {
        facts.author.get_or_insert_with(|| author.to_owned());
    }
}

/// The author whom a line between the title and the text names.
fn author(line: &str) -> Option<&str> {
    let named = line
        .strip_prefix("作者：")
        .or_else(|| line.strip_prefix("作者:"))
        .map(str::trim);
    let first = line.split_whitespace().next().unwrap_or_default();
    let is_name = (2..=4).contains(&first.chars().count())
        && first.chars().all(glyph::is_han)
        && line.contains(char::is_whitespace);
    let is_group = line.ends_with(['组', '室', '部', '会']) && line.chars().count() <= 24;
    named
        .or(is_name.then_some(first))
        .or(is_group.then_some(line))
        .filter(|a| !a.is_empty())
}
