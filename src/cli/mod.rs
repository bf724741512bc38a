//! The command line: reads the arguments, runs a command, words its errors. A file a command.

mod account;
mod args;
mod backup;
mod brief;
mod card;
mod card_state;
mod change;
mod check;
mod config;
mod deck;
mod deck_check;
mod doc;
mod doc_export;
mod doctor;
mod entries;
mod fault;
mod grade;
mod import;
mod import_ask;
mod log;
mod open;
mod optimize;
mod out;
mod pick;
mod progress;
mod queue;
mod quiz;
mod repair;
mod reschedule;
mod shell;
mod show;
mod study;
mod table;
mod today;
mod when;

use crate::app::model::Start;
#[cfg(feature = "terminal-pictures")]
use crate::io::import::child::draw_in_cell;
use crate::io::import::child::parse_in_cell;
use crate::io::store::Access;
use crate::locale::Lang;
use crate::runtime::{Exit, World, back_up_today, early_lang, run as run_screens};
use args::{Args, Command};
use clap::Parser;
use fault::Fault;
use out::Out;
use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    /// It is done.
    Done,
    /// It is done, and has said what is wrong.
    Wrong,
    /// It goes on in the terminal.
    Screens(Start),
    /// The screens were left.
    Left(Exit),
}

/// Runs the program for this process's arguments.
pub fn run() -> ExitCode {
    let Args { command, log } = Args::parse();
    if let Some(Command::ParseInCell {
        format,
        encoding,
        length,
    }) = command
    {
        return ExitCode::from(parse_in_cell(format, encoding, length));
    }
    #[cfg(feature = "terminal-pictures")]
    if let Some(Command::DrawInCell {
        length,
        width,
        height,
    }) = command
    {
        return ExitCode::from(draw_in_cell(length, (width, height)));
    }
    let mut out = Out::new();
    // Dropped last: what is logged until then is written.
    let _log = log::start(log, &mut out);
    let (lang, ended) = match command {
        Some(Command::Config(under)) => config::run(under.command, &mut out),
        Some(Command::Restore { file }) => backup::restore(&file, &mut out),
        Some(Command::Doctor) => doctor::run(&mut out),
        Some(Command::Completions { shell }) => shell::completions(shell, &mut out),
        Some(Command::Man { folder }) => shell::man(&folder, &mut out),
        command => in_world(command, &mut out),
    };
    let ended = ended.and_then(|verdict| {
        out.finish()?;
        Ok(verdict)
    });
    match ended {
        Ok(Verdict::Wrong) => ExitCode::FAILURE,
        Ok(Verdict::Left(exit)) => ExitCode::from(exit.code()),
        Ok(_) => ExitCode::SUCCESS,
        Err(fault) => {
            for sentence in fault.sentences(lang) {
                out.warn(&sentence);
            }
            ExitCode::from(fault.code())
        }
    }
}

/// Runs a command that needs the database.
fn in_world(command: Option<Command>, out: &mut Out) -> (Lang, Result<Verdict, Fault>) {
    let mut world = match World::open() {
        Ok(world) => world,
        Err(error) => return (early_lang(), Err(Fault::Start(error))),
    };
    let lang = world.lang;
    let changes = command.as_ref().is_some_and(Command::changes);
    let is_of_today = command.as_ref().is_none_or(Command::is_of_today);
    match dispatch(command, &mut world, out) {
        // The screens say what was found.
        Ok(Verdict::Screens(start)) => {
            let ran = run_screens(world, start).map_err(Fault::Screens);
            (lang, ran.map(Verdict::Left))
        }
        ended => {
            if !is_of_today {
                world.findings.clock = None;
            }
            say_findings(&world, out);
            // A backup takes its time; who waits for the result has it now. What cannot be written
            // shows at the end.
            let _ = out.finish();
            if changes && let Err(error) = back_up_today(&world) {
                out.warn(&lang.daily_backup_failed(&lang.store_error(&error)));
            }
            // What cannot be tidied now is tidied later.
            let _ = world.store.checkpoint();
            (lang, ended)
        }
    }
}

fn dispatch(command: Option<Command>, world: &mut World, out: &mut Out) -> Result<Verdict, Fault> {
    match command {
        None => today::run(world, out),
        Some(Command::Today(listing)) => today::list(world, listing, out),
        Some(Command::Read { doc }) => open::read(&doc, world, out),
        Some(Command::Review { deck }) => open::review(deck.as_deref(), world, out),
        Some(Command::Study(wish)) => study::run(&wish, world, out),
        Some(Command::Quiz(wish)) => quiz::run(&wish, world, out),
        Some(Command::Brief { what, print }) => brief::run(what.as_deref(), print, world, out),
        Some(Command::Import(wish)) => import::run(&wish, world, out),
        Some(Command::Doc(under)) => doc::run(under.command, world, out),
        Some(Command::Show(show)) => show::run(&show, world, out),
        Some(Command::Deck(under)) => deck::run(under.command, world, out),
        Some(Command::Card(under)) => card::run(under.command, world, out),
        Some(Command::Queue { deck, listing }) => queue::run(deck.as_deref(), listing, world, out),
        Some(Command::More { new, reviews }) => change::more(new, reviews, world, out),
        Some(Command::Reschedule(wish)) => reschedule::run(&wish, world, out),
        Some(Command::Optimize(wish)) => optimize::run(&wish, world, out),
        Some(Command::Undo) => change::undo(world, out),
        Some(Command::Redo) => change::redo(world, out),
        Some(Command::Log(wish)) => entries::run(&wish, world, out),
        Some(Command::Backup { file }) => backup::back_up(file.as_deref(), world, out),
        Some(Command::Config(under)) => config::run(under.command, out).1,
        Some(Command::Restore { file }) => backup::restore(&file, out).1,
        Some(Command::Doctor) => doctor::run(out).1,
        Some(Command::Completions { shell }) => shell::completions(shell, out).1,
        Some(Command::Man { folder }) => shell::man(&folder, out).1,
        Some(Command::ParseInCell { .. }) => Ok(Verdict::Done),
        #[cfg(feature = "terminal-pictures")]
        Some(Command::DrawInCell { .. }) => Ok(Verdict::Done),
        Some(Command::Check(wish)) => check::run(wish, world, out),
        Some(Command::File(words)) => open::file(&words, world, out),
    }
}

/// What was found wrong at the start, on standard error.
fn say_findings(world: &World, out: &mut Out) {
    let path = world.paths.database.display().to_string();
    match world.store.access() {
        Access::ReadWrite => {}
        Access::ReadOnly(reason) => out.warn(&world.lang.nothing_kept(&path, reason)),
        Access::Memory(reason) => out.warn(&world.lang.nothing_kept_in_memory(&path, reason)),
    }
    for sentence in world.findings.sentences(world.lang, &world.paths) {
        out.warn(&sentence);
    }
}
