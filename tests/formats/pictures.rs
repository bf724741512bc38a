//! Pictures and links from a file into the library, out of it, and back.

use super::archives::epub_with;
use rusqlite::Connection;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn run(home: &Path, args: &[&str]) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_wengu"))
        .args(args)
        .env("WENGU_HOME", home)
        .env("LC_ALL", "zh_CN.UTF-8")
        .current_dir(home)
        .output()
        .unwrap();
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{args:?}: {words}");
    output
}

fn text(home: &Path, id: &str) -> String {
    String::from_utf8(run(home, &["doc", "export", id]).stdout).unwrap()
}

/// The pictures in the database, and how many documents each stands in.
fn kept(home: &Path) -> Vec<(Vec<u8>, usize)> {
    let database = home.join("data/wengu.db");
    let conn = Connection::open(database).unwrap();
    let sql = "SELECT bytes, (SELECT count(*) FROM picture_in WHERE picture = key) FROM picture ORDER BY hash";
    let mut query = conn.prepare(sql).unwrap();
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get::<_, u32>(1)? as usize)));
    rows.unwrap().map(Result::unwrap).collect()
}

fn gif(of: char) -> Vec<u8> {
    format!("GIF89a{}", of.to_string().repeat(600)).into_bytes()
}

#[test]
fn pictures_are_kept_once_and_go_with_their_last_document() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let chapter =
        "<h1>题</h1><p>文。</p><p><img src='img/a.gif' alt='甲'/></p><p>又<img src='b.gif'/></p>";
    let book = epub_with(chapter, &[("img/a.gif", &gif('a')), ("b.gif", &gif('b'))]);
    fs::write(home.join("book.epub"), book).unwrap();
    fs::create_dir(home.join("page_files")).unwrap();
    fs::write(home.join("page_files/图.gif"), gif('a')).unwrap();
    let page = "<!doctype html><title>页</title><h1>页</h1><p>正文。</p><figure><img alt='乙' src='./page_files/%E5%9B%BE.gif'></figure>";
    fs::write(home.join("page.html"), page).unwrap();
    run(home, &["import", "book.epub", "page.html"]);
    assert!(
        text(home, "book").contains("\n![甲](#)\n\n又![](#)"),
        "{}",
        text(home, "book")
    );
    let mut pictures = kept(home);
    pictures.sort();
    assert_eq!(pictures, [(gif('a'), 2), (gif('b'), 1)]);
    // A newer version of the page without it.
    fs::write(
        home.join("page.html"),
        "<!doctype html><title>页</title><h1>页</h1><p>正文。</p>",
    )
    .unwrap();
    run(home, &["import", "page.html"]);
    assert_eq!(
        kept(home)
            .iter()
            .map(|(_, documents)| documents)
            .sum::<usize>(),
        2
    );
    run(home, &["doc", "remove", "book"]);
    assert_eq!(kept(home), []);
}

#[test]
fn an_export_with_its_pictures_and_links_comes_back() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let chapter = "<h1>一</h1><p>见<a href='http://a.cn/x?y=1&amp;z'>原文</a>与<a href='#s'>下</a>。</p><h2 id='s'>二、下</h2><p><img src='a.gif' alt='甲'/></p>";
    fs::write(
        home.join("book.epub"),
        epub_with(chapter, &[("a.gif", &gif('a'))]),
    )
    .unwrap();
    run(home, &["import", "book.epub"]);
    run(home, &["doc", "export", "book", "-o", "out.md"]);
    let written = fs::read_to_string(home.join("out.md")).unwrap();
    assert!(
        written.contains("[原文](http://a.cn/x?y=1\\&z)与[下](#二下)"),
        "{written}"
    );
    assert!(written.contains("![甲](out_files/"), "{written}");
    run(home, &["doc", "remove", "book"]);
    assert_eq!(kept(home), []);
    run(home, &["import", "out.md"]);
    assert_eq!(kept(home), [(gif('a'), 1)]);
    run(home, &["doc", "export", "book", "-o", "out.md"]);
    assert_eq!(fs::read_to_string(home.join("out.md")).unwrap(), written);
}

#[test]
fn a_known_file_is_read_anew_when_asked_for() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let page = "<!doctype html><title>页</title><h1>页</h1><p>正文。</p><img src='a.gif' alt='甲'>";
    fs::write(home.join("page.html"), page).unwrap();
    let told = |args: &[&str]| {
        let output = run(home, args);
        let words = [output.stdout, output.stderr].concat();
        String::from_utf8(words).unwrap()
    };
    let first = told(&["import", "page.html"]);
    assert!(first.contains("有 1 幅图没能收进来"), "{first}");
    fs::write(home.join("a.gif"), gif('a')).unwrap();
    let known = told(&["import", "page.html"]);
    assert!(
        known.contains("已在书库里") && known.contains("--again"),
        "{known}"
    );
    assert_eq!(kept(home), []);
    let anew = told(&["import", "--again", "page.html"]);
    assert!(
        anew.contains("页（page）") && !anew.contains("没能收进来"),
        "{anew}"
    );
    assert_eq!(kept(home), [(gif('a'), 1)]);
    // A text, and a book that holds its pictures.
    fs::write(home.join("note.md"), "# 记\n\n正文。\n\n![乙](b.gif)\n").unwrap();
    let book = epub_with(
        "<h1>书</h1><p>文<img src='c.gif'/></p>",
        &[("c.gif", &gif('c'))],
    );
    fs::write(home.join("book.epub"), book).unwrap();
    run(home, &["import", "note.md", "book.epub"]);
    fs::write(home.join("b.gif"), gif('b')).unwrap();
    Connection::open(home.join("data/wengu.db"))
        .unwrap()
        .execute_batch("DELETE FROM picture_in; DELETE FROM picture")
        .unwrap();
    run(home, &["import", "--again", "note.md", "book.epub"]);
    let pictures: Vec<_> = kept(home).into_iter().map(|(bytes, _)| bytes).collect();
    assert!(pictures.contains(&gif('b')) && pictures.contains(&gif('c')));
    assert!(run(home, &["check"]).status.success());
}
