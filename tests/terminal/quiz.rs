//! Quizzes: words typed and pasted, mended in the middle, judged; suggestions taken and changed.

use super::harness::{Setup, Terminal};
use super::home::Home;
use super::view::View;
use std::time::Duration;

const DECK: &str = r#"
id = "water"
title = "水"

[[note]]
id = "water-laozi"
kind = "formulation"
cue = "老子怎样以水喻善？"
wording = "上善若水。水善利万物而不争，处众人之所恶，故几于道。"
who = "老子"
when = "春秋"
where = "《道德经》第八章"

[[note]]
id = "water-cycle"
kind = "list"
prompt = "水循环有哪几步？"
items = ["蒸发", "凝结", "降水", "径流"]
ordered = true
"#;

const WORDING: &str = "上善若水。水善利万物而不争，处众人之所恶，故几于道。";

/// Pastes, as a terminal does that was asked to tell.
fn paste(terminal: &mut Terminal, text: &str) {
    terminal.send(&format!("\x1b[200~{text}\x1b[201~"));
}

fn quiz(home: &Home, arguments: &[&str]) -> Terminal {
    let file = home.write("water.toml", DECK);
    assert!(
        home.run(&["deck", "add", file.to_str().unwrap()])
            .status
            .success()
    );
    let mut all = vec!["quiz", "--deck", "water"];
    all.extend(arguments);
    let terminal = Setup::new(home).arguments(&all).start();
    terminal.wait_for("测验 · 水");
    terminal
}

#[test]
fn a_slip_in_the_middle_is_mended_and_the_suggestion_is_taken() {
    let home = Home::new();
    let mut terminal = quiz(&home, &["--mode", "recite", "--grade"]);
    terminal.wait_for("写完按回车");
    // As an input method commits it, and the rest pasted.
    terminal.send("上善诺水。");
    paste(&mut terminal, "水善利万物而不争，处众人之所恶，");
    terminal.send("故几于道");
    terminal.wait_for("上善诺水。水善利万物而不争，处众人之所恶，故几于道");
    // To the slip, over wide characters: from the start three to the right.
    terminal.send("\x01\x1b[C\x1b[C\x1b[C\x7f若");
    terminal.wait_for("上善若水。水善利万物而不争，处众人之所恶，故几于道");
    let question = terminal.look(View::rows);
    let row = question
        .iter()
        .position(|row| row.contains("上善若水"))
        .unwrap();
    let start = 4;
    assert_eq!(terminal.look(View::cursor), (start + 6, row as u16));
    // What was typed last goes and comes back.
    terminal.send("\x1a");
    terminal.wait_for("上善水。");
    terminal.send("\x19");
    terminal.wait_for("上善若水。");
    terminal.send("\r");
    terminal.wait_for("全对，22 字");
    terminal.wait_for("[3 良好]");
    terminal.send(" ");
    terminal.wait_for("测验完了");
    let log = home.log();
    assert_eq!(
        (log.len(), log[0].0.as_str(), &log[0].1["grade"]),
        (1, "grade", &3.into())
    );
    terminal.quit();
    home.assert_sound();
}

#[test]
fn hints_lower_the_suggestion_which_is_changed_and_taken_back() {
    let home = Home::new();
    let mut terminal = quiz(&home, &["--mode", "recite", "--grade"]);
    terminal.wait_for("写完按回车");
    terminal.send("\t");
    terminal.wait_for("提示：22 个字");
    terminal.send("\t");
    terminal.wait_for("提示：第一个字是“上”");
    paste(&mut terminal, WORDING);
    terminal.send("\r");
    terminal.wait_for("[1 重来]");
    terminal.send("2");
    terminal.wait_for("测验完了");
    assert_eq!(home.log()[0].1["grade"], 2);
    // The answer is taken back, and the card asked again.
    terminal.send("u");
    terminal.wait_for("已撤销「困难」");
    terminal.wait_for("写完按回车");
    assert_eq!(home.answered_cards(), []);
    terminal.send("\x03");
    terminal.wait_exit(Duration::from_secs(5));
    home.assert_sound();
}

#[test]
fn a_quiz_changes_no_schedule_and_words_are_typed_on_from_a_slip() {
    let home = Home::new();
    let mut terminal = quiz(&home, &["--mode", "recite"]);
    terminal.wait_for("写完按回车");
    paste(&mut terminal, "上善若水水善利万物而不争处重人之所恶");
    terminal.send("\r");
    terminal.wait_for("同音 1（～），漏 4（－）");
    terminal.send("c");
    terminal.wait_for("以前有 2 处背错过");
    terminal.wait_for("上善若水。水善利万物而不争，处");
    paste(&mut terminal, "众人之所恶，故几于道");
    terminal.send("\r");
    terminal.wait_for("全对，22 字，以前错过 5（＊）");
    // As the first attempt was.
    terminal.wait_for("[2 困难]");
    terminal.send(" ");
    terminal.wait_for("这次测验不影响复习安排");
    assert_eq!(home.entries(["practice", "grade"]), [1, 0]);
    assert_eq!(home.answered_cards(), []);
    terminal.quit();
    home.assert_sound();
}

#[test]
fn where_words_failed_is_known_after_a_restart_and_an_edit_until_it_is_taken_back() {
    const EARLIER: &str = "以前背错过：漏“故几于道”；“众”写成“重”";
    let home = Home::new();
    let mut terminal = quiz(&home, &["--mode", "recite", "--grade"]);
    terminal.wait_for("写完按回车");
    paste(&mut terminal, "上善若水水善利万物而不争处重人之所恶");
    terminal.send("\r");
    terminal.wait_for("同音 1（～），漏 4（－）");
    terminal.send("3");
    terminal.wait_for("背错：漏“故几于道”；“众”写成“重”");
    terminal.quit();
    // The card is edited: what stands around the places moves, and partly changes.
    let edited = DECK.replace("上善若水。水善利万物", "老子曰：上善若水。水善利萬物");
    std::fs::write(home.path().join("data/decks/water.toml"), edited).unwrap();
    let card = home.run(&["card", "show", "water-laozi/wording"]);
    let shown = String::from_utf8_lossy(&card.stdout).into_owned();
    assert!(
        shown.contains("背错：漏“故几于道”；“众”写成“重”"),
        "{shown}"
    );
    let again = ["quiz", "--deck", "water", "--mode", "recite", "--grade"];
    let mut terminal = Setup::new(&home).arguments(&again).start();
    terminal.wait_for("以前有 2 处背错过");
    terminal.send("\t\t\t");
    terminal.wait_for("c Zr z s e G J Y D（大写");
    paste(
        &mut terminal,
        "老子曰上善若水水善利萬物而不争处众人之所恶故几于道",
    );
    terminal.send("\r");
    terminal.wait_for("全对，25 字，以前错过 5（＊）");
    terminal.wait_for(EARLIER);
    // The answer is taken back, and after it the one that failed.
    terminal.send("3");
    terminal.wait_for("测验完了");
    terminal.send("u");
    terminal.wait_for("以前有 2 处背错过");
    terminal.send("\x1b");
    terminal.wait_for("题型：翻卡");
    terminal.send("u");
    terminal.wait_for("写完按回车");
    terminal.wait_until("no slips", |view| !view.has("背错过"));
    terminal.send("\x03");
    terminal.wait_exit(Duration::from_secs(5));
    home.assert_sound();
}

#[test]
fn items_are_named_and_told() {
    let home = Home::new();
    let mut terminal = quiz(&home, &["--mode", "recall"]);
    terminal.wait_for("还有 4 项");
    terminal.send("蒸发\r");
    terminal.wait_for("✓ 蒸发");
    terminal.send("下雨\r");
    terminal.wait_for("没有这一项：下雨");
    terminal.send("\t");
    terminal.wait_for("○ 凝结（提示）");
    terminal.wait_until("nothing unknown", |view| !view.has("没有这一项"));
    terminal.send("降水、径流\r");
    terminal.wait_for("答出 3 项，共 4 项；1 项提示（○）");
    terminal.wait_for("[2 困难]");
    terminal.quit();
}

#[test]
fn an_unknown_tag_is_an_error_that_names_the_tags_there_are() {
    let home = Home::new();
    let output = home.run(&["quiz", "--tag", "没有这个标签"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("没有标签“没有这个标签”"), "{said}");
    assert!(said.contains("有的标签："), "{said}");
}

#[test]
fn a_quiz_that_is_left_says_what_comes_again_today_and_the_next_one_asks_what_was_not_met() {
    let home = Home::new();
    let mut terminal = quiz(&home, &["--mode", "flip", "--grade"]);
    terminal.wait_for("还有 2 张");
    let first = terminal.look(View::text).contains("以水喻善");
    terminal.send(" 1");
    terminal.wait_for("还有 1 张");
    terminal.send("q");
    terminal.wait_for("测验先到这里");
    terminal.wait_for("没答上来的：");
    terminal.wait_for("其中 1 张今天还要再来");
    assert!(terminal.look(|view| view.footer().contains("接着测验")));
    terminal.send("q");
    terminal.wait_exit(Duration::from_secs(5));
    let again = ["quiz", "--deck", "water", "--mode", "flip", "-n", "1"];
    let mut terminal = Setup::new(&home).arguments(&again).start();
    terminal.wait_for(if first { "水循环" } else { "以水喻善" });
    // Practice is taken back too.
    terminal.send(" 1");
    terminal.wait_for("测验完了");
    terminal.send("u");
    terminal.wait_for("已撤销「不记得」");
    terminal.wait_for("还有 1 张");
    assert_eq!(home.entries(["practice", "revert"]), [1, 1]);
    terminal.send("q");
    terminal.wait_exit(Duration::from_secs(5));
    home.assert_sound();
}
