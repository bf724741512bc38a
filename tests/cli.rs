//! The commands, run as a person runs them: the real binary, a home of its own, no terminal.

use serde_json::Value;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;
use wengu::domain::id::{CardId, DeviceId};
use wengu::domain::srs::{Grade, ScheduleRules, Scheduler};
use wengu::domain::time::{Moment, Timestamp};
use wengu::io::store::{Place, Store};

/// A person's home, and how their programs are started.
struct Home {
    folder: TempDir,
    /// `WENGU_HOME`.
    wengu: PathBuf,
    locale: &'static str,
}

/// What a command wrote, and its exit code.
#[derive(Debug)]
struct Ran {
    out: String,
    err: String,
    code: i32,
}

impl Home {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            wengu: folder.path().join("home"),
            folder,
            locale: "zh_CN.UTF-8",
        }
    }

    fn english() -> Self {
        Self {
            locale: "en_GB.UTF-8",
            ..Self::new()
        }
    }

    fn command(&self, args: &[&str]) -> Command {
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

    fn run(&self, args: &[&str]) -> Ran {
        let output = self.command(args).output().unwrap();
        Ran {
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().unwrap(),
        }
    }

    /// What the command wrote; it must end well and have nothing to say on standard error.
    fn good(&self, args: &[&str]) -> String {
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
    fn json(&self, args: &[&str]) -> Vec<Value> {
        let args = [args, &["--json"]].concat();
        let text = self.good(&args);
        let items: Vec<Value> = serde_json::from_str(&text).unwrap();
        assert!(items.iter().all(|item| item["id"].is_string()), "{text}");
        items
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn config(&self, text: &str) {
        let folder = self.wengu.join("config");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("config.toml"), text).unwrap();
    }
}

fn ids(items: &[Value]) -> Vec<&str> {
    items
        .iter()
        .filter_map(|item| item["id"].as_str())
        .collect()
}

const DECK: &str = "id = 'mine'\ntitle = '我的卡组'\n[[note]]\nid = 'n1'\nkind = 'basic'\n\
                    question = '何谓\u{202E}温故？'\nanswer = '复习。'\n";

#[test]
fn the_first_run_of_any_command_has_the_shipped_documents_and_decks() {
    for args in [
        &["today"][..],
        &["deck", "list"],
        &["queue"],
        &["card", "list"],
    ] {
        let text = Home::new().good(args);
        let known = ["五对关系", "relationships", "rel-five-pairs"];
        assert!(
            known.iter().any(|name| text.contains(name)),
            "{args:?}: {text}"
        );
    }
    let home = Home::new();
    assert!(ids(&home.json(&["doc", "list"])).contains(&"guide-essays"));
    assert!(ids(&home.json(&["deck", "list"])).contains(&"industrial-bases"));
}

#[test]
fn without_a_terminal_the_start_is_plain_text() {
    let home = Home::new();
    let bare = home.good(&[]);
    assert_eq!(bare, home.good(&["today"]));
    assert!(bare.starts_with("温故 · 3月1日 星期日\n"), "{bare}");
    assert!(
        bare.contains("接下来：复习 20 张卡（wengu review）"),
        "{bare}"
    );
    assert!(!bare.contains('\u{1b}'));
    let english = Home::english().good(&[]);
    assert!(
        english.starts_with("wengu · Sunday, 1 March\n"),
        "{english}"
    );
    let entries = home.json(&["today"]);
    assert_eq!(entries[0]["id"], "today");
    assert_eq!(entries[0]["date"], "2026-03-01");
    assert_eq!(entries[1]["new"], 20);
}

#[test]
fn the_numbers_of_a_list_stand_below_each_other() {
    let home = Home::new();
    let list = home.good(&["deck", "list"]);
    let cells = |line: &str, word: &str| {
        let at = line.find(word).unwrap();
        // Han takes two cells, everything else in this list one.
        let wide = |c: char| if c.is_ascii() { 1 } else { 2 };
        line.get(..at + word.len())
            .unwrap()
            .chars()
            .map(wide)
            .sum::<usize>()
    };
    let lines: Vec<&str> = list.lines().collect();
    assert_eq!(cells(lines[0], "卡片"), cells(lines[1], "55"), "{list}");
    assert_eq!(cells(lines[0], "卡片"), cells(lines[2], "19"), "{list}");
}

#[test]
fn files_are_imported_one_by_one_and_a_bad_one_stops_no_other() {
    let home = Home::new();
    let good = home.file("甲.txt", "甲篇\n\n正文一段。");
    let bad = home.file("bad.md", "+++\nid = \n+++\n正文");
    let ran = home.run(&["import", &bad, "none.txt", &good]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("已导入：甲篇"), "{ran:?}");
    assert!(
        ran.err.contains("bad.md:2:") && ran.err.contains("none.txt"),
        "{ran:?}"
    );
    let again = home.json(&["import", &good]);
    assert_eq!(
        (&again[0]["status"], &again[0]["title"]),
        (&"known".into(), &"甲篇".into())
    );
    let failed = home.run(&["import", "none.txt", "--json"]);
    let items: Vec<Value> = serde_json::from_str(&failed.out).unwrap();
    assert_eq!((failed.code, &items[0]["status"]), (1, &"failed".into()));
}

#[test]
fn a_document_is_renamed_and_removed_but_a_shipped_one_is_not() {
    let home = Home::new();
    let path = home.file("a.txt", "甲篇\n\n正文一段。");
    home.good(&["import", &path]);
    assert_eq!(
        home.good(&["doc", "rename", "甲", " 乙 篇\n"]),
        "已改名：乙 篇\n"
    );
    let titled = home.json(&["doc", "list"]);
    let renamed = titled.iter().find(|doc| doc["id"] == "a").unwrap();
    assert_eq!(renamed["title"], "乙 篇");
    assert_eq!(home.run(&["doc", "rename", "a", " "]).code, 1);
    assert_eq!(home.good(&["doc", "remove", "乙"]), "已移出书库：乙 篇\n");
    assert!(!ids(&home.json(&["doc", "list"])).contains(&"a"));
    let refused = home.run(&["doc", "remove", "guide-essays"]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("自带的文档"), "{refused:?}");
}

#[test]
fn pages_put_together_are_the_whole_document() {
    let home = Home::new();
    let show =
        |more: &[&str]| home.run(&[&["show", "guide-essays", "--width", "40"], more].concat());
    let squeezed = |text: &str| text.replace('\n', "");
    let whole = show(&["--all"]);
    let mut pages = String::new();
    let mut page = 1;
    let beyond = loop {
        let ran = show(&["--height", "10", "--page", &page.to_string()]);
        if ran.code != 0 {
            break ran;
        }
        assert!(ran.out.lines().count() <= 10);
        pages.push_str(&ran.out);
        page += 1;
    };
    assert!(page > 10);
    assert_eq!(squeezed(&pages), squeezed(&whole.out));
    assert_eq!((beyond.code, beyond.out.as_str()), (1, ""));
    let count = format!("一共 {} 页", page - 1);
    assert!(beyond.err.contains(&count), "{beyond:?}");
    let read = home.good(&["read", "文稿汇编"]);
    assert_eq!(read, home.good(&["show", "guide-essays", "--page", "1"]));
}

#[test]
fn a_file_that_is_named_is_imported_and_printed() {
    let home = Home::new();
    let path = home.file("note.md", "# 甲篇\n\n> 引文。\n\n---\n\n1. 第一\n");
    let text = home.good(&[&path]);
    for part in ["甲篇", "│ 引文。", "＊　＊　＊", "1. 第一"] {
        assert!(text.contains(part), "{text}");
    }
    assert_eq!(text, home.good(&["show", "note", "--all"]));
}

#[test]
fn a_name_that_fits_nothing_or_several_is_answered_with_what_there_is() {
    let home = Home::english();
    for (args, code, parts) in [
        (&["raed"][..], 2, &["raed", "wengu read"][..]),
        (&["none.txt", "more"], 2, &["none.txt", "--help"]),
        (&["show", "guide-esays"], 1, &["guide-essays", "doc list"]),
        (
            &["show", "导读"],
            1,
            &["guide-essays", "guide-study-material", "id"],
        ),
        (&["queue", "--deck", "zzz"], 1, &["zzz", "deck list"]),
        (&["card", "show", "a/b"], 1, &["a/b", "card list"]),
        (&["review"], 1, &["terminal", "wengu queue"]),
        (&["show", "guide-essays", "--width", "1"], 2, &["--width"]),
        (&["doc", "lst"], 2, &["list"]),
    ] {
        let ran = home.run(args);
        assert_eq!(
            (ran.code, ran.out.as_str()),
            (code, ""),
            "{args:?}: {ran:?}"
        );
        for part in parts {
            assert!(ran.err.contains(part), "{args:?}: {}", ran.err);
        }
    }
}

#[test]
fn a_deck_is_checked_added_and_replaced() {
    let home = Home::new();
    let deck = home.file("mine.toml", DECK);
    assert!(home.good(&["deck", "check", &deck]).contains("没有问题"));
    assert!(
        home.good(&["deck", "add", &deck])
            .contains("已加入：我的卡组，1 张卡")
    );
    assert!(home.good(&["deck", "add", &deck]).contains("已更新"));
    assert!(ids(&home.json(&["card", "list", "--deck", "我的"])).contains(&"n1/answer"));
    assert_eq!(home.json(&["deck", "list"]).len(), 3);

    let bad = home.file(
        "bad.toml",
        "id = 'x'\ntitel = ''\n[[note]]\nid = 'n'\nkind = 'basc'\n",
    );
    let found = home.run(&["deck", "check", &bad]);
    assert_eq!(found.code, 1);
    for part in [
        "bad.toml:2:1：",
        "bad.toml:5:8：",
        "“title”",
        "“basic”",
        "错误 2 处",
    ] {
        assert!(found.out.contains(part), "{found:?}");
    }
    let refused = home.run(&["deck", "add", &bad]);
    assert_eq!(
        (refused.code, refused.err.lines().count()),
        (1, 2),
        "{refused:?}"
    );
}

#[test]
fn a_warning_about_a_deck_is_no_fault() {
    let home = Home::new();
    home.good(&["import", &home.file("work.txt", "原文\n\n这里有一句话。")]);
    let source = |snippet: &str| {
        format!("[note.source]\nid = 'work'\nsection = '原文'\nsnippet = '{snippet}'\n")
    };
    let deck = home.file("a.toml", &format!("{DECK}{}", source("没有的话")));
    let found = home.run(&["deck", "check", &deck]);
    assert_eq!(found.code, 0, "{found:?}");
    assert!(
        found.out.contains("警告") && found.out.contains("a.toml:4:6"),
        "{found:?}"
    );
    let deck = home.file("a.toml", &format!("{DECK}{}", source("有一句")));
    assert!(home.good(&["deck", "check", &deck]).contains("没有问题"));
}

#[test]
fn cards_are_shown_with_both_sides_and_json_is_safe_to_print() {
    let home = Home::new();
    home.good(&["deck", "add", &home.file("mine.toml", DECK)]);
    let card = home.good(&["card", "show", "n1/answer"]);
    assert!(card.contains("温故？") && card.contains("复习。"), "{card}");
    let raw = home.good(&["card", "show", "n1/answer", "--json"]);
    assert!(raw.contains("何谓\\u202e温故"), "{raw}");
    let shown = home.json(&["card", "show", "n1/answer"]);
    assert_eq!(shown[0]["question"], "何谓\u{202E}温故？");
    assert_eq!(shown[0]["state"]["phase"], "new");
    assert!(!home.good(&["card", "list"]).contains('\u{202E}'));
}

#[test]
fn the_queue_has_the_cards_of_today_and_their_kinds() {
    let home = Home::new();
    let queue = home.json(&["queue"]);
    assert_eq!(queue.len(), 20);
    assert!(queue.iter().all(|card| card["kind"] == "new"));
    let bases = home.json(&["queue", "--deck", "四大工业基地"]);
    assert!(!bases.is_empty() && bases.iter().all(|card| card["deck"] == "industrial-bases"));
    assert!(home.good(&["queue"]).contains(" 1  新卡"));
}

#[test]
fn what_happened_to_a_card_is_its_history() {
    let home = Home::new();
    home.good(&["today"]);
    let place = Place {
        database: home.wengu.join("data/wengu.db"),
        backups: home.wengu.join("data/backups"),
    };
    let now = Moment {
        at: Timestamp(1_772_323_200_000),
        offset_s: 8 * 3600,
    };
    let mut store = Store::open(&place, DeviceId::new("other"), now.at).unwrap();
    let scheduler = Scheduler::new(ScheduleRules::default()).unwrap();
    for (id, grade) in [
        ("base-four/items", Grade::Again),
        ("rel-two-lists/difference", Grade::Easy),
        ("rel-five-pairs/items", Grade::Good),
    ] {
        let card = store.card(&CardId::new(id)).unwrap();
        let event = scheduler.grade(&card.id, &card.state, grade, 1500, now);
        store.record(&event, now).unwrap();
    }
    store.undo(now).unwrap();
    drop(store);

    let card = home.good(&["card", "show", "base-four/items"]);
    let graded = "2026-03-01 08:00  重来，下次 2026-03-01 08:01";
    assert!(
        card.contains("答过 1 次") && card.contains(graded),
        "{card}"
    );
    let undone = &home.json(&["card", "show", "rel-five-pairs/items"])[0];
    assert_eq!(
        (&undone["history"][0]["undone"], &undone["state"]["reps"]),
        (&true.into(), &0.into())
    );
    let easy = &home.json(&["card", "show", "rel-two-lists/difference"])[0];
    assert_eq!(
        (&easy["state"]["phase"], &easy["history"][0]["grade"]),
        (&"review".into(), &4.into())
    );
    let queue = home.json(&["queue"]);
    let learning: Vec<&Value> = queue
        .iter()
        .filter(|card| card["kind"] == "learning")
        .collect();
    assert_eq!(learning.len(), 1);
    assert_eq!(learning[0]["id"], "base-four/items");
    let today = &home.json(&["today"])[0];
    assert_eq!(
        (&today["answered"], &today["streak_days"]),
        (&2.into(), &1.into())
    );
    home.good(&["check"]);
}

#[test]
fn the_config_file_is_named_checked_and_printed() {
    let home = Home::new();
    let path = home.wengu.join("config/config.toml");
    assert_eq!(
        home.good(&["config", "path"]),
        format!("{}\n", path.display())
    );
    assert!(home.good(&["config", "check"]).contains("没有设置文件"));
    let default = home.good(&["config", "default"]);
    assert_eq!(default, fs::read_to_string("config.toml").unwrap());
    home.config(&default);
    assert!(home.good(&["config", "check"]).contains("没有问题"));

    home.config("[reader]\ncolum = 60\n");
    let found = home.run(&["config", "check"]);
    assert_eq!(found.code, 1);
    assert!(
        found.out.contains("config.toml:2:1：") && found.out.contains("column"),
        "{found:?}"
    );
    let other = home.run(&["doc", "list"]);
    assert_eq!(other.code, 0);
    assert!(other.err.contains("config.toml:2:1："), "{other:?}");
}

#[test]
fn a_sound_home_passes_the_check_and_a_changed_state_does_not() {
    let home = Home::new();
    let parts = home.json(&["check"]);
    assert_eq!(
        ids(&parts),
        ["database", "log", "states", "days", "decks", "sources"]
    );
    assert_eq!(home.good(&["check"]).matches("正常").count(), parts.len());

    let database = rusqlite::Connection::open(home.wengu.join("data/wengu.db")).unwrap();
    let changed = database.execute("UPDATE card SET reps = 7 WHERE id = 'base-four/items'", []);
    assert_eq!(changed.unwrap(), 1);
    drop(database);
    let found = home.run(&["check"]);
    assert_eq!(found.code, 1, "{found:?}");
    assert!(found.out.contains("base-four/items"), "{found:?}");
    assert_eq!(found.out.matches("有错").count(), 1, "{found:?}");
}

#[test]
fn where_nothing_can_be_kept_reading_goes_on_and_changes_are_refused() {
    let mut home = Home::english();
    home.wengu = home.folder.path().join("a-file");
    fs::write(&home.wengu, "").unwrap();
    let note = home.file("note.txt", "甲篇\n\n正文。");
    let list = home.run(&["doc", "list"]);
    assert_eq!(list.code, 0);
    assert!(
        list.out.contains("guide-essays") && list.err.contains("WENGU_HOME"),
        "{list:?}"
    );
    assert!(home.run(&[&note]).out.contains("正文。"));
    for args in [&["import", &note][..], &["deck", "add", &note]] {
        let refused = home.run(args);
        assert_eq!(refused.code, 1);
        assert!(refused.err.contains("would not be kept"), "{refused:?}");
    }
    assert_eq!(home.run(&["check"]).code, 1);
}

#[test]
fn what_cannot_start_says_so_with_a_code_of_its_own() {
    let home = Home::english();
    let database = home.wengu.join("data/wengu.db");
    fs::create_dir_all(database.parent().unwrap()).unwrap();
    fs::write(
        &database,
        "not a database at all, but long enough to be looked at",
    )
    .unwrap();
    let ran = home.run(&["doc", "list"]);
    assert_eq!((ran.code, ran.out.as_str()), (3, ""));
    assert!(
        ran.err.contains("wengu.db") && ran.err.contains("backup"),
        "{ran:?}"
    );
    let clock = home
        .command(&["today"])
        .env("WENGU_NOW", "noon")
        .output()
        .unwrap();
    assert_eq!(clock.status.code(), Some(3));
}

#[test]
fn a_reader_that_goes_away_ends_the_program_without_a_word() {
    let home = Home::new();
    let long = "一段正文。".repeat(200_000);
    home.good(&["import", &home.file("long.txt", &long)]);
    let mut child = home
        .command(&["show", "long", "--all"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 16];
    // The pipe holds far less than the document: the program is still writing when it is closed.
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        (output.status.code(), output.stderr.as_slice()),
        (Some(0), &[][..])
    );
}

#[test]
fn output_that_cannot_be_written_is_an_error() {
    if !Path::new("/dev/full").exists() {
        return;
    }
    let full = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let output = Home::english()
        .command(&["doc", "list"])
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot be written"));
}

#[test]
fn the_plainest_locale_is_enough() {
    let home = Home {
        locale: "C",
        ..Home::new()
    };
    assert!(home.good(&[]).contains("Next: review 20 cards"));
    let no_home = home
        .command(&["config", "path"])
        .env("WENGU_HOME", "")
        .output()
        .unwrap();
    assert!(matches!(no_home.status.code(), Some(0 | 3)));
}

#[test]
fn help_names_every_command_and_code_and_the_reference_names_every_command() {
    let home = Home::new();
    let help = home.good(&["--help"]);
    let reference = fs::read_to_string("docs/CLI.md").unwrap();
    for command in [
        "today", "read", "review", "import", "doc", "show", "deck", "card", "queue", "config",
        "check",
    ] {
        assert!(
            help.contains(&format!("\n  {command} ")),
            "{command}: {help}"
        );
        assert!(reference.contains(&format!("wengu {command}")), "{command}");
        home.good(&[command, "--help"]);
    }
    assert!(help.contains("退出码 Exit codes"));
}
