//! Lines and pages: how blocks are set in a column of cells.

mod breaks;
mod fill;
pub mod kinsoku;
mod line;
mod pager;
mod place;
mod sheet;
mod stretch;
mod typography;
mod wide;

pub use fill::Fill;
pub use line::{Geometry, Line, Marker, Wide, lines};
pub use pager::{Pager, Row};
pub use place::{Placed, line_width, placed};
pub use sheet::Sheet;
pub use typography::{Compress, LatinGap, Punctuation, Typography};
pub use wide::{is_wide, table_stops};

#[cfg(test)]
mod conformance_tests;
#[cfg(test)]
mod specimen_tests;
