//! The lines of a page in the order in which they are read, from characters with their places.

use super::columns::{crosses, gutter};
use super::draw::Marks;
use super::line::{Line, line};
use super::rules::Rule;
use super::tables::{self, Table};

/// A piece of text, mostly a character. All lengths are points (1/72 inch).
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fragment {
    pub(super) x: f64,
    /// Of the baseline, upwards.
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) size: f64,
    pub(super) text: String,
}

impl Fragment {
    pub(super) fn right(&self) -> f64 {
        self.x + self.width
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }
}

/// The page as it is drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sheet {
    pub(super) left: f64,
    pub(super) bottom: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// The lines of a page, the left column before the right. Lines that run in another direction than
/// most follow those. `gutter` is where the columns of the page before part; it is that of this one
/// then.
pub(super) fn in_order(marks: &Marks, sheet: Sheet, gutter: &mut Option<f64>) -> Vec<Line> {
    let mut quarters: Vec<u8> = (0..4).collect();
    let count = |quarter: &u8| {
        marks
            .characters
            .iter()
            .filter(|c| c.quarter == *quarter)
            .count()
    };
    quarters.sort_by_cached_key(|quarter| std::cmp::Reverse(count(quarter)));
    let mut out = Vec::new();
    for quarter in quarters {
        let running = marks.characters.iter().filter(|c| c.quarter == quarter);
        let turned: Vec<Fragment> = running
            .map(|c| {
                let (x, y) = sheet.turned((c.fragment.x, c.fragment.y), quarter);
                Fragment {
                    x,
                    y,
                    ..c.fragment.clone()
                }
            })
            .collect();
        if turned.is_empty() {
            break;
        }
        let rules = marks.rules.iter().filter_map(|rule| {
            let [from, to] = rule.ends().map(|end| sheet.turned(end, quarter));
            Rule::between(from, to)
        });
        let rules: Vec<Rule> = rules.collect();
        let size = match quarter {
            1 | 3 => (sheet.height, sheet.width),
            _ => (sheet.width, sheet.height),
        };
        out.extend(of_direction(turned, &rules, size, gutter));
    }
    out
}

impl Sheet {
    /// Where a place is when the page is held so that lines of this direction run to the right.
    fn turned(&self, (x, y): (f64, f64), quarter: u8) -> (f64, f64) {
        let (x, y) = (x - self.left, y - self.bottom);
        match quarter {
            1 => (y, self.width - x),
            2 => (self.width - x, self.height - y),
            3 => (self.height - y, x),
            _ => (x, y),
        }
    }
}

/// The lines of one direction, on a page of this width and height.
fn of_direction(
    fragments: Vec<Fragment>,
    rules: &[Rule],
    (width, height): (f64, f64),
    known: &mut Option<f64>,
) -> Vec<Line> {
    let (tables, fragments) = tables::ruled(fragments, rules);
    let marks = tables
        .iter()
        .enumerate()
        .map(|(index, table)| table.mark(index));
    let rows = rows(fragments.into_iter().chain(marks).collect());
    let gutter = gutter(&rows, width, *known);
    *known = gutter;
    let mut page = Page {
        tables,
        height,
        lines: Vec::new(),
    };
    let mut band: Vec<(Vec<Fragment>, Vec<Fragment>)> = Vec::new();
    for row in rows {
        match gutter {
            Some(middle) if !crosses(&row, middle) => {
                band.push(row.into_iter().partition(|f| f.x < middle));
            }
            _ => {
                page.give_band(&mut band);
                page.give(row);
            }
        }
    }
    page.give_band(&mut band);
    let mut lines = page.lines;
    set_indents(&mut lines, gutter);
    tables::aligned(&mut lines);
    lines
}

struct Page {
    tables: Vec<Table>,
    height: f64,
    lines: Vec<Line>,
}

impl Page {
    fn give_band(&mut self, band: &mut Vec<(Vec<Fragment>, Vec<Fragment>)>) {
        let (left, right): (Vec<_>, Vec<_>) = std::mem::take(band).into_iter().unzip();
        for row in left.into_iter().chain(right) {
            self.give(row);
        }
    }

    /// A row as a line, with the tables whose marks are in it.
    fn give(&mut self, row: Vec<Fragment>) {
        let (marks, words): (Vec<_>, Vec<_>) =
            row.into_iter().partition(|f| tables::index_of(f).is_some());
        for table in marks.iter().filter_map(tables::index_of) {
            let rows = self.tables.get_mut(table).map(std::mem::take);
            self.lines
                .extend(rows.into_iter().flat_map(|table| table.lines(self.height)));
        }
        let line = line(words, self.height);
        if !line.text.is_empty() {
            self.lines.push(line);
        }
    }
}

/// Fragments by their baselines, from the top; within a row from the left.
pub(super) fn rows(mut fragments: Vec<Fragment>) -> Vec<Vec<Fragment>> {
    fragments.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut rows: Vec<Vec<Fragment>> = Vec::new();
    for fragment in fragments {
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
    // What is drawn twice to look bold stands twice in its row.
    let mut rows = join_raised(rows);
    for row in &mut rows {
        row.sort_by(|a, b| a.x.total_cmp(&b.x));
        row.dedup_by(|b, a| is_again(a, b));
    }
    rows
}

/// Whether a character is drawn over itself.
fn is_again(a: &Fragment, b: &Fragment) -> bool {
    const NEAR: f64 = 0.2;
    a.text == b.text
        && (a.x - b.x).abs() < NEAR * a.size.min(a.width.max(1.0))
        && (a.y - b.y).abs() < NEAR * a.size
}

/// A row of nothing but small pieces a little above the next row belongs to that one: marks of
/// notes stand on their word's row.
fn join_raised(rows: Vec<Vec<Fragment>>) -> Vec<Vec<Fragment>> {
    let mut out: Vec<Vec<Fragment>> = Vec::new();
    for mut row in rows {
        let raised = out.last().is_some_and(|above| {
            let (Some(small), Some(base)) = (above.first(), row.first()) else {
                return false;
            };
            let largest = above.iter().map(|f| f.size).fold(0.0, f64::max);
            let base_size = row.iter().map(|f| f.size).fold(0.0, f64::max);
            largest < 0.75 * base_size && small.y - base.y < 0.7 * base_size
        });
        if raised && let Some(above) = out.pop() {
            row.extend(above);
        }
        out.push(row);
    }
    out
}

/// How far lines stand in, measured from the leftmost edge of their column that several share.
fn set_indents(lines: &mut [Line], gutter: Option<f64>) {
    let column = |line: &Line| usize::from(gutter.is_some_and(|middle| line.x > middle));
    for side in 0..2 {
        let mut edges: Vec<f64> = lines
            .iter()
            .filter(|l| column(l) == side && !l.is_row)
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
    use crate::io::import::child::pdf::draw::Drawn;

    const SHEET: Sheet = Sheet {
        left: 0.0,
        bottom: 0.0,
        width: 600.0,
        height: 800.0,
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

    fn drawn(fragments: Vec<Fragment>, quarter: u8) -> Marks {
        let characters = fragments.into_iter();
        Marks {
            characters: characters
                .map(|fragment| Drawn { fragment, quarter })
                .collect(),
            ..Marks::default()
        }
    }

    fn texts(marks: &Marks) -> Vec<String> {
        in_order(marks, SHEET, &mut None)
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
        assert_eq!(
            texts(&drawn(fragments, 0)),
            ["新质", "发展", "GDP growth 表"]
        );
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
        assert_eq!(texts(&drawn(fragments, 0)), ["新①质"]);
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
        let texts = texts(&drawn(fragments, 0));
        assert!(texts[0].starts_with("横贯"));
        let order: String = texts[1..].iter().filter_map(|t| t.chars().next()).collect();
        assert_eq!(order, "左".repeat(8) + &"右".repeat(8));
    }

    /// An entry of a table of contents, as typesetting programs draw it: dots with gaps between them,
    /// and no spaces.
    fn entry(y: f64, title: &str, page: &str) -> Vec<Fragment> {
        let title = fragment(90.0, y, title);
        let mut out = Vec::new();
        let mut x = title.right() + 8.0;
        out.push(title);
        while x < 500.0 {
            out.push(fragment(x, y, "."));
            x += 9.0;
        }
        out.push(fragment(x + 20.0, y, page));
        out
    }

    #[test]
    fn dots_lead_from_a_title_to_its_page() {
        let fragments: Vec<Fragment> = (0..9)
            .flat_map(|row| {
                let y = 740.0 - f64::from(row) * 15.0;
                entry(y, "第一节的题目", &format!("1{row}"))
            })
            .collect();
        // The edges of head and foot are drawn, as those of tables are.
        let mut page = drawn(fragments, 0);
        page.rules = [760.0, 600.0]
            .into_iter()
            .filter_map(|y| Rule::between((90.0, y), (540.0, y)))
            .collect();
        let lines = in_order(&page, SHEET, &mut None);
        assert_eq!(lines.len(), 9, "{lines:?}");
        for line in lines {
            assert!(line.text.starts_with("第一节的题目"), "{line:?}");
            assert!(!line.is_row && line.parts.len() == 1, "{line:?}");
        }
    }

    #[test]
    fn words_are_parted_by_gaps_behind_marks_too() {
        let mut x = 90.0;
        let words = ["free", "of", "charge,", "to", "(any)", "person", "1,000"];
        let fragments = words.map(|word| {
            let word = fragment(x, 700.0, word);
            x = word.right() + 2.5;
            word
        });
        let texts = texts(&drawn(fragments.to_vec(), 0));
        assert_eq!(texts, ["free of charge, to (any) person 1,000"]);
    }

    #[test]
    fn a_bullet_stands_apart_from_its_item() {
        for bullet in ["•", "–"] {
            let fragments = vec![
                fragment(90.0, 700.0, bullet),
                fragment(105.0, 700.0, "其一"),
            ];
            let wanted = format!("{bullet} 其一");
            assert_eq!(texts(&drawn(fragments, 0)), [wanted]);
        }
    }

    #[test]
    fn a_turned_page_is_read_as_it_is_seen() {
        // Drawn upwards.
        let fragments = vec![fragment(100.0, 50.0, "上"), fragment(120.0, 50.0, "下")];
        assert_eq!(texts(&drawn(fragments, 1)), ["上", "下"]);
        let fragments = vec![fragment(100.0, 50.0, "下"), fragment(120.0, 50.0, "上")];
        assert_eq!(texts(&drawn(fragments, 3)), ["上", "下"]);
    }

    #[test]
    fn first_lines_stand_in() {
        let fragments = vec![
            fragment(80.0, 700.0, "首行缩进"),
            fragment(60.0, 685.0, "次行"),
            fragment(60.0, 670.0, "三行"),
        ];
        let indents: Vec<f64> = in_order(&drawn(fragments, 0), SHEET, &mut None)
            .iter()
            .map(|l| l.indent)
            .collect();
        assert_eq!(indents, [2.0, 0.0, 0.0]);
    }
}
