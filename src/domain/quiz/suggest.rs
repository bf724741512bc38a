//! Which grade an attempt suggests. The person may always give another.
//!
//! From the share that was recalled follows Again, Hard or Good; Good is Easy if nothing was wrong
//! and it was quick; and each hint takes one grade off, down to Again.

use crate::domain::srs::Grade;

/// What an attempt came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Outcome {
    /// How much there was to recall: characters, items, choices. At least 1.
    pub wanted: u32,
    /// How much of it was wrong, missing or too much, in halves: a slip to a character of the same
    /// sound is half a mistake.
    pub mistakes: u32,
    /// Hints that were looked at.
    pub hints: u32,
    /// Characters of the answer, for the time it may take.
    pub characters: u32,
    /// The time it took, in ms.
    pub ms: u64,
}

impl Outcome {
    /// The share that was recalled, from 0 to 1.
    pub fn share(&self) -> f64 {
        let wanted = f64::from(self.wanted.max(1));
        (1.0 - f64::from(self.mistakes) / 2.0 / wanted).max(0.0)
    }
}

/// The bounds between the grades.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SuggestRules {
    /// Below this share it was forgotten.
    pub again_below: f64,
    /// Below this share it was hard.
    pub hard_below: f64,
    /// Easy is up to this many seconds for each character of the answer; 0: never.
    pub easy_seconds: f64,
}

impl Default for SuggestRules {
    fn default() -> Self {
        Self {
            again_below: 0.6,
            hard_below: 0.9,
            easy_seconds: 0.0,
        }
    }
}

impl SuggestRules {
    /// The grade that the attempt suggests.
    pub fn grade(&self, outcome: &Outcome) -> Grade {
        let share = outcome.share();
        let quick = self.easy_seconds * 1000.0 * f64::from(outcome.characters);
        let grade = if share < self.again_below {
            Grade::Again
        } else if share < self.hard_below {
            Grade::Hard
        } else if outcome.mistakes == 0 && (outcome.ms as f64) < quick {
            Grade::Easy
        } else {
            Grade::Good
        };
        let lowered = u32::from(grade.number()).saturating_sub(outcome.hints);
        u8::try_from(lowered)
            .ok()
            .and_then(Grade::from_number)
            .unwrap_or(Grade::Again)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn outcome(mistakes: u32, hints: u32, ms: u64) -> Outcome {
        Outcome {
            wanted: 20,
            mistakes,
            hints,
            characters: 20,
            ms,
        }
    }

    #[test]
    fn the_rule_is_as_it_is_written() {
        let rules = SuggestRules {
            easy_seconds: 0.5,
            ..SuggestRules::default()
        };
        for (mistakes, hints, ms, grade) in [
            (0, 0, 10_000, Grade::Good),
            (0, 0, 9_999, Grade::Easy),
            (1, 0, 9_999, Grade::Good),
            (4, 0, 60_000, Grade::Good),
            (5, 0, 60_000, Grade::Hard),
            (16, 0, 60_000, Grade::Hard),
            (17, 0, 60_000, Grade::Again),
            (99, 0, 60_000, Grade::Again),
            (0, 1, 60_000, Grade::Hard),
            (0, 2, 60_000, Grade::Again),
            (0, 9, 60_000, Grade::Again),
        ] {
            let grade_of = rules.grade(&outcome(mistakes, hints, ms));
            assert_eq!(grade_of, grade, "{mistakes} {hints} {ms}");
        }
        let never = SuggestRules::default();
        assert_eq!(never.grade(&outcome(0, 0, 0)), Grade::Good);
    }

    proptest! {
        #[test]
        fn recalling_more_or_asking_less_never_lowers_it(
            again in 0.0..1.0, hard in 0.0..1.0, easy in 0.0..3.0,
            mistakes in 1u32..60, hints in 0u32..4, ms in 1u64..60_000,
        ) {
            let rules = SuggestRules { again_below: again, hard_below: hard, easy_seconds: easy };
            let grade = rules.grade(&outcome(mistakes, hints, ms));
            prop_assert!(rules.grade(&outcome(mistakes - 1, hints, ms)) >= grade);
            prop_assert!(rules.grade(&outcome(mistakes, hints, ms - 1)) >= grade);
            prop_assert!(rules.grade(&outcome(mistakes, hints + 1, ms)) <= grade);
        }
    }
}
