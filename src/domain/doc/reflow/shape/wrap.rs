//! The width at which lines were cut.

use super::{RAGGED, Shape};
use crate::domain::doc::reflow::glyph::Ending;
use crate::domain::doc::reflow::line::{Line, Lines, Role};

/// Whether far more lines have the same number of characters than have the same width.
pub(super) fn is_cut_by_characters(lines: &Lines<'_>) -> bool {
    let same = |of: fn(&Line) -> u32| {
        let mut counts = [0usize; 256];
        for line in lines.all.iter().filter(|l| l.role == Role::Body) {
            if let Some(count) = counts.get_mut(of(line) as usize) {
                *count += 1;
            }
        }
        counts.into_iter().max().unwrap_or(0)
    };
    let (chars, widths) = (same(|l| l.chars), same(|l| l.width));
    chars * 2 > lines.all.len() && chars * 10 > widths * 11
}

/// The width around which most of the lines lie that break off in a sentence.
pub(super) fn find_wrap(body: &[(usize, &Line)], endings: &[Ending], shape: &mut Shape) {
    const WIDEST: usize = 200;
    const BAND: usize = 2 * RAGGED as usize + 1;
    const ENOUGH: usize = 8;
    let mut counts = [0usize; WIDEST + 2 * BAND];
    // Of lines that go on from one that breaks off as well: no first lines of paragraphs.
    let mut inner = counts;
    let (mut open, mut was_open) = (0usize, false);
    for ((_, line), ending) in body.iter().zip(endings) {
        let is_open = matches!(ending, Ending::Word | Ending::Open);
        let reach = line.reach() as usize;
        if is_open && let (Some(all), Some(inner)) = (counts.get_mut(reach), inner.get_mut(reach)) {
            *all += 1;
            *inner += usize::from(was_open);
        }
        open += usize::from(is_open);
        was_open = is_open;
    }
    let near = |w: usize| counts.iter().skip(w).take(BAND).sum::<usize>();
    let Some((low, most)) = (0..WIDEST)
        .map(|w| (w, near(w)))
        .max_by_key(|(w, n)| (*n, *w))
    else {
        return;
    };
    // The mode inside the densest band is where lines are cut; where most lines are the first of a
    // paragraph and lost an indent, it may lie behind the band.
    let band = low..low + BAND + RAGGED as usize;
    let many = inner
        .get(band.clone())
        .unwrap_or_default()
        .iter()
        .sum::<usize>()
        >= ENOUGH;
    let (of, band) = if many {
        (&inner, band)
    } else {
        (&counts, low..low + BAND)
    };
    let mode = band
        .max_by_key(|w| of.get(*w).copied().unwrap_or(0))
        .unwrap_or(low);
    shape.wrap = mode as u32;
    // Headings, captions and rows are short and tell nothing about where lines are cut.
    let short = counts.iter().take(mode / 2).sum::<usize>();
    shape.wrap_share = most as f32 / (open - short.min(open)).max(1) as f32;
    shape.cut_share = most as f32 / body.len() as f32;
    let over = body
        .iter()
        .filter(|(_, l)| l.width > shape.wrap + 2 * RAGGED)
        .count();
    shape.over_share = over as f32 / body.len() as f32;
}

/// How much narrower than `wrap` nine in ten of the lines are that break off in a sentence, first
/// lines of paragraphs left out. One half em is always possible: a wide character does not fit in.
pub(super) fn slack(body: &[(usize, &Line)], endings: &[Ending], wrap: u32) -> u32 {
    const FAR: u32 = 16;
    let is_open = |end: &Ending| matches!(end, Ending::Word | Ending::Open);
    let mut lacks: Vec<u32> = body
        .windows(3)
        .zip(endings.windows(2))
        .filter_map(|(lines, ends)| match (lines, ends) {
            ([(_, a), (_, b), (_, c)], [before, own]) if is_open(before) && is_open(own) => {
                let lack = wrap.saturating_sub(b.reach());
                let inner = a.width + FAR > wrap && lack < FAR;
                inner.then_some(if c.first_word > lack { 0 } else { lack })
            }
            _ => None,
        })
        .collect();
    lacks.sort_unstable();
    lacks
        .get(lacks.len() * 9 / 10)
        .copied()
        .unwrap_or(RAGGED)
        .clamp(1, RAGGED)
}
