//! The statistics of a text's lines, on which every decision rests.

mod page;
mod paragraph;
mod wrap;

use super::glyph::{self, Ending};
use super::line::{Line, Lines, Role};
use page::{off, page_width, tolerance};
use paragraph::{blanks_mark, indents_mark, lost_indent, printed_indent};
use serde::{Deserialize, Serialize};
use wrap::{find_wrap, is_cut_by_characters, slack};

/// What the lines of a text are like.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Shape {
    /// Lines that are not blank.
    pub lines: usize,
    /// The share of lines with a blank line before them.
    pub blank_share: f32,
    /// The usual number of blank lines before a line.
    pub usual_blanks: u32,
    /// The share of lines that end a sentence.
    pub ended_share: f32,
    /// Of all marks that end a sentence, the share that stands inside lines.
    pub inner_share: f32,
    /// Marks that end a sentence, for each thousand half ems.
    pub sentence_rate: f32,
    /// The width at which lines are cut, in half ems.
    pub wrap: u32,
    /// Of the lines that end with a word and are no shorter than half of that, the share that is about
    /// as wide as that.
    pub wrap_share: f32,
    /// Of all lines, the share that breaks off in a sentence and is about as wide as that.
    pub cut_share: f32,
    /// Whether lines are cut at a number of characters, whatever their widths; then all widths
    /// are twice the number of characters.
    pub by_characters: bool,
    /// By how much a line that was cut may be narrower than `wrap`, in half ems.
    pub slack: u32,
    /// The share of lines clearly wider.
    pub over_share: f32,
    /// By how much a paragraph's first line is narrower, in half ems: an indent that was lost.
    pub lost_indent: u32,
    /// Whether white space at the start of a line marks a paragraph.
    pub indents_mark: bool,
    /// How much of a printed line an indent took, in half ems, where `indents_mark`: the white space
    /// that is left of it may be wider or narrower.
    pub printed_indent: u32,
    /// Whether a blank line marks a paragraph.
    pub blanks_mark: bool,
    /// The width of the printed page's lines in half ems, found from where pages cut paragraphs.
    pub page_width: Option<u32>,
    /// The share of Chinese characters among letters.
    pub han_share: f32,
    /// The share of marks that are common in program code and rare in writing.
    pub code_share: f32,
    /// White space between two Chinese characters, for each thousand of them.
    pub gap_rate: f32,
}

/// How far a line may be from the width at which it is cut, in half ems: a mark that may not start
/// a line is pushed over or pulled in.
const RAGGED: u32 = 4;

/// The share of Chinese characters from which on a text is Chinese.
const MOSTLY: f32 = 0.5;

/// Measures the lines that are running text. Where lines were cut by their number of characters,
/// their widths become those numbers.
pub(super) fn measure(lines: &mut Lines<'_>) -> Shape {
    close_gaps(lines);
    let by_characters = is_cut_by_characters(lines);
    if by_characters {
        for line in &mut lines.all {
            line.width = line.chars * 2;
        }
    }
    Shape {
        by_characters,
        ..measure_widths(lines)
    }
}

/// Leaves white space between Chinese characters out of the widths where there is so much of it that
/// most of it is false: in print it took no place.
fn close_gaps(lines: &mut Lines<'_>) {
    const MANY: u32 = 12;
    let all = |of: fn(&Line) -> u32| lines.all.iter().map(of).sum::<u32>();
    if all(|l| l.gaps) * 1000 > all(|l| l.chars).max(1000) * MANY {
        for line in &mut lines.all {
            line.width -= std::mem::take(&mut line.gaps).min(line.width);
        }
    }
}

fn measure_widths(lines: &Lines<'_>) -> Shape {
    let body: Vec<(usize, &Line)> = lines
        .all
        .iter()
        .enumerate()
        .filter(|(_, l)| l.role == Role::Body)
        .collect();
    if body.is_empty() {
        return Shape::default();
    }
    let endings: Vec<Ending> = body.iter().map(|(i, _)| lines.ending(*i)).collect();
    let part = |n: usize| n as f32 / body.len() as f32;
    let mut shape = Shape {
        lines: body.len(),
        blank_share: part(body.iter().filter(|(_, l)| l.blanks > 0).count()),
        usual_blanks: usual(body.iter().skip(1).map(|(_, l)| l.blanks)),
        ended_share: part(endings.iter().filter(|e| **e == Ending::Sentence).count()),
        ..Shape::default()
    };
    count_characters(lines, &body, &mut shape);
    find_wrap(&body, &endings, &mut shape);
    shape.slack = slack(&body, &endings, shape.wrap);
    shape.indents_mark = indents_mark(&body, &endings, &shape);
    if shape.indents_mark {
        shape.printed_indent = printed_indent(&body, &endings, shape.wrap);
    } else {
        // The ends of lines in Latin letters are ragged: their widths do not show an indent.
        if shape.han_share >= MOSTLY {
            shape.lost_indent = lost_indent(&body, &endings, shape.wrap);
        }
        if shape.lost_indent > 0 {
            // First lines are among those that were measured; no more can be told apart from them.
            shape.slack = shape.slack.min(2);
        }
    }
    shape.blanks_mark = blanks_mark(&body, &endings, &shape);
    shape.page_width = page_width(&body, &endings);
    shape
}

fn usual(values: impl Iterator<Item = u32>) -> u32 {
    let mut counts = [0usize; 4];
    for value in values {
        if let Some(count) = counts.get_mut(value.min(3) as usize) {
            *count += 1;
        }
    }
    counts
        .iter()
        .enumerate()
        .max_by_key(|(_, n)| **n)
        .map_or(0, |(v, _)| v as u32)
}

fn count_characters(lines: &Lines<'_>, body: &[(usize, &Line)], shape: &mut Shape) {
    let (mut han, mut latin, mut code, mut all, mut gaps) = (0u32, 0u32, 0u32, 0u32, 0u32);
    let (mut inner, mut outer, mut width) = (0u32, 0u32, 0u32);
    for (index, line) in body {
        let text = lines.str(*index);
        let (mut before, mut last) = (' ', ' ');
        let mut marks = 0;
        for c in text.chars() {
            all += 1;
            if glyph::is_han(c) {
                han += 1;
                gaps += u32::from(last == ' ' && glyph::is_han(before));
            } else if c.is_ascii_alphabetic() {
                latin += 1;
            } else if matches!(
                c,
                '{' | '}' | ';' | '=' | '<' | '>' | '_' | '|' | '&' | '$' | '\\' | '#' | '`'
            ) {
                code += 1;
            } else if matches!(c, '。' | '！' | '？' | '!' | '?') {
                marks += 1;
            } else if c == ' ' && last == '.' {
                inner += 1;
            }
            (before, last) = (last, c);
        }
        let ends = u32::from(line.ending == Ending::Sentence);
        inner += marks - ends.min(marks);
        outer += ends;
        width += line.width;
    }
    let ratio = |part: u32, whole: u32| part as f32 / whole.max(1) as f32;
    shape.han_share = ratio(han, han + latin);
    shape.code_share = ratio(code, all);
    // A few characters tell no rate.
    shape.gap_rate = ratio(gaps * 1000, han.max(200));
    shape.inner_share = ratio(inner, inner + outer);
    shape.sentence_rate = ratio((inner + outer) * 1000, width);
}

/// The width of a line and of the indent that it has in print, in half ems.
fn print_width(width: u32, starts: bool) -> f32 {
    const INDENT: u32 = 4;
    (width + if starts { INDENT } else { 0 }) as f32
}

impl Shape {
    /// Whether lines are cut at one width, with sentences running over them.
    pub(super) fn is_wrapped(&self) -> bool {
        const NARROWEST: u32 = 24;
        const WIDEST: u32 = 180;
        self.lines >= 4
            && (NARROWEST..=WIDEST).contains(&self.wrap)
            && self.cut_share >= 0.15
            && self.wrap_share >= 0.5
            && self.over_share <= 0.12
            && self.inner_share >= 0.15
            && self.sentence_rate >= 1.5
    }

    /// Whether a line of this width can be all that a page held of a paragraph; nothing if the
    /// page's width is not known. `starts`: with the paragraph's first line, which is indented.
    pub(super) fn fits_page(&self, width: u32, starts: bool) -> Option<bool> {
        let page = self.page_width? as f32;
        let cut = print_width(width, starts);
        Some(off(cut, page) <= tolerance(cut, page) + 1.0)
    }

    /// How likely any width is to look like that of whole printed lines as well as this one does;
    /// nothing if it does not, or the page's width is not known.
    pub(super) fn chance_to_fit(&self, width: u32, starts: bool) -> Option<f32> {
        let page = self.page_width? as f32;
        let off = off(print_width(width, starts), page);
        (self.fits_page(width, starts)?).then(|| (2.0 * off.max(1.0) + 1.0) / page)
    }

    /// How much of a printed line a line took where first lines are indented, in half ems.
    pub(super) fn reach(&self, line: &Line) -> u32 {
        match () {
            () if self.indents_mark && line.has_indent() => line.width + self.printed_indent,
            () => line.reach(),
        }
    }

    /// Whether a line is as wide as lines get before they are cut.
    pub(super) fn is_full(&self, width: u32) -> bool {
        width + self.slack >= self.wrap
    }
}
