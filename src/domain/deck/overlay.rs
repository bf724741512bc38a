//! A person's changes to notes, laid over the decks. Knows whole notes; how a change is written,
//! field by field, is known where files are read.

use super::note::{Deck, Note};
use crate::domain::id::NoteId;
use std::collections::{HashMap, HashSet};

/// What a person made of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlay {
    /// The note as it is to be learnt.
    pub note: Note,
    /// Whether its cards are kept out of every queue.
    pub suspended: bool,
}

/// Puts changed notes in the places of those of the same id. Returns the suspended ones. An overlay
/// whose note no deck has changes nothing.
pub fn lay_over(decks: &mut [Deck], overlays: Vec<Overlay>) -> HashSet<NoteId> {
    let mut overlays: HashMap<NoteId, Overlay> = overlays
        .into_iter()
        .map(|overlay| (overlay.note.id.clone(), overlay))
        .collect();
    let mut suspended = HashSet::new();
    for note in decks.iter_mut().flat_map(|deck| &mut deck.notes) {
        if let Some(overlay) = overlays.remove(&note.id) {
            *note = overlay.note;
            if overlay.suspended {
                suspended.insert(note.id.clone());
            }
        }
    }
    suspended
}

#[cfg(test)]
mod tests {
    use super::super::note::tests::one_of_each;
    use super::*;
    use crate::domain::id::DeckId;

    #[test]
    fn an_overlay_takes_its_notes_place_and_touches_no_other() {
        let notes = one_of_each();
        let mut decks = [Deck {
            id: DeckId::new("d"),
            title: "t".to_owned(),
            about: String::new(),
            notes: notes.clone(),
        }];
        let with_hint = |mut note: Note| {
            note.hint = Some("改".to_owned());
            note
        };
        let overlay = |note: Note, suspended| Overlay { note, suspended };
        let mut lost = notes[0].clone();
        lost.id = NoteId::new("lost");
        let suspended = lay_over(
            &mut decks,
            vec![
                overlay(with_hint(notes[5].clone()), false),
                overlay(notes[2].clone(), true),
                overlay(lost, true),
            ],
        );
        assert_eq!(suspended, HashSet::from([notes[2].id.clone()]));
        for (was, is) in notes.iter().zip(&decks[0].notes) {
            let wanted = if was.id == notes[5].id {
                with_hint(was.clone())
            } else {
                was.clone()
            };
            assert_eq!(*is, wanted);
        }
        assert_eq!(decks[0].notes.len(), notes.len());
    }
}
