//! `wengu doc`: the library as a list, and changes to it.

use super::args::{DocCommand, Listing};
use super::fault::{Fault, must_be_kept};
use super::out::Out;
use super::table::{Side, Table};
use super::{Verdict, account, doc_export, pick, when};
use crate::app::screen::library::percent;
use crate::domain::doc::{DocumentEdit, Origin, Original};
use crate::io::store::Shelved;
use crate::runtime::World;
use serde::Serialize;

/// Runs the command.
pub(super) fn run(command: DocCommand, world: &mut World, out: &mut Out) -> Result<Verdict, Fault> {
    match command {
        DocCommand::List(listing) => list(listing, world, out)?,
        DocCommand::Export {
            doc,
            format,
            output,
        } => doc_export::run(&doc, format, output.as_deref(), world, out)?,
        DocCommand::Report { doc, listing } => {
            let found = pick::document(&world.store, &doc)?;
            let account = world.store.account(&found.document.id)?;
            let account = account.ok_or(Fault::NoReport)?;
            if listing.json {
                out.json(&account)?;
            } else {
                account::print(&found.document.title, &account, world.lang, out)?;
            }
        }
        DocCommand::Remove { doc } => {
            let document = own_document(&doc, world)?;
            world.store.remove_document(&document.document.id)?;
            out.line(&world.lang.removed(&document.document.title))?;
        }
        DocCommand::Rename { doc, title } => {
            let edit = edit_of(Some(&title), None)?;
            let id = own_document(&doc, world)?.document.id;
            world.store.edit_document(&id, &edit)?;
            out.line(&world.lang.renamed(edit.title().unwrap_or_default()))?;
        }
        DocCommand::Edit { doc, title, author } => {
            let edit = edit_of(title.as_deref(), author.as_deref())?;
            let document = own_document(&doc, world)?.document;
            world.store.edit_document(&document.id, &edit)?;
            let title = edit.title().unwrap_or(&document.title);
            out.line(&world.lang.edited(title))?;
        }
    }
    Ok(Verdict::Done)
}

/// The edit that was asked for.
fn edit_of(title: Option<&str>, author: Option<&str>) -> Result<DocumentEdit, Fault> {
    let mut edit = DocumentEdit::new();
    if let Some(title) = title {
        edit = edit.titled(title).ok_or(Fault::EmptyTitle)?;
    }
    if let Some(author) = author {
        edit = edit.by(author);
    }
    Ok(edit)
}

/// A document that the person may change.
fn own_document(wish: &str, world: &World) -> Result<Shelved, Fault> {
    let found = pick::document(&world.store, wish)?;
    if found.document.origin == Origin::Shipped {
        return Err(Fault::Shipped);
    }
    must_be_kept(&world.store)?;
    Ok(found)
}

#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    title: &'a str,
    author: Option<&'a str>,
    date: Option<&'a str>,
    origin: &'static str,
    path: Option<&'a str>,
    original: Option<&'a Original>,
    length_bytes: usize,
    position_bytes: usize,
    progress: f64,
    dropped_controls: usize,
    encoding: Option<&'a str>,
    confidence: Option<f64>,
    replaced: usize,
    imported_at: String,
    opened_at: Option<String>,
}

fn list(listing: Listing, world: &World, out: &mut Out) -> Result<(), Fault> {
    let shelf = world.store.documents()?;
    if listing.json {
        let entries: Vec<Entry<'_>> = shelf.iter().map(entry).collect();
        out.json(&entries)?;
        return Ok(());
    }
    let lang = world.lang;
    let mut table = Table::new(&[
        (lang.column_id(), Side::Left),
        (lang.column_read(), Side::Right),
        (lang.column_origin(), Side::Left),
        (lang.column_title(), Side::Left),
    ]);
    for Shelved {
        document,
        position,
        opened_at,
        ..
    } in &shelf
    {
        let read = match opened_at {
            Some(_) => lang.percent(percent(*position, document.length)),
            None => lang.unread().to_owned(),
        };
        let origin = match document.origin {
            Origin::Shipped => lang.shipped(),
            Origin::File(_) | Origin::Piped(_) => lang.of_a_file(),
        };
        table.row(&[document.id.as_str(), &read, origin, &document.title]);
    }
    table.print(out)?;
    Ok(())
}

fn entry(shelved: &Shelved) -> Entry<'_> {
    let document = &shelved.document;
    let decoded = shelved.conversion.decoded.as_ref();
    let (origin, path) = match &document.origin {
        Origin::Shipped => ("shipped", None),
        Origin::File(path) => ("file", Some(path.as_str())),
        Origin::Piped(_) => ("stdin", None),
    };
    Entry {
        id: document.id.as_str(),
        title: &document.title,
        author: document.author.as_deref(),
        date: document.date.as_deref(),
        origin,
        path,
        original: document.original.as_ref(),
        length_bytes: document.length,
        position_bytes: shelved.position,
        progress: shelved.progress(),
        dropped_controls: document.dropped_controls,
        encoding: decoded.map(|d| d.encoding.as_str()),
        confidence: decoded.map(|d| d.confidence.number()),
        replaced: decoded.map_or(0, |d| d.replaced),
        imported_at: when::instant(shelved.imported_at),
        opened_at: shelved.opened_at.map(when::instant),
    }
}
