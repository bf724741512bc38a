//! The arguments. Their doc comments are the help, in Chinese and English on one line; what groups
//! them has other comments, since a doc comment there would take the place of a command's help.

mod card;
mod document;
mod schedule;

use crate::io::import::TextEncoding;
use crate::io::import::child::Format;
use crate::io::log_file::LogLevel;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand};
use clap_complete::Shell;
use std::ffi::OsString;
use std::path::PathBuf;

pub(super) use card::{CardCommand, DeckCommand, Graded, Quiz};
pub(super) use document::{DocCommand, ExportFormat, Import, Show};
pub(super) use schedule::{CustomStudy, Optimize, Reschedule};

const USAGE: &str = "wengu                今天 Today
       wengu FILE           导入并打开 import and open a file
       wengu COMMAND …      见下 see below";

const AFTER: &str = "\
退出码 Exit codes:
  0  做完了 done
  1  没做成，或查出了问题 failed, or something was found wrong
  2  命令写错了 wrong usage
  3  启动不了：没有文件夹，或数据库打不开 cannot start: no folders, no database

环境变量 Environment:
  WENGU_HOME  所有文件放在这个文件夹 one folder for config, data and state
  WENGU_NOW   当前时间 the time to start at, RFC 3339
  WENGU_LOG   同 --log the same as --log
  NO_COLOR    不用颜色 no colours";

/// 温故：在终端里读文献、记要点 · Read documents in a terminal and learn them by heart
#[derive(Debug, Parser)]
#[command(
    name = "wengu",
    version,
    override_usage = USAGE,
    after_help = AFTER,
    subcommand_help_heading = "命令 Commands",
    allow_external_subcommands = true,
    disable_help_subcommand = true
)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    /// 把运行情况记到日志文件里 · Write a log file
    #[arg(long, global = true, value_name = "LEVEL", value_parser = level())]
    pub(super) log: Option<LogLevel>,
}

/// The level of a name; the help shows the names.
fn level() -> impl TypedValueParser<Value = LogLevel> {
    PossibleValuesParser::new(LogLevel::NAMES).try_map(|name| name.parse::<LogLevel>())
}

/// The format of a name.
fn cell_format() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.map(Format::name))
        .try_map(|name| Format::named(&name).ok_or("unknown"))
}

/// What is to be done.
#[derive(Debug, Subcommand)]
// The arguments of a command are put together only when it is the one that is run.
#[command(defer = true)]
pub(super) enum Command {
    /// 今天要做的事 · What there is to do today
    Today(Listing),
    /// 阅读 · Read a document
    Read {
        /// 编号，或标题的一部分 · its id or a part of its title
        doc: String,
    },
    /// 复习 · Review cards
    Review {
        /// 只复习这一组：编号或标题的一部分 · only this deck: its id or a part of its title
        #[arg(long)]
        deck: Option<String>,
    },
    /// 自选学习：挑一些卡片来过一遍，不影响复习安排 · Go through cards of your choice; no date changes
    Study(CustomStudy),
    /// 测验；不影响复习安排，除非写 --grade · A quiz; changes no schedule without --grade
    Quiz(Quiz),
    /// 学习前速览：先看关键表述，再过一遍卡片 · Brief yourself before a session
    Brief {
        /// 文档、卡组或标签；不写则是今天的卡片 · a document, a deck or a tag; else today's cards
        what: Option<String>,
        /// 把关键表述打印成 Markdown · print the formulations as Markdown
        #[arg(long)]
        print: bool,
    },
    /// 导入文件和文件夹 · Take files and folders into the library
    Import(Import),
    /// 书库 · The library
    Doc(Under<DocCommand>),
    /// 把排好版的正文打印出来 · Print a document as the reader sets it
    Show(Show),
    /// 卡组 · Decks
    Deck(Under<DeckCommand>),
    /// 卡片 · Cards
    Card(Under<CardCommand>),
    /// 今天的卡片，按次序 · The cards of today in order
    Queue {
        /// 只看这一组 · only this deck
        #[arg(long)]
        deck: Option<String>,
        #[command(flatten)]
        listing: Listing,
    },
    /// 设置 · The config file
    Config(Under<ConfigCommand>),
    /// 今天多学几张新卡、多复习几张 · More cards today than the limits
    More {
        /// 再学几张新卡 · new cards
        #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=9999))]
        new: u32,
        /// 再复习几张 · reviews
        #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=9999))]
        reviews: u32,
    },
    /// 按现在的设置和参数重排日期 · Choose dates anew by the settings and parameters as they are
    Reschedule(Reschedule),
    /// 从记录里求出更合自己的参数 · Learn parameters from the log
    Optimize(Optimize),
    /// 撤销最近一次改动 · Undo the last change
    Undo,
    /// 重做刚撤销的改动 · Do again what was undone last
    Redo,
    /// 记录，按次序 · The log, in order
    Log(LogWish),
    /// 检查数据库、卡组、出处和记录 · Check the database, decks, sources and the log
    Check(CheckWish),
    /// 备份数据库，并打开核对 · Back up the database, open the copy and verify it
    Backup {
        /// 备份到这个新文件；不写则放进 backups 文件夹 · a new file; without one, in the folder backups
        file: Option<PathBuf>,
    },
    /// 恢复备份；原来的数据库留在旁边 · Go back to a backup; the database that was there is kept
    Restore {
        /// 备份文件 · the backup
        file: PathBuf,
    },
    /// 报告问题时要附上的情况 · What a bug report needs to know; nothing personal
    Doctor,
    /// 命令行补全 · Completions for a shell
    Completions {
        /// 哪种 shell · which shell
        shell: Shell,
    },
    /// 手册页 · Man pages
    Man {
        /// 写到这个文件夹 · the folder they are written into
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Parses a file from standard input; the program starts itself so.
    #[command(hide = true)]
    ParseInCell {
        #[arg(long, value_parser = cell_format())]
        format: Format,
        /// What the person says the encoding is.
        #[arg(long)]
        encoding: Option<TextEncoding>,
        /// Bytes that will be on standard input.
        #[arg(long)]
        length: u64,
    },
    /// Decodes a picture from standard input; the program starts itself so.
    #[cfg(feature = "terminal-pictures")]
    #[command(hide = true)]
    DrawInCell {
        /// Bytes that will be on standard input.
        #[arg(long)]
        length: u64,
        /// The most pixels in a row.
        #[arg(long)]
        width: u32,
        /// The most rows of pixels.
        #[arg(long)]
        height: u32,
    },
    /// A file, or a slip of the finger.
    #[command(external_subcommand)]
    File(Vec<OsString>),
}

// What is to be shown of the log.
#[derive(Debug, clap::Args)]
pub(super) struct LogWish {
    /// 只看这张卡片 · only this card
    #[arg(long, value_name = "ID")]
    pub(super) card: Option<String>,
    /// 输出 JSON，每条一行 · as JSON, an entry to a line
    #[arg(long)]
    pub(super) json: bool,
}

impl Command {
    /// Whether it may change what the database holds.
    pub(super) fn changes(&self) -> bool {
        match self {
            Self::Import(_)
            | Self::File(_)
            | Self::More { .. }
            | Self::Reschedule(_)
            | Self::Optimize(_)
            | Self::Undo
            | Self::Redo => true,
            Self::Doc(under) => matches!(
                under.command,
                DocCommand::Remove { .. } | DocCommand::Rename { .. } | DocCommand::Edit { .. }
            ),
            Self::Card(under) => !matches!(
                under.command,
                CardCommand::List { .. } | CardCommand::Show { .. }
            ),
            Self::Check(wish) => wish.repair,
            _ => false,
        }
    }

    /// Whether a person asks for what depends on the day, so that a clock that stepped is worth a
    /// warning. Scripts, which drive cards through times of their own, are left alone.
    pub(super) fn is_of_today(&self) -> bool {
        match self {
            Self::More { .. } => true,
            Self::Today(listing) | Self::Queue { listing, .. } => !listing.json,
            Self::Check(wish) => !wish.listing.json,
            _ => false,
        }
    }
}

// How a list is written.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct Listing {
    /// 输出 JSON · as JSON
    #[arg(long)]
    pub(super) json: bool,
}

// What is to be done about what a check finds.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct CheckWish {
    /// 修复：先备份，坏的记录放到一边，状态按好的记录重写 · repair: a backup, bad entries aside, states from the good ones
    #[arg(long)]
    pub(super) repair: bool,
    #[command(flatten)]
    pub(super) listing: Listing,
}

// A command that has commands of its own. Like arguments they are put together only when it is run.
#[derive(Debug, clap::Args)]
pub(super) struct Under<C: Subcommand> {
    #[command(subcommand)]
    pub(super) command: C,
}

// What is to be done with the config file.
#[derive(Debug, Clone, Copy, Subcommand)]
pub(super) enum ConfigCommand {
    /// 设置文件在哪里 · Where the config file is
    Path,
    /// 检查设置文件 · Check the config file
    Check,
    /// 默认设置，带说明 · The default settings with their comments
    Default,
}

/// The names of the commands.
pub(super) fn command_names() -> Vec<String> {
    use clap::CommandFactory;
    let command = Args::command();
    let names = command.get_subcommands().map(|c| c.get_name().to_owned());
    names.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn every_command_says_in_both_languages_what_it_does() {
        fn look(command: &clap::Command, seen: &mut usize) {
            let shown = |it: &&clap::Command| !it.is_hide_set() && it.get_name() != "help";
            for under in command.get_subcommands().filter(shown) {
                let about = under
                    .get_about()
                    .map(ToString::to_string)
                    .unwrap_or_default();
                assert!(about.contains(" · "), "{}: {about}", under.get_name());
                *seen += 1;
                look(under, seen);
            }
        }
        let mut command = Args::command();
        command.build();
        let mut seen = 0;
        look(&command, &mut seen);
        assert!(seen > 40, "{seen}");
    }
}
