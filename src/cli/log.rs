//! The log file, if it is wanted: by `--log`, else by the environment.

use super::out::Out;
use crate::io::clock::Clock;
use crate::io::log_file::{self, LogGuard, LogLevel};
use crate::io::paths::Paths;
use crate::runtime::early_lang;
use std::io;

/// Starts to log. A log that cannot be written is said, and is no reason to stop.
pub(super) fn start(wish: Option<LogLevel>, out: &mut Out) -> Option<LogGuard> {
    let level = match wish {
        Some(level) => level,
        None => from_environment(out)?,
    };
    // Without folders and a clock the program does not start, and says so.
    let (paths, clock) = (Paths::find().ok()?, Clock::from_env().ok()?);
    let started = log_file::start(&paths.state, level, clock);
    match started {
        Ok(guard) => {
            tracing::info!(version = env!("CARGO_PKG_VERSION"), "start");
            Some(guard)
        }
        Err(error) => {
            say(&paths, &error, out);
            None
        }
    }
}

fn from_environment(out: &mut Out) -> Option<LogLevel> {
    let name = std::env::var_os(log_file::VARIABLE)?;
    let name = name.to_string_lossy();
    if name.is_empty() {
        return None;
    }
    let level = name.parse();
    if level.is_err() {
        out.warn(&early_lang().log_level_unknown(&name));
    }
    level.ok()
}

fn say(paths: &Paths, error: &io::Error, out: &mut Out) {
    let path = log_file::path(&paths.state).display().to_string();
    out.warn(&early_lang().unwritten(&path, &error.to_string()));
}
