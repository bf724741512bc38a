//! How good a place each boundary between two graphemes is to end a line: UAX #14 with what setting
//! Chinese asks for on top of it. Knows nothing of the width of lines.
//!
//! What differs from UAX #14, and why:
//!
//! | where | here | reason |
//! |---|---|---|
//! | before `·` `～` `–`, a single `—`, `％` and the like | no break | CLREQ, 行首禁则: connectors and the middle dot |
//! | before and behind `／`, from the level `gb` on | no break | CLREQ, GB 法: the slash stands at neither end |
//! | before `——` and `……` | reluctant at `gb`, none at `strict` | CLREQ, 严格处理; a line that begins with a dash is the lesser evil beside one with a hole |
//! | within `——` `……` `⸺` `⋯⋯` | no break | one mark (符号分离禁则) |
//! | before `①` `¹` `†` `[3]` `［12］` `〔3〕` | no break | a note's mark stays with the word |
//! | behind `①` that begins an item | no break | an item's mark stays with the item |
//! | between a number and its unit | no break | `5亿元`, `20℃`, `3个百分点` are read as one |
//! | inside a date, a time, a range | reluctant | `2024年｜3月｜5日`, `3～｜5年` |
//! | within full-width numbers and words | no break | UAX #14 takes them for ideographs |
//! | at `“ ” ‘ ’` between Han and Latin | break | UAX #14 takes them for Latin quotes: `用“AI”做` |
//! | inside an address | behind `/` alone, else reluctant | slashes are its joints |
//! | at the level `none` | break at any mark | as wished for |
//!
//! Where a line is too narrow for what belongs together, it is ended at the last place of the best
//! quality that there is, in this order: inside a word, a number, an address (reluctant places
//! first); before a sign of kana; inside a double dash; before a closing bracket or quote or a
//! connector, or behind an opening mark; before a stop. So of three marks in a run, `。”）`, the stop
//! stays with the text and the bracket goes on to the next line.

use super::kinsoku::{
    begins_none, ends_none, is_closing, is_dash, is_kana_sign, is_opening, is_stop, splits_mark,
};
use super::typography::Punctuation;
use crate::domain::text::Widths;
use crate::domain::text::segment::Opportunities;
use crate::domain::text::width::{Graphemes, Measured, is_plain_han};

/// How good a place to end a line is; the better, the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Quality {
    /// A line would begin with a stop.
    BeginsWithStop,
    /// A line would begin with another mark that it may not, or end with one.
    Prohibited,
    /// One mark would be cut in two.
    SplitsMark,
    /// A line would begin with a small kana or a sign of kana: some houses let it.
    BeginsWithKana,
    /// A word, a number or what belongs together would be cut.
    Emergency,
    /// Where nothing better keeps the line from having a hole.
    Reluctant,
    /// Any time.
    Good,
}

/// A grapheme, and how good the place before it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unit {
    /// Byte offset in the text.
    pub(super) at: usize,
    /// Its first character.
    pub(super) c: char,
    /// Its cells.
    pub(super) width: u32,
    /// How good the boundary before it is.
    pub(super) before: Quality,
}

/// The graphemes of a text in order.
#[derive(Debug)]
pub(super) struct Units<'t> {
    text: &'t str,
    level: Punctuation,
    graphemes: Graphemes<'t>,
    opportunities: Opportunities<'t>,
    /// The first characters of the last two graphemes; the nearer one last.
    past: [char; 2],
    /// How many like the last one stand there, it among them.
    alike: usize,
    /// That of the last one that is not white space.
    seen: char,
    /// Up to here numbers and units belong together.
    held: usize,
    /// Whether the word that is being read is an address.
    address: bool,
    /// Whether the last grapheme is the mark of an item.
    item: bool,
}

impl<'t> Units<'t> {
    pub(super) fn of(text: &'t str, widths: Widths, level: Punctuation) -> Self {
        Self {
            text,
            level,
            graphemes: widths.graphemes(text),
            opportunities: Opportunities::of(text),
            past: ['\n'; 2],
            alike: 0,
            seen: '\n',
            held: 0,
            address: false,
            item: false,
        }
    }

    /// Whether all graphemes were given.
    pub(super) fn at_end(&self) -> bool {
        self.graphemes.clone().next().is_none()
    }
}

impl Iterator for Units<'_> {
    type Item = Unit;

    fn next(&mut self) -> Option<Unit> {
        let Measured {
            at,
            first: c,
            width,
            ..
        } = self.graphemes.measure()?;
        let allowed = at > 0 && self.opportunities.allow(at, c);
        let han = is_plain_han(c);
        let before = if han && at >= self.held && is_plain_han(self.past[1]) {
            Quality::Good
        } else {
            self.quality(at, c, allowed)
        };
        self.alike = if c == self.past[1] { self.alike + 1 } else { 1 };
        self.past = [self.past[1], c];
        if han || !c.is_whitespace() {
            self.seen = c;
        }
        Some(Unit {
            at,
            c,
            width: u32::try_from(width).unwrap_or(u32::MAX),
            before,
        })
    }
}

impl Units<'_> {
    /// How good a place the boundary at the offset, before `after`, is.
    fn quality(&mut self, at: usize, after: char, allowed: bool) -> Quality {
        let before = self.past[1];
        let begins_item = self.item;
        self.read_on(at, after);
        // Of a longer run of dashes each two are a mark.
        let between_marks = self.alike.is_multiple_of(2) && self.doubles(at, after);
        if splits_mark(before, after) && !between_marks {
            return Quality::SplitsMark;
        }
        if self.prohibits(at, after) {
            return match after {
                c if is_stop(c) => Quality::BeginsWithStop,
                c if is_kana_sign(c) && !ends_none(self.level, self.seen) => {
                    Quality::BeginsWithKana
                }
                _ => Quality::Prohibited,
            };
        }
        let sticks = at < self.held || begins_item || self.belongs(at, before, after);
        if sticks {
            return Quality::Emergency;
        }
        let opens = self.opens_to(before, after);
        self.item = is_note_number(after) && (allowed || at == 0);
        if self.address && before.is_ascii_graphic() && after.is_ascii_graphic() {
            return address_break(self.past, after, allowed);
        }
        match allowed || opens {
            false => Quality::Emergency,
            true if self.is_reluctant(at, before, after) => Quality::Reluctant,
            true => Quality::Good,
        }
    }

    /// Notes what begins at the offset: a number's units, an address.
    fn read_on(&mut self, at: usize, after: char) {
        let before = self.past[1];
        self.item = false;
        let rest = || self.text.get(at..).unwrap_or_default();
        if is_digit(before) && !is_digit(after) && at >= self.held {
            self.held = at + units_length(rest());
        }
        if !before.is_ascii_graphic() && after.is_ascii_alphabetic() {
            let word = rest().split(|c: char| !c.is_ascii_graphic()).next();
            self.address =
                word.is_some_and(|word| word.contains("://") || word.starts_with("www."));
        }
    }

    /// Whether a line would end or begin with a mark that it may not; white space at a line's end
    /// is not seen.
    fn prohibits(&self, at: usize, after: char) -> bool {
        let single_dash = || is_dash(after) && after != '⸺' && !self.doubles(at, after);
        ends_none(self.level, self.seen)
            || begins_none(self.level, after)
            || (self.level != Punctuation::None && single_dash())
    }

    /// Whether the character at the offset is followed by another of it.
    fn doubles(&self, at: usize, c: char) -> bool {
        let follows = self.text.get(at + c.len_utf8()..);
        follows.is_some_and(|rest| rest.starts_with(c))
    }

    /// What stays together though UAX #14 would part it.
    fn belongs(&self, at: usize, before: char, after: char) -> bool {
        let rest = || self.text.get(at..).unwrap_or_default();
        let word = !before.is_whitespace() && !is_opening(before);
        let note = word
            && (is_note_number(after) && !matches!(before, '；' | '：' | '，' | '、')
                || matches!(after, '[' | '［' | '〔') && is_note_reference(rest()));
        let fullwidth = is_fullwidth_word(before) && is_fullwidth_word(after);
        let clock = is_digit(self.past[0]) && matches!(before, '：' | '．') && is_digit(after);
        let slash = self.level >= Punctuation::Gb && before == '/' && is_wide_letter(after);
        note || fullwidth || clock || slash
    }

    /// What may be parted though UAX #14 would not.
    fn opens_to(&self, before: char, after: char) -> bool {
        let wide = |c| is_wide_letter(c) || is_dash(c);
        let quote_opens = matches!(after, '“' | '‘')
            && (is_wide_letter(before)
                || matches!(before, '，' | '。' | '、' | '；' | '：' | '！' | '？'));
        let quote_closes = matches!(before, '”' | '’') && wide(after);
        quote_opens
            || quote_closes
            || self.level == Punctuation::None && is_chinese(before) && is_chinese(after)
    }

    fn is_reluctant(&self, at: usize, before: char, after: char) -> bool {
        let date = at == self.held
            && is_digit(after)
            && matches!(before, '年' | '月' | '日' | '时' | '分');
        let range =
            is_digit(self.past[0]) && is_digit(after) && matches!(before, '～' | '—' | '–' | '－');
        let dash = self.level == Punctuation::Gb && is_dash(after);
        date || range || dash
    }
}

/// Inside an address a line ends behind a slash; behind the two of its scheme only if it must.
fn address_break(past: [char; 2], after: char, allowed: bool) -> Quality {
    match (past, after) {
        ([_, '/'], '/') => Quality::Emergency,
        (['/', '/'], _) => Quality::Reluctant,
        ([_, '/'], _) => Quality::Good,
        _ if allowed => Quality::Reluctant,
        _ => Quality::Emergency,
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９')
}

fn is_fullwidth_word(c: char) -> bool {
    matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

/// Numbers in circles, raised numbers, daggers.
fn is_note_number(c: char) -> bool {
    matches!(c, '①'..='⑳' | '⓪'..='⓿' | '❶'..='➓' | '㉑'..='㉟' | '㊱'..='㊿'
        | '¹' | '²' | '³' | '⁰'..='⁹' | '†' | '‡')
}

/// Whether the text begins with a number in brackets.
fn is_note_reference(text: &str) -> bool {
    let inside = text.trim_start_matches(['[', '［', '〔']);
    let end =
        inside.find(|c: char| !is_digit(c) && !matches!(c, ',' | '，' | '-' | '–' | '—' | '、'));
    let (number, rest) = inside
        .split_at_checked(end.unwrap_or(inside.len()))
        .unwrap_or_default();
    number.starts_with(is_digit) && rest.starts_with([']', '］', '〕'])
}

/// The word at the start of the text, if it belongs to a number before it.
fn unit(text: &str) -> Option<&str> {
    let first = text.chars().next()?;
    // Longer ones before those they begin with.
    let words: &[&str] = match first {
        '个' => &["个百分点"],
        '百' => &["百分点"],
        '千' => &["千瓦时", "千瓦", "千米", "千克"],
        '分' => &["分钟"],
        '人' => &["人民币"],
        '美' => &["美元"],
        '欧' => &["欧元"],
        '公' => &["公里", "公斤", "公顷"],
        '平' => &["平方米", "平方公里"],
        '立' => &["立方米"],
        '厘' => &["厘米"],
        '毫' => &["毫米", "毫克", "毫升"],
        '微' => &["微米"],
        '纳' => &["纳米"],
        _ => &[],
    };
    let word = words.iter().find(|word| text.starts_with(**word));
    let length = match word {
        Some(word) => word.len(),
        None if is_unit(first) => first.len_utf8(),
        None => return None,
    };
    text.get(..length)
}

/// Units of one character, orders of magnitude among them.
fn is_unit(c: char) -> bool {
    is_magnitude(c)
        || matches!(c, '％' | '%' | '‰' | '℃' | '℉' | '°' | '′' | '″')
        || matches!(
            c,
            '个' | '年' | '月' | '日' | '号' | '时' | '分' | '秒' | '天' | '周' | '岁' | '点'
        )
        || matches!(
            c,
            '元' | '角' | '度' | '倍' | '成' | '米' | '克' | '吨' | '升' | '亩' | '里' | '斤'
        )
        || matches!(
            c,
            '瓦' | '伏' | '安' | '赫' | '人' | '名' | '项' | '条' | '次' | '家' | '座' | '台'
        )
        || matches!(c, '部' | '篇' | '章' | '节' | '届' | '级' | '版' | '页')
}

/// What other units may follow.
fn is_magnitude(c: char) -> bool {
    matches!(c, '万' | '亿' | '兆' | '千' | '百' | '十' | '余' | '多')
}

/// Bytes of the units that the text begins with: `万亿元` is three.
fn units_length(text: &str) -> usize {
    let mut length = 0;
    // Two orders of magnitude and what is counted.
    for _ in 0..3 {
        let Some(unit) = unit(text.get(length..).unwrap_or_default()) else {
            break;
        };
        length += unit.len();
        let mut chars = unit.chars();
        if !chars.next().is_some_and(is_magnitude) || chars.next().is_some() {
            break;
        }
    }
    length
}

/// Han, kana and other wide letters.
pub(super) fn is_wide_letter(c: char) -> bool {
    is_plain_han(c)
        || matches!(c, '々' | '〇' | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// Letters and marks of Chinese text.
fn is_chinese(c: char) -> bool {
    is_wide_letter(c)
        || matches!(c, '\u{3001}'..='\u{301F}' | '\u{FF01}'..='\u{FF60}' | '“' | '”' | '‘' | '’' | '·')
        || is_dash(c)
        || super::kinsoku::is_ellipsis(c)
}

/// Whether only closing marks and white space follow.
pub(super) fn is_tail(c: char) -> bool {
    is_closing(c) || c.is_whitespace()
}

#[cfg(test)]
#[path = "breaks_tests.rs"]
mod tests;
