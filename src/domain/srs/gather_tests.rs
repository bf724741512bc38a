use super::*;
use crate::domain::srs::{AskedRow, LearningRow, Queue, ScheduleRules};
use crate::domain::time::Timestamp;
use proptest::prelude::*;

const TODAY: StudyDay = StudyDay(1_000);

fn scheduler() -> Scheduler {
    Scheduler::new(ScheduleRules::default()).unwrap()
}

/// Three cards a note, two notes of three a deck.
fn review(key: i64) -> ReviewRow {
    ReviewRow {
        key: CardKey(key),
        note: NoteKey(key / 3),
        deck: DeckKey(key / 9),
        due: StudyDay(990 + key as i32 % 7),
        stability: 5.0 + key as f32,
        last_day: StudyDay(980),
    }
}

fn new(key: i64) -> NewRow {
    NewRow {
        key: CardKey(key),
        note: NoteKey(key / 3),
        deck: DeckKey(key / 9),
        ordinal: key as u32,
    }
}

fn chosen(mut rows: QueueRows, rules: &QueueRules) -> (Vec<i64>, Vec<i64>) {
    let found = gather(&mut rows, rules, TODAY, &scheduler());
    let reviews = found.reviews.iter().map(|row| row.key.0).collect();
    (reviews, found.new.iter().map(|row| row.key.0).collect())
}

#[test]
fn one_card_of_a_note_comes_and_the_one_to_come_first() {
    let rows = QueueRows {
        reviews: [2, 1, 0, 3].map(review).to_vec(),
        new: [4, 6, 7].map(new).to_vec(),
        ..QueueRows::default()
    };
    let mut rules = QueueRules::default();
    assert_eq!(chosen(rows.clone(), &rules), (vec![0, 3], vec![6]));
    let studied = QueueRows {
        studied: HashSet::from([NoteKey(0), NoteKey(2)]),
        ..rows.clone()
    };
    assert_eq!(chosen(studied, &rules), (vec![3], vec![]));
    rules.bury_siblings = false;
    assert_eq!(chosen(rows, &rules), (vec![0, 1, 2, 3], vec![4, 6, 7]));
}

#[test]
fn a_deck_with_limits_of_its_own_keeps_to_both() {
    let rows = QueueRows {
        reviews: (0..27).map(review).collect(),
        ..QueueRows::default()
    };
    let limits = |reviews| Limits { new: 0, reviews };
    let mut rules = QueueRules {
        limits: limits(5),
        limits_of: BTreeMap::from([(DeckKey(0), limits(1)), (DeckKey(1), limits(0))]),
        ..QueueRules::default()
    };
    assert_eq!(chosen(rows.clone(), &rules).0, [0, 18, 21, 24]);
    rules.limits = limits(2);
    assert_eq!(chosen(rows, &rules).0, [0, 18]);
}

#[test]
fn the_order_is_the_one_wished_for_and_random_is_the_days_own() {
    let rows = QueueRows {
        reviews: (0..40).map(|n| review(n * 3)).collect(),
        ..QueueRows::default()
    };
    let by = |order, today| {
        let rules = QueueRules {
            order,
            ..QueueRules::default()
        };
        let found = gather(&mut rows.clone(), &rules, today, &scheduler());
        found.reviews
    };
    let recall = by(ReviewOrder::Retrievability, TODAY);
    assert!(recall.is_sorted_by_key(|row| row.key), "the weakest first");
    let due = by(ReviewOrder::DueDate, TODAY);
    assert!(due.is_sorted_by_key(|row| row.due));
    let random = by(ReviewOrder::Random, TODAY);
    assert_eq!(random, by(ReviewOrder::Random, TODAY));
    assert_ne!(random, by(ReviewOrder::Random, TODAY.plus(1)));
    assert!(!random.is_sorted_by_key(|row| row.key));
}

#[test]
fn new_cards_come_where_they_are_wished_for() {
    let at = |place| joined(&[1, 2, 3], &[10], place);
    assert_eq!(at(NewPlace::First), [10, 1, 2, 3]);
    assert_eq!(at(NewPlace::Last), [1, 2, 3, 10]);
    assert_eq!(at(NewPlace::Mixed), [1, 2, 10, 3]);
}

/// Four decks whose cards are alike: none waits until another is through.
#[test]
fn decks_are_interleaved() {
    let deck_of = |key: i64| DeckKey(key / 25);
    let alike = |key: i64| ReviewRow {
        note: NoteKey(key),
        deck: deck_of(key),
        due: TODAY,
        stability: 20.0,
        ..review(key)
    };
    let fresh = |key: i64| NewRow {
        note: NoteKey(1_000 + key),
        deck: deck_of(key),
        ordinal: (key % 25) as u32,
        ..new(1_000 + key)
    };
    let rows = QueueRows {
        reviews: (0..100).map(alike).collect(),
        new: (0..100).map(fresh).collect(),
        ..QueueRows::default()
    };
    for order in [
        ReviewOrder::Retrievability,
        ReviewOrder::DueDate,
        ReviewOrder::Random,
    ] {
        let limits = Limits {
            new: 20,
            reviews: 60,
        };
        let rules = QueueRules {
            limits,
            order,
            ..QueueRules::default()
        };
        let (reviews, new) = chosen(rows.clone(), &rules);
        let decks = |keys: &[i64]| -> HashSet<DeckKey> {
            keys.iter().map(|key| deck_of(key % 1_000)).collect()
        };
        assert_eq!((reviews.len(), new.len()), (60, 20));
        assert_eq!(decks(&reviews[..20]).len(), 4, "{order:?}: {reviews:?}");
        for round in new.chunks(4) {
            assert_eq!(decks(round).len(), 4, "{new:?}");
        }
    }
}

proptest! {
    /// The numbers that Today shows are those of the session, in all and of each deck.
    #[test]
    fn the_numbers_are_those_of_the_session(
        cards in prop::collection::btree_map(0i64..60, 0u8..4, 0..60),
        studied in prop::collection::hash_set(0i64..20, 0..6),
        limits in (0u32..12, 0u32..12), own in prop::collection::btree_map(0i64..7, 0u32..4, 0..4),
        bury_siblings: bool,
    ) {
        let mut rows = QueueRows {
            studied: studied.into_iter().map(NoteKey).collect(),
            ..QueueRows::default()
        };
        for (key, kind) in cards {
            let (card, note, deck) = (CardKey(key), NoteKey(key / 3), DeckKey(key / 9));
            match kind {
                0 => rows.reviews.push(review(key)),
                1 => rows.new.push(new(key)),
                2 => rows.learning.push(LearningRow { key: card, note, deck, due: Timestamp(0) }),
                _ => rows.asked.push(AskedRow { key: card, note, deck, is_new: key % 2 == 0 }),
            }
        }
        let rules = QueueRules {
            limits: Limits { new: limits.0, reviews: limits.1 },
            limits_of: own.into_iter()
                .map(|(deck, n)| (DeckKey(deck), Limits { new: n, reviews: 3 - n }))
                .collect(),
            bury_siblings,
            ..QueueRules::default()
        };
        let (all, of) = tally(&rows, &rules);
        let session = |rows: QueueRows| {
            Queue::new(rows, &rules, TODAY, &scheduler()).counts(Timestamp(0))
        };
        prop_assert_eq!(session(rows.clone()), all);
        for deck in 0..7 {
            let deck = DeckKey(deck);
            let mut own = rows.clone();
            own.reviews.retain(|row| row.deck == deck);
            own.learning.retain(|row| row.deck == deck);
            own.new.retain(|row| row.deck == deck);
            own.asked.retain(|row| row.deck == deck);
            prop_assert_eq!(session(own), of.get(&deck).copied().unwrap_or_default());
        }
    }
}
