//! Takes a file of a format that is parsed in the cell into the library.

use super::import::{Input, Outcome, Place, TakeError, Taken, document_of, free_id, nowhere};
use super::repeats::repeated;
use crate::domain::doc::{Block, BlockKind, Conversion, Origin};
use crate::domain::id::DocId;
use crate::domain::time::Timestamp;
use crate::io::clock::Stopwatch;
use crate::io::import::child::{Cell, Format, Parsed};
use crate::io::import::{ImportError, Imported, read_bytes};
use crate::io::store::{Shelved, Store};
use std::path::Path;

/// Of the work, this share is done when the file is parsed.
const PARSED_SHARE: f64 = 0.5;

/// Parses a file and stores what came out. The same file again is recognised; a file imported
/// before, now with other bytes, takes the place of its older version.
pub(super) fn take_from_cell(
    store: &mut Store,
    path: &Path,
    format: Format,
    now: Timestamp,
    tell: &mut dyn FnMut(f64),
) -> Result<Taken, TakeError> {
    let bytes = read_bytes(path, format.most_bytes())?;
    let content = *blake3::hash(&bytes).as_bytes();
    let shelf = store.documents()?;
    let place = Place::of(&Input::File(path));
    let from_outside = |s: &&Shelved| s.document.origin != Origin::Shipped;
    let same = shelf
        .iter()
        .filter(from_outside)
        .find(|s| s.content == content);
    if let Some(same) = same {
        return Ok(Taken {
            id: same.document.id.clone(),
            title: same.document.title.clone(),
            outcome: Outcome::Known,
            decoded: None,
            dropped_controls: same.document.dropped_controls,
            account: None,
            unplaced: Vec::new(),
            repeats: Vec::new(),
            warnings: Vec::new(),
        });
    }
    let watch = Stopwatch::start();
    let parsed = parse(path, format, &bytes)?;
    drop(bytes);
    tell(PARSED_SHARE);
    let older = shelf.iter().find(|s| s.document.origin == place.origin);
    let imported = imported(&parsed, format);
    let id = older.map_or_else(
        || {
            free_id(&place.id(&imported), |id: &DocId| {
                shelf.iter().any(|s| s.document.id == *id)
            })
        },
        |older| older.document.id.clone(),
    );
    let document = document_of(imported, id, place.stem(), place.origin.clone());
    let conversion = older.map_or_else(Conversion::default, |older| older.conversion.clone());
    let length = parsed.length.max(1) as f64;
    let mut writer = store.begin_import(content, now)?;
    for block in parsed.blocks {
        tell(PARSED_SHARE + (1.0 - PARSED_SHARE) * (block.start as f64 / length).min(1.0));
        writer.push(block)?;
    }
    let lost = writer.finish(&document, &conversion, None)?;
    let unplaced = nowhere(store, lost)?;
    let repeats = repeated(store, &document.id)?;
    let (replaced, ms) = (older.is_some(), watch.elapsed_ms());
    tracing::info!(format = format.name(), replaced, ms, "a file was imported");
    // The title may be one that the person gave to an older version.
    let title = store.document(&document.id)?.document.title;
    Ok(Taken {
        id: document.id,
        title,
        outcome: if replaced {
            Outcome::Replaced
        } else {
            Outcome::New
        },
        decoded: None,
        dropped_controls: document.dropped_controls,
        account: None,
        unplaced,
        repeats,
        warnings: parsed.warnings,
    })
}

fn parse(path: &Path, format: Format, bytes: &[u8]) -> Result<Parsed, ImportError> {
    let path_of = || path.to_owned();
    let parsed = Cell::of_this_program().and_then(|cell| cell.parse(format, bytes));
    let parsed = parsed.map_err(|error| ImportError::Cell {
        path: path_of(),
        error,
    })?;
    if parsed.blocks.is_empty() {
        return Err(ImportError::Empty { path: path_of() });
    }
    Ok(parsed)
}

/// What is known of the document. Books and pages say what they are called; what programs write
/// into documents as their title is often that of a template, so there a heading goes before it.
fn imported(parsed: &Parsed, format: Format) -> Imported {
    const LONGEST: usize = 60;
    let short = |block: &&Block| block.text.chars().nth(LONGEST).is_none();
    let is_title = |block: &&Block| block.kind == BlockKind::Heading(1);
    let heading = parsed.blocks.iter().find(is_title).filter(short);
    let heading = heading.map(|block| block.text.clone());
    let said = parsed.title.clone();
    let title = match format {
        Format::Html | Format::Epub => said.or(heading),
        Format::Docx | Format::Pdf => heading.or(said),
    };
    let first = || {
        parsed
            .blocks
            .first()
            .filter(short)
            .map(|block| block.text.clone())
    };
    Imported {
        id: None,
        title: title.or_else(first),
        author: parsed.author.clone(),
        date: parsed.date.clone(),
        original: None,
        length: parsed.length,
        dropped_controls: parsed.dropped_controls,
        report: None,
    }
}
