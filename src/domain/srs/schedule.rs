//! When a card comes again: FSRS-6 for the memory, Anki's rules for the steps around it.
//!
//! Knows the grade, the card's state and the moment; knows no queue, no log and no clock.

use super::{CardState, Event, Grade, Graded, Memory, Phase};
use crate::domain::id::CardId;
use crate::domain::time::{Moment, StudyDay};
use fsrs::{DEFAULT_PARAMETERS, FSRS, FSRS6_DEFAULT_DECAY, MemoryState, NextStates};

/// The scheduler, as grade entries name it. Changes when equal input would get another answer.
pub const SCHEDULER_ID: &str = "fsrs-6/1";
/// The parameters, as grade entries name them.
pub const PARAMETERS_ID: &str = "default";

const SECONDS_PER_MINUTE: u32 = 60;
const SECONDS_PER_DAY: u32 = 86_400;

/// What a person can set about the schedule.
#[derive(Debug, Clone, PartialEq)]
pub struct ScheduleRules {
    /// The chance of recall at which a card comes again: above 0 and below 1.
    pub desired_retention: f32,
    /// Delays, in seconds, before a new card gets an interval of days.
    pub learning_steps_s: Vec<u32>,
    /// Delays, in seconds, of a card that was forgotten.
    pub relearning_steps_s: Vec<u32>,
    /// The local hour at which a study day begins.
    pub rollover_hour: u8,
    /// The longest interval, in days.
    pub maximum_interval_days: u32,
}

impl Default for ScheduleRules {
    fn default() -> Self {
        Self {
            desired_retention: 0.9,
            learning_steps_s: vec![SECONDS_PER_MINUTE, 10 * SECONDS_PER_MINUTE],
            relearning_steps_s: vec![10 * SECONDS_PER_MINUTE],
            rollover_hour: 4,
            maximum_interval_days: 36_500,
        }
    }
}

/// Why there is no scheduler for some rules.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum ScheduleProblem {
    /// The desired retention is no chance between 0 and 1.
    #[error("a desired retention of {0} is not between 0 and 1")]
    Retention(f32),
    /// FSRS refuses its parameters.
    #[error("FSRS refuses the parameters")]
    Parameters,
}

/// The time until a card comes again, as a person reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interval {
    /// Seconds, fewer than a minute has.
    Seconds(u32),
    /// Minutes, rounded.
    Minutes(u32),
    /// Study days.
    Days(u32),
}

/// Chooses when a card comes again.
#[derive(Debug, Clone)]
pub struct Scheduler {
    rules: ScheduleRules,
    fsrs: FSRS,
    /// What the grades make of a card without a memory.
    first: NextStates,
}

/// What a grade leads to, before it is tied to a date.
#[derive(Clone, Copy)]
enum Plan {
    Step { step: u8, seconds: u32 },
    Days(u32),
}

impl Scheduler {
    /// A scheduler with FSRS-6's default parameters.
    pub fn new(rules: ScheduleRules) -> Result<Self, ScheduleProblem> {
        let retention = rules.desired_retention;
        if !(retention > 0.0 && retention < 1.0) {
            return Err(ScheduleProblem::Retention(retention));
        }
        let fsrs = FSRS::new(&DEFAULT_PARAMETERS).map_err(|_| ScheduleProblem::Parameters)?;
        let first = fsrs
            .next_states(None, retention, 0)
            .map_err(|_| ScheduleProblem::Parameters)?;
        Ok(Self { rules, fsrs, first })
    }

    /// The rules it was made with.
    pub fn rules(&self) -> &ScheduleRules {
        &self.rules
    }

    /// The study day of a moment, by the rules' hour.
    pub fn study_day(&self, now: Moment) -> StudyDay {
        now.study_day(self.rules.rollover_hour)
    }

    /// The card's state behind `grade`.
    #[must_use]
    pub fn schedule(&self, card: &CardState, grade: Grade, now: Moment) -> CardState {
        let (phase, memory) = self.outcome(card, grade, now);
        card.graded(grade, phase, memory, (now.at, self.study_day(now)))
    }

    /// The same as [`Self::schedule`], as the event that the log keeps.
    pub fn grade(
        &self,
        id: &CardId,
        card: &CardState,
        grade: Grade,
        duration_ms: u32,
        now: Moment,
    ) -> Event {
        let (phase, memory) = self.outcome(card, grade, now);
        Event::Grade(Graded {
            card: id.clone(),
            grade,
            day: self.study_day(now),
            duration_ms,
            scheduler: SCHEDULER_ID.to_owned(),
            parameters: PARAMETERS_ID.to_owned(),
            phase,
            memory,
        })
    }

    /// What stands beside each of the four grades, from Again to Easy.
    pub fn preview(&self, card: &CardState, now: Moment) -> [Interval; 4] {
        let next = self.next_states(card, self.study_day(now));
        Grade::ALL.map(|grade| match self.plan(card.phase, grade, &next) {
            Plan::Step { seconds, .. } if seconds < SECONDS_PER_MINUTE => {
                Interval::Seconds(seconds)
            }
            Plan::Step { seconds, .. } => Interval::Minutes(
                seconds.saturating_add(SECONDS_PER_MINUTE / 2) / SECONDS_PER_MINUTE,
            ),
            Plan::Days(days) => Interval::Days(days),
        })
    }

    /// The chance, 0 to 1, that a memory of this stability is recalled after `elapsed_days`.
    pub fn retrievability(&self, stability: f32, elapsed_days: u32) -> f32 {
        let memory = MemoryState {
            stability,
            difficulty: 1.0,
        };
        fsrs::current_retrievability(memory, elapsed_days as f32, FSRS6_DEFAULT_DECAY)
    }

    fn outcome(&self, card: &CardState, grade: Grade, now: Moment) -> (Phase, Memory) {
        let today = self.study_day(now);
        let next = self.next_states(card, today);
        let after_lapse = matches!(card.phase, Phase::Review { .. } | Phase::Relearning { .. });
        let phase = match self.plan(card.phase, grade, &next) {
            Plan::Days(days) => Phase::Review {
                due: today.plus(days),
            },
            Plan::Step { step, seconds } => {
                let due = now.at.plus_seconds(seconds);
                if after_lapse {
                    Phase::Relearning { step, due }
                } else {
                    Phase::Learning { step, due }
                }
            }
        };
        let memory = match grade {
            Grade::Again => next.again.memory,
            Grade::Hard => next.hard.memory,
            Grade::Good => next.good.memory,
            Grade::Easy => next.easy.memory,
        };
        let memory = Memory {
            stability: memory.stability,
            difficulty: memory.difficulty,
        };
        (phase, memory)
    }

    fn next_states(&self, card: &CardState, today: StudyDay) -> NextStates {
        let memory = card.memory.map(|memory| MemoryState {
            stability: memory.stability,
            difficulty: memory.difficulty,
        });
        // FSRS fails on a memory that is not finite alone: such a card begins anew.
        self.fsrs
            .next_states(
                memory,
                self.rules.desired_retention,
                card.elapsed_days(today),
            )
            .unwrap_or_else(|_| self.first.clone())
    }

    fn plan(&self, phase: Phase, grade: Grade, next: &NextStates) -> Plan {
        match phase {
            Phase::New => self.on_steps(&self.rules.learning_steps_s, 0, grade, next),
            Phase::Learning { step, .. } => {
                self.on_steps(&self.rules.learning_steps_s, step, grade, next)
            }
            Phase::Relearning { step, .. } => {
                self.on_steps(&self.rules.relearning_steps_s, step, grade, next)
            }
            Phase::Review { .. } => self.in_review(grade, next),
        }
    }

    /// A card on the steps. Where the steps give no delay, it graduates.
    fn on_steps(&self, steps_s: &[u32], step: u8, grade: Grade, next: &NextStates) -> Plan {
        let delay = |step: u8| delay_of(steps_s, step);
        match grade {
            Grade::Again => delay(0).map_or_else(
                || Plan::Days(self.days(next.again.interval, 1)),
                |seconds| Plan::Step { step: 0, seconds },
            ),
            Grade::Hard => hard_delay(steps_s, step).map_or_else(
                || Plan::Days(self.days(next.hard.interval, 1)),
                |seconds| Plan::Step { step, seconds },
            ),
            Grade::Good => {
                let following = step.saturating_add(1);
                delay(following).map_or_else(
                    || Plan::Days(self.days(next.good.interval, 1)),
                    |seconds| Plan::Step {
                        step: following,
                        seconds,
                    },
                )
            }
            Grade::Easy => {
                let good = self.days(next.good.interval, 1);
                Plan::Days(self.days(next.easy.interval, good.saturating_add(1)))
            }
        }
    }

    fn in_review(&self, grade: Grade, next: &NextStates) -> Plan {
        let hard = self.days(next.hard.interval, 1);
        let good = self.days(next.good.interval, hard.saturating_add(1));
        match grade {
            Grade::Again => delay_of(&self.rules.relearning_steps_s, 0).map_or_else(
                || Plan::Days(self.days(next.again.interval, 1)),
                |seconds| Plan::Step { step: 0, seconds },
            ),
            Grade::Hard => Plan::Days(hard),
            Grade::Good => Plan::Days(good),
            Grade::Easy => Plan::Days(self.days(next.easy.interval, good.saturating_add(1))),
        }
    }

    /// An interval in whole days, at least `minimum`, never above the longest.
    fn days(&self, interval: f32, minimum: u32) -> u32 {
        (interval.round() as u32)
            .max(minimum)
            .min(self.rules.maximum_interval_days.max(1))
    }
}

fn delay_of(steps_s: &[u32], step: u8) -> Option<u32> {
    steps_s.get(usize::from(step)).copied()
}

/// The delay of Hard: the step's own, but on the first step one between Again's and Good's, so
/// that no two grades show the same. Steps that no longer exist count as the first.
fn hard_delay(steps_s: &[u32], step: u8) -> Option<u32> {
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

#[cfg(test)]
#[path = "schedule_tests.rs"]
mod tests;
