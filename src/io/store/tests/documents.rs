use super::*;
use crate::domain::doc::{
    Block, BlockKind, Confidence, Conversion, Decoded, Document, DocumentEdit, Origin, Original,
    Span, SpanStyle, TextKind,
};
use crate::domain::id::DocId;

fn document(id: &str, length: usize) -> Document {
    Document {
        id: DocId::new(id),
        title: format!("《{id}》"),
        author: Some("某某".to_owned()),
        date: Some("2024-04".to_owned()),
        original: Some(Original {
            id: DocId::new("original"),
            title: "原文".to_owned(),
            author: None,
            publisher: None,
            date: None,
        }),
        origin: Origin::File("a b.md".to_owned()),
        length,
        dropped_controls: 3,
    }
}

/// Paragraphs of 30 bytes, each tenth block a heading, one byte between blocks.
fn text(count: usize) -> Vec<Block> {
    (0..count)
        .map(|n| Block {
            start: n * 31,
            kind: if n % 10 == 0 {
                BlockKind::Heading(2)
            } else {
                BlockKind::Paragraph
            },
            continued: n == 4,
            text: format!("{}{n:03}", "新".repeat(9)),
            spans: if n == 5 {
                vec![Span {
                    range: 3..6,
                    style: SpanStyle::Strong,
                }]
            } else {
                Vec::new()
            },
        })
        .collect()
}

/// The same text read by a wrong encoding: no word of it is left.
fn garbled(count: usize) -> Vec<Block> {
    let wrong = |c: char| match c.to_digit(10) {
        Some(digit) => char::from(b'a' + digit as u8),
        None => '閺',
    };
    let mut blocks = text(count);
    for block in &mut blocks {
        block.text = block.text.chars().map(wrong).collect();
    }
    blocks
}

fn conversion(encoding: &str) -> Conversion {
    Conversion {
        decoded: Some(Decoded {
            encoding: encoding.to_owned(),
            confidence: Confidence::new(0.75),
            given: true,
            replaced: 2,
        }),
        kind: Some(TextKind {
            name: "verse".to_owned(),
            given: true,
        }),
        decisions: Some("[1]".to_owned()),
    }
}

fn import(store: &mut Store, id: &str, blocks: &[Block]) -> Document {
    import_by(store, id, blocks, "Big5")
}

fn import_by(store: &mut Store, id: &str, blocks: &[Block], encoding: &str) -> Document {
    let length = blocks.last().map_or(0, Block::end);
    let document = document(id, length);
    let mut writer = store.begin_import([9; 32], noon(0).at).unwrap();
    for block in blocks {
        writer.push(block.clone()).unwrap();
    }
    writer
        .finish(&document, &conversion(encoding), None)
        .unwrap();
    document
}

#[test]
fn a_document_comes_back_as_it_was_given() {
    let home = Home::new();
    let mut store = home.open();
    let blocks = text(200);
    let given = import(&mut store, "doc", &blocks);
    drop(store);
    let store = home.open();
    let shelf = store.documents().unwrap();
    assert_eq!(shelf.len(), 1);
    assert_eq!((&shelf[0].document, shelf[0].content), (&given, [9; 32]));
    assert_eq!(shelf[0].conversion, conversion("Big5"));
    assert_eq!(shelf[0], store.document(&given.id).unwrap());
    let read = |from| -> Vec<Block> {
        store
            .blocks_from(&given.id, from)
            .collect::<Result<_, _>>()
            .unwrap()
    };
    assert_eq!(read(0), blocks);
    assert_eq!(
        read(100),
        blocks[3..],
        "from the block that holds the offset"
    );
    let headings = store.headings(&given.id).unwrap();
    assert_eq!(headings.len(), 20);
    assert!(headings.iter().all(|block| block.start % 310 == 0));
}

#[test]
fn a_stream_reads_piece_by_piece() {
    let home = Home::new();
    let mut store = home.open();
    let big = |n: usize| Block {
        start: n * 60_001,
        kind: BlockKind::Paragraph,
        continued: false,
        text: "力".repeat(20_000),
        spans: Vec::new(),
    };
    let blocks: Vec<Block> = (0..100).map(big).collect();
    let given = import(&mut store, "big", &blocks);
    let read: Vec<Block> = store
        .blocks_from(&given.id, 60_001 * 2)
        .collect::<Result<_, _>>()
        .unwrap();
    assert!(read == blocks[2..]);
    let none = DocId::new("none");
    let mut stream = store.blocks_from(&none, 0);
    assert!(stream.next().unwrap().is_err());
    assert!(stream.next().is_none());
}

#[test]
fn two_windows_meet_and_do_not_overlap() {
    let home = Home::new();
    let mut store = home.open();
    let blocks = text(50);
    let id = import(&mut store, "doc", &blocks).id;
    for offset in [0, 15, 31, 30 * 31 + 5, 50 * 31 + 400] {
        let before = store.blocks(&id, offset, 100, Direction::Backward).unwrap();
        let after = store.blocks(&id, offset, 100, Direction::Forward).unwrap();
        let place = (offset / 31).min(49);
        assert_eq!(before, blocks[place.saturating_sub(3)..place]);
        assert_eq!(after, blocks[place..(place + 3).min(50)]);
    }
    let one = store.blocks(&id, 31, 1, Direction::Forward).unwrap();
    assert_eq!(one, blocks[1..2], "at least one block");
}

#[test]
fn an_import_is_invisible_until_it_is_finished() {
    let home = Home::new();
    let mut store = home.open();
    let blocks = text(30);
    let id = import(&mut store, "doc", &blocks).id;
    store.save_position(&id, 400, noon(1).at).unwrap();
    let next = document("doc", 31);
    let mut writer = store.begin_import([1; 32], noon(0).at).unwrap();
    writer.push(text(1).remove(0)).unwrap();
    let other = home.open();
    assert_eq!(
        other.document(&id).unwrap().document.length,
        blocks[29].end()
    );
    writer.finish(&next, &conversion("Big5"), None).unwrap();
    let replaced = other.document(&id).unwrap();
    assert_eq!(
        (replaced.content, replaced.position),
        ([1; 32], 13),
        "the same share of the text, since none of its words are left"
    );
    assert_eq!(replaced.opened_at, Some(noon(1).at));
    assert_eq!(other.blocks_from(&id, 0).count(), 1);
}

#[test]
fn what_a_broken_import_leaves_goes_later() {
    let home = Home::new();
    let mut store = home.open();
    let rows = |store: &Store| -> i64 {
        let count = "SELECT (SELECT count(*) FROM block) + (SELECT count(*) FROM document)";
        store.conn.query_row(count, [], |row| row.get(0)).unwrap()
    };
    let unfinished = document("doc", 0);
    let mut writer = store.begin_import([0; 32], noon(0).at).unwrap();
    let big = Block {
        start: 0,
        kind: BlockKind::Paragraph,
        continued: false,
        text: "a".repeat(5_000_000),
        spans: Vec::new(),
    };
    writer.push(big).unwrap();
    let beside = home.open();
    assert_eq!(rows(&beside), 2, "an import under way is left alone");
    let later = Store::open(&home.place(), DeviceId::new("d1"), noon(1).at).unwrap();
    assert_eq!(rows(&later), 0);
    let error = writer
        .finish(&unfinished, &Conversion::default(), None)
        .unwrap_err();
    assert_eq!(error.advice(), Advice::Retry);
    assert!(beside.documents().unwrap().is_empty());
}

#[test]
fn what_is_given_up_leaves_nothing() {
    let home = Home::new();
    let mut store = home.open();
    import(&mut store, "doc", &text(3));
    let mut writer = store.begin_import([1; 32], noon(0).at).unwrap();
    writer.push(text(1).remove(0)).unwrap();
    writer.give_up().unwrap();
    let mut writer = store.begin_import([2; 32], noon(0).at).unwrap();
    for _ in 0..2 {
        let block = Block {
            text: "a".repeat(5_000_000),
            ..text(1).remove(0)
        };
        // The second has the place of the first, which the store refuses.
        let _ = writer.push(block);
    }
    writer.give_up().unwrap();
    let rows = "SELECT (SELECT count(*) FROM block) + (SELECT count(*) FROM document)";
    let left: i64 = store.conn.query_row(rows, [], |row| row.get(0)).unwrap();
    assert_eq!(left, 3 + 1);
    let waits = "SELECT synchronous FROM pragma_synchronous";
    let level: i64 = store.conn.query_row(waits, [], |row| row.get(0)).unwrap();
    assert_eq!(level, 2, "FULL again");
}

#[test]
fn documents_are_renamed_removed_and_kept_in_order() {
    let home = Home::new();
    let mut store = home.open();
    let first = import(&mut store, "first", &text(20)).id;
    let second = import(&mut store, "second", &text(20)).id;
    store.save_position(&second, 310, noon(0).at).unwrap();
    let edit = DocumentEdit::new().titled("新名").unwrap();
    store.edit_document(&first, &edit).unwrap();
    let shelf = store.documents().unwrap();
    let titles: Vec<&str> = shelf.iter().map(|s| s.document.title.as_str()).collect();
    assert_eq!(titles, ["《second》", "新名"]);
    assert!((shelf[0].progress() - 310.0 / 619.0).abs() < 1e-9);
    for setting in [DocumentSetting::Pages, DocumentSetting::FoldedRepeats] {
        store.keep_setting(&setting.of(&first), "kept").unwrap();
        store.keep_setting(&setting.of(&second), "gone").unwrap();
    }
    store.remove_document(&second).unwrap();
    assert_eq!(store.documents().unwrap().len(), 1);
    for setting in [DocumentSetting::Pages, DocumentSetting::FoldedRepeats] {
        let kept = store.setting(&setting.of(&first)).unwrap();
        assert_eq!(kept.as_deref(), Some("kept"));
        assert_eq!(store.setting(&setting.of(&second)).unwrap(), None);
    }
    let gone = store.remove_document(&second).unwrap_err();
    assert_eq!(gone.advice(), Advice::LookAgain);
    let left: i64 = store
        .conn
        .query_row("SELECT count(*) FROM block", [], |r| r.get(0))
        .unwrap();
    assert_eq!(left, 20);
}

#[test]
fn title_and_author_change_together_or_alone() {
    let home = Home::new();
    let mut store = home.open();
    let id = import(&mut store, "doc", &text(2)).id;
    for (edit, title, author) in [
        (DocumentEdit::new().by("王某"), "《doc》", Some("王某")),
        (
            DocumentEdit::new().titled("论学").unwrap(),
            "论学",
            Some("王某"),
        ),
        (DocumentEdit::new(), "论学", Some("王某")),
        (
            DocumentEdit::new().by("").titled("再论").unwrap(),
            "再论",
            None,
        ),
    ] {
        store.edit_document(&id, &edit).unwrap();
        let document = store.document(&id).unwrap().document;
        assert_eq!(
            (document.title.as_str(), document.author.as_deref()),
            (title, author)
        );
    }
    let none = store.edit_document(&DocId::new("none"), &DocumentEdit::new());
    assert_eq!(none.unwrap_err().advice(), Advice::LookAgain);
}

#[test]
fn another_encoding_keeps_the_place_by_its_share_of_the_text() {
    let home = Home::new();
    let mut store = home.open();
    let id = import_by(&mut store, "doc", &text(20), "Big5").id;
    store.save_position(&id, 310, noon(0).at).unwrap();
    let place = |store: &Store| store.document(&id).unwrap().position;
    import_by(&mut store, "doc", &text(40), "Big5");
    assert_eq!(place(&store), 310, "the same words, a longer text");
    import_by(&mut store, "doc", &garbled(20), "GBK");
    assert_eq!(place(&store), 310 * 619 / 1239);
    store.save_position(&id, 310, noon(0).at).unwrap();
    import_by(&mut store, "doc", &text(40), "Big5");
    assert_eq!(place(&store), 310 * 1239 / 619);
}
