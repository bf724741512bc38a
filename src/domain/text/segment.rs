//! Where a line may break, by the rules of UAX #14 (Unicode 17 data). What Chinese setting forbids
//! on top of it is known to `layout::kinsoku`.

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;

/// Byte offsets behind which a line of the text may end; the end of the text is the last of them.
pub fn break_opportunities(text: &str) -> impl Iterator<Item = usize> {
    const SEGMENTER: icu_segmenter::LineSegmenterBorrowed<'static> =
        LineSegmenter::new_17_for_non_complex_scripts(LineBreakOptions::default());
    SEGMENTER.segment_str(text).filter(|at| *at > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

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
    }

    #[test]
    fn empty_text_has_no_opportunity() {
        assert_eq!(break_opportunities("").count(), 0);
    }
}
