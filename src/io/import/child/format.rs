//! The formats that are parsed in the cell, and how they are recognised.

use std::path::Path;

/// A format that is parsed in the cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A page of the web.
    Html,
    /// An electronic book, version 2 or 3.
    Epub,
    /// A document of a word processor, Office Open XML.
    Docx,
    /// Pages as printed.
    Pdf,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Html, Self::Epub, Self::Docx, Self::Pdf];

    /// Its name, as the cell is told it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Epub => "epub",
            Self::Docx => "docx",
            Self::Pdf => "pdf",
        }
    }

    /// The format of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The largest file of this format that is taken, in bytes: it is held in the cell's memory
    /// beside what is made of it.
    pub const fn most_bytes(self) -> u64 {
        match self {
            Self::Html => 64 * 1024 * 1024,
            Self::Epub | Self::Docx | Self::Pdf => 256 * 1024 * 1024,
        }
    }

    /// The format of a file by what it holds, else by its name: archives and PDF say what they are
    /// in their first bytes, a web page says so only when it begins as one. `None` for a file that
    /// is plain text, or nothing known, as far as can be told.
    pub fn of(path: &Path, head: &[u8]) -> Option<Self> {
        let extension = path.extension().and_then(|e| e.to_str());
        let named = match extension.unwrap_or_default().to_ascii_lowercase().as_str() {
            "html" | "htm" | "xhtml" | "xht" => Some(Self::Html),
            "epub" => Some(Self::Epub),
            "docx" | "docm" | "dotx" => Some(Self::Docx),
            "pdf" => Some(Self::Pdf),
            _ => None,
        };
        by_content(head, named).or(named)
    }
}

/// How far into a file a PDF may begin, in bytes (ISO 32000-1, annex H, note 13).
const PDF_HEADER_WITHIN: usize = 1024;

fn by_content(head: &[u8], named: Option<Format>) -> Option<Format> {
    let within = head.get(..PDF_HEADER_WITHIN).unwrap_or(head);
    if head.starts_with(b"PK\x03\x04") {
        return if find(head, b"mimetypeapplication/epub+zip").is_some() {
            Some(Format::Epub)
        } else if named.is_none() && find(head, b"word/").is_some() {
            Some(Format::Docx)
        } else {
            None
        };
    }
    if find(within, b"%PDF-").is_some_and(|at| at == 0 || named == Some(Format::Pdf)) {
        return Some(Format::Pdf);
    }
    if named.is_some() {
        return None;
    }
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let start = text.trim_ascii_start();
    [&b"<!doctype html"[..], b"<html"]
        .iter()
        .any(|opening| {
            start
                .get(..opening.len())
                .is_some_and(|found| found.eq_ignore_ascii_case(opening))
        })
        .then_some(Format::Html)
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|w| w == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_goes_before_the_name() {
        let epub = b"PK\x03\x04..................mimetypeapplication/epub+zipPK";
        for (name, head, format) in [
            ("a.html", &b"<p>"[..], Some(Format::Html)),
            ("a.HTM", b"", Some(Format::Html)),
            (
                "a.txt",
                b"\xEF\xBB\xBF \n<!DOCTYPE HTML><p>",
                Some(Format::Html),
            ),
            ("a.md", b"<html", Some(Format::Html)),
            ("a.txt", b"<p>a", None),
            ("a.md", b"text %PDF-1.7", None),
            ("a", b"%PDF-1.7", Some(Format::Pdf)),
            ("a.pdf", b"\n\n%PDF-1.7", Some(Format::Pdf)),
            ("a.pdf", b"", Some(Format::Pdf)),
            ("a.docx", epub, Some(Format::Epub)),
            ("a.epub", b"PK\x03\x04", Some(Format::Epub)),
            ("a.zip", b"PK\x03\x04", None),
            (
                "a.zip",
                b"PK\x03\x04..word/document.xml",
                Some(Format::Docx),
            ),
            ("a.docx", b"%PDF-1.4", Some(Format::Pdf)),
            ("a.txt", "正文".as_bytes(), None),
        ] {
            assert_eq!(Format::of(Path::new(name), head), format, "{name}");
        }
    }

    #[test]
    fn each_format_is_found_by_its_name() {
        for format in Format::ALL {
            assert_eq!(Format::named(format.name()), Some(format));
        }
        assert_eq!(Format::named("txt"), None);
    }
}
