//! `wengu doc export`: a document as text, into a file or onto standard output.

use super::args::ExportFormat;
use super::fault::Fault;
use super::out::Out;
use super::pick;
use crate::domain::doc::Document;
use crate::io::atomic;
use crate::io::export::{NoteLabels, front_matter, write_blocks, write_markdown};
use crate::io::store::Store;
use crate::runtime::World;
use std::io::Write;
use std::path::Path;

/// Writes the document: a file is there whole or not at all; on a terminal the text is made safe.
pub(super) fn run(
    wish: &str,
    format: ExportFormat,
    path: Option<&Path>,
    world: &World,
    out: &mut Out,
) -> Result<(), Fault> {
    let document = pick::document(&world.store, wish)?.document;
    if let Some(path) = path {
        let shown = path.display().to_string();
        atomic::write_with(path, |file| write(&document, format, &world.store, file)).map_err(
            |fault| match fault {
                Fault::Output(error) => Fault::File {
                    path: shown.clone(),
                    error,
                },
                other => other,
            },
        )?;
        return Ok(out.line(&world.lang.exported(&document.title, &shown))?);
    }
    if !out.is_terminal() {
        return write(&document, format, &world.store, out.exact());
    }
    let mut text = Vec::new();
    write(&document, format, &world.store, &mut text)?;
    for line in String::from_utf8_lossy(&text).lines() {
        out.line(line)?;
    }
    Ok(())
}

fn write(
    document: &Document,
    format: ExportFormat,
    store: &Store,
    out: &mut impl Write,
) -> Result<(), Fault> {
    let blocks = || {
        let blocks = store.blocks_from(&document.id, 0);
        blocks.map(|block| block.map_err(Fault::from))
    };
    match format {
        ExportFormat::Blocks => write_blocks(blocks(), out),
        ExportFormat::Markdown => {
            let mut labels = NoteLabels::default();
            for block in blocks() {
                labels.read(&block?);
            }
            writeln!(out, "{}", front_matter(document))?;
            write_markdown(blocks(), &labels, out)
        }
    }
}
