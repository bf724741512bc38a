//! The brief before a session: the sheet, the run-through, and what of it is kept.

use super::home::Home;
use super::steps::today;
use super::view::View;

#[test]
fn a_card_that_was_missed_is_put_into_todays_queue_by_one_key() {
    let home = Home::new();
    let mut terminal = today(&home);
    terminal.send("B");
    terminal.wait_for("时长：10 分钟");
    terminal.send("-");
    terminal.wait_for("时长：9 分钟");
    terminal.send(" ");
    terminal.wait_until("the sheet", |view| view.footer().contains("继续"));
    // The sheet is read page by page; then the cards come.
    while !terminal.look(|view| view.has("看答案")) {
        let before = terminal.look(View::rows);
        terminal.send(" ");
        terminal.wait_until("the next page, or a card", |view| {
            let whole = view.has("看答案") || view.footer().contains("继续");
            whole && view.rows() != before
        });
    }
    terminal.wait_for("第 1 张，共");
    terminal.send(" ");
    terminal.wait_for("空格 记得");
    terminal.send(" ");
    terminal.wait_for("第 2 张，共");
    // Not known, and seen to be so without the answer having been asked for.
    terminal.send("1");
    terminal.wait_for("没答上来。按 t 放进今天的复习，按 空格 继续。");
    // It is among today's new cards by itself.
    terminal.send("t");
    terminal.wait_for("这张卡已经在今天的复习里");
    assert_eq!(home.entries(["practice", "ask", "grade"]), [2, 0, 0]);
    let mut shown = 2;
    while !terminal.look(|view| view.has("这张卡放进今天的复习了")) {
        terminal.send(" ");
        shown += 1;
        terminal.wait_for(&format!("第 {shown} 张，共"));
        terminal.send("1");
        terminal.wait_for("没答上来。");
        terminal.send("t");
        terminal.wait_for("今天的复习");
        terminal.wait_until("whether it is asked for", |view| {
            view.has("这张卡放进今天的复习了") || view.has("这张卡已经在今天的复习里")
        });
    }
    terminal.wait_for(&format!("第 {} 张，共", shown + 1));
    assert_eq!(home.entries(["practice", "ask", "grade"]), [shown, 1, 0]);
    let log = home.log();
    let right = log.iter().filter(|(_, said)| said["right"] == true);
    assert_eq!(right.count(), 1);
    let [.., missed, asked] = &log[..] else {
        panic!("{log:?}");
    };
    assert_eq!(missed.1["card"], asked.1["card"]);

    terminal.send("q");
    // Twenty new ones, and the one that was asked for.
    terminal.wait_for("接下来：复习 21 张卡");
    terminal.send("r");
    terminal.wait_for("新卡 21 · 学习中 0 · 到期 0");
    terminal.quit();
    home.assert_sound();
}
