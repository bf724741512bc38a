//! The shipped file says what the code does; a person's file is read key by key.

use super::setting::SETTINGS;
use super::*;
use crate::app::action::{ACTIONS, Action, Context};
use crate::app::keymap::Keymap;
use crate::domain::id::DeckId;
use crate::domain::srs::{NewPlace, ReviewOrder, Spread};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

fn parse(text: &str) -> (Config, Vec<ConfigProblem>) {
    Config::parse(text, Path::new("my/config.toml"))
}

fn only_problem(text: &str) -> ConfigProblem {
    let (_, mut problems) = parse(text);
    assert_eq!(problems.len(), 1, "{text}: {problems:?}");
    problems.remove(0)
}

/// The keys of the single settings in a TOML text, read by the parser's own tree.
fn written(text: &str) -> BTreeSet<String> {
    let table: toml::Table = text.parse().unwrap();
    let mut keys = BTreeSet::new();
    for (name, value) in &table {
        match value.as_table() {
            None => drop(keys.insert(format!(".{name}"))),
            Some(section) => keys.extend(section.keys().map(|key| format!("{name}.{key}"))),
        }
    }
    keys.into_iter()
        .filter(|key| !key.starts_with("keys.") && key != "theme.roles")
        .collect()
}

#[test]
fn the_default_file_has_each_setting_and_no_other() {
    let table = SETTINGS.iter().map(|s| format!("{}.{}", s.section, s.name));
    assert_eq!(written(DEFAULT_TOML), table.collect());
    for (name, _) in Role::NAMES {
        let line = DEFAULT_TOML
            .lines()
            .find(|line| line.starts_with(&format!("# {name} = ")))
            .unwrap_or_else(|| panic!("no example for the role {name}"));
        let example = format!("[theme.roles]\n{}", line.trim_start_matches("# "));
        assert_eq!(parse(&example).1, [], "{example}");
    }
}

#[test]
fn the_default_file_is_the_default() {
    let (mut config, problems) = parse(DEFAULT_TOML);
    assert_eq!(problems, []);
    let (keymap, problems) = Keymap::new(&config.keys);
    assert_eq!(problems, []);
    let default = Keymap::default();
    for context in Context::ALL {
        assert_eq!(keymap.actions_in(context), default.actions_in(context));
    }
    let bindings: usize = ACTIONS.iter().map(|info| info.bindings.len()).sum();
    assert_eq!(config.keys.len(), bindings);
    config.keys.clear();
    assert_eq!(config, Config::default());
}

#[test]
fn each_setting_arrives_where_it_belongs() {
    let (config, problems) = parse(
        r#"
        language = "en"
        reader = { column = 60, columns = "one", indent = false }
        reader.paragraph_spacing = 1
        theme.name = "night"
        theme.colours = 256
        theme.roles.hit = 'bold on #ffee00'
        terminal.ambiguous = "wide"
        mouse.capture = false
        schedule.new_per_day = 0
        [keys.reader]
        next-page = ["n", "g n"]
        find-next = "ctrl-n"
        "#,
    );
    // TOML forbids adding to an inline table.
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(config.language, Language::En);
    assert_eq!((config.reader.column, config.reader.indent), (60, false));
    assert_eq!(config.reader.columns, Columns::One);
    assert_eq!(config.theme.name, ThemeName::Night);
    assert_eq!(config.theme.colours, ColourMode::Ansi256);
    let hit = Style {
        foreground: None,
        background: Some(Colour::Rgb(0xff, 0xee, 0)),
        attributes: vec![Attribute::Bold],
    };
    assert_eq!(config.theme.roles, [(Role::Hit, hit)]);
    assert_eq!(config.terminal.ambiguous, AmbiguousWidth::Wide);
    assert!(!config.mouse.capture);
    assert_eq!(config.schedule.new_per_day, 0);
    assert_eq!(config.schedule.reviews_per_day, 200);
    let keys: Vec<_> = config.keys.iter().map(|k| (k.action, k.line)).collect();
    assert_eq!(keys, [(Action::NextPage, 12), (Action::FindNext, 13)]);
}

#[test]
fn the_whole_schedule_can_be_set() {
    let (config, problems) = parse(
        "[schedule]\nnew_per_day = 5\nreviews_per_day = 50\nlearning_steps = []\n\
         relearning_steps = [\"5m\", \"1h\"]\nday_starts_at = 0\ndesired_retention = 0.85\n\
         learn_ahead = \"0m\"\nmaximum_interval = 365\nspread = \"random\"\n\
         easy_days = [\"sat\"]\nfree_days = \"sun\"\nleech_lapses = 4\nleech_suspend = false\n\
         bury_siblings = false\nreview_order = \"due\"\nnew_cards = \"last\"\n\
         [schedule.decks.a]\nnew_per_day = 3\ndesired_retention = 0.95\n",
    );
    assert_eq!(problems, []);
    assert_eq!(
        config.schedule,
        ScheduleConfig {
            new_per_day: 5,
            reviews_per_day: 50,
            learning_steps: vec![],
            relearning_steps: vec![Duration::from_mins(5), Duration::from_hours(1)],
            day_starts_at: 0,
            desired_retention: 0.85,
            learn_ahead: Duration::ZERO,
            maximum_interval: 365,
            review_order: ReviewOrder::DueDate,
            new_cards: NewPlace::Last,
            decks: BTreeMap::from([(
                DeckId::new("a"),
                DeckWishes {
                    desired_retention: Some(0.95),
                    new_per_day: Some(3),
                    reviews_per_day: None,
                },
            )]),
            spread: Spread::Chance,
            easy_days: vec![5],
            free_days: vec![6],
            leech_lapses: 4,
            leech_suspend: false,
            bury_siblings: false,
        }
    );
}

#[test]
fn a_problem_has_its_place_and_the_rest_is_kept() {
    let (config, problems) =
        parse("# 注\nreader.column = 60\nreader.colum = 70\nlanguage = \"fr\"\n");
    assert_eq!(config.reader.column, 60);
    assert_eq!(config.language, Language::Auto);
    let places: Vec<_> = problems.iter().map(|p| (p.line, p.column)).collect();
    assert_eq!(places, [(3, 8), (4, 12)]);
    assert!(
        problems
            .iter()
            .all(|p| p.file == Path::new("my/config.toml"))
    );
    let after_han = only_problem("reader = { '国' = 1 }");
    assert_eq!((after_han.line, after_han.column), (1, 12));
}

#[test]
fn an_unknown_name_gets_the_nearest_one() {
    for (text, key, meant) in [
        ("langauge = 'en'", "langauge", Some("language")),
        ("[raeder]\ncolumn = 1", "raeder", Some("reader")),
        ("[reader]\ncolum = 1", "reader.colum", Some("column")),
        ("[theme.role]\nhit = ''", "theme.role", Some("roles")),
        (
            "[theme.roles]\nheadng = ''",
            "theme.roles.headng",
            Some("heading"),
        ),
        ("[keys.raeder]\nback = []", "keys.raeder", Some("reader")),
        (
            "[keys.reader]\nnext-pag = []",
            "keys.reader.next-pag",
            Some("next-page"),
        ),
        ("zzz = 1", "zzz", None),
    ] {
        let kind = ConfigFault::UnknownKey {
            key: key.into(),
            nearest: meant,
        };
        assert_eq!(only_problem(text).kind, kind, "{text}");
    }
}

#[test]
fn a_wrong_value_leaves_the_default() {
    let wrong = |text: &str| {
        let (config, _) = parse(text);
        let kind = only_problem(text).kind;
        assert_eq!(config, Config::default(), "{text}");
        kind
    };
    let mistyped = |text: &str| match wrong(text) {
        ConfigFault::WrongType {
            expected, found, ..
        } => (expected, found),
        other => panic!("{text}: {other:?}"),
    };
    assert_eq!(
        mistyped("reader.column = '80'"),
        (Expected::Integer, "string")
    );
    assert_eq!(
        mistyped("reader.indent = 1"),
        (Expected::Boolean, "integer")
    );
    assert_eq!(mistyped("reader = 1"), (Expected::Section, "integer"));
    assert_eq!(mistyped("[[reader]]"), (Expected::Section, "array"));
    assert_eq!(mistyped("language = []"), (Expected::Text, "array"));
    assert_eq!(
        mistyped("keys.reader.back = 1"),
        (Expected::Texts, "integer")
    );
    assert_eq!(
        mistyped("schedule.learning_steps = '1m'"),
        (Expected::Texts, "string")
    );
    for text in [
        "reader.column = 15",
        "reader.column = -80",
        "reader.column = 99999999999999999999999",
        "schedule.desired_retention = 1",
        "schedule.desired_retention = nan",
        "schedule.day_starts_at = 24",
        "schedule.learn_ahead = '25h'",
        "schedule.learning_steps = ['1m', '2d']",
    ] {
        assert!(
            matches!(wrong(text), ConfigFault::OutOfRange { .. }),
            "{text}"
        );
    }
    assert!(matches!(
        wrong("schedule.learn_ahead = 'soon'"),
        ConfigFault::NotADuration { .. }
    ));
    assert!(matches!(
        wrong("theme.name = 'nigth'"),
        ConfigFault::NotOneOf {
            nearest: Some("night"),
            ..
        }
    ));
    assert!(matches!(
        wrong("theme.roles.hit = 'bold gren'"),
        ConfigFault::NotAStyle {
            nearest: Some("green"),
            ..
        }
    ));
    assert!(matches!(
        wrong("keys.reader.back = ['pgdown']"),
        ConfigFault::NotAKey { .. }
    ));
}

#[test]
fn a_mistake_in_the_syntax_costs_its_line_alone() {
    let (config, problems) =
        parse("[reader]\ncolumn = \nindent = false\n[schedule]\nnew_per_day = 7\n");
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].line, 2);
    assert!(matches!(problems[0].kind, ConfigFault::Syntax { .. }));
    assert_eq!(config.reader.column, 80);
    assert!(!config.reader.indent);
    assert_eq!(config.schedule.new_per_day, 7);
}

#[test]
fn files_of_other_systems_are_read() {
    let (config, problems) = parse("\u{feff}language = \"en\"\r\n[reader]\r\ncolumn = 40\r\n");
    assert_eq!(problems, []);
    assert_eq!((config.language, config.reader.column), (Language::En, 40));
}

fn any_line() -> impl Strategy<Value = String> {
    let pieces = [
        "language",
        "reader",
        "[reader]",
        "column",
        ".",
        " = ",
        "80",
        "-1",
        "\"",
        "'",
        "[",
        "]",
        "{",
        "}",
        ",",
        "true",
        "'1m'",
        "[keys.reader]",
        "next-page",
        "[theme.roles]",
        "hit",
        "国",
        "#",
        "\r",
        "1e9",
        "[[schedule]]",
        "\\u",
        "\"\"\"",
        "nan",
        "keys",
        "2026-01-01",
    ];
    prop_oneof![
        proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..8)
            .prop_map(|pieces| pieces.concat()),
        ".{0,20}",
    ]
}

proptest! {
    #[test]
    fn any_text_gives_a_config_and_places_in_the_text(
        lines in proptest::collection::vec(any_line(), 0..8)
    ) {
        let text = lines.join("\n");
        let (config, problems) = parse(&text);
        let _ = Keymap::new(&config.keys);
        prop_assert!((16..=240).contains(&config.reader.column));
        let count = text.split('\n').count();
        for problem in problems {
            prop_assert!((1..=count).contains(&problem.line));
            prop_assert!(problem.column >= 1);
        }
    }
}
