use super::*;
use crate::domain::srs::Grade;
use crate::io::store::Advice;
use crate::io::store::tests::{Home, card, grade, noon};
use std::os::unix::fs::PermissionsExt;

fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn day(text: &str) -> StudyDay {
    StudyDay::of_date(text.parse().unwrap())
}

#[test]
fn a_backup_is_one_private_file_with_all_that_was_committed() {
    let home = Home::new();
    let mut store = home.with_cards(2);
    grade(&mut store, &card(0), Grade::Good, noon(0));
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("我的备份 1.db");
    let copy = backup(&store, &target).unwrap();
    assert_eq!((copy.entries, copy.schema), (1, 2));
    assert_eq!(copy.size, fs::metadata(&target).unwrap().len());
    assert_eq!(names(folder.path()), ["我的备份 1.db"]);
    let mode = fs::metadata(&target).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let raw = Connection::open(&target).unwrap();
    let journal: String = raw
        .pragma_query_value(None, "journal_mode", |row| row.get(0))
        .unwrap();
    assert_eq!(journal, "delete");
    let graded: i64 = raw
        .query_row("SELECT count(*) FROM log", [], |row| row.get(0))
        .unwrap();
    assert_eq!(graded, 1);
}

#[test]
fn a_file_that_is_there_stays_as_it_is() {
    let home = Home::new();
    let store = home.with_cards(1);
    let target = home.folder.path().join("precious");
    fs::write(&target, "text").unwrap();
    let error = backup(&store, &target).unwrap_err();
    assert_eq!(error.advice(), Advice::OtherFile);
    assert_eq!(error.path, target);
    assert_eq!(fs::read_to_string(&target).unwrap(), "text");
    assert!(backup(&store, store.path()).is_err());
}

#[test]
fn a_backup_that_does_not_verify_is_removed() {
    let home = Home::new();
    let mut store = home.with_cards(1);
    grade(&mut store, &card(0), Grade::Good, noon(0));
    let raw = Connection::open(home.place().database).unwrap();
    raw.execute("UPDATE log SET at_ms = at_ms + 1", []).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let error = backup(&store, &folder.path().join("a.db")).unwrap_err();
    assert!(matches!(
        error.problem,
        StoreProblem::Unsound(Unsound::Chain(_))
    ));
    assert_eq!(error.advice(), Advice::CheckOrRestore);
    assert!(names(folder.path()).is_empty());
}

#[test]
fn a_copy_is_whole_while_others_write() {
    let home = Home::new();
    let store = home.with_cards(1);
    let folder = tempfile::tempdir().unwrap();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut other = home.open_as("d2");
            for n in 0..60 {
                grade(&mut other, &card(0), Grade::Good, noon(n));
            }
        });
        for n in 0..10 {
            backup(&store, &folder.path().join(format!("{n}.db"))).unwrap();
        }
    });
}

#[test]
fn a_day_has_one_backup_and_only_behind_a_change() {
    let home = Home::new();
    let mut store = home.with_cards(2);
    let place = home.place();
    let on = |store: &Store, text| back_up_day(store, &place, day(text)).unwrap().is_some();
    assert!(!on(&store, "2026-11-18"), "nothing to lose yet");
    grade(&mut store, &card(0), Grade::Good, noon(0));
    assert!(on(&store, "2026-11-18"));
    grade(&mut store, &card(1), Grade::Good, noon(0));
    assert!(!on(&store, "2026-11-18"), "there is one of this day");
    assert!(on(&store, "2026-11-19"));
    assert!(!on(&store, "2026-11-20"), "nothing has changed");
    store.keep_setting("theme", "night").unwrap();
    assert!(!on(&store, "2026-11-20"), "that is no loss");
    store.undo(noon(0)).unwrap();
    assert!(on(&store, "2026-11-21"));
    assert_eq!(
        names(&place.backups),
        [
            "wengu-20261118.db",
            "wengu-20261119.db",
            "wengu-20261121.db"
        ]
    );
    let last = place.backups.join("wengu-20261121.db");
    assert_eq!(last_backup(&place), Some((last, day("2026-11-21"))));
}

#[test]
fn of_two_instances_that_start_at_once_one_makes_the_backup() {
    let home = Home::new();
    let mut store = home.with_cards(1);
    grade(&mut store, &card(0), Grade::Good, noon(0));
    let place = home.place();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| back_up_day(&home.open(), &place, day("2026-11-21")).unwrap());
        }
    });
    assert_eq!(names(&place.backups), ["wengu-20261121.db"]);
}

#[test]
fn old_backups_and_leftovers_go_and_other_files_stay() {
    let home = Home::new();
    let mut store = home.with_cards(1);
    let place = home.place();
    fs::create_dir_all(&place.backups).unwrap();
    // No process has this number: it is above the most that Linux and macOS give.
    let dead = ".wengu-20261101.db.2000000000-0.tmp";
    let alive = format!(".wengu-20261121.db.{}-9.tmp", std::process::id());
    let old = (1..=10).map(|day| format!("wengu-202401{day:02}.db"));
    let others = [
        "wengu-schema1-20240101T000000Z.db",
        "wengu-schema1-20261101T000000Z.db",
        "wengu-manual-20240101T000000Z.db",
        "wengu-20240101.db.txt",
        dead,
        &format!("{dead}-journal"),
        &alive,
    ];
    for name in old.chain(others.map(str::to_owned)) {
        fs::write(place.backups.join(name), "").unwrap();
    }
    grade(&mut store, &card(0), Grade::Good, noon(0));
    back_up_day(&store, &place, day("2026-11-21"))
        .unwrap()
        .unwrap();
    assert_eq!(
        names(&place.backups),
        [
            &alive,
            "wengu-20240101.db.txt",
            // Six days beside the new one; one of them is the last of its week.
            "wengu-20240105.db",
            "wengu-20240106.db",
            "wengu-20240107.db",
            "wengu-20240108.db",
            "wengu-20240109.db",
            "wengu-20240110.db",
            "wengu-20261121.db",
            "wengu-manual-20240101T000000Z.db",
            "wengu-schema1-20261101T000000Z.db",
        ]
    );
}

#[test]
fn a_log_that_was_broken_before_is_no_hindrance_to_a_migration() {
    let home = Home::new();
    let mut store = home.with_cards(1);
    grade(&mut store, &card(0), Grade::Good, noon(0));
    store
        .conn
        .execute("UPDATE log SET at_ms = at_ms + 1", [])
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    for expected in [
        "wengu-schema1-19700101T000000Z.db",
        "wengu-schema1-19700101T000000Z-2.db",
    ] {
        let made = before_migration(&store.conn, folder.path(), 1, Timestamp(0)).unwrap();
        assert_eq!(made, folder.path().join(expected));
        assert_eq!(dated(expected).unwrap().day, StudyDay(0));
    }
}
