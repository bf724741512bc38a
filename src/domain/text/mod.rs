//! Characters: how wide they are, how they may be shown, where lines may break.

mod circled;
pub mod safe;
pub mod segment;
pub mod width;

pub use circled::{in_circle, number_in_circle};
pub use safe::SafeText;
pub use width::{Ambiguous, Widths, is_plain_han};
