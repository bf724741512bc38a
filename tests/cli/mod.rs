//! The commands: what they print, what they say when something is wrong, and their exit codes.

mod backup;
mod custom;
mod documents;
mod home;
mod repair;
mod rules;
mod schedule;
mod study;

use home::{Home, ids};
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::Stdio;

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
