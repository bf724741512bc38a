//! Lines and pages: how blocks are set in a column of cells.

pub mod kinsoku;
mod line;
mod pager;
mod sheet;
mod wide;

pub use line::{Geometry, Line, Marker, Wide, lines};
pub use pager::{Pager, Row};
pub use sheet::Sheet;
pub use wide::{Placed, is_wide, line_width, placed, table_stops};
