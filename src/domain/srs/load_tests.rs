use super::*;
use proptest::prelude::*;

const TODAY: StudyDay = StudyDay(20_000);

fn day(behind: u32) -> StudyDay {
    TODAY.plus(behind)
}

/// How many of 10,000 evenly spread chances take each day of a window.
fn shares(load: &Load, window: (u32, u32), balance: bool, week: Week) -> Vec<u32> {
    let mut taken = vec![0; (window.1 - window.0 + 1) as usize];
    for number in 0..10_000 {
        let chance = f64::from(number) / 10_000.0;
        let found = load.take((day(window.0), day(window.1)), chance, balance, &week);
        taken[(found.days_since(TODAY) - window.0) as usize] += 1;
    }
    taken
}

#[test]
fn without_a_reason_all_days_are_as_likely() {
    let full = Load::behind(TODAY, [(day(5), 50)]);
    let week = Week::default();
    for (load, balance) in [(&Load::default(), true), (&full, false)] {
        assert_eq!(shares(load, (5, 9), balance, week), [2_000; 5]);
    }
    let far = (BALANCED_DAYS - 1, BALANCED_DAYS + 2);
    let load = Load::behind(TODAY, [(day(far.0), 50)]);
    assert_eq!(shares(&load, far, true, week), [2_500; 4], "not counted");
}

/// By hand: the weights of 0, 1 and 3 reviews are 1, 1/4 and 1/16.
#[test]
fn an_emptier_day_is_likelier() {
    let mut load = Load::behind(TODAY, [(day(6), 1), (day(7), 2), (day(0), 9)]);
    load.add(day(7));
    let taken = shares(&load, (5, 7), true, Week::default());
    let whole = 1.0 + 0.25 + 0.0625;
    for (taken, weight) in taken.iter().zip([1.0, 0.25, 0.0625]) {
        assert!((f64::from(*taken) - 10_000.0 * weight / whole).abs() < 2.0);
    }
    load.remove(day(7));
    load.remove(day(7));
    load.remove(day(7));
    assert_eq!(
        (load.on(day(7)), load.on(day(6)), load.on(TODAY)),
        (0, 1, 0)
    );
}

#[test]
fn easy_days_get_half_and_free_days_only_what_has_no_other_day() {
    // 2024-10-04, the study day 20,000, was a Friday.
    let mut week = Week::default();
    (week[5], week[6]) = (Ease::Half, Ease::Free);
    let taken = shares(&Load::default(), (1, 4), true, week);
    assert!(taken[0].abs_diff(2_000) <= 1, "Saturday: 0.5 of 2.5");
    assert!(taken[1] <= 1, "Sunday");
    assert_eq!(shares(&Load::default(), (2, 2), true, week), [10_000]);
}

proptest! {
    #[test]
    fn the_day_is_in_the_window(
        first in 0u32..200, length in 0u32..30, chance in 0.0f64..1.0,
        counts in prop::collection::vec((0u32..200, 0u32..1000), 0..50), ease in 0u8..3,
    ) {
        let counts = counts.into_iter().map(|(at, count)| (day(at), count));
        let load = Load::behind(TODAY, counts);
        let week = [[Ease::Full, Ease::Half, Ease::Free][usize::from(ease)]; 7];
        let (first, last) = (day(first), day(first + length));
        let taken = load.take((first, last), chance, true, &week);
        prop_assert!(first <= taken && taken <= last);
    }
}
