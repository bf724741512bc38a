//! What the commands say of files that are parsed in the cell.

use super::archives::{epub_with, zipped};
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn run(home: &Path, args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_wengu"))
        .args(args)
        .env("WENGU_HOME", home)
        .env("LC_ALL", "zh_CN.UTF-8")
        .current_dir(home)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn json(output: &Output) -> Value {
    let words = String::from_utf8_lossy(&output.stderr);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {words}"))
}

fn text(home: &Path, id: &str) -> String {
    let output = run(home, &["doc", "export", id], b"");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_book_through_standard_input() {
    let home = tempfile::tempdir().unwrap();
    let book = epub_with("<h1>题</h1><p>正文。</p>", &[]);
    let import = |args: &[&str], bytes: &[u8]| json(&run(home.path(), args, bytes));
    let taken = import(&["import", "-", "--json"], &book);
    assert_eq!(taken[0]["status"], "imported", "{taken}");
    assert_eq!(taken[0]["id"], "书");
    let named = ["import", "-", "--name", "甲.epub", "--json"];
    assert_eq!(import(&named, &book)[0]["status"], "known");
    // The name says whose newer version it is.
    let newer = epub_with("<h1>题</h1><p>正文。</p><p>又。</p>", &[]);
    let newest = epub_with("<h1>题</h1><p>正文。</p><p>再。</p>", &[]);
    assert_eq!(import(&named, &newer)[0]["id"], "甲");
    let taken = import(&named, &newest);
    assert_eq!(
        (&taken[0]["id"], &taken[0]["status"]),
        (&"甲".into(), &"updated".into())
    );
    assert!(text(home.path(), "甲").contains("再。"));
    // What begins as a page is one, whatever it is called.
    let taken = import(&["import", "-", "--json"], b"<!doctype html><p>page</p>");
    assert_eq!(taken[0]["status"], "imported", "{taken}");
    let cut = run(
        home.path(),
        &["import", "-", "--name", "乙.epub"],
        &book[..book.len() / 2],
    );
    let told = String::from_utf8_lossy(&cut.stderr).into_owned();
    assert!(told.contains("乙.epub 没有导入"), "{told}");
}

#[test]
fn a_page_is_read_by_the_encoding_that_is_given_for_it() {
    let home = tempfile::tempdir().unwrap();
    let page = home.path().join("a.html");
    // It says that it is Japanese.
    let mut bytes = b"<meta charset=euc-jp><h1>t</h1><p>".to_vec();
    bytes.extend(b"\xd0\xc2\xd6\xca\xc9\xfa\xb2\xfa\xc1\xa6");
    fs::write(&page, &bytes).unwrap();
    let import = |encoding: &[&str]| {
        let mut args = vec!["import", "a.html", "--json"];
        args.extend(encoding);
        json(&run(home.path(), &args, b""))
    };
    let first = import(&[]);
    assert_eq!(first[0]["encoding"], "EUC-JP", "{first}");
    assert!(!text(home.path(), "a").contains("新质生产力"));
    let given = import(&["--encoding", "gbk"]);
    assert_eq!(given[0]["encoding"], "gb18030", "{given}");
    assert_eq!(
        (&given[0]["id"], &given[0]["encoding_given"]),
        (&"a".into(), &true.into())
    );
    assert!(text(home.path(), "a").contains("新质生产力"));
    assert_eq!(import(&[])[0]["status"], "known", "what was given holds");
    // It holds for a newer version of the file, too.
    bytes.extend(b"<p>\xd3\xd6");
    fs::write(&page, &bytes).unwrap();
    assert_eq!(import(&[])[0]["encoding"], "gb18030");
    assert_eq!(import(&["--encoding", "auto"])[0]["encoding"], "EUC-JP");
}

#[test]
fn what_is_missing_is_told_as_data_and_in_words() {
    let home = tempfile::tempdir().unwrap();
    let package = "<package><manifest><item id='a' href='a.xhtml'/><item id='b' href='b.xhtml'/></manifest>\
        <spine><itemref idref='a'/><itemref idref='b'/></spine></package>";
    let container =
        "<container><rootfiles><rootfile full-path='book.opf'/></rootfiles></container>";
    let book = zipped(&[
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", container.as_bytes()),
        ("book.opf", package.as_bytes()),
        ("a.xhtml", "<h1>题</h1><p>正文。".as_bytes()),
    ]);
    let taken = json(&run(home.path(), &["import", "-", "--json"], &book));
    let warning = &taken[0]["warnings"][0];
    assert_eq!(warning["kind"], "part_missing", "{taken}");
    assert!(warning["says"].as_str().unwrap().contains("b.xhtml"));
}

#[test]
fn a_source_is_cited_by_the_page_of_the_printed_book() {
    let home = tempfile::tempdir().unwrap();
    let book = epub_with(
        "<h1>题</h1><p>第一页。</p><span epub:type='pagebreak' title='12'/><p>第二页有这句话。</p>",
        &[],
    );
    let taken = json(&run(home.path(), &["import", "-", "--json"], &book));
    let deck = format!(
        "id = 'd'\ntitle = '卡组'\n[[note]]\nid = 'n'\nkind = 'basic'\nquestion = '问'\nanswer = '答'\n\
         source = {{ id = {}, section = '题', snippet = '第二页有这句话' }}\n",
        taken[0]["id"]
    );
    let file = home.path().join("d.toml");
    fs::write(&file, deck).unwrap();
    let added = run(home.path(), &["deck", "add", "d.toml"], b"");
    assert!(
        added.status.success(),
        "{}",
        String::from_utf8_lossy(&added.stderr)
    );
    let list = json(&run(
        home.path(),
        &["card", "list", "--deck", "d", "--json"],
        b"",
    ));
    let card = list[0]["id"].as_str().unwrap();
    let shown = run(home.path(), &["card", "show", card], b"");
    let shown = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(shown.contains("原书 12 页"), "{shown}");
}
