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
    terminal.send("t");
    terminal.wait_for("这张卡放进今天的复习了");
    terminal.wait_for("第 3 张，共");
    terminal.send("1");
    terminal.wait_for("没答上来。");
    terminal.send(" ");
    terminal.wait_for("第 4 张，共");
    assert_eq!(home.entries(["practice", "ask", "grade"]), [3, 1, 0]);
    let log = home.log();
    let right: Vec<_> = log
        .iter()
        .filter_map(|(_, said)| said["right"].as_bool())
        .collect();
    assert_eq!(right, [true, false, false]);
    let [missed, ..] = [&log[1].1["card"], &log[2].1["card"]];
    assert_eq!(
        missed, &log[2].1["card"],
        "the one that was missed is asked for"
    );

    terminal.send("q");
    // Twenty new ones, and the one that was asked for.
    terminal.wait_for("接下来：复习 21 张卡");
    terminal.send("r");
    terminal.wait_for("新卡 21 · 学习中 0 · 到期 0");
    terminal.quit();
    home.assert_sound();
}
