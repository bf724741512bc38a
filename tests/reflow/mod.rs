//! Reflow: whether clean blocks come out of spoiled text, checked against texts that people have
//! put right by hand, against the raw text itself, and against damage that was done on purpose.

mod blocks;
mod damage;
mod exported;
mod fidelity;
mod gold;
mod pinned;
mod press;
