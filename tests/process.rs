//! Several programs at once over one folder: none fails, and they end with one database.

use rusqlite::{Connection, OpenFlags};
use std::env;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use wengu::domain::id::CardId;
use wengu::domain::srs::{Event, Practised};
use wengu::domain::time::{Moment, StudyDay, Timestamp};
use wengu::io::clock::Clock;
use wengu::io::paths::Paths;
use wengu::runtime::World;

/// Changes that each instance makes.
const CHANGES: u32 = 1000;
/// Tells this very binary to be one of several instances: its number.
const WRITER: &str = "WENGU_TEST_WRITER";

/// The program without a terminal.
fn program(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wengu"));
    command
        .env_clear()
        .env("WENGU_HOME", home)
        .env("WENGU_NOW", "2024-07-01T09:00:00+08:00")
        .env("TZ", "Asia/Shanghai")
        .env("LANG", "zh_CN.UTF-8")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn start(home: &Path) -> Child {
    program(home).spawn().unwrap()
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

/// Not a test of its own: the instance that
/// [`three_instances_with_a_thousand_changes_each_lose_none`] starts.
#[test]
fn an_instance_that_writes() {
    let Ok(writer) = env::var(WRITER) else {
        return;
    };
    let writer: u32 = writer.parse().unwrap();
    let mut world = World::at(Paths::find().unwrap(), Clock::from_env().unwrap()).unwrap();
    let cards: Vec<CardId> = world
        .store
        .cards()
        .unwrap()
        .into_iter()
        .map(|card| card.id)
        .collect();
    for change in 0..CHANGES {
        // Who made a change, and which, is told by how long the answer took.
        let event = Event::Practice(Practised {
            card: cards[change as usize % cards.len()].clone(),
            right: true,
            day: StudyDay(19_905),
            duration_ms: writer * CHANGES + change,
            study: None,
            slips: None,
        });
        let now = Moment {
            at: Timestamp(1_719_795_600_000 + i64::from(change)),
            offset_s: 8 * 3600,
        };
        world.store.record(&event, now).unwrap();
    }
}

#[test]
fn three_instances_with_a_thousand_changes_each_lose_none() {
    let home = tempfile::tempdir().unwrap();
    assert!(
        start(home.path())
            .wait_with_output()
            .unwrap()
            .status
            .success()
    );
    let instances: Vec<Child> = (0..3)
        .map(|writer: u32| {
            Command::new(env::current_exe().unwrap())
                .args(["--exact", "process::an_instance_that_writes"])
                .env("WENGU_HOME", home.path())
                .env(WRITER, writer.to_string())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    for instance in instances {
        let output = instance.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{said}");
        assert!(said.contains("1 passed"), "{said}");
    }
    let database = Connection::open_with_flags(
        home.path().join("data/wengu.db"),
        OpenFlags::SQLITE_OPEN_READ_ONLY,
    )
    .unwrap();
    let mut rows = database
        .prepare("SELECT payload ->> 'duration_ms' FROM log ORDER BY lamport, device, seq")
        .unwrap();
    let changes: Vec<u32> = rows
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    for writer in 0..3 {
        let range = writer * CHANGES..(writer + 1) * CHANGES;
        let own: Vec<u32> = changes
            .iter()
            .copied()
            .filter(|c| range.contains(c))
            .collect();
        assert!(own.iter().copied().eq(range), "instance {writer}: {own:?}");
    }
    assert_eq!(changes.len(), 3 * CHANGES as usize);
    let turns = changes
        .windows(2)
        .filter(|pair| pair[0] / CHANGES != pair[1] / CHANGES)
        .count();
    assert!(turns > 2, "they wrote one after the other");
    let checked = program(home.path()).arg("check").output().unwrap();
    let said = String::from_utf8_lossy(&checked.stdout);
    assert_eq!(checked.status.code(), Some(0), "{said}");
}
