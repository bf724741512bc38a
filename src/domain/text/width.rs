//! How many cells text takes: the only place that measures.
//!
//! Widths follow UAX #11 as `unicode-width` implements it. Characters of ambiguous width take one
//! cell or two as the terminal draws them: [`Widths`] is what is known of it, by class of character.
//! Text is measured as [`SafeText`](super::SafeText) shows it.

use std::str::Chars;
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
    pub fn graphemes(self, text: &str) -> Graphemes<'_> {
        Graphemes {
            widths: self,
            text,
            at: 0,
            head: None,
            rest: text.chars(),
        }
    }

    /// Cells that one grapheme cluster takes.
    pub fn of_grapheme(self, grapheme: &str) -> usize {
        let mut chars = grapheme.chars();
        match (chars.next(), chars.next()) {
            (Some('\t'), None) => TAB,
            (Some(c), None) if is_plain_han(c) => 2,
            (Some(c), _) if self.wide != 0 && self.draws_wide(c) => grapheme.width_cjk(),
            _ => grapheme.width(),
        }
    }

    /// Cells that a line of text takes.
    pub fn of(self, text: &str) -> usize {
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

    /// Cells that a character takes that [`stands_alone`].
    fn of_plain(self, c: char) -> usize {
        let ambiguous = |class| 1 + usize::from(self.is_wide(class));
        match c {
            c if is_plain_han(c) => 2,
            '\0'..='~' => 1,
            '‘' | '’' | '“' | '”' => ambiguous(Ambiguous::Quote),
            '—' => ambiguous(Ambiguous::Dash),
            '…' => ambiguous(Ambiguous::Ellipsis),
            '·' => ambiguous(Ambiguous::Dot),
            _ => 2,
        }
    }
}

/// The iterator of [`Widths::graphemes`]: byte offset, grapheme cluster, cells.
///
/// Where two characters that never join another meet, there is a boundary: no rule need be asked.
/// That is nearly everywhere in Chinese text.
#[derive(Debug, Clone)]
pub struct Graphemes<'t> {
    widths: Widths,
    text: &'t str,
    at: usize,
    /// The character at `at`, if it was read, and whether it [`stands_alone`].
    head: Option<(char, bool)>,
    /// What was not read yet.
    rest: Chars<'t>,
}

/// A grapheme without its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measured {
    /// Byte offset in the text.
    pub at: usize,
    /// Bytes.
    pub length: usize,
    /// Its first character.
    pub first: char,
    /// Its cells.
    pub width: usize,
}

impl Graphemes<'_> {
    /// The next grapheme.
    pub fn measure(&mut self) -> Option<Measured> {
        let at = self.at;
        let (first, alone) = self.head.take().or_else(|| self.read())?;
        if alone {
            self.head = self.read();
            if self.head.is_none_or(|(_, alone)| alone) {
                self.at += first.len_utf8();
                return Some(Measured {
                    at,
                    length: first.len_utf8(),
                    first,
                    width: self.widths.of_plain(first),
                });
            }
        }
        let rest = self.text.get(at..)?;
        let grapheme = rest.graphemes(true).next()?;
        self.at += grapheme.len();
        self.head = None;
        self.rest = rest.get(grapheme.len()..)?.chars();
        Some(Measured {
            at,
            length: grapheme.len(),
            first,
            width: self.widths.of_grapheme(grapheme),
        })
    }

    fn read(&mut self) -> Option<(char, bool)> {
        let c = self.rest.next()?;
        Some((c, stands_alone(c)))
    }
}

impl<'t> Iterator for Graphemes<'t> {
    type Item = (usize, &'t str, usize);

    fn next(&mut self) -> Option<Self::Item> {
        let Measured {
            at, length, width, ..
        } = self.measure()?;
        Some((at, self.text.get(at..at + length)?, width))
    }
}

/// A common character that is a grapheme of its own beside any other such: neither a mark nor a
/// joiner nor a base that waits for one.
fn stands_alone(c: char) -> bool {
    is_plain_han(c)
        || matches!(c,
        ' '..='~' | '·' | '—' | '‘' | '’' | '“' | '”' | '…' | '\u{3000}'..='\u{3029}'
        | 'ぁ'..='ゖ' | 'ァ'..='ー' | '\u{FF01}'..='\u{FF60}')
}

/// A character of the unified Han blocks of the basic plane: two cells, a grapheme by itself
/// unless a mark follows.
pub fn is_plain_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
            ("ｶﾞｷﾟ", 4),
            ("葛\u{E0100}葛\u{FE00}", 4),
            ("か\u{3099}が", 4),
            ("한국", 4),
            ("❤\u{FE0F}1\u{FE0F}\u{20E3}", 4),
            ("\x1b[", 2),
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

    proptest! {
        /// The oracles are the crates for graphemes and widths, asked directly.
        #[test]
        fn graphemes_are_those_of_the_standard_in_either_terminal(
            text in prop::collection::vec(prop::sample::select(vec![
                "新", "，", "“", "”", "—", "…", "·", "a", " ", "1", "e\u{301}", "\u{301}", "👩‍🔬", "🇨🇳",
                "🇨", "\u{200D}", "\u{FE0F}", "ｶﾞ", "ﾟ", "か\u{3099}", "\u{E0100}", "𠮷", "ー", "한", "\u{1100}",
                "①", "─", "\u{3000}", "\u{302A}", "！", "±",
            ]), 0..20),
        ) {
            let text = text.concat();
            let ours: Vec<(usize, &str)> =
                Widths::NARROW.graphemes(&text).map(|(at, g, _)| (at, g)).collect();
            let standard: Vec<(usize, &str)> = text.grapheme_indices(true).collect();
            prop_assert_eq!(ours, standard);
            for (_, grapheme, width) in Widths::NARROW.graphemes(&text) {
                prop_assert_eq!(width, grapheme.width(), "{:?}", grapheme);
            }
            for (_, grapheme, width) in Widths::WIDE.graphemes(&text) {
                prop_assert_eq!(width, grapheme.width_cjk(), "{:?}", grapheme);
            }
        }
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
