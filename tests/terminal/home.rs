//! A folder for everything the program keeps, and what its database holds: read with SQL alone, so
//! that nothing of the program vouches for itself.

use super::harness::NOW;
use rusqlite::{Connection, OpenFlags};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// `WENGU_HOME` for a test.
pub(super) struct Home {
    folder: TempDir,
    mounted: bool,
}

impl Home {
    /// A folder in which the program was never started.
    pub(super) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            mounted: false,
        }
    }

    /// A folder on a disk of its own, of this many KiB. None, and it is said, where the tests may
    /// not mount one.
    pub(super) fn on_a_disk(kib: u32) -> Option<Self> {
        let mut home = Self::new();
        let size = format!("size={kib}k");
        home.mounted = mount(&["-t", "tmpfs", "-o", &size, "tmpfs"], home.path());
        if !home.mounted {
            println!("skipped: no file system can be mounted here");
        }
        home.mounted.then_some(home)
    }

    /// Mounts the disk anew with other options.
    pub(super) fn remount(&self, options: &str) {
        let options = format!("remount,{options}");
        assert!(mount(&["-o", &options], self.path()), "{options}");
    }

    /// Fills the disk to the last byte; the file to remove to make room again.
    pub(super) fn fill(&self) -> PathBuf {
        let path = self.path().join("filler");
        let mut file = File::create(&path).unwrap();
        // Page by page, so that not even one is left.
        while file.write_all(&[0; 4096]).is_ok() {}
        path
    }

    /// Runs a command without a terminal, in Chinese.
    pub(super) fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// A command without a terminal, in Chinese.
    pub(super) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wengu"));
        command
            .args(args)
            .env_clear()
            .env("WENGU_HOME", self.path())
            .env("WENGU_NOW", NOW)
            .env("TZ", "Asia/Shanghai")
            .env("LANG", "zh_CN.UTF-8")
            .stdin(Stdio::null());
        command
    }

    /// `wengu check` must find nothing wrong.
    #[track_caller]
    pub(super) fn assert_sound(&self) {
        let found = self.run(&["check"]);
        let said = String::from_utf8_lossy(&found.stdout);
        assert_eq!(found.status.code(), Some(0), "{said}{found:?}");
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file beside what the program keeps.
    pub(super) fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// The (kind, payload) of each log entry, in order.
    pub(super) fn log(&self) -> Vec<(String, serde_json::Value)> {
        let database = self.database();
        let mut rows = database
            .prepare("SELECT kind, payload FROM log ORDER BY lamport, device, seq")
            .unwrap();
        rows.query_map([], |row| {
            let payload: String = row.get(1)?;
            Ok((row.get(0)?, serde_json::from_str(&payload).unwrap()))
        })
        .unwrap()
        .map(Result::unwrap)
        .collect()
    }

    /// How many log entries there are of each kind that is asked for.
    pub(super) fn entries<const N: usize>(&self, kinds: [&str; N]) -> [usize; N] {
        let log = self.log();
        kinds.map(|kind| log.iter().filter(|(of, _)| of == kind).count())
    }

    /// The remembered place in the document opened last, in bytes.
    pub(super) fn position(&self) -> i64 {
        let sql = "SELECT position FROM document WHERE opened_ms IS NOT NULL
                   ORDER BY opened_ms DESC LIMIT 1";
        self.database()
            .query_row(sql, [], |row| row.get(0))
            .unwrap()
    }

    /// The text of a document that can be seen, a line a block.
    pub(super) fn text(&self, id: &str) -> String {
        let database = self.database();
        let mut rows = database
            .prepare(
                "SELECT block.text FROM block JOIN document ON document.key = block.document
                 WHERE document.id = ?1 AND document.visible = 1 ORDER BY block.start",
            )
            .unwrap();
        let texts = rows.query_map([id], |row| row.get(0)).unwrap();
        let texts: Vec<String> = texts.map(Result::unwrap).collect();
        texts.join("\n")
    }

    /// Documents that cannot be seen, and blocks that belong to none that can.
    pub(super) fn leftovers(&self) -> i64 {
        let sql = "SELECT (SELECT count(*) FROM document WHERE visible = 0)
                       + (SELECT count(*) FROM block WHERE document NOT IN
                             (SELECT key FROM document WHERE visible = 1))";
        self.database()
            .query_row(sql, [], |row| row.get(0))
            .unwrap()
    }

    /// The phase and due time of each card that was ever answered, by its id.
    pub(super) fn answered_cards(&self) -> Vec<(String, i64, Option<i64>)> {
        let database = self.database();
        let mut rows = database
            .prepare("SELECT id, phase, due_ms FROM card WHERE reps > 0 ORDER BY id")
            .unwrap();
        rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .unwrap()
            .map(Result::unwrap)
            .collect()
    }

    /// Changes the database behind the program's back.
    pub(super) fn change(&self, sql: &str) {
        let database = Connection::open(self.path().join("data/wengu.db")).unwrap();
        database.execute_batch(sql).unwrap();
    }

    /// Keeps everybody else from writing to the database, until it is dropped.
    pub(super) fn hold(&self) -> Connection {
        let held = Connection::open(self.path().join("data/wengu.db")).unwrap();
        held.busy_timeout(std::time::Duration::from_secs(5))
            .unwrap();
        held.execute_batch("BEGIN IMMEDIATE").unwrap();
        held
    }

    fn database(&self) -> Connection {
        let path = self.path().join("data/wengu.db");
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        if self.mounted {
            let _ = Command::new("umount").arg("-l").arg(self.path()).status();
        }
    }
}

fn mount(args: &[&str], place: &Path) -> bool {
    let mounted = Command::new("mount").args(args).arg(place).output();
    mounted.is_ok_and(|output| output.status.success())
}
