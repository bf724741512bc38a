//! Which of what was given stands for which of what was wanted.
//!
//! The alignment of least cost, where missing, extra and wrong cost one each. Of several such, one
//! with as many right as can be; of those the one with the fewest runs of missing or extra ones, so
//! that what was left out together is told as one, then one in which what is wrong is alike; and of
//! all that are left, the earliest: what was given first belongs to the beginning.

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
/// been taken for the other. Takes time and bytes by the product of the lengths, each of them below
/// 32,768.
pub fn align<T: PartialEq>(wanted: &[T], given: &[T], alike: impl Fn(&T, &T) -> bool) -> Vec<Step> {
    // No alignment is better, or earlier, than one that takes what both begin with as right.
    let common = wanted.iter().zip(given).take_while(|(w, g)| w == g).count();
    let rest = |side: &mut &[T]| *side = side.get(common..).unwrap_or_default();
    let (mut wanted, mut given) = (wanted, given);
    rest(&mut wanted);
    rest(&mut given);
    let mut steps: Vec<Step> = (0..common).map(|at| Step::Same(at, at)).collect();
    let table = Table::new(wanted, given, alike);
    let (mut w, mut g, mut before) = (0, 0, Move::Both);
    while w < wanted.len() || g < given.len() {
        let (at_wanted, at_given) = (common + w, common + g);
        before = table.step(w, g, before);
        match before {
            Move::Both => {
                steps.push(if wanted.get(w) == given.get(g) {
                    Step::Same(at_wanted, at_given)
                } else {
                    Step::Replaced(at_wanted, at_given)
                });
                (w, g) = (w + 1, g + 1);
            }
            Move::Wanted => {
                steps.push(Step::Missing(at_wanted));
                w += 1;
            }
            Move::Given => {
                steps.push(Step::Extra(at_given));
                g += 1;
            }
        }
    }
    steps
}

/// What the steps cost.
pub fn cost(steps: &[Step]) -> usize {
    let wrong = |step: &&Step| !matches!(step, Step::Same(..));
    steps.iter().filter(wrong).count()
}

/// A step on the way through the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Move {
    Both,
    Wanted,
    Given,
}

impl Move {
    const ALL: [Self; 3] = [Self::Both, Self::Wanted, Self::Given];
}

// A cost outweighs any number of right ones, one of these any number of runs, and a run any number of
// alike ones.
const COST: i64 = 1 << 45;
const RIGHT: i64 = -(1 << 30);
const RUN: i64 = 1 << 15;
const ALIKE: i64 = -1;

/// What is left to pay from a place on, by the step that leads there: a run goes on or begins.
type Left = [i64; 3];

/// The best step from each place, by the step that leads there: two bits for each of the three.
struct Table {
    columns: usize,
    moves: Vec<u8>,
}

impl Table {
    fn new<T: PartialEq>(wanted: &[T], given: &[T], alike: impl Fn(&T, &T) -> bool) -> Self {
        let columns = given.len() + 1;
        // Filled from the end of both sides, so that it is followed from their beginning.
        let mut moves = vec![0; (wanted.len() + 1) * columns];
        let mut below: Vec<Left> = vec![Left::default(); columns];
        for w in (0..=wanted.len()).rev() {
            let wanted = wanted.get(w);
            let row = moves.iter_mut().skip(w * columns).take(columns).rev();
            let givens = std::iter::once(None).chain(given.iter().rev().map(Some));
            let mut diagonal = None;
            let mut right = None;
            for ((cell, given), place) in row.zip(givens).zip(below.iter_mut().rev()) {
                let both = wanted.zip(given).zip(diagonal);
                let both = both.map(|((w, g), left): (_, Left)| left[0] + pair(w, g, &alike));
                let missing = wanted.map(|_| place[1] + COST);
                let extra = right.map(|left: Left| left[2] + COST);
                diagonal = Some(*place);
                let (left, packed) = best([both, missing, extra]);
                (*place, *cell) = (left, packed);
                right = Some(left);
            }
        }
        Self { columns, moves }
    }

    fn step(&self, wanted: usize, given: usize, before: Move) -> Move {
        let at = wanted * self.columns + given;
        let packed = self.moves.get(at).copied().unwrap_or_default();
        match (packed >> (2 * before as u8)) & 3 {
            0 => Move::Both,
            1 => Move::Wanted,
            _ => Move::Given,
        }
    }
}

fn pair<T: PartialEq>(wanted: &T, given: &T, alike: impl Fn(&T, &T) -> bool) -> i64 {
    if wanted == given {
        RIGHT
    } else if alike(wanted, given) {
        COST + ALIKE
    } else {
        COST
    }
}

/// The best of the steps that there are, by the step before: what is left to pay, and which they are.
/// Of equals the first, so that runs come as late as they can. At the end there is no step.
fn best(steps: [Option<i64>; 3]) -> (Left, u8) {
    const NONE: i64 = i64::MAX / 2;
    if steps == [None; 3] {
        return (Left::default(), 0);
    }
    let [both, missing, extra] = steps.map(|step| step.unwrap_or(NONE));
    let (mut left, mut packed) = (Left::default(), 0);
    for (before, left) in Move::ALL.into_iter().zip(&mut left) {
        let begins = |step: Move| if before == step { 0 } else { RUN };
        *left = both;
        let mut taken = Move::Both;
        for (step, cost) in [(Move::Wanted, missing), (Move::Given, extra)] {
            let cost = cost + begins(step);
            if cost < *left {
                (*left, taken) = (cost, step);
            }
        }
        packed |= (taken as u8) << (2 * before as u8);
    }
    (left, packed)
}

#[cfg(test)]
#[path = "align_tests.rs"]
mod tests;
