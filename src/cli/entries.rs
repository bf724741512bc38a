//! `wengu log`: the log as it is stored.

use super::Verdict;
use super::args::LogWish;
use super::fault::Fault;
use super::out::Out;
use super::table::{Side, Table};
use super::when;
use crate::domain::id::CardId;
use crate::domain::srs::Entry;
use crate::runtime::World;
use serde::Serialize;
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
    for entry in entries {
        let event = entry.event().ok();
        let what = event.as_ref().map_or(entry.kind.clone(), |event| {
            super::card::said(event, entry.offset_s, lang)
        });
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
