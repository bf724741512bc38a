//! Backups as the program makes them: one a study day, in the background; going back to one while
//! nobody reviews.

use super::review_lock::ReviewLock;
use super::world::World;
use crate::app::msg::Msg;
use crate::app::notice::Notice;
use crate::domain::id::DeviceId;
use crate::domain::time::{Moment, StudyDay};
use crate::io::atomic;
use crate::io::clock::Stopwatch;
use crate::io::paths::Paths;
use crate::io::store::{self, Access, Backup, Place, Restored, Store, StoreError, back_up_day};
use crate::locale::Lang;
use std::path::Path;

/// Why a backup was not restored.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// Another instance is reviewing: its process number.
    #[error("process {0} is reviewing")]
    Reviewing(u32),
    /// The backup, or the database in whose place it should come.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Goes back to a backup; see [`store::restore`]. The database must not be open in this process.
pub fn restore(paths: &Paths, file: &Path, now: Moment) -> Result<Restored, RestoreError> {
    let _lock = ReviewLock::take(&paths.state).map_err(RestoreError::Reviewing)?;
    Ok(store::restore(&place(paths), file, &paths.state, now)?)
}

/// Backs up to a file, or without one into the folder of the backups.
pub fn back_up(world: &World, file: Option<&Path>) -> Result<Backup, StoreError> {
    let Some(file) = file else {
        let place = place(&world.paths);
        atomic::create_folder(&place.backups).map_err(|error| StoreError {
            path: place.backups.clone(),
            task: store::Task::BackUp,
            problem: error.into(),
        })?;
        return store::backup(&world.store, &store::chosen_name(&place, world.now().at));
    };
    store::backup(&world.store, file)
}

/// Makes the backup of the study day, if one is due: a person may use nothing but commands.
pub fn back_up_today(world: &World) -> Result<(), StoreError> {
    back_up_day(&world.store, &place(&world.paths), world.today())?;
    Ok(())
}

/// Where the database and its backups are.
pub(super) fn place(paths: &Paths) -> Place {
    Place {
        database: paths.database.clone(),
        backups: paths.backups.clone(),
    }
}

/// The backup of a study day, as work for a thread of its own.
pub(super) struct DailyBackup {
    place: Place,
    device: DeviceId,
    now: Moment,
    today: StudyDay,
    lang: Lang,
}

impl DailyBackup {
    /// The work there is; none where nothing is kept.
    pub(super) fn of(world: &World) -> Option<Self> {
        (*world.store.access() == Access::ReadWrite).then(|| Self {
            place: place(&world.paths),
            device: world.store.device().clone(),
            now: world.now(),
            today: world.today(),
            lang: world.lang,
        })
    }

    /// Does it. A failure is worth a sentence in passing, success none.
    pub(super) fn run(self) -> Option<Msg> {
        let watch = Stopwatch::start();
        let made = Store::open(&self.place, self.device, self.now.at)
            .and_then(|store| back_up_day(&store, &self.place, self.today));
        match made {
            Ok(made) => {
                let (made, ms) = (made.is_some(), watch.elapsed_ms());
                tracing::debug!(made, ms, "daily backup");
                None
            }
            Err(error) => {
                tracing::warn!(%error, "daily backup failed");
                let sentence = self.lang.store_error(&error);
                let sentence = self.lang.daily_backup_failed(&sentence);
                Some(Msg::Told(Notice::Finding(sentence)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::area::Size;
    use crate::app::model::Start;
    use crate::domain::time::Timestamp;
    use crate::io::clock::Clock;
    use crate::runtime::Screens;
    use jiff::tz::TimeZone;
    use std::fs;

    const SIZE: Size = Size {
        width: 80,
        height: 24,
    };

    /// A world in which a document was read: there is something to lose.
    fn world(home: &Path) -> World {
        // 2026-03-01T00:00:00Z, by `date -u -d 2026-03-01 +%s`.
        let clock = Clock::starting_at(Timestamp(1_772_323_200_000), TimeZone::UTC);
        let mut world = World::at(Paths::in_home(home), clock).unwrap();
        let id = world.store.documents().unwrap()[0].document.id.clone();
        world.store.save_position(&id, 1, world.now().at).unwrap();
        world
    }

    #[test]
    fn the_first_rest_brings_the_backup_of_the_day_and_not_the_start() {
        let home = tempfile::tempdir().unwrap();
        let world = world(home.path());
        let backups = world.paths.backups.clone();
        let (mut screens, answers) = Screens::new(world, Start::Today, SIZE);
        screens.take(Msg::Started);
        screens.take(Msg::Idle);
        assert!(!backups.exists());
        screens.rest();
        drop(screens);
        assert!(answers.wait().is_none(), "all is well");
        // Before the rollover hour it is still the day before.
        assert!(backups.join("wengu-20260228.db").exists());
    }

    #[test]
    fn a_daily_backup_that_fails_is_said_and_nothing_else() {
        let home = tempfile::tempdir().unwrap();
        let world = world(home.path());
        fs::write(&world.paths.backups, "in the way").unwrap();
        let told = DailyBackup::of(&world).unwrap().run();
        let Some(Msg::Told(Notice::Finding(sentence))) = told else {
            panic!("{told:?}");
        };
        assert!(sentence.contains("backups"), "{sentence}");
    }

    #[test]
    fn nothing_is_restored_during_a_review() {
        let home = tempfile::tempdir().unwrap();
        let world = world(home.path());
        let (paths, now) = (world.paths.clone(), world.now());
        let file = back_up(&world, None).unwrap().path;
        assert!(file.starts_with(&paths.backups));
        drop(world);
        let lock = ReviewLock::take(&paths.state).unwrap();
        assert!(matches!(
            restore(&paths, &file, now),
            Err(RestoreError::Reviewing(pid)) if pid == std::process::id()
        ));
        drop(lock);
        assert!(restore(&paths, &file, now).unwrap().replaced.is_some());
    }
}
