//! The queue of one session: which card comes next.
//!
//! Reviews and new cards come in the order of the day, and a learning card interrupts as soon as it
//! is due. When nothing else is left, learning cards come early, the one that was answered longest
//! ago first, so that a session ends with nothing in hand. Cards of one note give each other away:
//! none comes right behind another while there is any other card to ask. The queue is pure; it never
//! asks for the time.

use super::gather::{gather, joined};
use super::{
    CardKey, CardState, ChosenCard, Counts, NoteKey, Phase, QueueRows, QueueRules, Scheduler,
};
use crate::domain::time::{StudyDay, Timestamp};
use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};

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
    /// Kept from today by a card of the same note that undo brought back.
    held: Vec<(CardKey, Kind)>,
    /// The notes of all these cards, and of those that left.
    notes: HashMap<CardKey, NoteKey>,
    /// What the person asked for today; no sibling holds it back.
    asked: HashSet<CardKey>,
    /// Which of the answers of this session was the last to each card.
    turns: HashMap<CardKey, u32>,
    answers: u32,
    learn_ahead_s: u32,
    bury_siblings: bool,
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
        let of_reviews = gathered.reviews.iter().map(|row| (row.key, row.note));
        let of_new = gathered.new.iter().map(|row| (row.key, row.note));
        let of_learning = rows.learning.iter().map(|row| (row.key, row.note));
        let of_asked = rows.asked.iter().map(|row| (row.key, row.note));
        let notes = of_reviews.chain(of_new).chain(of_learning).chain(of_asked);
        Self {
            main,
            learning: rows.learning.iter().map(|row| (row.due, row.key)).collect(),
            notes: notes.collect(),
            asked: rows.asked.iter().map(|row| row.key).collect(),
            learn_ahead_s: rules.learn_ahead_s,
            bury_siblings: rules.bury_siblings,
            ..Self::default()
        }
    }

    /// The queue of these cards in this order, whatever their schedule says.
    pub fn of(cards: impl IntoIterator<Item = ChosenCard>, rules: &QueueRules) -> Self {
        let mut queue = Self {
            learn_ahead_s: rules.learn_ahead_s,
            ..Self::default()
        };
        for card in cards {
            queue.append(card);
        }
        queue
    }

    /// Puts a card behind all others.
    pub fn append(&mut self, card: ChosenCard) {
        self.notes.insert(card.key, card.note);
        self.main.push_back((card.key, Kind::Review));
    }

    /// The card to show at `now`; the same one until something is answered, taken out or due.
    pub fn next(&self, now: Timestamp) -> Option<CardKey> {
        // An undone card comes back at once, before a learning card that is due.
        if let Some((key, _)) = self.returned.last() {
            return Some(*key);
        }
        self.first(now, true).or_else(|| self.first(now, false))
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
        self.finish(key);
        if let (Phase::Learning { due, .. } | Phase::Relearning { due, .. }, false) =
            (state.phase, state.suspended)
        {
            self.learning.insert((due, key));
        }
    }

    /// Takes out a card that was shown and does not come again in this session.
    pub fn finish(&mut self, key: CardKey) {
        self.take_out(key);
        self.last = Some(key);
        self.answers += 1;
        self.turns.insert(key, self.answers);
    }

    /// Brings back a card whose grade, burial or suspension was undone; it comes next. Where one card
    /// of a note comes on a day, others of its note wait as they would have from the start.
    pub fn put_back(&mut self, key: CardKey, note: Option<NoteKey>, state: &CardState) {
        self.take_out(key);
        if let Some(note) = note {
            self.notes.insert(key, note);
            self.hold_siblings(note);
        }
        let kind = match state.phase {
            Phase::New => Kind::New,
            Phase::Review { .. } => Kind::Review,
            Phase::Learning { due, .. } | Phase::Relearning { due, .. } => Kind::Learning(due),
        };
        self.returned.push((key, kind));
    }

    /// Puts a card behind all others: it was practised and not known.
    pub fn put_last(&mut self, key: CardKey) {
        self.finish(key);
        self.main.push_back((key, Kind::Review));
    }

    /// Takes out a card that is not to be asked, as if it had never been there.
    pub fn remove(&mut self, key: CardKey) {
        self.take_out(key);
        let note = self.notes.get(&key);
        let freed = |other: &CardKey| note.is_some() && self.notes.get(other) == note;
        let held = std::mem::take(&mut self.held);
        let (freed, held): (Vec<_>, _) = held.into_iter().partition(|(other, _)| freed(other));
        self.held = held;
        for card in freed.into_iter().rev() {
            self.main.push_front(card);
        }
    }

    fn hold_siblings(&mut self, note: NoteKey) {
        if !self.bury_siblings {
            return;
        }
        let (notes, asked) = (&self.notes, &self.asked);
        let waits = |other: &CardKey| notes.get(other) == Some(&note) && !asked.contains(other);
        let main = std::mem::take(&mut self.main);
        let (held, main): (Vec<_>, _) = main.into_iter().partition(|(other, _)| waits(other));
        self.held.extend(held);
        self.main = main.into();
    }

    fn take_out(&mut self, key: CardKey) {
        self.returned.retain(|(other, _)| *other != key);
        self.held.retain(|(other, _)| *other != key);
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

    /// Whether it is another card of the note whose card was answered last.
    fn is_sibling_of_last(&self, key: CardKey) -> bool {
        self.last.is_some_and(|last| {
            let note = self.notes.get(&last);
            last != key && note.is_some() && self.notes.get(&key) == note
        })
    }

    /// The first of the cards: a learning card that is due, then one of the day, then a learning card
    /// before its time, the one that was answered longest ago. If it has to stand `apart`, it is no
    /// sibling of the card just answered, and that card itself only if it is due.
    fn first(&self, now: Timestamp, apart: bool) -> Option<CardKey> {
        let may = |key: CardKey| !(apart && self.is_sibling_of_last(key));
        let again = |key: CardKey| apart && self.last == Some(key);
        let others = |key: &&CardKey| may(**key);
        let learning = self.within_reach(now);
        let due = learning.take_while(|(due, _)| *due <= now);
        let day = self.main.iter().map(|(key, _)| key);
        let early = || {
            let turn = |key: &CardKey| self.turns.get(key).copied();
            let early = self.within_reach(now).filter(|(due, _)| *due > now);
            let early = early.filter(|(_, key)| may(*key) && !again(*key));
            early.min_by_key(|(due, key)| (turn(key), *due, *key))
        };
        due.map(|(_, key)| key)
            .chain(day)
            .find(others)
            .copied()
            .or_else(|| early().map(|(_, key)| *key))
    }
}

#[cfg(test)]
#[path = "queue_tests.rs"]
mod tests;
