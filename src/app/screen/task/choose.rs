//! Choosing one of several answers.

use super::Step;
use crate::domain::quiz::{Choice, Outcome};

/// A question to choose from, once it is put together.
#[derive(Debug, Default)]
pub struct Choosing {
    /// The answers; none while they are being put together.
    pub choice: Option<Choice>,
    /// Which one was picked.
    pub picked: Option<usize>,
}

impl Choosing {
    /// The answers to choose from.
    pub fn options(&self) -> &[String] {
        self.choice.as_ref().map_or(&[], |choice| &choice.options)
    }

    /// Picks an answer.
    pub(super) fn pick(&mut self, index: usize) -> Step {
        if index >= self.options().len() {
            return Step::On(Vec::new());
        }
        self.picked = Some(index);
        Step::Over
    }

    /// Whether the right one was picked.
    pub fn is_right(&self) -> bool {
        let right = self.choice.as_ref().map(|choice| choice.right);
        right.is_some() && right == self.picked
    }

    /// Whether the option of this index is the right one.
    pub fn is_answer(&self, index: usize) -> bool {
        self.choice
            .as_ref()
            .is_some_and(|choice| choice.right == index)
    }

    pub(super) fn outcome(&self) -> Outcome {
        Outcome {
            wanted: 1,
            mistakes: if self.is_right() { 0 } else { 2 },
            ..Outcome::default()
        }
    }
}
