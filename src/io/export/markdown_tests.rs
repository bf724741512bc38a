use super::*;
use crate::domain::doc::{DocumentBuilder, Span, SpanStyle, place_notes};
use crate::io::import::{import_whole, picture_text};
use proptest::prelude::*;

fn written(blocks: &[Block]) -> String {
    let mut labels = References::default();
    for block in blocks {
        labels.read(block);
    }
    let mut out = Vec::new();
    let blocks = blocks.iter().cloned().map(Ok::<_, io::Error>);
    write(blocks, &labels, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn read(text: &str) -> Vec<Block> {
    import_whole("a.md", text).1
}

/// Import of the export gives the same blocks.
fn check(blocks: &[Block]) {
    let text = written(blocks);
    let again = read(&text);
    for (at, (a, b)) in again.iter().zip(blocks).enumerate() {
        assert_eq!(a, b, "block {at} of:\n{text}");
    }
    assert_eq!(again.len(), blocks.len(), "{text}");
}

#[test]
fn what_people_write_comes_back_as_they_wrote_it() {
    let text = "# 题\n\n正文*着重*，**重点**，`码`[^1]。\n\n[^1]: 注\n\n    又一段\n\n- 甲\n- 乙\n  1. 丙[^①]\n  2. 丁\n\n     续\n\n[^①]: 释\n\n> 引文\n>\n> ——出处\n\n| 年 | 数 |\n| --- | --- |\n| 2023 | 1 |\n\n```\na\n b\n```\n\n床前明月光，\\\n疑是地上霜。\n\n---\n\n完\n";
    assert_eq!(written(&read(text)), text);
}

#[test]
fn text_that_looks_like_marks_is_escaped() {
    for text in [
        "# x",
        "1. x",
        "2023) x",
        "- x",
        "+ x",
        "> x",
        "=",
        "---",
        "***",
        "~~~",
        "```",
        "|a|",
        ":-",
        "[^1]: x",
        "[a]: b",
        "a*b*c",
        "a_b_",
        "<b>x</b>",
        "<!-- -->",
        "&lt;",
        "&#35;",
        "\\",
        "a\\*b",
        "![x](y)",
        "[x](y)",
        "`a`",
        "http://a.b",
        "<http://a.b>",
        "1.",
        "x\u{3000}y",
        "+++",
        "[ ] x",
    ] {
        let mut builder = DocumentBuilder::new();
        for kind in [
            BlockKind::Paragraph,
            BlockKind::Heading(2),
            BlockKind::Item {
                depth: 0,
                ordinal: None,
            },
            BlockKind::Quote,
            BlockKind::Table,
            BlockKind::Image,
        ] {
            let picture = format!("[图: {}]", text.replace('\u{3000}', " "));
            let text = if kind == BlockKind::Image {
                &picture
            } else {
                text
            };
            check(&DocumentBuilder::new().text(kind, text));
        }
        let mut verse = builder.text(BlockKind::Paragraph, "甲|乙");
        verse.extend(builder.text(BlockKind::Paragraph, text));
        verse[1].continued = true;
        check(&verse);
    }
}

#[test]
fn what_stands_in_an_item_stays_there() {
    for text in [
        "- 甲\n\n  > 引\n\n  续\n- 乙\n",
        "- 甲\n\n  ```\n  码\n\n   二\n  ```\n\n  续\n",
        "1. 甲\n\n   |a|b|\n   |-|-|\n   |1|2|\n\n   续\n\n   # 题\n2. 乙\n",
        "- - 1. 深\n- 浅\n\n3. 三\n4. 四\n\n7. 七\n",
        "- 甲[^1]\n- 乙\n\n[^1]: 注\n\n    二\n",
        "- 甲\n\n---\n\n- 乙\n",
        "- 甲\n\n  # 题\n\n正文\n",
    ] {
        check(&read(text));
    }
}

/// All that a document may hold, beside and inside each other.
#[test]
fn a_rich_document_comes_back() {
    let text = "# 读书*方法*\n\n摘 要：先[看目录](#二次序)，再看[原文](https://example.org/a_(b))。\n\n## 一、要点\n\n1. 第一，**通读**一遍[^1]\n   - 快读\n   - 慢读\n\n     又一段，`码`在内\n2. 第二，抄写\n\n   > 眼过千遍，\\\n   > 不如手过一遍。\n\n   ```rust\n   fn main() {}\n   ```\n3. 第三\n\n## 二、次序\n\n| 年 | 本数 | 备注 |\n|:--|--:|:-:|\n| 2023 | 12 | 含 *外文* 与 a\\|b |\n| 2024 | | |\n\n![书架](https://example.org/s.png)\n\n> 温故而知新，[^②]可以为师矣。\n>\n> ——《论语》\n\nTitle\n=====\n\nA line of English words that\ngoes on here. 与中文\n相接。\n\n***\n\n- [x] 做完\n- [ ] 没做\n\n[^1]: 见第 3 页\n\n    - 又见第 4 页\n\n[^②]: 为政篇\n";
    check(&read(text));
    assert!(read(text).len() >= 24, "{:#?}", read(text));
}

#[test]
fn notes_of_one_mark_get_labels_of_their_own() {
    let mut builder = DocumentBuilder::new();
    let mark = |number| Some(SpanStyle::NoteMark(number));
    let mut blocks = Vec::new();
    for number in 1..=3 {
        blocks.extend(builder.runs(BlockKind::Paragraph, &[("文", None), ("①", mark(number))]));
        let note = [("①", mark(number)), (" 注", None)];
        blocks.extend(builder.runs(BlockKind::Footnote, &note));
    }
    assert!(written(&blocks).contains("文[^①#2]\n\n[^①#2]: 注\n"));
    check(&blocks);
}

#[test]
fn shipped_documents_come_back() {
    for (name, text) in crate::io::corpus::shipped() {
        check(&import_whole(name, text).1);
    }
}

#[test]
fn front_matter_comes_back() {
    for (name, text) in crate::io::corpus::shipped() {
        let (imported, blocks) = import_whole(name, text);
        let document = Document {
            id: imported.id.clone().unwrap(),
            title: imported.title.clone().unwrap(),
            author: Some("甲 \"乙\"".to_owned()),
            date: Some("2024-04".to_owned()),
            original: imported.original.clone(),
            origin: crate::domain::doc::Origin::Shipped,
            length: imported.length,
            dropped_controls: 0,
        };
        let text = front_matter(&document) + &written(&blocks);
        let (again, again_blocks) = import_whole("b.md", &text);
        assert_eq!(
            (again.id, again.title),
            (Some(document.id), Some(document.title))
        );
        assert_eq!((again.author, again.date), (document.author, document.date));
        assert_eq!((again.original, again_blocks), (document.original, blocks));
    }
}

type Runs = Vec<(String, Option<SpanStyle>)>;
/// A block as a test writes it: kind, whether it goes on, runs.
type Written = (BlockKind, bool, Runs);
/// A note: whether it is referred to twice, runs.
type WrittenNote = (bool, Runs);

fn runs() -> impl Strategy<Value = Runs> {
    let style = prop_oneof![
        4 => Just(None),
        2 => Just(Some(SpanStyle::Strong)),
        2 => Just(Some(SpanStyle::Emphasis)),
        1 => Just(Some(SpanStyle::Code)),
        1 => "https?://[a-z(|)&*_<>图 \\\\]{1,6}".prop_map(|to| Some(SpanStyle::Link(to.trim().to_owned()))),
        1 => "[a-z(|)&*_<>图]{1,6}\\.png".prop_map(|to| Some(SpanStyle::Picture(to))),
    ];
    let runs = prop::collection::vec(
        ("[新质“”，。a1 *_`\\\\#<>&|!~:.()\\[\\]①+=-]{1,6}", style),
        1..5,
    );
    runs.prop_map(|mut runs| {
        for (text, style) in &mut runs {
            if matches!(style, Some(SpanStyle::Picture(_))) {
                *text = picture_text(text);
            }
        }
        runs
    })
}

fn block() -> impl Strategy<Value = Written> {
    let item = (0_u8..4, prop::option::of(0_u32..5))
        .prop_map(|(depth, ordinal)| BlockKind::Item { depth, ordinal });
    let kind = prop_oneof![
        4 => Just(BlockKind::Paragraph),
        4 => item,
        1 => (1_u8..=6).prop_map(BlockKind::Heading),
        2 => Just(BlockKind::Quote),
        1 => Just(BlockKind::Code),
        2 => Just(BlockKind::Table),
        1 => Just(BlockKind::Image),
        1 => Just(BlockKind::Rule),
    ];
    (kind, any::<bool>(), runs())
}

/// A document that import could have made: notes numbered in the order in which they are named and
/// placed, nothing going on with what it does not follow.
fn document(written: Vec<Written>, notes: Vec<WrittenNote>) -> Vec<Block> {
    let mut builder = DocumentBuilder::new();
    let mut blocks: Vec<Block> = Vec::new();
    let mut notes = notes.into_iter();
    let mut number = 0;
    let mut texts = Vec::new();
    for (kind, goes_on, mut runs) in written {
        let plain = matches!(kind, BlockKind::Code | BlockKind::Image | BlockKind::Rule);
        let sources = runs.iter().map(|(_, style)| style.clone());
        let source = sources
            .flatten()
            .find(|style| matches!(style, SpanStyle::Picture(_)));
        if plain {
            for (_, style) in &mut runs {
                *style = None;
            }
        }
        if kind == BlockKind::Rule {
            runs.clear();
        }
        let is_picture = |(text, style): &(String, _)| {
            matches!(style, Some(SpanStyle::Picture(_))) || text.trim().is_empty()
        };
        if kind == BlockKind::Image {
            let text: String = runs.drain(..).map(|(text, _)| text).collect();
            runs.push((picture_text(&text), source));
        } else if !plain && runs.iter().all(is_picture) {
            // A picture by itself is a block of its own kind.
            runs.insert(0, ("文".to_owned(), None));
        }
        let refers = !plain && kind != BlockKind::Table;
        if let Some((twice, text)) = notes.next().filter(|_| refers && !goes_on) {
            number += 1;
            let mark = Some(SpanStyle::NoteMark(number));
            runs.push(("①".to_owned(), mark.clone()));
            if twice {
                runs.insert(0, ("①".to_owned(), mark));
            }
            texts.push((number, text));
        }
        let runs: Vec<_> = runs.iter().map(|(t, s)| (t.as_str(), s.clone())).collect();
        let before = blocks.last().map(|block: &Block| block.kind);
        let follows = match (before, kind) {
            (Some(BlockKind::Item { depth, .. }), BlockKind::Item { depth: mine, .. }) => {
                mine <= depth
            }
            (before, BlockKind::Paragraph | BlockKind::Quote) => before == Some(kind),
            _ => false,
        };
        let mut new = builder.runs(kind, &runs);
        if let (Some(first), true) = (new.first_mut(), goes_on && follows) {
            first.continued = true;
            if let BlockKind::Item { ordinal, .. } = &mut first.kind {
                *ordinal = None;
            }
        }
        blocks.extend(new);
    }
    for (number, text) in texts {
        let mut runs = vec![("①", Some(SpanStyle::NoteMark(number))), (" ", None)];
        runs.extend(text.iter().map(|(t, s)| (t.as_str(), s.clone())));
        blocks.extend(builder.runs(BlockKind::Footnote, &runs));
    }
    place_notes(blocks, &mut [])
}

/// Parts of white space alone are no parts, and white space at an end is in none.
fn has_odd_spans(blocks: &[Block]) -> bool {
    let odd = |block: &Block, span: &Span| {
        block
            .text
            .get(span.range.clone())
            .is_none_or(|text| text.trim().is_empty())
    };
    blocks
        .iter()
        .any(|block| block.spans.iter().any(|span| odd(block, span)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]
    #[test]
    fn any_document_comes_back(
        written in prop::collection::vec(block(), 1..10),
        notes in prop::collection::vec((any::<bool>(), runs()), 0..4),
    ) {
        let blocks = document(written, notes);
        prop_assume!(!blocks.is_empty() && !has_odd_spans(&blocks));
        check(&blocks);
    }
}
