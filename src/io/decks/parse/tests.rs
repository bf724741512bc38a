//! Deck files, good and bad, and where each fault is found.

use super::*;
use crate::domain::deck::{Directions, NoteBody, NoteKind, cards};
use proptest::prelude::*;

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

/// The problems of a deck whose note begins in line 3 with id and kind, and goes on in line 6.
fn of_note(kind: &str, keys: &str) -> Vec<String> {
    problems(&format!(
        "{HEAD}[[note]]\nid = 'n'\nkind = '{kind}'\n{keys}"
    ))
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
fn faults_of_any_note_are_found() {
    let qa = "question = 'q'\nanswer = 'a'\n";
    for (keys, wanted) in [
        (
            "",
            &[
                "3:1 a note needs the key `id`",
                "3:1 a note needs the key `kind`",
            ][..],
        ),
        (
            "id = 'n'\nkind = 'bsaic'\n",
            &["5:8 unknown kind `bsaic`; did you mean `basic`?"],
        ),
        ("id = 'n'\nkind = 'poem'\n", &["5:8 unknown kind `poem`"]),
        (
            "id = 'n'\nknid = 'basic'\nqestion = 'q'\nterm = 't'",
            &[
                "5:1 unknown key `knid` in a note; did you mean `kind`?",
                "6:1 unknown key `qestion` in a note; did you mean `question`?",
            ],
        ),
        (
            "id = 'n'\nkind = ['basic']\n",
            &["5:8 `kind` must be a string, not an array"],
        ),
        (
            &format!("id = 'n 1'\nkind = 'basic'\n{qa}"),
            &["4:6 the id `n 1` may hold only a-z, 0-9 and -"],
        ),
        (
            &format!("id = 'n'\nkind = 'basic'\n{qa}tags = ['甲', 2, '']"),
            &[
                "8:14 `tags` must be a string, not an integer",
                "8:17 `tags` is empty",
            ],
        ),
        (
            &format!("id = 'n'\nkind = 'basic'\n{qa}hint = ' '\nnote = 2024-01-01"),
            &[
                "8:8 `hint` is empty",
                "9:8 `note` must be a string, not a date",
            ],
        ),
        (
            &format!("id = 'n'\nkind = 'basic'\n{qa}source = 'x'"),
            &["8:10 `source` must be a table, not a string"],
        ),
        (
            &format!("id = 'n'\nkind = 'basic'\n{qa}source = {{ id = 'x', snipet = 'y' }}"),
            &[
                "8:10 `source` needs the key `section`",
                "8:22 unknown key `snipet` in `source`; did you mean `snippet`?",
            ],
        ),
        (
            &format!(
                "id = 'n'\nkind = 'basic'\n{qa}source.id = 'x'\nsource.section = 's'\nsource.snippet = '{}'",
                "片".repeat(31)
            ),
            &["10:18 `snippet` has 31 characters, at most 30 are allowed"],
        ),
    ] {
        assert_eq!(
            problems(&format!("{HEAD}[[note]]\n{keys}")),
            wanted,
            "{keys}"
        );
    }
}

#[test]
fn faults_of_kinds_with_texts_are_found() {
    let long = "字".repeat(200);
    let formulation = |wording: &str| {
        format!("cue = 'c'\nwho = 'w'\nwhen = 'w'\nwhere = 'w'\nwording = '{wording}'")
    };
    for (kind, keys, wanted) in [
        (
            "basic",
            "question = '问'\nanwser = '答'",
            &["7:1 unknown key `anwser` in a note of kind `basic`; did you mean `answer`?"][..],
        ),
        (
            "basic",
            "term = '问'\nquestion = '问'",
            &[
                "3:1 a note of kind `basic` needs the key `answer`",
                "6:1 unknown key `term` in a note of kind `basic`",
            ],
        ),
        (
            "basic",
            "question = '问'\nanswer = '　'",
            &["7:10 `answer` is empty"],
        ),
        (
            "definition",
            "term = 'GDP'\ndefinition = 'gdp 即总值'",
            &[
                "7:14 the definition holds its own term `GDP`: reword it, or ask one way with directions = [\"definition\"]",
            ],
        ),
        (
            "definition",
            "term = '甲'\ndefinition = '甲者'\ndirections = ['definition']",
            &[],
        ),
        (
            "definition",
            "term = '甲'\ndefinition = '乙'\ndirections = []",
            &["8:14 `directions` must be [\"definition\"], [\"term\"] or both"],
        ),
        (
            "definition",
            "term = '甲'\ndefinition = '乙'\ndirections = ['term', 'term']",
            &["8:14 `directions` must be [\"definition\"], [\"term\"] or both"],
        ),
        (
            "definition",
            "term = '甲'\ndefinition = '乙'\ndirections = ['term', 'definition']",
            &[],
        ),
        ("formulation", &formulation(&"字".repeat(199)), &[]),
        (
            "formulation",
            &formulation(&long),
            &["10:11 `wording` has 200 characters, at most 199 are allowed"],
        ),
        (
            "formulation",
            "cue = 'c'\nwording = 'w'\nwho = 'w'\nwhere = 'w'\nwhen = 2024-04-01",
            &["10:8 `when` must be a string, not a date"],
        ),
    ] {
        assert_eq!(of_note(kind, keys), wanted, "{kind}: {keys}");
    }
}

#[test]
fn faults_of_kinds_with_parts_are_found() {
    for (kind, keys, wanted) in [
        (
            "list",
            "prompt = 'p'\nitems = ['甲']",
            &["7:9 `items` needs at least 2, not 1"][..],
        ),
        (
            "list",
            "prompt = 'p'\nitems = ['甲', '乙']\nordered = 'yes'",
            &["8:11 `ordered` must be a boolean, not a string"],
        ),
        (
            "list",
            "prompt = 'p'\nitems = [\n  '甲',\n  '',\n]",
            &["9:3 `items` is empty"],
        ),
        (
            "relation",
            "left = '左'\nright = '右'",
            &["3:1 a note of kind `relation` needs the key `statement`"],
        ),
        (
            "profile",
            "subject = 's'\nfields = []",
            &["7:10 `fields` needs at least 1, not 0"],
        ),
        (
            "profile",
            "subject = 's'\nfields = [\n  { name = '名', value = '值' },\n  { name = '名', value = '' },\n  { name = 'x', vlaue = 'y' },\n]",
            &[
                "9:12 the name `名` stands twice in `fields`",
                "9:25 `value` is empty",
                "10:17 unknown key `vlaue` in an entry of `fields`; did you mean `value`?",
            ],
        ),
        (
            "contrast",
            "prompt = 'p'\ndifference = 'd'\nsets = [{ name = '甲', items = [] }]",
            &[
                "8:8 `sets` needs at least 2, not 1",
                "8:31 `items` needs at least 1, not 0",
            ],
        ),
        (
            "contrast",
            "prompt = 'p'\ndifference = 'd'\nsets = [{ name = '甲', items = ['a'] }, { name = '甲', items = ['b'] }]",
            &["8:49 the name `甲` stands twice in `sets`"],
        ),
    ] {
        assert_eq!(of_note(kind, keys), wanted, "{kind}: {keys}");
    }
}

#[test]
fn a_malformed_cloze_is_found_inside_its_string() {
    for (text, wanted) in [
        (
            "text = \"春夏\"",
            "6:8 the text has no gap: write one as {{1::answer}}",
        ),
        ("text = \"春夏{{1::秋\"", "6:11 the gap is not closed by }}"),
        ("text = '春夏{{1::秋'", "6:11 the gap is not closed by }}"),
        (
            "text = \"春\\u590f\\\"{{1::秋\"",
            "6:18 the gap is not closed by }}",
        ),
        ("text = \"  春{{1::秋}}}}\"", "6:20 }} closes no gap"),
        (
            "text = \"春{{秋}}\"",
            "6:12 the gap has no number: write {{1::answer}}",
        ),
        (
            "text = \"春{{0::秋}}\"",
            "6:12 the number of a gap is 1, 2, 3 …",
        ),
        ("text = \"春{{1::}}\"", "6:15 the gap has no answer"),
        ("text = \"春{{1::秋::}}\"", "6:18 the gap has an empty hint"),
        (
            "text = \"{{1::春{{2::秋}}}}\"",
            "6:15 a gap stands inside a gap",
        ),
        (
            "text = \"\"\"\n春\n{{1::秋\n\"\"\"",
            "6:8 the gap is not closed by }}",
        ),
    ] {
        assert_eq!(of_note("cloze", text), [wanted], "{text}");
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
