//! The command line.

use std::process::ExitCode;

/// Runs the program for this process's arguments.
pub fn run() -> ExitCode {
    ExitCode::SUCCESS
}
