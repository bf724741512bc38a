//! What the program says in passing.

use super::Lang;
use super::words;
use crate::app::action::Action;
use crate::app::config::ThemeName;
use crate::app::entry::Entry;
use crate::app::notice::{Change, Deed, Failure, ImportSum, NoHelp, Notice};
use crate::domain::srs::Leech;
use crate::domain::time::ClockStep;

words! {
    pub at_end() = "已经是末尾", "This is the end";
    pub at_start() = "已经是开头", "This is the beginning";
    pub nothing_wider() = "这一页的表格和代码到头了", "No table or code here goes further";
    pub not_found(query: &str) = "没有找到“{query}”", "“{query}” was not found";
    pub search_wrapped() = "已到尽头，从另一头接着找", "Past the end: found from the other end on";
    pub no_query() = "还没有查找过", "Nothing was looked for yet";
    pub no_jump() = "没有更早的位置了", "There is no earlier place";
    no_jump_ahead() = "没有更晚的位置了", "There is no later place";
    no_notes() = "这一页没有注", "There are no notes on this page";
    note_missing() = "没有找到这条注", "The note was not found";
    repeats_hidden(count: usize) = "收起了 {count} 篇重复的", "{count} repeated sections are hidden",
        one count "{count} repeated section is hidden";
    repeats_shown() = "重复的都列出来了", "Repeated sections are listed again";
    no_repeats() = "没有重复的篇章", "No section stands twice";
    pub no_contents() = "这篇文档没有标题", "This document has no headings";
    pub bad_percent() = "先输入 0 到 100 的数字", "First type a number from 0 to 100";
    pub importing(path: &str) = "正在导入 {path} …", "Importing {path} …";
    pub importing_so_far(path: &str, percent: u8) =
        "正在导入 {path} … {percent}%", "Importing {path} … {percent}%";
    pub imported(title: &str) = "已导入：{title}", "Imported: {title}";
    pub imported_anew(title: &str) = "已更新：{title}", "Updated: {title}";
    updated_without(title: &str, n: usize) =
        "已更新：{title}（{n} 条笔记的出处没有在新版本里找到）",
        "Updated: {title} (the passages of {n} notes are not in this version)",
        one n "Updated: {title} (the passage of {n} note is not in this version)";
    pub known_already(title: &str) = "已经在书库里：{title}", "Already in the library: {title}";
    pub imported_with_doubt(title: &str, encoding: &str) =
        "已导入：{title}。编码看来是 {encoding}，把握不大；是乱码就退出，用 wengu import --encoding 再导入。",
        "Imported: {title}. The encoding seems to be {encoding}, which is not sure; if it is garbled, import it again with wengu import --encoding.";
    pub imported_with_gaps(title: &str, encoding: &str, n: usize) =
        "已导入：{title}。有 {n} 处按 {encoding} 读不出来，显示为 \u{FFFD}；编码不对就用 wengu import --encoding 再导入。",
        "Imported: {title}. {n} places cannot be read as {encoding} and are shown as \u{FFFD}; if that is wrong, import it again with wengu import --encoding.",
        one n "Imported: {title}. One place cannot be read as {encoding} and is shown as \u{FFFD}; if that is wrong, import it again with wengu import --encoding.";
    import_counts(taken: usize, known: usize, skipped: usize, failed: usize) =
        "导入 {taken} 篇，已有 {known} 篇，跳过 {skipped} 个，失败 {failed} 个",
        "Imported {taken}, known {known}, skipped {skipped}, failed {failed}";
    import_doubts(n: usize) = "；编码没有把握 {n} 篇", "; encoding not sure: {n}";
    import_incomplete(n: usize) = "；内容不全 {n} 篇", "; incomplete: {n}";
    more_warnings(n: usize) = "（另有 {n} 处）", " (and {n} more)";
    pub renamed(title: &str) = "已改名：{title}", "Renamed: {title}";
    pub author_set(author: &str) = "作者改为：{author}", "Author: {author}";
    pub author_cleared() = "已去掉作者", "The author was taken away";
    pub removed(title: &str) = "已移出书库：{title}", "Removed: {title}";
    pub confirm_remove(title: &str) =
        "再按一次就移出书库，其他键取消：{title}（原文件不动）", "Press again to remove, any other key to keep: {title} (the file itself stays)";
    pub is_shipped() = "自带的文档不能改动或移除", "A built-in document can be neither changed nor removed";
    pub mouse_taken() = "鼠标由温故接管", "wengu has the mouse";
    pub mouse_free() = "鼠标已让给终端，可以选字", "The terminal has the mouse: it selects text";
    broke_off(why: &str) =
        "没有做完：温故自己出了错（{why}），请报告给开发者。",
        "Not finished: wengu came upon a fault of its own ({why}); please report it.";
    pub leech_marked() =
        "这张卡总是忘，已记为难点卡", "Forgotten again and again: marked as a leech";
    pub leech_suspended() =
        "这张卡总是忘，已记为难点卡并暂停", "Forgotten again and again: marked as a leech and suspended";
    parameters_changed() = "参数改了，从这里起照它安排", "The parameters were changed: they hold from here on";
    dates_changed() = "所有卡片的日期改了", "The dates of all cards were changed";
    clock_hours_back(n: usize) =
        "系统时间比上次学习时还早 {n}\u{a0}小时，请检查时钟；记录照常，不会丢失",
        "The clock is {n} hours before the last study: check it. Nothing is lost",
        one n "The clock is an hour before the last study: check it. Nothing is lost";
    clock_days_back(n: usize) =
        "系统时间比上次学习时还早 {n}\u{a0}天，请检查时钟；记录照常，不会丢失",
        "The clock is {n} days before the last study: check it. Nothing is lost";
    clock_days_ahead(n: usize) =
        "系统时间比上次学习晚了 {n}\u{a0}天，请检查时钟；记录照常，不会丢失",
        "The clock is {n} days after the last study: check it. Nothing is lost";
    pub limits_changed() = "今天的张数改了", "Today's limits were changed";
    deed_date() = "改日期", "set date";
    deed_reset() = "重置", "reset";
    deed_mark() = "难点卡", "leech";
    pub undone(what: &str, card: &str) = "已撤销「{what}」：{card}", "Taken back ({what}): {card}";
    pub redone(what: &str, card: &str) = "已重做「{what}」：{card}", "Done again ({what}): {card}";
    pub nothing_to_undo() = "没有可以撤销的", "There is nothing to take back";
    pub nothing_to_redo() = "没有可以重做的", "There is nothing to do again";
    deed_burial() = "搁置", "bury";
    deed_suspension() = "暂停", "suspend";
    deed_resumption() = "恢复", "resume";
    deed_asking() = "放进今天的复习", "for today";
    filtered_by(text: &str) =
        "只列标题或作者含“{text}”的文档，按 Esc 列出全部", "Only documents with “{text}” in title or author; Esc lists all";
    column_now(n: u16) = "版心宽 {n} 格", "Column of {n} cells";
    column_limit(n: u16) = "版心宽 {n} 格，到头了", "Column of {n} cells: it goes no further";
    theme_now(name: &str) = "配色：{name}", "Theme: {name}";
    theme_plain() = "终端原色", "plain, the terminal's own colours";
    theme_paper() = "纸（paper）", "paper";
    theme_night() = "夜（night）", "night";
    pub asked_today() = "这张卡放进今天的复习了", "This card is in today's queue";
    pub nothing_to_brief() = "这里没有可以速览的内容", "There is nothing to be briefed on here";
    pub buried() = "这张卡明天再来，可以撤销", "This card comes back tomorrow; undo brings it back";
    passed_over() =
        "这张卡这一次不问了，复习安排不变", "This card is passed over this time; its schedule is as it was";
    last_card() = "只剩这一张了", "This is the only card left";
    in_today_already() = "这张卡已经在今天的复习里", "This card is in today's queue already";
    pub suspended() = "这张卡已暂停，可以撤销", "This card is suspended; undo brings it back";
    pub no_source() = "这张卡没有写出处", "This card names no source";
    pub no_hint() = "这张卡没有提示", "This card has no hint";
    pub no_more_hints() = "提示都给出了", "There are no more hints";
    pub not_shown_yet() = "看过答案再评分", "See the answer first, then grade";
    pub shown_already() = "答案已经显示", "The answer is shown already";
    pub nothing_due() = "今天没有要复习的卡", "Nothing to review today";
    pub nothing_to_read() = "还没有可读的文档，先去书库导入", "Nothing to read yet: import a document in the library";
    guide_instead(key: &str) =
        "这是导读，原文还没有导入；按\u{a0}{key}\u{a0}返回", "Guide: original not imported. {key}: back";
    pub no_document(id: &str) = "没有文档 {id}。", "There is no document {id}.";
    pub no_deck(id: &str) =
        "没有卡组 {id}，用 wengu deck list 看有哪些。", "There is no deck {id}; wengu deck list shows which there are.";
    pub no_schedule() =
        "desired_retention 不能用，请改正设置文件。", "The schedule cannot use this desired_retention: mend the config file.";
    pub no_passage(section: &str) =
        "找不到这张卡的出处（{section}），原文可能没有导入。",
        "The passage ({section}) was not found; the original may not be imported.";
    pub session_elsewhere(pid: u32) =
        "另一个温故（进程 {pid}）正在复习，请先结束那边。",
        "Another wengu (process {pid}) is reviewing: end that session first.";
    pub read_only() =
        "数据库只能读，什么也记不下来。", "The database is read-only: nothing can be recorded.";
}

impl Lang {
    /// The warning that dates may be wrong. Less than two days are told in hours.
    pub fn clock_stepped(self, step: ClockStep) -> String {
        let number = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        match step {
            ClockStep::Back { hours } if hours < 48 => self.clock_hours_back(number(hours)),
            ClockStep::Back { hours } => self.clock_days_back(number(hours / 24)),
            ClockStep::Forward { days } => self.clock_days_ahead(number(days)),
        }
    }

    /// The sentence of a notice; `key_of` tells by which key something is done where it is shown.
    pub fn notice(self, notice: &Notice, key_of: impl Fn(Action) -> Option<String>) -> String {
        let opens = || key_of(Action::OpenLink);
        match notice {
            Notice::AtEnd => self.at_end().to_owned(),
            Notice::AtStart => self.at_start().to_owned(),
            Notice::NothingWider => self.nothing_wider().to_owned(),
            Notice::NotFound(query) => self.not_found(query),
            Notice::Wrapped => self.search_wrapped().to_owned(),
            Notice::NoQuery => self.no_query().to_owned(),
            Notice::NoJump => self.no_jump().to_owned(),
            Notice::NoJumpAhead => self.no_jump_ahead().to_owned(),
            Notice::NoNotes => self.no_notes().to_owned(),
            Notice::NoteMissing => self.note_missing().to_owned(),
            Notice::RepeatsFolded {
                count,
                folded: true,
            } => self.repeats_hidden(*count),
            Notice::RepeatsFolded { .. } => self.repeats_shown().to_owned(),
            Notice::NoRepeats => self.no_repeats().to_owned(),
            Notice::NoContents => self.no_contents().to_owned(),
            Notice::BadPercent => self.bad_percent().to_owned(),
            Notice::Importing(path, None) => self.importing(path),
            Notice::Importing(path, Some(percent)) => self.importing_so_far(path, *percent),
            Notice::Imported(title) => self.imported(title),
            Notice::Updated { title, unplaced: 0 } => self.imported_anew(title),
            Notice::Updated { title, unplaced } => self.updated_without(title, *unplaced),
            Notice::Known(title) => self.known_already(title),
            Notice::Doubtful {
                title,
                encoding,
                replaced: 0,
            } => self.imported_with_doubt(title, encoding),
            Notice::Doubtful {
                title,
                encoding,
                replaced,
            } => self.imported_with_gaps(title, encoding, *replaced),
            Notice::Incomplete(says, 0) => says.clone(),
            Notice::Incomplete(says, more) => says.clone() + &self.more_warnings(*more),
            Notice::RemovalsKept(title) => self.kept_removals_notice(title),
            Notice::ImportedMany(sum) => self.import_told(sum),
            Notice::NoDoubts => self.no_doubts().to_owned(),
            Notice::LastDoubt => self.last_doubt().to_owned(),
            Notice::FirstDoubt => self.first_doubt().to_owned(),
            Notice::Renamed(title) => self.renamed(title),
            Notice::AuthorSet(author) => self.author_set(author),
            Notice::AuthorCleared => self.author_cleared().to_owned(),
            Notice::Removed(title) => self.removed(title),
            Notice::ConfirmRemove(title) => self.confirm_remove(&self.quoted(title)),
            Notice::Shipped => self.is_shipped().to_owned(),
            Notice::Mouse(true) => self.mouse_taken().to_owned(),
            Notice::Mouse(false) => self.mouse_free().to_owned(),
            Notice::Undone(change) => self.undone(self.deed(change.what), &self.card_of(change)),
            Notice::Redone(change) => self.redone(self.deed(change.what), &self.card_of(change)),
            Notice::NothingToUndo => self.nothing_to_undo().to_owned(),
            Notice::NothingToRedo => self.nothing_to_redo().to_owned(),
            Notice::Filtered(text) => self.filtered_by(text),
            Notice::Column(cells, false) => self.column_now(*cells),
            Notice::Column(cells, true) => self.column_limit(*cells),
            Notice::Theme(theme) => self.theme_now(self.theme(*theme)),
            Notice::AskedToday => self.asked_today().to_owned(),
            Notice::NothingToBrief => self.nothing_to_brief().to_owned(),
            Notice::Buried => self.buried().to_owned(),
            Notice::PassedOver => self.passed_over().to_owned(),
            Notice::LastCard => self.last_card().to_owned(),
            Notice::InTodayAlready => self.in_today_already().to_owned(),
            Notice::Suspended => self.suspended().to_owned(),
            Notice::NothingToStudy => self.nothing_to_study().to_owned(),
            Notice::ParametersChanged => self.parameters_changed().to_owned(),
            Notice::DatesChanged => self.dates_changed().to_owned(),
            Notice::LimitsChanged => self.limits_changed().to_owned(),
            Notice::ClockStepped(step) => self.clock_stepped(*step),
            Notice::Leech(Leech::Tag) => self.leech_marked().to_owned(),
            Notice::Leech(Leech::Suspend) => self.leech_suspended().to_owned(),
            Notice::NoSource => self.no_source().to_owned(),
            Notice::NoHelp(why) => self.no_help(*why).to_owned(),
            Notice::NotShownYet => self.not_shown_yet().to_owned(),
            Notice::Mode(mode) => self.mode_now(self.mode(*mode)),
            Notice::NoChoice => self.no_choice().to_owned(),
            Notice::NoSlip => self.no_slip().to_owned(),
            Notice::TextCut => self.text_cut(Entry::MOST_CHARS),
            Notice::NoLinks => self.no_links().to_owned(),
            Notice::LinkChosen(to) => self.link_chosen(to) + &self.opened(opens()),
            Notice::LinkInside(percent) => {
                let gone = opens().map(|key| self.gone_to_by(&key));
                self.link_inside(*percent) + &gone.unwrap_or_default()
            }
            Notice::PictureChosen => self.picture_chosen().to_owned() + &self.opened(opens()),
            Notice::PictureElsewhere(source) => self.picture_elsewhere(source),
            Notice::NoBrowser(address) => self.no_browser(address),
            Notice::NoViewer(what, false) => self.no_viewer(what),
            Notice::NoViewer(what, true) => self.no_viewer_here(what),
            Notice::NoSpeech => self.no_speech().to_owned(),
            Notice::NothingToAsk => self.nothing_to_ask().to_owned(),
            Notice::NothingDue => self.nothing_due().to_owned(),
            Notice::NothingToRead => self.nothing_to_read().to_owned(),
            Notice::GuideInstead => self.guide_instead(&key_of(Action::Back).unwrap_or_default()),
            Notice::NoSuchKey(key) => self.bottom_unbound(&self.key(key)),
            Notice::Failed(failure) => self.failure(failure),
            Notice::Finding(words) => words.clone(),
        }
    }

    /// By which key something is opened, if there is one.
    fn opened(self, key: Option<String>) -> String {
        key.map_or_else(String::new, |key| self.opened_by(&key))
    }

    fn deed(self, deed: Deed) -> &'static str {
        match deed {
            Deed::Grade(grade) => self.grade(grade),
            Deed::Practice(true) => self.practice_right(),
            Deed::Practice(false) => self.practice_wrong(),
            Deed::Burial => self.deed_burial(),
            Deed::Suspension => self.deed_suspension(),
            Deed::Resumption => self.deed_resumption(),
            Deed::Asking => self.deed_asking(),
            Deed::Date => self.deed_date(),
            Deed::Reset => self.deed_reset(),
            Deed::Mark => self.deed_mark(),
        }
    }

    /// The deck of a changed card, and what it asks, in short.
    fn card_of(self, change: &Change) -> String {
        const CODE_POINTS: usize = 18;
        match &change.prompt {
            Some(prompt) => {
                let asked = self.prompt_in_short(prompt, CODE_POINTS);
                format!("{} · {asked}", change.deck)
            }
            None => change.deck.clone(),
        }
    }

    fn no_help(self, why: NoHelp) -> &'static str {
        match why {
            NoHelp::NoHint => self.no_hint(),
            NoHelp::NoMoreHints => self.no_more_hints(),
            NoHelp::Shown => self.shown_already(),
        }
    }

    fn theme(self, theme: ThemeName) -> &'static str {
        match theme {
            ThemeName::Plain => self.theme_plain(),
            ThemeName::Paper => self.theme_paper(),
            ThemeName::Night => self.theme_night(),
        }
    }

    fn import_told(self, sum: &ImportSum) -> String {
        let mut told = self.import_counts(sum.taken, sum.known, sum.skipped, sum.failed);
        if sum.doubtful > 0 {
            told.push_str(&self.import_doubts(sum.doubtful));
        }
        if sum.incomplete > 0 {
            told.push_str(&self.import_incomplete(sum.incomplete));
        }
        if let Some(why) = &sum.first_failure {
            told.push_str(if self == Self::ZhCn { "：" } else { ": " });
            told.push_str(why);
        }
        told
    }

    /// The sentence of a failure.
    pub fn failure(self, failure: &Failure) -> String {
        match failure {
            Failure::Store(words) | Failure::Import(words) => words.clone(),
            Failure::NoDocument(id) => self.no_document(id.as_str()),
            Failure::NoPassage(section) => self.no_passage(section),
            Failure::SessionElsewhere(pid) => self.session_elsewhere(*pid),
            Failure::NoDeck(id) => self.no_deck(id.as_str()),
            Failure::Schedule => self.no_schedule().to_owned(),
            Failure::ReadOnly => self.read_only().to_owned(),
            Failure::Speech(command, why) => self.speech_failed(command, why),
            Failure::Viewer(command, why) => self.viewer_failed(command, why),
            Failure::BrokeOff(why) => self.broke_off(why),
        }
    }
}
