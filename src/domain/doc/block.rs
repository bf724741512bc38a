//! A block: one paragraph, heading, list item … of a document, with its place in the whole.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum BlockKind {
    /// A heading; the level is 1 to 6.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// An item of a list.
    Item {
        /// 0 for an item of an outermost list.
        depth: u8,
        /// The number of an item in an ordered list.
        ordinal: Option<u32>,
    },
    /// A paragraph of a block quotation.
    Quote,
    /// The text of a footnote.
    /// It opens with its own mark, unless it goes on with the one before it.
    Footnote,
    /// Lines whose white space and line ends count; `\n` stands inside the text.
    Code,
    /// A row of a table, its cells joined by tabs.
    Table,
    /// A picture, as its alternative text.
    Image,
    /// A break between parts, without text.
    Rule,
}

/// How a part of a block is set apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SpanStyle {
    /// Strong importance.
    Strong,
    /// Stress.
    Emphasis,
    /// A piece of code.
    Code,
    /// The mark of a note, as it is written, with the note's number, which no other note of the
    /// document has. In running text it is a reference; at the start of a footnote, a space behind
    /// it, it is the note's own mark.
    NoteMark(u32),
    /// The words of a link, and where it leads: an address as it is written, or `#` and a byte
    /// offset in the document.
    Link(String),
    /// What stands for a picture, and the picture: its BLAKE3 in hexadecimal where the library keeps
    /// it, else where it is said to be.
    Picture(String),
}

impl SpanStyle {
    /// The byte offset that a link inside the document leads to.
    pub fn leads_to(&self) -> Option<usize> {
        match self {
            Self::Link(target) => target.strip_prefix('#')?.parse().ok(),
            _ => None,
        }
    }
}

/// A styled part of a block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// Bytes, counted from the start of the block's text.
    pub range: Range<usize>,
    /// How it is set.
    pub style: SpanStyle,
}

/// A block of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Byte offset of the block's first character in the document's normalised text.
    pub start: usize,
    /// What it is.
    pub kind: BlockKind,
    /// Whether it continues the block before it, which was too long to be kept whole.
    pub continued: bool,
    /// Its normalised text.
    pub text: String,
    /// Its styled parts, in order, none overlapping.
    pub spans: Vec<Span>,
}

impl Block {
    /// Byte offset just behind the block's last character.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether the offset lies in this block, the line end behind it included.
    pub fn holds(&self, offset: usize) -> bool {
        (self.start..=self.end()).contains(&offset)
    }
}
