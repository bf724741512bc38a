use super::*;
use crate::domain::layout::Wide;
use crate::domain::text::Widths;

/// Blocks one after the other, as a document has them.
fn blocks(parts: &[(BlockKind, &str)]) -> Vec<Block> {
    let mut start = 0;
    parts
        .iter()
        .map(|(kind, text)| {
            let block = Block {
                start,
                kind: *kind,
                continued: false,
                text: (*text).to_owned(),
                spans: Vec::new(),
            };
            start = block.end() + 1;
            block
        })
        .collect()
}

fn book() -> Vec<Block> {
    let long = "新质生产力是创新起主导作用的先进生产力质态，特点是创新，关键在质优。".repeat(3);
    blocks(&[
        (BlockKind::Heading(1), "题目"),
        (BlockKind::Heading(2), "第一节"),
        (BlockKind::Paragraph, &long),
        (BlockKind::Paragraph, &long),
        (BlockKind::Quote, &long),
        (BlockKind::Heading(2), "第二节"),
        (BlockKind::Paragraph, &long),
    ])
}

fn pager() -> Pager {
    Pager::new(Geometry {
        width: 24,
        indent: 4,
        paragraph_gap: 0,
        wide: Wide::Wrapped,
        widths: Widths::NARROW,
    })
}

fn starts(rows: &[Row]) -> Vec<usize> {
    rows.iter()
        .filter_map(|row| match row {
            Row::Line { line, .. } => Some(line.start),
            Row::Blank => None,
        })
        .collect()
}

#[test]
fn pages_down_show_every_line_once() {
    let blocks = book();
    let all = starts(&pager().rows(&blocks, 0, 10_000));
    let mut pager = pager();
    for height in 1..20 {
        let mut seen = Vec::new();
        let mut top = Some(0);
        while let Some(at) = top {
            seen.extend(starts(&pager.rows(&blocks, at, height)));
            top = pager.page_down(&blocks, at, height);
        }
        assert_eq!(seen, all, "height {height}");
    }
}

#[test]
fn a_page_up_ends_just_above_the_top() {
    let blocks = book();
    let all = starts(&pager().rows(&blocks, 0, 10_000));
    let mut pager = pager();
    for height in 1..20 {
        let mut top = pager.last_page(&blocks, height);
        while top > 0 {
            let above = pager.page_up(&blocks, top, height);
            let shown = starts(&pager.rows(&blocks, above, height));
            let before_top = all.iter().position(|s| *s == top).unwrap() - 1;
            assert!(
                shown.contains(&all[before_top]),
                "height {height}, top {top}"
            );
            assert!(above < top);
            top = above;
        }
    }
}

#[test]
fn the_last_page_is_full_and_ends_with_the_last_line() {
    let blocks = book();
    let mut pager = pager();
    let top = pager.last_page(&blocks, 8);
    let rows = pager.rows(&blocks, top, 8);
    let last = starts(&pager.rows(&blocks, 0, 10_000)).pop();
    assert_eq!(starts(&rows).last().copied(), last);
    assert!(rows.len() >= 7, "{rows:?}");
    assert_eq!(pager.page_down(&blocks, top, 8), None);
}

#[test]
fn layout_from_any_offset_gives_the_same_lines() {
    let blocks = book();
    let all = starts(&pager().rows(&blocks, 0, 10_000));
    for (i, start) in all.iter().enumerate() {
        let from_here = starts(&pager().rows(&blocks, *start, 10_000));
        assert_eq!(from_here, all[i..].to_vec());
        let inside = starts(&pager().rows(&blocks, start + 1, 1));
        assert_eq!(inside, vec![*start]);
    }
}

#[test]
fn another_geometry_keeps_the_offset_on_the_page() {
    let blocks = book();
    let all = starts(&pager().rows(&blocks, 0, 10_000));
    let mut pager = pager();
    for width in [10, 40, 80] {
        pager.set_geometry(Geometry {
            width,
            indent: 4,
            paragraph_gap: 1,
            wide: Wide::Wrapped,
            widths: Widths::NARROW,
        });
        for offset in &all {
            let rows = pager.rows(&blocks, *offset, 1);
            let Some(Row::Line { line, .. }) = rows.first() else {
                panic!("a line")
            };
            assert!(line.start <= *offset && *offset < line.next.max(line.start + 1));
        }
    }
}

#[test]
fn moving_by_lines_stops_at_both_ends() {
    let blocks = book();
    let all = starts(&pager().rows(&blocks, 0, 10_000));
    let mut pager = pager();
    assert_eq!(pager.lines_up(&blocks, all[3], 100), all[0]);
    assert_eq!(pager.lines_down(&blocks, all[3], 2), all[5]);
    assert_eq!(pager.lines_down(&blocks, 0, 10_000), *all.last().unwrap());
    assert_eq!(pager.lines_up(&blocks, all[5], 2), all[3]);
}

#[test]
fn no_blocks_give_no_rows() {
    assert_eq!(pager().rows(&[], 0, 10), []);
    assert_eq!(pager().page_down(&[], 0, 10), None);
    assert_eq!(pager().last_page(&[], 10), 0);
}
