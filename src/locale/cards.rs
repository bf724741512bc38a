//! Words of cards: prompts, grades, intervals, the end of a session.

use super::Lang;
use super::words;
use crate::app::notice::Failure;
use crate::domain::deck::{Attribution, Prompt, SourceRef};
use crate::domain::srs::{Grade, Interval};
use crate::domain::time::{Moment, Timestamp};

words! {
    pub prompt_define(term: &str) = "什么是“{term}”？", "What is “{term}”?";
    pub prompt_name(definition: &str) = "这说的是什么？\n{definition}", "What is this?\n{definition}";
    pub prompt_recite(cue: &str) = "背出原文：{cue}", "Recite: {cue}";
    pub prompt_list(prompt: &str, n: usize) = "{prompt}（{n} 项）", "{prompt} ({n} items)";
    pub prompt_ordered(prompt: &str, n: usize) =
        "{prompt}（{n} 项，按次序）", "{prompt} ({n} items, in order)";
    pub prompt_relate(left: &str, right: &str) =
        "{left}与{right}是什么关系？", "How do {left} and {right} act on each other?";
    pub prompt_apart(prompt: &str, sets: &str) = "{prompt}（{sets}）", "{prompt} ({sets})";
    pub hint(text: &str) = "提示：{text}", "Hint: {text}";
    pub remark(text: &str) = "注：{text}", "Note: {text}";
    pub show_answer() = "看答案", "Show answer";
    pub grade_again() = "重来", "Again";
    pub grade_hard() = "困难", "Hard";
    pub grade_good() = "良好", "Good";
    pub grade_easy() = "容易", "Easy";
    pub seconds(n: u32) = "{n} 秒", "{n} s";
    pub minutes(n: u32) = "{n} 分钟", "{n} min";
    pub days(n: u32) = "{n} 天", "{n} d";
    pub blocked_by(what: &str, key: &str) =
        "没有记下：{what}　按 {key} 重试。", "Not recorded: {what} Press {key} to try again.";
    pub done_some() = "这一轮复习完了", "This session is done";
    pub done_none() = "现在没有要复习的卡", "Nothing to review now";
    pub summary(n: u32, share: u32, time: &str) =
        "共答 {n} 次，记得 {share}%，用时 {time}。", "{n} answers, {share}% recalled, in {time}.",
        one n "{n} answer, {share}% recalled, in {time}.";
    pub waits(time: &str) = "有学习中的卡，{time} 再来。", "A card in learning comes back at {time}.";
}

impl Lang {
    /// What a card asks. Clozes are put together where they are shown.
    pub fn prompt(self, prompt: &Prompt) -> String {
        match prompt {
            Prompt::Plain(text) => text.clone(),
            Prompt::Define(term) => self.prompt_define(term),
            Prompt::Name(definition) => self.prompt_name(definition),
            Prompt::Recite(cue) => self.prompt_recite(cue),
            Prompt::Cloze(pieces) => {
                use crate::domain::deck::ClozePiece;
                let piece = |piece: &ClozePiece| match piece {
                    ClozePiece::Text(text) | ClozePiece::Revealed(text) => text.clone(),
                    ClozePiece::Hidden { hint } => self.gap(hint.as_deref()),
                };
                pieces.iter().map(piece).collect()
            }
            Prompt::Enumerate {
                prompt,
                count,
                ordered: false,
            } => self.prompt_list(prompt, *count),
            Prompt::Enumerate {
                prompt,
                count,
                ordered: true,
            } => self.prompt_ordered(prompt, *count),
            Prompt::Relate { left, right } => self.prompt_relate(left, right),
            Prompt::Field { subject, name } => prompt_field(subject, name),
            Prompt::TellApart { prompt, sets } => {
                // A single character may stand there by chance.
                let named = |set: &String| set.chars().nth(1).is_some() && prompt.contains(set);
                if sets.iter().all(named) {
                    prompt.clone()
                } else {
                    self.prompt_apart(prompt, &joined(sets, "、"))
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
        let parts = [&said.who, &said.when, &said.place].map(String::clone);
        format!("——{}", joined(&parts, "，"))
    }

    /// Where a card comes from.
    pub fn source_of(self, source: &SourceRef, key: &str) -> String {
        let innermost = source.headings().next().unwrap_or_default();
        match self {
            Self::ZhCn => format!("出处：{innermost}（按\u{a0}{key} 打开）"),
            Self::En => format!("Source: {innermost} ({key}\u{a0}opens\u{a0}it)"),
        }
    }

    /// The name of a grade.
    pub fn grade(self, grade: Grade) -> &'static str {
        match grade {
            Grade::Again => self.grade_again(),
            Grade::Hard => self.grade_hard(),
            Grade::Good => self.grade_good(),
            Grade::Easy => self.grade_easy(),
        }
    }

    /// When a card comes again: in seconds, minutes, days, months or years.
    pub fn interval(self, interval: Interval) -> String {
        match interval {
            Interval::Seconds(n) => self.seconds(n),
            Interval::Minutes(n @ 0..60) => self.minutes(n),
            Interval::Minutes(n) => {
                let hours = format!("{:.1}", f64::from(n) / 60.0);
                let hours = hours.trim_end_matches(".0");
                if self == Self::ZhCn {
                    format!("{hours} 小时")
                } else {
                    format!("{hours} h")
                }
            }
            Interval::Days(n @ 0..60) => self.days(n),
            Interval::Days(n) => self.long_interval(n),
        }
    }

    fn long_interval(self, days: u32) -> String {
        const DAYS_A_YEAR: f64 = 365.25;
        let (number, zh, en) = if f64::from(days) < DAYS_A_YEAR {
            (f64::from(days) / (DAYS_A_YEAR / 12.0), "个月", "mo")
        } else {
            (f64::from(days) / DAYS_A_YEAR, "年", "y")
        };
        let number = format!("{number:.1}");
        format!(
            "{} {}",
            number.trim_end_matches(".0"),
            if self == Self::ZhCn { zh } else { en }
        )
    }

    /// Why an answer was not recorded, and what to do.
    pub fn blocked(self, failure: &Failure, key: &str) -> String {
        self.blocked_by(&self.failure(failure), key)
    }

    /// The title of the end of a session.
    pub fn review_done(self, answered: u32) -> &'static str {
        if answered > 0 {
            self.done_some()
        } else {
            self.done_none()
        }
    }

    /// What was done in a session; time in ms.
    pub fn review_summary(self, answered: u32, share: u32, spent_ms: u64) -> String {
        let seconds = spent_ms / 1000;
        let time = match (self, seconds / 60, seconds % 60) {
            (Self::ZhCn, 0, s) => format!("{s}\u{a0}秒"),
            (Self::ZhCn, m, s) => format!("{m}\u{a0}分\u{a0}{s}\u{a0}秒"),
            (Self::En, 0, s) => format!("{s}\u{a0}s"),
            (Self::En, m, s) => format!("{m}\u{a0}min\u{a0}{s}\u{a0}s"),
        };
        self.summary(answered, share, &time)
    }

    /// When a learning card comes back.
    pub fn review_waits(self, due: Timestamp, now: Moment) -> String {
        self.waits(&self.clock_time(due, now))
    }
}

/// The words are those of the note alone, so its marks are too, whatever the interface speaks.
fn prompt_field(subject: &str, name: &str) -> String {
    let colon = if is_wide(subject) { "：" } else { ": " };
    let mark = if is_wide(name) { "？" } else { "?" };
    format!("{subject}{colon}{name}{mark}")
}

/// Words of a note after each other, with the comma that goes with each.
fn joined(parts: &[String], wide_comma: &str) -> String {
    let mut text = String::new();
    for part in parts {
        if !text.is_empty() {
            text.push_str(if is_wide(&text) { wide_comma } else { ", " });
        }
        text.push_str(part);
    }
    text
}

/// Whether the text ends in a Han character or a sign that goes with them: they come from their
/// radicals on.
fn is_wide(text: &str) -> bool {
    text.ends_with(|c| c >= '\u{2e80}')
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
                "辽中南（解析）：重点产业？"
            );
            assert_eq!(field("Go", "author"), "Go: author?");
            let said = |who: &str, when: &str, place: &str| {
                let [who, when, place] = [who, when, place].map(str::to_owned);
                lang.attribution(&Attribution { who, when, place })
            };
            assert_eq!(said("孔子", "春秋", "《论语》"), "——孔子，春秋，《论语》");
            assert_eq!(
                said("Mill", "1859", "On Liberty"),
                "——Mill, 1859, On Liberty"
            );
        }
    }

    #[test]
    fn sets_are_listed_only_where_the_question_names_them_not_yet() {
        let asked = |prompt: &str, sets: [&str; 2]| {
            Lang::ZhCn.prompt(&Prompt::TellApart {
                prompt: prompt.to_owned(),
                sets: sets.map(str::to_owned).into(),
            })
        };
        let named = "大江和长河各有哪些？";
        assert_eq!(asked(named, ["大江", "长河"]), named);
        assert_eq!(
            asked(named, ["大江", "湖泊"]),
            "大江和长河各有哪些？（大江、湖泊）"
        );
        assert_eq!(
            asked("江河各有哪些？", ["江", "河"]),
            "江河各有哪些？（江、河）"
        );
    }

    #[test]
    fn an_interval_is_told_in_its_unit() {
        for (interval, zh, en) in [
            (Interval::Seconds(30), "30 秒", "30 s"),
            (Interval::Minutes(1), "1 分钟", "1 min"),
            (Interval::Minutes(90), "1.5 小时", "1.5 h"),
            (Interval::Days(59), "59 天", "59 d"),
            (Interval::Days(731), "2 年", "2 y"),
        ] {
            assert_eq!(Lang::ZhCn.interval(interval), zh);
            assert_eq!(Lang::En.interval(interval), en);
        }
    }
}
