use super::*;
use crate::domain::id::DeviceId;
use crate::domain::srs::{
    ChainHead, ChosenParameters, Entry, Event, Fold, Grade, Histories, Occasion, Parameters,
    Rescheduling, Reverted, ScheduleRules, Spread, fold_card, replay,
};
use crate::domain::time::{Moment, Timestamp};
use fsrs::DEFAULT_PARAMETERS;
use proptest::prelude::*;

const DAY_MS: i64 = 86_400_000;
const TODAY: StudyDay = StudyDay(400);

fn noon(day: i32) -> Moment {
    Moment {
        at: Timestamp(i64::from(day) * DAY_MS + DAY_MS / 2),
        offset_s: 0,
    }
}

struct Log {
    entries: Vec<Entry>,
}

impl Log {
    fn write(&mut self, day: i32, event: &Event) -> &Entry {
        let head = self.entries.last().map_or_else(
            || ChainHead::empty(DeviceId::new("a")),
            |entry| ChainHead {
                id: entry.id.clone(),
                hash: entry.hash,
            },
        );
        let lamport = self.entries.len() as u64 + 1;
        self.entries
            .push(Entry::following(&head, lamport, noon(day), event));
        self.entries.last().unwrap()
    }

    /// A log of cards that were answered when they were due, or some days off.
    fn answered(scheduler: &Scheduler, cards: &[Vec<(Grade, u32)>]) -> Self {
        let mut log = Self {
            entries: Vec::new(),
        };
        let mut load = Load::behind(TODAY, []);
        for (number, answers) in cards.iter().enumerate() {
            let card = card(number);
            let (mut state, mut day) = (CardState::default(), 0);
            for (grade, late) in answers {
                let on = Occasion {
                    deck: Some(&deck()),
                    load: &load,
                    ..Occasion::of(&card, noon(day))
                };
                let event = scheduler.grade(&state, *grade, 0, &on);
                state = state.after(&event, noon(day).at);
                log.write(day, &event);
                day = due(&state)
                    .map_or(day, |due| due.0)
                    .saturating_add(*late as i32);
                load.add(StudyDay(day));
            }
        }
        log
    }

    fn plan(&self, scheduler: &Scheduler) -> Plan {
        let mut histories = Histories::new(Reverted::by(&self.entries));
        for entry in &self.entries {
            histories.take(entry);
        }
        let states = self.fold().states;
        let deck = deck();
        let subjects = states.iter().filter_map(|(card, state)| {
            Some(Subject {
                card,
                deck: &deck,
                state,
                history: histories.of(card)?,
                comes: true,
            })
        });
        plan(subjects, scheduler, TODAY, 30)
    }

    fn fold(&self) -> Fold {
        replay(&self.entries)
    }
}

fn card(number: usize) -> CardId {
    CardId::new(format!("n{number}/1"))
}

fn deck() -> DeckId {
    DeckId::new("deck")
}

fn with_retention(desired_retention: f32) -> Scheduler {
    Scheduler::new(ScheduleRules {
        desired_retention,
        ..ScheduleRules::default()
    })
    .unwrap()
}

fn answers() -> impl Strategy<Value = Vec<Vec<(Grade, u32)>>> {
    let grade = prop::sample::select(Grade::ALL.to_vec());
    prop::collection::vec(prop::collection::vec((grade, 0u32..9), 1..9), 1..12)
}

proptest! {
    /// The scheduler's own dates are within its reach, whatever was answered and however the days
    /// were filled.
    #[test]
    fn nothing_moves_while_the_rules_are_the_same(
        cards in answers(),
        spread in prop::sample::select(vec![Spread::Exact, Spread::Chance, Spread::Balanced]),
        steps in prop::sample::select(vec![vec![], vec![60], vec![60, 600]]),
    ) {
        let scheduler = Scheduler::new(ScheduleRules {
            spread,
            learning_steps_s: steps.clone(),
            relearning_steps_s: steps,
            ..ScheduleRules::default()
        }).unwrap();
        let log = Log::answered(&scheduler, &cards);
        let plan = log.plan(&scheduler);
        prop_assert_eq!(&plan.moves, &[]);
        prop_assert_eq!(&plan.cards, &[]);
        prop_assert_eq!(&plan.before, &plan.after);
    }

    /// What is planned is what the log then holds; taken back, all is as before; and it holds
    /// for each card alone as for all.
    #[test]
    fn a_plan_comes_true_by_one_entry_and_is_undone_by_one(cards in answers(), retention in 0.75f32..0.98) {
        let mut log = Log::answered(&with_retention(0.9), &cards);
        let before = log.fold().states;
        let scheduler = with_retention(retention);
        let planned = log.plan(&scheduler);
        let written = log.write(TODAY.0, &Event::Reschedule(planned.event())).id.clone();
        let after = log.fold().states;
        for moved in &planned.moves {
            prop_assert_eq!(due(&before[&moved.card]), Some(moved.from));
            prop_assert_eq!(due(&after[&moved.card]), Some(moved.to));
        }
        prop_assert_eq!(log.plan(&scheduler).moves, vec![]);
        let rescheduling = Rescheduling::of(&log.entries);
        for (card, state) in &after {
            let own: Vec<Entry> = log.entries.iter()
                .filter(|entry| entry.event().is_ok_and(|event| event.card() == Some(card)))
                .cloned().collect();
            prop_assert_eq!(fold_card(card, &own, &rescheduling).0, *state);
        }
        log.write(TODAY.0, &Event::Revert { device: written.device, seq: written.seq });
        prop_assert_eq!(log.fold().states, before);
    }
}

/// At 90 % a memory is due when as many days as its stability are over; at another retention by the
/// formula of FSRS-6: S / F x (R^(1 / -w20) - 1), F = 0.9^(1 / -w20) - 1.
#[test]
fn a_higher_retention_brings_dates_nearer_by_the_formula() {
    let exact = |desired_retention| {
        Scheduler::new(ScheduleRules {
            desired_retention,
            spread: Spread::Exact,
            ..ScheduleRules::default()
        })
        .unwrap()
    };
    let all_good = vec![(Grade::Good, 0); 6];
    let log = Log::answered(&exact(0.9), &[all_good]);
    let state = log.fold().states[&card(0)];
    let (stability, last) = (
        state.memory.unwrap().stability,
        state.last_review.unwrap().1,
    );
    let plan = log.plan(&exact(0.95));
    let decay = -f64::from(DEFAULT_PARAMETERS[20]);
    let factor = 0.9f64.powf(1.0 / decay) - 1.0;
    let days = f64::from(stability) / factor * (0.95f64.powf(1.0 / decay) - 1.0);
    let [moved] = &plan.moves[..] else {
        panic!("{plan:?}");
    };
    assert_eq!(moved.to, last.plus(days.round() as u32));
    assert_eq!(plan.sooner_and_later(), (1, 0));
    assert_eq!(plan.cards[0].memory, state.memory.unwrap());
}

/// Each memory is the one that the `fsrs` crate gives for the whole history.
#[test]
fn other_parameters_give_the_memory_that_fsrs_gives_for_the_history() {
    let mut weights = DEFAULT_PARAMETERS;
    weights[2] = 9.0;
    weights[8] = 1.2;
    let parameters = Parameters::new(&weights).unwrap();
    let mut chosen = ChosenParameters::default();
    chosen.choose(Some(deck()), parameters);
    let scheduler = Scheduler::with(ScheduleRules::default(), &chosen).unwrap();
    let answers = [
        (Grade::Good, 0),
        (Grade::Good, 3),
        (Grade::Again, 2),
        (Grade::Hard, 0),
    ];
    let log = Log::answered(&with_retention(0.9), &[answers.to_vec()]);
    let mut histories = Histories::new(Reverted::default());
    for entry in &log.entries {
        histories.take(entry);
    }
    let mut last = None;
    let reviews = histories
        .of(&card(0))
        .unwrap()
        .reviews
        .iter()
        .map(|review| {
            let before: StudyDay = last.replace(review.day).unwrap_or(review.day);
            fsrs::FSRSReview {
                rating: u32::from(review.grade.number()),
                delta_t: review.day.days_since(before),
            }
        });
    let item = fsrs::FSRSItem {
        reviews: reviews.collect(),
    };
    let fsrs = fsrs::FSRS::new(&weights).unwrap();
    let expected = fsrs.memory_state(item, None).unwrap();
    let found = &log.plan(&scheduler).cards[0];
    assert!(
        (found.memory.stability - expected.stability).abs() < 1e-4,
        "{found:?} {expected:?}"
    );
    assert!((found.memory.difficulty - expected.difficulty).abs() < 1e-4);
}

#[test]
fn a_date_set_by_hand_stays_and_a_grade_given_meanwhile_wins() {
    let lower = with_retention(0.8);
    let mut log = Log::answered(
        &with_retention(0.9),
        &[vec![(Grade::Good, 0); 4], vec![(Grade::Good, 0); 4]],
    );
    log.write(
        TODAY.0,
        &Event::Due {
            card: card(0),
            day: TODAY.plus(3),
        },
    );
    let planned = log.plan(&lower);
    let moved: Vec<&CardId> = planned.moves.iter().map(|m| &m.card).collect();
    assert_eq!(moved, [&card(1)]);
    let scheduler = with_retention(0.9);
    let state = log.fold().states[&card(1)];
    let event = scheduler.grade(&state, Grade::Good, 0, &Occasion::of(&card(1), noon(500)));
    log.write(500, &event);
    let graded = log.fold().states[&card(1)];
    log.write(500, &Event::Reschedule(planned.event()));
    assert_eq!(log.fold().states[&card(1)], graded);
}

#[test]
fn what_moves_is_laid_where_there_is_room() {
    let cards: Vec<_> = (0..200).map(|_| vec![(Grade::Good, 0); 3]).collect();
    let log = Log::answered(&with_retention(0.9), &cards);
    let last = log
        .fold()
        .states
        .values()
        .filter_map(|s| s.last_review)
        .map(|(_, day)| day)
        .max()
        .unwrap();
    let plan_on = |spread| {
        let scheduler = Scheduler::new(ScheduleRules {
            desired_retention: 0.8,
            spread,
            ..ScheduleRules::default()
        })
        .unwrap();
        let mut histories = Histories::new(Reverted::default());
        log.entries.iter().for_each(|entry| histories.take(entry));
        let states = log.fold().states;
        let deck = deck();
        let subjects: Vec<_> = states
            .iter()
            .map(|(card, state)| Subject {
                card,
                deck: &deck,
                state,
                history: histories.of(card).unwrap(),
                comes: true,
            })
            .collect();
        plan(subjects, &scheduler, last, 100)
    };
    let fullest = |spread| *plan_on(spread).after.iter().max().unwrap();
    let plan = plan_on(Spread::Balanced);
    assert!(!plan.moves.is_empty());
    assert_eq!(
        plan.before.iter().sum::<u32>(),
        plan.after.iter().sum::<u32>()
    );
    assert!(fullest(Spread::Balanced) < fullest(Spread::Chance));
}
