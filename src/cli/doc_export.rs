//! `wengu doc export`: a document as text, into a file or onto standard output.

use super::args::ExportFormat;
use super::fault::Fault;
use super::out::Out;
use super::pick;
use crate::domain::doc::{Document, picture_hash};
use crate::io::atomic;
use crate::io::export::{References, front_matter, write_blocks, write_markdown};
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
        let in_file = |error| Fault::File {
            path: shown.clone(),
            error,
        };
        let write = |file: &mut _| write(&document, format, &world.store, Some(path), file);
        atomic::write_with(path, write).map_err(|fault| match fault {
            Fault::Output(error) => in_file(error),
            other => other,
        })?;
        return Ok(out.line(&world.lang.exported(&document.title, &shown))?);
    }
    if !out.is_terminal() {
        return write(&document, format, &world.store, None, out.exact());
    }
    let mut text = Vec::new();
    write(&document, format, &world.store, None, &mut text)?;
    for line in String::from_utf8_lossy(&text).lines() {
        out.line(line)?;
    }
    Ok(())
}

fn write(
    document: &Document,
    format: ExportFormat,
    store: &Store,
    path: Option<&Path>,
    out: &mut impl Write,
) -> Result<(), Fault> {
    let blocks = || {
        let blocks = store.blocks_from(&document.id, 0);
        blocks.map(|block| block.map_err(Fault::from))
    };
    match format {
        ExportFormat::Blocks => write_blocks(blocks(), out),
        ExportFormat::Markdown => {
            let mut labels = References::default();
            for block in blocks() {
                labels.read(&block?);
            }
            if let Some(path) = path {
                write_pictures(&mut labels, store, path)?;
            }
            writeln!(out, "{}", front_matter(document))?;
            write_markdown(blocks(), &labels, out)
        }
    }
}

/// Writes the pictures of a document into a folder beside the file, where an import of it finds
/// them. On standard output there is no place for them.
fn write_pictures(references: &mut References, store: &Store, file: &Path) -> Result<(), Fault> {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let folder = format!("{stem}_files");
    let beside = file.with_file_name(&folder);
    for (name, path) in references.pictures_mut() {
        let Some(hash) = picture_hash(name) else {
            continue;
        };
        let Some(picture) = store.picture(&hash)? else {
            continue;
        };
        let called = picture.file_name();
        let to = beside.join(&called);
        let written =
            atomic::create_folder(&beside).and_then(|()| atomic::write(&to, &picture.bytes));
        written.map_err(|error| Fault::File {
            path: to.display().to_string(),
            error,
        })?;
        *path = format!("{folder}/{called}");
    }
    Ok(())
}
