//! The same text out of every format gives the same blocks.

use super::archives::{docx, epub};
use super::parse;
use std::fmt::Write;
use std::path::Path;
use wengu::domain::doc::{Block, BlockKind};
use wengu::io::import::child::Format;
use wengu::io::import::{ImportError, import_text};

/// A part of a text, from which every format is written.
pub(super) enum Part {
    Heading(usize, String),
    Paragraph(String),
    /// A paragraph with a note at its end.
    Noted(String, String),
    Quote(String),
    List(bool, Vec<String>),
    Table(Vec<Vec<String>>),
}

pub(super) fn parts() -> Vec<Part> {
    let mut out = Vec::new();
    for chapter in 1..=12 {
        out.push(Part::Heading(1, format!("第{chapter}章 新质生产力的理论")));
        for section in 1..=3 {
            let text = |name: &str| {
                format!(
                    "第{chapter}章第{section}节的{name}：发展新质生产力，是 GDP 增长 5% 的重要着力点。"
                )
            };
            out.push(Part::Heading(2, format!("{chapter}.{section} 内涵")));
            out.push(Part::Paragraph(text("正文")));
            out.push(Part::Noted(text("论断"), text("注释")));
            out.push(Part::Quote(text("引文")));
            out.push(Part::List(
                section == 1,
                (1..4).map(|n| text(&format!("第{n}点"))).collect(),
            ));
            let row = |n: u32| vec![format!("{n}"), text("单元"), "x".to_owned()];
            out.push(Part::Table((1..4).map(row).collect()));
            out.push(Part::Paragraph(text("小结")));
        }
    }
    out
}

fn markdown(parts: &[Part]) -> String {
    let mut out = String::new();
    let mut notes = String::new();
    let mut note = 0;
    for part in parts {
        match part {
            Part::Heading(level, text) => writeln!(out, "{} {text}\n", "#".repeat(*level)).unwrap(),
            Part::Paragraph(text) => writeln!(out, "{text}\n").unwrap(),
            Part::Noted(text, words) => {
                note += 1;
                writeln!(out, "{text}[^{note}]\n").unwrap();
                writeln!(notes, "[^{note}]: {words}\n").unwrap();
            }
            Part::Quote(text) => writeln!(out, "> {text}\n").unwrap(),
            Part::List(ordered, items) => {
                for (index, item) in items.iter().enumerate() {
                    let mark = if *ordered {
                        format!("{}.", index + 1)
                    } else {
                        "-".to_owned()
                    };
                    writeln!(out, "{mark} {item}").unwrap();
                }
                out.push('\n');
            }
            Part::Table(rows) => {
                for (index, row) in rows.iter().enumerate() {
                    writeln!(out, "|{}|", row.join("|")).unwrap();
                    if index == 0 {
                        writeln!(out, "|-|-|-|").unwrap();
                    }
                }
                out.push('\n');
            }
        }
    }
    out + &notes
}

/// `xhtml`: notes say that they are; else they follow the habit of pages.
fn html(parts: &[Part], typed: bool) -> String {
    let mut out = String::new();
    let mut notes = String::new();
    let mut note = 0;
    for part in parts {
        match part {
            Part::Heading(level, text) => writeln!(out, "<h{level}>{text}</h{level}>").unwrap(),
            Part::Paragraph(text) => writeln!(out, "<p>\n  {text}\n</p>").unwrap(),
            Part::Noted(text, words) => {
                note += 1;
                if typed {
                    writeln!(
                        out,
                        "<p>{text}<a epub:type='noteref' href='#n{note}'>{note}</a></p>"
                    )
                    .unwrap();
                    writeln!(
                        notes,
                        "<aside epub:type='footnote' id='n{note}'><p>{words}</p></aside>"
                    )
                    .unwrap();
                } else {
                    writeln!(
                        out,
                        "<p>{text}<sup><a id='r{note}' href='#n{note}'>[{note}]</a></sup></p>"
                    )
                    .unwrap();
                    writeln!(
                        notes,
                        "<p id='n{note}'><a href='#r{note}'>[{note}]</a> {words}</p>"
                    )
                    .unwrap();
                }
            }
            Part::Quote(text) => writeln!(out, "<blockquote><p>{text}</p></blockquote>").unwrap(),
            Part::List(ordered, items) => {
                let name = if *ordered { "ol" } else { "ul" };
                let items: String = items
                    .iter()
                    .map(|item| format!("<li>{item}</li>\n"))
                    .collect();
                writeln!(out, "<{name}>{items}</{name}>").unwrap();
            }
            Part::Table(rows) => {
                let cells = |row: &Vec<String>| {
                    row.iter()
                        .map(|cell| format!("<td>{cell}</td>"))
                        .collect::<String>()
                };
                let rows: String = rows
                    .iter()
                    .map(|row| format!("<tr>{}</tr>\n", cells(row)))
                    .collect();
                writeln!(out, "<table>{rows}</table>").unwrap();
            }
        }
    }
    out + &notes
}

fn word(parts: &[Part]) -> Vec<u8> {
    let p = |set: &str, text: &str| {
        format!("<w:p><w:pPr>{set}</w:pPr><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>")
    };
    let mut body = String::new();
    let mut notes = String::new();
    let mut note = 0;
    let mut lists = 0;
    for part in parts {
        match part {
            Part::Heading(level, text) => body += &p(&format!("<w:pStyle w:val='{level}'/>"), text),
            Part::Paragraph(text) => body += &p("", text),
            Part::Noted(text, words) => {
                note += 1;
                let reference = format!("<w:r><w:footnoteReference w:id='{note}'/></w:r></w:p>");
                body += &p("", text).replace("</w:p>", &reference);
                notes += &format!("<w:footnote w:id='{note}'>{}</w:footnote>", p("", words));
            }
            Part::Quote(text) => body += &p("<w:pStyle w:val='q'/>", text),
            Part::List(ordered, items) => {
                lists += usize::from(*ordered);
                for item in items {
                    let id = if *ordered { 10 + lists } else { 2 };
                    body += &p(&format!("<w:numPr><w:numId w:val='{id}'/></w:numPr>"), item);
                }
            }
            Part::Table(rows) => {
                let cells = |row: &Vec<String>| {
                    row.iter()
                        .map(|cell| format!("<w:tc>{}</w:tc>", p("", cell)))
                        .collect::<String>()
                };
                let rows: String = rows
                    .iter()
                    .map(|row| format!("<w:tr>{}</w:tr>", cells(row)))
                    .collect();
                body += &format!("<w:tbl>{rows}</w:tbl>");
            }
        }
    }
    docx(&body, &notes)
}

fn shown(blocks: &[Block]) -> Vec<(BlockKind, bool, String, Vec<String>)> {
    let marks = |block: &Block| {
        let spans = block.spans.iter();
        spans
            .map(|s| format!("{:?} {:?}", s.style, s.range))
            .collect()
    };
    let show = |b: &Block| (b.kind, b.continued, b.text.clone(), marks(b));
    blocks.iter().map(show).collect()
}

pub(super) fn from_markdown(parts: &[Part]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut sink = |block| {
        blocks.push(block);
        Ok(())
    };
    import_text::<ImportError>(Path::new("a.md"), &markdown(parts), &mut sink).unwrap();
    blocks
}

#[test]
fn every_format_gives_the_blocks_of_markdown() {
    let parts = parts();
    let wanted = shown(&from_markdown(&parts));
    assert!(wanted.len() > 400, "{}", wanted.len());
    for (name, format, bytes) in [
        ("html", Format::Html, html(&parts, false).into_bytes()),
        ("epub", Format::Epub, epub(&html(&parts, true))),
        ("docx", Format::Docx, word(&parts)),
    ] {
        let found = shown(&parse(format, &bytes).unwrap().blocks);
        let differ = wanted
            .iter()
            .zip(&found)
            .find(|(wanted, found)| wanted != found);
        assert_eq!(differ, None, "{name}");
        assert_eq!(found.len(), wanted.len(), "{name}");
    }
}
