//! What marks the start of a paragraph: an indent, one that was lost, or a blank line.

use super::{RAGGED, Shape};
use crate::domain::doc::reflow::glyph::Ending;
use crate::domain::doc::reflow::line::Line;

/// The indent that was lost, if lines that surely start a paragraph are narrower than the others:
/// those behind a short line, with which a paragraph or a heading ended, and not themselves the last
/// line of one.
pub(super) fn lost_indent(body: &[(usize, &Line)], endings: &[Ending], wrap: u32) -> u32 {
    const INDENT: u32 = 4;
    let (mut starts, mut narrow_starts, mut inner, mut narrow_inner) = (0u32, 0u32, 0u32, 0u32);
    for (pair, ends) in body.windows(2).zip(endings.windows(2)) {
        let ([(_, a), (_, b)], [before, Ending::Word | Ending::Open]) = (pair, ends) else {
            continue;
        };
        let narrow = u32::from(b.width + 3 <= wrap);
        match before {
            _ if b.width + 3 * RAGGED <= wrap => {}
            _ if a.width + 2 * RAGGED < wrap => {
                starts += 1;
                narrow_starts += narrow;
            }
            Ending::Word | Ending::Open if a.width + INDENT + RAGGED >= wrap => {
                inner += 1;
                narrow_inner += narrow;
            }
            _ => {}
        }
    }
    let share = |narrow: u32, of: u32| narrow as f32 / of.max(1) as f32;
    let (first, other) = (share(narrow_starts, starts), share(narrow_inner, inner));
    if starts >= 3 && ((first >= 0.7 && other <= 0.4) || (first >= 0.45 && other <= 0.1)) {
        INDENT
    } else {
        0
    }
}

/// What indented lines that break off in a sentence lack most often of the width at which lines are
/// cut, in half ems.
pub(super) fn printed_indent(body: &[(usize, &Line)], endings: &[Ending], wrap: u32) -> u32 {
    const DEEPEST: usize = 8;
    const USUAL: u32 = 4;
    let mut counts = [0usize; DEEPEST + 1];
    for ((_, line), end) in body.iter().zip(endings) {
        let lack = wrap.checked_sub(line.width).map(|l| l as usize);
        if line.has_indent()
            && matches!(end, Ending::Word | Ending::Open)
            && let Some(count) = lack.and_then(|l| counts.get_mut(l))
        {
            *count += 1;
        }
    }
    let most = counts.iter().enumerate().skip(2).max_by_key(|(_, n)| **n);
    most.filter(|(_, n)| **n > 0)
        .map_or(USUAL, |(lack, _)| lack as u32)
}

/// Whether lines behind the end of a paragraph are indented and others are not: few of those behind
/// a line that breaks off, or hardly any behind one that ends.
pub(super) fn indents_mark(body: &[(usize, &Line)], endings: &[Ending], shape: &Shape) -> bool {
    const LONG: u32 = 44;
    let wrapped = shape.is_wrapped();
    let (mut starts, mut indented_starts, mut inner, mut indented_inner) = (0u32, 0u32, 0u32, 0u32);
    for (pair, end) in body.windows(2).zip(endings) {
        let [(_, a), (_, b)] = pair else { continue };
        let indented = u32::from(b.has_indent());
        let short = !wrapped || a.width + 2 * RAGGED < shape.wrap;
        let long = a.width
            >= if wrapped {
                shape.wrap.saturating_sub(RAGGED)
            } else {
                LONG
            };
        match end {
            Ending::Sentence if short => {
                starts += 1;
                indented_starts += indented;
            }
            Ending::Word | Ending::Open if long => {
                inner += 1;
                indented_inner += indented;
            }
            _ => {}
        }
    }
    // Headings may end with a word, too.
    let plain_inner = inner - indented_inner;
    let sure = plain_inner >= 2 && plain_inner >= 3 * (starts - indented_starts);
    starts >= 3
        && inner >= 2
        && indented_starts * 10 >= starts * 7
        && (indented_inner * 5 <= inner || sure)
}

/// Whether blank lines stand behind the ends of paragraphs and seldom inside them.
pub(super) fn blanks_mark(body: &[(usize, &Line)], endings: &[Ending], shape: &Shape) -> bool {
    if !(0.01..=0.9).contains(&shape.blank_share) {
        return false;
    }
    let (mut blank, mut good) = (0u32, 0u32);
    for (pair, end) in body.windows(2).zip(endings) {
        let [(_, a), (_, b)] = pair else { continue };
        if b.blanks > 0 {
            blank += 1;
            let inside =
                matches!(end, Ending::Word | Ending::Open) && a.width + RAGGED >= shape.wrap;
            good += u32::from(!inside);
        }
    }
    blank >= 2 && good * 10 >= blank * 7
}
