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

/// Where a line of a text may break. Asked from the start of the text to its end.
#[derive(Debug)]
pub struct Opportunities<'t> {
    text: &'t str,
    /// Start of the last character before `at`.
    anchor: usize,
    /// Everything before here is decided.
    at: usize,
    /// Whether the character that ends at `at` is Han.
    after_han: bool,
    /// Opportunities that were found ahead, the nearest last.
    found: Vec<usize>,
}

impl<'t> Opportunities<'t> {
    /// Those of a text.
    pub fn of(text: &'t str) -> Self {
        Self {
            text,
            anchor: 0,
            at: 0,
            after_han: false,
            found: Vec::new(),
        }
    }

    /// Whether a line may break at the byte offset, before the character `after`. Offsets are asked
    /// for in order; the text's start and end are not asked for.
    pub fn allow(&mut self, at: usize, after: char) -> bool {
        while at >= self.at {
            if at == self.at && self.after_han && is_plain_han(after) {
                self.anchor = at;
                self.at += after.len_utf8();
                return true;
            }
            self.stretch();
        }
        while self.found.pop_if(|found| *found < at).is_some() {}
        self.found.pop_if(|found| *found == at).is_some()
    }
}

impl Opportunities<'_> {
    /// Decides what stands between two Han characters, the second one included.
    fn stretch(&mut self) {
        self.found.clear();
        let from = if self.after_han { self.anchor } else { self.at };
        let rest = self.text.get(self.at..).unwrap_or_default();
        let han = rest.char_indices().find(|(_, c)| is_plain_han(*c));
        let Some((length, han)) = han else {
            self.segment(from, self.text.len());
            (self.at, self.after_han) = (self.text.len(), false);
            return;
        };
        let (between, second) = (rest.get(..length).unwrap_or_default(), self.at + length);
        let plain = self.after_han && self.marks(between);
        if !plain {
            self.found.clear();
            self.segment(from, second + han.len_utf8());
        }
        self.anchor = second;
        self.at = second + han.len_utf8();
        self.after_han = true;
    }

    /// Asks the segmenter about a part of the text.
    fn segment(&mut self, from: usize, to: usize) {
        let part = self.text.get(from..to).unwrap_or_default();
        let inside = |at: &usize| *at > 0 && *at < part.len();
        let found = SEGMENTER.segment_str(part).filter(inside);
        self.found.extend(found.map(|at| from + at));
        self.found.reverse();
    }

    /// Decides a run of common marks between two Han characters; false if there are others in it.
    fn marks(&mut self, between: &str) -> bool {
        let mut before = Common::Han;
        let mut opportunity = self.at;
        let mut chars = between.chars().peekable();
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
        self.found.reverse();
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

    fn found(text: &str) -> Vec<usize> {
        let mut opportunities = Opportunities::of(text);
        let inner = text.char_indices().skip(1);
        inner
            .filter(|(at, c)| opportunities.allow(*at, *c))
            .map(|(at, _)| at)
            .collect()
    }

    fn pieces(text: &str) -> Vec<&str> {
        let mut from = 0;
        let ends = found(text).into_iter().chain([text.len()]);
        ends.map(|to| &text[std::mem::replace(&mut from, to)..to])
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

    proptest! {
        /// The segmenter, given all of the text, is the oracle.
        #[test]
        fn the_parts_give_what_the_whole_gives(text in prop::collection::vec(prop::sample::select(vec![
            "新", "质", "力", "，", "。", "：", "“", "”", "‘", "’", "（", "）", "—", "……", "·", "a", "b ",
            " ", "12", "%", "\u{301}", "\u{FE0F}", "👩‍🔬", "🇨", "\u{3000}", "《", "》", "①", "ー", "한",
            "-", "/", "\"", "'", "$", "℃", "\u{200D}", "\u{2060}", "\u{200B}", "の", "、", "！", "　",
        ]), 0..24)) {
            let text = text.concat();
            let inner = |at: &usize| *at > 0 && *at < text.len();
            let whole: Vec<usize> = SEGMENTER.segment_str(&text).filter(inner).collect();
            prop_assert_eq!(found(&text), whole, "{:?}", text);
        }
    }
}
