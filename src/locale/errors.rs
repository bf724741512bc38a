//! What went wrong, in one sentence: what, where, what to do next.

use super::{Lang, words};
use crate::app::config::{ConfigFault, ConfigProblem, Expected};
use crate::app::key::KeyError;
use crate::app::keymap::{KeymapFault, KeymapProblem};
use crate::io::clock::ClockError;
use crate::io::config::ConfigFileError;
use crate::io::paths::PathsError;
use std::path::Path;

words! {
    // The name that was probably meant.
    meant(name: &str) = "（是不是“{name}”？）", " (did you mean `{name}`?)";

    // The config file.
    no_such_setting(key: &str, meant: &str) =
        "没有“{key}”这一项{meant}，没有起作用，请改正或删去。",
        "there is no setting `{key}`{meant}; it has no effect, mend or remove it.";
    syntax(message: &str) = "这一行不是正确的 TOML（{message}），改好之前用默认值。",
        "this line is not TOML ({message}); until it is mended the defaults are used.";
    wrong_type(key: &str, expected: &str, found: &str) =
        "“{key}”应是{expected}，这里写的是 {found}，改好之前用默认值。",
        "`{key}` should be {expected}, not {found}; until it is mended the default is used.";
    not_one_of(key: &str, value: &str, meant: &str, allowed: &str) =
        "“{key}”不能是“{value}”{meant}，只能是 {allowed}，改好之前用默认值。",
        "`{key}` cannot be `{value}`{meant}, only {allowed}; until it is mended the default is used.";
    out_of_range(key: &str, value: &str, min: &str, max: &str) =
        "“{key}”是 {value}，应在 {min} 到 {max} 之间，改好之前用默认值。",
        "`{key}` is {value} and should be {min} to {max}; until it is mended the default is used.";
    not_a_duration(key: &str, value: &str) =
        "“{key}”的“{value}”不是时间，请写成 90s、10m、1h、2d 这样，改好之前用默认值。",
        "`{value}` in `{key}` is not a time such as 90s, 10m, 1h, 2d; until it is mended the \
         default is used.";
    no_style(key: &str) = "“{key}”是空的，请写成 bold #c03030 on white 这样，改好之前用默认值。",
        "`{key}` is empty; write it as in `bold #c03030 on white`; until then the default is used.";
    not_a_style(key: &str, word: &str, meant: &str) =
        "“{key}”里的“{word}”不是颜色也不是属性{meant}，改好之前用默认值。",
        "`{word}` in `{key}` is neither a colour nor an attribute{meant}; until it is mended the \
         default is used.";
    not_a_key(key: &str, why: &str, meant: &str) = "“{key}”里{why}{meant}，这个键没有起作用，请改正。",
        "in `{key}`, {why}{meant}; it has no effect, mend it.";

    // Keys.
    key_empty() = "有一个键是空的", "a key is empty";
    key_unknown(name: &str) = "没有叫“{name}”的键", "no key is called `{name}`";
    key_shifted(name: &str) = "“{name}”请直接写按出来的那个字符",
        "name the character that `{name}` gives instead";
    key_too_long(text: &str) = "“{text}”超过了两个键", "`{text}` is more than two keys";

    // Keys that cannot be bound.
    key_elsewhere(action: &str, context: &str, contexts: &str) =
        "“{action}”不能用在 {context}，只能用在 {contexts}，请移过去。",
        "`{action}` does not work in `{context}`, only in {contexts}; move it there.";
    key_taken(keys: &str, action: &str, by: &str) =
        "{keys} 已经给了“{by}”，不能再给“{action}”，请换一个键。",
        "{keys} is already `{by}` and cannot be `{action}` too; choose another key.";
    key_types_text(keys: &str, action: &str) =
        "{keys} 在输入文字时要用来打字，不能给“{action}”，请换一个键，如 f2。",
        "{keys} types text here and cannot be `{action}`; choose another key, such as f2.";
    key_no_way_out(kept: &str) = "这样就没有键可以退出了，所以保留了 {kept}，请给 quit 留一个键。",
        "no key would leave the program, so {kept} still does; leave a key for `quit`.";

    // Reading the config file.
    file_unreadable(path: &str, why: &str) =
        "读不了设置文件 {path}（{why}），现在用默认设置，请检查它的权限。",
        "cannot read the config file {path} ({why}); the defaults are used, check its permissions.";
    file_not_utf8(path: &str, line: usize) =
        "{path}:{line}：这里不是 UTF-8，现在用默认设置，请把文件存为 UTF-8。",
        "{path}:{line}: this is not UTF-8; the defaults are used, save the file as UTF-8.";
    file_too_large(path: &str, most: u64) =
        "{path} 超过 {most} 字节，不像设置文件，现在用默认设置，请检查路径。",
        "{path} is larger than {most} bytes, hardly a config file; the defaults are used, check \
         the path.";

    // Folders and the clock.
    home_not_set() = "不知道主文件夹在哪里：没有设置 HOME，请设置 HOME 或 WENGU_HOME。",
        "there is no home folder, because HOME is not set; set HOME or WENGU_HOME.";
    home_not_usable(home: &str) =
        "主文件夹不能用：HOME 是“{home}”，不是绝对路径，请改正它，或设置 WENGU_HOME。",
        "the home folder is not usable, because HOME is `{home}`, which is not an absolute path; \
         mend it or set WENGU_HOME.";
    home_relative(path: &str, why: &str) =
        "WENGU_HOME 是相对路径“{path}”，而当前文件夹不可用（{why}），请改用绝对路径。",
        "WENGU_HOME is the relative path `{path}`, and there is no current folder ({why}); give \
         an absolute path.";
    not_a_time(value: &str) =
        "WENGU_NOW 是“{value}”，不是 RFC 3339 时间，请写成 2026-03-01T08:00:00+08:00 这样。",
        "WENGU_NOW is `{value}`, not an RFC 3339 time; write it as 2026-03-01T08:00:00+08:00.";
}

impl Lang {
    /// A problem of the config file.
    pub fn config_problem(self, problem: &ConfigProblem) -> String {
        let ConfigProblem {
            file,
            line,
            column,
            kind,
        } = problem;
        let what = self.config_fault(kind);
        self.at(&format!("{}:{line}:{column}", file.display()), &what)
    }

    /// A key of the config file that could not be bound.
    pub fn keymap_problem(self, file: &Path, problem: &KeymapProblem) -> String {
        let action = problem.action.name();
        let what = match &problem.kind {
            KeymapFault::Elsewhere => {
                let context = problem.context.name();
                let bindings = problem.action.info().bindings.iter();
                let contexts: Vec<_> = bindings.map(|b| b.context.name()).collect();
                self.key_elsewhere(action, context, &self.list(&contexts))
            }
            KeymapFault::Taken { keys, by } => self.key_taken(&keys.to_string(), action, by.name()),
            KeymapFault::TypesText { keys } => self.key_types_text(&keys.to_string(), action),
            KeymapFault::NoWayOut { kept } => self.key_no_way_out(&kept.to_string()),
        };
        self.at(&format!("{}:{}", file.display(), problem.line), &what)
    }

    /// A config file that could not be read.
    pub fn config_file_error(self, error: &ConfigFileError) -> String {
        match error {
            ConfigFileError::Unreadable { path, source } => {
                self.file_unreadable(&shown(path), &self.system_error(source))
            }
            ConfigFileError::NotUtf8 { path, line } => self.file_not_utf8(&shown(path), *line),
            ConfigFileError::TooLarge { path, most } => self.file_too_large(&shown(path), *most),
        }
    }

    /// Folders that could not be found or made.
    pub fn paths_error(self, error: &PathsError) -> String {
        match error {
            PathsError::NoHome { home: None } => self.home_not_set().to_owned(),
            PathsError::NoHome { home: Some(home) } => self.home_not_usable(&shown(home)),
            PathsError::Relative { path, source } => {
                self.home_relative(&shown(path), &self.system_error(source))
            }
        }
    }

    /// A clock that could not be set.
    pub fn clock_error(self, error: &ClockError) -> String {
        let ClockError::NotATime { value } = error;
        self.not_a_time(value)
    }

    pub(super) fn at(self, place: &str, what: &str) -> String {
        match self {
            Self::ZhCn => format!("{place}：{what}"),
            Self::En => format!("{place}: {what}"),
        }
    }

    fn config_fault(self, fault: &ConfigFault) -> String {
        match fault {
            ConfigFault::Syntax { message } => self.syntax(message),
            ConfigFault::UnknownKey { key, nearest } => {
                self.no_such_setting(key, &self.perhaps(*nearest))
            }
            ConfigFault::WrongType {
                key,
                expected,
                found,
            } => self.wrong_type(key, self.expected(*expected), found),
            ConfigFault::NotOneOf {
                key,
                value,
                allowed,
                nearest,
            } => self.not_one_of(key, value, &self.perhaps(*nearest), &self.list(allowed)),
            ConfigFault::OutOfRange {
                key,
                value,
                min,
                max,
            } => self.out_of_range(key, value, min, max),
            ConfigFault::NotADuration { key, value } => self.not_a_duration(key, value),
            ConfigFault::NotAStyle { key, word, .. } if word.is_empty() => self.no_style(key),
            ConfigFault::NotAStyle { key, word, nearest } => {
                self.not_a_style(key, word, &self.perhaps(*nearest))
            }
            ConfigFault::NotAKey { key, error } => {
                let nearest = match error {
                    KeyError::Unknown { nearest, .. } => *nearest,
                    _ => None,
                };
                self.not_a_key(key, &self.key_error(error), &self.perhaps(nearest))
            }
        }
    }

    fn perhaps(self, nearest: Option<&str>) -> String {
        nearest.map_or_else(String::new, |name| self.meant(name))
    }

    fn key_error(self, error: &KeyError) -> String {
        match error {
            KeyError::Empty => self.key_empty().to_owned(),
            KeyError::Unknown { name, .. } => self.key_unknown(name),
            KeyError::Shifted { name } => self.key_shifted(name),
            KeyError::TooLong { text } => self.key_too_long(text),
        }
    }

    const fn expected(self, expected: Expected) -> &'static str {
        let (zh, en) = match expected {
            Expected::Integer => ("整数", "a whole number"),
            Expected::Number => ("数", "a number"),
            Expected::Boolean => (" true 或 false", "true or false"),
            Expected::Text => ("引号里的文字", "text in quotation marks"),
            Expected::Texts => (
                "文字的列表，如 [\"a\", \"b\"]",
                "a list of texts, as in [\"a\", \"b\"]",
            ),
            Expected::Section => ("一节", "a section"),
        };
        match self {
            Self::ZhCn => zh,
            Self::En => en,
        }
    }

    fn list(self, items: &[&str]) -> String {
        match self {
            Self::ZhCn => items.join("、"),
            Self::En => items.join(", "),
        }
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::config::Config;
    use crate::app::keymap::Keymap;

    fn sentences(text: &str) -> Vec<[String; 2]> {
        let file = Path::new("config.toml");
        let (config, problems) = Config::parse(text, file);
        let (_, unbound) = Keymap::new(&config.keys);
        let config = problems
            .iter()
            .map(|p| Lang::ALL.map(|lang| lang.config_problem(p)));
        let keys = unbound
            .iter()
            .map(|p| Lang::ALL.map(|lang| lang.keymap_problem(file, p)));
        config.chain(keys).collect()
    }

    #[test]
    fn a_sentence_says_what_where_and_what_next() {
        for (text, zh, en) in [
            (
                "[reader]\ncolum = 60",
                "config.toml:2:1：没有“reader.colum”这一项（是不是“column”？），没有起作用，请改正或删去。",
                "config.toml:2:1: there is no setting `reader.colum` (did you mean `column`?); it has \
                 no effect, mend or remove it.",
            ),
            (
                "zzz = 1",
                "config.toml:1:1：没有“zzz”这一项，没有起作用，请改正或删去。",
                "config.toml:1:1: there is no setting `zzz`; it has no effect, mend or remove it.",
            ),
            (
                "reader.indent = 'yes'",
                "config.toml:1:17：“reader.indent”应是 true 或 false，这里写的是 string，改好之前用默认值。",
                "config.toml:1:17: `reader.indent` should be true or false, not string; until it is \
                 mended the default is used.",
            ),
            (
                "[keys.review]\nundo = 'z'\nshow-hint = 'z'",
                "config.toml:3：z 已经给了“undo”，不能再给“show-hint”，请换一个键。",
                "config.toml:3: z is already `undo` and cannot be `show-hint` too; choose another key.",
            ),
        ] {
            assert_eq!(sentences(text), [[zh.to_owned(), en.to_owned()]], "{text}");
        }
    }

    #[test]
    fn every_fault_of_a_file_has_one_sentence_in_each_language() {
        let text = "language = 'fr'\n[theme.roles]\nhit = ''\nlink = 'gren'\n[reader]\n\
            column = 1\nindent = \n[schedule]\nlearn_ahead = 'x'\n[keys.prompt]\naccept = 'j'\n\
            cancel = 'ctrl-ctrl-nothing'\n[keys.reader]\nundo = 'z'\n[keys.global]\nquit = []\n";
        let found = sentences(text);
        assert_eq!(found.len(), 10, "{found:#?}");
        for [zh, en] in found {
            assert!(zh.starts_with("config.toml:") && zh.ends_with('。'), "{zh}");
            assert!(en.starts_with("config.toml:") && en.ends_with('.'), "{en}");
            assert_eq!(zh.matches('。').count(), 1, "{zh}");
            assert_eq!(en.matches(". ").count(), 0, "{en}");
        }
    }

    #[test]
    fn errors_of_the_start_say_what_to_set() {
        for lang in Lang::ALL {
            let clock = lang.clock_error(&ClockError::NotATime {
                value: "noon".into(),
            });
            assert!(
                clock.contains("WENGU_NOW") && clock.contains("noon"),
                "{clock}"
            );
            let home = lang.paths_error(&PathsError::NoHome { home: None });
            assert!(
                home.contains("HOME") && home.contains("WENGU_HOME"),
                "{home}"
            );
            let path = Path::new("/srv/x").to_owned();
            let read = lang.config_file_error(&ConfigFileError::NotUtf8 { path, line: 3 });
            assert!(
                read.contains("/srv/x:3") && read.contains("UTF-8"),
                "{read}"
            );
        }
    }
}
