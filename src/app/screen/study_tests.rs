use super::*;
use crate::app::action::Context;
use crate::app::fixtures::World;
use crate::app::model::Start;
use crate::app::notice::Notice;
use crate::app::screen::Screen;
use crate::domain::id::CardId;
use crate::domain::srs::{Event, Grade};

fn begun(world: &World) -> StudyWish {
    let mut wishes = world.log.iter().filter_map(|effect| match effect {
        Effect::StartStudy(wish) => Some(wish.clone()),
        _ => None,
    });
    wishes.next_back().expect("a study began")
}

fn wish(choice: Choice, deck: Option<&str>, schedules: bool) -> StudyWish {
    StudyWish {
        choice,
        deck: deck.map(DeckId::new),
        schedules,
    }
}

#[test]
fn the_menu_leads_to_each_choice() {
    let deck = Some("relationships");
    for (keys, expected) in [
        ("enter", wish(Choice::Every, deck, false)),
        ("d enter", wish(Choice::Every, None, false)),
        ("d d enter", wish(Choice::Every, deck, false)),
        (
            "j j right enter",
            wish(Choice::State(Standing::Learning), deck, false),
        ),
        (
            "j j left enter",
            wish(Choice::State(Standing::New), deck, false),
        ),
        ("j j j l enter", wish(Choice::New(25), deck, false)),
        ("j j j j enter", wish(Choice::Forgotten, deck, false)),
        ("j j j j j + + s enter", wish(Choice::Ahead(3), deck, true)),
        ("j j j j j - enter", wish(Choice::Ahead(1), deck, false)),
        (
            "j j j j j j j h h h h h enter",
            wish(Choice::Random(5), deck, false),
        ),
    ] {
        let mut world = World::start(Start::Today);
        world.keys("x");
        assert_eq!(
            world.model.screen().map(Screen::context),
            Some(Context::Study)
        );
        world.keys(keys);
        assert_eq!(begun(&world), expected, "{keys}");
        world.keys("q q");
        let now = world.model.screen().map(Screen::context);
        assert_eq!(now, Some(Context::Today), "back to where one came from");
    }
}

#[test]
fn a_tag_is_asked_for() {
    let mut world = World::start(Start::Today);
    world.keys("x j enter 经 济 enter");
    let tag = Choice::Tag("经济".to_owned());
    assert_eq!(begun(&world), wish(tag, Some("relationships"), false));
}

/// What of a session was written to the log: the grade, or whether it was practised right.
fn written(world: &World) -> Vec<(CardId, Result<Grade, bool>, Option<Study>)> {
    let events = world.log.iter().filter_map(|effect| match effect {
        Effect::Record(Event::Grade(graded)) => {
            Some((graded.card.clone(), Ok(graded.grade), graded.study))
        }
        Effect::Record(Event::Practice(practised)) => Some((
            practised.card.clone(),
            Err(practised.right),
            practised.study,
        )),
        _ => None,
    });
    events.collect()
}

#[test]
fn practice_writes_no_grade_and_asks_again_what_was_missed() {
    let mut world = World::start(Start::Today);
    world.cards = 2;
    world.keys("x d enter space 1 space 3 space space");
    let [first, second, again] = &written(&world)[..] else {
        panic!("{:?}", written(&world));
    };
    let cram = Some(Study::Cram);
    assert_eq!(
        (&first.1, &second.1, &again.1),
        (&Err(false), &Err(true), &Err(true))
    );
    assert_eq!((first.2, second.2, again.2), (cram, cram, cram));
    assert_eq!(first.0, again.0, "what was missed comes behind the others");
    let Some(Screen::Review(review)) = world.model.screen() else {
        panic!("no session");
    };
    assert_eq!((review.answered, review.recalled), (3, 2));
    // All of it is there to be taken back, and nothing older is.
    world.keys("u u u");
    assert!(matches!(world.model.notice, Some(Notice::Undone(_))));
    world.keys("u");
    assert_eq!(world.model.notice, Some(Notice::NothingToUndo));
}

#[test]
fn practice_puts_off_no_card_but_a_suspension_holds_and_is_taken_back() {
    let mut world = World::start(Start::Today);
    world.keys("x enter b");
    assert_eq!(world.model.notice, Some(Notice::PassedOver));
    world.keys("@ u");
    assert!(world.log.contains(&Effect::Undo(true)));
    assert_ne!(world.model.notice, Some(Notice::NothingToUndo));
}

#[test]
fn answers_that_are_to_count_are_grades_that_say_where_they_were_given() {
    let mut world = World::start(Start::Today);
    world.keys("x j j j j j s enter space 4");
    let [only] = &written(&world)[..] else {
        panic!("{:?}", written(&world));
    };
    assert_eq!((&only.1, only.2), (&Ok(Grade::Easy), Some(Study::Ahead)));
}
