//! The formats that are parsed in a child process of the real program.

// The small files of these tests read best when they are put together plainly.
#![allow(clippy::format_collect, clippy::format_push_string)]

mod archives;
mod bombs;
mod commands;
mod hostile;
mod office;
mod pictures;
#[cfg(feature = "terminal-pictures")]
mod raster;
mod same;

use std::path::PathBuf;
use wengu::io::import::child::problem::{CellError, Refusal};
use wengu::io::import::child::{Cell, Format, Parsed};

fn parse(format: Format, bytes: &[u8]) -> Result<Parsed, CellError> {
    Cell::new(PathBuf::from(env!("CARGO_BIN_EXE_wengu"))).parse(format, None, bytes)
}

fn refusal(format: Format, bytes: &[u8]) -> Refusal {
    match parse(format, bytes) {
        Err(CellError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}
