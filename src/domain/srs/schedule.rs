//! When a card comes again: FSRS-6 for the memory, Anki's rules for the steps around it.
//!
//! Knows the grade, the card's state and the occasion; knows no queue, no log and no clock.

use super::days::{Days, last_interval};
use super::model::{Model, memory_behind};
use super::rules::{SECONDS_PER_MINUTE, ScheduleProblem, ScheduleRules, Spread};
use super::steps::{delay_of, hard_delay};
use super::{
    CardState, ChosenParameters, Curve, Event, Grade, Graded, Leech, Load, Memory, Phase, Review,
    Week,
};
use crate::domain::id::{CardId, DeckId};
use crate::domain::time::{Moment, StudyDay, Timestamp};
use fsrs::NextStates;
use std::collections::BTreeMap;

/// The scheduler, as grade entries name it. Changes when equal input would get another answer.
pub const SCHEDULER_ID: &str = "fsrs-6/2";

const SECONDS_PER_DAY: f32 = 86_400.0;
/// An interval below so many days is kept by the minute where there are no steps to do it.
const SHORT_TERM_DAYS: f32 = 0.5;

/// What a card is graded in, besides its own state.
#[derive(Debug, Clone, Copy)]
pub struct Occasion<'a> {
    /// The card: its name and the number of its grades decide by chance.
    pub card: &'a CardId,
    /// Its deck, which may have a retention of its own.
    pub deck: Option<&'a DeckId>,
    /// The reviews of the days to come.
    pub load: &'a Load,
    /// The moment.
    pub now: Moment,
}

/// The load of an occasion of which it is not known.
static UNKNOWN: Load = Load::UNKNOWN;

impl<'a> Occasion<'a> {
    /// The occasion of a card of which neither the deck nor the days to come are known.
    pub fn of(card: &'a CardId, now: Moment) -> Self {
        Self {
            card,
            deck: None,
            load: &UNKNOWN,
            now,
        }
    }
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
    model: Model,
    model_of: BTreeMap<DeckId, Model>,
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
        Self::with(rules, &ChosenParameters::default())
    }

    /// A scheduler with the person's own parameters.
    pub fn with(rules: ScheduleRules, chosen: &ChosenParameters) -> Result<Self, ScheduleProblem> {
        let of_decks = rules.retention_of.values().copied();
        for retention in of_decks.chain([rules.desired_retention]) {
            if !(retention > 0.0 && retention < 1.0) {
                return Err(ScheduleProblem::Retention(retention));
            }
        }
        let model_of = chosen.of.iter().map(|(deck, parameters)| {
            let model = Model::new(parameters, rules.retention(Some(deck)))?;
            Ok((deck.clone(), model))
        });
        Ok(Self {
            model: Model::new(&chosen.general, rules.desired_retention)?,
            model_of: model_of.collect::<Result<_, _>>()?,
            rules,
        })
    }

    /// The curve along which the cards of a deck are forgotten.
    pub fn curve(&self, deck: Option<&DeckId>) -> Curve {
        self.model(deck).curve
    }

    fn model(&self, deck: Option<&DeckId>) -> &Model {
        deck.and_then(|deck| self.model_of.get(deck))
            .unwrap_or(&self.model)
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
    pub fn schedule(&self, card: &CardState, grade: Grade, on: &Occasion<'_>) -> CardState {
        let (phase, memory) = self.outcome(card, grade, on);
        card.graded(grade, phase, memory, (on.now.at, self.study_day(on.now)))
            .marked(self.leech(card, grade))
    }

    /// The same as [`Self::schedule`], as the event that the log keeps.
    pub fn grade(
        &self,
        card: &CardState,
        grade: Grade,
        duration_ms: u32,
        on: &Occasion<'_>,
    ) -> Event {
        let (phase, memory) = self.outcome(card, grade, on);
        Event::Grade(Graded {
            card: on.card.clone(),
            grade,
            day: self.study_day(on.now),
            duration_ms,
            scheduler: SCHEDULER_ID.to_owned(),
            parameters: self.model(on.deck).parameters.clone(),
            phase,
            memory,
            leech: self.leech(card, grade),
            study: None,
            slips: None,
        })
    }

    /// The memory that a history leaves, and the one it left before its last grade.
    pub(super) fn memories(
        &self,
        deck: Option<&DeckId>,
        reviews: &[Review],
    ) -> (Option<Memory>, Option<Memory>) {
        let (model, retention) = (self.model(deck), self.rules.retention(deck));
        let (mut before, mut memory, mut last) = (None, None, None);
        for review in reviews {
            let elapsed = last.map_or(0, |day| review.day.days_since(day));
            let next = model.next_states(memory, retention, elapsed);
            before = memory.replace(memory_behind(&next, review.grade));
            last = Some(review.day);
        }
        (memory, before)
    }

    /// The first and the last day on which the grade of a card could have put it, by chance and
    /// whatever the load; none if the grade left it on the steps.
    pub(super) fn reach(
        &self,
        card: &CardState,
        grade: Grade,
        deck: Option<&DeckId>,
        day: StudyDay,
    ) -> Option<(StudyDay, StudyDay)> {
        let next = self.next_states(card, day, deck);
        let rules = ScheduleRules {
            spread: match self.rules.spread {
                Spread::Exact => Spread::Exact,
                Spread::Chance | Spread::Balanced => Spread::Chance,
            },
            week: Week::default(),
            ..self.rules.clone()
        };
        let at = |chance| {
            let days = Days {
                rules: &rules,
                load: &UNKNOWN,
                today: day,
                chance,
                last: last_interval(card),
            };
            match self.plan(card.phase, grade, &next, &days) {
                Plan::Days(days) => Some(day.plus(days)),
                Plan::Step { .. } => None,
            }
        };
        at(0.0).zip(at(1.0 - f64::EPSILON))
    }

    /// The day from `first` to `last` that is taken for a card in review, not before `today` if
    /// that can be.
    pub(super) fn choose_day(
        &self,
        card: &CardId,
        reps: u32,
        (first, last): (StudyDay, StudyDay),
        today: StudyDay,
        load: &Load,
    ) -> StudyDay {
        let first = first.max(today.min(last));
        let balance = self.rules.spread == Spread::Balanced;
        load.take((first, last), chance(card, reps), balance, &self.rules.week)
    }

    /// What stands beside each of the four grades, from Again to Easy: what [`Self::schedule`]
    /// gives on the same occasion.
    pub fn preview(&self, card: &CardState, on: &Occasion<'_>) -> [Interval; 4] {
        let today = self.study_day(on.now);
        Grade::ALL.map(|grade| match self.outcome(card, grade, on).0 {
            Phase::Review { due } => Interval::Days(due.days_since(today)),
            Phase::Learning { due, .. } | Phase::Relearning { due, .. } => {
                let seconds = (due.ms_since(on.now.at) / 1000) as u32;
                let due = Moment { at: due, ..on.now };
                match self.study_day(due).days_since(today) {
                    0 if seconds < SECONDS_PER_MINUTE => Interval::Seconds(seconds),
                    0 => Interval::Minutes(
                        seconds.saturating_add(SECONDS_PER_MINUTE / 2) / SECONDS_PER_MINUTE,
                    ),
                    days => Interval::Days(days),
                }
            }
            Phase::New => Interval::Days(0),
        })
    }

    /// What comes of a card that this grade makes a leech.
    fn leech(&self, card: &CardState, grade: Grade) -> Option<Leech> {
        let is_leech =
            card.is_lapse(grade) && self.rules.is_leech_at(card.lapses.saturating_add(1));
        is_leech.then_some(self.rules.leech)
    }

    fn outcome(&self, card: &CardState, grade: Grade, on: &Occasion<'_>) -> (Phase, Memory) {
        let today = self.study_day(on.now);
        let next = self.next_states(card, today, on.deck);
        let days = Days {
            rules: &self.rules,
            load: on.load,
            today,
            chance: chance(on.card, card.reps),
            last: last_interval(card),
        };
        let after_lapse = matches!(card.phase, Phase::Review { .. } | Phase::Relearning { .. });
        let phase = match self.plan(card.phase, grade, &next, &days) {
            Plan::Days(days) => Phase::Review {
                due: today.plus(days),
            },
            Plan::Step { step, seconds } => {
                let due = self.step_due(on.now, seconds);
                if after_lapse {
                    Phase::Relearning { step, due }
                } else {
                    Phase::Learning { step, due }
                }
            }
        };
        (phase, memory_behind(&next, grade))
    }

    /// When a delay is over. One that ends on a later study day ends with the first minute of it:
    /// who comes back at another hour finds the card all the same.
    fn step_due(&self, now: Moment, seconds: u32) -> Timestamp {
        let due = Moment {
            at: now.at.plus_seconds(seconds),
            ..now
        };
        let day = self.study_day(due);
        if day > self.study_day(now) {
            day.begins(self.rules.rollover_hour, now.offset_s)
        } else {
            due.at
        }
    }

    fn next_states(&self, card: &CardState, today: StudyDay, deck: Option<&DeckId>) -> NextStates {
        let retention = self.rules.retention(deck);
        let elapsed_days = card.elapsed_days(today);
        self.model(deck)
            .next_states(card.memory, retention, elapsed_days)
    }

    fn plan(&self, phase: Phase, grade: Grade, next: &NextStates, days: &Days<'_>) -> Plan {
        let (learning, relearning) = (&self.rules.learning_steps_s, &self.rules.relearning_steps_s);
        match phase {
            Phase::New => on_steps(learning, 0, grade, next, days),
            Phase::Learning { step, .. } => on_steps(learning, step, grade, next, days),
            Phase::Relearning { step, .. } => on_steps(relearning, step, grade, next, days),
            Phase::Review { .. } => in_review(relearning, grade, next, days),
        }
    }
}

/// A number from 0 up to 1 that looks like chance and is the same on every device.
fn chance(card: &CardId, reps: u32) -> f64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(card.as_str().as_bytes());
    hasher.update(&[0]);
    hasher.update(&reps.to_le_bytes());
    let [a, b, c, d, ..] = *hasher.finalize().as_bytes();
    f64::from(u32::from_le_bytes([a, b, c, d])) / (f64::from(u32::MAX) + 1.0)
}

/// A card on the steps. Where the steps give no delay, it graduates; where there are no steps at
/// all, an interval of less than half a day is kept by the minute.
fn on_steps(steps_s: &[u32], step: u8, grade: Grade, next: &NextStates, days: &Days<'_>) -> Plan {
    // Steps that were taken out of the config meanwhile: the last one holds.
    let last = u8::try_from(steps_s.len().saturating_sub(1)).unwrap_or(u8::MAX);
    let step = step.min(last);
    let (to, delay, interval) = match grade {
        Grade::Again => (0, delay_of(steps_s, 0), next.again.interval),
        Grade::Hard => (step, hard_delay(steps_s, step), next.hard.interval),
        Grade::Good => {
            let following = step.saturating_add(1);
            (following, delay_of(steps_s, following), next.good.interval)
        }
        Grade::Easy => {
            let good = days.of(next.good.interval, 1);
            return Plan::Days(days.first_of(next.easy.interval, good.saturating_add(1)));
        }
    };
    match delay {
        Some(seconds) => Plan::Step { step: to, seconds },
        None => {
            short_term(steps_s, interval).unwrap_or_else(|| Plan::Days(days.first_of(interval, 1)))
        }
    }
}

fn in_review(steps_s: &[u32], grade: Grade, next: &NextStates, days: &Days<'_>) -> Plan {
    if grade == Grade::Again {
        return match delay_of(steps_s, 0) {
            Some(seconds) => Plan::Step { step: 0, seconds },
            None => short_term(steps_s, next.again.interval)
                .unwrap_or_else(|| Plan::Days(days.of(next.again.interval, 1))),
        };
    }
    let hard = days.next(next.hard.interval, 1);
    let good = days.next(next.good.interval, hard.saturating_add(1));
    Plan::Days(match grade {
        Grade::Hard => hard,
        Grade::Easy => days.next(next.easy.interval, good.saturating_add(1)),
        Grade::Again | Grade::Good => good,
    })
}

/// What takes the place of steps where there are none: FSRS's own interval, if it is short.
fn short_term(steps_s: &[u32], interval: f32) -> Option<Plan> {
    let short = steps_s.is_empty() && interval < SHORT_TERM_DAYS;
    let seconds = (interval * SECONDS_PER_DAY) as u32;
    short.then_some(Plan::Step { step: 0, seconds })
}

#[cfg(test)]
#[path = "schedule_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "schedule_anki_tests.rs"]
mod anki_tests;

#[cfg(test)]
#[path = "schedule_anki_days_tests.rs"]
mod anki_days_tests;

#[cfg(test)]
#[path = "schedule_spread_tests.rs"]
mod spread_tests;
