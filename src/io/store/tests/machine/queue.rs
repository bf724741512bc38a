//! What must hold of the queue, whatever was done before.

use super::*;
use crate::domain::srs::Queue;
use std::collections::HashSet;

/// New cards and reviews of a day: in all, and of the second deck.
const LIMITS: (u32, u32) = (2, 3);
const LIMITS_OF_SECOND: (u32, u32) = (1, 1);

fn limits((new, reviews): (u32, u32)) -> Limits {
    Limits { new, reviews }
}

impl Machine {
    /// The rules as the program makes them, from what the store has counted.
    fn rules(&mut self) -> QueueRules {
        let (today, [_, second]) = (self.today(), self.deck_keys());
        let done = self.store().day(today).unwrap();
        let of_decks = self.store().decks_on(today).unwrap();
        let done_of_second = of_decks.get(&second).copied().unwrap_or_default();
        let of_second = limits(LIMITS_OF_SECOND).more(done.more_new, 0);
        QueueRules {
            limits: limits(LIMITS).more(done.more_new, 0).less(done),
            limits_of: BTreeMap::from([(second, of_second.less(done_of_second))]),
            ..QueueRules::default()
        }
    }

    /// New cards and reviews that are left today, by the model: in all, and of the second deck.
    fn left(&self) -> [(u32, u32); 2] {
        let today = self.today();
        let day = self.now.days.get(&today).copied().unwrap_or_default();
        let second = self.now.decks.get(&(today, 1)).copied().unwrap_or_default();
        let rest = |(new, reviews): (u32, u32), (introduced, reviewed): (u32, u32)| {
            let new = i64::from(new + day.more_new) - i64::from(introduced);
            let reviews = i64::from(reviews) - i64::from(reviewed);
            [new, reviews]
                .map(|left| u32::try_from(left).unwrap_or(0))
                .into()
        };
        [
            rest(LIMITS, (day.introduced, day.reviewed)),
            rest(LIMITS_OF_SECOND, second),
        ]
    }

    /// The cards of today, all of them, in the order of the queue at the end of the day.
    fn queue(&mut self) -> (Vec<usize>, Queue) {
        let (today, rules) = (self.today(), self.rules());
        let rows = self.store().queue_rows(today, None, &rules).unwrap();
        let mut queue = Queue::new(rows, &rules, today, &scheduler());
        let whole = queue.clone();
        let mut cards = Vec::new();
        // Far enough ahead that each learning card is due.
        let later = Timestamp(i64::MAX / 4);
        while let Some(key) = queue.next(later) {
            queue.remove(key);
            let id = self.store().card_by_key(key).unwrap().unwrap().id;
            cards.push((0..CARDS).find(|number| id_of(*number) == id).unwrap());
        }
        (cards, whole)
    }

    /// The card that the queue shows.
    pub(super) fn next(&mut self) -> Option<usize> {
        let now = self.moment().at;
        let key = self.queue().1.next(now)?;
        let id = self.store().card_by_key(key).unwrap().unwrap().id;
        (0..CARDS).find(|number| id_of(*number) == id)
    }

    /// Whether a card may come at all.
    fn shows(&self, number: usize) -> bool {
        let state = self.now.state(number);
        let buried = state
            .buried_until
            .is_some_and(|until| until >= self.today());
        self.live[note_of(number)] && !state.suspended && !buried
    }

    fn on_steps(&self, number: usize) -> bool {
        let phase = self.now.state(number).phase;
        matches!(phase, Phase::Learning { .. } | Phase::Relearning { .. })
    }

    fn is_due(&self, number: usize) -> bool {
        matches!(self.now.state(number).phase, Phase::Review { due } if due <= self.today())
    }

    fn is_new(&self, number: usize) -> bool {
        self.now.state(number).phase == Phase::New
    }

    /// What was asked for and what is on its steps comes whatever limits and siblings say.
    fn is_free(&self, number: usize) -> bool {
        self.now.state(number).asked_for == Some(self.today()) || self.on_steps(number)
    }

    fn studied(&self, number: usize) -> bool {
        let last = self.now.state(number).last_review;
        last.is_some_and(|(_, day)| day == self.today())
    }

    pub(super) fn check_queue(&mut self) {
        let (queue, _) = self.queue();
        let here: HashSet<usize> = queue.iter().copied().collect();
        assert_eq!(here.len(), queue.len(), "no card comes twice");
        for number in &queue {
            assert!(self.shows(*number), "{number} is hidden");
        }
        for number in (0..CARDS).filter(|n| self.shows(*n) && self.is_free(*n)) {
            assert!(here.contains(&number), "{number} is lost");
        }
        let limited = queue.iter().copied().filter(|n| !self.is_free(*n));
        let (new, reviews): (Vec<usize>, Vec<usize>) = limited.partition(|n| self.is_new(*n));
        for number in new.iter().chain(&reviews) {
            let sibling = number ^ 1;
            let holds_back = here.contains(&sibling) || self.studied(sibling);
            assert!(!holds_back, "{number} beside its sibling");
            assert!(!self.studied(*number), "{number} again on its day");
        }
        self.check_limits(&here, &new, &reviews);
    }

    /// The limits hold, and where they are not reached, what does not come has another reason.
    fn check_limits(&self, here: &HashSet<usize>, new: &[usize], reviews: &[usize]) {
        let [(new_left, reviews_left), (new_of_second, reviews_of_second)] = self.left();
        let of_second = |cards: &[usize]| {
            let second = cards.iter().filter(|number| deck_of(**number) == 1);
            second.count() as u32
        };
        for (cards, left, second_left) in [
            (new, new_left, new_of_second),
            (reviews, reviews_left, reviews_of_second),
        ] {
            assert!(cards.len() as u32 <= left, "{cards:?}, {left} left");
            let second = of_second(cards);
            assert!(second <= second_left, "{cards:?}, {second_left} left");
        }
        let full = |number: usize, cards: &[usize], left: u32, second_left: u32| {
            let all = cards.len() as u32 == left;
            all || (deck_of(number) == 1 && of_second(cards) == second_left)
        };
        let held_back = |number: usize| here.contains(&(number ^ 1)) || self.studied(number ^ 1);
        let absent = |number: &usize| self.shows(*number) && !here.contains(number);
        for number in (0..CARDS).filter(absent) {
            let reason = if self.is_due(number) {
                full(number, reviews, reviews_left, reviews_of_second) || self.studied(number)
            } else if self.is_new(number) {
                // A review that has no room today keeps its sibling waiting all the same.
                let behind = self.shows(number ^ 1) && self.is_due(number ^ 1);
                full(number, new, new_left, new_of_second) || behind
            } else {
                true
            };
            assert!(reason || held_back(number), "{number} is lost");
        }
    }
}
