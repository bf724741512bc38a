//! Which characters may not begin or end a line (CLREQ 3.1.3, 行首行尾禁则; the level of GB/T 15834,
//! and a single dash or ellipsis besides).

/// Whether a line break between these two neighbours is prohibited.
pub fn prohibits(before: char, after: char) -> bool {
    is_opening(before) || is_closing(after) || splits_pair(before, after)
}

/// A mark that may not begin a line: closing brackets and quotes, stops, connectors.
pub fn is_closing(c: char) -> bool {
    matches!(
        c,
        '、' | '。' | '，' | '．' | '；' | '：' | '！' | '？' | '·' | '・' | '／' | '～' | '—' | '…'
        | '⋯' | '‥' | '–' | '⸺'
        | '）' | '】' | '》' | '〉' | '」' | '』' | '〕' | '〗' | '〙' | '〛' | '｝' | '］' | '｠'
        | '”' | '’' | '»' | '›' | '〞' | '〟' | '﹂' | '﹄' | '︶' | '︸' | '︺' | '︼' | '︾' | '﹀'
        | '％' | '‰' | '℃' | '°' | '′' | '″'
        | ',' | '.' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '%'
        | '｡' | '､' | '｣' | '･' | '‼' | '⁇' | '⁈' | '⁉'
        // Small kana, the prolonged sound mark and iteration marks (JLREQ, class cl-09 to cl-11).
        | 'ー' | 'ｰ' | '々' | '〻' | 'ゝ' | 'ゞ' | 'ヽ' | 'ヾ'
        | 'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ' | 'ゎ' | 'ゕ' | 'ゖ'
        | 'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ' | 'ヮ' | 'ヵ' | 'ヶ'
        | '\u{FF9E}' | '\u{FF9F}'
    )
}

/// A mark that may not end a line: opening brackets and quotes.
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

/// Two halves of one mark: `——`, `……`, `⋯⋯`, `⸺⸺`.
fn splits_pair(before: char, after: char) -> bool {
    before == after && matches!(before, '—' | '…' | '⋯' | '⸺')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stay_with_their_words() {
        for (before, after) in [
            ('力', '，'),
            ('“', '新'),
            ('新', '”'),
            ('—', '—'),
            ('…', '…'),
            ('（', '一'),
            ('新', '·'),
        ] {
            assert!(prohibits(before, after), "{before}|{after}");
        }
        for (before, after) in [('新', '质'), ('，', '新'), ('”', '新'), ('新', '“')] {
            assert!(!prohibits(before, after), "{before}|{after}");
        }
    }
}
