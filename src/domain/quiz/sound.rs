//! How Han characters are read: for hints, and to tell slips of an input method from others.
//!
//! Characters alone have one reading or several; a table of words says which one is meant where. A
//! word of the table is one of the text only where it cuts none of the text's words in two: 本地 is not
//! in 本|地区.

use super::polyphones::{COMMON, WORDS};
use super::word::Segmenter;
use pinyin::{ToPinyin, ToPinyinMulti};
use std::collections::{BTreeSet, HashMap};
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
pub fn readings(text: &str, segmenter: &Segmenter) -> Vec<Option<&'static str>> {
    let words = segmenter.words(text);
    let bounds: BTreeSet<usize> = words.iter().flat_map(|w| [w.start, w.end]).collect();
    let whole = |start: usize, length: usize| {
        let end = start + length;
        let within = bounds.range(start + 1..end).next().is_none();
        within || (bounds.contains(&start) && bounds.contains(&end))
    };
    let mut readings = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let at = text.len() - rest.len();
        let mut known = BY_FIRST.get(&first).into_iter().flatten();
        let word = known.find(|(word, _)| rest.starts_with(word) && whole(at, word.len()));
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

/// Whether a character has a reading.
pub(super) fn is_read(c: char) -> bool {
    c.to_pinyin().is_some()
}

/// The first letters of the readings of a text, as they are typed, word by word. A word in letters
/// gives its first; `#` stands for a figure. Marks are left out but for those of figures. In the places
/// of the text that are `told` apart, in bytes, letters are capitals.
pub fn initials(text: &str, told: &[Range<usize>], segmenter: &Segmenter) -> String {
    let starts: BTreeSet<usize> = segmenter.words(text).iter().map(|w| w.start).collect();
    let read = readings(text, segmenter);
    let mut initials = String::new();
    let mut parted = false;
    let mut before = ' ';
    for ((at, c), reading) in text.char_indices().zip(read) {
        parted |= starts.contains(&at);
        let letter = match reading.and_then(first_letter) {
            Some(letter) if told.iter().any(|place| place.contains(&at)) => {
                Some(letter.to_ascii_uppercase())
            }
            Some(letter) => Some(letter),
            None if c.is_numeric() => Some('#'),
            None if matches!(c, '.' | '%') => Some(c),
            None if c.is_alphabetic() && !before.is_alphabetic() => c.to_lowercase().next(),
            None => None,
        };
        before = if reading.is_some() { ' ' } else { c };
        let Some(letter) = letter else { continue };
        // A number with its sign is read as one.
        let number = ['#', '.', '%'];
        let goes_on = initials.ends_with(number) && number.contains(&letter);
        if parted && !initials.is_empty() && !goes_on {
            initials.push(' ');
        }
        parted = false;
        initials.push(letter);
    }
    initials
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
fn sounds(c: char) -> Vec<&'static str> {
    let readings = c.to_pinyin_multi().into_iter().flatten();
    readings.map(pinyin::Pinyin::plain).collect()
}

/// The sounds of what is compared as one: none where it is no single character.
pub(super) fn sounds_of(folded: &str) -> Vec<&'static str> {
    let mut chars = folded.chars();
    let single = chars.next().filter(|_| chars.next().is_none());
    single.map(sounds).unwrap_or_default()
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
        let segmenter = Segmenter::default();
        for (text, wanted) in [
            ("银行行长", "yín háng háng zhǎng"),
            ("行业执行", "háng yè zhí xíng"),
            ("重庆重要", "chóng qìng zhòng yào"),
            ("率先效率", "shuài xiān xiào lǜ"),
            ("衡量质量", "héng liáng zhì liàng"),
            ("本地区", "běn dì qū"),
            ("目的地", "mù dì dì"),
            ("产量度过低谷", "chǎn liàng dù guò dī gǔ"),
            (
                "要把重点放在创新上",
                "yào bǎ zhòng diǎn fàng zài chuàng xīn shàng",
            ),
            ("因地制宜地发展", "yīn dì zhì yí de fā zhǎn"),
        ] {
            let read: Vec<_> = readings(text, &segmenter).into_iter().flatten().collect();
            assert_eq!(read.join(" "), wanted, "{text}");
        }
        let letters = |text, told: &[Range<usize>]| initials(text, told, &segmenter);
        let (text, read) = ("新质生产力，增长3.2%的AI", "x z scl zz #.#% d a");
        assert_eq!(letters(text, &[]), read);
        let place = 3..6;
        assert_eq!(letters("而安", &[place]), "e A");
        assert_eq!(letters("——", &[]), "");
    }
}
