//! Pictures of a book: entries of its archive.

use crate::io::import::child::archive::{Archive, resolve};
use crate::io::import::child::inside::{Fault, Sink};
use crate::io::import::child::pictures::{FindPicture, FoundPicture, Pictures};

/// Finds the pictures that a chapter names.
pub(super) struct BookPictures<'b, 'a> {
    pub(super) archive: &'b mut Archive<'a>,
    pub(super) pictures: &'b mut Pictures,
    /// The path of the chapter.
    pub(super) chapter: &'b str,
}

impl FindPicture for BookPictures<'_, '_> {
    fn find(
        &mut self,
        reference: &str,
        sink: &mut dyn Sink,
    ) -> Result<Option<FoundPicture>, Fault> {
        let path = resolve(self.chapter, reference);
        let archive = &mut *self.archive;
        self.pictures
            .give_out(&path, |most| archive.read_aside(&path, most), sink)
    }
}
