//! The parameters of FSRS-6: the 21 numbers by which a memory is modelled, for all decks and for
//! single ones. Knows the log, where they are kept; knows no card.

use super::{Entry, Event, Reverted};
use crate::domain::id::DeckId;
use fsrs::{DEFAULT_PARAMETERS, MemoryState};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::collections::BTreeMap;

/// How many numbers they are.
const COUNT: usize = 21;
/// The place of the decay among them.
const DECAY: usize = 20;
/// Digits of a hash that name them.
const ID_DIGITS: usize = 12;

/// A set of parameters; the default is FSRS-6's own.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parameters([f32; COUNT]);

impl Default for Parameters {
    fn default() -> Self {
        Self(DEFAULT_PARAMETERS)
    }
}

impl Parameters {
    /// The parameters of these numbers; none if they are not 21, or not all finite.
    pub fn new(weights: &[f32]) -> Option<Self> {
        let weights: [f32; COUNT] = weights.try_into().ok()?;
        weights
            .iter()
            .all(|w| w.is_finite())
            .then_some(Self(weights))
    }

    /// The numbers.
    pub fn weights(&self) -> &[f32] {
        &self.0
    }

    /// Their name in grade entries: equal numbers have one name, on every device.
    pub fn id(&self) -> String {
        if *self == Self::default() {
            return "default".to_owned();
        }
        let text = self.texts().join(" ");
        let mut id = blake3::hash(text.as_bytes()).to_hex().to_string();
        id.truncate(ID_DIGITS);
        id
    }

    /// How a memory fades by them.
    pub fn curve(&self) -> Curve {
        Curve {
            decay: self.0[DECAY],
        }
    }

    /// As decimals, which every reader takes for the very same numbers.
    fn texts(&self) -> Vec<String> {
        self.0.iter().map(ToString::to_string).collect()
    }
}

impl Serialize for Parameters {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.texts().serialize(to)
    }
}

impl<'de> Deserialize<'de> for Parameters {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let texts = Vec::<String>::deserialize(from)?;
        let weights: Result<Vec<f32>, _> = texts.iter().map(|text| text.parse()).collect();
        Self::new(&weights.map_err(D::Error::custom)?)
            .ok_or_else(|| D::Error::custom("parameters are 21 finite numbers"))
    }
}

/// How a memory fades.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Curve {
    decay: f32,
}

impl Curve {
    /// The chance, 0 to 1, that a memory of this stability, in days, is recalled after
    /// `elapsed_days`.
    pub fn recall(self, stability: f32, elapsed_days: u32) -> f32 {
        self.recall_after(stability, elapsed_days as f32)
    }

    /// The same after a part of a day too.
    pub fn recall_after(self, stability: f32, elapsed_days: f32) -> f32 {
        let memory = MemoryState {
            stability,
            difficulty: 1.0,
        };
        fsrs::current_retrievability(memory, elapsed_days, self.decay)
    }
}

/// The parameters that hold.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ChosenParameters {
    /// Of all decks without parameters of their own.
    pub general: Parameters,
    /// Of the others.
    pub of: BTreeMap<DeckId, Parameters>,
}

impl ChosenParameters {
    /// Those that the log chose last, from its `parameters` entries and the reverts of them, in any
    /// order; other entries are passed over.
    pub fn from_log(entries: &[Entry]) -> Self {
        let reverted = Reverted::by(entries);
        let mut ordered: Vec<&Entry> = entries.iter().collect();
        ordered.sort_by(|a, b| a.order().cmp(&b.order()));
        let mut chosen = Self::default();
        for entry in ordered
            .into_iter()
            .filter(|entry| !reverted.holds(&entry.view()))
        {
            if let Ok(Event::Parameters { deck, weights }) = entry.event() {
                chosen.choose(deck, weights);
            }
        }
        chosen
    }

    /// Takes these for a deck, or for all that have none of their own.
    pub fn choose(&mut self, deck: Option<DeckId>, parameters: Parameters) {
        match deck {
            Some(deck) => {
                self.of.insert(deck, parameters);
            }
            None => self.general = parameters,
        }
    }

    /// The parameters of a deck.
    pub fn of(&self, deck: Option<&DeckId>) -> &Parameters {
        deck.and_then(|deck| self.of.get(deck))
            .unwrap_or(&self.general)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::DeviceId;
    use crate::domain::srs::{ChainHead, EntryId};
    use crate::domain::time::{Moment, Timestamp};

    fn other(first: f32) -> Parameters {
        let mut weights = DEFAULT_PARAMETERS;
        weights[0] = first;
        Parameters::new(&weights).unwrap()
    }

    fn entries(events: &[Event]) -> Vec<Entry> {
        let device = DeviceId::new("a");
        let mut head = ChainHead::empty(device);
        let now = Moment {
            at: Timestamp(0),
            offset_s: 0,
        };
        let mut written = Vec::new();
        for (event, lamport) in events.iter().zip(1..) {
            let entry = Entry::following(&head, lamport, now, event);
            head = ChainHead {
                id: entry.id.clone(),
                hash: entry.hash,
            };
            written.push(entry);
        }
        written
    }

    #[test]
    fn parameters_survive_the_log_and_equal_ones_have_one_name() {
        let weights = other(0.1 + 0.2);
        let event = Event::Parameters {
            deck: Some(DeckId::new("d")),
            weights,
        };
        assert_eq!(Event::read(event.kind(), &event.payload()), Ok(event));
        assert_eq!(weights.id(), other(0.3).id());
        assert_ne!(weights.id(), other(0.31).id());
        assert_eq!(Parameters::default().id(), "default");
        assert!(Parameters::new(&[1.0; 20]).is_none());
        assert!(Parameters::new(&[f32::NAN; 21]).is_none());
    }

    #[test]
    fn the_last_that_are_not_undone_hold() {
        let of = |deck: Option<&str>, first| Event::Parameters {
            deck: deck.map(DeckId::new),
            weights: other(first),
        };
        let undo = |seq| {
            let id = EntryId::new(&DeviceId::new("a"), seq);
            Event::Revert {
                device: id.device,
                seq: id.seq,
            }
        };
        let log = entries(&[of(None, 0.3), of(Some("d"), 0.4), of(None, 0.5), undo(3)]);
        let chosen = ChosenParameters::from_log(&log);
        assert_eq!(chosen.of(None), &other(0.3));
        assert_eq!(chosen.of(Some(&DeckId::new("d"))), &other(0.4));
        assert_eq!(chosen.of(Some(&DeckId::new("e"))), &other(0.3));
        let redone = entries(&[of(None, 0.3), of(None, 0.5), undo(2), undo(3)]);
        assert_eq!(ChosenParameters::from_log(&redone).general, other(0.5));
    }
}
