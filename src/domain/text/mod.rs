//! Characters: how wide they are, how they may be shown, where lines may break.

pub mod safe;
pub mod segment;
pub mod width;

pub use safe::SafeText;
pub use width::{Ambiguous, Widths, is_plain_han};
