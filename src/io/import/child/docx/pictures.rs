//! Pictures of a document: parts of its package.

use super::relations::Target;
use crate::io::import::child::archive::Archive;
use crate::io::import::child::inside::{Fault, Sink};
use crate::io::import::child::pictures::{FoundPicture, Pictures};

/// Finds the pictures that a document names.
pub(super) struct PackagePictures<'b, 'a> {
    archive: &'b mut Archive<'a>,
    pictures: Pictures,
}

impl<'b, 'a> PackagePictures<'b, 'a> {
    pub(super) fn new(archive: &'b mut Archive<'a>) -> Self {
        Self {
            archive,
            pictures: Pictures::default(),
        }
    }

    /// The picture that an id leads to, given out if it is new.
    pub(super) fn find(
        &mut self,
        target: &Target,
        sink: &mut dyn Sink,
    ) -> Result<Option<FoundPicture>, Fault> {
        match target {
            Target::Part(path) => {
                let archive = &mut *self.archive;
                let bytes = |most| archive.read_aside(path, most);
                self.pictures.give_out(path, bytes, sink)
            }
            Target::Address(address) => Ok(Some(FoundPicture {
                source: address.clone(),
                is_small: true,
            })),
        }
    }

    /// Ends the document.
    pub(super) fn finish(self, sink: &mut dyn Sink) -> Result<(), Fault> {
        self.pictures.finish(sink)
    }
}
