//! What can be wished for, as values that are always valid.

use super::style::{Role, Style};
use crate::app::keymap::KeyOverride;
use crate::domain::layout::Typography;
use std::time::Duration;

/// All wishes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Config {
    /// The language of the interface.
    pub language: Language,
    /// The reader's page.
    pub reader: ReaderConfig,
    /// Colours.
    pub theme: ThemeConfig,
    /// The mouse.
    pub mouse: MouseConfig,
    /// When cards are asked for.
    pub schedule: ScheduleConfig,
    /// Keys that take the place of default ones.
    pub keys: Vec<KeyOverride>,
}

/// The language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// As the environment says.
    #[default]
    Auto,
    /// Simplified Chinese.
    ZhCn,
    /// English.
    En,
}

/// The reader's page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReaderConfig {
    /// The widest a line may be, in cells: two to a Han character.
    pub column: u16,
    /// How many columns stand side by side.
    pub columns: Columns,
    /// Whether a paragraph's first line starts two Han characters in.
    pub indent: bool,
    /// Empty lines between paragraphs.
    pub paragraph_spacing: u16,
    /// How lines are broken and filled.
    pub typography: Typography,
}

impl Default for ReaderConfig {
    fn default() -> Self {
        Self {
            column: 80,
            columns: Columns::default(),
            indent: true,
            paragraph_spacing: 0,
            typography: Typography::DEFAULT,
        }
    }
}

/// How many columns of a page stand side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Columns {
    /// Two on a wide screen, if two have room.
    #[default]
    Auto,
    /// One.
    One,
}

/// Colours.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ThemeConfig {
    /// The theme to start with.
    pub name: ThemeName,
    /// How many colours the terminal is given.
    pub colours: ColourMode,
    /// What looks different from the theme, in the order of the roles.
    pub roles: Vec<(Role, Style)>,
}

/// A shipped theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ThemeName {
    /// The terminal's own colours.
    #[default]
    Plain,
    /// Dark on warm white.
    Paper,
    /// Soft light on black.
    Night,
}

impl ThemeName {
    /// Its name in the config file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Paper => "paper",
            Self::Night => "night",
        }
    }

    /// The theme of this name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Plain, Self::Paper, Self::Night]
            .into_iter()
            .find(|theme| theme.name() == name)
    }

    /// The one a key goes to from here.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Plain => Self::Paper,
            Self::Paper => Self::Night,
            Self::Night => Self::Plain,
        }
    }
}

/// How many colours the terminal is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColourMode {
    /// As many as it says it has.
    #[default]
    Auto,
    /// The 16 of the terminal's palette.
    Ansi16,
    /// 256.
    Ansi256,
    /// All, 24 bit.
    True,
    /// None: bold, underline and reverse only.
    None,
}

/// The mouse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MouseConfig {
    /// Whether clicks and the wheel come to wengu; if not, the terminal selects text with them.
    pub capture: bool,
}

impl Default for MouseConfig {
    fn default() -> Self {
        Self { capture: true }
    }
}

/// When cards are asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct ScheduleConfig {
    /// New cards a day, at most.
    pub new_per_day: u32,
    /// Reviews a day, at most.
    pub reviews_per_day: u32,
    /// After how long a new card comes back, step by step.
    pub learning_steps: Vec<Duration>,
    /// After how long a forgotten card comes back, step by step.
    pub relearning_steps: Vec<Duration>,
    /// The local hour at which a study day begins, 0 to 23.
    pub day_starts_at: u8,
    /// The probability of recall at which a card becomes due.
    pub desired_retention: f64,
    /// A card in learning is shown this much early rather than waited for.
    pub learn_ahead: Duration,
    /// The longest time between two reviews, in days.
    pub maximum_interval: u32,
}

impl Default for ScheduleConfig {
    fn default() -> Self {
        let minutes = Duration::from_mins;
        Self {
            new_per_day: 20,
            reviews_per_day: 200,
            learning_steps: vec![minutes(1), minutes(10)],
            relearning_steps: vec![minutes(10)],
            day_starts_at: 4,
            desired_retention: 0.9,
            learn_ahead: minutes(20),
            maximum_interval: 36_500,
        }
    }
}
