use super::*;
use crate::domain::id::CardId;
use crate::domain::srs::{
    AskedRow, DayCount, DeckKey, Grade, LearningRow, Limits, Memory, NewRow, NoteKey, Occasion,
    ReviewRow, ScheduleRules,
};
use crate::domain::time::Moment;
use proptest::prelude::*;
use std::collections::HashMap;

const TODAY: StudyDay = StudyDay(1_000);
const NOW: Timestamp = Timestamp(86_400_000 * 1_000 + 43_200_000);

fn name(key: i64) -> CardId {
    CardId::new(format!("c{key}"))
}

fn scheduler() -> Scheduler {
    Scheduler::new(ScheduleRules::default()).unwrap()
}

fn review(key: i64, stability: f32) -> ReviewRow {
    ReviewRow {
        key: CardKey(key),
        note: NoteKey(key),
        deck: DeckKey(0),
        due: TODAY,
        stability,
        last_day: StudyDay(990),
    }
}

fn new(key: i64, ordinal: u32, deck: i64) -> NewRow {
    NewRow {
        key: CardKey(key),
        note: NoteKey(key),
        deck: DeckKey(deck),
        ordinal,
    }
}

fn learning(key: i64, minutes: i64) -> LearningRow {
    LearningRow {
        key: CardKey(key),
        note: NoteKey(key),
        deck: DeckKey(0),
        due: NOW.plus_minutes(minutes),
    }
}

fn queue(rows: QueueRows, limits: Limits) -> Queue {
    let rules = QueueRules {
        limits,
        ..QueueRules::default()
    };
    Queue::new(rows, &rules, TODAY, &scheduler())
}

#[test]
fn a_card_comes_early_to_the_second() {
    let rows = QueueRows {
        learning: vec![LearningRow {
            key: CardKey(1),
            note: NoteKey(1),
            deck: DeckKey(0),
            due: NOW.plus_seconds(30),
        }],
        ..QueueRows::default()
    };
    let first = |learn_ahead_s| {
        let rules = QueueRules {
            learn_ahead_s,
            ..QueueRules::default()
        };
        Queue::new(rows.clone(), &rules, TODAY, &scheduler()).next(NOW)
    };
    assert_eq!(first(30), Some(CardKey(1)));
    assert_eq!(first(29), None);
}

/// Answers everything at `NOW` with a grade that leaves the session.
fn drain(mut queue: Queue) -> Vec<i64> {
    let done = CardState {
        phase: Phase::Review {
            due: StudyDay(2_000),
        },
        ..CardState::default()
    };
    let mut order = Vec::new();
    while let Some(key) = queue.next(NOW) {
        queue.answered(key, &done);
        order.push(key.0);
    }
    order
}

#[test]
fn the_least_remembered_come_first_and_the_limits_hold() {
    let rows = QueueRows {
        reviews: vec![
            review(1, 50.0),
            review(2, 5.0),
            review(3, 20.0),
            review(4, 90.0),
        ],
        learning: Vec::new(),
        new: vec![new(11, 1, 0), new(12, 0, 1), new(10, 0, 0)],
        ..QueueRows::default()
    };
    let limits = Limits { new: 2, reviews: 3 };
    let order = drain(queue(rows.clone(), limits));
    let (reviews, new): (Vec<i64>, Vec<i64>) = order.iter().partition(|key| **key < 10);
    assert_eq!(reviews, [2, 3, 1]);
    assert_eq!(new, [10, 12], "by place, then deck");
    assert!(drain(queue(rows, Limits { new: 0, reviews: 0 })).is_empty());
    let done = DayCount {
        introduced: 15,
        reviewed: 300,
        answers: 400,
        ms: 0,
        ..DayCount::default()
    };
    assert_eq!(Limits::default().less(done), Limits { new: 5, reviews: 0 });
}

#[test]
fn new_cards_stand_evenly_among_the_reviews() {
    let rows = QueueRows {
        reviews: (0..9).map(|key| review(key, 10.0 + key as f32)).collect(),
        new: (0..3).map(|n| new(100 + i64::from(n), n, 0)).collect(),
        learning: Vec::new(),
        ..QueueRows::default()
    };
    let order = drain(queue(rows, Limits::default()));
    let places: Vec<usize> = (0..order.len()).filter(|i| order[*i] >= 100).collect();
    assert_eq!(places, [2, 6, 10], "{order:?}");
}

#[test]
fn learning_cards_interrupt_when_due_and_come_early_at_the_end() {
    let rows = QueueRows {
        reviews: vec![review(1, 10.0)],
        learning: vec![learning(2, 5), learning(3, -1), learning(4, 60)],
        new: Vec::new(),
        ..QueueRows::default()
    };
    let queue = queue(rows, Limits::default());
    let counts = Counts {
        new: 0,
        learning: 2,
        due: 1,
    };
    assert_eq!(queue.counts(NOW), counts);
    assert_eq!(queue.waits_until(NOW), Some(NOW.plus_minutes(60)));
    assert_eq!(drain(queue), [3, 1, 2], "an hour is beyond reach");
}

#[test]
fn the_card_just_answered_is_not_shown_again_while_there_is_another() {
    let rows = QueueRows {
        learning: vec![learning(1, 0), learning(2, 10)],
        ..QueueRows::default()
    };
    let mut queue = queue(rows, Limits::default());
    let again = CardState {
        phase: Phase::Learning {
            step: 0,
            due: NOW.plus_minutes(1),
        },
        ..CardState::default()
    };
    assert_eq!(queue.next(NOW), Some(CardKey(1)));
    queue.answered(CardKey(1), &again);
    assert_eq!(queue.next(NOW), Some(CardKey(2)));
    assert_eq!(
        queue.next(NOW.plus_minutes(1)),
        Some(CardKey(1)),
        "it is due"
    );
    queue.remove(CardKey(2));
    assert_eq!(queue.next(NOW), Some(CardKey(1)), "there is no other");
}

/// A plain account of the same session: every card with its state, nothing ordered.
#[derive(Default)]
struct Model {
    waiting: HashMap<i64, CardState>,
    undone: Vec<i64>,
}

impl Model {
    fn learning_due(state: &CardState) -> Option<Timestamp> {
        match state.phase {
            Phase::Learning { due, .. } | Phase::Relearning { due, .. } => Some(due),
            _ => None,
        }
    }

    fn check(&self, queue: &Queue, now: Timestamp) {
        let reach = now.plus_minutes(20);
        let mut counts = Counts::default();
        for (key, state) in &self.waiting {
            match state.phase {
                Phase::New => counts.new += 1,
                Phase::Review { .. } => counts.due += 1,
                Phase::Learning { due, .. } | Phase::Relearning { due, .. } => {
                    counts.learning += u32::from(due <= reach || self.undone.contains(key));
                }
            }
        }
        assert_eq!(queue.counts(now), counts);
        let Some(CardKey(next)) = queue.next(now) else {
            assert_eq!(
                counts,
                Counts::default(),
                "a session ends with nothing left"
            );
            return;
        };
        let state = self.waiting[&next];
        let dues = self.waiting.values().filter_map(Self::learning_due);
        let earliest = dues.min();
        if let Some(undone) = self.undone.last() {
            assert_eq!(next, *undone);
        } else if earliest.is_some_and(|due| due <= now) {
            assert_eq!(Self::learning_due(&state), earliest);
        } else if counts.new + counts.due > 0 {
            assert_eq!(Self::learning_due(&state), None);
        } else {
            assert!(Self::learning_due(&state).is_some_and(|due| due <= reach));
        }
    }
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Grade(u8),
    Undo,
    Drop(usize),
    Wait(i64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        6 => (1u8..=4).prop_map(Step::Grade),
        2 => Just(Step::Undo),
        1 => (0usize..50).prop_map(Step::Drop),
        2 => (0i64..30).prop_map(Step::Wait),
    ];
    prop::collection::vec(step, 1..80)
}

fn state_in_review() -> CardState {
    CardState {
        phase: Phase::Review { due: TODAY },
        memory: Some(Memory {
            stability: 10.0,
            difficulty: 5.0,
        }),
        last_review: Some((Timestamp(0), StudyDay(990))),
        ..CardState::default()
    }
}

proptest! {
    #[test]
    fn any_session_agrees_with_the_model(reviews in 0i64..12, fresh in 0i64..8, steps in steps()) {
        let scheduler = scheduler();
        let rows = QueueRows {
            reviews: (0..reviews).map(|key| review(key, 10.0 + key as f32)).collect(),
            new: (0..fresh).map(|key| new(100 + key, key as u32, 0)).collect(),
            learning: Vec::new(),
            ..QueueRows::default()
        };
        let mut model = Model::default();
        model.waiting.extend((0..reviews).map(|key| (key, state_in_review())));
        model.waiting.extend((0..fresh).map(|key| (100 + key, CardState::default())));
        let mut queue = queue(rows, Limits::default());
        let mut history: Vec<(i64, CardState)> = Vec::new();
        let mut now = NOW;
        for step in steps {
            model.check(&queue, now);
            match step {
                Step::Grade(number) => {
                    let Some(CardKey(key)) = queue.next(now) else { continue };
                    let before = model.waiting[&key];
                    let grade = Grade::from_number(number).unwrap();
                    let moment = Moment { at: now, offset_s: 0 };
                    let after = scheduler.schedule(&before, grade, &Occasion::of(&name(key), moment));
                    queue.answered(CardKey(key), &after);
                    model.undone.retain(|other| *other != key);
                    history.push((key, before));
                    if Model::learning_due(&after).is_some() {
                        model.waiting.insert(key, after);
                    } else {
                        model.waiting.remove(&key);
                    }
                }
                Step::Undo => {
                    let Some((key, before)) = history.pop() else { continue };
                    queue.put_back(CardKey(key), Some(NoteKey(key)), &before);
                    model.waiting.insert(key, before);
                    model.undone.retain(|other| *other != key);
                    model.undone.push(key);
                }
                Step::Drop(place) => {
                    let mut keys: Vec<i64> = model.waiting.keys().copied().collect();
                    keys.sort_unstable();
                    let Some(key) = keys.get(place).copied() else { continue };
                    queue.remove(CardKey(key));
                    model.waiting.remove(&key);
                    model.undone.retain(|other| *other != key);
                    history.retain(|(other, _)| *other != key);
                }
                Step::Wait(minutes) => now = now.plus_minutes(minutes),
            }
        }
        model.check(&queue, now);
    }

    /// Graded Good throughout, without waiting, every session comes to its end.
    #[test]
    fn a_session_graded_good_ends_with_nothing_left(reviews in 0i64..40, fresh in 0i64..30) {
        let scheduler = scheduler();
        let rows = QueueRows {
            reviews: (0..reviews).map(|key| review(key, 10.0)).collect(),
            new: (0..fresh).map(|key| new(100 + key, key as u32, 0)).collect(),
            learning: Vec::new(),
            ..QueueRows::default()
        };
        let limits = Limits::default();
        let mut queue = queue(rows, limits);
        let mut states: HashMap<CardKey, CardState> =
            (0..reviews).map(|key| (CardKey(key), state_in_review())).collect();
        let moment = Moment { at: NOW, offset_s: 0 };
        let mut answers = 0;
        while let Some(key) = queue.next(NOW) {
            let state = states.entry(key).or_default();
            *state = scheduler.schedule(state, Grade::Good, &Occasion::of(&name(key.0), moment));
            queue.answered(key, state);
            answers += 1;
            prop_assert!(answers < 200);
        }
        prop_assert_eq!(queue.counts(NOW), Counts::default());
        prop_assert_eq!(answers, reviews + 2 * fresh.min(i64::from(limits.new)));
    }
}

#[test]
fn what_was_asked_for_comes_first_and_no_limit_holds_it_back() {
    let asked = |key, is_new| AskedRow {
        key: CardKey(key),
        note: NoteKey(key),
        deck: DeckKey(0),
        is_new,
    };
    let rows = QueueRows {
        reviews: vec![review(1, 5.0)],
        asked: vec![asked(7, false), asked(8, true)],
        ..QueueRows::default()
    };
    let limits = Limits { new: 0, reviews: 1 };
    let queue = queue(rows, limits);
    let counts = queue.counts(NOW);
    assert_eq!((counts.new, counts.due), (1, 2));
    assert_eq!(drain(queue), [7, 8, 1]);
}

/// A card of this note.
fn of_note(row: ReviewRow, note: i64) -> ReviewRow {
    ReviewRow {
        note: NoteKey(note),
        ..row
    }
}

/// The state of a card that comes again in so many minutes.
fn in_minutes(minutes: i64) -> CardState {
    CardState {
        phase: Phase::Learning {
            step: 0,
            due: NOW.plus_minutes(minutes),
        },
        ..CardState::default()
    }
}

fn no_burials() -> QueueRules {
    QueueRules {
        bury_siblings: false,
        ..QueueRules::default()
    }
}

#[test]
fn of_cards_that_come_early_the_one_answered_longest_ago_comes_first() {
    let rows = QueueRows {
        reviews: (1..=4).map(|key| review(key, key as f32)).collect(),
        ..QueueRows::default()
    };
    let mut queue = queue(rows, Limits::default());
    let mut order = Vec::new();
    // The first is forgotten again and again, the others wait longer.
    for _ in 0..12 {
        let key = queue.next(NOW).unwrap();
        let minutes = if key == CardKey(1) { 1 } else { 10 };
        queue.answered(key, &in_minutes(minutes));
        order.push(key.0);
    }
    assert_eq!(order, [1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4]);
    assert_eq!(
        queue.next(NOW.plus_minutes(1)),
        Some(CardKey(1)),
        "what is due interrupts"
    );
}

#[test]
fn siblings_do_not_come_one_behind_the_other_while_there_is_another_card() {
    let rows = QueueRows {
        reviews: vec![
            of_note(review(1, 1.0), 7),
            of_note(review(2, 2.0), 7),
            review(3, 3.0),
            of_note(review(4, 4.0), 7),
        ],
        ..QueueRows::default()
    };
    let queue = Queue::new(rows, &no_burials(), TODAY, &scheduler());
    assert_eq!(drain(queue), [1, 3, 2, 4], "the last two have no choice");
}

#[test]
fn a_learning_sibling_that_is_due_lets_another_card_go_first() {
    let learning = |key, minutes, note| LearningRow {
        note: NoteKey(note),
        ..learning(key, minutes)
    };
    let rows = QueueRows {
        learning: vec![learning(1, -2, 7), learning(2, -1, 7), learning(3, 5, 8)],
        ..QueueRows::default()
    };
    let mut queue = queue(rows, Limits::default());
    assert_eq!(queue.next(NOW), Some(CardKey(1)));
    queue.answered(CardKey(1), &in_minutes(10));
    assert_eq!(queue.next(NOW), Some(CardKey(3)), "though early");
    queue.answered(CardKey(3), &in_minutes(10));
    assert_eq!(queue.next(NOW), Some(CardKey(2)));
    queue.answered(CardKey(2), &in_minutes(10));
    assert_eq!(queue.next(NOW), Some(CardKey(3)), "1 is a sibling");
    queue.remove(CardKey(3));
    assert_eq!(queue.next(NOW), Some(CardKey(1)), "nothing else is left");
}

#[test]
fn a_card_that_undo_brings_back_keeps_its_siblings_waiting_as_from_the_start() {
    let rows = QueueRows {
        reviews: vec![of_note(review(1, 1.0), 7), review(2, 2.0)],
        ..QueueRows::default()
    };
    let mut queue = queue(rows, Limits::default());
    let back = state_in_review();
    queue.put_back(CardKey(9), Some(NoteKey(7)), &back);
    assert_eq!(queue.counts(NOW).due, 2);
    assert_eq!(drain(queue.clone()), [9, 2]);
    // It goes again: its sibling may come.
    queue.remove(CardKey(9));
    assert_eq!(drain(queue), [1, 2]);
}
