//! What can be wrong with a config file, as data; `locale` has the sentences.

use crate::app::key::KeyError;
use std::path::PathBuf;

/// A wish that could not be followed. The default holds in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigProblem {
    /// The file it is written in.
    pub file: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in code points.
    pub column: usize,
    /// What is wrong.
    pub kind: ConfigFault,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConfigFault {
    /// Not TOML.
    Syntax {
        /// What the parser says, in English.
        message: String,
    },
    /// There is no such setting, section, context or action.
    UnknownKey {
        /// The key, with its sections: `reader.colum`.
        key: String,
        /// The name meant for its last part, if one is similar.
        nearest: Option<&'static str>,
    },
    /// A value of another type.
    WrongType {
        /// The key, with its sections.
        key: String,
        /// What it should be.
        expected: Expected,
        /// What it is, in TOML's words.
        found: &'static str,
    },
    /// A word that is none of those possible.
    NotOneOf {
        /// The key, with its sections.
        key: String,
        /// The word.
        value: String,
        /// The possible words.
        allowed: Vec<&'static str>,
        /// The one meant, if one is similar.
        nearest: Option<&'static str>,
    },
    /// A number or time that is too small or too large.
    OutOfRange {
        /// The key, with its sections.
        key: String,
        /// The value, as written.
        value: String,
        /// The smallest possible.
        min: String,
        /// The largest possible.
        max: String,
    },
    /// Not a time such as `90s`, `10m`, `1h`, `2d`.
    NotADuration {
        /// The key, with its sections.
        key: String,
        /// The value.
        value: String,
    },
    /// Not a style such as `bold #c03030 on white`.
    NotAStyle {
        /// The key, with its sections.
        key: String,
        /// The word that is not understood; empty if there is none at all.
        word: String,
        /// The word meant, if one is similar.
        nearest: Option<&'static str>,
    },
    /// Not a key.
    NotAKey {
        /// The key of the setting, with its sections.
        key: String,
        /// Why.
        error: KeyError,
    },
}

/// The type that a setting has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// Text in quotation marks.
    Text,
    /// A list of texts.
    Texts,
    /// A section.
    Section,
}
