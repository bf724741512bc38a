//! What went wrong with the database.

use super::{Lang, words};
use crate::io::store::problem::{Advice, Reason, StoreError, Task};

words! {
    pub only_reading(why: &str) = "只读：{why}，什么也不会记下", "read-only: {why}; nothing will be kept";
    pub only_memory(why: &str) = "没有数据库：{why}，退出后什么也不留", "no database: {why}; nothing will be kept";
    pub not_taken_in(why: &str) =
        "自带的文档和卡组没有全部读入。{why}", "Not all built-in documents and decks were taken in. {why}";
    newer_schema() = "数据库来自更新的版本", "the database is of a newer version";
    cannot_write() = "数据库不能写", "the database cannot be written";
    disk_full() = "磁盘满了", "the disk is full";
    no_file_made() = "建不了数据库文件", "the file cannot be made";

    store_failed(task: &str, path: &str, why: &str, advice: &str) =
        "{task}失败。{advice}（{path}：{why}）", "{task} failed. {advice} ({path}: {why})";
    beyond_repair() = "损坏太重，分不出好坏，什么也没有改", "too damaged to tell good from bad; nothing was changed";
    no_such_card(id: &str) =
        "没有卡片 {id}，用 wengu card list 看有哪些。", "There is no card {id}; wengu card list shows which there are.";
    no_such_document(id: &str) =
        "没有文档 {id}，用 wengu doc list 看有哪些。", "There is no document {id}; wengu doc list shows which there are.";
}

impl Lang {
    /// Why changes are refused.
    pub fn only_read(self, reason: &Reason) -> String {
        self.only_reading(self.reason(reason))
    }

    /// Why changes are forgotten at the end.
    pub fn only_in_memory(self, reason: &Reason) -> String {
        self.only_memory(self.reason(reason))
    }

    fn reason(self, reason: &Reason) -> &'static str {
        match reason {
            Reason::NewerSchema { .. } => self.newer_schema(),
            Reason::NotWritable { .. } => self.cannot_write(),
            Reason::CannotCreate { .. } => self.no_file_made(),
            Reason::DiskFull => self.disk_full(),
        }
    }

    /// The sentence of a store's error.
    pub fn store_error(self, error: &StoreError) -> String {
        use crate::io::store::problem::StoreProblem;
        match &error.problem {
            StoreProblem::NoCard(id) => self.no_such_card(id.as_str()),
            StoreProblem::NoDocument(id) => self.no_such_document(id.as_str()),
            StoreProblem::BeyondRepair => self.store_failed(
                self.task(error.task),
                &error.path.display().to_string(),
                self.beyond_repair(),
                self.advice(error.advice()),
            ),
            StoreProblem::Unsound(_) | StoreProblem::InUse => self.store_failed(
                self.task(error.task),
                &error.path.display().to_string(),
                &self.copy_problem(&error.problem),
                self.advice(error.advice()),
            ),
            problem => self.store_failed(
                self.task(error.task),
                &error.path.display().to_string(),
                &problem.to_string(),
                self.advice(error.advice()),
            ),
        }
    }

    fn task(self, task: Task) -> &'static str {
        let (zh, en) = match task {
            Task::Open => ("打开数据库", "Opening the database"),
            Task::Migrate => ("升级数据库", "Bringing the database up to date"),
            Task::BackUp => ("备份数据库", "Backing up the database"),
            Task::Restore => ("恢复备份", "Going back to a backup"),
            Task::Record => ("记录答案", "Recording the answer"),
            Task::Undo => ("撤销", "Undoing"),
            Task::SyncDeck => ("读入卡组", "Taking in a deck"),
            Task::ReadCards => ("读取卡片", "Reading cards"),
            Task::ReadSetting => ("读取程序设置", "Reading a setting"),
            Task::KeepSetting => ("保存程序设置", "Keeping a setting"),
            Task::ReadLog => ("读取记录", "Reading the log"),
            Task::Import => ("导入文档", "Importing a document"),
            Task::ReadDocument => ("读取文档", "Reading a document"),
            Task::ChangeDocument => ("修改文档", "Changing a document"),
            Task::Check => ("检查数据库", "Checking the database"),
            Task::Repair => ("修复数据库", "Repairing the database"),
            Task::Checkpoint => ("整理数据库", "Tidying the database"),
        };
        if self == Self::ZhCn { zh } else { en }
    }

    fn advice(self, advice: Advice) -> &'static str {
        let (zh, en) = match advice {
            Advice::Retry => (
                "另一个温故正在写，请再试一次。",
                "Another wengu is writing: try again.",
            ),
            Advice::FreeSpace => (
                "磁盘满了，请腾出空间再试。",
                "The disk is full: make room and try again.",
            ),
            Advice::CheckPermissions => (
                "请检查文件和文件夹的权限。",
                "Check who may write the file and its folder.",
            ),
            Advice::CheckOrRestore => (
                "请运行 wengu check，必要时恢复备份。",
                "Run wengu check, and go back to a backup if it finds damage.",
            ),
            Advice::UpdateProgram => ("请换用更新的温故。", "Use a newer wengu."),
            Advice::LookAgain => (
                "它已经不在了，请重新查看列表。",
                "It is not there any more: look at the list again.",
            ),
            Advice::Restore => (
                "请用 wengu restore 换回备份。",
                "Go back to a backup by wengu restore.",
            ),
            Advice::CloseOthers => (
                "请先退出其他的温故，再试一次。",
                "Leave the other wengu first, then try again.",
            ),
            Advice::OtherBackup => ("请换另一个备份。", "Try another backup."),
            Advice::OtherFile => (
                "请检查路径，或换一个文件名。",
                "Check the path, or choose another name.",
            ),
            Advice::Report => (
                "这是温故的错误，请报告给开发者。",
                "This is a fault of wengu: please report it.",
            ),
        };
        if self == Self::ZhCn { zh } else { en }
    }
}
