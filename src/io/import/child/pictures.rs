//! The pictures of a file on their way out of the cell: each once, before the block it stands in.

use super::inside::{Fault, Sink};
use super::problem::Warning;
use crate::domain::doc::{Picture, PictureKind};
use std::collections::{HashMap, HashSet};

/// The largest picture that is kept, in bytes.
pub(in crate::io::import) const LARGEST: u64 = 16 * 1024 * 1024;
/// Bytes of all pictures of a file.
pub(in crate::io::import) const MOST_BYTES: u64 = 128 * 1024 * 1024;
/// The most pictures of a file.
pub(in crate::io::import) const MOST: usize = 5_000;
/// A picture of fewer bytes that has no description is an ornament: a dot, a line, a counter.
const ORNAMENT: usize = 512;

/// A picture that a file names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FoundPicture {
    /// Its BLAKE3 in hexadecimal if it was given out, else where the file says that it is.
    pub(super) source: String,
    /// Whether it is nothing to look at, or not known to be.
    pub(super) is_small: bool,
}

/// Where the pictures are that a page names.
pub(super) trait FindPicture {
    /// Finds the picture of this reference, and gives it out if it is new. `None` for what is no
    /// reference.
    fn find(&mut self, reference: &str, sink: &mut dyn Sink)
    -> Result<Option<FoundPicture>, Fault>;
}

/// What was given out.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    known: HashMap<String, Option<FoundPicture>>,
    given: HashSet<String>,
    bytes: u64,
    left_out: u32,
}

impl Pictures {
    /// Gives out the picture of this name, whose bytes are asked for when it is met first, and no
    /// more of them than this many. `None` if there is no such picture, or there are too many.
    pub(super) fn give_out(
        &mut self,
        name: &str,
        bytes: impl FnOnce(u64) -> Option<Vec<u8>>,
        sink: &mut dyn Sink,
    ) -> Result<Option<FoundPicture>, Fault> {
        if let Some(known) = self.known.get(name) {
            return Ok(known.clone());
        }
        let room = LARGEST.min(MOST_BYTES - self.bytes);
        let bytes = if self.given.len() < MOST {
            bytes(room)
        } else {
            None
        };
        let found = match bytes {
            Some(bytes) => self.give(bytes, sink)?,
            None => None,
        };
        if found.is_none() {
            self.left_out += 1;
        }
        self.known.insert(name.to_owned(), found.clone());
        Ok(found)
    }

    fn give(&mut self, bytes: Vec<u8>, sink: &mut dyn Sink) -> Result<Option<FoundPicture>, Fault> {
        let Some(kind) = PictureKind::of(&bytes) else {
            return Ok(None);
        };
        let is_small = bytes.len() < ORNAMENT;
        let picture = Picture::new(kind, bytes);
        let source = picture.name();
        if self.given.insert(source.clone()) {
            self.bytes += picture.bytes.len() as u64;
            sink.picture(picture)?;
        }
        Ok(Some(FoundPicture { source, is_small }))
    }

    /// Tells of what was not given out, at the end of the file.
    pub(super) fn finish(self, sink: &mut dyn Sink) -> Result<(), Fault> {
        if self.left_out == 0 {
            return Ok(());
        }
        sink.warn(Warning::PicturesLeftOut {
            pictures: self.left_out,
        })
    }
}
