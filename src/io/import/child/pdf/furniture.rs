//! What a page carries besides its text, known by its place: running heads and feet, page numbers.

use super::line::Line;
use super::notes::body_size;
use super::paragraphs::usual_distance;
use std::collections::{HashMap, HashSet};

/// Heads stand above this part of the page, feet below its counterpart.
const MARGIN: f64 = 0.12;
/// Lines are at one place when they are no further apart than this part of the page.
const SAME_PLACE: f64 = 0.004;
/// A line is furniture when it stands in its place on at least this many pages …
const FEWEST: usize = 3;
/// … none of which is further than this from the one before.
const FURTHEST: usize = 4;

/// A line of this many times the text's size is a title.
const LARGER: f64 = 1.1;

/// What stands for a number by itself.
const NUMBER: &str = "#";

/// What lines that repeat have in common: their words without numbers, and which edge they are at.
type Key = (String, bool);

/// The page of a line, how far down it stands, and whether it is smaller than the text.
type Place = (usize, f64, bool);

/// Takes furniture out of the pages.
pub(super) fn remove(pages: &mut [Vec<Line>]) {
    let body = body_size(pages);
    let mut seen: HashMap<Key, Vec<Place>> = HashMap::new();
    for (index, page) in pages.iter().enumerate() {
        for line in page {
            if let Some(key) = key(line) {
                let small = line.size < body;
                seen.entry(key).or_default().push((index, line.down, small));
            }
        }
    }
    let count = pages.len();
    seen.retain(|key, places| repeats(&key.0, places, count));
    let taken = places_of_furniture(&seen, count);
    let apart = places_apart(pages);
    for page in pages {
        let (first, last) = (0, page.len().saturating_sub(1));
        let mut index = 0;
        let heads = apart_at_edges(page);
        page.retain(|line| {
            let at_edge = index == first || index == last;
            index += 1;
            key(line).is_none_or(|key| {
                let at = |place: &(f64, bool)| {
                    place.1 == key.1 && (place.0 - line.down).abs() < SAME_PLACE
                };
                let in_place = at_edge && line.size < body && taken.iter().any(at);
                // What is set larger is a title, as on slides.
                let stands_apart = line.size < body * LARGER
                    && heads.contains(&(place(line.down), key.1))
                    && apart.contains(&(place(line.down), key.1));
                !in_place && !stands_apart && !seen.contains_key(&key)
            })
        });
    }
}

/// Whether words stand at one place of pages near each other.
fn repeats(words: &str, places: &[Place], pages: usize) -> bool {
    // A number by itself is that of the page, however few they are; so are small words.
    let sure = words == NUMBER || (pages > 1 && places.iter().all(|(_, _, small)| *small));
    let fewest = if sure { FEWEST.min(pages) } else { FEWEST };
    let mut run = 1;
    let mut longest = 1;
    for pair in places.windows(2) {
        if let [(page, down, _), (next, other, _)] = pair {
            let near = next - page <= FURTHEST && next > page;
            let in_place = (down - other).abs() < SAME_PLACE || words == NUMBER;
            run = if near && in_place { run + 1 } else { 1 };
            longest = longest.max(run);
        }
    }
    longest >= fewest
}

/// The places that hold furniture on most pages, whatever its words: the titles of short chapters
/// do not repeat often.
fn places_of_furniture(seen: &HashMap<Key, Vec<Place>>, pages: usize) -> Vec<(f64, bool)> {
    let mut by_place: HashMap<(i64, bool), usize> = HashMap::new();
    for ((words, at_top), places) in seen {
        for (_, down, _) in places.iter().filter(|_| words != NUMBER) {
            let place = (down / SAME_PLACE).round() as i64;
            *by_place.entry((place, *at_top)).or_default() += 1;
        }
    }
    let most = by_place.into_iter().filter(|(_, count)| count * 2 >= pages);
    most.map(|((place, at_top), _)| (place as f64 * SAME_PLACE, at_top))
        .collect()
}

/// The places at which most pages have a line of their own above or below the text, whatever its
/// words: the titles of short chapters do not repeat.
fn places_apart(pages: &[Vec<Line>]) -> HashSet<(i64, bool)> {
    let mut counts: HashMap<(i64, bool), usize> = HashMap::new();
    for place in pages.iter().flat_map(|page| apart_at_edges(page)) {
        *counts.entry(place).or_default() += 1;
    }
    counts.retain(|_, count| *count >= FEWEST && *count * 2 > pages.len());
    counts.into_keys().collect()
}

/// The places of the first and the last line of a page, and whether it is the first, where they stand
/// further from their neighbours than lines do.
fn apart_at_edges(page: &[Line]) -> HashSet<(i64, bool)> {
    const APART: f64 = 1.6;
    let usual = usual_distance(page);
    let apart = |near: Option<&Line>, far: Option<&Line>| {
        let (near, far) = near.zip(far)?;
        ((near.down - far.down).abs() > usual * APART).then(|| place(near.down))
    };
    let mut from_top = page.iter();
    let first = apart(from_top.next(), from_top.next()).map(|place| (place, true));
    let mut from_foot = page.iter().rev();
    let last = apart(from_foot.next(), from_foot.next()).map(|place| (place, false));
    first.into_iter().chain(last).collect()
}

/// A place on the page, by which lines on several pages are compared.
fn place(down: f64) -> i64 {
    (down / SAME_PLACE).round() as i64
}

/// `None` for a line in the middle of the page.
fn key(line: &Line) -> Option<Key> {
    const NUMERALS: &str = "零〇一二三四五六七八九十百ivxlIVXL#";
    let at_top = line.down < MARGIN;
    if line.is_row || (!at_top && line.down < 1.0 - MARGIN) {
        return None;
    }
    let mut words = String::new();
    for c in line.text.chars().filter(|c| !c.is_whitespace()) {
        match c {
            '0'..='9' if words.ends_with(NUMBER) => {}
            '0'..='9' => words.push_str(NUMBER),
            c => words.push(c),
        }
    }
    let signs = |c: char| "-—–·－~()（）第页".contains(c);
    let is_number = words
        .trim_matches(signs)
        .chars()
        .all(|c| NUMERALS.contains(c));
    Some((if is_number { NUMBER.to_owned() } else { words }, at_top))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, down: f64) -> Line {
        Line {
            text: text.to_owned(),
            size: if (0.1..0.9).contains(&down) {
                10.0
            } else {
                9.0
            },
            down,
            ..Line::default()
        }
    }

    fn texts(pages: &[Vec<Line>]) -> Vec<&str> {
        pages.iter().flatten().map(|l| l.text.as_str()).collect()
    }

    #[test]
    fn what_repeats_at_the_edges_goes() {
        let mut pages: Vec<Vec<Line>> = (1..=5)
            .map(|n| {
                vec![
                    line("发展报告 2024", 0.05),
                    line("小结", 0.5),
                    line(&format!("第 {n} 页 共 5 页"), 0.95),
                ]
            })
            .collect();
        remove(&mut pages);
        assert_eq!(texts(&pages), ["小结"; 5]);
        let large = Line {
            size: 12.0,
            ..line("题", 0.05)
        };
        let mut two = vec![vec![large.clone()], vec![large]];
        remove(&mut two);
        assert_eq!(two.concat().len(), 2, "too few to tell");
    }

    #[test]
    fn heads_that_name_short_chapters_go_with_the_others() {
        let head = |page: usize| match page {
            page if page % 2 == 0 => "新质生产力研究".to_owned(),
            page if page < 8 => "第一章 理论".to_owned(),
            _ => "第二章 产业".to_owned(),
        };
        let mut pages: Vec<Vec<Line>> = (0..12)
            .map(|page| {
                let far = if page == 5 { 0.11 } else { 0.05 };
                vec![
                    line(&head(page), far),
                    line("正文的一行字比书眉要长一些", 0.5),
                    line("末行", 0.6),
                ]
            })
            .collect();
        remove(&mut pages);
        let left = texts(&pages);
        assert_eq!(
            left.iter().filter(|text| **text == "第一章 理论").count(),
            1,
            "{left:?}"
        );
        assert_eq!(left.len(), 25, "{left:?}");
    }

    #[test]
    fn heads_in_the_size_of_the_text_are_known_by_their_place() {
        let text = |size: f64| {
            let page = |page: usize| {
                let body = (0..10)
                    .map(|row| line("正文的一行字比书眉要长一些", 0.12 + f64::from(row) * 0.02));
                let head = Line {
                    size,
                    ..line(&format!("第{page}节的题目{}", "甲".repeat(page)), 0.05)
                };
                // A chapter begins here: its page has no head.
                let head = Some(head).filter(|_| page != 3);
                head.into_iter().chain(body).collect::<Vec<Line>>()
            };
            let mut pages: Vec<Vec<Line>> = (0..8).map(page).collect();
            remove(&mut pages);
            pages.concat().len()
        };
        assert_eq!(text(10.0), 80);
        assert_eq!(text(20.0), 87, "titles of slides");
    }
}
