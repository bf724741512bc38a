use super::*;
use crate::domain::layout::{Typography, Wide};
use crate::domain::text::Widths;
use proptest::prelude::*;

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
        typography: Typography::RAGGED,
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
            typography: Typography::RAGGED,
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

#[test]
fn a_heading_goes_to_the_page_of_what_it_heads() {
    let blocks = blocks(&[
        (BlockKind::Paragraph, "一"),
        (BlockKind::Heading(2), "第一节"),
        (BlockKind::Heading(3), "其一"),
        (BlockKind::Paragraph, "二"),
    ]);
    let all = starts(&pager().rows(&blocks, 0, 10));
    let mut pager = pager();
    // All of it takes six rows, with the blank ones between.
    for height in 2..6 {
        assert_eq!(
            starts(&pager.rows(&blocks, 0, height)),
            all[..1],
            "{height}"
        );
        assert_eq!(pager.page_down(&blocks, 0, height), Some(all[1]));
    }
    assert_eq!(starts(&pager.rows(&blocks, 0, 6)), all);
    assert_eq!(
        starts(&pager.rows(&blocks, all[1], 2)),
        all[1..2],
        "nothing but headings fits"
    );
    assert_eq!(
        pager.page_up(&blocks, all[3], 4),
        all[1],
        "shown with the line below it"
    );
}

proptest! {
    #[test]
    fn another_width_keeps_the_offset_on_the_page_and_each_block_its_lines(
        texts in prop::collection::vec("[新质生产力，。“”a1 《》]{0,80}", 1..8),
        (width, other) in (6_u16..80, 6_u16..80), height in 1_usize..10,
    ) {
        let parts: Vec<(BlockKind, &str)> =
            texts.iter().map(|text| (BlockKind::Paragraph, text.as_str())).collect();
        let blocks = blocks(&parts);
        let geometry = |width| Geometry {
            typography: Typography { indent_after_heading: false, ..Typography::JUSTIFIED },
            ..Geometry { width, ..pager().geometry() }
        };
        let mut pager = Pager::new(geometry(width));
        let tops = starts(&pager.rows(&blocks, 0, 10_000));
        pager.set_geometry(geometry(other));
        let all = starts(&pager.rows(&blocks, 0, 10_000));
        for top in tops {
            let rows = pager.rows(&blocks, top, height);
            let Some(Row::Line { line, .. }) = rows.first() else { panic!("a line") };
            prop_assert!(line.start <= top && top < line.next.max(line.start + 1));
        }
        for block in &blocks {
            let from_here = starts(&Pager::new(geometry(other)).rows(&blocks, block.start, 10_000));
            let at = all.iter().position(|start| *start == block.start).unwrap();
            prop_assert_eq!(&from_here[..], &all[at..]);
        }
    }
}

/// A block of many pages.
fn long_block() -> Vec<Block> {
    let sentence = "新质生产力由AI等技术催生，2024年起写进报告。";
    blocks(&[(BlockKind::Paragraph, &sentence.repeat(1000))])
}

#[test]
fn a_page_of_a_long_block_lays_out_no_more_than_is_near() {
    let blocks = long_block();
    let middle = blocks[0].text.floor_char_boundary(blocks[0].text.len() / 2);
    let all = crate::domain::layout::lines(None, &blocks[0], pager().geometry()).len();
    for (offset, most) in [(0, all / 3), (middle, all * 5 / 6)] {
        let mut pager = pager();
        assert_eq!(pager.rows(&blocks, offset, 24).len(), 24);
        assert!(pager.page_down(&blocks, offset, 24).is_some());
        let laid = &pager.laid[&(0, false)];
        assert!(
            !laid.whole && laid.lines.len() <= most,
            "{}",
            laid.lines.len()
        );
    }
}

#[test]
fn paging_through_a_long_block_shows_the_lines_that_it_has_as_a_whole() {
    let blocks = long_block();
    let all = crate::domain::layout::lines(None, &blocks[0], pager().geometry());
    let (mut pager, mut seen) = (pager(), Vec::new());
    let mut top = Some(0);
    while let Some(at) = top {
        let rows = pager.rows(&blocks, at, 24);
        seen.extend(rows.into_iter().filter_map(|row| match row {
            Row::Line { line, .. } => Some(line),
            Row::Blank => None,
        }));
        top = pager.page_down(&blocks, at, 24);
    }
    assert_eq!(seen, all);
}
