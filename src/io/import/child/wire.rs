//! The form in which a parsed file leaves the cell: lines of JSON, a [`Record`] each.
//!
//! A stream is at most one [`Record::Meta`] and one [`Record::Decoded`], then blocks, pages, anchors,
//! pictures and warnings in the order of the text, then [`Record::End`] with the number of blocks; or it ends at any place with
//! [`Record::Refused`]. A stream without an end is that of a child that fell over. The decoder
//! believes nothing: lines, blocks, styled parts and bytes are counted against caps.

use super::pictures;
use super::problem::{Refusal, Warning};
use crate::domain::doc::{BlockKind, Decoded, Picture, PictureKind, SpanStyle};
use serde::{Deserialize, Serialize};
use std::io::{self, BufRead, Read, Write};

/// A part of a block's text, set apart or not.
pub(super) type Run = (String, Option<SpanStyle>);

/// What a file says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Meta {
    /// Its title.
    pub(super) title: Option<String>,
    /// Its authors.
    pub(super) author: Option<String>,
    /// The date it bears.
    pub(super) date: Option<String>,
}

/// A line of the stream.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) enum Record {
    /// What the file says of itself.
    Meta(Meta),
    /// By which encoding its text was read.
    Decoded(Decoded),
    /// A block: its kind, whether it goes on with the one before it, its text.
    Block(BlockKind, bool, Vec<Run>),
    /// The next block is the first on the page that bears this label.
    Page(String),
    /// Links of the document call the next block by this name.
    Anchor(String),
    /// A picture: what its files end in, and its length. So many bytes follow the line.
    Picture(String, u64),
    /// Something that a person should know.
    Warning(Warning),
    /// The file is not taken.
    Refused(Refusal),
    /// Nothing is missing: this many blocks were written.
    End(u64),
}

/// A text longer than this, in bytes, is written as several blocks.
const LONGEST_TEXT: usize = 1024 * 1024;
/// The longest line, in bytes: each byte of the longest text as `\u0000`, and room for styles.
const LONGEST_LINE: u64 = 8 * 1024 * 1024;
/// The most styled parts in a block.
const MOST_RUNS: usize = 100_000;

/// The most that is taken from a child.
#[derive(Debug, Clone, Copy)]
pub(super) struct Caps {
    /// Records.
    pub(super) records: u64,
    /// Bytes of the whole stream.
    pub(super) bytes: u64,
    /// Pictures.
    pub(super) pictures: usize,
    /// Bytes of all pictures.
    pub(super) picture_bytes: u64,
}

/// Caps that no honest file comes near: a thousand books.
pub(super) const CAPS: Caps = Caps {
    records: 5_000_000,
    bytes: 1024 * 1024 * 1024,
    pictures: pictures::MOST,
    picture_bytes: pictures::MOST_BYTES,
};

/// Writes records.
pub(super) struct Encoder<W> {
    output: W,
    blocks: u64,
}

impl<W: Write> Encoder<W> {
    pub(super) fn new(output: W) -> Self {
        Self { output, blocks: 0 }
    }

    /// Writes a record as it is.
    pub(super) fn put(&mut self, record: &Record) -> io::Result<()> {
        serde_json::to_writer(&mut self.output, record)?;
        self.output.write_all(b"\n")
    }

    /// Writes a block, or several if it is very long.
    pub(super) fn block(
        &mut self,
        kind: BlockKind,
        continued: bool,
        runs: Vec<Run>,
    ) -> io::Result<()> {
        let mut continued = continued;
        for runs in pieces(runs) {
            self.put(&Record::Block(kind, continued, runs))?;
            self.blocks += 1;
            continued = true;
        }
        Ok(())
    }

    /// Writes a picture.
    pub(super) fn picture(&mut self, picture: &Picture) -> io::Result<()> {
        let length = picture.bytes.len() as u64;
        let extension = picture.kind.extension().to_owned();
        self.put(&Record::Picture(extension, length))?;
        self.output.write_all(&picture.bytes)
    }

    /// Ends the stream.
    pub(super) fn end(mut self) -> io::Result<()> {
        let end = Record::End(self.blocks);
        self.put(&end)?;
        self.output.flush()
    }

    /// Ends the stream with a refusal.
    pub(super) fn refuse(mut self, refusal: Refusal) -> io::Result<()> {
        self.put(&Record::Refused(refusal))?;
        self.output.flush()
    }
}

/// The runs of a block as groups that stay within the limits of a line.
fn pieces(runs: Vec<Run>) -> Vec<Vec<Run>> {
    let mut out = vec![Vec::new()];
    let mut length = 0;
    for (mut text, style) in runs {
        loop {
            let room = LONGEST_TEXT - length;
            let full = out.last().is_some_and(|group| group.len() == MOST_RUNS);
            let cut = if full {
                0
            } else {
                text.floor_char_boundary(room)
            };
            let rest = text.split_off(cut);
            length += text.len();
            if !text.is_empty()
                && let Some(group) = out.last_mut()
            {
                group.push((text, style.clone()));
            }
            if rest.is_empty() {
                break;
            }
            text = rest;
            out.push(Vec::new());
            length = 0;
        }
    }
    out
}

/// Why a stream is not read on.
#[derive(Debug)]
pub(super) enum Stop {
    /// A cap was passed.
    TooMuch,
    /// It is not what the encoder writes.
    Garbled,
    /// It stops short.
    Cut,
}

/// Reads records up to the caps. The iterator ends behind [`Record::End`]; anything else that ends
/// the stream is a [`Stop`].
pub(super) struct Decoder<R> {
    input: R,
    /// Bytes of the picture whose record was read last.
    picture: Option<(PictureKind, u64)>,
    left: Caps,
    blocks: u64,
    done: bool,
}

impl<R: BufRead> Decoder<R> {
    pub(super) fn new(input: R, caps: Caps) -> Self {
        Self {
            input,
            picture: None,
            left: caps,
            blocks: 0,
            done: false,
        }
    }

    /// The picture whose record was read last.
    pub(super) fn picture(&mut self) -> Result<Picture, Stop> {
        let (kind, length) = self.picture.take().ok_or(Stop::Garbled)?;
        let mut bytes = Vec::new();
        let read = (&mut self.input).take(length).read_to_end(&mut bytes);
        if read.map_err(|_| Stop::Garbled)? as u64 != length {
            return Err(Stop::Cut);
        }
        if PictureKind::of(&bytes) != Some(kind) {
            return Err(Stop::Garbled);
        }
        Ok(Picture::new(kind, bytes))
    }

    fn read(&mut self) -> Result<Record, Stop> {
        if self.picture.is_some() {
            self.picture()?;
        }
        let mut line = Vec::new();
        let most = LONGEST_LINE.min(self.left.bytes);
        let read = (&mut self.input)
            .take(most + 1)
            .read_until(b'\n', &mut line);
        let read = read.map_err(|_| Stop::Garbled)? as u64;
        if read > most || self.left.records == 0 {
            return Err(Stop::TooMuch);
        }
        if !line.ends_with(b"\n") {
            return Err(Stop::Cut);
        }
        self.left.bytes -= read;
        self.left.records -= 1;
        let record = serde_json::from_slice(&line).map_err(|_| Stop::Garbled)?;
        self.check(&record)?;
        Ok(record)
    }

    fn check(&mut self, record: &Record) -> Result<(), Stop> {
        match record {
            Record::Block(kind, _, runs) => {
                self.blocks += 1;
                if runs.len() > MOST_RUNS {
                    return Err(Stop::TooMuch);
                }
                match kind {
                    BlockKind::Heading(level) if !(1..=6).contains(level) => Err(Stop::Garbled),
                    _ => Ok(()),
                }
            }
            Record::Picture(extension, length) => {
                let kind = PictureKind::of_extension(extension).ok_or(Stop::Garbled)?;
                let is_large = *length > pictures::LARGEST || *length > self.left.picture_bytes;
                if is_large || self.left.pictures == 0 {
                    return Err(Stop::TooMuch);
                }
                self.left.picture_bytes -= length;
                self.left.pictures -= 1;
                self.picture = Some((kind, *length));
                Ok(())
            }
            Record::End(blocks) if *blocks != self.blocks => Err(Stop::Garbled),
            _ => Ok(()),
        }
    }
}

impl<R: BufRead> Iterator for Decoder<R> {
    type Item = Result<Record, Stop>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let read = self.read();
        self.done = matches!(read, Err(_) | Ok(Record::End(_) | Record::Refused(_)));
        Some(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn run(text: &str) -> Run {
        (text.to_owned(), None)
    }

    fn decoded(stream: &[u8], caps: Caps) -> Result<Vec<Record>, Stop> {
        Decoder::new(stream, caps).collect()
    }

    fn stream() -> Vec<u8> {
        let mut out = Vec::new();
        let mut encoder = Encoder::new(&mut out);
        let meta = Meta {
            title: Some("题\u{1b}\n".to_owned()),
            ..Meta::default()
        };
        encoder.put(&Record::Meta(meta)).unwrap();
        let marked = ("[1]".to_owned(), Some(SpanStyle::NoteMark(7)));
        let kind = BlockKind::Item {
            depth: 3,
            ordinal: Some(4),
        };
        encoder.block(kind, true, vec![run("甲"), marked]).unwrap();
        encoder.put(&Record::Page("iv".to_owned())).unwrap();
        encoder.block(BlockKind::Rule, false, Vec::new()).unwrap();
        encoder.end().unwrap();
        out
    }

    #[test]
    fn a_stream_comes_back() {
        let records = decoded(&stream(), CAPS).unwrap();
        assert_eq!(records.len(), 5);
        assert!(matches!(&records[1], Record::Block(_, true, runs) if runs.len() == 2));
        assert_eq!(records[4], Record::End(2));
    }

    #[test]
    fn a_stream_cut_anywhere_is_not_whole() {
        let stream = stream();
        for end in 0..stream.len() {
            let cut = decoded(&stream[..end], CAPS);
            assert!(matches!(cut, Err(Stop::Cut)), "{end}");
        }
    }

    #[test]
    fn caps_are_kept() {
        let stream = stream();
        let few = Caps { records: 3, ..CAPS };
        assert!(matches!(decoded(&stream, few), Err(Stop::TooMuch)));
        let bytes = stream.len() as u64 - 1;
        let small = Caps { bytes, ..CAPS };
        assert!(matches!(decoded(&stream, small), Err(Stop::TooMuch)));
        let endless = vec![b'['; LONGEST_LINE as usize + 2];
        assert!(matches!(decoded(&endless, CAPS), Err(Stop::TooMuch)));
        for bad in [
            r#"{"Block":[{"Heading":9},false,[]]}"#,
            r#"{"End":1}"#,
            r#"{"Shell":"rm"}"#,
            &"[".repeat(10_000),
        ] {
            let line = format!("{bad}\n");
            assert!(matches!(decoded(line.as_bytes(), CAPS), Err(Stop::Garbled)));
        }
    }

    #[test]
    fn a_very_long_text_becomes_several_blocks() {
        let text = "长".repeat(LONGEST_TEXT);
        let mut out = Vec::new();
        let mut encoder = Encoder::new(&mut out);
        encoder
            .block(BlockKind::Paragraph, false, vec![run("短"), run(&text)])
            .unwrap();
        encoder.end().unwrap();
        let records = decoded(&out, CAPS).unwrap();
        let mut joined = String::new();
        for (index, record) in records.iter().enumerate() {
            if let Record::Block(_, continued, runs) = record {
                assert_eq!(*continued, index > 0);
                joined.extend(runs.iter().map(|(text, _)| text.as_str()));
            }
        }
        assert_eq!(joined, format!("短{text}"));
        assert_eq!(records.len(), 5, "four pieces and the end");
    }

    proptest! {
        #[test]
        fn damaged_bytes_never_panic(at in 0usize..200, byte: u8) {
            let mut stream = stream();
            let at = at % stream.len();
            stream[at] = byte;
            let _ = decoded(&stream, CAPS);
        }
    }
}
