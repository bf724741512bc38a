//! Articles that stand in several documents.

use super::super::migrate::{MIGRATIONS, migrate};
use super::*;
use crate::domain::doc::{
    Article, Block, BlockKind, Conversion, Document, DocumentBuilder, Origin, Repeat,
};
use crate::domain::id::DocId;
use rusqlite::{Connection, params};

/// Text without repetitions.
fn body(seed: u32) -> String {
    (0..600)
        .map(|n| char::from_u32(0x4e00 + (seed * 600 + n) * 7919 % 0x5000).unwrap())
        .collect()
}

/// A document with a section for each of these texts.
fn take_in(store: &mut Store, id: &str, bodies: &[String]) -> DocId {
    let mut builder = DocumentBuilder::new();
    let mut blocks: Vec<Block> = Vec::new();
    for body in bodies {
        blocks.extend(builder.text(BlockKind::Heading(2), "篇"));
        blocks.extend(builder.text(BlockKind::Paragraph, body));
    }
    let document = Document {
        id: DocId::new(id),
        title: id.to_owned(),
        author: None,
        date: None,
        original: None,
        origin: Origin::File("a.txt".to_owned()),
        length: blocks.last().map_or(0, Block::end),
        dropped_controls: 0,
    };
    let mut writer = store.begin_import([0; 32], noon(0).at).unwrap();
    for block in blocks {
        writer.push(block).unwrap();
    }
    let conversion = Conversion::default();
    writer.finish(&document, &conversion, None).unwrap();
    document.id
}

fn named(repeats: &[Repeat<DocId>]) -> Vec<(Option<&str>, bool)> {
    repeats
        .iter()
        .map(|r| (r.other.as_ref().map(DocId::as_str), r.alike >= 1.0))
        .collect()
}

fn count(store: &Store, table: &str) -> i64 {
    let query = format!("SELECT count(*) FROM {table}");
    store.conn.query_row(&query, [], |row| row.get(0)).unwrap()
}

#[test]
fn an_article_is_found_in_other_documents_as_long_as_these_are_there() {
    let home = Home::new();
    let mut store = home.open();
    let near = body(1) + "有几个字不同";
    take_in(&mut store, "first", &[body(0), body(1), body(2)]);
    take_in(&mut store, "alone", &[body(7)]);
    let second = take_in(&mut store, "second", &[body(3), near, body(0), body(3)]);
    let found = store.repeats(&second).unwrap();
    let expected = [(Some("first"), false), (Some("first"), true), (None, true)];
    assert_eq!(named(&found), expected);
    // The same document again is no repeat of its older version.
    let first = take_in(&mut store, "first", &[body(0), body(8)]);
    let found = store.repeats(&first).unwrap();
    assert_eq!(named(&found), [(Some("second"), true)]);
    let found = store.repeats(&second).unwrap();
    assert_eq!(named(&found), [(None, true)], "the older version is gone");
    for id in ["first", "second", "alone"] {
        store.remove_document(&DocId::new(id)).unwrap();
    }
    for table in ["article", "article_mark", "repeat"] {
        assert_eq!(count(&store, table), 0, "{table}");
    }
}

#[test]
fn articles_of_an_older_schema_get_the_marks_of_new_ones() {
    let mut conn = Connection::open_in_memory().unwrap();
    migrate(&mut conn, &MIGRATIONS[..4], None).unwrap();
    let articles: Vec<Article> = (0..40_u64)
        .map(|n| Article {
            start: n as usize,
            end: 100,
            shingles: 300,
            digest: n.wrapping_mul(0x9e37_79b9_7f4a_7c15),
            sketch: (0..n % 7)
                .map(|m| (n * 7 + m).wrapping_mul(0xd6e8_feb8_6659_fd93))
                .collect(),
        })
        .collect();
    for article in &articles {
        let hashes = article.sketch.iter();
        let sketch: Vec<u8> = hashes.flat_map(|hash| hash.to_le_bytes()).collect();
        conn.execute(
            "INSERT INTO article (document, start, stop, shingles, digest, sketch)
             VALUES (1, ?1, 100, 300, ?2, ?3)",
            params![article.start as i64, article.digest as i64, sketch],
        )
        .unwrap();
    }
    migrate(&mut conn, &MIGRATIONS[..5], None).unwrap();
    let mut query = conn
        .prepare("SELECT start, mark FROM article JOIN article_mark ON article = key")
        .unwrap();
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    let mut found: Vec<(i64, i64)> = rows.unwrap().collect::<Result<_, _>>().unwrap();
    let mut expected: Vec<(i64, i64)> = articles
        .iter()
        .flat_map(|article| {
            article
                .marks()
                .map(|mark| (article.start as i64, mark as i64))
        })
        .collect();
    for marks in [&mut found, &mut expected] {
        marks.sort_unstable();
        marks.dedup();
    }
    assert!(expected.iter().any(|(_, mark)| *mark < 0));
    assert_eq!(found, expected);
}
