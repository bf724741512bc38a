//! Import of any bytes whatever, for the fuzz targets and for what they found: nothing may panic.
//! Formats that are parsed in the cell are parsed here in this process, without its limits.

use super::child::trial as cell;
use super::{ImportError, TextEncoding, import_text, read_stream};
use crate::domain::doc::Block;
use std::path::Path;

/// Reads the bytes as the stream of a child.
pub fn stream(bytes: &[u8]) {
    cell::stream(bytes);
}

/// Parses the bytes as a web page.
pub fn html(bytes: &[u8]) {
    cell::html(bytes);
}

/// Parses the bytes as a book: as the archive, and as a chapter of one that is whole.
pub fn epub(bytes: &[u8]) {
    cell::epub(bytes);
}

/// Parses the bytes as a document: as the archive, and as the text of one that is whole.
pub fn docx(bytes: &[u8]) {
    cell::docx(bytes);
}

/// Parses the bytes as a PDF.
pub fn pdf(bytes: &[u8]) {
    cell::pdf(bytes);
}

/// Takes the bytes in as a text and as Markdown, in whatever encoding they seem to be; the blocks
/// must follow each other.
///
/// # Panics
///
/// When they do not, which is what is looked for.
pub fn text(bytes: &[u8]) {
    for name in ["a.txt", "a.md"] {
        let path = Path::new(name);
        let Ok(read) = read_stream(bytes, path, None::<TextEncoding>, &mut |_| {}) else {
            continue;
        };
        let mut next = 0;
        let mut sink = |block: Block| {
            assert_eq!(block.start, next, "blocks with gaps");
            assert!(
                block
                    .spans
                    .iter()
                    .all(|span| block.text.get(span.range.clone()).is_some())
            );
            next = block.end() + 1;
            Ok::<(), ImportError>(())
        };
        // A text without a letter is refused.
        let _ = import_text(path, &read.text, &mut sink);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn what_was_found_is_mended() {
        type Target = fn(&[u8]);
        let targets: [(&str, Target); 6] = [
            ("stream", stream),
            ("html", html),
            ("epub", epub),
            ("docx", docx),
            ("pdf", pdf),
            ("text", text),
        ];
        for (name, target) in targets {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("fuzz/found")
                .join(name);
            let files = fs::read_dir(folder)
                .unwrap()
                .map(|file| file.unwrap().path());
            for file in files.filter(|file| !file.ends_with(".gitkeep")) {
                target(&fs::read(file).unwrap());
            }
        }
    }
}
