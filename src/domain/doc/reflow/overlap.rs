//! Characters that stand twice where a page was cut: at its end, and again at the start of the next.

use super::glyph;
use super::seen::{self, Gram, Seen};

/// The most characters that are looked for.
const MOST: usize = 6;

/// The characters that end `before` and start `after`, if there are any: in bytes of `after`.
fn doubled(before: &str, after: &str) -> Option<usize> {
    let head: Vec<(usize, char)> = after.char_indices().take(MOST + 1).collect();
    (1..head.len().min(MOST + 1))
        .rev()
        .filter_map(|n| head.get(n).map(|(at, _)| *at))
        .find(|at| {
            after
                .get(..*at)
                .is_some_and(|piece| before.ends_with(piece) && piece.chars().all(glyph::is_han))
        })
}

/// The runs that show whether doubled characters are one: written once, and written twice.
fn runs(before: &str, after: &str, doubled: usize) -> Option<(Vec<char>, Vec<char>)> {
    let once: Vec<char> = before
        .chars()
        .rev()
        .take(2)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .chain(after.get(doubled..)?.chars().take(1))
        .collect();
    let twice: Vec<char> = before
        .chars()
        .next_back()
        .into_iter()
        .chain(after.chars().take(2))
        .collect();
    (once.len() == seen::SHORT && twice.len() == seen::SHORT).then_some((once, twice))
}

/// The runs that will be asked for.
pub(super) fn wanted(before: &str, after: &str) -> Vec<Gram> {
    doubled(before, after)
        .and_then(|n| runs(before, after, n))
        .map(|(once, twice)| [once, twice].iter().filter_map(|g| seen::gram(g)).collect())
        .unwrap_or_default()
}

/// How many bytes at the start of `after` repeat the end of `before`: where the text elsewhere
/// writes them once before what follows, and never twice.
pub(super) fn find(before: &str, after: &str, seen: &Seen) -> Option<usize> {
    let count = doubled(before, after)?;
    let (once, twice) = runs(before, after, count)?;
    (seen.has(&once) && !seen.has(&twice)).then_some(count)
}

#[cfg(test)]
mod tests {
    use super::super::line::Lines;
    use super::*;

    #[test]
    fn doubled_characters_are_one_if_the_text_says_so() {
        let text = "福利待遇，以此激发。\n天天向上。人人有责。\n";
        let lines = Lines::of(text, 0..text.len());
        let check = |before: &str, after: &str| {
            let seen = Seen::look(&lines, wanted(before, after));
            find(before, after, &seen)
        };
        assert_eq!(check("预期的福利待遇", "遇，以此激发"), Some(3));
        assert_eq!(check("好好学习，天", "天向上"), None);
        assert_eq!(check("预期的福利", "待遇"), None);
        assert_eq!(check("不为人知的甲", "甲乙"), None);
    }
}
