//! A shipped deck through three versions, with a person's overlay over it.

use super::*;
use crate::domain::deck::NoteBody;
use crate::domain::id::{CardId, DeviceId};
use crate::domain::srs::{CardState, Grade, Occasion, Phase, QueueRules, ScheduleRules, Scheduler};
use crate::domain::time::{Moment, StudyDay, Timestamp};
use crate::io::decks::problem::{DeckProblemKind, OverlayFault};
use crate::io::store::Place;
use std::fs;
use tempfile::TempDir;

const NOW: Moment = Moment {
    at: Timestamp(1_790_000_000_000),
    offset_s: 0,
};

/// Notes `a`, `b` and `c`, as question and answer; an empty question leaves the note out.
fn version(notes: [(&str, &str); 3]) -> String {
    let notes = ["a", "b", "c"].into_iter().zip(notes);
    let written = notes.filter(|(_, (question, _))| !question.is_empty());
    let written = written.map(|(id, (question, answer))| {
        format!(
            "[[note]]\nid = '{id}'\nkind = 'basic'\nquestion = '{question}'\nanswer = '{answer}'\n"
        )
    });
    let written: String = written.collect();
    format!("id = 'd'\ntitle = 't'\n{written}")
}

struct Desk {
    folder: TempDir,
    store: Store,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = Place {
            database: folder.path().join("wengu.db"),
            backups: folder.path().join("backups"),
        };
        let store = Store::open(&place, DeviceId::new("d1"), NOW.at).unwrap();
        Self { folder, store }
    }

    fn overlay(&self, text: &str) {
        let folder = overlay_folder(&self.folder.path().join("decks"));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("mine.toml"), text).unwrap();
    }

    /// A start of the program that ships this version of the deck.
    fn start(&mut self, version: &str) -> Vec<DeckProblem> {
        let folder = self.folder.path().join("decks");
        sync_decks(&mut self.store, &folder, &[("d.toml", version)]).unwrap()
    }

    fn learn(&mut self, note: &str) -> CardState {
        let card = CardId::of(&NoteId::new(note), "answer");
        let state = self.store.card(&card).unwrap().state;
        let scheduler = Scheduler::new(ScheduleRules::default()).unwrap();
        let event = scheduler.grade(&state, Grade::Easy, 700, &Occasion::of(&card, NOW));
        self.store.record(&event, NOW).unwrap().after
    }

    /// Question and answer as they are learnt, whether the card is there, and its state.
    fn card(&self, note: &str) -> ([String; 2], bool, CardState) {
        let card = CardId::of(&NoteId::new(note), "answer");
        let record = self.store.card(&card).unwrap();
        let content: Note = serde_json::from_str(&record.payload).unwrap();
        let NoteBody::Basic { question, answer } = content.body else {
            panic!("{content:?}")
        };
        ([question, answer], record.live, record.state)
    }

    fn in_queue(&self) -> Vec<String> {
        let today = StudyDay(NOW.study_day(4).0 + 1000);
        let rows = self
            .store
            .queue_rows(today, None, &QueueRules::default())
            .unwrap();
        let keys = rows.reviews.iter().map(|row| row.key);
        let keys = keys.chain(rows.new.iter().map(|row| row.key));
        let mut ids: Vec<String> = keys
            .map(|key| self.store.card_by_key(key).unwrap().unwrap().id.to_string())
            .collect();
        ids.sort();
        ids
    }
}

fn pair(question: &str, answer: &str) -> [String; 2] {
    [question.to_owned(), answer.to_owned()]
}

#[test]
fn three_versions_pass_under_an_overlay_and_no_history_is_lost() {
    let mut desk = Desk::new();
    let first = version([("qa1", "aa1"), ("qb1", "ab1"), ("qc1", "ac1")]);
    assert_eq!(desk.start(&first), []);
    let [a, b, c] = ["a", "b", "c"].map(|note| desk.learn(note));
    assert!(matches!(a.phase, Phase::Review { .. }));
    assert_eq!(desk.in_queue(), ["a/answer", "b/answer", "c/answer"]);

    // The person changes one field of one note and suspends another.
    desk.overlay("[[note]]\nid = 'a'\nquestion = 'mine'\n[[note]]\nid = 'b'\nsuspended = true\n");
    assert_eq!(desk.start(&first), []);
    assert_eq!(desk.card("a"), (pair("mine", "aa1"), true, a));
    assert_eq!(desk.card("b"), (pair("qb1", "ab1"), true, b));
    assert_eq!(desk.in_queue(), ["a/answer", "c/answer"]);

    // A new version changes both fields of it, and the suspended note.
    let second = version([("qa2", "aa2"), ("qb2", "ab2"), ("qc1", "ac1")]);
    assert_eq!(desk.start(&second), []);
    assert_eq!(desk.card("a"), (pair("mine", "aa2"), true, a));
    assert_eq!(desk.card("b"), (pair("qb2", "ab2"), true, b));
    assert_eq!(desk.card("c"), (pair("qc1", "ac1"), true, c));
    assert_eq!(desk.in_queue(), ["a/answer", "c/answer"]);

    // The changed note goes ...
    let without = version([("", ""), ("qb2", "ab2"), ("qc3", "ac3")]);
    let problems = desk.start(&without);
    assert_eq!(problems.len(), 1);
    let gone = OverlayFault::GoneNote {
        id: NoteId::new("a"),
    };
    assert_eq!(problems[0].kind, DeckProblemKind::BadOverlay(gone));
    assert!(problems[0].location.file.ends_with("overlay/mine.toml"));
    assert_eq!(problems[0].location.position.line, 2);
    assert_eq!(desk.start(&without), [], "said once");
    let (_, live, state) = desk.card("a");
    assert_eq!((live, state), (false, a));
    assert_eq!(desk.card("c").0, pair("qc3", "ac3"));
    assert_eq!(desk.in_queue(), ["c/answer"]);

    // ... and comes back.
    let third = version([("qa3", "aa3"), ("qb3", "ab3"), ("qc3", "ac3")]);
    assert_eq!(desk.start(&third), []);
    assert_eq!(desk.card("a"), (pair("mine", "aa3"), true, a));
    assert_eq!(desk.card("b"), (pair("qb3", "ab3"), true, b));
    assert_eq!(desk.in_queue(), ["a/answer", "c/answer"]);

    // Without the overlay all is as shipped, and each card still knows what it knew.
    fs::remove_dir_all(overlay_folder(&desk.folder.path().join("decks"))).unwrap();
    assert_eq!(desk.start(&third), []);
    assert_eq!(desk.card("a"), (pair("qa3", "aa3"), true, a));
    assert_eq!(desk.in_queue(), ["a/answer", "b/answer", "c/answer"]);
    let counted = desk.store.entries(&CardId::new("a/answer")).unwrap();
    assert_eq!(counted.len(), 1);
    assert!(desk.store.check().unwrap().is_sound());
}

#[test]
fn a_bad_overlay_leaves_the_note_as_shipped_and_is_told_at_every_start() {
    let mut desk = Desk::new();
    let first = version([("qa1", "aa1"), ("qb1", "ab1"), ("qc1", "ac1")]);
    desk.overlay(
        "[[note]]\nid = 'a'\nanswer = ''\nsuspended = true\n[[note]]\nid = 'b'\nhint = 'h'\n",
    );
    for _ in 0..2 {
        let problems = desk.start(&first);
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].kind, DeckProblemKind::Empty { key: "answer" });
        assert_eq!(desk.card("a").0, pair("qa1", "aa1"));
        assert_eq!(desk.in_queue().len(), 3);
    }
    desk.overlay("[[note]]\nid = 'a'\nanswer = 'x'\n");
    assert_eq!(desk.start(&first), []);
    assert_eq!(desk.card("a").0, pair("qa1", "x"));
}
