//! How many cells text takes: the only place that measures.
//!
//! Widths follow UAX #11 as `unicode-width` implements it. Characters of ambiguous width take one
//! cell or two as the terminal draws them: [`Widths`] is what is known of it, by class of character.
//! Text is measured as [`SafeText`](super::SafeText) shows it.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Cells that a tab takes, wherever it stands.
pub const TAB: usize = 4;

/// Characters of ambiguous width (UAX #11) that a terminal draws alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ambiguous {
    /// `“ ” ‘ ’`.
    Quote,
    /// `—`, `–` and their like.
    Dash,
    /// `…` and `⋯`.
    Ellipsis,
    /// The middle dot `·` and the bullet.
    Dot,
    /// Lines, blocks and shapes of which frames and bars are made.
    Box,
    /// `①`, `×` and all others.
    Symbol,
}

impl Ambiguous {
    /// All classes.
    pub const ALL: [Self; 6] = [
        Self::Quote,
        Self::Dash,
        Self::Ellipsis,
        Self::Dot,
        Self::Box,
        Self::Symbol,
    ];

    /// The class of a character, if its width is ambiguous.
    pub fn of(c: char) -> Option<Self> {
        if c.is_ascii() || is_plain_han(c) || c.width_cjk() == c.width() {
            return None;
        }
        Some(match c {
            '‘' | '’' | '“' | '”' => Self::Quote,
            '‐'..='―' => Self::Dash,
            '‥' | '…' | '⋯' => Self::Ellipsis,
            '·' | '•' => Self::Dot,
            '\u{2500}'..='\u{25FF}' => Self::Box,
            _ => Self::Symbol,
        })
    }

    /// A character by which a terminal can be asked how it draws the class.
    pub fn sample(self) -> char {
        match self {
            Self::Quote => '“',
            Self::Dash => '—',
            Self::Ellipsis => '…',
            Self::Dot => '·',
            Self::Box => '─',
            Self::Symbol => '①',
        }
    }
}

/// How a terminal draws characters of ambiguous width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Widths {
    /// A bit for each class that takes two cells.
    wide: u8,
}

impl Widths {
    /// All ambiguous characters take one cell.
    pub const NARROW: Self = Self { wide: 0 };
    /// All ambiguous characters take two cells.
    pub const WIDE: Self = Self { wide: 0b11_1111 };

    /// The same but for one class.
    #[must_use]
    pub fn with(self, class: Ambiguous, wide: bool) -> Self {
        let bit = 1 << class as u8;
        let wide = if wide {
            self.wide | bit
        } else {
            self.wide & !bit
        };
        Self { wide }
    }

    /// Whether characters of this class take two cells.
    pub fn is_wide(self, class: Ambiguous) -> bool {
        self.wide & (1 << class as u8) != 0
    }

    /// The grapheme clusters of the text (UAX #29) with their byte offsets and their widths in
    /// cells.
    pub fn graphemes(self, text: &str) -> impl Iterator<Item = (usize, &str, usize)> {
        text.grapheme_indices(true)
            .map(move |(at, grapheme)| (at, grapheme, self.of_grapheme(grapheme)))
    }

    /// Cells that one grapheme cluster takes.
    pub fn of_grapheme(self, grapheme: &str) -> usize {
        let mut chars = grapheme.chars();
        match (chars.next(), chars.next()) {
            (Some('\t'), None) => TAB,
            (Some(c), None) if is_plain_han(c) => 2,
            (Some(c), _) if self.wide != 0 && self.draws_wide(c) => 2.max(grapheme.width()),
            _ => grapheme.width(),
        }
    }

    /// Cells that a line of text takes.
    pub fn of(self, text: &str) -> usize {
        if text.chars().all(is_plain_han) {
            return text.chars().count() * 2;
        }
        self.graphemes(text).map(|(_, _, width)| width).sum()
    }

    /// The longest prefix, in bytes, whose graphemes fit into `cells`.
    pub fn fitting_prefix(self, text: &str, cells: usize) -> usize {
        let mut used = 0;
        for (at, _, width) in self.graphemes(text) {
            used += width;
            if used > cells {
                return at;
            }
        }
        text.len()
    }

    fn draws_wide(self, c: char) -> bool {
        Ambiguous::of(c).is_some_and(|class| self.is_wide(class))
    }
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
            assert_eq!(Widths::NARROW.of(text), cells, "{text:?}");
        }
    }

    #[test]
    fn ambiguous_characters_are_as_wide_as_the_terminal_says() {
        assert_eq!(Widths::WIDE.of("“—…·①─×"), 14);
        assert_eq!(Widths::WIDE.of("a温，e\u{301}"), 1 + 2 + 2 + 1);
        for class in Ambiguous::ALL {
            assert_eq!(Ambiguous::of(class.sample()), Some(class));
            let sample = class.sample().to_string();
            let one = Widths::NARROW.with(class, true);
            assert!(one.is_wide(class));
            assert_eq!(one.of("“—…·─①"), 7, "{class:?}");
            assert_eq!(one.of(&sample), 2);
            assert_eq!(Widths::WIDE.with(class, false).of(&sample), 1);
        }
        assert!(Ambiguous::ALL.iter().all(|c| Widths::WIDE.is_wide(*c)));
    }

    #[test]
    fn a_prefix_never_splits_a_grapheme() {
        let fitting = |text, cells| Widths::NARROW.fitting_prefix(text, cells);
        assert_eq!(fitting("温故", 3), "温".len());
        assert_eq!(fitting("温故", 4), "温故".len());
        assert_eq!(fitting("e\u{301}x", 1), 3);
        assert_eq!(fitting("温", 1), 0);
    }
}
