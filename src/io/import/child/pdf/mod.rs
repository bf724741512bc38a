//! PDF with a text layer. The reading of the file is oxidize-pdf's; ours are the order of the
//! lines on a page, what repeats on every page, and the bookmarks as headings. What is left, the
//! lines of paragraphs, goes through the reflow that any text goes through.

mod bookmarks;
mod furniture;
mod lines;
#[cfg(test)]
mod made;
mod notes;
mod paragraphs;
mod text;
mod thread;

use super::inside::{Fault, Sink};
use super::problem::{Refusal, Warning};
use super::wire::Meta;
use bookmarks::Bookmarks;
use lines::{Fragment, Line, Sheet};
use oxidize_pdf::parser::{ParseError, ParseOptions, PdfDocument, PdfReader};
use oxidize_pdf::text::{ExtractionOptions, TextExtractor};
use std::io::Cursor;

/// The most pages.
const MOST_PAGES: u32 = 20_000;
/// The most text of a page, in bytes.
const MOST_TEXT: usize = 4 * 1024 * 1024;

type Document<'a> = PdfDocument<Cursor<&'a [u8]>>;

/// Gives out the blocks of a document.
pub(super) fn parse(bytes: &[u8], sink: &mut dyn Sink) -> Result<(), Fault> {
    let options = ParseOptions::lenient();
    let mut reader =
        PdfReader::new_with_options(Cursor::new(bytes), options).map_err(|e| refusal(&e))?;
    if reader.is_encrypted() && !reader.try_empty_password().unwrap_or(false) {
        return Err(Refusal::Encrypted.into());
    }
    let document = PdfDocument::new(reader);
    let count = document.page_count().map_err(|e| refusal(&e))?;
    if count > MOST_PAGES {
        return Err(Refusal::TooManyEntries(MOST_PAGES as usize).into());
    }
    sink.meta(meta(&document))?;
    let (mut pages, pictures) = read_pages(&document, count);
    if pages.iter().all(Vec::is_empty) {
        return Err(Refusal::Scanned { pages: count }.into());
    }
    if pictures > 0 {
        sink.warn(Warning::PagesWithoutText { pages: pictures })?;
    }
    furniture::remove(&mut pages);
    notes::mark(&mut pages);
    text::write(&pages, Bookmarks::of(&document), sink)
}

/// The lines of every page, and how many pages are nothing but pictures. A page that cannot be
/// read counts as one.
fn read_pages(document: &Document<'_>, count: u32) -> (Vec<Vec<Line>>, u32) {
    let options = ExtractionOptions {
        preserve_layout: true,
        sort_by_position: false,
        merge_hyphenated: false,
        include_artifacts: false,
        max_extracted_bytes: Some(MOST_TEXT),
        ..ExtractionOptions::default()
    };
    // Where no gap of a font's text is a space, its pieces stay apart.
    let apart = ExtractionOptions {
        tj_space_threshold: f64::INFINITY,
        ..options.clone()
    };
    let mut extractors = [options, apart].map(TextExtractor::with_options);
    let mut pictures = 0;
    let mut pages = Vec::new();
    for index in 0..count {
        let lines = read_page(document, &mut extractors, index);
        let is_picture = lines.as_ref().is_none_or(Vec::is_empty) && has_picture(document, index);
        pictures += u32::from(is_picture || lines.is_none());
        pages.push(lines.unwrap_or_default());
    }
    (pages, pictures)
}

fn read_page(
    document: &Document<'_>,
    extractors: &mut [TextExtractor; 2],
    index: u32,
) -> Option<Vec<Line>> {
    let page = document.get_page(index).ok()?;
    let [left, bottom, right, top] = page.crop_box.unwrap_or(page.media_box);
    let sheet = Sheet {
        left,
        bottom,
        width: right - left,
        height: top - bottom,
        turn: page.rotation,
    };
    let [usual, apart] = extractors;
    let mut fragments = fragments(document, usual, index)?;
    if thread::is_threaded(&fragments) {
        fragments = self::fragments(document, apart, index)?;
    }
    Some(lines::in_order(fragments, sheet))
}

fn fragments(
    document: &Document<'_>,
    extractor: &mut TextExtractor,
    index: u32,
) -> Option<Vec<Fragment>> {
    let extracted = extractor.extract_from_page(document, index).ok()?;
    let fragments = extracted.fragments.into_iter().map(|fragment| Fragment {
        x: fragment.x,
        y: fragment.y,
        width: fragment.width,
        size: fragment.font_size.abs().max(1.0),
        text: fragment.text,
    });
    Some(fragments.collect())
}

/// Whether a page shows anything but text.
fn has_picture(document: &Document<'_>, index: u32) -> bool {
    let Ok(page) = document.get_page(index) else {
        return false;
    };
    let own = page
        .dict
        .get("Resources")
        .and_then(|own| document.resolve(own).ok());
    let own = own.as_ref().and_then(|own| own.as_dict());
    own.or(page.inherited_resources.as_ref())
        .is_some_and(|resources| resources.contains_key("XObject"))
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
        title: meta.title,
        author: meta.author,
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
