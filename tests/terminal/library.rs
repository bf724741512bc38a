//! The Library: its order, its filter, what can be changed of a document; tables wider than a page.

use super::harness::{Setup, Terminal};
use super::home::Home;
use super::steps::today;

/// A document of one's own, wider than the page: the end of each row is out of sight.
fn import(home: &Home) {
    let cell = "这一格很长很长".repeat(6);
    let table = format!("| 甲 | 乙 |\n|---|---|\n| {cell} | 末格 |\n");
    let path = home.write("own.md", &format!("# 我的笔记\n\n开头。\n\n{table}"));
    let ran = home.run(&["import", path.to_str().unwrap()]);
    assert!(ran.status.success(), "{ran:?}");
}

/// The titles in the order of the list.
fn titles(terminal: &Terminal) -> Vec<String> {
    terminal.look(|view| {
        let rows = view.lines();
        let title = |row: &String| {
            row.split_at(2)
                .1
                .split("  ")
                .next()
                .unwrap()
                .trim()
                .to_owned()
        };
        rows.iter().map(title).collect()
    })
}

#[test]
fn order_filter_and_title_are_set_by_keys() {
    let home = Home::new();
    import(&home);
    let mut terminal = today(&home);
    terminal.send("l");
    terminal.wait_for("7 篇 · 按最近阅读");
    terminal.send("s");
    terminal.wait_for("7 篇 · 按标题");
    let shown = titles(&terminal);
    let mut sorted = shown.clone();
    sorted.sort();
    assert_eq!(shown, sorted);
    assert_eq!(shown.len(), 7);

    terminal.send("/我的");
    terminal.wait_for("1/7 篇");
    assert_eq!(titles(&terminal), ["我的笔记"]);
    terminal.send("\r");
    terminal.wait_for("按 Esc 列出全部");
    terminal.send("R");
    terminal.wait_for("新标题：我的笔记");
    terminal.send("（一）\r");
    terminal.wait_for("已改名：我的笔记（一）");
    terminal.send("A");
    terminal.wait_for("作者（可留空）：");
    terminal.send("某人\r");
    terminal.wait_for("作者改为：某人");
    terminal.send("\x1b");
    terminal.wait_for("7 篇 · 按标题");
    terminal.send("q");
    terminal.wait_for("接下来：");
    terminal.quit();
    let listed = home.run(&["doc", "list"]);
    let listed = String::from_utf8(listed.stdout).unwrap();
    assert!(listed.contains("我的笔记（一）"), "{listed}");

    let mut again = Setup::new(&home).start();
    again.wait_for("接下来：");
    again.send("l");
    again.wait_for("7 篇 · 按标题");
    // What is built in cannot be changed: the keys are not offered for it, and say why.
    again.send("g");
    again.send("g");
    again.wait_until("no key that does nothing", |view| {
        view.footer().contains("速览") && !view.footer().contains("改名")
    });
    again.send("R");
    again.wait_for("自带的文档不能改动或移除");
}

#[test]
fn a_document_that_was_imported_is_under_the_cursor_afterwards() {
    let home = Home::new();
    let path = home.write("own.md", "# 我的笔记\n\n开头。\n");
    let mut terminal = today(&home);
    terminal.send("l");
    terminal.wait_for("6 篇");
    terminal.send("ji");
    terminal.wait_for("文件或文件夹：");
    terminal.send(&format!("{}\r", path.display()));
    terminal.wait_for("已导入：我的笔记");
    terminal.send("q");
    terminal.wait_for("7 篇");
    terminal.wait_until("the cursor", |view| {
        let rows = view.lines();
        rows.iter().any(|row| row.contains("> 我的笔记"))
    });
}

#[test]
fn a_wide_table_is_looked_at_sideways() {
    let home = Home::new();
    import(&home);
    let mut terminal = today(&home);
    terminal.send("l/我的\r\r");
    terminal.wait_for("开头。");
    assert!(terminal.look(|view| view.has("›") && !view.has("末格")));
    for _ in 0..20 {
        terminal.send("}");
    }
    terminal.wait_until("the end of the row", |view| {
        view.has("末格") && view.has("‹")
    });
    assert!(terminal.look(|view| view.has("开头。")), "prose stays");
    for _ in 0..20 {
        terminal.send("{");
    }
    terminal.wait_until("its beginning", |view| view.has("›") && !view.has("‹"));
}
