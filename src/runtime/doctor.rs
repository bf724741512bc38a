//! What a bug report needs to know: versions, the terminal, places, numbers. Nothing personal: no
//! title, no name, and the home folder is `~`.

use super::backup::place;
use super::known_terminal::KnownTerminal;
use super::world::{World, WorldError};
use crate::app::config::AmbiguousWidth;
use crate::domain::text::Ambiguous;
use crate::io::paths::Paths;
use crate::io::store::{Access, Tally, last_backup, sqlite_version};
use crate::locale::Lang;
use std::path::Path;

/// Variables that decide how a terminal is written to; their values are told.
const TOLD: [&str; 9] = [
    "TERM",
    "TERM_PROGRAM",
    "TERM_PROGRAM_VERSION",
    "COLORTERM",
    "NO_COLOR",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "LC_MESSAGES",
];
/// Variables of which only is told that they are set.
const SET: [&str; 5] = ["TMUX", "STY", "SSH_CONNECTION", "WENGU_HOME", "WENGU_NOW"];

/// What the process is connected to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terminal {
    /// Whether input comes from a terminal.
    pub stdin: bool,
    /// Whether output goes to one.
    pub stdout: bool,
    /// Its columns and rows.
    pub size: Option<(u16, u16)>,
}

/// How wide the terminal draws characters of ambiguous width, and how that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AmbiguousFact {
    /// No terminal with a name has answered.
    Unknown,
    /// The config says so: whether two cells.
    Set(bool),
    /// The terminal that was asked last answered.
    Answered {
        /// Its name and version.
        name: String,
        /// A sample of each class that takes one cell.
        narrow: String,
        /// A sample of each class that takes two.
        wide: String,
    },
}

impl AmbiguousFact {
    fn of(world: &World) -> Self {
        match world.config.terminal.ambiguous {
            AmbiguousWidth::Narrow => Self::Set(false),
            AmbiguousWidth::Wide => Self::Set(true),
            AmbiguousWidth::Auto => {
                KnownTerminal::kept(&world.store).map_or(Self::Unknown, |known| {
                    let samples = |wide| {
                        let classes = Ambiguous::ALL.into_iter();
                        let alike = classes.filter(|class| known.widths.is_wide(*class) == wide);
                        alike.map(Ambiguous::sample).collect()
                    };
                    Self::Answered {
                        narrow: samples(false),
                        wide: samples(true),
                        name: known.name,
                    }
                })
            }
        }
    }

    fn told(&self, lang: Lang) -> String {
        match self {
            Self::Unknown => lang.fact_unknown().to_owned(),
            Self::Set(false) => lang.fact_set_narrow().to_owned(),
            Self::Set(true) => lang.fact_set_wide().to_owned(),
            Self::Answered { name, narrow, wide } => {
                let narrow = (!narrow.is_empty()).then(|| lang.fact_narrow(narrow));
                let wide = (!wide.is_empty()).then(|| lang.fact_wide(wide));
                let told: Vec<String> = narrow.into_iter().chain(wide).collect();
                lang.fact_answered(name, &told.join(lang.fact_and()))
            }
        }
    }
}

/// What is known of an open database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatabaseFacts {
    /// What becomes of changes.
    pub access: Access,
    /// Its numbers, or why they cannot be had.
    pub tally: Result<Tally, String>,
}

/// All of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The version of the program.
    pub version: &'static str,
    /// What it was built for.
    pub target: String,
    /// The version of SQLite.
    pub sqlite: &'static str,
    /// Name, release and machine of the system; not the name of the computer.
    pub system: String,
    /// The terminal.
    pub terminal: Terminal,
    /// How wide it draws characters of ambiguous width.
    pub ambiguous: AmbiguousFact,
    /// Variables and what is told of them.
    pub environment: Vec<String>,
    /// Config file, data and state.
    pub paths: Vec<String>,
    /// The database, or why it is not open.
    pub database: Result<DatabaseFacts, String>,
    /// Problems in the config file and its keys.
    pub config_problems: usize,
    /// Problems in deck files.
    pub deck_problems: usize,
    /// The name of the newest automatic backup.
    pub last_backup: Option<String>,
}

impl Facts {
    /// Collects them. A world that could not be opened is one of them.
    pub fn collect(
        world: Result<&World, &WorldError>,
        paths: Option<&Paths>,
        terminal: Terminal,
        lookup: impl Fn(&str) -> Option<String>,
    ) -> Self {
        let home = lookup("HOME").filter(|home| home.len() > 1);
        let home = home.as_deref().map(Path::new);
        let places = paths.iter().flat_map(|paths| {
            [
                ("config", &paths.config_file),
                ("data", &paths.data),
                ("state", &paths.state),
            ]
        });
        let findings = world.ok().map(|world| &world.findings);
        let last = paths.and_then(|paths| last_backup(&place(paths)));
        Self {
            version: env!("CARGO_PKG_VERSION"),
            target: target(),
            sqlite: sqlite_version(),
            system: system(),
            terminal,
            ambiguous: world.map_or(AmbiguousFact::Unknown, AmbiguousFact::of),
            environment: environment(&lookup),
            paths: places
                .map(|(name, path)| format!("{name} {}", without_home(path, home)))
                .collect(),
            database: match world {
                Ok(world) => Ok(database(world, home)),
                Err(error) => Err(homeless(&error.to_string(), home)),
            },
            config_problems: findings.map_or(0, |found| {
                usize::from(found.config_file.is_some()) + found.config.len() + found.keymap.len()
            }),
            deck_problems: findings.map_or(0, |found| found.decks.len()),
            last_backup: last.and_then(|(path, _)| {
                let name = path.file_name()?;
                Some(name.to_string_lossy().into_owned())
            }),
        }
    }

    /// As labels and texts.
    pub fn lines(&self, lang: Lang) -> Vec<(&'static str, String)> {
        let tty = |is| {
            if is {
                lang.fact_is_tty()
            } else {
                lang.fact_no_tty()
            }
        };
        let size = self.terminal.size;
        let size = size.map_or(lang.fact_unknown().to_owned(), |(columns, rows)| {
            format!("{columns}x{rows}")
        });
        let terminal = lang.fact_tty(tty(self.terminal.stdin), tty(self.terminal.stdout), &size);
        let none = || lang.fact_none().to_owned();
        let mut ambiguous = self.ambiguous.told(lang);
        let inside = |set: &String| set.starts_with("TMUX=") || set.starts_with("STY=");
        if self.environment.iter().any(inside) {
            ambiguous.push_str(lang.fact_multiplexed());
        }
        let mut lines = vec![
            (
                lang.fact_program(),
                format!("wengu {}, SQLite {}", self.version, self.sqlite),
            ),
            (lang.fact_target(), self.target.clone()),
            (lang.fact_system(), self.system.clone()),
            (lang.fact_terminal(), terminal),
            (lang.fact_ambiguous(), ambiguous),
            (lang.fact_environment(), self.environment.join("; ")),
            (lang.fact_paths(), self.paths.join("; ")),
        ];
        lines.extend(self.database_lines(lang));
        lines.extend([
            (lang.fact_config(), lang.fact_problems(self.config_problems)),
            (lang.fact_decks(), lang.fact_problems(self.deck_problems)),
            (
                lang.fact_backup(),
                self.last_backup.clone().unwrap_or_else(none),
            ),
        ]);
        lines
    }

    fn database_lines(&self, lang: Lang) -> Vec<(&'static str, String)> {
        let database = match &self.database {
            Ok(database) => database,
            Err(why) => return vec![(lang.fact_database(), why.clone())],
        };
        let access = match &database.access {
            Access::ReadWrite => lang.fact_read_write().to_owned(),
            Access::ReadOnly(reason) => lang.only_read(reason),
            Access::Memory(reason) => lang.only_in_memory(reason),
        };
        match &database.tally {
            Ok(t) => vec![
                (
                    lang.fact_database(),
                    format!("{access}; {}", lang.fact_schema(t.schema)),
                ),
                (
                    lang.fact_counts(),
                    lang.fact_tally(t.documents, t.decks, t.notes, t.cards, t.entries, t.devices),
                ),
            ],
            Err(why) => vec![(lang.fact_database(), format!("{access}; {why}"))],
        }
    }
}

fn database(world: &World, home: Option<&Path>) -> DatabaseFacts {
    let tally = world.store.tally();
    DatabaseFacts {
        access: world.store.access().clone(),
        tally: tally.map_err(|error| homeless(&error.to_string(), home)),
    }
}

fn target() -> String {
    use std::env::consts::{ARCH, OS};
    let libc = match () {
        () if cfg!(target_env = "musl") => "-musl",
        () if cfg!(target_env = "gnu") => "-gnu",
        () => "",
    };
    let debug = if cfg!(debug_assertions) {
        " (debug)"
    } else {
        ""
    };
    format!("{ARCH}-{OS}{libc}{debug}")
}

fn system() -> String {
    let name = rustix::system::uname();
    let parts = [name.sysname(), name.release(), name.machine()];
    parts
        .map(|part| part.to_string_lossy().into_owned())
        .join(" ")
}

fn environment(lookup: &impl Fn(&str) -> Option<String>) -> Vec<String> {
    let told = TOLD
        .iter()
        .filter_map(|name| Some(format!("{name}={}", lookup(name)?)));
    let set = SET.iter().filter_map(|name| {
        lookup(name)?;
        Some(format!("{name}=…"))
    });
    told.chain(set).collect()
}

/// The path, the home folder as `~`.
fn without_home(path: &Path, home: Option<&Path>) -> String {
    match home.and_then(|home| path.strip_prefix(home).ok()) {
        Some(rest) => format!("~/{}", rest.display()),
        None => path.display().to_string(),
    }
}

/// A sentence, the home folder in it as `~`.
fn homeless(sentence: &str, home: Option<&Path>) -> String {
    match home.and_then(Path::to_str) {
        Some(home) => sentence.replace(home, "~"),
        None => sentence.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::Timestamp;
    use crate::io::clock::Clock;
    use crate::runtime::take_in;
    use jiff::tz::TimeZone;
    use std::fs;

    const NOBODY: Terminal = Terminal {
        stdin: false,
        stdout: true,
        size: Some((80, 24)),
    };

    fn lookup(home: &Path) -> impl Fn(&str) -> Option<String> {
        let home = home.to_str().unwrap().to_owned();
        move |name| match name {
            "HOME" => Some(home.clone()),
            "TERM" => Some("xterm-kitty".to_owned()),
            "SSH_CONNECTION" => Some("203.0.113.7 22".to_owned()),
            _ => None,
        }
    }

    #[test]
    fn nothing_personal_is_told() {
        let home = tempfile::tempdir().unwrap();
        let name = home
            .path()
            .file_name()
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        let paths = Paths::in_home(&home.path().join("w"));
        let clock = Clock::starting_at(Timestamp(0), TimeZone::UTC);
        let mut world = World::at(paths.clone(), clock).unwrap();
        let file = home.path().join("我的秘密.txt");
        fs::write(&file, "我的秘密\n\n正文。").unwrap();
        take_in(&mut world.store, &file, Timestamp(1)).unwrap();
        let facts = Facts::collect(Ok(&world), Some(&paths), NOBODY, lookup(home.path()));
        for lang in [Lang::ZhCn, Lang::En] {
            let lines = facts.lines(lang);
            let text: Vec<String> = lines.iter().map(|(l, t)| format!("{l}: {t}")).collect();
            let text = text.join("\n");
            for secret in ["秘密", &name, "203.0.113.7"] {
                assert!(!text.contains(secret), "{text}");
            }
            for told in ["~/w/state", "80x24", "TERM=xterm-kitty", "SSH_CONNECTION=…"] {
                assert!(text.contains(told), "{told}: {text}");
            }
        }
        let shelf = world.store.documents().unwrap();
        let tally = facts.database.unwrap().tally.unwrap();
        assert_eq!(tally.documents, shelf.len() as u64);
        assert_eq!(tally, world.store.tally().unwrap());
        assert_eq!(tally.entries, 0);
    }

    #[test]
    fn what_the_terminal_answered_is_told() {
        let home = tempfile::tempdir().unwrap();
        let clock = Clock::starting_at(Timestamp(0), TimeZone::UTC);
        let mut world = World::at(Paths::in_home(home.path()), clock).unwrap();
        assert_eq!(AmbiguousFact::of(&world), AmbiguousFact::Unknown);
        world
            .store
            .keep_setting("terminal", "112112 kitty(0.32.0)")
            .unwrap();
        let fact = AmbiguousFact::of(&world);
        assert_eq!(fact.told(Lang::En), "kitty(0.32.0): one cell “—·─, two …①");
        world.config.terminal.ambiguous = AmbiguousWidth::Wide;
        assert_eq!(AmbiguousFact::of(&world), AmbiguousFact::Set(true));
    }

    #[test]
    fn a_database_that_does_not_open_is_a_fact_too() {
        let home = tempfile::tempdir().unwrap();
        let paths = Paths::in_home(home.path());
        fs::create_dir_all(&paths.data).unwrap();
        fs::write(&paths.database, "no database".repeat(1_000)).unwrap();
        let clock = Clock::starting_at(Timestamp(0), TimeZone::UTC);
        let error = World::at(paths.clone(), clock).unwrap_err();
        let facts = Facts::collect(Err(&error), Some(&paths), NOBODY, lookup(home.path()));
        let why = facts.database.unwrap_err();
        assert!(why.contains("~/data/wengu.db"), "{why}");
    }
}
