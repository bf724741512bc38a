//! Runs the passes over one stretch of the text and gives its blocks away. Keeps between stretches
//! what a document has once: its title, its table of contents, its levels, the numbers of notes.

mod as_is;
mod giving;
mod joining;
mod removing;
mod titling;

use super::Options;
use super::aside;
use super::contents::Contents;
use super::draft::{self, Draft, Gaps};
use super::heads::{self, Head};
use super::kind::{self, Kind};
use super::line::{Lines, Role};
use super::notes::{self, Notes};
use super::outline::Outline;
use super::overlap;
use super::report::Report;
use super::seam::{self, Ground};
use super::seen::{Gram, Seen};
use super::shape::{self, Shape};
use super::subject::Subject;
use super::windows::Stretch;
use as_is::lines_as_they_are;
use giving::Giver;
use std::ops::Range;
use titling::front;

/// Works through a text, stretch by stretch.
pub(super) struct Worker<'t, 'o> {
    text: &'t str,
    options: &'o Options,
    report: Report,
    contents: Contents,
    reached: usize,
    outline: Outline,
    title: Option<String>,
    subject: Subject,
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
            subject: Subject::default(),
            next_note: 1,
            begun: false,
        }
    }

    pub(super) fn report(mut self) -> Report {
        let facts = &mut self.report.facts;
        if facts.title.is_none() {
            facts.title = self.subject.title().map(str::to_owned);
        }
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
        let gone = self.limit(&mut lines, &mut removals);
        for removal in removals {
            self.report.removal(removal);
        }
        let mut notes = notes::find(&mut lines, kind, &shape);
        self.take_carets(&lines, &mut notes, gone);
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
            pages_show: seam::pages_show(lines, &found.body, found.kind),
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
            staying: found.notes.staying(),
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
