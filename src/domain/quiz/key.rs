//! Units as they are compared, many times over: by number, and by how they sound.

use super::fold::Unit;
use super::sound::sounds_of;
use std::collections::HashMap;

/// A unit as it is compared: as it is folded, and as it sounds where it is a single character.
#[derive(Debug)]
pub(super) struct Key {
    /// The same for all that are folded alike.
    number: usize,
    /// Numbers of its sounds.
    sounds: Vec<usize>,
    /// A bit for each sound; several sounds share one.
    bits: u64,
}

impl Key {
    /// Whether one may have been taken for the other by an input method.
    pub(super) fn sounds_like(&self, other: &Self) -> bool {
        self.bits & other.bits != 0 && self.sounds.iter().any(|sound| other.sounds.contains(sound))
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

/// The keys of both sides, numbered together.
pub(super) fn keys(wanted: &[Unit], given: &[Unit]) -> (Vec<Key>, Vec<Key>) {
    let mut folded = HashMap::new();
    let mut heard = HashMap::new();
    let mut key = |unit: &Unit| {
        let numbers = sounds_of(&unit.folded)
            .into_iter()
            .map(|sound| number(&mut heard, sound));
        let sounds: Vec<usize> = numbers.collect();
        Key {
            number: number(&mut folded, unit.folded.clone()),
            bits: sounds.iter().fold(0, |bits, n| bits | 1 << (n % 64)),
            sounds,
        }
    };
    let wanted = wanted.iter().map(&mut key).collect();
    (wanted, given.iter().map(&mut key).collect())
}

/// The number of a thing among those that were met.
fn number<T: std::hash::Hash + Eq>(known: &mut HashMap<T, usize>, thing: T) -> usize {
    let next = known.len();
    *known.entry(thing).or_insert(next)
}
