//! How likely a character is, by the script that an encoding was made for: its cost in bits, as a
//! coder would count it that knows which characters are common. Bytes that are read by the wrong
//! encoding give rare characters, which cost more.
//!
//! The costs are rough: about 400 characters make up two thirds of any modern Chinese text, the
//! first level of each national set nearly all of it. Only their order matters.

use encoding_rs::{BIG5, Encoding, GBK, SHIFT_JIS};
use std::collections::HashSet;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

/// What a text in an encoding is likely to be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Chinese,
    Japanese,
    Korean,
    /// An encoding that has them all.
    Any,
}

/// A sequence of bytes that says nothing.
pub(super) const MALFORMED: u64 = 40;
/// What hardly stands in a text.
const ODD: u64 = 24;

/// The Han characters that are most common in Chinese, simplified and traditional, and in Japanese.
const COMMON: &str = "\
的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行\
所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力\
它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产\
或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口\
认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区\
保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张\
该交规万取拉格望觉术领共确传师观清今切院让识候带导争运笔创质技革造党群组织济史革命精复究供求布极效改线局料\
這個們來為國說時會對過發後裡種經麼學現當沒動開還進樣實軍無與長機關點業將兩間問應戰體見產話給門東聲員論處義\
幾認條氣題爾變總電數報結務場計資許統區隊決馬書則聽達強難權設類據邊張該規萬覺術領確傳師觀讓識帶導爭運筆於著\
気国会発学対戦円売店駅円図読語込働";

/// The Korean syllables that are most common.
const COMMON_HANGUL: &str = "\
이다는의에가을를은한고하지도로기사서그리아나인어시자대정일수부스제전해라만보들과것으게여주장원상면동구조적년성\
화오있없었습니까요때문위안등모든개국우말더생각와공경신비유학세소선금운교회관선마간무당날지방연산업";

/// The marks of text in Han characters.
const MARKS: &str = "，。、：；“”‘’（）《》！？—…·「」『』【】〈〉〔〕\u{3000}";

/// How common a character is: its place in this list, by its code point.
static RANKS: LazyLock<Vec<Rank>> = LazyLock::new(ranks);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rank {
    Rare,
    Everyday,
    Common,
}

fn ranks() -> Vec<Rank> {
    let mut everyday = HashSet::new();
    // The first levels: GB 2312 rows 16 to 55, Big5 A4 to C6, JIS rows 16 to 47.
    first_level(GBK, 0xB0..=0xD7, 0xA1..=0xFE, &mut everyday);
    first_level(BIG5, 0xA4..=0xC6, 0x40..=0xFE, &mut everyday);
    first_level(SHIFT_JIS, 0x88..=0x98, 0x40..=0xFC, &mut everyday);
    let mut ranks = vec![Rank::Rare; 0x1_0000];
    let common = COMMON.chars().chain(COMMON_HANGUL.chars());
    let ranked = everyday.into_iter().map(|c| (c, Rank::Everyday));
    for (c, rank) in ranked.chain(common.map(|c| (c, Rank::Common))) {
        if let Some(place) = ranks.get_mut(c as usize) {
            *place = rank;
        }
    }
    ranks
}

/// The cost of a character in bits.
pub(super) fn cost(c: char, script: Script) -> u64 {
    use Script::{Any, Japanese, Korean};
    let ranked = |common, everyday, rare| match RANKS.get(c as usize) {
        Some(Rank::Common) => common,
        Some(Rank::Everyday) => everyday,
        Some(Rank::Rare) | None => rare,
    };
    match c {
        '\n' | '\r' | '\t' | ' ' => 4,
        'a'..='z' => 5,
        '0'..='9' | 'A'..='Z' => 7,
        '!'..='~' => 8,
        '\u{4E00}'..='\u{9FFF}' if script == Korean => ranked(12, 16, 23),
        '\u{4E00}'..='\u{9FFF}' => ranked(9, 13, 20),
        _ if MARKS.contains(c) => {
            if script == Korean {
                10
            } else {
                7
            }
        }
        '\u{3041}'..='\u{30FE}' => match script {
            Japanese => 8,
            Any => 10,
            _ => 14,
        },
        '\u{AC00}'..='\u{D7A3}' => match script {
            Korean => ranked(8, 12, 12),
            Any => ranked(9, 15, 15),
            _ => 20,
        },
        '\u{FF01}'..='\u{FF5E}' => 11,
        // Letters of Europe, at home in the encodings that have all.
        '\u{A1}'..='\u{4FF}' if script == Any => 9,
        '\u{A1}'..='\u{4FF}' | '\u{FF61}'..='\u{FF9F}' => 16,
        '\u{2010}'..='\u{2BFF}' | '\u{3000}'..='\u{33FF}' => 13,
        _ => ODD,
    }
}

/// Adds the characters that the pairs of bytes are.
fn first_level(
    encoding: &'static Encoding,
    leads: RangeInclusive<u8>,
    trails: RangeInclusive<u8>,
    out: &mut HashSet<char>,
) {
    for lead in leads {
        for trail in trails.clone() {
            let pair = [lead, trail];
            if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(&pair)
            {
                out.extend(
                    text.chars()
                        .filter(|c| matches!(c, '\u{4E00}'..='\u{9FFF}')),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_characters_cost_less_than_rare_ones() {
        let chinese = |c| cost(c, Script::Chinese);
        assert!(chinese('的') < chinese('蔚') && chinese('這') < chinese('蔚'));
        assert!(chinese('蔚') < chinese('彳') && chinese('彳') < chinese('\u{E000}'));
        let kana = |script| cost('の', script);
        assert!(kana(Script::Japanese) < kana(Script::Chinese));
        let hangul = |script| cost('이', script);
        assert!(hangul(Script::Korean) < hangul(Script::Chinese));
    }

    #[test]
    fn the_first_levels_are_those_of_the_standards() {
        let mut set = HashSet::new();
        first_level(GBK, 0xB0..=0xD7, 0xA1..=0xFE, &mut set);
        // GB 2312 has 3,755 characters in its first level; GBK fills no gap behind them.
        assert_eq!(set.len(), 3755);
    }
}
