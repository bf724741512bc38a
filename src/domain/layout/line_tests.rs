use super::*;

fn geometry(width: u16) -> Geometry {
    Geometry {
        width,
        indent: 4,
        paragraph_gap: 0,
        wide: Wide::Wrapped,
        widths: Widths::NARROW,
        typography: Typography::RAGGED,
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
    lines(None, block, geometry(width))
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
