//! What a page carries besides its text, known by its place: running heads and feet, page numbers.

use super::lines::Line;
use std::collections::HashMap;

/// Heads stand above this part of the page, feet below its counterpart.
const MARGIN: f64 = 0.12;
/// A line is furniture when it is in the same place on at least this many pages …
const FEWEST: usize = 3;
/// … which are at least this part of them.
const SHARE: usize = 5;

/// What stands for a number by itself.
const NUMBER: &str = "#";

/// Takes furniture out of the pages.
pub(super) fn remove(pages: &mut [Vec<Line>]) {
    let mut seen: HashMap<(String, bool), usize> = HashMap::new();
    for page in pages.iter() {
        for key in page.iter().filter_map(key) {
            *seen.entry(key).or_default() += 1;
        }
    }
    let enough = FEWEST.max(pages.len().div_ceil(SHARE));
    // A number by itself is that of the page, however few they are.
    let numbered = enough.min(pages.len());
    for page in pages {
        page.retain(|line| {
            key(line).is_none_or(|key| {
                let enough = if key.0 == NUMBER { numbered } else { enough };
                seen.get(&key).is_none_or(|count| *count < enough)
            })
        });
    }
}

/// What lines that repeat have in common: their words without numbers, and which edge they are at.
/// `None` for a line in the middle of the page.
fn key(line: &Line) -> Option<(String, bool)> {
    const NUMERALS: &str = "零〇一二三四五六七八九十百ivxlIVXL";
    let at_top = line.down < MARGIN;
    if !at_top && line.down < 1.0 - MARGIN {
        return None;
    }
    let is_number = |text: &str| {
        text.chars()
            .all(|c| c.is_ascii_digit() || NUMERALS.contains(c))
    };
    let trimmed = line
        .text
        .trim()
        .trim_matches(['-', '—', '·', '－', ' ', '第', '页']);
    let words = if is_number(trimmed) {
        NUMBER.to_owned()
    } else {
        // The number of the page stands at an end of the line; those within are words.
        let digit = |c: char| c.is_ascii_digit() || c.is_whitespace();
        line.text.trim_matches(digit).to_owned()
    };
    Some((words, at_top))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, down: f64) -> Line {
        Line {
            text: text.to_owned(),
            size: 10.0,
            down,
            ..Line::default()
        }
    }

    #[test]
    fn what_repeats_at_the_edges_goes() {
        let mut pages: Vec<Vec<Line>> = (1..=5)
            .map(|n| {
                vec![
                    line("发展报告 2024", 0.05),
                    line(&format!("正文{n}"), 0.09),
                    line("小结", 0.5),
                    line(&format!("— {n} —"), 0.95),
                ]
            })
            .collect();
        remove(&mut pages);
        let texts: Vec<&str> = pages[1].iter().map(|l| l.text.as_str()).collect();
        // `正文1`, `正文2` … differ by their numbers alone and are a head, as far as can be told.
        assert_eq!(texts, ["小结"]);
        let mut two = vec![vec![line("题", 0.05)], vec![line("题", 0.05)]];
        remove(&mut two);
        assert_eq!(two.concat().len(), 2, "too few to tell");
    }
}
