//! The queue of one session: which card comes next.
//!
//! Reviews and new cards come in the order of the day, and a learning card interrupts as soon as it
//! is due. When nothing else is left, learning cards come early, so that a session ends with
//! nothing in hand. The queue is pure; it never asks for the time.

use super::gather::{gather, joined};
use super::{CardKey, CardState, Counts, Phase, QueueRows, QueueRules, Scheduler};
use crate::domain::time::{StudyDay, Timestamp};
use std::collections::{BTreeSet, VecDeque};

/// What a waiting card is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    New,
    Review,
    Learning(Timestamp),
}

/// The cards of one session.
#[derive(Debug, Clone, Default)]
pub struct Queue {
    /// Taken back by undo; the last one comes first of all.
    returned: Vec<(CardKey, Kind)>,
    main: VecDeque<(CardKey, Kind)>,
    learning: BTreeSet<(Timestamp, CardKey)>,
    learn_ahead_s: u32,
    last: Option<CardKey>,
}

impl Queue {
    /// The queue of a session on `today`.
    pub fn new(
        mut rows: QueueRows,
        rules: &QueueRules,
        today: StudyDay,
        scheduler: &Scheduler,
    ) -> Self {
        let gathered = gather(&mut rows, rules, today, scheduler);
        let reviews: Vec<_> = gathered
            .reviews
            .iter()
            .map(|row| (row.key, Kind::Review))
            .collect();
        let new: Vec<_> = gathered
            .new
            .iter()
            .map(|row| (row.key, Kind::New))
            .collect();
        let mut main = joined(&reviews, &new, rules.new_place);
        // What the person asked for comes first, and no limit holds it back.
        for row in rows.asked.iter().rev() {
            let kind = if row.is_new { Kind::New } else { Kind::Review };
            main.push_front((row.key, kind));
        }
        Self {
            returned: Vec::new(),
            main,
            learning: rows.learning.iter().map(|row| (row.due, row.key)).collect(),
            learn_ahead_s: rules.learn_ahead_s,
            last: None,
        }
    }

    /// The queue of these cards, and whether each is new, in this order, whatever their schedule
    /// says.
    pub fn of(cards: impl IntoIterator<Item = (CardKey, bool)>, rules: &QueueRules) -> Self {
        let kind = |new| if new { Kind::New } else { Kind::Review };
        let cards = cards.into_iter();
        Self {
            main: cards.map(|(key, new)| (key, kind(new))).collect(),
            learn_ahead_s: rules.learn_ahead_s,
            ..Self::default()
        }
    }

    /// The card to show at `now`; the same one until something is answered, taken out or due.
    pub fn next(&self, now: Timestamp) -> Option<CardKey> {
        let (due, early) = self.learning_at(now);
        let main = self.returned.last().or_else(|| self.main.front());
        // An undone card comes back at once, before a learning card that is due.
        self.returned
            .last()
            .map(|(key, _)| *key)
            .or(due)
            .or(main.map(|(key, _)| *key))
            .or(early)
    }

    /// What is left at `now`; learning cards beyond the reach of this session do not count.
    pub fn counts(&self, now: Timestamp) -> Counts {
        let mut counts = Counts {
            learning: self.within_reach(now).count() as u32,
            ..Counts::default()
        };
        for (_, kind) in self.main.iter().chain(&self.returned) {
            match kind {
                Kind::New => counts.new += 1,
                Kind::Review => counts.due += 1,
                Kind::Learning(_) => counts.learning += 1,
            }
        }
        counts
    }

    /// When the next learning card is due that this session can not show yet.
    pub fn waits_until(&self, now: Timestamp) -> Option<Timestamp> {
        let reach = self.reach(now);
        self.learning
            .iter()
            .map(|(due, _)| *due)
            .find(|due| *due > reach)
    }

    /// Takes in that the card was graded and is now in `state`.
    pub fn answered(&mut self, key: CardKey, state: &CardState) {
        self.remove(key);
        self.last = Some(key);
        if let (Phase::Learning { due, .. } | Phase::Relearning { due, .. }, false) =
            (state.phase, state.suspended)
        {
            self.learning.insert((due, key));
        }
    }

    /// Brings back a card whose grade, burial or suspension was undone; it comes next.
    pub fn put_back(&mut self, key: CardKey, state: &CardState) {
        self.remove(key);
        let kind = match state.phase {
            Phase::New => Kind::New,
            Phase::Review { .. } => Kind::Review,
            Phase::Learning { due, .. } | Phase::Relearning { due, .. } => Kind::Learning(due),
        };
        self.returned.push((key, kind));
    }

    /// Puts a card behind all others: it was practised and not known.
    pub fn put_last(&mut self, key: CardKey) {
        self.remove(key);
        self.main.push_back((key, Kind::Review));
    }

    /// Takes out a card that was buried, suspended or deleted.
    pub fn remove(&mut self, key: CardKey) {
        self.returned.retain(|(other, _)| *other != key);
        if let Some(place) = self.main.iter().position(|(other, _)| *other == key) {
            self.main.remove(place);
        }
        let held = self
            .learning
            .iter()
            .find(|(_, other)| *other == key)
            .copied();
        if let Some(held) = held {
            self.learning.remove(&held);
        }
    }

    fn reach(&self, now: Timestamp) -> Timestamp {
        now.plus_seconds(self.learn_ahead_s)
    }

    fn within_reach(&self, now: Timestamp) -> impl Iterator<Item = &(Timestamp, CardKey)> {
        let reach = self.reach(now);
        self.learning
            .iter()
            .take_while(move |(due, _)| *due <= reach)
    }

    /// The learning card that is due, and the one that may come early. The card just answered
    /// comes early only when there is no other.
    fn learning_at(&self, now: Timestamp) -> (Option<CardKey>, Option<CardKey>) {
        let first = self.within_reach(now).next();
        let due = first.filter(|(due, _)| *due <= now).map(|(_, key)| *key);
        let other = self
            .within_reach(now)
            .map(|(_, key)| *key)
            .find(|key| Some(*key) != self.last);
        (due, other.or(first.map(|(_, key)| *key)))
    }
}

#[cfg(test)]
#[path = "queue_tests.rs"]
mod tests;
