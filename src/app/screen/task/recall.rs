//! Naming the items of a list, typed or told one by one.

use super::Step;
use crate::app::effect::Effect;
use crate::app::entry::Entry;
use crate::domain::quiz::{Folding, Named, Outcome, out_of_order};
use crate::domain::srs::CardKey;

/// How an item came to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// It was named word for word.
    Exactly,
    /// It was named with a slip.
    Nearly,
    /// It was not named, but told.
    NotNamed,
}

/// A list being named.
#[derive(Debug)]
pub struct Recall {
    items: Vec<String>,
    /// Whether their order counts.
    pub ordered: bool,
    /// The item that is typed.
    pub entry: Entry,
    told: Vec<Option<Told>>,
    /// Items in the order in which they were named.
    order: Vec<usize>,
    /// What was typed last and is none of them.
    pub unknown: Option<String>,
}

impl Recall {
    /// Nothing named yet.
    pub(super) fn new(items: Vec<String>, ordered: bool) -> Self {
        Self {
            told: vec![None; items.len()],
            items,
            ordered,
            entry: Entry::default(),
            order: Vec::new(),
            unknown: None,
        }
    }

    /// The items, each with how it came to be shown; none is to stay hidden.
    pub fn items(&self) -> impl Iterator<Item = (&str, Option<Told>)> {
        let told = self.told.iter().copied();
        self.items.iter().map(String::as_str).zip(told)
    }

    /// How many items are neither named nor told.
    pub fn left(&self) -> usize {
        self.told.iter().filter(|told| told.is_none()).count()
    }

    /// Hands the typed item in; an empty one ends the list.
    pub fn hand_in(&mut self, key: CardKey, folding: Folding) -> Step {
        let typed = self.entry.text().trim().to_owned();
        if typed.is_empty() {
            return Step::Over;
        }
        Step::On(vec![Effect::NameItem {
            key,
            items: self.items.clone(),
            typed,
            folding,
        }])
    }

    /// Takes in which item was typed.
    pub fn named(&mut self, typed: String, named: Named) -> Step {
        self.entry = Entry::default();
        let Named::Item { index, exact } = named else {
            self.unknown = Some(typed);
            return Step::On(Vec::new());
        };
        self.unknown = None;
        if let Some(told) = self.told.get_mut(index).filter(|told| told.is_none()) {
            *told = Some(if exact { Told::Exactly } else { Told::Nearly });
            self.order.push(index);
        }
        self.step()
    }

    /// Tells the first item that is still hidden; whether there was one.
    pub(super) fn tell_one(&mut self) -> bool {
        let hidden = self.told.iter_mut().find(|told| told.is_none());
        hidden.map(|told| *told = Some(Told::NotNamed)).is_some()
    }

    /// Whether all is over.
    pub fn step(&self) -> Step {
        if self.left() == 0 {
            Step::Over
        } else {
            Step::On(Vec::new())
        }
    }

    pub(super) fn outcome(&self) -> Outcome {
        let named = |told: &&Option<Told>| matches!(told, Some(Told::Exactly | Told::Nearly));
        let missing = self.items.len() - self.told.iter().filter(named).count();
        // An item out of its place is half a mistake: it was recalled.
        let displaced = if self.ordered {
            out_of_order(&self.order)
        } else {
            0
        };
        Outcome {
            wanted: self.items.len() as u32,
            mistakes: (2 * missing + displaced) as u32,
            ..Outcome::default()
        }
    }
}
