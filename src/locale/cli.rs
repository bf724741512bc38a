//! Words of the command line: its lists, and what went wrong with a command.

use super::{Lang, words};
use crate::io::decks::{AddDeckError, WriteIdsError};
use crate::io::device::DeviceError;
use crate::io::store::problem::Reason;

words! {
    pub card_suspended(id: &str) =
        "已暂停：{id}，用 wengu card resume 恢复。", "Suspended: {id}; wengu card resume brings it back.";
    pub card_resumed(id: &str) = "已恢复：{id}", "Resumed: {id}";
    // Headings of lists.
    pub column_id() = "编号", "id";
    pub column_title() = "标题", "title";
    pub column_read() = "进度", "read";
    pub column_origin() = "来源", "origin";
    pub column_notes() = "笔记", "notes";
    pub column_cards() = "卡片", "cards";
    pub column_state() = "状态", "state";
    pub column_recall() = "记得", "recall";
    pub column_question() = "问题", "question";
    pub of_a_file() = "导入", "file";
    pub of_ones_own() = "自己的", "own";

    pub next_by(next: &str, command: &str) = "{next}（{command}）", "{next} ({command})";

    // Documents.
    pub no_document_like(wish: &str, meant: &str) =
        "没有编号是“{wish}”或标题含“{wish}”的文档{meant}，用 wengu doc list 看有哪些。",
        "No document has the id or a title with “{wish}”{meant}; wengu doc list shows which there are.";
    pub several_documents(wish: &str, which: &str) =
        "“{wish}”可以指好几篇文档：{which}，请写编号。",
        "“{wish}” fits several documents: {which}; give the id.";
    pub no_such_page(page: u64, pages: u64) =
        "没有第 {page} 页：按这个宽度和高度一共 {pages} 页。",
        "There is no page {page}: at this width and height the document has {pages}.";
    pub shipped_stays() =
        "自带的文档不能改动也不能移除；自己的文档用 wengu doc list 看有哪些。",
        "A shipped document can be neither changed nor removed; wengu doc list shows your own.";
    pub exported(title: &str, path: &str) = "已导出：{title}（{path}）", "Exported: {title} ({path})";
    pub edited(title: &str) = "已改动：{title}", "Changed: {title}";
    pub title_is_empty() = "新标题是空的，请写一个。", "The new title is empty; give one.";

    // Decks.
    pub no_deck_like(wish: &str, meant: &str) =
        "没有编号是“{wish}”或标题含“{wish}”的卡组{meant}，用 wengu deck list 看有哪些。",
        "No deck has the id or a title with “{wish}”{meant}; wengu deck list shows which there are.";
    pub several_decks(wish: &str, which: &str) =
        "“{wish}”可以指好几组卡：{which}，请写编号。",
        "“{wish}” fits several decks: {which}; give the id.";
    tag_unknown(wish: &str) = "没有标签“{wish}”", "There is no tag “{wish}”";
    tags_known(tags: &str) = "；有的标签：{tags}。", "; the tags: {tags}.";
    no_tags() = "：一个标签都没有。", ": there are no tags at all.";
    pub deck_added(title: &str, n: usize, path: &str) =
        "已加入：{title}，{n} 张卡（{path}）", "Added: {title}, {n} cards ({path})",
        one n "Added: {title}, {n} card ({path})";
    pub deck_replaced(title: &str, n: usize, path: &str) =
        "已更新：{title}，{n} 张卡（{path}）", "Updated: {title}, {n} cards ({path})",
        one n "Updated: {title}, {n} card ({path})";
    pub ids_written(n: usize, first: &str, last: &str, path: &str) =
        "补上了 {n} 个编号，从 {first} 到 {last}（{path}）", "{n} ids written, {first} to {last} ({path})",
        one n "One id written: {first} ({path})";
    pub no_ids_missing(path: &str) =
        "每条笔记都有编号，没有改动（{path}）", "Each note has its id; nothing was changed ({path})";
    pub warning_of(sentence: &str) = "警告 {sentence}", "warning: {sentence}";
    pub no_snippet(place: &str, snippet: &str, title: &str) =
        "{place}：“{title}”里没有“{snippet}”，请改正 snippet。",
        "{place}: “{snippet}” does not occur in “{title}”; mend the snippet.";
    pub decks_sound(decks: usize, notes: usize) =
        "没有问题：{decks} 组卡，{notes} 条笔记。", "Nothing is wrong: {notes} notes, decks: {decks}.";
    pub decks_unsound(errors: usize, warnings: usize) =
        "错误 {errors} 处，警告 {warnings} 处。", "Errors: {errors}, warnings: {warnings}.";
    add_name(path: &str) =
        "{path} 的名字不以 .toml 结尾，请改名后再加。", "The name of {path} does not end in .toml; rename the file.";
    add_same_name(path: &str) =
        "{path} 是另一组卡，请把要加的文件改个名字。", "{path} is another deck; rename the file to be added.";
    add_same_id(id: &str, first: &str) =
        "卡组编号“{id}”在 {first} 已经用过，请换一个。", "The deck id `{id}` is used at {first}; choose another.";
    add_unwritten(path: &str, why: &str) =
        "写不了 {path}（{why}），请检查权限和磁盘空间。",
        "{path} cannot be written ({why}); check its permissions and the space on the disk.";

    // Cards.
    pub state_retired() = "已撤下", "retired";
    pub state_suspended() = "暂停", "suspended";
    pub state_due(day: &str) = "{day} 到期", "due {day}";
    pub set_of(name: &str, items: &str) = "{name}：{items}", "{name}: {items}";
    pub comes_from(work: &str, section: &str, snippet: &str) =
        "出处：{work}，{section}，“{snippet}”", "Source: {work}, {section}, “{snippet}”";
    pub on_printed_page(page: &str) = "，原书 {page} 页", ", p. {page}";
    pub answered_so_far(n: usize, lapses: u32) =
        "答过 {n} 次，忘过 {lapses} 次。", "Answered {n} times, forgotten: {lapses}.",
        one n "Answered once, forgotten: {lapses}.";
    pub was_graded(grade: &str, due: &str) = "{grade}，下次 {due}", "{grade}, next {due}";
    pub was_suspended() = "暂停", "suspended";
    pub was_taken_back() = "恢复", "taken back";
    pub was_more(new: u32, reviews: u32) =
        "当天多加新卡 {new} 张、复习 {reviews} 张", "{new} new and {reviews} reviews more that day";
    pub was_reverted() = "撤销", "undone";
    pub undid(what: &str) = "撤销：{what}", "undone: {what}";
    pub redid(what: &str) = "重做：{what}", "done again: {what}";
    pub column_time() = "时间", "time";
    pub column_what() = "改动", "change";
    pub column_card() = "卡片", "card";
    pub card_graded(id: &str, grade: &str, state: &str) = "{id}：{grade}，{state}", "{id}: {grade}, {state}";
    pub card_due(id: &str, day: &str) = "{id}：改到 {day} 复习", "{id}: set to {day}";
    pub card_has_no_date(id: &str) =
        "{id} 还没有学过，没有日期可改。用 `wengu review` 或 `wengu card grade` 先学一遍。",
        "{id} was never studied and has no date. Study it first: `wengu review` or `wengu card grade`.";
    pub card_reset(id: &str) = "已重置为新卡：{id}", "New again: {id}";
    pub card_leech(id: &str) = "已记为难点卡：{id}", "Marked as a leech: {id}";
    pub card_no_leech(id: &str) = "不再是难点卡：{id}", "No longer a leech: {id}";
    pub card_buried(id: &str) = "今天不再出现：{id}", "Hidden for today: {id}";
    pub more_today(new: u32, reviews: u32) =
        "今天多加新卡 {new} 张、复习 {reviews} 张。", "Today {new} new cards and {reviews} reviews more.";
    pub nothing_undone() = "没有可以撤销的改动。", "There is nothing to undo.";
    pub nothing_redone() = "没有可以重做的改动。", "There is nothing to do again.";
    pub was_undone_now(what: &str, card: &str) = "已撤销：{what}　{card}", "Undone: {what}  {card}";
    pub was_redone_now(what: &str, card: &str) = "已重做：{what}　{card}", "Done again: {what}  {card}";
    pub no_grade(text: &str) =
        "{text} 不是分数，可写 again、hard、good、easy 或 1 到 4",
        "{text} is no grade; again, hard, good, easy and 1 to 4 are";
    pub no_such_time(text: &str) =
        "{text} 不是 RFC 3339 时间，例如 2026-03-01T08:00:00+08:00。",
        "{text} is no RFC 3339 time, such as 2026-03-01T08:00:00+08:00.";
    pub not_a_day(text: &str) =
        "{text} 不是日期（如 2026-03-01），也不是天数。", "{text} is neither a date (2026-03-01) nor a number of days.";
    pub line_passed_over(n: u32, why: &str) = "第 {n} 行没有记下：{why}", "line {n} was passed over: {why}";
    pub was_due_by_hand(day: &str) = "改到 {day} 复习", "set to {day}";
    pub was_reset() = "重置为新卡", "made new again";
    pub was_leech() = "记为难点卡", "marked as a leech";
    pub was_no_leech() = "不再是难点卡", "no longer a leech";
    pub was_buried(back: &str) = "搁置，{back} 再来", "buried, back on {back}";
    pub was_asked_for(day: &str) = "点名在 {day} 复习", "asked for on {day}";
    practised_right() = "练习，答对", "practised, known";
    practised_wrong() = "练习，答错", "practised, not known";
    pub was_undone() = "（已撤销）", " (undone)";

    // The config file.
    pub config_sound(path: &str) = "没有问题：{path}", "Nothing is wrong: {path}";
    pub config_absent(path: &str) =
        "没有设置文件，用的是默认设置；要改就写一个：{path}",
        "There is no config file and the defaults are used; to change them write {path}";

    // The check.
    check_good(what: &str) = "正常  {what}", "ok    {what}";
    check_bad(what: &str) = "有错  {what}", "BAD   {what}";
    pub checked_database(path: &str) = "数据库文件 {path}", "the database file {path}";
    pub checked_log(n: usize) = "记录：{n} 条，逐条核对散列", "the log: {n} entries and their hashes",
        one n "the log: {n} entry and its hash";
    pub checked_states(n: usize) =
        "卡片状态：{n} 张，与记录重放的结果比较", "card states: {n} cards against a replay of the log",
        one n "card states: {n} card against a replay of the log";
    pub checked_days() = "每天的计数，与记录重放的结果比较", "the counts of each day against a replay of the log";
    pub checked_decks(decks: usize, notes: usize) =
        "卡组：{decks} 组，{notes} 条笔记", "decks: {decks}, with {notes} notes";
    pub checked_sources(n: usize) = "出处：找到 {n} 条", "sources: {n} found";
    pub go_back(backups: &str) =
        "数据库坏了，请换回备份（{backups}）。", "The database is damaged: go back to a backup ({backups}).";
    pub entry_changed(entry: &str) =
        "记录 {entry} 与写下时不同。", "The entry {entry} is not as it was written.";
    pub entries_missing(entry: &str, expected: u64) =
        "记录 {entry} 之前少了第 {expected} 条起的记录。",
        "Entries from {expected} on are missing before {entry}.";
    pub entry_misplaced(entry: &str) =
        "记录 {entry} 归错了卡片。", "The entry {entry} is filed under a wrong card.";
    pub entries_aside(n: usize) =
        "修复时有 {n} 条记录放到一边，没有计入。", "{n} entries stand aside since a repair and were left out.",
        one n "{n} entry stands aside since a repair and was left out.";
    pub entries_gone(n: usize) =
        "修复时已经丢失 {n} 条记录。", "{n} entries were missing at a repair; they are lost.",
        one n "{n} entry was missing at a repair; it is lost.";
    pub repair_or_go_back(backups: &str) =
        "请先试着换回备份（wengu restore，备份在 {backups}）；没有合用的备份，就用 wengu check --repair 修复：\
         坏的记录放到一边，其余照旧。",
        "If a backup is recent enough, go back to it (wengu restore; they are in {backups}). Else repair it by \
         wengu check --repair: bad entries are put aside, the rest stays.";

    // A repair.
    pub checking_file() = "检查数据库文件", "checking the database file";
    pub replaying() = "重放记录", "replaying the log";
    pub in_detail(what: &str, which: &str) = "{what}：{which}", "{what}: {which}";
    pub repaired(backup: &str) = "已修复，修复前的数据库在 {backup}", "repaired; the database as it was is {backup}";
    pub nothing_to_repair() = "没有什么要修复的", "nothing to repair";
    pub aside_changed(entry: &str, what: &str) =
        "放到一边：记录 {entry}（{what}），与写下时不同", "put aside: the entry {entry} ({what}), not as it was written";
    pub aside_garbled(entry: &str) =
        "放到一边：记录 {entry}，已经读不懂", "put aside: the entry {entry}, which cannot be read any more";
    pub aside_unreadable(entry: &str) =
        "放到一边：记录 {entry}，写下时就读不懂", "put aside: the entry {entry}, which nobody can read";
    pub aside_missing(entry: &str, n: usize) =
        "丢失：从 {entry} 起的 {n} 条记录；紧接其后的一条无从核对，照原样留下",
        "lost: {n} entries from {entry} on; the one behind them cannot be verified and was kept as it is",
        one n "lost: the entry {entry}; the one behind it cannot be verified and was kept as it is";
    pub hash_put_right(entry: &str) =
        "记录 {entry} 只是散列坏了，已改正，内容无损",
        "of the entry {entry} only the hash was bad; it was put right and nothing is lost";
    pub entries_replaced(n: usize) =
        "{n} 条记录归回了自己的卡片", "{n} entries were filed under their cards again",
        one n "{n} entry was filed under its card again";
    pub states_written(n: usize) =
        "{n} 张卡片的状态按记录重写了", "the states of {n} cards were written anew from the log",
        one n "the state of {n} card was written anew from the log";
    pub card_unknown(card: &str) =
        "记录里有卡片 {card}，卡组里没有", "the log has a card {card} that no deck has";
    pub entry_unreadable(entry: &str) =
        "记录 {entry} 读不懂，没有计入。", "The entry {entry} cannot be read and was left out.";
    pub entries_newer(n: usize) =
        "{n} 条记录来自更新的版本，没有计入。", "{n} entries are of a newer version and were left out.",
        one n "{n} entry is of a newer version and was left out.";
    pub state_differs(card: &str) =
        "卡片 {card} 的状态与记录不符。",
        "The state of {card} is not what the log gives.";
    pub day_differs(day: &str, stored: u32, replayed: u32) =
        "{day} 的计数与记录不符（答了 {stored} 张，按记录 {replayed} 张）。",
        "The counts of {day} are not what the log gives ({stored} answers against {replayed}).";
    pub source_lost(note: &str, work: &str, section: &str) =
        "笔记 {note} 的出处（{work}，{section}）找不到，请改正卡组里的 source。",
        "The source of the note {note} ({work}, {section}) was not found; mend its `source`.";
    pub sources_absent(n: usize) =
        "另有 {n} 条的原文没有导入，也没有导读。", "The works of {n} more notes are not in the library.",
        one n "The work of {n} more note is not in the library.";

    // What went wrong.
    pub neither_file_nor_command(word: &str, meant: &str) =
        "“{word}”不是文件，也不是命令{meant}，用 wengu --help 看有哪些命令。",
        "“{word}” is neither a file nor a command{meant}; wengu --help lists the commands.";
    pub one_file(word: &str) =
        "一次只能打开一个文件，“{word}”是多余的；用 wengu import 可以一次导入几个。",
        "One file is opened at a time and “{word}” is one more; wengu import takes several.";
    pub review_needs_terminal() =
        "复习要在终端里进行，这里不是；用 wengu queue 可以看今天的卡片。",
        "A review needs a terminal and there is none; wengu queue lists the cards of today.";
    pub output_failed(why: &str) =
        "输出写不出去（{why}），请检查写到的地方。", "The output cannot be written ({why}); check where it goes.";
    pub screens_failed(why: &str) =
        "终端用不了（{why}），请换一个终端，或用 wengu --help 里不需要终端的命令。",
        "The terminal cannot be used ({why}); try another, or the commands in wengu --help that need none.";
    pub would_be_lost() = "没有做：做了也留不下来。", "Not done, for it would not be kept.";
    pub database_broken(path: &str, why: &str) =
        "数据库 {path} 坏了（{why}），请换回备份（它旁边的 backups 文件夹），或移开它重新开始。",
        "The database {path} is damaged ({why}); go back to a backup (in the folder backups beside it), or move \
         it away to begin anew.";
    pub no_database_to_check() = "没有数据库可查。", "There is no database to check.";
    no_database(path: &str, why: &str) =
        "建不了数据库 {path}（{why}），这次什么也不会留下，请检查权限或用 WENGU_HOME 换个地方。",
        "the database {path} cannot be made ({why}) and nothing will be kept; check the permissions, or choose \
         another place with WENGU_HOME.";
    database_fixed(path: &str, why: &str) =
        "数据库 {path} 不能写（{why}），这次什么也不会记下，请检查权限。",
        "the database {path} cannot be written ({why}) and nothing will be kept; check the permissions.";
    database_full(path: &str) =
        "磁盘满了，数据库 {path} 只能读，这次什么也不会记下，请腾出空间再试。",
        "the disk is full, so that the database {path} is only read and nothing will be kept; make room.";
    no_room(path: &str) =
        "磁盘满了，放不下数据库 {path}，这次什么也不会留下，请腾出空间，或用 WENGU_HOME 换个地方。",
        "the disk is full: there is no room for the database {path} and nothing will be kept; make room, or choose \
         another place with WENGU_HOME.";
    database_newer(path: &str) =
        "数据库 {path} 来自更新的版本，只能读，什么也不会记下，请换用更新的温故。",
        "the database {path} is of a newer version, so that nothing will be kept; use a newer wengu.";
    no_random(why: &str) =
        "系统不给随机数（/dev/urandom：{why}），请检查 /dev。",
        "The system gives no random numbers (/dev/urandom: {why}); check /dev.";
    was_it(name: &str) = "（是不是 {name}？）", " (did you mean {name}?)";
}

impl Lang {
    /// Why nothing will be kept of what is changed, with the place and what to do.
    pub fn nothing_kept(self, path: &str, reason: &Reason) -> String {
        match reason {
            Reason::CannotCreate { why } => self.no_database(path, why),
            Reason::NotWritable { why } => self.database_fixed(path, why),
            Reason::DiskFull => self.database_full(path),
            Reason::NewerSchema { .. } => self.database_newer(path),
        }
    }

    /// The same where there is no database but one in memory.
    pub fn nothing_kept_in_memory(self, path: &str, reason: &Reason) -> String {
        match reason {
            Reason::DiskFull => self.no_room(path),
            other => self.nothing_kept(path, other),
        }
    }

    /// The sentence of a device without a name.
    pub fn device_error(self, error: &DeviceError) -> String {
        let DeviceError::Random(why) = error;
        self.no_random(&why.to_string())
    }

    /// The sentence of a deck file that was not added.
    pub fn add_deck_error(self, error: &AddDeckError) -> String {
        match error {
            AddDeckError::Name { path } => self.add_name(&path.display().to_string()),
            AddDeckError::Problems { problems } => {
                let sentences: Vec<_> = problems.iter().map(|p| self.deck_problem(p)).collect();
                sentences.join(" ")
            }
            AddDeckError::SameName { path } => self.add_same_name(&path.display().to_string()),
            AddDeckError::SameId { id, first } => self.add_same_id(id.as_str(), &first.to_string()),
            AddDeckError::Write { path, source } => {
                self.add_unwritten(&path.display().to_string(), &self.system_error(source))
            }
        }
    }

    /// The sentence of missing ids that were not written.
    pub fn write_ids_error(self, error: &WriteIdsError) -> String {
        match error {
            WriteIdsError::Problems { problems } => {
                let sentences: Vec<_> = problems.iter().map(|p| self.deck_problem(p)).collect();
                sentences.join(" ")
            }
            WriteIdsError::Write { path, source } => {
                self.add_unwritten(&path.display().to_string(), &self.system_error(source))
            }
        }
    }

    /// What came of an answer for practice.
    pub fn was_practised(self, right: bool) -> &'static str {
        if right {
            self.practised_right()
        } else {
            self.practised_wrong()
        }
    }

    /// The name that was probably meant, in brackets; nothing if there is none.
    pub fn perhaps_meant(self, name: Option<&str>) -> String {
        name.map_or(String::new(), |name| self.was_it(name))
    }

    /// That no note has this tag, and the one that was meant or those there are.
    pub fn no_tag(self, wish: &str, nearest: Option<&str>, tags: &[String]) -> String {
        const MOST: usize = 20;
        let mut told = self.tag_unknown(wish);
        told.push_str(&self.perhaps_meant(nearest));
        if tags.is_empty() {
            told.push_str(self.no_tags());
        } else {
            let mut listed: Vec<String> = tags.iter().take(MOST).cloned().collect();
            listed.extend((tags.len() > MOST).then(|| "…".to_owned()));
            told.push_str(&self.tags_known(&self.joined(&listed)));
        }
        told
    }

    /// An enumeration.
    pub fn joined(self, items: &[String]) -> String {
        items.join(if self == Self::ZhCn { "、" } else { ", " })
    }

    /// A line of the check.
    pub fn checked(self, ok: bool, what: &str) -> String {
        if ok {
            self.check_good(what)
        } else {
            self.check_bad(what)
        }
    }
}
