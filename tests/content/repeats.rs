//! Articles that the originals have twice, by what a reader of their printed contents knows.

use super::paging::blocks;
use std::path::PathBuf;
use wengu::domain::doc::{Article, ArticleReader, repeats};

/// The essays, whose third article is the fifth again, and the sixth nearly the tenth.
#[test]
fn the_essays_have_two_articles_twice() {
    let shared = std::env::var_os("WENGU_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"),
        PathBuf::from,
    );
    let path = shared.join("gold/000.md");
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("SKIPPED: articles of the essays: no {}", path.display());
        return;
    };
    let document = blocks(&path, &text);
    let mut reader = ArticleReader::default();
    for block in &document {
        reader.read(block);
    }
    let articles: Vec<Article> = reader.finish();
    let headings: Vec<usize> = document
        .iter()
        .filter(|block| block.kind == wengu::domain::doc::BlockKind::Heading(2))
        .map(|block| block.start)
        .collect();
    assert_eq!(headings.len(), 10);
    let number = |start: usize| 1 + headings.iter().position(|at| *at == start).unwrap();
    let found: Vec<(usize, usize, bool)> =
        repeats(&articles, |_| Ok::<Vec<((), Article)>, ()>(Vec::new()))
            .unwrap()
            .iter()
            .map(|r| (number(r.start), number(r.other_start), r.alike >= 1.0))
            .collect();
    println!("{found:?}");
    assert_eq!(found, [(5, 3, true), (10, 6, false)]);
}
