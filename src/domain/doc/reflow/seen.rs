//! Which short runs of characters a text holds inside its lines: what shows that two pieces belong
//! together is that the text itself writes them together elsewhere.

use super::line::Lines;
use std::collections::HashMap;

/// A run of characters that is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Gram(u64);

/// Characters of the short runs.
pub(super) const SHORT: usize = 3;
/// Characters of the long runs.
pub(super) const LONG: usize = 10;

/// Which of the runs that were asked for the text holds.
#[derive(Debug, Default)]
pub(super) struct Seen {
    found: HashMap<Gram, bool>,
}

/// Bits of the filter that keeps most characters away from the table.
const FILTER_BITS: u32 = 20;
const BASE: u64 = 0x0100_0000_01b3;

/// Digits count as one character: a date is a date.
fn fold(c: char) -> u64 {
    if c.is_ascii_digit() {
        u64::from(b'0')
    } else {
        c as u64
    }
}

/// The run of these characters; nothing unless it has one of the two lengths.
pub(super) fn gram(chars: &[char]) -> Option<Gram> {
    matches!(chars.len(), SHORT | LONG).then(|| {
        let hash = chars
            .iter()
            .fold(0u64, |h, c| h.wrapping_mul(BASE).wrapping_add(fold(*c)));
        Gram(hash.wrapping_add(chars.len() as u64))
    })
}

fn slot(gram: Gram) -> (usize, u64) {
    let mixed = gram.0.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - FILTER_BITS);
    ((mixed / 64) as usize, 1 << (mixed % 64))
}

/// Gives all runs of both lengths to `check`, hashed as [`gram`] does.
fn grams_of(run: &[u64], check: &mut impl FnMut(Gram)) {
    let step = |hash: u64, code: &u64| hash.wrapping_mul(BASE).wrapping_add(*code);
    for short in run.array_windows::<SHORT>() {
        let hash = short.iter().fold(0, step);
        check(Gram(hash.wrapping_add(SHORT as u64)));
    }
    let Some(first) = run.get(..LONG) else { return };
    let high = BASE.wrapping_pow(LONG as u32);
    let mut long = first.iter().fold(0, step);
    check(Gram(long.wrapping_add(LONG as u64)));
    for (gone, code) in run.iter().zip(run.iter().skip(LONG)) {
        long = step(long, code).wrapping_sub(gone.wrapping_mul(high));
        check(Gram(long.wrapping_add(LONG as u64)));
    }
}

impl Seen {
    /// Looks for these runs in the lines.
    pub(super) fn look(lines: &Lines<'_>, wanted: impl IntoIterator<Item = Gram>) -> Self {
        let mut found: HashMap<Gram, bool> = wanted.into_iter().map(|g| (g, false)).collect();
        if found.is_empty() {
            return Self { found };
        }
        let mut filter = vec![0u64; 1 << (FILTER_BITS - 6)];
        for gram in found.keys() {
            let (word, bit) = slot(*gram);
            if let Some(word) = filter.get_mut(word) {
                *word |= bit;
            }
        }
        let mut check = |gram: Gram| {
            let (word, bit) = slot(gram);
            if filter.get(word).is_some_and(|w| w & bit != 0)
                && let Some(flag) = found.get_mut(&gram)
            {
                *flag = true;
            }
        };
        let mut run: Vec<u64> = Vec::new();
        for line in &lines.all {
            for c in lines.slice(line.start, line.end).chars() {
                if c.is_whitespace() {
                    grams_of(&run, &mut check);
                    run.clear();
                } else {
                    run.push(fold(c));
                }
            }
            grams_of(&run, &mut check);
            run.clear();
        }
        Self { found }
    }

    /// Whether the text holds this run inside a line.
    pub(super) fn has(&self, chars: &[char]) -> bool {
        gram(chars).is_some_and(|g| self.found.get(&g).copied().unwrap_or(false))
    }
}

/// The runs across a seam: a short one mostly left of it, one mostly right of it, and a long one.
/// `before` and `after` are the visible characters on its sides.
pub(super) fn across(before: &[char], after: &[char]) -> [Option<Vec<char>>; 3] {
    let tail = |n: usize| before.get(before.len().checked_sub(n)?..);
    let join = |n: usize, m: usize| Some([tail(n)?, after.get(..m)?].concat());
    [join(2, 1), join(1, 2), join(LONG / 2, LONG / 2)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_found_inside_lines_only() {
        let text = "中国式现代化和社会主义\n建设有序\n2024年5月 增长";
        let lines = Lines::of(text, 0..text.len());
        let chars = |s: &str| s.chars().collect::<Vec<_>>();
        let asked = [
            "现代化",
            "义建设",
            "式现代化和社会主义建",
            "国式现代化和社会主义",
            "19年",
            "月增长",
            "中国式",
            "会主义",
        ];
        let seen = Seen::look(&lines, asked.iter().filter_map(|s| gram(&chars(s))));
        let found: Vec<bool> = asked.iter().map(|s| seen.has(&chars(s))).collect();
        assert_eq!(found, [true, false, false, true, true, false, true, true]);
    }
}
