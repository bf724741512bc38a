//! The queue of one session: which card comes next.
//!
//! Reviews come least remembered first, new cards stand evenly among them, and a learning card
//! interrupts as soon as it is due. When nothing else is left, learning cards come early, so that
//! a session ends with nothing in hand. The queue is pure; it never asks for the time.

use super::{CardState, Phase, Scheduler};
use crate::domain::time::{StudyDay, Timestamp};
use std::collections::{BTreeSet, VecDeque};

/// The short name that the store gives a card. Local: it never enters the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CardKey(pub i64);

/// The short name that the store gives a deck. Local as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeckKey(pub i64);

/// A card in review.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ReviewRow {
    /// The card.
    pub key: CardKey,
    /// Its deck.
    pub deck: DeckKey,
    /// The day it is due.
    pub due: StudyDay,
    /// Its stability in days.
    pub stability: f32,
    /// The day of its last grade.
    pub last_day: StudyDay,
}

/// A card on the steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LearningRow {
    /// The card.
    pub key: CardKey,
    /// Its deck.
    pub deck: DeckKey,
    /// When it is due.
    pub due: Timestamp,
}

/// A card never seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewRow {
    /// The card.
    pub key: CardKey,
    /// Its deck.
    pub deck: DeckKey,
    /// Its place in the deck.
    pub ordinal: u32,
}

/// A card that the person asked for today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskedRow {
    /// The card.
    pub key: CardKey,
    /// Its deck.
    pub deck: DeckKey,
    /// Whether it was never graded.
    pub is_new: bool,
}

/// The cards a session can draw on. None of them is hidden.
#[derive(Debug, Clone, Default)]
pub struct QueueRows {
    /// Cards whose review is due, in any order.
    pub reviews: Vec<ReviewRow>,
    /// Cards on the steps, due or not.
    pub learning: Vec<LearningRow>,
    /// Cards never seen, at least as many of each deck as the limit.
    pub new: Vec<NewRow>,
    /// Cards that were asked for today, in none of the other rows.
    pub asked: Vec<AskedRow>,
}

/// How many cards there may still be today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// New cards.
    pub new: u32,
    /// Reviews.
    pub reviews: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            new: 20,
            reviews: 200,
        }
    }
}

impl Limits {
    /// What is left of the limits behind what was done today.
    #[must_use]
    pub fn less(self, done: super::DayCount) -> Self {
        Self {
            new: self.new.saturating_sub(done.introduced),
            reviews: self.reviews.saturating_sub(done.reviewed),
        }
    }
}

/// What shapes a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueueRules {
    /// What may still be done today.
    pub limits: Limits,
    /// How many seconds early a learning card may come when nothing else is left.
    pub learn_ahead_s: u32,
}

impl Default for QueueRules {
    fn default() -> Self {
        Self {
            limits: Limits::default(),
            learn_ahead_s: 20 * 60,
        }
    }
}

/// What is left in a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Cards never seen.
    pub new: u32,
    /// Cards on the steps that this session can still show.
    pub learning: u32,
    /// Cards in review.
    pub due: u32,
}

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
    pub fn new(rows: QueueRows, rules: QueueRules, today: StudyDay, scheduler: &Scheduler) -> Self {
        let limit = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
        let reviews = least_remembered(rows.reviews, limit(rules.limits.reviews), today, scheduler);
        let mut new = rows.new;
        new.sort_by_key(|row| (row.ordinal, row.deck, row.key));
        new.truncate(limit(rules.limits.new));
        let asked = rows.asked.iter().map(|row| {
            let kind = if row.is_new { Kind::New } else { Kind::Review };
            (row.key, kind)
        });
        let mut main = mixed(reviews, new.into_iter().map(|row| row.key).collect());
        // What the person asked for comes first, and no limit holds it back.
        for card in asked.rev() {
            main.push_front(card);
        }
        Self {
            returned: Vec::new(),
            main,
            learning: rows.learning.iter().map(|row| (row.due, row.key)).collect(),
            learn_ahead_s: rules.learn_ahead_s,
            last: None,
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
        if let Phase::Learning { due, .. } | Phase::Relearning { due, .. } = state.phase {
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

/// The first `limit` reviews by what is left of the memory, then by the day they are due.
fn least_remembered(
    rows: Vec<ReviewRow>,
    limit: usize,
    today: StudyDay,
    scheduler: &Scheduler,
) -> Vec<CardKey> {
    let mut ranked: Vec<(f32, StudyDay, CardKey)> = rows
        .into_iter()
        .map(|row| {
            let elapsed = today.days_since(row.last_day);
            let chance = scheduler.retrievability(row.stability, elapsed);
            (chance, row.due, row.key)
        })
        .collect();
    let order = |a: &(f32, StudyDay, CardKey), b: &(f32, StudyDay, CardKey)| {
        a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2)))
    };
    // Only what the limit lets through needs an order.
    if limit < ranked.len() {
        ranked.select_nth_unstable_by(limit, order);
        ranked.truncate(limit);
    }
    ranked.sort_unstable_by(order);
    ranked.into_iter().map(|(_, _, key)| key).collect()
}

/// New cards evenly among the reviews; the card that falls behind its share comes next.
fn mixed(reviews: Vec<CardKey>, new: Vec<CardKey>) -> VecDeque<(CardKey, Kind)> {
    let (review_count, new_count) = (reviews.len(), new.len());
    let (mut reviews, mut new) = (reviews.into_iter(), new.into_iter());
    let mut out = VecDeque::with_capacity(review_count + new_count);
    let (mut reviews_out, mut new_out) = (0, 0);
    while out.len() < review_count + new_count {
        // Compares new_out / new_count with reviews_out / review_count, at the middle of a share.
        let new_behind = (2 * new_out + 1) * review_count < (2 * reviews_out + 1) * new_count;
        let take_new = reviews_out == review_count || (new_out < new_count && new_behind);
        let card = if take_new {
            new_out += 1;
            new.next().map(|key| (key, Kind::New))
        } else {
            reviews_out += 1;
            reviews.next().map(|key| (key, Kind::Review))
        };
        let Some(card) = card else { break };
        out.push_back(card);
    }
    out
}

#[cfg(test)]
#[path = "queue_tests.rs"]
mod tests;
