//! Parameters from what a person remembered and forgot, by the optimizer of the `fsrs` crate.
//!
//! What is measured is measured on the latest reviews, which the optimizer does not see.

use super::{History, Parameters, Review};
use crate::domain::time::StudyDay;
use fsrs::{
    CombinedProgressState, ComputeParametersInput, FSRS, FSRSItem, FSRSReview, ModelEvaluation,
    compute_parameters,
};
use std::sync::{Arc, Mutex};

/// One of so many reviews, the latest ones, is held back to measure by.
const HELD_BACK: usize = 5;

/// A review that says something about a memory: a day or more behind the one before.
#[derive(Debug, Clone)]
struct Sample {
    day: StudyDay,
    card: i64,
    item: FSRSItem,
}

/// Reviews to learn from, in the order of their days.
#[derive(Debug, Clone, Default)]
pub struct Samples {
    samples: Vec<Sample>,
}

/// How well memories are foretold: the lower the better.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// The mean logarithmic loss of a forecast, in nats.
    pub log_loss: f32,
    /// By how much forecast and recall differ, reviews of a kind taken together: 0 to 1.
    pub rmse_bins: f32,
}

/// What the optimizer came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Optimized {
    /// The parameters that it found.
    pub parameters: Parameters,
    /// How well those that hold foretell the reviews held back.
    pub before: Fit,
    /// How well those that it found do.
    pub after: Fit,
    /// Reviews it learned from.
    pub learned: usize,
    /// Reviews held back.
    pub held_back: usize,
}

/// Why nothing was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OptimizeProblem {
    /// There are too few reviews to learn from, or to measure by.
    #[error("too few reviews")]
    TooFew,
    /// The optimizer gave up.
    #[error("the optimizer finds no parameters")]
    NoParameters,
}

/// How far the optimizer is; to be looked at from another thread.
#[derive(Debug, Clone)]
pub struct Training(Arc<Mutex<CombinedProgressState>>);

impl Default for Training {
    fn default() -> Self {
        Self(CombinedProgressState::new_shared())
    }
}

impl Training {
    /// The part that is done, from 0 to 1.
    pub fn share(&self) -> f64 {
        self.0.lock().map_or(0.0, |state| {
            state.current() as f64 / state.total().max(1) as f64
        })
    }
}

impl Samples {
    /// The samples of some histories.
    pub fn of<'a>(histories: impl IntoIterator<Item = &'a History>) -> Self {
        let mut samples = Vec::new();
        for (history, card) in histories.into_iter().zip(0..) {
            let reviews = as_items(&history.reviews);
            for (number, review) in history.reviews.iter().enumerate().skip(1) {
                let so_far = reviews.get(..=number).unwrap_or_default();
                // What is asked again on the same day says nothing about forgetting.
                if so_far.last().is_some_and(|review| review.delta_t > 0) {
                    samples.push(Sample {
                        day: review.day,
                        card,
                        item: FSRSItem {
                            reviews: so_far.to_vec(),
                        },
                    });
                }
            }
        }
        samples.sort_by_key(|sample| (sample.day, sample.card, sample.item.reviews.len()));
        Self { samples }
    }

    /// How many they are.
    pub fn len(&self) -> usize {
        self.samples.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.samples.is_empty()
    }

    /// Looks for parameters that foretell better than `current`: learned from the earlier reviews,
    /// measured on the later ones. It takes seconds; `training` tells how far it is.
    pub fn optimize(
        &self,
        current: &Parameters,
        relearning_steps: usize,
        training: &Training,
    ) -> Result<Optimized, OptimizeProblem> {
        let held_back = self.samples.len() / HELD_BACK;
        let (learned, held) = self.samples.split_at(self.samples.len() - held_back);
        let found = compute_parameters(ComputeParametersInput {
            train_set: items(learned),
            card_ids: Some(learned.iter().map(|sample| sample.card).collect()),
            progress: Some(training.0.clone()),
            enable_short_term: true,
            num_relearning_steps: Some(relearning_steps),
            training_config: None,
        });
        let found = found.map_err(|_| OptimizeProblem::NoParameters)?;
        let parameters = Parameters::new(&found).ok_or(OptimizeProblem::NoParameters)?;
        Ok(Optimized {
            before: fit(current, held)?,
            after: fit(&parameters, held)?,
            parameters,
            learned: learned.len(),
            held_back,
        })
    }
}

impl Optimized {
    /// Whether what was found foretells better, by both measures.
    pub fn is_better(&self) -> bool {
        self.after.log_loss < self.before.log_loss && self.after.rmse_bins <= self.before.rmse_bins
    }
}

fn items(samples: &[Sample]) -> Vec<FSRSItem> {
    samples.iter().map(|sample| sample.item.clone()).collect()
}

fn fit(parameters: &Parameters, held: &[Sample]) -> Result<Fit, OptimizeProblem> {
    let fsrs = FSRS::new(parameters.weights()).map_err(|_| OptimizeProblem::NoParameters)?;
    let cards = held.iter().map(|sample| sample.card).collect();
    let ModelEvaluation {
        log_loss,
        rmse_bins,
    } = fsrs
        .evaluate_with_card_ids(items(held), cards, |_| true)
        .map_err(|_| OptimizeProblem::TooFew)?;
    Ok(Fit {
        log_loss,
        rmse_bins,
    })
}

/// Grades as FSRS takes them: each with the days since the one before.
fn as_items(reviews: &[Review]) -> Vec<FSRSReview> {
    let mut last: Option<StudyDay> = None;
    let of = |review: &Review| {
        let before = last.replace(review.day);
        FSRSReview {
            rating: u32::from(review.grade.number()),
            delta_t: before.map_or(0, |before| review.day.days_since(before)),
        }
    };
    reviews.iter().map(of).collect()
}

#[cfg(test)]
#[path = "optimize_tests.rs"]
mod tests;
