//! Where pages meet, and whether that shows.

use super::{LONG, NARROW};
use crate::domain::doc::reflow::glyph::Ending;
use crate::domain::doc::reflow::kind::Kind;
use crate::domain::doc::reflow::line::Lines;

/// Whether the ends of pages show wherever a sentence is cut by one: at blank lines, or behind lines
/// that hold a part of a paragraph.
pub(in crate::domain::doc::reflow) fn pages_show(
    lines: &Lines<'_>,
    body: &[usize],
    kind: Kind,
) -> bool {
    const LEAST: usize = 3;
    let is_cut = |at: &usize| {
        let line = |at: usize| lines.all.get(*body.get(at)?);
        let (Some(a), Some(b)) = (line(*at), line(*at + 1)) else {
            return false;
        };
        let may_be = match kind {
            Kind::HardWrapped => b.blanks > 0 && a.width > NARROW,
            _ => a.width > LONG,
        };
        may_be && matches!(a.ending, Ending::Word | Ending::Open)
    };
    let (mut all, mut shown) = (0, 0);
    for at in (0..body.len()).filter(is_cut) {
        all += 1;
        shown += usize::from(is_page_break(lines, body, at));
    }
    shown >= LEAST && shown * 5 >= all * 3
}

/// Whether pages meet behind a line of running text.
pub(super) fn is_page_break(lines: &Lines<'_>, body: &[usize], at: usize) -> bool {
    let (Some(a), Some(b)) = (body.get(at), body.get(at + 1)) else {
        return false;
    };
    b - a > 1 || lines.all.get(*b).is_some_and(|l| l.new_page)
}
