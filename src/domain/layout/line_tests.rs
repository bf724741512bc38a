use super::*;
use proptest::prelude::*;

fn geometry(width: u16) -> Geometry {
    Geometry {
        width,
        indent: 4,
        paragraph_gap: 0,
        wide: Wide::Wrapped,
        widths: Widths::NARROW,
    }
}

fn block(kind: BlockKind, text: &str) -> Block {
    Block {
        start: 100,
        kind,
        continued: false,
        text: text.to_owned(),
        spans: Vec::new(),
    }
}

fn drawn(block: &Block, width: u16) -> Vec<String> {
    lines(block, geometry(width))
        .iter()
        .map(|l| {
            let text = &block.text[l.start - block.start..l.end - block.start];
            format!("{}{text}", " ".repeat(l.indent.into()))
        })
        .collect()
}

#[test]
fn a_paragraph_is_indented_and_marks_stay_with_their_words() {
    let text = "新质生产力是创新起主导作用，摆脱传统经济增长方式、“生产力”发展路径。";
    assert_eq!(
        drawn(&block(BlockKind::Paragraph, text), 20),
        [
            "    新质生产力是创新",
            "起主导作用，摆脱传统",
            "经济增长方式、“生产",
            "力”发展路径。"
        ]
    );
}

#[test]
fn latin_words_stay_whole_and_spaces_at_a_line_end_are_not_drawn() {
    let text = "To review what was learned, and so to learn the new.";
    assert_eq!(
        drawn(&block(BlockKind::Quote, text), 24),
        [
            "    To review what was",
            "    learned, and so to",
            "    learn the new."
        ]
    );
}

#[test]
fn a_word_wider_than_the_line_is_broken() {
    let url = "https://example.org/a/very/long/address";
    let shown = drawn(&block(BlockKind::Heading(2), url), 16);
    assert_eq!(shown.concat(), url);
    assert!(shown.iter().all(|l| l.len() <= 16), "{shown:?}");
}

#[test]
fn code_keeps_its_lines_and_white_space() {
    let code = block(BlockKind::Code, "fn main() {\n    go();\n\n}");
    assert_eq!(
        drawn(&code, 40),
        ["  fn main() {", "      go();", "  ", "  }"]
    );
}

#[test]
fn a_title_is_centred() {
    assert_eq!(
        drawn(&block(BlockKind::Heading(1), "温故"), 12),
        ["    温故"]
    );
}

#[test]
fn a_continuation_starts_without_indent() {
    let mut rest = block(BlockKind::Paragraph, "续文");
    rest.continued = true;
    assert_eq!(drawn(&rest, 20), ["续文"]);
}

/// Text of the characters that make layout hard.
fn text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "新",
        "质",
        "，",
        "。",
        "“",
        "”",
        "（",
        "）",
        "——",
        "……",
        "·",
        "a",
        "word",
        " ",
        "12",
        "%",
        "e\u{301}",
        "👩‍🔬",
        "\u{3000}",
        "《",
        "》",
        "①",
        "ー",
        "한",
        "-",
        "/",
        "\t",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn lines_hold_the_text_in_order_and_fit(text in text(), width in 2_u16..60) {
        let block = block(BlockKind::Paragraph, &text);
        let lines = lines(&block, geometry(width));
        let mut at = block.start;
        for line in &lines {
            prop_assert_eq!(line.start, at);
            prop_assert!(line.start <= line.end && line.end <= line.next);
            let shown = &block.text[line.start - block.start..line.end - block.start];
            let skipped = &block.text[line.end - block.start..line.next - block.start];
            prop_assert!(skipped.trim().is_empty());
            prop_assert!(Widths::NARROW.of(shown) + usize::from(line.indent) <= usize::from(width).max(4));
            at = line.next;
        }
        prop_assert_eq!(at, block.end());
    }

    #[test]
    fn no_line_starts_or_ends_with_a_prohibited_mark_where_it_can_be_helped(
        text in text(), width in 12_u16..60,
    ) {
        // A character between runs of marks that is wider than a line cannot be helped.
        let longest = text.split(|c: char| !kinsoku::is_closing(c) && !kinsoku::is_opening(c))
            .map(|text| Widths::NARROW.of(text)).max().unwrap_or(0);
        prop_assume!(2 * longest + 2 <= usize::from(width) - 4);
        let block = block(BlockKind::Paragraph, &text);
        let lines = lines(&block, geometry(width));
        for pair in lines.windows(2) {
            let at = pair[1].start - block.start;
            prop_assert!(!prohibited_at(&text, at), "{:?} at {at}", text);
        }
    }
}
