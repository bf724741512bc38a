//! Notes of a document, behind the block that refers to them.

use super::{Body, DEEPEST, Done};
use crate::io::import::child::docx::notes::Place;

impl Body<'_> {
    /// Gives out the notes that were referred to.
    pub(super) fn due_notes(&mut self) -> Done {
        // A note may refer to notes itself.
        for _ in 0..DEEPEST {
            for (place, id, mark, number) in std::mem::take(&mut self.due) {
                self.note(place, &id, &mark, number)?;
            }
        }
        Ok(())
    }

    /// Writes the mark of a note, whose text is due.
    pub(super) fn refer(&mut self, place: Place, id: &str, own: Option<&str>) {
        let (foot, end, all) = &mut self.counted;
        let count = if place == Place::Foot { foot } else { end };
        *all += 1;
        let number = *all;
        let mark = if let Some(own) = own {
            own.to_owned()
        } else {
            *count += 1;
            self.notes.mark(place, *count)
        };
        self.prose.mark(&mark, number);
        self.due.push((place, id.to_owned(), mark, number));
    }

    fn note(&mut self, place: Place, id: &str, mark: &str, number: u32) -> Done {
        let Some(text) = self.notes.text(place, id) else {
            return Ok(());
        };
        self.prose.notes = 1;
        self.prose.mark(mark, number);
        self.prose.push(" ");
        let outer = std::mem::replace(&mut self.pieces.relations, self.relations.of(place));
        for inner in text.elements() {
            self.content(inner)?;
        }
        self.pieces.relations = outer;
        self.prose.flush()?;
        self.prose.notes = 0;
        Ok(())
    }
}
