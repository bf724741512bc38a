//! Words of the screen on which a text is looked at before it is imported.

use super::words;

words! {
    pub preview_of(name: &str) = "核对 · {name}", "Check · {name}";
    pub preview_count(n: usize, all: usize, kind: &str) = "存疑 {n}/{all} · {kind}", "{n}/{all} doubtful · {kind}";
    pub file_side() = "原文", "File";
    pub file_side_at(line: usize) = "原文 · 第 {line} 行", "File · line {line}";
    pub result_side() = "结果", "Result";
    pub result_side_guess(done: &str, percent: u8) = "结果 · {done}（把握 {percent}%）", "Result · {done} ({percent}% sure)";
    pub result_side_decided(done: &str) = "结果 · {done}（你的决定）", "Result · {done} (you decided)";
    pub no_doubts() = "没有存疑的合并，按回车导入", "No join is doubtful; Enter imports";
    pub last_doubt() = "这是最后一处", "This is the last one";
    pub first_doubt() = "这是第一处", "This is the first one";
    pub no_original_file() =
        "这篇文档不是从文件导入的，没有原文件可以核对。", "This document was not imported from a file; there is none to check it by.";
    pub marks_its_own_paragraphs(path: &str) =
        "{path} 是 Markdown，段落已经标明，不用核对。", "{path} is Markdown, which marks its own paragraphs; there is nothing to check.";
    pub preview_one_file() =
        "--preview 一次只核对一个文件。", "--preview checks one file at a time.";
}
