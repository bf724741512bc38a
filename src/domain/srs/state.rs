//! What is known of one card's memory and when it comes next. Knows no scheduler and no log.

use super::Grade;
use crate::domain::time::{StudyDay, Timestamp};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The strength of a memory, as FSRS models it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Memory {
    /// Days until the chance of recall has fallen to 90 %.
    #[serde(with = "decimal")]
    pub stability: f32,
    /// How hard the card is: 1 (easy) to 10.
    #[serde(with = "decimal")]
    pub difficulty: f32,
}

/// Where a card stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// Never graded.
    #[default]
    New,
    /// On the steps towards its first interval of days.
    Learning {
        /// Index of the step whose delay runs.
        step: u8,
        /// When it comes again.
        #[serde(rename = "due_ms")]
        due: Timestamp,
    },
    /// Scheduled by days.
    Review {
        /// The day on which it comes again.
        #[serde(rename = "due_day")]
        due: StudyDay,
    },
    /// Forgotten, and on the steps back to intervals of days.
    Relearning {
        /// Index of the step whose delay runs.
        step: u8,
        /// When it comes again.
        #[serde(rename = "due_ms")]
        due: Timestamp,
    },
}

/// Everything that the schedule knows of a card. The default is a card never seen.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct CardState {
    /// Where it stands.
    pub phase: Phase,
    /// Its memory; none before the first grade.
    pub memory: Option<Memory>,
    /// When it was last graded, and on which study day.
    pub last_review: Option<(Timestamp, StudyDay)>,
    /// How often it was graded.
    pub reps: u32,
    /// How often it was forgotten while in review.
    pub lapses: u32,
    /// Whether it is set aside until it is taken back.
    pub suspended: bool,
    /// Whether it is forgotten again and again.
    pub leech: bool,
    /// The last day on which it is hidden; it shows again on the day after.
    pub buried_until: Option<StudyDay>,
    /// The day for whose queue the person asked for it, whatever its schedule says.
    pub asked_for: Option<StudyDay>,
}

impl CardState {
    /// The study days since the last grade; 0 without one, or when the clock stepped back.
    pub fn elapsed_days(&self, today: StudyDay) -> u32 {
        self.last_review.map_or(0, |(_, day)| today.days_since(day))
    }

    /// The days since the last grade, with their parts; 0 without one, or when the clock stepped
    /// back.
    pub fn elapsed_at(&self, now: Timestamp) -> f32 {
        const MS_PER_DAY: f32 = 86_400_000.0;
        let ms = self.last_review.map_or(0, |(at, _)| now.ms_since(at));
        ms as f32 / MS_PER_DAY
    }

    /// Whether this grade means that it was forgotten while in review.
    pub fn is_lapse(&self, grade: Grade) -> bool {
        grade == Grade::Again && matches!(self.phase, Phase::Review { .. })
    }

    /// The state behind a grade whose outcome is `phase` and `memory`. A grade ends a burial,
    /// and a wish for the card.
    #[must_use]
    pub fn graded(
        &self,
        grade: Grade,
        phase: Phase,
        memory: Memory,
        when: (Timestamp, StudyDay),
    ) -> Self {
        let lapsed = self.is_lapse(grade);
        Self {
            phase,
            memory: Some(memory),
            last_review: Some(when),
            reps: self.reps.saturating_add(1),
            lapses: self.lapses.saturating_add(u32::from(lapsed)),
            suspended: self.suspended,
            leech: self.leech,
            buried_until: None,
            asked_for: None,
        }
    }
}

/// Numbers as decimal text: JSON readers disagree about the last bit of a float, and a state that
/// is replayed must equal the state that was chosen.
mod decimal {
    use super::{Deserialize, Deserializer, Serializer};
    use serde::de::Error;

    // `serialize_with` hands over a reference.
    #[allow(clippy::trivially_copy_pass_by_ref)]
    pub(super) fn serialize<S: Serializer>(value: &f32, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(value)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<f32, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
        let value: f32 = text.parse().map_err(D::Error::custom)?;
        if value.is_finite() {
            Ok(value)
        } else {
            Err(D::Error::custom("the number is not finite"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_memory_survives_json_to_the_last_bit(bits in any::<u32>(), other in any::<u32>()) {
            let memory = Memory { stability: f32::from_bits(bits), difficulty: f32::from_bits(other) };
            prop_assume!(memory.stability.is_finite() && memory.difficulty.is_finite());
            let text = serde_json::to_string(&memory).unwrap();
            let back: Memory = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(back.stability.to_bits(), bits);
            prop_assert_eq!(back.difficulty.to_bits(), other);
        }
    }
}
