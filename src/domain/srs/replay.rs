//! From the log to the states: the fold that everything else caches.
//!
//! Entries are taken in the order of (Lamport counter, device), never by clock. An entry that is
//! reverted is passed over. Nothing is recomputed: a grade's outcome is in its entry.

use super::{
    CardState, DayCount, DayCounts, Entry, EntryId, EntryView, Event, EventProblem, Graded, Phase,
    Recomputed,
};
use crate::domain::id::{CardId, DeviceId};
use crate::domain::time::{StudyDay, Timestamp};
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
    /// By the device and the number of the undone entry, the place of the `Revert` that undoes it.
    by: HashMap<DeviceId, HashMap<u64, Place>>,
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
            if found.holds(&revert.view()) {
                continue;
            }
            if let Ok(Event::Revert { device, seq }) = revert.event() {
                let (lamport, by, number) = revert.order();
                let of_device = found.by.entry(device).or_default();
                of_device
                    .entry(seq)
                    .or_insert_with(|| (lamport, by.clone(), number));
            }
        }
        found
    }

    /// Whether the entry is undone. A `Revert` acts on earlier entries alone.
    pub fn holds(&self, entry: &EntryView<'_>) -> bool {
        self.by
            .get(entry.device)
            .and_then(|of_device| of_device.get(&entry.seq))
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
    pub fn take(&mut self, entry: &EntryView<'_>) -> Taken {
        let event = match Event::read(entry.kind, entry.payload) {
            Ok(event) => event,
            Err(problem) => {
                let entry = entry.id();
                self.skipped.push(Skipped { entry, problem });
                return Taken::default();
            }
        };
        let mut counted = None;
        if !self.reverted.holds(entry) {
            counted = match event.card() {
                Some(card) => self.take_about(card, &event, entry.at),
                None => self.take_broad(&event),
            };
        }
        if let Some((day, count)) = counted {
            self.days.entry(day).or_default().add(count);
        }
        let event = Some(event);
        Taken { event, counted }
    }

    fn take_about(
        &mut self,
        card: &CardId,
        event: &Event,
        at: Timestamp,
    ) -> Option<(StudyDay, DayCount)> {
        let Some(state) = self.states.get_mut(card) else {
            let before = CardState::default();
            self.states.insert(card.clone(), before.after(event, at));
            return before.counted(event);
        };
        let counted = state.counted(event);
        *state = state.after(event, at);
        counted
    }
}

/// What a replay made of an entry.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Taken {
    /// What it says, if this version can read it.
    pub event: Option<Event>,
    /// What it adds to a day, unless it is undone.
    pub counted: Option<(StudyDay, DayCount)>,
}

impl Fold {
    /// Takes an event that is not about one card; what it adds to a day.
    fn take_broad(&mut self, event: &Event) -> Option<(StudyDay, DayCount)> {
        if let Event::Reschedule(rescheduled) = event {
            for by in &rescheduled.cards {
                self.recompute(by);
            }
        }
        event.wished()
    }

    fn recompute(&mut self, by: &Recomputed) {
        if let Some(state) = self.states.get_mut(&by.card) {
            *state = state.recomputed(by);
        }
    }

    /// Whether an entry is passed over.
    pub(super) fn passes_over(&self, entry: &EntryView<'_>) -> bool {
        self.reverted.holds(entry)
    }
}

impl CardState {
    /// What an event about a card in this state adds to its day.
    pub fn counted(&self, event: &Event) -> Option<(StudyDay, DayCount)> {
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
    pub fn wished(&self) -> Option<(StudyDay, DayCount)> {
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
        fold.take(&entry.view());
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
        let holding = entries
            .iter()
            .filter(|entry| !reverted.holds(&entry.view()));
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
            Step::Own(entry) => {
                fold.take(&entry.view());
            }
            Step::Broad(by) => fold.recompute(by),
        }
    }
    let state = fold.states.remove(card).unwrap_or_default();
    (state, fold.days)
}

#[cfg(test)]
#[path = "replay_tests.rs"]
mod tests;
