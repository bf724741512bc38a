//! How Chinese documents number their headings and lists. Reads the start of a line, decides
//! nothing about it.

/// A way of numbering, from the largest part to the smallest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Style {
    /// 第一编
    Part,
    /// 第一章
    Chapter,
    /// 第一节
    Section,
    /// 一、
    Han,
    /// （一）
    HanInBrackets,
    /// 1.
    Arabic,
    /// 1.1, with this many parts; `1 Title` has one
    Dotted(u8),
    /// （1）, 1）, a)
    ArabicInBrackets,
}

/// The number at the start of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    /// How it is written.
    pub(super) style: Style,
    /// Its value; the last part of a dotted one.
    pub(super) value: u32,
    /// Bytes that it takes, white space behind it included.
    pub(super) length: usize,
}

/// The number with which a line starts.
pub(super) fn number(line: &str) -> Option<Number> {
    let first = line.chars().next()?;
    match first {
        '第' => part_of_book(line),
        '（' | '(' => in_brackets(line),
        c if c.is_ascii_digit() => arabic(line).or_else(|| before_bracket(line)),
        c if c.is_ascii_lowercase() => before_bracket(line),
        c if is_han_digit(c) => {
            let digits = leading(line, is_han_digit);
            let rest = line.get(digits.len()..)?.trim_start();
            let title = rest.strip_prefix(['、', '．', '.'])?;
            found(
                line,
                Style::Han,
                han_value(digits)?,
                line.len() - title.len(),
            )
        }
        _ => None,
    }
}

/// The number of a section before its title, with white space alone between them: `1 引言`. Amounts
/// are written like this, too: a text must count up with them.
pub(super) fn section(line: &str) -> Option<Number> {
    const MEASURES: &str = "年月日时分秒个名位项条篇页卷期号元万亿％";
    let digits = leading(line, |c| c.is_ascii_digit());
    let rest = line.get(digits.len()..)?;
    let title = rest.trim_start();
    let first = title.chars().next()?;
    let titled = rest.len() > title.len()
        && (first.is_ascii_uppercase() || (first.is_alphabetic() && !first.is_ascii()))
        && !MEASURES.contains(first);
    (titled && digits.len() <= 2)
        .then(|| found(line, Style::Dotted(1), digits.parse().ok()?, digits.len()))
        .flatten()
}

/// Whether a line starts as an item of a list does that is written out in sentences.
pub(super) fn starts_item(line: &str) -> bool {
    if number(line).is_some() || line.starts_with("——") {
        return true;
    }
    let mut chars = line.chars();
    match (chars.next(), chars.next(), chars.next()) {
        (Some(n), Some('是' | '要'), _) | (Some('第'), Some(n), Some('，' | ',')) => {
            is_han_digit(n)
        }
        (Some('首' | '其'), Some('先' | '次'), Some('，'))
        | (Some('●' | '•' | '■' | '◆' | '★' | '▪' | '※'), ..) => true,
        _ => false,
    }
}

fn part_of_book(line: &str) -> Option<Number> {
    let rest = line.strip_prefix('第')?.trim_start();
    let digits = leading(rest, |c| is_han_digit(c) || c.is_ascii_digit());
    let unit = rest.get(digits.len()..)?.trim_start();
    let (style, name) = match unit.chars().next()? {
        '部' if unit.starts_with("部分") => (Style::Part, 2),
        '编' | '篇' | '卷' | '部' => (Style::Part, 1),
        '章' | '讲' => (Style::Chapter, 1),
        '节' => (Style::Section, 1),
        _ => return None,
    };
    let behind: String = unit.chars().skip(name).collect();
    // In a sentence the name of a part goes on without a space.
    let apart =
        behind.is_empty() || behind.starts_with(|c: char| c.is_whitespace() || "：:、".contains(c));
    let short = behind.chars().count() <= 16
        && !behind.contains(['，', '。', '；', '、', '的', '和', '讲', '里']);
    if !(apart || short) {
        return None;
    }
    let value = digits.parse().ok().or_else(|| han_value(digits))?;
    found(line, style, value, line.len() - behind.len())
}

fn in_brackets(line: &str) -> Option<Number> {
    let rest = line.strip_prefix(['（', '('])?;
    let digits = leading(rest, |c| is_han_digit(c) || c.is_ascii_digit());
    let after = rest.get(digits.len()..)?.strip_prefix(['）', ')'])?;
    let length = line.len() - after.len();
    match digits.parse() {
        Ok(value) => found(line, Style::ArabicInBrackets, value, length),
        Err(_) => found(line, Style::HanInBrackets, han_value(digits)?, length),
    }
}

/// A number or a letter with a closing bracket alone.
fn before_bracket(line: &str) -> Option<Number> {
    const MOST_DIGITS: usize = 2;
    let digits = leading(line, |c| c.is_ascii_digit());
    let (value, rest) = match (digits.len(), line.as_bytes().first()) {
        (0, Some(letter)) => (u32::from(letter.checked_sub(b'a')?) + 1, line.get(1..)?),
        (1..=MOST_DIGITS, _) => (digits.parse().ok()?, line.get(digits.len()..)?),
        _ => return None,
    };
    let after = rest.strip_prefix(['）', ')'])?;
    let length = line.len() - after.len();
    found(line, Style::ArabicInBrackets, value, length)
}

fn arabic(line: &str) -> Option<Number> {
    let digits = leading(line, |c| c.is_ascii_digit() || c == '.');
    let rest = line.get(digits.len()..)?;
    let whole = digits.trim_end_matches('.');
    let parts: Vec<&str> = whole.split('.').collect();
    if parts.iter().any(|p| !(1..=3).contains(&p.len())) {
        return None;
    }
    let value = parts.last()?.parse().ok()?;
    if let [_] = parts.as_slice() {
        let mark = usize::from(digits.len() > whole.len()).max(
            rest.chars()
                .next()
                .filter(|c| "、．".contains(*c))
                .map_or(0, char::len_utf8),
        );
        let length = if digits.len() > whole.len() {
            digits.len()
        } else {
            whole.len() + mark
        };
        let body = line.get(length..)?.trim_start();
        let is_number = mark > 0 && body.chars().next().is_none_or(|c| !c.is_ascii_digit());
        return is_number
            .then(|| found(line, Style::Arabic, value, length))
            .flatten();
    }
    let titled = rest.starts_with(char::is_whitespace)
        && rest
            .trim_start()
            .chars()
            .next()
            .is_some_and(|c| c.is_alphabetic() || c == '“' || c == '《');
    let short = parts.iter().all(|p| p.len() <= 2) && digits.len() == whole.len();
    (titled && short)
        .then(|| {
            found(
                line,
                Style::Dotted(u8::try_from(parts.len()).ok()?),
                value,
                digits.len(),
            )
        })
        .flatten()
}

fn found(line: &str, style: Style, value: u32, length: usize) -> Option<Number> {
    let rest = line.get(length..)?;
    let length = length + (rest.len() - rest.trim_start().len());
    (value > 0 || style == Style::Chapter).then_some(Number {
        style,
        value,
        length,
    })
}

fn leading(text: &str, of: impl Fn(char) -> bool) -> &str {
    let rest = text.trim_start_matches(of);
    text.get(..text.len() - rest.len()).unwrap_or_default()
}

fn is_han_digit(c: char) -> bool {
    matches!(
        c,
        '零' | '〇' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百'
    )
}

/// The value of a number in Chinese digits below a thousand.
fn han_value(digits: &str) -> Option<u32> {
    let (mut total, mut digit) = (0, None);
    for c in digits.chars() {
        let value = "零一二三四五六七八九"
            .chars()
            .position(|d| d == c || (c == '〇' && d == '零'));
        match (value, c) {
            (Some(value), _) => digit = Some(value as u32),
            (None, '十') => total += 10 * digit.take().unwrap_or(1),
            (None, '百') => total += 100 * digit.take().unwrap_or(1),
            _ => return None,
        }
    }
    (!digits.is_empty()).then(|| total + digit.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_by_their_style() {
        for (line, expected) in [
            ("第一章 总则", Some((Style::Chapter, 1))),
            ("第12章", Some((Style::Chapter, 12))),
            ("第三部分 展望", Some((Style::Part, 3))),
            ("第三节 产业", Some((Style::Section, 3))),
            ("二十一、展望", Some((Style::Han, 21))),
            ("（十二）着力点", Some((Style::HanInBrackets, 12))),
            ("1. 国家实验室体系", Some((Style::Arabic, 1))),
            ("2、未来产业", Some((Style::Arabic, 2))),
            ("1... 培育新动能", Some((Style::Arabic, 1))),
            ("1.2 理解", Some((Style::Dotted(2), 2))),
            ("1.2.3 传承与创新", Some((Style::Dotted(3), 3))),
            ("(3) 其他", Some((Style::ArabicInBrackets, 3))),
            ("12）其他", Some((Style::ArabicInBrackets, 12))),
            ("b) paper", Some((Style::ArabicInBrackets, 2))),
            ("2024）其他", None),
            ("f(x) is", None),
            ("第一章的内容", None),
            ("第三次工业革命", None),
            ("一是坚持创新", None),
            ("5.5万亿元", None),
            ("2023年，总书记", None),
            ("1.5", None),
        ] {
            let found = number(line).map(|n| (n.style, n.value));
            assert_eq!(found, expected, "{line}");
        }
    }

    #[test]
    fn sections_have_white_space_behind_their_numbers() {
        for (line, expected) in [
            ("1 引言", Some(1)),
            ("12\u{3000}结论", Some(12)),
            ("2 Methods", Some(2)),
            ("3 月的会议", None),
            ("2024 年", None),
            ("1引言", None),
            ("1 a", None),
        ] {
            assert_eq!(section(line).map(|n| n.value), expected, "{line}");
        }
    }

    #[test]
    fn the_length_of_a_number_leaves_the_title() {
        for (line, title) in [
            ("1... 培育", "培育"),
            ("（一）为解决", "为解决"),
            ("第一章　总则", "总则"),
        ] {
            let length = number(line).unwrap().length;
            assert_eq!(&line[length..], title);
        }
    }

    #[test]
    fn items_written_out() {
        for line in [
            "一是加强",
            "二要深化",
            "第一，",
            "——加快",
            "首先，",
            "（一）",
        ] {
            assert!(starts_item(line), "{line}");
        }
        assert!(!starts_item("一些关键核心技术"));
    }
}
