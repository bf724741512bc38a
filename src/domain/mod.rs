//! What wengu knows: texts and their layout, notes and cards, memory and its schedule.
//!
//! Pure: no files, no clock, no random numbers, no SQL, no terminal. Later modules may use earlier
//! ones: `id`, `time`, `retention` · `text` · `doc` · `layout` · `deck` · `srs` · `quiz`.

pub mod deck;
pub mod doc;
pub mod id;
pub mod layout;
pub mod quiz;
pub mod retention;
pub mod srs;
pub mod text;
pub mod time;
