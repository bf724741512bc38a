//! Labels of what a bug report needs to know.

use super::words;

words! {
    pub labelled(label: &str, text: &str) = "{label}：{text}", "{label}: {text}";
    pub fact_program() = "程序", "program";
    pub fact_target() = "平台", "target";
    pub fact_system() = "系统", "system";
    pub fact_terminal() = "终端", "terminal";
    pub fact_ambiguous() = "引号等字符", "quotation marks and the like";
    pub fact_set_narrow() = "一格（按设置）", "one cell (as set)";
    pub fact_set_wide() = "两格（按设置）", "two cells (as set)";
    pub fact_narrow(samples: &str) = "一格 {samples}", "one cell {samples}";
    pub fact_wide(samples: &str) = "两格 {samples}", "two {samples}";
    pub fact_and() = "，", ", ";
    pub fact_answered(name: &str, told: &str) = "{name}：{told}", "{name}: {told}";
    pub fact_multiplexed() =
        "（tmux、screen 自己决定字宽：外面的终端若画成两格，请在它的设置里改成一格）",
        " (tmux and screen decide for themselves: if the terminal around them draws two cells, set it to one)";
    pub fact_environment() = "环境", "environment";
    pub fact_paths() = "位置", "paths";
    pub fact_database() = "数据库", "database";
    pub fact_counts() = "数量", "counts";
    pub fact_config() = "设置", "config";
    pub fact_decks() = "卡组文件", "deck files";
    pub fact_backup() = "最近备份", "last backup";
    pub fact_problems(n: usize) = "{n} 处问题", "{n} problems", one n "{n} problem";
    pub fact_none() = "没有", "none";
    pub fact_read_write() = "可读可写", "read and written";
    pub fact_schema(n: u32) = "结构版本 {n}", "schema {n}";
    pub fact_tally(documents: u64, decks: u64, notes: u64, cards: u64, entries: u64, devices: u64) =
        "文档 {documents}，卡组 {decks}，条目 {notes}，卡片 {cards}，记录 {entries}（设备 {devices}）",
        "documents {documents}, decks {decks}, notes {notes}, cards {cards}, log entries {entries} (devices {devices})";
    pub fact_tty(stdin: &str, stdout: &str, size: &str) =
        "输入 {stdin}，输出 {stdout}，大小 {size}", "input {stdin}, output {stdout}, size {size}";
    pub fact_is_tty() = "是终端", "a terminal";
    pub fact_no_tty() = "不是终端", "no terminal";
    pub fact_unknown() = "不知道", "unknown";
}
