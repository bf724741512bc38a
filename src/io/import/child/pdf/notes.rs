//! Notes at the feet of pages: small lines that begin with a number, which a small raised one in
//! the page's text refers to.

use super::line::{Line, NoteLine, NoteMark, printed_number};
use crate::io::import::child::html::raised_digits;
use std::collections::{HashMap, HashSet};

/// Notes are set smaller than this part of the text's size.
const SMALLER: f64 = 0.93;
/// Lines of one note differ in size by less than this, in points.
const SAME_SIZE: f64 = 0.3;
/// The number of the first note: the reflow numbers those that it finds from 1 on.
const FIRST_NUMBER: u32 = 1_000_000;

/// Marks the notes and the numbers that refer to them. Raised numbers that refer to nothing are
/// powers.
pub(super) fn mark(pages: &mut [Vec<Line>]) {
    let mut next = FIRST_NUMBER;
    let largest = body_size(pages) * SMALLER;
    // The size of the note that the page before ends with.
    let mut open: Option<f64> = None;
    for page in pages {
        let notes = mark_notes(page, largest, &mut next);
        if let Some(size) = open.filter(|size| *size < largest) {
            continue_note(page, size);
        }
        for line in page.iter_mut() {
            mark_references(line, &notes);
        }
        let last = page.last().filter(|line| line.note.is_some());
        open = last.map(|line| line.size);
    }
}

/// The size that most of the text has.
pub(super) fn body_size(pages: &[Vec<Line>]) -> f64 {
    let mut by_size: HashMap<u32, usize> = HashMap::new();
    for line in pages.iter().flatten().filter(|line| !line.is_row) {
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
    raised.filter_map(|range| printed_number(line.text.get(range.clone())?))
}

/// The number that stands apart at the beginning of a line.
fn number(line: &Line) -> Option<u32> {
    printed_number(line.text.get(..line.label?)?)
}

/// Marks the lines of notes whose numbers are wanted on a page; returns the numbers of the notes by
/// those that are printed.
fn mark_notes(page: &mut [Line], largest: f64, next: &mut u32) -> HashMap<u32, u32> {
    let wanted: HashSet<u32> = page.iter().flat_map(references).collect();
    let mut found = HashMap::new();
    let mut size = None;
    let last_reference = page
        .iter()
        .rposition(|line| references(line).next().is_some());
    // Behind all references the notes may be as large as the text.
    let first = wanted.iter().min();
    let is_first = |line: &Line| number(line).as_ref() == first;
    let foot = page
        .iter()
        .rposition(is_first)
        .filter(|at| Some(*at) > last_reference);
    for (index, line) in page.iter_mut().enumerate() {
        let at_foot = foot.is_some_and(|foot| index >= foot);
        let number = number(line).filter(|_| !line.is_row);
        let number = number.filter(|n| (at_foot || line.size < largest) && wanted.contains(n));
        if let Some(printed) = number {
            let rest = line.text.get(line.label.unwrap_or(0)..).unwrap_or_default();
            line.text = rest.trim_start().to_owned();
            line.raised.clear();
            line.note = Some(NoteLine::First(*next, printed));
            size = Some(line.size);
            found.insert(printed, *next);
            *next += 1;
        } else if size.is_some_and(|size| (size - line.size).abs() < SAME_SIZE) && !line.is_row {
            line.note = Some(NoteLine::Further);
        } else {
            size = None;
        }
    }
    found
}

/// Marks the lines at a page's foot that go on with the note of the page before.
fn continue_note(page: &mut [Line], size: f64) {
    let first = page.iter().position(|line| line.note.is_some());
    let end = first.unwrap_or(page.len());
    let above = page.iter_mut().take(end).rev();
    for line in above.take_while(|line| (size - line.size).abs() < SAME_SIZE && !line.is_row) {
        line.note = Some(NoteLine::Further);
    }
}

/// Takes the raised numbers of a line that refer to these notes out of its text, and writes the
/// others as powers.
fn mark_references(line: &mut Line, notes: &HashMap<u32, u32>) {
    let mut text = String::new();
    let mut at = 0;
    for range in std::mem::take(&mut line.raised) {
        let piece = |from: usize, to: usize| line.text.get(from..to).unwrap_or_default();
        text.push_str(piece(at, range.start));
        let raised = piece(range.start, range.end);
        let printed = printed_number(raised);
        let note = printed.and_then(|printed| Some((printed, *notes.get(&printed)?)));
        match note {
            Some((printed, note)) => line.marks.push(NoteMark {
                at: text.len(),
                note,
                printed,
            }),
            None => match raised_digits(raised) {
                Some(power) => text.push_str(&power),
                None => text.push_str(raised),
            },
        }
        at = range.end;
    }
    text.push_str(line.text.get(at..).unwrap_or_default());
    line.text = text;
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
            label: text.find(' ').filter(|at| *at < 3),
            ..Line::default()
        }
    }

    #[test]
    fn numbers_refer_to_the_notes_of_their_page() {
        let mut pages = [
            vec![
                line("正文12讲到 10 m2 的地。", 12.0, &["12", "2"]),
                line("1. 不是注释", 12.0, &[]),
                line("12 参见《求是》", 9.0, &[]),
                line("次行", 9.0, &[]),
            ],
            vec![
                line("又1", 12.0, &["1"]),
                line("2 参见", 12.0, &[]),
                line("三行", 9.0, &[]),
            ],
        ];
        pages[0][0].raised = vec![6..8, 19..20];
        mark(&mut pages);
        let texts: Vec<&str> = pages.iter().flatten().map(|l| l.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "正文讲到 10 m² 的地。",
                "1. 不是注释",
                "参见《求是》",
                "次行",
                "又¹",
                "2 参见",
                "三行"
            ]
        );
        let note = FIRST_NUMBER;
        assert_eq!(
            pages[0][0].marks,
            [NoteMark {
                at: 6,
                note,
                printed: 12
            }]
        );
        let notes: Vec<_> = pages.iter().flatten().map(|l| l.note).collect();
        let further = Some(NoteLine::Further);
        let first = Some(NoteLine::First(note, 12));
        assert_eq!(notes, [None, None, first, further, None, None, further]);
    }

    #[test]
    fn marks_show_numbers() {
        let numbers = ["1", "12", "[3]", "〔4〕", "⑤", "㊿", "m", "[", ""].map(printed_number);
        assert_eq!(
            numbers,
            [
                Some(1),
                Some(12),
                Some(3),
                Some(4),
                Some(5),
                Some(50),
                None,
                None,
                None
            ]
        );
    }
}
