//! Quizzes answered with the mouse: answers and sets that are clicked, and what is longer than the
//! screen moved by the wheel.

use super::harness::{Setup, Terminal};
use super::home::Home;
use super::mouse::click;
use super::view::View;

const DECK: &str = r#"
id = "rivers"
title = "江河"

[[note]]
id = "yangtze"
kind = "profile"
subject = "长江"
fields = [{ name = "入海处", value = "上海" }]

[[note]]
id = "yellow"
kind = "profile"
subject = "黄河"
fields = [{ name = "入海处", value = "山东" }]

[[note]]
id = "pearl"
kind = "profile"
subject = "珠江"
fields = [{ name = "入海处", value = "广东" }]

[[note]]
id = "names"
kind = "contrast"
prompt = "名为“江”和名为“河”的大河，各有哪些？"
difference = "南方多称江，北方多称河。"
sets = [
    { name = "江", items = ["长江", "珠江"] },
    { name = "河", items = ["黄河", "淮河"] },
]
"#;

fn quiz(home: &Home, deck: &str, mode: &str, rows: u16) -> Terminal {
    let file = home.write("quiz.toml", deck);
    let added = home.run(&["deck", "add", file.to_str().unwrap()]);
    assert!(added.status.success(), "{added:?}");
    let wish = ["quiz", "--deck", "江河", "--mode", mode, "-n", "1"];
    let terminal = Setup::new(home).arguments(&wish).size(80, rows).start();
    terminal.wait_for("测验 · 江河");
    terminal
}

/// Clicks into the row where this stands.
#[track_caller]
fn click_on(terminal: &mut Terminal, text: &str) {
    terminal.wait_for(text);
    let place = terminal.look(|view| view.place_of(text)).unwrap();
    click(terminal, place);
}

fn wheel(terminal: &mut Terminal, down: bool) {
    let button = if down { 65 } else { 64 };
    terminal.send(&format!("\x1b[<{button};10;5M"));
}

#[test]
fn an_answer_is_clicked_and_the_suggestion_too() {
    let home = Home::new();
    let mut terminal = quiz(&home, DECK, "choice", 24);
    terminal.wait_for("选哪一个？");
    let asked = terminal.look(View::text);
    let rivers = [("长江", "上海"), ("黄河", "山东"), ("珠江", "广东")];
    let (_, sea) = rivers
        .iter()
        .find(|(river, _)| asked.contains(river))
        .unwrap();
    click_on(&mut terminal, sea);
    terminal.wait_for("选对了。");
    click_on(&mut terminal, "[3 良好]");
    terminal.wait_for("测验完了");
    terminal.quit();
    home.assert_sound();
}

#[test]
fn items_are_clicked_into_their_sets() {
    let home = Home::new();
    let mut terminal = quiz(&home, DECK, "sort", 24);
    for n in 1..=4 {
        terminal.wait_for(&format!("（{n}/4）"));
        let river = terminal.look(|view| {
            view.has(&format!("（{n}/4）长江")) || view.has(&format!("（{n}/4）珠江"))
        });
        click_on(&mut terminal, if river { "1. 江" } else { "2. 河" });
    }
    terminal.wait_for("放对 4 项，共 4 项。");
    // A figure too many is no grade.
    terminal.send("1");
    terminal.send("\x0c");
    terminal.wait_for("[3 良好]");
    terminal.quit();
    assert_eq!(home.entries(["practice"]), [0]);
}

#[test]
fn the_wheel_moves_a_long_question_and_a_long_answer() {
    let home = Home::new();
    let long = "水往低处流是一件说来话长的事情。".repeat(30);
    let deck = format!(
        "id = \"rivers\"\ntitle = \"江河\"\n[[note]]\nid = \"long\"\nkind = \"basic\"\n\
         question = \"{long}问完。\"\nanswer = \"{long}答完。\"\n"
    );
    let mut terminal = quiz(&home, &deck, "flip", 12);
    let beginning = terminal.look(View::rows)[1].clone();
    for end in ["问完。", "答完。"] {
        let top = terminal.look(View::text);
        assert!(!top.contains(end));
        for _ in 0..30 {
            wheel(&mut terminal, true);
        }
        terminal.wait_for(end);
        for _ in 0..30 {
            wheel(&mut terminal, false);
        }
        terminal.wait_until("the beginning again", |view| view.rows()[1] == beginning);
        terminal.send(" ");
        terminal.wait_for("1 重来");
    }
    terminal.quit();
}
