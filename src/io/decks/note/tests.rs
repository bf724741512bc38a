//! Faults of notes, and where each is found.

use super::super::parse::parse_deck;

const HEAD: &str = "id = 'd'\ntitle = 't'\n";

/// The problems of a text, one a line, as `line:column what`.
fn problems(text: &str) -> Vec<String> {
    let lines = parse_deck("", text).problems;
    lines
        .iter()
        .map(|p| p.to_string().trim_start_matches(':').to_owned())
        .map(|line| line.replacen(": ", " ", 1))
        .collect()
}

/// The problems of a deck whose note begins in line 3 with id and kind, and goes on in line 6.
fn of_note(kind: &str, keys: &str) -> Vec<String> {
    problems(&format!(
        "{HEAD}[[note]]\nid = 'n'\nkind = '{kind}'\n{keys}"
    ))
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
    let long = "字".repeat(3_001);
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
        ("formulation", &formulation(&"字".repeat(3_000)), &[]),
        (
            "formulation",
            &formulation(&long),
            &["10:11 `wording` has 3001 characters, at most 3000 are allowed"],
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
