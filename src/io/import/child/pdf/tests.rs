//! Documents made in code, in the encodings that Chinese ones have.

use super::made::{self, Coding, Page, file, pdf, rules};
use super::*;
use crate::io::import::child::inside::Found;
use crate::io::import::child::wire::Record;

/// The longest line, in characters of 12 points.
const COLUMN: usize = 30;

const FIRST: &str = "发展新质生产力是推动高质量发展的内在要求和重要着力点，必须继续做好创新这篇大文章，推动新质生产力加快发展。";
const SECOND: &str = "高质量发展需要新的生产力理论来指导，而新质生产力已经在实践中形成并展示出对高质量发展的强劲推动力、支撑力，需要我们从理论上进行总结、概括，用以指导新的发展实践。";
const THIRD: &str = "科技创新能够催生新产业、新模式、新动能，是发展新质生产力的核心要素。";

/// A line that is not full.
const CLOSING: &str = "以上是各项指标的情况。";

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
        ..Page::default()
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
    let columns = found(&pdf(
        &[Page {
            lines,
            ..Page::default()
        }],
        Coding::Gbk,
        &[],
    ));
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
            ..Page::default()
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

/// The upright matrix.
const UPRIGHT: &str = "1 0 0 1";

/// Pages that say what `drawn` draws below a paragraph.
fn with(drawn: String) -> Vec<u8> {
    let page = Page {
        drawn,
        ..page(&[FIRST])
    };
    pdf(&[page], Coding::Utf16, &[])
}

#[test]
fn boxes_of_ruled_lines_are_tables() {
    let across = [600.0, 580.0, 540.0, 520.0].map(|y| [90.0, y, 450.0, y]);
    let down = [90.0, 210.0, 330.0, 450.0].map(|x| [x, 520.0, x, 600.0]);
    let mut drawn = rules(&across) + &rules(&down);
    // The last two cells of the last row are one.
    drawn = drawn.replace("330 520 m 330 600 l", "330 540 m 330 600 l");
    for (x, y, text) in [
        (95.0, 585.0, "指标"),
        (215.0, 585.0, "2022年"),
        (335.0, 585.0, "2023年"),
        (95.0, 565.0, "研发经费"),
        (95.0, 549.0, "投入强度"),
        (215.0, 557.0, "2.54%"),
        (335.0, 557.0, "2.64%"),
        (95.0, 525.0, "来源"),
        (215.0, 525.0, "国家统计局"),
    ] {
        drawn += &made::text(12.0, UPRIGHT, (x, y), text);
    }
    drawn += &made::text(12.0, UPRIGHT, (114.0, 490.0), CLOSING);
    let shown = found(&with(drawn)).shown();
    let wanted = [
        "T 指标\t2022年\t2023年",
        "T 研发经费投入强度\t2.54%\t2.64%",
        "T 来源\t国家统计局",
    ];
    assert_eq!(shown[1..4], wanted, "{shown:?}");
    assert_eq!(shown[4], format!("P {CLOSING}"));
}

#[test]
fn tables_need_no_lines_between_their_columns() {
    let cells = |drawn: &mut String, top: f64| {
        for (row, cells) in [["指标", "2022", "2023"], ["产值", "120", "126"]]
            .iter()
            .enumerate()
        {
            for (column, text) in cells.iter().enumerate() {
                let place = (95.0 + 120.0 * column as f64, top - 20.0 * row as f64);
                *drawn += &made::text(12.0, UPRIGHT, place, text);
            }
        }
    };
    // Three lines across, and none.
    let mut drawn = rules(&[600.0, 580.0, 560.0].map(|y| [90.0, y, 450.0, y]));
    cells(&mut drawn, 585.0);
    drawn += &made::text(12.0, UPRIGHT, (114.0, 530.0), CLOSING);
    cells(&mut drawn, 500.0);
    let shown = found(&with(drawn)).shown();
    let rows = ["T 指标\t2022\t2023", "T 产值\t120\t126"];
    assert_eq!(shown[1..3], rows, "{shown:?}");
    assert_eq!(shown[4..6], rows, "{shown:?}");
}

#[test]
fn notes_with_two_figures_are_found_and_linked() {
    let mut drawn = made::text(12.0, UPRIGHT, (114.0, 600.0), "论断甲");
    drawn += &made::text(7.0, UPRIGHT, (150.0, 605.0), "10");
    drawn += &made::text(12.0, UPRIGHT, (165.0, 600.0), "之后还有字。");
    drawn += &made::text(9.0, UPRIGHT, (90.0, 80.0), "10");
    drawn += &made::text(9.0, UPRIGHT, (104.0, 80.0), "参见《求是》。");
    let found = found(&with(drawn));
    let shown = found.shown();
    assert_eq!(shown[1], "P 论断甲[10]{1000000}之后还有字。", "{shown:?}");
    assert_eq!(shown[2], "F [10]{1000000} 参见《求是》。", "{shown:?}");
}

#[test]
fn what_is_drawn_twice_or_aslant_is_not_said_twice_or_at_all() {
    let mut drawn = made::text(12.0, UPRIGHT, (114.0, 600.0), "黑体是印两遍的。");
    drawn += &made::text(12.0, UPRIGHT, (114.4, 600.0), "黑体是印两遍的。");
    drawn += &made::text(60.0, "0.7 0.7 -0.7 0.7", (150.0, 300.0), "内部资料");
    let shown = found(&with(drawn)).shown();
    assert_eq!(shown[1..], ["P 黑体是印两遍的。"]);
}

#[test]
fn pages_are_called_what_they_call_themselves() {
    let pages = [page(&[FIRST]), page(&[SECOND]), page(&[THIRD])];
    let labels = "0 << /S /r >> 1 << /S /D /St 15 >>";
    let found = found(&made::labelled(&pages, Coding::Gbk, &[], labels));
    let labels = found.records.iter().filter_map(|record| match record {
        Record::Page(label) => Some(label.as_str()),
        _ => None,
    });
    assert_eq!(labels.collect::<Vec<_>>(), ["i", "15", "16"]);
}

#[test]
fn a_printed_table_of_contents_goes_where_bookmarks_say_the_same() {
    let mut printed = Page::default();
    printed.lines.push((240.0, 760.0, "目录".to_owned()));
    for number in 1..=8 {
        let entry = format!("第{number}节  增长的来源 .................. {number}");
        printed
            .lines
            .push((90.0, 740.0 - 18.0 * f64::from(number), entry));
    }
    let mut text = page(&[FIRST, SECOND]);
    text.lines
        .insert(0, (90.0, 770.0, "第1节  增长的来源".to_owned()));
    let shown = |bookmarks: &[(&str, usize)]| {
        found(&pdf(
            &[printed.clone(), text.clone()],
            Coding::Utf16,
            bookmarks,
        ))
        .shown()
    };
    let entries = |shown: &[String]| {
        shown
            .iter()
            .filter(|block| block.contains("......"))
            .count()
    };
    let kept = shown(&[]);
    assert_eq!(entries(&kept), 8, "more than may go unasked: {kept:?}");
    let taken = shown(&[("第1节 增长的来源", 1)]);
    assert_eq!(entries(&taken), 0, "{taken:?}");
    assert!(
        taken.iter().any(|block| block == "h1 第1节 增长的来源"),
        "{taken:?}"
    );
    assert_eq!(
        taken.iter().filter(|block| block.starts_with("P ")).count(),
        2,
        "{taken:?}"
    );
}

#[test]
fn a_stamp_on_scanned_pages_is_no_text() {
    let picture = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID 0\nEI Q\n";
    let stamped = Page {
        lines: vec![(40.0, 20.0, "扫描全能王 创建".to_owned())],
        drawn: picture.to_owned(),
        ..Page::default()
    };
    let scanned = pdf(&[stamped.clone(), stamped.clone()], Coding::Utf16, &[]);
    assert_eq!(refused(&scanned), Refusal::Scanned { pages: 2 });
    let mixed = found(&pdf(&[page(&[FIRST, SECOND]), stamped], Coding::Utf16, &[]));
    let warning = Record::Warning(Warning::PagesWithoutText { pages: 1 });
    assert!(mixed.records.contains(&warning), "{:?}", mixed.records);
}
