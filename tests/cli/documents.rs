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

/// Bytes of a text in an encoding.
fn encoded(text: &str, name: &str) -> Vec<u8> {
    let encoding = encoding_rs::Encoding::for_label(name.as_bytes()).unwrap();
    encoding.encode(text).0.into_owned()
}

#[test]
fn a_folder_of_all_sorts_is_taken_in_and_what_is_no_text_is_named() {
    let home = Home::new();
    let text = "学而时习之，不亦说乎？有朋自远方来，不亦乐乎？";
    let write = |name: &str, bytes: &[u8]| {
        home.file(name, "");
        std::fs::write(home.folder.path().join(name), bytes).unwrap();
    };
    write("all/a.txt", text.as_bytes());
    write("all/b/gbk.txt", &encoded(&format!("国标\n{text}"), "gbk"));
    write("all/b/same.txt", text.as_bytes());
    write("all/picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    write("all/empty.txt", b"");
    write("all/.hidden.txt", "藏".as_bytes());
    let out = home.good(&["import", "all"]);
    let rows: Vec<&str> = out.lines().collect();
    assert_eq!(rows.len(), 7, "{out}");
    assert!(
        rows[1].starts_with("导入") && rows[1].contains("UTF-8"),
        "{out}"
    );
    assert!(
        rows[2].contains("gb18030") && rows[2].contains("国标"),
        "{out}"
    );
    assert!(rows[3].starts_with("已有"), "{out}");
    assert!(rows[4].contains("empty.txt（没有文字）"), "{out}");
    assert!(
        rows[5].contains("picture.png（不是文本，像是 PNG）"),
        "{out}"
    );
    assert_eq!(rows[6], "5 个文件：导入 2，更新 0，已有 1，跳过 2，失败 0");

    let again = home.run(&["import", "all", "--json"]);
    let items: Vec<Value> = serde_json::from_str(&again.out).unwrap();
    let of = |key: &str| {
        items
            .iter()
            .map(|item| item[key].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(again.code, 0);
    assert_eq!(
        of("status"),
        ["known", "known", "known", "skipped", "skipped"]
    );
    assert_eq!(items[1]["encoding"], "gb18030");
    assert!(items[1]["confidence"].as_f64().unwrap() > 0.9);
    assert_eq!(
        (&items[1]["sure"], &items[4]["id"]),
        (&true.into(), &Value::Null)
    );
    assert_eq!(items[4]["reason"], "不是文本，像是 PNG");

    let nothing = home.run(&["import", "all/picture.png"]);
    assert_eq!((nothing.code, nothing.out.as_str()), (1, ""));
    assert!(
        nothing.err.contains("不是文本，像是 PNG，没有导入"),
        "{nothing:?}"
    );
}

#[test]
fn a_guess_that_is_not_sure_is_told_and_mended_by_name() {
    let home = Home::new();
    let path = home.file("short.txt", "");
    std::fs::write(&path, encoded("温故", "gbk")).unwrap();
    let ran = home.run(&["import", &path]);
    assert_eq!(ran.code, 0);
    assert!(
        ran.err.contains("把握不大") && ran.err.contains("--encoding"),
        "{ran:?}"
    );
    let mended = home.good(&["import", "--encoding", "gbk", &path]);
    let same = home.json(&["doc", "list"]);
    let held = same.iter().find(|doc| doc["id"] == "short").unwrap();
    assert_eq!(held["encoding"], "gb18030", "{mended}");
    let spoiled = home.run(&["import", "--encoding", "utf-8", &path]);
    assert_eq!(spoiled.code, 0);
    assert!(spoiled.out.contains("已更新"), "{spoiled:?}");
    assert!(spoiled.err.contains("2 处按 UTF-8 读不出来"), "{spoiled:?}");
    let wrong = home.run(&["import", "--encoding", "utf-9", &path]);
    assert_eq!(wrong.code, 2);
    assert!(
        wrong.err.contains("gb18030") && wrong.err.contains("auto"),
        "{wrong:?}"
    );
}

#[test]
fn standard_input_is_a_file_like_any_other() {
    use std::io::Write;
    use std::process::Stdio;
    let home = Home::new();
    let pipe = |args: &[&str], bytes: &[u8]| {
        let mut child = home
            .command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(bytes).unwrap();
        String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap()
    };
    let text = "有朋自远方来\n\n不亦乐乎？学而时习之，不亦说乎？";
    let said = pipe(&["import", "-"], &encoded(text, "gbk"));
    assert!(
        said.contains("已导入：有朋自远方来（有朋自远方来）"),
        "{said}"
    );
    assert!(said.contains("编码：gb18030（把握：大）"), "{said}");
    let named = pipe(
        &["import", "-", "--name", "笔记.md"],
        "# 题\n\n文".as_bytes(),
    );
    assert!(named.contains("已导入：题（笔记）"), "{named}");
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

#[test]
fn a_changed_version_keeps_the_passages_of_cards_and_names_those_it_has_not() {
    let home = Home::new();
    let notes: String = [
        ("one", "第一处要记住的话"),
        ("two", "第二处要记住的话"),
        ("gone", "这一句后来删掉了"),
    ]
    .map(|(id, snippet)| {
        format!(
            "\n[[note]]\nid = \"{id}\"\nkind = \"basic\"\nquestion = \"问{id}\"\nanswer = \"答\"\n\
                 source = {{ id = \"own\", section = \"甲篇\", snippet = \"{snippet}\" }}\n"
        )
    })
    .concat();
    let deck = home.file(
        "own.toml",
        &format!("id = \"own\"\ntitle = \"自己的\"\n{notes}"),
    );
    home.good(&["deck", "add", &deck]);
    let around = |text: &str| {
        format!("山不在高有仙则名水不在深有龙则灵{text}斯是陋室惟吾德馨苔痕上阶绿草色入帘青")
    };
    let old = format!(
        "甲篇\n\n前文。第一处要记住的话。后文。\n\n{}\n\n这一句后来删掉了。\n",
        around("第二处要记住的话")
    );
    let path = home.file("own.txt", &old);
    assert_eq!(
        home.json(&["import", &path])[0]["unplaced"],
        Value::Array(Vec::new())
    );
    let new = format!(
        "甲篇\n\n新加的一段。\n\n前文。第一处要\n记住的话。后文。\n\n{}\n",
        around("第二处改过的话")
    );
    home.file("own.txt", &new);
    let ran = home.run(&["import", &path]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.err.contains("1 条笔记的出处没有在新版本里找到"),
        "{ran:?}"
    );
    assert!(
        ran.err.contains("gone") && !ran.err.contains("two"),
        "{ran:?}"
    );
}

#[test]
fn articles_that_stand_twice_are_named_at_import() {
    let home = Home::new();
    // Han characters in an order that does not come again.
    let article = |seed: u32| -> String {
        let han = |n: u32| char::from_u32(0x4e00 + (seed * 7919 + n * n * 31 + n * 17) % 20_000);
        (0..600).filter_map(han).collect()
    };
    let text = format!(
        "# 汇编\n\n## 甲\n\n{0}\n\n## 乙\n\n{1}\n\n## 丙\n\n{0}\n",
        article(1),
        article(2)
    );
    let path = home.file("a.md", &text);
    let said = home.good(&["import", &path]);
    assert!(said.contains("第 3 节与第 1 节相同"), "{said}");
    // Another file with one of them, nearly.
    let path = home.file("b.txt", &format!("另一份\n\n{}加了几个字。\n", article(2)));
    let entry = &home.json(&["import", &path])[0];
    assert_eq!(entry["repeats"][0]["says"], "与《汇编》几乎相同");
    assert_eq!(entry["repeats"][0]["exact"], false);
    // What is repeated goes, and with it what was said of it.
    home.good(&["doc", "remove", "a"]);
    let path = home.file(
        "b.txt",
        &format!("另一份\n\n{}又加了几个字。\n", article(2)),
    );
    let entry = &home.json(&["import", &path])[0];
    assert_eq!(entry["repeats"], Value::Array(Vec::new()));
}

/// Prose with a paragraph that a page has cut.
const CUT: &str = "学而时习之，不亦说乎？有朋自远方来，不亦乐乎？这几句话说的是学习的快乐、交友的快乐，也说到一个\n\n人应当怎样对待别人的不理解。\n\n三人行，必有我师焉。择其善者而从之，其不善者而改之。身边的每一个人都有值得学习的地方，看见别人的短处也可以用来提醒自己。\n\n学而不思则罔，思而不学则殆。读书而不思考，就会迷惑；思考而不读书，就会疑惑不定。两件事缺一不可，古人早已说得十分明白了。\n";

#[test]
fn what_was_made_of_the_lines_is_told_and_forced_otherwise() {
    let home = Home::new();
    let path = home.file("cut.txt", CUT);
    let said = home.good(&["import", "--report", &path]);
    assert!(said.contains("看来是散文"), "{said}");
    assert!(said.contains("合并 1 处"), "{said}");
    assert!(said.contains("也说到一个 | 人应当怎样"), "{said}");
    let lines = || {
        home.good(&["doc", "export", "cut", "--format", "blocks"])
            .lines()
            .count()
    };
    assert_eq!(lines(), 3);
    let forced = home.json(&["import", "--as", "asis", "--report", &path]);
    assert_eq!(
        (&forced[0]["status"], &forced[0]["report"]["kind"]),
        (&"updated".into(), &"asis".into())
    );
    assert_eq!(lines(), 4);
    assert!(
        home.good(&["doc", "report", "cut"])
            .contains("按指定，原样")
    );
    assert_eq!(home.json(&["import", &path])[0]["status"], "known");
    home.good(&["import", "--as", "auto", &path]);
    assert_eq!(lines(), 3);
    let none = home.run(&["doc", "report", "guide-essays"]);
    assert_eq!(none.code, 1, "{none:?}");
}

#[test]
fn what_is_more_than_may_go_stays_until_a_person_says_so() {
    let home = Home::new();
    let pages: Vec<String> = (1..=12)
        .map(|page| {
            format!("学而时习之，不亦说乎？第{page}章说的是学习的次序和方法，前后都连着，这一页没有说完，要翻过去才知道后面写的是什么内容\n\n论学讲义第一卷温习与思考\n\n- {page} -\n\n，就是这样，读过的人都明白，没有读过的人也不难想见其中的次序和方法。\n")
        })
        .collect();
    let path = home.file("pages.txt", &pages.join("\n"));
    let ran = home.run(&["import", &path]);
    assert_eq!(ran.code, 0);
    assert!(
        ran.err.contains("超过 3%") && ran.err.contains("--removals all"),
        "{ran:?}"
    );
    let has_heads = || {
        home.good(&["doc", "export", "pages", "--format", "blocks"])
            .matches("- 7 -")
            .count()
    };
    assert_eq!(has_heads(), 1, "all is kept");
    let told = home.json(&["import", "--removals", "auto", "--report", &path]);
    let held = &told[0]["report"]["held"];
    assert!(held["characters"].as_u64() > Some(0), "{held}");
    let removed = home.run(&["import", "--removals", "all", &path]);
    assert_eq!((removed.code, removed.err.as_str()), (0, ""));
    assert_eq!(has_heads(), 0);
    home.good(&["import", "--removals", "none", &path]);
    assert_eq!(has_heads(), 1);
}
