//! How alike two texts look, by what a person sees of them at a glance.

use std::collections::HashSet;

/// The marks that part the clauses of a sentence.
const CLAUSE_ENDS: [char; 12] = [
    '，', '；', '：', '。', '？', '！', ',', ';', ':', '?', '!', '\n',
];

/// What stands for a gap in a question.
pub(super) const GAP: &str = "…";

/// The pairs of neighbouring characters of a text.
fn pairs(text: &str) -> HashSet<(char, char)> {
    text.chars().zip(text.chars().skip(1)).collect()
}

/// How many pairs of neighbouring characters two texts have in common.
pub(super) fn pairs_in_common(one: &str, other: &str) -> usize {
    pairs(one).intersection(&pairs(other)).count()
}

/// The share of pairs of neighbouring characters that two texts have in common, in percent.
pub(super) fn similarity(one: &str, other: &str) -> u32 {
    let (one, other) = (pairs(one), pairs(other));
    let common = one.intersection(&other).count();
    ((200 * common) / (one.len() + other.len()).max(1)) as u32
}

/// Whether all characters of `part` stand in `whole` in their order.
pub(super) fn is_part(part: &str, whole: &str) -> bool {
    let mut rest = whole.chars();
    part.chars().all(|c| rest.any(|other| other == c))
}

/// A text with one word for “and”: 共性与个性 is 共性和个性.
pub(super) fn alike_joined(text: &str) -> String {
    text.replace('与', "和")
}

/// How many characters that say something two texts have in common.
pub(super) fn shared(one: &str, other: &str) -> usize {
    const SAYS_NOTHING: &str = "的与和及之了在是一年月日";
    let telling = |text: &str| -> HashSet<char> {
        let all = text.chars().filter(|c| !c.is_ascii_digit());
        all.filter(|c| !SAYS_NOTHING.contains(*c)).collect()
    };
    telling(one).intersection(&telling(other)).count()
}

/// What all texts end in.
pub(super) fn common_end<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let mut texts = texts.into_iter();
    let first: Vec<char> = texts.next().unwrap_or_default().chars().rev().collect();
    let alike = texts.fold(first.len(), |alike, text| {
        let pairs = text.chars().rev().zip(&first);
        pairs
            .take_while(|(c, of_first)| c == *of_first)
            .count()
            .min(alike)
    });
    first.into_iter().take(alike).rev().collect()
}

/// The clauses of a text.
pub(super) fn clauses(text: &str) -> impl Iterator<Item = &str> {
    text.split(CLAUSE_ENDS)
        .map(str::trim)
        .filter(|clause| !clause.is_empty())
}

/// A text without the titles in it: what a question says of where its answer stands.
pub(super) fn without_titles(text: &str) -> String {
    let mut depth = 0_u32;
    let mut kept = String::new();
    for c in text.chars() {
        match c {
            '《' => depth += 1,
            '》' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// The clause of a question that asks, which is the last with a word that asks or a gap; the whole
/// where there is none.
pub(super) fn asking_clause(question: &str) -> &str {
    const ASKING: [&str; 8] = ["什么", "哪", "几", "多少", "怎", "如何", "谁", "何"];
    let asks = |clause: &&str| clause.contains(GAP) || ASKING.iter().any(|w| clause.contains(w));
    clauses(question).filter(asks).last().unwrap_or(question)
}

/// What tells answers apart at a glance, whatever they say: several things or one, a question, a
/// heading with its text, a purpose or means, something to do, a title, quoted words, a sentence, a
/// count with what is counted.
pub(super) fn traits(answer: &str) -> [bool; 9] {
    const SEVERAL: [char; 5] = ['、', '与', '和', '及', '或'];
    const ASKING: [&str; 5] = ["什么", "怎样", "如何", "谁", "哪"];
    const LEADING: [char; 8] = ['以', '把', '将', '使', '让', '从', '为', '我'];
    const COUNTS: [char; 11] = [
        '一', '二', '两', '三', '四', '五', '六', '七', '八', '九', '十',
    ];
    const DOING: [&str; 36] = [
        "加快",
        "推动",
        "推进",
        "促进",
        "完善",
        "提升",
        "优化",
        "强化",
        "加强",
        "坚持",
        "坚定",
        "持续",
        "形成",
        "建立",
        "健全",
        "构建",
        "打造",
        "培育",
        "深化",
        "扩大",
        "提高",
        "实现",
        "激发",
        "营造",
        "改善",
        "改造",
        "增强",
        "突出",
        "落实",
        "牢固树立",
        "统筹",
        "支持",
        "鼓励",
        "引导",
        "保障",
        "减少",
    ];
    [
        answer.contains(SEVERAL),
        ASKING.iter().any(|word| answer.contains(word)),
        answer.contains('：'),
        answer.starts_with(LEADING),
        DOING.iter().any(|word| answer.starts_with(word)),
        answer.contains('《'),
        answer.contains('“'),
        answer.contains('是'),
        answer.starts_with(COUNTS),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clause_that_asks_is_found_and_titles_say_nothing_of_it() {
        for (question, asking) in [
            (
                "报告3.1.1说，要推动各种要素实现哪五“化”？",
                "要推动各种要素实现哪五“化”",
            ),
            ("加强科技创新，打好…攻坚战，再出发。", "打好…攻坚战"),
            ("法国的首都", "法国的首都"),
        ] {
            assert_eq!(asking_clause(question), asking);
        }
        assert_eq!(without_titles("《甲乙》提出哪四条？"), "提出哪四条？");
    }

    #[test]
    fn what_texts_end_in_is_what_all_end_in() {
        assert_eq!(common_end(["链式创新模式", "群式创新模式"]), "式创新模式");
        assert_eq!(common_end(["机械化", "电气化", "信息化"]), "化");
        assert_eq!(common_end(["机械化", "信息"]), "");
    }

    #[test]
    fn characters_that_say_nothing_are_not_shared() {
        assert_eq!(shared("2020年的甲", "2020年的乙"), 0);
        assert_eq!(shared("新产业", "能源产业"), 2);
    }
}
