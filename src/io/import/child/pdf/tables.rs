//! Tables: boxes of ruled lines with text in them, and lines whose parts stand below each other.

use super::grid::{Grid, grids};
use super::line::{Line, join, leads_to_page, line};
use super::lines::{Fragment, rows};
use super::rules::Rule;

/// Stands for a table among the characters of a page, so that it has its place among their lines.
const MARK: char = '\u{FFFC}';

/// A table between ruled lines.
#[derive(Debug, Default)]
pub(super) struct Table {
    left: f64,
    right: f64,
    rows: Vec<Row>,
}

#[derive(Debug, Default)]
struct Row {
    cells: Vec<String>,
    /// The baseline of its first line.
    y: f64,
    size: f64,
}

/// Takes the text of ruled tables out of a page.
pub(super) fn ruled(fragments: Vec<Fragment>, rules: &[Rule]) -> (Vec<Table>, Vec<Fragment>) {
    let mut rest = fragments;
    let mut tables = Vec::new();
    let (grids, ladders) = grids(rules);
    for grid in grids {
        let (inside, outside): (Vec<_>, Vec<_>) = rest.into_iter().partition(|f| grid.holds(f));
        rest = outside;
        match Table::of(&grid, &inside) {
            Some(table) => tables.push(table),
            None => rest.extend(inside),
        }
    }
    for ladder in ladders {
        for (top, bottom) in spans(&ladder, &rest) {
            let (inside, outside): (Vec<_>, Vec<_>) =
                rest.into_iter().partition(|f| is_between(f, &top, &bottom));
            rest = outside;
            match Table::between(&top, inside.clone()) {
                Some(table) => tables.push(table),
                None => rest.extend(inside),
            }
        }
    }
    (tables, rest)
}

/// The first and the last lines of the tables that have no lines but these, from the top.
fn spans(ladder: &[Rule], fragments: &[Fragment]) -> Vec<(Rule, Rule)> {
    let mut out: Vec<(Rule, Rule)> = Vec::new();
    for pair in ladder.windows(2) {
        let [top, bottom] = pair else { continue };
        let inside = fragments
            .iter()
            .filter(|f| is_between(f, top, bottom))
            .cloned();
        let rows = rows(inside.collect());
        if stripes(&rows, top.from, top.to).is_empty() {
            continue;
        }
        match out.last_mut().filter(|(_, last)| last == top) {
            Some((_, last)) => *last = *bottom,
            None => out.push((*top, *bottom)),
        }
    }
    out
}

fn is_between(fragment: &Fragment, top: &Rule, bottom: &Rule) -> bool {
    let (x, y) = (
        fragment.x + fragment.width / 2.0,
        fragment.y + 0.3 * fragment.size,
    );
    y < top.at && y > bottom.at && x > top.from && x < top.to
}

/// The table whose mark this is.
pub(super) fn index_of(fragment: &Fragment) -> Option<usize> {
    fragment.text.strip_prefix(MARK)?.parse().ok()
}

impl Table {
    fn of(grid: &Grid, inside: &[Fragment]) -> Option<Self> {
        let cells = grid.columns();
        let mut texts: Vec<Vec<Fragment>> = vec![Vec::new(); cells * grid.rows()];
        for fragment in inside {
            if let Some(place) = grid.cell(fragment).and_then(|cell| texts.get_mut(cell)) {
                place.push(fragment.clone());
            }
        }
        let filled = texts
            .iter()
            .filter(|cell| cell.iter().any(|f| !f.is_blank()))
            .count();
        if filled < 2 {
            return None;
        }
        let rows = texts.chunks(cells).enumerate().map(|(index, row)| {
            let own = (0..cells).filter(|column| grid.begins(index, *column));
            let first = row.iter().flatten().max_by(|a, b| a.y.total_cmp(&b.y));
            Row {
                cells: own
                    .filter_map(|column| row.get(column))
                    .map(|cell| text(cell))
                    .collect(),
                y: first.map_or(grid.top(index), |f| f.y),
                size: first.map_or(1.0, |f| f.size),
            }
        });
        let rows = rows.filter(|row| row.cells.iter().any(|cell| !cell.is_empty()));
        Some(Self {
            left: grid.left(),
            right: grid.right(),
            rows: rows.collect(),
        })
    }

    /// A table that has lines above, below and under its head alone: its columns are where nothing
    /// stands.
    fn between(edge: &Rule, inside: Vec<Fragment>) -> Option<Self> {
        let rows: Vec<Vec<Fragment>> = rows(inside);
        let stripes = stripes(&rows, edge.from, edge.to);
        if stripes.is_empty() || rows.len() < 2 || is_contents(&rows) {
            return None;
        }
        let rows = rows.into_iter().map(|row| {
            let first = row.first();
            let (y, size) = first.map_or((0.0, 1.0), |f| (f.y, f.size));
            let mut cells: Vec<Vec<Fragment>> = vec![Vec::new(); stripes.len() + 1];
            for fragment in row {
                let column =
                    stripes.partition_point(|stripe| *stripe < fragment.x + fragment.width / 2.0);
                if let Some(cell) = cells.get_mut(column) {
                    cell.push(fragment);
                }
            }
            Row {
                cells: cells.iter().map(|cell| text(cell)).collect(),
                y,
                size,
            }
        });
        Some(Self {
            left: edge.from,
            right: edge.to,
            rows: merged(rows.collect()),
        })
    }

    /// What stands for the table on its page.
    pub(super) fn mark(&self, index: usize) -> Fragment {
        Fragment {
            x: self.left,
            y: self.rows.first().map_or(0.0, |row| row.y),
            width: self.right - self.left,
            size: 8.0,
            text: format!("{MARK}{index}"),
        }
    }

    /// Its rows as lines of a page of this height.
    pub(super) fn lines(self, height: f64) -> impl Iterator<Item = Line> {
        let (left, right) = (self.left, self.right);
        self.rows.into_iter().map(move |row| Line {
            text: row.cells.join("\t"),
            x: left,
            right,
            size: row.size,
            down: if height > 0.0 {
                1.0 - row.y / height
            } else {
                0.0
            },
            is_row: true,
            ..Line::default()
        })
    }
}

/// Whether most rows are entries of a table of contents.
fn is_contents(rows: &[Vec<Fragment>]) -> bool {
    let entries = rows
        .iter()
        .filter(|row| leads_to_page(&line((*row).clone(), 0.0).text));
    entries.count() * 2 > rows.len()
}

/// The text of a cell: its lines as one.
fn text(cell: &[Fragment]) -> String {
    let mut out = String::new();
    for row in rows(cell.to_vec()) {
        join(&mut out, line(row, 0.0).text.trim());
    }
    out.replace('\t', " ")
}

/// The middles of the stripes between two edges in which no row has text.
fn stripes(rows: &[Vec<Fragment>], left: f64, right: f64) -> Vec<f64> {
    /// Ems.
    const WIDE: f64 = 0.9;
    let words = || rows.iter().flatten().filter(|f| !f.is_blank());
    let mut spans: Vec<(f64, f64)> = words().map(|f| (f.x, f.right())).collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let size = words().map(|f| f.size).fold(0.0, f64::max);
    let mut out = Vec::new();
    let mut reached = f64::NEG_INFINITY;
    for (from, to) in spans {
        if reached.is_finite() && from - reached > WIDE * size && from > left && reached < right {
            out.push(f64::midpoint(from, reached));
        }
        reached = reached.max(to);
    }
    out
}

/// Rows whose first cell is empty go on with the one above: its cells have several lines.
fn merged(rows: Vec<Row>) -> Vec<Row> {
    let mut out: Vec<Row> = Vec::new();
    for row in rows {
        let goes_on = row.cells.first().is_some_and(String::is_empty);
        match out.last_mut().filter(|_| goes_on) {
            Some(above) => {
                for (cell, more) in above.cells.iter_mut().zip(&row.cells) {
                    join(cell, more);
                }
            }
            None => out.push(row),
        }
    }
    out
}

/// Makes rows of lines that follow each other and whose parts stand below each other.
pub(super) fn aligned(lines: &mut [Line]) {
    let mut from = 0;
    while from < lines.len() {
        let count = lines.get(from..).map_or(0, run);
        if let Some(table) = lines.get_mut(from..from + count) {
            table.iter_mut().for_each(make_row);
        }
        from += count.max(1);
    }
}

/// How many lines from the first on are rows of one table; 0 if it is none.
fn run(lines: &[Line]) -> usize {
    let Some(first) = lines.first().filter(|line| may_be_row(line)) else {
        return 0;
    };
    let columns = first.parts.len();
    let like = |line: &&Line| may_be_row(line) && line.parts.len() == columns;
    let mut rows: Vec<&Line> = lines.iter().take_while(like).collect();
    while rows.len() > 1 && !(0..columns).all(|column| stands_below(&rows, column)) {
        rows.pop();
    }
    let fewest = if columns > 2 { 2 } else { 3 };
    if rows.len() >= fewest { rows.len() } else { 0 }
}

/// Whether a line can be a row: it has several parts, and is no item, note or entry of a table of
/// contents, whose parts stand apart for other reasons.
fn may_be_row(line: &Line) -> bool {
    let part = |index: usize| {
        let start = line.parts.get(index).map_or(0, |part| part.start);
        let end = line
            .parts
            .get(index + 1)
            .map_or(line.text.len(), |part| part.start);
        line.text.get(start..end).unwrap_or_default().trim()
    };
    let is_number = |text: &str| text.chars().all(|c| !c.is_alphabetic());
    let two = line.parts.len() == 2;
    line.parts.len() > 1
        && !line.is_row
        && line.hangs_at.is_none()
        && !leads_to_page(&line.text)
        && !(two && (is_number(part(0)) || is_number(part(1))))
}

/// Whether the parts of a column begin, end, or have their middles below each other.
fn stands_below(rows: &[&Line], column: usize) -> bool {
    let parts = || {
        rows.iter()
            .filter_map(|line| Some((line.parts.get(column)?, line.size)))
    };
    let even = |of: fn(f64, f64) -> f64| {
        let places = || parts().map(|(part, _)| of(part.x, part.right));
        let spread =
            places().fold(f64::NEG_INFINITY, f64::max) - places().fold(f64::INFINITY, f64::min);
        let size = parts().map(|(_, size)| size).fold(0.0, f64::max);
        spread < 0.6 * size
    };
    even(|x, _| x) || even(|_, right| right) || even(f64::midpoint)
}

fn make_row(line: &mut Line) {
    let starts: Vec<usize> = line.parts.iter().skip(1).map(|part| part.start).collect();
    for start in starts.into_iter().rev() {
        let before = line
            .text
            .get(..start)
            .map_or(0, |text| text.trim_end().len());
        line.text.replace_range(before..start, "\t");
    }
    line.raised.clear();
    line.label = None;
    line.is_row = true;
}
