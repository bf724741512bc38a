//! The sources as they are written for other programs and for people: a line a block, and Markdown
//! from which the same blocks come.

use super::gold::sources;
use std::path::Path;
use wengu::domain::doc::Block;
use wengu::io::export::{References, write_blocks, write_markdown};
use wengu::io::import::{ImportError, import_text};

fn imported(name: &str, text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut sink = |block| {
        blocks.push(block);
        Ok(())
    };
    import_text::<ImportError>(Path::new(name), text, &mut sink).unwrap();
    blocks
}

fn given(blocks: &[Block]) -> impl Iterator<Item = Result<Block, std::io::Error>> {
    blocks.iter().cloned().map(Ok)
}

#[test]
fn the_sources_come_back_from_markdown() {
    for (id, text, _) in sources("round trip") {
        let blocks = imported("a.txt", &text);
        let mut references = References::default();
        for block in &blocks {
            references.read(block);
        }
        let mut markdown = Vec::new();
        write_markdown(given(&blocks), &references, &mut markdown).unwrap();
        let again = imported("a.md", &String::from_utf8(markdown).unwrap());
        for (a, b) in again.iter().zip(&blocks) {
            assert_eq!(a, b, "{id}");
        }
        assert_eq!(again.len(), blocks.len(), "{id}");
    }
}

#[test]
fn the_sources_have_a_line_for_each_block() {
    for (id, text, _) in sources("lines") {
        let blocks = imported("a.txt", &text);
        let mut lines = Vec::new();
        write_blocks(given(&blocks), &mut lines).unwrap();
        let lines = String::from_utf8(lines).unwrap();
        assert_eq!(lines.lines().count(), blocks.len(), "{id}");
    }
}
