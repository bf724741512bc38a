//! Putting the items of a contrast into the sets they belong to.

use super::Step;
use crate::app::screen::review::Dealt;
use crate::domain::deck::NamedSet;
use crate::domain::quiz::{Chance, Outcome};

/// An item and where it was put.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sorted {
    /// The item.
    pub item: String,
    /// The sets it belongs to, by their index.
    pub homes: Vec<usize>,
    /// The set it was put into; none as long as it is in hand.
    pub put: Option<usize>,
}

impl Sorted {
    /// Whether it was put where it belongs.
    pub fn is_right(&self) -> bool {
        self.put.is_some_and(|set| self.homes.contains(&set))
    }
}

/// The sets, and the items in the order in which they come.
#[derive(Debug)]
pub struct Sort {
    /// The names of the sets.
    pub sets: Vec<String>,
    /// The items.
    pub items: Vec<Sorted>,
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
                        put: None,
                    }),
                }
            }
        }
        Chance::of(card.id.as_str(), card.state.reps, seed).shuffle(&mut items);
        Self {
            sets: sets.iter().map(|set| set.name.clone()).collect(),
            items,
        }
    }

    /// The item that is to be put somewhere now.
    pub fn in_hand(&self) -> Option<&Sorted> {
        self.items.iter().find(|item| item.put.is_none())
    }

    pub(super) fn put(&mut self, set: usize) -> Step {
        let known = set < self.sets.len();
        if let Some(item) = self.items.iter_mut().find(|i| i.put.is_none() && known) {
            item.put = Some(set);
        }
        if self.in_hand().is_none() {
            Step::Over
        } else {
            Step::On(Vec::new())
        }
    }

    pub(super) fn outcome(&self) -> Outcome {
        let wrong = self.items.iter().filter(|item| !item.is_right()).count();
        Outcome {
            wanted: self.items.len() as u32,
            mistakes: 2 * wrong as u32,
            ..Outcome::default()
        }
    }
}
