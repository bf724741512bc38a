use super::*;
use crate::domain::srs::Parameters;
use crate::domain::time::Timestamp;
use fsrs::{DEFAULT_PARAMETERS, FSRS};
use proptest::prelude::*;

const DAY_MS: i64 = 86_400_000;

/// The rules without chance.
fn exact() -> ScheduleRules {
    ScheduleRules {
        spread: Spread::Exact,
        ..ScheduleRules::default()
    }
}

fn scheduler() -> Scheduler {
    Scheduler::new(exact()).unwrap()
}

/// Grades a card of which no more is known.
fn schedule(scheduler: &Scheduler, card: &CardState, grade: Grade, now: Moment) -> CardState {
    scheduler.schedule(card, grade, &Occasion::of(&CardId::new("c"), now))
}

fn preview(scheduler: &Scheduler, card: &CardState, now: Moment) -> [Interval; 4] {
    scheduler.preview(card, &Occasion::of(&CardId::new("c"), now))
}

/// Steps in minutes.
fn with_steps(learning: &[u32], relearning: &[u32]) -> Scheduler {
    let seconds = |minutes: &[u32]| minutes.iter().map(|minutes| minutes * 60).collect();
    Scheduler::new(ScheduleRules {
        learning_steps_s: seconds(learning),
        relearning_steps_s: seconds(relearning),
        ..exact()
    })
    .unwrap()
}

fn noon(day: i64) -> Moment {
    Moment {
        at: Timestamp(day * DAY_MS + DAY_MS / 2),
        offset_s: 0,
    }
}

fn after(scheduler: &Scheduler, grades: &[(i64, Grade)]) -> CardState {
    grades
        .iter()
        .fold(CardState::default(), |card, (day, grade)| {
            schedule(scheduler, &card, *grade, noon(*day))
        })
}

use Grade::{Again, Easy, Good, Hard};
use Interval::{Days, Minutes, Seconds};

/// The intervals that FSRS-6's default parameters give (0.2, 1.3, 2.3 and 8.3 days at 90 %) and
/// the delays of Anki's default steps.
#[test]
fn a_new_card_shows_what_anki_shows() {
    let new = CardState::default();
    let shown = preview(&scheduler(), &new, noon(1));
    assert_eq!(shown, [Minutes(1), Minutes(6), Minutes(10), Days(8)]);
    let exact = schedule(&scheduler(), &new, Hard, noon(1));
    let due = noon(1).at.plus_seconds(330);
    assert_eq!(exact.phase, Phase::Learning { step: 0, due });
}

#[test]
fn steps_of_seconds_are_kept_to_the_second() {
    let scheduler = Scheduler::new(ScheduleRules {
        learning_steps_s: vec![30, 90],
        relearning_steps_s: vec![45],
        ..exact()
    })
    .unwrap();
    let new = CardState::default();
    let shown = preview(&scheduler, &new, noon(1));
    assert_eq!(shown[..3], [Seconds(30), Minutes(1), Minutes(2)]);
    for (grade, seconds) in [(Again, 30), (Hard, 60), (Good, 90)] {
        let due = noon(1).at.plus_seconds(seconds);
        let phase = schedule(&scheduler, &new, grade, noon(1)).phase;
        assert!(
            matches!(phase, Phase::Learning { due: at, .. } if at == due),
            "{phase:?}"
        );
    }
    let lapsed = after(&scheduler, &[(1, Easy), (9, Again)]);
    let due = noon(9).at.plus_seconds(45);
    assert_eq!(lapsed.phase, Phase::Relearning { step: 0, due });
}

#[test]
fn hard_on_a_single_step_is_half_as_long_again_and_at_most_a_day_more() {
    let hard = |steps: &[u32]| preview(&with_steps(steps, &[]), &CardState::default(), noon(1))[1];
    assert_eq!(hard(&[10]), Minutes(15));
    assert_eq!(hard(&[4 * 1_440]), Days(5));
    assert_eq!(hard(&[]), Days(1), "without steps a card graduates");
}

#[test]
fn good_walks_the_steps_and_graduates() {
    let scheduler = scheduler();
    let learning = after(&scheduler, &[(1, Good)]);
    let due = noon(1).at.plus_seconds(600);
    assert_eq!(learning.phase, Phase::Learning { step: 1, due });
    assert_eq!(preview(&scheduler, &learning, noon(1))[1], Minutes(10));
    let graduated = after(&scheduler, &[(1, Good), (1, Good)]);
    assert_eq!(graduated.phase, Phase::Review { due: StudyDay(3) });
    assert_eq!(graduated.reps, 2);
    let failed = after(&scheduler, &[(1, Good), (1, Again)]);
    assert!(matches!(failed.phase, Phase::Learning { step: 0, .. }));
    assert_eq!(failed.lapses, 0, "a lapse needs a review");
}

#[test]
fn a_lapse_goes_through_relearning() {
    let scheduler = scheduler();
    let lapsed = after(&scheduler, &[(1, Easy), (9, Again)]);
    let due = noon(9).at.plus_seconds(600);
    assert_eq!(lapsed.phase, Phase::Relearning { step: 0, due });
    assert_eq!(lapsed.lapses, 1);
    let back = schedule(&scheduler, &lapsed, Good, noon(9));
    assert!(matches!(back.phase, Phase::Review { due } if due > StudyDay(9)));
    let straight = after(&with_steps(&[], &[]), &[(1, Easy), (9, Again)]);
    assert_eq!(straight.phase, Phase::Review { due: StudyDay(10) });
}

#[test]
fn elapsed_time_is_in_study_days_and_never_negative() {
    let scheduler = scheduler();
    let card = after(&scheduler, &[(400, Easy)]);
    let back = schedule(&scheduler, &card, Good, noon(1));
    let same_day = schedule(&scheduler, &card, Good, noon(400));
    assert_eq!(back.memory, same_day.memory);
    // 23:00 and 03:00 are one study day; 05:00 is the next.
    let at = |hour: i64| Moment {
        at: Timestamp(10 * DAY_MS + hour * 3_600_000),
        offset_s: 0,
    };
    let evening = schedule(&scheduler, &CardState::default(), Good, at(23));
    let night = schedule(&scheduler, &evening, Good, at(27));
    let morning = schedule(&scheduler, &evening, Good, at(29));
    assert_eq!(night.phase, Phase::Review { due: StudyDay(12) });
    assert_ne!(night.memory, morning.memory);
}

/// The clocks of New York and of Shanghai, with the zone database as the oracle for the dates.
#[test]
fn a_day_is_a_calendar_date_through_daylight_saving_and_travel() {
    let scheduler = scheduler();
    let moment = |zone: &str, civil: &str| {
        let civil: jiff::civil::DateTime = civil.parse().unwrap();
        let zoned = civil.in_tz(zone).unwrap();
        Moment {
            at: Timestamp(zoned.timestamp().as_millisecond()),
            offset_s: zoned.offset().seconds(),
        }
    };
    let day = |zone, civil| {
        scheduler
            .study_day(moment(zone, civil))
            .date()
            .unwrap()
            .to_string()
    };
    let (york, shanghai) = ("America/New_York", "Asia/Shanghai");
    for (zone, civil, date) in [
        // The night of 8 March 2026 has 23 hours, that of 1 November 25.
        (york, "2026-03-08T03:59", "2026-03-07"),
        (york, "2026-03-08T04:00", "2026-03-08"),
        (york, "2026-11-01T03:59", "2026-10-31"),
        (york, "2026-11-01T04:00", "2026-11-01"),
        (shanghai, "2026-03-08T03:59", "2026-03-07"),
    ] {
        assert_eq!(day(zone, civil), date, "{zone} {civil}");
    }
    // 23 and 25 hours are a day; who flies over the date line counts by the calendars of both ends.
    for (first, second, days) in [
        ((york, "2026-03-07T12:00"), (york, "2026-03-08T12:00"), 1),
        ((york, "2026-10-31T12:00"), (york, "2026-11-01T12:00"), 1),
        ((york, "2026-03-07T04:30"), (york, "2026-03-08T03:30"), 0),
        (
            (shanghai, "2026-05-02T12:00"),
            (york, "2026-05-02T13:00"),
            0,
        ),
        (
            (york, "2026-05-01T12:00"),
            (shanghai, "2026-05-03T12:00"),
            2,
        ),
        (
            (shanghai, "2026-05-02T05:00"),
            (york, "2026-05-01T20:00"),
            0,
        ),
    ] {
        let before = schedule(
            &scheduler,
            &CardState::default(),
            Easy,
            moment(first.0, first.1),
        );
        let now = moment(second.0, second.1);
        let today = scheduler.study_day(now);
        assert_eq!(before.elapsed_days(today), days, "{first:?} {second:?}");
        // The date of the next review is a date of the calendar one is in.
        let Phase::Review { due } = schedule(&scheduler, &before, Good, now).phase else {
            panic!("no review");
        };
        assert!(due > today);
    }
}

/// Of two decks with wishes of their own each has its retention and its parameters.
#[test]
fn a_deck_has_its_own_retention_and_parameters() {
    let (strict, own, other) = (
        DeckId::new("strict"),
        DeckId::new("own"),
        DeckId::new("other"),
    );
    let mut weights = DEFAULT_PARAMETERS;
    weights[3] = 40.0;
    let parameters = Parameters::new(&weights).unwrap();
    let mut chosen = ChosenParameters::default();
    chosen.choose(Some(own.clone()), parameters);
    let rules = ScheduleRules {
        retention_of: [(strict.clone(), 0.97)].into(),
        ..exact()
    };
    let scheduler = Scheduler::with(rules, &chosen).unwrap();
    let name = CardId::new("c");
    let easy = |deck| {
        let on = Occasion {
            deck: Some(deck),
            ..Occasion::of(&name, noon(1))
        };
        let Event::Grade(graded) = scheduler.grade(&CardState::default(), Easy, 0, &on) else {
            panic!("no grade");
        };
        let Phase::Review { due } = graded.phase else {
            panic!("{graded:?}");
        };
        (due.0 - 1, graded.parameters)
    };
    let usual = "default".to_owned();
    // 8.2956 days is the first stability of Easy; the days at 97 % by the formula of FSRS-6.
    let decay = -f64::from(DEFAULT_PARAMETERS[20]);
    let factor = 0.9f64.powf(1.0 / decay) - 1.0;
    let days = (8.2956 / factor * (0.97f64.powf(1.0 / decay) - 1.0)).round() as i32;
    assert_eq!(easy(&other), (8, usual.clone()));
    assert_eq!(easy(&strict), (days.max(2), usual));
    assert_eq!(easy(&own), (40, parameters.id()));
}

#[test]
fn wrong_rules_are_refused() {
    for retention in [0.0, 1.0, f32::NAN] {
        let rules = ScheduleRules {
            desired_retention: retention,
            ..ScheduleRules::default()
        };
        assert!(Scheduler::new(rules).is_err());
    }
}

#[test]
fn retrievability_is_nine_tenths_after_the_stability() {
    let chance = scheduler().curve(None).recall(7.0, 7);
    assert!((chance - 0.9).abs() < 1e-4, "{chance}");
    assert!(scheduler().curve(None).recall(7.0, 0) > scheduler().curve(None).recall(7.0, 1));
}

fn histories() -> impl Strategy<Value = Vec<(u16, u8)>> {
    prop::collection::vec((0u16..200, 1u8..=4), 1..30)
}

proptest! {
    /// Memories equal a plain run of the `fsrs` crate over the same days and ratings.
    #[test]
    fn memories_are_those_of_the_crate(history in histories()) {
        let scheduler = scheduler();
        let mut day = 100;
        let mut card = CardState::default();
        let mut reviews = Vec::new();
        for (gap, number) in history {
            let delta_t = if reviews.is_empty() { 0 } else { u32::from(gap) };
            day += i64::from(delta_t);
            card = schedule(&scheduler, &card, Grade::from_number(number).unwrap(), noon(day));
            reviews.push(fsrs::FSRSReview { rating: u32::from(number), delta_t });
        }
        let expected = FSRS::new(&DEFAULT_PARAMETERS)
            .unwrap()
            .memory_state(fsrs::FSRSItem { reviews }, None)
            .unwrap();
        let memory = card.memory.unwrap();
        prop_assert!((memory.stability - expected.stability).abs() <= 1e-4 * expected.stability);
        prop_assert!((memory.difficulty - expected.difficulty).abs() <= 1e-4);
    }

    #[test]
    fn grades_in_review_are_a_day_apart_and_bounded(history in histories(), maximum in 3u32..400) {
        let rules = ScheduleRules { maximum_interval_days: maximum, ..exact() };
        let scheduler = Scheduler::new(rules).unwrap();
        let mut day = 100;
        let mut card = CardState::default();
        for (gap, number) in history {
            day += i64::from(gap);
            card = schedule(&scheduler, &card, Grade::from_number(number).unwrap(), noon(day));
            let shown = preview(&scheduler, &card, noon(day));
            if let (Phase::Review { .. }, [_, Days(hard), Days(good), Days(easy)]) = (card.phase, shown) {
                prop_assert!(hard >= 1 && easy <= maximum);
                prop_assert!(good == (hard + 1).max(good).min(maximum), "{shown:?}");
                prop_assert!(easy == (good + 1).max(easy).min(maximum), "{shown:?}");
            }
            let days = match card.phase { Phase::Review { due } => due.0 - i32::try_from(day).unwrap(), _ => 1 };
            prop_assert!(days >= 1 && days <= i32::try_from(maximum).unwrap());
        }
    }
}
