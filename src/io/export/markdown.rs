//! A document as Markdown that import reads to the same blocks: the same kinds, texts, styled parts
//! and notes. What the blocks of a list, a table or a quotation refer to stands behind the last of
//! them, and import puts it back behind its reference.

use super::inline::{Place, inline, longest_run, picture};
use crate::domain::doc::{Block, BlockKind, Document, SpanStyle, is_split, picture_hash, rejoin};
use crate::io::import::note_label::label;
use crate::io::section::SectionNames;
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::io::{self, Write};

/// Largest number that Markdown takes for that of an item.
const LARGEST_ORDINAL: u32 = 999_999_999;

/// What a document's text refers to: the labels of its notes, the names of its sections.
#[derive(Debug, Default)]
pub struct References {
    labels: HashMap<u32, String>,
    used: HashSet<String>,
    names: SectionNames,
    /// Starts of headings, in order, and their names.
    sections: Vec<(usize, String)>,
    /// Pictures that are kept, and the paths that they are written to.
    pictures: BTreeMap<String, String>,
}

impl References {
    /// Takes the next block of the document: gives a label to its note, if it begins one, and a name
    /// to the section that it heads.
    pub fn read(&mut self, block: &Block) {
        if matches!(block.kind, BlockKind::Heading(_)) && !block.continued {
            let name = self.names.name(&block.text);
            self.sections.push((block.start, name));
        }
        for span in &block.spans {
            if let SpanStyle::Picture(name) = &span.style
                && picture_hash(name).is_some()
            {
                self.pictures.entry(name.clone()).or_default();
            }
        }
        let (Some(number), Some(span)) = (block.note(), block.spans.first()) else {
            return;
        };
        let mark = block.text.get(span.range.clone()).unwrap_or_default();
        let taken = |label: &str| self.used.contains(&label.to_lowercase());
        let label = label(mark, number, taken);
        self.used.insert(label.to_lowercase());
        self.labels.insert(number, label);
    }

    /// The label of a note; none if the document has no such note.
    pub(super) fn of(&self, number: u32) -> Option<&str> {
        self.labels.get(&number).map(String::as_str)
    }
}

impl References {
    /// The names of the pictures that are kept with the document, and the paths that they are
    /// written to, which are empty at first: no file is named then.
    pub fn pictures_mut(&mut self) -> impl Iterator<Item = (&String, &mut String)> {
        self.pictures.iter_mut()
    }

    /// Where a picture is: the path it is written to, else where it is said to be.
    pub(super) fn picture<'s>(&'s self, source: &'s str) -> &'s str {
        match self.pictures.get(source).map(String::as_str) {
            Some("") => "#",
            Some(path) => path,
            None => source,
        }
    }

    /// The name of the section that an offset lies in; none before the first heading.
    pub(super) fn section(&self, offset: usize) -> Option<&str> {
        let next = self.sections.partition_point(|(start, _)| *start <= offset);
        let (_, name) = self.sections.get(next.checked_sub(1)?)?;
        Some(name)
    }
}

/// What is known of the document, as TOML between two fences.
pub fn front_matter(document: &Document) -> String {
    let mut front = toml::Table::new();
    let mut put = |key: &str, value: &str| front.insert(key.to_owned(), value.into());
    put("id", document.id.as_str());
    put("title", &document.title);
    for (key, value) in [("author", &document.author), ("date", &document.date)] {
        if let Some(value) = value {
            put(key, value);
        }
    }
    let original = document.original.as_ref();
    if let Some(original) = original.and_then(|original| toml::Value::try_from(original).ok()) {
        front.insert("original".to_owned(), original);
    }
    format!("+++\n{front}+++\n")
}

/// Writes the blocks of a document, whose notes have these labels.
pub fn write<E: From<io::Error>>(
    blocks: impl Iterator<Item = Result<Block, E>>,
    labels: &References,
    out: &mut impl Write,
) -> Result<(), E> {
    let mut writer = Writer {
        labels,
        out,
        last: None,
        levels: Vec::new(),
        referred: HashSet::new(),
    };
    // From one paragraph to the next: neither a list nor a table reaches farther.
    let mut chunk: Vec<Block> = Vec::new();
    for block in blocks {
        let block = block?;
        match chunk.last_mut() {
            Some(before) if is_split(before, &block) => {
                rejoin(before, block);
                continue;
            }
            _ => {}
        }
        let in_list = chunk.iter().any(is_item);
        let ends_chunk = match block.kind {
            BlockKind::Paragraph => !block.continued,
            BlockKind::Heading(_) => !in_list,
            _ => false,
        };
        if ends_chunk {
            writer.chunk(std::mem::take(&mut chunk))?;
        }
        chunk.push(block);
    }
    writer.chunk(chunk)?;
    writer.end()?;
    Ok(())
}

fn is_item(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Item { .. })
}

/// Whether a block between two items is read as a part of the first: only then the second, if it
/// is this one, is what it is.
fn goes_on_with(item: &Block) -> bool {
    match item.kind {
        BlockKind::Item { depth, ordinal } => {
            item.continued || depth > 0 || ordinal.is_some_and(|number| number > 1)
        }
        _ => false,
    }
}

/// How many of the blocks belong together, so that no note may come between them.
fn run_length(blocks: &[Block]) -> usize {
    let Some(first) = blocks.first() else {
        return 0;
    };
    let alike = || blocks.iter().take_while(|block| block.kind == first.kind);
    match first.kind {
        BlockKind::Table | BlockKind::Quote => alike().count(),
        BlockKind::Item { .. } => {
            let mut length = 1;
            loop {
                let rest = blocks.get(length..).unwrap_or_default();
                let inside = rest.iter().take_while(|block| {
                    let parts = matches!(block.kind, BlockKind::Paragraph | BlockKind::Footnote);
                    !is_item(block) && !parts
                });
                let inside = inside.count();
                match rest.get(inside) {
                    Some(item) if is_item(item) && (inside == 0 || goes_on_with(item)) => {
                        length += inside + 1;
                    }
                    _ => return length,
                }
            }
        }
        _ => 1,
    }
}

/// An open level of a list.
#[derive(Debug, Clone, Copy)]
struct Level {
    /// The number of its last item.
    ordinal: Option<u32>,
    /// What stands behind the number: a `)` sets a list apart from the `.` list before it.
    delimiter: char,
    /// Cells that the text of its items is indented, those of outer levels not counted.
    indent: usize,
}

struct Writer<'a, W> {
    labels: &'a References,
    out: &'a mut W,
    /// The kind of the block that was written last.
    last: Option<BlockKind>,
    levels: Vec<Level>,
    /// The notes that running text has referred to so far.
    referred: HashSet<u32>,
}

impl<W: Write> Writer<'_, W> {
    /// Writes blocks that belong to no other blocks, each note behind what refers to it.
    fn chunk(&mut self, blocks: Vec<Block>) -> io::Result<()> {
        let mut text: Vec<Block> = Vec::new();
        let mut notes: VecDeque<(usize, Block)> = VecDeque::new();
        for block in blocks {
            let is_note = block.kind == BlockKind::Footnote;
            if !is_note {
                let numbers = block.note_references().map(|(number, _)| number);
                self.referred.extend(numbers);
            }
            let moves = match block.note() {
                Some(number) => self.referred.contains(&number),
                None => is_note && notes.back().is_some_and(|(at, _)| *at == text.len()),
            };
            if moves {
                notes.push_back((text.len(), block));
            } else {
                text.push(block);
            }
        }
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let run = rest.get(..run_length(rest)).unwrap_or(rest);
            self.run(run)?;
            at += run.len();
            while let Some((_, note)) = notes.pop_front_if(|(behind, _)| *behind <= at) {
                self.leaf(&note)?;
            }
        }
        // Notes at the start of a document, before any text.
        notes.iter().try_for_each(|(_, note)| self.leaf(note))
    }

    fn run(&mut self, run: &[Block]) -> io::Result<()> {
        self.levels.clear();
        let mut rest = run;
        while let Some(block) = rest.first() {
            let mut length = 1;
            match block.kind {
                BlockKind::Item { depth, ordinal } => self.item(block, depth, ordinal)?,
                BlockKind::Table => {
                    length = rest.iter().take_while(|b| b.kind == block.kind).count();
                    self.table(rest.get(..length).unwrap_or_default())?;
                }
                _ => self.leaf(block)?,
            }
            rest = rest.get(length..).unwrap_or_default();
        }
        self.levels.clear();
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        if self.last.is_some() {
            self.out.write_all(b"\n")?;
        }
        Ok(())
    }

    /// Writes a block that is no part of a list or a table, or is held by the open item.
    fn leaf(&mut self, block: &Block) -> io::Result<()> {
        let indent = " ".repeat(self.levels.iter().map(|level| level.indent).sum());
        let line = |place| inline(block, 0..block.text.len(), place, self.labels);
        let goes_on = block.continued && self.last == Some(block.kind);
        let text = match block.kind {
            BlockKind::Heading(level) => {
                format!(
                    "{} {}",
                    "#".repeat(usize::from(level)),
                    line(Place::Heading)
                )
            }
            BlockKind::Quote => format!("> {}", line(Place::Line)),
            BlockKind::Footnote => self.note(block),
            BlockKind::Code => fenced(&block.text, &indent),
            BlockKind::Image => picture(block, self.labels),
            BlockKind::Rule => "---".to_owned(),
            BlockKind::Paragraph | BlockKind::Item { .. } | BlockKind::Table => line(Place::Line),
        };
        match block.kind {
            BlockKind::Paragraph | BlockKind::Quote | BlockKind::Footnote if goes_on => {
                self.out.write_all(b"\\\n")?;
            }
            BlockKind::Quote if self.last == Some(block.kind) => {
                self.out.write_all(format!("\n{indent}>\n").as_bytes())?;
            }
            _ => self.gap()?,
        }
        self.put(&indent, &text, block.kind)
    }

    /// A note's own mark becomes its label; what goes on with a note is indented below it.
    fn note(&self, block: &Block) -> String {
        let own = block.note().and_then(|number| self.labels.of(number));
        let (Some(label), Some(mark)) = (own, block.spans.first()) else {
            let text = inline(block, 0..block.text.len(), Place::Line, self.labels);
            return format!("    {text}");
        };
        let rest = block.text.get(mark.range.end..).unwrap_or_default();
        let from = block.text.len() - rest.trim_start().len();
        let text = inline(block, from..block.text.len(), Place::Line, self.labels);
        format!("[^{label}]: {text}").trim_end().to_owned()
    }

    fn item(&mut self, block: &Block, depth: u8, ordinal: Option<u32>) -> io::Result<()> {
        let depth = usize::from(depth);
        let text = inline(block, 0..block.text.len(), Place::Line, self.labels);
        if block.continued && self.levels.len() > depth {
            self.levels.truncate(depth + 1);
            self.gap()?;
            return self.put(&self.indent(), &text, block.kind);
        }
        let ordinal = ordinal.map(|number| number.min(LARGEST_ORDINAL));
        let before = self.levels.get(depth).copied();
        self.levels.truncate(depth);
        let indent = self.indent();
        let mut markers = String::new();
        while self.levels.len() < depth {
            markers.push_str("- ");
            self.levels.push(Level {
                ordinal: None,
                delimiter: '.',
                indent: 2,
            });
        }
        let follows = |level: &Level| match (level.ordinal, ordinal) {
            (None, None) => true,
            (Some(last), Some(next)) => next == (last + 1).min(LARGEST_ORDINAL),
            _ => false,
        };
        let delimiter = match before {
            Some(level) if !follows(&level) && level.delimiter == '.' => ')',
            Some(level) if follows(&level) => level.delimiter,
            _ => '.',
        };
        let marker = match ordinal {
            None => "- ".to_owned(),
            Some(number) => format!("{number}{delimiter} "),
        };
        // A list that does not begin with 1 does not interrupt a paragraph.
        let begins = !before.as_ref().is_some_and(follows);
        let after_item = matches!(self.last, Some(BlockKind::Item { .. }));
        let tight = after_item && (!begins || before.is_none() && ordinal.is_none_or(|n| n == 1));
        if tight {
            self.out.write_all(b"\n")?;
        } else {
            self.gap()?;
        }
        self.levels.push(Level {
            ordinal,
            delimiter,
            indent: marker.len(),
        });
        self.put(
            &indent,
            &[&markers, &marker, &text].map(String::as_str).concat(),
            block.kind,
        )
    }

    fn table(&mut self, rows: &[Block]) -> io::Result<()> {
        let indent = self.indent();
        let cells = |row: &Block| row.text.matches('\t').count() + 1;
        let columns = rows.iter().map(cells).max().unwrap_or(1);
        self.gap()?;
        for (index, row) in rows.iter().enumerate() {
            let mut line = String::from("|");
            let mut at = 0;
            for cell in row.text.split('\t') {
                let cell_end = at + cell.len();
                let text = inline(row, at..cell_end, Place::Cell, self.labels);
                line.extend([" ", &text, " |"]);
                at = cell_end + 1;
            }
            line.push_str(&"  |".repeat(columns - cells(row)));
            if index > 0 {
                self.out.write_all(b"\n")?;
            }
            self.put(&indent, &line, row.kind)?;
            if index == 0 {
                let rule = format!("\n{indent}|{}", " --- |".repeat(columns));
                self.out.write_all(rule.as_bytes())?;
            }
        }
        Ok(())
    }

    fn indent(&self) -> String {
        " ".repeat(self.levels.iter().map(|level| level.indent).sum())
    }

    /// Ends the line of the block before, and leaves one empty.
    fn gap(&mut self) -> io::Result<()> {
        if self.last.is_some() {
            self.out.write_all(b"\n\n")?;
        }
        Ok(())
    }

    fn put(&mut self, indent: &str, text: &str, kind: BlockKind) -> io::Result<()> {
        self.last = Some(kind);
        self.out.write_all(indent.as_bytes())?;
        self.out.write_all(text.as_bytes())
    }
}

/// Code between fences that it does not hold; its lines but the first fence are indented.
fn fenced(code: &str, indent: &str) -> String {
    let fence = "`".repeat(longest_run(code, '`').max(2) + 1);
    let mut out = format!("{fence}\n");
    for line in code.split('\n') {
        out.push_str(indent);
        out.push_str(line);
        out.push('\n');
    }
    out.push_str(indent);
    out.push_str(&fence);
    out
}

#[cfg(test)]
#[path = "markdown_tests.rs"]
mod tests;
