//! How a page is set: the shape of its column.

use crate::app::area::{Area, column};
use crate::domain::layout::Geometry;

/// How the page is set: what the person may change by a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// Cells of the column.
    pub column: u16,
    /// Cells of a paragraph's first-line indent.
    pub indent: u16,
    /// Blank rows between paragraphs.
    pub paragraph_gap: u16,
}

/// The narrowest and widest column that keys set, as in the config, in cells.
pub(super) const COLUMN: (u16, u16) = (16, 240);
/// By how many cells a key changes the column: two Han characters.
pub(super) const COLUMN_STEP: u16 = 4;

impl Setting {
    /// The shape of the lines in a body of this size.
    pub(super) fn geometry(self, body: Area) -> Geometry {
        Geometry {
            width: column(body, self.column).width,
            indent: self.indent,
            paragraph_gap: self.paragraph_gap,
        }
    }
}
