//! The parsers of the cell on any bytes whatever, in this process.

use super::inside::{Fault, parse};
use super::wire::{CAPS, Decoder, Encoder};
use super::{Format, cell};
use std::cell::Cell;
use std::io::{self, Cursor, Write};
use std::panic;
use std::sync::Once;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Reads the bytes as the stream of a child.
pub(in crate::io::import) fn stream(bytes: &[u8]) {
    cell::read_stream(Decoder::new(bytes, CAPS));
}

/// Parses the bytes; what is given out must be a whole stream.
fn try_as(format: Format, bytes: &[u8]) {
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out);
    let ended = match parse(format, None, bytes, &mut encoder) {
        Ok(()) => encoder.end(),
        Err(Fault::Refused(refusal)) => encoder.refuse(refusal),
        Err(Fault::Broken) => Err(io::ErrorKind::BrokenPipe.into()),
    };
    assert!(ended.is_ok(), "a stream in memory does not break");
    assert!(
        cell::read_stream(Decoder::new(out.as_slice(), CAPS)),
        "the stream is not whole"
    );
}

/// Parses the bytes as a web page.
pub(in crate::io::import) fn html(bytes: &[u8]) {
    try_as(Format::Html, bytes);
}

thread_local! {
    /// Whether the last panic of this thread was one of oxidize-pdf's own.
    static IN_THE_CRATE: Cell<bool> = const { Cell::new(false) };
}

/// Parses the bytes as a PDF. oxidize-pdf panics on some damaged files, which ends the child and is
/// told as that: what is looked for is the panics of our own code.
pub(in crate::io::import) fn pdf(bytes: &[u8]) {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // That of libFuzzer ends the process.
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            let place = panic.location().map_or("", |place| place.file());
            IN_THE_CRATE.set(place.contains("oxidize-pdf"));
            if !IN_THE_CRATE.get() {
                before(panic);
            }
        }));
    });
    let parsed = panic::catch_unwind(|| try_as(Format::Pdf, bytes));
    if let Err(panic) = parsed
        && !IN_THE_CRATE.get()
    {
        panic::resume_unwind(panic);
    }
}

/// Parses the bytes as a book; and as a chapter, the contents and the looks of one.
pub(in crate::io::import) fn epub(bytes: &[u8]) {
    const CONTAINER: &str =
        "<container><rootfiles><rootfile full-path='b'/></rootfiles></container>";
    const PACKAGE: &str = "<package><manifest><item id='a' href='a'/><item id='n' href='n' properties='nav'/></manifest><spine><itemref idref='a'/></spine></package>";
    try_as(Format::Epub, bytes);
    let entries = [
        ("META-INF/container.xml", CONTAINER.as_bytes()),
        ("b", PACKAGE.as_bytes()),
        ("a", bytes),
        ("n", bytes),
        ("style.css", bytes),
    ];
    try_as(Format::Epub, &zipped(&entries));
}

/// Parses the bytes as a document, and as the text of one.
pub(in crate::io::import) fn docx(bytes: &[u8]) {
    try_as(Format::Docx, bytes);
    let entries = [
        ("_rels/.rels", &b"<Relationships/>"[..]),
        ("word/document.xml", bytes),
        ("word/styles.xml", bytes),
        ("word/numbering.xml", bytes),
        ("word/footnotes.xml", bytes),
    ];
    try_as(Format::Docx, &zipped(&entries));
}

fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let write = || -> io::Result<Vec<u8>> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in entries {
            zip.start_file(*name, SimpleFileOptions::default())?;
            zip.write_all(bytes)?;
        }
        Ok(zip.finish()?.into_inner())
    };
    write().unwrap_or_default()
}
