//! Takes a file of a format that is parsed in the cell into the library.

use super::import::{
    Outcome, Place, TakeError, Taken, document_of, free_id, given_before, known, nowhere,
};
use super::import_wish::{EncodingWish, Wish};
use super::import_write::write;
use super::repeats::repeated;
use crate::domain::doc::{Block, BlockKind, Conversion, Origin};
use crate::domain::id::DocId;
use crate::domain::time::Timestamp;
use crate::io::clock::Stopwatch;
use crate::io::import::child::{Cell, Format, Parsed};
use crate::io::import::{Beside, ImportError, Imported, TextEncoding};
use crate::io::store::{Shelved, Store};

/// Of the work, this share is done when the file is parsed.
const PARSED_SHARE: f64 = 0.5;

/// A file that is to be parsed in the cell.
pub(super) struct CellFile {
    place: Place,
    format: Format,
    bytes: Vec<u8>,
    /// BLAKE3 of the bytes.
    content: [u8; 32],
}

impl CellFile {
    /// A file from this place.
    pub(super) fn new(place: Place, format: Format, bytes: Vec<u8>) -> Self {
        Self {
            content: *blake3::hash(&bytes).as_bytes(),
            place,
            format,
            bytes,
        }
    }

    /// Whether what is known of these bytes is what is wanted now, read by that encoding.
    fn is_settled(&self, same: &Shelved, wish: &Wish) -> bool {
        if wish.again {
            return false;
        }
        let wanted = match wish.encoding {
            EncodingWish::Unsaid => return true,
            EncodingWish::Detect => None,
            EncodingWish::Given(encoding) => Some(encoding),
        };
        self.format != Format::Html || given_before(same) == wanted
    }
}

/// Parses a file and stores what came out. The same file again is recognised; a file imported
/// before, now with other bytes, takes the place of its older version.
pub(super) fn take_from_cell(
    store: &mut Store,
    mut file: CellFile,
    wish: &Wish,
    now: Timestamp,
    tell: &mut dyn FnMut(f64),
) -> Result<Taken, TakeError> {
    let shelf = store.documents()?;
    let from_outside = |s: &&Shelved| s.document.origin != Origin::Shipped;
    let same = shelf
        .iter()
        .filter(from_outside)
        .find(|s| s.content == file.content);
    if let Some(same) = same.filter(|same| file.is_settled(same, wish)) {
        return Ok(known(same, None));
    }
    let earlier = shelf
        .iter()
        .find(|s| s.document.origin == file.place.origin);
    let older = same.or(earlier.filter(|_| !file.place.is_nameless()));
    let encoding = match wish.encoding {
        EncodingWish::Given(encoding) => Some(encoding),
        EncodingWish::Detect => None,
        EncodingWish::Unsaid => older.and_then(given_before),
    };
    let watch = Stopwatch::start();
    let parsed = parse(&file, encoding)?;
    // What was read out of it is memory enough.
    file.bytes = Vec::new();
    tell(PARSED_SHARE);
    let imported = imported(&parsed, file.format);
    let (id, origin) = if let Some(older) = older {
        (older.document.id.clone(), older.document.origin.clone())
    } else {
        let is_taken = |id: &DocId| shelf.iter().any(|s| s.document.id == *id);
        (
            free_id(&file.place.id(&imported), is_taken),
            file.place.origin.clone(),
        )
    };
    let document = document_of(imported, id, file.place.stem(), origin);
    let conversion = Conversion {
        decoded: parsed.decoded.clone(),
        ..older.map_or_else(Conversion::default, |older| older.conversion.clone())
    };
    let length = parsed.length.max(1) as f64;
    let mut writer = store.begin_import(file.content, now)?;
    for picture in &parsed.pictures {
        writer.picture(picture)?;
    }
    // The others hold their pictures themselves.
    let mut beside = match file.format {
        Format::Html => file.place.beside(),
        Format::Epub | Format::Docx | Format::Pdf => Beside::default(),
    };
    for block in parsed.blocks {
        tell(PARSED_SHARE + (1.0 - PARSED_SHARE) * (block.start as f64 / length).min(1.0));
        write(&mut writer, &mut beside, block)?;
    }
    writer.printed_pages(parsed.pages);
    let mut warnings = parsed.warnings;
    if let Some(warning) = beside.warning() {
        warning.add_to(&mut warnings);
    }
    let lost = writer.finish(&document, &conversion, None)?;
    let unplaced = nowhere(store, lost)?;
    let repeats = repeated(store, &document.id)?;
    let (replaced, ms) = (older.is_some(), watch.elapsed_ms());
    tracing::info!(
        format = file.format.name(),
        replaced,
        ms,
        "a file was imported"
    );
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
        decoded: parsed.decoded,
        dropped_controls: document.dropped_controls,
        account: None,
        unplaced,
        repeats,
        warnings,
    })
}

fn parse(file: &CellFile, encoding: Option<TextEncoding>) -> Result<Parsed, ImportError> {
    let path_of = || file.place.name.clone();
    let parsed = Cell::of_this_program()
        .and_then(|cell| cell.parse(file.format, encoding, &file.bytes))
        .map_err(|error| ImportError::Cell {
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
