//! Deck files: reads them, checks them, adds one to a person's own. Knows TOML and folders; does
//! not know the database, and words no message that people read.

mod add;
mod join;
mod keys;
mod lines;
mod load;
mod note;
mod parse;
pub mod problem;
mod shipped;

pub use add::{AddDeckError, AddedDeck, add};
pub use join::{duplicate_ids, join, same_prompt_problems};
pub use load::{DeckFile, MAX_DECK_BYTES, Stamp, load, read, stamps};
pub use parse::{ParsedDeck, parse_deck};
pub use problem::{DeckProblem, DeckProblemKind, Location, Position};
pub use shipped::shipped;
