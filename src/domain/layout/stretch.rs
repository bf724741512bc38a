//! Justified lines: where the cells go that a line has to spare (CLREQ, 行内调整: 拉伸).
//!
//! In rounds, a cell to a place: word spaces; Han beside Latin, if there is one for each such place,
//! since they are treated alike; between characters; word spaces once more. A Latin word gets a cell on
//! both its sides or on none, and where gaps are wished for none at all: those of a line stand or have
//! closed, all of them. A terminal has no space narrower than half a Han character, so that a
//! cell between two of them tears a word. It goes where it looks as if it belonged, as far as there are
//! such places: beside a quotation mark that the terminal draws narrow; on the blank side of a mark;
//! around a Latin word; behind 的 and its like, which end what is read as one; between others at last.
//! What a line would not be broken in is not stretched: words, numbers with their units, dates, double
//! dashes.

use super::breaks::is_wide_letter;
use super::fill::Gaps;
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

/// What the last character of a line so far is, for the gaps between Han and Latin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Beside {
    Han,
    /// A letter, a figure, or a sign behind one.
    Latin,
    /// A sign behind Han: of which kind it is tells what comes behind it.
    Sign,
    #[default]
    Other,
}

impl Beside {
    /// The same with one more character.
    pub(super) fn then(self, c: char) -> Self {
        if is_wide_letter(c) {
            Self::Han
        } else if is_latin(c) {
            Self::Latin
        } else if is_sign(c) && self != Self::Other {
            if self == Self::Latin {
                self
            } else {
                Self::Sign
            }
        } else {
            Self::Other
        }
    }

    /// Whether a gap is between what ends like this and what then ends like `next`: before the sign,
    /// if there is one.
    pub(super) fn parts_from(self, next: Self) -> bool {
        match next {
            Self::Latin => matches!(self, Self::Han | Self::Sign),
            Self::Han => self == Self::Latin,
            _ => false,
        }
    }
}

/// Whether Han stands beside what may be Latin.
fn meets_latin(before: char, after: char) -> bool {
    let latin = |c| is_latin(c) || is_sign(c);
    is_wide_letter(before) && latin(after) || latin(before) && is_wide_letter(after)
}

/// Letters and figures that are set in words.
fn is_latin(c: char) -> bool {
    matches!(c, '0'..='9' | 'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{24F}' | '\u{370}'..='\u{52F}')
        && !matches!(c, '×' | '÷')
}

/// Signs that go with letters and figures, where these stand beside them: `“人工智能+”` has none.
fn is_sign(c: char) -> bool {
    matches!(c, '%' | '+')
}

/// It holds a number and its unit together, by one cell.
const NO_BREAK_SPACE: char = '\u{A0}';

/// The rank of the places between characters where a cell is seen most.
const SEEN_MOST: u8 = 4;

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
    /// Between characters; the lower, the less it is seen.
    Char(u8),
}

impl Place {
    fn between(before: Glyph, after: Glyph) -> Option<Self> {
        let (a, b) = (before.c, after.c);
        if before.halved || after.halved || b.is_whitespace() {
            return None;
        }
        if a == NO_BREAK_SPACE {
            return None;
        }
        if a.is_whitespace() {
            return Some(Self::Word);
        }
        // Places beside Latin go by words.
        if !after.parts || meets_latin(a, b) {
            return None;
        }
        if is_opening(a) || is_closing(b) {
            return None;
        }
        let dash = |c| is_dash(c) || is_ellipsis(c);
        // A mark drawn in one cell gains the blank that it has in print.
        let rank = |mark: Glyph| u8::from(mark.width > 1);
        match (is_wide_letter(a), is_wide_letter(b)) {
            (true, true) => Some(Self::Char(if ends_phrase(a) { 3 } else { SEEN_MOST })),
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

/// A particle or verb behind which what is read as one has ended, nearly always.
fn ends_phrase(c: char) -> bool {
    matches!(c, '的' | '是' | '在' | '与')
}

/// The places beside Latin words, a word after the other: one place or two, behind these glyphs.
pub(super) fn beside_latin(glyphs: &[Glyph]) -> Vec<Vec<usize>> {
    let mut words: Vec<Vec<usize>> = Vec::new();
    let (mut beside, mut inside, mut han) = (Beside::Other, false, 0);
    for (n, glyph) in glyphs.iter().enumerate() {
        let next = beside.then(glyph.c);
        if beside.parts_from(next) {
            let enters = next == Beside::Latin;
            match words.last_mut().filter(|_| inside && !enters) {
                Some(word) => word.push(n - 1),
                None if enters => words.push(vec![han]),
                None => words.push(vec![n - 1]),
            }
            inside = enters;
        }
        if next == Beside::Han {
            han = n;
        }
        beside = next;
    }
    words
}

/// Cells to add behind each glyph so that the line grows by `spare`; nothing if it cannot without
/// being torn.
pub(super) fn spread(glyphs: &[Glyph], spare: usize, gaps: Gaps) -> Option<Vec<u8>> {
    let places: Vec<(usize, Place)> = glyphs
        .windows(2)
        .enumerate()
        .filter_map(|(n, pair)| Some((n, Place::between(*pair.first()?, *pair.get(1)?)?)))
        .collect();
    let of = |wanted: Place| -> Vec<usize> {
        let chosen = places.iter().filter(|(_, place)| *place == wanted);
        chosen.map(|(n, _)| *n).collect()
    };
    let words = of(Place::Word);
    let mut extra = vec![0; glyphs.len()];
    let mut left = spare;
    left -= put_evenly(&mut extra, &words, left);
    // Gaps that stand are wide enough, and those that gave way stay closed. A number is not parted
    // from its unit.
    let parts = |n: &usize| glyphs.get(n + 1).is_some_and(|after| after.parts);
    let mut latin = beside_latin(glyphs);
    latin.retain(|word| gaps == Gaps::Spare && word.iter().all(parts));
    let beside: usize = latin.iter().map(Vec::len).sum();
    let chars = places.len() - words.len();
    if left >= beside {
        left -= put_evenly(&mut extra, &latin.concat(), left);
        latin.clear();
    }
    let most = left.min((chars + latin.concat().len()).div_ceil(CHARS_TO_A_CELL));
    let mut room = most;
    for rank in 0..=SEEN_MOST {
        if rank == 2 {
            for word in latin.drain(..) {
                if word.len() <= room {
                    room -= put_evenly(&mut extra, &word, room);
                }
            }
        }
        room -= put_evenly(&mut extra, &of(Place::Char(rank)), room);
    }
    left -= most - room;
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
