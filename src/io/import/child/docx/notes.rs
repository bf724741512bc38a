//! Footnotes and endnotes: their texts, their marks, their numbers.

use super::numbering::{circled, written};
use crate::io::import::child::xml::Element;
use crate::io::import::note_label::mark;
use std::collections::HashMap;

/// Where a note stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Place {
    /// At the foot of the page.
    Foot,
    /// At the end of the document.
    End,
}

/// The texts of the notes.
#[derive(Debug, Default)]
pub(super) struct NoteTexts {
    texts: HashMap<(Place, String), Element>,
    /// How footnotes are numbered.
    format: String,
}

impl NoteTexts {
    pub(super) fn new(
        footnotes: Option<Element>,
        endnotes: Option<Element>,
        settings: Option<&Element>,
        document: &str,
    ) -> Self {
        let mut notes = Self::default();
        for (place, root) in [(Place::Foot, footnotes), (Place::End, endnotes)] {
            for element in root.iter().flat_map(Element::elements) {
                // Those with a type are the lines between text and notes.
                let is_note = matches!(element.attribute("type"), None | Some("normal"));
                if let Some(id) = element.attribute("id").filter(|_| is_note) {
                    notes.texts.insert((place, id.to_owned()), element.clone());
                }
            }
        }
        let set = settings.and_then(|settings| settings.child("footnotePr")?.setting("numFmt"));
        notes.format = match set {
            Some(format) => format.to_owned(),
            None if circles_in(document) => "decimalEnclosedCircle".to_owned(),
            None => "decimal".to_owned(),
        };
        notes
    }

    /// The text of a note.
    pub(super) fn text(&self, place: Place, id: &str) -> Option<&Element> {
        self.texts.get(&(place, id.to_owned()))
    }

    /// The mark of the note with this number among those of its place, from 1.
    pub(super) fn mark(&self, place: Place, number: u32) -> String {
        let has_both = self.texts.keys().any(|(place, _)| *place == Place::Foot);
        match place {
            Place::Foot if self.format.starts_with("decimalEnclosedCircle") => {
                mark(&circled(number))
            }
            Place::Foot => mark(&written(number, &self.format)),
            // Beside footnotes, endnotes are numbered otherwise, as word processors do.
            Place::End if has_both => mark(&written(number, "lowerRoman")),
            Place::End => mark(&number.to_string()),
        }
    }
}

/// Whether the settings of a section, which stand behind its text, number footnotes in circles.
fn circles_in(document: &str) -> bool {
    document.split("<w:footnotePr").skip(1).any(|behind| {
        let settings = behind.split("</w:footnotePr").next().unwrap_or_default();
        settings.contains("decimalEnclosedCircle")
    })
}
