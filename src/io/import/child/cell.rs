//! The outside of the cell: starts the child, feeds it, reads what comes out, ends it in time.

use super::format::Format;
use super::inside::{BROKEN, UNLIMITED};
use super::limits::{MEMORY_MIB, cpu_seconds};
use super::problem::{CellError, Warning};
use super::wire::{CAPS, Caps, Decoder, Meta, Record, Run, Stop};
use crate::domain::doc::{
    Block, BlockKind, Decoded, DocumentBuilder, Picture, PrintedPage, SpanStyle, picture_hash,
    place_notes, without_note_headings,
};
use crate::io::import::TextEncoding;
use crate::io::import::link::written_address;
use std::collections::{HashMap, HashSet};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

/// Starts children of our own binary that parse.
#[derive(Debug, Clone)]
pub struct Cell {
    program: PathBuf,
    caps: Caps,
    /// The wall-clock time of a child, instead of the one that goes by its file's size.
    patience: Option<Duration>,
}

/// What came out of the cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Parsed {
    /// The title that the file says it has.
    pub title: Option<String>,
    /// Its authors.
    pub author: Option<String>,
    /// The date it bears.
    pub date: Option<String>,
    /// By which encoding a web page was read; the other formats say theirs.
    pub decoded: Option<Decoded>,
    /// Its blocks, each note behind its last reference.
    pub blocks: Vec<Block>,
    /// Where the pages of the printed work begin, in order.
    pub pages: Vec<PrintedPage>,
    /// Pictures that spans of its blocks name.
    pub pictures: Vec<Picture>,
    /// Length of the normalised text in bytes.
    pub length: usize,
    /// Control characters that normalising dropped.
    pub dropped_controls: usize,
    /// What a person should know.
    pub warnings: Vec<Warning>,
}

impl Cell {
    /// A cell whose children run this program, which must be wengu.
    pub fn new(program: PathBuf) -> Self {
        Self {
            program,
            caps: CAPS,
            patience: None,
        }
    }

    /// A cell of the program that is running.
    pub fn of_this_program() -> Result<Self, CellError> {
        let program = std::env::current_exe();
        let program = program.map_err(|error| CellError::CannotStart(error.to_string()))?;
        Ok(Self::new(program))
    }

    /// Parses the bytes of a file, a web page by the encoding that is given for it. However the
    /// child ends, it has ended when this returns.
    pub fn parse(
        &self,
        format: Format,
        encoding: Option<TextEncoding>,
        bytes: &[u8],
    ) -> Result<Parsed, CellError> {
        let length = bytes.len() as u64;
        if length > format.most_bytes() {
            return Err(CellError::TooLarge(format.most_bytes()));
        }
        let mut command = self.command("parse-in-cell", length);
        command.args(["--format", format.name()]);
        if let Some(encoding) = encoding {
            command.args(["--encoding", encoding.name()]);
        }
        let gathered = self.run(command, bytes, |output| {
            gather(&mut Decoder::new(BufReader::new(output), self.caps))
        });
        gathered?.finish()
    }

    /// The command that starts the program for this work on a file of so many bytes.
    pub(super) fn command(&self, work: &str, length: u64) -> Command {
        let mut command = Command::new(&self.program);
        command
            .args([work, "--length"])
            .arg(length.to_string())
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs a child on the bytes of a file, and reads what it gives out.
    pub(super) fn run<T>(
        &self,
        mut command: Command,
        bytes: &[u8],
        read: impl FnOnce(ChildStdout) -> Result<T, Stop>,
    ) -> Result<T, CellError> {
        let length = bytes.len() as u64;
        let cannot_start = |error: io::Error| CellError::CannotStart(error.to_string());
        let mut child = command.spawn().map_err(cannot_start)?;
        let (Some(input), Some(output), Some(errors)) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            return Err(CellError::CannotStart("no pipe".to_owned()));
        };
        let patience = self
            .patience
            .unwrap_or_else(|| Duration::from_secs(2 * cpu_seconds(length)));
        let child = Mutex::new(child);
        let (done, waiting) = mpsc::channel::<()>();
        let (read, impatient, words) = thread::scope(|scope| {
            scope.spawn(move || feed(input, bytes));
            let words = scope.spawn(move || last_words(errors));
            let child = &child;
            let watch = scope.spawn(move || {
                let late = waiting.recv_timeout(patience) == Err(mpsc::RecvTimeoutError::Timeout);
                if late {
                    end(child);
                }
                late
            });
            let read = read(output);
            drop(done);
            // It has nothing more to say that anybody would hear.
            end(child);
            let late = watch.join().unwrap_or(false);
            (read, late, words.join().unwrap_or_default())
        });
        let mut child = child.into_inner().unwrap_or_else(PoisonError::into_inner);
        let ended = child.wait().map_err(cannot_start)?;
        read.map_err(|stop| match stop {
            _ if impatient => CellError::TooSlow(patience.as_secs()),
            Stop::TooMuch => CellError::TooMuch,
            Stop::Garbled => CellError::Crashed,
            Stop::Cut => why_it_ended(ended, &words, length),
        })
    }
}

/// Ends the child. It may have ended already.
fn end(child: &Mutex<Child>) {
    let _ = child.lock().unwrap_or_else(PoisonError::into_inner).kill();
}

/// Gives the child its file. A child that has seen enough closes the pipe, which is no fault.
fn feed(mut input: ChildStdin, bytes: &[u8]) {
    let _ = input.write_all(bytes);
}

/// The first of what the child says on standard error, where the runtime tells how it fell.
fn last_words(errors: ChildStderr) -> String {
    const ENOUGH: u64 = 4096;
    let mut errors = errors;
    let mut words = Vec::new();
    let _ = (&mut errors).take(ENOUGH).read_to_end(&mut words);
    let _ = io::copy(&mut errors, &mut io::sink());
    String::from_utf8_lossy(&words).into_owned()
}

/// Why a stream stopped short.
fn why_it_ended(ended: ExitStatus, words: &str, length: u64) -> CellError {
    const SIGXCPU: i32 = 24;
    const SIGKILL: i32 = 9;
    if words.contains("memory allocation of") {
        return CellError::OutOfMemory(MEMORY_MIB);
    }
    match (ended.code().map(u8::try_from), ended.signal()) {
        // The kernel sends the second when the hard limit is reached, too.
        (_, Some(SIGXCPU | SIGKILL)) => CellError::TooSlow(cpu_seconds(length)),
        (Some(Ok(UNLIMITED)), _) => CellError::CannotStart("setrlimit".to_owned()),
        (Some(Ok(BROKEN)), _) => CellError::CannotStart("a broken pipe".to_owned()),
        _ => CellError::Crashed,
    }
}

/// The records of a child, put together.
#[derive(Default)]
struct Gathered {
    meta: Meta,
    decoded: Option<Decoded>,
    builder: DocumentBuilder,
    blocks: Vec<Block>,
    /// The page that the next block begins.
    page: Option<String>,
    /// The pages, and the starts of their first blocks.
    pages: Vec<(usize, String)>,
    /// What links call the next block.
    names: Vec<String>,
    /// What links call blocks, and the starts of these.
    anchors: Vec<(usize, String)>,
    pictures: Vec<Picture>,
    warnings: Vec<Warning>,
    refused: Option<CellError>,
}

fn gather(stream: &mut Decoder<impl BufRead>) -> Result<Gathered, Stop> {
    let mut all = Gathered::default();
    while let Some(record) = stream.next() {
        match record? {
            Record::Meta(meta) => all.meta = meta,
            Record::Decoded(decoded) => all.decoded = Some(decoded),
            Record::Block(kind, continued, runs) => all.block(kind, continued, &runs),
            Record::Page(label) => all.page = Some(label),
            Record::Anchor(name) => all.names.push(name),
            Record::Picture(..) => all.pictures.push(stream.picture()?),
            Record::End(_) => {}
            Record::Warning(warning) => all.warnings.push(warning),
            Record::Refused(refusal) => all.refused = Some(refusal.into()),
        }
    }
    Ok(all)
}

/// Reads a stream to its end, as that of a child; whether it is whole.
#[cfg(any(test, fuzzing))]
pub(super) fn read_stream(mut decoder: Decoder<&[u8]>) -> bool {
    let read = gather(&mut decoder);
    read.map(Gathered::finish).is_ok()
}

impl Gathered {
    fn block(&mut self, kind: BlockKind, continued: bool, runs: &[Run]) {
        let runs: Vec<_> = runs
            .iter()
            .map(|(text, style)| (text.as_str(), style.clone()))
            .collect();
        let mut blocks = self.builder.runs(kind, &runs);
        if let Some(first) = blocks.first_mut() {
            first.continued = continued;
            let names = self.names.drain(..);
            self.anchors.extend(names.map(|name| (first.start, name)));
            // A note moves to another page.
            if kind != BlockKind::Footnote {
                self.pages
                    .extend(self.page.take().map(|page| (first.start, page)));
            }
        }
        self.blocks.append(&mut blocks);
    }

    fn finish(self) -> Result<Parsed, CellError> {
        if let Some(refused) = self.refused {
            return Err(refused);
        }
        let pages = self.pages.len();
        let marked = self.pages.into_iter().chain(self.anchors);
        let (mut places, labels): (Vec<usize>, Vec<String>) = marked.unzip();
        let blocks = without_note_headings(without_dangling_marks(self.blocks), &mut places);
        let mut blocks = place_notes(blocks, &mut places);
        let mut named = places.into_iter().zip(labels);
        let pages: Vec<_> = named.by_ref().take(pages).collect();
        let anchors: HashMap<String, usize> = named.map(|(start, name)| (name, start)).collect();
        lead_links(&mut blocks, &anchors, &self.pictures);
        let given = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        Ok(Parsed {
            title: given(self.meta.title),
            author: given(self.meta.author),
            date: given(self.meta.date),
            decoded: self.decoded,
            length: blocks.last().map_or(0, Block::end),
            dropped_controls: self.builder.dropped_controls(),
            pages: pages
                .into_iter()
                .map(|(start, label)| PrintedPage { start, label })
                .collect(),
            blocks,
            pictures: self.pictures,
            warnings: self.warnings,
        })
    }
}

/// Leads links inside the document to where they go, and takes the style from the words of those
/// that go nowhere, and of pictures that did not come.
fn lead_links(blocks: &mut [Block], anchors: &HashMap<String, usize>, pictures: &[Picture]) {
    let came: HashSet<String> = pictures.iter().map(Picture::name).collect();
    for block in blocks {
        block.spans.retain_mut(|span| match &mut span.style {
            SpanStyle::Link(target) => {
                let led = match target.strip_prefix('#') {
                    Some(name) => anchors.get(name).map(|start| format!("#{start}")),
                    None => written_address(target),
                };
                led.map(|led| *target = led).is_some()
            }
            SpanStyle::Picture(name) => picture_hash(name).is_none() || came.contains(name),
            _ => true,
        });
    }
}

/// A mark whose note is not in the document is text like any other.
fn without_dangling_marks(mut blocks: Vec<Block>) -> Vec<Block> {
    let notes: HashSet<u32> = blocks.iter().filter_map(Block::note).collect();
    for block in &mut blocks {
        block.spans.retain(|span| match span.style {
            SpanStyle::NoteMark(number) => notes.contains(&number),
            _ => true,
        });
    }
    blocks
}

#[cfg(test)]
#[path = "cell_tests.rs"]
mod tests;
