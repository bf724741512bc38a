//! Markdown (CommonMark with tables and footnotes) as blocks. Marks are read, never shown; raw HTML
//! is kept as the text it is, but for an empty comment, which only keeps marks apart.

use super::link::{percent_decoded, written_address};
use super::note_label::{NoteNumbers, mark};
use super::picture_text;
use crate::domain::doc::{Block, BlockKind, DocumentBuilder, SpanStyle, place_notes};
use crate::domain::text::width::is_plain_han;
use crate::io::section::SectionNames;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::collections::HashMap;

/// Hands the blocks of a Markdown text without front matter on.
pub(super) fn blocks<E>(
    text: &str,
    builder: &mut DocumentBuilder,
    sink: &mut dyn FnMut(Block) -> Result<(), E>,
) -> Result<(), E> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    let mut reader = Reader::new(builder);
    let mut sections = Sections::default();
    for event in Parser::new_ext(text, options) {
        reader.read(event);
        // What stands before the first note stays there; behind it notes may move. Links may lead to
        // sections that come later.
        if reader.numbers.is_empty() && !reader.links_inside {
            for block in &reader.out {
                sections.read(block);
            }
            reader.out.drain(..).try_for_each(&mut *sink)?;
        }
    }
    reader.flush();
    let mut blocks = place_notes(reader.out, &mut []);
    for block in &blocks {
        sections.read(block);
    }
    for block in &mut blocks {
        sections.lead(block);
    }
    blocks.into_iter().try_for_each(sink)
}

/// Where the sections of a document begin, by their names.
#[derive(Debug, Default)]
struct Sections {
    names: SectionNames,
    starts: HashMap<String, usize>,
}

impl Sections {
    /// Takes the next block.
    fn read(&mut self, block: &Block) {
        if matches!(block.kind, BlockKind::Heading(_)) && !block.continued {
            let name = self.names.name(&block.text);
            self.starts.insert(name, block.start);
        }
    }

    /// Leads links to where sections begin; one that leads to none is no link.
    fn lead(&self, block: &mut Block) {
        block.spans.retain_mut(|span| {
            let SpanStyle::Link(target) = &mut span.style else {
                return true;
            };
            let Some(name) = target.strip_prefix('#') else {
                return true;
            };
            let led = self.starts.get(name).map(|start| format!("#{start}"));
            led.map(|led| *target = led).is_some()
        });
    }
}

/// What stands where two marks would be read as one.
const EMPTY_COMMENT: &str = "<!-- -->";

struct Reader<'b> {
    builder: &'b mut DocumentBuilder,
    /// Blocks that were made and not handed on yet.
    out: Vec<Block>,
    /// The open block's text so far.
    runs: Vec<(String, Option<SpanStyle>)>,
    /// What the open block is, if more is known than its containers say.
    leaf: Option<BlockKind>,
    quotes: usize,
    footnotes: usize,
    /// The mark and number of a footnote whose text has not begun.
    own_mark: Option<(String, u32)>,
    numbers: NoteNumbers,
    /// For each open list the number of its next item, if it is ordered.
    lists: Vec<Option<u64>>,
    /// The item that was opened and has no block yet.
    fresh_item: Option<BlockKind>,
    /// Whether the next block goes on where the last one stopped.
    continues: bool,
    styles: Vec<SpanStyle>,
    /// A line end inside a paragraph, not yet known to be a space or nothing.
    soft_break: bool,
    /// The open picture: its alternative text so far, and where it is.
    image: Option<(String, String)>,
    /// Whether a link leads to a section of the document.
    links_inside: bool,
    /// For each open link, whether its words are set as one.
    links: Vec<bool>,
    /// Cells of the open table row before the one being read.
    cells: usize,
}

impl<'b> Reader<'b> {
    fn new(builder: &'b mut DocumentBuilder) -> Self {
        Self {
            builder,
            out: Vec::new(),
            runs: Vec::new(),
            leaf: None,
            quotes: 0,
            footnotes: 0,
            own_mark: None,
            numbers: NoteNumbers::default(),
            lists: Vec::new(),
            fresh_item: None,
            continues: false,
            styles: Vec::new(),
            soft_break: false,
            image: None,
            links_inside: false,
            links: Vec::new(),
            cells: 0,
        }
    }

    fn read(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.open(&tag),
            Event::End(tag) => self.close(tag),
            Event::Html(text) | Event::InlineHtml(text) if text.trim() == EMPTY_COMMENT => {}
            Event::Text(text)
            | Event::Html(text)
            | Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => self.push(&text, self.style()),
            Event::Code(text) => self.push(&text, Some(SpanStyle::Code)),
            Event::FootnoteReference(label) => {
                // A mark belongs to the word before it, across the end of a line too.
                self.soft_break = false;
                let number = self.numbers.of(&label);
                self.push(&mark(&label), Some(SpanStyle::NoteMark(number)));
            }
            Event::SoftBreak => self.soft_break = true,
            // A heading, a row of a table: one line.
            Event::HardBreak if self.leaf.is_some() => self.soft_break = true,
            Event::HardBreak => {
                self.flush();
                self.continues = true;
            }
            Event::Rule if self.footnotes > 0 => self.flush(),
            Event::Rule => {
                self.flush();
                let rule = self.builder.text(BlockKind::Rule, "");
                self.out.extend(rule);
            }
            Event::TaskListMarker(done) => self.push(if done { "[x] " } else { "[ ] " }, None),
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.flush(),
            Tag::Heading { level, .. } => self.start_leaf(BlockKind::Heading(*level as u8)),
            Tag::CodeBlock(_) => self.start_leaf(BlockKind::Code),
            Tag::TableHead | Tag::TableRow => {
                self.start_leaf(BlockKind::Table);
                self.cells = 0;
            }
            Tag::TableCell => {
                if self.cells > 0 {
                    self.push("\t", None);
                }
                self.cells += 1;
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.quotes += 1;
            }
            Tag::FootnoteDefinition(label) => {
                self.flush();
                self.footnotes += 1;
                self.own_mark = Some((mark(label), self.numbers.of(label)));
            }
            Tag::List(first) => {
                self.flush();
                self.lists.push(*first);
            }
            Tag::Item => self.open_item(),
            Tag::Image { dest_url, .. } => self.open_image(dest_url),
            Tag::Link { dest_url, .. } => self.open_link(dest_url),
            Tag::Emphasis => self.styles.push(SpanStyle::Emphasis),
            Tag::Strong => self.styles.push(SpanStyle::Strong),
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph
            | TagEnd::HtmlBlock
            | TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::TableHead
            | TagEnd::TableRow => self.flush(),
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::FootnoteDefinition => {
                self.open_note();
                self.flush();
                self.footnotes = self.footnotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::Item => {
                self.flush();
                self.fresh_item = None;
            }
            TagEnd::Image => self.close_image(),
            TagEnd::Link => self.close_link(),
            TagEnd::Emphasis | TagEnd::Strong => {
                self.styles.pop();
            }
            _ => {}
        }
    }

    fn open_item(&mut self) {
        self.flush();
        let depth = u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX);
        let ordinal = self.lists.last_mut().and_then(|next| {
            let number = (*next)?;
            *next = Some(number + 1);
            u32::try_from(number).ok()
        });
        self.fresh_item = Some(BlockKind::Item { depth, ordinal });
    }

    fn start_leaf(&mut self, kind: BlockKind) {
        self.flush();
        // Whatever stands in a note is its text.
        self.leaf = Some(kind).filter(|_| self.footnotes == 0);
    }

    /// A picture that is a paragraph by itself is a block of its own kind.
    fn open_image(&mut self, source: &str) {
        let alone = self.runs.is_empty() && self.leaf.is_none() && !self.continues;
        let told_by_place = self.quotes + self.footnotes > 0 || self.fresh_item.is_some();
        if alone && !told_by_place {
            self.leaf = Some(BlockKind::Image);
        }
        self.image = Some((String::new(), source.to_owned()));
    }

    fn close_image(&mut self) {
        let Some((alt, source)) = self.image.take() else {
            return;
        };
        let own = self.leaf == Some(BlockKind::Image);
        let source = written_address(&source);
        self.push(&picture_text(&alt), source.map(SpanStyle::Picture));
        // It would be one if only words came, which are not of the picture.
        self.leaf = Some(BlockKind::Image).filter(|_| own).or(self.leaf);
    }

    fn close_link(&mut self) {
        if self.links.pop() == Some(true) {
            self.styles.pop();
        }
    }

    fn open_link(&mut self, target: &str) {
        let section = target.strip_prefix('#').map(|name| {
            let name = percent_decoded(name);
            format!("#{}", String::from_utf8_lossy(&name))
        });
        self.links_inside |= section.is_some();
        let target = section.or_else(|| written_address(target));
        self.links.push(target.is_some());
        self.styles.extend(target.map(SpanStyle::Link));
    }

    /// How words are set here: those of a link as such, whatever else they are.
    fn style(&self) -> Option<SpanStyle> {
        let is_link = |style: &&SpanStyle| matches!(style, SpanStyle::Link(_));
        let link = self.styles.iter().rfind(is_link);
        link.or(self.styles.last()).cloned()
    }

    fn push(&mut self, text: &str, style: Option<SpanStyle>) {
        if let Some((alt, _)) = &mut self.image {
            if std::mem::take(&mut self.soft_break) {
                alt.push(' ');
            }
            alt.push_str(text);
            return;
        }
        if self.leaf == Some(BlockKind::Image) {
            self.leaf = None;
        }
        self.open_note();
        if std::mem::take(&mut self.soft_break) && !self.joins_without_space(text) {
            self.runs.push((" ".to_owned(), style.clone()));
        }
        self.runs.push((text.to_owned(), style));
    }

    /// Writes the mark of a note whose text begins.
    fn open_note(&mut self) {
        if let Some((mark, number)) = self.own_mark.take() {
            self.runs.push((mark, Some(SpanStyle::NoteMark(number))));
            self.runs.push((" ".to_owned(), None));
        }
    }

    /// Between two characters of a script that is written without spaces, a line end is nothing.
    fn joins_without_space(&self, next: &str) -> bool {
        let words =
            |(_, style): &&(_, Option<SpanStyle>)| !matches!(style, Some(SpanStyle::NoteMark(_)));
        let before = self
            .runs
            .iter()
            .rfind(words)
            .and_then(|(text, _)| text.chars().next_back());
        let after = next.chars().next();
        matches!((before, after), (Some(b), Some(a)) if is_spaceless(b) && is_spaceless(a))
    }

    fn flush(&mut self) {
        self.soft_break = false;
        let leaf = self.leaf.take();
        if self.runs.is_empty() {
            return;
        }
        let runs = std::mem::take(&mut self.runs);
        let (kind, continues) = self.kind(leaf);
        let runs: Vec<_> = runs
            .iter()
            .map(|(text, style)| (text.as_str(), style.clone()))
            .collect();
        let mut blocks = self.builder.runs(kind, &runs);
        if let Some(first) = blocks.first_mut() {
            first.continued = continues;
            self.continues = false;
        }
        self.out.extend(blocks);
    }

    /// What the block at hand is, and whether it continues the one before it.
    fn kind(&mut self, leaf: Option<BlockKind>) -> (BlockKind, bool) {
        if let Some(kind) = leaf {
            return (kind, self.continues);
        }
        if self.footnotes > 0 {
            return (BlockKind::Footnote, self.continues);
        }
        if let Some(item) = self.fresh_item.take() {
            return (item, false);
        }
        if self.quotes > 0 {
            return (BlockKind::Quote, self.continues);
        }
        match self.lists.len().checked_sub(1) {
            // A further paragraph of an item.
            Some(depth) => {
                let depth = u8::try_from(depth).unwrap_or(u8::MAX);
                (
                    BlockKind::Item {
                        depth,
                        ordinal: None,
                    },
                    true,
                )
            }
            None => (BlockKind::Paragraph, self.continues),
        }
    }
}

/// A character of a script written without spaces between words.
pub(super) fn is_spaceless(c: char) -> bool {
    is_plain_han(c)
        || matches!(c, '\u{3000}'..='\u{30FF}' | '\u{FF00}'..='\u{FF65}' | '“' | '”' | '‘' | '’' | '—' | '…')
}

#[cfg(test)]
#[path = "markdown_tests.rs"]
mod tests;
