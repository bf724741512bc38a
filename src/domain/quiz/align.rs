//! Which of what was given stands for which of what was wanted.
//!
//! The alignment of least cost, where missing, extra and wrong cost one each; of several such, one
//! with as many right as can be, and of those one in which what is wrong is alike.

/// One step of an alignment, by the indices of both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// The same on both sides.
    Same(usize, usize),
    /// Another one was given.
    Replaced(usize, usize),
    /// Nothing was given.
    Missing(usize),
    /// Nothing was wanted.
    Extra(usize),
}

/// Aligns what is wanted with what was given; `alike` tells of two that differ whether one may have
/// been taken for the other. Takes time and bytes by the product of the lengths.
pub fn align<T: PartialEq>(wanted: &[T], given: &[T], alike: impl Fn(&T, &T) -> bool) -> Vec<Step> {
    let table = Table::new(wanted, given, alike);
    let mut steps = Vec::with_capacity(wanted.len().max(given.len()));
    let (mut w, mut g) = (wanted.len(), given.len());
    while w > 0 || g > 0 {
        match table.step(w, g) {
            Move::Both => {
                (w, g) = (w - 1, g - 1);
                let same = wanted.get(w) == given.get(g);
                steps.push(if same {
                    Step::Same(w, g)
                } else {
                    Step::Replaced(w, g)
                });
            }
            Move::Wanted => {
                w -= 1;
                steps.push(Step::Missing(w));
            }
            Move::Given => {
                g -= 1;
                steps.push(Step::Extra(g));
            }
        }
    }
    steps.reverse();
    steps
}

/// What the steps cost.
pub fn cost(steps: &[Step]) -> usize {
    let wrong = |step: &&Step| !matches!(step, Step::Same(..));
    steps.iter().filter(wrong).count()
}

/// The last step on the best way to a place of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Move {
    Both,
    Wanted,
    Given,
}

struct Table {
    columns: usize,
    moves: Vec<Move>,
}

impl Table {
    fn new<T: PartialEq>(wanted: &[T], given: &[T], alike: impl Fn(&T, &T) -> bool) -> Self {
        // A cost outweighs any number of right ones, and one of these any number of alike ones.
        const COST: i64 = 1 << 40;
        const RIGHT: i64 = -(1 << 20);
        const ALIKE: i64 = -1;
        let columns = given.len() + 1;
        let mut moves = vec![Move::Given; columns];
        moves.reserve(wanted.len() * columns);
        let mut above: Vec<i64> = (0..columns as i64).map(|g| g * COST).collect();
        for wanted in wanted {
            let mut diagonal = above.first().copied().unwrap_or_default();
            let mut left = diagonal + COST;
            moves.push(Move::Wanted);
            if let Some(first) = above.first_mut() {
                *first = left;
            }
            for (given, upper) in given.iter().zip(above.iter_mut().skip(1)) {
                let pair = if wanted == given {
                    RIGHT
                } else if alike(wanted, given) {
                    COST + ALIKE
                } else {
                    COST
                };
                let both = diagonal + pair;
                let (missing, extra) = (*upper + COST, left + COST);
                let best = both.min(missing).min(extra);
                moves.push(if best == both {
                    Move::Both
                } else if best == missing {
                    Move::Wanted
                } else {
                    Move::Given
                });
                diagonal = *upper;
                *upper = best;
                left = best;
            }
        }
        Self { columns, moves }
    }

    fn step(&self, wanted: usize, given: usize) -> Move {
        let at = wanted * self.columns + given;
        self.moves.get(at).copied().unwrap_or(Move::Both)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The plain dynamic program over all prefixes, written down as it is defined.
    fn distance(a: &[char], b: &[char]) -> usize {
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                table[i][j] = match (i, j) {
                    (0, n) | (n, 0) => n,
                    _ => {
                        let both = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                        both.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1)
                    }
                };
            }
        }
        table[a.len()][b.len()]
    }

    fn counts(steps: &[Step]) -> [usize; 4] {
        let mut counts = [0; 4];
        for step in steps {
            counts[match step {
                Step::Same(..) => 0,
                Step::Replaced(..) => 1,
                Step::Missing(_) => 2,
                Step::Extra(_) => 3,
            }] += 1;
        }
        counts
    }

    #[test]
    fn what_is_right_stays_together() {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        let steps = align(
            &chars("新质生产力"),
            &chars("新制的生产"),
            |a, b| (*a, *b) == ('质', '制'),
        );
        assert_eq!(
            steps,
            [
                Step::Same(0, 0),
                Step::Replaced(1, 1),
                Step::Extra(2),
                Step::Same(2, 3),
                Step::Same(3, 4),
                Step::Missing(4),
            ]
        );
        assert_eq!(cost(&steps), 3);
        assert_eq!(align::<char>(&[], &[], |_, _| false), []);
    }

    proptest! {
        #[test]
        fn the_cost_is_the_least_and_the_steps_give_the_answer(
            wanted in "[新质生产力]{0,14}", given in "[新制生产力]{0,14}"
        ) {
            let wanted: Vec<char> = wanted.chars().collect();
            let given: Vec<char> = given.chars().collect();
            let steps = align(&wanted, &given, |_, _| false);
            prop_assert_eq!(cost(&steps), distance(&wanted, &given));
            // Applied to what was wanted, the steps give what was given, and the other way round.
            let mut made = Vec::new();
            let mut read = Vec::new();
            for step in &steps {
                match *step {
                    Step::Same(w, g) => {
                        prop_assert_eq!(wanted[w], given[g]);
                        made.push(wanted[w]);
                        read.push(wanted[w]);
                    }
                    Step::Replaced(w, g) => {
                        prop_assert_ne!(wanted[w], given[g]);
                        made.push(given[g]);
                        read.push(wanted[w]);
                    }
                    Step::Missing(w) => read.push(wanted[w]),
                    Step::Extra(g) => made.push(given[g]),
                }
            }
            prop_assert_eq!(&made, &given);
            prop_assert_eq!(&read, &wanted);
        }

        #[test]
        fn swapping_the_sides_swaps_missing_and_extra(
            wanted in "[ab新质]{0,12}", given in "[ab新质]{0,12}"
        ) {
            let wanted: Vec<char> = wanted.chars().collect();
            let given: Vec<char> = given.chars().collect();
            let [same, replaced, missing, extra] = counts(&align(&wanted, &given, |_, _| false));
            let swapped = counts(&align(&given, &wanted, |_, _| false));
            prop_assert_eq!(swapped, [same, replaced, extra, missing]);
        }
    }
}
