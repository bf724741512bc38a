//! Numbered lists: what stands before a paragraph.

use crate::domain::text::in_circle;
use crate::io::import::child::numerals::{letters, roman};
use crate::io::import::child::xml::Element;
use std::collections::{HashMap, HashSet};

/// Levels of a list (ECMA-376, 17.9.6).
const LEVELS: usize = 9;

#[derive(Debug, Clone, Default)]
struct Level {
    format: String,
    /// `%1` stands for the number of the first level.
    text: String,
    start: u32,
}

#[derive(Debug, Clone, Default)]
struct List {
    /// Lists that count together have the same.
    counted_as: String,
    levels: Vec<Level>,
    /// Numbers that a list begins anew with, by level.
    restarts: HashMap<usize, u32>,
}

/// What stands before a paragraph of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Label {
    /// A bullet.
    Bullet,
    /// A plain number.
    Number(u32),
    /// Anything else: `（一）`, `第一章`, `1.2`.
    Text(String),
}

impl Label {
    /// What is written before a paragraph's text for a label that is no item's.
    pub(super) fn in_front(&self) -> Option<String> {
        match self {
            Self::Bullet => None,
            Self::Number(number) => Some(format!("{number}. ")),
            Self::Text(text) => {
                let text = text.trim();
                let joins = text.ends_with(['、', '）', '．', '：', ')']);
                Some(if joins {
                    text.to_owned()
                } else {
                    format!("{text} ")
                })
            }
        }
    }
}

/// The lists of a document and how far they have counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: HashMap<String, List>,
    counts: HashMap<String, [Option<u32>; LEVELS]>,
    /// Lists that have begun.
    begun: HashSet<String>,
}

impl Numbering {
    pub(super) fn of(root: Option<&Element>) -> Self {
        let mut numbering = Self::default();
        let Some(root) = root else { return numbering };
        let abstracts: HashMap<&str, &Element> = root
            .all("abstractNum")
            .filter_map(|element| Some((element.attribute("abstractNumId")?, element)))
            .collect();
        for element in root.all("num") {
            let (Some(id), Some(kind)) =
                (element.attribute("numId"), element.setting("abstractNumId"))
            else {
                continue;
            };
            let Some(pattern) = abstracts.get(kind) else {
                continue;
            };
            numbering
                .lists
                .insert(id.to_owned(), list(kind, pattern, element));
        }
        numbering
    }

    /// Counts a paragraph of a list and says what stands before it.
    pub(super) fn next(&mut self, id: &str, level: usize) -> Option<Label> {
        let list = self.lists.get(id)?;
        let own = list.levels.get(level)?;
        let counts = self.counts.entry(list.counted_as.clone()).or_default();
        if self.begun.insert(id.to_owned()) {
            for (level, start) in &list.restarts {
                if let Some(count) = counts.get_mut(*level) {
                    *count = start.checked_sub(1);
                }
            }
        }
        for (index, count) in counts.iter_mut().enumerate() {
            let start = list.levels.get(index).map_or(1, |level| level.start);
            match index.cmp(&level) {
                // A level that was passed over has its first number.
                std::cmp::Ordering::Less => *count = count.or(Some(start)),
                std::cmp::Ordering::Equal => {
                    *count = Some(count.map_or(start, |count| count.saturating_add(1)));
                }
                std::cmp::Ordering::Greater => *count = None,
            }
        }
        let number = counts.get(level).copied().flatten().unwrap_or(1);
        if own.format == "bullet" {
            return Some(Label::Bullet);
        }
        let place = format!("%{}", level + 1);
        let rest = own.text.trim().strip_prefix(&place);
        let is_plain = rest.is_some_and(|rest| matches!(rest, "" | "." | "、" | "．" | ")"));
        if own.format == "decimal" && is_plain {
            return Some(Label::Number(number));
        }
        let text = filled(&own.text, counts, &list.levels);
        (!text.is_empty()).then_some(Label::Text(text))
    }
}

fn list(kind: &str, pattern: &Element, own: &Element) -> List {
    let mut list = List {
        counted_as: kind.to_owned(),
        ..List::default()
    };
    for level in pattern.all("lvl").take(LEVELS) {
        list.levels.push(self::level(level));
    }
    for change in own.all("lvlOverride") {
        let index = change
            .attribute("ilvl")
            .and_then(|level| level.parse().ok());
        let Some(index) = index.filter(|index| *index < LEVELS) else {
            continue;
        };
        if let (Some(new), Some(old)) = (change.child("lvl"), list.levels.get_mut(index)) {
            *old = level(new);
        }
        let start = change
            .setting("startOverride")
            .and_then(|start| start.parse().ok());
        if let Some(start) = start {
            list.restarts.insert(index, start);
        }
    }
    list
}

fn level(element: &Element) -> Level {
    Level {
        format: element.setting("numFmt").unwrap_or("decimal").to_owned(),
        text: element.setting("lvlText").unwrap_or_default().to_owned(),
        start: element
            .setting("start")
            .and_then(|start| start.parse().ok())
            .unwrap_or(1),
    }
}

/// A level's text with the numbers in it.
fn filled(text: &str, counts: &[Option<u32>; LEVELS], levels: &[Level]) -> String {
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let digit = chars
            .peek()
            .and_then(|c| c.to_digit(10))
            .filter(|_| c == '%');
        let index = digit.and_then(|digit| (digit as usize).checked_sub(1));
        let Some(index) = index else {
            out.push(c);
            continue;
        };
        chars.next();
        let format = levels
            .get(index)
            .map_or("decimal", |level| level.format.as_str());
        let number = counts.get(index).copied().flatten().unwrap_or(1);
        out.push_str(&written(number, format));
    }
    out
}

/// A number as a format writes it (ECMA-376, 17.18.59).
pub(super) fn written(number: u32, format: &str) -> String {
    match format {
        "none" => String::new(),
        "decimalZero" => format!("{number:02}"),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperLetter" => letters(number, b'A'),
        "lowerLetter" => letters(number, b'a'),
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographDigital"
        | "japaneseDigitalTenThousand" => chinese(number),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => circled(number),
        "decimalEnclosedParen" => format!("({number})"),
        "decimalEnclosedFullstop" => format!("{number}."),
        "ideographTraditional" => cycle(number, "甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => cycle(number, "子丑寅卯辰巳午未申酉戌亥"),
        _ => number.to_string(),
    }
}

fn cycle(number: u32, signs: &str) -> String {
    let count = signs.chars().count();
    let index = (number as usize).wrapping_sub(1) % count;
    signs
        .chars()
        .nth(index)
        .map(String::from)
        .unwrap_or_default()
}

/// 一, 十, 十二, 一百零五, up to 9999.
fn chinese(number: u32) -> String {
    const DIGITS: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    const UNITS: [(u32, &str); 4] = [(1000, "千"), (100, "百"), (10, "十"), (1, "")];
    if number == 0 || number > 9999 {
        return number
            .to_string()
            .chars()
            .filter_map(|c| DIGITS.get(c.to_digit(10)? as usize).copied())
            .collect();
    }
    let mut out = String::new();
    let mut gap = false;
    for (value, unit) in UNITS {
        let digit = number / value % 10;
        if digit == 0 {
            gap |= !out.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            out.push('零');
        }
        // 十二, not 一十二.
        if !(digit == 1 && value == 10 && out.is_empty()) {
            out.push_str(DIGITS.get(digit as usize).copied().unwrap_or_default());
        }
        out.push_str(unit);
    }
    out
}

/// ① … ㊿; what has no circle is bare.
pub(super) fn circled(number: u32) -> String {
    in_circle(number).map_or_else(|| number.to_string(), String::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::import::child::xml;

    #[test]
    fn numbers_in_every_format() {
        for (number, format, text) in [
            (4, "upperRoman", "IV"),
            (28, "lowerLetter", "bb"),
            (10, "chineseCounting", "十"),
            (12, "chineseCountingThousand", "十二"),
            (105, "chineseCounting", "一百零五"),
            (110, "chineseCounting", "一百一十"),
            (1003, "japaneseCounting", "一千零三"),
            (20, "decimalEnclosedCircle", "⑳"),
            (36, "decimalEnclosedCircleChinese", "㊱"),
            (51, "decimalEnclosedCircle", "51"),
            (2, "ideographTraditional", "乙"),
            (7, "decimalZero", "07"),
        ] {
            assert_eq!(written(number, format), text, "{number} {format}");
        }
    }

    #[test]
    fn lists_count_by_level_and_begin_anew() {
        let text = "<numbering><abstractNum abstractNumId='0'>\
            <lvl ilvl='0'><start val='1'/><numFmt val='chineseCounting'/><lvlText val='第%1章'/></lvl>\
            <lvl ilvl='1'><start val='1'/><numFmt val='decimal'/><lvlText val='%1.%2'/></lvl></abstractNum>\
            <abstractNum abstractNumId='1'><lvl ilvl='0'><numFmt val='decimal'/><lvlText val='%1.'/></lvl>\
            <lvl ilvl='1'><numFmt val='bullet'/></lvl></abstractNum>\
            <num numId='1'><abstractNumId val='0'/></num><num numId='2'><abstractNumId val='1'/></num>\
            <num numId='3'><abstractNumId val='1'/><lvlOverride ilvl='0'><startOverride val='5'/></lvlOverride></num></numbering>";
        let mut numbering = Numbering::of(Some(&xml::parse(text).unwrap()));
        let text = |text: &str| Some(Label::Text(text.to_owned()));
        for (id, level, label) in [
            ("1", 0, text("第一章")),
            ("1", 1, text("一.1")),
            ("1", 1, text("一.2")),
            ("1", 0, text("第二章")),
            ("1", 1, text("二.1")),
            ("2", 0, Some(Label::Number(1))),
            ("2", 1, Some(Label::Bullet)),
            ("2", 0, Some(Label::Number(2))),
            ("3", 0, Some(Label::Number(5))),
            ("3", 0, Some(Label::Number(6))),
            ("0", 0, None),
            ("1", 8, None),
        ] {
            assert_eq!(numbering.next(id, level), label, "{id} {level}");
        }
    }
}
