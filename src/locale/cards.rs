//! Words around cards: hints, grades, intervals, the end of a session.

use super::Lang;
use super::words;
use crate::app::notice::Failure;
use crate::domain::deck::SourceRef;
use crate::domain::srs::{Grade, Interval};
use crate::domain::time::{Moment, Timestamp};

words! {
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
    waits(time: &str, key: &str) =
        "有学习中的卡，{time} 再来，到时按 {key} 接着复习。", "A card in learning comes back at {time}: {key} goes on then.";
    pub go_on() = "接着复习", "Go on";
    pub go_on_quiz() = "接着测验", "Go on";
}

impl Lang {
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
    pub fn review_waits(self, due: Timestamp, now: Moment, key: &str) -> String {
        self.waits(&self.clock_time(due, now), key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
