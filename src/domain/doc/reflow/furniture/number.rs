//! Numbers of pages: on lines of their own, or at an end of a running head.

use crate::domain::doc::reflow::glyph::Ending;
use crate::domain::doc::reflow::line::Lines;
use std::collections::HashMap;

/// How a page number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Form {
    /// `7`
    Bare,
    /// `- 7 -`, `7 / 12`
    Decorated,
    /// `第 7 页`, `Page 7 of 12`
    Named,
    /// `· 7 ·`, alone or at an end of a running head
    Dotted,
    /// `7` at an end of a running head, white space between
    Edge,
}

/// The lines that are or hold the numbers of pages, and how sure that is.
pub(super) fn page_numbers(lines: &Lines<'_>) -> Vec<(usize, f32)> {
    const WIDEST: u32 = 24;
    const WIDEST_HEAD: u32 = 120;
    let mut by_form: HashMap<Form, Vec<(usize, u32)>> = HashMap::new();
    for (index, line) in lines.all.iter().enumerate() {
        let text = lines.str(index);
        // Most lines have no figure, which is seen faster than where it is.
        if !text.bytes().fold(false, |any, b| any | b.is_ascii_digit()) {
            continue;
        }
        let alone = if line.width <= WIDEST {
            page_number(text)
        } else {
            None
        };
        let in_head = if line.width <= WIDEST_HEAD {
            head_number(text)
        } else {
            None
        };
        for (form, number) in alone.into_iter().chain(in_head) {
            by_form.entry(form).or_default().push((index, number));
        }
    }
    let mut out = Vec::new();
    for (form, candidates) in by_form {
        let (least, confidence) = match form {
            Form::Bare => (3, 0.95),
            Form::Decorated | Form::Dotted => (2, 0.97),
            Form::Named => (1, 0.98),
            Form::Edge => (3, 0.93),
        };
        let chain = counting(lines, &candidates, form);
        let at_end = |i: &&usize| breaks_off(lines, **i) || begins_page(lines, **i);
        let broken = chain.iter().filter(at_end).count();
        let known = matches!(form, Form::Named | Form::Dotted);
        if chain.len() >= least && (known || broken * 4 >= chain.len()) {
            out.extend(chain.into_iter().map(|line| (line, confidence)));
        }
    }
    out.sort_by_key(|(line, _)| *line);
    out.dedup_by_key(|(line, _)| *line);
    out
}

/// Whether a form feed stands before or behind a line.
fn begins_page(lines: &Lines<'_>, index: usize) -> bool {
    let feed = |i: usize| lines.all.get(i).is_some_and(|l| l.new_page);
    feed(index) || feed(index + 1)
}

/// Whether the text before a number breaks off in a sentence, as it does at the end of a page and
/// seldom before the number of a section.
fn breaks_off(lines: &Lines<'_>, index: usize) -> bool {
    let mut before = (index.saturating_sub(2)..index).rev();
    before.any(|i| {
        lines.all.get(i).is_some_and(|l| l.width > 24)
            && matches!(lines.ending(i), Ending::Word | Ending::Open)
    })
}

/// The candidates that count up, one page after the other, with text between them.
fn counting(lines: &Lines<'_>, candidates: &[(usize, u32)], form: Form) -> Vec<usize> {
    const LEAST_TEXT: usize = 150;
    let mut best: Vec<usize> = Vec::new();
    let mut chain: Vec<usize> = Vec::new();
    let mut last: Option<(usize, u32)> = None;
    for (index, number) in candidates {
        let end = |i: usize| lines.all.get(i).map_or(0, |l| l.end);
        let follows = last.is_some_and(|(at, n)| {
            let text = end(*index) - end(at);
            // The foot of a first page, and the head of the second.
            let meet = form == Form::Dotted && *number == n + 1;
            (n + 1..=n + 3).contains(number) && (text >= LEAST_TEXT || meet)
        });
        if !follows && last.is_some_and(|(_, n)| *number != 1 && *number > n + 3) {
            continue;
        }
        if !follows && chain.len() < 3 {
            chain.clear();
        }
        chain.push(*index);
        last = Some((*index, *number));
        if chain.len() > best.len() {
            best.clone_from(&chain);
        }
    }
    best
}

fn page_number(line: &str) -> Option<(Form, u32)> {
    let digits: String = line
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect();
    let number = digits.parse().ok().filter(|n| *n < 10_000)?;
    let frame: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let shape: String = collapse_digits(&frame).to_lowercase();
    let form = match shape.as_str() {
        "0" => Form::Bare,
        "第0页" | "第0页共0页" | "第0页,共0页" | "第0页，共0页" | "第0页/共0页" | "共0页第0页"
        | "page0" | "page0of0" | "p.0" | "0页" => Form::Named,
        _ => {
            let bare = shape.trim_matches(|c| "-—–－·•~～|[]【】()（）/".contains(c));
            let framed = bare.len() + 2 <= shape.len() || bare == "0/0" || bare == "0of0";
            if !(framed && matches!(bare, "0" | "0/0" | "0of0"))
                || shape.starts_with(['(', '（', '[', '【'])
            {
                return None;
            }
            Form::Decorated
        }
    };
    Some((form, number))
}

/// The number of a page at an end of a running head.
fn head_number<'l>(line: &'l str) -> Option<(Form, u32)> {
    let is_dot = |c: char| matches!(c, '·' | '•' | '・');
    let bare = line.trim_matches(|c: char| is_dot(c) || c.is_whitespace());
    let digit = |c: char| c.is_ascii_digit();
    // Nearly all lines end here.
    if !bare.starts_with(digit) && !bare.ends_with(digit) {
        return None;
    }
    let read = |piece: &str| {
        let bare = piece.trim_matches(|c: char| is_dot(c) || c.is_whitespace());
        let dotted = piece.trim().starts_with(is_dot) && piece.trim().ends_with(is_dot);
        let digits = (1..=4).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_digit());
        let number = bare
            .parse()
            .ok()
            .filter(|_| digits && piece.trim() != "·")?;
        Some((if dotted { Form::Dotted } else { Form::Edge }, number))
    };
    let whole = read(line).filter(|(form, _)| *form == Form::Dotted);
    let gaps = |piece: &'l str| piece.split(['\t', '\u{3000}']);
    let pieces: Vec<&str> = line
        .split("  ")
        .flat_map(gaps)
        .filter(|piece| !piece.trim().is_empty())
        .collect();
    let [first, .., last] = pieces.as_slice() else {
        return whole;
    };
    whole.or_else(|| [first, last].into_iter().find_map(|piece| read(piece)))
}

/// Each run of digits as one `0`.
fn collapse_digits(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if !c.is_ascii_digit() {
            out.push(c);
        } else if !out.ends_with('0') {
            out.push('0');
        }
    }
    out
}
