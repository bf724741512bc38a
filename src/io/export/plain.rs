//! A document as lines, a block each, for programs that compare texts: headings begin with `#`,
//! references to notes are `[^n]`, notes are lines `[^n]: text`. There are no other marks and no
//! escapes; bullets and numbers of lists are marks.
//!
//! What goes on behind a line end that was set on purpose stands on the line of its block, behind a
//! space; so do further paragraphs of a note or an item, and the lines of code, without their
//! indents. A row of a table is a block; tabs part its cells.

use crate::domain::doc::{Block, BlockKind, SpanStyle, is_split};
use std::io::{self, Write};

/// Writes the blocks of a document.
pub fn write<E: From<io::Error>>(
    blocks: impl Iterator<Item = Result<Block, E>>,
    out: &mut impl Write,
) -> Result<(), E> {
    let mut before: Option<Block> = None;
    for block in blocks {
        let block = block?;
        let text = text(&block);
        if text.is_empty() {
            continue;
        }
        match &before {
            None => {}
            Some(before) if is_split(before, &block) => {}
            Some(before) if goes_on(before, &block) => out.write_all(b" ")?,
            Some(_) => out.write_all(b"\n")?,
        }
        out.write_all(on_one_line(text).as_bytes())?;
        before = Some(block);
    }
    if before.is_some() {
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Whether a block stands on the line of the one before it: it goes on with it, or is a further
/// paragraph of a note.
fn goes_on(before: &Block, block: &Block) -> bool {
    let notes = [before, block].map(|b| b.kind == BlockKind::Footnote);
    block.continued || notes == [true, true] && block.note().is_none()
}

/// The text with a space for each run of white space that holds a line end.
fn on_one_line(text: String) -> String {
    if !text.contains('\n') {
        return text;
    }
    let mut lines = text.split('\n');
    let mut out = lines.next().unwrap_or_default().trim_end().to_owned();
    for line in lines {
        if !out.ends_with(' ') {
            out.push(' ');
        }
        out.push_str(line.trim());
    }
    out
}

fn text(block: &Block) -> String {
    let mut out = String::with_capacity(block.text.len() + 8);
    if let (BlockKind::Heading(level), false) = (block.kind, block.continued) {
        out.push_str(&"#".repeat(usize::from(level)));
        out.push(' ');
    }
    let own = block.note();
    let mut at = 0;
    for span in &block.spans {
        let SpanStyle::NoteMark(number) = span.style else {
            continue;
        };
        out.push_str(block.text.get(at..span.range.start).unwrap_or_default());
        let is_own = own.is_some() && span.range.start == 0;
        let number = number.to_string();
        out.extend(["[^", &number, if is_own { "]:" } else { "]" }]);
        at = span.range.end;
        let rest = block.text.get(at..).unwrap_or_default();
        if is_own && !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
            out.push(' ');
        }
    }
    out.push_str(block.text.get(at..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::import::import_whole;

    #[test]
    fn a_block_is_a_line() {
        let text = "# 题 `a`\n\n甲**乙**[^x]丙[^①]\n\n> 引\n\n7. 项\\\n   续\n\n   再\n\n---\n\n```\na\n\n b\n```\n\n|x|y|\n|-|-|\n|1|2|\n\n床前明月光，\\\n疑是地上霜。\n\n[^x]: 注[^①]\n\n    又\n\n[^①]: 释\n";
        let blocks = import_whole("a.md", text).1;
        let mut out = Vec::new();
        write(blocks.into_iter().map(Ok::<_, io::Error>), &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "# 题 a\n甲乙[^1]丙[^2]\n[^1]: 注[^2] 又\n[^2]: 释\n引\n项 续 再\na b\nx\ty\n1\t2\n床前明月光， 疑是地上霜。\n"
        );
    }

    #[test]
    fn a_block_that_was_split_is_one_line() {
        let text = "这是一个不长的句子。".repeat(5000);
        let blocks = import_whole("a.md", &text).1;
        assert!(blocks.len() > 2);
        let mut out = Vec::new();
        write(blocks.into_iter().map(Ok::<_, io::Error>), &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), text + "\n");
    }
}
