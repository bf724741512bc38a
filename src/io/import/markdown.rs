//! Markdown (CommonMark with tables and footnotes) as blocks. Marks are read, never shown; raw HTML
//! is kept as the text it is, but for an empty comment, which only keeps marks apart.

use super::note_label::{NoteNumbers, mark};
use crate::domain::doc::{Block, BlockKind, DocumentBuilder, SpanStyle, place_notes};
use crate::domain::text::width::is_plain_han;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Hands the blocks of a Markdown text without front matter on.
pub(super) fn blocks<E>(
    text: &str,
    builder: &mut DocumentBuilder,
    sink: &mut dyn FnMut(Block) -> Result<(), E>,
) -> Result<(), E> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    let mut reader = Reader::new(builder);
    for event in Parser::new_ext(text, options) {
        reader.read(event);
        // What stands before the first note stays there; behind it notes may move.
        if reader.numbers.is_empty() {
            reader.out.drain(..).try_for_each(&mut *sink)?;
        }
    }
    reader.flush();
    place_notes(reader.out).into_iter().try_for_each(sink)
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
    /// Whether text is the alternative text of a picture.
    in_image: bool,
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
            in_image: false,
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
            | Event::DisplayMath(text) => self.push(&text, self.styles.last().copied()),
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
            Tag::Image { .. } => self.open_image(),
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
            TagEnd::Image => self.in_image = false,
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
    fn open_image(&mut self) {
        let alone = self.runs.is_empty() && self.leaf.is_none() && !self.continues;
        let told_by_place = self.quotes + self.footnotes > 0 || self.fresh_item.is_some();
        if alone && !told_by_place {
            self.leaf = Some(BlockKind::Image);
        }
        self.in_image = true;
    }

    fn push(&mut self, text: &str, style: Option<SpanStyle>) {
        if self.leaf == Some(BlockKind::Image) && !self.in_image {
            self.leaf = None;
        }
        self.open_note();
        if std::mem::take(&mut self.soft_break) && !self.joins_without_space(text) {
            self.runs.push((" ".to_owned(), style));
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
            .map(|(text, style)| (text.as_str(), *style))
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
mod tests {
    use super::*;

    fn parsed(text: &str) -> Vec<(BlockKind, bool, String)> {
        let blocks = read(text).into_iter();
        blocks.map(|b| (b.kind, b.continued, b.text)).collect()
    }

    fn read(text: &str) -> Vec<Block> {
        let mut all = Vec::new();
        let mut sink = |block| {
            all.push(block);
            Ok::<(), ()>(())
        };
        blocks(text, &mut DocumentBuilder::new(), &mut sink).unwrap();
        all
    }

    fn item(depth: u8, ordinal: Option<u32>) -> BlockKind {
        BlockKind::Item { depth, ordinal }
    }

    #[test]
    fn kinds_of_blocks() {
        let text = "# 题\n\n正文\n第二行\nword\n\n> 引文\n>\n> ——出处\n\n- 甲\n- 乙\n  1. 丙\n  2. 丁\n\n---\n\n```\na\n b\n```\n\n|x|y|\n|-|-|\n|1|2|\n\n注[^1]\n\n[^1]: 脚注\n";
        let expected = [
            (BlockKind::Heading(1), false, "题"),
            (BlockKind::Paragraph, false, "正文第二行 word"),
            (BlockKind::Quote, false, "引文"),
            (BlockKind::Quote, false, "——出处"),
            (item(0, None), false, "甲"),
            (item(0, None), false, "乙"),
            (item(1, Some(1)), false, "丙"),
            (item(1, Some(2)), false, "丁"),
            (BlockKind::Rule, false, ""),
            (BlockKind::Code, false, "a\n b"),
            (BlockKind::Table, false, "x\ty"),
            (BlockKind::Table, false, "1\t2"),
            (BlockKind::Paragraph, false, "注[1]"),
            (BlockKind::Footnote, false, "[1] 脚注"),
        ]
        .map(|(kind, continued, text)| (kind, continued, text.to_owned()));
        assert_eq!(parsed(text), expected);
    }

    #[test]
    fn hard_breaks_and_further_paragraphs_continue() {
        assert_eq!(
            parsed("床前明月光，\\\n疑是地上霜。\n\n1. 甲\n\n   又\n2. 乙\n"),
            [
                (BlockKind::Paragraph, false, "床前明月光，".to_owned()),
                (BlockKind::Paragraph, true, "疑是地上霜。".to_owned()),
                (item(0, Some(1)), false, "甲".to_owned()),
                (item(0, None), true, "又".to_owned()),
                (item(0, Some(2)), false, "乙".to_owned()),
            ]
        );
    }

    #[test]
    fn notes_are_linked_to_their_references() {
        let text = "甲[^a]乙。\n文\n[^①]字[^A]\n\n丙\n\n[^a]: 注\n\n    又[^①]\n[^①]: - 释\n[^x]: ```\n    码\n    ```\n[^空]:\n";
        let blocks = read(text);
        let mark = |number| SpanStyle::NoteMark(number);
        let seen: Vec<_> = blocks
            .iter()
            .map(|block| {
                let marks = block.spans.iter();
                let marks = marks.map(|s| (&block.text[s.range.clone()], s.style));
                (block.kind, block.text.as_str(), marks.collect::<Vec<_>>())
            })
            .collect();
        let note = BlockKind::Footnote;
        let first = vec![("[a]", mark(1)), ("①", mark(2)), ("[A]", mark(1))];
        let expected = [
            (BlockKind::Paragraph, "甲[a]乙。文①字[A]", first),
            (note, "[a] 注", vec![("[a]", mark(1))]),
            (note, "又①", vec![("①", mark(2))]),
            (note, "① 释", vec![("①", mark(2))]),
            (BlockKind::Paragraph, "丙", vec![]),
            (note, "[x] 码", vec![("[x]", mark(3))]),
            (note, "[空]", vec![("[空]", mark(4))]),
        ];
        assert_eq!(seen, expected);
        let starts_after = |pair: &[Block]| pair[1].start == pair[0].end() + 1;
        assert!(blocks.windows(2).all(starts_after));
    }

    #[test]
    fn a_picture_is_a_block_if_it_stands_alone() {
        let image = BlockKind::Image;
        assert_eq!(
            parsed("![图一](a.png)\n\n![图](b.png)下\n\n上![图](c.png)\n"),
            [
                (image, false, "图一".to_owned()),
                (BlockKind::Paragraph, false, "图下".to_owned()),
                (BlockKind::Paragraph, false, "上图".to_owned()),
            ]
        );
    }

    #[test]
    fn an_empty_comment_is_nothing_and_a_break_in_a_heading_a_space() {
        let heading = BlockKind::Heading(1);
        assert_eq!(
            parsed("a**b**<!-- -->*c*\n\n<!-- -->\n\na\\\nb\n=\n"),
            [
                (BlockKind::Paragraph, false, "abc".to_owned()),
                (heading, false, "a b".to_owned()),
            ]
        );
    }

    #[test]
    fn styled_parts_keep_their_place() {
        let blocks = read("一是**重点**要`记`。");
        let spans: Vec<_> = blocks[0]
            .spans
            .iter()
            .map(|s| (&blocks[0].text[s.range.clone()], s.style))
            .collect();
        assert_eq!(
            spans,
            [("重点", SpanStyle::Strong), ("记", SpanStyle::Code)]
        );
    }
}
