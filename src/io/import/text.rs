//! Plain text: a line is a paragraph; short numbered lines are headings.

use crate::domain::doc::{Block, BlockKind, DocumentBuilder};

/// Hands the blocks of a plain text on.
pub(super) fn blocks<E>(
    text: &str,
    builder: &mut DocumentBuilder,
    sink: &mut dyn FnMut(Block) -> Result<(), E>,
) -> Result<(), E> {
    // A lone CR, too, ends a line.
    text.split(['\n', '\r'])
        .try_for_each(|line| builder.feed(kind(line.trim()), line, sink))
}

/// What a line is, by the habits of numbering in Chinese documents.
fn kind(line: &str) -> BlockKind {
    const LONGEST_HEADING: usize = 40;
    let is_sentence = line.ends_with(['。', '！', '？', '；', '，', '：', '…', '”', '.', ';']);
    if is_sentence || line.chars().count() > LONGEST_HEADING || ends_with_page_number(line) {
        return BlockKind::Paragraph;
    }
    heading_level(line).map_or(BlockKind::Paragraph, BlockKind::Heading)
}

/// A line of a printed table of contents: leader dots or a tab, and a page number.
fn ends_with_page_number(line: &str) -> bool {
    let body = line.trim_end_matches(|c: char| c.is_ascii_digit());
    body.len() < line.len() && (body.ends_with(['\t', '.', '…', '·']))
}

fn heading_level(line: &str) -> Option<u8> {
    const NUMERALS: &str = "零〇一二三四五六七八九十百0123456789";
    let is_numeral = |c: char| NUMERALS.contains(c);
    if let Some(rest) = line.strip_prefix('第') {
        let unit = rest.trim_start_matches(is_numeral);
        let numbered = unit.len() < rest.len();
        return match unit.chars().next() {
            Some('编' | '部' | '篇' | '章' | '讲') if numbered => Some(1),
            Some('节') if numbered => Some(2),
            _ => None,
        };
    }
    if let Some(rest) = line.strip_prefix('（') {
        let after = rest.trim_start_matches(is_numeral);
        return (after.len() < rest.len() && after.starts_with('）')).then_some(3);
    }
    let after_han = line.trim_start_matches(|c: char| is_numeral(c) && !c.is_ascii_digit());
    if after_han.len() < line.len() && after_han.starts_with('、') {
        return Some(2);
    }
    dotted_level(line)
}

/// `1.2` and `1.2.3` before a title: as many levels below the chapter as there are dots.
fn dotted_level(line: &str) -> Option<u8> {
    let number: &str = line
        .split(|c: char| !c.is_ascii_digit() && c != '.')
        .next()?;
    let title = line.strip_prefix(number)?.trim_start();
    let parts: Vec<&str> = number.split('.').collect();
    let well_formed = parts.len() >= 2 && parts.iter().all(|p| (1..=2).contains(&p.len()));
    let titled = title.chars().next().is_some_and(char::is_alphabetic);
    (well_formed && titled && line.contains(char::is_whitespace))
        .then(|| u8::try_from(parts.len()).unwrap_or(6).min(6))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbered_lines_are_headings() {
        for (line, level) in [
            ("第一章 理论的创新", 1),
            ("第12章", 1),
            ("第三节 产业", 2),
            ("一、发展新质生产力", 2),
            ("（二）实践着力点", 3),
            ("1.2 理解", 2),
            ("1.2.3 传承与创新", 3),
        ] {
            assert_eq!(kind(line), BlockKind::Heading(level), "{line}");
        }
    }

    #[test]
    fn sentences_and_contents_lines_are_not() {
        for line in [
            "第一章讲的是理论。",
            "1.1 新质生产力的理论贡献\t2",
            "5.10 成渝共建西部科学城.....99",
            "一是坚持创新",
            "2023年，总书记",
            "3.2 万亿元，比上年增长。",
            "5.5万亿元",
            "第三次工业革命",
            "",
        ] {
            assert_eq!(kind(line), BlockKind::Paragraph, "{line}");
        }
    }

    #[test]
    fn every_line_is_a_block_of_its_own() {
        let mut builder = DocumentBuilder::new();
        let mut texts = Vec::new();
        let mut sink = |block: Block| {
            texts.push(block.text);
            Ok::<(), ()>(())
        };
        blocks("甲\r\n\r\n乙\n\n丙\r丁", &mut builder, &mut sink).unwrap();
        assert_eq!(texts, ["甲", "乙", "丙", "丁"]);
    }
}
