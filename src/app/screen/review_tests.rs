//! A session, card by card, with the store's answers given by hand.

use super::*;
use crate::app::fixtures::{NOW, changed, dealt, session};
use crate::app::notice::{Failure, NoHelp};
use crate::domain::id::CardId;
use crate::domain::srs::Interval;
use crate::domain::srs::{CardState, Phase, ScheduleRules};

/// A session of so many new cards, with its first card on the screen.
fn reviewing(cards: usize) -> Review {
    let (mut review, effects) = Review::new(session(cards), NOW);
    deal(&mut review, &effects, NOW);
    review
}

/// Answers a `Deal`, with a card never seen.
fn deal(review: &mut Review, effects: &[Effect], now: Moment) {
    let [Effect::Deal(key), ..] = effects else {
        panic!("{effects:?}");
    };
    review.dealt(dealt(key.0 as usize, CardState::default()), now);
}

fn after(seconds: u32) -> Moment {
    Moment {
        at: NOW.at.plus_seconds(seconds),
        ..NOW
    }
}

fn act(review: &mut Review, action: Action) -> Outcome {
    review.act(action, NOW)
}

/// The state that a recorded grade leads to.
fn state_of(effects: &[Effect], now: Moment) -> CardState {
    let [Effect::Record(Event::Grade(graded))] = effects else {
        panic!("{effects:?}");
    };
    let when = (now.at, graded.day);
    CardState::default().graded(graded.grade, graded.phase, graded.memory, when)
}

/// Reveals and grades the card on the screen; the effects that follow the recording.
fn answer(review: &mut Review, grade: Action, now: Moment) -> Vec<Effect> {
    review.act(Action::RevealOrGood, now);
    let (effects, _) = review.act(grade, now);
    let state = state_of(&effects, now);
    review.recorded(&state, now).0
}

fn key(review: &Review) -> i64 {
    review.current().expect("a card is shown").card.key.0
}

#[test]
fn a_card_is_graded_only_after_its_answer_was_shown() {
    let mut review = reviewing(3);
    for grade in [
        Action::GradeAgain,
        Action::GradeHard,
        Action::GradeGood,
        Action::GradeEasy,
    ] {
        let told = Some(Notice::NotShownYet);
        assert_eq!(act(&mut review, grade), (vec![], told));
    }
    assert!(!review.current().unwrap().revealed);
    assert_eq!(act(&mut review, Action::RevealOrGood), (vec![], None));
    assert!(review.current().unwrap().revealed);
    let (effects, _) = act(&mut review, Action::GradeHard);
    let [Effect::Record(Event::Grade(graded))] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    assert_eq!(
        (graded.grade, graded.card.as_str()),
        (Grade::Hard, "n0/answer")
    );
}

#[test]
fn the_key_that_reveals_grades_good() {
    let mut review = reviewing(3);
    act(&mut review, Action::RevealOrGood);
    let (effects, _) = act(&mut review, Action::RevealOrGood);
    let [Effect::Record(Event::Grade(graded))] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    assert_eq!(graded.grade, Grade::Good);
}

#[test]
fn the_intervals_beside_the_grades_are_those_that_come_true() {
    let review = reviewing(1);
    let shown = review.current().unwrap().intervals;
    // A new card stands on steps of 1 and 10 minutes; Easy leaves them.
    assert_eq!(shown[0], Interval::Minutes(1));
    assert_eq!(shown[2], Interval::Minutes(10));
    assert!(matches!(shown[3], Interval::Days(2..)));
    for (place, grade) in Grade::ALL.into_iter().enumerate() {
        let mut review = reviewing(1);
        act(&mut review, Action::RevealOrGood);
        let action = [
            Action::GradeAgain,
            Action::GradeHard,
            Action::GradeGood,
            Action::GradeEasy,
        ][place];
        let state = state_of(&act(&mut review, action).0, NOW);
        match (shown[place], state.phase) {
            (Interval::Minutes(minutes), Phase::Learning { due, .. }) => {
                let wait = due.ms_since(NOW.at);
                assert!(
                    wait.abs_diff(u64::from(minutes) * 60_000) <= 30_000,
                    "{grade:?}"
                );
            }
            (Interval::Days(days), Phase::Review { due }) => {
                assert_eq!(due, NOW.study_day(4).plus(days));
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn the_next_card_comes_when_the_answer_is_recorded() {
    let mut review = reviewing(3);
    assert_eq!(review.counts(NOW).new, 3);
    act(&mut review, Action::RevealOrGood);
    let (effects, _) = review.act(Action::GradeEasy, after(7));
    assert_eq!((key(&review), review.answered), (0, 0), "not before");
    let (next, notice) = review.recorded(&state_of(&effects, NOW), after(7));
    assert_eq!(
        (next.as_slice(), notice),
        (&[Effect::Deal(CardKey(1))][..], None)
    );
    deal(&mut review, &next, after(7));
    assert!(!review.current().unwrap().revealed);
    assert_eq!(
        (review.answered, review.recalled, review.spent_ms),
        (1, 1, 7000)
    );
    assert_eq!(review.counts(NOW).new, 2);
}

#[test]
fn who_leaves_the_desk_is_not_thinking() {
    let mut review = reviewing(1);
    act(&mut review, Action::RevealOrGood);
    let (effects, _) = review.act(Action::GradeGood, after(3600));
    let [Effect::Record(Event::Grade(graded))] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    assert_eq!(graded.duration_ms, 600_000);
}

#[test]
fn a_refused_answer_stays_and_the_very_same_is_tried_again() {
    let mut review = reviewing(3);
    act(&mut review, Action::RevealOrGood);
    let (effects, _) = act(&mut review, Action::GradeAgain);
    let failure = Failure::Store("disk full".to_owned());
    review.refused(failure.clone(), effects[0].clone());
    assert!(matches!(&review.stage, Stage::Blocked(_, f, _) if *f == failure));
    assert_eq!((key(&review), review.answered), (0, 0));
    // Nothing else is done before it is recorded.
    for action in [
        Action::GradeEasy,
        Action::BuryCard,
        Action::Undo,
        Action::ShowSource,
    ] {
        assert_eq!(act(&mut review, action), (vec![], None), "{action}");
    }
    // Later, and twice in vain: the effect is the one of the first time, its date included.
    for _ in 0..2 {
        let (again, _) = review.act(Action::Retry, after(90));
        assert_eq!(again, effects);
        review.refused(failure.clone(), again[0].clone());
    }
    let (again, _) = review.act(Action::RevealOrGood, after(95));
    let (next, _) = review.recorded(&state_of(&again, NOW), after(95));
    assert_eq!(next, [Effect::Deal(CardKey(0))], "its minute is over");
    assert_eq!((review.answered, review.recalled), (1, 0));
}

/// An answer to a new card, taken back.
fn taken_back(card: usize, grade: Grade) -> Changed {
    let state = CardState::default();
    let scheduler = Scheduler::new(ScheduleRules::default()).unwrap();
    let event = scheduler.grade(&state, grade, 0, &Occasion::of(&dealt(card, state).id, NOW));
    changed(card, state, event)
}

#[test]
fn undo_shows_the_card_again_and_takes_the_counters_back() {
    let mut review = reviewing(3);
    let next = answer(&mut review, Action::GradeEasy, NOW);
    deal(&mut review, &next, NOW);
    let next = answer(&mut review, Action::GradeAgain, NOW);
    deal(&mut review, &next, NOW);
    assert_eq!((key(&review), review.answered, review.recalled), (2, 2, 1));
    for (card, left) in [(1, (1, 1)), (0, (0, 0))] {
        assert!(review.can_undo());
        assert_eq!(
            act(&mut review, Action::Undo),
            (vec![Effect::Undo(false)], None)
        );
        let effects = review.undone(&taken_back(card, Grade::Easy), NOW);
        deal(&mut review, &effects, NOW);
        assert_eq!(key(&review), card as i64);
        assert!(!review.current().unwrap().revealed);
        assert_eq!((review.answered, review.recalled), left);
    }
    assert_eq!(
        review.counts(NOW),
        Counts {
            new: 3,
            ..Counts::default()
        }
    );
    assert!(!review.can_undo() && review.can_redo());
    // An answer of an earlier session is none of this one.
    review.undone(&taken_back(0, Grade::Easy), NOW);
    assert_eq!((review.answered, review.recalled), (0, 0));
}

#[test]
fn redo_goes_on_as_if_nothing_had_been_taken_back() {
    let mut review = reviewing(3);
    act(&mut review, Action::RevealOrGood);
    let (effects, _) = act(&mut review, Action::GradeEasy);
    let state = state_of(&effects, NOW);
    let [Effect::Record(event)] = &effects[..] else {
        panic!("{effects:?}");
    };
    let next = review.recorded(&state, NOW).0;
    deal(&mut review, &next, NOW);
    let back = review.undone(&changed(0, CardState::default(), event.clone()), NOW);
    deal(&mut review, &back, NOW);
    assert_eq!(
        act(&mut review, Action::Redo),
        (vec![Effect::Redo(false)], None)
    );
    let next = review.redone(&changed(0, state, event.clone()), NOW);
    assert_eq!(next, [Effect::Deal(CardKey(1))]);
    deal(&mut review, &next, NOW);
    assert_eq!((review.answered, review.recalled), (1, 1));
    assert_eq!(review.counts(NOW).new, 2);
    assert!(review.can_undo() && !review.can_redo());
    // What was done again elsewhere leaves the card on the screen alone.
    let elsewhere = review.redone(&changed(2, state, event.clone()), NOW);
    assert_eq!((elsewhere, key(&review)), (vec![], 1));
}

#[test]
fn a_card_that_is_not_asked_for_any_more_leaves_the_session() {
    let mut review = reviewing(3);
    let today = NOW.study_day(4);
    let asked = |n: usize, state: CardState| {
        let card = dealt(n, state).id;
        changed(n, state, Event::Ask { card, day: today })
    };
    assert_eq!(review.undone(&asked(2, CardState::default()), NOW), []);
    assert_eq!((key(&review), review.counts(NOW).new), (0, 2));
    // What is due by itself stays.
    let due = CardState {
        phase: Phase::Review { due: today },
        ..CardState::default()
    };
    assert_eq!(review.undone(&asked(1, due), NOW), []);
    assert_eq!(review.counts(NOW).new, 2);
    let wanted = CardState {
        asked_for: Some(today),
        ..CardState::default()
    };
    assert_eq!(
        review.redone(&asked(2, wanted), NOW),
        [Effect::Deal(CardKey(2))]
    );
    assert_eq!(review.counts(NOW).new, 3);
}

#[test]
fn a_card_that_undo_sets_aside_is_not_shown() {
    let mut review = reviewing(3);
    let aside = CardState {
        suspended: true,
        ..CardState::default()
    };
    let resumed = |n: usize| {
        let card = dealt(n, aside).id;
        changed(n, aside, Event::Suspend { card, on: false })
    };
    // Its being taken back into the queues is what is undone.
    assert_eq!(review.undone(&resumed(2), NOW), []);
    assert_eq!((key(&review), review.counts(NOW).new), (0, 2));
    assert_eq!(review.undone(&resumed(0), NOW), [Effect::Deal(CardKey(1))]);
}

#[test]
fn a_card_set_aside_leaves_the_session() {
    for (action, said) in [
        (Action::BuryCard, Notice::Buried),
        (Action::SuspendCard, Notice::Suspended),
    ] {
        let mut review = reviewing(2);
        let (effects, _) = act(&mut review, action);
        let today = NOW.study_day(4);
        let card = CardId::new("n0/answer");
        let wanted = match action {
            Action::BuryCard => Event::Bury { card, until: today },
            _ => Event::Suspend { card, on: true },
        };
        assert_eq!(effects, [Effect::Record(wanted)]);
        let (next, notice) = review.recorded(&CardState::default(), NOW);
        assert_eq!(next, [Effect::Deal(CardKey(1))]);
        assert_eq!(notice, Some(said));
        assert_eq!((review.answered, review.counts(NOW).new), (0, 1));
        // Undone, it comes back, and no answer is taken back with it.
        deal(&mut review, &next, NOW);
        let next = answer(&mut review, Action::GradeEasy, NOW);
        assert_eq!(next, []);
        let card = CardId::new("n0/answer");
        let burial = Event::Bury { card, until: today };
        review.undone(&changed(0, CardState::default(), burial), NOW);
        assert_eq!((review.answered, review.counts(NOW).new), (1, 1));
    }
}

#[test]
fn hint_and_source_are_shown_where_there_are_any() {
    let mut review = reviewing(2);
    assert_eq!(
        act(&mut review, Action::ShowHint).1,
        Some(Notice::NoHelp(NoHelp::NoHint))
    );
    assert_eq!(
        act(&mut review, Action::ShowSource),
        (vec![], Some(Notice::NoSource))
    );
    let next = answer(&mut review, Action::GradeEasy, NOW);
    deal(&mut review, &next, NOW);
    assert_eq!(act(&mut review, Action::ShowHint), (vec![], None));
    assert!(review.current().unwrap().hinted);
    let card = &review.current().unwrap().card;
    let (source, card_key) = (card.note.source.clone().unwrap(), card.key);
    let (effects, _) = act(&mut review, Action::ShowSource);
    assert_eq!(effects, [Effect::OpenSource(card_key, source)]);
    assert_eq!(key(&review), 1, "the card waits");
}

#[test]
fn learning_cards_come_early_so_that_nothing_is_left() {
    let mut review = reviewing(2);
    let mut next = answer(&mut review, Action::GradeGood, NOW);
    let mut order = Vec::new();
    while !next.is_empty() {
        let [Effect::Deal(CardKey(card))] = next[..] else {
            panic!("{next:?}");
        };
        order.push(card);
        assert!(order.len() < 10, "the session ends");
        let grade = if order.len() == 1 {
            Action::GradeGood
        } else {
            Action::GradeEasy
        };
        deal(&mut review, &next, NOW);
        next = answer(&mut review, grade, NOW);
    }
    assert_eq!(order, [1, 0, 1]);
    assert!(matches!(review.stage, Stage::Done { waits_until: None }));
    assert_eq!(review.counts(NOW), Counts::default());
}

#[test]
fn a_learning_card_out_of_reach_ends_the_session_with_its_time() {
    let mut session = session(1);
    session.rules.learn_ahead_s = 5 * 60;
    let (mut review, effects) = Review::new(session, NOW);
    deal(&mut review, &effects, NOW);
    assert_eq!(answer(&mut review, Action::GradeGood, NOW), []);
    let Stage::Done { waits_until } = review.stage else {
        panic!("{:?}", review.stage);
    };
    assert_eq!(waits_until, Some(NOW.at.plus_minutes(10)));
}

/// A session that was begun at three in the morning goes on when the day turns at four: its cards
/// stay, and what is done counts for the day on which it is done.
#[test]
fn a_session_goes_on_when_the_day_turns() {
    // 09:30 in Shanghai, less six and a half hours.
    let hour = |hours: i64| Moment {
        at: NOW.at.plus_minutes(hours * 60 - 390),
        ..NOW
    };
    let (mut review, effects) = Review::new(session(3), hour(0));
    deal(&mut review, &effects, hour(0));
    let graded = |effects: &[Effect]| match effects {
        [Effect::Record(Event::Grade(graded))] => graded.clone(),
        other => panic!("{other:?}"),
    };
    let mut days = Vec::new();
    for at in [hour(0), hour(2)] {
        assert!(review.counts(at).new > 0);
        review.act(Action::RevealOrGood, at);
        let (effects, _) = review.act(Action::GradeEasy, at);
        let event = graded(&effects);
        let Phase::Review { due } = event.phase else {
            panic!("{event:?}");
        };
        days.push((event.day, due.days_since(event.day)));
        let state = state_of(&effects, at);
        let next = review.recorded(&state, at).0;
        deal(&mut review, &next, at);
    }
    assert_eq!(days[1].0, days[0].0.plus(1), "the day has turned");
    assert!(days.iter().all(|(_, interval)| *interval >= 7), "{days:?}");
    let (effects, _) = review.act(Action::BuryCard, hour(2));
    let [Effect::Record(Event::Bury { until, .. })] = &effects[..] else {
        panic!("{effects:?}");
    };
    assert_eq!(*until, days[1].0, "hidden on the new day");
}

#[test]
fn a_session_without_cards_is_over_at_once() {
    let (review, effects) = Review::new(session(0), NOW);
    assert!(effects.is_empty());
    assert!(matches!(review.stage, Stage::Done { waits_until: None }));
}

#[test]
fn what_a_card_shows_follows_the_days_to_come_as_soon_as_they_are_counted() {
    let (mut review, effects) = Review::new(session(1), NOW);
    assert!(effects.contains(&Effect::CountAhead), "{effects:?}");
    let today = review.scheduler.study_day(NOW);
    let state = CardState {
        phase: Phase::Review { due: today },
        memory: Some(crate::domain::srs::Memory {
            stability: 30.0,
            difficulty: 5.0,
        }),
        last_review: Some((NOW.at, crate::domain::time::StudyDay(today.0 - 30))),
        reps: 5,
        ..CardState::default()
    };
    review.dealt(dealt(0, state), NOW);
    review.act(Action::RevealOrGood, NOW);
    let shown = review.current().unwrap().intervals;
    let Interval::Days(good) = shown[2] else {
        panic!("{shown:?}");
    };
    // The chosen day is full, those around it are empty.
    let load = Load::behind(today, [(today.plus(good), 100_000)]);
    review.counted(load, NOW);
    let moved = review.current().unwrap().intervals;
    assert_ne!(moved[2], shown[2]);
    let (effects, _) = review.act(Action::GradeGood, NOW);
    let graded = state_of(&effects, NOW);
    let Phase::Review { due } = graded.phase else {
        panic!("{graded:?}");
    };
    assert_eq!(Interval::Days(due.days_since(today)), moved[2]);
}
