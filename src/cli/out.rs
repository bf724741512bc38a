//! The one place that prints.

use crate::domain::text::SafeText;
use std::io::{Write, stderr};

/// Writes an error sentence to stderr.
pub fn error(sentence: &str) {
    let _ = writeln!(stderr(), "wengu: {}", SafeText::new(sentence));
}
