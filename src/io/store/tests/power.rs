//! Power cuts: a session whose writes and syncs were recorded by `strace`, cut off at any call.
//! Driven by `scripts/power-cuts`; the ordinary tests pass it over.
//!
//! What was synced before the cut is on the disk. Of what was written since, each write is there or
//! not, in any choice, now and then with its first sectors alone: disks promise no order.

use super::*;
use crate::domain::srs::{EntryHash, Event};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

const CARDS: usize = 40;
const SECTOR: usize = 512;

fn setting(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name}: run scripts/power-cuts"))
}

fn place(folder: &Path) -> Place {
    Place {
        database: folder.join("wengu.db"),
        backups: folder.join("backups"),
    }
}

fn open(folder: &Path) -> Store {
    Store::open(&place(folder), DeviceId::new("d1"), noon(0).at).unwrap()
}

fn hashes(store: &Store) -> Vec<EntryHash> {
    let mut hashes = Vec::new();
    store
        .each_entry(|entry| {
            hashes.push(entry.hash);
            ControlFlow::Continue(())
        })
        .unwrap();
    hashes
}

fn chance(seed: &mut u64) -> usize {
    // Knuth's MMIX generator; its high bits are the better ones.
    *seed = seed
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    (*seed >> 33) as usize
}

#[test]
#[ignore = "driven by scripts/power-cuts"]
fn a_database_to_begin_with() {
    let folder = PathBuf::from(setting("WENGU_POWER_FOLDER"));
    let mut store = open(&folder);
    let notes = (0..CARDS as u32).map(|n| note(&format!("n{n}"), n, "text"));
    sync(&mut store, "deck", notes);
    store.checkpoint().unwrap();
}

/// Answers, burials, suspensions and undos; the number of those that were acknowledged is written
/// to a file of its own as a person would see it on the screen.
#[test]
#[ignore = "driven by scripts/power-cuts"]
fn a_session_to_be_recorded() {
    let folder = PathBuf::from(setting("WENGU_POWER_FOLDER"));
    let mut store = open(&folder);
    store
        .wait_for_disk(setting("WENGU_POWER_SYNC") == "FULL")
        .unwrap();
    let mut screen = fs::File::create(folder.join("seen")).unwrap();
    let mut seed = 1;
    for change in 0..300 {
        let number = chance(&mut seed) % CARDS;
        let now = noon(change / 30);
        match chance(&mut seed) % 10 {
            0 => {
                let until = now.study_day(4);
                let card = card(number);
                store.record(&Event::Bury { card, until }, now).unwrap();
            }
            1 => {
                let (card, on) = (card(number), number.is_multiple_of(2));
                store.record(&Event::Suspend { card, on }, now).unwrap();
            }
            2 => {
                store.undo(now).unwrap();
            }
            _ => {
                let given = Grade::ALL[chance(&mut seed) % 4];
                grade(&mut store, &card(number), given, now);
            }
        }
        // Acknowledged from here on.
        let count = format!("{}\n", hashes(&store).len());
        screen.write_all(count.as_bytes()).unwrap();
        if change % 60 == 59 {
            store.checkpoint().unwrap();
        }
    }
}

/// What a call did to the disk.
#[derive(Debug)]
enum Call {
    Write(String, usize, Vec<u8>),
    Cut(String, usize),
    Sync(String),
    /// So many entries were acknowledged.
    Seen(usize),
}

/// Reads what `strace -f -y -xx` wrote of the calls that change files.
fn calls(trace: &str) -> Vec<Call> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut calls = Vec::new();
    for line in trace.lines() {
        assert!(!line.contains("<unfinished"), "calls overlap: {line:.80}");
        let Some((call, rest)) = line.split_once('(') else {
            continue;
        };
        let call = call.split_whitespace().next_back().unwrap();
        let Some((_, rest)) = rest.split_once('<') else {
            continue;
        };
        let (path, rest) = rest.split_once('>').unwrap();
        let file = String::from_utf8(unescaped(path)).unwrap();
        let file = file.rsplit('/').next().unwrap().to_owned();
        let numbers: Vec<usize> = rest
            .rsplit_once(") = ")
            .map_or(rest, |(arguments, _)| arguments)
            .rsplit(", ")
            .map_while(|number| number.parse().ok())
            .collect();
        match (call, file.as_str()) {
            ("write", "seen") => {
                let text = String::from_utf8(unescaped(rest)).unwrap();
                calls.push(Call::Seen(text.trim().parse().unwrap()));
            }
            (_, file) if !file.starts_with("wengu.db") || file.ends_with("-shm") => {}
            (_, file) if file.ends_with("-turn") => {}
            ("pwrite64", _) => calls.push(Call::Write(file, numbers[0], unescaped(rest))),
            ("write", _) => {
                let bytes = unescaped(rest);
                let place = places.entry(file.clone()).or_default();
                calls.push(Call::Write(file, *place, bytes.clone()));
                *place += bytes.len();
            }
            ("lseek", _) => {
                let at = rest.split(", ").nth(1).unwrap().parse().unwrap();
                places.insert(file, at);
            }
            ("ftruncate", _) => calls.push(Call::Cut(file, numbers[0])),
            ("fsync" | "fdatasync", _) => calls.push(Call::Sync(file)),
            _ => {}
        }
    }
    calls
}

/// The bytes of all `\xNN` in a text.
fn unescaped(text: &str) -> Vec<u8> {
    text.split("\\x")
        .skip(1)
        .map(|hex| u8::from_str_radix(hex.get(..2).unwrap(), 16).unwrap())
        .collect()
}

/// A file with what is surely on the disk, and what was done to it since.
#[derive(Default, Clone)]
struct Disk {
    kept: Vec<u8>,
    since: Vec<(usize, Option<Vec<u8>>)>,
}

impl Disk {
    fn apply(&mut self, (at, bytes): &(usize, Option<Vec<u8>>)) {
        match bytes {
            None => self.kept.resize(*at, 0),
            Some(bytes) => {
                let end = at + bytes.len();
                if self.kept.len() < end {
                    self.kept.resize(end, 0);
                }
                self.kept[*at..end].copy_from_slice(bytes);
            }
        }
    }

    fn sync(&mut self) {
        for change in std::mem::take(&mut self.since) {
            self.apply(&change);
        }
    }

    /// What is there behind a cut.
    fn cut(mut self, seed: &mut u64) -> Vec<u8> {
        for (at, bytes) in std::mem::take(&mut self.since) {
            match chance(seed) % 8 {
                0..4 => {}
                4 => {
                    let torn = bytes.map(|mut bytes| {
                        let sectors = chance(seed) % (bytes.len() / SECTOR + 1);
                        bytes.truncate(sectors * SECTOR);
                        bytes
                    });
                    self.apply(&(at, torn));
                }
                _ => self.apply(&(at, bytes)),
            }
        }
        self.kept
    }
}

#[test]
#[ignore = "driven by scripts/power-cuts"]
fn the_session_cut_off_at_any_call() {
    let folder = PathBuf::from(setting("WENGU_POWER_FOLDER"));
    let states: usize = setting("WENGU_POWER_STATES").parse().unwrap();
    let mut seed: u64 = setting("WENGU_POWER_SEED").parse().unwrap();
    let expected = hashes(&open(&folder));
    let trace = fs::read_to_string(setting("WENGU_POWER_TRACE")).unwrap();
    let calls = calls(&trace);
    let begin = fs::read(folder.join("begin.db")).unwrap();
    let acknowledged = calls.iter().filter(|call| matches!(call, Call::Seen(_)));
    assert_eq!(acknowledged.count(), 300, "the trace is whole");
    let syncs = calls
        .iter()
        .filter(|call| matches!(call, Call::Sync(_)))
        .count();
    let (mut losses, mut worst) = (0, 0);
    for _ in 0..states {
        let until = chance(&mut seed) % (calls.len() + 1);
        let mut disks: BTreeMap<&str, Disk> = BTreeMap::new();
        disks.entry("wengu.db").or_default().kept.clone_from(&begin);
        let mut acknowledged = 0;
        for call in &calls[..until] {
            match call {
                Call::Write(file, at, bytes) => {
                    let since = &mut disks.entry(file).or_default().since;
                    since.push((*at, Some(bytes.clone())));
                }
                Call::Cut(file, length) => {
                    disks.entry(file).or_default().since.push((*length, None));
                }
                Call::Sync(file) => disks.entry(file).or_default().sync(),
                Call::Seen(count) => acknowledged = *count,
            }
        }
        let after = tempfile::tempdir().unwrap();
        for (file, disk) in disks {
            fs::write(after.path().join(file), disk.cut(&mut seed)).unwrap();
        }
        let store = open(after.path());
        let report = store.check(|_| {}).unwrap();
        assert!(report.is_sound(), "cut at {until}: {report:?}");
        let found = hashes(&store);
        assert!(
            expected.starts_with(&found),
            "cut at {until}: another history"
        );
        if found.len() < acknowledged {
            losses += 1;
            worst = worst.max(acknowledged - found.len());
        }
    }
    println!(
        "{} calls, {syncs} syncs, {states} states: {losses} lost acknowledged changes, at most {worst}",
        calls.len()
    );
    let promised = setting("WENGU_POWER_SYNC") == "FULL";
    assert_eq!(
        losses > 0,
        !promised,
        "the way it is recorded would show losses"
    );
}
