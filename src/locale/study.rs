//! Words of custom study.

use super::{Lang, words};
use crate::app::screen::study::{Menu, Row, Standing};

words! {
    pub study() = "自选学习", "Custom study";
    pub study_and(deck: &str) = "自选学习 · {deck}", "Custom study · {deck}";
    pub cards_left(n: u32) = "还有 {n} 张", "{n} left";
    every() = "全部卡片", "Every card";
    tagged() = "带某个标签的卡片 …", "Cards with a tag …";
    in_state(state: &str) = "某种状态的卡片：‹ {state} ›", "Cards in a state: ‹ {state} ›";
    previewed(n: u32) = "预览新卡：‹ {n} 张 ›", "Preview new cards: ‹ {n} ›";
    forgotten_today() = "今天忘记的", "Forgotten today";
    ahead(days: u32) = "提前复习今后的：‹ {days} 天 ›", "Ahead of time: ‹ {days} days ›",
        one days "Ahead of time: ‹ {days} day ›";
    random(n: u32) = "随机抽取：‹ {n} 张 ›", "At random: ‹ {n} ›";
    leeches() = "难点卡", "leeches";
    in_review() = "复习中", "in review";
    in_learning() = "学习中", "in learning";
    are_due() = "到期", "due";
    are_new() = "新卡", "new";
    pub study_of_deck(deck: &str) = "范围：只在“{deck}”里", "From: the deck “{deck}” alone";
    pub study_of_all() = "范围：所有卡组", "From: all decks";
    pub study_practises() =
        "只是练习：不影响复习安排，也不计入统计", "Practice: no date changes, and no statistic counts it";
    pub study_schedules() =
        "计入安排：照平常一样打分，日期随之改动", "It counts: answers are grades and change dates as ever";
    pub with_key(text: &str, key: &str) = "{text}（按\u{a0}{key} 换）", "{text} ({key}\u{a0}changes\u{a0}it)";
    pub practice_right() = "记得", "Knew it";
    pub practice_wrong() = "不记得", "Missed";
    pub practised_only() =
        "这是练习，复习安排没有变。", "This was practice: the schedule is as it was.";
    pub nothing_to_study() = "没有这样的卡片", "There are no such cards";
    pub ask_tag() = "标签：", "Tag: ";
}

impl Lang {
    /// A row of the menu.
    pub fn study_row(self, row: Row, menu: &Menu) -> String {
        match row {
            Row::Every => self.every().to_owned(),
            Row::Tag => self.tagged().to_owned(),
            Row::State => self.in_state(self.standing(menu.standing)),
            Row::New => self.previewed(menu.cards),
            Row::Forgotten => self.forgotten_today().to_owned(),
            Row::Ahead => self.ahead(menu.days),
            Row::Random => self.random(menu.cards),
        }
    }

    fn standing(self, standing: Standing) -> &'static str {
        match standing {
            Standing::Leech => self.leeches(),
            Standing::Learning => self.in_learning(),
            Standing::Review => self.in_review(),
            Standing::Due => self.are_due(),
            Standing::New => self.are_new(),
        }
    }
}
