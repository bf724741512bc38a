//! The shipped decks: as many notes as promised, of all kinds, each leading to its passage.

use super::sources::{Source, dense, sources};
use std::path::Path;
use tempfile::TempDir;
use wengu::domain::deck::{Deck, Note, NoteBody, NoteKind, SourceRef, same_prompts};
use wengu::domain::doc::Origin;
use wengu::domain::id::DeviceId;
use wengu::domain::time::Timestamp;
use wengu::io::decks::{parse_deck, shipped};
use wengu::io::paths::Paths;
use wengu::io::store::{Reason, Store};
use wengu::runtime::{Passage, find_passage, find_passages, sync, take_in};

const PAIRS: [&str; 5] = [
    "生产力与生产关系",
    "供给与需求",
    "传承与创新",
    "物质与文明",
    "共性与个性",
];

pub(super) fn decks() -> Vec<Deck> {
    shipped()
        .map(|(name, text)| {
            let parsed = parse_deck(name, text);
            assert_eq!(parsed.problems, [], "{name}");
            parsed.deck.unwrap()
        })
        .collect()
}

pub(super) fn notes() -> Vec<Note> {
    decks().into_iter().flat_map(|deck| deck.notes).collect()
}

/// A store with the shipped documents and decks in it, as after a first start.
fn first_start(home: &TempDir) -> Store {
    let reason = Reason::CannotCreate {
        why: "a test".to_owned(),
    };
    let mut store = Store::in_memory(DeviceId::new("test"), reason).unwrap();
    let at = |name: &str| home.path().join(name);
    let paths = Paths {
        config_file: at("config.toml"),
        data: at("data"),
        state: at("state"),
        decks: at("decks"),
        database: at("wengu.db"),
        backups: at("backups"),
    };
    assert_eq!(sync(&mut store, &paths, Timestamp(0)).unwrap(), []);
    store
}

fn passage(store: &Store, note: &Note) -> Option<Passage> {
    find_passage(store, note.source.as_ref()?).unwrap()
}

/// The text of the passage, without white space.
fn words(store: &Store, passage: &Passage) -> String {
    let id = &passage.document.id;
    let mut text = String::new();
    for block in store.blocks_from(id, 0) {
        let block = block.unwrap();
        let from = passage.range.start.max(block.start);
        let to = passage.range.end.min(block.end());
        if from < to {
            let words = from - block.start..to - block.start;
            text += block.text.get(words).unwrap();
        }
    }
    dense(&text)
}

#[test]
fn the_decks_hold_what_was_promised() {
    let decks = decks();
    let count = |id: &str| {
        let deck = decks.iter().find(|deck| deck.id.as_str() == id);
        deck.unwrap().notes.len()
    };
    for (deck, least) in [
        ("relationships", 27),
        ("industrial-bases", 9),
        ("definitions", 60),
        ("formulations", 40),
        ("enumerations", 50),
        ("figures", 50),
        ("timeline", 25),
    ] {
        assert!(count(deck) >= least, "{deck}: {}", count(deck));
    }
    let notes = notes();
    for kind in NoteKind::ALL {
        let of_kind = notes.iter().filter(|note| note.body.kind() == kind);
        assert!(of_kind.count() >= 5, "{kind}");
    }
    for pair in PAIRS {
        let of_pair = notes
            .iter()
            .filter(|note| note.tags.iter().any(|tag| tag == pair));
        assert!(of_pair.count() >= 5, "{pair}");
    }
    // Whose words they are allows for short quotations.
    for note in &notes {
        if let NoteBody::Formulation { wording, .. } = &note.body {
            assert!(wording.chars().count() < 200, "{}", note.id);
        }
    }
    assert_eq!(same_prompts(&decks), []);
    let sourceless: Vec<_> = notes.iter().filter(|note| note.source.is_none()).collect();
    assert_eq!(sourceless, [] as [&Note; 0]);
    println!("{} notes", notes.len());
}

#[test]
fn every_note_leads_to_a_passage_of_the_guide() {
    let home = tempfile::tempdir().unwrap();
    let store = first_start(&home);
    for note in notes() {
        let passage = passage(&store, &note).unwrap_or_else(|| panic!("{}", note.id));
        assert_eq!(passage.document.origin, Origin::Shipped, "{}", note.id);
        let source = note.source.unwrap();
        let original = passage.document.original.as_ref().unwrap();
        assert_eq!(original.id, source.id, "{}", note.id);
        assert_eq!(passage.instead_of.as_ref(), Some(&original.title));
        assert!(!words(&store, &passage).is_empty(), "{}", note.id);
    }
    // One that leads nowhere is found.
    let mut lost = notes().remove(0);
    let source = lost.source.as_mut().unwrap();
    source.section = "没有这一节".to_owned();
    assert_eq!(passage(&store, &lost), None);
}

/// Checks that each note leads to its words in the right one of the originals, taken in in the order
/// in which they are given, after the documents that are given first.
fn check_originals(sources: &[Source], quoting: &str) {
    let home = tempfile::tempdir().unwrap();
    let mut store = first_start(&home);
    for source in sources {
        take_in(&mut store, &source.path, Timestamp(1)).unwrap();
    }
    // A text that quotes them all, taken in last, is none of them.
    let path = home.path().join("notes.txt");
    std::fs::write(&path, quoting).unwrap();
    take_in(&mut store, &path, Timestamp(2)).unwrap();
    let notes = notes();
    let asked: Vec<SourceRef> = notes
        .iter()
        .filter_map(|note| note.source.clone())
        .collect();
    let together = find_passages(&store, &asked).unwrap();
    for (note, of_all) in notes.iter().zip(together) {
        let source = note.source.as_ref().unwrap();
        let passage = passage(&store, note).unwrap_or_else(|| panic!("{}", note.id));
        assert_eq!(of_all.as_ref(), Some(&passage), "{}", note.id);
        let Origin::File(path) = &passage.document.origin else {
            panic!("{} leads to {}", note.id, passage.document.id);
        };
        let file = sources
            .iter()
            .find(|s| s.path.file_name() == Path::new(path).file_name());
        let work = file.and_then(Source::work);
        assert_eq!(work, Some(source.id.as_str()), "{}: {path}", note.id);
        assert_eq!(passage.instead_of, None, "{}", note.id);
        let words = words(&store, &passage);
        assert_eq!(words, dense(&source.snippet), "{}", note.id);
    }
    println!("{} notes lead to their words in the originals", notes.len());
}

#[test]
fn every_note_leads_to_its_words_in_the_original() {
    let mut sources = sources("passages in the originals");
    if sources.is_empty() {
        return;
    }
    let notes = notes();
    let some = notes.iter().step_by(3);
    let snippets = some.map(|note| note.source.as_ref().unwrap().snippet.as_str());
    let quoting = format!("读书笔记\n{}\n", snippets.collect::<Vec<_>>().join("。\n"));
    check_originals(&sources, &quoting);
    sources.reverse();
    check_originals(&sources, &quoting);
}
