//! The command line: reads the arguments, runs a command, words its errors.

mod args;
pub mod out;

use crate::app::model::Start;
use crate::runtime::{World, early_lang, run as run_screens};
use args::Args;
use clap::Parser;
use std::process::ExitCode;

/// Runs the program for this process's arguments.
pub fn run() -> ExitCode {
    let _args = Args::parse();
    let world = match World::open() {
        Ok(world) => world,
        Err(error) => {
            out::error(&error.to_string());
            return ExitCode::from(3);
        }
    };
    let _ = early_lang();
    let welcomed = world.store.setting("welcomed").ok().flatten().is_some();
    let start = if welcomed {
        Start::Today
    } else {
        Start::Welcome
    };
    match run_screens(world, start) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            out::error(&error.to_string());
            ExitCode::FAILURE
        }
    }
}
