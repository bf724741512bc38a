//! The delays of a card on the steps. Knows seconds; knows no card and no memory.

const SECONDS_PER_DAY: u32 = 86_400;

/// The delay of a step, in seconds.
pub(super) fn delay_of(steps_s: &[u32], step: u8) -> Option<u32> {
    steps_s.get(usize::from(step)).copied()
}

/// The delay of Hard: the step's own, but on the first step one between Again's and Good's, so
/// that no two grades show the same. Steps that no longer exist count as the first.
pub(super) fn hard_delay(steps_s: &[u32], step: u8) -> Option<u32> {
    let again = delay_of(steps_s, 0)?;
    if step > 0 {
        return Some(delay_of(steps_s, step).unwrap_or(again));
    }
    let hard = match delay_of(steps_s, 1) {
        Some(good) => again.saturating_add(good) / 2,
        None => (again.saturating_mul(3) / 2).min(again.saturating_add(SECONDS_PER_DAY)),
    };
    Some(whole_days_above_one(hard))
}

/// A delay of more than a day is rounded to days.
fn whole_days_above_one(seconds: u32) -> u32 {
    if seconds > SECONDS_PER_DAY {
        let days = seconds.saturating_add(SECONDS_PER_DAY / 2) / SECONDS_PER_DAY;
        days.saturating_mul(SECONDS_PER_DAY)
    } else {
        seconds
    }
}
