//! Words of the library and of the line that is entered in the bottom row.

use super::words;

words! {
    pub library_empty(key: &str) =
        "书库是空的。按 {key} 导入文档。", "The library is empty. Press {key} to import a document.";
    pub unread() = "未读", "unread";
    pub shipped() = "自带", "built in";
    pub ask_find() = "查找：", "Find: ";
    pub ask_path() = "文件路径：", "Path of the file: ";
    pub ask_title() = "新标题：", "New title: ";
    pub ask_author() = "作者（可留空）：", "Author (may be empty): ";
}
