//! What stands in the middle of a paragraph without being a part of it: an abstract over both
//! columns of a page, and pieces of text in another language that were cut at both ends.

use super::glyph::{self, Ending};
use super::kind::Kind;
use super::line::{Lines, Role};
use super::shape::Shape;
use std::ops::Range;

/// Whether a line starts as an abstract or its keywords do.
pub(super) fn starts_abstract(line: &str) -> bool {
    if !line.starts_with(['摘', '内', '提', '关', 'A', 'K', '【', '[', '〔']) {
        return false;
    }
    let bare: String = line
        .chars()
        .filter(|c| !c.is_whitespace() && !"【】[]〔〕".contains(*c))
        .take(12)
        .collect();
    [
        "摘要",
        "内容摘要",
        "内容提要",
        "提要",
        "关键词",
        "Abstract",
        "ABSTRACT",
        "Keywords",
        "KeyWords",
    ]
    .iter()
    .any(|name| {
        bare.strip_prefix(name)
            .is_some_and(|rest| rest.starts_with(['：', ':', '—']))
    })
}

/// Finds runs of lines that interrupt a sentence, and takes them out of the running text.
pub(super) fn find(lines: &mut Lines<'_>, kind: Kind, shape: &Shape) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut index = 1;
    while index + 1 < lines.all.len() {
        let end = run_end(lines, index, kind, shape);
        let end = (index..end)
            .find(|i| lines.all.get(*i).is_none_or(|l| l.role != Role::Body))
            .unwrap_or(end);
        let goes_on = end > index
            && lines
                .all
                .get(end..)
                .is_some_and(|rest| rest.iter().any(|l| l.role == Role::Body));
        if goes_on && interrupts(lines, index, kind, shape) {
            (index..end).for_each(|i| lines.set(i, Role::Aside));
            out.push(index..end);
            index = end;
        } else {
            index += 1;
        }
    }
    out
}

/// Whether the line before `index` breaks off in a sentence.
fn interrupts(lines: &Lines<'_>, index: usize, kind: Kind, shape: &Shape) -> bool {
    const LONG: u32 = 60;
    let Some(before) = lines.all.get(index - 1) else {
        return false;
    };
    let broken = matches!(lines.ending(index - 1), Ending::Word | Ending::Open);
    let wide = match kind {
        Kind::HardWrapped => {
            shape.is_full(before.reach() + shape.lost_indent) && before.width <= shape.wrap + 12
        }
        _ => before.width >= LONG,
    };
    before.role == Role::Body && broken && wide
}

/// The end of the run that starts at `first`; `first` itself if none does.
fn run_end(lines: &Lines<'_>, first: usize, kind: Kind, shape: &Shape) -> usize {
    const MOST: usize = 60;
    const LEAST: usize = 2;
    let width = |i: usize| {
        lines
            .all
            .get(i)
            .filter(|l| l.role == Role::Body)
            .map_or(0, |l| l.width)
    };
    let marked = starts_abstract(lines.str(first));
    if kind != Kind::HardWrapped {
        return (first..lines.all.len())
            .find(|i| !starts_abstract(lines.str(*i)))
            .unwrap_or(first);
    }
    let is_over = |i: usize| width(i) > shape.wrap + 12;
    let latin = |i: usize| lines.str(i).chars().next().is_some_and(|c| c.is_ascii());
    if is_over(first) && !latin(first) {
        let mut end = (first..lines.all.len())
            .find(|i| !is_over(*i))
            .unwrap_or(lines.all.len());
        let open = |end: usize| end > first && lines.ending(end - 1) != Ending::Sentence;
        if open(end) && !marked_keywords(lines, end - 1) && lines.ending(end) == Ending::Sentence {
            end += 1;
        }
        while end < lines.all.len() && starts_abstract(lines.str(end)) {
            end += 1;
        }
        return if end - first >= LEAST || marked {
            end
        } else {
            first
        };
    }
    if !marked {
        return first;
    }
    (first..lines.all.len().min(first + MOST))
        .find(|i| {
            let ends = lines.ending(*i) == Ending::Sentence && !shape.is_full(width(*i));
            ends && !starts_abstract(lines.str(*i + 1))
        })
        .map_or(first, |i| i + 1)
}

fn marked_keywords(lines: &Lines<'_>, index: usize) -> bool {
    starts_abstract(lines.str(index)) && lines.str(index).contains('键')
}

/// Pieces in another language than the text's, cut off at their ends: lines to take out.
pub(super) fn fragments(lines: &Lines<'_>, shape: &Shape) -> Vec<Range<usize>> {
    const LEAST_LETTERS: usize = 40;
    let mut out = Vec::new();
    if shape.han_share < 0.7 {
        return out;
    }
    let count = lines.all.len();
    let mut index = 0;
    while index < count {
        if !is_foreign(lines.str(index)) {
            index += 1;
            continue;
        }
        let end = (index..count)
            .find(|i| !is_foreign(lines.str(*i)))
            .unwrap_or(count);
        let letters: usize = (index..end)
            .map(|i| {
                lines
                    .str(i)
                    .chars()
                    .filter(char::is_ascii_alphabetic)
                    .count()
            })
            .sum();
        let head_cut = lines
            .str(index)
            .chars()
            .next()
            .is_some_and(|c| c.is_ascii_lowercase());
        let tail_cut = lines.ending(end - 1) != Ending::Sentence;
        let at_start = index == 0 && lines.range.start == 0;
        let at_end = end == count && lines.range.end == lines.text.len();
        let apart = index == 0 || lines.ending(index - 1) == Ending::Sentence;
        let cut = head_cut && (tail_cut || at_end || at_start);
        if letters >= LEAST_LETTERS && apart && cut {
            out.push(index..end);
        }
        index = end;
    }
    out
}

/// Whether a line is written in Latin letters: words, not addresses.
fn is_foreign(line: &str) -> bool {
    if !line.starts_with(|c: char| c.is_ascii()) {
        return false;
    }
    let latin = line.chars().filter(char::is_ascii_alphabetic).count();
    latin >= 12
        && !line.chars().any(glyph::is_han)
        && !line.contains("://")
        && line.split_whitespace().count() >= 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_abstract_in_a_paragraph_is_found() {
        let long = "甲".repeat(40);
        let text = format!(
            "{long}展开实\n摘要：这是提要。\n关键词：甲；乙\n施。充分认识{long}。\n摘要：不打断。\n完。\n"
        );
        let mut lines = Lines::of(&text, 0..text.len());
        assert_eq!(find(&mut lines, Kind::Prose, &Shape::default()), vec![1..3]);
    }

    #[test]
    fn a_piece_cut_at_both_ends_is_a_fragment() {
        let shape = Shape {
            han_share: 0.99,
            ..Shape::default()
        };
        let cut = "正文到此为止。\ncultivation and development of new forces is a strategic deployment based on\n";
        assert_eq!(fragments(&Lines::of(cut, 0..cut.len()), &shape), vec![1..2]);
        let whole = "正文到此为止。\nThe cultivation and development of new forces is a strategic deployment.\n";
        assert!(fragments(&Lines::of(whole, 0..whole.len()), &shape).is_empty());
    }
}
