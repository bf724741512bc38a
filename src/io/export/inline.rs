//! The inside of a block as Markdown: what would be read as a mark is escaped, and styled parts get
//! marks that are read again wherever they stand.
//!
//! `CommonMark` takes `**` before a punctuation mark for the beginning of a strong part only behind
//! white space or punctuation, which in Chinese text there often is not. An empty comment stands
//! there then: it is punctuation to Markdown, and import reads it as nothing.

use super::link::{bracketed, description, destination};
use super::markdown::References;
use crate::domain::doc::{Block, SpanStyle};
use std::ops::Range;

/// Nothing, but with an end and a beginning.
pub(super) const SEPARATOR: &str = "<!-- -->";

/// Where a text stands; that decides what has to be escaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// At the start of a line.
    Line,
    /// In a heading, behind its `#`.
    Heading,
    /// In a cell of a table.
    Cell,
}

/// A part of a block as Markdown; the part is given in bytes of the block's text.
pub(super) fn inline(
    block: &Block,
    part: Range<usize>,
    place: Place,
    labels: &References,
) -> String {
    let mut writer = Inline {
        out: String::new(),
        last: Last::Plain,
        place,
    };
    let mut at = part.start;
    for span in &block.spans {
        let range = span.range.start.max(at)..span.range.end.min(part.end);
        if range.is_empty() {
            continue;
        }
        writer.plain(block.text.get(at..range.start).unwrap_or_default());
        let text = block.text.get(range.clone()).unwrap_or_default();
        match &span.style {
            SpanStyle::Strong => writer.delimited("**", text),
            SpanStyle::Emphasis => writer.delimited("*", text),
            SpanStyle::Code => writer.code(text),
            SpanStyle::Link(_) => match destination(&span.style, labels) {
                Some(target) => writer.link(text, &target),
                None => writer.plain(text),
            },
            SpanStyle::Picture(source) => writer.picture(text, labels.picture(source)),
            SpanStyle::NoteMark(number) => match labels.of(*number) {
                Some(label) => writer.reference(label),
                None => writer.plain(text),
            },
        }
        at = range.end;
    }
    writer.plain(block.text.get(at..part.end).unwrap_or_default());
    if place == Place::Cell {
        return with_visible_ends(&writer.out);
    }
    writer.out
}

/// What was written last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    Plain,
    /// A part between asterisks, and whether its last character is a letter or a digit.
    Delimited(bool),
    Code,
    Reference,
}

struct Inline {
    out: String,
    last: Last,
    place: Place,
}

impl Inline {
    fn plain(&mut self, text: &str) {
        let Some(next) = text.chars().next() else {
            return;
        };
        let parts = match self.last {
            Last::Plain | Last::Code => false,
            Last::Delimited(word) => !word && !next.is_whitespace() && !is_mark(next),
            // Neither a link nor the beginning of a note.
            Last::Reference => matches!(next, '(' | ':'),
        };
        self.part_if(parts);
        let text = if self.out.is_empty() && self.place == Place::Line {
            at_line_start(text)
        } else {
            escaped(text, self.place)
        };
        self.add(&text, Last::Plain);
    }

    fn delimited(&mut self, mark: &str, text: &str) {
        let inner = with_visible_ends(&escaped(text, self.place));
        let opens = inner.starts_with(is_word);
        let last = self.out.chars().next_back();
        let parted = last.is_none_or(|c| c.is_whitespace() || is_mark(c));
        let beside = matches!(self.last, Last::Delimited(_));
        self.part_if(beside || !opens && !parted);
        let closing = Last::Delimited(inner.ends_with(is_word));
        self.add(&format!("{mark}{inner}{mark}"), closing);
    }

    fn code(&mut self, text: &str) {
        let fence = "`".repeat(longest_run(text, '`') + 1);
        let blank = text.chars().all(|c| c == ' ');
        let stripped = text.starts_with(' ') && text.ends_with(' ') && !blank;
        let padded = stripped || text.starts_with('`') || text.ends_with('`');
        let pad = if padded { " " } else { "" };
        let text = match self.place {
            Place::Cell => text.replace('|', "\\|"),
            _ => text.to_owned(),
        };
        self.part_if(self.last == Last::Code);
        self.add(&format!("{fence}{pad}{text}{pad}{fence}"), Last::Code);
    }

    fn link(&mut self, text: &str, target: &str) {
        let inner = with_visible_ends(&escaped(text, self.place));
        // Neither a picture nor the other half of a mark.
        self.part_if(self.out.ends_with('!') || self.last == Last::Reference);
        let target = bracketed(target, self.place);
        self.add(&format!("[{inner}]{target}"), Last::Plain);
    }

    fn picture(&mut self, text: &str, source: &str) {
        let inner = escaped(description(text), self.place);
        let source = bracketed(source, self.place);
        self.add(&format!("![{inner}]{source}"), Last::Plain);
    }

    fn reference(&mut self, label: &str) {
        self.add(&format!("[^{label}]"), Last::Reference);
    }

    fn part_if(&mut self, wanted: bool) {
        if wanted {
            self.out.push_str(SEPARATOR);
        }
    }

    fn add(&mut self, markdown: &str, last: Last) {
        self.out.push_str(markdown);
        self.last = last;
    }
}

/// A letter or digit that Markdown, too, takes for one; letters in circles are symbols to it.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() && !matches!(c, '\u{2460}'..='\u{24FF}' | '\u{1F100}'..='\u{1F1FF}')
}

/// A character that is certainly a punctuation mark to Markdown.
fn is_mark(c: char) -> bool {
    c.is_ascii_punctuation() || "，。、；：？！（）《》〈〉「」『』【】〔〕“”‘’—…·".contains(c)
}

/// Text whose white space at the ends is written so that a mark may stand beside it.
fn with_visible_ends(text: &str) -> String {
    let visible = |blank: &str| -> String {
        let reference = |c: char| format!("&#x{:x};", u32::from(c));
        blank.chars().map(reference).collect()
    };
    let from_text = text.trim_start();
    let head = text.strip_suffix(from_text).unwrap_or_default();
    let inner = from_text.trim_end();
    let tail = from_text.strip_prefix(inner).unwrap_or_default();
    [&visible(head), inner, &visible(tail)].concat()
}

/// A picture that is a block.
pub(super) fn picture(block: &Block, references: &References) -> String {
    let source = block.spans.iter().find_map(|span| match &span.style {
        SpanStyle::Picture(source) => Some(references.picture(source)),
        _ => None,
    });
    let mut writer = Inline {
        out: String::new(),
        last: Last::Plain,
        place: Place::Line,
    };
    writer.picture(&block.text, source.unwrap_or("#"));
    writer.out
}

/// Text at the start of a line, where more could be read as a mark.
fn at_line_start(text: &str) -> String {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.strip_suffix(rest).unwrap_or_default();
    if !digits.is_empty() && rest.starts_with(['.', ')']) {
        return [digits, "\\", &escaped(rest, Place::Line)].concat();
    }
    if text.starts_with(['#', '>', '+', '-', '=', '~', ':', '|']) {
        return ["\\", &escaped(text, Place::Line)].concat();
    }
    escaped(text, Place::Line)
}

/// Text in which nothing is a mark: a backslash stands before whatever Markdown could read as one.
fn escaped(text: &str, place: Place) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let special = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' => true,
            '<' => next.is_none_or(|n| n.is_ascii_alphabetic() || "/!?".contains(n)),
            '&' => next.is_none_or(|n| n.is_ascii_alphabetic() || n == '#'),
            '#' => place == Place::Heading,
            '|' => place == Place::Cell,
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// The length of the longest run of this character.
pub(super) fn longest_run(text: &str, of: char) -> usize {
    let runs = text.split(|c| c != of);
    runs.map(|run| run.chars().count()).max().unwrap_or(0)
}
