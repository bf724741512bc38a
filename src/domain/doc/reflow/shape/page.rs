//! The width of the printed page, where each line is a paragraph or the part of one on a page.

use crate::domain::doc::reflow::glyph::Ending;
use crate::domain::doc::reflow::line::Line;

/// The width of the printed lines, if paragraphs that a page has cut show one: each is a first line
/// (two ems shorter) and a number of whole ones.
pub(super) fn page_width(body: &[(usize, &Line)], endings: &[Ending]) -> Option<u32> {
    const LEAST: usize = 5;
    let cuts: Vec<f32> = body
        .iter()
        .zip(endings)
        .filter(|((_, l), e)| matches!(e, Ending::Word | Ending::Open) && l.width > 96)
        .map(|((_, l), _)| (l.width + 4) as f32)
        .collect();
    if cuts.len() < LEAST {
        return None;
    }
    let fit = |width: u32| {
        let near = |cut: &&f32| {
            let width = width as f32;
            let off = (*cut / width).fract() * width;
            off <= tolerance(**cut, width) || off >= width - tolerance(**cut, width)
        };
        cuts.iter().filter(near).count()
    };
    let by_chance = |width: u32| 7.0 / width as f32;
    (32..=100)
        .step_by(2)
        .map(|w| (w, fit(w) as f32 / cuts.len() as f32 - by_chance(w)))
        .filter(|(_, fit)| *fit >= 0.5)
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(w, _)| w)
}

/// How far the width of a cut paragraph may be from whole lines, in half ems: it grows with the
/// lines, each of which may be a little shorter.
pub(super) fn tolerance(cut: f32, width: f32) -> f32 {
    2.0 + (cut / width).min(4.0) * 0.5
}
