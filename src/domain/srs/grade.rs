//! The four grades a person gives. Knows nothing of what follows from them.

use serde::{Deserialize, Serialize};

/// How well a card was remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum Grade {
    /// Forgotten.
    Again = 1,
    /// Remembered with great effort.
    Hard = 2,
    /// Remembered.
    Good = 3,
    /// Remembered without effort.
    Easy = 4,
}

impl Grade {
    /// All grades, from the worst to the best.
    pub const ALL: [Self; 4] = [Self::Again, Self::Hard, Self::Good, Self::Easy];

    /// The grade of a number from 1 to 4.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|grade| grade.number() == number)
    }

    /// Its number, 1 to 4.
    pub fn number(self) -> u8 {
        self as u8
    }
}

impl From<Grade> for u8 {
    fn from(grade: Grade) -> Self {
        grade.number()
    }
}

impl TryFrom<u8> for Grade {
    type Error = String;

    fn try_from(number: u8) -> Result<Self, String> {
        Self::from_number(number).ok_or_else(|| format!("{number} is no grade; 1 to 4 are"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_are_the_numbers_one_to_four() {
        let named: Vec<_> = (0..=5).map(Grade::from_number).collect();
        let [a, h, g, e] = Grade::ALL.map(Some);
        assert_eq!(named, [None, a, h, g, e, None]);
        assert_eq!(serde_json::from_str::<Grade>("3").unwrap(), Grade::Good);
        assert!(serde_json::from_str::<Grade>("5").is_err());
    }
}
