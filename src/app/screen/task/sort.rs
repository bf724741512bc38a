//! Putting the items of a contrast into the sets they belong to.
//!
//! Where every item has one home, one figure places it. Where any has several, figures choose the
//! sets of each and a key closes it, so that the way of asking tells nothing of the number.

use super::Step;
use crate::app::screen::review::Dealt;
use crate::domain::deck::NamedSet;
use crate::domain::quiz::{Chance, Outcome};

/// An item and where it was put.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sorted {
    /// The item.
    pub item: String,
    /// The sets it belongs to, by their index, in order.
    pub homes: Vec<usize>,
    /// The sets it was put into, in order; of the one in hand those that are chosen so far.
    pub put: Vec<usize>,
}

impl Sorted {
    /// Whether it was put where it belongs, everywhere and nowhere else.
    pub fn is_right(&self) -> bool {
        self.put == self.homes
    }

    /// Chooses a set, or gives the choice up.
    fn toggle(&mut self, set: usize) {
        match self.put.binary_search(&set) {
            Ok(at) => {
                self.put.remove(at);
            }
            Err(at) => self.put.insert(at, set),
        }
    }
}

/// The sets, and the items in the order in which they come.
#[derive(Debug)]
pub struct Sort {
    /// The names of the sets.
    pub sets: Vec<String>,
    /// The items.
    items: Vec<Sorted>,
    /// How many of them are placed.
    placed: usize,
    /// Whether it was asked to go on with nothing chosen: asked again, the answer is shown.
    pub gives_up: bool,
}

impl Sort {
    /// The items of the sets, mixed by chance.
    pub(super) fn new(sets: &[NamedSet], card: &Dealt, seed: u64) -> Self {
        let mut items: Vec<Sorted> = Vec::new();
        for (index, set) in sets.iter().enumerate() {
            for item in &set.items {
                match items.iter_mut().find(|known| known.item == *item) {
                    Some(known) => known.homes.push(index),
                    None => items.push(Sorted {
                        item: item.clone(),
                        homes: vec![index],
                        put: Vec::new(),
                    }),
                }
            }
        }
        // A set that names an item twice is one home.
        for item in &mut items {
            item.homes.dedup();
        }
        Chance::of(card.id.as_str(), card.state.reps, seed).shuffle(&mut items);
        Self {
            sets: sets.iter().map(|set| set.name.clone()).collect(),
            items,
            placed: 0,
            gives_up: false,
        }
    }

    /// The items that are placed.
    pub fn placed(&self) -> &[Sorted] {
        self.items.get(..self.placed).unwrap_or_default()
    }

    /// The items that are not: the one in hand first.
    pub fn left(&self) -> &[Sorted] {
        self.items.get(self.placed..).unwrap_or_default()
    }

    /// The item that is to be put somewhere now.
    pub fn in_hand(&self) -> Option<&Sorted> {
        self.left().first()
    }

    /// Whether an item may be asked for in several sets.
    pub fn asks_several(&self) -> bool {
        self.items.iter().any(|item| item.homes.len() > 1)
    }

    /// Whether sets are chosen for the item in hand.
    pub fn has_choice(&self) -> bool {
        self.in_hand().is_some_and(|item| !item.put.is_empty())
    }

    /// Puts the item in hand into a set, or chooses the set for it.
    pub(super) fn put(&mut self, set: usize) -> Step {
        let (known, several) = (set < self.sets.len(), self.asks_several());
        self.gives_up = false;
        if let Some(item) = self.items.get_mut(self.placed).filter(|_| known) {
            item.toggle(set);
            if !several {
                self.placed += 1;
            }
        }
        self.step()
    }

    /// Goes on from the item in hand with the sets that are chosen for it; none if the answer is to
    /// be shown instead.
    pub(super) fn close(&mut self) -> Option<Step> {
        if self.has_choice() {
            self.placed += 1;
            return Some(self.step());
        }
        let asked_before = std::mem::replace(&mut self.gives_up, true);
        (self.asks_several() && !asked_before).then(|| self.step())
    }

    /// Whether there is a placement, or a choice of sets, to take back.
    pub fn can_take_back(&self) -> bool {
        self.placed > 0 || self.has_choice()
    }

    /// Takes the choice for the item in hand back, else the last placement; whether there was one.
    pub(super) fn take_back(&mut self) -> bool {
        if !self.can_take_back() {
            return false;
        }
        self.gives_up = false;
        if !self.has_choice() {
            self.placed -= 1;
        }
        if let Some(item) = self.items.get_mut(self.placed) {
            item.put.clear();
        }
        true
    }

    fn step(&self) -> Step {
        if self.in_hand().is_none() {
            Step::Over
        } else {
            Step::On(Vec::new())
        }
    }

    pub(super) fn outcome(&self) -> Outcome {
        let right = self.placed().iter().filter(|item| item.is_right()).count();
        let wrong = self.items.len() - right;
        Outcome {
            wanted: self.items.len() as u32,
            mistakes: 2 * wrong as u32,
            ..Outcome::default()
        }
    }
}
