//! Notes and cards: what a person writes and what is scheduled.
//!
//! A deck holds notes. A note makes one card or several, each asking for one part of it; the face
//! of a card is what is asked and answered, as data without words of the interface. Knows nothing
//! of the files in which decks are written.

mod card;
mod check;
mod cloze;
mod face;
mod lookup;
mod note;
mod overlay;
mod source;
mod spoken;

pub use card::{Card, cards};
pub use check::{SamePrompt, same_prompts};
pub use cloze::{Cloze, ClozeError, ClozeErrorKind, ClozePart, ClozePiece, Gap};
pub use face::{AnswerPart, Face, Prompt, face};
pub use lookup::{Candidate, CandidateKind, candidates, is_original, same_title};
pub use note::{Attribution, Deck, Directions, Field, NamedSet, Note, NoteBody, NoteKind};
pub use overlay::{Overlay, lay_over};
pub use source::SourceRef;
pub use spoken::spoken;
