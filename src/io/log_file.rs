//! The log file: what the program did, for finding faults. Off unless a person wants it; it holds
//! no text of a document or a card.
//!
//! Each event is one line. It is made safe where it is written, whatever it was made of.

use super::atomic;
use super::clock::Clock;
use crate::domain::text::SafeText;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use tracing_appender::non_blocking::WorkerGuard;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::time::FormatTime;
use tracing_subscriber::layer::SubscriberExt;

/// The variable that turns the log on.
pub const VARIABLE: &str = "WENGU_LOG";
/// A file that has grown beyond this many bytes is put aside.
const LIMIT: u64 = 1024 * 1024;

/// How much is logged: the level itself and those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogLevel {
    /// What failed.
    Error,
    /// What was not as it should be.
    Warn,
    /// What was done.
    Info,
    /// How long it took.
    Debug,
    /// All there is.
    Trace,
}

impl LogLevel {
    /// The names, from the fewest lines to the most.
    pub const NAMES: [&str; 5] = ["error", "warn", "info", "debug", "trace"];

    fn filter(self) -> LevelFilter {
        match self {
            Self::Error => LevelFilter::ERROR,
            Self::Warn => LevelFilter::WARN,
            Self::Info => LevelFilter::INFO,
            Self::Debug => LevelFilter::DEBUG,
            Self::Trace => LevelFilter::TRACE,
        }
    }
}

/// A level that there is not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no log level `{0}`: error, warn, info, debug or trace")]
pub struct NoSuchLevelError(pub String);

impl FromStr for LogLevel {
    type Err = NoSuchLevelError;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "error" => Ok(Self::Error),
            "warn" => Ok(Self::Warn),
            "info" => Ok(Self::Info),
            "debug" => Ok(Self::Debug),
            "trace" => Ok(Self::Trace),
            _ => Err(NoSuchLevelError(name.to_owned())),
        }
    }
}

/// Where the log is.
pub fn path(state: &Path) -> PathBuf {
    state.join("wengu.log")
}

/// Keeps the log going; what is not yet in the file is written when it is dropped.
#[must_use]
#[derive(Debug)]
pub struct LogGuard {
    _worker: WorkerGuard,
}

/// Logs to `<state>/wengu.log` from now on, in this whole process. It is written on a thread of
/// its own; what that cannot write is dropped.
pub fn start(state: &Path, level: LogLevel, clock: Clock) -> io::Result<LogGuard> {
    let (subscriber, guard) = subscriber(state, level, clock)?;
    tracing::subscriber::set_global_default(subscriber).map_err(io::Error::other)?;
    Ok(guard)
}

fn subscriber(
    state: &Path,
    level: LogLevel,
    clock: Clock,
) -> io::Result<(impl tracing::Subscriber + Send + Sync, LogGuard)> {
    atomic::create_folder(state)?;
    let file = LogFile::open(path(state))?;
    let (writer, worker) = tracing_appender::non_blocking(file);
    let lines = tracing_subscriber::fmt::layer()
        .with_ansi(false)
        .with_timer(Timer(clock))
        .with_writer(writer);
    // Other people's code may log what it is given to read.
    let ours = Targets::new().with_target("wengu", level.filter());
    let subscriber = tracing_subscriber::registry().with(ours).with(lines);
    Ok((subscriber, LogGuard { _worker: worker }))
}

/// The program's own clock.
struct Timer(Clock);

impl FormatTime for Timer {
    fn format_time(&self, w: &mut Writer<'_>) -> fmt::Result {
        match jiff::Timestamp::from_millisecond(self.0.now().at.0) {
            Ok(at) => write!(w, "{at:.3}"),
            Err(_) => w.write_str("-"),
        }
    }
}

/// The file; one that has grown too long is put aside as `<name>.1`, in the place of an older one.
/// Several instances may write to it, each line in one piece.
struct LogFile {
    path: PathBuf,
    file: File,
}

impl LogFile {
    fn open(path: PathBuf) -> io::Result<Self> {
        let file = append(&path)?;
        Ok(Self { path, file })
    }

    /// Goes on in a new file when this one is full. Another instance may have put it aside before.
    fn rotate(&mut self) -> io::Result<()> {
        let ours = self.file.metadata()?;
        if ours.len() < LIMIT {
            return Ok(());
        }
        if fs::metadata(&self.path).is_ok_and(|named| named.ino() == ours.ino()) {
            let mut aside = self.path.clone().into_os_string();
            aside.push(".1");
            fs::rename(&self.path, aside)?;
        }
        self.file = append(&self.path)?;
        Ok(())
    }
}

impl Write for LogFile {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        self.rotate()?;
        let text = String::from_utf8_lossy(event);
        let line = SafeText::new(text.trim_end_matches('\n')).to_string() + "\n";
        self.file.write_all(line.as_bytes())?;
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

fn append(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .append(true)
        .create(true)
        .mode(0o600)
        .open(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::Timestamp;
    use jiff::tz::TimeZone;
    use std::os::unix::fs::PermissionsExt;

    fn clock() -> Clock {
        // 2026-03-01T00:00:00Z, by `date -u -d 2026-03-01 +%s`.
        Clock::starting_at(Timestamp(1_772_323_200_000), TimeZone::UTC)
    }

    fn logged(level: LogLevel, work: impl FnOnce()) -> (String, u32) {
        let state = tempfile::tempdir().unwrap();
        let (subscriber, guard) = subscriber(state.path(), level, clock()).unwrap();
        tracing::subscriber::with_default(subscriber, work);
        drop(guard);
        let path = state.path().join("wengu.log");
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        (fs::read_to_string(path).unwrap(), mode & 0o777)
    }

    #[test]
    fn an_event_is_one_safe_line_with_the_programs_time_in_a_private_file() {
        let (text, mode) = logged(LogLevel::Info, || {
            tracing::info!(path = %"a\u{1b}[31m\n\u{202E}b", "done");
            tracing::debug!("not wanted");
        });
        assert_eq!(mode, 0o600);
        assert_eq!(text.lines().count(), 1, "{text}");
        assert!(text.starts_with("2026-03-01T00:00:0"), "{text}");
        assert!(text.ends_with('\n') && text.contains("done"), "{text}");
        assert!(!text.contains('\u{1b}') && !text.contains('\u{202E}'));
    }

    #[test]
    fn what_other_code_says_is_not_logged() {
        let (text, _) = logged(LogLevel::Trace, || {
            tracing::error!(target: "html5ever", "五对关系");
            tracing::trace!("ours");
        });
        assert!(
            text.contains("ours") && !text.contains("五对关系"),
            "{text}"
        );
    }

    #[test]
    fn a_full_file_is_put_aside_and_two_writers_agree_on_it() {
        let state = tempfile::tempdir().unwrap();
        let path = state.path().join("wengu.log");
        let mut one = LogFile::open(path.clone()).unwrap();
        let mut two = LogFile::open(path.clone()).unwrap();
        let line = "x".repeat(1023);
        for _ in 0..1024 {
            one.write_all(line.as_bytes()).unwrap();
        }
        one.write_all(b"first").unwrap();
        two.write_all(b"second").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "first\nsecond\n");
        let aside = state.path().join("wengu.log.1");
        assert_eq!(fs::metadata(aside).unwrap().len(), LIMIT);
        assert_eq!(fs::read_dir(state.path()).unwrap().count(), 2);
    }

    #[test]
    fn the_levels_are_named() {
        for name in LogLevel::NAMES {
            assert!(name.parse::<LogLevel>().is_ok());
        }
        let error = "loud".parse::<LogLevel>().unwrap_err();
        assert_eq!(error, NoSuchLevelError("loud".to_owned()));
    }
}
