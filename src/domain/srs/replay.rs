//! From the log to the states: the fold that everything else caches.
//!
//! Entries are taken in the order of (Lamport counter, device), never by clock. An entry that is
//! reverted is passed over. Nothing is recomputed: a grade's outcome is in its entry.

use super::{
    CardState, DayCount, DayCounts, Entry, EntryId, Event, EventProblem, Graded, Phase, Recomputed,
};
use crate::domain::id::{CardId, DeviceId};
use std::collections::HashMap;

/// An entry's place among those of all devices.
type Place = (u64, DeviceId, u64);

fn place(entry: &Entry) -> Place {
    let (lamport, device, seq) = entry.order();
    (lamport, device.clone(), seq)
}

/// The entries that are undone.
#[derive(Debug, Clone, Default)]
pub struct Reverted {
    /// The undone entry, and the place of the `Revert` that undoes it.
    by: HashMap<EntryId, Place>,
}

impl Reverted {
    /// Finds them from the `Revert` entries, in any order; other entries are passed over.
    pub fn by<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Self {
        let mut reverts: Vec<&Entry> = entries
            .into_iter()
            .filter(|entry| entry.kind == Event::REVERT)
            .collect();
        reverts.sort_by(|a, b| b.order().cmp(&a.order()));
        let mut found = Self::default();
        // From the last to the first: whether a revert holds is decided by later ones alone.
        for revert in reverts {
            if found.holds(revert) {
                continue;
            }
            if let Ok(Event::Revert { device, seq }) = revert.event() {
                found
                    .by
                    .entry(EntryId { device, seq })
                    .or_insert_with(|| place(revert));
            }
        }
        found
    }

    /// Whether the entry is undone. A `Revert` acts on earlier entries alone.
    pub fn holds(&self, entry: &Entry) -> bool {
        self.by
            .get(&entry.id)
            .is_some_and(|(lamport, device, seq)| (*lamport, device, *seq) > entry.order())
    }
}

/// An entry that a replay could not use. It stays in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// The entry.
    pub entry: EntryId,
    /// Why.
    pub problem: EventProblem,
}

/// A replay under way, and its result.
#[derive(Debug, Clone, Default)]
pub struct Fold {
    /// The state of each card that has an entry which is not undone.
    pub states: HashMap<CardId, CardState>,
    /// What was done on each day.
    pub days: DayCounts,
    /// What could not be used, in order.
    pub skipped: Vec<Skipped>,
    reverted: Reverted,
}

impl Fold {
    /// A replay that passes over what is undone.
    pub fn new(reverted: Reverted) -> Self {
        Self {
            reverted,
            ..Self::default()
        }
    }

    /// Takes the next entry, in the order of [`Entry::order`].
    pub fn take(&mut self, entry: &Entry) {
        if self.reverted.holds(entry) {
            return;
        }
        let event = match entry.event() {
            Ok(event) => event,
            Err(problem) => {
                self.skipped.push(Skipped {
                    entry: entry.id.clone(),
                    problem,
                });
                return;
            }
        };
        let Some(card) = event.card() else {
            self.take_broad(&event);
            return;
        };
        let before = self.states.get(card).copied().unwrap_or_default();
        if let Some((day, count)) = before.counted(&event) {
            self.days.entry(day).or_default().add(count);
        }
        self.states
            .insert(card.clone(), before.after(&event, entry.at));
    }
}

impl Fold {
    /// Takes an event that is not about one card.
    fn take_broad(&mut self, event: &Event) {
        if let Some((day, count)) = event.wished() {
            self.days.entry(day).or_default().add(count);
        }
        if let Event::Reschedule(rescheduled) = event {
            for by in &rescheduled.cards {
                self.recompute(by);
            }
        }
    }

    fn recompute(&mut self, by: &Recomputed) {
        if let Some(state) = self.states.get_mut(&by.card) {
            *state = state.recomputed(by);
        }
    }

    /// Whether an entry is passed over.
    pub(super) fn passes_over(&self, entry: &Entry) -> bool {
        self.reverted.holds(entry)
    }
}

impl CardState {
    /// What an event about a card in this state adds to its day.
    pub fn counted(&self, event: &Event) -> Option<(crate::domain::time::StudyDay, DayCount)> {
        let Event::Grade(graded) = event else {
            return None;
        };
        let count = DayCount {
            introduced: u32::from(self.phase == Phase::New),
            reviewed: u32::from(self.is_review_of_the_day(graded)),
            answers: 1,
            ms: u64::from(graded.duration_ms),
            ..DayCount::default()
        };
        Some((graded.day, count))
    }

    /// Whether a grade counts against the day's limit. A card that was taken up early, in a custom
    /// study, takes no other's place.
    fn is_review_of_the_day(&self, graded: &Graded) -> bool {
        match self.phase {
            Phase::Review { due } => graded.study.is_none() || due <= graded.day,
            Phase::New | Phase::Learning { .. } | Phase::Relearning { .. } => false,
        }
    }
}

impl Event {
    /// What an event about no card adds to a day.
    pub fn wished(&self) -> Option<(crate::domain::time::StudyDay, DayCount)> {
        let Self::More { day, new, reviews } = self else {
            return None;
        };
        let count = DayCount {
            more_new: *new,
            more_reviews: *reviews,
            ..DayCount::default()
        };
        Some((*day, count))
    }
}

/// Replays entries that come in any order.
pub fn replay<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Fold {
    let mut ordered: Vec<&Entry> = entries.into_iter().collect();
    ordered.sort_by(|a, b| a.order().cmp(&b.order()));
    let mut fold = Fold::new(Reverted::by(ordered.iter().copied()));
    for entry in ordered {
        fold.take(entry);
    }
    fold
}

/// The times at which many cards were rescheduled: read once, for the folds of any number of cards.
#[derive(Debug, Default)]
pub struct Rescheduling {
    times: Vec<(Place, HashMap<CardId, Recomputed>)>,
}

impl Rescheduling {
    /// Finds them from the `Reschedule` entries and the reverts of them, in any order; other
    /// entries are passed over.
    pub fn of(entries: &[Entry]) -> Self {
        let reverted = Reverted::by(entries);
        let holding = entries.iter().filter(|entry| !reverted.holds(entry));
        let times = holding.filter_map(|entry| match entry.event() {
            Ok(Event::Reschedule(rescheduled)) => {
                let cards = rescheduled.cards.into_iter();
                Some((
                    place(entry),
                    cards.map(|by| (by.card.clone(), by)).collect(),
                ))
            }
            _ => None,
        });
        Self {
            times: times.collect(),
        }
    }
}

/// The state of one card, and its share of each day, from all entries about it alone, its own and
/// the reverts of them, and from the times at which many cards were rescheduled.
pub fn fold_card(
    card: &CardId,
    entries: &[Entry],
    rescheduling: &Rescheduling,
) -> (CardState, DayCounts) {
    enum Step<'a> {
        Own(&'a Entry),
        Broad(&'a Recomputed),
    }
    let own = entries.iter().map(|entry| (place(entry), Step::Own(entry)));
    let broad = rescheduling.times.iter().filter_map(|(place, cards)| {
        let by = cards.get(card)?;
        Some((place.clone(), Step::Broad(by)))
    });
    let mut steps: Vec<(Place, Step<'_>)> = own.chain(broad).collect();
    steps.sort_by(|a, b| a.0.cmp(&b.0));
    let mut fold = Fold::new(Reverted::by(entries));
    for (_, step) in steps {
        match step {
            Step::Own(entry) => fold.take(entry),
            Step::Broad(by) => fold.recompute(by),
        }
    }
    let state = fold.states.remove(card).unwrap_or_default();
    (state, fold.days)
}

#[cfg(test)]
#[path = "replay_tests.rs"]
mod tests;
