//! Lines as paragraphs, by their places: a line that is full goes on in the next one, unless that
//! stands in, is set in another size, or is further down than lines are.

use super::line::{Line, NoteLine, NoteMark, join, leads_to_page};
use super::notes::body_size;

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Text,
    /// The row of a table.
    Row,
    /// A note: its number, and the one that is printed.
    Note(u32, u32),
}

/// A paragraph, or what of it the places of its lines tell.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Paragraph {
    pub(super) sort: Sort,
    pub(super) text: String,
    pub(super) marks: Vec<NoteMark>,
    /// The page that it begins on, from 0.
    pub(super) page: usize,
    /// Points.
    pub(super) size: f64,
    /// How far its first line stands in, in ems.
    pub(super) indent: f64,
    /// Whether it surely does not go on from the one before.
    pub(super) begins: bool,
}

impl Paragraph {
    /// A paragraph that begins with a line.
    fn of(line: &Line, page: usize, sort: Sort) -> Self {
        Self {
            sort,
            text: line.text.clone(),
            marks: line.marks.clone(),
            page,
            size: line.size,
            indent: line.indent,
            begins: true,
        }
    }

    fn add(&mut self, line: &Line) {
        join(&mut self.text, &line.text);
        let start = self.text.len() - line.text.len();
        let marks = line.marks.iter().cloned();
        self.marks.extend(marks.map(|mark| NoteMark {
            at: start + mark.at,
            ..mark
        }));
    }
}

/// Sizes that differ by less than this part are one.
const SAME_SIZE: f64 = 0.08;
/// A line that stands in further than this, in ems, begins a paragraph.
const STANDS_IN: f64 = 0.9;
/// First lines stand in no further than this, in ems.
const FIRST_LINE: f64 = 2.3;
/// A line is nearly full when no more than this is left beyond what the next word needs, in ems.
const NEARLY_FULL: f64 = 2.0;
/// A line of this many times the text's size is a title's …
const LARGER: f64 = 1.12;
/// … whose lines are no further apart than this many usual distances.
const TITLE_STEP: f64 = 2.2;
/// A line further down than this many usual distances begins a paragraph.
const FURTHER_DOWN: f64 = 1.45;

/// The paragraphs of all pages.
pub(super) fn paragraphs(pages: &[Vec<Line>]) -> Vec<Paragraph> {
    let largest = body_size(pages) * LARGER;
    let mut out: Vec<Paragraph> = Vec::new();
    // The last paragraph of the running text; notes may stand between it and where it goes on.
    let mut running: Option<usize> = None;
    let mut note: Option<usize> = None;
    let mut before: Option<(Line, f64)> = None;
    for (page, lines) in pages.iter().enumerate() {
        let usual = usual_distance(lines);
        for (index, line) in lines.iter().enumerate() {
            let edge = right_edge(lines, line, largest);
            let edge = edge_of_block(lines, index, usual, edge);
            let above = before.as_ref();
            let seam = above.map_or(Seam::Parted, |(above, edge)| {
                if is_title(above, line, largest, usual) {
                    Seam::Joined
                } else {
                    seam(
                        above,
                        *edge,
                        line,
                        usual * (line.size * LARGER / largest).max(1.0),
                    )
                }
            });
            let (sort, open) = match line.note {
                Some(NoteLine::First(number, printed)) => (Sort::Note(number, printed), None),
                Some(NoteLine::Further) => (Sort::Text, note),
                None if line.is_row => (Sort::Row, None),
                None => (Sort::Text, running.filter(|_| seam == Seam::Joined)),
            };
            if let Some(paragraph) = open.and_then(|index| out.get_mut(index)) {
                paragraph.add(line);
            } else {
                match sort {
                    Sort::Note(..) => note = Some(out.len()),
                    Sort::Text => running = Some(out.len()),
                    Sort::Row => running = None,
                }
                out.push(Paragraph {
                    begins: seam != Seam::Open,
                    ..Paragraph::of(line, page, sort)
                });
            }
            if line.note.is_none() {
                before = Some((line.clone(), edge));
            }
        }
    }
    out
}

/// What two lines are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seam {
    /// A paragraph goes on from one to the other.
    Joined,
    /// Their places do not tell.
    Open,
    /// A paragraph begins.
    Parted,
}

/// Whether a paragraph goes on from one line to the next, whose column ends at `edge`.
fn seam(above: &Line, edge: f64, line: &Line, usual: f64) -> Seam {
    let is_row = |line: &Line| line.is_row || line.parts.len() > 1;
    let hangs = above
        .hangs_at
        .is_some_and(|at| (line.x - at).abs() < STANDS_IN / 2.0 * line.size);
    if is_row(above)
        || is_row(line)
        || line.hangs_at.is_some()
        || (above.hangs_at.is_some() && !hangs)
        || leads_to_page(&above.text)
    {
        return Seam::Parted;
    }
    let same_size = (above.size - line.size).abs() <= SAME_SIZE * above.size.max(line.size);
    let step = line.down - above.down;
    // A step up leads to the next column or page, where there is nothing to compare.
    let near = step <= 0.0 || usual <= 0.0 || step <= usual * FURTHER_DOWN;
    let needs = width_of_start(&line.text);
    let left = (edge - above.right) / above.size;
    // A block that stands in as a whole, further than a first line does.
    let in_block = line.indent > FIRST_LINE && (line.indent - above.indent).abs() < STANDS_IN / 2.0;
    let follows = hangs || line.indent < STANDS_IN || in_block;
    if !same_size || !near || !follows || left > needs + NEARLY_FULL {
        Seam::Parted
    } else if left <= needs {
        Seam::Joined
    } else {
        Seam::Open
    }
}

/// How much room the beginning of a line would have needed on the line before, in ems: as far as no
/// line may end, and a little more.
fn width_of_start(text: &str) -> f64 {
    const MORE: f64 = 0.9;
    const NO_STARTS: &str = "，。、；：？！）》」』】〉”’…—·,.;:?!)]}%";
    let mut chars = text.chars().peekable();
    let narrow = |c: &char| c.is_ascii_graphic();
    if chars.peek().is_some_and(narrow) {
        return chars.take_while(narrow).count() as f64 * 0.6 + 0.5;
    }
    let mut width = chars.next().map_or(0.0, |_| 1.0);
    while chars.next_if(|c| NO_STARTS.contains(*c)).is_some() {
        width += 1.0;
    }
    if width > 1.0 {
        // Some programs keep figures together with what stands before them.
        width += chars.take_while(narrow).count() as f64 * 0.5;
    }
    width + MORE
}

/// Whether a line goes on with the title that another one begins: both are set larger than the text
/// is, right below each other, and the title has no place in one line, or both are centred.
fn is_title(above: &Line, line: &Line, largest: f64, usual: f64) -> bool {
    let is_large = |line: &Line| line.size >= largest && line.parts.len() < 2 && !line.is_row;
    let same_size = (above.size - line.size).abs() < 0.5;
    let middle = |line: &Line| f64::midpoint(line.x, line.right);
    let centred = (middle(above) - middle(line)).abs() < 0.6 * line.size
        && (above.x - line.x).abs() > 0.6 * line.size;
    let step = line.down - above.down;
    let near = step > 0.0 && step < usual * TITLE_STEP * (line.size / largest).max(1.0);
    is_large(above) && is_large(line) && same_size && near && centred && !is_numbered(&line.text)
}

/// Whether a line begins with the number of a heading.
fn is_numbered(text: &str) -> bool {
    const NUMERALS: &str = "一二三四五六七八九十百0123456789";
    let rest = text.trim_start_matches(['第', '（', '(', ' ']);
    let words = rest.trim_start_matches(|c| NUMERALS.contains(c));
    words.len() < rest.len()
        && words.starts_with([
            '、', '.', '．', '）', ')', '章', '节', '编', '篇', '部', ' ',
        ])
}

/// The distance between lines that is most usual on a page, as a part of its height.
pub(super) fn usual_distance(lines: &[Line]) -> f64 {
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

/// Where the column that a line is in ends: as far as any of its lines reaches, or any as large as
/// it is unless it is a title's.
fn right_edge(lines: &[Line], line: &Line, largest: f64) -> f64 {
    let in_column = |other: &&Line| other.x < line.right && line.x < other.right;
    let size = |other: &&Line| {
        line.size >= largest || (other.size - line.size).abs() <= SAME_SIZE * line.size
    };
    let rights = lines
        .iter()
        .filter(in_column)
        .filter(size)
        .map(|other| other.right);
    rights.fold(line.right, f64::max)
}

/// Where the lines of a block end that stands in as a whole, as in a box; else `edge`.
fn edge_of_block(lines: &[Line], index: usize, usual: f64, edge: f64) -> f64 {
    /// A narrower one is no running text, as a part of the column.
    const NARROWEST: f64 = 0.6;
    let Some(line) = lines.get(index).filter(|line| line.indent > FIRST_LINE) else {
        return edge;
    };
    let below = |pair: &&[Line]| match pair {
        [above, below] => {
            let step = below.down - above.down;
            (above.x - below.x).abs() < STANDS_IN / 2.0 * line.size
                && (above.size - below.size).abs() <= SAME_SIZE * line.size
                && step > 0.0
                && step <= usual * FURTHER_DOWN
        }
        _ => false,
    };
    let above = lines.get(..=index).unwrap_or_default().windows(2);
    let behind = lines.get(index..).unwrap_or_default().windows(2);
    let first = above.rev().take_while(below).count();
    let last = behind.take_while(below).count();
    let block = lines.get(index - first..=index + last).unwrap_or_default();
    let end = block
        .iter()
        .map(|line| line.right)
        .fold(line.right, f64::max);
    let column = line.x - line.indent * line.size;
    if end - line.x >= NARROWEST * (edge - column) {
        end
    } else {
        edge
    }
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
    fn a_block_that_stands_in_is_as_wide_as_its_own_lines() {
        let page = vec![
            line("甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲", 0, 0.0),
            line("乙乙乙乙", 1, 0.0),
            line("丙丙丙丙丙丙丙丙丙丙", 3, 4.0),
            line("丁丁丁", 4, 4.0),
            // Too narrow for running text.
            line("戊戊戊", 7, 4.0),
            line("己己己", 8, 4.0),
        ];
        assert_eq!(
            texts(&[page])[1..],
            ["丙丙丙丙丙丙丙丙丙丙丁丁丁", "戊戊戊", "己己己"]
        );
    }

    #[test]
    fn entries_of_a_table_of_contents_do_not_go_on() {
        let page = vec![
            line("第一节......10", 0, 0.0),
            line("第二节 . . . xii", 1, 0.0),
            line("正文一直说到这一行的3.141", 2, 0.0),
            line("为止", 3, 0.0),
        ];
        let parted = [
            "第一节......10",
            "第二节 . . . xii",
            "正文一直说到这一行的3.141为止",
        ];
        assert_eq!(texts(&[page]), parted);
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
