//! Justified lines: where the cells go that a line has to spare (CLREQ, 行内调整: 拉伸).
//!
//! In rounds, a cell to a place: word spaces; Han beside Latin, if there is one for each such place,
//! since they are treated alike; between characters, evenly; word spaces once more. A terminal has no
//! space narrower than half a Han character, so that a cell between two of them is seen. Where it may
//! stand nearby beside a quotation mark that the terminal draws narrow, or on the blank side of a
//! mark, or else between Han and Latin, it is put there: it looks as if it belonged. What a line
//! would not be broken in is not stretched: words, numbers with their units, dates, double dashes.

use super::breaks::is_wide_letter;
use super::kinsoku::{is_blank_left, is_blank_right, is_closing, is_dash, is_ellipsis, is_opening};

/// The most cells that are spread over a line of this measure; with more it would look torn.
pub(super) fn most_spare(measure: u32) -> u32 {
    (measure / 6).max(2)
}

/// The most cells that a line may have to spare before it is better ended where it would rather not be.
pub(super) fn least_hole(measure: u32) -> u32 {
    (measure / 12).max(2)
}

/// Of the places between characters, one in so many may get a cell: with more, words fall apart.
const CHARS_TO_A_CELL: usize = 5;

/// Whether Han and a Latin letter or a digit meet here.
pub(super) fn is_latin_gap(before: char, after: char) -> bool {
    is_wide_letter(before) && is_latin(after) || is_latin(before) && is_wide_letter(after)
}

/// Letters and figures that are set in words, and the signs that go with figures.
fn is_latin(c: char) -> bool {
    matches!(c, '0'..='9' | 'A'..='Z' | 'a'..='z' | '%' | '+' | '\u{C0}'..='\u{24F}' | '\u{370}'..='\u{52F}')
        && !matches!(c, '×' | '÷')
}

/// A grapheme as far as stretching has to know it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    /// Its first character.
    pub(super) c: char,
    /// Its cells.
    pub(super) width: usize,
    /// Whether it has closed up with a neighbour.
    pub(super) halved: bool,
    /// Whether it may be parted from the one before it: what belongs together is not.
    pub(super) parts: bool,
}

/// What a place between two graphemes is for stretching.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Word,
    LatinGap,
    /// Between characters; the lower, the less it is seen.
    Char(u8),
}

impl Place {
    fn between(before: Glyph, after: Glyph) -> Option<Self> {
        let (a, b) = (before.c, after.c);
        if before.halved || after.halved || b.is_whitespace() {
            return None;
        }
        if a.is_whitespace() {
            return Some(Self::Word);
        }
        if !after.parts {
            return None;
        }
        if is_latin_gap(a, b) {
            return Some(Self::LatinGap);
        }
        if is_opening(a) || is_closing(b) {
            return None;
        }
        let dash = |c| is_dash(c) || is_ellipsis(c);
        // A mark drawn in one cell gains the blank that it has in print.
        let rank = |mark: Glyph| u8::from(mark.width > 1);
        match (is_wide_letter(a), is_wide_letter(b)) {
            (true, true) => Some(Self::Char(3)),
            _ if is_opening(b) && (is_wide_letter(a) || is_blank_right(a) || is_blank_left(b)) => {
                Some(Self::Char(rank(after)))
            }
            _ if is_closing(a) && (is_wide_letter(b) || is_blank_right(a)) => {
                Some(Self::Char(rank(before)))
            }
            // A dash is a mark of its own: beside it, never in it.
            (true, false) if dash(b) => Some(Self::Char(3)),
            (false, true) if dash(a) => Some(Self::Char(3)),
            _ => None,
        }
    }
}

/// Cells to add behind each glyph so that the line grows by `spare`; nothing if it cannot without
/// being torn.
pub(super) fn spread(glyphs: &[Glyph], spare: usize, gaps: bool) -> Option<Vec<u8>> {
    let places: Vec<(usize, Place)> = glyphs
        .windows(2)
        .enumerate()
        .filter_map(|(n, pair)| Some((n, Place::between(*pair.first()?, *pair.get(1)?)?)))
        .collect();
    let of = |wanted: fn(&Place) -> bool| -> Vec<usize> {
        let chosen = places.iter().filter(|(_, place)| wanted(place));
        chosen.map(|(n, _)| *n).collect()
    };
    let words = of(|place| *place == Place::Word);
    let latin = of(|place| *place == Place::LatinGap);
    let mut extra = vec![0; glyphs.len()];
    let mut left = spare;
    left -= put_evenly(&mut extra, &words, left);
    // Gaps that are always there are wide enough.
    let alike = !gaps && left >= latin.len();
    if alike {
        left -= put_evenly(&mut extra, &latin, left);
    }
    let chars: Vec<(usize, u8)> = places
        .iter()
        .filter_map(|(n, place)| match place {
            Place::Char(rank) => Some((*n, *rank)),
            Place::LatinGap if !alike && !gaps => Some((*n, 2)),
            _ => None,
        })
        .collect();
    left -= put_between(
        &mut extra,
        &chars,
        left.min(chars.len().div_ceil(CHARS_TO_A_CELL)),
    );
    left -= put_evenly(&mut extra, &words, left);
    (left == 0).then_some(extra)
}

/// Puts a cell at as many of the places as there are cells, evenly; how many were put.
fn put_evenly(extra: &mut [u8], places: &[usize], cells: usize) -> usize {
    let count = cells.min(places.len());
    for n in 0..count {
        let nth = (2 * n + 1) * places.len() / (2 * count);
        if let Some(cell) = places.get(nth).and_then(|place| extra.get_mut(*place)) {
            *cell += 1;
        }
    }
    count
}

/// Puts cells between characters: evenly, and of the places of each stretch the one where the cell
/// is seen least.
fn put_between(extra: &mut [u8], places: &[(usize, u8)], cells: usize) -> usize {
    let count = cells.min(places.len());
    for n in 0..count {
        let (from, to) = (n * places.len() / count, (n + 1) * places.len() / count);
        let middle = usize::midpoint(from, to);
        let best = (from..to).min_by_key(|nth| {
            let rank = places.get(*nth).map_or(u8::MAX, |(_, rank)| *rank);
            (rank, nth.abs_diff(middle))
        });
        let place = best.and_then(|nth| places.get(nth));
        if let Some(cell) = place.and_then(|(place, _)| extra.get_mut(*place)) {
            *cell += 1;
        }
    }
    count
}
