use super::*;
use crate::app::fixtures::{QUIZZED, World, chosen, quiz_of, session};
use crate::app::model::Start;
use crate::app::msg::Msg;
use crate::app::screen::Screen;
use crate::app::screen::review::StudySession;
use crate::app::screen::task::{Remark, Sort, Told};
use crate::domain::quiz::{Hint, Named};
use crate::domain::srs::{Event, Study};
use crate::domain::time::Timestamp;

fn quiz(n: usize, mode: Mode, graded: bool) -> World {
    let mut world = World::start(Start::Today);
    world.send(Msg::Session(Box::new(quiz_of(n, mode, graded))));
    world
}

fn review(world: &World) -> &Review {
    match world.model.screen() {
        Some(Screen::Review(review)) => review,
        other => panic!("{other:?}"),
    }
}

fn suggested(world: &World) -> Grade {
    let current = review(world).current().unwrap();
    assert!(current.revealed);
    current.suggested
}

/// What was recorded since the last call.
fn recorded(world: &mut World) -> Vec<Event> {
    let effects = world.effects().into_iter();
    effects
        .filter_map(|effect| match effect {
            Effect::Record(event) => Some(event),
            _ => None,
        })
        .collect()
}

fn recite(world: &mut World, words: &str) {
    world.send(Msg::Paste(words.to_owned()));
    world.keys("enter");
}

#[test]
fn what_is_suggested_is_given_by_one_key_and_changed_by_another() {
    for (key, grade) in [
        ("space", Grade::Hard),
        ("3", Grade::Good),
        ("1", Grade::Again),
    ] {
        let mut world = quiz(2, Mode::Recite, true);
        recite(&mut world, "温故而知新，可以为");
        assert_eq!(suggested(&world), Grade::Hard, "two of ten are missing");
        world.keys(key);
        let events = recorded(&mut world);
        assert!(
            matches!(&events[..], [Event::Grade(g)] if g.grade == grade),
            "{events:?}"
        );
    }
}

#[test]
fn a_quiz_outside_the_schedule_records_practice_alone() {
    let mut world = quiz(2, Mode::Recite, false);
    recite(&mut world, "温故而知新，可以为师矣。");
    assert_eq!(suggested(&world), Grade::Good);
    world.keys("space");
    let events = recorded(&mut world);
    assert!(
        matches!(&events[..], [Event::Practice(p)] if p.right),
        "{events:?}"
    );
    assert!(matches!(review(&world).stage, Stage::Done { .. }));
}

#[test]
fn each_hint_takes_a_grade_off() {
    for (hints, grade) in [
        ("", Grade::Good),
        ("h", Grade::Hard),
        ("h h", Grade::Again),
        ("h h h", Grade::Again),
    ] {
        let mut world = quiz(QUIZZED + 1, Mode::Cloze, true);
        world.keys(hints);
        world.keys("space");
        assert_eq!(suggested(&world), grade, "{hints}");
    }
    let mut world = quiz(2, Mode::Recite, true);
    world.keys("tab");
    recite(&mut world, "温故而知新可以为师矣");
    assert_eq!(suggested(&world), Grade::Hard);
}

#[test]
fn a_hint_on_two_gaps_says_it_of_each() {
    let mut world = quiz(QUIZZED + 7, Mode::Cloze, true);
    world.keys("h h h");
    let Task::Cloze(hints) = &review(&world).current().unwrap().task else {
        panic!("no gaps");
    };
    let read = vec!["###".to_owned(), "ft".to_owned()];
    assert_eq!(
        hints.shown(),
        [
            Hint::Count(vec![3, 2]),
            Hint::First(vec!['1', '沸']),
            Hint::Initials(Some(read))
        ]
    );
}

#[test]
fn initials_tell_a_slip_apart_as_soon_as_words_are_typed_on() {
    let initials = |world: &World| {
        let Task::Recite(recite) = &review(world).current().unwrap().task else {
            panic!("no words");
        };
        let read = recite.hints.shown().iter().find_map(|hint| match hint {
            Hint::Initials(Some(parts)) => parts.first().cloned(),
            _ => None,
        });
        read.unwrap()
    };
    let mut world = quiz(2, Mode::Recite, true);
    world.keys("tab tab tab");
    let before = initials(&world);
    assert_eq!(before, before.to_lowercase(), "nothing has failed yet");
    recite(&mut world, "温故而不新，可以为师矣");
    world.keys("c");
    let capitals: String = initials(&world)
        .chars()
        .filter(char::is_ascii_uppercase)
        .collect();
    assert_eq!(capitals, "Z", "知 was not known");
    // Without a hint there is nothing to look up.
    let mut world = quiz(2, Mode::Recite, true);
    recite(&mut world, "温故而不新，可以为师矣");
    world.effects();
    world.keys("c");
    assert_eq!(world.effects(), []);
}

#[test]
fn words_are_typed_on_from_the_first_slip_and_the_place_is_remembered() {
    let mut world = quiz(2, Mode::Recite, true);
    recite(&mut world, "温故而不新，可以为师矣");
    world.keys("c");
    assert!(review(&world).is_typing());
    let entered = |world: &World| {
        let task = &review(world).current().unwrap().task;
        task.entry().unwrap().text().to_owned()
    };
    assert_eq!(entered(&world), "温故而");
    recite(&mut world, "知新可以为师矣");
    assert_eq!(suggested(&world), Grade::Good, "as the first attempt was");
    let Task::Recite(recite) = &review(&world).current().unwrap().task else {
        panic!("no words");
    };
    let judgement = recite.judgement.as_ref().unwrap();
    assert!(judgement.is_perfect());
    let failed = judgement.columns.iter().filter(|c| c.failed_before);
    assert_eq!(
        failed.map(|c| c.wanted.as_str()).collect::<Vec<_>>(),
        ["知"]
    );
    world.keys("c");
    assert!(
        !review(&world).is_typing(),
        "there is no slip to go on from"
    );
}

#[test]
fn the_first_attempt_decides_what_is_suggested() {
    for (first, then, grade) in [
        // Nothing was recalled, and then all of it copied.
        ("", "温故而知新，可以为师矣", Grade::Again),
        // Most was recalled, and then nothing typed.
        ("温故而知新，可以为", "", Grade::Hard),
    ] {
        let mut world = quiz(2, Mode::Recite, true);
        recite(&mut world, first);
        assert_eq!(suggested(&world), grade, "{first}");
        world.keys("c tab tab");
        recite(&mut world, then);
        assert_eq!(suggested(&world), grade, "{first}, {then}");
    }
}

#[test]
fn what_was_only_copied_is_no_attempt_that_went_well() {
    let mut world = quiz(2, Mode::Recite, false);
    recite(&mut world, "");
    world.keys("c");
    recite(&mut world, "温故而知新，可以为师矣");
    world.keys("1");
    let events = recorded(&mut world);
    assert!(
        matches!(&events[..], [Event::Practice(it)] if it.slips.is_none()),
        "{events:?}"
    );
}

#[test]
fn escape_while_typing_on_leads_back_to_what_came_of_the_first_attempt() {
    let mut world = quiz(2, Mode::Recite, true);
    recite(&mut world, "温故而不新，可以为师矣");
    let first = |world: &World| match &review(world).current().unwrap().task {
        Task::Recite(recite) => recite.judgement.clone(),
        other => panic!("{other:?}"),
    };
    let judged = first(&world);
    for typed_on in ["c 知 esc", "c enter c 知 esc"] {
        world.keys(typed_on);
        assert_eq!(suggested(&world), Grade::Good);
        assert_eq!(first(&world), judged, "{typed_on}");
    }
    // Before there is a result, it leads to the card.
    let mut world = quiz(2, Mode::Recite, true);
    world.keys("温 esc");
    let task = &review(&world).current().unwrap().task;
    assert_eq!(task.mode(), Mode::Flip);
}

#[test]
fn a_list_is_over_when_all_is_named_and_order_counts() {
    let mut world = quiz(QUIZZED, Mode::Recall, true);
    for item in ["凝结", "蒸发", "降水", "径流"] {
        recite(&mut world, item);
    }
    assert_eq!(
        suggested(&world),
        Grade::Hard,
        "one of four is out of its place"
    );
    let mut world = quiz(QUIZZED, Mode::Recall, true);
    recite(&mut world, "蒸发");
    world.keys("tab enter");
    assert_eq!(suggested(&world), Grade::Again);
}

fn recall(world: &World) -> &crate::app::screen::task::Recall {
    match &review(world).current().unwrap().task {
        Task::Recall(recall) => recall,
        other => panic!("{other:?}"),
    }
}

fn remarks(world: &World) -> Vec<(Remark, &str)> {
    let remarks = recall(world).remarks.iter();
    remarks.map(|(remark, of)| (*remark, of.as_str())).collect()
}

#[test]
fn several_items_are_named_at_once_in_lines_or_with_marks() {
    let mut world = quiz(QUIZZED, Mode::Recall, true);
    recite(&mut world, "1. 蒸发\n2. 凝结\n");
    assert_eq!(recall(&world).left(), 2);
    recite(&mut world, "降水、径流");
    assert_eq!(suggested(&world), Grade::Good);
    assert!(recall(&world).displaced().is_empty());
}

#[test]
fn what_is_none_of_the_items_is_told_and_can_be_brought_back() {
    let mut world = quiz(QUIZZED, Mode::Recall, true);
    recite(&mut world, "蒸发、下雪");
    assert_eq!(remarks(&world), [(Remark::Unknown, "下雪")]);
    let typed = |world: &World| recall(world).entry.text().to_owned();
    assert_eq!(typed(&world), "");
    world.keys("ctrl-z");
    assert_eq!(typed(&world), "下雪");
    world.keys("ctrl-u");
    recite(&mut world, "蒸发");
    assert_eq!(remarks(&world), [(Remark::Again, "蒸发")]);
    world.keys("tab");
    assert_eq!(remarks(&world), []);
    recite(&mut world, "凝结");
    assert_eq!(remarks(&world), [(Remark::AfterHint, "凝结")]);
    recite(&mut world, "径");
    assert_eq!(remarks(&world), [(Remark::Part, "径")]);
}

#[test]
fn a_slip_is_kept_with_its_item() {
    let mut world = quiz(QUIZZED, Mode::Recall, true);
    recite(&mut world, "蒸法");
    let told: Vec<_> = recall(&world)
        .items()
        .filter_map(|(_, told)| told)
        .collect();
    assert_eq!(told, [&Told::Nearly("蒸法".to_owned())]);
}

#[test]
fn items_typed_while_others_are_looked_up_are_named_after_them() {
    let mut world = quiz(QUIZZED, Mode::Recall, true);
    world.jobs_wait = true;
    for item in ["蒸发", "凝结", "降水"] {
        recite(&mut world, item);
    }
    world.keys("enter");
    assert!(review(&world).is_typing(), "an answer is still to come");
    let asked = |world: &mut World| -> Vec<String> {
        let effects = world.effects().into_iter();
        effects
            .filter_map(|effect| match effect {
                Effect::NameItems { typed, .. } => Some(typed),
                _ => None,
            })
            .collect()
    };
    assert_eq!(asked(&mut world), ["蒸发"]);
    let said = Said {
        text: "蒸发".to_owned(),
        named: Named::Item {
            index: 0,
            exact: true,
        },
    };
    let key = review(&world).current().unwrap().card.key;
    world.send(Msg::ItemsNamed(key, vec![said]));
    assert_eq!(asked(&mut world), ["凝结\n降水"]);
}

#[test]
fn arrows_scroll_as_long_as_the_text_typed_takes_one_row() {
    let mut world = quiz(QUIZZED, Mode::Recall, true);
    world.send(Msg::Paste("蒸发\n凝结".to_owned()));
    let cursor = |world: &World| {
        let entry = &recall(world).entry;
        let shape = Shape {
            width: 40,
            widths: crate::domain::text::Widths::NARROW,
        };
        entry.cursor_in(&entry.rows(shape), shape.widths)
    };
    assert_eq!(cursor(&world), (1, 4));
    world.keys("up");
    assert_eq!(cursor(&world), (0, 4));
    world.keys("ctrl-u");
    world.keys("delete up");
    assert_eq!(cursor(&world), (0, 0));
    world.keys("ctrl-e up");
    assert_eq!(cursor(&world), (0, 4), "there is no row above");
}

#[test]
fn a_choice_is_right_or_wrong_and_a_click_picks() {
    let mut world = quiz(QUIZZED + 3, Mode::Choice, true);
    let Task::Choice(choosing) = &review(&world).current().unwrap().task else {
        panic!("no choice");
    };
    let right = choosing.choice.as_ref().unwrap().right;
    assert_eq!(choosing.options()[right], "上海");
    let wrong = (right + 1) % choosing.options().len();
    world.send(Msg::Row(right));
    assert_eq!(suggested(&world), Grade::Good);
    let mut world = quiz(QUIZZED + 3, Mode::Choice, true);
    world.keys(&(wrong + 1).to_string());
    assert_eq!(suggested(&world), Grade::Again);
}

#[test]
fn items_are_put_where_they_belong() {
    let mut world = quiz(QUIZZED + 2, Mode::Sort, true);
    while let Task::Sort(sort) = &review(&world).current().unwrap().task
        && let Some(item) = sort.in_hand()
    {
        let set = item.homes[0];
        world.keys(&(set + 1).to_string());
    }
    assert_eq!(suggested(&world), Grade::Good);
}

fn sorting(world: &World) -> &Sort {
    match &review(world).current().unwrap().task {
        Task::Sort(sort) => sort,
        other => panic!("{other:?}"),
    }
}

/// Chooses all homes of the item in hand and closes it.
fn place_rightly(world: &mut World) {
    let homes = sorting(world).in_hand().unwrap().homes.clone();
    for set in homes {
        world.keys(&(set + 1).to_string());
    }
    world.keys("enter");
}

#[test]
fn an_item_of_several_sets_is_placed_when_all_of_them_are_chosen() {
    let mut world = quiz(QUIZZED + 8, Mode::Sort, true);
    for _ in 0..4 {
        place_rightly(&mut world);
    }
    assert_eq!(suggested(&world), Grade::Good);
    // One set that they have in common is not enough, and neither are all.
    for chosen in ["2", "1 2 3"] {
        let mut world = quiz(QUIZZED + 8, Mode::Sort, true);
        for _ in 0..4 {
            world.keys(chosen);
            world.keys("space");
        }
        assert_eq!(suggested(&world), Grade::Again);
    }
}

#[test]
fn a_set_is_chosen_and_given_up_by_its_figure_and_by_a_click() {
    let mut world = quiz(QUIZZED + 8, Mode::Sort, true);
    let chosen = |world: &World| sorting(world).in_hand().unwrap().put.clone();
    world.keys("3 1");
    assert_eq!(chosen(&world), [0, 2]);
    world.send(Msg::Row(1));
    world.keys("3");
    assert_eq!(chosen(&world), [0, 1]);
    assert_eq!(sorting(&world).placed().len(), 0);
    world.keys("enter");
    assert_eq!(sorting(&world).placed()[0].put, [0, 1]);
}

#[test]
fn where_sets_are_to_be_chosen_the_answer_is_shown_when_it_is_asked_for_twice() {
    let mut world = quiz(QUIZZED + 8, Mode::Sort, true);
    world.keys("enter");
    assert!(!review(&world).current().unwrap().revealed);
    world.keys("1 1 enter");
    assert!(!review(&world).current().unwrap().revealed);
    world.keys("enter");
    assert_eq!(suggested(&world), Grade::Again);
    // Where a figure places the item, nothing is closed by accident.
    let mut world = quiz(QUIZZED + 2, Mode::Sort, true);
    world.keys("1 space");
    assert_eq!(suggested(&world), Grade::Again);
    assert_eq!(sorting(&world).left().len(), 3);
}

#[test]
fn what_was_placed_last_is_taken_back_before_the_card_of_before() {
    let mut world = quiz(QUIZZED + 2, Mode::Sort, true);
    for key in ["u", "backspace"] {
        world.keys("1 2");
        let second = sorting(&world).placed()[1].item.clone();
        world.keys(key);
        assert_eq!(sorting(&world).placed().len(), 1);
        let in_hand = sorting(&world).in_hand().unwrap();
        assert_eq!((&in_hand.item, in_hand.put.len()), (&second, 0));
        world.keys(key);
    }
    assert!(!world.effects().contains(&Effect::Undo(false)));
    world.keys("backspace");
    assert!(!world.effects().contains(&Effect::Undo(false)));
    world.keys("u");
    assert!(world.effects().contains(&Effect::Undo(false)));
    let mut world = quiz(QUIZZED + 8, Mode::Sort, true);
    world.keys("1 enter 2 u");
    assert_eq!(sorting(&world).placed().len(), 1, "the choice alone");
    world.keys("u");
    assert_eq!(sorting(&world).placed().len(), 0);
    assert!(!sorting(&world).has_choice());
}

#[test]
fn a_key_asks_in_the_next_mode_that_fits_and_escape_flips() {
    let mut world = quiz(QUIZZED, Mode::Flip, true);
    let mode = |world: &World| review(world).current().unwrap().task.mode();
    world.keys("m");
    assert_eq!(mode(&world), Mode::TwoButton);
    world.keys("m");
    assert_eq!(
        mode(&world),
        Mode::Recall,
        "there is nothing to choose from"
    );
    world.keys("m q");
    assert_eq!(mode(&world), Mode::Recall, "letters are typed");
    world.keys("esc");
    assert_eq!(mode(&world), Mode::Flip);
    world.keys("space m");
    assert_eq!(mode(&world), Mode::Flip, "the answer is out");
}

#[test]
fn hints_count_in_whatever_mode_they_were_seen() {
    let mut world = quiz(QUIZZED + 1, Mode::Cloze, true);
    world.keys("h h space");
    assert_eq!(suggested(&world), Grade::Again);
    let mut world = quiz(QUIZZED + 1, Mode::Cloze, true);
    world.keys("h h");
    while review(&world).current().unwrap().task.mode() != Mode::Flip {
        world.keys("m");
    }
    let current = review(&world).current().unwrap();
    assert!(!current.is_plain(), "two hints were seen");
    world.keys("space");
    assert_eq!(suggested(&world), Grade::Again);
}

#[test]
fn a_key_takes_back_the_last_answer_while_nothing_is_typed() {
    let mut world = quiz(2, Mode::Recite, true);
    world.keys("u");
    assert!(review(&world).has_typed());
    world.keys("ctrl-z");
    assert!(!review(&world).has_typed(), "the letter is taken back");
    world.effects();
    world.keys("ctrl-z");
    assert!(world.effects().contains(&Effect::Undo(false)));
}

#[test]
fn with_two_buttons_all_but_the_first_say_that_it_was_known() {
    for (key, grade) in [
        ("1", Grade::Again),
        ("2", Grade::Good),
        ("space", Grade::Good),
    ] {
        let mut world = quiz(0, Mode::TwoButton, true);
        world.keys("space");
        world.keys(key);
        let events = recorded(&mut world);
        assert!(
            matches!(&events[..], [Event::Grade(g)] if g.grade == grade),
            "{key}"
        );
    }
}

#[test]
fn a_quiz_without_cards_leaves_one_on_today_with_the_reason() {
    let mut world = World::before(Start::Today);
    world.send(Msg::Told(Notice::NothingToAsk));
    assert!(matches!(world.model.screen(), Some(Screen::Today(_))));
    assert_eq!(world.model.notice, Some(Notice::NothingToAsk));
}

#[test]
fn slips_are_recorded_with_the_answer_and_an_attempt_without_any_too() {
    let slips = |events: &[Event]| match events {
        [Event::Practice(practised)] => practised.slips.clone(),
        other => panic!("{other:?}"),
    };
    let mut world = quiz(2, Mode::Recite, false);
    recite(&mut world, "温古而知新，可以为师矣");
    world.keys("c");
    recite(&mut world, "而知新，可以为师矣");
    world.keys("2");
    let told = slips(&recorded(&mut world)).unwrap();
    assert_eq!(
        (told[0].wanted.as_str(), told[0].given.as_str()),
        ("故", "古")
    );
    let mut world = quiz(2, Mode::Recite, false);
    recite(&mut world, "温故而知新，可以为师矣");
    world.keys("space");
    assert_eq!(slips(&recorded(&mut world)), Some(Vec::new()));
    let mut world = quiz(2, Mode::Flip, false);
    world.keys("space space");
    assert_eq!(slips(&recorded(&mut world)), None);
}

/// Lets time pass in which what is on the screen can be seen.
fn look(world: &mut World) {
    world.now.at = Timestamp(world.now.at.0 + 1_000);
}

#[test]
fn a_key_too_many_of_those_that_answered_is_no_grade() {
    let mut world = quiz(QUIZZED + 2, Mode::Sort, true);
    world.keys("1 1 1 1");
    assert!(review(&world).current().unwrap().revealed);
    world.keys("1");
    assert_eq!(recorded(&mut world), []);
    look(&mut world);
    world.keys("1");
    assert!(matches!(&recorded(&mut world)[..], [Event::Grade(g)] if g.grade == Grade::Again));
    let mut world = quiz(QUIZZED + 8, Mode::Sort, true);
    for _ in 0..4 {
        place_rightly(&mut world);
    }
    world.keys("enter");
    assert_eq!(recorded(&mut world), []);
    world.keys("1");
    assert_eq!(recorded(&mut world).len(), 1);
    let mut world = quiz(QUIZZED + 3, Mode::Choice, true);
    world.keys("1 1");
    assert_eq!(recorded(&mut world), []);
    // Another key than those that answer is meant.
    world.keys("space");
    assert_eq!(recorded(&mut world).len(), 1);
    let mut world = quiz(QUIZZED, Mode::Recall, true);
    world.keys("tab tab tab tab enter");
    assert_eq!(recorded(&mut world), []);
    world.keys("1");
    assert_eq!(recorded(&mut world).len(), 1);
}

#[test]
fn practice_takes_what_the_mode_suggests_by_the_same_key() {
    for (offset, right) in [(0, true), (1, false)] {
        let mut world = World::start(Start::Today);
        let mut practice = session(0);
        practice.study = Some(StudySession {
            study: Study::Cram,
            schedules: false,
            cards: vec![chosen(QUIZZED + 3)],
        });
        world.send(Msg::Session(Box::new(practice)));
        world.keys("m m");
        let Task::Choice(choosing) = &review(&world).current().unwrap().task else {
            panic!("no choice");
        };
        let choice = choosing.choice.as_ref().unwrap();
        let picked = (choice.right + offset) % choice.options.len();
        world.keys(&format!("{} space", picked + 1));
        let events = recorded(&mut world);
        assert!(
            matches!(&events[..], [Event::Practice(it)] if it.right == right),
            "{events:?}"
        );
    }
}
