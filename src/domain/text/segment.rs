//! Where a line may break, by the rules of UAX #14 (Unicode 17 data). What Chinese setting asks for
//! on top of it is known to `layout::breaks`.
//!
//! Two neighbouring Han characters part the text for the rules: between them a line may always
//! break, and nothing before them bears on what comes behind. Only what stands between two runs of
//! Han goes to the segmenter, and not even that if it is made of the common marks, whose rules are
//! short.

use super::width::is_plain_han;
use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

const SEGMENTER: LineSegmenterBorrowed<'static> =
    LineSegmenter::new_17_for_non_complex_scripts(LineBreakOptions::default());

/// Byte offsets behind which a line of the text may end; the end of the text is the last of them.
pub fn break_opportunities(text: &str) -> Opportunities<'_> {
    Opportunities {
        text,
        anchor: 0,
        at: 0,
        previous: None,
        found: Vec::new(),
    }
}

/// The iterator of [`break_opportunities`].
#[derive(Debug)]
pub struct Opportunities<'t> {
    text: &'t str,
    /// Start of the last character before `at`.
    anchor: usize,
    /// Everything up to here is decided.
    at: usize,
    /// The Han character that ends at `at`; none at the start of the text.
    previous: Option<char>,
    /// Opportunities that were found ahead, the nearest last.
    found: Vec<usize>,
}

impl Iterator for Opportunities<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        if let Some(found) = self.found.pop() {
            return Some(found);
        }
        let Some(c) = self.text.get(self.at..)?.chars().next() else {
            // The end of a text that ends in Han.
            return self.previous.take().map(|_| self.at);
        };
        if is_plain_han(c) {
            let opportunity = self.at;
            self.anchor = opportunity;
            self.at += c.len_utf8();
            if self.previous.replace(c).is_some() {
                return Some(opportunity);
            }
            return self.next();
        }
        self.stretch();
        self.next()
    }
}

impl Opportunities<'_> {
    /// Decides what stands between two Han characters, the second one included.
    fn stretch(&mut self) {
        let from = if self.previous.is_some() {
            self.anchor
        } else {
            self.at
        };
        let rest = self.text.get(self.at..).unwrap_or_default();
        let han = rest.char_indices().find(|(_, c)| is_plain_han(*c));
        let Some((length, han)) = han else {
            self.segment(from, self.text.len());
            self.at = self.text.len();
            self.previous = None;
            return;
        };
        let (between, second) = (rest.get(..length).unwrap_or_default(), self.at + length);
        let plain = self.previous.is_some() && self.marks(between);
        if !plain {
            self.found.clear();
            self.segment(from, second + han.len_utf8());
        }
        self.anchor = second;
        self.at = second + han.len_utf8();
        self.previous = Some(han);
    }

    /// Asks the segmenter about a part of the text; what it says of the part's end counts only if
    /// the text ends there.
    fn segment(&mut self, from: usize, to: usize) {
        let part = self.text.get(from..to).unwrap_or_default();
        let inside = |at: &usize| *at > 0 && (*at < part.len() || to == self.text.len());
        let found = SEGMENTER.segment_str(part).filter(inside);
        self.found.extend(found.map(|at| from + at));
        self.found.reverse();
        // An end that is Han is met again as such.
        if part.chars().next_back().is_some_and(is_plain_han) && to == self.text.len() {
            self.found.retain(|at| *at < to);
        }
    }

    /// Decides a run of common marks between two Han characters; false if there are others in it.
    fn marks(&mut self, between: &str) -> bool {
        let mut before = Common::Han;
        let mut opportunity = self.at;
        let mut chars = between.chars().peekable();
        let start = self.found.len();
        while let Some(c) = chars.next() {
            let after = Common::of(c);
            let next = chars.peek().map_or(Common::Han, |c| Common::of(*c));
            if after == Common::Other || !after.stands_between(before, next) {
                return false;
            }
            if before.parts_from(after) {
                self.found.push(opportunity);
            }
            before = after;
            opportunity += c.len_utf8();
        }
        if before.parts_from(Common::Han) {
            self.found.push(opportunity);
        }
        if let Some(new) = self.found.get_mut(start..) {
            new.reverse();
        }
        true
    }
}

/// The kinds of characters whose rules are short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Common {
    Han,
    /// Classes CL, EX and NS.
    Closing,
    /// Class OP.
    Opening,
    /// Class B2.
    Dash,
    /// Class QU, general category Pi and Pf.
    OpeningQuote,
    ClosingQuote,
    Other,
}

impl Common {
    fn of(c: char) -> Self {
        match c {
            '、' | '。' | '，' | '．' | '：' | '；' | '！' | '？' | '）' | '》' | '」' | '』'
            | '】' | '〉' | '〕' | '〗' => Self::Closing,
            '（' | '《' | '「' | '『' | '【' | '〈' | '〔' | '〖' => Self::Opening,
            '—' => Self::Dash,
            '“' | '‘' => Self::OpeningQuote,
            '”' | '’' => Self::ClosingQuote,
            c if is_plain_han(c) => Self::Han,
            _ => Self::Other,
        }
    }

    /// Whether the short rules hold for this one between these two. Quotes look at their
    /// neighbours (LB 15 and 19a): the short rules hold between wide characters.
    fn stands_between(self, before: Self, after: Self) -> bool {
        let wide = |c| matches!(c, Self::Han | Self::Closing | Self::Opening);
        !matches!(self, Self::OpeningQuote | Self::ClosingQuote) || wide(before) && wide(after)
    }

    /// Whether a line may break between these two.
    fn parts_from(self, after: Self) -> bool {
        match (self, after) {
            (Self::Opening | Self::OpeningQuote, _) | (Self::Dash, Self::Dash) => false,
            (_, after) => !matches!(after, Self::Closing | Self::ClosingQuote),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pieces(text: &str) -> Vec<&str> {
        let mut from = 0;
        break_opportunities(text)
            .map(|to| {
                let piece = &text[from..to];
                from = to;
                piece
            })
            .collect()
    }

    #[test]
    fn han_breaks_anywhere_and_words_at_spaces() {
        assert_eq!(pieces("温故，知新"), ["温", "故，", "知", "新"]);
        assert_eq!(pieces("two words"), ["two ", "words"]);
        assert_eq!(pieces("说“你”了"), ["说", "“你”", "了"]);
        assert_eq!(
            pieces("说：“（你）”，——了"),
            ["说：", "“（你）”，", "——", "了"]
        );
    }

    #[test]
    fn empty_text_has_no_opportunity() {
        assert_eq!(break_opportunities("").count(), 0);
    }

    proptest! {
        /// The segmenter, given all of the text, is the oracle.
        #[test]
        fn the_parts_give_what_the_whole_gives(text in prop::collection::vec(prop::sample::select(vec![
            "新", "质", "力", "，", "。", "：", "“", "”", "‘", "’", "（", "）", "—", "……", "·", "a", "b ",
            " ", "12", "%", "\u{301}", "\u{FE0F}", "👩‍🔬", "🇨", "\u{3000}", "《", "》", "①", "ー", "한",
            "-", "/", "\"", "'", "$", "℃", "\u{200D}", "\u{2060}", "\u{200B}", "の", "、", "！", "　",
        ]), 0..24)) {
            let text = text.concat();
            let whole: Vec<usize> = SEGMENTER.segment_str(&text).filter(|at| *at > 0).collect();
            prop_assert_eq!(break_opportunities(&text).collect::<Vec<_>>(), whole, "{:?}", text);
        }
    }
}
