//! Pages lose nothing, break no line where none may be broken, and stay within the column. The
//! stripper, the list of marks and the measure here are not the program's.

use super::sources::{body, sources};
use std::path::Path;
use unicode_width::UnicodeWidthStr;
use wengu::domain::doc::Block;
use wengu::domain::layout::{Geometry, Wide, lines};
use wengu::domain::text::Widths;
use wengu::io::import::{ImportError, import_text};

/// Marks that begin no line, and marks that end none.
const CLOSING: &str = "，。、；：！？）」』》〉】〕］｝”’·,.;:!?)]}%";
const OPENING: &str = "（「『《〈【〔［｛“‘([{";

/// A line as it is set: cells before the text, the text.
type SetLine = (usize, String);

/// The visible characters of a shipped document, its front matter and Markdown marks removed. The
/// numbers of lists are marks.
pub(super) fn stripped(markdown: &str) -> String {
    let mut out = String::new();
    for line in body(markdown).lines() {
        let mut line = line.trim_start();
        line = line.trim_start_matches('#');
        while let Some(quoted) = line.strip_prefix('>') {
            line = quoted.trim_start();
        }
        line = line.strip_prefix("- ").unwrap_or(line);
        let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
        if number.len() < line.len() {
            line = number.strip_prefix(". ").unwrap_or(line);
        }
        let line = line.replace("**", "").replace('`', "");
        out.extend(line.chars().filter(|c| !c.is_whitespace()));
    }
    out
}

/// The blocks of a document.
fn blocks(path: &Path, text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut sink = |block| {
        blocks.push(block);
        Ok(())
    };
    import_text::<ImportError>(path, text, &mut sink).unwrap();
    blocks
}

/// All lines of a document at this width.
fn set(document: &[Block], width: u16, indent: u16) -> Vec<SetLine> {
    let geometry = Geometry {
        width,
        indent,
        paragraph_gap: 0,
        wide: Wide::Wrapped,
        widths: Widths::NARROW,
    };
    document
        .iter()
        .flat_map(|block| {
            lines(block, geometry).into_iter().map(|line| {
                let bytes = line.start - block.start..line.end - block.start;
                let text = block.text.get(bytes).unwrap();
                (usize::from(line.indent), text.to_owned())
            })
        })
        .collect()
}

/// What is wrong with the lines.
fn faults(set: &[SetLine], width: usize) -> Vec<String> {
    let mut faults = Vec::new();
    for (indent, text) in set {
        let line = text.trim();
        if line.starts_with(|c| CLOSING.contains(c)) {
            faults.push(format!("{width}: begins with a closing mark: {line}"));
        }
        if line.ends_with(|c| OPENING.contains(c)) {
            faults.push(format!("{width}: ends with an opening mark: {line}"));
        }
        if indent + text.width() > width {
            faults.push(format!("{width}: {} cells: {line}", indent + text.width()));
        }
    }
    faults
}

/// Where the characters of the lines and the expected ones part, if they do.
fn difference(set: &[SetLine], expected: &str) -> Option<String> {
    let visible = set.iter().flat_map(|(_, text)| text.chars());
    let visible: String = visible.filter(|c| !c.is_whitespace()).collect();
    if visible == expected {
        return None;
    }
    let same = visible
        .chars()
        .zip(expected.chars())
        .take_while(|(a, b)| a == b);
    let at = same.count();
    let tail = |text: &str| text.chars().skip(at).take(20).collect::<String>();
    Some(format!("{} instead of {}", tail(&visible), tail(expected)))
}

/// Checks a document at all widths; the number of lines that were looked at.
fn check(name: &str, document: &[Block], expected: &str, indents: &[u16]) -> usize {
    let mut count = 0;
    for width in 20..=120 {
        for &indent in indents {
            let set = set(document, width, indent);
            assert_eq!(faults(&set, usize::from(width)), [""; 0], "{name}");
            assert_eq!(difference(&set, expected), None, "{name} at {width}");
            count += set.len();
        }
    }
    count
}

#[test]
fn shipped_documents_are_set_whole_and_well() {
    for (name, text) in wengu::io::corpus::shipped() {
        let document = blocks(Path::new(name), text);
        let count = check(name, &document, &stripped(text), &[0, 4]);
        println!("{name}: {count} lines at widths 20 to 120");
    }
}

#[test]
fn the_originals_are_set_whole_and_well() {
    for source in sources("layout of the originals") {
        let document = blocks(&source.path, &source.text);
        let visible = |c: &char| !c.is_whitespace() && !c.is_control() && *c != '\u{FEFF}';
        let expected: String = source.text.chars().filter(visible).collect();
        let name = source.path.file_name().unwrap().to_str().unwrap();
        let count = check(name, &document, &expected, &[4]);
        println!("{name}: {count} lines at widths 20 to 120");
    }
}

#[test]
fn a_fault_of_each_kind_is_found() {
    let line = |text: &str| vec![(2, text.to_owned())];
    assert_eq!(faults(&line("甲（乙）。"), 12), [""; 0]);
    assert_eq!(faults(&line("，甲"), 12).len(), 1);
    assert_eq!(faults(&line("甲“"), 12).len(), 1);
    assert_eq!(faults(&line("甲乙丙丁戊己"), 12).len(), 1);
    assert_eq!(difference(&line("甲 乙"), "甲乙"), None);
    assert!(difference(&line("甲"), "甲乙").is_some());
    assert!(difference(&line("甲丙"), "甲乙").is_some());
    let markdown = "+++\nid = \"x\"\n+++\n# 一 二\n\n> 三\n> ——四\n\n- **五**：六\n12. 七1. 八\n";
    assert_eq!(stripped(markdown), "一二三——四五：六七1.八");
}
