//! Books and documents made in code.

use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// An archive of these entries; the first is stored, as EPUB wants it.
pub(super) fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    written(entries, 1)
}

/// An archive whose first entries, so many of them, are stored, and the others packed.
fn written(entries: &[(&str, &[u8])], stored: usize) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (index, (name, bytes)) in entries.iter().enumerate() {
        let method = if index < stored {
            CompressionMethod::Stored
        } else {
            CompressionMethod::Deflated
        };
        let options = SimpleFileOptions::default().compression_method(method);
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const RELATIONS: &str = "<Relationships><Relationship Type='http://x/officeDocument' Target='word/document.xml'/></Relationships>";
const STYLES: &str = "<w:styles><w:style w:type='paragraph' w:styleId='1'><w:name w:val='heading 1'/></w:style>\
    <w:style w:type='paragraph' w:styleId='2'><w:name w:val='heading 2'/></w:style>\
    <w:style w:type='paragraph' w:styleId='q'><w:name w:val='Quote'/></w:style></w:styles>";
const NUMBERING: &str = "<w:numbering><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl></w:abstractNum>\
    <w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/></w:lvl></w:abstractNum>\
    <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='1'/></w:num></w:numbering>";

/// A document with this body and these footnotes. List 2 has bullets, 1 and 11 to 98 are numbered.
pub(super) fn docx(body: &str, footnotes: &str) -> Vec<u8> {
    let document = format!("<w:document><w:body>{body}</w:body></w:document>");
    let lists: String = (11..99)
        .map(|id| {
            format!(
                "<w:num w:numId='{id}'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride></w:num>"
            )
        })
        .collect();
    let numbering = NUMBERING.replace("</w:numbering>", &(lists + "</w:numbering>"));
    let footnotes = format!("<w:footnotes>{footnotes}</w:footnotes>");
    zipped(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", RELATIONS.as_bytes()),
        ("word/document.xml", document.as_bytes()),
        ("word/styles.xml", STYLES.as_bytes()),
        ("word/numbering.xml", numbering.as_bytes()),
        ("word/footnotes.xml", footnotes.as_bytes()),
    ])
}

const CONTAINER: &str =
    "<container><rootfiles><rootfile full-path='book.opf'/></rootfiles></container>";
const PACKAGE: &str = "<package><metadata><title>书</title></metadata><manifest><item id='a' href='a.xhtml' media-type='application/xhtml+xml'/></manifest>\
    <spine><itemref idref='a'/></spine></package>";

/// A book of one chapter.
pub(super) fn epub(chapter: &str) -> Vec<u8> {
    epub_with(chapter, &[])
}

/// A book of one chapter and more entries.
pub(super) fn epub_with(chapter: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    book(chapter, more, 1)
}

/// The same with nothing packed.
pub(super) fn stored(chapter: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    book(chapter, more, usize::MAX)
}

fn book(chapter: &str, more: &[(&str, &[u8])], stored: usize) -> Vec<u8> {
    let chapter = format!("<html><head><title/></head><body>{chapter}</body></html>");
    let mut entries: Vec<(&str, &[u8])> = vec![
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", CONTAINER.as_bytes()),
        ("book.opf", PACKAGE.as_bytes()),
        ("a.xhtml", chapter.as_bytes()),
    ];
    entries.extend(more);
    written(&entries, stored)
}
