//! Text as it is compared: without what does not count.
//!
//! Punctuation and white space never count, nor does the width or the case of a letter. Where that
//! is wished for, a Traditional character is its Simplified one, and a number is the same in Han
//! and in Arabic figures.

use super::numbers::figures;
use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use std::fmt;
use std::ops::Range;

/// What counts as the same besides punctuation, white space, width and case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Folding {
    /// A Traditional character and its Simplified one.
    pub scripts: bool,
    /// A number in Han figures and in Arabic ones.
    pub numbers: bool,
}

/// What is compared as one: a character, or a whole number where numbers are folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// As it is compared.
    pub folded: String,
    /// The bytes of the text that it stands for.
    pub range: Range<usize>,
}

/// Folds texts. Made once and used often: for scripts it loads a dictionary.
pub struct Folder {
    numbers: bool,
    simplifier: Option<OpenCC>,
}

impl fmt::Debug for Folder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Folder")
            .field("numbers", &self.numbers)
            .field("scripts", &self.simplifier.is_some())
            .finish()
    }
}

impl Folder {
    /// What folds as is wished for. Takes some milliseconds where scripts are folded.
    pub fn new(folding: Folding) -> Self {
        let dictionary = || OpenCC::from_config(BuiltinConfig::T2s).ok();
        Self {
            numbers: folding.numbers,
            simplifier: folding.scripts.then(dictionary).flatten(),
        }
    }

    /// The units of a text, in its order.
    pub fn units(&self, text: &str) -> Vec<Unit> {
        let all: Vec<(usize, char)> = text.char_indices().collect();
        let plain: Vec<char> = all.iter().map(|(_, c)| halfwidth(*c)).collect();
        let start = |i: usize| all.get(i).map_or(text.len(), |(at, _)| *at);
        let mut units = Vec::new();
        let mut i = 0;
        while let Some(rest) = plain.get(i..).filter(|rest| !rest.is_empty()) {
            let figures = self.numbers.then(|| figures(rest)).flatten();
            let taken = figures.as_ref().map_or(1, |figures| figures.taken);
            if let Some(folded) = figures.and_then(|figures| figures.number) {
                let range = start(i)..start(i + taken);
                units.push(Unit { folded, range });
            } else {
                for i in i..i + taken {
                    let before = i.checked_sub(1).and_then(|i| plain.get(i));
                    let counted = plain
                        .get(i)
                        .filter(|c| counts(before, **c, plain.get(i + 1)));
                    units.extend(counted.map(|c| Unit {
                        folded: self.letter(*c),
                        range: start(i)..start(i + 1),
                    }));
                }
            }
            i += taken;
        }
        units
    }

    /// The text without all that does not count.
    pub fn folded(&self, text: &str) -> String {
        self.units(text)
            .into_iter()
            .map(|unit| unit.folded)
            .collect()
    }

    /// One character; scripts are folded one by one, so that each keeps its place.
    fn letter(&self, c: char) -> String {
        let text = c.to_lowercase().to_string();
        match &self.simplifier {
            Some(simplifier) if !c.is_ascii() => simplifier.convert(&text),
            _ => text,
        }
    }
}

/// The ordinary form of a fullwidth character.
fn halfwidth(c: char) -> char {
    const OFFSET: u32 = 0xFEE0;
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - OFFSET).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// Whether a character is compared. A point or slash between two figures is part of the number.
fn counts(before: Option<&char>, c: char, after: Option<&char>) -> bool {
    let figure = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
    match c {
        '.' | '/' => figure(before) && figure(after),
        '%' | '+' | '=' | '<' | '>' | '$' | '#' | '@' | '&' | '‰' => true,
        _ => !(c.is_whitespace() || c.is_control() || is_mark(c)),
    }
}

/// Whether a character is punctuation.
fn is_mark(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c,
            '·' | '«' | '»' | '¡' | '¿' | '§' | '¶'
            | '\u{200B}'..='\u{2060}' // invisible marks, dashes, quotes, ellipses
            | '\u{2E00}'..='\u{2E7F}'
            | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{301F}' | '\u{3030}' | '\u{30FB}'
            | '\u{FE10}'..='\u{FE19}' | '\u{FE30}'..='\u{FE6B}' | '\u{FEFF}'
            | '\u{FF5F}'..='\u{FF65}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn folded(text: &str, scripts: bool, numbers: bool) -> String {
        Folder::new(Folding { scripts, numbers }).folded(text)
    }

    #[test]
    fn marks_white_space_width_and_case_do_not_count() {
        for (text, plain) in [
            ("温故，而知新。", "温故而知新"),
            ("“温故”——（而）　知 新……\n", "温故而知新"),
            ("ＧＤＰ 增长３．２％", "gdp增长3.2%"),
            ("1,000.5亿、2/3", "1000.5亿2/3"),
            ("第1. 条", "第1条"),
            ("长江·黄河", "长江黄河"),
        ] {
            assert_eq!(folded(text, false, false), plain, "{text}");
        }
    }

    #[test]
    fn scripts_and_numbers_are_folded_where_that_is_wished_for() {
        assert_eq!(folded("發展經濟學", true, false), "发展经济学");
        assert_eq!(folded("發展", false, false), "發展");
        for han in ["二〇二四年", "二零二四年", "２０２４年"] {
            assert_eq!(folded(han, false, true), "2024年", "{han}");
        }
        for (han, arabic) in [
            ("十一次", "11次"),
            ("二十届三中", "20届3中"),
            ("一百零五", "105"),
            ("三千五百万", "3500万"),
        ] {
            assert_eq!(folded(han, false, true), folded(arabic, false, true));
        }
        assert_ne!(folded("二十", false, false), "20");
    }

    #[test]
    fn units_know_where_they_stand_in_the_text() {
        let folder = Folder::new(Folding {
            scripts: true,
            numbers: true,
        });
        let text = "，二〇二四 年：發";
        let units = folder.units(text);
        let shown: Vec<(&str, &str)> = units
            .iter()
            .map(|unit| (unit.folded.as_str(), &text[unit.range.clone()]))
            .collect();
        assert_eq!(shown, [("2024", "二〇二四"), ("年", "年"), ("发", "發")]);
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(
            text in "[ ，。.,/%a-cA-C0-9０-９一二三十百千〇零两亿年發国・…“”\n]{0,24}",
            scripts in any::<bool>(),
            numbers in any::<bool>(),
        ) {
            let folder = Folder::new(Folding { scripts, numbers });
            let once = folder.folded(&text);
            prop_assert_eq!(folder.folded(&once), once.clone(), "{}", text);
            let units = folder.units(&text);
            prop_assert!(units.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start));
        }
    }
}
