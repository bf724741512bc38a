//! Import: how files become documents. Reads files; knows no database.

mod beside;
pub mod child;
pub mod detect;
pub mod encoding;
pub mod front_matter;
mod likelihood;
mod link;
mod markdown;
pub(in crate::io) mod note_label;
mod read;
mod text;
#[cfg(any(test, fuzzing))]
pub mod trial;
mod walk;
mod yaml;

pub use beside::Beside;
pub use encoding::TextEncoding;
pub use read::{
    FileText, MAX_IMPORT_BYTES, head, head_of, read, read_bytes, read_stream, read_stream_bytes,
};
pub use walk::{Found, walk};

use self::child::problem::CellError;
use crate::domain::doc::reflow::{Options, Report};
use crate::domain::doc::{Block, BlockKind, DocumentBuilder, Original};
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
    /// The file is no text.
    #[error("{path}: not a text")]
    NotText {
        /// The file.
        path: PathBuf,
        /// What it looks like, if that is known.
        looks_like: Option<&'static str>,
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
    /// Nothing came out of the cell that parses files of this format.
    #[error("{path}: {error}")]
    Cell {
        /// The file.
        path: PathBuf,
        /// Why.
        error: CellError,
    },
    /// No visible character is in the file.
    #[error("{path}: no text in it")]
    Empty {
        /// The file.
        path: PathBuf,
    },
}

impl ImportError {
    /// Whether the file is simply nothing to read: in a folder of all sorts it is passed over.
    pub fn is_no_text(&self) -> bool {
        matches!(self, Self::NotText { .. } | Self::Empty { .. })
    }
}

/// What is known of a file's text when its last block was handed on.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// The id from the front matter.
    pub id: Option<DocId>,
    /// The title from the front matter, else the first heading, else the first line; none if that
    /// is too long for one.
    pub title: Option<String>,
    /// The author from the front matter, or as a plain text names one below its title.
    pub author: Option<String>,
    /// The date from the front matter, or as it stands below the title of a plain text.
    pub date: Option<String>,
    /// The work that a study guide treats.
    pub original: Option<Original>,
    /// Length of the normalised text in bytes.
    pub length: usize,
    /// Control characters that normalising dropped.
    pub dropped_controls: usize,
    /// What was done to the lines of a plain text.
    pub report: Option<Report>,
}

/// Makes a document of the text of a file of this name: Markdown by its extension (`md`,
/// `markdown`), else plain text. The blocks are handed on as they are made; an error of who takes
/// them ends it.
pub fn import_text<E: From<ImportError>>(
    path: &Path,
    text: &str,
    sink: &mut dyn FnMut(Block) -> Result<(), E>,
) -> Result<Imported, E> {
    import_text_as(path, text, &Options::default(), sink)
}

/// The same with what a person decided about the paragraphs of plain text.
pub fn import_text_as<E: From<ImportError>>(
    path: &Path,
    text: &str,
    options: &Options,
    sink: &mut dyn FnMut(Block) -> Result<(), E>,
) -> Result<Imported, E> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut builder = DocumentBuilder::new();
    let is_markdown = is_markdown(path);
    let (front, body) = if is_markdown {
        front_matter::split(path, text)?
    } else {
        (front_matter::FrontMatter::default(), text)
    };
    let mut titles = TitleFinder::new(is_markdown);
    let mut watched = |block: Block| {
        titles.see(&block);
        sink(block)
    };
    let report = if is_markdown {
        markdown::blocks(body, &mut builder, &mut watched)?;
        None
    } else {
        Some(text::blocks(body, options, &mut builder, &mut watched)?)
    };
    if titles.first.is_none() {
        let path = path.to_owned();
        return Err(ImportError::Empty { path }.into());
    }
    let facts = report.as_ref().map(|report| report.facts.clone());
    let facts = facts.unwrap_or_default();
    Ok(Imported {
        id: front.id,
        title: front.title.or(facts.title).or_else(|| titles.title()),
        author: front.author.or(facts.author),
        date: front.date.or(facts.date),
        original: front.original,
        length: builder.length(),
        dropped_controls: builder.dropped_controls(),
        report,
    })
}

/// A text and all its blocks at once.
#[cfg(test)]
pub(in crate::io) fn import_whole(name: &str, text: &str) -> (Imported, Vec<Block>) {
    let mut blocks = Vec::new();
    let mut sink = |block| {
        blocks.push(block);
        Ok(())
    };
    let imported = import_text::<ImportError>(Path::new(name), text, &mut sink).unwrap();
    (imported, blocks)
}

/// Whether a file of this name is read as Markdown, which marks its own paragraphs.
pub fn is_markdown(path: &Path) -> bool {
    path.extension()
        .and_then(|e| e.to_str())
        .is_some_and(|e| matches!(e.to_ascii_lowercase().as_str(), "md" | "markdown"))
}

/// Looks for a title among the blocks as they go by: the first heading of Markdown, else the first
/// block, since numbered lines of a plain text are its chapters.
struct TitleFinder {
    wants_heading: bool,
    first: Option<String>,
    heading: Option<String>,
}

impl TitleFinder {
    fn new(wants_heading: bool) -> Self {
        Self {
            wants_heading,
            first: None,
            heading: None,
        }
    }

    fn see(&mut self, block: &Block) {
        if self.first.is_none() {
            self.first = Some(block.text.clone());
        }
        if self.wants_heading && self.heading.is_none() && block.kind == BlockKind::Heading(1) {
            self.heading = Some(block.text.clone());
        }
    }

    /// A title no longer than a person would write one.
    fn title(self) -> Option<String> {
        const LONGEST: usize = 60;
        let title = self.heading.or(self.first)?;
        (!title.is_empty() && title.chars().nth(LONGEST).is_none()).then_some(title)
    }
}

/// What stands in the text for a picture with this description.
pub(in crate::io) fn picture_text(alt: &str) -> String {
    let words: Vec<&str> = alt.split_whitespace().collect();
    if words.is_empty() {
        "[图]".to_owned()
    } else {
        format!("[图: {}]", words.join(" "))
    }
}

/// A file name or a title as an id: lower case, white space as hyphens.
pub fn slug(name: &str) -> DocId {
    let words: Vec<&str> = name.split_whitespace().collect();
    DocId::new(words.join("-").to_lowercase())
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

    fn imported(name: &str, text: &str) -> Result<(Imported, Vec<Block>), ImportError> {
        let mut blocks = Vec::new();
        let mut sink = |block| {
            blocks.push(block);
            Ok(())
        };
        let imported = import_text::<ImportError>(Path::new(name), text, &mut sink)?;
        Ok((imported, blocks))
    }

    #[test]
    fn markdown_with_front_matter() {
        let text = "+++\nid = \"g\"\ntitle = \"导读\"\n[original]\nid = \"o\"\ntitle = \"原文\"\n+++\n\n# 一\n\n正文。\n";
        let (doc, blocks) = imported("x.md", text).unwrap();
        assert_eq!(doc.id, Some(DocId::new("g")));
        assert_eq!(doc.title.as_deref(), Some("导读"));
        assert_eq!(doc.original.map(|o| o.id), Some(DocId::new("o")));
        assert_eq!(blocks.len(), 2);
        assert_eq!(doc.length, "一\n正文。".len());
    }

    #[test]
    fn plain_text_takes_its_title_from_the_first_line() {
        let (doc, blocks) = imported("a.txt", "\n新质生产力\n\n第一章\n\n正文。\n").unwrap();
        assert_eq!((doc.id, doc.title.as_deref()), (None, Some("新质生产力")));
        assert_eq!(blocks[1].kind, BlockKind::Heading(2));
        let (doc, _) = imported("a.txt", &"长".repeat(61)).unwrap();
        assert_eq!(doc.title, None);
        let (doc, _) = imported("a.md", "引子。\n\n# 题\n").unwrap();
        assert_eq!(doc.title.as_deref(), Some("题"));
        assert_eq!(slug("My  File"), DocId::new("my-file"));
    }

    #[test]
    fn errors_name_the_place_and_one_of_the_sink_ends_it() {
        let error = imported("a.txt", " \n\t\n").unwrap_err();
        assert!(matches!(error, ImportError::Empty { .. }));
        let error = imported("a.md", "+++\nid = 3\n+++\nx").unwrap_err();
        let place = |error: &ImportError| match error {
            ImportError::FrontMatter { line, column, .. } => Some((*line, *column)),
            _ => None,
        };
        assert_eq!(place(&error), Some((2, 6)), "{error}");
        let mut seen = 0;
        let stopped = import_text(Path::new("a.txt"), "一\n二\n三", &mut |block| {
            seen += 1;
            let path = PathBuf::from(block.text);
            Err(ImportError::Folder { path })
        });
        assert!(matches!(stopped, Err(ImportError::Folder { .. })));
        assert_eq!(seen, 1);
    }
}
