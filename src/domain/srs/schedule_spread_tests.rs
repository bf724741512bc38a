//! Where reviews come to lie when chance and balance have their say.

use super::*;
use crate::domain::srs::{CardState, Ease, Week};
use proptest::prelude::*;
use std::collections::BTreeMap;

const DAY_MS: i64 = 86_400_000;

fn noon(day: i32) -> Moment {
    Moment {
        at: Timestamp(i64::from(day) * DAY_MS + DAY_MS / 2),
        offset_s: 0,
    }
}

fn scheduler(rules: ScheduleRules) -> Scheduler {
    Scheduler::new(rules).unwrap()
}

fn in_review(stability: f32, day: i32) -> CardState {
    CardState {
        phase: Phase::Review { due: StudyDay(day) },
        memory: Some(Memory {
            stability,
            difficulty: 5.0,
        }),
        last_review: Some((noon(0).at, StudyDay(0))),
        reps: 3,
        ..CardState::default()
    }
}

/// Each day of the window is as likely as any: 20,000 cards in the same state, and the day of each.
#[test]
fn chance_spreads_evenly_over_the_window_and_no_further() {
    let (exact, fuzzy) = (
        scheduler(ScheduleRules {
            spread: Spread::Exact,
            ..ScheduleRules::default()
        }),
        scheduler(ScheduleRules::default()),
    );
    for stability in [1.2, 5.0, 12.0, 60.0] {
        let (card, on) = (in_review(stability, 1), noon(1));
        let day = |scheduler: &Scheduler, name: &CardId| {
            let state = scheduler.schedule(&card, Grade::Hard, &Occasion::of(name, on));
            let Phase::Review { due } = state.phase else {
                panic!("{state:?}");
            };
            due.0 - 1
        };
        let middle = day(&exact, &CardId::new("c"));
        let reach = match f64::from(middle) {
            days if days < 2.5 => 0.0,
            days if days < 7.0 => 1.0 + 0.15 * (days - 2.5),
            days if days < 20.0 => 1.675 + 0.1 * (days - 7.0),
            days => 2.975 + 0.05 * (days - 20.0),
        };
        let mut found: BTreeMap<i32, u32> = BTreeMap::new();
        for number in 0..20_000 {
            let name = CardId::new(format!("note-{number}/answer"));
            *found.entry(day(&fuzzy, &name)).or_default() += 1;
        }
        let even = 20_000.0 / found.len() as f64;
        for (days, count) in &found {
            let away = f64::from((days - middle).abs());
            assert!(away <= reach + 1.0, "{days} around {middle}");
            let off = (f64::from(*count) - even).abs();
            // Five standard deviations of a fair draw.
            assert!(off <= 5.0 * even.sqrt(), "{days}: {count}, not {even}");
        }
        let last = f64::from(*found.keys().last().unwrap());
        assert!(
            last >= (f64::from(middle) + reach - 1.0).floor(),
            "{found:?}"
        );
    }
}

/// Reviews on each day when new cards are learned for 60 days, on some more and on some fewer, and
/// every card is graded Good when it is due.
fn simulated(rules: ScheduleRules) -> Vec<u32> {
    const DAYS: i32 = 120;
    const NEW: [usize; 7] = [12, 20, 3, 14, 8, 17, 10];
    let scheduler = scheduler(ScheduleRules {
        learning_steps_s: vec![],
        ..rules
    });
    let mut cards: Vec<(CardId, CardState)> = Vec::new();
    let mut reviews = vec![0; DAYS as usize];
    for day in 0..DAYS {
        let due: BTreeMap<StudyDay, u32> = cards.iter().fold(BTreeMap::new(), |mut due, card| {
            if let Phase::Review { due: day } = card.1.phase {
                *due.entry(day).or_default() += 1;
            }
            due
        });
        let mut load = Load::behind(StudyDay(day), due);
        if day < 60 {
            let name = |n| CardId::new(format!("{day}-{n}"));
            cards.extend((0..NEW[day as usize % 7]).map(|n| (name(n), CardState::default())));
        }
        for (name, state) in &mut cards {
            let asked = match state.phase {
                Phase::Review { due } => due <= StudyDay(day),
                _ => true,
            };
            if !asked {
                continue;
            }
            reviews[day as usize] += u32::from(state.phase != Phase::New);
            let on = Occasion {
                load: &load,
                ..Occasion::of(name, noon(day))
            };
            *state = scheduler.schedule(state, Grade::Good, &on);
            if let Phase::Review { due } = state.phase {
                load.add(due);
            }
        }
    }
    reviews
}

/// How much neighbouring days differ, as a part of the mean, over the 60 days after the last new card.
fn unevenness(reviews: &[u32]) -> f64 {
    let days = &reviews[60..];
    let mean = f64::from(days.iter().sum::<u32>()) / days.len() as f64;
    let steps = days
        .windows(2)
        .map(|pair| f64::from(pair[0].abs_diff(pair[1])));
    steps.sum::<f64>() / (days.len() - 1) as f64 / mean
}

#[test]
fn balance_makes_the_days_flatter_than_chance() {
    let with = |spread| {
        let rules = ScheduleRules {
            spread,
            ..ScheduleRules::default()
        };
        unevenness(&simulated(rules))
    };
    let (exact, fuzzy, balanced) = (
        with(Spread::Exact),
        with(Spread::Chance),
        with(Spread::Balanced),
    );
    println!("unevenness: exact {exact:.3}, chance {fuzzy:.3}, balanced {balanced:.3}");
    assert!(fuzzy < 0.75 * exact, "{fuzzy} {exact}");
    assert!(balanced < 0.75 * fuzzy, "{balanced} {fuzzy}");
}

#[test]
fn easy_days_have_fewer_reviews() {
    let mut week = Week::default();
    (week[5], week[6]) = (Ease::Half, Ease::Free);
    let reviews = simulated(ScheduleRules {
        week,
        ..ScheduleRules::default()
    });
    let mut by_weekday = [0; 7];
    for (day, count) in reviews.iter().enumerate().skip(30) {
        by_weekday[(day + 3) % 7] += count;
    }
    let full = by_weekday[..5].iter().sum::<u32>() / 5;
    println!("by weekday: {by_weekday:?}");
    assert!(by_weekday[5] * 10 < full * 8, "{by_weekday:?}");
    assert!(by_weekday[6] * 10 < full * 4, "{by_weekday:?}");
}

proptest! {
    /// What stands beside a grade is what comes true, and a better grade never comes before a
    /// worse one.
    #[test]
    fn the_preview_is_the_very_interval(
        name in "[a-z]{1,8}", stability in 0.1f32..400.0, elapsed in 0i32..300, reps in 0u32..50,
        counts in prop::collection::vec((1u32..100, 0u32..200), 0..60),
    ) {
        let scheduler = scheduler(ScheduleRules::default());
        let name = CardId::new(name);
        let today = StudyDay(elapsed);
        let load = Load::behind(today, counts.into_iter().map(|(day, n)| (today.plus(day), n)));
        let card = CardState { reps, ..in_review(stability, elapsed) };
        let on = Occasion { load: &load, ..Occasion::of(&name, noon(elapsed)) };
        let shown = scheduler.preview(&card, &on);
        let mut before = 0;
        for (grade, interval) in Grade::ALL.into_iter().zip(shown).skip(1) {
            let Phase::Review { due } = scheduler.schedule(&card, grade, &on).phase else {
                panic!("no review");
            };
            let days = due.days_since(today);
            prop_assert_eq!(interval, Interval::Days(days));
            prop_assert!(days > before, "{:?}", shown);
            before = days;
        }
    }
}
