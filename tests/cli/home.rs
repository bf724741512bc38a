//! A home of its own for each test, and the real binary run in it as a person runs it.

use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A person's home, and how their programs are started.
pub(super) struct Home {
    pub(super) folder: TempDir,
    /// `WENGU_HOME`.
    pub(super) wengu: PathBuf,
    pub(super) locale: &'static str,
}

/// What a command wrote, and its exit code.
#[derive(Debug)]
pub(super) struct Ran {
    pub(super) out: String,
    pub(super) err: String,
    pub(super) code: i32,
}

impl Home {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            wengu: folder.path().join("home"),
            folder,
            locale: "zh_CN.UTF-8",
        }
    }

    pub(super) fn english() -> Self {
        Self {
            locale: "en_GB.UTF-8",
            ..Self::new()
        }
    }

    pub(super) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wengu"));
        command
            .args(args)
            .current_dir(self.folder.path())
            .env_clear()
            .env("WENGU_HOME", &self.wengu)
            .env("WENGU_NOW", "2026-03-01T08:00:00+08:00")
            .env("TZ", "Asia/Shanghai")
            .env("LC_ALL", self.locale)
            .stdin(Stdio::null());
        command
    }

    pub(super) fn run(&self, args: &[&str]) -> Ran {
        let output = self.command(args).output().unwrap();
        Ran {
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().unwrap(),
        }
    }

    /// What the command wrote; it must end well and have nothing to say on standard error.
    pub(super) fn good(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!(
            (ran.code, ran.err.as_str()),
            (0, ""),
            "{args:?}: {}",
            ran.out
        );
        ran.out
    }

    /// The array of objects that the command wrote; each has a text `id`.
    pub(super) fn json(&self, args: &[&str]) -> Vec<Value> {
        let args = [args, &["--json"]].concat();
        let text = self.good(&args);
        let items: Vec<Value> = serde_json::from_str(&text).unwrap();
        assert!(items.iter().all(|item| item["id"].is_string()), "{text}");
        items
    }

    pub(super) fn file(&self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    pub(super) fn config(&self, text: &str) {
        let folder = self.wengu.join("config");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("config.toml"), text).unwrap();
    }
}

pub(super) fn ids(items: &[Value]) -> Vec<&str> {
    items
        .iter()
        .filter_map(|item| item["id"].as_str())
        .collect()
}

/// A good deck of one note.
pub(super) const DECK: &str = "id = 'mine'\ntitle = '我的卡组'\n[[note]]\nid = 'n1'\nkind = 'basic'\n\
                    question = '何谓\u{202E}温故？'\nanswer = '复习。'\n";
