//! The width of the printed page, where each line is a paragraph or the part of one on a page.

use crate::domain::doc::reflow::glyph::Ending;
use crate::domain::doc::reflow::line::Line;

/// What the first line of a paragraph lacks, in half ems.
const INDENT: u32 = 4;

/// The width of the printed lines, if paragraphs that a page has cut show one: each is a number of
/// whole lines, the first line of a paragraph two ems shorter. Where it is known where pages end,
/// only what stands there counts.
pub(super) fn page_width(body: &[(usize, &Line)], endings: &[Ending]) -> Option<u32> {
    const LEAST: usize = 3;
    /// The log of how much better a width must explain the cuts than chance does.
    const SURE: f32 = 7.0;
    let mut cuts = cuts(body, endings, true);
    if cuts.len() < LEAST {
        cuts = self::cuts(body, endings, false);
    }
    if cuts.len() < LEAST {
        return None;
    }
    (32..=120)
        .step_by(2)
        .map(|width| {
            (
                width,
                cuts.iter().map(|cut| weight(*cut, width)).sum::<f32>(),
            )
        })
        .filter(|(_, weight)| *weight >= SURE)
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(width, _)| width)
}

/// The widths of what ends with a word, the indent of a paragraph's first line included: at the ends
/// of pages, or of all that is too long for a heading.
fn cuts(body: &[(usize, &Line)], endings: &[Ending], at_pages: bool) -> Vec<f32> {
    const LONG: u32 = 96;
    const SHORTEST: u32 = 24;
    let ends_page = |at: usize| {
        let pair = (body.get(at), body.get(at + 1));
        matches!(pair, (Some((a, _)), Some((b, next))) if b - a > 1 || next.new_page)
    };
    let is_cut = |at: usize| matches!(endings.get(at), Some(Ending::Word | Ending::Open));
    let mut out = Vec::new();
    for (at, (_, line)) in body.iter().enumerate() {
        let long = line.width >= if at_pages { SHORTEST } else { LONG };
        if !is_cut(at) || !long || at_pages && !ends_page(at) {
            continue;
        }
        let goes_on = at.checked_sub(1).is_some_and(|a| is_cut(a) && ends_page(a));
        out.push((line.width + if goes_on { 0 } else { INDENT }) as f32);
    }
    out
}

/// The log of how much likelier a cut is on pages of this width than anywhere.
fn weight(cut: f32, width: u32) -> f32 {
    const STRAY: f32 = 0.15;
    let width = width as f32;
    let near = tolerance(cut, width);
    if off(cut, width) <= near {
        ((1.0 - STRAY) * width / (2.0 * near + 1.0)).ln()
    } else {
        STRAY.ln()
    }
}

/// How far a cut is from whole lines of a width, in half ems.
pub(super) fn off(cut: f32, width: f32) -> f32 {
    let over = (cut / width).fract() * width;
    over.min(width - over)
}

/// How far the width of a cut paragraph may be from whole lines, in half ems: it grows with the
/// lines, each of which may be a little shorter.
pub(super) fn tolerance(cut: f32, width: f32) -> f32 {
    2.0 + (cut / width).min(4.0) * 0.5
}
