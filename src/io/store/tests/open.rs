use super::super::migrate::MIGRATIONS;
use super::*;
use crate::domain::srs::SCHEDULER_ID;
use rusqlite::Connection;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

#[test]
fn the_files_are_private_and_the_settings_are_those_measured() {
    let home = Home::new();
    let mut store = home.with_cards(1);
    grade(&mut store, &card(0), Grade::Good, noon(0));
    let folder = home.place().database.parent().unwrap().to_path_buf();
    let mut names = Vec::new();
    for file in fs::read_dir(&folder).unwrap().flatten() {
        let mode = file.metadata().unwrap().permissions().mode() & 0o777;
        names.push(file.file_name().into_string().unwrap());
        assert_eq!(mode, 0o600, "{names:?}");
    }
    names.sort();
    assert_eq!(
        names,
        ["wengu.db", "wengu.db-shm", "wengu.db-turn", "wengu.db-wal"]
    );
    let pragma = |name: &str| -> i64 {
        store
            .conn
            .pragma_query_value(None, name, |row| row.get(0))
            .unwrap()
    };
    assert_eq!(pragma("synchronous"), 2, "FULL");
    assert_eq!(pragma("wal_autocheckpoint"), 0);
    assert_eq!(pragma("foreign_keys"), 1);
    assert_eq!(pragma("user_version"), MIGRATIONS.len() as i64);
    assert_eq!(store.access(), &Access::ReadWrite);
}

#[test]
fn a_checkpoint_moves_grades_into_the_file() {
    let home = Home::new();
    let mut store = home.with_cards(1);
    store.checkpoint().unwrap();
    grade(&mut store, &card(0), Grade::Good, noon(0));
    let in_file = |path: &Path| {
        fs::read(path)
            .unwrap()
            .windows(8)
            .any(|w| w == SCHEDULER_ID.as_bytes())
    };
    assert!(!in_file(&home.place().database));
    store.checkpoint().unwrap();
    assert!(in_file(&home.place().database));
}

#[test]
fn the_file_is_tidied_when_enough_has_come_together() {
    let home = Home::new();
    let mut store = home.with_cards(80);
    store.checkpoint().unwrap();
    let size = || fs::metadata(home.place().database).unwrap().len();
    let before = size();
    grade(&mut store, &card(0), Grade::Good, noon(0));
    store.tidy().unwrap();
    assert_eq!(size(), before, "a single answer is not moved");
    for number in 1..80 {
        grade(&mut store, &card(number), Grade::Good, noon(0));
    }
    assert_eq!(size(), before);
    store.tidy().unwrap();
    assert!(size() > before);
}

#[test]
fn without_a_place_the_store_is_in_memory_and_says_so() {
    let home = Home::new();
    let file = home.folder.path().join("file");
    fs::write(&file, "").unwrap();
    let place = Place {
        database: file.join("wengu.db"),
        backups: file.join("backups"),
    };
    let mut store = Store::open(&place, DeviceId::new("d"), noon(0).at).unwrap();
    assert!(matches!(
        store.access(),
        Access::Memory(Reason::CannotCreate { .. })
    ));
    sync(&mut store, "deck", [note("n0", 0, "text")]);
    grade(&mut store, &card(0), Grade::Good, noon(0));
    assert!(store.check(|_| {}).unwrap().is_sound());
}

#[test]
fn a_newer_database_is_read_and_not_written() {
    let home = Home::new();
    drop(home.with_cards(1));
    let raw = Connection::open(home.place().database).unwrap();
    raw.pragma_update(None, "user_version", 9).unwrap();
    let mut store = home.open();
    let known = MIGRATIONS.len() as u32;
    let newer = Reason::NewerSchema { found: 9, known };
    assert_eq!(store.access(), &Access::ReadOnly(newer));
    let state = store.card(&card(0)).unwrap().state;
    let event = scheduler().grade(&state, Grade::Good, 1, &Occasion::of(&card(0), noon(0)));
    let refused = store.record(&event, noon(0)).unwrap_err();
    assert_eq!(refused.advice(), Advice::UpdateProgram);
    assert!(!home.place().backups.exists());
}

#[test]
fn a_file_that_cannot_change_is_read() {
    let home = Home::new();
    let place = Place {
        database: home.folder.path().join("温故 100%?#/库 1.db"),
        backups: home.folder.path().join("backups"),
    };
    let mut store = Store::open(&place, DeviceId::new("d"), noon(0).at).unwrap();
    sync(&mut store, "deck", [note("n0", 0, "text")]);
    drop(store);
    let before: Vec<_> = fs::read_dir(place.database.parent().unwrap())
        .unwrap()
        .collect();
    let device = DeviceId::new("d");
    let why = "no permission".to_owned();
    let mut store =
        Store::open_immutable(&place.database, device, Reason::NotWritable { why }).unwrap();
    assert!(matches!(
        store.access(),
        Access::ReadOnly(Reason::NotWritable { .. })
    ));
    assert!(store.card(&card(0)).is_ok());
    assert!(store.undo(noon(0)).is_err());
    let after: Vec<_> = fs::read_dir(place.database.parent().unwrap())
        .unwrap()
        .collect();
    assert_eq!(before.len(), after.len(), "no file appears beside it");
}

/// Permissions mean nothing to root, so that as root only the way taken is tested, above.
#[test]
fn a_folder_without_permission_gives_a_reading_store() {
    let home = Home::new();
    drop(home.with_cards(1));
    let folder = home.place().database.parent().unwrap().to_path_buf();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o500)).unwrap();
    if fs::write(folder.join("probe"), "").is_ok() {
        println!("skipped: this user may write everywhere");
        return;
    }
    let store = home.open();
    assert!(matches!(
        store.access(),
        Access::ReadOnly(Reason::NotWritable { .. })
    ));
    assert!(store.card(&card(0)).is_ok());
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn what_is_no_database_is_left_alone() {
    let home = Home::new();
    let place = home.place();
    fs::create_dir_all(place.database.parent().unwrap()).unwrap();
    let text = "五对关系".repeat(1_000);
    fs::write(&place.database, &text).unwrap();
    let error = Store::open(&place, DeviceId::new("d"), noon(0).at).unwrap_err();
    assert_eq!(error.advice(), Advice::CheckOrRestore);
    assert_eq!(error.path, place.database);
    assert_eq!(fs::read_to_string(&place.database).unwrap(), text);
}

#[test]
fn several_first_starts_at_once_make_one_database() {
    for _ in 0..10 {
        let home = Home::new();
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| assert_eq!(home.open().access(), &Access::ReadWrite));
            }
        });
        assert!(home.open().check(|_| {}).unwrap().is_sound());
        assert!(!home.place().backups.exists());
    }
}

/// A database as version 1 of the schema left it, with a document of a file and a shipped one.
fn first_schema(place: &Place) {
    fs::create_dir_all(place.database.parent().unwrap()).unwrap();
    let conn = Connection::open(&place.database).unwrap();
    conn.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))
        .unwrap();
    conn.execute_batch(include_str!("../migrations/0001.sql"))
        .unwrap();
    let origins = [
        ("own", r#"{"File":"/tmp/a.txt"}"#),
        ("ours", r#""Shipped""#),
    ];
    for (key, (id, origin)) in (1..).zip(origins) {
        conn.execute(
            "INSERT INTO document (key, id, title, origin, length, normaliser, dropped, visible,
                 imported_ms, content, position, opened_ms)
             VALUES (?1, ?2, '题', ?3, 6, 1, 0, 1, 5, zeroblob(32), 3, 7)",
            rusqlite::params![key, id, origin],
        )
        .unwrap();
        conn.execute(
            "INSERT INTO block VALUES (?1, 0, 0, 0, '正文', NULL)",
            [key],
        )
        .unwrap();
    }
    conn.pragma_update(None, "user_version", 1).unwrap();
}

#[test]
fn a_database_of_the_first_schema_is_brought_up_to_date_behind_a_backup() {
    let home = Home::new();
    first_schema(&home.place());
    let store = home.open();
    assert_eq!(store.access(), &Access::ReadWrite);
    let shelf = store.documents().unwrap();
    let encodings: Vec<_> = shelf
        .iter()
        .map(|s| {
            let decoded = s.conversion.decoded.as_ref();
            (s.document.id.as_str(), decoded.map(|d| d.encoding.as_str()))
        })
        .collect();
    assert_eq!(encodings, [("own", Some("UTF-8")), ("ours", None)]);
    assert!(
        shelf
            .iter()
            .all(|s| (s.position, s.document.length) == (3, 6))
    );
    let text = store.blocks(&shelf[0].document.id, 0, 100, Direction::Forward);
    assert_eq!(text.unwrap()[0].text, "正文");
    let kept: Vec<_> = fs::read_dir(home.place().backups)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "db"))
        .collect();
    assert_eq!(kept.len(), 1, "{kept:?}");
    let old = Connection::open(&kept[0]).unwrap();
    let version: i64 = old
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap();
    assert_eq!(version, 1);
    drop(store);
    assert_eq!(home.open().documents().unwrap(), shelf, "once is enough");
}
