//! Several programs at once over one folder: none fails, and they end with one database.

use rusqlite::{Connection, OpenFlags};
use std::process::{Child, Command, Output, Stdio};

/// The program without a terminal.
fn start(home: &std::path::Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_wengu"))
        .env_clear()
        .env("WENGU_HOME", home)
        .env("WENGU_NOW", "2024-07-01T09:00:00+08:00")
        .env("TZ", "Asia/Shanghai")
        .env("LANG", "zh_CN.UTF-8")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

#[test]
fn sixteen_first_starts_at_once_all_succeed() {
    let home = tempfile::tempdir().unwrap();
    let children: Vec<Child> = (0..16).map(|_| start(home.path())).collect();
    let outputs: Vec<Output> = children
        .into_iter()
        .map(|child| child.wait_with_output().unwrap())
        .collect();
    for output in &outputs {
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), said.as_ref()), (Some(0), ""));
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(text.contains("接下来：复习 20 张卡"), "{text}");
        assert_eq!(output.stdout, outputs[0].stdout);
    }
    let database = Connection::open_with_flags(
        home.path().join("data/wengu.db"),
        OpenFlags::SQLITE_OPEN_READ_ONLY,
    )
    .unwrap();
    let count = |sql: &str| {
        database
            .query_row(sql, [], |row| row.get::<_, i64>(0))
            .unwrap()
    };
    // Each shipped document and deck once, though all sixteen found an empty folder.
    assert_eq!(count("SELECT count(*) FROM document"), 6);
    assert_eq!(count("SELECT count(DISTINCT id) FROM document"), 6);
    assert_eq!(count("SELECT count(*) FROM deck"), 7);
    assert_eq!(
        count("SELECT count(*) FROM block"),
        count("SELECT count(*) FROM block WHERE document IN (SELECT key FROM document)")
    );
}
