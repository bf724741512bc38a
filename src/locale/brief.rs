//! Words of the brief before a session.

use super::Lang;
use super::words;
use crate::app::screen::brief::{Briefing, Sheet};

words! {
    pub brief_length(n: u16) = "时长：{n} 分钟", "Length: {n} minutes", one n "Length: {n} minute";
    pub brief_sheet(n: usize, minutes: u64) =
        "先看 {n} 条关键表述，约 {minutes} 分钟；", "First {n} key formulations, about {minutes} min;",
        one n "First {n} key formulation, about {minutes} min;";
    pub brief_outline(n: usize, minutes: u64) =
        "没有摘录的表述，先看提纲 {n} 条，约 {minutes} 分钟；",
        "No formulations here: first its outline of {n} headings, about {minutes} min;",
        one n "No formulations here: first its outline of {n} heading, about {minutes} min;";
    pub brief_run(n: usize, all: usize, minutes: u64) =
        "再过 {n} 张卡（共 {all} 张），约 {minutes} 分钟。没学过的在前，记得不牢的次之。",
        "then {n} of {all} cards, about {minutes} min: unmet ones first, then the least remembered.";
    pub brief_no_cards() = "这里没有卡片。", "there are no cards here.";
    pub brief_note() =
        "速览不改变复习安排；没答上来的，可以一键放进今天的复习。",
        "A brief changes no date; a card you missed can be put into today's queue by one key.";
    pub brief_place(n: usize, all: usize) = "第 {n} 张，共 {all} 张", "{n} of {all}";
    pub brief_formulations(n: usize) = "{n} 条表述", "{n} formulations", one n "{n} formulation";
    pub brief_missed(key: &str) =
        "没答上来。按 {key} 放进今天的复习，其他键继续。", "Missed. {key} puts it into today's queue; any other key goes on.";
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
        let sheet_minutes = briefing.sheet_ms().div_ceil(60_000);
        let sheet = match &briefing.sheet {
            Sheet::Formulations(items) => self.brief_sheet(items.len(), sheet_minutes),
            Sheet::Outline(entries) => self.brief_outline(entries.len(), sheet_minutes),
        };
        let cards = briefing.fitting(minutes);
        let run_minutes = (cards as u64 * u64::from(briefing.pace_ms)).div_ceil(60_000);
        let run = match briefing.cards.len() {
            0 => self.brief_no_cards().to_owned(),
            all => self.brief_run(cards, all, run_minutes),
        };
        vec![sheet, run, self.brief_note().to_owned()]
    }
}
