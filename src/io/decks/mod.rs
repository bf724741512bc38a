//! Deck files: reads them, checks them, adds one to a person's own. Knows TOML and folders; does
//! not know the database, and words no message that people read.

mod add;
mod ids;
mod join;
mod keys;
mod lines;
mod load;
mod note;
mod overlay;
mod parse;
mod pieces;
pub mod problem;
mod shipped;
mod written;

pub use add::{AddDeckError, AddedDeck, add};
pub use ids::{WriteIdsError, write_ids};
pub use join::{duplicate_ids, join, same_prompt_problems};
pub use load::{DeckFile, MAX_DECK_BYTES, Stamp, load, read, stamps};
pub use overlay::{overlay_folder, read_overlays};
pub use parse::{ParsedDeck, parse_deck};
pub use problem::{DeckProblem, DeckProblemKind, Location, Position};
pub use shipped::shipped;
