//! Notes and cards: what a person writes and what is scheduled.
