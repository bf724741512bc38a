use super::log::{all, state};
use super::*;
use crate::domain::srs::{
    CardState, ChosenParameters, Event, Memory, Parameters, Phase, Recomputed, Rescheduled,
};

/// Dates chosen anew are one entry; it is taken back and holds again like any other, and the cache
/// is what the log gives all the while.
#[test]
fn dates_chosen_anew_are_one_entry_that_can_be_undone() {
    let home = Home::new();
    let mut store = home.with_cards(4);
    for day in [0, 1, 4] {
        for number in 0..3 {
            grade(&mut store, &card(number), Grade::Good, noon(day));
        }
    }
    let before: Vec<CardState> = (0..4).map(|n| state(&store, n)).collect();
    let recomputed = |number: usize, reps: u32| Recomputed {
        card: card(number),
        reps,
        memory: Memory {
            stability: 40.5,
            difficulty: 3.25,
        },
        due: Some(today().plus(77)),
    };
    let event = Event::Reschedule(Rescheduled {
        scheduler: "test".to_owned(),
        cards: vec![recomputed(0, 3), recomputed(1, 2), recomputed(3, 0)],
    });
    let entries = all(&store).len();
    store.record_for_all(&event, noon(5)).unwrap();
    assert_eq!(all(&store).len(), entries + 1);
    let after: Vec<CardState> = (0..4).map(|n| state(&store, n)).collect();
    assert_eq!(
        after[0].phase,
        Phase::Review {
            due: today().plus(77)
        }
    );
    assert_eq!(after[1..], before[1..], "graded since, untouched, new");
    assert_sound(&store);
    let told = |number: usize| store.entries(&card(number)).unwrap();
    let named = |number: usize| told(number).iter().any(|e| e.kind == Event::RESCHEDULE);
    assert!(named(0) && !named(2));

    let undone = store.undo(noon(5)).unwrap().unwrap();
    assert_eq!((undone.event, undone.card), (event.clone(), None));
    assert_eq!(state(&store, 0), before[0]);
    assert_sound(&store);
    drop(store);
    let mut store = home.open();
    assert!(store.redo(noon(6)).unwrap().is_some());
    assert_eq!(state(&store, 0), after[0]);
    assert_sound(&store);

    // A grade behind it that is undone leaves what it made of the card.
    grade(&mut store, &card(0), Grade::Good, noon(81));
    store.undo(noon(81)).unwrap().unwrap();
    assert_eq!(state(&store, 0), after[0]);
    assert_sound(&store);
}

fn assert_sound(store: &Store) {
    let report = store.check(|_| {}).unwrap();
    assert!(report.is_sound(), "{report:?}");
}

#[test]
fn parameters_hold_until_they_are_undone() {
    let home = Home::new();
    let mut store = home.with_cards(1);
    assert_eq!(store.parameters().unwrap(), ChosenParameters::default());
    let mut weights = Parameters::default().weights().to_vec();
    weights[0] = 0.5;
    let chosen = Parameters::new(&weights).unwrap();
    let event = Event::Parameters {
        deck: None,
        weights: chosen,
    };
    store.record_for_all(&event, noon(0)).unwrap();
    drop(store);
    let mut store = home.open();
    assert_eq!(store.parameters().unwrap().general, chosen);
    store.undo(noon(0)).unwrap().unwrap();
    assert_eq!(store.parameters().unwrap(), ChosenParameters::default());
    store.redo(noon(0)).unwrap().unwrap();
    assert_eq!(store.parameters().unwrap().general, chosen);
    assert_sound(&store);
    assert!(
        store
            .record_for_all(&Event::Reset { card: card(0) }, noon(0))
            .is_err()
    );
}
