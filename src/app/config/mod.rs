//! The person's wishes. Knows what can be wished for, the defaults, and how wishes are written in
//! TOML; knows no files. The defaults are in code, so that without a file nothing is parsed.

mod parse;
mod problem;
mod setting;
mod settings;
mod style;
mod value;

pub use problem::{ConfigFault, ConfigProblem, Expected};
pub use settings::{
    AmbiguousWidth, ColourMode, Columns, Config, DeckWishes, KindModes, Language, MouseConfig,
    QuizConfig, ReaderConfig, ScheduleConfig, SpeechConfig, TerminalConfig, ThemeConfig, ThemeName,
    ViewerConfig,
};
pub use style::{Attribute, Colour, Role, Style};

/// The default config file with its comments, as `wengu config default` prints it.
pub const DEFAULT_TOML: &str = include_str!("../../../config.toml");

#[cfg(test)]
mod tests;
