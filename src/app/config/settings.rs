//! What can be wished for, as values that are always valid.

use super::style::{Role, Style};
use crate::app::keymap::KeyOverride;
use crate::domain::deck::NoteKind;
use crate::domain::id::DeckId;
use crate::domain::layout::Typography;
use crate::domain::quiz::{Folding, Mode, SuggestRules};
use crate::domain::srs::{Ease, NewPlace, ReviewOrder, Spread, Week};
use std::collections::BTreeMap;
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
    /// The terminal.
    pub terminal: TerminalConfig,
    /// The mouse.
    pub mouse: MouseConfig,
    /// When cards are asked for.
    pub schedule: ScheduleConfig,
    /// How cards are asked.
    pub quiz: QuizConfig,
    /// Reading aloud.
    pub speech: SpeechConfig,
    /// Opening pictures and links.
    pub viewer: ViewerConfig,
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

/// The terminal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TerminalConfig {
    /// How wide it draws characters of ambiguous width.
    pub ambiguous: AmbiguousWidth,
}

/// How wide a terminal draws characters of ambiguous width, such as `“ ” — …`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AmbiguousWidth {
    /// As it answers when it is asked.
    #[default]
    Auto,
    /// One cell.
    Narrow,
    /// Two cells.
    Wide,
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

/// How cards are asked.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct QuizConfig {
    /// The mode that each kind of note begins with.
    pub modes: KindModes,
    /// The bounds between suggested grades.
    pub rules: SuggestRules,
    /// What counts as the same in a typed answer.
    pub folding: Folding,
}

/// The mode that each kind of note begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct KindModes {
    /// Of basic notes.
    pub basic: Mode,
    /// Of definitions.
    pub definition: Mode,
    /// Of formulations.
    pub formulation: Mode,
    /// Of clozes.
    pub cloze: Mode,
    /// Of lists.
    pub list: Mode,
    /// Of relations.
    pub relation: Mode,
    /// Of profiles.
    pub profile: Mode,
    /// Of contrasts.
    pub contrast: Mode,
}

impl KindModes {
    /// The mode of a kind.
    pub fn of(&self, kind: NoteKind) -> Mode {
        match kind {
            NoteKind::Basic => self.basic,
            NoteKind::Definition => self.definition,
            NoteKind::Formulation => self.formulation,
            NoteKind::Cloze => self.cloze,
            NoteKind::List => self.list,
            NoteKind::Relation => self.relation,
            NoteKind::Profile => self.profile,
            NoteKind::Contrast => self.contrast,
        }
    }
}

/// Reading aloud.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SpeechConfig {
    /// The command that reads aloud what it is given on standard input; empty: none.
    pub command: String,
}

/// Opening pictures and links.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ViewerConfig {
    /// The command that opens the file or the address behind it; empty: the system's.
    pub command: String,
}

/// What is wished for a single deck in place of what holds for all.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct DeckWishes {
    /// The probability of recall at which a card becomes due.
    pub desired_retention: Option<f64>,
    /// New cards a day, at most.
    pub new_per_day: Option<u32>,
    /// Reviews a day, at most.
    pub reviews_per_day: Option<u32>,
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
    /// Which review comes first.
    pub review_order: ReviewOrder,
    /// Where new cards come.
    pub new_cards: NewPlace,
    /// What is wished for single decks, by their ids.
    pub decks: BTreeMap<DeckId, DeckWishes>,
    /// How the day of a review is chosen among those around it.
    pub spread: Spread,
    /// Days of the week with half as many reviews; 0 is Monday.
    pub easy_days: Vec<u8>,
    /// Days of the week with as few reviews as can be.
    pub free_days: Vec<u8>,
    /// After how many lapses a card is a leech; 0: never.
    pub leech_lapses: u32,
    /// Whether a leech is set aside.
    pub leech_suspend: bool,
    /// Whether the other cards of a note wait for the next day once one of them was answered.
    pub bury_siblings: bool,
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
            review_order: ReviewOrder::default(),
            new_cards: NewPlace::default(),
            decks: BTreeMap::new(),
            spread: Spread::default(),
            easy_days: Vec::new(),
            free_days: Vec::new(),
            leech_lapses: 8,
            leech_suspend: true,
            bury_siblings: true,
        }
    }
}

impl ScheduleConfig {
    /// How much is wished for on the days of the week. A free day that is an easy one too is free.
    pub fn week(&self) -> Week {
        let mut week = Week::default();
        for (days, ease) in [(&self.easy_days, Ease::Half), (&self.free_days, Ease::Free)] {
            for day in days {
                if let Some(wish) = week.get_mut(usize::from(*day)) {
                    *wish = ease;
                }
            }
        }
        week
    }
}
