//! Any sequence of what people and their machines do, beside a model that knows nothing of logs:
//! card states on a stack of snapshots, as an editor's undo has them, and the cards of two decks.

mod queue;

use super::*;
use crate::domain::srs::{CardState, DayCount, Event, Phase};
use proptest::prelude::*;
use std::collections::HashMap;

/// Two cards to a note, two notes to a deck.
const CARDS: usize = 8;
const DECKS: [&str; 2] = ["first", "second"];

#[derive(Debug, Clone, Copy)]
enum Step {
    Grade(usize, u8),
    /// Answers what the queue shows, so many times.
    Study(u8, u8),
    Suspend(usize, bool),
    Bury(usize),
    /// Buries what the queue shows.
    BuryShown,
    Ask(usize),
    Due(usize, u32),
    Reset(usize),
    Leech(usize, bool),
    More(u32),
    Undo,
    Redo,
    /// The deck file loses a note, or has it again.
    File(usize),
    /// Hours go by.
    Wait(i64),
    /// The clock is set, by so many days.
    SetClock(i64),
    Restart,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    // Things happen to some cards again and again.
    let card = prop_oneof![3 => 0..2usize, 1 => 0..CARDS];
    let step = prop_oneof![
        4 => (card.clone(), 1u8..=4).prop_map(|(card, grade)| Step::Grade(card, grade)),
        4 => (1u8..5, 1u8..=4).prop_map(|(times, grade)| Step::Study(times, grade)),
        1 => (card.clone(), any::<bool>()).prop_map(|(card, on)| Step::Suspend(card, on)),
        1 => card.clone().prop_map(Step::Bury),
        1 => Just(Step::BuryShown),
        1 => card.clone().prop_map(Step::Ask),
        2 => (card.clone(), 0u32..9).prop_map(|(card, days)| Step::Due(card, days)),
        1 => card.clone().prop_map(Step::Reset),
        1 => (card, any::<bool>()).prop_map(|(card, on)| Step::Leech(card, on)),
        1 => (1u32..3).prop_map(Step::More),
        3 => Just(Step::Undo),
        2 => Just(Step::Redo),
        3 => (0..CARDS / 2).prop_map(Step::File),
        3 => (1i64..200).prop_map(Step::Wait),
        1 => prop_oneof![Just(-400i64), Just(12 * 366), -40i64..40].prop_map(Step::SetClock),
        1 => Just(Step::Restart),
    ];
    prop::collection::vec(step, 1..60)
}

fn note_of(card: usize) -> usize {
    card / 2
}

fn deck_of(card: usize) -> usize {
    card / 4
}

fn id_of(card: usize) -> CardId {
    CardId::new(format!("n{}/{}", note_of(card), card % 2))
}

fn sync_notes(store: &mut Store, live: &[bool]) {
    for (number, deck) in DECKS.into_iter().enumerate() {
        let own = (0..CARDS / 2).filter(|note| deck_of(2 * note) == number && live[*note]);
        let notes = own.map(|number| {
            let mut row = note(&format!("n{number}"), 0, "text");
            row.cards = [2 * number, 2 * number + 1]
                .map(|card| CardRow {
                    id: id_of(card),
                    part: (card % 2).to_string(),
                    ordinal: card as u32,
                })
                .to_vec();
            row
        });
        sync(store, deck, notes);
    }
}

/// All states, by card, and what was counted: what an editor's undo stack would hold.
#[derive(Default, Clone)]
struct Picture {
    cards: HashMap<usize, CardState>,
    days: HashMap<StudyDay, DayCount>,
    /// New cards and reviews of each deck.
    decks: HashMap<(StudyDay, usize), (u32, u32)>,
}

impl Picture {
    fn card(&mut self, number: usize) -> &mut CardState {
        self.cards.entry(number).or_default()
    }

    fn state(&self, number: usize) -> CardState {
        self.cards.get(&number).copied().unwrap_or_default()
    }
}

/// What the power takes is another test's: this one waits for no disk.
fn open(home: &Home) -> Store {
    let store = home.open();
    store.wait_for_disk(false).unwrap();
    store
}

struct Machine {
    home: Home,
    store: Option<Store>,
    hours: i64,
    live: [bool; CARDS / 2],
    now: Picture,
    past: Vec<Picture>,
    future: Vec<Picture>,
}

impl Machine {
    fn new() -> Self {
        let home = Home::new();
        let mut store = open(&home);
        let live = [true; CARDS / 2];
        sync_notes(&mut store, &live);
        Self {
            home,
            store: Some(store),
            hours: 0,
            live,
            now: Picture::default(),
            past: Vec::new(),
            future: Vec::new(),
        }
    }

    fn store(&mut self) -> &mut Store {
        self.store.as_mut().unwrap()
    }

    fn moment(&self) -> Moment {
        let start = noon(0);
        Moment {
            at: start.at.plus_minutes(self.hours * 60),
            ..start
        }
    }

    fn today(&self) -> StudyDay {
        self.moment().study_day(4)
    }

    fn run(&mut self, step: Step) {
        match step {
            Step::Study(times, grade) => {
                for _ in 0..times {
                    if let Some(card) = self.next() {
                        self.run(Step::Grade(card, grade));
                    }
                }
            }
            Step::BuryShown => {
                if let Some(card) = self.next() {
                    self.run(Step::Bury(card));
                }
            }
            Step::Undo => {
                let moment = self.moment();
                let undone = self.store().undo(moment).unwrap();
                assert_eq!(undone.is_some(), !self.past.is_empty());
                if let Some(before) = self.past.pop() {
                    self.future.push(std::mem::replace(&mut self.now, before));
                }
            }
            Step::Redo => {
                let moment = self.moment();
                let redone = self.store().redo(moment).unwrap();
                assert_eq!(redone.is_some(), !self.future.is_empty());
                if let Some(after) = self.future.pop() {
                    self.past.push(std::mem::replace(&mut self.now, after));
                }
            }
            Step::File(note) => {
                self.live[note] = !self.live[note];
                let live = self.live;
                sync_notes(self.store(), &live);
            }
            Step::Wait(hours) => self.hours += hours,
            Step::SetClock(days) => self.hours += 24 * days,
            Step::Restart => {
                self.store = None;
                self.store = Some(open(&self.home));
                let report = self.store().check(|_| {}).unwrap();
                assert!(report.is_sound(), "{report:?}");
            }
            change => {
                self.past.push(self.now.clone());
                self.future.clear();
                let event = self.changed(change);
                let moment = self.moment();
                if event.card().is_some() {
                    self.store().record(&event, moment).unwrap();
                } else {
                    self.store().record_wish(&event, moment).unwrap();
                }
            }
        }
    }

    /// Does to the model what the event does to the store.
    fn changed(&mut self, step: Step) -> Event {
        let (moment, today) = (self.moment(), self.today());
        match step {
            Step::Grade(number, grade) => {
                let grade = Grade::from_number(grade).unwrap();
                let id = id_of(number);
                let on = Occasion::of(&id, moment);
                let state = self.now.card(number);
                let before = *state;
                let event = scheduler().grade(&before, grade, 10, &on);
                *state = scheduler().schedule(&before, grade, &on);
                let introduced = u32::from(before.phase == Phase::New);
                let reviewed = u32::from(matches!(before.phase, Phase::Review { .. }));
                let day = self.now.days.entry(today).or_default();
                day.answers += 1;
                day.ms += 10;
                day.introduced += introduced;
                day.reviewed += reviewed;
                let deck = (today, deck_of(number));
                let counts = self.now.decks.entry(deck).or_default();
                *counts = (counts.0 + introduced, counts.1 + reviewed);
                event
            }
            Step::Suspend(number, on) => {
                self.now.card(number).suspended = on;
                Event::Suspend {
                    card: id_of(number),
                    on,
                }
            }
            Step::Bury(number) => {
                self.now.card(number).buried_until = Some(today);
                Event::Bury {
                    card: id_of(number),
                    until: today,
                }
            }
            Step::Ask(number) => {
                self.now.card(number).asked_for = Some(today);
                Event::Ask {
                    card: id_of(number),
                    day: today,
                }
            }
            Step::Due(number, days) => {
                let due = today.plus(days);
                let state = self.now.card(number);
                if state.phase != Phase::New {
                    state.phase = Phase::Review { due };
                    state.buried_until = None;
                }
                Event::Due {
                    card: id_of(number),
                    day: due,
                }
            }
            Step::Reset(number) => {
                let state = self.now.card(number);
                *state = CardState {
                    suspended: state.suspended,
                    ..CardState::default()
                };
                Event::Reset {
                    card: id_of(number),
                }
            }
            Step::Leech(number, on) => {
                self.now.card(number).leech = on;
                Event::Leech {
                    card: id_of(number),
                    on,
                }
            }
            Step::More(new) => {
                self.now.days.entry(today).or_default().more_new += new;
                Event::More {
                    day: today,
                    new,
                    reviews: 0,
                }
            }
            other => panic!("{other:?} is no event"),
        }
    }

    fn check_states(&mut self) {
        for number in 0..CARDS {
            let stored = self.store().card(&id_of(number)).unwrap().state;
            assert_eq!(stored, self.now.state(number), "{number}");
        }
        let days = self.store().days().unwrap();
        let mut expected = self.now.days.clone();
        expected.retain(|_, count| *count != DayCount::default());
        assert_eq!(days.into_iter().collect::<HashMap<_, _>>(), expected);
        for day in expected.into_keys() {
            let stored = self.store().decks_on(day).unwrap();
            for (number, key) in self.deck_keys().into_iter().enumerate() {
                let count = stored.get(&key).copied().unwrap_or_default();
                let expected = self.now.decks.get(&(day, number)).copied();
                assert_eq!(
                    (count.introduced, count.reviewed),
                    expected.unwrap_or_default()
                );
            }
        }
    }

    fn deck_keys(&mut self) -> [DeckKey; 2] {
        let decks = self.store().decks().unwrap();
        DECKS.map(|id| {
            let of = |summary: &&DeckSummary| summary.deck.id.as_str() == id;
            decks.iter().find(of).unwrap().key
        })
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn any_sequence_leads_where_the_model_says(steps in steps()) {
        let mut machine = Machine::new();
        for step in steps {
            machine.run(step);
            machine.check_queue();
        }
        machine.check_states();
        machine.run(Step::Restart);
        machine.check_states();
    }
}
