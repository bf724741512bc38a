//! Screen, keys, screen: what keys do, with the real keymap and a world that answers.

use super::*;
use crate::app::action::{Action, Context};
use crate::app::area::Size;
use crate::app::fixtures::{Text, World};
use crate::app::notice::{Deed, Failure};
use crate::app::screen::reader::Reader;
use crate::app::screen::review::Review;
use crate::domain::doc::BlockKind;
use crate::domain::id::DocId;
use crate::domain::srs::{CardKey, CardState, Grade};
use crate::domain::time::ClockStep;

/// The screens from the first to the one shown.
fn screens(world: &World) -> String {
    let name = |screen: &Screen| match screen {
        Screen::Welcome => "welcome",
        Screen::Today(_) => "today",
        Screen::Library(_) => "library",
        Screen::Reader(_) => "reader",
        Screen::Contents(_) => "contents",
        Screen::Brief(_) => "brief",
        Screen::Study(_) => "study",
        Screen::Review(_) => "review",
        Screen::Preview(_) => "preview",
        Screen::Help(_) => "help",
    };
    let names: Vec<&str> = world.model.screens.iter().map(name).collect();
    if world.model.leaving {
        format!("left {}", names.join(" ")).trim_end().to_owned()
    } else {
        names.join(" ")
    }
}

fn reader(world: &World) -> &Reader {
    match world.model.screen() {
        Some(Screen::Reader(reader)) => reader,
        other => panic!("{other:?}"),
    }
}

fn review(world: &World) -> &Review {
    match world.model.screen() {
        Some(Screen::Review(review)) => review,
        other => panic!("{other:?}"),
    }
}

fn reading() -> World {
    World::start(Start::Read(DocId::new("lunxue")))
}

#[test]
fn keys_lead_from_screen_to_screen() {
    for (start, keys, end) in [
        (Start::Today, "", "today"),
        (Start::Today, "l", "today library"),
        (Start::Today, "l enter", "today library reader"),
        (Start::Today, "l enter q", "today library"),
        (Start::Today, "l enter q esc", "today"),
        (Start::Today, "l l t", "today library reader contents"),
        (Start::Today, "l l t enter", "today library reader"),
        (Start::Today, "l l t t q q", "today"),
        (Start::Today, "enter", "today review"),
        (Start::Today, "space", "today review"),
        (Start::Today, "r q", "today"),
        (Start::Today, "d", "today review"),
        (Start::Today, "c", "today reader"),
        (Start::Today, "q", "left today"),
        (Start::Today, "esc", "left"),
        (Start::Today, "l ctrl-c", "left today library"),
        (Start::Today, "z", "today"),
        (Start::Welcome, "", "today welcome"),
        (Start::Welcome, "z", "today"),
        (Start::Welcome, "esc", "today"),
        (Start::Welcome, "enter", "today"),
        (Start::Welcome, "l", "today library"),
        (Start::Welcome, "?", "today help"),
        (Start::Welcome, "q", "left today"),
        (Start::Read(DocId::new("lunxue")), "q", "left"),
        (Start::Review(None), "", "review"),
        (Start::Review(None), "q", "left"),
    ] {
        let mut world = World::start(start.clone());
        world.keys(keys);
        assert_eq!(screens(&world), end, "{start:?}: {keys}");
    }
}

#[test]
fn each_screen_has_its_help_and_back_is_the_same_screen() {
    for (start, keys, context) in [
        (Start::Today, "", Context::Today),
        (Start::Today, "l", Context::Library),
        (Start::Today, "c", Context::Reader),
        (Start::Today, "c t", Context::Toc),
        (Start::Today, "r", Context::Review),
    ] {
        for (open, close) in [("?", "q"), ("f1", "esc"), ("？", "?")] {
            let mut world = World::start(start.clone());
            world.keys(keys);
            let before = screens(&world);
            world.keys(open);
            let Some(Screen::Help(help)) = world.model.screen() else {
                panic!("{}", screens(&world));
            };
            assert_eq!(help.of, context);
            world.keys(close);
            assert_eq!(screens(&world), before);
        }
    }
}

#[test]
fn ctrl_c_leaves_from_everywhere_but_a_line_being_entered() {
    for keys in [
        "", "l", "c", "c t", "r", "r space", "?", "c ?", "g", "c g", "c 5",
    ] {
        let mut world = World::start(Start::Today);
        world.keys(keys);
        world.keys("ctrl-c");
        assert!(world.model.leaving, "{keys}");
    }
    let mut world = World::start(Start::Today);
    world.keys("c / j ctrl-c");
    assert_eq!(
        (screens(&world).as_str(), world.model.prompt.is_some()),
        ("today reader", false)
    );
    world.keys("ctrl-c");
    assert!(world.model.leaving);
}

#[test]
fn leaving_keeps_the_place() {
    for keys in ["q", "ctrl-c", "Q", "t ctrl-c"] {
        let mut world = reading();
        world.keys("space");
        let place = reader(&world).top();
        world.effects();
        world.keys(keys);
        let saved = Effect::SavePosition(DocId::new("lunxue"), place);
        assert!(world.effects().contains(&saved), "{keys}");
    }
    let mut world = reading();
    world.keys("space");
    world.effects();
    // What was refused is tried again; what was kept is not.
    world.failing = Some(Failure::ReadOnly);
    for saves in [1, 1, 0] {
        world.send(Msg::Idle);
        let effects = world.effects();
        let save = |effect: &&Effect| matches!(effect, Effect::SavePosition(..));
        assert_eq!(effects.iter().filter(save).count(), saves);
    }
}

#[test]
fn a_session_that_is_left_is_ended() {
    let mut world = World::start(Start::Today);
    world.keys("r");
    world.effects();
    world.keys("q");
    assert_eq!(world.effects(), [Effect::EndSession, Effect::LoadOverview]);
}

#[test]
fn an_unknown_key_is_named_until_the_next_key() {
    let mut world = reading();
    world.keys("Z");
    assert_eq!(world.model.notice, Some(Notice::NoSuchKey("Z".to_owned())));
    world.keys("j");
    assert_eq!(world.model.notice, None);
    world.keys("Z g");
    assert_eq!(world.model.notice, None, "what was typed is shown instead");
    world.keys("g z 5");
    assert_eq!(world.model.notice, None);
}

#[test]
fn two_keys_make_one_and_a_half_one_is_given_up() {
    let mut world = reading();
    world.keys("space g");
    assert_eq!(world.model.pending.len(), 1);
    assert_ne!(reader(&world).top(), 0);
    world.keys("g");
    assert_eq!(reader(&world).top(), 0);
    // A key that does not go on does what it does by itself.
    world.keys("g j");
    assert!(world.model.pending.is_empty());
    assert_ne!(reader(&world).top(), 0);
    // Esc gives up what is half typed, not the screen.
    for half in ["g", "5 0"] {
        world.keys(half);
        world.keys("esc");
        assert_eq!(screens(&world), "reader");
        assert!(world.model.pending.is_empty());
        assert_eq!(reader(&world).digits(), "");
    }
    world.keys("esc");
    assert_eq!(screens(&world), "left");
}

#[test]
fn digits_and_percent_go_to_a_share() {
    let mut world = reading();
    world.keys("5 0 %");
    assert!((50..55).contains(&reader(&world).percent()));
    world.keys("5 z 0 %");
    assert_eq!(reader(&world).top(), 0, "an unknown key forgets the digits");
    world.keys("％");
    assert_eq!(world.model.notice, Some(Notice::BadPercent));
}

#[test]
fn a_line_being_entered_takes_every_character() {
    let mut world = reading();
    world.keys("/ j q ? 5 G 新");
    let prompt = world.model.prompt.as_ref().unwrap();
    assert_eq!(prompt.text(), "jq?5G新");
    assert_eq!(reader(&world).top(), 0);
    world.send(Msg::Paste("质\n生".to_owned()));
    world.keys("backspace");
    assert_eq!(world.model.prompt.as_ref().unwrap().text(), "jq?5G新质");
    world.keys("esc");
    assert!(world.model.prompt.is_none());
    assert_eq!(screens(&world), "reader");
    world.keys("/ enter");
    assert!(world.model.prompt.is_none(), "an empty line is given up");
}

#[test]
fn another_theme_is_told_by_its_name() {
    let mut world = reading();
    world.keys("T");
    assert_eq!(world.model.notice, Some(Notice::Theme(world.model.theme)));
    assert_ne!(world.model.theme, world.model.kept.theme);
}

#[test]
fn find_goes_to_the_hit_and_round() {
    let mut world = reading();
    world.keys("/ 第 1 5 0 段 enter");
    let hit = reader(&world).hit.clone().unwrap();
    assert_eq!(&world.texts[0].whole()[hit.clone()], "第150段");
    assert_eq!(reader(&world).hit_among_all(), Some((1, 1)));
    world.keys("n");
    assert_eq!(world.model.notice, Some(Notice::Wrapped));
    assert_eq!(reader(&world).hit, Some(hit));
    world.keys("/ 孟 子 enter");
    assert_eq!(
        world.model.notice,
        Some(Notice::NotFound("孟子".to_owned()))
    );
    world.keys("ctrl-o");
    assert_eq!(reader(&world).top(), 0);
}

#[test]
fn a_heading_is_gone_to_and_left_again() {
    let mut world = reading();
    world.keys("t G enter");
    let heading = world.texts[0].whole().find("下篇").unwrap();
    assert_eq!(reader(&world).top(), heading);
    world.keys("ctrl-o");
    assert_eq!(reader(&world).top(), 0);
    world.texts[0] = Text::new("lunxue", "无题", &[(BlockKind::Paragraph, "一段。")]);
    world.keys("t");
    assert_eq!(world.model.notice, Some(Notice::NoContents));
}

#[test]
fn a_source_is_read_and_the_card_waits() {
    let mut world = World::start(Start::Today);
    world.keys("r space 4");
    assert_eq!(review(&world).current().unwrap().card.key, CardKey(1));
    world.keys("space s");
    assert_eq!(screens(&world), "today review reader");
    assert!(reader(&world).passage.is_some());
    world.keys("q");
    let current = review(&world).current().unwrap();
    assert_eq!((current.card.key, current.revealed), (CardKey(1), true));
}

#[test]
fn a_session_from_the_first_card_to_the_end() {
    let mut world = World::start(Start::Today);
    world.keys("r 3");
    assert_eq!(review(&world).answered, 0, "not before the answer is shown");
    world.keys("space 4 space 4 u");
    let Some(Notice::Undone(change)) = &world.model.notice else {
        panic!("{:?}", world.model.notice);
    };
    assert_eq!(change.what, Deed::Grade(Grade::Easy));
    assert_eq!(change.deck, "五对关系");
    world.keys("ctrl-r");
    assert!(matches!(world.model.notice, Some(Notice::Redone(_))));
    assert_eq!(review(&world).answered, 2);
    world.keys("ctrl-r");
    assert_eq!(world.model.notice, Some(Notice::NothingToRedo));
    world.keys("u");
    assert_eq!(
        (
            review(&world).answered,
            review(&world).current().unwrap().card.key.0
        ),
        (1, 1)
    );
    world.keys("b space 4");
    assert_eq!(
        (review(&world).answered, review(&world).current().is_none()),
        (2, true)
    );
    world.keys("u u u u");
    assert_eq!(world.model.notice, Some(Notice::NothingToUndo));
    assert_eq!(review(&world).counts(world.now).new, 3);
}

#[test]
fn a_clock_that_steps_in_mid_session_is_told_and_the_session_goes_on() {
    let mut world = World::start(Start::Today);
    world.keys("r space");
    let state = CardState::default();
    let step = ClockStep::Back { hours: 9_600 };
    world.send(Msg::Recorded(Box::new(state), Some(step)));
    assert_eq!(world.model.notice, Some(Notice::ClockStepped(step)));
    assert_eq!(review(&world).answered, 1);
    world.keys("space 3");
    assert_eq!(world.model.notice, None);
    assert_eq!(review(&world).answered, 2);
}

#[test]
fn an_answer_that_cannot_be_recorded_is_tried_again_by_a_key() {
    let mut world = World::start(Start::Today);
    world.keys("r space");
    let failure = Failure::Store("disk full".to_owned());
    world.failing = Some(failure);
    world.effects();
    world.keys("1");
    assert!(matches!(
        review(&world).stage,
        crate::app::screen::review::Stage::Blocked(..)
    ));
    world.keys("r");
    let effects = world.effects();
    assert_eq!(effects[0], effects[1]);
    assert_eq!((review(&world).answered, effects.len()), (1, 3));
}

#[test]
fn what_cannot_be_started_leaves_today_on_the_screen() {
    for start in [Start::Read(DocId::new("gone")), Start::Review(None)] {
        let mut world = World::before(start);
        let failure = Failure::NoDocument(DocId::new("gone"));
        world.failing = Some(failure.clone());
        world.send(Msg::Started);
        assert_eq!(screens(&world), "today");
        assert_eq!(world.model.notice, Some(Notice::Failed(failure)));
        let Some(Screen::Today(today)) = world.model.screen() else {
            panic!();
        };
        assert!(today.overview.is_some(), "Today shows what there is to do");
    }
}

#[test]
fn removing_is_asked_twice_and_told() {
    let mut world = World::start(Start::Today);
    world.texts[0].document.origin = crate::domain::doc::Origin::File("a.txt".to_owned());
    world.keys("l d");
    assert_eq!(
        world.model.notice,
        Some(Notice::ConfirmRemove("论学".to_owned()))
    );
    world.effects();
    world.keys("d");
    let id = DocId::new("lunxue");
    assert_eq!(world.effects(), [Effect::Remove(id), Effect::LoadShelf]);
    assert_eq!(world.model.notice, Some(Notice::Removed("论学".to_owned())));
}

#[test]
fn a_path_is_asked_for_imported_and_opened() {
    let mut world = World::start(Start::Today);
    world.keys("l i a . m d enter");
    let import = Effect::Import {
        path: "a.md".to_owned(),
        open: true,
    };
    assert_eq!(world.log.last(), Some(&import));
    assert_eq!(
        world.model.notice,
        Some(Notice::Importing("a.md".to_owned(), None))
    );
    let done = || Msg::Imported {
        id: DocId::new("lunxue"),
        told: Notice::Imported("论学".to_owned()),
        open: true,
    };
    world.send(done());
    assert_eq!(screens(&world), "today library reader");
    // Who does something else by now is not torn away from it.
    world.keys("q q r");
    world.send(done());
    assert_eq!(screens(&world), "today review");
    assert_eq!(
        world.model.notice,
        Some(Notice::Imported("论学".to_owned()))
    );
}

#[test]
fn a_resize_asks_for_blocks_of_the_page_that_is_shown() {
    let mut world = World::before(Start::Read(DocId::new("lunxue")));
    world.reach = 2_000;
    world.texts.push(Text::chapters("other", 200));
    world.send(Msg::Started);
    let below = world.texts[1].opened(2_000, None);
    world.send(Msg::Opened(Box::new(below)));
    world.effects();
    world.send(Msg::Resize(Size {
        width: 60,
        height: 40,
    }));
    for effect in world.effects() {
        assert!(matches!(effect, Effect::LoadBlocks { doc, .. } if doc.as_str() == "other"));
    }
    assert_eq!(reader(&world).document.id.as_str(), "other");
}

#[test]
fn the_wheel_and_clicks_do_what_keys_do() {
    let mut world = reading();
    world.send(Msg::Wheel(1));
    let down = reader(&world).top();
    let mut other = reading();
    other.keys("j j j");
    assert_eq!(down, reader(&other).top());
    world.send(Msg::Wheel(-1));
    assert_eq!(reader(&world).top(), 0);
    world.keys("/ a");
    world.send(Msg::Act(Action::Contents));
    assert_eq!(screens(&world), "reader contents");
    assert!(
        world.model.prompt.is_none(),
        "the line belonged to the page"
    );
    world.send(Msg::Row(2));
    world.send(Msg::Row(2));
    assert_eq!(screens(&world), "reader");
    assert_ne!(reader(&world).top(), 0);
}
