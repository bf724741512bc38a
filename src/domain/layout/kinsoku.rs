//! Which characters may not begin or end a line, by level (CLREQ, 行首行尾禁则), and which marks are
//! one mark in two halves (符号分离禁则).

use super::typography::Punctuation;

/// A mark that begins no line from the level `basic` on: stops, closing brackets and quotes, the
/// middle dot, connectors.
pub fn is_closing(c: char) -> bool {
    matches!(
        c,
        '、' | '。'
            | '，'
            | '．'
            | '；'
            | '：'
            | '！'
            | '？'
            | '·'
            | '・'
            | '‧'
            | '～'
            | '〜'
            | '–'
            | '）'
            | '】'
            | '》'
            | '〉'
            | '」'
            | '』'
            | '〕'
            | '〗'
            | '〙'
            | '〛'
            | '｝'
            | '］'
            | '｠'
            | '”'
            | '’'
            | '»'
            | '›'
            | '〞'
            | '〟'
            | '﹂'
            | '﹄'
            | '︶'
            | '︸'
            | '︺'
            | '︼'
            | '︾'
            | '﹀'
            | '％'
            | '‰'
            | '℃'
            | '°'
            | '′'
            | '″'
            | ','
            | '.'
            | ';'
            | ':'
            | '!'
            | '?'
            | ')'
            | ']'
            | '}'
            | '%'
            | '｡'
            | '､'
            | '｣'
            | '･'
            | '‼'
            | '⁇'
            | '⁈'
            | '⁉'
    ) || is_kana_sign(c)
}

/// Small kana, the prolonged sound mark and iteration marks (JLREQ, classes cl-09 to cl-11).
pub(super) fn is_kana_sign(c: char) -> bool {
    matches!(
        c,
        'ー' | 'ｰ'
            | '々'
            | '〻'
            | 'ゝ'
            | 'ゞ'
            | 'ヽ'
            | 'ヾ'
            | 'ぁ'
            | 'ぃ'
            | 'ぅ'
            | 'ぇ'
            | 'ぉ'
            | 'っ'
            | 'ゃ'
            | 'ゅ'
            | 'ょ'
            | 'ゎ'
            | 'ゕ'
            | 'ゖ'
            | 'ァ'
            | 'ィ'
            | 'ゥ'
            | 'ェ'
            | 'ォ'
            | 'ッ'
            | 'ャ'
            | 'ュ'
            | 'ョ'
            | 'ヮ'
            | 'ヵ'
            | 'ヶ'
            | 'ｧ'..='ｯ' | '\u{FF9E}' | '\u{FF9F}'
    )
}

/// A stop: what ends a sentence or a part of one.
pub(super) fn is_stop(c: char) -> bool {
    matches!(
        c,
        '、' | '。' | '，' | '．' | '；' | '：' | '！' | '？' | '｡' | '､'
    ) || matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | '‼' | '⁇' | '⁈' | '⁉')
}

/// A mark that ends no line from the level `basic` on: opening brackets and quotes.
pub fn is_opening(c: char) -> bool {
    matches!(
        c,
        '（' | '【'
            | '《'
            | '〈'
            | '「'
            | '『'
            | '〔'
            | '〖'
            | '〘'
            | '〚'
            | '｛'
            | '［'
            | '｟'
            | '“'
            | '‘'
            | '«'
            | '‹'
            | '〝'
            | '﹁'
            | '﹃'
            | '︵'
            | '︷'
            | '︹'
            | '︻'
            | '︽'
            | '︿'
            | '('
            | '['
            | '{'
            | '｢'
    )
}

/// Whether a line may not begin with the character at this level. A dash is judged where it stands:
/// alone it is a connector, twice it is a dash.
pub fn begins_none(level: Punctuation, c: char) -> bool {
    match level {
        Punctuation::None => false,
        Punctuation::Basic => is_closing(c),
        Punctuation::Gb => is_closing(c) || c == '／',
        Punctuation::Strict => is_closing(c) || c == '／' || is_dash(c) || is_ellipsis(c),
    }
}

/// Whether a line may not end with the character at this level.
pub fn ends_none(level: Punctuation, c: char) -> bool {
    match level {
        Punctuation::None => false,
        Punctuation::Basic => is_opening(c),
        Punctuation::Gb | Punctuation::Strict => is_opening(c) || c == '／',
    }
}

/// A dash, or half of one.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '—' | '―' | '⸺')
}

/// An ellipsis, or half of one.
pub(super) fn is_ellipsis(c: char) -> bool {
    matches!(c, '…' | '⋯' | '‥')
}

/// Two halves of one mark: `——`, `……`, `⋯⋯`, `⸺⸺`.
pub(super) fn splits_mark(before: char, after: char) -> bool {
    before == after && (is_dash(before) || is_ellipsis(before))
}

/// A wide mark whose right half is blank.
pub(super) fn is_blank_right(c: char) -> bool {
    matches!(
        c,
        '、' | '。'
            | '，'
            | '．'
            | '；'
            | '：'
            | '！'
            | '？'
            | '）'
            | '】'
            | '》'
            | '〉'
            | '」'
            | '』'
            | '〕'
            | '〗'
            | '〙'
            | '〛'
            | '｝'
            | '］'
            | '｠'
    )
}

/// A wide mark whose left half is blank.
pub(super) fn is_blank_left(c: char) -> bool {
    matches!(
        c,
        '（' | '【' | '《' | '〈' | '「' | '『' | '〔' | '〖' | '〘' | '〚' | '｛' | '［' | '｟'
    )
}

/// A stop that may hang in the margin.
pub(super) fn may_hang(c: char) -> bool {
    matches!(c, '、' | '，' | '。')
}

/// The form of half the width, where there is one.
pub(super) fn halfwidth(c: char) -> Option<&'static str> {
    match c {
        '。' => Some("｡"),
        '、' => Some("､"),
        '「' => Some("｢"),
        '」' => Some("｣"),
        _ => None,
    }
}

/// Which of two neighbouring marks gives its blank half away when they close up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Closes {
    First,
    Second,
    Neither,
}

impl Closes {
    /// The first if the blank on its right meets a mark; the second if the blank on its left does.
    pub(super) fn of(first: char, second: char) -> Self {
        let mark = |c| is_blank_right(c) || is_blank_left(c);
        if is_blank_right(first) && mark(second) && halfwidth(first).is_some() {
            Self::First
        } else if is_blank_left(second) && mark(first) && halfwidth(second).is_some() {
            Self::Second
        } else {
            Self::Neither
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_forbid_more_and_more() {
        use Punctuation::{Basic, Gb, None, Strict};
        for (c, levels) in [
            ('，', [false, true, true, true]),
            ('”', [false, true, true, true]),
            ('·', [false, true, true, true]),
            ('～', [false, true, true, true]),
            ('／', [false, false, true, true]),
            ('…', [false, false, false, true]),
            ('—', [false, false, false, true]),
            ('新', [false, false, false, false]),
        ] {
            assert_eq!(
                [None, Basic, Gb, Strict].map(|l| begins_none(l, c)),
                levels,
                "{c}"
            );
        }
        for (c, levels) in [
            ('（', [false, true, true, true]),
            ('“', [false, true, true, true]),
            ('／', [false, false, true, true]),
            ('。', [false, false, false, false]),
        ] {
            assert_eq!(
                [None, Basic, Gb, Strict].map(|l| ends_none(l, c)),
                levels,
                "{c}"
            );
        }
    }

    #[test]
    fn blank_halves_close_up_where_there_are_forms_for_it() {
        for (first, second, closes) in [
            ('。', '」', Closes::First),
            ('」', '。', Closes::First),
            ('，', '「', Closes::Second),
            ('「', '「', Closes::Second),
            ('、', '《', Closes::First),
            ('，', '《', Closes::Neither),
            ('新', '。', Closes::Neither),
            ('。', '新', Closes::Neither),
        ] {
            assert_eq!(Closes::of(first, second), closes, "{first}{second}");
        }
    }
}
