//! Lines and pages: how blocks are set in a column of cells.

pub mod kinsoku;
mod line;
mod pager;
mod sheet;

pub use line::{Geometry, Line, Marker, lines};
pub use pager::{Pager, Row};
pub use sheet::Sheet;
