//! Puts the words of a web page or a word processor's document together to blocks, whatever the
//! marks were that set them.

use super::html::ContentsEntry;
use super::inside::{Fault, Sink};
use super::wire::Run;
use crate::domain::doc::{BlockKind, SpanStyle};
use crate::io::import::markdown::is_spaceless;
use crate::io::import::picture_text;
use std::collections::VecDeque;

/// What a line end between two characters of a script without spaces is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineEnds {
    Nothing,
    /// The program that wrote the text breaks its lines at spaces alone.
    Spaces,
}

/// The open block and what it is in.
pub(super) struct Prose<'a> {
    sink: &'a mut dyn Sink,
    runs: Vec<Run>,
    /// Pictures of the open block.
    images: Vec<Run>,
    /// Whether the open block has words.
    has_words: bool,
    /// White space that was met and not yet written; whether a line end was in it.
    space: Option<bool>,
    /// What the open block is, if more is known than what it is in says.
    pub(super) leaf: Option<BlockKind>,
    pub(super) line_ends: LineEnds,
    /// Open quotations.
    pub(super) quotes: usize,
    /// Open notes.
    pub(super) notes: usize,
    /// Open lists.
    pub(super) lists: usize,
    /// The item that was opened and has no block yet.
    fresh_item: Option<BlockKind>,
    /// Whether the next block goes on where the last one stopped.
    continues: bool,
    /// How words are set, the innermost last.
    pub(super) styles: Vec<SpanStyle>,
    /// Whether a row of a table is open.
    row: bool,
    /// Pages that begin with the next block.
    pages: Vec<String>,
    /// Names by which links call the next block.
    anchors: Vec<String>,
    /// Entries of the table of contents that name the next block.
    pub(super) expected: VecDeque<ContentsEntry>,
    /// How much lower the last heading stands that the table of contents names than it is set.
    lower: i16,
}

type Done = Result<(), Fault>;

impl<'a> Prose<'a> {
    pub(super) fn new(sink: &'a mut dyn Sink) -> Self {
        Self {
            sink,
            runs: Vec::new(),
            images: Vec::new(),
            has_words: false,
            space: None,
            leaf: None,
            line_ends: LineEnds::Nothing,
            quotes: 0,
            notes: 0,
            lists: 0,
            fresh_item: None,
            continues: false,
            styles: Vec::new(),
            row: false,
            pages: Vec::new(),
            anchors: Vec::new(),
            expected: VecDeque::new(),
            lower: 0,
        }
    }

    pub(super) fn in_note(&self) -> bool {
        self.notes > 0
    }

    pub(super) fn in_row(&self) -> bool {
        self.row
    }

    /// How words are set here: those of a link as such, whatever else they are.
    fn style(&self) -> Option<SpanStyle> {
        let is_link = |style: &&SpanStyle| matches!(style, SpanStyle::Link(_));
        let link = self.styles.iter().rfind(is_link);
        link.or(self.styles.last()).cloned()
    }

    /// Where records go that stand before the block at hand.
    pub(super) fn sink(&mut self) -> &mut dyn Sink {
        self.sink
    }

    /// Words, in the innermost style. White space runs together; a line end between two characters
    /// of a script without spaces is nothing, unless it is known to be a space.
    pub(super) fn push(&mut self, text: &str) {
        let style = self.style();
        if self.leaf == Some(BlockKind::Code) {
            self.has_words |= !text.trim().is_empty();
            self.add(text, None);
            return;
        }
        let is_space = |c: char| c.is_ascii_whitespace();
        let mut rest = text;
        loop {
            let words = rest.trim_start_matches(is_space);
            let space = rest.strip_suffix(words).unwrap_or_default();
            if !space.is_empty() {
                let line_end = space.contains(['\n', '\r']);
                self.space = Some(self.space.unwrap_or(false) || line_end);
            }
            if words.is_empty() {
                return;
            }
            let end = words.find(is_space).unwrap_or(words.len());
            let (word, behind) = words.split_at(end);
            self.separate(word, style.clone());
            self.has_words = true;
            self.add(word, style.clone());
            rest = behind;
        }
    }

    /// Writes the white space before a word, if it counts.
    fn separate(&mut self, word: &str, style: Option<SpanStyle>) {
        let Some(line_end) = self.space.take() else {
            return;
        };
        let written = |run: &&Run| !matches!(run.1, Some(SpanStyle::NoteMark(_)));
        let before = self.runs.iter().rfind(written);
        let before = before.and_then(|(text, _)| text.chars().next_back());
        let after = word.chars().next();
        let joined = line_end
            && self.line_ends == LineEnds::Nothing
            && before.is_some_and(is_spaceless)
            && after.is_some_and(is_spaceless);
        let at_start = self
            .runs
            .last()
            .is_none_or(|(text, _)| text.ends_with('\t'));
        if !joined && !at_start {
            self.add(" ", style);
        }
    }

    fn add(&mut self, text: &str, style: Option<SpanStyle>) {
        match self.runs.last_mut() {
            Some((known, same)) if *same == style && !is_picture(same.as_ref()) => {
                known.push_str(text);
            }
            _ => self.runs.push((text.to_owned(), style)),
        }
    }

    /// The mark of a note.
    pub(super) fn mark(&mut self, mark: &str, number: u32) {
        // It belongs to the word before it.
        self.space = None;
        self.has_words = true;
        self.add(mark, Some(SpanStyle::NoteMark(number)));
    }

    /// A picture: a block of its own, unless it stands among words.
    pub(super) fn image(&mut self, alt: &str, source: Option<String>) {
        let text = picture_text(alt);
        let style = source.map(SpanStyle::Picture);
        self.separate("[", None);
        self.add(&text, style.clone());
        self.images.push((text, style));
    }

    /// The line ends here; the next goes on with the same paragraph.
    pub(super) fn line_break(&mut self) -> Done {
        if self.leaf == Some(BlockKind::Code) {
            self.add("\n", None);
            return Ok(());
        }
        if self.row || matches!(self.leaf, Some(BlockKind::Heading(_))) {
            self.space = Some(self.space.unwrap_or(true));
            return Ok(());
        }
        let had_words = self.has_words;
        self.flush()?;
        self.continues |= had_words;
        Ok(())
    }

    /// A break between parts.
    pub(super) fn rule(&mut self) -> Done {
        self.write(BlockKind::Rule, false, Vec::new())
    }

    /// The next block begins a page.
    pub(super) fn page(&mut self, label: String) {
        self.pages.push(label);
    }

    /// Links call the next block by this name.
    pub(super) fn anchor(&mut self, name: String) {
        self.anchors.push(name);
    }

    /// An item of the innermost list begins.
    pub(super) fn open_item(&mut self, ordinal: Option<u32>) {
        let depth = u8::try_from(self.lists.saturating_sub(1)).unwrap_or(u8::MAX);
        self.fresh_item = Some(BlockKind::Item { depth, ordinal });
        self.continues = false;
    }

    /// The item ends.
    pub(super) fn close_item(&mut self) {
        self.fresh_item = None;
        self.continues = false;
    }

    /// A row of a table begins, with its first cell.
    pub(super) fn open_row(&mut self) {
        self.row = true;
    }

    /// The next cell of the row begins.
    pub(super) fn next_cell(&mut self) {
        self.space = None;
        self.add("\t", None);
    }

    /// The row ends.
    pub(super) fn close_row(&mut self) -> Done {
        self.row = false;
        self.space = None;
        let runs = std::mem::take(&mut self.runs);
        self.images.clear();
        if std::mem::take(&mut self.has_words) {
            self.write(BlockKind::Table, false, runs)?;
        }
        Ok(())
    }

    /// Ends the open block, if it has anything in it.
    pub(super) fn flush(&mut self) -> Done {
        if self.row {
            // Paragraphs of a cell stand in one line.
            self.space = Some(self.space.unwrap_or(false));
            return Ok(());
        }
        self.space = None;
        let images = std::mem::take(&mut self.images);
        let runs = std::mem::take(&mut self.runs);
        if !std::mem::take(&mut self.has_words) {
            if self.leaf.is_none() || self.expected.is_empty() {
                for image in images {
                    self.write(BlockKind::Image, false, vec![image])?;
                }
            }
            return Ok(());
        }
        let (kind, continued) = self.kind();
        let kind = self.titled(kind, &runs)?;
        self.write(kind, continued, runs)
    }

    /// Ends the text: what was expected and did not come is written all the same.
    pub(super) fn finish(mut self) -> Done {
        while let Some(entry) = self.expected.pop_front() {
            self.write_heading(entry)?;
        }
        Ok(())
    }

    fn write(&mut self, kind: BlockKind, continued: bool, runs: Vec<Run>) -> Done {
        for label in self.pages.drain(..) {
            self.sink.page(label)?;
        }
        for name in self.anchors.drain(..) {
            self.sink.anchor(name)?;
        }
        self.sink.block(kind, continued, runs)
    }

    fn write_heading(&mut self, entry: ContentsEntry) -> Done {
        let kind = BlockKind::Heading(entry.level);
        self.write(kind, false, vec![(entry.text, None)])
    }

    /// What the block at hand is, and whether it continues the one before it.
    fn kind(&mut self) -> (BlockKind, bool) {
        let continues = std::mem::take(&mut self.continues);
        if let Some(kind) = self.leaf {
            return (kind, false);
        }
        if self.notes > 0 {
            return (BlockKind::Footnote, continues);
        }
        if let Some(item) = self.fresh_item.take() {
            return (item, false);
        }
        if self.quotes > 0 {
            return (BlockKind::Quote, continues);
        }
        match self.lists.checked_sub(1) {
            // A further paragraph of an item.
            Some(depth) => {
                let depth = u8::try_from(depth).unwrap_or(u8::MAX);
                let ordinal = None;
                (BlockKind::Item { depth, ordinal }, true)
            }
            None => (BlockKind::Paragraph, continues),
        }
    }

    /// Compares a block with what the table of contents says stands here: the block that has the
    /// entry's words is its heading; where none has, the entry itself becomes one.
    fn titled(&mut self, kind: BlockKind, runs: &[Run]) -> Result<BlockKind, Fault> {
        if self.expected.is_empty() || kind == BlockKind::Footnote {
            return Ok(match kind {
                // Those between headings that are named stand below them as they are set.
                BlockKind::Heading(level) => {
                    let level = i16::from(level) + self.lower;
                    BlockKind::Heading(u8::try_from(level.clamp(1, 6)).unwrap_or(1))
                }
                kind => kind,
            });
        }
        let letters =
            |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
        let block = letters(
            &runs
                .iter()
                .map(|(text, _)| text.as_str())
                .collect::<String>(),
        );
        let mut found = None;
        while let Some(entry) = self.expected.pop_front() {
            let entry_letters = letters(&entry.text);
            let same = block == entry_letters
                || (block.chars().count() > 1 && entry_letters.starts_with(&block));
            match kind {
                // The page has headings of its own; the entry may word it otherwise.
                BlockKind::Heading(level) if self.expected.is_empty() => {
                    self.lower = i16::from(entry.level) - i16::from(level);
                    return Ok(BlockKind::Heading(entry.level));
                }
                _ if same => found = Some(BlockKind::Heading(entry.level)),
                _ => self.write_heading(entry)?,
            }
        }
        Ok(found.unwrap_or(kind))
    }
}

/// Two pictures stay two, though one stands there twice.
fn is_picture(style: Option<&SpanStyle>) -> bool {
    matches!(style, Some(SpanStyle::Picture(_)))
}
