//! Moves in a document, held against the lines of its blocks laid out one after the other.

use super::*;
use crate::app::fixtures::{BODY, SETTING, Text};
use crate::domain::layout::lines;

const WHOLE: usize = usize::MAX / 4;

fn text() -> Text {
    Text::chapters("lunxue", 60)
}

/// The starts of all lines, in order.
fn all_lines(text: &Text) -> Vec<usize> {
    let geometry = SETTING.geometry(BODY);
    let of_block = |block| lines(None, block, geometry);
    let laid = text.blocks.iter().flat_map(of_block);
    laid.map(|line| line.start).collect()
}

/// The starts of the lines on the page.
fn shown(reader: &Reader) -> Vec<usize> {
    let line = |row: &Row| match row {
        Row::Line { line, .. } => Some(line.start),
        Row::Blank => None,
    };
    reader.rows().filter_map(line).collect()
}

fn act(reader: &mut Reader, action: Action) -> Option<Notice> {
    reader.act(action).1
}

fn percent(reader: &mut Reader, digits: &str) -> Option<Notice> {
    digits.chars().for_each(|digit| reader.digit(digit));
    act(reader, Action::GoToPercent)
}

#[test]
fn paging_on_shows_each_line_once_to_the_end() {
    let text = text();
    let mut reader = text.reader(BODY);
    let mut seen = shown(&reader);
    while act(&mut reader, Action::NextPage).is_none() {
        seen.extend(shown(&reader));
        assert!(reader.rows().count() <= 10);
    }
    assert_eq!(seen, all_lines(&text));
    assert_eq!(act(&mut reader, Action::NextPage), Some(Notice::AtEnd));
    assert_eq!(reader.percent(), 100);
}

#[test]
fn paging_back_meets_the_line_one_came_from() {
    let text = text();
    let all = all_lines(&text);
    let mut reader = text.reader(BODY);
    assert_eq!(
        act(&mut reader, Action::PreviousPage),
        Some(Notice::AtStart)
    );
    act(&mut reader, Action::DocumentEnd);
    while act(&mut reader, Action::NextPage).is_none() {}
    loop {
        let before = reader.top();
        if act(&mut reader, Action::PreviousPage).is_some() {
            break;
        }
        let last = *shown(&reader).last().unwrap();
        let place = all.iter().position(|start| *start == last).unwrap();
        let at_start = reader.top() == 0;
        // A heading is shown with the line below it, which is then on both pages.
        let meets = all[place + 1] == before || last == before;
        assert!(at_start || meets, "the pages meet");
    }
    assert_eq!(reader.top(), 0);
}

#[test]
fn lines_and_half_pages_move_by_lines() {
    let text = text();
    let all = all_lines(&text);
    let mut reader = text.reader(BODY);
    act(&mut reader, Action::LineDown);
    assert_eq!(reader.top(), all[1]);
    act(&mut reader, Action::HalfPageDown);
    assert_eq!(reader.top(), all[6]);
    act(&mut reader, Action::HalfPageUp);
    act(&mut reader, Action::LineUp);
    assert_eq!(reader.top(), 0);
    assert_eq!(act(&mut reader, Action::LineUp), Some(Notice::AtStart));
    assert_eq!(act(&mut reader, Action::HalfPageUp), Some(Notice::AtStart));
}

#[test]
fn the_last_page_is_full_and_lines_do_not_move_past_it() {
    let text = text();
    let all = all_lines(&text);
    let mut reader = text.reader(BODY);
    act(&mut reader, Action::DocumentEnd);
    assert_eq!(shown(&reader), all[all.len() - 10..]);
    assert_eq!(act(&mut reader, Action::LineDown), Some(Notice::AtEnd));
    act(&mut reader, Action::LineUp);
    act(&mut reader, Action::HalfPageDown);
    assert_eq!(shown(&reader), all[all.len() - 10..]);
    act(&mut reader, Action::DocumentStart);
    assert_eq!(shown(&reader)[0], 0);
}

#[test]
fn a_percentage_is_a_share_of_the_bytes() {
    let text = text();
    let mut reader = text.reader(BODY);
    assert_eq!(percent(&mut reader, "50"), None);
    let half = text.document.length / 2;
    let (first, second) = (shown(&reader)[0], shown(&reader)[1]);
    assert!((first..second).contains(&half), "{first} {half} {second}");
    assert!((49..=50).contains(&reader.percent()));
    assert_eq!(percent(&mut reader, "100"), None);
    assert_eq!(reader.percent(), 100);
    assert_eq!(percent(&mut reader, "0"), None);
    assert_eq!(reader.top(), 0);
    for bad in ["", "101"] {
        assert_eq!(percent(&mut reader, bad), Some(Notice::BadPercent));
        assert_eq!(reader.top(), 0);
    }
}

#[test]
fn another_key_forgets_the_digits() {
    let mut reader = text().reader(BODY);
    reader.digit('5');
    act(&mut reader, Action::LineDown);
    assert_eq!(reader.digits(), "");
    assert_eq!(percent(&mut reader, ""), Some(Notice::BadPercent));
}

#[test]
fn each_jump_is_taken_back_in_turn() {
    let mut reader = text().reader(BODY);
    act(&mut reader, Action::NextPage);
    let first = reader.top();
    act(&mut reader, Action::DocumentEnd);
    act(&mut reader, Action::LineUp);
    let second = reader.top();
    percent(&mut reader, "30");
    assert_eq!(act(&mut reader, Action::JumpBack), None);
    assert_eq!(reader.top(), second);
    assert_eq!(act(&mut reader, Action::JumpBack), None);
    assert_eq!(reader.top(), first);
    assert_eq!(act(&mut reader, Action::JumpBack), Some(Notice::NoJump));
}

#[test]
fn a_jump_that_moves_nothing_needs_no_way_back() {
    let text = text();
    let mut reader = text.reader(BODY);
    act(&mut reader, Action::DocumentStart);
    reader.find("学");
    let hit = text.whole().find('学').unwrap();
    reader.found("学", Some(hit..hit + 3), false);
    assert_eq!(reader.top(), 0);
    assert_eq!(act(&mut reader, Action::JumpBack), Some(Notice::NoJump));
}

fn search_of(outcome: &Outcome) -> (String, usize, Direction) {
    match outcome.0.as_slice() {
        [
            Effect::Find {
                query,
                from,
                direction,
                ..
            },
        ] => (query.clone(), *from, *direction),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_search_goes_from_hit_to_hit() {
    let text = text();
    let whole = text.whole();
    let mut reader = text.reader(BODY);
    assert_eq!(act(&mut reader, Action::FindNext), Some(Notice::NoQuery));
    act(&mut reader, Action::LineDown);
    let top = reader.top();
    let first = search_of(&reader.find("第040段"));
    assert_eq!(first, ("第040段".to_owned(), top, Direction::Forward));

    let at = whole.find("第040段").unwrap();
    let hit = at..at + "第040段".len();
    assert_eq!(reader.found("第040段", Some(hit.clone()), false).1, None);
    assert_eq!(reader.hit, Some(hit.clone()));
    assert!(shown(&reader).contains(&at), "the hit is on the page");

    let next = search_of(&reader.act(Action::FindNext));
    assert_eq!((next.1, next.2), (hit.end, Direction::Forward));
    let previous = search_of(&reader.act(Action::FindPrevious));
    assert_eq!((previous.1, previous.2), (hit.start, Direction::Backward));
    assert_eq!(
        reader.found("第040段", Some(hit), true).1,
        Some(Notice::Wrapped)
    );

    // Once the hit is out of sight the search goes on from the page.
    act(&mut reader, Action::DocumentStart);
    assert_eq!(search_of(&reader.act(Action::FindNext)).1, 0);
    act(&mut reader, Action::JumpBack);
    act(&mut reader, Action::JumpBack);
    assert_eq!(reader.top(), top, "the way back leads past the hit");
}

#[test]
fn what_is_not_found_is_named_and_moves_nothing() {
    let mut reader = text().reader(BODY);
    reader.find("孟子");
    let (effects, notice) = reader.found("孟子", None, false);
    assert_eq!(
        (effects, notice),
        (vec![], Some(Notice::NotFound("孟子".to_owned())))
    );
    assert_eq!(reader.top(), 0);
}

#[test]
fn the_column_changes_around_the_line_at_the_top() {
    let mut reader = text().reader(BODY);
    act(&mut reader, Action::NextPage);
    act(&mut reader, Action::NextPage);
    let top = reader.top();
    for (action, width) in [
        (Action::Narrower, 74),
        (Action::Narrower, 70),
        (Action::Wider, 74),
        (Action::Wider, 78),
    ] {
        let (_, said) = reader.act(action);
        assert_eq!(said, Some(Notice::Column(width, false)));
        assert_eq!(reader.width(), width, "each press is seen");
        assert_eq!(reader.top(), top);
        assert!(reader.shows(top));
    }
    let (_, said) = reader.act(Action::Wider);
    assert_eq!(said, Some(Notice::Column(78, true)), "no room for more");
    // The screen is no wider.
    act(&mut reader, Action::Wider);
    act(&mut reader, Action::Narrower);
    assert_eq!(reader.width(), 74);
}

#[test]
fn the_column_keeps_within_what_the_config_allows() {
    for (column, action) in [(240, Action::Wider), (16, Action::Narrower)] {
        let body = Area { width: 300, ..BODY };
        let setting = Setting { column, ..SETTING };
        let mut reader = Reader::new(text().opened(WHOLE, None), body, setting);
        act(&mut reader, action);
        assert_eq!(reader.setting().column, column);
    }
}

#[test]
fn a_resize_keeps_the_place() {
    let mut reader = text().reader(BODY);
    act(&mut reader, Action::DocumentEnd);
    act(&mut reader, Action::PreviousPage);
    let top = reader.top();
    for (width, height) in [(40, 5), (20, 30), (200, 1), (1, 1), (80, 10)] {
        let body = Area {
            width,
            height,
            ..BODY
        };
        reader.resize(body);
        assert_eq!(reader.top(), top);
        assert!(reader.shows(top));
        for (_, rows) in reader.columns() {
            assert!(rows.len() <= usize::from(height));
        }
    }
}

#[test]
fn a_resize_keeps_a_passage_in_sight() {
    let text = text();
    let block = &text.blocks[40];
    let mut reader = Reader::new(
        text.opened(WHOLE, Some(block.start..block.end())),
        BODY,
        SETTING,
    );
    reader.resize(Area { height: 2, ..BODY });
    assert!(reader.shows(block.start));
    reader.resize(Area {
        width: 24,
        height: 4,
        ..BODY
    });
    assert!(reader.shows(block.start));
    // Who has moved on is not fetched back.
    act(&mut reader, Action::DocumentStart);
    reader.resize(BODY);
    assert_eq!(reader.top(), 0);
}

#[test]
fn opening_at_a_heading_shows_what_it_heads() {
    let (word, title) = ("学而时习之，不亦说乎？".repeat(3), "下篇");
    let parts: Vec<(BlockKind, &str)> = (0..40)
        .map(|n| match n % 2 {
            0 => (BlockKind::Heading(2), title),
            _ => (BlockKind::Paragraph, word.as_str()),
        })
        .collect();
    let text = Text::new("lunxue", "论学", &parts);
    for height in 3..12 {
        let body = Area { height, ..BODY };
        for block in text.blocks.iter().take(20) {
            let passage = block.start..block.end();
            let reader = Reader::new(text.opened(WHOLE, Some(passage)), body, SETTING);
            assert!(shown(&reader).contains(&block.start), "{height}");
            let heads = matches!(block.kind, BlockKind::Heading(_));
            assert!(!heads || reader.top() == block.start, "{height}");
        }
    }
}

#[test]
fn opening_at_a_passage_shows_it_and_what_stands_before_it() {
    let text = text();
    for index in [2, 30, text.blocks.len() - 1] {
        let block = &text.blocks[index];
        let passage = block.start..block.end();
        let reader = Reader::new(text.opened(WHOLE, Some(passage)), BODY, SETTING);
        let lines = shown(&reader);
        assert!(lines.contains(&block.start));
        assert!(lines[0] < block.start);
        assert_eq!(reader.rows().count(), 10, "a full page");
    }
}

#[test]
fn blocks_are_asked_for_before_they_run_out_and_move_nothing() {
    let text = Text::chapters("lunxue", 400);
    let reach = 12_000;
    let mut reader = Reader::new(text.opened(reach, None), BODY, SETTING);
    let all = all_lines(&text);
    let mut seen = shown(&reader);
    let mut asked = 0;
    let page = 10 * 80 * 3 / 2;
    loop {
        let (effects, notice) = reader.act(Action::NextPage);
        if notice == Some(Notice::AtEnd) {
            break;
        }
        if let [Effect::LoadBlocks { at: offset, .. }] = effects.as_slice() {
            asked += 1;
            let before = shown(&reader);
            reader.arrive(text.window(*offset, reach));
            assert_eq!(shown(&reader)[..before.len()], before);
        }
        let at_hand = reader.blocks().last().unwrap().end() - reader.top();
        assert!(reader.window.at_end || at_hand >= 3 * page, "{at_hand}");
        seen.extend(shown(&reader));
    }
    assert_eq!(seen, all);
    assert!(asked > 3 && asked < all.len() / 20, "{asked}");
}

#[test]
fn a_jump_out_of_the_window_waits_for_its_blocks() {
    let text = Text::chapters("lunxue", 400);
    let whole = text.reader(BODY);
    for go in [Action::DocumentEnd, Action::GoToPercent] {
        let mut reader = Reader::new(text.opened(12_000, None), BODY, SETTING);
        let mut other = text.reader(BODY);
        for reader in [&mut reader, &mut other] {
            reader.digit('7');
            reader.digit('0');
        }
        let before = shown(&reader);
        let (effects, _) = reader.act(go);
        let [Effect::LoadBlocks { at: offset, .. }] = effects.as_slice() else {
            panic!("{effects:?}");
        };
        assert_eq!(shown(&reader), before, "nothing moves until they are there");
        reader.arrive(text.window(*offset, 12_000));
        other.act(go);
        assert_eq!(shown(&reader), shown(&other));

        let (effects, _) = reader.act(Action::JumpBack);
        let [Effect::LoadBlocks { at: 0, .. }] = effects.as_slice() else {
            panic!("{effects:?}");
        };
        reader.arrive(text.window(0, 12_000));
        assert_eq!(shown(&reader), shown(&whole));
    }
}

#[test]
fn a_jump_whose_blocks_never_came_is_given_up() {
    let text = Text::chapters("lunxue", 400);
    let mut reader = Reader::new(text.opened(12_000, None), BODY, SETTING);
    reader.act(Action::DocumentEnd);
    reader.act(Action::NextPage);
    let before = shown(&reader);
    reader.arrive(text.window(reader.top(), 12_000));
    assert_eq!(shown(&reader), before);
}

#[test]
fn the_place_is_saved_when_it_has_changed() {
    let mut text = text();
    text.position = all_lines(&text)[5];
    let mut reader = text.reader(BODY);
    let id = DocId::new("lunxue");
    let opened = Effect::SavePosition(id, all_lines(&text)[5]);
    assert_eq!(reader.save(), Some(opened), "it is being read from now on");
    act(&mut reader, Action::LineDown);
    let place = Effect::SavePosition(DocId::new("lunxue"), all_lines(&text)[6]);
    assert_eq!(reader.save(), Some(place));
    assert_eq!(reader.save(), None);
    act(&mut reader, Action::NextPage);
    act(&mut reader, Action::PreviousPage);
    assert_eq!(reader.save(), None);
}

#[test]
fn the_section_is_the_heading_above_the_page() {
    let mut reader = text().reader(BODY);
    assert_eq!(reader.section(), None);
    act(&mut reader, Action::NextPage);
    assert_eq!(reader.section().map(|b| b.text.as_str()), Some("上篇"));
    act(&mut reader, Action::DocumentEnd);
    assert_eq!(reader.section().map(|b| b.text.as_str()), Some("下篇"));
}

#[test]
fn an_answer_to_an_earlier_search_comes_too_late() {
    let mut reader = text().reader(BODY);
    reader.find("甲");
    reader.find("乙");
    assert_eq!(reader.found("甲", Some(900..903), false), (vec![], None));
    assert_eq!((reader.top(), reader.hit.clone()), (0, None));
}

#[test]
fn the_end_is_remembered_as_the_end_and_shown_as_a_full_page() {
    let mut text = text();
    let mut reader = text.reader(BODY);
    act(&mut reader, Action::DocumentEnd);
    let (top, length) = (reader.top(), text.document.length);
    let place = Effect::SavePosition(DocId::new("lunxue"), length);
    assert_eq!(reader.save(), Some(place));
    text.position = length;
    assert_eq!(text.reader(BODY).top(), top);
}

#[test]
fn a_look_at_a_passage_moves_no_place() {
    let text = text();
    let at = all_lines(&text)[40];
    let opened = text.opened(12_000, Some(at..at + 3));
    let mut reader = Reader::new(opened, BODY, SETTING);
    act(&mut reader, Action::NextPage);
    assert_eq!(reader.save(), None);
}
