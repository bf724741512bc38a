//! What is shipped: guides true to their sources, decks that lead back to them, pages that lose
//! nothing.

mod decks;
mod encodings;
mod guides;
mod items;
mod paging;
mod quiz;
mod quotations;
mod repeats;
mod sources;
