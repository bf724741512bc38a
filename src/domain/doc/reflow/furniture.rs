//! What a page carries besides its text: page numbers, running heads and feet.

mod number;

use super::glyph::{self, Ending};
use super::line::{Lines, Role};
use super::report::RemovalKind;
use number::page_numbers;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hasher};

/// A line that is page furniture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Piece {
    /// The line.
    pub(super) line: usize,
    /// What it is.
    pub(super) kind: RemovalKind,
    /// How sure it is, from 0 to 1.
    pub(super) confidence: f32,
}

/// The page furniture among the lines.
pub(super) fn find(lines: &Lines<'_>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = page_numbers(lines)
        .into_iter()
        .map(|(line, confidence)| Piece {
            line,
            kind: RemovalKind::PageNumber,
            confidence,
        })
        .collect();
    let mut is_furniture = vec![false; lines.all.len()];
    for piece in &pieces {
        if let Some(flag) = is_furniture.get_mut(piece.line) {
            *flag = true;
        }
    }
    pieces.extend(running_heads(lines, &is_furniture));
    pieces.sort_by_key(|p| p.line);
    pieces
}

/// A number that two lines have in common if they differ in their digits at most (and seldom
/// otherwise): over the line with each run of digits as one `0`.
fn hash_of_collapsed(line: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    let mut rest = line.as_bytes();
    // Most lines have none, which is seen much faster than where the first one is.
    if !rest.iter().fold(false, |any, b| any | b.is_ascii_digit()) {
        hasher.write(std::mem::take(&mut rest));
    }
    while !rest.is_empty() {
        let words = rest.iter().take_while(|b| !b.is_ascii_digit()).count();
        let (text, behind) = rest.split_at(words);
        hasher.write(text);
        let digits = behind.iter().take_while(|b| b.is_ascii_digit()).count();
        if digits > 0 {
            hasher.write_u8(b'0');
        }
        rest = behind.split_at(digits).1;
    }
    hasher.finish()
}

/// Lines that come again and again at the edges of pages: beside a page number or a form feed, or
/// in the middle of sentences that a page has cut, and each time with other text around them.
fn running_heads(lines: &Lines<'_>, is_furniture: &[bool]) -> Vec<Piece> {
    const WIDEST: u32 = 90;
    const LEAST: usize = 3;
    let mut candidates: Vec<(u64, usize)> = Vec::new();
    for (index, line) in lines.all.iter().enumerate() {
        let skip = is_furniture.get(index) != Some(&false) || line.role != Role::Body;
        let is_note = lines
            .str(index)
            .trim_start_matches('^')
            .starts_with(glyph::is_circled);
        if !skip
            && !is_note
            && line.width <= WIDEST
            && line.width > 2
            && lines.ending(index) != Ending::Sentence
        {
            let hash = hash_of_collapsed(lines.str(index));
            candidates.push((hash, index));
        }
    }
    candidates.sort_unstable();
    let groups = candidates.chunk_by(|one, other| one.0 == other.0);
    let groups = groups.filter(|group| group.len() >= LEAST).map(|group| {
        let lines_of = group.iter().map(|(_, index)| *index);
        // The last line of a source that stands under several quotations repeats as well.
        lines_of
            .filter(|index| glyph::is_balanced(lines.str(*index)))
            .collect()
    });
    let groups: Vec<Vec<usize>> = groups
        .filter(|group: &Vec<usize>| !group.is_empty())
        .collect();
    let mut repeated = is_furniture.to_vec();
    for index in groups.iter().flatten() {
        if let Some(flag) = repeated.get_mut(*index) {
            *flag = true;
        }
    }
    let around = Neighbours::of_all(&repeated);
    let mut out = Vec::new();
    for group in &groups {
        let edge = group
            .iter()
            .filter(|i| at_edge(lines, **i, is_furniture))
            .count();
        let cuts = group
            .iter()
            .filter(|i| in_a_sentence(lines, around.of(**i)))
            .count();
        let varied = varied_neighbours(lines, group, &around);
        let share = |n: usize| n as f32 / group.len() as f32;
        let often = share(cuts) >= 0.45 && is_regular(lines, group);
        // A heading never stands in a sentence: twice is enough where the distances are those of pages.
        let seldom = cuts >= 2 && share(cuts) >= 0.2 && is_even(lines, group);
        let inside = often || seldom;
        let tails = group.iter().filter(|i| ends_source(lines, **i)).count();
        // Pages of an article that occurs twice are alike; beside its number a head shows itself.
        let least_varied = if share(edge) >= 0.9 { 0.4 } else { 0.7 };
        if varied < least_varied || share(tails) > 0.5 || (share(edge) < 0.6 && !inside) {
            continue;
        }
        let confidence = 0.85 + 0.13 * share(edge.max(cuts)).min(1.0);
        out.extend(
            group
                .iter()
                .filter(|i| !is_title_place(lines, **i, group))
                .map(|line| Piece {
                    line: *line,
                    kind: RemovalKind::PageHeader,
                    confidence,
                }),
        );
    }
    out
}

/// Whether a line can be the rest of a source that stands under a quotation and takes two lines.
fn ends_source(lines: &Lines<'_>, index: usize) -> bool {
    index.checked_sub(1).is_some_and(|before| {
        lines.str(before).starts_with("——")
            && matches!(lines.ending(before), Ending::Word | Ending::Open)
    })
}

/// Whether about the same amount of text stands between most occurrences, as on pages.
fn is_regular(lines: &Lines<'_>, group: &[usize]) -> bool {
    let start = |i: &usize| lines.all.get(*i).map_or(0, |l| l.start);
    let mut gaps: Vec<usize> = group
        .windows(2)
        .map(|p| p.last().map_or(0, start) - p.first().map_or(0, start))
        .collect();
    gaps.sort_unstable();
    let median = gaps.get(gaps.len() / 2).copied().unwrap_or(0);
    let near = gaps
        .iter()
        .filter(|g| (median * 13..=median * 27).contains(&(**g * 20)))
        .count();
    median > 300 && near * 10 >= gaps.len() * 6
}

/// Whether most occurrences are as many lines apart, or about as much text, as pages are long.
fn is_even(lines: &Lines<'_>, group: &[usize]) -> bool {
    const LEAST: usize = 3;
    const SHORTEST: usize = 300;
    let gaps = |of: fn(&Lines<'_>, usize) -> usize| -> Vec<usize> {
        let mut gaps: Vec<usize> = group
            .array_windows()
            .map(|[a, b]| of(lines, *b).saturating_sub(of(lines, *a)))
            .collect();
        gaps.sort_unstable();
        gaps
    };
    let near = |gaps: &[usize], least: usize, off: fn(usize) -> usize| {
        let median = gaps.get(gaps.len() / 2).copied().unwrap_or(0);
        let near = gaps
            .iter()
            .filter(|gap| gap.abs_diff(median) <= off(median));
        median >= least && near.count() * 10 >= gaps.len() * 7
    };
    let in_lines = gaps(|_, line| line);
    let in_text = gaps(|lines, line| lines.all.get(line).map_or(0, |l| l.start));
    in_lines.len() >= LEAST
        && (near(&in_lines, 12, |_| 2) || near(&in_text, SHORTEST, |median| median / 4))
}

/// Whether a repeated line is the document's title at its place: the first line, unless a line that
/// looks like a title follows.
fn is_title_place(lines: &Lines<'_>, index: usize, group: &[usize]) -> bool {
    if index != 0 || lines.range.start > 0 {
        return false;
    }
    let next = lines.all.get(1).map_or(0, |l| l.width);
    let title_follows = next <= 80 && lines.ending(1) == Ending::Word && !group.contains(&2);
    !title_follows
}

fn at_edge(lines: &Lines<'_>, index: usize, is_furniture: &[bool]) -> bool {
    let number = |i: Option<usize>| i.is_some_and(|i| is_furniture.get(i) == Some(&true));
    let feed = |i: usize| lines.all.get(i).is_some_and(|l| l.new_page);
    number(index.checked_sub(1)) || number(Some(index + 1)) || feed(index) || feed(index + 1)
}

/// For each line the nearest ones before and behind it that do not repeat.
struct Neighbours {
    before: Vec<Option<usize>>,
    behind: Vec<Option<usize>>,
}

impl Neighbours {
    fn of_all(repeated: &[bool]) -> Self {
        let nearest = |last: &mut Option<usize>, index: usize| {
            let found = *last;
            if repeated.get(index) == Some(&false) {
                *last = Some(index);
            }
            Some(found)
        };
        let before = (0..repeated.len()).scan(None, nearest).collect();
        let mut behind: Vec<_> = (0..repeated.len()).rev().scan(None, nearest).collect();
        behind.reverse();
        Self { before, behind }
    }

    fn of(&self, index: usize) -> (Option<usize>, Option<usize>) {
        let at = |of: &[Option<usize>]| of.get(index).copied().flatten();
        (at(&self.before), at(&self.behind))
    }
}

/// Whether the text before the line breaks off in the middle of a sentence.
fn in_a_sentence(lines: &Lines<'_>, around: (Option<usize>, Option<usize>)) -> bool {
    let (Some(before), Some(_)) = around else {
        return false;
    };
    let wide = lines.all.get(before).is_some_and(|l| l.width > 24);
    wide && matches!(lines.ending(before), Ending::Word | Ending::Open)
}

/// The share of occurrences whose neighbours are unlike those of all others: repeated articles
/// repeat their neighbours as well, page heads do not.
fn varied_neighbours(lines: &Lines<'_>, group: &[usize], around: &Neighbours) -> f32 {
    let mut seen: HashMap<(&str, &str), usize> = HashMap::new();
    for index in group {
        let (before, after) = around.of(*index);
        let text = |i: Option<usize>| i.map_or("", |i| lines.str(i));
        *seen.entry((text(before), text(after))).or_default() += 1;
    }
    seen.values().filter(|n| **n == 1).count() as f32 / group.len() as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let lines = Lines::of(text, 0..text.len());
        find(&lines)
            .into_iter()
            .map(|p| lines.str(p.line))
            .collect()
    }

    fn page(n: usize) -> String {
        let text = format!("{n}生产力是推动社会进步的最活跃最革命的要素。").repeat(6);
        format!("{text}发展新质生产\n")
    }

    #[test]
    fn numbers_that_count_up_are_page_numbers() {
        let text = (1..6)
            .map(|n| format!("{}- {n} -\n", page(n)))
            .collect::<Vec<_>>()
            .concat();
        assert_eq!(found(&text), ["- 1 -", "- 2 -", "- 3 -", "- 4 -", "- 5 -"]);
        let table = "1\n2\n3\n4\n";
        assert!(found(table).is_empty());
    }

    #[test]
    fn numbers_at_the_ends_of_running_heads_count_up() {
        let pages = [
            "· 12 ·\n第3期        陈默：乡村图书馆        · 13 ·\n",
            "· 14 ·    某某大学学报    2024年第3期\n",
            "第3期        陈默：乡村图书馆        · 15 ·\n",
        ];
        let text: String = pages.iter().map(|head| page(1) + head).collect();
        assert_eq!(found(&text).len(), 4, "{:?}", found(&text));
        let plain = |n: usize| match n % 2 {
            0 => format!("{n}    某某大学学报\n"),
            _ => format!("陈默：乡村图书馆    {n}\n"),
        };
        let text: String = (13..17).map(|n| page(n) + &plain(n)).collect();
        assert_eq!(found(&text).len(), 4);
        let table = "甲县    16\n乙县    17\n丙县    18\n丁县    19\n";
        assert!(found(table).is_empty());
    }

    #[test]
    fn running_heads_are_found_beside_numbers_or_inside_sentences() {
        let beside = (1..6)
            .map(|n| format!("{}学习资料\n{n}\n", page(n)))
            .collect::<Vec<_>>()
            .concat();
        assert_eq!(found(&beside).len(), 10);
        let inside = (1..6)
            .map(|n| format!("{}学习资料\n", page(n)))
            .collect::<Vec<_>>()
            .concat();
        assert_eq!(found(&inside).len(), 5);
    }

    #[test]
    fn a_refrain_and_a_repeated_article_stay() {
        let refrain = (1..6)
            .map(|n| format!("第{n}段的话说完了。\n——习近平\n"))
            .collect::<Vec<_>>()
            .concat();
        assert!(found(&refrain).is_empty());
        let article = format!("{}标题在这里\n{}", page(1), page(2)).repeat(4);
        assert!(found(&article).is_empty());
    }
}
