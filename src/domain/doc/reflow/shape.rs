//! The statistics of a text's lines, on which every decision rests.

use super::glyph::{self, Ending};
use super::line::{Line, Lines, Role};
use serde::{Deserialize, Serialize};

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
    /// Of the lines that break off in a sentence, the share that is about as wide as that.
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

/// Measures the lines that are running text. Where lines were cut by their number of characters,
/// their widths become those numbers.
pub(super) fn measure(lines: &mut Lines<'_>) -> Shape {
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

/// Whether far more lines have the same number of characters than have the same width.
fn is_cut_by_characters(lines: &Lines<'_>) -> bool {
    let same = |of: fn(&Line) -> u32| {
        let mut counts = [0usize; 256];
        for line in lines.all.iter().filter(|l| l.role == Role::Body) {
            if let Some(count) = counts.get_mut(of(line) as usize) {
                *count += 1;
            }
        }
        counts.into_iter().max().unwrap_or(0)
    };
    let (chars, widths) = (same(|l| l.chars), same(|l| l.width));
    chars * 2 > lines.all.len() && chars * 10 > widths * 11
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
        shape.lost_indent = lost_indent(&body, &endings, shape.wrap);
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
        let ends = u32::from(glyph::ending(text) == Ending::Sentence);
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

/// The width around which most of the lines lie that break off in a sentence.
fn find_wrap(body: &[(usize, &Line)], endings: &[Ending], shape: &mut Shape) {
    const WIDEST: usize = 200;
    const BAND: usize = 2 * RAGGED as usize + 1;
    const ENOUGH: usize = 8;
    let mut counts = [0usize; WIDEST + 2 * BAND];
    // Of lines that go on from one that breaks off as well: no first lines of paragraphs.
    let mut inner = counts;
    let (mut open, mut was_open) = (0, false);
    for ((_, line), ending) in body.iter().zip(endings) {
        let is_open = matches!(ending, Ending::Word | Ending::Open);
        let reach = line.reach() as usize;
        if is_open && let (Some(all), Some(inner)) = (counts.get_mut(reach), inner.get_mut(reach)) {
            *all += 1;
            *inner += usize::from(was_open);
        }
        open += usize::from(is_open);
        was_open = is_open;
    }
    let near = |w: usize| counts.iter().skip(w).take(BAND).sum::<usize>();
    let Some((low, most)) = (0..WIDEST)
        .map(|w| (w, near(w)))
        .max_by_key(|(w, n)| (*n, *w))
    else {
        return;
    };
    // The mode inside the densest band is where lines are cut; where most lines are the first of a
    // paragraph and lost an indent, it may lie behind the band.
    let band = low..low + BAND + RAGGED as usize;
    let many = inner
        .get(band.clone())
        .unwrap_or_default()
        .iter()
        .sum::<usize>()
        >= ENOUGH;
    let (of, band) = if many {
        (&inner, band)
    } else {
        (&counts, low..low + BAND)
    };
    let mode = band
        .max_by_key(|w| of.get(*w).copied().unwrap_or(0))
        .unwrap_or(low);
    shape.wrap = mode as u32;
    shape.wrap_share = most as f32 / open.max(1) as f32;
    shape.cut_share = most as f32 / body.len() as f32;
    let over = body
        .iter()
        .filter(|(_, l)| l.width > shape.wrap + 2 * RAGGED)
        .count();
    shape.over_share = over as f32 / body.len() as f32;
}

/// How much narrower than `wrap` nine in ten of the lines are that break off in a sentence, first
/// lines of paragraphs left out. One half em is always possible: a wide character does not fit in.
fn slack(body: &[(usize, &Line)], endings: &[Ending], wrap: u32) -> u32 {
    const FAR: u32 = 16;
    let is_open = |end: &Ending| matches!(end, Ending::Word | Ending::Open);
    let mut lacks: Vec<u32> = body
        .windows(3)
        .zip(endings.windows(2))
        .filter_map(|(lines, ends)| match (lines, ends) {
            ([(_, a), (_, b), (_, c)], [before, own]) if is_open(before) && is_open(own) => {
                let lack = wrap.saturating_sub(b.reach());
                let inner = a.width + FAR > wrap && lack < FAR;
                inner.then_some(if c.first_word > lack { 0 } else { lack })
            }
            _ => None,
        })
        .collect();
    lacks.sort_unstable();
    lacks
        .get(lacks.len() * 9 / 10)
        .copied()
        .unwrap_or(RAGGED)
        .clamp(1, RAGGED)
}

/// The indent that was lost, if lines that surely start a paragraph are narrower than the others:
/// those behind a short line that ends a sentence, and not themselves the last line of one.
fn lost_indent(body: &[(usize, &Line)], endings: &[Ending], wrap: u32) -> u32 {
    const INDENT: u32 = 4;
    let (mut starts, mut narrow_starts, mut inner, mut narrow_inner) = (0u32, 0u32, 0u32, 0u32);
    for (pair, ends) in body.windows(2).zip(endings.windows(2)) {
        let ([(_, a), (_, b)], [before, Ending::Word | Ending::Open]) = (pair, ends) else {
            continue;
        };
        let narrow = u32::from(b.width + 3 <= wrap);
        match before {
            _ if b.width + 3 * RAGGED <= wrap => {}
            Ending::Sentence if a.width + 2 * RAGGED < wrap => {
                starts += 1;
                narrow_starts += narrow;
            }
            Ending::Word | Ending::Open if a.width + INDENT + RAGGED >= wrap => {
                inner += 1;
                narrow_inner += narrow;
            }
            _ => {}
        }
    }
    let share = |narrow: u32, of: u32| narrow as f32 / of.max(1) as f32;
    let (first, other) = (share(narrow_starts, starts), share(narrow_inner, inner));
    if starts >= 3 && ((first >= 0.7 && other <= 0.4) || (first >= 0.45 && other <= 0.1)) {
        INDENT
    } else {
        0
    }
}

/// What indented lines that break off in a sentence lack most often of the width at which lines are
/// cut, in half ems.
fn printed_indent(body: &[(usize, &Line)], endings: &[Ending], wrap: u32) -> u32 {
    const DEEPEST: usize = 8;
    const USUAL: u32 = 4;
    let mut counts = [0usize; DEEPEST + 1];
    for ((_, line), end) in body.iter().zip(endings) {
        let lack = wrap.checked_sub(line.width).map(|l| l as usize);
        if line.has_indent()
            && matches!(end, Ending::Word | Ending::Open)
            && let Some(count) = lack.and_then(|l| counts.get_mut(l))
        {
            *count += 1;
        }
    }
    let most = counts.iter().enumerate().skip(2).max_by_key(|(_, n)| **n);
    most.filter(|(_, n)| **n > 0)
        .map_or(USUAL, |(lack, _)| lack as u32)
}

/// Whether lines behind the end of a paragraph are indented and others are not.
fn indents_mark(body: &[(usize, &Line)], endings: &[Ending], shape: &Shape) -> bool {
    const LONG: u32 = 44;
    let wrapped = shape.is_wrapped();
    let (mut starts, mut indented_starts, mut inner, mut indented_inner) = (0u32, 0u32, 0u32, 0u32);
    for (pair, end) in body.windows(2).zip(endings) {
        let [(_, a), (_, b)] = pair else { continue };
        let indented = u32::from(b.has_indent());
        let short = !wrapped || a.width + 2 * RAGGED < shape.wrap;
        let long = a.width
            >= if wrapped {
                shape.wrap.saturating_sub(RAGGED)
            } else {
                LONG
            };
        match end {
            Ending::Sentence if short => {
                starts += 1;
                indented_starts += indented;
            }
            Ending::Word | Ending::Open if long => {
                inner += 1;
                indented_inner += indented;
            }
            _ => {}
        }
    }
    starts >= 3 && inner >= 2 && indented_starts * 10 >= starts * 7 && indented_inner * 5 <= inner
}

/// Whether blank lines stand behind the ends of paragraphs and seldom inside them.
fn blanks_mark(body: &[(usize, &Line)], endings: &[Ending], shape: &Shape) -> bool {
    if !(0.01..=0.6).contains(&shape.blank_share) {
        return false;
    }
    let (mut blank, mut good) = (0u32, 0u32);
    for (pair, end) in body.windows(2).zip(endings) {
        let [(_, a), (_, b)] = pair else { continue };
        if b.blanks > 0 {
            blank += 1;
            let inside =
                matches!(end, Ending::Word | Ending::Open) && a.width + RAGGED >= shape.wrap;
            good += u32::from(!inside);
        }
    }
    blank >= 2 && good * 10 >= blank * 7
}

/// The width of the printed lines, if paragraphs that a page has cut show one: each is a first line
/// (two ems shorter) and a number of whole ones.
fn page_width(body: &[(usize, &Line)], endings: &[Ending]) -> Option<u32> {
    const LEAST: usize = 5;
    let cuts: Vec<f32> = body
        .iter()
        .zip(endings)
        .filter(|((_, l), e)| matches!(e, Ending::Word | Ending::Open) && l.width > 96)
        .map(|((_, l), _)| (l.width + 4) as f32)
        .collect();
    if cuts.len() < LEAST {
        return None;
    }
    let fit = |width: u32| {
        let near = |cut: &&f32| {
            let width = width as f32;
            let off = (*cut / width).fract() * width;
            off <= tolerance(**cut, width) || off >= width - tolerance(**cut, width)
        };
        cuts.iter().filter(near).count()
    };
    let by_chance = |width: u32| 7.0 / width as f32;
    (32..=100)
        .step_by(2)
        .map(|w| (w, fit(w) as f32 / cuts.len() as f32 - by_chance(w)))
        .filter(|(_, fit)| *fit >= 0.5)
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(w, _)| w)
}

/// How far the width of a cut paragraph may be from whole lines, in half ems: it grows with the
/// lines, each of which may be a little shorter.
fn tolerance(cut: f32, width: f32) -> f32 {
    2.0 + (cut / width).min(4.0) * 0.5
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

    /// Whether a line of this width can be all that the page before held of a paragraph; nothing if
    /// the page's width is not known.
    pub(super) fn fits_page(&self, width: u32) -> Option<bool> {
        let page = self.page_width? as f32;
        let cut = (width + 4) as f32;
        let off = (cut / page).fract() * page;
        let slack = tolerance(cut, page) + 1.0;
        Some(off <= slack || off >= page - slack)
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
