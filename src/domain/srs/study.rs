//! Custom study: cards taken up out of the day's order. Knows why, as the log tells it; knows neither
//! tags nor screens.

use super::CardKey;
use super::gather::mixed_bits;
use serde::{Deserialize, Serialize};

/// Why cards are taken up that the day does not ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Study {
    /// All cards with a tag, of a deck or in a state are gone through.
    Cram,
    /// New cards are looked at beforehand.
    Preview,
    /// What was forgotten today is asked again.
    Forgotten,
    /// What is due on the next days is taken up already.
    Ahead,
    /// Any cards.
    Random,
}

/// Puts cards into an order that hangs on the seed alone.
pub fn shuffle(cards: &mut [CardKey], seed: u64) {
    cards.sort_by_key(|card| (mixed_bits(seed ^ mixed_bits(card.0 as u64)), *card));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shuffle_hangs_on_its_seed_alone() {
        let of = |seed, cards: &[i64]| {
            let mut cards: Vec<CardKey> = cards.iter().copied().map(CardKey).collect();
            shuffle(&mut cards, seed);
            cards
        };
        let forward: Vec<i64> = (0..100).collect();
        let backward: Vec<i64> = (0..100).rev().collect();
        assert_eq!(of(7, &forward), of(7, &backward));
        assert_ne!(of(7, &forward), of(8, &forward));
        // Over many seeds each card comes first about as often as any.
        let mut first = [0u32; 10];
        for seed in 0..10_000 {
            first[of(seed, &forward[..10])[0].0 as usize] += 1;
        }
        assert!(first.iter().all(|n| n.abs_diff(1_000) < 150), "{first:?}");
    }
}
