//! The term that is named before what defines it: `新质生产力是……`.

use super::fact::base;
use super::fold::{Folder, Unit};

/// What may stand before a term.
const BEFORE: [&str; 2] = ["所谓", "the"];

/// What leads from a term to its meaning, as it is folded.
const LINKS: [&str; 14] = [
    "是",
    "是指",
    "指",
    "指的是",
    "就是",
    "就是指",
    "即",
    "即是",
    "为",
    "is",
    "are",
    "means",
    "refersto",
    "isdefinedas",
];

/// How many bytes of the answer only name the term, with or without what it adds in brackets, and
/// lead to its meaning. 0 where the answer does not begin so, and where the words themselves do.
pub(super) fn lead(term: &str, words: &str, given: &str, folder: &Folder) -> usize {
    let (wanted, answer) = (folder.units(words), folder.units(given));
    let Some(named) = name(term, &wanted, &answer, folder) else {
        return 0;
    };
    let begins = |n: usize| answer.get(n).map_or(given.len(), |unit| unit.range.start);
    let behind = answer.get(..named).and_then(<[Unit]>::last);
    let end = behind.map_or(0, |unit| unit.range.end);
    // A mark or a space behind the term leads on by itself.
    let led = begins(named) > end || named == answer.len();
    let links = LINKS
        .iter()
        .filter_map(|link| Some(named + after(&answer, named, link)?));
    let mut ways: Vec<(usize, usize)> = links
        .chain([named])
        .map(|end| (common(&wanted, answer.get(end..).unwrap_or_default()), end))
        .filter(|(right, end)| led || *right > 0 || *end > named)
        .collect();
    // What the words go on with best, and of equals the longest.
    ways.sort_unstable();
    ways.last().map_or(0, |(_, end)| begins(*end))
}

/// How many units of the answer name the term; none if they do not, or the words begin so too.
fn name(term: &str, wanted: &[Unit], answer: &[Unit], folder: &Folder) -> Option<usize> {
    let before = BEFORE.iter().find_map(|word| after(answer, 0, word));
    let names = [term, base(term)].map(|term| folder.folded(term));
    let starts = [Some(0), before].into_iter().flatten();
    let mut ways = starts.flat_map(|from| names.iter().map(move |name| (from, name)));
    ways.find_map(|(from, name)| {
        let units = after(answer, from, name)?;
        let of_words = after(wanted, 0, name).is_some();
        (units > 0 && !of_words).then_some(from + units)
    })
}

/// How many units from this one on say the folded text, if they do.
fn after(units: &[Unit], from: usize, text: &str) -> Option<usize> {
    let mut rest = text;
    let mut count = 0;
    for unit in units.get(from..)? {
        if rest.is_empty() {
            break;
        }
        rest = rest.strip_prefix(unit.folded.as_str())?;
        count += 1;
    }
    rest.is_empty().then_some(count)
}

/// How many units both begin with.
fn common(one: &[Unit], other: &[Unit]) -> usize {
    let pairs = one.iter().zip(other);
    pairs.take_while(|(a, b)| a.folded == b.folded).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::quiz::Folding;

    fn led(term: &str, words: &str, given: &'static str) -> &'static str {
        let folder = Folder::new(Folding::default());
        &given[..lead(term, words, given, &folder)]
    }

    #[test]
    fn a_term_named_before_its_definition_is_told_apart() {
        let (term, words) = ("露点（气象学）", "水汽开始凝成露（液态）的温度");
        for (given, lead) in [
            ("露点是水汽开始", "露点是"),
            ("“露点”，是指水汽开始", "“露点”，是指"),
            ("露点（气象学）：水汽开始", "露点（气象学）："),
            ("所谓露点，就是 水汽", "所谓露点，就是 "),
            ("露点指水气", "露点指"),
            ("露点水汽开始", "露点"),
            ("露点", "露点"),
            ("露点 温度", "露点 "),
            ("露点温度", ""),
            ("水汽开始凝成露", ""),
            ("", ""),
        ] {
            assert_eq!(led(term, words, given), lead, "{given}");
        }
        assert_eq!(
            led("Dew point", "the temperature", "The dew point is the temp"),
            "The dew point is "
        );
    }

    #[test]
    fn what_the_words_begin_with_belongs_to_them() {
        assert_eq!(led("道", "道可道，非常道", "道可道"), "");
        assert_eq!(led("露点", "指水汽凝成露", "露点是指水汽凝成露"), "露点是");
        assert_eq!(led("露点", "是温度", "露点是温度"), "露点");
    }
}
