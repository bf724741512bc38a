//! Blocks as lines of text, the form in which results are compared: `#` before headings, `[^n]` for
//! references, notes as lines `[^n]: text`. Compares without looking at how they were made.

use wengu::domain::doc::BlockKind;
use wengu::domain::doc::reflow::{Draft, Options, Report, reflow};

/// The blocks of a text and the account of how they were made.
pub(super) fn blocks_of(text: &str, options: &Options) -> (Vec<Draft>, Report) {
    let mut drafts = Vec::new();
    let report = reflow(text, options, &mut |draft| drafts.push(draft));
    (drafts, report)
}

/// The blocks, a line each.
pub(super) fn written(drafts: &[Draft]) -> String {
    drafts.iter().map(|draft| line(draft) + "\n").collect()
}

fn line(draft: &Draft) -> String {
    let mut text = String::new();
    let mut from = 0;
    for (mark, number) in &draft.notes {
        text.push_str(&draft.text[from..mark.start]);
        let is_own = draft.kind == BlockKind::Footnote && mark.start == 0;
        text.push_str(&if is_own {
            format!("[^{number}]:")
        } else {
            format!("[^{number}]")
        });
        from = mark.end;
    }
    text.push_str(&draft.text[from..]);
    match draft.kind {
        BlockKind::Heading(level) => format!("{} {text}", "#".repeat(usize::from(level))),
        _ => text,
    }
}

/// A block as it is compared: its level if it is a heading, its text without white space and marks.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Plain {
    pub(super) level: Option<usize>,
    pub(super) text: String,
}

/// The blocks of a text in this form, notes left out.
pub(super) fn plain(text: &str) -> Vec<Plain> {
    text.lines()
        .filter(|line| !line.trim().is_empty() && !is_note(line))
        .map(|line| {
            let body = line.trim_start_matches('#');
            let marks = line.len() - body.len();
            let is_heading = marks > 0 && body.starts_with(' ');
            Plain {
                level: is_heading.then_some(marks),
                text: without_marks(body),
            }
        })
        .collect()
}

/// The notes: their numbers, and their texts without white space.
pub(super) fn notes(text: &str) -> Vec<(String, String)> {
    text.lines()
        .filter(|line| is_note(line))
        .filter_map(|line| line.strip_prefix("[^")?.split_once("]:"))
        .map(|(number, text)| (number.to_owned(), text.split_whitespace().collect()))
        .collect()
}

fn is_note(line: &str) -> bool {
    line.starts_with("[^") && line.contains("]:")
}

fn without_marks(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("[^") {
        out.push_str(before);
        rest = after.split_once(']').map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    out.split_whitespace().collect()
}

/// How many of the expected blocks came out whole, in their order: the longest common subsequence.
pub(super) fn whole_blocks(expected: &[Plain], found: &[Plain]) -> usize {
    let mut row = vec![0usize; found.len() + 1];
    for want in expected {
        let mut diagonal = 0;
        for (at, got) in found.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if want.text == got.text {
                diagonal + 1
            } else {
                above.max(row[at])
            };
            diagonal = above;
        }
    }
    row[found.len()]
}
