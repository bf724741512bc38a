//! PDF with a text layer. The file's objects and fonts are oxidize-pdf's to read. Ours is where
//! characters and ruled lines stand on a page, and what follows from it:
//!
//! ```text
//! encryption  where a file says how it is encrypted
//! content     what a page draws, with its fonts and forms
//! fonts, copy, glyphs
//!             what the codes of fonts mean
//! draw, rules characters and ruled lines at their places
//! lines, line in the order in which they are read; columns
//! tables, grid boxes of ruled lines, parts that stand below each other
//! furniture   what repeats on every page
//! notes       notes at the foot of the page
//! paragraphs  lines that go on in the next
//! text        blocks: bookmarks as headings, labels of pages
//! ```
//!
//! The paragraphs go through the reflow that any text goes through.

mod bookmarks;
mod columns;
mod content;
mod copy;
mod draw;
mod encryption;
mod fonts;
mod furniture;
mod glyphs;
mod grid;
mod labels;
mod line;
mod lines;
#[cfg(test)]
mod made;
mod notes;
mod pages;
mod paragraphs;
mod rules;
mod strings;
mod tables;
mod text;

use super::inside::{Fault, Sink};
use super::problem::{Refusal, Warning};
use super::wire::Meta;
use bookmarks::Bookmarks;
use labels::Labels;
use oxidize_pdf::parser::{ParseError, ParseOptions, PdfDocument, PdfReader};
use std::io::Cursor;

/// The most pages.
const MOST_PAGES: u32 = 20_000;

type Document<'a> = PdfDocument<Cursor<&'a [u8]>>;

/// Gives out the blocks of a document.
pub(super) fn parse(bytes: &[u8], sink: &mut dyn Sink) -> Result<(), Fault> {
    let options = ParseOptions::lenient();
    let opened = encryption::with_reference(bytes);
    let bytes = opened.as_deref().unwrap_or(bytes);
    let mut reader =
        PdfReader::new_with_options(Cursor::new(bytes), options).map_err(|e| refusal(&e))?;
    if reader.is_encrypted() && !reader.try_empty_password().unwrap_or(false) {
        return Err(Refusal::Encrypted.into());
    }
    let labels = Labels::of(&mut reader);
    let document = PdfDocument::new(reader);
    let count = document.page_count().map_err(|e| refusal(&e))?;
    if count > MOST_PAGES {
        return Err(Refusal::TooManyEntries(MOST_PAGES as usize).into());
    }
    let meta = meta(&document);
    let title = meta.title.clone();
    sink.meta(meta)?;
    let (mut pages, unread) = pages::read(&document, count);
    if unread == count || pages.iter().all(Vec::is_empty) {
        return Err(Refusal::Scanned { pages: count }.into());
    }
    if unread > 0 {
        sink.warn(Warning::PagesWithoutText { pages: unread })?;
    }
    furniture::remove(&mut pages);
    notes::mark(&mut pages);
    text::write(
        &pages,
        title.as_deref(),
        Bookmarks::of(&document),
        &labels,
        sink,
    )
}

fn meta(document: &Document<'_>) -> Meta {
    let Ok(meta) = document.metadata() else {
        return Meta::default();
    };
    // `D:20240102030405+08'00'` (ISO 32000-1, 7.9.4).
    let date = meta.creation_date.and_then(|date| {
        let digits = date.trim_start_matches("D:").to_owned();
        let part = |from, to| {
            digits
                .get(from..to)
                .filter(|d| d.bytes().all(|b| b.is_ascii_digit()))
        };
        Some(format!("{}-{}-{}", part(0, 4)?, part(4, 6)?, part(6, 8)?))
    });
    Meta {
        title: meta.title.and_then(|title| strings::title(&title)),
        author: meta.author.and_then(|author| strings::words(&author)),
        date,
    }
}

/// The parser's words, in short.
fn refusal(error: &ParseError) -> Refusal {
    const LONGEST: usize = 120;
    match error {
        ParseError::InvalidHeader => Refusal::NotThisFormat,
        ParseError::EncryptionNotSupported | ParseError::WrongPassword => Refusal::Encrypted,
        error => Refusal::Damaged(error.to_string().chars().take(LONGEST).collect()),
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
