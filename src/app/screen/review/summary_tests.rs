//! How quizzes and practice go on, are taken back, and end.

use super::*;
use crate::app::effect::Effect;
use crate::app::fixtures::{QUIZZED, World, chosen, quiz_of, session};
use crate::app::model::Start;
use crate::app::msg::Msg;
use crate::app::notice::{Deed, Notice};
use crate::app::screen::Screen;
use crate::app::screen::review::{Quiz, QuizWish, Session, Stage};
use crate::app::screen::task::{Choosing, Task};
use crate::domain::quiz::Mode;
use crate::domain::srs::Event;

fn wish(graded: bool) -> QuizWish {
    QuizWish {
        scope: None,
        mode: Some(Mode::Flip),
        count: 3,
        graded,
        seed: 0,
    }
}

/// A quiz of three cards.
fn quiz(graded: bool) -> World {
    let mut world = World::start(Start::Today);
    let quizzed = Session {
        quiz: Some(Quiz {
            wish: wish(graded),
            cards: (0..3).map(chosen).collect(),
            spare: Vec::new(),
        }),
        ..session(0)
    };
    world.send(Msg::Session(Box::new(quizzed)));
    world
}

fn review(world: &World) -> &Review {
    match world.model.screen() {
        Some(Screen::Review(review)) => review,
        other => panic!("{other:?}"),
    }
}

fn asked(world: &World) -> Option<i64> {
    review(world).current().map(|current| current.card.key.0)
}

fn is_done(world: &World) -> bool {
    matches!(review(world).stage, Stage::Done { .. })
}

fn recorded(world: &mut World) -> Vec<Event> {
    let effects = world.effects().into_iter();
    effects
        .filter_map(|effect| match effect {
            Effect::Record(event) => Some(event),
            _ => None,
        })
        .collect()
}

#[test]
fn the_cards_of_a_quiz_that_come_again_today_are_counted_apart() {
    let mut world = quiz(true);
    world.keys("space 3 space 1 space 4");
    assert!(is_done(&world));
    let returns = review(&world).returns(world.now);
    // Good leads to ten minutes, Again to one, Easy to days.
    assert_eq!(returns.today, 2);
    let wait = returns.first.unwrap().ms_since(world.now.at);
    assert!((30_000..=90_000).contains(&wait), "{wait}");
    assert!(returns.days.is_some_and(|days| days >= 2), "{returns:?}");
    let mut world = quiz(true);
    world.keys("space 3 space 3 space 3");
    let returns = review(&world).returns(world.now);
    assert_eq!((returns.today, returns.days), (3, None));
    let mut world = quiz(false);
    world.keys("space 3 space 3 space 3");
    let returns = review(&world).returns(world.now);
    assert_eq!(returns, Returns::default(), "nothing was scheduled");
}

#[test]
fn a_card_of_a_quiz_that_is_graded_anew_by_redo_is_not_asked_again() {
    let mut world = quiz(true);
    world.keys("space 3 u");
    assert_eq!(asked(&world), Some(0));
    world.keys("ctrl-r");
    assert_eq!((asked(&world), review(&world).answered), (Some(1), 1));
    world.keys("space 3 space 3");
    assert!(is_done(&world), "{:?}", asked(&world));
    world.keys("u ctrl-r");
    assert!(is_done(&world), "{:?}", asked(&world));
    assert_eq!((review(&world).answered, review(&world).recalled), (3, 3));
}

#[test]
fn an_answer_of_an_earlier_session_does_not_count_in_this_one() {
    let mut world = World::start(Start::Review(None));
    world.keys("space 4 q");
    world.send(Msg::Session(Box::new(session(3))));
    world.keys("u");
    assert_eq!(review(&world).answered, 0);
    world.keys("ctrl-r");
    assert_eq!(review(&world).answered, 0, "it was of the earlier one");
    world.keys("space 4 u");
    assert_eq!(review(&world).answered, 0);
    world.keys("ctrl-r");
    assert_eq!((review(&world).answered, review(&world).recalled), (1, 1));
}

#[test]
fn the_last_answer_of_practice_is_taken_back_and_done_again() {
    let mut world = quiz(false);
    world.keys("space 3 space 3 space 1");
    assert!(is_done(&world) && review(&world).can_undo());
    world.keys("u");
    assert_eq!((asked(&world), review(&world).answered), (Some(2), 2));
    let Some(Notice::Undone(change)) = &world.model.notice else {
        panic!("{:?}", world.model.notice);
    };
    assert_eq!(change.what, Deed::Practice(false));
    world.keys("ctrl-r");
    assert!(is_done(&world));
    assert_eq!((review(&world).answered, review(&world).recalled), (3, 2));
    // An answer drops what could be done again.
    world.keys("u space 3 ctrl-r");
    assert_eq!(world.model.notice, Some(Notice::NothingToRedo));
    assert_eq!((review(&world).answered, review(&world).recalled), (3, 3));
    world.keys("u u u");
    world.effects();
    world.keys("u");
    assert_eq!(world.effects(), [], "what is older is not meant");
    assert_eq!(world.model.notice, Some(Notice::NothingToUndo));
}

#[test]
fn what_changes_no_schedule_puts_off_no_card_and_tells_of_a_suspension() {
    let mut world = quiz(false);
    world.keys("b");
    assert_eq!(world.model.notice, Some(Notice::PassedOver));
    assert_eq!((recorded(&mut world), asked(&world)), (vec![], Some(1)));
    world.keys("@");
    assert_eq!(review(&world).suspended, 1);
    world.keys("u");
    assert_eq!((review(&world).suspended, asked(&world)), (0, Some(1)));
    world.keys("ctrl-r");
    assert_eq!((review(&world).suspended, asked(&world)), (1, Some(2)));
    let mut graded = quiz(true);
    graded.keys("b");
    assert_eq!(graded.model.notice, Some(Notice::Buried));
    assert!(matches!(recorded(&mut graded)[..], [Event::Bury { .. }]));
}

#[test]
fn leaving_a_quiz_leads_to_what_it_came_to_and_then_on_or_out() {
    let mut world = quiz(true);
    world.keys("space 1 q");
    assert!(is_done(&world));
    assert_eq!(review(&world).missed().len(), 1);
    world.keys("space");
    assert_eq!(asked(&world), Some(1), "it goes on");
    world.keys("q q");
    assert!(matches!(world.model.screen(), Some(Screen::Today(_))));
    // Nothing was answered: there is nothing to tell.
    let mut world = quiz(true);
    world.keys("q");
    assert!(matches!(world.model.screen(), Some(Screen::Today(_))));
    let mut world = World::start(Start::Review(None));
    world.keys("space 4 q");
    assert!(!matches!(world.model.screen(), Some(Screen::Review(_))));
}

#[test]
fn a_session_goes_on_when_a_card_in_learning_is_due() {
    let mut world = World::start(Start::Today);
    let mut alone = session(1);
    alone.rules.learn_ahead_s = 0;
    world.send(Msg::Session(Box::new(alone)));
    world.keys("space 3");
    assert!(is_done(&world));
    world.keys("space");
    assert!(is_done(&world), "it is not due yet");
    world.now.at = world.now.at.plus_minutes(11);
    assert!(review(&world).can_go_on(world.now));
    world.keys("space");
    assert_eq!(asked(&world), Some(0));
}

#[test]
fn that_only_one_card_is_left_is_told() {
    let mut world = World::start(Start::Today);
    world.send(Msg::Session(Box::new(session(2))));
    world.keys("space 3");
    assert_eq!(world.model.notice, None);
    world.keys("space 4 space 1");
    assert_eq!(asked(&world), Some(0));
    assert_eq!(world.model.notice, Some(Notice::LastCard));
}

#[test]
fn a_card_without_options_is_passed_over_in_a_quiz_of_choices_and_another_takes_its_place() {
    let quizzed = |cards: &[usize], spare: &[usize]| {
        let mut quizzed = quiz_of(QUIZZED, Mode::Choice, false);
        if let Some(quiz) = &mut quizzed.quiz {
            quiz.cards = cards.iter().copied().map(chosen).collect();
            quiz.spare = spare.iter().copied().map(chosen).collect();
        }
        let mut world = World::start(Start::Today);
        world.send(Msg::Session(Box::new(quizzed)));
        world
    };
    let (without, with) = (QUIZZED + 1, QUIZZED + 3);
    let mut world = quizzed(&[without, with], &[without, with + 1]);
    assert_eq!(asked(&world), Some(with as i64));
    assert_eq!(world.model.notice, None);
    world.keys("1 space");
    assert_eq!(asked(&world), Some(with as i64 + 1));
    world.keys("2 space");
    assert!(is_done(&world) && !review(&world).found_nothing());
    assert_eq!(review(&world).answered, 2);
    let world = quizzed(&[without], &[without]);
    assert!(is_done(&world) && review(&world).found_nothing());
    assert_eq!(world.model.notice, Some(Notice::NothingToAsk));
}

#[test]
fn who_did_not_ask_for_options_does_not_hear_that_there_are_none() {
    let mut quizzed = quiz_of(2, Mode::Choice, false);
    if let Some(quiz) = &mut quizzed.quiz {
        quiz.wish.mode = None;
    }
    let mut world = World::start(Start::Today);
    world.send(Msg::Session(Box::new(quizzed)));
    let Some(Screen::Review(review)) = world.model.screens.last_mut() else {
        panic!("no quiz");
    };
    let key = CardKey(2);
    for (asks, notice) in [(false, None), (true, Some(Notice::NoChoice))] {
        let Stage::Asking(current) = &mut review.stage else {
            panic!("no card");
        };
        current.task = Task::Choice(Choosing::default());
        current.switching.by_key = asks;
        assert_eq!(review.chosen(key, None, world.now), (vec![], notice));
        let now = review.current().unwrap().task.mode();
        assert!(now != Mode::Choice, "{now}");
    }
}

#[test]
fn a_share_is_rounded_but_never_up_to_all_or_down_to_none() {
    let mut world = quiz(true);
    assert_eq!(share(&mut world, 0, 0), None);
    for (known, all, told) in [
        (7, 9, 78),
        (0, 3, 0),
        (3, 3, 100),
        (299, 300, 99),
        (1, 300, 1),
    ] {
        assert_eq!(share(&mut world, known, all), Some(told), "{known}/{all}");
    }
}

fn share(world: &mut World, known: u32, all: u32) -> Option<u32> {
    let Some(Screen::Review(review)) = world.model.screens.last_mut() else {
        panic!("no quiz");
    };
    (review.recalled, review.answered) = (known, all);
    review.share()
}
