//! Headings by their numbers, as offices in China write them: 第一章, 一、（一）1.（1）.

/// A heading is at most this long, in code points.
const LONGEST: usize = 40;

/// Whether a text is as short as a heading, and does not end as a sentence does.
pub(super) fn may_be_heading(text: &str) -> bool {
    let ends_as_text = text.ends_with(['。', '；', '，', '：', ';', ',', ':', '！', '？']);
    !text.is_empty() && !ends_as_text && text.chars().count() <= LONGEST
}

/// The level that a number before a heading means.
pub(super) fn numbered_level(text: &str) -> Option<u8> {
    let is_han = |c: char| "零〇一二三四五六七八九十百".contains(c);
    let is_digit = |c: char| c.is_ascii_digit();
    let behind = |text: &str, is_numeral: &dyn Fn(char) -> bool| {
        let rest = text.trim_start_matches(is_numeral);
        (rest.len() < text.len())
            .then(|| rest.chars().next())
            .flatten()
    };
    let either = |c: char| is_han(c) || is_digit(c);
    if let Some(rest) = text.strip_prefix('第') {
        return match behind(rest, &either)? {
            '编' | '部' | '篇' | '章' | '讲' => Some(1),
            '节' => Some(2),
            _ => None,
        };
    }
    if let Some(rest) = text.strip_prefix(['（', '(']) {
        let is_closed = |c: &char| matches!(c, '）' | ')');
        if behind(rest, &is_han).is_some_and(|c| is_closed(&c)) {
            return Some(3);
        }
        return behind(rest, &is_digit).filter(is_closed).map(|_| 5);
    }
    if behind(text, &is_han) == Some('、') {
        return Some(2);
    }
    let dots = text
        .split(|c: char| !(c.is_ascii_digit() || c == '.'))
        .next()
        .unwrap_or_default();
    let parts = dots.split('.').filter(|part| !part.is_empty()).count();
    match behind(text, &is_digit)? {
        '.' if parts >= 2 => u8::try_from(parts).ok().map(|level| level.min(6)),
        '.' | '．' | '、' => Some(4),
        _ => None,
    }
}
