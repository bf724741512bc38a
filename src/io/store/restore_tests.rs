use super::*;
use crate::domain::srs::Grade;
use crate::domain::time::Timestamp;
use crate::io::store::problem::Unsound;
use crate::io::store::tests::{Home, card, grade, noon};
use crate::io::store::{Advice, Store, backup};
use std::os::unix::fs::PermissionsExt;

const STEPS: [Step; 5] = [
    Step::Copied,
    Step::Held,
    Step::Renamed,
    Step::Kept,
    Step::Cleared,
];

/// A home whose backup holds one grade and whose database holds three.
struct Scene {
    home: Home,
    backup: PathBuf,
    state: PathBuf,
}

impl Scene {
    fn new() -> Self {
        let home = Home::new();
        let state = home.folder.path().join("state");
        let first = device::device(&state).unwrap().id;
        drop(home.with_cards(3));
        let mut store = home.open_as(first.as_str());
        grade(&mut store, &card(0), Grade::Good, noon(0));
        let backup_file = home.folder.path().join("saved.db");
        assert_eq!(backup(&store, &backup_file).unwrap().entries, 1);
        grade(&mut store, &card(1), Grade::Good, noon(0));
        grade(&mut store, &card(2), Grade::Again, noon(0));
        Self {
            home,
            backup: backup_file,
            state,
        }
    }

    fn restore(&self) -> Result<Restored, StoreError> {
        restore(&self.home.place(), &self.backup, &self.state, at())
    }

    /// Opens the database as the next start would, and counts its grades.
    fn entries(&self) -> u64 {
        let device = device::device(&self.state).unwrap().id;
        let store = Store::open(&self.home.place(), device, noon(1).at).unwrap();
        let report = store.check(|_| {}).unwrap();
        assert!(report.is_sound(), "{report:?}");
        report.entries
    }
}

/// 2026-11-21T20:30:05+08:00, by `date -u -d … +%s`.
fn at() -> Moment {
    Moment {
        at: Timestamp(1_795_264_205_000),
        offset_s: 8 * 3600,
    }
}

#[test]
fn the_backup_is_in_place_and_the_old_database_is_kept_whole() {
    let scene = Scene::new();
    let before = device::device(&scene.state).unwrap().id;
    let restored = scene.restore().unwrap();
    assert_eq!(restored.entries, 1);
    let replaced = restored.replaced.unwrap();
    assert_eq!(
        replaced.file_name().unwrap().to_str().unwrap(),
        "wengu.db.replaced-20261121-203005"
    );
    let old = Connection::open(&replaced).unwrap();
    let count: i64 = old
        .query_row("SELECT count(*) FROM log", [], |row| row.get(0))
        .unwrap();
    assert_eq!(count, 3, "what was in the write-ahead log too");
    assert_eq!(scene.entries(), 1);
    let mode = fs::metadata(&scene.home.place().database).unwrap();
    assert_eq!(mode.permissions().mode() & 0o777, 0o600);

    let after = device::device(&scene.state).unwrap().id;
    assert_ne!(before, after);
    assert_eq!(after, restored.device);
    let mut store = scene.home.open_as(after.as_str());
    let recorded = grade(&mut store, &card(1), Grade::Good, noon(0));
    assert_eq!(recorded.entry.id.seq, 1, "a chain of its own");
    drop(store);
    assert_eq!(scene.entries(), 2);
}

#[test]
fn restoring_twice_in_a_second_keeps_both() {
    let scene = Scene::new();
    let first = scene.restore().unwrap().replaced.unwrap();
    let second = scene.restore().unwrap().replaced.unwrap();
    assert!(second.to_str().unwrap().ends_with("-203005-2"));
    assert!(first.exists() && second.exists());
}

#[test]
fn whatever_step_fails_the_old_database_is_still_there() {
    for step in STEPS {
        let scene = Scene::new();
        let stop = |reached| {
            if reached == step {
                return Err(io::Error::other("stopped"));
            }
            Ok(())
        };
        let place = scene.home.place();
        restore_in_steps(&place, &scene.backup, &scene.state, at(), stop).unwrap_err();
        assert_eq!(scene.entries(), 3, "{step:?}");
        let names = fs::read_dir(place.database.parent().unwrap()).unwrap();
        let hidden = names
            .flatten()
            .filter(|file| file.file_name().to_str().unwrap().starts_with('.'));
        assert_eq!(hidden.count(), 0, "{step:?}");
        assert_eq!(scene.restore().unwrap().entries, 1, "{step:?}");
        assert_eq!(scene.entries(), 1, "{step:?}");
    }
}

#[test]
fn what_a_killed_run_left_is_no_hindrance() {
    let scene = Scene::new();
    let database = scene.home.place().database;
    let folder = database.parent().unwrap();
    fs::write(
        folder.join(format!(".wengu.db.{}-0.tmp", std::process::id())),
        "half",
    )
    .unwrap();
    fs::hard_link(&database, beside(&database, ".replaced-20261121-203005")).unwrap();
    let restored = scene.restore().unwrap();
    assert!(
        restored
            .replaced
            .unwrap()
            .to_str()
            .unwrap()
            .ends_with("-203005-2")
    );
    assert_eq!(scene.entries(), 1);
}

#[test]
fn a_damaged_database_is_replaced_and_kept() {
    let scene = Scene::new();
    let database = scene.home.place().database;
    let garbage = "五对关系".repeat(1_000);
    fs::write(&database, &garbage).unwrap();
    let replaced = scene.restore().unwrap().replaced.unwrap();
    assert_eq!(fs::read_to_string(replaced).unwrap(), garbage);
    assert_eq!(scene.entries(), 1);
}

/// The write-ahead log of another database would be read into the new one.
#[test]
fn a_lost_database_is_put_back_without_what_lay_beside_it() {
    let scene = Scene::new();
    let database = scene.home.place().database;
    fs::remove_file(&database).unwrap();
    fs::write(beside(&database, "-wal"), "left").unwrap();
    assert_eq!(scene.restore().unwrap().replaced, None);
    let log = beside(&aside(&database, at()), "-wal");
    assert_eq!(fs::read_to_string(log).unwrap(), "left");
    assert_eq!(scene.entries(), 1);
}

#[test]
fn while_another_has_it_open_nothing_happens() {
    let scene = Scene::new();
    let reading = scene.home.open();
    reading.documents().unwrap();
    let refused = scene.restore().unwrap_err();
    assert_eq!(refused.advice(), Advice::CloseOthers);
    drop(reading);
    assert_eq!(scene.entries(), 3);
    assert_eq!(scene.restore().unwrap().entries, 1);
}

/// One that opened the old file by its name and waited for it must not go on with it under the
/// name that the new one has.
#[test]
fn who_comes_meanwhile_gets_the_new_database_or_none() {
    let scene = Scene::new();
    let place = scene.home.place();
    std::thread::scope(|scope| {
        let late = std::cell::RefCell::new(None);
        let open = || {
            let mut store = Store::open(&place, DeviceId::new("late"), noon(0).at)?;
            let event = crate::domain::srs::Event::Suspend {
                card: card(0),
                on: true,
            };
            store.record(&event, noon(0)).map(|_| ())
        };
        let reached = |step| {
            if step == Step::Held {
                late.replace(Some(scope.spawn(open)));
                // It has opened the file by now and waits; if not, it finds the new one.
                std::thread::sleep(Duration::from_millis(100));
            }
            Ok(())
        };
        let restored =
            restore_in_steps(&place, &scene.backup, &scene.state, at(), reached).unwrap();
        let wrote = late.take().unwrap().join().unwrap();
        let old = Connection::open(restored.replaced.unwrap()).unwrap();
        let count: i64 = old
            .query_row("SELECT count(*) FROM log", [], |row| row.get(0))
            .unwrap();
        assert_eq!(count, 3, "nothing was added to the old one");
        assert_eq!(scene.entries(), 1 + u64::from(wrote.is_ok()));
    });
}

#[test]
fn what_does_not_verify_is_refused_with_the_reason() {
    let refused = |spoil: &dyn Fn(&Path)| {
        let scene = Scene::new();
        spoil(&scene.backup);
        let error = scene.restore().unwrap_err();
        assert_eq!(scene.entries(), 3);
        assert_eq!(error.path, scene.backup);
        match error.problem {
            StoreProblem::Unsound(why) => why,
            other => panic!("{other}"),
        }
    };
    let sql = |path: &Path, sql: &str| Connection::open(path).unwrap().execute_batch(sql).unwrap();
    assert!(matches!(
        refused(&|path| sql(path, "UPDATE log SET lamport = lamport + 1")),
        Unsound::Chain(_)
    ));
    assert!(matches!(
        refused(&|path| sql(path, "PRAGMA user_version = 99")),
        Unsound::Newer { found: 99, .. }
    ));
    assert_eq!(
        refused(&|path| sql(path, "DROP TABLE log")),
        Unsound::Foreign
    );
    assert_eq!(
        refused(&|path| fs::write(path, "新质生产力".repeat(1_000)).unwrap()),
        Unsound::Foreign
    );
    assert_eq!(
        refused(&|path| fs::write(path, "").unwrap()),
        Unsound::Foreign
    );
    assert!(matches!(
        refused(&|path| {
            let mut bytes = fs::read(path).unwrap();
            let half = bytes.len() / 2;
            bytes[half..].fill(0x5a);
            fs::write(path, bytes).unwrap();
        }),
        Unsound::Damaged(_)
    ));
}

#[test]
fn a_file_that_is_not_there_is_another_path() {
    let mut scene = Scene::new();
    scene.backup = PathBuf::from("/nowhere/saved.db");
    assert_eq!(scene.restore().unwrap_err().advice(), Advice::OtherFile);
}
