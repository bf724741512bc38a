//! Commands about documents.

use super::home::{Home, ids};
use serde_json::Value;

#[test]
fn files_are_imported_one_by_one_and_a_bad_one_stops_no_other() {
    let home = Home::new();
    let good = home.file("甲.txt", "甲篇\n\n正文一段。");
    let bad = home.file("bad.md", "+++\nid = \n+++\n正文");
    let ran = home.run(&["import", &bad, "none.txt", &good]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("甲篇"), "{ran:?}");
    assert!(
        ran.out
            .contains("3 个文件：导入 1，更新 0，已有 0，跳过 0，失败 2"),
        "{ran:?}"
    );
    let missing = "没有这个文件或文件夹";
    assert!(ran.err.contains(missing), "{ran:?}");
    assert!(
        ran.err.contains("bad.md:2:") && ran.err.contains("none.txt"),
        "{ran:?}"
    );
    let again = home.json(&["import", &good]);
    assert_eq!(
        (&again[0]["status"], &again[0]["title"]),
        (&"known".into(), &"甲篇".into())
    );
    let failed = home.run(&["import", "none.txt", "--json"]);
    let items: Vec<Value> = serde_json::from_str(&failed.out).unwrap();
    assert_eq!((failed.code, &items[0]["status"]), (1, &"failed".into()));
}

#[test]
fn a_document_is_renamed_and_removed_but_a_shipped_one_is_not() {
    let home = Home::new();
    let path = home.file("a.txt", "甲篇\n\n正文一段。");
    home.good(&["import", &path]);
    assert_eq!(
        home.good(&["doc", "rename", "甲", " 乙 篇\n"]),
        "已改名：乙 篇\n"
    );
    let titled = home.json(&["doc", "list"]);
    let renamed = titled.iter().find(|doc| doc["id"] == "a").unwrap();
    assert_eq!(renamed["title"], "乙 篇");
    assert_eq!(home.run(&["doc", "rename", "a", " "]).code, 1);
    assert_eq!(home.good(&["doc", "remove", "乙"]), "已移出书库：乙 篇\n");
    assert!(!ids(&home.json(&["doc", "list"])).contains(&"a"));
    let refused = home.run(&["doc", "remove", "guide-essays"]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("自带的文档"), "{refused:?}");
}

#[test]
fn title_and_author_are_edited_but_not_those_of_a_shipped_document() {
    let home = Home::new();
    let path = home.file("a.txt", "甲篇\n\n正文一段。");
    home.good(&["import", &path]);
    let of_a = |home: &Home| {
        let list = home.json(&["doc", "list"]);
        let found = list.iter().find(|doc| doc["id"] == "a").unwrap();
        (found["title"].clone(), found["author"].clone())
    };
    let said = home.good(&["doc", "edit", "甲", "--title", "乙篇", "--author", "王  某"]);
    assert_eq!(said, "已改动：乙篇\n");
    assert_eq!(of_a(&home), ("乙篇".into(), "王 某".into()));
    home.good(&["doc", "edit", "a", "--author", ""]);
    assert_eq!(of_a(&home), ("乙篇".into(), Value::Null));
    assert_eq!(home.run(&["doc", "edit", "a"]).code, 2, "nothing to change");
    assert_eq!(home.run(&["doc", "edit", "a", "--title", " "]).code, 1);
    let refused = home.run(&["doc", "edit", "guide-essays", "--author", "某"]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("自带的文档"), "{refused:?}");
}

#[test]
fn pages_put_together_are_the_whole_document() {
    let home = Home::new();
    let show =
        |more: &[&str]| home.run(&[&["show", "guide-essays", "--width", "40"], more].concat());
    let squeezed = |text: &str| text.replace('\n', "");
    let whole = show(&["--all"]);
    let mut pages = String::new();
    let mut page = 1;
    let beyond = loop {
        let ran = show(&["--height", "10", "--page", &page.to_string()]);
        if ran.code != 0 {
            break ran;
        }
        assert!(ran.out.lines().count() <= 10);
        pages.push_str(&ran.out);
        page += 1;
    };
    assert!(page > 10);
    assert_eq!(squeezed(&pages), squeezed(&whole.out));
    assert_eq!((beyond.code, beyond.out.as_str()), (1, ""));
    let count = format!("一共 {} 页", page - 1);
    assert!(beyond.err.contains(&count), "{beyond:?}");
    let read = home.good(&["read", "文稿汇编"]);
    assert_eq!(read, home.good(&["show", "guide-essays", "--page", "1"]));
}

#[test]
fn wide_tables_and_code_are_printed_whole() {
    let home = Home::new();
    let (code, cell) = ("let 甲 = 乙丙丁; ".repeat(20), "戊己庚辛".repeat(20));
    let path = home.file(
        "wide.md",
        &format!("```\n{code}\n```\n\n| a | b |\n|-|-|\n| 壬 | {cell} |\n"),
    );
    home.good(&["import", &path]);
    let out = home.good(&["show", "wide", "--all", "--width", "40"]);
    let squeezed: String = out.chars().filter(|c| !c.is_whitespace()).collect();
    let wanted = format!("{code}ab壬{cell}").replace(' ', "");
    assert!(squeezed.contains(&wanted), "{out}");
}

#[test]
fn a_file_that_is_named_is_imported_and_printed() {
    let home = Home::new();
    let path = home.file("note.md", "# 甲篇\n\n> 引文。\n\n---\n\n1. 第一\n");
    let text = home.good(&[&path]);
    for part in ["甲篇", "│ 引文。", "＊　＊　＊", "1. 第一"] {
        assert!(text.contains(part), "{text}");
    }
    assert_eq!(text, home.good(&["show", "note", "--all"]));
}

#[test]
fn a_document_is_exported_as_blocks_and_as_markdown_that_imports_to_the_same() {
    let home = Home::new();
    let text = "# 甲篇\n\n一[^1]，**“二”**。\n\n[^1]: 注\n\n- 三\n- 四\n";
    let path = home.file("a.md", text);
    home.good(&["import", &path]);
    let blocks = home.good(&["doc", "export", "a", "--format", "blocks"]);
    assert_eq!(blocks, "# 甲篇\n一[^1]，“二”。\n[^1]: 注\n三\n四\n");
    let markdown = home.good(&["doc", "export", "a"]);
    assert_eq!(
        markdown,
        format!("+++\nid = \"a\"\ntitle = \"甲篇\"\n+++\n\n{text}")
    );
    let file = home.folder.path().join("b.md");
    let file = file.to_str().unwrap();
    home.good(&["doc", "export", "a", "-o", file]);
    assert_eq!(std::fs::read_to_string(file).unwrap(), markdown);
    home.good(&["doc", "remove", "a"]);
    home.good(&["import", file]);
    assert_eq!(
        home.good(&["doc", "export", "a", "--format", "blocks"]),
        blocks
    );
    let failed = home.run(&["doc", "export", "a", "-o", "no/such.md"]);
    assert_eq!(failed.code, 1);
    assert!(failed.err.contains("no/such.md"), "{failed:?}");
}
