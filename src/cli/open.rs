//! `wengu FILE`, `wengu read`, `wengu review`: commands that go on in the terminal.

use super::args::{Show, command_names};
use super::fault::Fault;
use super::import::say_doubts;
use super::out::Out;
use super::{Verdict, pick, show};
use crate::app::model::Start;
use crate::app::nearest::nearest;
use crate::domain::id::DocId;
use crate::runtime::{World, take_in};
use std::ffi::OsString;
use std::path::Path;

/// Opens a file, taken into the library if it is not there yet. Without a terminal all of it is
/// printed.
pub(super) fn file(given: &[OsString], world: &mut World, out: &mut Out) -> Result<Verdict, Fault> {
    let Some((first, more)) = given.split_first() else {
        return Ok(Verdict::Done);
    };
    let path = Path::new(first);
    if !path.exists() {
        let name = first.to_string_lossy().into_owned();
        let names = command_names();
        let meant = nearest(&name, names.iter().map(String::as_str));
        let meant = meant.map(|command| format!("wengu {command}"));
        return Err(Fault::NeitherFileNorCommand { name, meant });
    }
    if let Some(second) = more.first() {
        return Err(Fault::OneFile(second.to_string_lossy().into_owned()));
    }
    let now = world.now().at;
    let taken = take_in(&mut world.store, path, now).map_err(Fault::Take)?;
    say_doubts(&taken, world.lang, out);
    open(taken.id, true, world, out)
}

/// Opens a document of the library.
pub(super) fn read(wish: &str, world: &World, out: &mut Out) -> Result<Verdict, Fault> {
    let id = pick::document(&world.store, wish)?.document.id;
    open(id, false, world, out)
}

fn open(id: DocId, all: bool, world: &World, out: &mut Out) -> Result<Verdict, Fault> {
    if out.is_interactive() {
        return Ok(Verdict::Screens(Start::Read(id)));
    }
    let as_printed = Show {
        doc: id.to_string(),
        width: None,
        height: None,
        page: 1,
        all,
    };
    show::run(&as_printed, world, out)
}

/// Reviews cards.
pub(super) fn review(deck: Option<&str>, world: &World, out: &Out) -> Result<Verdict, Fault> {
    let deck = deck
        .map(|wish| pick::deck(&world.store, wish))
        .transpose()?;
    if !out.is_interactive() {
        return Err(Fault::NoTerminal);
    }
    Ok(Verdict::Screens(Start::Review(deck.map(|d| d.deck.id))))
}
