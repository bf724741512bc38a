//! Overlay files, good and bad, and where each fault is found.

use super::super::parse_deck;
use super::super::shipped;
use super::*;
use crate::domain::deck::{Cloze, NoteBody};
use std::collections::HashSet;

const DECK: &str = "id = 'd'
title = 't'
[[note]]
id = 'water-basic'
kind = 'basic'
question = 'q'
answer = 'a'
tags = ['t']
hint = 'h'
[[note]]
id = 'water-term'
kind = 'definition'
term = '汽化'
definition = '由液态变为气态'
[[note]]
id = 'water-gap'
kind = 'cloze'
text = '水{{1::火}}'
[[note]]
id = 'water-bad'
kind = 'basic'
question = 'q'
";

fn file(name: &str, text: &str) -> DeckFile {
    DeckFile {
        path: PathBuf::from(name),
        name: name.to_owned(),
        size: text.len() as u64,
        modified_ms: 0,
        text: text.to_owned(),
    }
}

fn read(texts: &[&str]) -> (Vec<Overlay>, Vec<String>) {
    let decks = [parse_deck("d.toml", DECK)];
    let files: Vec<DeckFile> = texts
        .iter()
        .zip(1..)
        .map(|(text, n)| file(&format!("o{n}"), text))
        .collect();
    let once = BTreeSet::from(["water-old", "water-gap"].map(NoteId::new));
    let (overlays, problems) = read_overlays(&decks, &files, &once);
    (overlays, problems.iter().map(ToString::to_string).collect())
}

fn problems(text: &str) -> Vec<String> {
    read(&[text]).1
}

fn original(id: &str) -> Note {
    let deck = parse_deck("d.toml", DECK).deck.unwrap();
    deck.notes
        .into_iter()
        .find(|n| n.id.as_str() == id)
        .unwrap()
}

#[test]
fn what_is_not_changed_is_the_decks() {
    let (overlays, problems) = read(&[
        "[[note]]\nid = 'water-basic'\nanswer = ' b '\ntags = []\nnote = 'n'\n",
        "[[note]]\nid = 'water-gap'\nkind = 'cloze'\ntext = '{{2::水}}'\n[[note]]\nid = 'water-term'\nsuspended = true\n",
    ]);
    assert_eq!(problems, [""; 0]);
    let basic = Note {
        body: NoteBody::Basic {
            question: "q".to_owned(),
            answer: "b".to_owned(),
        },
        tags: Vec::new(),
        remark: Some("n".to_owned()),
        ..original("water-basic")
    };
    let gap = Note {
        body: NoteBody::Cloze {
            text: Cloze::parse("{{2::水}}").unwrap(),
        },
        ..original("water-gap")
    };
    let wanted = [(basic, false), (gap, false), (original("water-term"), true)];
    let wanted = wanted.map(|(note, suspended)| Overlay { note, suspended });
    assert_eq!(overlays, wanted);
}

#[test]
fn each_fault_is_found_where_it_is() {
    for (text, wanted) in [
        (
            "[[note]]\nanswer = 'x'\n",
            "o1:1:1: an entry of an overlay needs the key `id`",
        ),
        (
            "[[note]]\nid = 'water-basik'\n",
            "o1:2:6: there is no note `water-basik`; did you mean `water-basic`?",
        ),
        (
            "[[note]]\nid = 'x'\nanswer = ''\n",
            "o1:2:6: there is no note `x`",
        ),
        (
            "[[note]]\nid = 'water-old'\nanswer = ''\n",
            "o1:2:6: the note `water-old` is gone: its overlay is kept for when it comes back",
        ),
        (
            "[[note]]\nid = 'water-basic'\nanwser = 'x'\n",
            "o1:3:1: unknown key `anwser` in a note of kind `basic`; did you mean `answer`?",
        ),
        (
            "[[note]]\nid = 'water-basic'\nterm = 'x'\n",
            "o1:3:1: unknown key `term` in a note of kind `basic`",
        ),
        (
            "[[note]]\nid = 'water-basic'\nsuspend = true\n",
            "o1:3:1: unknown key `suspend` in a note of kind `basic`; did you mean `suspended`?",
        ),
        (
            "[[note]]\nid = 'water-basic'\nkind = 'list'\n",
            "o1:3:8: the kind cannot be changed: the note is of kind `basic`",
        ),
        (
            "[[note]]\nid = 'water-basic'\nsuspended = 1\n",
            "o1:3:13: `suspended` must be a boolean, not an integer",
        ),
        (
            "[[note]]\nid = 'water-basic'\nanswer = ['x']\n",
            "o1:3:10: `answer` must be a string, not an array",
        ),
        (
            "[[note]]\nid = 'water-basic'\nhint = ' '\n",
            "o1:3:8: `hint` is empty",
        ),
        (
            "[[note]]\nid = 'water-gap'\ntext = '水{{1::}}'\n",
            "o1:3:15: ",
        ),
        (
            "[[note]]\nid = 'water-term'\nhint = 'h'\nterm = '气态'\n",
            "o1:4:8: the definition holds its own term `气态`",
        ),
        (
            "id = 'd'\n[[note]]\nid = 'water-basic'\n",
            "o1:1:1: unknown key `id` in an overlay",
        ),
        (
            "note = 3\n",
            "o1:1:8: `note` must be an array, not an integer",
        ),
        (
            "[[note]]\nid = 'water-basic'\n[[note]]\nid = 'water-basic'\nanswer = ''\n",
            "o1:4:6: the note `water-basic` is already changed at o1:2:6",
        ),
    ] {
        let found = problems(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert!(found[0].starts_with(wanted), "{text}: {found:?}");
    }
}

#[test]
fn an_entry_with_a_fault_is_left_out_and_the_others_stand() {
    let good = "[[note]]\nid = 'water-term'\nhint = 'h'\n";
    let (overlays, problems) = read(&[
        &format!("[[note]]\nid = 'water-basic'\nanswer = \n{good}"),
        "[[note]]\nid = 'water-gap'\ntext = 'x'\nsuspended = true\n",
        "[[note]]\nid = 'water-term'\n",
    ]);
    let ids: Vec<&str> = overlays.iter().map(|o| o.note.id.as_str()).collect();
    assert_eq!(ids, ["water-term"]);
    assert_eq!(problems.len(), 3, "{problems:?}");
    assert!(problems[0].starts_with("o1:3:"));
    assert!(problems[1].starts_with("o2:3:8"));
    assert!(
        problems[2].ends_with("already changed at o1:5:6"),
        "{problems:?}"
    );
}

#[test]
fn a_note_with_a_fault_of_its_own_is_not_called_unknown() {
    assert_eq!(
        problems("[[note]]\nid = 'water-bad'\nanswer = 'x'\n"),
        [""; 0]
    );
}

/// The kinds of the shipped decks and of the examples, which have every key there is.
#[test]
fn a_note_written_as_a_table_is_read_as_it_was() {
    let examples = include_str!("../../../../docs/DECKS.md");
    let blocks = examples
        .split("```toml\n")
        .skip(1)
        .filter_map(|block| block.split("```").next());
    let notes: String = blocks
        .filter(|block| block.starts_with("[[note]]") && block.contains("kind ="))
        .collect();
    let examples = format!("id = 'examples'\ntitle = 't'\n{notes}");
    let mut kinds = HashSet::new();
    for text in shipped().map(|(_, text)| text).chain([examples.as_str()]) {
        let deck = parse_deck("d.toml", text).deck.unwrap();
        for note in deck.notes {
            let mut log = Log::new("f", "");
            let table = written::table(&note, 0);
            let again = note::read(Keys::new(&table, 0, TablePlace::Note), &mut log);
            assert_eq!(again.note.as_ref(), Some(&note));
            kinds.insert(note.body.kind());
        }
    }
    assert_eq!(kinds.len(), NoteKind::ALL.len());
}

#[test]
fn the_documented_example_is_valid() {
    let text = include_str!("../../../../docs/DECKS.md");
    let block = |fence: &str, having: &str| -> String {
        let blocks = text.split(fence).skip(1);
        let mut blocks = blocks.filter_map(|rest| rest.split("```").next());
        blocks.find(|b| b.contains(having)).unwrap().to_owned()
    };
    let boiling = block("```toml\n", "water-boiling");
    let cycle = block("```toml\n", "water-cycle");
    let deck = parse_deck("d", &format!("id = 'd'\ntitle = 't'\n{boiling}{cycle}"));
    let example = file("o", &block("```toml overlay\n", "suspended"));
    let (overlays, problems) = read_overlays(&[deck], &[example], &BTreeSet::new());
    assert_eq!(problems, []);
    let suspended: Vec<bool> = overlays.iter().map(|o| o.suspended).collect();
    assert_eq!(suspended, [false, true]);
}
