//! Lines and pages: how blocks are set in a column of cells.

pub mod kinsoku;
mod line;
mod pager;

pub use line::{Geometry, Line, Marker, lines};
pub use pager::{Pager, Row};
