//! The arguments of commands on documents: import, the library, pages printed.

use super::Listing;
use crate::domain::doc::reflow::{Kind, Removals};
use crate::domain::layout::Punctuation;
use crate::domain::text::Widths;
use crate::io::import::TextEncoding;
use crate::runtime::{EncodingWish, KindWish};
use clap::Subcommand;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::path::PathBuf;

// What is to be imported, and how.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Import {
    /// 文本、Markdown、网页、EPUB、DOCX、PDF 文件，或文件夹；- 是标准输入 · text, Markdown, web pages, EPUB, DOCX, PDF, or folders; - is standard input
    #[arg(required = true, value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// 按这个编码读；auto 是重新判断 · read them by this encoding; auto guesses anew
    #[arg(long, value_name = "NAME", value_parser = encoding_wish)]
    pub(in crate::cli) encoding: Option<EncodingWish>,
    /// 当作哪种文本：prose、hard-wrapped、verse、asis；auto 是重新判断 · as what kind of text; auto judges anew
    #[arg(long = "as", value_name = "KIND", value_parser = kind_wish())]
    pub(in crate::cli) kind: Option<KindWish>,
    /// 页码、页眉、目录等：all 全删，none 全留，auto 不超过 3% 才删 · page furniture: all goes, none goes, or up to 3 %
    #[arg(long, value_name = "WHICH", value_parser = removals())]
    pub(in crate::cli) removals: Option<Removals>,
    /// 先在终端里对照原文核对存疑的合并，再导入 · compare and check the doubtful joins first
    #[arg(long, conflicts_with_all = ["encoding", "kind", "removals", "again", "report", "name", "json"])]
    pub(in crate::cli) preview: bool,
    /// 内容没有变的文件也重新解析；位置和卡片出处不变 · read known files anew; places and sources stay
    #[arg(long)]
    pub(in crate::cli) again: bool,
    /// 列出判断、删去和合并的每一处 · list what was judged, taken out and joined
    #[arg(long)]
    pub(in crate::cli) report: bool,
    /// 标准输入的名字，如同文件名 · a name for standard input, as of a file
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) name: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) listing: Listing,
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

// What is to be done with the library.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum DocCommand {
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

// What is to be shown of a document.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Show {
    /// 编号，或标题的一部分 · its id or a part of its title
    pub(in crate::cli) doc: String,
    /// 每行的格数 · cells of a line
    #[arg(long, value_parser = clap::value_parser!(u16).range(2..=1000))]
    pub(in crate::cli) width: Option<u16>,
    /// 每页的行数 · rows of a page
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=10_000))]
    pub(in crate::cli) height: Option<u16>,
    /// 第几页 · which page
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    pub(in crate::cli) page: u64,
    /// 全文，不分页 · all of it, without pages
    #[arg(long, conflicts_with_all = ["page", "height"])]
    pub(in crate::cli) all: bool,
    /// 行首行尾禁则的宽严；不写则照设置 · how strictly marks keep from line ends; else as in the config
    #[arg(long, value_name = "LEVEL", value_parser = punctuation())]
    pub(in crate::cli) punctuation: Option<Punctuation>,
    /// 两端对齐，如阅读时 · justify, as the reader does
    #[arg(long)]
    pub(in crate::cli) justify: bool,
    /// “”—…·① 之类的字符占一格还是两格 · whether characters such as “”—…·① take one cell or two
    #[arg(long, value_name = "WIDTH", value_parser = ambiguous())]
    pub(in crate::cli) ambiguous: Option<Widths>,
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
pub(in crate::cli) enum ExportFormat {
    Markdown,
    Blocks,
}
