//! Moves on pages of two columns, held against the lines of the blocks.

use super::*;
use crate::app::config::Columns;
use crate::app::fixtures::{SETTING, Text};
use crate::domain::layout::lines;

const WIDE: Area = Area {
    x: 0,
    y: 1,
    width: 160,
    height: 10,
};
const WHOLE: usize = usize::MAX / 4;

fn text() -> Text {
    Text::chapters("lunxue", 120)
}

fn reader_of(text: &Text) -> Reader {
    text.reader(WIDE)
}

fn all_lines(text: &Text) -> Vec<usize> {
    let geometry = SETTING.geometry(WIDE);
    let laid = text
        .blocks
        .iter()
        .flat_map(|block| lines(None, block, geometry));
    laid.map(|line| line.start).collect()
}

fn starts<'r>(rows: impl Iterator<Item = &'r Row>) -> Vec<usize> {
    let start = |row: &Row| match row {
        Row::Line { line, .. } => Some(line.start),
        Row::Blank => None,
    };
    rows.filter_map(start).collect()
}

fn shown(reader: &Reader) -> Vec<usize> {
    starts(reader.rows())
}

#[test]
fn the_text_goes_down_the_left_column_and_then_the_right_one() {
    let text = text();
    let reader = reader_of(&text);
    let columns: Vec<(Area, Vec<usize>)> = reader
        .columns()
        .map(|(area, rows)| (area, starts(rows.iter())))
        .collect();
    let [(left, first), (right, second)] = &columns[..] else {
        panic!("{columns:?}");
    };
    assert!(left.x + left.width < right.x && right.x + right.width < 160);
    assert_eq!(
        [first.as_slice(), second.as_slice()].concat(),
        shown(&reader)
    );
    assert_eq!(shown(&reader), all_lines(&text)[..shown(&reader).len()]);
    assert_eq!(second.len(), 10);
}

#[test]
fn a_page_turn_turns_both_and_each_line_is_shown_once() {
    let text = text();
    let mut reader = reader_of(&text);
    let mut seen = shown(&reader);
    while reader.act(Action::NextPage).1.is_none() {
        seen.extend(shown(&reader));
    }
    assert_eq!(seen, all_lines(&text));
    assert_eq!(reader.percent(), 100);
    reader.act(Action::DocumentStart);
    reader.act(Action::HalfPageDown);
    assert_eq!(reader.top(), all_lines(&text)[10], "half of it is a column");
}

#[test]
fn the_last_page_is_full_and_lines_do_not_move_past_it() {
    let text = text();
    let all = all_lines(&text);
    let mut reader = reader_of(&text);
    reader.act(Action::DocumentEnd);
    assert_eq!(shown(&reader), all[all.len() - 20..]);
    assert_eq!(reader.act(Action::LineDown).1, Some(Notice::AtEnd));
    reader.act(Action::LineUp);
    assert_eq!(reader.top(), all[all.len() - 21]);
    reader.act(Action::HalfPageDown);
    assert_eq!(shown(&reader), all[all.len() - 20..]);
}

#[test]
fn a_hit_in_the_right_column_moves_nothing_and_one_beyond_is_gone_to() {
    let text = text();
    let all = all_lines(&text);
    let mut reader = reader_of(&text);
    let (here, beyond) = (all[15], all[50]);
    reader.find("学");
    reader.found("学", Some(here..here + 3), false);
    assert_eq!(reader.top(), 0);
    reader.found("学", Some(beyond..beyond + 3), false);
    assert!(shown(&reader).contains(&beyond));
    reader.act(Action::JumpBack);
    assert_eq!(reader.top(), 0);
    reader.go_to(all[70]);
    assert_eq!(reader.top(), all[70]);
}

#[test]
fn a_resize_between_one_and_two_columns_keeps_the_place() {
    let text = text();
    let mut reader = reader_of(&text);
    reader.act(Action::NextPage);
    let top = reader.top();
    for (width, columns) in [(159, 1), (160, 2), (80, 1), (320, 2)] {
        reader.resize(Area { width, ..WIDE });
        assert_eq!(reader.columns().count(), columns, "{width}");
        assert!(reader.shows(top));
    }
    // A passage in the right column stays in sight.
    let block = &text.blocks[8];
    let passage = Some(block.start..block.end());
    let mut reader = Reader::new(text.opened(WHOLE, passage), WIDE, SETTING);
    reader.act(Action::DocumentStart);
    assert!(reader.shows(block.start));
    reader.resize(Area { width: 100, ..WIDE });
    assert!(reader.shows(block.start));
}

#[test]
fn one_column_stays_one_and_keys_widen_it_past_two() {
    let setting = Setting {
        columns: Columns::One,
        ..SETTING
    };
    let reader = Reader::new(text().opened(WHOLE, None), WIDE, setting);
    assert_eq!(reader.columns().count(), 1);
    let mut reader = reader_of(&text());
    reader.act(Action::Wider);
    assert_eq!((reader.columns().count(), reader.width()), (1, 81));
    reader.act(Action::Narrower);
    assert_eq!((reader.columns().count(), reader.width()), (2, 77));
    reader.act(Action::Narrower);
    assert_eq!((reader.columns().count(), reader.width()), (2, 73));
}

#[test]
fn blocks_are_asked_for_before_two_columns_run_out() {
    let text = Text::chapters("lunxue", 400);
    let reach = 40_000;
    let mut reader = Reader::new(text.opened(reach, None), WIDE, SETTING);
    let mut seen = shown(&reader);
    loop {
        let (effects, notice) = reader.act(Action::NextPage);
        if notice == Some(Notice::AtEnd) {
            break;
        }
        if let [Effect::LoadBlocks { at: offset, .. }] = effects.as_slice() {
            reader.arrive(text.window(*offset, reach));
        }
        seen.extend(shown(&reader));
    }
    assert_eq!(seen, all_lines(&text));
}

#[test]
fn a_large_screen_asks_for_more_at_once_and_seldom() {
    let text = Text::chapters("lunxue", 4_000);
    let tall = Area {
        height: 120,
        ..WIDE
    };
    let mut reader = Reader::new(text.opened(24_000, None), tall, SETTING);
    let mut effects = reader.look_around();
    let (mut turned, mut asked) = (0, 0);
    loop {
        if let [Effect::LoadBlocks { at, reach, .. }] = effects.as_slice() {
            asked += 1;
            reader.arrive(text.window(*at, *reach));
        }
        let (next, notice) = reader.act(Action::NextPage);
        if notice == Some(Notice::AtEnd) {
            break;
        }
        effects = next;
        turned += 1;
    }
    assert!(reader.window.at_end);
    assert!(turned > 20 && asked * 3 <= turned, "{asked} of {turned}");
}
