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
            let marks = marks.map(|s| (&block.text[s.range.clone()], s.style.clone()));
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
            (image, false, "[图: 图一]".to_owned()),
            (BlockKind::Paragraph, false, "[图: 图]下".to_owned()),
            (BlockKind::Paragraph, false, "上[图: 图]".to_owned()),
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
        .map(|s| (&blocks[0].text[s.range.clone()], s.style.clone()))
        .collect();
    assert_eq!(
        spans,
        [("重点", SpanStyle::Strong), ("记", SpanStyle::Code)]
    );
}

#[test]
fn links_lead_where_they_say_and_to_sections() {
    let text = "见[**甲**乙](http://a.cn \"t\")、[前](#二-x)、[无](#缺)、<http://b.cn>。\n\n# 二 X\n\n[回](#%E4%BA%8C-x)\n\n![图](a.png)[^1]\n\n[^1]: 注\n";
    let blocks = read(text);
    let heading = blocks[1].start;
    let spans = |block: &Block| -> Vec<(String, SpanStyle)> {
        let spans = block.spans.iter();
        spans
            .map(|span| {
                (
                    block.text[span.range.clone()].to_owned(),
                    span.style.clone(),
                )
            })
            .collect()
    };
    let link = |text: &str, to: &str| (text.to_owned(), SpanStyle::Link(to.to_owned()));
    let inside = format!("#{heading}");
    assert_eq!(
        spans(&blocks[0]),
        [
            link("甲乙", "http://a.cn"),
            link("前", &inside),
            link("http://b.cn", "http://b.cn")
        ]
    );
    assert_eq!(spans(&blocks[2]), [link("回", &inside)]);
    let picture = SpanStyle::Picture("a.png".to_owned());
    assert_eq!(spans(&blocks[3])[0], ("[图: 图]".to_owned(), picture));
}
