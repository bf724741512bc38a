//! Deck files, good and bad, and where each fault is found.

use super::*;
use crate::domain::deck::{Directions, NoteBody, NoteKind, cards};
use proptest::prelude::*;
use std::collections::HashSet;

const HEAD: &str = "id = 'd'\ntitle = 't'\n";

/// A deck with a note of each kind and every key.
const FULL: &str = r#"
id = "full"
title = "一切"
about = """

说明
"""

[[note]]
id = "n-basic"
kind = "basic"
question = "问"
answer = "答"
tags = ["甲", "乙"]
source = { id = "报告", section = "一 / 二", snippet = "片段" }
hint = "提示"
note = "备注"

[[note]]
id = "n-definition"
kind = "definition"
term = "词"
definition = "义"
directions = ["term"]

[[note]]
id = "n-formulation"
kind = "formulation"
cue = "引子"
wording = "原文"
who = "谁"
when = "何时"
where = "何处"

[[note]]
id = "n-cloze"
kind = "cloze"
text = "春{{1::夏}}秋{{2::冬::季节}}"

[[note]]
id = "n-list"
kind = "list"
prompt = "列举"
items = ["一", "二"]
ordered = true

[[note]]
id = "n-relation"
kind = "relation"
left = "左"
right = "右"
statement = "关系"
question = "如何？"

[[note]]
id = "n-profile"
kind = "profile"
subject = "主体"
fields = [{ name = "名", value = "值" }]

[[note]]
id = "n-contrast"
kind = "contrast"
prompt = "比较"
difference = "不同"

[[note.sets]]
name = "其一"
items = ["子"]

[[note.sets]]
name = "其二"
items = ["丑", "寅"]
"#;

/// The problems of a text, one a line, as `line:column what`.
fn problems(text: &str) -> Vec<String> {
    parse_deck("f.toml", text)
        .problems
        .iter()
        .map(|p| {
            let Position { line, column } = p.location.position;
            assert_eq!(p.location.file, "f.toml");
            format!("{line}:{column} {}", p.kind)
        })
        .collect()
}

fn note_ids(text: &str) -> Vec<String> {
    let deck = parse_deck("f.toml", text).deck.unwrap();
    deck.notes.iter().map(|note| note.id.to_string()).collect()
}

#[test]
fn every_kind_and_key_is_read() {
    let parsed = parse_deck("f.toml", FULL);
    assert_eq!(parsed.problems, []);
    let deck = parsed.deck.unwrap();
    assert_eq!((deck.id.as_str(), deck.title.as_str()), ("full", "一切"));
    assert_eq!(deck.about, "说明");
    let kinds: Vec<NoteKind> = deck.notes.iter().map(|n| n.body.kind()).collect();
    assert_eq!(kinds, NoteKind::ALL);
    assert_eq!(deck.notes.iter().flat_map(cards).count(), 9);

    let basic = &deck.notes[0];
    assert_eq!(basic.tags, ["甲", "乙"]);
    assert_eq!(basic.hint.as_deref(), Some("提示"));
    assert_eq!(basic.remark.as_deref(), Some("备注"));
    let source = basic.source.as_ref().unwrap();
    assert_eq!(source.id.as_str(), "报告");
    assert_eq!(source.headings().collect::<Vec<_>>(), ["二", "一"]);
    assert!(matches!(
        &deck.notes[1].body,
        NoteBody::Definition {
            directions: Directions::Term,
            ..
        }
    ));
    let NoteBody::Formulation { attribution, .. } = &deck.notes[2].body else {
        panic!("{:?}", deck.notes[2]);
    };
    assert_eq!(attribution.place, "何处");
    let NoteBody::Contrast { sets, .. } = &deck.notes[7].body else {
        panic!("{:?}", deck.notes[7]);
    };
    assert_eq!(sets[1].items, ["丑", "寅"]);
}

/// The `toml` blocks of the documentation, those without a deck's own keys given some.
fn documented() -> Vec<String> {
    let text = include_str!("../../../../docs/DECKS.md");
    let blocks = text.split("```toml\n").skip(1);
    blocks
        .map(|rest| rest.split("```").next().unwrap())
        .map(|block| {
            let head = if block.starts_with("[[note]]") {
                HEAD
            } else {
                ""
            };
            format!("{head}{block}")
        })
        .collect()
}

#[test]
fn the_documented_examples_are_valid_and_show_every_kind_and_key() {
    let examples = documented();
    let mut kinds = Vec::new();
    for example in &examples {
        let parsed = parse_deck("DECKS.md", example);
        assert_eq!(parsed.problems, [], "{example}");
        let notes = parsed.deck.unwrap().notes;
        kinds.extend(notes.iter().map(|note| note.body.kind()));
    }
    for kind in NoteKind::ALL {
        assert!(kinds.contains(&kind), "no example of {kind}");
        for key in note::known_keys(&[kind]) {
            let shown = examples.iter().any(|e| e.contains(&format!("{key} = ")));
            assert!(shown, "`{key}` stands in no example");
        }
    }
    let ids: HashSet<String> = examples.iter().flat_map(|e| note_ids(e)).collect();
    assert_eq!(ids.len(), kinds.len(), "an id stands in two examples");
}

#[test]
fn the_place_of_a_note_is_its_id() {
    let parsed = parse_deck("f.toml", FULL);
    let location = parsed.location_of(&NoteId::new("n-definition")).unwrap();
    assert_eq!(location.to_string(), "f.toml:20:6");
    assert_eq!(parsed.location_of(&NoteId::new("none")), None);
}

#[test]
fn faults_of_a_deck_are_found() {
    for (text, wanted) in [
        (
            "",
            &[
                "1:1 a deck needs the key `id`",
                "1:1 a deck needs the key `title`",
            ][..],
        ),
        ("\u{feff}id = 'd'\ntitle = ''", &["2:9 `title` is empty"]),
        (
            "id = '甲'\ntitle = 't'",
            &["1:6 the id `甲` may hold only a-z, 0-9 and -"],
        ),
        (
            "id = 'D'\ntitle = 't'",
            &["1:6 the id `D` may hold only a-z, 0-9 and -"],
        ),
        (
            "id = 3\ntitle = 't'",
            &["1:6 `id` must be a string, not an integer"],
        ),
        (
            "id = 'd'\ntitle = 't'\nabuot = 'x'",
            &["3:1 unknown key `abuot` in a deck; did you mean `about`?"],
        ),
        (
            "id = 'd'\ntitle = 't'\nnote = 1.5",
            &["3:8 `note` must be an array, not a float"],
        ),
        (
            "id = 'd'\ntitle = 't'\nnote = [true]",
            &["3:9 `note` must be a table, not a boolean"],
        ),
        (
            "id = 'd'\ntitle = 't'\n[[notes]]\nid = 'n'",
            &["3:3 unknown key `notes` in a deck; did you mean `note`?"],
        ),
        (
            "id = 'd'\ntitle = 't'\n[note]\nid = 'n'",
            &["3:1 `note` must be an array, not a table"],
        ),
    ] {
        assert_eq!(problems(text), wanted, "{text}");
    }
}

#[test]
fn an_id_used_twice_names_the_first_place_and_the_first_note_is_kept() {
    let note = "[[note]]\nid = 'n'\nkind = 'basic'\nquestion = 'q'\nanswer = 'a'\n";
    let text = format!("{HEAD}{note}\n{note}");
    assert_eq!(
        problems(&text),
        ["10:6 the note id `n` is already used at f.toml:4:6"]
    );
    assert_eq!(note_ids(&text), ["n"]);
}

#[test]
fn a_bad_note_is_left_out_and_the_others_go_on() {
    let text = FULL
        .replace("answer = \"答\"", "answer = 3")
        .replace("\"一\", \"二\"", "");
    assert_eq!(
        problems(&text),
        [
            "13:10 `answer` must be a string, not an integer",
            "44:9 `items` needs at least 2, not 0",
        ]
    );
    let left = note_ids(&text);
    assert_eq!(left.len(), 6);
    assert!(!left.contains(&"n-basic".to_owned()) && !left.contains(&"n-list".to_owned()));
}

#[test]
fn a_deck_without_a_title_goes_by_its_id() {
    let parsed = parse_deck("f.toml", "id = 'd'");
    assert_eq!(parsed.problems.len(), 1);
    assert_eq!(parsed.deck.unwrap().title, "d");
}

#[test]
fn an_error_in_the_toml_spoils_its_own_note_only() {
    for (from, to, wanted) in [
        (
            "answer = \"答\"",
            "answer \"答\"",
            &["13:8 not TOML: key with no value, expected `=`"][..],
        ),
        (
            "answer = \"答\"",
            "answer = ",
            &["13:10 not TOML: string values must be quoted, expected literal string"],
        ),
        (
            "hint = \"提示\"",
            "hint = \"提示",
            &["16:11 not TOML: invalid basic string, expected `\"`"],
        ),
        (
            "hint = \"提示\"",
            "hint = \"提\\示\"",
            &[
                "16:11 not TOML: missing escaped value, expected `b`, `e`, `f`, `n`, `r`, `\\`, `\"`, `x`, `u`, `U`",
            ],
        ),
        (
            "hint = \"提示\"",
            "answer = \"又\"",
            &["16:1 the key `answer` is set twice"],
        ),
        (
            "kind = \"basic\"\nquestion = \"问\"",
            "kind = \"basic\"\nquestoin = \"问\"\nanswer = ",
            &[
                "12:1 unknown key `questoin` in a note of kind `basic`; did you mean `question`?",
                "13:10 not TOML: string values must be quoted, expected literal string",
                "14:1 the key `answer` is set twice",
            ],
        ),
    ] {
        let text = FULL.replacen(from, to, 1);
        assert_eq!(problems(&text), wanted, "{to}");
        assert_eq!(note_ids(&text).len(), 7, "{to}");
    }
}

#[test]
fn a_string_that_never_ends_spoils_its_own_note_only() {
    let text = FULL.replacen("hint = \"提示\"", "hint = \"\"\"提示", 1);
    assert_eq!(problems(&text).len(), 1);
    assert_eq!(note_ids(&text).len(), 7);
}

#[test]
fn an_error_before_the_notes_spoils_none_of_them() {
    let text = FULL.replacen("title = \"一切\"", "title = 一切", 1);
    assert_eq!(
        problems(&text),
        ["3:9 not TOML: string values must be quoted, expected literal string"]
    );
    assert_eq!(note_ids(&text).len(), 8);
}

#[test]
fn faults_are_found_in_one_run_though_the_toml_is_broken() {
    let text = FULL
        .replacen("answer = \"答\"", "answer", 1)
        .replacen("definition = \"义\"", "defintion = \"义\"", 1)
        .replacen("n-list", "n-cloze", 1);
    let found = problems(&text);
    assert_eq!(found.len(), 3, "{found:#?}");
    assert!(found[0].starts_with("13:"));
    assert!(found[1].contains("did you mean `definition`"));
    assert!(
        found[2].contains("already used at f.toml:36:6"),
        "{}",
        found[2]
    );
}

fn mutated() -> impl Strategy<Value = String> {
    let chars: Vec<char> = FULL.chars().collect();
    let edit = (
        0..chars.len(),
        0..8usize,
        "[\"'{}\\[\\]=#\\\\\n:1水\u{0}\u{feff}]{0,4}",
    );
    prop::collection::vec(edit, 1..6).prop_map(move |edits| {
        let mut text = chars.clone();
        for (at, length, new) in edits {
            let at = at.min(text.len());
            let end = (at + length).min(text.len());
            text.splice(at..end, new.chars());
        }
        text.into_iter().collect()
    })
}

fn places_are_in_the_text(text: &str) {
    let lines: Vec<&str> = text.split('\n').collect();
    for problem in parse_deck("f.toml", text).problems {
        let Position { line, column } = problem.location.position;
        let line = lines[line as usize - 1];
        assert!(column as usize <= line.chars().count() + 1, "{problem}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        places_are_in_the_text(&text);
    }

    #[test]
    fn text_that_looks_like_a_deck_is_read_or_refused(
        text in "([\\[\\]{}\"'=,.#\\\\ \n:a1水]|id = |note|\\[\\[note\\]\\]\n|kind = \"cloze\"\n|\\{\\{1::){0,40}"
    ) {
        places_are_in_the_text(&text);
    }

    #[test]
    fn a_deck_with_slips_is_read_as_far_as_it_is_good(text in mutated()) {
        places_are_in_the_text(&text);
        let parsed = parse_deck("f.toml", &text);
        if parsed.problems.is_empty() {
            prop_assert!(toml::from_str::<toml::Table>(&text).is_ok());
        }
    }
}
