//! What is generated from the table of actions: `docs/KEYS.md`, and the keys in `config.toml`.

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;
use wengu::app::action::{ACTIONS, Context};
use wengu::app::keymap::Keymap;
use wengu::locale::Lang;

const INTRO: &str = "\
<!-- Generated from src/app/action.rs and src/locale/actions.rs by the tests: \
UPDATE_DOCS=1 cargo test keys_doc -->

# 按键 · Keys

在任何画面按 `?`，会列出那里的按键。各画面自己的键先于「通用」的键。`g g` 是先后按两下。
中文输入法下的全角符号（？％／《》）与半角的作用相同。“名称”一列用于 `config.toml` 的 `[keys.*]`。

`?` on any screen lists its keys. A screen's own keys come before those that work everywhere. `g g`
is two keys one after the other. The full-width signs of a Chinese input method do the same as the
plain ones. The names are for `[keys.*]` in `config.toml`.
";

/// Everything from this line of `config.toml` on is generated.
const FIRST_SECTION: &str = "[keys.global]\n";

fn keys_doc() -> String {
    let keymap = Keymap::default();
    let mut doc = INTRO.to_owned();
    for context in Context::ALL {
        let [zh, en] = Lang::ALL.map(|lang| lang.context(context));
        write!(doc, "\n## {zh} · {en}\n\n").unwrap();
        doc.push_str("| 键 Keys | 名称 Name | 说明 | What it does |\n|---|---|---|---|\n");
        for (action, keys) in keymap.actions_in(context) {
            if action.info().works_in(context) {
                let [zh, en] = Lang::ALL.map(|lang| lang.action(action).doc);
                let keys = keys.join("` `");
                writeln!(doc, "| `{keys}` | `{action}` | {zh} | {en} |").unwrap();
            }
        }
    }
    doc
}

fn config_keys() -> String {
    let mut sections = Vec::new();
    for context in Context::ALL {
        let mut section = format!("[keys.{context}]\n");
        for info in ACTIONS {
            for binding in info.bindings.iter().filter(|b| b.context == context) {
                let [zh, en] = Lang::ALL.map(|lang| lang.action(info.action).name);
                writeln!(section, "# {zh} · {en}").unwrap();
                writeln!(section, "{} = {:?}", info.name, binding.keys).unwrap();
            }
        }
        sections.push(section);
    }
    sections.join("\n")
}

/// Holds a file equal to what it should be, or with `UPDATE_DOCS=1` makes it so.
fn hold(name: &str, wanted: impl FnOnce(&str) -> String) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name);
    let found = fs::read_to_string(&path).unwrap_or_default();
    let wanted = wanted(&found);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, wanted).unwrap();
        return;
    }
    let same = found
        .lines()
        .zip(wanted.lines())
        .take_while(|(a, b)| a == b);
    let line = same.count() + 1;
    assert!(
        found == wanted,
        "{name}:{line}: not what the table of actions gives; run `UPDATE_DOCS=1 cargo test keys_doc` \
         and look at the change"
    );
}

#[test]
fn the_list_of_keys_is_that_of_the_table() {
    hold("docs/KEYS.md", |_| keys_doc());
}

#[test]
fn the_default_config_lists_the_keys_of_the_table() {
    hold("config.toml", |found| {
        let by_hand = found.split(FIRST_SECTION).next().unwrap_or_default();
        format!("{by_hand}{}", config_keys())
    });
}

#[test]
fn the_list_names_every_action() {
    let doc = keys_doc();
    for info in ACTIONS {
        assert!(
            doc.contains(&format!("| `{}` |", info.name)),
            "{}",
            info.name
        );
    }
}
