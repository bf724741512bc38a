//! Where wengu keeps its files. Knows the environment and folders; not what the files hold.

use etcetera::base_strategy::{BaseStrategy, Xdg};
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

/// The variable that puts config, data and state under one folder.
const HOME_VARIABLE: &str = "WENGU_HOME";

/// Ours in each of the XDG folders.
const FOLDER: &str = "wengu";

/// Where everything is. All paths are absolute; nothing need exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// The person's settings: read, never written.
    pub config_file: PathBuf,
    /// What must not be lost: the database, decks, backups.
    pub data: PathBuf,
    /// What a machine keeps for itself: the device id, locks, the log file.
    pub state: PathBuf,
    /// The person's own decks, in `data`.
    pub decks: PathBuf,
    /// The database, in `data`.
    pub database: PathBuf,
    /// Copies of the database, in `data`.
    pub backups: PathBuf,
}

/// Why the folders could not be found or made.
#[derive(Debug, thiserror::Error)]
pub enum PathsError {
    /// There is no home folder, or `HOME` is not an absolute path.
    #[error("no home folder: HOME is {}", home.as_deref().map_or("not set".into(), Path::to_string_lossy))]
    NoHome {
        /// What `HOME` gave.
        home: Option<PathBuf>,
    },
    /// `WENGU_HOME` is relative and the current folder is not known.
    #[error("{}: not an absolute path, and no current folder", path.display())]
    Relative {
        /// What `WENGU_HOME` held.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl Paths {
    /// Finds the folders: `WENGU_HOME`, else the XDG folders, on every system.
    pub fn find() -> Result<Self, PathsError> {
        Self::choose(|name| std::env::var_os(name), Xdg::new)
    }

    /// Everything under one folder.
    pub fn in_home(home: &Path) -> Self {
        Self::under(&home.join("config"), home.join("data"), home.join("state"))
    }

    /// The choice itself, over any environment and any base folders.
    fn choose<S: BaseStrategy, E>(
        lookup: impl Fn(&str) -> Option<OsString>,
        base: impl FnOnce() -> Result<S, E>,
    ) -> Result<Self, PathsError> {
        if let Some(home) = lookup(HOME_VARIABLE).filter(|home| !home.is_empty()) {
            let home = PathBuf::from(home);
            let home = std::path::absolute(&home)
                .map_err(|source| PathsError::Relative { path: home, source })?;
            return Ok(Self::in_home(&home));
        }
        let base = base().map_err(|_| PathsError::NoHome {
            home: lookup("HOME").map(PathBuf::from),
        })?;
        if !base.home_dir().is_absolute() {
            return Err(PathsError::NoHome {
                home: Some(base.home_dir().to_owned()),
            });
        }
        // Only the XDG strategy knows a state folder, and it always does.
        let state = base.state_dir().unwrap_or_else(|| base.data_dir());
        Ok(Self::under(
            &base.config_dir().join(FOLDER),
            base.data_dir().join(FOLDER),
            state.join(FOLDER),
        ))
    }

    fn under(config: &Path, data: PathBuf, state: PathBuf) -> Self {
        Self {
            config_file: config.join("config.toml"),
            decks: data.join("decks"),
            database: data.join("wengu.db"),
            backups: data.join("backups"),
            data,
            state,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Home(PathBuf);

    impl BaseStrategy for Home {
        fn home_dir(&self) -> &Path {
            &self.0
        }
        fn config_dir(&self) -> PathBuf {
            self.0.join("cfg")
        }
        fn data_dir(&self) -> PathBuf {
            self.0.join("share")
        }
        fn cache_dir(&self) -> PathBuf {
            self.0.join("cache")
        }
        fn state_dir(&self) -> Option<PathBuf> {
            Some(self.0.join("st"))
        }
        fn runtime_dir(&self) -> Option<PathBuf> {
            None
        }
    }

    fn home(path: &str) -> impl FnOnce() -> Result<Home, ()> {
        let path = PathBuf::from(path);
        move || Ok(Home(path))
    }

    #[test]
    fn wengu_home_holds_everything() {
        let paths = Paths::choose(
            |name| (name == "WENGU_HOME").then(|| "/mnt/stick".into()),
            || -> Result<Home, ()> { panic!("the home folder is not asked for") },
        )
        .unwrap();
        assert_eq!(
            paths.config_file,
            Path::new("/mnt/stick/config/config.toml")
        );
        assert_eq!(paths.data, Path::new("/mnt/stick/data"));
        assert_eq!(paths.state, Path::new("/mnt/stick/state"));
        assert_eq!(paths.decks, Path::new("/mnt/stick/data/decks"));
        assert_eq!(paths.database, Path::new("/mnt/stick/data/wengu.db"));
        assert_eq!(paths.backups, Path::new("/mnt/stick/data/backups"));
    }

    #[test]
    fn without_it_each_xdg_folder_has_one_of_ours() {
        for empty in [None, Some(OsString::new())] {
            let paths = Paths::choose(
                |name| (name == "WENGU_HOME").then(|| empty.clone()).flatten(),
                home("/home/xue"),
            )
            .unwrap();
            assert_eq!(
                paths.config_file,
                Path::new("/home/xue/cfg/wengu/config.toml")
            );
            assert_eq!(paths.database, Path::new("/home/xue/share/wengu/wengu.db"));
            assert_eq!(paths.state, Path::new("/home/xue/st/wengu"));
        }
    }

    #[test]
    fn a_relative_wengu_home_is_made_absolute() {
        let paths = Paths::choose(|_| Some("here".into()), home("/home/xue")).unwrap();
        assert_eq!(
            paths.data,
            std::env::current_dir().unwrap().join("here/data")
        );
    }

    #[test]
    fn no_home_is_an_error_that_says_what_home_was() {
        let error = Paths::choose(|_| None, || -> Result<Home, ()> { Err(()) }).unwrap_err();
        assert!(matches!(error, PathsError::NoHome { home: None }));
        let error = Paths::choose(|_| None, home("relative")).unwrap_err();
        assert_eq!(error.to_string(), "no home folder: HOME is relative");
    }
}
