//! Words of the brief before a session.

use super::Lang;
use super::words;
use crate::app::screen::brief::{Briefing, Sheet};

words! {
    pub brief_length(n: u16) = "时长：{n}\u{a0}分钟", "Length: {n} minutes", one n "Length: {n} minute";
    brief_sheet(n: usize) = "先看 {n} 条关键表述；", "First {n} key formulations;",
        one n "First {n} key formulation;";
    brief_outline(n: usize) = "没有摘录的表述，先看提纲 {n} 条；",
        "No formulations here: first its outline of {n} headings;",
        one n "No formulations here: first its outline of {n} heading;";
    brief_run(n: usize, all: usize) =
        "再过 {n} 张卡（共 {all} 张），没学过的在前，记得不牢的次之。",
        "then {n} of {all} cards, new ones first, then the least remembered.";
    brief_cards(n: usize, all: usize) =
        "过 {n} 张卡（共 {all} 张），没学过的在前，记得不牢的次之。",
        "{n} of {all} cards, new ones first, then the least remembered.";
    brief_no_cards() = "这里没有卡片。", "there are no cards here.";
    brief_time(minutes: u64) =
        "合起来约 {minutes}\u{a0}分钟，按你平时的快慢估计。", "About {minutes}\u{a0}min in all, at your usual pace.";
    pub brief_note() =
        "速览不改变复习安排；没答上来的，可以一键放进今天的复习。",
        "A brief changes no date; a card you missed can be put into today's queue by one key.";
    pub brief_place(n: usize, all: usize) = "第 {n} 张，共 {all} 张", "{n} of {all}";
    pub brief_formulations(n: usize) = "{n} 条表述", "{n} formulations", one n "{n} formulation";
    pub brief_missed(key: &str, next: &str) =
        "没答上来。按\u{a0}{key} 放进今天的复习，按\u{a0}{next} 继续。", "Missed. {key} puts it into today's queue; {next} goes on.";
    pub knew_it() = "记得", "Knew it";
    pub brief_done() = "速览完了", "This brief is done";
    pub brief_summary(n: usize, known: usize) =
        "过了 {n} 张，记得 {known} 张。", "{n} cards, {known} of them known.", one n "{n} card, {known} known.";
    pub brief_asked(n: usize) =
        "有 {n} 张放进了今天的复习。", "{n} of them are in today's queue.", one n "{n} of them is in today's queue.";
}

impl Lang {
    /// What the brief will be, in a sentence or two.
    pub fn brief_plan(self, briefing: &Briefing, minutes: u16) -> Vec<String> {
        let sheet = match &briefing.sheet {
            sheet if sheet.is_empty() => None,
            Sheet::Formulations(items) => Some(self.brief_sheet(items.len())),
            Sheet::Outline(entries) => Some(self.brief_outline(entries.len())),
        };
        let cards = briefing.fitting(minutes);
        let run = match (briefing.cards.len(), &sheet) {
            (0, _) => self.brief_no_cards().to_owned(),
            (all, None) => self.brief_cards(cards, all),
            (all, Some(_)) => self.brief_run(cards, all),
        };
        let time = self.brief_time(briefing.ms(cards).div_ceil(60_000));
        let rest = [run, time, self.brief_note().to_owned()];
        sheet.into_iter().chain(rest).collect()
    }
}
