//! The numbers and bullets that people put before the items of a list.

/// The text without a number or bullet before it: `1. `, `（二）`, `③`, `第四，`, `- `.
pub(super) fn without_number(text: &str) -> &str {
    const BULLETS: [char; 9] = ['-', '*', '•', '·', '・', '●', '–', '—', '▪'];
    let text = text.trim().trim_start_matches(BULLETS).trim_start();
    circled(text)
        .or_else(|| in_brackets(text))
        .or_else(|| with_mark(text))
        .unwrap_or(text)
        .trim_start()
}

/// Whether it is a number in a circle, in brackets or with a point, as one character.
pub(super) fn is_circled(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{249B}' | '\u{24EB}'..='\u{24FF}' | '\u{2776}'..='\u{2793}')
        || matches!(c, '\u{3220}'..='\u{3229}' | '\u{3280}'..='\u{3289}')
}

fn circled(text: &str) -> Option<&str> {
    text.strip_prefix(is_circled)
}

fn in_brackets(text: &str) -> Option<&str> {
    let rest = figures(text.strip_prefix(['（', '('])?)?;
    rest.strip_prefix(['）', ')'])
}

/// Behind figures and the mark that makes a number before a thing of them. A mark between two figures
/// is part of a number; and figures of a letter alone (十 四) need a mark.
fn with_mark(text: &str) -> Option<&str> {
    const MARKS: [char; 10] = ['.', '．', '、', ',', '，', ')', '）', ':', '：', ' '];
    let ordinal = text.strip_prefix(['第', '其']).unwrap_or(text);
    let rest = figures(ordinal)?;
    let behind = rest.strip_prefix(MARKS)?;
    let spaced = rest.starts_with(' ') && !ordinal.starts_with(is_digit);
    (!spaced && !behind.starts_with(is_digit)).then_some(behind)
}

/// What stands behind the figures at the beginning, if there are any.
fn figures(text: &str) -> Option<&str> {
    const HAN: &str = "一二三四五六七八九十百";
    let behind = text.trim_start_matches(is_digit);
    let behind = if behind.len() == text.len() {
        text.trim_start_matches(|c| HAN.contains(c))
    } else {
        behind
    };
    (behind.len() < text.len()).then_some(behind)
}

fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_bullets_go_and_figures_of_the_words_stay() {
        for numbered in [
            "1. 石器时代",
            "１．石器时代",
            "2、石器时代",
            "（四）石器时代",
            "(12) 石器时代",
            "3) 石器时代",
            "①石器时代",
            "⒊ 石器时代",
            "第一，石器时代",
            "其二：石器时代",
            "十一、石器时代",
            "1 石器时代",
            "- 石器时代",
            "• 石器时代",
        ] {
            assert_eq!(without_number(numbered), "石器时代", "{numbered}");
        }
        for text in [
            "一中心",
            "两围绕",
            "1.5亿",
            "2023年：提出",
            "12,000",
            "第一次",
            "“2号船”进坞",
        ] {
            assert_eq!(without_number(text), text);
        }
        assert_eq!(without_number("3. "), "");
    }
}
