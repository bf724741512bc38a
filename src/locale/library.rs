//! Words of the library and of the line that is entered in the bottom row.

use super::{Lang, words};
use crate::app::screen::library::Order;

words! {
    pub library_empty(key: &str) =
        "书库是空的。按 {key} 导入文档。", "The library is empty. Press {key} to import a document.";
    pub library_filtered(text: &str) =
        "没有标题或作者含“{text}”的文档。", "No title or author contains “{text}”.";
    pub shelf(documents: &str, order: &str) = "{documents} · {order}", "{documents} · {order}";
    pub filtered_shelf(shown: usize, documents: &str, order: &str, filter: &str) =
        "{shown}/{documents} · {filter} · {order}", "{shown}/{documents} · {filter} · {order}";
    order_last_read() = "按最近阅读", "last read";
    order_title() = "按标题", "by title";
    order_author() = "按作者", "by author";
    order_progress() = "按进度", "by progress";
    order_length() = "按长短", "by length";
    pub unread() = "未读", "unread";
    pub shipped() = "自带", "built in";
    pub ask_find() = "查找：", "Find: ";
    pub ask_filter() = "筛选：", "Filter: ";
    pub ask_path() = "文件或文件夹：", "File or folder: ";
    pub ask_title() = "新标题：", "New title: ";
    pub ask_author() = "作者（可留空）：", "Author (may be empty): ";
}

impl Lang {
    /// What an order of the Library is called.
    pub const fn order(self, order: Order) -> &'static str {
        match order {
            Order::LastRead => self.order_last_read(),
            Order::Title => self.order_title(),
            Order::Author => self.order_author(),
            Order::Progress => self.order_progress(),
            Order::Length => self.order_length(),
        }
    }
}
