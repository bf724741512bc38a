//! Words of the two sides of a card: what it asks, and who said what it answers.
//!
//! Marks between words of a note are those of the note, whatever the interface speaks.

use super::Lang;
use super::words;
use crate::domain::deck::{Attribution, ClozePiece, Prompt};
use crate::domain::quiz::says_count;

words! {
    prompt_define(term: &str) = "什么是{term}？", "What is {term}?";
    prompt_name(definition: &str) = "这说的是什么？\n{definition}", "What is this?\n{definition}";
    prompt_recite(cue: &str) = "背出原文：{cue}", "Recite: {cue}";
    pub prompt_recite_definition(term: &str) = "背出定义：{term}", "Recite the definition: {term}";
    prompt_counted(prompt: &str, n: usize) = "{prompt}（{n}\u{a0}项）", "{prompt} ({n}\u{a0}items)";
    prompt_counted_in_order(prompt: &str, n: usize) =
        "{prompt}（{n}\u{a0}项，按次序）", "{prompt} ({n}\u{a0}items, in order)";
    prompt_in_order(prompt: &str) = "{prompt}（按次序）", "{prompt} (in order)";
    prompt_relate(left: &str, right: &str) =
        "{left}与{right}是什么关系？", "How do {left} and {right} act on each other?";
    prompt_apart(prompt: &str, sets: &str) = "{prompt}（{sets}）", "{prompt} ({sets})";
}

impl Lang {
    /// What a card asks. Clozes are put together where they are shown.
    pub fn prompt(self, prompt: &Prompt) -> String {
        match prompt {
            Prompt::Plain(text) => text.clone(),
            Prompt::Define(term) => self.prompt_define(&quoted(term)),
            Prompt::Name(definition) => self.prompt_name(definition),
            Prompt::Recite(cue) => self.prompt_recite(cue),
            Prompt::Cloze(pieces) => {
                let piece = |piece: &ClozePiece| match piece {
                    ClozePiece::Text(text) | ClozePiece::Revealed(text) => text.clone(),
                    ClozePiece::Hidden { hint } => self.gap(hint.as_deref()),
                };
                pieces.iter().map(piece).collect()
            }
            Prompt::Enumerate {
                prompt,
                count,
                ordered,
            } => match (says_count(prompt, *count), ordered) {
                (true, false) => prompt.clone(),
                (true, true) => self.prompt_in_order(prompt),
                (false, false) => self.prompt_counted(prompt, *count),
                (false, true) => self.prompt_counted_in_order(prompt, *count),
            },
            Prompt::Relate { left, right } => self.prompt_relate(left, right),
            Prompt::Field { subject, name } => prompt_field(subject, name),
            Prompt::TellApart { prompt, sets } => {
                // A single character may stand there by chance.
                let named = |set: &String| {
                    let (name, _) = without_bracket(set);
                    name.chars().nth(1).is_some() && prompt.contains(name)
                };
                if sets.iter().all(named) {
                    prompt.clone()
                } else {
                    self.prompt_apart(prompt, &names(sets))
                }
            }
        }
    }

    /// What stands in a gap while it is hidden.
    pub fn gap(self, hint: Option<&str>) -> String {
        match hint {
            Some(hint) => format!("［{hint}］"),
            None => "［……］".to_owned(),
        }
    }

    /// Who said something, when and where.
    pub fn attribution(self, said: &Attribution) -> String {
        let parts = [said.who.as_str(), &said.when, &said.place];
        let comma = if has_han(&parts) { "，" } else { ", " };
        format!("——{}", parts.join(comma))
    }
}

/// Names of a note after each other. Those that hold marks of a list themselves are held apart by a
/// stronger one.
pub(super) fn names<S: AsRef<str>>(names: &[S]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    let listed = names
        .iter()
        .any(|name| name.contains(['、', '，', ',', ';', '；']));
    let mark = match (has_han(&names), listed) {
        (true, true) => "；",
        (true, false) => "、",
        (false, true) => "; ",
        (false, false) => ", ",
    };
    names.join(mark)
}

/// The words are those of the note alone, so its marks are too. A name that asks nothing by itself
/// is asked for.
fn prompt_field(subject: &str, name: &str) -> String {
    const ASKING: [&str; 9] = ["什么", "哪", "何", "几", "怎", "谁", "多少", "多大", "多长"];
    let colon = if has_han(&[subject]) { "：" } else { ": " };
    let mark = match (has_han(&[name]), ASKING.iter().any(|it| name.contains(it))) {
        _ if name.ends_with(['？', '?']) => "",
        (true, false) => "是？",
        (true, true) => "？",
        (false, _) => "?",
    };
    format!("{subject}{colon}{name}{mark}")
}

/// A term in quotes; what it adds in brackets stands behind them. Quotes within are single ones,
/// and a term that is quoted already is not quoted again.
fn quoted(term: &str) -> String {
    let (name, more) = without_bracket(term);
    let inner = name.strip_prefix('“').and_then(|it| it.strip_suffix('”'));
    if inner.is_some_and(|inner| !inner.contains(['“', '”'])) {
        return term.to_owned();
    }
    let name = name.replace('“', "‘").replace('”', "’");
    format!("“{name}”{more}")
}

/// A text, and the bracket that ends it, with the spaces before that; empty if none does.
fn without_bracket(text: &str) -> (&str, &str) {
    let whole = (text, "");
    if !text.ends_with(['）', ')']) {
        return whole;
    }
    let mut depth = 0_i32;
    for (at, c) in text.char_indices().rev() {
        match c {
            '）' | ')' => depth += 1,
            '（' | '(' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let name = text.get(..at).unwrap_or_default().trim_end();
            let more = text.get(name.len()..).unwrap_or_default();
            return if name.is_empty() { whole } else { (name, more) };
        }
    }
    whole
}

/// Whether there are Han characters, or signs that go with them, in any of the texts: they come
/// from their radicals on.
fn has_han(texts: &[&str]) -> bool {
    texts
        .iter()
        .any(|text| text.contains(|c: char| c >= '\u{2e80}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_marks_of_a_question_are_those_of_its_words() {
        for lang in Lang::ALL {
            let field = |subject: &str, name: &str| {
                lang.prompt(&Prompt::Field {
                    subject: subject.to_owned(),
                    name: name.to_owned(),
                })
            };
            assert_eq!(
                field("辽中南（解析）", "重点产业"),
                "辽中南（解析）：重点产业是？"
            );
            assert_eq!(
                field("古人的“四书”", "是哪四部"),
                "古人的“四书”：是哪四部？"
            );
            assert_eq!(field("长江", "多长？"), "长江：多长？");
            assert_eq!(field("Go", "author"), "Go: author?");
            let said = |who: &str, when: &str, place: &str| {
                let [who, when, place] = [who, when, place].map(str::to_owned);
                lang.attribution(&Attribution { who, when, place })
            };
            assert_eq!(said("孔子", "春秋", "《论语》"), "——孔子，春秋，《论语》");
            assert_eq!(said("《报告》", "2024", "3.1"), "——《报告》，2024，3.1");
            assert_eq!(
                said("Mill", "1859", "On Liberty"),
                "——Mill, 1859, On Liberty"
            );
        }
    }

    fn apart<const N: usize>(prompt: &str, sets: [&str; N]) -> String {
        Lang::ZhCn.prompt(&Prompt::TellApart {
            prompt: prompt.to_owned(),
            sets: sets.map(str::to_owned).into(),
        })
    }

    #[test]
    fn sets_are_listed_only_where_the_question_names_them_not_yet() {
        let named = "大江和长河各有哪些？";
        assert_eq!(apart(named, ["大江", "长河"]), named);
        assert_eq!(apart(named, ["大江（四条）", "长河（三条）"]), named);
        assert_eq!(
            apart(named, ["大江", "湖泊"]),
            "大江和长河各有哪些？（大江、湖泊）"
        );
        assert_eq!(
            apart("江河各有哪些？", ["江", "河"]),
            "江河各有哪些？（江、河）"
        );
    }

    #[test]
    fn listed_names_are_held_apart_by_a_mark_that_is_in_none_of_them() {
        assert_eq!(
            apart("各有哪些？", ["长江、淮河", "黄河、海河"]),
            "各有哪些？（长江、淮河；黄河、海河）"
        );
        assert_eq!(
            apart("各做什么？", ["政府“有形之手”", "市场“无形之手”"]),
            "各做什么？（政府“有形之手”、市场“无形之手”）"
        );
        assert_eq!(
            apart("何处？", ["报告3.1", "评论"]),
            "何处？（报告3.1、评论）"
        );
        assert_eq!(names(&["one", "two"]), "one, two");
        assert_eq!(names(&["a, b", "c"]), "a, b; c");
    }

    #[test]
    fn what_a_term_adds_in_brackets_is_not_quoted() {
        for (term, zh, en) in [
            ("汽化", "什么是“汽化”？", "What is “汽化”?"),
            (
                "力（论文（初稿）的说法）",
                "什么是“力”（论文（初稿）的说法）？",
                "What is “力”（论文（初稿）的说法）?",
            ),
            ("Go (game)", "什么是“Go” (game)？", "What is “Go” (game)?"),
            ("（空）", "什么是“（空）”？", "What is “（空）”?"),
            ("“抄作业”", "什么是“抄作业”？", "What is “抄作业”?"),
            (
                "“甲”和“乙”",
                "什么是“‘甲’和‘乙’”？",
                "What is “‘甲’和‘乙’”?",
            ),
            (
                "“人工智能+”行动（名词解释）",
                "什么是“‘人工智能+’行动”（名词解释）？",
                "What is “‘人工智能+’行动”（名词解释）?",
            ),
        ] {
            let asked = Prompt::Define(term.to_owned());
            assert_eq!(Lang::ZhCn.prompt(&asked), zh);
            assert_eq!(Lang::En.prompt(&asked), en);
        }
    }

    #[test]
    fn how_many_there_are_is_told_once() {
        let asked = |prompt: &str, count, ordered, lang: Lang| {
            lang.prompt(&Prompt::Enumerate {
                prompt: prompt.to_owned(),
                count,
                ordered,
            })
        };
        let zh = |prompt: &str, count, ordered| asked(prompt, count, ordered, Lang::ZhCn);
        assert_eq!(zh("有哪六项？", 6, false), "有哪六项？");
        assert_eq!(zh("依次是哪六项？", 6, true), "依次是哪六项？（按次序）");
        assert_eq!(zh("有哪些？", 6, false), "有哪些？（6\u{a0}项）");
        assert_eq!(zh("有哪些？", 6, true), "有哪些？（6\u{a0}项，按次序）");
        let en = |prompt: &str, count| asked(prompt, count, false, Lang::En);
        assert_eq!(en("Which six?", 6), "Which six?");
        assert_eq!(en("Which?", 6), "Which? (6\u{a0}items)");
    }
}
