//! The days around an interval on which a card may as well come: Anki's fuzz.
//!
//! Cards that were learned together would stay together for years. Knows intervals in days; knows
//! no card, no memory and no calendar.

/// Intervals below this many days are kept as they are.
const SHORTEST: f32 = 2.5;
/// From how many days to how many, and which part of the days between is added to the fuzz.
const PARTS: [(f32, f32, f32); 3] = [
    (SHORTEST, 7.0, 0.15),
    (7.0, 20.0, 0.1),
    (20.0, f32::INFINITY, 0.05),
];

/// A range of intervals in days, both ends included; never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The shortest.
    pub first: u32,
    /// The longest.
    pub last: u32,
}

impl Window {
    /// The days around `interval` that are at least `minimum` and at most `maximum`; `maximum` is
    /// the stronger. Where the bounds leave a single day above 2 and below the maximum, the day
    /// behind it is added, so that Good and Easy of short intervals spread as well.
    pub fn around(interval: f32, minimum: u32, maximum: u32) -> Self {
        let minimum = minimum.min(maximum);
        let interval = interval.clamp(minimum as f32, maximum as f32);
        let reach = reach(interval);
        let within = |days: f32| (days.round() as u32).clamp(minimum, maximum);
        let (first, mut last) = (within(interval - reach), within(interval + reach));
        if first == last && last > 2 && last < maximum {
            last += 1;
        }
        Self { first, last }
    }

    /// The number of days in it.
    pub fn days(self) -> u32 {
        self.last - self.first + 1
    }
}

/// How many days an interval may be longer or shorter.
fn reach(interval: f32) -> f32 {
    if interval < SHORTEST {
        return 0.0;
    }
    let of_part = |(from, to, part): (f32, f32, f32)| part * (interval.min(to) - from).max(0.0);
    1.0 + PARTS.into_iter().map(of_part).sum::<f32>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn window(interval: f32, minimum: u32, maximum: u32) -> (u32, u32) {
        let window = Window::around(interval, minimum, maximum);
        (window.first, window.last)
    }

    /// Worked out by hand from the rule: 1 day, and 15 %, 10 % and 5 % of the parts.
    #[test]
    fn the_window_grows_by_parts() {
        for (interval, bounds) in [
            (1.0, (1, 1)),
            (2.49, (2, 2)),
            (2.5, (2, 4)),      // 1.5 to 3.5
            (7.0, (5, 9)),      // 1 + 0.675
            (20.0, (17, 23)),   // 1 + 0.675 + 1.3
            (100.0, (93, 107)), // 1 + 0.675 + 1.3 + 4
        ] {
            assert_eq!(window(interval, 1, 36_500), bounds, "{interval}");
        }
    }

    #[test]
    fn the_bounds_are_kept_and_the_maximum_is_the_stronger() {
        assert_eq!(window(100.0, 101, 1000), (101, 108));
        assert_eq!(window(100.0, 1, 99), (92, 99));
        assert_eq!(window(2.0, 3, 1000), (3, 4), "one more day");
        assert_eq!(window(2.0, 3, 3), (3, 3));
        assert_eq!(window(1.0, 3, 2), (2, 2));
    }

    proptest! {
        #[test]
        fn a_window_is_never_empty_or_out_of_bounds(
            interval in 0.0f32..1e6, minimum in 0u32..50_000, maximum in 1u32..50_000,
        ) {
            let found = Window::around(interval, minimum, maximum);
            prop_assert!(found.first >= minimum.min(maximum) && found.last <= maximum);
            prop_assert!(found.first <= found.last);
            prop_assert_eq!(found.days(), found.last - found.first + 1);
        }
    }
}
