//! Lines and pages: how blocks are set in a column of cells.
