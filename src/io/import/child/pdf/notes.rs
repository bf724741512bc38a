//! Notes at the feet of pages: small lines that begin with a number, which a small raised one in
//! the page's text refers to.
//!
//! The reflow knows notes by circled marks behind `^`. Numbers go through it as such, and are
//! numbers again when it is done ([`shown`]).

use super::lines::{First, Line};
use crate::io::import::child::html::raised_digits;
use std::collections::{HashMap, HashSet};

/// Notes are set smaller than this part of the text's size.
const SMALLER: f64 = 0.93;
/// Lines of one note differ in size by less than this, in points.
const SAME_SIZE: f64 = 0.3;

/// Marks the notes and the numbers that refer to them. Raised numbers that refer to nothing are
/// powers.
pub(super) fn mark(pages: &mut [Vec<Line>]) {
    let body = body_size(pages);
    for page in pages {
        let wanted: HashSet<u32> = page.iter().flat_map(references).collect();
        let noted = mark_notes(page, body * SMALLER, &wanted);
        for line in page {
            mark_references(line, &noted);
        }
    }
}

/// The size that most of the text has.
fn body_size(pages: &[Vec<Line>]) -> f64 {
    let mut by_size: HashMap<u32, usize> = HashMap::new();
    for line in pages.iter().flatten() {
        *by_size
            .entry((line.size * 10.0).round() as u32)
            .or_default() += line.text.len();
    }
    let body = by_size
        .iter()
        .max_by_key(|(size, length)| (**length, **size));
    body.map_or(0.0, |(size, _)| f64::from(*size) / 10.0)
}

/// The raised numbers in a line, but for one that it begins with.
fn references(line: &Line) -> impl Iterator<Item = u32> {
    let raised = line.raised.iter().filter(|range| range.start > 0);
    raised.filter_map(|range| line.text.get(range.clone())?.trim().parse().ok())
}

/// The number that stands apart at the beginning of a line.
fn number(line: &Line) -> Option<u32> {
    line.text.get(..line.label?)?.parse().ok()
}

/// Marks the lines of notes whose numbers are wanted; returns the numbers that were found.
fn mark_notes(page: &mut [Line], largest: f64, wanted: &HashSet<u32>) -> HashSet<u32> {
    let mut found = HashSet::new();
    let mut size = None;
    let last_reference = page
        .iter()
        .rposition(|line| references(line).next().is_some());
    // Behind all references the notes may be as large as the text.
    let first = wanted.iter().min();
    let is_first = |line: &Line| number(line).as_ref() == first;
    let foot = page
        .iter()
        .position(is_first)
        .filter(|at| Some(*at) > last_reference);
    for (index, line) in page.iter_mut().enumerate() {
        let at_foot = foot.is_some_and(|foot| index >= foot);
        let number = number(line);
        let number = number.filter(|n| (at_foot || line.size < largest) && wanted.contains(n));
        if let Some((number, mark)) = number.and_then(|n| Some((n, circled(n)?))) {
            let rest = line.text.get(line.label.unwrap_or(0)..).unwrap_or_default();
            line.text = format!("^{mark}{}", rest.trim_start());
            line.raised.clear();
            line.note = Some(First::Yes);
            size = Some(line.size);
            found.insert(number);
        } else if size.is_some_and(|size| (size - line.size).abs() < SAME_SIZE) {
            line.note = Some(First::No);
        } else {
            size = None;
        }
    }
    found
}

/// Writes the raised numbers of a line as marks of these notes, or as powers.
fn mark_references(line: &mut Line, notes: &HashSet<u32>) {
    for range in std::mem::take(&mut line.raised).into_iter().rev() {
        let Some(text) = line.text.get(range.clone()) else {
            continue;
        };
        let digits = text.trim();
        let number = digits.parse().ok().filter(|number| notes.contains(number));
        let written = match number.and_then(circled) {
            Some(mark) => Some(format!("^{mark}")),
            None => raised_digits(digits),
        };
        if let Some(written) = written {
            line.text.replace_range(range, &written);
        }
    }
}

/// A number in a circle, as far as there are any.
fn circled(number: u32) -> Option<char> {
    let first = match number {
        1..=20 => 0x2460 - 1,
        21..=35 => 0x3251 - 21,
        36..=50 => 0x32B1 - 36,
        _ => return None,
    };
    char::from_u32(first + number)
}

/// The mark of a note as it is shown: a number that [`mark`] wrote is a number again.
pub(super) fn shown(mark: &str) -> String {
    let of = |c: char| (1..=50).find(|number| circled(*number) == Some(c));
    let mut chars = mark.chars();
    match (chars.next(), chars.next().and_then(of), chars.next()) {
        (Some('^'), Some(number), None) => format!("[{number}]"),
        _ => mark.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, size: f64, raised: &[&str]) -> Line {
        let at = |number: &&str| {
            let start = text.find(*number).unwrap();
            start..start + number.len()
        };
        Line {
            text: text.to_owned(),
            size,
            raised: raised.iter().map(at).collect(),
            label: (text.find(' ') == Some(1)).then_some(1),
            ..Line::default()
        }
    }

    #[test]
    fn numbers_refer_to_the_notes_of_their_page() {
        let mut pages = [
            vec![
                line("正文1讲到 10 m2 的地。", 12.0, &["1", "2"]),
                line("1. 不是注释", 12.0, &[]),
                line("1 参见《求是》", 9.0, &[]),
                line("次行", 9.0, &[]),
                line("小结", 12.0, &[]),
            ],
            vec![line("又1", 12.0, &["1"]), line("2 参见", 9.0, &[])],
        ];
        mark(&mut pages);
        let texts: Vec<&str> = pages.iter().flatten().map(|l| l.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "正文^①讲到 10 m² 的地。",
                "1. 不是注释",
                "^①参见《求是》",
                "次行",
                "小结",
                "又¹",
                "2 参见"
            ]
        );
        let notes: Vec<_> = pages[0].iter().map(|l| l.note).collect();
        let (first, other) = (Some(First::Yes), Some(First::No));
        assert_eq!(notes, [None, None, first, other, None]);
    }

    #[test]
    fn what_was_a_number_is_one_again() {
        assert_eq!(shown("^①"), "[1]");
        assert_eq!(shown("^㊿"), "[50]");
        assert_eq!(shown("①"), "①");
        assert_eq!(shown("^①x"), "^①x");
    }
}
