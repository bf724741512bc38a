//! The ruled lines of a page: strokes along its edges, and boxes so thin that they are strokes.

use super::content::Matrix;
use oxidize_pdf::parser::ContentOperation;

/// A ruled line, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    pub(super) across: bool,
    /// Its place on the other axis.
    pub(super) at: f64,
    pub(super) from: f64,
    pub(super) to: f64,
}

/// A box that is thinner is a line.
const THIN: f64 = 3.0;
/// A line is slanted when its ends are further apart on the other axis.
const SLANT: f64 = 0.5;
/// Shorter lines rule nothing.
const SHORTEST: f64 = 4.0;
/// The most lines of a page.
const MOST: usize = 50_000;

impl Rule {
    /// The line between two places, if it runs along an edge of the page.
    pub(super) fn between(a: (f64, f64), b: (f64, f64)) -> Option<Self> {
        let (wide, high) = ((a.0 - b.0).abs(), (a.1 - b.1).abs());
        let rule = |across: bool, at: f64, from: f64, to: f64| Self {
            across,
            at,
            from: from.min(to),
            to: from.max(to),
        };
        let rule = match (wide, high) {
            (wide, high) if high <= SLANT && wide >= SHORTEST => {
                rule(true, f64::midpoint(a.1, b.1), a.0, b.0)
            }
            (wide, high) if wide <= SLANT && high >= SHORTEST => {
                rule(false, f64::midpoint(a.0, b.0), a.1, b.1)
            }
            _ => return None,
        };
        [rule.at, rule.from, rule.to]
            .iter()
            .all(|v| v.is_finite())
            .then_some(rule)
    }

    /// Both ends.
    pub(super) fn ends(&self) -> [(f64, f64); 2] {
        let end = |along: f64| {
            if self.across {
                (along, self.at)
            } else {
                (self.at, along)
            }
        };
        [end(self.from), end(self.to)]
    }
}

/// The path that is being drawn, on the page.
#[derive(Debug, Default)]
pub(super) struct Path {
    parts: Vec<Part>,
}

/// A part of a path without a break.
#[derive(Debug, Default)]
struct Part {
    points: Vec<(f64, f64)>,
    closed: bool,
}

impl Path {
    /// Goes on with the path, or paints it; whether the operation does that.
    pub(super) fn add(
        &mut self,
        operation: &ContentOperation,
        page: &Matrix,
        rules: &mut Vec<Rule>,
    ) -> bool {
        let place = |x: f32, y: f32| {
            let (x, y) = (f64::from(x), f64::from(y));
            let [xx, xy, yx, yy, right, up] = *page;
            (xx * x + yx * y + right, xy * x + yy * y + up)
        };
        match operation {
            ContentOperation::MoveTo(x, y) => self.parts.push(Part {
                points: vec![place(*x, *y)],
                closed: false,
            }),
            ContentOperation::LineTo(x, y) => self.go_on(place(*x, *y)),
            ContentOperation::CurveTo(.., x, y)
            | ContentOperation::CurveToV(.., x, y)
            | ContentOperation::CurveToY(.., x, y) => {
                // A curve rules nothing; what follows begins where it ends.
                self.parts.push(Part {
                    points: vec![place(*x, *y)],
                    closed: false,
                });
            }
            ContentOperation::Rectangle(x, y, width, height) => self.parts.push(Part {
                points: vec![
                    place(*x, *y),
                    place(x + width, *y),
                    place(x + width, y + height),
                    place(*x, y + height),
                ],
                closed: true,
            }),
            ContentOperation::ClosePath => self.close(),
            ContentOperation::CloseStroke => {
                self.close();
                self.stroke(rules);
            }
            ContentOperation::Fill | ContentOperation::FillEvenOdd => self.fill(rules),
            ContentOperation::Stroke
            | ContentOperation::FillStroke
            | ContentOperation::FillStrokeEvenOdd
            | ContentOperation::CloseFillStroke
            | ContentOperation::CloseFillStrokeEvenOdd => self.stroke(rules),
            ContentOperation::EndPath => self.parts.clear(),
            _ => return false,
        }
        true
    }

    fn go_on(&mut self, to: (f64, f64)) {
        if let Some(part) = self.parts.last_mut() {
            part.points.push(to);
        }
    }

    fn close(&mut self) {
        if let Some(part) = self.parts.last_mut() {
            part.closed = true;
        }
    }

    fn stroke(&mut self, rules: &mut Vec<Rule>) {
        for part in std::mem::take(&mut self.parts) {
            if let Some(line) = thin(&part) {
                rules.push(line);
                continue;
            }
            let next = part.points.iter().skip(1);
            let closing = part.points.first().filter(|_| part.closed);
            let ends = part.points.iter().zip(next.chain(closing));
            rules.extend(ends.filter_map(|(a, b)| Rule::between(*a, *b)));
        }
        rules.truncate(MOST);
    }

    fn fill(&mut self, rules: &mut Vec<Rule>) {
        let parts = std::mem::take(&mut self.parts);
        rules.extend(parts.iter().filter_map(thin));
        rules.truncate(MOST);
    }
}

/// The line that a thin box is.
fn thin(part: &Part) -> Option<Rule> {
    if part.points.len() < 4 {
        return None;
    }
    let span = |of: fn(&(f64, f64)) -> f64| {
        let values = || part.points.iter().map(of);
        (
            values().fold(f64::INFINITY, f64::min),
            values().fold(f64::NEG_INFINITY, f64::max),
        )
    };
    let (x, y) = (span(|p| p.0), span(|p| p.1));
    let (wide, high) = (x.1 - x.0, y.1 - y.0);
    if high <= THIN && wide > high {
        let middle = f64::midpoint(y.0, y.1);
        Rule::between((x.0, middle), (x.1, middle))
    } else if wide <= THIN && high > wide {
        let middle = f64::midpoint(x.0, x.1);
        Rule::between((middle, y.0), (middle, y.1))
    } else {
        None
    }
}
