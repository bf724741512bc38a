//! Words of the import: what came of each file, how sure its encoding is, what went wrong.

use super::{Lang, words};
use crate::domain::doc::{Confidence, Decoded};
use crate::io::import::ImportError;

words! {
    pub took_document(title: &str, id: &str) = "已导入：{title}（{id}）", "Imported: {title} ({id})";
    pub updated_document(title: &str, id: &str) = "已更新：{title}（{id}）", "Updated: {title} ({id})";
    pub known_document(title: &str, id: &str) =
        "已在书库里：{title}（{id}）；要重新解析，用 --again",
        "Already in the library: {title} ({id}); --again reads it anew";
    pub was_taken() = "导入", "imported";
    pub was_updated() = "更新", "updated";
    pub was_known() = "已有", "known";
    pub was_skipped() = "跳过", "skipped";
    pub was_failed() = "失败", "failed";
    pub column_outcome() = "结果", "outcome";
    pub column_encoding() = "编码", "encoding";
    pub column_sureness() = "把握", "guess";
    pub column_title_or_file() = "标题或文件", "title or file";
    pub import_sum(files: usize, taken: usize, updated: usize, known: usize, skipped: usize, failed: usize) =
        "{files} 个文件：导入 {taken}，更新 {updated}，已有 {known}，跳过 {skipped}，失败 {failed}",
        "{files} files: imported {taken}, updated {updated}, known {known}, skipped {skipped}, failed {failed}",
        one files "1 file: imported {taken}, updated {updated}, known {known}, skipped {skipped}, failed {failed}";
    pub folder_without_text(path: &str) =
        "{path} 里没有可以导入的文件。", "There is no file to import in {path}.";
    pub skipped_file(path: &str, why: &str) = "{path}（{why}）", "{path} ({why})";

    // Encodings.
    sure() = "大", "sure";
    unsure() = "不大", "unsure";
    as_given() = "指定的", "given";
    pub read_by(encoding: &str, sureness: &str) =
        "编码：{encoding}（把握：{sureness}）", "Encoding: {encoding} ({sureness})";
    pub encoding_unsure(title: &str, encoding: &str) =
        "“{title}”的编码没有写明，看来是 {encoding}，把握不大；如果是乱码，请用 wengu import --encoding 编码 文件 再导入一次。",
        "The encoding of “{title}” seems to be {encoding}, but that is not sure; if the text is garbled, import the \
         file again with wengu import --encoding NAME FILE.";
    pub not_decoded(title: &str, n: usize, encoding: &str) =
        "“{title}”里有 {n} 处按 {encoding} 读不出来，显示为 \u{FFFD}；编码不对的话，请用 --encoding 指定。",
        "{n} places of “{title}” cannot be read as {encoding} and are shown as \u{FFFD}; if that is the wrong \
         encoding, name the right one with --encoding.",
        one n "One place of “{title}” cannot be read as {encoding} and is shown as \u{FFFD}; if that is the wrong \
         encoding, name the right one with --encoding.";
    pub unplaced(n: usize, which: &str) =
        "{n} 条笔记的出处没有在新版本里找到：{which}",
        "The passages of {n} notes are not in the new version: {which}",
        one n "The passage of {n} note is not in the new version: {which}";
    pub unplaced_note(note: &str, snippet: &str) = "{note}（“{snippet}”）", "{note} (“{snippet}”)";
    pub dropped_controls(title: &str, n: usize) =
        "“{title}”里有 {n} 个控制字符，没有导入。", "{n} control characters of “{title}” were left out.",
        one n "{n} control character of “{title}” was left out.";

    // What is no document.
    no_text() = "不是文本", "not a text";
    no_text_but(kind: &str) = "不是文本，像是 {kind}", "not a text, it looks like {kind}";
    nothing_in_it() = "没有文字", "no text in it";
    pub no_file() = "不是普通文件", "not a regular file";
    import_unreadable(path: &str, why: &str) =
        "读不了 {path}：{why}。请检查路径和权限。", "{path} cannot be read: {why}. Check the path and its permissions.";
    import_folder(path: &str) =
        "{path} 是文件夹，请用 wengu import 导入整个文件夹。",
        "{path} is a folder; wengu import takes all that is in it.";
    import_not_a_file(path: &str) =
        "{path} 不是普通文件（是设备或管道），没有导入；请先存成文件。",
        "{path} is no regular file but a device or a pipe, and was not imported; save it as a file first.";
    import_too_large(path: &str, mib: u64) =
        "{path} 超过 {mib} MiB，没有导入；请先分成几个文件。",
        "{path} is larger than {mib} MiB and was not imported; split it first.";
    import_skipped(path: &str, why: &str) =
        "{path} {why}，没有导入。", "{path} was not imported: {why}.";
    import_front_matter(path: &str, line: usize, column: usize, why: &str) =
        "{path}:{line}:{column}：文件头不对（{why}），请改正后再导入。",
        "{path}:{line}:{column}: the front matter is wrong ({why}); mend it and import again.";
    import_yaml(path: &str, line: usize, column: usize) =
        "{path}:{line}:{column}：文件头的这一行读不懂，请写成“键: 值”再导入。",
        "{path}:{line}:{column}: this line of the front matter is not `key: value`; mend it and import again.";
}

impl Lang {
    /// The sentence of an import's error.
    pub fn import_error(self, error: &ImportError) -> String {
        match error {
            ImportError::Unreadable { path, source } => {
                self.import_unreadable(&path.display().to_string(), &self.system_error(source))
            }
            ImportError::Folder { path } => self.import_folder(&path.display().to_string()),
            ImportError::NotAFile { path } => self.import_not_a_file(&path.display().to_string()),
            ImportError::TooLarge { path, most } => {
                self.import_too_large(&path.display().to_string(), most / (1024 * 1024))
            }
            ImportError::FrontMatter {
                path,
                line,
                column,
                message,
            } => self.import_front_matter(&path.display().to_string(), *line, *column, message),
            ImportError::YamlLine { path, line, column } => {
                self.import_yaml(&path.display().to_string(), *line, *column)
            }
            ImportError::Cell { path, error } => {
                self.cell_error(&path.display().to_string(), error)
            }
            ImportError::NotText { path, .. } | ImportError::Empty { path } => {
                self.import_skipped(&path.display().to_string(), &self.why_skipped(error))
            }
        }
    }

    /// Why a file was passed over, in few words; nothing of one that was not.
    pub fn why_skipped(self, error: &ImportError) -> String {
        match error {
            ImportError::NotText {
                looks_like: Some(kind),
                ..
            } => self.no_text_but(kind),
            ImportError::NotText { .. } => self.no_text().to_owned(),
            ImportError::Empty { .. } => self.nothing_in_it().to_owned(),
            ImportError::NotAFile { .. } => self.no_file().to_owned(),
            _ => String::new(),
        }
    }

    /// How sure an encoding is, in a word.
    pub fn sureness(self, decoded: &Decoded) -> &'static str {
        if decoded.given {
            self.as_given()
        } else if Confidence::is_high(decoded.confidence) {
            self.sure()
        } else {
            self.unsure()
        }
    }
}
