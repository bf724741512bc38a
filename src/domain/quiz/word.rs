//! Where the words of a Chinese text begin and end.

use jieba_rs::Jieba;
use std::fmt;
use std::ops::Range;

/// Cuts texts into words. Made when it is first needed and used again: it loads a dictionary, which
/// takes a tenth of a second and some tens of MB.
pub struct Segmenter(Jieba);

impl fmt::Debug for Segmenter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Segmenter")
    }
}

impl Default for Segmenter {
    fn default() -> Self {
        Self(Jieba::new())
    }
}

impl Segmenter {
    /// The words of a text with all that stands between them, in bytes.
    pub fn words(&self, text: &str) -> Vec<Range<usize>> {
        // Characters that make no known word stay by themselves: a guess would be a wrong one.
        const GUESS: bool = false;
        let mut start = 0;
        let ends = self
            .0
            .cut(text, GUESS)
            .into_iter()
            .map(|token| token.word.len());
        ends.map(|length| {
            let word = start..start + length;
            start = word.end;
            word
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_those_of_the_text_and_leave_nothing_out() {
        let segmenter = Segmenter::default();
        for (text, cut) in [
            ("因地制宜发展生产力", "因地制宜|发展|生产力"),
            ("本地区的长处", "本|地区|的|长处"),
            ("增长3%，AI", "增长|3|%|，|AI"),
            ("", ""),
        ] {
            let words = segmenter.words(text).into_iter().map(|word| &text[word]);
            assert_eq!(words.collect::<Vec<_>>().join("|"), cut);
        }
    }
}
