//! Reads what is to be imported: bytes become text while they come in, and no copy of them is kept.
//! What never ends, and what would be waited for, is refused before it is opened. Knows nothing of
//! paragraphs.

use super::ImportError;
use super::detect::{Guess, NoText, detect, must_be_text};
use super::encoding::{TextDecoder, TextEncoding};
use crate::domain::doc::{Confidence, Decoded};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// A file may be this large, in bytes: its text is held in memory while it is taken in.
pub const MAX_IMPORT_BYTES: u64 = 4 * 1024 * 1024 * 1024;

/// A format shows in this many bytes.
const HEAD_BYTES: u64 = 8 * 1024;
/// How much is read at a time, in bytes.
const CHUNK_BYTES: usize = 128 * 1024;
/// How much of a file its encoding is guessed by, in bytes, counted from the first that is not
/// ASCII.
const SAMPLE_BYTES: usize = 64 * 1024;

/// A file's text.
#[derive(Debug, Clone, PartialEq)]
pub struct FileText {
    /// The text; no byte order mark.
    pub text: String,
    /// BLAKE3 of the bytes.
    pub content: [u8; 32],
    /// How they were decoded.
    pub decoded: Decoded,
}

/// Reads a regular file of at most [`MAX_IMPORT_BYTES`], by the given encoding or by the one that
/// it seems to be in. `tell` hears how many bytes were read.
pub fn read(
    path: &Path,
    given: Option<TextEncoding>,
    tell: &mut dyn FnMut(u64),
) -> Result<FileText, ImportError> {
    read_at_most(path, given, tell, MAX_IMPORT_BYTES)
}

/// The first bytes of a regular file, by which its format is told; nothing of anything else.
pub fn head(path: &Path) -> Vec<u8> {
    let mut head = Vec::new();
    if let Ok((file, _)) = open(path, MAX_IMPORT_BYTES) {
        // What cannot be read is told when all of it is wanted.
        let _ = file.take(HEAD_BYTES).read_to_end(&mut head);
    }
    head
}

/// The first bytes of a stream, by which its format is told; `name` stands in its errors. The
/// stream goes on behind them.
pub fn head_of(source: &mut dyn Read, name: &Path) -> Result<Vec<u8>, ImportError> {
    let mut head = Vec::new();
    let read = source.take(HEAD_BYTES).read_to_end(&mut head);
    read.map_err(|source| ImportError::Unreadable {
        path: name.to_owned(),
        source,
    })?;
    Ok(head)
}

/// All bytes of a regular file of at most `most` bytes.
pub fn read_bytes(path: &Path, most: u64) -> Result<Vec<u8>, ImportError> {
    let (file, length) = open(path, most)?;
    let bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
    bytes_of(file, path, most, bytes)
}

/// All bytes of a stream of at most `most` bytes; `name` stands in its errors.
pub fn read_stream_bytes(
    source: impl Read,
    name: &Path,
    most: u64,
) -> Result<Vec<u8>, ImportError> {
    bytes_of(source, name, most, Vec::new())
}

fn bytes_of(
    source: impl Read,
    name: &Path,
    most: u64,
    mut bytes: Vec<u8>,
) -> Result<Vec<u8>, ImportError> {
    let path_of = || name.to_owned();
    let read = source.take(most + 1).read_to_end(&mut bytes);
    let read = read.map_err(|source| ImportError::Unreadable {
        path: path_of(),
        source,
    })?;
    if read as u64 > most {
        let path = path_of();
        return Err(ImportError::TooLarge { path, most });
    }
    Ok(bytes)
}

fn read_at_most(
    path: &Path,
    given: Option<TextEncoding>,
    tell: &mut dyn FnMut(u64),
    most: u64,
) -> Result<FileText, ImportError> {
    let (file, length) = open(path, most)?;
    let expected = usize::try_from(length).unwrap_or_default();
    read_stream_at_most(file, path, Intake::new(given, expected), tell, most)
}

/// Opens a regular file that is no longer than `most` bytes, and says how long it is.
fn open(path: &Path, most: u64) -> Result<(File, u64), ImportError> {
    let path_of = || path.to_owned();
    let failed = |source: io::Error| ImportError::Unreadable {
        path: path_of(),
        source,
    };
    let metadata = fs::metadata(path).map_err(failed)?;
    if metadata.is_dir() {
        return Err(ImportError::Folder { path: path_of() });
    }
    if !metadata.is_file() {
        return Err(ImportError::NotAFile { path: path_of() });
    }
    if metadata.len() > most {
        return Err(ImportError::TooLarge {
            path: path_of(),
            most,
        });
    }
    let file = File::open(path).map_err(failed)?;
    Ok((file, metadata.len()))
}

/// Reads to the end of a stream of at most [`MAX_IMPORT_BYTES`]; `name` stands in its errors.
pub fn read_stream(
    source: impl Read,
    name: &Path,
    given: Option<TextEncoding>,
    tell: &mut dyn FnMut(u64),
) -> Result<FileText, ImportError> {
    read_stream_at_most(source, name, Intake::new(given, 0), tell, MAX_IMPORT_BYTES)
}

fn read_stream_at_most(
    mut source: impl Read,
    name: &Path,
    mut intake: Intake,
    tell: &mut dyn FnMut(u64),
    most: u64,
) -> Result<FileText, ImportError> {
    let path_of = || name.to_owned();
    let no_text = |looks_like| ImportError::NotText {
        path: path_of(),
        looks_like,
    };
    let mut chunk = vec![0; CHUNK_BYTES];
    let mut size = 0;
    loop {
        let read = match source.read(&mut chunk) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(source) => {
                let path = path_of();
                return Err(ImportError::Unreadable { path, source });
            }
        };
        size += read as u64;
        // The length may be untrue, as that of files in /proc is.
        if size > most {
            let path = path_of();
            return Err(ImportError::TooLarge { path, most });
        }
        let bytes = chunk.get(..read).unwrap_or_default();
        intake.take(bytes).map_err(|NoText(like)| no_text(like))?;
        tell(size);
    }
    intake.finish().map_err(|NoText(like)| no_text(like))
}

/// Bytes on their way to text. As long as they are ASCII, every encoding reads them alike.
struct Intake {
    hasher: blake3::Hasher,
    given: Option<TextEncoding>,
    /// How many bytes are to come in all, as far as is known.
    expected: usize,
    /// What was read and not decoded yet.
    head: Vec<u8>,
    /// How many bytes at its start are ASCII.
    plain: usize,
    text: String,
    decoding: Option<Decoding>,
}

struct Decoding {
    encoding: TextEncoding,
    confidence: Confidence,
    decoder: TextDecoder,
}

impl Intake {
    fn new(given: Option<TextEncoding>, expected: usize) -> Self {
        Self {
            hasher: blake3::Hasher::new(),
            given,
            expected,
            head: Vec::new(),
            plain: 0,
            text: String::new(),
            decoding: None,
        }
    }

    fn take(&mut self, bytes: &[u8]) -> Result<(), NoText> {
        self.hasher.update(bytes);
        if let Some(decoding) = &mut self.decoding {
            decoding.decoder.push(bytes, false, &mut self.text);
            return Ok(());
        }
        self.head.extend_from_slice(bytes);
        let rest = self.head.get(self.plain..).unwrap_or_default();
        let plain = rest.iter().take_while(|b| b.is_ascii() && **b != 0);
        self.plain += plain.count();
        let undecoded = if self.given.is_some() { 0 } else { self.plain };
        if self.head.len() - undecoded >= SAMPLE_BYTES {
            return self.decide();
        }
        if self.plain == self.head.len() && self.plain >= SAMPLE_BYTES {
            self.check_start()?;
            self.make_room(TextEncoding::UTF_8);
            self.text
                .push_str(std::str::from_utf8(&self.head).unwrap_or_default());
            self.head.clear();
            self.plain = 0;
        }
        Ok(())
    }

    /// Looks whether a file that begins with ASCII is a text at all.
    fn check_start(&self) -> Result<(), NoText> {
        if self.text.is_empty() && self.plain > 0 {
            return must_be_text(
                self.head.get(..self.plain).unwrap_or_default(),
                TextEncoding::UTF_8,
            );
        }
        Ok(())
    }

    /// Takes memory for the whole text: one that grows piece by piece is moved again and again, and
    /// leaves holes behind. Two bytes make three at most in the encodings that large files are in.
    fn make_room(&mut self, encoding: TextEncoding) {
        let grown = match encoding.name() {
            "UTF-8" => 0,
            _ => self.expected / 2,
        };
        let all = self.expected.saturating_add(grown + CHUNK_BYTES);
        self.text.reserve(all.saturating_sub(self.text.len()));
    }

    /// Settles the encoding and decodes what was held back.
    fn decide(&mut self) -> Result<(), NoText> {
        let (encoding, confidence) = match self.given {
            Some(given) => {
                must_be_text(&self.head, given)?;
                (given, Confidence::CERTAIN)
            }
            None => self.guess()?,
        };
        let decoder = if self.text.is_empty() {
            encoding.decoder()
        } else {
            encoding.decoder_within()
        };
        self.make_room(encoding);
        let head = std::mem::take(&mut self.head);
        let mut decoding = Decoding {
            encoding,
            confidence,
            decoder,
        };
        decoding.decoder.push(&head, false, &mut self.text);
        self.decoding = Some(decoding);
        Ok(())
    }

    fn guess(&self) -> Result<(TextEncoding, Confidence), NoText> {
        self.check_start()?;
        // Long ASCII before it says nothing, but characters of two bytes begin at even places.
        let from = if self.plain < CHUNK_BYTES / 16 {
            0
        } else {
            self.plain
        };
        match detect(self.head.get(from..).unwrap_or_default()) {
            Guess::Text(encoding, confidence) => Ok((encoding, confidence)),
            Guess::NotText(looks_like) => Err(NoText(looks_like)),
        }
    }

    fn finish(mut self) -> Result<FileText, NoText> {
        if self.decoding.is_none() {
            self.decide()?;
        }
        let Self {
            hasher,
            given,
            mut text,
            decoding,
            ..
        } = self;
        let Some(mut decoding) = decoding else {
            return Err(NoText(None));
        };
        decoding.decoder.push(&[], true, &mut text);
        let replaced = decoding.decoder.replaced();
        Ok(FileText {
            decoded: Decoded {
                encoding: decoding.encoding.name().to_owned(),
                confidence: doubted(decoding.confidence, replaced, text.len()),
                given: given.is_some(),
                replaced,
            },
            content: *hasher.finalize().as_bytes(),
            text,
        })
    }
}

/// A guess by which much could not be decoded is none to be sure of: more than one sequence in
/// about 300 characters, besides the one that a cut at the end of a file leaves.
pub(super) fn doubted(confidence: Confidence, replaced: usize, length: usize) -> Confidence {
    const DOUBTFUL: f64 = 0.5;
    if replaced.saturating_sub(1).saturating_mul(1000) > length {
        return Confidence::new(confidence.number().min(DOUBTFUL));
    }
    confidence
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;
