//! The inside of the cell: limits itself, reads the file, parses it, writes what it found.

use super::docx;
use super::epub;
use super::format::Format;
use super::html;
use super::limits;
#[cfg(feature = "pdf")]
use super::pdf;
use super::problem::Refusal;
use super::problem::Warning;
use super::wire::{Encoder, Meta, Record, Run};
use crate::domain::doc::{BlockKind, Decoded, Picture};
use crate::io::import::TextEncoding;
use std::io::{self, BufWriter, Read, Write};

/// The cell could not limit itself.
pub(super) const UNLIMITED: u8 = 3;
/// The pipes broke.
pub(super) const BROKEN: u8 = 4;

/// Where a parser puts what it finds, in the order of the text.
pub(super) trait Sink {
    /// What the file says of itself.
    fn meta(&mut self, meta: Meta) -> Result<(), Fault>;
    /// By which encoding its text was read.
    fn decoded(&mut self, decoded: Decoded) -> Result<(), Fault>;
    /// A block.
    fn block(&mut self, kind: BlockKind, continued: bool, runs: Vec<Run>) -> Result<(), Fault>;
    /// The next block begins a page with this label.
    fn page(&mut self, label: String) -> Result<(), Fault>;
    /// Links call the next block by this name.
    fn anchor(&mut self, name: String) -> Result<(), Fault>;
    /// A picture that spans of later blocks name.
    fn picture(&mut self, picture: Picture) -> Result<(), Fault>;
    /// Something a person should know.
    fn warn(&mut self, warning: Warning) -> Result<(), Fault>;
}

/// What ends a parser early.
#[derive(Debug)]
pub(super) enum Fault {
    /// The file is not taken.
    Refused(Refusal),
    /// Nobody reads any more.
    Broken,
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<io::Error> for Fault {
    fn from(_: io::Error) -> Self {
        Self::Broken
    }
}

impl<W: Write> Sink for Encoder<W> {
    fn meta(&mut self, meta: Meta) -> Result<(), Fault> {
        Ok(self.put(&Record::Meta(meta))?)
    }

    fn decoded(&mut self, decoded: Decoded) -> Result<(), Fault> {
        Ok(self.put(&Record::Decoded(decoded))?)
    }

    fn block(&mut self, kind: BlockKind, continued: bool, runs: Vec<Run>) -> Result<(), Fault> {
        Ok(Self::block(self, kind, continued, runs)?)
    }

    fn page(&mut self, label: String) -> Result<(), Fault> {
        Ok(self.put(&Record::Page(label))?)
    }

    fn anchor(&mut self, name: String) -> Result<(), Fault> {
        Ok(self.put(&Record::Anchor(name))?)
    }

    fn picture(&mut self, picture: Picture) -> Result<(), Fault> {
        Ok(Self::picture(self, &picture)?)
    }

    fn warn(&mut self, warning: Warning) -> Result<(), Fault> {
        Ok(self.put(&Record::Warning(warning))?)
    }
}

/// Limits this process for a file of `length` bytes, then reads it from standard input; the exit
/// code where either cannot be done.
pub(super) fn limited_to(length: u64) -> Result<Vec<u8>, u8> {
    limits::apply(length).map_err(|_| UNLIMITED)?;
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    let read = io::stdin().lock().take(length).read_to_end(&mut bytes);
    read.map(|_| bytes).map_err(|_| BROKEN)
}

/// Parses a file of `length` bytes from standard input; returns the exit code. Everything else the
/// process might do is out of its reach from here on. The encoding is what the person says of a
/// web page; the other formats know theirs.
pub fn parse_in_cell(format: Format, encoding: Option<TextEncoding>, length: u64) -> u8 {
    let bytes = match limited_to(length) {
        Ok(bytes) => bytes,
        Err(code) => return code,
    };
    let output = BufWriter::with_capacity(64 * 1024, io::stdout().lock());
    let mut encoder = Encoder::new(output);
    let written = match parse(format, encoding, &bytes, &mut encoder) {
        Ok(()) => encoder.end(),
        Err(Fault::Refused(refusal)) => encoder.refuse(refusal),
        Err(Fault::Broken) => return BROKEN,
    };
    if written.is_err() { BROKEN } else { 0 }
}

pub(super) fn parse(
    format: Format,
    encoding: Option<TextEncoding>,
    bytes: &[u8],
    sink: &mut dyn Sink,
) -> Result<(), Fault> {
    match format {
        Format::Html => html::parse(bytes, encoding, sink),
        Format::Epub => epub::parse(bytes, sink),
        Format::Docx => docx::parse(bytes, sink),
        #[cfg(feature = "pdf")]
        Format::Pdf => pdf::parse(bytes, sink),
        #[cfg(not(feature = "pdf"))]
        Format::Pdf => Err(Refusal::NotBuiltIn.into()),
    }
}

/// What a parser found, for tests.
#[cfg(test)]
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) records: Vec<Record>,
    pub(super) pictures: Vec<Picture>,
}

#[cfg(test)]
impl Found {
    /// The blocks, in short: kind, `+` if it goes on, text with the numbers of notes in braces,
    /// links and pictures with where they lead or are.
    pub(super) fn shown(&self) -> Vec<String> {
        use crate::domain::doc::SpanStyle;
        let show = |record: &Record| {
            let Record::Block(kind, continued, runs) = record else {
                return None;
            };
            let kind = match kind {
                BlockKind::Heading(level) => format!("h{level}"),
                BlockKind::Item { depth, ordinal } => {
                    format!(
                        "i{depth}{}",
                        ordinal.map_or(String::new(), |n| format!("#{n}"))
                    )
                }
                kind => format!("{kind:?}").chars().take(1).collect(),
            };
            let text = runs.iter().map(|(text, style)| match style {
                Some(SpanStyle::NoteMark(number)) => format!("{text}{{{number}}}"),
                Some(SpanStyle::Link(to) | SpanStyle::Picture(to)) => {
                    let to = to.get(..64).map_or(to.as_str(), |_| "#kept");
                    format!("<{text}|{to}>")
                }
                _ => text.clone(),
            });
            let plus = if *continued { "+" } else { "" };
            Some(
                format!("{kind}{plus} {}", text.collect::<String>())
                    .trim_end()
                    .to_owned(),
            )
        };
        self.records.iter().filter_map(show).collect()
    }
}

#[cfg(test)]
impl Sink for Found {
    fn meta(&mut self, meta: Meta) -> Result<(), Fault> {
        self.records.push(Record::Meta(meta));
        Ok(())
    }

    fn decoded(&mut self, decoded: Decoded) -> Result<(), Fault> {
        self.records.push(Record::Decoded(decoded));
        Ok(())
    }

    fn block(&mut self, kind: BlockKind, continued: bool, runs: Vec<Run>) -> Result<(), Fault> {
        self.records.push(Record::Block(kind, continued, runs));
        Ok(())
    }

    fn page(&mut self, label: String) -> Result<(), Fault> {
        self.records.push(Record::Page(label));
        Ok(())
    }

    fn anchor(&mut self, name: String) -> Result<(), Fault> {
        self.records.push(Record::Anchor(name));
        Ok(())
    }

    fn picture(&mut self, picture: Picture) -> Result<(), Fault> {
        self.pictures.push(picture);
        Ok(())
    }

    fn warn(&mut self, warning: Warning) -> Result<(), Fault> {
        self.records.push(Record::Warning(warning));
        Ok(())
    }
}
