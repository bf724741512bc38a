//! Which lines surely start a heading: those in the table of contents, and numbered ones that text
//! follows.

use super::contents::{Contents, Match};
use super::glyph::Ending;
use super::label;
use super::line::{Line, Lines};
use super::number::{self, Number, Style};

/// What the start of a line says about a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Head {
    /// Nothing.
    None,
    /// The table of contents has it: the entry.
    Listed(usize),
    /// It goes on a heading that the table of contents has.
    Continues,
    /// It has a number, as headings do.
    Numbered(Number),
    /// It has a number, as an item of a list does.
    Item(Number),
}

/// Reads the starts of the lines of running text: one answer for each. `reached` is the first entry
/// of the contents that has not come, and is moved on.
pub(super) fn find(
    lines: &Lines<'_>,
    body: &[usize],
    contents: &Contents,
    reached: &mut usize,
) -> Vec<Head> {
    let mut heads = vec![Head::None; body.len()];
    listed(lines, body, contents, reached, &mut heads);
    numbered(lines, body, &mut heads);
    heads
}

fn listed(
    lines: &Lines<'_>,
    body: &[usize],
    contents: &Contents,
    reached: &mut usize,
    heads: &mut [Head],
) {
    const WIDEST: u32 = 160;
    const MOST_LINES: usize = 4;
    let mut at = 0;
    while at < body.len() && *reached < contents.entries.len() {
        let line = body.get(at).copied().unwrap_or_default();
        let narrow = lines.all.get(line).is_some_and(|l| l.width <= WIDEST);
        let found = if narrow {
            contents.matches(lines.str(line), *reached)
        } else {
            None
        };
        let lines_of = |entry: usize| {
            (2..=MOST_LINES).find(|count| {
                let text: String = body
                    .iter()
                    .skip(at)
                    .take(*count)
                    .map(|i| lines.str(*i))
                    .collect();
                contents.is_whole(entry, &text)
            })
        };
        let heading = match found {
            Some(Match::Whole(entry)) => Some((entry, 1)),
            Some(Match::Begins(entry)) => lines_of(entry).map(|count| (entry, count)),
            None => None,
        };
        let Some((entry, count)) = heading else {
            at += 1;
            continue;
        };
        for (position, head) in heads.iter_mut().skip(at).take(count).enumerate() {
            *head = if position == 0 {
                Head::Listed(entry)
            } else {
                Head::Continues
            };
        }
        *reached = entry + 1;
        at += count;
    }
}

fn numbered(lines: &Lines<'_>, body: &[usize], heads: &mut [Head]) {
    let mut numbers: Vec<Option<Number>> = body.iter().map(|i| number_of(lines.str(*i))).collect();
    sections(lines, body, &mut numbers);
    for at in 0..body.len() {
        let (Some(Some(number)), Some(Head::None)) = (numbers.get(at), heads.get(at)) else {
            continue;
        };
        let is_dotted = matches!(
            number.style,
            Style::Dotted(_) | Style::Chapter | Style::Section | Style::Part
        );
        let ending = body.get(at).map_or(Ending::Word, |i| lines.ending(*i));
        let head = match ending {
            Ending::Word if !is_item(lines, body, &numbers, at) => Head::Numbered(*number),
            Ending::Word => Head::Item(*number),
            _ if is_dotted => Head::None,
            _ => Head::Item(*number),
        };
        if let Some(slot) = heads.get_mut(at) {
            *slot = head;
        }
    }
}

/// The number at the start of a line that is not the number of a journal.
fn number_of(line: &str) -> Option<Number> {
    number::number(line).filter(|n| n.style > Style::Section || !label::is_masthead(line))
}

/// Takes the numbers of sections that have no mark behind them, if they count up from 1.
fn sections(lines: &Lines<'_>, body: &[usize], numbers: &mut [Option<Number>]) {
    const WIDEST: u32 = 60;
    let is_dotted = |n: &Number| matches!(n.style, Style::Dotted(_));
    let least = if numbers.iter().flatten().any(is_dotted) {
        2
    } else {
        3
    };
    let mut chain: Vec<(usize, Number)> = Vec::new();
    for (at, index) in body.iter().enumerate() {
        let may_be = |l: &Line| l.width <= WIDEST && l.ending == Ending::Word;
        if !lines.all.get(*index).is_some_and(may_be) || numbers.get(at) != Some(&None) {
            continue;
        }
        let Some(number) = number::section(lines.str(*index)) else {
            continue;
        };
        if number.value == 1 && chain.len() < 2 {
            chain.clear();
        }
        if number.value as usize == chain.len() + 1 {
            chain.push((at, number));
        }
    }
    if chain.len() >= least {
        for (at, number) in chain {
            if let Some(slot) = numbers.get_mut(at) {
                *slot = Some(number);
            }
        }
    }
}

/// Whether a numbered line is an item of a list: the number before or after it follows with no
/// text between, or it names a book or a date.
fn is_item(lines: &Lines<'_>, body: &[usize], numbers: &[Option<Number>], at: usize) -> bool {
    let Some(Some(own)) = numbers.get(at) else {
        return false;
    };
    let index = body.get(at).copied().unwrap_or_default();
    let text = lines.str(index);
    let is_neighbour = |other: usize, value: Option<u32>| {
        numbers
            .get(other)
            .copied()
            .flatten()
            .is_some_and(|n| n.style == own.style && Some(n.value) == value)
    };
    let next = [1, 2].iter().any(|d| {
        is_neighbour(at + d, Some(own.value + 1)) && no_text_between(lines, body, at, at + d)
    });
    let last = [1, 2].iter().any(|d| {
        at.checked_sub(*d).is_some_and(|p| {
            is_neighbour(p, own.value.checked_sub(1)) && no_text_between(lines, body, p, at)
        })
    });
    let is_reference = text.contains('《') && (text.contains('，') || text.contains(','));
    next || last || is_reference
}

/// Whether nothing that looks like a paragraph stands between two lines.
fn no_text_between(lines: &Lines<'_>, body: &[usize], from: usize, to: usize) -> bool {
    body.get(from + 1..to).is_some_and(|between| {
        between.iter().all(|i| {
            lines.all.get(*i).is_some_and(|l| l.width <= 30) && lines.ending(*i) != Ending::Sentence
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heads(text: &str) -> Vec<Head> {
        let lines = Lines::of(text, 0..text.len());
        find(&lines, &lines.body(), &Contents::default(), &mut 0)
    }

    #[test]
    fn numbered_lines_with_text_between_are_headings() {
        let text = "1. 未来产业\n是指由前沿科技驱动的产业。\n2. 东数西算\n是指一项工程。\n";
        assert!(matches!(
            heads(text).as_slice(),
            [Head::Numbered(_), Head::None, Head::Numbered(_), Head::None]
        ));
    }

    #[test]
    fn sections_without_a_mark_behind_their_numbers_count_up() {
        let text = "1 引言\n这里说明来由，写成一句话。\n2 方法\n这里说明做法，写成一句话。\n3 结论\n这里说明结果，写成一句话。\n";
        let is_section =
            |head: &&Head| matches!(head, Head::Numbered(n) if n.style == Style::Dotted(1));
        assert_eq!(heads(text).iter().filter(is_section).count(), 3);
        let amounts = "5 只鸡\n都在院子里走来走去。\n2 只鸭\n都在水里。\n";
        assert!(heads(amounts).iter().all(|head| *head == Head::None));
    }

    #[test]
    fn numbered_lines_one_after_the_other_are_a_list() {
        let text =
            "1. 甲，《书》，2024年1月\n2. 乙，《书》，2023年第\n9期\n3. 丙，《书》，2024年\n";
        let found = heads(text);
        assert!(matches!(
            found.as_slice(),
            [Head::Item(_), Head::Item(_), Head::None, Head::Item(_)]
        ));
    }
}
