//! How many cells text takes: the only place that measures.
//!
//! Widths follow UAX #11 as `unicode-width` implements it; characters of ambiguous width count as
//! one cell. Text is measured as [`SafeText`](super::SafeText) shows it.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Cells that a tab takes, wherever it stands.
pub const TAB: usize = 4;

/// The grapheme clusters of the text (UAX #29) with their byte offsets and their widths in cells.
pub fn graphemes(text: &str) -> impl Iterator<Item = (usize, &str, usize)> {
    text.grapheme_indices(true)
        .map(|(at, grapheme)| (at, grapheme, grapheme_width(grapheme)))
}

/// Cells that one grapheme cluster takes.
pub fn grapheme_width(grapheme: &str) -> usize {
    let mut chars = grapheme.chars();
    match (chars.next(), chars.next()) {
        (Some('\t'), None) => TAB,
        (Some(c), None) if is_plain_han(c) => 2,
        _ => grapheme.width(),
    }
}

/// Cells that a line of text takes.
pub fn text_width(text: &str) -> usize {
    if text.chars().all(is_plain_han) {
        return text.chars().count() * 2;
    }
    graphemes(text).map(|(_, _, width)| width).sum()
}

/// The longest prefix, in bytes, whose graphemes fit into `cells`.
pub fn fitting_prefix(text: &str, cells: usize) -> usize {
    let mut used = 0;
    for (at, _, width) in graphemes(text) {
        used += width;
        if used > cells {
            return at;
        }
    }
    text.len()
}

/// A character of the unified Han blocks of the basic plane: two cells, a grapheme by itself
/// unless a mark follows.
pub fn is_plain_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_of_the_kinds_of_characters() {
        for (text, cells) in [
            ("", 0),
            ("abc", 3),
            ("温故而知新", 10),
            ("，。「」", 8),
            ("“—…·①", 5),
            ("e\u{301}", 1),
            ("👩‍🔬", 2),
            ("🇨🇳", 2),
            ("𠮷", 2),
            ("ｱｲ", 2),
            ("a\tb", 6),
        ] {
            assert_eq!(text_width(text), cells, "{text:?}");
        }
    }

    #[test]
    fn a_prefix_never_splits_a_grapheme() {
        assert_eq!(fitting_prefix("温故", 3), "温".len());
        assert_eq!(fitting_prefix("温故", 4), "温故".len());
        assert_eq!(fitting_prefix("e\u{301}x", 1), 3);
        assert_eq!(fitting_prefix("温", 1), 0);
    }
}
