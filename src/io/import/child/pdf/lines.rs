//! The lines of a page in the order in which they are read, from pieces of text with their places.

use super::thread::unthreaded;
use crate::io::import::markdown::is_spaceless;
use std::cmp::Ordering;
use std::ops::Range;

/// A piece of text. All lengths are points (1/72 inch).
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fragment {
    pub(super) x: f64,
    /// Of the baseline, upwards.
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) size: f64,
    pub(super) text: String,
}

/// The page as it is seen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sheet {
    pub(super) left: f64,
    pub(super) bottom: f64,
    /// Before it is turned.
    pub(super) width: f64,
    pub(super) height: f64,
    /// Degrees clockwise.
    pub(super) turn: i32,
}

/// A line, or the part of one that is in a column.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) x: f64,
    pub(super) right: f64,
    pub(super) size: f64,
    /// How far down the page, from 0 at the top to 1.
    pub(super) down: f64,
    /// How far it stands in from the left edge of its column, in its own ems.
    pub(super) indent: f64,
    /// Where in the text there are small raised numbers, in bytes.
    pub(super) raised: Vec<Range<usize>>,
    /// The number that the line begins with and that stands apart from the rest, in bytes.
    pub(super) label: Option<usize>,
    /// Where its text begins behind a bullet or a number with a point: its other lines begin there.
    pub(super) hangs_at: Option<f64>,
    /// How many wide gaps are in it: a row of a table has some.
    pub(super) gaps: usize,
    /// Whether it is of a note at the foot of the page, and whether it is that note's first.
    pub(super) note: Option<First>,
}

/// Whether a line is the first of its note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum First {
    Yes,
    No,
}

/// A raised number is smaller than this part of its line's size …
const RAISED_SIZE: f64 = 0.8;
/// … and stands higher by at least this part.
const RAISED_BY: f64 = 0.12;
/// A number before a wider gap than this, in ems, stands apart.
const APART: f64 = 0.1;
/// A number with a point before a wider gap than this, in ems, is that of an item.
const LABEL_GAP: f64 = 0.3;
/// Signs before the items of a list.
pub(super) const BULLETS: [&str; 12] = [
    "•", "◦", "▪", "▫", "‣", "●", "○", "■", "□", "◆", "➢", "\u{f0b7}",
];
/// Between the cells of a row there is more than this, in ems.
const CELL_GAP: f64 = 1.2;
/// A gap that parts columns is at least this wide, in ems.
const GUTTER: f64 = 1.0;

/// The lines of a page, the left column before the right.
pub(super) fn in_order(fragments: Vec<Fragment>, sheet: Sheet) -> Vec<Line> {
    let upright = fragments
        .into_iter()
        .map(|fragment| turned(fragment, sheet));
    let real = upright.filter(|f| {
        !f.text.is_empty() && f.x.is_finite() && f.y.is_finite() && f.width.is_finite()
    });
    let (width, height) = match sheet.turn.rem_euclid(360) {
        90 | 270 => (sheet.height, sheet.width),
        _ => (sheet.width, sheet.height),
    };
    let rows = rows(real.collect());
    let gutter = gutter(&rows, width);
    let mut out = Vec::new();
    let mut band: Vec<(Vec<Fragment>, Vec<Fragment>)> = Vec::new();
    for row in rows {
        match gutter {
            Some(middle) if !crosses(&row, middle) => {
                band.push(row.into_iter().partition(|f| f.x < middle));
            }
            _ => {
                give_band(&mut band, height, &mut out);
                out.push(line(row, height));
            }
        }
    }
    give_band(&mut band, height, &mut out);
    set_indents(&mut out, gutter);
    out
}

/// A fragment's place on the page as it is seen.
fn turned(fragment: Fragment, sheet: Sheet) -> Fragment {
    let (x, y) = (fragment.x - sheet.left, fragment.y - sheet.bottom);
    let (x, y) = match sheet.turn.rem_euclid(360) {
        90 => (y, sheet.width - x),
        180 => (sheet.width - x, sheet.height - y),
        270 => (sheet.height - y, x),
        _ => (x, y),
    };
    Fragment { x, y, ..fragment }
}

/// Fragments by their baselines, from the top; within a row from the left.
fn rows(mut fragments: Vec<Fragment>) -> Vec<Vec<Fragment>> {
    fragments.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut rows: Vec<Vec<Fragment>> = Vec::new();
    for fragment in fragments {
        // Raised marks of notes stand on their word's row.
        let same = rows
            .last()
            .and_then(|row| row.first())
            .is_some_and(|first| {
                (first.y - fragment.y).abs() < 0.5 * first.size.min(fragment.size).max(4.0)
            });
        match rows.last_mut().filter(|_| same) {
            Some(row) => row.push(fragment),
            None => rows.push(vec![fragment]),
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.x.total_cmp(&b.x));
    }
    let rows = join_raised(rows).into_iter().map(unthreaded);
    rows.filter(|row| !row.is_empty()).collect()
}

/// A row of nothing but small pieces a little above the next row belongs to that one.
fn join_raised(rows: Vec<Vec<Fragment>>) -> Vec<Vec<Fragment>> {
    let mut out: Vec<Vec<Fragment>> = Vec::new();
    for mut row in rows {
        let raised = out.last().is_some_and(|above| {
            let (Some(small), Some(base)) = (above.first(), row.first()) else {
                return false;
            };
            let largest = above.iter().map(|f| f.size).fold(0.0, f64::max);
            largest < 0.75 * base.size
                && small.y - base.y < 0.7 * base.size
                && above.iter().all(|f| f.text.trim().chars().count() <= 5)
        });
        if raised && let Some(above) = out.pop() {
            row.extend(above);
            row.sort_by(|a, b| a.x.total_cmp(&b.x));
        }
        out.push(row);
    }
    out
}

/// The middle of the blank stripe between two columns, if the page has two: most rows have text on
/// both sides of it and next to none runs across.
fn gutter(rows: &[Vec<Fragment>], width: f64) -> Option<f64> {
    const FEWEST_ROWS: usize = 6;
    const STEPS: u32 = 40;
    if rows.len() < FEWEST_ROWS {
        return None;
    }
    let score = |middle: f64| {
        let clear: Vec<_> = rows.iter().filter(|row| !crosses(row, middle)).collect();
        let both = clear
            .iter()
            .filter(|row| row.iter().any(|f| f.x < middle) && row.iter().any(|f| f.x > middle));
        (both.count(), clear.len())
    };
    let candidates =
        (0..=STEPS).map(|step| width * (0.35 + 0.3 * f64::from(step) / f64::from(STEPS)));
    let scored: Vec<(f64, usize)> = candidates
        .filter_map(|middle| {
            let (both, clear) = score(middle);
            (both >= FEWEST_ROWS && both * 2 >= rows.len() && clear * 10 >= rows.len() * 6)
                .then_some((middle, both))
        })
        .collect();
    let most = scored.iter().map(|(_, both)| *both).max()?;
    let best: Vec<f64> = scored
        .iter()
        .filter(|(_, both)| *both == most)
        .map(|(m, _)| *m)
        .collect();
    best.get(best.len() / 2).copied()
}

/// Whether a row has text in the stripe around `middle`.
fn crosses(row: &[Fragment], middle: f64) -> bool {
    row.iter().any(|f| {
        let half = f.size * GUTTER / 2.0;
        f.x < middle + half
            && f.x + f.width > middle - half
            && !(f.x >= middle && f.x - middle < half)
            && !(f.x + f.width <= middle && middle - (f.x + f.width) < half)
    })
}

fn give_band(band: &mut Vec<(Vec<Fragment>, Vec<Fragment>)>, height: f64, out: &mut Vec<Line>) {
    let (left, right): (Vec<_>, Vec<_>) = std::mem::take(band).into_iter().unzip();
    let rows = left.into_iter().chain(right).filter(|row| !row.is_empty());
    out.extend(rows.map(|row| line(row, height)));
}

fn line(row: Vec<Fragment>, height: f64) -> Line {
    let x = row.first().map_or(0.0, |f| f.x);
    let main = row
        .iter()
        .max_by(|a, b| a.text.len().cmp(&b.text.len()).then(Ordering::Equal));
    let (y, size) = main.map_or((0.0, 1.0), |f| (f.y, f.size));
    let mut line = Line {
        x,
        right: x,
        size,
        down: if height > 0.0 { 1.0 - y / height } else { 0.0 },
        ..Line::default()
    };
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    for fragment in row {
        let gap = (fragment.x - line.right) / fragment.size.max(1.0);
        let is_raised = fragment.size < RAISED_SIZE * size
            && fragment.y > y + RAISED_BY * size
            && digits(fragment.text.trim());
        let is_words = fragment
            .text
            .starts_with(|c: char| !c.is_ascii_digit() && is_spaceless(c));
        if digits(&line.text) && (gap > APART || is_words) {
            line.label = Some(line.text.len());
        }
        line.gaps += usize::from(gap > CELL_GAP && !line.text.is_empty());
        let is_ordinal = line.text.strip_suffix('.').is_some_and(digits) && gap > LABEL_GAP;
        if (needs_space(&line.text, &fragment.text, gap) || is_ordinal) && !is_raised {
            line.text.push(' ');
        }
        let is_item = is_ordinal || BULLETS.contains(&line.text.trim());
        let start = line.text.len();
        line.text.push_str(fragment.text.trim_matches(['\n', '\r']));
        line.right = fragment.x + fragment.width;
        if is_raised {
            line.add_raised(start);
        }
        if is_item {
            line.hangs_at = Some(fragment.x);
        }
    }
    line.text.truncate(line.text.trim_end().len());
    line
}

impl Line {
    /// Says that the text from `start` on is a raised number, or goes on with one.
    fn add_raised(&mut self, start: usize) {
        let end = self.text.len();
        match self.raised.last_mut().filter(|last| last.end == start) {
            Some(last) => last.end = end,
            None => self.raised.push(start..end),
        }
    }
}

/// Whether a gap, in ems, is a space: between letters a small one is, between characters that fill
/// their em only one that is as wide as they are.
fn needs_space(before: &str, after: &str, gap: f64) -> bool {
    let (Some(b), Some(a)) = (before.chars().next_back(), after.chars().next()) else {
        return false;
    };
    if b.is_whitespace() || a.is_whitespace() {
        return false;
    }
    let narrow = |c: char| c.is_ascii_alphanumeric();
    gap > if narrow(b) && narrow(a) { 0.15 } else { 0.8 }
}

/// How far lines stand in, measured from the leftmost edge of their column that several share.
fn set_indents(lines: &mut [Line], gutter: Option<f64>) {
    let column = |line: &Line| usize::from(gutter.is_some_and(|middle| line.x > middle));
    for side in 0..2 {
        let mut edges: Vec<f64> = lines
            .iter()
            .filter(|l| column(l) == side)
            .map(|l| l.x)
            .collect();
        edges.sort_by(f64::total_cmp);
        let shared = |edge: &&f64| {
            edges.iter().filter(|x| (**x - **edge).abs() < 3.0).count() * 5 >= edges.len()
        };
        let edge = edges.iter().find(shared).or(edges.first()).copied();
        for line in lines.iter_mut().filter(|l| column(l) == side) {
            line.indent = edge.map_or(0.0, |edge| ((line.x - edge) / line.size).max(0.0));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: Sheet = Sheet {
        left: 0.0,
        bottom: 0.0,
        width: 600.0,
        height: 800.0,
        turn: 0,
    };

    fn fragment(x: f64, y: f64, text: &str) -> Fragment {
        let width = text
            .chars()
            .map(|c| if c.is_ascii() { 5.0 } else { 10.0 })
            .sum();
        Fragment {
            x,
            y,
            width,
            size: 10.0,
            text: text.to_owned(),
        }
    }

    fn texts(fragments: Vec<Fragment>, sheet: Sheet) -> Vec<String> {
        in_order(fragments, sheet)
            .into_iter()
            .map(|l| l.text)
            .collect()
    }

    #[test]
    fn rows_from_the_top_words_from_the_left() {
        let fragments = vec![
            fragment(100.0, 700.0, "质"),
            fragment(90.0, 700.5, "新"),
            fragment(90.0, 650.0, "GDP"),
            fragment(107.0, 650.0, "growth"),
            fragment(160.0, 650.0, "表"),
            fragment(90.0, 685.0, "发展"),
        ];
        assert_eq!(texts(fragments, SHEET), ["新质", "发展", "GDP growth 表"]);
    }

    #[test]
    fn a_raised_mark_stays_at_its_word() {
        let mut mark = fragment(100.0, 704.0, "①");
        mark.size = 6.0;
        let fragments = vec![
            fragment(90.0, 700.0, "新"),
            mark,
            fragment(106.0, 700.0, "质"),
        ];
        assert_eq!(texts(fragments, SHEET), ["新①质"]);
    }

    #[test]
    fn two_columns_are_read_one_after_the_other() {
        let mut fragments = vec![fragment(200.0, 780.0, "横贯两栏的题目在此处排印出来")];
        for row in 0..8 {
            let y = 740.0 - f64::from(row) * 15.0;
            fragments.push(fragment(
                320.0,
                y,
                &format!("右{row}的文字一直排到行末才换行的"),
            ));
            fragments.push(fragment(
                60.0,
                y,
                &format!("左{row}的文字一直排到行末才换行的"),
            ));
        }
        let texts = texts(fragments, SHEET);
        assert!(texts[0].starts_with("横贯"));
        let order: String = texts[1..].iter().filter_map(|t| t.chars().next()).collect();
        assert_eq!(order, "左".repeat(8) + &"右".repeat(8));
    }

    #[test]
    fn a_turned_page_is_read_as_it_is_seen() {
        // Drawn upwards on a page that is shown turned clockwise.
        let fragments = vec![fragment(100.0, 50.0, "上"), fragment(120.0, 50.0, "下")];
        let sheet = Sheet { turn: 90, ..SHEET };
        assert_eq!(texts(fragments, sheet), ["上", "下"]);
        let fragments = vec![fragment(100.0, 50.0, "下"), fragment(120.0, 50.0, "上")];
        let sheet = Sheet { turn: 270, ..SHEET };
        assert_eq!(texts(fragments, sheet), ["上", "下"]);
    }

    #[test]
    fn first_lines_stand_in() {
        let fragments = vec![
            fragment(80.0, 700.0, "首行缩进"),
            fragment(60.0, 685.0, "次行"),
            fragment(60.0, 670.0, "三行"),
        ];
        let indents: Vec<f64> = in_order(fragments, SHEET)
            .iter()
            .map(|l| l.indent)
            .collect();
        assert_eq!(indents, [2.0, 0.0, 0.0]);
    }
}
