//! What characters tell about the text around them: ends of sentences, brackets, note marks.
//! Knows characters, no lines.

use crate::domain::text::number_in_circle;

/// How a piece of text ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// Behind a whole sentence, its closing marks and note marks included.
    Sentence,
    /// Behind a colon, a semicolon or a long dash: a sentence may go on in the next paragraph.
    Lead,
    /// Behind a comma or an opening mark, where no paragraph ends.
    Open,
    /// Behind a word.
    Word,
}

/// The ending of a piece of text without white space at its end.
pub(super) fn ending(text: &str) -> Ending {
    let bare = without_marks(text);
    let inner = bare.trim_end_matches(is_closing);
    if is_behind_source(bare) {
        return Ending::Sentence;
    }
    match inner.chars().next_back() {
        Some(c) if is_terminal(c) => Ending::Sentence,
        Some('：' | '；' | ':' | ';') => Ending::Lead,
        Some('—') if inner.ends_with("——") => Ending::Lead,
        Some(c) if inner.len() == bare.len() && (is_opening(c) || is_pause(c)) => Ending::Open,
        _ => Ending::Word,
    }
}

/// Whether the text ends with a bracket that follows a whole sentence, as a source does.
fn is_behind_source(text: &str) -> bool {
    let Some(open) = text
        .strip_suffix(['）', ')'])
        .and_then(|rest| rest.rfind(['（', '(']))
    else {
        return false;
    };
    let before = text
        .get(..open)
        .unwrap_or_default()
        .trim_end_matches(is_closing);
    before.ends_with(['。', '！', '？', '…'])
}

/// The text without the note marks at its end: `^①`, `①`, `[4]`, `[4]53`.
fn without_marks(text: &str) -> &str {
    let mut rest = text;
    loop {
        let trimmed = rest.trim_end_matches(|c: char| is_circled(c) || c == '^' || c == ' ');
        let bracket = trimmed
            .trim_end_matches(|c: char| c.is_ascii_digit())
            .strip_suffix(']')
            .map(|r| r.trim_end_matches(|c: char| c.is_ascii_digit()))
            .and_then(|r| r.strip_suffix('['));
        let shorter = bracket.unwrap_or(trimmed);
        if shorter.len() == rest.len() {
            return rest;
        }
        rest = shorter;
    }
}

/// A mark that ends a sentence.
pub(super) fn is_terminal(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '…' | '.' | '!' | '?' | '．')
}

/// A mark inside a sentence.
pub(super) fn is_pause(c: char) -> bool {
    matches!(c, '，' | '、' | ',' | '·' | '～')
}

/// A mark that opens a quotation or a bracket.
pub(super) fn is_opening(c: char) -> bool {
    matches!(
        c,
        '“' | '‘' | '（' | '《' | '〈' | '「' | '『' | '【' | '〔' | '(' | '['
    )
}

/// A mark that closes a quotation or a bracket.
pub(super) fn is_closing(c: char) -> bool {
    matches!(
        c,
        '”' | '’' | '）' | '》' | '〉' | '」' | '』' | '】' | '〕' | ')' | ']' | '"' | '\''
    )
}

/// A character with which no paragraph starts.
pub(super) fn cannot_start(c: char) -> bool {
    matches!(
        c,
        '，' | '、'
            | '。'
            | '；'
            | '：'
            | '！'
            | '？'
            | '…'
            | ','
            | ';'
            | ':'
            | '!'
            | '?'
            | '%'
            | '％'
    ) || (is_closing(c) && c != '"' && c != '\'')
}

/// `①` to `⑳` and `㉑` to `㊿`.
pub(super) fn is_circled(c: char) -> bool {
    number_in_circle(c).is_some()
}

/// A Chinese character.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '〇' | '\u{20000}'..='\u{323AF}')
}

/// Whether a character is set without spaces around it: Han, kana and their punctuation.
pub(super) fn is_wide(c: char) -> bool {
    half_ems(c) == 2
}

/// The place a character takes in print, in half ems. This is the measure of the page that was
/// typeset once, where quotation marks and dashes are as wide as Han; it is not that of a terminal.
pub(super) fn half_ems(c: char) -> u32 {
    match c {
        '\u{0}'..='\u{1FFF}' | '\u{FF61}'..='\u{FFDC}' => 1,
        _ => 2,
    }
}

/// Whether every bracket and quotation mark that opens in the text is closed in it.
pub(super) fn is_balanced(text: &str) -> bool {
    let (mut double, mut single, mut round, mut title) = (0i32, 0i32, 0i32, 0i32);
    for c in text.chars() {
        match c {
            '“' => double += 1,
            '”' => double -= 1,
            '‘' => single += 1,
            '’' => single -= 1,
            '（' | '(' => round += 1,
            '）' | ')' => round -= 1,
            '《' => title += 1,
            '》' => title -= 1,
            _ => {}
        }
        if double < 0 || round < 0 || title < 0 {
            return false;
        }
    }
    double == 0 && single <= 0 && round == 0 && title == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_look_behind_closing_marks_and_note_marks() {
        for (text, expected) in [
            ("力量。", Ending::Sentence),
            ("质态。”[3]", Ending::Sentence),
            ("自然条件”。[4]53", Ending::Sentence),
            ("总量”^③。", Ending::Sentence),
            ("要大力推进。（见《讲话》第2页）", Ending::Sentence),
            ("文稿汇编（10 篇）", Ending::Word),
            ("阐释——", Ending::Lead),
            ("指出：", Ending::Lead),
            ("必须坚持，", Ending::Open),
            ("所谓“", Ending::Open),
            ("“新质生产力”", Ending::Word),
            ("发展的实践要求", Ending::Word),
            ("He went home.", Ending::Sentence),
            ("", Ending::Word),
        ] {
            assert_eq!(ending(text), expected, "{text}");
        }
    }

    #[test]
    fn balance_sees_what_is_open() {
        assert!(is_balanced("“一”（二）《三》"));
        assert!(!is_balanced("“要扩大高水平对外开"));
        assert!(!is_balanced("放”"));
    }
}
