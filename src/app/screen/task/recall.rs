//! Naming the items of a list, typed or told one by one.

use super::Step;
use crate::app::effect::Effect;
use crate::app::entry::Entry;
use crate::domain::quiz::{Folding, Named, Outcome, Said, SuggestRules, out_of_order};
use crate::domain::srs::{CardKey, Grade};

/// How an item came to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// It was said rightly.
    Exactly,
    /// It was named with a slip: what was typed for it.
    Nearly(String),
    /// It was told by a hint.
    Hint,
}

/// What is to be said of a piece that was typed, beside the item that it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remark {
    /// It is none of the items.
    Unknown,
    /// It is too little to say which item it is.
    Part,
    /// It is an item that was named before.
    Again,
    /// It is an item that was told before.
    AfterHint,
}

/// A list being named.
#[derive(Debug)]
pub struct Recall {
    items: Vec<String>,
    /// Whether their order counts.
    pub ordered: bool,
    /// The items that are typed.
    pub entry: Entry,
    told: Vec<Option<Told>>,
    /// Items in the order in which they were named.
    order: Vec<usize>,
    /// The item that was shown last.
    pub newest: Option<usize>,
    /// What is to be said of what was typed last: of pieces of it, or of items.
    pub remarks: Vec<(Remark, String)>,
    /// Whether it is being found out which items were typed.
    waits: bool,
    /// What was handed in meanwhile.
    ahead: Vec<String>,
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
            newest: None,
            remarks: Vec::new(),
            waits: false,
            ahead: Vec::new(),
        }
    }

    /// The items, each with how it came to be shown; none is to stay hidden.
    pub fn items(&self) -> impl Iterator<Item = (&str, Option<&Told>)> {
        let told = self.told.iter().map(Option::as_ref);
        self.items.iter().map(String::as_str).zip(told)
    }

    /// How many items are neither named nor told.
    pub fn left(&self) -> usize {
        self.told.iter().filter(|told| told.is_none()).count()
    }

    /// The items that were named out of their order, where that counts.
    pub fn displaced(&self) -> Vec<usize> {
        if self.ordered {
            out_of_order(&self.order)
        } else {
            Vec::new()
        }
    }

    /// Hands the typed items in; an empty text ends the list.
    pub fn hand_in(&mut self, key: CardKey, folding: Folding) -> Step {
        let typed = self.entry.text().trim().to_owned();
        if typed.is_empty() {
            return if self.waits {
                Step::On(Vec::new())
            } else {
                Step::Over
            };
        }
        self.entry.clear();
        self.ahead.push(typed);
        Step::On(self.ask(key, folding).into_iter().collect())
    }

    /// Asks which items were handed in, one after the other, for the order may count.
    fn ask(&mut self, key: CardKey, folding: Folding) -> Option<Effect> {
        if self.waits || self.ahead.is_empty() {
            return None;
        }
        self.waits = true;
        Some(Effect::NameItems {
            key,
            items: self.items.clone(),
            typed: std::mem::take(&mut self.ahead).join("\n"),
            folding,
        })
    }

    /// Takes in which items were typed. What is none of them can be brought back to be mended.
    pub fn named(&mut self, said: Vec<Said>, key: CardKey, folding: Folding) -> Step {
        self.waits = false;
        self.remarks.clear();
        for Said { text, named } in said {
            match named {
                Named::Item { index, exact } => {
                    let told = if exact {
                        Told::Exactly
                    } else {
                        Told::Nearly(text)
                    };
                    self.show(index, told);
                }
                Named::Part => self.remarks.push((Remark::Part, text)),
                Named::None => self.remarks.push((Remark::Unknown, text)),
            }
        }
        let rejected =
            |(remark, _): &&(Remark, String)| matches!(remark, Remark::Unknown | Remark::Part);
        let rejected = self.remarks.iter().filter(rejected);
        let rejected: Vec<&str> = rejected.map(|(_, text)| text.as_str()).collect();
        if !rejected.is_empty() {
            self.entry.keep(rejected.join("、"));
        }
        match self.ask(key, folding) {
            Some(effect) if self.left() > 0 => Step::On(vec![effect]),
            _ => self.step(),
        }
    }

    /// Shows an item that was named, or says that it is shown already.
    fn show(&mut self, index: usize, told: Told) {
        let item = self.items.get(index).cloned().unwrap_or_default();
        match self.told.get_mut(index) {
            Some(shown @ None) => {
                *shown = Some(told);
                self.order.push(index);
                self.newest = Some(index);
            }
            Some(Some(Told::Hint)) => self.remarks.push((Remark::AfterHint, item)),
            Some(Some(_)) => self.remarks.push((Remark::Again, item)),
            None => {}
        }
    }

    /// Tells the first item that is still hidden; whether there was one.
    pub(super) fn tell_one(&mut self) -> bool {
        let Some(index) = self.told.iter().position(Option::is_none) else {
            return false;
        };
        if let Some(told) = self.told.get_mut(index) {
            *told = Some(Told::Hint);
        }
        self.remarks.clear();
        self.newest = Some(index);
        true
    }

    /// Whether all is over.
    pub fn step(&self) -> Step {
        if self.left() == 0 {
            Step::Over
        } else {
            Step::On(Vec::new())
        }
    }

    /// How many items were told.
    pub(super) fn hints_seen(&self) -> u32 {
        let told = self.told.iter().flatten();
        told.filter(|told| **told == Told::Hint).count() as u32
    }

    /// The grade that is suggested after so many ms, and so many hints of other modes. An item that was told is one that was not named,
    /// or a hint, whichever suggests the lower grade: it does not count twice.
    pub(super) fn suggested(&self, rules: &SuggestRules, ms: u64, aids: u32) -> Grade {
        let missing = self.items.len() - self.order.len();
        // An item out of its place is half a mistake: it was recalled.
        let mistakes = (2 * missing + self.displaced().len()) as u32;
        let named = Outcome {
            wanted: self.items.len() as u32,
            mistakes,
            hints: aids,
            characters: self
                .items
                .iter()
                .map(|item| item.chars().count() as u32)
                .sum(),
            ms,
        };
        let hinted = Outcome {
            mistakes: 0,
            hints: aids.max(self.hints_seen()),
            ..named
        };
        rules.grade(&named).min(rules.grade(&hinted))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a person does to an item.
    #[derive(Debug, Clone, Copy, PartialEq)]
    enum Deed {
        Name(usize),
        Tell,
    }

    fn after(items: usize, ordered: bool, deeds: &[Deed]) -> Recall {
        let items = (0..items).map(|item| item.to_string()).collect();
        let mut recall = Recall::new(items, ordered);
        for deed in deeds {
            match deed {
                Deed::Name(index) => recall.show(*index, Told::Exactly),
                Deed::Tell => _ = recall.tell_one(),
            }
        }
        recall
    }

    #[test]
    fn a_told_item_costs_one_grade_or_its_share_whichever_is_more() {
        let rules = SuggestRules::default();
        let named = |from: usize, to: usize| (from..to).map(Deed::Name);
        let suggested = |items, deeds: &[Deed]| after(items, false, deeds).suggested(&rules, 1, 0);
        let told_first = |items, told| -> Vec<Deed> {
            let told = std::iter::repeat_n(Deed::Tell, told);
            told.clone().chain(named(told.count(), items)).collect()
        };
        assert_eq!(suggested(8, &told_first(8, 0)), Grade::Good);
        assert_eq!(suggested(20, &told_first(20, 1)), Grade::Hard);
        assert_eq!(suggested(8, &told_first(8, 1)), Grade::Hard, "not twice");
        assert_eq!(suggested(20, &told_first(20, 2)), Grade::Again);
        assert_eq!(
            suggested(2, &told_first(2, 1)),
            Grade::Again,
            "half is missing"
        );
        assert_eq!(suggested(1, &[Deed::Tell]), Grade::Again);
    }

    #[test]
    fn a_list_named_quickly_is_easy() {
        let rules = SuggestRules {
            easy_seconds: 1.0,
            ..SuggestRules::default()
        };
        let all: Vec<Deed> = (0..3).map(Deed::Name).collect();
        let recall = after(3, true, &all);
        assert_eq!(recall.suggested(&rules, 2_999, 0), Grade::Easy);
        assert_eq!(recall.suggested(&rules, 3_000, 0), Grade::Good);
    }

    proptest! {
        #[test]
        fn naming_more_never_lowers_the_suggestion_nor_does_telling_raise_it(
            items in 1_usize..9, ordered in any::<bool>(),
            deeds in prop::collection::vec((any::<bool>(), 0_usize..9), 0..12),
            at in 0_usize..13, more in 0_usize..9,
            again in 0.0..1.0, hard in 0.0..1.0, easy in 0.0..3.0,
        ) {
            let rules = SuggestRules { again_below: again, hard_below: hard, easy_seconds: easy };
            let deeds: Vec<Deed> = deeds
                .into_iter()
                .map(|(tell, item)| if tell { Deed::Tell } else { Deed::Name(item % items) })
                .collect();
            let suggested = |deeds: &[Deed]| after(items, ordered, deeds).suggested(&rules, 500, 0);
            let before = suggested(&deeds);
            // One item more at the end, whichever it is.
            let mut named = deeds.clone();
            named.push(Deed::Name(more % items));
            prop_assert!(suggested(&named) >= before);
            // One item named where none was before; the item must not be told then.
            let last = Deed::Name(more % items);
            let at = at.min(deeds.len());
            let mut named = deeds.clone();
            named.insert(at, last);
            let whole = after(items, ordered, &deeds);
            if whole.told.iter().all(|told| *told != Some(Told::Hint)) && !deeds.contains(&last) {
                prop_assert!(suggested(&named) >= before);
            }
            let mut told = deeds.clone();
            told.push(Deed::Tell);
            prop_assert!(suggested(&told) <= before);
        }

        #[test]
        fn naming_an_item_is_never_worse_than_having_it_told(
            items in 1_usize..9, ordered in any::<bool>(),
            names in prop::collection::vec(0_usize..9, 0..9), at in 0_usize..10,
        ) {
            let rules = SuggestRules::default();
            let mut deeds: Vec<Deed> = names.into_iter().map(|i| Deed::Name(i % items)).collect();
            let at = at.min(deeds.len());
            let first = after(items, ordered, &deeds[..at]).told.iter().position(Option::is_none);
            deeds.insert(at, Deed::Tell);
            let told = after(items, ordered, &deeds).suggested(&rules, 500, 0);
            if let Some(first) = first {
                deeds[at] = Deed::Name(first);
                prop_assert!(after(items, ordered, &deeds).suggested(&rules, 500, 0) >= told);
            }
        }
    }
}
