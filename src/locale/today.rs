//! Words of the start screen, the first screen and the top row.

use super::Lang;
use super::words;
use crate::app::screen::today::{NextThing, Overview};
use crate::domain::time::Moment;
use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};

words! {
    pub brand() = "温故", "wengu";
    pub brand_and(place: &str) = "温故 · {place}", "wengu · {place}";
    pub today() = "今天", "Today";
    pub library() = "书库", "Library";
    pub contents() = "目录", "Contents";
    pub review() = "复习", "Review";
    pub brief() = "速览", "Brief";
    pub brief_of(title: &str) = "速览 · {title}", "Brief · {title}";
    pub review_of(deck: &str) = "复习 · {deck}", "Review · {deck}";
    pub documents(n: usize) = "{n} 篇", "{n} documents", one n "{n} document";
    pub headings(n: usize) = "{n} 个标题", "{n} headings", one n "{n} heading";
    pub page_of(page: usize, pages: usize, percent: &str) =
        "第 {page}/{pages} 页 {percent}", "page {page} of {pages} {percent}";
    pub printed_page(label: &str, place: &str) = "原书 {label} 页 · {place}", "p. {label} · {place}";
    pub percent(n: u8) = "{n}%", "{n}%";
    pub hit_and_percent(n: usize, all: usize, percent: &str) =
        "第 {n}/{all} 处 · {percent}", "hit {n}/{all} · {percent}";
    pub title_and_section(title: &str, section: &str) = "{title} · {section}", "{title} · {section}";
    pub counts(new: u32, learning: u32, due: u32) =
        "新卡 {new} · 学习中 {learning} · 到期 {due}", "new {new} · learning {learning} · due {due}";
    pub date_and_streak(date: &str, n: u32) =
        "{date} · 连续 {n} 天", "{date} · {n}-day streak";
    pub deck() = "卡组", "Deck";
    pub decks_shown(from: usize, to: usize, all: usize) =
        "卡组 {from}-{to}/{all}", "Deck {from}-{to}/{all}";
    pub due() = "到期", "due";
    pub learning() = "学习中", "learn";
    pub new_cards() = "新卡", "new";
    pub reading() = "在读　", "Reading  ";
    pub press(key: &str) = "按 {key}", "press {key}";
    pub decks_legend(new: u32) =
        "新卡每天合起来最多 {new} 张；各组后面的数，是单独复习这一组时的。",
        "At most {new} new cards a day in all; a deck's numbers are for it alone.";
    pub no_decks() = "还没有卡组。", "There are no decks yet.";
    pub review_next(n: usize) = "接下来：复习 {n} 张卡", "Next: review {n} cards", one n "Next: review {n} card";
    pub read_next(title: &str) = "接下来：继续读{title}", "Next: go on reading {title}";
    pub begin_next(title: &str) = "接下来：读{title}", "Next: read {title}";
    pub library_next() = "接下来：去书库导入一篇文档", "Next: import a document in the library";
    pub answered_today(n: usize) = "今天已答 {n} 次。", "{n} answers so far today.", one n "{n} answer so far today.";
    pub all_done_today(n: usize) =
        "今天的卡都复习完了，共答 {n} 次。", "Done for today: {n} answers.",
        one n "Done for today: {n} answer.";
    pub nothing_today() = "今天没有要复习的卡。", "No cards to review today.";
    pub too_small() = "窗口太小，请拉大一些", "The window is too small: make it larger";

    pub welcome_title() = "温故而知新", "Review the old, know the new";
    pub welcome_what() =
        "温故是终端里的学习工具：读文献，记要点，每天复习。已经备好几篇导读和几组卡片，随时可以开始。",
        "wengu is for study in a terminal: read documents, learn their key points by heart, review daily. Study guides and decks are ready (in Chinese).";
    pub welcome_review(key: &str) =
        "按 {key} 复习卡片：空格看答案，再按 1 到 4 说记得多牢。",
        "{key} reviews cards: space shows the answer, 1 to 4 say how well you knew it.";
    pub welcome_read(key: &str, page: &str) =
        "按 {key} 阅读，{page} 翻页；读到哪里会记住。",
        "{key} reads, {page} turns the page; your place is kept.";
    pub welcome_library(key: &str, import: &str) =
        "按 {key} 进书库，在那里按 {import} 导入自己的文档。",
        "{key} opens the library; {import} there imports a document of yours.";
    pub welcome_source(key: &str) =
        "复习时按 {key}，看这张卡出自原文哪一段。",
        "{key} on a card shows the passage it came from.";
    pub welcome_help(help: &str, quit: &str) =
        "任何时候按 {help} 列出按键，按 {quit} 退出。", "{help} lists the keys of any screen; {quit} quits.";
    pub welcome_go() = "按任意键开始。", "Press any key to begin.";
}

impl Lang {
    /// The sentence that proposes the next thing to do.
    pub fn next_thing(self, overview: &Overview) -> String {
        let title = |reading: &Option<crate::app::screen::today::Reading>| {
            reading
                .as_ref()
                .map_or(String::new(), |reading| self.quoted(&reading.title))
        };
        match overview.next_thing() {
            NextThing::Review => self.review_next(overview.left()),
            NextThing::Read => self.read_next(&title(&overview.reading)),
            NextThing::BeginReading => self.begin_next(&title(&overview.first_document)),
            NextThing::Library => self.library_next().to_owned(),
        }
    }

    /// A title between the marks for titles; one that has such marks of its own gets no second pair.
    pub fn quoted(self, title: &str) -> String {
        match self {
            _ if title.contains('《') => title.to_owned(),
            Self::ZhCn => format!("《{title}》"),
            Self::En => format!("“{title}”"),
        }
    }

    /// What has been done today.
    pub fn today_so_far(self, overview: &Overview) -> String {
        match (overview.left(), overview.answered) {
            (0, 0) => self.nothing_today().to_owned(),
            (0, n) => self.all_done_today(n),
            (_, 0) => String::new(),
            (_, n) => self.answered_today(n),
        }
    }

    /// The calendar date and the day of the week.
    pub fn date(self, now: Moment) -> String {
        let Some(local) = local(now) else {
            return String::new();
        };
        let weekday = usize::from(local.weekday().to_sunday_zero_offset().unsigned_abs());
        match self {
            Self::ZhCn => {
                let name = ["日", "一", "二", "三", "四", "五", "六"][weekday.min(6)];
                format!("{}月{}日 星期{name}", local.month(), local.day())
            }
            Self::En => local.strftime("%A, %-d %B").to_string(),
        }
    }

    /// The calendar date alone, as short as it can be told.
    pub fn short_date(self, now: Moment) -> String {
        let Some(local) = local(now) else {
            return String::new();
        };
        match self {
            Self::ZhCn => format!("{}月{}日", local.month(), local.day()),
            Self::En => local.strftime("%-d %b").to_string(),
        }
    }

    /// The time of day of an instant, in the zone of `now`.
    pub fn clock_time(self, at: crate::domain::time::Timestamp, now: Moment) -> String {
        local(Moment { at, ..now })
            .map_or(String::new(), |local| local.strftime("%H:%M").to_string())
    }
}

fn local(now: Moment) -> Option<jiff::Zoned> {
    let offset = Offset::from_seconds(now.offset_s).ok()?;
    Some(
        Timestamp::from_millisecond(now.at.0)
            .ok()?
            .to_zoned(TimeZone::fixed(offset)),
    )
}
