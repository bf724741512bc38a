//! What a person does on the way to what a test is about.

use super::harness::{Setup, Terminal};
use super::home::Home;
use super::view::View;

/// The very first start, in Chinese at 80x24, past the welcome: Today.
pub(super) fn today(home: &Home) -> Terminal {
    past_the_welcome(Setup::new(home))
}

/// The very first start, in Chinese, past the welcome: Today.
pub(super) fn past_the_welcome(setup: Setup) -> Terminal {
    let mut terminal = setup.start();
    terminal.wait_for("按任意键开始。");
    terminal.send("z");
    terminal.wait_for("接下来：");
    terminal
}

/// From Today to the first page of the first document.
pub(super) fn begin_reading(terminal: &mut Terminal) {
    terminal.send("c");
    terminal.wait_for("怎样读这份报告");
}

/// Goes on by a page.
pub(super) fn turn_the_page(terminal: &mut Terminal) {
    let before = terminal.look(View::text);
    terminal.send(" ");
    terminal.wait_until("another page", |view| view.text() != before);
}

/// The very first start, in Chinese at 80x24: the second page of the first document.
pub(super) fn reading(home: &Home) -> Terminal {
    let mut terminal = today(home);
    begin_reading(&mut terminal);
    turn_the_page(&mut terminal);
    terminal
}

/// From Today into a session in which nothing was answered yet; the question of its first card.
pub(super) fn open_session(terminal: &mut Terminal) -> String {
    terminal.send("r");
    terminal.wait_for("新卡 20 · 学习中 0 · 到期 0");
    terminal.look(View::text)
}

/// Shows the answer and gives a grade.
pub(super) fn answer(terminal: &mut Terminal, grade: &str) {
    terminal.send(" ");
    terminal.wait_for("1 重来");
    terminal.send(grade);
    terminal.wait_until("the next question", |view| !view.has("1 重来"));
}
