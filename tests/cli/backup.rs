//! Backups, going back to them, and what helps to find a fault.

use super::home::{DECK, Home, ids};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Stdio;
use std::thread::sleep;
use wengu::io::clock::Stopwatch;

fn replaced(home: &Home) -> Vec<PathBuf> {
    let files = fs::read_dir(home.wengu.join("data")).unwrap().flatten();
    let mut paths: Vec<PathBuf> = files
        .map(|file| file.path())
        .filter(|path| path.to_str().unwrap().contains("wengu.db.replaced-"))
        .collect();
    paths.sort();
    paths
}

#[test]
fn a_backup_brings_back_what_there_was() {
    let home = Home::new();
    home.good(&["import", &home.file("甲.txt", "甲篇\n\n正文。")]);
    let said = home.good(&["backup", "saved.db"]);
    assert!(said.contains("saved.db") && said.contains("核对"), "{said}");
    home.good(&["import", &home.file("乙.txt", "乙篇\n\n正文。")]);
    let device = fs::read_to_string(home.wengu.join("state/device")).unwrap();

    let said = home.good(&["restore", "saved.db"]);
    assert!(said.contains("wengu.db.replaced-20260301-0800"), "{said}");
    let shelf = home.json(&["doc", "list"]);
    assert!(ids(&shelf).contains(&"甲") && !ids(&shelf).contains(&"乙"));
    home.good(&["check"]);
    assert_ne!(
        fs::read_to_string(home.wengu.join("state/device")).unwrap(),
        device
    );

    home.good(&["restore", replaced(&home)[0].to_str().unwrap()]);
    assert!(ids(&home.json(&["doc", "list"])).contains(&"乙"));
    let again = home.run(&["backup", "saved.db"]);
    assert_eq!(again.code, 1, "a file that is there stays: {again:?}");
}

#[test]
fn a_backup_without_a_name_lies_with_the_others() {
    let home = Home::english();
    let said = home.good(&["backup"]);
    assert!(said.contains("wengu-manual-20260301T0000"), "{said}");
    let files = fs::read_dir(home.wengu.join("data/backups")).unwrap();
    assert_eq!(files.count(), 1);
}

#[test]
fn what_is_no_backup_is_refused_and_nothing_changes() {
    let home = Home::english();
    home.good(&["import", &home.file("note.txt", "甲篇\n\n正文。")]);
    home.good(&["backup", "saved.db"]);
    let mut bytes = fs::read(home.folder.path().join("saved.db")).unwrap();
    let half = bytes.len() / 2;
    bytes[half..].fill(0x5a);
    fs::write(home.folder.path().join("damaged.db"), bytes).unwrap();
    home.file("text.db", "五对关系");
    for (file, words) in [
        ("damaged.db", "damaged"),
        ("text.db", "not a database"),
        ("none.db", "Check the path"),
    ] {
        let refused = home.run(&["restore", file]);
        assert_eq!(refused.code, 1, "{refused:?}");
        assert!(refused.err.contains(words), "{refused:?}");
    }
    assert!(replaced(&home).is_empty());
    assert!(ids(&home.json(&["doc", "list"])).contains(&"note"));
}

#[test]
fn a_database_that_does_not_open_is_replaced() {
    let home = Home::new();
    home.good(&["import", &home.file("甲.txt", "甲篇\n\n正文。")]);
    home.good(&["backup", "saved.db"]);
    fs::write(home.wengu.join("data/wengu.db"), "新质生产力".repeat(1_000)).unwrap();
    assert_eq!(home.run(&["check"]).code, 3);
    home.good(&["restore", "saved.db"]);
    home.good(&["check"]);
    assert!(ids(&home.json(&["doc", "list"])).contains(&"甲"));
}

/// The moment of the kill goes through the whole run, from before the first step to behind the
/// last.
#[test]
fn a_kill_leaves_the_old_database_or_the_new_one() {
    let home = Home::new();
    home.good(&["backup", "empty.db"]);
    home.good(&["import", &home.file("甲.txt", "甲篇\n\n正文。")]);
    home.good(&["backup", "full.db"]);
    let watch = Stopwatch::start();
    home.good(&["restore", "full.db"]);
    let whole = watch.elapsed();
    let mut outcomes = [0, 0];
    let mut round = 0;
    // A slow machine needs longer than the measured run until one comes to its end.
    while round < 20 || outcomes.contains(&0) {
        let file = ["empty.db", "full.db"][round as usize % 2];
        let mut restore = home.command(&["restore", file]);
        let mut restoring = restore.stdout(Stdio::null()).spawn().unwrap();
        sleep(whole * round / 17);
        restoring.kill().unwrap();
        restoring.wait().unwrap();
        let shelf = home.json(&["doc", "list"]);
        assert!(ids(&shelf).contains(&"guide-essays"), "round {round}");
        outcomes[usize::from(ids(&shelf).contains(&"甲"))] += 1;
        home.good(&["check"]);
        round += 1;
    }
}

#[test]
fn the_log_file_is_private_and_holds_no_content() {
    let home = Home::new();
    let log = home.wengu.join("state/wengu.log");
    home.good(&["today"]);
    assert!(!log.exists(), "off unless it is wanted");
    home.good(&[
        "--log",
        "trace",
        "import",
        &home.file("秘密.txt", "绝密标题\n\n绝密正文。"),
    ]);
    home.good(&[
        "deck",
        "add",
        &home.file("mine.toml", DECK),
        "--log",
        "trace",
    ]);
    let mut shown = home.command(&["show", "绝密"]);
    assert!(
        shown
            .env("WENGU_LOG", "trace")
            .output()
            .unwrap()
            .status
            .success()
    );
    let text = fs::read_to_string(&log).unwrap();
    assert!(
        text.contains("2026-03-01T00:00:0"),
        "the program's clock: {text}"
    );
    assert!(
        text.contains("database open") && text.contains("imported"),
        "{text}"
    );
    for secret in ["绝密", "秘密", "何谓", "复习", "我的卡组"] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
    let mode = fs::metadata(&log).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);

    let mut loud = home.command(&["today"]);
    let output = loud.env("WENGU_LOG", "loud").output().unwrap();
    assert!(output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("WENGU_LOG=loud"));
    assert_eq!(home.run(&["--log", "loud", "today"]).code, 2);
}

#[test]
fn the_doctor_answers_whatever_state_the_database_is_in() {
    let home = Home::english();
    home.good(&["import", &home.file("secret.txt", "甲篇\n\n正文。")]);
    let said = home.good(&["doctor"]);
    for part in [
        "wengu 0.",
        "SQLite 3.",
        "schema 2",
        "read and written",
        "no terminal",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(!said.contains("secret") && !said.contains("甲篇"), "{said}");
    fs::write(
        home.wengu.join("data/wengu.db"),
        "no database".repeat(1_000),
    )
    .unwrap();
    let said = home.good(&["doctor"]);
    assert!(said.contains("not a database"), "{said}");
    assert!(Home::new().good(&["doctor"]).contains("数据库：可读可写"));
}

#[test]
fn shells_and_manuals_learn_every_command() {
    let home = Home::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = home.good(&["completions", shell]);
        for name in ["restore", "review", "doctor"] {
            assert!(script.contains(name), "{shell}: {name}");
        }
    }
    home.good(&["man", "pages/man1"]);
    let pages = home.folder.path().join("pages/man1");
    for page in ["wengu.1", "wengu-restore.1", "wengu-deck-check.1"] {
        assert!(pages.join(page).exists(), "{page}");
    }
    assert!(!home.wengu.exists(), "neither needs a database");
    home.file("taken", "");
    assert_eq!(home.run(&["man", "taken"]).code, 1);
}

#[test]
fn commands_alone_bring_the_backup_of_the_day() {
    let home = Home::new();
    let backups = || {
        let files = fs::read_dir(home.wengu.join("data/backups"));
        let files = files.into_iter().flatten().flatten();
        let mut names: Vec<String> = files
            .map(|file| file.file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    home.good(&["today"]);
    home.good(&["card", "list"]);
    assert_eq!(backups(), [""; 0], "nothing could be lost yet");
    let card = ids(&home.json(&["card", "list"]))[0].to_owned();
    home.good(&["card", "suspend", &card]);
    assert_eq!(backups(), ["wengu-20260301.db"]);
    let first = fs::read(home.wengu.join("data/backups/wengu-20260301.db")).unwrap();
    home.good(&["card", "resume", &card]);
    let same = fs::read(home.wengu.join("data/backups/wengu-20260301.db")).unwrap();
    assert!(first == same, "one a day");

    let tomorrow = |args: &[&str]| {
        let ran = home
            .command(args)
            .env("WENGU_NOW", "2026-03-02T08:00:00+08:00")
            .output();
        assert!(ran.unwrap().status.success());
    };
    tomorrow(&["card", "list"]);
    assert_eq!(backups().len(), 1, "what only reads makes none");
    tomorrow(&["card", "suspend", &card]);
    assert_eq!(backups(), ["wengu-20260301.db", "wengu-20260302.db"]);
}
