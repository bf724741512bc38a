//! The cell with stand-ins for the child: scripts that do what a child might.

use super::*;
use crate::io::import::child::problem::Refusal;
use std::ffi::OsStr;

const WHOLE: &str = r#"{"Meta":{"title":"题","author":" ","date":null}}
{"Block":["Paragraph",false,[["甲",null],["[1]",{"NoteMark":1}],["[2]",{"NoteMark":2}]]]}
{"Block":["Paragraph",false,[["乙",null]]]}
{"Block":["Footnote",false,[["[1]",{"NoteMark":1}],[" 注",null]]]}
{"End":3}"#;

fn parse(script: &str, change: impl FnOnce(&mut Cell)) -> Result<Parsed, CellError> {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("child");
    // Written by another process: a program that this one holds open for writing while a thread
    // of another test starts a child cannot be run.
    let wrote = Command::new("sh")
        .args([
            "-c",
            r#"printf '#!/bin/sh\n%s\n' "$1" >"$2" && chmod 700 "$2""#,
            "sh",
        ])
        .args([OsStr::new(script), program.as_os_str()])
        .status();
    assert!(wrote.unwrap().success());
    let mut cell = Cell::new(program);
    change(&mut cell);
    cell.parse(Format::Html, None, &vec![b'x'; 300_000])
}

fn saying(stream: &str) -> String {
    format!("cat >/dev/null; cat <<'END'\n{stream}\nEND")
}

#[test]
fn a_whole_stream_is_a_document() {
    let parsed = parse(&saying(WHOLE), |_| {}).unwrap();
    let texts: Vec<&str> = parsed.blocks.iter().map(|b| b.text.as_str()).collect();
    assert_eq!(texts, ["甲[1][2]", "[1] 注", "乙"]);
    assert_eq!(parsed.blocks[0].spans.len(), 1, "[2] leads nowhere");
    assert_eq!((parsed.title.as_deref(), parsed.author), (Some("题"), None));
    assert_eq!(parsed.length, "甲[1][2]\n[1] 注\n乙".len());
}

#[test]
fn pages_stay_with_their_text_and_a_heading_without_any_goes() {
    const STREAM: &str = r#"{"Page":"iv"}
{"Page":"1"}
{"Block":["Paragraph",false,[["甲",null],["[1]",{"NoteMark":1}]]]}
{"Page":"2"}
{"Block":["Paragraph",false,[["乙",null]]]}
{"Page":"3"}
{"Block":[{"Heading":2},false,[["注释",null]]]}
{"Block":["Footnote",false,[["[1]",{"NoteMark":1}],[" 注",null]]]}
{"End":4}"#;
    let parsed = parse(&saying(STREAM), |_| {}).unwrap();
    let texts: Vec<&str> = parsed.blocks.iter().map(|b| b.text.as_str()).collect();
    assert_eq!(texts, ["甲[1]", "[1] 注", "乙"]);
    let at = |start| {
        let found = parsed.blocks.iter().find(|b| b.start == start);
        found.map(|b| b.text.as_str())
    };
    let pages: Vec<_> = parsed
        .pages
        .iter()
        .map(|p| (at(p.start), p.label.as_str()))
        .collect();
    assert_eq!(
        pages,
        [
            (Some("甲[1]"), "1"),
            (Some("乙"), "2"),
            (Some("[1] 注"), "3")
        ]
    );
    assert_eq!(parsed.length, "甲[1]\n[1] 注\n乙".len());
}

#[test]
fn a_child_need_not_read_all_of_its_file() {
    let refusing = r#"{"Refused":"Encrypted"}"#;
    let refused = parse(&format!("echo '{refusing}'"), |_| {});
    assert_eq!(refused, Err(CellError::Refused(Refusal::Encrypted)));
}

#[test]
fn each_end_is_told_apart() {
    let half = saying(&WHOLE.replace("{\"End\":3}", ""));
    for (script, error) in [
        (half.as_str(), CellError::Crashed),
        ("echo junk", CellError::Crashed),
        ("exit 101", CellError::Crashed),
        ("kill -SEGV $$", CellError::Crashed),
        ("kill -ABRT $$", CellError::Crashed),
        (
            "echo 'memory allocation of 9 bytes failed' >&2; kill -ABRT $$",
            CellError::OutOfMemory(512),
        ),
        ("kill -XCPU $$", CellError::TooSlow(10)),
        ("exit 3", CellError::CannotStart("setrlimit".to_owned())),
    ] {
        assert_eq!(parse(script, |_| {}), Err(error), "{script}");
    }
}

#[test]
fn a_child_that_waits_is_ended() {
    let quick = |cell: &mut Cell| cell.patience = Some(Duration::from_millis(50));
    assert_eq!(parse("exec sleep 600", quick), Err(CellError::TooSlow(0)));
}

#[test]
fn a_child_that_does_not_stop_is_ended() {
    let small = |cell: &mut Cell| cell.caps.bytes = 100_000;
    let script = "exec yes '{\"Page\":\"1\"}'";
    assert_eq!(parse(script, small), Err(CellError::TooMuch));
}

#[test]
fn a_program_that_is_not_there_cannot_start() {
    let cell = Cell::new(PathBuf::from("/nowhere/wengu"));
    let parsed = cell.parse(Format::Html, None, b"<p>");
    assert!(matches!(parsed, Err(CellError::CannotStart(_))));
}

#[test]
fn a_file_that_is_too_large_starts_nothing() {
    let cell = Cell::new(PathBuf::from("/nowhere/wengu"));
    let bytes = vec![0; Format::Html.most_bytes() as usize + 1];
    let most = Format::Html.most_bytes();
    assert_eq!(
        cell.parse(Format::Html, None, &bytes),
        Err(CellError::TooLarge(most))
    );
}
