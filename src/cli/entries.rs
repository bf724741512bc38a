//! `wengu log`: the log as it is stored.

use super::Verdict;
use super::args::LogWish;
use super::fault::Fault;
use super::out::Out;
use super::table::{Side, Table};
use super::when;
use crate::domain::id::CardId;
use crate::domain::srs::{Entry, EntryId, Event};
use crate::locale::Lang;
use crate::runtime::World;
use serde::Serialize;
use std::collections::HashMap;
use std::io;
use std::ops::ControlFlow;

/// An entry as JSON. The payload is the very text that is hashed.
#[derive(Serialize)]
struct Line<'a> {
    id: String,
    lamport: u64,
    at: String,
    at_ms: i64,
    offset_s: i32,
    kind: &'a str,
    payload: &'a str,
    hash: String,
}

impl<'a> Line<'a> {
    fn of(entry: &'a Entry) -> Self {
        Self {
            id: entry.id.to_string(),
            lamport: entry.lamport,
            at: when::local(entry.at, entry.offset_s),
            at_ms: entry.at.0,
            offset_s: entry.offset_s,
            kind: &entry.kind,
            payload: &entry.payload,
            hash: entry.hash.to_string(),
        }
    }
}

/// Runs the command. As JSON there is an entry to a line: a log can be long.
pub(super) fn run(wish: &LogWish, world: &World, out: &mut Out) -> Result<Verdict, Fault> {
    if let Some(card) = &wish.card {
        let mut entries = world.store.entries(&CardId::new(card))?;
        entries.sort_by(|a, b| a.order().cmp(&b.order()));
        if wish.json {
            for entry in &entries {
                out.json_line(&Line::of(entry))?;
            }
        } else {
            table(&entries, world, out)?;
        }
        return Ok(Verdict::Done);
    }
    if wish.json {
        let mut failed: io::Result<()> = Ok(());
        world.store.each_entry(|entry| {
            failed = out.json_line(&Line::of(&entry));
            match failed {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            }
        })?;
        failed?;
        return Ok(Verdict::Done);
    }
    let mut entries = Vec::new();
    world.store.each_entry(|entry| {
        entries.push(entry);
        ControlFlow::Continue(())
    })?;
    table(&entries, world, out)?;
    Ok(Verdict::Done)
}

fn table(entries: &[Entry], world: &World, out: &mut Out) -> io::Result<()> {
    let lang = world.lang;
    let mut table = Table::new(&[
        (lang.column_id(), Side::Left),
        (lang.column_time(), Side::Left),
        (lang.column_what(), Side::Left),
        (lang.column_card(), Side::Left),
    ]);
    let by_id: HashMap<&EntryId, &Entry> = entries.iter().map(|entry| (&entry.id, entry)).collect();
    for entry in entries {
        let (what, event) = told(entry, &by_id, lang);
        let card = event.as_ref().and_then(|event| event.card());
        table.row(&[
            &entry.id.to_string(),
            &when::minute(entry.at, entry.offset_s),
            &what,
            card.map_or("", |card| card.as_str()),
        ]);
    }
    table.print(out)
}

/// What an entry says, and the event that it is about: a revert is told by what it undoes or does again.
fn told(entry: &Entry, by_id: &HashMap<&EntryId, &Entry>, lang: Lang) -> (String, Option<Event>) {
    let (mut about, mut reverts) = (entry, 0);
    while let Ok(Event::Revert { device, seq }) = about.event()
        // It acts on earlier entries alone.
        && let Some(target) = by_id.get(&EntryId { device, seq })
        && target.order() < about.order()
    {
        about = target;
        reverts += 1;
    }
    let event = about.event().ok();
    let what = event.as_ref().map_or(about.kind.clone(), |event| {
        super::card::said(event, about.offset_s, lang)
    });
    let what = match reverts {
        0 => what,
        undone if undone % 2 == 1 => lang.undid(&what),
        _ => lang.redid(&what),
    };
    (what, event)
}
