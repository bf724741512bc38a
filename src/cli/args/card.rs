//! The arguments of commands on decks and cards: their files, their grades, quizzes over them.

use super::Listing;
use crate::domain::quiz::Mode;
use crate::domain::srs::Grade;
use clap::Subcommand;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::path::PathBuf;

// What is to be done with decks.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum DeckCommand {
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

// What is to be done with cards.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum CardCommand {
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

// An answer, or a list of them.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Graded {
    /// 卡片的编号 · its id
    #[arg(required_unless_present = "stdin")]
    pub(in crate::cli) id: Option<String>,
    /// again、hard、good、easy，或 1 到 4 · or 1 to 4
    #[arg(required_unless_present = "stdin", value_parser = grade)]
    pub(in crate::cli) grade: Option<Grade>,
    /// 什么时候答的，RFC 3339；不写则是现在 · when, RFC 3339; else now
    #[arg(long, value_name = "TIME")]
    pub(in crate::cli) at: Option<String>,
    /// 用了多少毫秒 · how long it took, in milliseconds
    #[arg(long, value_name = "MS", default_value_t = 0)]
    pub(in crate::cli) duration: u32,
    /// 从标准输入读，每行一个 JSON 对象 · JSON lines from standard input
    #[arg(long, conflicts_with_all = ["id", "grade", "at", "duration"])]
    pub(in crate::cli) stdin: bool,
    /// 输出 JSON · as JSON
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

fn grade(text: &str) -> Result<Grade, String> {
    crate::cli::grade::grade_named(text).ok_or_else(|| "again hard good easy 1 2 3 4".to_owned())
}

// Which cards a quiz asks, and how.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Quiz {
    /// 只考这一组：编号或标题的一部分 · only this deck: its id or a part of its title
    #[arg(long, group = "scope")]
    pub(in crate::cli) deck: Option<String>,
    /// 只考有这个标签的 · only cards with this tag
    #[arg(long, group = "scope")]
    pub(in crate::cli) tag: Option<String>,
    /// 只考出自这份文档的：编号或标题的一部分 · only cards from this document
    #[arg(long, group = "scope")]
    pub(in crate::cli) doc: Option<String>,
    /// 题型；不写则各用最合适的 · the mode; else the one made for each kind of note
    #[arg(long, value_parser = mode())]
    pub(in crate::cli) mode: Option<Mode>,
    /// 最多几张 · the most cards
    #[arg(short = 'n', long = "count", default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..))]
    pub(in crate::cli) count: u16,
    /// 把结果记为复习 · record the answers as reviews
    #[arg(long)]
    pub(in crate::cli) grade: bool,
    /// 选项次序的种子，同一个数得同一份题；不写则每次不同 · what the order of answers begins with; else new each time
    #[arg(long)]
    pub(in crate::cli) seed: Option<u64>,
}

fn mode() -> impl TypedValueParser<Value = Mode> {
    PossibleValuesParser::new(Mode::ALL.map(Mode::name))
        .try_map(|name| Mode::named(&name).ok_or("unknown"))
}
