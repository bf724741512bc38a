//! The cell: HTML, EPUB, DOCX and PDF are parsed in a child process of our own binary.
//!
//! Parsers of such formats panic, overflow the stack or run for minutes on bad input, and no
//! caller in the same process can stop that. So the [`Cell`] starts the binary anew with a hidden
//! command; that child limits itself (`limits`), reads the file from its standard input, parses
//! it and writes blocks in our own form (`wire`) to its standard output. It opens no file and no
//! connection, and could not: it may hold no descriptor besides its three pipes. The parent reads
//! with caps of its own and ends a child that passes them.
//!
//! What is parsed here knows nothing of the library; what is wrong with a file is a [`problem`].

mod archive;
mod cell;
mod docx;
mod epub;
mod format;
mod html;
mod inside;
mod limits;
mod numbered;
mod numerals;
#[cfg(feature = "pdf")]
mod pdf;
pub(super) mod pictures;
pub mod problem;
mod prose;
#[cfg(feature = "terminal-pictures")]
mod raster;
#[cfg(any(test, fuzzing))]
pub(in crate::io::import) mod trial;
mod wire;
mod xml;
#[cfg(test)]
mod zipped;

pub use cell::{Cell, Parsed};
pub use format::Format;
pub use inside::parse_in_cell;
#[cfg(feature = "terminal-pictures")]
pub use raster::{Raster, draw_in_cell};
