//! Wide tables and code, scrolled to the side.

use super::*;
use crate::app::fixtures::Text;

const BODY: Area = Area {
    x: 0,
    y: 1,
    width: 42,
    height: 10,
};

/// A paragraph, a line of code of 100 cells in a column of 40, a table, paragraphs.
fn text() -> Text {
    let code = format!("{}end", "abcdefg ".repeat(12).trim_end());
    let paragraph = "学而时习之。".repeat(20);
    let mut parts = vec![
        (BlockKind::Paragraph, "开头。"),
        (BlockKind::Code, code.as_str()),
        (BlockKind::Table, "省份\t产值"),
        (BlockKind::Table, "黑龙江\t1"),
    ];
    parts.extend([(BlockKind::Paragraph, paragraph.as_str()); 8]);
    Text::new("wide", "宽", &parts)
}

fn reader() -> Reader {
    text().reader(BODY)
}

#[test]
fn code_takes_one_row_and_is_scrolled_to_its_end_and_back() {
    let mut reader = reader();
    let rows: Vec<usize> = reader
        .rows()
        .filter_map(|row| match row {
            Row::Line { block, .. } => Some(*block),
            Row::Blank => None,
        })
        .collect();
    assert_eq!(rows[..4], [0, 1, 2, 3], "one row each");
    let top = reader.top();
    let mut scrolled = Vec::new();
    while reader.act(Action::ScrollRight).1.is_none() {
        scrolled.push(reader.scrolled());
        assert_eq!(reader.top(), top);
    }
    // 98 cells of code in a column of 40 with an indent of 2.
    assert_eq!(scrolled, (1..=8).map(|n| n * 8).collect::<Vec<_>>());
    assert_eq!(
        reader.act(Action::ScrollRight).1,
        Some(Notice::NothingWider)
    );
    while reader.act(Action::ScrollLeft).1.is_none() {}
    assert_eq!(reader.scrolled(), 0);
}

#[test]
fn a_page_without_wide_lines_is_not_scrolled() {
    let mut reader = reader();
    reader.act(Action::ScrollRight);
    reader.act(Action::LineDown);
    assert_eq!(reader.scrolled(), 8, "a line on, it stays");
    reader.act(Action::NextPage);
    assert_eq!(reader.scrolled(), 0);
    assert_eq!(
        reader.act(Action::ScrollRight).1,
        Some(Notice::NothingWider)
    );
    // On a screen that is wide enough nothing is cut.
    reader.act(Action::DocumentStart);
    reader.act(Action::ScrollRight);
    reader.resize(Area { width: 158, ..BODY });
    reader.act(Action::Wider);
    for _ in 0..10 {
        reader.act(Action::Wider);
    }
    assert_eq!(reader.scrolled(), 0);
}

#[test]
fn the_rows_of_a_table_share_their_stops() {
    let reader = reader();
    assert_eq!(reader.stops(2), [0, 8, 14]);
    assert_eq!(reader.stops(2), reader.stops(3));
    assert!(reader.stops(0).is_empty());
}

#[test]
fn a_hit_that_is_cut_off_is_scrolled_to() {
    let text = text();
    let end = text.whole().find("end").unwrap();
    let mut reader = reader();
    reader.find("end");
    reader.found("end", Some(end..end + 3), false);
    let line = &text.blocks[1];
    let x = end - line.start;
    let seen = |reader: &Reader| {
        let from = reader.scrolled();
        from < x && x + 3 <= from + 38
    };
    assert!(seen(&reader), "{x} {}", reader.scrolled());
    reader.find("abc");
    reader.found("abc", Some(line.start..line.start + 3), true);
    assert_eq!(reader.scrolled(), 0);
}
