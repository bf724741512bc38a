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

    /// A deck of the person's own.
    fn own(&self, name: &str, text: &str) {
        let folder = self.folder.path().join("decks");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(name), text).unwrap();
    }

    /// The same length and time: by its stamp the file has not changed.
    fn swap_unnoticed(&self, name: &str, from: &str, to: &str) {
        assert_eq!(from.len(), to.len());
        let path = self.folder.path().join("decks").join(name);
        let modified = fs::metadata(&path).unwrap().modified().unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from));
        fs::write(&path, text.replace(from, to)).unwrap();
        let file = fs::File::options().write(true).open(&path).unwrap();
        file.set_modified(modified).unwrap();
    }

    /// Starts, and tells whether the start wrote anything: another connection notices.
    fn start_watched(&mut self, version: &str) -> (Vec<DeckProblem>, bool) {
        let place = Place {
            database: self.folder.path().join("wengu.db"),
            backups: self.folder.path().join("backups"),
        };
        let other = Store::open(&place, DeviceId::new("d2"), NOW.at).unwrap();
        let before = other.data_version().unwrap();
        let problems = self.start(version);
        (problems, other.data_version().unwrap() != before)
    }

    fn overlay(&self, text: &str) {
        let folder = overlay_folder(&self.folder.path().join("decks"));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("mine.toml"), text).unwrap();
    }

    /// A start of the program that ships this version of the deck.
    fn start(&mut self, version: &str) -> Vec<DeckProblem> {
        let folder = self.folder.path().join("decks");
        let shipped = Shipped {
            files: &[("d.toml", version)],
            stamp: version,
        };
        sync_decks(&mut self.store, &folder, shipped).unwrap()
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
    assert!(desk.store.check(|_| {}).unwrap().is_sound());
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

const SOUND: &str = "id = 's'\ntitle = 's'\n[[note]]\nid = 'p'\nkind = 'basic'\n\
                     question = 'qp1'\nanswer = 'ap1'\n";
const FAULTY_NOTE: &str = "id = 'f'\ntitle = 'f'\n[[note]]\nid = 'g'\nkind = 'basic'\n\
                           question = 'qg'\nanswer = 'ag'\n[[note]]\nid = 'h'\nkind = 'basic'\n\
                           question = 'qh'\n";

fn kinds(problems: &[DeckProblem]) -> Vec<DeckProblemKind> {
    problems.iter().map(|found| found.kind.clone()).collect()
}

#[test]
fn a_faulty_note_is_said_at_each_start_and_the_sound_decks_are_not_read_for_it() {
    let mut desk = Desk::new();
    let shipped = version([("qa1", "aa1"), ("", ""), ("", "")]);
    desk.own("sound.toml", SOUND);
    desk.own("faulty.toml", FAULTY_NOTE);
    let first = desk.start(&shipped);
    assert_eq!(first.len(), 1, "{first:?}");
    assert!(first[0].location.file.ends_with("decks/faulty.toml"));
    assert_eq!(desk.card("g").0, pair("qg", "ag"));

    desk.swap_unnoticed("sound.toml", "qp1", "qp2");
    let (again, wrote) = desk.start_watched(&shipped);
    assert_eq!(again, first);
    assert!(!wrote);
    assert_eq!(desk.card("p").0, pair("qp1", "ap1"), "it was not read");

    // Mended, it is there and nothing is said any more.
    desk.own("faulty.toml", &format!("{FAULTY_NOTE}answer = 'ah'\n"));
    assert_eq!(desk.start(&shipped), []);
    assert_eq!(desk.card("h").0, pair("qh", "ah"));
    let (problems, wrote) = desk.start_watched(&shipped);
    assert_eq!((problems, wrote), (Vec::new(), false));
}

#[test]
fn a_taken_id_is_named_at_each_start_and_goes_to_the_other_file_when_it_is_free() {
    let mut desk = Desk::new();
    let shipped = version([("qa1", "aa1"), ("", ""), ("", "")]);
    let mine = "id = 'm'\ntitle = 'm'\n[[note]]\nid = 'a'\nkind = 'basic'\n\
                question = 'qm'\nanswer = 'am'\n";
    desk.own("mine.toml", mine);
    desk.own("sound.toml", SOUND);
    let first = desk.start(&shipped);
    let [DeckProblemKind::DuplicateNote { id, first: at }] = &kinds(&first)[..] else {
        panic!("{first:?}");
    };
    assert_eq!((id.as_str(), at.file.as_str()), ("a", "d.toml"));
    let (again, wrote) = desk.start_watched(&shipped);
    assert_eq!((again, wrote), (first, false));
    assert_eq!(desk.card("a").0, pair("qa1", "aa1"));

    // The note leaves the shipped deck: the file that has not changed has it now.
    let without = version([("", ""), ("qb1", "ab1"), ("", "")]);
    assert_eq!(desk.start(&without), []);
    let ([question, _], live, _) = desk.card("a");
    assert_eq!((question.as_str(), live), ("qm", true));
}

#[test]
fn a_file_that_can_be_read_again_is_read_though_its_stamp_is_the_same() {
    let mut desk = Desk::new();
    let shipped = version([("qa1", "aa1"), ("", ""), ("", "")]);
    desk.own("faulty.toml", FAULTY_NOTE);
    assert_eq!(desk.start(&shipped).len(), 1);
    desk.swap_unnoticed("faulty.toml", "question = 'qh'", "answer   = 'ah'");
    let [DeckProblemKind::MissingKey { key, .. }] = kinds(&desk.start(&shipped))[..] else {
        panic!();
    };
    assert_eq!(key, "question", "what is wrong now is said");
}

#[test]
fn what_is_wrong_with_an_overlay_is_said_again_and_writes_nothing() {
    let mut desk = Desk::new();
    let shipped = version([("qa1", "aa1"), ("qb1", "ab1"), ("", "")]);
    desk.overlay("[[note]]\nid = 'a'\nanswer = ''\n[[note]]\nid = 'b'\nanswer = 'mine'\n");
    let first = desk.start(&shipped);
    assert_eq!(kinds(&first), [DeckProblemKind::Empty { key: "answer" }]);
    let (again, wrote) = desk.start_watched(&shipped);
    assert_eq!((again, wrote), (first, false));
    assert_eq!(desk.card("b").0, pair("qb1", "mine"));
}
