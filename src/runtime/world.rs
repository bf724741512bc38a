//! Everything outside the model: folders, clock, config and database, opened in one place for the
//! screens and the commands alike.

use super::sync;
use crate::app::config::{Config, ConfigProblem, DeckWishes, Language};
use crate::app::keymap::{Keymap, KeymapProblem};
use crate::domain::srs::{
    Curve, DeckKey, Leech, Limits, QueueRules, ScheduleProblem, ScheduleRules, Scheduler,
};
use crate::domain::time::{ClockStep, Moment, StudyDay};
use crate::io::clock::{Clock, ClockError, Stopwatch};
use crate::io::config::ConfigFileError;
use crate::io::decks::DeckProblem;
use crate::io::device::{self, DeviceError};
use crate::io::paths::{Paths, PathsError};
use crate::io::store::{Access, Advice, Place, Reason, Store, StoreError};
use crate::locale::Lang;
use std::collections::BTreeMap;
use std::time::Duration;

/// Why the program cannot start.
#[derive(Debug, thiserror::Error)]
pub enum WorldError {
    /// There is no place for its files.
    #[error(transparent)]
    Paths(#[from] PathsError),
    /// The clock was set to no time.
    #[error(transparent)]
    Clock(#[from] ClockError),
    /// There are no random numbers.
    #[error(transparent)]
    Device(#[from] DeviceError),
    /// The database cannot be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why nothing can choose dates.
#[derive(Debug, thiserror::Error)]
pub enum SchedulerError {
    /// The wishes cannot be met.
    #[error(transparent)]
    Rules(#[from] ScheduleProblem),
    /// The parameters cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What was found wrong with the person's files at the start; the program runs all the same.
#[derive(Debug, Default)]
pub struct Findings {
    /// The config file could not be read.
    pub config_file: Option<ConfigFileError>,
    /// What is wrong in it.
    pub config: Vec<ConfigProblem>,
    /// What is wrong with its keys.
    pub keymap: Vec<KeymapProblem>,
    /// What is wrong in the person's decks.
    pub decks: Vec<DeckProblem>,
    /// The clock does not go on from the last entry of the log.
    pub clock: Option<ClockStep>,
    /// There was no room to take in what is new of shipped documents and decks.
    pub taken_in: Option<StoreError>,
}

impl Findings {
    /// Their sentences.
    pub fn sentences(&self, lang: Lang, paths: &Paths) -> Vec<String> {
        let file = self
            .config_file
            .iter()
            .map(|error| lang.config_file_error(error));
        let config = self
            .config
            .iter()
            .map(|problem| lang.config_problem(problem));
        let keys = self
            .keymap
            .iter()
            .map(|problem| lang.keymap_problem(&paths.config_file, problem));
        let decks = self.decks.iter().map(|problem| lang.deck_problem(problem));
        let taken_in = self.taken_in.iter();
        let taken_in = taken_in.map(|error| lang.not_taken_in(&lang.store_error(error)));
        let findings = file.chain(config).chain(keys).chain(decks);
        // What may spoil dates comes first: the screens show one.
        let clock = self.clock.iter().map(|step| lang.clock_stepped(*step));
        clock.chain(findings).chain(taken_in).collect()
    }
}

/// Everything outside the model.
#[derive(Debug)]
pub struct World {
    /// Where the files are.
    pub paths: Paths,
    /// The clock.
    pub clock: Clock,
    /// The language of the interface.
    pub lang: Lang,
    /// The person's wishes.
    pub config: Config,
    /// What keys do.
    pub keymap: Keymap,
    /// The database, with the shipped documents and all decks in it.
    pub store: Store,
    /// What was found wrong on the way.
    pub findings: Findings,
}

impl World {
    /// Opens everything. Shipped documents and all decks are in the store afterwards.
    pub fn open() -> Result<Self, WorldError> {
        Self::at(Paths::find()?, Clock::from_env()?)
    }

    /// The same, with the folders and the clock given.
    pub fn at(paths: Paths, clock: Clock) -> Result<Self, WorldError> {
        let (config, keymap, mut findings) = configure(&paths);
        let lang = Lang::choose(config.language, |name| std::env::var(name).ok());
        let device = device::device(&paths.state)?;
        let place = Place {
            database: paths.database.clone(),
            backups: paths.backups.clone(),
        };
        if let Some(error) = &device.lost {
            tracing::warn!(%error, "the device id could not be kept");
        }
        let watch = Stopwatch::start();
        let mut store = Store::open(&place, device.id, clock.now().at)
            .inspect_err(|error| tracing::error!(%error, "the database does not open"))?;
        // A backup may have been restored between the two. While the store is open none can be.
        let device = device::device(&paths.state)?;
        if device.lost.is_none() && device.id != *store.device() {
            store = Store::open(&place, device.id, clock.now().at)?;
        }
        let (access, ms) = (store.access(), watch.elapsed_ms());
        tracing::info!(path = %place.database.display(), ?access, ms, "database open");
        let watch = Stopwatch::start();
        let mut taken_in = sync::sync(&mut store, &paths, clock.now().at);
        if taken_in.as_ref().is_err_and(has_no_room) && store.is_untouched()? {
            // Nothing of the person's is in it: in memory, all there is can at least be tried.
            store = Store::in_memory(store.device().clone(), Reason::DiskFull)?;
            taken_in = sync::sync(&mut store, &paths, clock.now().at);
        }
        match taken_in {
            Ok(problems) => findings.decks = problems,
            Err(error) => {
                tracing::error!(%error, "shipped texts and decks not taken in");
                if !has_no_room(&error) {
                    return Err(error.into());
                }
                findings.taken_in = Some(error);
            }
        }
        findings.clock = clock_step(&store, &clock)?;
        let (problems, ms) = (findings.decks.len(), watch.elapsed_ms());
        tracing::info!(problems, ms, "shipped texts and decks are in");
        Ok(Self {
            paths,
            clock,
            lang,
            config,
            keymap,
            store,
            findings,
        })
    }

    /// What opens a connection of its own on the thread that calls it. None where the database is
    /// in memory: it belongs to one connection alone.
    pub fn another_store(
        &self,
    ) -> Option<impl FnOnce() -> Result<Store, StoreError> + Send + use<>> {
        if matches!(self.store.access(), Access::Memory(_)) {
            return None;
        }
        let place = Place {
            database: self.paths.database.clone(),
            backups: self.paths.backups.clone(),
        };
        let (device, now) = (self.store.device().clone(), self.clock.now().at);
        Some(move || Store::open(&place, device, now))
    }

    /// The time.
    pub fn now(&self) -> Moment {
        self.clock.now()
    }

    /// Whether the clock does not go on from the last entry of the log.
    pub fn clock_step(&self) -> Result<Option<ClockStep>, StoreError> {
        clock_step(&self.store, &self.clock)
    }

    /// The moment of an RFC 3339 time, in the person's zone.
    pub fn moment(&self, text: &str) -> Option<Moment> {
        self.clock.moment(text)
    }

    /// The study day.
    pub fn today(&self) -> StudyDay {
        self.now().study_day(self.config.schedule.day_starts_at)
    }

    /// What chooses the dates, by the person's wishes and with the parameters that hold.
    pub fn scheduler(&self) -> Result<Scheduler, SchedulerError> {
        let parameters = self.store.parameters()?;
        Ok(Scheduler::with(self.schedule_rules(), &parameters)?)
    }

    /// The person's wishes for the schedule.
    pub fn schedule_rules(&self) -> ScheduleRules {
        let wishes = &self.config.schedule;
        let retention_of = wishes.decks.iter().filter_map(|(deck, wishes)| {
            let retention = wishes.desired_retention? as f32;
            Some((deck.clone(), retention))
        });
        let all_seconds = |steps: &[Duration]| steps.iter().copied().map(seconds).collect();
        ScheduleRules {
            desired_retention: wishes.desired_retention as f32,
            learning_steps_s: all_seconds(&wishes.learning_steps),
            relearning_steps_s: all_seconds(&wishes.relearning_steps),
            rollover_hour: wishes.day_starts_at,
            maximum_interval_days: wishes.maximum_interval,
            spread: wishes.spread,
            week: wishes.week(),
            leech_lapses: wishes.leech_lapses,
            leech: if wishes.leech_suspend {
                Leech::Suspend
            } else {
                Leech::Tag
            },
            retention_of: retention_of.collect(),
        }
    }

    /// How many cards may still come today.
    pub fn queue_rules(&self) -> Result<QueueRules, StoreError> {
        let wishes = &self.config.schedule;
        let limits = Limits {
            new: wishes.new_per_day,
            reviews: wishes.reviews_per_day,
        };
        let today = self.today();
        let done = self.store.day(today)?;
        let more = |limits: Limits| limits.more(done.more_new, done.more_reviews);
        Ok(QueueRules {
            limits: more(limits).less(done),
            limits_of: self.limits_of(limits, more, today)?,
            order: wishes.review_order,
            curve_of: self.curve_of()?,
            new_place: wishes.new_cards,
            bury_siblings: wishes.bury_siblings,
            learn_ahead_s: seconds(wishes.learn_ahead),
        })
    }

    /// How decks with parameters of their own are forgotten.
    fn curve_of(&self) -> Result<BTreeMap<DeckKey, Curve>, StoreError> {
        let chosen = self.store.parameters()?;
        if chosen.of.is_empty() {
            return Ok(BTreeMap::new());
        }
        let decks = self.store.decks()?.into_iter().filter_map(|summary| {
            let parameters = chosen.of.get(&summary.deck.id)?;
            Some((summary.key, parameters.curve()))
        });
        Ok(decks.collect())
    }

    /// How many cards may still come today of the decks that have limits of their own.
    fn limits_of(
        &self,
        of_all: Limits,
        more: impl Fn(Limits) -> Limits,
        today: StudyDay,
    ) -> Result<BTreeMap<DeckKey, Limits>, StoreError> {
        let wishes = &self.config.schedule.decks;
        let limited = |wish: &DeckWishes| wish.new_per_day.or(wish.reviews_per_day).is_some();
        if !wishes.values().any(limited) {
            return Ok(BTreeMap::new());
        }
        let done = self.store.decks_on(today)?;
        let decks = self.store.decks()?.into_iter().filter_map(|summary| {
            let wish = wishes.get(&summary.deck.id).filter(|wish| limited(wish))?;
            let limits = more(Limits {
                new: wish.new_per_day.unwrap_or(of_all.new),
                reviews: wish.reviews_per_day.unwrap_or(of_all.reviews),
            });
            let done = done.get(&summary.key).copied().unwrap_or_default();
            Some((summary.key, limits.less(done)))
        });
        Ok(decks.collect())
    }

    /// Why nothing will be kept, if so.
    pub fn warning(&self) -> Option<String> {
        match self.store.access() {
            Access::ReadWrite => None,
            Access::ReadOnly(reason) => Some(self.lang.only_read(reason)),
            Access::Memory(reason) => Some(self.lang.only_in_memory(reason)),
        }
    }
}

fn clock_step(store: &Store, clock: &Clock) -> Result<Option<ClockStep>, StoreError> {
    let last = store.last_written()?;
    Ok(last.and_then(|last| ClockStep::between(last, clock.now().at)))
}

fn has_no_room(error: &StoreError) -> bool {
    error.advice() == Advice::FreeSpace
}

fn seconds(delay: Duration) -> u32 {
    u32::try_from(delay.as_secs()).unwrap_or(u32::MAX)
}

/// The language before the config is known: for the words of errors on the way there.
pub fn early_lang() -> Lang {
    Lang::choose(Language::Auto, |name| std::env::var(name).ok())
}

/// The config file's wishes and keys, and what is wrong with them.
pub fn configure(paths: &Paths) -> (Config, Keymap, Findings) {
    let mut findings = Findings::default();
    let config = match crate::io::config::read(&paths.config_file) {
        Ok(None) => return (Config::default(), Keymap::default(), findings),
        Ok(Some(text)) => {
            let (config, problems) = Config::parse(&text, &paths.config_file);
            findings.config = problems;
            config
        }
        Err(error) => {
            findings.config_file = Some(error);
            Config::default()
        }
    };
    let (keymap, problems) = Keymap::new(&config.keys);
    findings.keymap = problems;
    (config, keymap, findings)
}
