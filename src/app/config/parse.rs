//! Reads a config file's text over the defaults, key by key. What cannot be read is reported and
//! leaves its default.

use super::problem::{ConfigFault, ConfigProblem, Expected};
use super::setting::{PER_DAY, RETENTION, SETTINGS, Setting};
use super::settings::{Config, DeckWishes};
use super::style::Role;
use super::value::Given;
use crate::app::action::{ACTIONS, Action, Context};
use crate::app::key::KeySequence;
use crate::app::keymap::KeyOverride;
use crate::app::nearest::nearest;
use crate::domain::id::DeckId;
use std::collections::BTreeSet;
use std::path::Path;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// What can be wished for a single deck.
const OF_DECKS: [&str; 3] = ["desired_retention", "new_per_day", "reviews_per_day"];

type Entry<'a> = (&'a Spanned<DeString<'a>>, &'a Spanned<DeValue<'a>>);

/// The sections that hold other than single settings.
const ROLES: &str = "roles";
const DECKS: &str = "decks";
const KEYS: &str = "keys";

impl Config {
    /// Reads the text of `file` over the defaults. Each problem names its place; they are in the
    /// order of the text.
    pub fn parse(text: &str, file: &Path) -> (Self, Vec<ConfigProblem>) {
        let (table, errors) = DeTable::parse_recoverable(text);
        let mut reader = Reader {
            config: Self::default(),
            lines: Lines::of(text),
            file,
            problems: Vec::new(),
            unreadable: BTreeSet::new(),
        };
        for error in &errors {
            let at = error.span().map_or(0, |span| span.start);
            let (line, _) = reader.lines.place(at);
            // What follows a mistake in its line is mostly its consequence.
            if reader.unreadable.insert(line) {
                let message = error.message().to_owned();
                reader.report(at, ConfigFault::Syntax { message });
            }
        }
        reader.root(table.get_ref());
        reader.problems.sort_by_key(|p| (p.line, p.column));
        (reader.config, reader.problems)
    }
}

struct Reader<'a> {
    config: Config,
    lines: Lines<'a>,
    file: &'a Path,
    problems: Vec<ConfigProblem>,
    /// Lines that are not TOML.
    unreadable: BTreeSet<usize>,
}

impl Reader<'_> {
    fn report(&mut self, at: usize, kind: ConfigFault) {
        let (line, column) = self.lines.place(at);
        self.problems.push(ConfigProblem {
            file: self.file.to_owned(),
            line,
            column,
            kind,
        });
    }

    /// The entries of a table that stand in lines that can be read.
    fn entries<'t>(&self, table: &'t DeTable<'t>) -> Vec<Entry<'t>> {
        let readable = |at: usize| !self.unreadable.contains(&self.lines.place(at).0);
        table
            .iter()
            .filter(|(key, value)| {
                let is_table = value.get_ref().is_table();
                readable(key.span().start) && (is_table || readable(value.span().start))
            })
            .collect()
    }

    fn unknown(
        &mut self,
        entry: Entry<'_>,
        key: String,
        known: impl Iterator<Item = &'static str>,
    ) {
        let nearest = nearest(entry.0.get_ref(), known);
        self.report(
            entry.0.span().start,
            ConfigFault::UnknownKey { key, nearest },
        );
    }

    /// The table that a section's name stands for.
    fn section<'t>(&mut self, entry: Entry<'t>, key: &str) -> Vec<Entry<'t>> {
        let value = entry.1.get_ref();
        if let Some(table) = value.as_table() {
            return self.entries(table);
        }
        let fault = Given { key, value }.not(Expected::Section);
        self.report(entry.1.span().start, fault);
        Vec::new()
    }

    fn root(&mut self, table: &DeTable<'_>) {
        let sections = SETTINGS.iter().map(|s| s.section).filter(|s| !s.is_empty());
        let sections: BTreeSet<&'static str> = sections.chain([KEYS]).collect();
        for entry in self.entries(table) {
            let name: &str = entry.0.get_ref();
            if let Some(setting) = setting("", name) {
                self.set(setting, entry, name);
            } else if name == KEYS {
                self.keys(entry);
            } else if sections.contains(name) {
                self.settings_of(entry, name);
            } else {
                let known = names("").chain(sections.iter().copied());
                self.unknown(entry, name.to_owned(), known);
            }
        }
    }

    fn settings_of(&mut self, entry: Entry<'_>, section: &str) {
        for entry in self.section(entry, section) {
            let name: &str = entry.0.get_ref();
            let key = format!("{section}.{name}");
            if let Some(setting) = setting(section, name) {
                self.set(setting, entry, &key);
            } else if section == "theme" && name == ROLES {
                self.roles(entry, &key);
            } else if section == "schedule" && name == DECKS {
                self.decks(entry, &key);
            } else {
                let more = match section {
                    "theme" => Some(ROLES),
                    "schedule" => Some(DECKS),
                    _ => None,
                };
                self.unknown(entry, key, names(section).chain(more));
            }
        }
    }

    fn set(&mut self, setting: &Setting, entry: Entry<'_>, key: &str) {
        let value = entry.1.get_ref();
        if let Err(fault) = (setting.set)(&mut self.config, &Given { key, value }) {
            self.report(entry.1.span().start, fault);
        }
    }

    fn roles(&mut self, entry: Entry<'_>, section: &str) {
        for entry in self.section(entry, section) {
            let name: &str = entry.0.get_ref();
            let key = format!("{section}.{name}");
            let Some((_, role)) = Role::NAMES.iter().find(|(known, _)| *known == name) else {
                self.unknown(entry, key, Role::NAMES.iter().map(|(known, _)| *known));
                continue;
            };
            let (key, value) = (key.as_str(), entry.1.get_ref());
            match (Given { key, value }).style() {
                Ok(style) => self.config.theme.roles.push((*role, style)),
                Err(fault) => self.report(entry.1.span().start, fault),
            }
        }
        self.config
            .theme
            .roles
            .sort_by_key(|(role, _)| *role as usize);
    }

    fn decks(&mut self, entry: Entry<'_>, section: &str) {
        for entry in self.section(entry, section) {
            let deck: &str = entry.0.get_ref();
            let section = format!("{section}.{deck}");
            let mut wishes = DeckWishes::default();
            for entry in self.section(entry, &section) {
                let name: &str = entry.0.get_ref();
                let key = format!("{section}.{name}");
                let given = Given {
                    key: &key,
                    value: entry.1.get_ref(),
                };
                let set = match name {
                    "desired_retention" => given
                        .number(RETENTION)
                        .map(|wish| wishes.desired_retention = Some(wish)),
                    "new_per_day" => given
                        .integer(PER_DAY)
                        .map(|wish| wishes.new_per_day = Some(wish)),
                    "reviews_per_day" => given
                        .integer(PER_DAY)
                        .map(|wish| wishes.reviews_per_day = Some(wish)),
                    _ => {
                        self.unknown(entry, key, OF_DECKS.into_iter());
                        continue;
                    }
                };
                if let Err(fault) = set {
                    self.report(entry.1.span().start, fault);
                }
            }
            let decks = &mut self.config.schedule.decks;
            decks.insert(DeckId::new(deck), wishes);
        }
    }

    fn keys(&mut self, entry: Entry<'_>) {
        for entry in self.section(entry, KEYS) {
            let name: &str = entry.0.get_ref();
            let key = format!("{KEYS}.{name}");
            if let Some(context) = Context::named(name) {
                self.keys_in(context, entry, &key);
            } else {
                self.unknown(entry, key, Context::ALL.iter().map(|c| c.name()));
            }
        }
        self.config.keys.sort_by_key(|wish| wish.line);
    }

    fn keys_in(&mut self, context: Context, entry: Entry<'_>, section: &str) {
        for entry in self.section(entry, section) {
            let name: &str = entry.0.get_ref();
            let key = format!("{section}.{name}");
            let Some(action) = Action::named(name) else {
                let here = ACTIONS.iter().filter(|info| info.works_in(context));
                self.unknown(entry, key, here.map(|info| info.name));
                continue;
            };
            let (line, _) = self.lines.place(entry.0.span().start);
            if let Some(keys) = self.key_list(entry.1, &key) {
                self.config.keys.push(KeyOverride {
                    context,
                    action,
                    keys,
                    line,
                });
            }
        }
    }

    /// The keys of a list, or of one text; nothing if none of those written can be read.
    fn key_list(&mut self, list: &Spanned<DeValue<'_>>, key: &str) -> Option<Vec<KeySequence>> {
        let items = match list.get_ref() {
            DeValue::String(_) => std::slice::from_ref(list),
            DeValue::Array(items) => &**items,
            other => {
                let fault = Given { key, value: other }.not(Expected::Texts);
                self.report(list.span().start, fault);
                return None;
            }
        };
        let mut keys: Vec<KeySequence> = Vec::new();
        for item in items {
            let value = item.get_ref();
            let read = match value.as_str() {
                None => Err(Given { key, value }.not(Expected::Texts)),
                Some(text) => text.parse().map_err(|error| ConfigFault::NotAKey {
                    key: key.to_owned(),
                    error,
                }),
            };
            match read {
                Ok(sequence) => keys.push(sequence),
                Err(fault) => self.report(item.span().start, fault),
            }
        }
        (items.is_empty() || !keys.is_empty()).then_some(keys)
    }
}

fn setting(section: &str, name: &str) -> Option<&'static Setting> {
    SETTINGS
        .iter()
        .find(|setting| setting.section == section && setting.name == name)
}

fn names(section: &str) -> impl Iterator<Item = &'static str> {
    SETTINGS
        .iter()
        .filter(move |setting| setting.section == section)
        .map(|setting| setting.name)
}

/// Finds lines and columns.
struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, b)| *b == b'\n');
        let starts = std::iter::once(0).chain(ends.map(|(at, _)| at + 1));
        Self {
            text,
            starts: starts.collect(),
        }
    }

    /// Line and column of a byte offset, both from 1; the column in code points.
    fn place(&self, at: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= at).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let before = self.text.get(start..at).unwrap_or_default();
        (line, before.chars().count() + 1)
    }
}
