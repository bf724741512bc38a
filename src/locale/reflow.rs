//! Words for how a text was taken in: its kind, what was taken out, put elsewhere and joined.

use super::{Lang, words};
use crate::domain::doc::reflow::{Kind, MoveKind, RemovalKind};

words! {
    kind_prose() = "散文", "prose";
    kind_hard_wrapped() = "硬换行的正文", "hard-wrapped prose";
    kind_verse() = "诗歌或短行", "verse or short lines";
    kind_asis() = "原样", "text as it stands";
    pub kind_judged(title: &str, kind: &str) = "“{title}”：看来是{kind}", "“{title}”: it seems to be {kind}";
    pub kind_given(title: &str, kind: &str) = "“{title}”：按指定，{kind}", "“{title}”: as you said, {kind}";
    pub lines_measured(lines: usize, blank: &str, ended: &str, inner: &str) =
        "  共 {lines} 行；前有空行的占 {blank}，以句末标点结束的占 {ended}；句末标点有 {inner} 在行中",
        "  {lines} lines; {blank} with a blank line before, {ended} end a sentence; {inner} of all ends of sentences are inside lines";
    pub lines_wrapped(cells: u32, share: &str) =
        "  约 {cells} 格处断行；句中断开的行有 {share} 是这个宽度",
        "  lines are cut at about {cells} cells; of those that break off in a sentence {share} are as wide as that";
    pub indents_mark() = "  行首缩进表示新的一段", "  an indent begins a paragraph";
    pub blanks_mark() = "  空行表示新的一段", "  a blank line begins a paragraph";

    pub nothing_removed() = "没有删去什么", "Nothing was taken out";
    pub removed_pieces(n: usize, characters: usize, share: &str) =
        "删去 {n} 处，共 {characters} 字，占 {share}：",
        "Taken out: {n} pieces, {characters} characters, {share}:",
        one n "Taken out: 1 piece, {characters} characters, {share}:";
    pub would_remove(characters: usize, share: &str) =
        "该删的有 {characters} 字，占 {share}，超过 3%，都留着：--removals all 删去，none 保留",
        "{characters} characters ({share}) could be taken out; that is more than 3 %, so all were kept: \
         --removals all takes them out, none keeps them";
    pub asks_removals(title: &str, characters: usize, share: &str) =
        "“{title}”里的页码、页眉、目录等有 {characters} 字，占 {share}。删去吗？y 删去，n 保留：",
        "“{title}”: page numbers, running heads, tables of contents are {characters} characters, {share}. Take them out? y or n:";
    pub kept_removals(title: &str, characters: usize, share: &str) =
        "“{title}”里的页码、页眉、目录等有 {characters} 字，占 {share}，超过 3%，都留着；要删去，请用 wengu import --removals all 再导入（none 则不再提示）。",
        "“{title}”: page numbers, running heads, tables of contents are {characters} characters ({share}); that is more \
         than 3 %, so all were kept. wengu import --removals all takes them out; none keeps them and says no more.";
    pub kept_removals_notice(title: &str) =
        "已导入：{title}。页码、页眉、目录等超过全文的 3%，都留着；要删去，请用 wengu import --removals all。",
        "Imported: {title}. Page numbers, running heads and the like are more than 3 % of it, so all were kept; wengu import --removals all takes them out.";
    removal_page_number() = "页码", "page number";
    removal_page_header() = "页眉页脚", "running head";
    removal_contents() = "目录", "contents";
    removal_overlap() = "跨页重复", "repeated";
    removal_fragment() = "外文残片", "fragment";
    removal_caret() = "注号前的 ^", "^ of a note";

    pub linked_notes(n: usize) = "{n} 条注和正文里的注号对上了", "{n} notes belong to marks in the text",
        one n "{n} note belongs to a mark in the text";
    pub moved_pieces(n: usize) = "移动 {n} 处：", "Put elsewhere: {n} pieces:", one n "Put elsewhere: 1 piece:";
    moved_footnote() = "脚注，移到提到它的段落之后", "note, behind its paragraph";
    moved_abstract() = "摘要，移到被它打断的段落之前", "abstract, before the paragraph it interrupted";

    pub joins_made(joins: usize, doubtful: usize) =
        "合并 {joins} 处；没把握的判断 {doubtful} 处", "Joined: {joins}; doubtful decisions: {doubtful}";
    pub was_joined() = "合并", "joined";
    pub was_parted() = "分开", "parted";
    pub is_doubtful() = "存疑", "doubtful";
    pub as_decided() = "按你的决定", "decided";
    pub column_line() = "行", "line";
    pub column_piece() = "是什么", "what";
    pub column_confidence() = "把握", "sure";
    pub column_text() = "文字", "text";
    pub column_decision() = "判断", "done";
    pub column_mark() = "", "";
    pub column_where() = "前 | 后", "before | behind";
    pub not_listed(n: usize) = "  还有 {n} 处没有列出", "  {n} more are not listed", one n "  1 more is not listed";
    pub no_report() =
        "这篇文档没有导入记录：它是 Markdown 或自带的，或在记录出现之前导入。",
        "There is no report on this document: it is Markdown or built in, or was imported before reports were kept.";
}

impl Lang {
    /// What kind of text it is.
    pub fn kind(self, kind: Kind) -> &'static str {
        match kind {
            Kind::Prose => self.kind_prose(),
            Kind::HardWrapped => self.kind_hard_wrapped(),
            Kind::Verse => self.kind_verse(),
            Kind::AsIs => self.kind_asis(),
        }
    }

    /// What a piece was that was taken out.
    pub fn removal(self, kind: RemovalKind) -> &'static str {
        match kind {
            RemovalKind::PageNumber => self.removal_page_number(),
            RemovalKind::PageHeader => self.removal_page_header(),
            RemovalKind::Contents => self.removal_contents(),
            RemovalKind::Overlap => self.removal_overlap(),
            RemovalKind::Fragment => self.removal_fragment(),
            RemovalKind::Caret => self.removal_caret(),
        }
    }

    /// What a piece is that was put elsewhere, and where it is now.
    pub fn moved(self, kind: MoveKind) -> &'static str {
        match kind {
            MoveKind::Footnote => self.moved_footnote(),
            MoveKind::Abstract => self.moved_abstract(),
        }
    }
}
