//! Documents made in code, in the encodings that Chinese ones have.

use super::made::{Coding, Page, file, pdf};
use super::*;
use crate::io::import::child::inside::Found;
use crate::io::import::child::wire::Record;

/// The longest line, in characters of 12 points.
const COLUMN: usize = 30;

const FIRST: &str = "发展新质生产力是推动高质量发展的内在要求和重要着力点，必须继续做好创新这篇大文章，推动新质生产力加快发展。";
const SECOND: &str = "高质量发展需要新的生产力理论来指导，而新质生产力已经在实践中形成并展示出对高质量发展的强劲推动力、支撑力，需要我们从理论上进行总结、概括，用以指导新的发展实践。";
const THIRD: &str = "科技创新能够催生新产业、新模式、新动能，是发展新质生产力的核心要素。";

/// Paragraphs as printed lines: two ems in, then full lines.
fn set(paragraphs: &[&str], left: f64, columns: usize) -> Vec<(f64, f64, String)> {
    let mut out = Vec::new();
    let mut y = 740.0;
    for paragraph in paragraphs {
        let chars: Vec<char> = paragraph.chars().collect();
        let mut at = 0;
        while at < chars.len() {
            let indent = if at == 0 { 2 } else { 0 };
            let end = (at + columns - indent).min(chars.len());
            let text: String = chars[at..end].iter().collect();
            out.push((left + 12.0 * indent as f64, y, text));
            at = end;
            y -= 18.0;
        }
    }
    out
}

fn page(paragraphs: &[&str]) -> Page {
    Page {
        lines: set(paragraphs, 90.0, COLUMN),
        turn: 0,
    }
}

fn found(bytes: &[u8]) -> Found {
    let mut found = Found::default();
    parse(bytes, &mut found).unwrap();
    found
}

fn refused(bytes: &[u8]) -> Refusal {
    match parse(bytes, &mut Found::default()) {
        Err(Fault::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

fn paragraphs(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| format!("P {text}")).collect()
}

#[test]
fn paragraphs_come_whole_out_of_every_encoding() {
    let page = page(&[FIRST, SECOND, THIRD, FIRST]);
    for coding in [
        Coding::IdentityWithTable,
        Coding::Gbk,
        Coding::Ucs2,
        Coding::Utf16,
    ] {
        let found = found(&pdf(std::slice::from_ref(&page), coding, &[]));
        assert_eq!(
            found.shown(),
            paragraphs(&[FIRST, SECOND, THIRD, FIRST]),
            "{coding:?}"
        );
    }
}

#[test]
fn running_heads_go_pages_and_bookmarks_stay() {
    let mut pages: Vec<Page> = (0..6).map(|_| page(&[SECOND, FIRST])).collect();
    for (index, page) in pages.iter_mut().enumerate() {
        page.lines
            .insert(0, (200.0, 800.0, "新质生产力研究".to_owned()));
        page.lines.push((290.0, 40.0, format!("— {} —", index + 1)));
    }
    pages[2]
        .lines
        .insert(1, (90.0, 770.0, "第二章 产业".to_owned()));
    let found = found(&pdf(
        &pages,
        Coding::Utf16,
        &[("第一章 理论", 0), ("第二章 产业", 2)],
    ));
    let shown = found.shown();
    assert_eq!(shown[0], "h1 第一章 理论");
    assert!(shown.contains(&"h1 第二章 产业".to_owned()), "{shown:?}");
    assert_eq!(
        shown.iter().filter(|line| line.starts_with("h1")).count(),
        2
    );
    assert!(
        !shown.concat().contains("研究") && !shown.concat().contains('—'),
        "{shown:?}"
    );
    let labels: Vec<&Record> = found
        .records
        .iter()
        .filter(|r| matches!(r, Record::Page(_)))
        .collect();
    assert_eq!(labels.len(), 6);
}

#[test]
fn two_columns_and_turned_pages() {
    let mut lines = set(&[FIRST, SECOND, THIRD], 60.0, 18);
    lines.extend(set(&[SECOND, FIRST, THIRD], 320.0, 18));
    lines.sort_by(|a, b| b.1.total_cmp(&a.1));
    let columns = found(&pdf(&[Page { lines, turn: 0 }], Coding::Gbk, &[]));
    assert_eq!(
        columns.shown(),
        paragraphs(&[FIRST, SECOND, THIRD, SECOND, FIRST, THIRD])
    );
    // Drawn upwards on the sheet, and shown turned by a quarter.
    let lines = set(&[FIRST, SECOND, THIRD, FIRST], 90.0, COLUMN);
    let turned = lines
        .into_iter()
        .map(|(x, y, text)| (842.0 - y, x, text))
        .collect();
    let turned = found(&pdf(
        &[Page {
            lines: turned,
            turn: 90,
        }],
        Coding::Ucs2,
        &[],
    ));
    assert_eq!(turned.shown(), paragraphs(&[FIRST, SECOND, THIRD, FIRST]));
}

#[test]
fn scanned_pages_are_said_to_be() {
    let empty = pdf(&[Page::default(), Page::default()], Coding::Utf16, &[]);
    assert_eq!(refused(&empty), Refusal::Scanned { pages: 2 });
}

#[test]
fn what_is_no_document_is_refused() {
    for bytes in [&b""[..], b"text", b"%PDF-1.7", b"%PDF-1.7\n%%EOF"] {
        let refusal = refused(bytes);
        assert!(
            matches!(refusal, Refusal::NotThisFormat | Refusal::Damaged(_)),
            "{refusal:?}"
        );
    }
}

#[test]
fn pages_that_lead_in_a_circle_end() {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1000000 >>",
        "<< /Type /Pages /Kids [2 0 R] /Count 1000000 /Parent 2 0 R >>",
    ]
    .map(str::to_owned);
    let refusal = refused(&file(&objects));
    assert!(
        matches!(
            refusal,
            Refusal::Damaged(_) | Refusal::Scanned { .. } | Refusal::TooManyEntries(_)
        ),
        "{refusal:?}"
    );
}
