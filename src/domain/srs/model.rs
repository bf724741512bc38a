//! FSRS-6 with a set of parameters. Knows memories and grades; knows no date and no rule.

use super::{Curve, Grade, Memory, Parameters, ScheduleProblem};
use fsrs::{FSRS, MemoryState, NextStates};

/// FSRS with some parameters.
#[derive(Debug, Clone)]
pub(super) struct Model {
    /// Their name.
    pub(super) parameters: String,
    pub(super) curve: Curve,
    fsrs: FSRS,
    /// What the grades make of a card without a memory.
    first: NextStates,
}

impl Model {
    pub(super) fn new(parameters: &Parameters, retention: f32) -> Result<Self, ScheduleProblem> {
        let fsrs = FSRS::new(parameters.weights()).map_err(|_| ScheduleProblem::Parameters)?;
        let first = fsrs
            .next_states(None, retention, 0)
            .map_err(|_| ScheduleProblem::Parameters)?;
        Ok(Self {
            parameters: parameters.id(),
            curve: parameters.curve(),
            fsrs,
            first,
        })
    }

    /// What each grade makes of a memory after so many days.
    pub(super) fn next_states(
        &self,
        memory: Option<Memory>,
        retention: f32,
        elapsed_days: u32,
    ) -> NextStates {
        let memory = memory.map(|memory| MemoryState {
            stability: memory.stability,
            difficulty: memory.difficulty,
        });
        // FSRS fails on a memory that is not finite alone: such a card begins anew.
        self.fsrs
            .next_states(memory, retention, elapsed_days)
            .or_else(|_| self.fsrs.next_states(None, retention, 0))
            .unwrap_or_else(|_| self.first.clone())
    }
}

/// The memory behind a grade.
pub(super) fn memory_behind(next: &NextStates, grade: Grade) -> Memory {
    let memory = match grade {
        Grade::Again => next.again.memory,
        Grade::Hard => next.hard.memory,
        Grade::Good => next.good.memory,
        Grade::Easy => next.easy.memory,
    };
    Memory {
        stability: memory.stability,
        difficulty: memory.difficulty,
    }
}
