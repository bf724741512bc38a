//! The table of settings: where each is written, what it may be, and where it goes.

use super::problem::{ConfigFault, Expected};
use super::settings::{AmbiguousWidth, ColourMode, Columns, Config, Language, ThemeName};
use super::value::Given;
use crate::domain::deck::NoteKind;
use crate::domain::layout::{Compress, LatinGap, Punctuation};
use crate::domain::quiz::Mode;
use crate::domain::srs::{NewPlace, ReviewOrder, Spread};
use std::ops::RangeInclusive;
use std::time::Duration;

/// One setting.
pub(super) struct Setting {
    /// The section it is in; empty for those before the first section.
    pub(super) section: &'static str,
    /// Its name in the section.
    pub(super) name: &'static str,
    /// Takes the value over, or leaves all as it is.
    pub(super) set: fn(&mut Config, &Given<'_>) -> Result<(), ConfigFault>,
}

const MINUTE: Duration = Duration::from_mins(1);
const DAY: Duration = Duration::from_hours(24);
/// Cards a day.
pub(super) const PER_DAY: RangeInclusive<u32> = 0..=9999;
/// The probability of recall at which a card becomes due.
pub(super) const RETENTION: RangeInclusive<f64> = 0.7..=0.99;
const WEEKDAYS: &[(&str, u8)] = &[
    ("mon", 0),
    ("tue", 1),
    ("wed", 2),
    ("thu", 3),
    ("fri", 4),
    ("sat", 5),
    ("sun", 6),
];

/// The modes that fit a kind of note, by their names.
fn modes(kind: NoteKind) -> Vec<(&'static str, Mode)> {
    let fitting = Mode::fitting(kind).iter();
    fitting.map(|mode| (mode.name(), *mode)).collect()
}

macro_rules! settings {
    ($( $section:literal $name:literal => $($field:ident).+ = |$given:ident| $read:expr; )*) => {
        /// All settings of one value, in the order of the default file.
        pub(super) static SETTINGS: &[Setting] = &[$(
            Setting {
                section: $section,
                name: $name,
                set: |config, $given| {
                    config.$($field).+ = $read?;
                    Ok(())
                },
            }
        ),*];
    };
}

settings! {
    "" "language" => language = |v| v.one_of(&[
        ("auto", Language::Auto), ("zh-CN", Language::ZhCn), ("en", Language::En),
    ]);
    "reader" "column" => reader.column = |v| v.integer(16..=240);
    "reader" "columns" => reader.columns = |v| v.one_of(&[
        ("auto", Columns::Auto), ("one", Columns::One),
    ]);
    "reader" "indent" => reader.indent = |v| v.boolean();
    "reader" "paragraph_spacing" => reader.paragraph_spacing = |v| v.integer(0..=3);
    "reader" "indent_after_heading" => reader.typography.indent_after_heading = |v| v.boolean();
    "reader" "justify" => reader.typography.justify = |v| v.boolean();
    "reader" "punctuation" => reader.typography.punctuation = |v| v.one_of(&[
        ("none", Punctuation::None), ("basic", Punctuation::Basic), ("gb", Punctuation::Gb),
        ("strict", Punctuation::Strict),
    ]);
    "reader" "hang" => reader.typography.hang = |v| v.boolean();
    "reader" "compress" => reader.typography.compress = |v| v.one_of(&[
        ("none", Compress::None), ("glyphs", Compress::Glyphs),
    ]);
    "reader" "latin_gap" => reader.typography.latin_gap = |v| v.one_of(&[
        ("none", LatinGap::None), ("auto", LatinGap::Auto),
    ]);
    "theme" "name" => theme.name = |v| v.one_of(&[
        ("plain", ThemeName::Plain), ("paper", ThemeName::Paper), ("night", ThemeName::Night),
    ]);
    "theme" "colours" => theme.colours = |v| v.one_of(&[
        ("auto", ColourMode::Auto), ("16", ColourMode::Ansi16), ("256", ColourMode::Ansi256),
        ("true", ColourMode::True), ("none", ColourMode::None),
    ]);
    "terminal" "ambiguous" => terminal.ambiguous = |v| v.one_of(&[
        ("auto", AmbiguousWidth::Auto), ("narrow", AmbiguousWidth::Narrow),
        ("wide", AmbiguousWidth::Wide),
    ]);
    "mouse" "capture" => mouse.capture = |v| v.boolean();
    "schedule" "new_per_day" => schedule.new_per_day = |v| v.integer(PER_DAY);
    "schedule" "reviews_per_day" => schedule.reviews_per_day = |v| v.integer(PER_DAY);
    "schedule" "learning_steps" => schedule.learning_steps = |v| v.durations(&(MINUTE / 60..=DAY));
    "schedule" "relearning_steps" => schedule.relearning_steps =
        |v| v.durations(&(MINUTE / 60..=DAY));
    "schedule" "day_starts_at" => schedule.day_starts_at = |v| v.integer(0..=23);
    "schedule" "desired_retention" => schedule.desired_retention = |v| v.number(RETENTION);
    "schedule" "learn_ahead" => schedule.learn_ahead = |v| v.duration(Duration::ZERO..=DAY);
    "schedule" "maximum_interval" => schedule.maximum_interval = |v| v.integer(1..=36_500);
    "schedule" "review_order" => schedule.review_order = |v| v.one_of(&[
        ("recall", ReviewOrder::Retrievability), ("due", ReviewOrder::DueDate),
        ("random", ReviewOrder::Random),
    ]);
    "schedule" "new_cards" => schedule.new_cards = |v| v.one_of(&[
        ("mixed", NewPlace::Mixed), ("first", NewPlace::First), ("last", NewPlace::Last),
    ]);
    "schedule" "spread" => schedule.spread = |v| v.one_of(&[
        ("none", Spread::Exact), ("random", Spread::Chance), ("balanced", Spread::Balanced),
    ]);
    "schedule" "easy_days" => schedule.easy_days = |v| v.some_of(WEEKDAYS);
    "schedule" "free_days" => schedule.free_days = |v| v.some_of(WEEKDAYS);
    "schedule" "leech_lapses" => schedule.leech_lapses = |v| v.integer(0..=99);
    "schedule" "leech_suspend" => schedule.leech_suspend = |v| v.boolean();
    "schedule" "bury_siblings" => schedule.bury_siblings = |v| v.boolean();
    "quiz" "basic" => quiz.modes.basic = |v| v.one_of(&modes(NoteKind::Basic));
    "quiz" "definition" => quiz.modes.definition = |v| v.one_of(&modes(NoteKind::Definition));
    "quiz" "formulation" => quiz.modes.formulation = |v| v.one_of(&modes(NoteKind::Formulation));
    "quiz" "cloze" => quiz.modes.cloze = |v| v.one_of(&modes(NoteKind::Cloze));
    "quiz" "list" => quiz.modes.list = |v| v.one_of(&modes(NoteKind::List));
    "quiz" "relation" => quiz.modes.relation = |v| v.one_of(&modes(NoteKind::Relation));
    "quiz" "profile" => quiz.modes.profile = |v| v.one_of(&modes(NoteKind::Profile));
    "quiz" "contrast" => quiz.modes.contrast = |v| v.one_of(&modes(NoteKind::Contrast));
    "quiz" "again_below" => quiz.rules.again_below = |v| v.number(0.0..=1.0);
    "quiz" "hard_below" => quiz.rules.hard_below = |v| v.number(0.0..=1.0);
    "quiz" "easy_seconds" => quiz.rules.easy_seconds = |v| v.number(0.0..=60.0);
    "quiz" "traditional" => quiz.folding.scripts = |v| v.boolean();
    "quiz" "numbers" => quiz.folding.numbers = |v| v.boolean();
    "viewer" "command" => viewer.command = |v| v.text(Expected::Text).map(str::to_owned);
    "speech" "command" => speech.command = |v| v.text(Expected::Text).map(str::to_owned);
}
