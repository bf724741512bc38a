//! Lines as paragraphs, by their places: a line that is full goes on in the next one, unless that
//! stands in, is set in another size, or is further down than lines are.

use super::lines::{First, Line};
use crate::io::import::markdown::is_spaceless;

/// A paragraph, or what of it the places of its lines tell.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Paragraph {
    pub(super) text: String,
    /// The page that it begins on, from 0.
    pub(super) page: usize,
    /// Points.
    pub(super) size: f64,
    /// How far its first line stands in, in ems.
    pub(super) indent: f64,
}

impl Paragraph {
    /// A paragraph that begins with a line.
    fn of(line: &Line, page: usize) -> Self {
        Self {
            text: line.text.clone(),
            page,
            size: line.size,
            indent: line.indent,
        }
    }
}

/// Sizes that differ by less than this part are one.
const SAME_SIZE: f64 = 0.08;
/// A line that stands in further than this, in ems, begins a paragraph.
const STANDS_IN: f64 = 0.9;
/// First lines stand in no further than this, in ems.
const FIRST_LINE: f64 = 2.3;
/// A line further down than this many usual distances begins a paragraph.
const FURTHER_DOWN: f64 = 1.45;

/// The paragraphs of all pages.
pub(super) fn paragraphs(pages: &[Vec<Line>]) -> Vec<Paragraph> {
    let mut out: Vec<Paragraph> = Vec::new();
    // The last paragraph of the running text; notes may stand between it and where it goes on.
    let mut running: Option<usize> = None;
    let mut before: Option<(Line, f64)> = None;
    for (page, lines) in pages.iter().enumerate() {
        let usual = usual_distance(lines);
        for line in lines {
            if let Some(first) = line.note {
                match out.last_mut().filter(|_| first == First::No) {
                    Some(note) => join(&mut note.text, &line.text),
                    None => out.push(Paragraph {
                        indent: 0.0,
                        ..Paragraph::of(line, page)
                    }),
                }
                continue;
            }
            let edge = right_edge(lines, line);
            let goes_on = before
                .as_ref()
                .is_some_and(|(above, edge)| goes_on(above, *edge, line, usual));
            let open = running.filter(|_| goes_on);
            if let Some(paragraph) = open.and_then(|index| out.get_mut(index)) {
                join(&mut paragraph.text, &line.text);
            } else {
                running = Some(out.len());
                out.push(Paragraph::of(line, page));
            }
            before = Some((line.clone(), edge));
        }
    }
    out
}

/// Whether a paragraph goes on from one line to the next, whose column ends at `edge`.
fn goes_on(above: &Line, edge: f64, line: &Line, usual: f64) -> bool {
    let same_size = (above.size - line.size).abs() <= SAME_SIZE * above.size.max(line.size);
    let step = line.down - above.down;
    // A step up leads to the next column or page, where there is nothing to compare.
    let near = step <= 0.0 || usual <= 0.0 || step <= usual * FURTHER_DOWN;
    let next_word = line.text.chars().take_while(char::is_ascii_graphic).count();
    let needs = if next_word > 0 {
        next_word as f64 * 0.6 + 0.5
    } else {
        1.9
    };
    let full = above.right + needs * above.size >= edge;
    // A block that stands in as a whole, further than a first line does.
    let in_block = line.indent > FIRST_LINE && (line.indent - above.indent).abs() < STANDS_IN / 2.0;
    let hangs = above
        .hangs_at
        .is_some_and(|at| (line.x - at).abs() < STANDS_IN / 2.0 * line.size);
    let is_row = |line: &Line| line.gaps >= 1;
    if is_row(above)
        || is_row(line)
        || line.hangs_at.is_some()
        || (above.hangs_at.is_some() && !hangs)
    {
        return false;
    }
    same_size && near && full && (hangs || line.indent < STANDS_IN || in_block)
}

/// The distance between lines that is most usual on a page, as a part of its height.
fn usual_distance(lines: &[Line]) -> f64 {
    let mut steps: Vec<f64> = lines
        .windows(2)
        .filter_map(|pair| match pair {
            [above, below] => Some(below.down - above.down),
            _ => None,
        })
        .filter(|step| *step > 0.0)
        .collect();
    steps.sort_by(f64::total_cmp);
    steps.get(steps.len() / 3).copied().unwrap_or(0.0)
}

/// Where the column that a line is in ends: as far as any of its lines reaches.
fn right_edge(lines: &[Line], line: &Line) -> f64 {
    let in_column = |other: &&Line| other.x < line.right && line.x < other.right;
    let size = |other: &&Line| (other.size - line.size).abs() <= SAME_SIZE * line.size;
    let rights = lines
        .iter()
        .filter(in_column)
        .filter(size)
        .map(|other| other.right);
    rights.fold(line.right, f64::max)
}

/// Adds a line to a paragraph. Words that a hyphen parts at the line's end stay parted by it, since
/// it may be their own.
fn join(text: &mut String, line: &str) {
    let before = text.chars().next_back();
    let after = line.chars().next();
    let close = match (before, after) {
        (Some(b), Some(a)) => is_spaceless(b) || is_spaceless(a) || b == '-',
        _ => true,
    };
    if !close {
        text.push(' ');
    }
    text.push_str(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, row: u32, indent: f64) -> Line {
        let x = 100.0 + indent * 10.0;
        let right = x + text.chars().count() as f64 * 10.0;
        let down = 0.1 + f64::from(row) * 0.02;
        Line {
            text: text.to_owned(),
            x,
            right,
            size: 10.0,
            down,
            indent,
            ..Line::default()
        }
    }

    fn texts(pages: &[Vec<Line>]) -> Vec<String> {
        paragraphs(pages).into_iter().map(|p| p.text).collect()
    }

    #[test]
    fn full_lines_go_on_also_over_a_page() {
        let first = vec![
            line("甲甲甲甲甲甲", 0, 2.0),
            line("乙乙乙乙乙乙乙乙", 1, 0.0),
        ];
        let second = vec![
            line("丙丙", 0, 0.0),
            line("丁丁丁丁丁丁", 1, 2.0),
            line("戊", 2, 0.0),
        ];
        assert_eq!(
            texts(&[first, second]),
            ["甲甲甲甲甲甲乙乙乙乙乙乙乙乙丙丙", "丁丁丁丁丁丁戊"]
        );
    }

    #[test]
    fn short_lines_gaps_and_sizes_part() {
        let mut title = line("题题题题题题题题", 0, 0.0);
        title.size = 16.0;
        let page = vec![
            title,
            line("甲甲甲甲甲甲甲甲", 1, 0.0),
            line("乙乙", 2, 0.0),
            line("丙丙丙丙丙丙丙丙", 3, 0.0),
            line("丁丁丁丁丁丁丁丁", 6, 0.0),
        ];
        assert_eq!(texts(&[page]).len(), 4);
    }

    #[test]
    fn words_keep_their_spaces() {
        let mut text = "GDP".to_owned();
        join(&mut text, "growth");
        join(&mut text, "增长");
        join(&mut text, "well-");
        join(&mut text, "known");
        assert_eq!(text, "GDP growth增长well-known");
    }
}
