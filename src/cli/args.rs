//! The arguments. Their doc comments are the help, in Chinese and English on one line.

mod schedule;

use crate::domain::doc::reflow::{Kind, Removals};
use crate::domain::layout::Punctuation;
use crate::domain::quiz::Mode;
use crate::domain::srs::Grade;
use crate::domain::text::Widths;
use crate::io::import::TextEncoding;
use crate::io::import::child::Format;
use crate::io::log_file::LogLevel;
use crate::runtime::{EncodingWish, KindWish};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand};
use clap_complete::Shell;
use std::ffi::OsString;
use std::path::PathBuf;

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

fn mode() -> impl TypedValueParser<Value = Mode> {
    PossibleValuesParser::new(Mode::ALL.map(Mode::name))
        .try_map(|name| Mode::named(&name).ok_or("unknown"))
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
    /// A file, or a slip of the finger.
    #[command(external_subcommand)]
    File(Vec<OsString>),
}

/// Which cards a quiz asks, and how.
#[derive(Debug, clap::Args)]
pub(super) struct Quiz {
    /// 只考这一组：编号或标题的一部分 · only this deck: its id or a part of its title
    #[arg(long, group = "scope")]
    pub(super) deck: Option<String>,
    /// 只考有这个标签的 · only cards with this tag
    #[arg(long, group = "scope")]
    pub(super) tag: Option<String>,
    /// 只考出自这份文档的：编号或标题的一部分 · only cards from this document
    #[arg(long, group = "scope")]
    pub(super) doc: Option<String>,
    /// 题型；不写则各用最合适的 · the mode; else the one made for each kind of note
    #[arg(long, value_parser = mode())]
    pub(super) mode: Option<Mode>,
    /// 最多几张 · the most cards
    #[arg(short = 'n', long = "count", default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) count: u16,
    /// 把结果记为复习 · record the answers as reviews
    #[arg(long)]
    pub(super) grade: bool,
    /// 选项次序的种子，同一个数得同一份题 · what the order of answers begins with
    #[arg(long, default_value_t = 0)]
    pub(super) seed: u64,
}

/// What is to be shown of the log.
#[derive(Debug, clap::Args)]
pub(super) struct LogWish {
    /// 只看这张卡片 · only this card
    #[arg(long, value_name = "ID")]
    pub(super) card: Option<String>,
    /// 输出 JSON，每条一行 · as JSON, an entry to a line
    #[arg(long)]
    pub(super) json: bool,
}

/// An answer, or a list of them.
#[derive(Debug, clap::Args)]
pub(super) struct Graded {
    /// 卡片的编号 · its id
    #[arg(required_unless_present = "stdin")]
    pub(super) id: Option<String>,
    /// again、hard、good、easy，或 1 到 4 · or 1 to 4
    #[arg(required_unless_present = "stdin", value_parser = grade)]
    pub(super) grade: Option<Grade>,
    /// 什么时候答的，RFC 3339；不写则是现在 · when, RFC 3339; else now
    #[arg(long, value_name = "TIME")]
    pub(super) at: Option<String>,
    /// 用了多少毫秒 · how long it took, in milliseconds
    #[arg(long, value_name = "MS", default_value_t = 0)]
    pub(super) duration: u32,
    /// 从标准输入读，每行一个 JSON 对象 · JSON lines from standard input
    #[arg(long, conflicts_with_all = ["id", "grade", "at", "duration"])]
    pub(super) stdin: bool,
    /// 输出 JSON · as JSON
    #[arg(long)]
    pub(super) json: bool,
}

fn grade(text: &str) -> Result<Grade, String> {
    super::grade::grade_named(text).ok_or_else(|| "again hard good easy 1 2 3 4".to_owned())
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

/// What is to be imported, and how.
#[derive(Debug, clap::Args)]
pub(super) struct Import {
    /// 文本、Markdown、网页、EPUB、DOCX、PDF 文件，或文件夹；- 是标准输入 · text, Markdown, web pages, EPUB, DOCX, PDF, or folders; - is standard input
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// 按这个编码读；auto 是重新判断 · read them by this encoding; auto guesses anew
    #[arg(long, value_name = "NAME", value_parser = encoding_wish)]
    pub(super) encoding: Option<EncodingWish>,
    /// 当作哪种文本：prose、hard-wrapped、verse、asis；auto 是重新判断 · as what kind of text; auto judges anew
    #[arg(long = "as", value_name = "KIND", value_parser = kind_wish())]
    pub(super) kind: Option<KindWish>,
    /// 页码、页眉、目录等：all 全删，none 全留，auto 不超过 3% 才删 · page furniture: all goes, none goes, or up to 3 %
    #[arg(long, value_name = "WHICH", value_parser = removals())]
    pub(super) removals: Option<Removals>,
    /// 先在终端里对照原文核对存疑的合并，再导入 · compare and check the doubtful joins first
    #[arg(long, conflicts_with_all = ["encoding", "kind", "removals", "again", "report", "name", "json"])]
    pub(super) preview: bool,
    /// 内容没有变的文件也重新解析；位置和卡片出处不变 · read known files anew; places and sources stay
    #[arg(long)]
    pub(super) again: bool,
    /// 列出判断、删去和合并的每一处 · list what was judged, taken out and joined
    #[arg(long)]
    pub(super) report: bool,
    /// 标准输入的名字，如同文件名 · a name for standard input, as of a file
    #[arg(long, value_name = "NAME")]
    pub(super) name: Option<String>,
    #[command(flatten)]
    pub(super) listing: Listing,
}

/// An encoding as it is written on the command line.
fn encoding_wish(name: &str) -> Result<EncodingWish, String> {
    if name == "auto" {
        return Ok(EncodingWish::Detect);
    }
    name.parse().map(EncodingWish::Given).map_err(|_| {
        let told: Vec<&str> = TextEncoding::TOLD.iter().map(|e| e.name()).collect();
        format!("可以是 known are {} …, auto", told.join(", "))
    })
}

/// A kind of text as it is written on the command line.
fn kind_wish() -> impl TypedValueParser<Value = KindWish> {
    let names = Kind::ALL.into_iter().map(Kind::name).chain(["auto"]);
    PossibleValuesParser::new(names)
        .map(|name| Kind::named(&name).map_or(KindWish::Detect, KindWish::Given))
}

/// What may be taken out, by name.
fn removals() -> impl TypedValueParser<Value = Removals> {
    PossibleValuesParser::new(["auto", "all", "none"]).map(|name| match name.as_str() {
        "all" => Removals::All,
        "none" => Removals::None,
        _ => Removals::Limited,
    })
}

/// How a list is written.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct Listing {
    /// 输出 JSON · as JSON
    #[arg(long)]
    pub(super) json: bool,
}

/// What is to be done about what a check finds.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct CheckWish {
    /// 修复：先备份，坏的记录放到一边，状态按好的记录重写 · repair: a backup, bad entries aside, states from the good ones
    #[arg(long)]
    pub(super) repair: bool,
    #[command(flatten)]
    pub(super) listing: Listing,
}

/// What is to be shown of a document.
#[derive(Debug, clap::Args)]
pub(super) struct Show {
    /// 编号，或标题的一部分 · its id or a part of its title
    pub(super) doc: String,
    /// 每行的格数 · cells of a line
    #[arg(long, value_parser = clap::value_parser!(u16).range(2..=1000))]
    pub(super) width: Option<u16>,
    /// 每页的行数 · rows of a page
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=10_000))]
    pub(super) height: Option<u16>,
    /// 第几页 · which page
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    pub(super) page: u64,
    /// 全文，不分页 · all of it, without pages
    #[arg(long, conflicts_with_all = ["page", "height"])]
    pub(super) all: bool,
    /// 行首行尾禁则的宽严；不写则照设置 · how strictly marks keep from line ends; else as in the config
    #[arg(long, value_name = "LEVEL", value_parser = punctuation())]
    pub(super) punctuation: Option<Punctuation>,
    /// 两端对齐，如阅读时 · justify, as the reader does
    #[arg(long)]
    pub(super) justify: bool,
    /// “”—…·① 之类的字符占一格还是两格 · whether characters such as “”—…·① take one cell or two
    #[arg(long, value_name = "WIDTH", value_parser = ambiguous())]
    pub(super) ambiguous: Option<Widths>,
}

/// The level of a name.
fn punctuation() -> impl TypedValueParser<Value = Punctuation> {
    PossibleValuesParser::new(["none", "basic", "gb", "strict"]).map(|name| match name.as_str() {
        "none" => Punctuation::None,
        "basic" => Punctuation::Basic,
        "strict" => Punctuation::Strict,
        _ => Punctuation::Gb,
    })
}

/// How a terminal draws ambiguous characters, by name.
fn ambiguous() -> impl TypedValueParser<Value = Widths> {
    PossibleValuesParser::new(["narrow", "wide"]).map(|name| match name.as_str() {
        "wide" => Widths::WIDE,
        _ => Widths::NARROW,
    })
}

/// How a document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum ExportFormat {
    Markdown,
    Blocks,
}

/// A command that has commands of its own. Like arguments they are put together only when it is run.
#[derive(Debug, clap::Args)]
pub(super) struct Under<C: Subcommand> {
    #[command(subcommand)]
    pub(super) command: C,
}

/// What is to be done with the library.
#[derive(Debug, Subcommand)]
pub(super) enum DocCommand {
    /// 列出文档 · List the documents
    List(Listing),
    /// 导出文档 · Write a document for people or for other programs
    Export {
        /// 编号，或标题的一部分 · its id or a part of its title
        doc: String,
        /// 格式：markdown 给人看，可再导入；blocks 每行一段 · markdown can be imported again; blocks is a block a line
        #[arg(long, value_enum, default_value_t = ExportFormat::Markdown)]
        format: ExportFormat,
        /// 写到这个文件；不写则打印出来 · the file to write; else it is printed
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// 导入时的判断：删去和移动了什么，哪些合并没把握 · How a document's text was taken in
    Report {
        /// 编号，或标题的一部分 · its id or a part of its title
        doc: String,
        #[command(flatten)]
        listing: Listing,
    },
    /// 移出书库，原文件不动 · Remove a document; the file itself stays
    Remove {
        /// 编号，或标题的一部分 · its id or a part of its title
        doc: String,
    },
    /// 改标题 · Give a document another title
    Rename {
        /// 编号，或标题的一部分 · its id or a part of its title
        doc: String,
        /// 新标题 · the new title
        title: String,
    },
    /// 改标题、作者，或两样都改 · Change the title, the author, or both
    #[command(group = clap::ArgGroup::new("change").required(true).multiple(true))]
    Edit {
        /// 编号，或标题的一部分 · its id or a part of its title
        doc: String,
        /// 新标题 · the new title
        #[arg(long, group = "change")]
        title: Option<String>,
        /// 新作者，空的就是没有作者 · the new author; an empty one means none
        #[arg(long, group = "change")]
        author: Option<String>,
    },
}

/// What is to be done with decks.
#[derive(Debug, Subcommand)]
pub(super) enum DeckCommand {
    /// 列出卡组 · List the decks
    List(Listing),
    /// 检查卡组文件，一次找出所有问题 · Check deck files and find all problems in one run
    Check {
        /// 要检查的文件；不写则检查自带的和自己的 · the files; without any, those shipped and your own
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
        #[command(flatten)]
        listing: Listing,
    },
    /// 检查卡组文件，并加到自己的卡组里 · Check a deck file and add it to your own
    Add {
        /// 卡组文件 · the deck file
        file: PathBuf,
    },
    /// 给没有编号的笔记补上编号，其余一字不动 · Write the ids that notes lack, and nothing else
    Ids {
        /// 卡组文件 · the deck file
        file: PathBuf,
    },
}

/// What is to be done with cards.
#[derive(Debug, Subcommand)]
pub(super) enum CardCommand {
    /// 列出卡片 · List the cards
    List {
        /// 只看这一组 · only this deck
        #[arg(long)]
        deck: Option<String>,
        #[command(flatten)]
        listing: Listing,
    },
    /// 暂停，以后不再出现 · Set a card aside until it is resumed
    Suspend {
        /// 卡片的编号 · its id
        id: String,
    },
    /// 恢复暂停的卡片 · Bring a card back that was set aside
    Resume {
        /// 卡片的编号 · its id
        id: String,
    },
    /// 给一张卡片打分，或从标准输入读一批 · Grade a card, or a list of them
    Grade(Graded),
    /// 改下次复习的日子 · Set the day of the next review
    Due {
        /// 卡片的编号 · its id
        id: String,
        /// 日期（2026-03-01），或几天以后（0 是今天）· a date, or days from today
        day: String,
    },
    /// 重置为新卡；历史仍留在记录里 · Make a card new again; the log keeps its history
    Reset {
        /// 卡片的编号 · its id
        id: String,
    },
    /// 今天不再出现 · Hide a card for today
    Bury {
        /// 卡片的编号 · its id
        id: String,
    },
    /// 记为难点卡 · Mark a card as a leech
    Leech {
        /// 卡片的编号 · its id
        id: String,
        /// 不再是难点卡 · take the mark away
        #[arg(long)]
        off: bool,
    },
    /// 一张卡片的问题、答案、状态和历史 · A card's question, answer, state and history
    Show {
        /// 卡片的编号 · its id
        id: String,
        #[command(flatten)]
        listing: Listing,
    },
}

/// What is to be done with the config file.
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
