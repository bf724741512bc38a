//! Normalising: how text from outside becomes the blocks of a document.
//!
//! Line ends become LF, white space collapses except in code, control characters other than
//! newline and tab are dropped and counted, blocks are joined by one `\n`, a block that is too
//! long is split. Characters are never composed or replaced: NFC and NFKC alter text.

use super::block::{Block, BlockKind, Span, SpanStyle};
use unicode_segmentation::UnicodeSegmentation;

/// The longest block that is kept whole, in bytes.
pub const LONGEST_BLOCK: usize = 64 * 1024;

/// Makes the blocks of one document, in order.
#[derive(Debug, Default)]
pub struct DocumentBuilder {
    next_start: usize,
    dropped_controls: usize,
}

impl DocumentBuilder {
    /// A builder at the start of a document.
    pub fn new() -> Self {
        Self::default()
    }

    /// The block, or the blocks if it is long, that a piece of text makes. Nothing when no visible
    /// character is left, except for [`BlockKind::Rule`].
    pub fn text(&mut self, kind: BlockKind, text: &str) -> Vec<Block> {
        self.runs(kind, &[(text, None)])
    }

    /// Hands the same blocks on one by one. Of a text however long, no more than a few blocks are
    /// held at a time, unless it is code.
    pub fn feed<E>(
        &mut self,
        kind: BlockKind,
        text: &str,
        sink: &mut dyn FnMut(Block) -> Result<(), E>,
    ) -> Result<(), E> {
        if text.len() <= 2 * LONGEST_BLOCK || kind == BlockKind::Code {
            return self.text(kind, text).into_iter().try_for_each(sink);
        }
        let mut clean = Cleaner::new(false, matches!(kind, BlockKind::Table));
        let (mut rest, mut continued) = (text, false);
        while !rest.is_empty() {
            let (head, tail) = rest.split_at(rest.floor_char_boundary(LONGEST_BLOCK));
            clean.push(head);
            rest = tail;
            while clean.out.len() > 2 * LONGEST_BLOCK {
                let tail = clean.out.split_off(split_point(&clean.out));
                let whole = std::mem::replace(&mut clean.out, tail);
                sink(self.block(kind, whole, continued))?;
                continued = true;
            }
        }
        self.dropped_controls += clean.dropped;
        let mut text = clean.out;
        text.truncate(text.trim_end().len());
        if text.is_empty() {
            return Ok(());
        }
        let mut blocks = self.split(kind, text, &[]);
        if let Some(first) = blocks.first_mut() {
            first.continued = continued;
        }
        blocks.into_iter().try_for_each(sink)
    }

    /// The same for a text whose parts are styled.
    pub fn runs(&mut self, kind: BlockKind, runs: &[(&str, Option<SpanStyle>)]) -> Vec<Block> {
        let mut clean = Cleaner::new(
            matches!(kind, BlockKind::Code),
            matches!(kind, BlockKind::Table),
        );
        let mut spans: Vec<Span> = Vec::new();
        for (text, style) in runs {
            let from = clean.out.len();
            clean.push(text);
            let range = from..clean.out.len();
            match (style, spans.last_mut()) {
                (None, _) => {}
                (Some(_), _) if range.is_empty() => {}
                // Runs of one style are one part, whoever cut them; two marks or pictures stay two.
                (Some(style), Some(last)) if last.goes_on_with(style, from) => {
                    last.range.end = range.end;
                }
                (Some(style), _) => spans.push(Span {
                    range,
                    style: style.clone(),
                }),
            }
        }
        self.dropped_controls += clean.dropped;
        let mut text = clean.out;
        text.truncate(text.trim_end().len());
        for span in &mut spans {
            span.range.end = span.range.end.min(text.len());
        }
        spans.retain(|span| !span.range.is_empty());
        if text.is_empty() && kind != BlockKind::Rule {
            return Vec::new();
        }
        self.split(kind, text, &spans)
    }

    /// Length in bytes of the text so far, without a line end behind the last block.
    pub fn length(&self) -> usize {
        self.next_start.saturating_sub(1)
    }

    /// Control characters dropped so far.
    pub fn dropped_controls(&self) -> usize {
        self.dropped_controls
    }

    fn split(&mut self, kind: BlockKind, text: String, spans: &[Span]) -> Vec<Block> {
        let mut out = Vec::new();
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| rest.len() > LONGEST_BLOCK) {
            let cut = split_point(rest);
            let head = rest.get(..cut).unwrap_or_default().to_owned();
            let spans = spans_within(spans, at, at + cut);
            out.push(Block {
                spans,
                ..self.block(kind, head, at > 0)
            });
            at += cut;
        }
        let spans = spans_within(spans, at, text.len());
        let tail = if at == 0 {
            text
        } else {
            text.get(at..).unwrap_or_default().to_owned()
        };
        out.push(Block {
            spans,
            ..self.block(kind, tail, at > 0)
        });
        out
    }

    /// The next block, of text that is clean and not too long.
    fn block(&mut self, kind: BlockKind, text: String, continued: bool) -> Block {
        let block = Block {
            start: self.next_start,
            kind,
            continued,
            text,
            spans: Vec::new(),
        };
        self.next_start = block.end() + 1;
        block
    }
}

impl Span {
    /// Whether a part of this style that starts here belongs to it.
    fn goes_on_with(&self, style: &SpanStyle, start: usize) -> bool {
        let is_mark = matches!(style, SpanStyle::NoteMark(_) | SpanStyle::Picture(_));
        self.style == *style && self.range.end == start && !is_mark
    }
}

/// Whether a block and the next are pieces of one block that was too long.
pub fn is_split(before: &Block, after: &Block) -> bool {
    let whole = before.text.len() + after.text.len();
    after.continued
        && before.kind == after.kind
        && whole > LONGEST_BLOCK
        && split_point(&[before.text.as_str(), after.text.as_str()].concat()) == before.text.len()
}

/// Puts a piece of a block that was too long back behind the pieces before it.
pub fn rejoin(whole: &mut Block, piece: Block) {
    let from = whole.text.len();
    whole.text.push_str(&piece.text);
    for span in piece.spans {
        let range = span.range.start + from..span.range.end + from;
        match whole.spans.last_mut() {
            Some(last) if last.goes_on_with(&span.style, range.start) => last.range.end = range.end,
            _ => whole.spans.push(Span { range, ..span }),
        }
    }
}

/// Copies text without what does not count.
struct Cleaner {
    verbatim: bool,
    keep_tabs: bool,
    out: String,
    dropped: usize,
    after_cr: bool,
}

impl Cleaner {
    fn new(verbatim: bool, keep_tabs: bool) -> Self {
        Self {
            verbatim,
            keep_tabs,
            out: String::new(),
            dropped: 0,
            after_cr: false,
        }
    }

    fn push(&mut self, text: &str) {
        self.out.reserve(text.len());
        for c in text.chars() {
            let after_cr = std::mem::replace(&mut self.after_cr, c == '\r');
            match c {
                '\n' if after_cr => {}
                '\n' | '\r' if self.verbatim => self.out.push('\n'),
                '\t' if self.verbatim || self.keep_tabs => self.out.push('\t'),
                '\n' | '\r' | '\t' => self.space(' '),
                c if c.is_control() => self.dropped += 1,
                '\u{FEFF}' => self.dropped += 1,
                c if c.is_whitespace() && !self.verbatim => self.space(c),
                c => self.out.push(c),
            }
        }
    }

    /// White space collapses to its first character and disappears at the start of a block.
    fn space(&mut self, c: char) {
        if !self.out.is_empty() && !self.out.ends_with(char::is_whitespace) {
            self.out.push(c);
        }
    }
}

/// Where a block that is too long is cut: behind the last sentence end, else behind a grapheme.
fn split_point(text: &str) -> usize {
    let limit = (0..=LONGEST_BLOCK)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0);
    let head = text.get(..limit).unwrap_or_default();
    let sentence = head.rfind(['。', '！', '？', '\n']).and_then(|at| {
        let mark = head.get(at..)?.chars().next()?;
        Some(at + mark.len_utf8())
    });
    // A cut in the first half would leave small pieces: better between two graphemes near the end.
    sentence
        .filter(|at| *at > LONGEST_BLOCK / 2)
        .unwrap_or_else(|| {
            head.grapheme_indices(true)
                .next_back()
                .map_or(limit, |(at, _)| if at > 0 { at } else { limit })
        })
}

fn spans_within(spans: &[Span], from: usize, to: usize) -> Vec<Span> {
    spans
        .iter()
        .filter(|s| s.range.start < to && s.range.end > from)
        .map(|s| Span {
            range: s.range.start.max(from) - from..s.range.end.min(to) - from,
            style: s.style.clone(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_collapses_and_controls_are_counted() {
        let mut builder = DocumentBuilder::new();
        let blocks = builder.text(BlockKind::Paragraph, "  新\u{1b}质 \r\n\t 生产力\u{0}  \n");
        assert_eq!(blocks[0].text, "新质 生产力");
        assert_eq!(builder.dropped_controls(), 2);
    }

    #[test]
    fn code_keeps_white_space_and_line_ends_become_lf() {
        let mut builder = DocumentBuilder::new();
        let blocks = builder.text(BlockKind::Code, "a\r\n\tb  c\rd\n\n");
        assert_eq!(blocks[0].text, "a\n\tb  c\nd");
    }

    #[test]
    fn blocks_are_joined_by_one_newline() {
        let mut builder = DocumentBuilder::new();
        let mut blocks = builder.text(BlockKind::Heading(1), "温故");
        blocks.extend(builder.text(BlockKind::Paragraph, " \n "));
        blocks.extend(builder.text(BlockKind::Paragraph, "知新"));
        let starts: Vec<usize> = blocks.iter().map(|b| b.start).collect();
        assert_eq!(starts, [0, 7]);
        assert_eq!(builder.length(), "温故\n知新".len());
    }

    #[test]
    fn a_long_block_is_split_at_sentence_ends_and_loses_nothing() {
        for unit in ["这是一个不长的句子。", "没有句号的长文字", "e\u{301}"] {
            let text = unit.repeat(200 * 1024 / unit.len());
            let mut builder = DocumentBuilder::new();
            let blocks = builder.text(BlockKind::Paragraph, &text);
            assert!(blocks.len() > 2);
            assert!(blocks.iter().all(|b| b.text.len() <= LONGEST_BLOCK));
            assert_eq!(
                blocks.iter().map(|b| b.text.as_str()).collect::<String>(),
                text
            );
            assert!(!blocks[0].continued && blocks[1..].iter().all(|b| b.continued));
            if unit.ends_with('。') {
                assert!(blocks[0].text.ends_with('。'));
            }
        }
    }

    #[test]
    fn a_text_handed_on_piece_by_piece_makes_the_same_blocks() {
        for unit in ["这是一个不长的句子。 \t\r\n", "没有句号的长文字", "a\u{1b}"]
        {
            for bytes in [10, 2 * LONGEST_BLOCK - 3, 2 * LONGEST_BLOCK + 50, 700_000] {
                let text = format!(" {} ", unit.repeat(bytes / unit.len()));
                let mut whole = DocumentBuilder::new();
                let expected = whole.text(BlockKind::Paragraph, &text);
                let mut piecewise = DocumentBuilder::new();
                let mut blocks = Vec::new();
                let mut sink = |block| {
                    blocks.push(block);
                    Ok::<(), ()>(())
                };
                piecewise
                    .feed(BlockKind::Paragraph, &text, &mut sink)
                    .unwrap();
                assert_eq!(blocks, expected, "{unit} {bytes}");
                assert_eq!(piecewise.length(), whole.length());
                assert_eq!(piecewise.dropped_controls(), whole.dropped_controls());
            }
        }
        let stopped = DocumentBuilder::new().feed(BlockKind::Paragraph, "一", &mut |_| Err(7));
        assert_eq!(stopped, Err(7));
    }

    #[test]
    fn spans_follow_their_characters() {
        let mut builder = DocumentBuilder::new();
        let runs = [
            ("一是 ", None),
            ("  重点 ", Some(SpanStyle::Strong)),
            (" ，要讲。 ", None),
        ];
        let blocks = builder.runs(BlockKind::Paragraph, &runs);
        let block = &blocks[0];
        assert_eq!(block.text, "一是 重点 ，要讲。");
        assert_eq!(&block.text[block.spans[0].range.clone()], "重点 ");
    }

    #[test]
    fn runs_of_one_style_are_one_part_but_two_marks_are_two() {
        let (strong, mark) = (Some(SpanStyle::Strong), Some(SpanStyle::NoteMark(1)));
        let runs = [
            ("甲", strong.clone()),
            ("乙", strong),
            ("①", mark.clone()),
            ("①", mark),
        ];
        let blocks = DocumentBuilder::new().runs(BlockKind::Paragraph, &runs);
        let ranges: Vec<_> = blocks[0].spans.iter().map(|s| s.range.clone()).collect();
        assert_eq!(ranges, [0..6, 6..9, 9..12]);
    }

    #[test]
    fn pieces_of_a_long_block_are_known() {
        let text = "这是一个不长的句子。".repeat(5000);
        let mut builder = DocumentBuilder::new();
        let runs = [(text.as_str(), Some(SpanStyle::Strong))];
        let mut blocks = builder.runs(BlockKind::Paragraph, &runs);
        blocks.extend(builder.text(BlockKind::Paragraph, "又一段。"));
        let pairs: Vec<bool> = blocks.windows(2).map(|b| is_split(&b[0], &b[1])).collect();
        assert_eq!(pairs, [true, true, false]);
        let mut pieces = blocks.into_iter();
        let mut whole = pieces.next().unwrap();
        pieces.take(2).for_each(|piece| rejoin(&mut whole, piece));
        assert_eq!((whole.text, whole.spans.len()), (text, 1));
    }
}
