//! Whether a page is set in two columns, and where they part.

use super::lines::Fragment;

/// A gap that parts columns is at least this wide, in ems.
const GUTTER: f64 = 1.0;
/// The dots of a leader stand nearer to each other than this, in ems.
const LEADER_GAP: f64 = 1.0;
/// A title ends nearer to its leader than this, in ems.
const TITLE_GAP: f64 = 3.0;
/// Fewer lines make no column.
const FEWEST_ROWS: usize = 4;

/// The middle of the blank stripe between two columns, if the page has two: next to no row runs
/// across it, and on both sides are rows that fill a column. `known` is that of the page before:
/// where it fits, less is asked of this one, which may be the last of an article.
pub(super) fn gutter(rows: &[Vec<Fragment>], width: f64, known: Option<f64>) -> Option<f64> {
    const STEPS: u32 = 40;
    if let Some(middle) = known.filter(|middle| Sides::of(rows, *middle).may_be_columns()) {
        return Some(middle);
    }
    let candidates =
        (0..=STEPS).map(|step| width * (0.35 + 0.3 * f64::from(step) / f64::from(STEPS)));
    let scored: Vec<(f64, usize)> = candidates
        .filter_map(|middle| {
            let sides = Sides::of(rows, middle);
            sides.are_columns().then_some((middle, sides.clear()))
        })
        .collect();
    let most = scored.iter().map(|(_, clear)| *clear).max()?;
    let best: Vec<f64> = scored
        .iter()
        .filter(|(_, clear)| *clear == most)
        .map(|(middle, _)| *middle)
        .collect();
    best.get(best.len() / 2).copied()
}

/// What stands on both sides of a place.
struct Sides {
    /// From where to where the rows on the left reach, from the top.
    left: Vec<Part>,
    right: Vec<Part>,
    /// How many rows run across.
    across: usize,
    size: f64,
}

/// The part of a row on one side.
struct Part {
    x: f64,
    right: f64,
    y: f64,
}

impl Sides {
    fn of(rows: &[Vec<Fragment>], middle: f64) -> Self {
        let mut sides = Self {
            left: Vec::new(),
            right: Vec::new(),
            across: 0,
            size: 0.0,
        };
        let mut heights: Vec<f64> = Vec::new();
        for row in rows {
            if crosses(row, middle) {
                sides.across += 1;
                continue;
            }
            let words = || row.iter().filter(|f| !f.is_blank());
            heights.extend(words().next().map(|f| f.size));
            sides.left.extend(part(words().filter(|f| f.x < middle)));
            sides.right.extend(part(words().filter(|f| f.x >= middle)));
        }
        heights.sort_by(f64::total_cmp);
        sides.size = heights.get(heights.len() / 2).copied().unwrap_or(1.0);
        sides
    }

    fn clear(&self) -> usize {
        self.left.len() + self.right.len()
    }

    /// Whether both sides look like columns of text that stand side by side: their lines are full,
    /// where the cells of a table are not.
    fn are_columns(&self) -> bool {
        let near = 3.0 * self.size;
        let end = |parts: &[Part]| parts.iter().map(|p| p.right).fold(0.0, f64::max);
        let is_full = |parts: &[Part]| {
            let end = end(parts);
            let full = parts.iter().filter(|part| part.right > end - near).count();
            parts.len() >= FEWEST_ROWS && full * 2 >= parts.len()
        };
        let wide = |parts: &[Part]| {
            let start = parts.iter().map(|p| p.x).fold(f64::INFINITY, f64::min);
            end(parts) - start > 8.0 * self.size
        };
        let span = |parts: &[Part]| {
            let ys = || parts.iter().map(|part| part.y);
            (ys().fold(f64::INFINITY, f64::min), ys().fold(0.0, f64::max))
        };
        let (left, right) = (span(&self.left), span(&self.right));
        let beside = left.1.min(right.1) - left.0.max(right.0);
        is_full(&self.left)
            && is_full(&self.right)
            && wide(&self.left)
            && wide(&self.right)
            && beside > 3.0 * self.size
            && self.across * 3 <= self.clear()
    }

    /// Whether nothing speaks against columns that the page before had.
    fn may_be_columns(&self) -> bool {
        self.across * 3 <= self.clear() && self.left.len() >= FEWEST_ROWS
    }
}

fn part<'a>(words: impl Iterator<Item = &'a Fragment>) -> Option<Part> {
    words.fold(None, |part: Option<Part>, word| {
        Some(Part {
            x: part.as_ref().map_or(word.x, |part| part.x.min(word.x)),
            right: part
                .as_ref()
                .map_or(word.right(), |part| part.right.max(word.right())),
            y: word.y,
        })
    })
}

/// Whether a row has text in the stripe around `middle`, or dots that lead over it.
pub(super) fn crosses(row: &[Fragment], middle: f64) -> bool {
    let words: Vec<&Fragment> = row.iter().filter(|f| !f.is_blank()).collect();
    let leads = words.windows(3).any(|three| match three {
        // Dots near each other, and what stands before the first of them.
        [before, dot, next] => {
            let near = next.x - dot.right() < dot.size * LEADER_GAP
                && dot.x - before.right() < dot.size * TITLE_GAP;
            let over = before.x < middle && next.right() > middle;
            near && over && is_leader(&dot.text) && is_leader(&next.text)
        }
        _ => false,
    });
    leads
        || words.iter().any(|f| {
            let half = f.size * GUTTER / 2.0;
            f.x < middle + half
                && f.right() > middle - half
                && !(f.x >= middle && f.x - middle < half)
                && !(f.right() <= middle && middle - f.right() < half)
        })
}

/// Whether a text is nothing but dots, as they lead from a title to its page.
fn is_leader(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_dot)
}

/// Whether a character is of the dots that lead from a title to its page.
pub(super) fn is_dot(c: char) -> bool {
    matches!(c, '.' | '·' | '…' | '．' | '‥' | '⋯')
}
