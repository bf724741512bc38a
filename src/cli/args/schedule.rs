//! The arguments of commands that go beyond the day: custom study, other rules.

use super::Listing;
use crate::app::screen::study::Standing;
use clap::builder::{PossibleValuesParser, TypedValueParser};

// Which cards are to be gone through. Without a terminal they are listed.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("choice").args(["tag", "state", "new", "forgotten", "ahead", "random"]))]
#[command(group = clap::ArgGroup::new("any").args(["deck", "tag", "state", "new", "forgotten", "ahead", "random"]).required(true).multiple(true))]
pub(in crate::cli) struct CustomStudy {
    /// 只在这一组里；单独写就是这一组的全部卡片 · of this deck; alone, all cards of it
    #[arg(long)]
    pub(in crate::cli) deck: Option<String>,
    /// 带这个标签的 · with this tag
    #[arg(long)]
    pub(in crate::cli) tag: Option<String>,
    /// 这种状态的：leech 难点卡 learning 学习中 due 到期 review 复习中 new 新卡 · in this state
    #[arg(long, value_parser = standing())]
    pub(in crate::cli) state: Option<Standing>,
    /// 预览新卡；不写几张就照每天的张数 · new cards; without a number as many as a day has
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "0", value_parser = clap::value_parser!(u32).range(0..=9999))]
    pub(in crate::cli) new: Option<u32>,
    /// 今天忘记的 · those forgotten today
    #[arg(long)]
    pub(in crate::cli) forgotten: bool,
    /// 今后几天到期的 · those due within so many days
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..=3650))]
    pub(in crate::cli) ahead: Option<u32>,
    /// 随机抽几张 · so many at random
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=9999))]
    pub(in crate::cli) random: Option<u32>,
    /// 计入安排：照平常一样打分，日期随之改动 · let it count: answers are grades and change dates
    #[arg(long)]
    pub(in crate::cli) schedule: bool,
    #[command(flatten)]
    pub(in crate::cli) listing: Listing,
}

/// The state of a name; the help shows the names.
fn standing() -> impl TypedValueParser<Value = Standing> {
    PossibleValuesParser::new(Standing::ALL.map(Standing::name))
        .try_map(|name| Standing::named(&name).ok_or("unknown"))
}

// Which dates are to be chosen anew.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Reschedule {
    /// 只看哪些日期会动、今后三十天的张数，什么也不改 · show what would move and the load of 30 days
    #[arg(long)]
    pub(in crate::cli) preview: bool,
    /// 只排这一组 · only this deck
    #[arg(long)]
    pub(in crate::cli) deck: Option<String>,
    /// 假如期望记住率是这么多（只用于预览） · as if this were the desired retention, to preview it
    #[arg(long, value_name = "R", requires = "preview", value_parser = retention)]
    pub(in crate::cli) retention: Option<f32>,
    /// 列出改期的每张卡 · list each card that moves
    #[arg(long)]
    pub(in crate::cli) cards: bool,
    #[command(flatten)]
    pub(in crate::cli) listing: Listing,
}

// From which reviews parameters are to be learned.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Optimize {
    /// 只为这一组求参数 · parameters of this deck alone
    #[arg(long)]
    pub(in crate::cli) deck: Option<String>,
    /// 只看结果和日期会怎样动，什么也不改 · show the result and which dates would move
    #[arg(long)]
    pub(in crate::cli) preview: bool,
    /// 复习不到 400 次也照求 · go on with fewer than 400 reviews
    #[arg(long)]
    pub(in crate::cli) force: bool,
    #[command(flatten)]
    pub(in crate::cli) listing: Listing,
}

/// A desired retention as the config file admits it.
fn retention(text: &str) -> Result<f32, String> {
    text.parse()
        .ok()
        .filter(|retention| (0.7..=0.99).contains(retention))
        .ok_or_else(|| "0.7 – 0.99".to_owned())
}
