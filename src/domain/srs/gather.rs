//! Which cards are for today, and in which order: limits, siblings, the place of new cards.
//!
//! Knows rows of cards and wishes; knows no session. Nothing is drawn by chance: an order at random
//! is one of the day.

use super::{CardKey, Curve, DeckKey, NewRow, NoteKey, QueueRows, ReviewRow, Scheduler};
use crate::domain::time::StudyDay;
use std::collections::{BTreeMap, HashSet, VecDeque};

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

    /// The limits with so many more cards.
    #[must_use]
    pub fn more(self, new: u32, reviews: u32) -> Self {
        Self {
            new: self.new.saturating_add(new),
            reviews: self.reviews.saturating_add(reviews),
        }
    }
}

/// Which review comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ReviewOrder {
    /// What is least remembered.
    #[default]
    Retrievability,
    /// What is overdue the longest.
    DueDate,
    /// Any; another order each day.
    Random,
}

/// Where new cards come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NewPlace {
    /// Evenly among the reviews.
    #[default]
    Mixed,
    /// Before them.
    First,
    /// After them.
    Last,
}

/// What shapes a day.
#[derive(Debug, Clone, PartialEq)]
pub struct QueueRules {
    /// What may still be done today, in all.
    pub limits: Limits,
    /// The same of single decks that have limits of their own.
    pub limits_of: BTreeMap<DeckKey, Limits>,
    /// Which review comes first.
    pub order: ReviewOrder,
    /// How decks with parameters of their own are forgotten.
    pub curve_of: BTreeMap<DeckKey, Curve>,
    /// Where new cards come.
    pub new_place: NewPlace,
    /// Whether only one card of a note comes on a day.
    pub bury_siblings: bool,
    /// How many seconds early a learning card may come when nothing else is left.
    pub learn_ahead_s: u32,
}

impl Default for QueueRules {
    fn default() -> Self {
        Self {
            limits: Limits::default(),
            limits_of: BTreeMap::new(),
            order: ReviewOrder::default(),
            curve_of: BTreeMap::new(),
            new_place: NewPlace::default(),
            bury_siblings: true,
            learn_ahead_s: 20 * 60,
        }
    }
}

impl QueueRules {
    /// How many new cards of one deck a day can need at most.
    pub fn new_of(&self, deck: DeckKey) -> u32 {
        self.of(deck).new.min(self.limits.new)
    }

    fn of(&self, deck: DeckKey) -> Limits {
        self.limits_of.get(&deck).copied().unwrap_or(self.limits)
    }
}

/// What is left to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Cards never seen.
    pub new: u32,
    /// Cards on the steps.
    pub learning: u32,
    /// Cards in review.
    pub due: u32,
}

/// A limit that is used up, in all and by deck.
struct Room<'a> {
    rules: &'a QueueRules,
    part: fn(Limits) -> u32,
    all: u32,
    of: BTreeMap<DeckKey, u32>,
}

impl<'a> Room<'a> {
    fn new(rules: &'a QueueRules, part: fn(Limits) -> u32) -> Self {
        Self {
            rules,
            part,
            all: 0,
            of: BTreeMap::new(),
        }
    }

    /// Whether one more card of the deck has room; it is then counted.
    fn take(&mut self, deck: DeckKey) -> bool {
        let of_deck = self.of.entry(deck).or_default();
        let free = self.all < (self.part)(self.rules.limits)
            && *of_deck < (self.part)(self.rules.of(deck));
        if free {
            self.all += 1;
            *of_deck += 1;
        }
        free
    }
}

/// The notes that have their card for today.
struct Siblings {
    taken: HashSet<NoteKey>,
    apart: bool,
}

impl Siblings {
    fn new(rows: &QueueRows, rules: &QueueRules) -> Self {
        let mut taken = HashSet::new();
        if rules.bury_siblings {
            taken.extend(&rows.studied);
            taken.extend(rows.learning.iter().map(|row| row.note));
            taken.extend(rows.asked.iter().map(|row| row.note));
        }
        Self {
            taken,
            apart: rules.bury_siblings,
        }
    }

    /// Whether a card of the note may come; no other then may.
    fn take(&mut self, note: NoteKey) -> bool {
        !self.apart || self.taken.insert(note)
    }
}

/// The cards of today, but those on the steps.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub(super) reviews: Vec<ReviewRow>,
    pub(super) new: Vec<NewRow>,
}

/// Chooses the cards of today and puts them in order. A review that has no room today keeps its
/// sibling waiting all the same: how many come does not hang on the order.
pub(super) fn gather(
    rows: &mut QueueRows,
    rules: &QueueRules,
    today: StudyDay,
    scheduler: &Scheduler,
) -> Gathered {
    let mut siblings = Siblings::new(rows, rules);
    let mut room = Room::new(rules, |limits| limits.reviews);
    let reviews = in_order(std::mem::take(&mut rows.reviews), rules, today, scheduler);
    let reviews = reviews
        .into_iter()
        .filter(|row| siblings.take(row.note) && room.take(row.deck))
        .collect();
    let mut room = Room::new(rules, |limits| limits.new);
    let mut new = std::mem::take(&mut rows.new);
    new.sort_by_key(|row| (row.ordinal, row.deck, row.key));
    new.retain(|row| room_for_new(row, &mut siblings, &mut room));
    Gathered { reviews, new }
}

fn room_for_new(row: &NewRow, siblings: &mut Siblings, room: &mut Room<'_>) -> bool {
    siblings.take(row.note) && room.take(row.deck)
}

/// How many cards there are today: in all, and of each deck alone.
pub fn tally(rows: &QueueRows, rules: &QueueRules) -> (Counts, BTreeMap<DeckKey, Counts>) {
    let mut of: BTreeMap<DeckKey, Counts> = BTreeMap::new();
    let mut siblings = Siblings::new(rows, rules);
    for row in &rows.learning {
        of.entry(row.deck).or_default().learning += 1;
    }
    for row in rows.reviews.iter().filter(|row| siblings.take(row.note)) {
        of.entry(row.deck).or_default().due += 1;
    }
    for row in rows.new.iter().filter(|row| siblings.take(row.note)) {
        of.entry(row.deck).or_default().new += 1;
    }
    let mut all = Counts::default();
    for (deck, counts) in &mut of {
        let limits = rules.of(*deck);
        counts.due = counts.due.min(limits.reviews);
        counts.new = counts.new.min(limits.new);
        all.due += counts.due;
        all.new += counts.new;
        all.learning += counts.learning;
        counts.due = counts.due.min(rules.limits.reviews);
        counts.new = counts.new.min(rules.limits.new);
    }
    all.due = all.due.min(rules.limits.reviews);
    all.new = all.new.min(rules.limits.new);
    // The day's limits do not hold back what was asked for.
    for row in &rows.asked {
        let counts = of.entry(row.deck).or_default();
        for counts in [counts, &mut all] {
            counts.new += u32::from(row.is_new);
            counts.due += u32::from(!row.is_new);
        }
    }
    (all, of)
}

/// The reviews, the first to come first.
fn in_order(
    mut rows: Vec<ReviewRow>,
    rules: &QueueRules,
    today: StudyDay,
    scheduler: &Scheduler,
) -> Vec<ReviewRow> {
    match rules.order {
        // Cards of one day come in any order, so that decks mix.
        ReviewOrder::DueDate => {
            rows.sort_unstable_by_key(|row| (row.due, shuffled(row.key, today), row.key));
        }
        ReviewOrder::Random => rows.sort_unstable_by_key(|row| (shuffled(row.key, today), row.key)),
        ReviewOrder::Retrievability => {
            let general = scheduler.curve(None);
            let mut ranked: Vec<(f32, ReviewRow)> = rows
                .into_iter()
                .map(|row| {
                    let curve = rules.curve_of.get(&row.deck).unwrap_or(&general);
                    let elapsed = today.days_since(row.last_day);
                    (curve.recall(row.stability, elapsed), row)
                })
                .collect();
            ranked.sort_unstable_by(|(a, row), (b, other)| {
                let place = |row: &ReviewRow| (row.due, shuffled(row.key, today), row.key);
                a.total_cmp(b).then_with(|| place(row).cmp(&place(other)))
            });
            rows = ranked.into_iter().map(|(_, row)| row).collect();
        }
    }
    rows
}

/// The place of a card in the order of a day.
fn shuffled(key: CardKey, today: StudyDay) -> u64 {
    mixed_bits((key.0 as u64) ^ (i64::from(today.0) as u64).rotate_left(32))
}

/// A number that looks like chance: Steele, Lea & Flood's `SplitMix64`.
pub(super) fn mixed_bits(seed: u64) -> u64 {
    let mut mixed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// New cards among the reviews.
pub(super) fn joined<T: Copy>(reviews: &[T], new: &[T], place: NewPlace) -> VecDeque<T> {
    match place {
        NewPlace::First => new.iter().chain(reviews).copied().collect(),
        NewPlace::Last => reviews.iter().chain(new).copied().collect(),
        NewPlace::Mixed => mixed(reviews, new),
    }
}

/// New cards evenly among the reviews; the card that falls behind its share comes next.
fn mixed<T: Copy>(reviews: &[T], new: &[T]) -> VecDeque<T> {
    let (review_count, new_count) = (reviews.len(), new.len());
    let (mut reviews, mut new) = (reviews.iter(), new.iter());
    let mut out = VecDeque::with_capacity(review_count + new_count);
    let (mut reviews_out, mut new_out) = (0, 0);
    while out.len() < review_count + new_count {
        // Compares new_out / new_count with reviews_out / review_count, at the middle of a share.
        let new_behind = (2 * new_out + 1) * review_count < (2 * reviews_out + 1) * new_count;
        let take_new = reviews_out == review_count || (new_out < new_count && new_behind);
        let card = if take_new {
            new_out += 1;
            new.next()
        } else {
            reviews_out += 1;
            reviews.next()
        };
        let Some(card) = card else { break };
        out.push_back(*card);
    }
    out
}

#[cfg(test)]
#[path = "gather_tests.rs"]
mod tests;
