//! What can be wished for of a page's typography. Knows no config file.

/// How strictly marks are kept from the ends of lines: the levels of W3C *Requirements for Chinese
/// Text Layout*, 行首行尾禁则.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Punctuation {
    /// Any mark may begin or end a line; only what is one mark in two halves stays whole.
    None,
    /// Stops, closing marks, connectors and the middle dot begin no line; opening marks end none.
    Basic,
    /// Besides, the slash stands at neither end, and a dash begins a line only where the line
    /// before it would have a hole.
    #[default]
    Gb,
    /// Besides, dashes and ellipses never begin a line.
    Strict,
}

/// Space between Han and Latin letters or digits where the text has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum LatinGap {
    /// None, but where a justified line has cells to spare.
    #[default]
    None,
    /// One cell; those of a line give way together where a mark can be taken into it for them.
    Auto,
}

/// How marks that stand side by side close up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Compress {
    /// They do not.
    #[default]
    None,
    /// The halfwidth forms `｡ ､ ｢ ｣` are drawn; the text stays what it is.
    Glyphs,
}

/// The wishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Typography {
    /// How strictly marks are kept from the ends of lines.
    pub punctuation: Punctuation,
    /// Whether prose is justified; code, tables and headings never are.
    pub justify: bool,
    /// Whether `、，。` may hang in a margin of two cells.
    pub hang: bool,
    /// Space between Han and Latin.
    pub latin_gap: LatinGap,
    /// How marks close up.
    pub compress: Compress,
    /// Whether a paragraph right behind a heading is indented like others.
    pub indent_after_heading: bool,
}

impl Typography {
    /// Ragged, at the default level.
    pub const RAGGED: Self = Self {
        punctuation: Punctuation::Gb,
        justify: false,
        hang: false,
        latin_gap: LatinGap::None,
        compress: Compress::None,
        indent_after_heading: true,
    };

    /// Justified, else the same.
    pub const JUSTIFIED: Self = Self {
        justify: true,
        ..Self::RAGGED
    };

    /// The reader's defaults.
    pub const DEFAULT: Self = Self {
        latin_gap: LatinGap::Auto,
        ..Self::JUSTIFIED
    };

    /// Cells at the end of a line of this width into which only marks may reach.
    ///
    /// With hanging marks there are two. Else there is one where the width is odd: wide characters
    /// cannot use it, but the blank right half of a mark can. In an even width it would cost each
    /// line a character and is not reserved.
    pub(super) fn margin(self, width: u16) -> u16 {
        match self.punctuation {
            _ if self.hang => 2 * u16::from(width >= 8),
            Punctuation::None => 0,
            _ => width % 2,
        }
    }
}
