//! Import: how files become documents. Reads files; knows no database.

pub mod child;
pub mod front_matter;
mod markdown;
pub(in crate::io) mod note_label;
mod read;
mod text;
mod yaml;

pub use read::{MAX_IMPORT_BYTES, read};

use crate::domain::doc::{Block, DocumentBuilder, Original};
use crate::domain::id::DocId;
use std::path::{Path, PathBuf};

/// What can be wrong with a file.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read.
    #[error("{path}: {source}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A folder stands where a file should.
    #[error("{path}: a folder")]
    Folder {
        /// The folder.
        path: PathBuf,
    },
    /// A device, a pipe or a socket stands where a file should: it may never end.
    #[error("{path}: not a regular file")]
    NotAFile {
        /// What it is called.
        path: PathBuf,
    },
    /// The file is larger than may be.
    #[error("{path}: larger than {most} bytes")]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// How large it may be, in bytes.
        most: u64,
    },
    /// The file holds bytes that are not UTF-8.
    #[error("{path}:{line}:{column}: not UTF-8")]
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// The line of the first bad byte, from 1.
        line: usize,
        /// Its column in characters, from 1.
        column: usize,
    },
    /// The file's front matter is not what it should be.
    #[error("{path}:{line}:{column}: front matter: {message}")]
    FrontMatter {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The column in characters, from 1.
        column: usize,
        /// What the TOML parser says.
        message: String,
    },
    /// A line of the file's front matter is not of the YAML that is read here.
    #[error("{path}:{line}:{column}: front matter: not `key: value`")]
    YamlLine {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The column in characters, from 1.
        column: usize,
    },
    /// No visible character is in the file.
    #[error("{path}: no text in it")]
    Empty {
        /// The file.
        path: PathBuf,
    },
}

/// A file's text as a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// The id from the front matter, else one made from the file's name.
    pub id: DocId,
    /// The title from the front matter, else the first heading, else the first line, else the id.
    pub title: String,
    /// The author from the front matter.
    pub author: Option<String>,
    /// The date from the front matter.
    pub date: Option<String>,
    /// The work that a study guide treats.
    pub original: Option<Original>,
    /// The blocks, in order.
    pub blocks: Vec<Block>,
    /// Length of the normalised text in bytes.
    pub length: usize,
    /// Control characters that normalising dropped.
    pub dropped_controls: usize,
}

/// Makes a document of the bytes of a file: Markdown by its extension (`md`, `markdown`), else
/// plain text.
pub fn import_bytes(path: &Path, bytes: Vec<u8>) -> Result<Imported, ImportError> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let valid = String::from_utf8_lossy(error.as_bytes().get(..good).unwrap_or_default());
        let (line, column) = position(&valid, valid.len());
        ImportError::NotUtf8 {
            path: path.to_owned(),
            line,
            column,
        }
    })?;
    import_text(path, &text)
}

/// Makes a document of the text of a file of this name.
pub fn import_text(path: &Path, text: &str) -> Result<Imported, ImportError> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let is_markdown = path
        .extension()
        .and_then(|e| e.to_str())
        .is_some_and(|e| matches!(e.to_ascii_lowercase().as_str(), "md" | "markdown"));
    let mut builder = DocumentBuilder::new();
    let (front, blocks) = if is_markdown {
        let (front, body) = front_matter::split(path, text)?;
        (front, markdown::blocks(body, &mut builder))
    } else {
        (
            front_matter::FrontMatter::default(),
            text::blocks(text, &mut builder),
        )
    };
    if blocks.is_empty() {
        return Err(ImportError::Empty {
            path: path.to_owned(),
        });
    }
    let stem = path
        .file_stem()
        .and_then(|s| s.to_str())
        .unwrap_or("document");
    let title = front
        .title
        .or_else(|| title_of(&blocks, is_markdown))
        .unwrap_or_else(|| stem.to_owned());
    Ok(Imported {
        id: front.id.unwrap_or_else(|| DocId::new(slug(stem))),
        title,
        author: front.author,
        date: front.date,
        original: front.original,
        length: builder.length(),
        dropped_controls: builder.dropped_controls(),
        blocks,
    })
}

/// A title no longer than a person would write one: the first heading of Markdown, else the first
/// block, since numbered lines of a plain text are its chapters.
fn title_of(blocks: &[Block], is_markdown: bool) -> Option<String> {
    use crate::domain::doc::BlockKind::Heading;
    const LONGEST: usize = 60;
    let heading = blocks
        .iter()
        .find(|b| is_markdown && matches!(b.kind, Heading(1)));
    let block = heading.or_else(|| blocks.first())?;
    (block.text.chars().count() <= LONGEST).then(|| block.text.clone())
}

/// A file name as an id: lower case, white space as hyphens.
fn slug(stem: &str) -> String {
    stem.split_whitespace()
        .collect::<Vec<_>>()
        .join("-")
        .to_lowercase()
}

/// Line and column, in characters and from 1, of a byte offset.
fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .chars()
        .count()
        + 1;
    (line, column)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::doc::BlockKind;

    #[test]
    fn markdown_with_front_matter() {
        let text = "+++\nid = \"g\"\ntitle = \"导读\"\n[original]\nid = \"o\"\ntitle = \"原文\"\n+++\n\n# 一\n\n正文。\n";
        let doc = import_text(Path::new("x.md"), text).unwrap();
        assert_eq!((doc.id.as_str(), doc.title.as_str()), ("g", "导读"));
        assert_eq!(doc.original.map(|o| o.id), Some(DocId::new("o")));
        assert_eq!(doc.blocks.len(), 2);
        assert_eq!(doc.length, "一\n正文。".len());
    }

    #[test]
    fn plain_text_takes_its_title_from_the_first_line() {
        let doc = import_text(
            Path::new("My File.txt"),
            "\n新质生产力\n\n第一章\n\n正文。\n",
        )
        .unwrap();
        assert_eq!(doc.id.as_str(), "my-file");
        assert_eq!(doc.title, "新质生产力");
        assert_eq!(doc.blocks[1].kind, BlockKind::Heading(1));
    }

    #[test]
    fn errors_name_the_place() {
        let error = import_bytes(Path::new("gbk.txt"), b"ab\nc\xd0\xc2".to_vec()).unwrap_err();
        assert!(
            matches!(
                error,
                ImportError::NotUtf8 {
                    line: 2,
                    column: 2,
                    ..
                }
            ),
            "{error}"
        );
        let error = import_text(Path::new("a.txt"), " \n\t\n").unwrap_err();
        assert!(matches!(error, ImportError::Empty { .. }));
        let error = import_text(Path::new("a.md"), "+++\nid = 3\n+++\nx").unwrap_err();
        assert!(
            matches!(
                error,
                ImportError::FrontMatter {
                    line: 2,
                    column: 6,
                    ..
                }
            ),
            "{error}"
        );
    }
}
