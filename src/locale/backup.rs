//! Words of backups and of going back to one.

use super::{Lang, words};
use crate::io::store::problem::{StoreProblem, Unsound};

words! {
    pub backed_up(path: &str, size: &str, n: u64) =
        "备份好了：{path}（{size}，记录 {n} 条，已经打开核对过）。",
        "Backed up to {path} ({size}, {n} log entries; opened and verified).",
        one n "Backed up to {path} ({size}, {n} log entry; opened and verified).";
    pub restored_to(path: &str, n: u64) =
        "已恢复到 {path}（记录 {n} 条）。", "Restored {path} ({n} log entries).",
        one n "Restored {path} ({n} log entry).";
    pub replaced_kept(path: &str) =
        "原来的数据库留在 {path}。", "The database that was there is now {path}.";
    pub restore_while_reviewing(pid: u32) =
        "没有恢复：另一个温故正在复习（进程 {pid}），请先退出它。",
        "Not restored: another wengu is reviewing (process {pid}); leave it first.";
    pub daily_backup_failed(why: &str) =
        "今天的自动备份没有做成。{why}", "Today's automatic backup failed. {why}";
    pub man_written(path: &str) = "手册页写好了：{path}。", "Man pages written to {path}.";
    pub unwritten(path: &str, why: &str) =
        "写不了 {path}（{why}），请检查路径和权限。", "{path} cannot be written ({why}); check the path and its permissions.";
    pub log_level_unknown(name: &str) =
        "WENGU_LOG={name}：不认得，这次不记日志，请写 error、warn、info、debug 或 trace。",
        "WENGU_LOG={name}: no such level, so that nothing is logged; write error, warn, info, debug or trace.";
    copy_foreign() = "不是温故的数据库", "it is not a database of wengu";
    copy_damaged(why: &str) = "文件坏了，{why}", "it is damaged: {why}";
    copy_chain(entry: &str) = "记录从 {entry} 起对不上", "its log does not hold from entry {entry} on";
    copy_newer(found: u32, known: u32) =
        "它来自更新的版本（{found}，本程序只认得到 {known}）",
        "it is of a newer version ({found}; this program knows {known})";
    copy_in_use() = "另一个温故正开着它", "another wengu has it open";
}

impl Lang {
    /// The size of a file, as precisely as anybody wants to know it.
    pub fn size(self, bytes: u64) -> String {
        match bytes {
            0..1_000 => format!("{bytes} B"),
            1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
            _ => format!("{:.1} MB", bytes as f64 / 1e6),
        }
    }

    /// Why a copy does not count, or cannot be put in its place.
    pub(super) fn copy_problem(self, problem: &StoreProblem) -> String {
        match problem {
            StoreProblem::Unsound(Unsound::Foreign) => self.copy_foreign().to_owned(),
            StoreProblem::Unsound(Unsound::Damaged(why)) => self.copy_damaged(why),
            StoreProblem::Unsound(Unsound::Chain(broken)) => {
                self.copy_chain(&broken.entry.to_string())
            }
            StoreProblem::Unsound(Unsound::Newer { found, known }) => {
                self.copy_newer(*found, *known)
            }
            StoreProblem::InUse => self.copy_in_use().to_owned(),
            other => other.to_string(),
        }
    }
}
