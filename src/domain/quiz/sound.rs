//! How Han characters are read: for hints, and to tell slips of an input method from others.
//!
//! Characters alone have one reading or several; a table of words says which one is meant where.

use super::polyphones::{COMMON, WORDS};
use pinyin::{ToPinyin, ToPinyinMulti};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// The words by their first character, the longest first.
static BY_FIRST: LazyLock<HashMap<char, Vec<(&str, &str)>>> = LazyLock::new(|| {
    let mut words: HashMap<char, Vec<(&str, &str)>> = HashMap::new();
    for (word, readings) in WORDS {
        if let Some(first) = word.chars().next() {
            words.entry(first).or_default().push((*word, *readings));
        }
    }
    for words in words.values_mut() {
        words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    }
    words
});

/// The reading of each character of a text, with its tone mark; none for what is no Han character.
pub fn readings(text: &str) -> Vec<Option<&'static str>> {
    let mut readings = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let mut known = BY_FIRST.get(&first).into_iter().flatten();
        let word = known.find(|(word, _)| rest.starts_with(word));
        let taken = if let Some((word, read)) = word {
            readings.extend(read.split(' ').map(Some));
            word.len()
        } else {
            readings.push(alone(first));
            first.len_utf8()
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    readings
}

fn alone(c: char) -> Option<&'static str> {
    let common = COMMON.iter().find(|(known, _)| *known == c);
    common
        .map(|(_, reading)| *reading)
        .or_else(|| c.to_pinyin().map(pinyin::Pinyin::with_tone))
}

/// The first letters of the readings of a text, as they are typed; `#` for a figure, `_` for any
/// other letter. Marks are left out but for those of figures. In the places of the text that are
/// `told` apart, in bytes, letters are capitals.
pub fn initials(text: &str, told: &[Range<usize>]) -> String {
    let read = readings(text);
    text.char_indices()
        .zip(read)
        .filter_map(|((at, c), reading)| match reading.and_then(first_letter) {
            Some(letter) if told.iter().any(|place| place.contains(&at)) => {
                Some(letter.to_ascii_uppercase())
            }
            Some(letter) => Some(letter),
            None if c.is_numeric() => Some('#'),
            None if matches!(c, '.' | '%') => Some(c),
            None => c.is_alphanumeric().then_some('_'),
        })
        .collect()
}

/// The first letter of a reading without its tone mark.
fn first_letter(reading: &str) -> Option<char> {
    const MARKED: &[(&str, char)] = &[("āáǎà", 'a'), ("ēéěèế", 'e'), ("ōóǒò", 'o'), ("ńňǹ", 'n')];
    let first = reading.chars().next()?;
    let plain = MARKED.iter().find(|(marked, _)| marked.contains(first));
    Some(plain.map_or(first, |(_, letter)| *letter))
}

/// All readings of a character without their tones: an input method that is typed without tones
/// offers one character for another that has one of them too.
pub(super) fn sounds(c: char) -> Vec<&'static str> {
    let readings = c.to_pinyin_multi().into_iter().flatten();
    readings.map(pinyin::Pinyin::plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_of_the_table_has_a_reading_for_each_character() {
        for (word, read) in WORDS {
            assert_eq!(word.chars().count(), read.split(' ').count(), "{word}");
            for (c, reading) in word.chars().zip(read.split(' ')) {
                let known: Vec<_> = c.to_pinyin_multi().unwrap().into_iter().collect();
                let plain: String = reading.chars().filter(char::is_ascii).collect();
                // The neutral tone stands in no table of characters.
                let same = |p: &pinyin::Pinyin| {
                    p.with_tone() == reading
                        || p.with_tone()
                            .chars()
                            .filter(char::is_ascii)
                            .collect::<String>()
                            == plain
                        || p.plain() == reading
                };
                assert!(known.iter().any(same), "{word}: {c} is not read {reading}");
            }
        }
    }

    #[test]
    fn the_word_says_how_a_character_is_read() {
        for (text, wanted) in [
            ("银行行长", "yín háng háng zhǎng"),
            ("行业执行", "háng yè zhí xíng"),
            ("重庆重要", "chóng qìng zhòng yào"),
            ("率先效率", "shuài xiān xiào lǜ"),
            ("衡量质量", "héng liáng zhì liàng"),
            ("本地区", "běn dì qū"),
            ("因地制宜地发展", "yīn dì zhì yí de fā zhǎn"),
        ] {
            let read: Vec<_> = readings(text).into_iter().flatten().collect();
            assert_eq!(read.join(" "), wanted, "{text}");
        }
        assert_eq!(initials("新质生产力，增长3.2%的AI", &[]), "xzsclzz#.#%d__");
        assert_eq!(initials("而安", &[3..6]), "eA");
    }
}
