//! Chance that comes out the same for the same seed: Steele, Lea & Flood's `SplitMix64`.

/// A source of numbers.
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    /// The numbers that belong to a text, the number of times it came before and a seed.
    pub fn of(text: &str, times: u32, seed: u64) -> Self {
        // FNV-1a: the same on every machine and in every version of the compiler.
        let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self(hash ^ seed.rotate_left(17) ^ u64::from(times).rotate_left(48))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below a bound; 0 where the bound is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % (bound.max(1) as u64)).unwrap_or(0)
    }

    /// Brings things into an order by chance.
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            things.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_order_and_another_seed_another() {
        let order = |text: &str, times, seed| {
            let mut things: Vec<u32> = (0..20).collect();
            Chance::of(text, times, seed).shuffle(&mut things);
            things
        };
        let first = order("water/1", 0, 7);
        assert_eq!(first, order("water/1", 0, 7));
        for other in [
            order("water/2", 0, 7),
            order("water/1", 1, 7),
            order("water/1", 0, 8),
        ] {
            assert_ne!(first, other);
        }
        let mut sorted = first;
        sorted.sort_unstable();
        assert_eq!(sorted, (0..20).collect::<Vec<_>>());
    }
}
