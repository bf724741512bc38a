//! Boxes of ruled lines.

use super::lines::Fragment;
use super::rules::Rule;

/// Lines that are nearer than this, in points, are one, or touch.
const NEAR: f64 = 2.5;
/// The most cells.
const MOST_CELLS: usize = 20_000;

/// Ruled lines that hang together, and the cells between them. Rows are counted from the top.
#[derive(Debug)]
pub(super) struct Grid {
    /// The places of lines across, from the top.
    across: Vec<f64>,
    /// The places of lines down, from the left.
    down: Vec<f64>,
    rules: Vec<Rule>,
}

/// The boxes that a page's ruled lines make, and the lines across that touch no other.
pub(super) fn grids(rules: &[Rule]) -> (Vec<Grid>, Vec<Vec<Rule>>) {
    /// More lines than this are a drawing.
    const MOST: usize = 4000;
    if rules.len() > MOST {
        return (Vec::new(), Vec::new());
    }
    let mut group: Vec<usize> = (0..rules.len()).collect();
    for (index, rule) in rules.iter().enumerate() {
        for (other, before) in rules.iter().enumerate().take(index) {
            if touch(rule, before) {
                let (from, to) = (root(&group, index), root(&group, other));
                if let Some(place) = group.get_mut(from) {
                    *place = to;
                }
            }
        }
    }
    let mut by_root: std::collections::BTreeMap<usize, Vec<Rule>> =
        std::collections::BTreeMap::new();
    for (index, rule) in rules.iter().enumerate() {
        by_root.entry(root(&group, index)).or_default().push(*rule);
    }
    let (alone, boxes): (Vec<_>, Vec<_>) = by_root
        .into_values()
        .partition(|rules| rules.iter().all(|rule| rule.across));
    let grids = boxes.into_iter().filter_map(Grid::of).collect();
    (grids, ladders(alone.concat()))
}

fn root(group: &[usize], index: usize) -> usize {
    let mut at = index;
    while let Some(next) = group.get(at).filter(|next| **next != at) {
        at = *next;
    }
    at
}

/// Whether two lines cross, meet, or go on in each other.
fn touch(a: &Rule, b: &Rule) -> bool {
    if a.across == b.across {
        return (a.at - b.at).abs() < NEAR && a.from < b.to + NEAR && b.from < a.to + NEAR;
    }
    let meets = |at: f64, of: &Rule| at > of.from - NEAR && at < of.to + NEAR;
    meets(a.at, b) && meets(b.at, a)
}

/// Groups of lines across that touch no other, and are as long as each other: from the top, two
/// after the other may have a part of a table between them.
fn ladders(alone: Vec<Rule>) -> Vec<Vec<Rule>> {
    const SAME: f64 = 2.0;
    let mut out: Vec<Vec<Rule>> = Vec::new();
    for rule in alone {
        let like = |ladder: &&mut Vec<Rule>| {
            let first = ladder.first();
            first.is_some_and(|first| {
                (first.from - rule.from).abs() < SAME && (first.to - rule.to).abs() < SAME
            })
        };
        match out.iter_mut().find(like) {
            Some(ladder) => ladder.push(rule),
            None => out.push(vec![rule]),
        }
    }
    for ladder in &mut out {
        ladder.sort_by(|a, b| b.at.total_cmp(&a.at));
        ladder.dedup_by(|b, a| a.at - b.at < NEAR);
    }
    out.retain(|ladder| ladder.len() > 1);
    out
}

/// Places without those that are as good as the one before.
fn distinct(mut places: Vec<f64>) -> Vec<f64> {
    places.sort_by(f64::total_cmp);
    places.dedup_by(|b, a| *b - *a < NEAR);
    places
}

impl Grid {
    fn of(rules: Vec<Rule>) -> Option<Self> {
        let places = |across: bool| rules.iter().filter(move |rule| rule.across == across);
        let mut across = distinct(places(true).map(|rule| rule.at).collect());
        across.reverse();
        // Some tables have no lines at their sides.
        let ends = places(true).flat_map(|rule| [rule.from, rule.to]);
        let outer = [
            ends.clone().fold(f64::INFINITY, f64::min),
            ends.fold(f64::NEG_INFINITY, f64::max),
        ];
        let sides = outer.into_iter().filter(|end| end.is_finite());
        let down = distinct(places(false).map(|rule| rule.at).chain(sides).collect());
        let cells = across.len().saturating_sub(1) * down.len().saturating_sub(1);
        (cells > 1 && cells <= MOST_CELLS).then_some(Self {
            across,
            down,
            rules,
        })
    }

    pub(super) fn rows(&self) -> usize {
        self.across.len() - 1
    }

    pub(super) fn columns(&self) -> usize {
        self.down.len() - 1
    }

    pub(super) fn left(&self) -> f64 {
        self.down.first().copied().unwrap_or(0.0)
    }

    pub(super) fn right(&self) -> f64 {
        self.down.last().copied().unwrap_or(0.0)
    }

    /// The upper edge of a row.
    pub(super) fn top(&self, row: usize) -> f64 {
        self.across.get(row).copied().unwrap_or(0.0)
    }

    /// Whether a character is in the box.
    pub(super) fn holds(&self, fragment: &Fragment) -> bool {
        self.place(fragment).is_some()
    }

    /// The row and the column that a character is in.
    fn place(&self, fragment: &Fragment) -> Option<(usize, usize)> {
        let (x, y) = (
            fragment.x + fragment.width / 2.0,
            fragment.y + 0.3 * fragment.size,
        );
        let row = self.across.partition_point(|at| *at > y).checked_sub(1)?;
        let column = self.down.partition_point(|at| *at < x).checked_sub(1)?;
        (row < self.rows() && column < self.columns()).then_some((row, column))
    }

    /// The cell that a character is in, row by row: of cells that are joined the first.
    pub(super) fn cell(&self, fragment: &Fragment) -> Option<usize> {
        let (mut row, mut column) = self.place(fragment)?;
        while column > 0 && !self.begins(row, column) {
            column -= 1;
        }
        while row > 0 && !self.is_ruled_above(row, column) {
            row -= 1;
        }
        Some(row * self.columns() + column)
    }

    /// Whether a cell is parted from the one before it.
    pub(super) fn begins(&self, row: usize, column: usize) -> bool {
        let (Some(at), Some(top), Some(bottom)) = (
            self.down.get(column),
            self.across.get(row),
            self.across.get(row + 1),
        ) else {
            return true;
        };
        column == 0 || self.is_ruled(false, *at, f64::midpoint(*top, *bottom))
    }

    fn is_ruled_above(&self, row: usize, column: usize) -> bool {
        let (Some(at), Some(left), Some(right)) = (
            self.across.get(row),
            self.down.get(column),
            self.down.get(column + 1),
        ) else {
            return true;
        };
        self.is_ruled(true, *at, f64::midpoint(*left, *right))
    }

    /// Whether a line at a place passes another on its axis.
    fn is_ruled(&self, across: bool, at: f64, past: f64) -> bool {
        self.rules.iter().any(|rule| {
            rule.across == across
                && (rule.at - at).abs() < NEAR
                && rule.from < past
                && rule.to > past
        })
    }
}
