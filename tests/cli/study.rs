//! Commands about decks, cards and their log.

use super::home::{DECK, Home, ids};
use serde_json::Value;
use std::fs;
use wengu::domain::id::{CardId, DeviceId};
use wengu::domain::srs::{Grade, Occasion, ScheduleRules, Scheduler};
use wengu::domain::time::{Moment, Timestamp};
use wengu::io::store::{Place, Store};

#[test]
fn a_deck_is_checked_added_and_replaced() {
    let home = Home::new();
    let deck = home.file("mine.toml", DECK);
    assert!(home.good(&["deck", "check", &deck]).contains("没有问题"));
    assert!(
        home.good(&["deck", "add", &deck])
            .contains("已加入：我的卡组，1 张卡")
    );
    assert!(home.good(&["deck", "add", &deck]).contains("已更新"));
    assert!(ids(&home.json(&["card", "list", "--deck", "我的"])).contains(&"n1/answer"));
    assert_eq!(home.json(&["deck", "list"]).len(), 8);

    let bad = home.file(
        "bad.toml",
        "id = 'x'\ntitel = ''\n[[note]]\nid = 'n'\nkind = 'basc'\n",
    );
    let found = home.run(&["deck", "check", &bad]);
    assert_eq!(found.code, 1);
    for part in [
        "bad.toml:2:1：",
        "bad.toml:5:8：",
        "“title”",
        "“basic”",
        "错误 2 处",
    ] {
        assert!(found.out.contains(part), "{found:?}");
    }
    let refused = home.run(&["deck", "add", &bad]);
    assert_eq!(
        (refused.code, refused.err.lines().count()),
        (1, 2),
        "{refused:?}"
    );
}

#[test]
fn missing_ids_are_written_into_a_deck() {
    let home = Home::english();
    let note = "[[note]]\nkind = 'basic'\nquestion = 'q'\nanswer = 'a'\n";
    let path = home.file(
        "home/data/decks/my.toml",
        &format!("id = 'my'\ntitle = 't'\n# !\n{note}"),
    );
    let told = home.run(&["deck", "list"]).err;
    assert!(told.contains("wengu deck ids FILE"), "{told}");
    assert!(home.good(&["deck", "ids", &path]).contains("my-1"));
    let written = fs::read_to_string(&path).unwrap();
    assert_eq!(
        written.replace("id = \"my-1\"\n", ""),
        format!("id = 'my'\ntitle = 't'\n# !\n{note}")
    );
    assert!(
        home.good(&["deck", "ids", &path])
            .contains("nothing was changed")
    );
    assert!(ids(&home.json(&["card", "list", "--deck", "my"])).contains(&"my-1/answer"));
    let broken = home.run(&["deck", "ids", &home.file("broken.toml", "id = ")]);
    assert_eq!(broken.code, 1);
    assert!(broken.err.contains("broken.toml:1:"), "{broken:?}");
}

#[test]
fn an_overlay_changes_a_shipped_note_and_is_checked() {
    let home = Home::english();
    let overlay = |text: &str| home.file("home/data/decks/overlay/mine.toml", text);
    let first = home.json(&["queue"])[0]["id"].as_str().unwrap().to_owned();
    let (note, _) = first.split_once('/').unwrap();
    let path = overlay(&format!("[[note]]\nid = '{note}'\nsuspended = true\n"));
    home.good(&["deck", "check"]);
    let shown = home.json(&["card", "show", &first]);
    assert_eq!(shown[0]["state"]["suspended"], true, "{shown:?}");
    let queue = home.json(&["queue"]);
    assert!(!queue.is_empty() && !ids(&queue).contains(&first.as_str()));
    overlay("[[note]]\nid = 'rel-five-pair'\n");
    for args in [&["deck", "check"][..], &["deck", "check", &path]] {
        let found = home.run(args);
        assert_eq!(found.code, 1, "{found:?}");
        assert!(
            found
                .out
                .contains("mine.toml:2:6: there is no note `rel-five-pair`"),
            "{found:?}"
        );
        assert!(
            found.out.contains("did you mean `rel-five-pairs`"),
            "{found:?}"
        );
    }
}

#[test]
fn a_warning_about_a_deck_is_no_fault() {
    let home = Home::new();
    home.good(&["import", &home.file("work.txt", "原文\n\n这里有一句话。")]);
    let source = |snippet: &str| {
        format!("[note.source]\nid = 'work'\nsection = '原文'\nsnippet = '{snippet}'\n")
    };
    let deck = home.file("a.toml", &format!("{DECK}{}", source("没有的话")));
    let found = home.run(&["deck", "check", &deck]);
    assert_eq!(found.code, 0, "{found:?}");
    assert!(
        found.out.contains("警告") && found.out.contains("a.toml:4:6"),
        "{found:?}"
    );
    let deck = home.file("a.toml", &format!("{DECK}{}", source("有一句")));
    assert!(home.good(&["deck", "check", &deck]).contains("没有问题"));
}

#[test]
fn cards_are_shown_with_both_sides_and_json_is_safe_to_print() {
    let home = Home::new();
    home.good(&["deck", "add", &home.file("mine.toml", DECK)]);
    let card = home.good(&["card", "show", "n1/answer"]);
    assert!(card.contains("温故？") && card.contains("复习。"), "{card}");
    let raw = home.good(&["card", "show", "n1/answer", "--json"]);
    assert!(raw.contains("何谓\\u202e温故"), "{raw}");
    let shown = home.json(&["card", "show", "n1/answer"]);
    assert_eq!(shown[0]["question"], "何谓\u{202E}温故？");
    assert_eq!(shown[0]["state"]["phase"], "new");
    assert!(!home.good(&["card", "list"]).contains('\u{202E}'));
}

#[test]
fn the_queue_has_the_cards_of_today_and_their_kinds() {
    let home = Home::new();
    let queue = home.json(&["queue"]);
    assert_eq!(queue.len(), 20);
    assert!(queue.iter().all(|card| card["kind"] == "new"));
    let bases = home.json(&["queue", "--deck", "四大工业基地"]);
    assert!(!bases.is_empty() && bases.iter().all(|card| card["deck"] == "industrial-bases"));
    assert!(home.good(&["queue"]).contains(" 1  新卡"));
}

#[test]
fn what_happened_to_a_card_is_its_history() {
    let home = Home::new();
    home.good(&["today"]);
    let place = Place {
        database: home.wengu.join("data/wengu.db"),
        backups: home.wengu.join("data/backups"),
    };
    let now = Moment {
        at: Timestamp(1_772_323_200_000),
        offset_s: 8 * 3600,
    };
    let mut store = Store::open(&place, DeviceId::new("other"), now.at).unwrap();
    let scheduler = Scheduler::new(ScheduleRules::default()).unwrap();
    for (id, grade) in [
        ("base-four/items", Grade::Again),
        ("rel-two-lists/difference", Grade::Easy),
        ("rel-five-pairs/items", Grade::Good),
    ] {
        let card = store.card(&CardId::new(id)).unwrap();
        let event = scheduler.grade(&card.state, grade, 1500, &Occasion::of(&card.id, now));
        store.record(&event, now).unwrap();
    }
    store.undo(now).unwrap();
    drop(store);

    let card = home.good(&["card", "show", "base-four/items"]);
    let graded = "2026-03-01 08:00  重来，下次 2026-03-01 08:01";
    assert!(
        card.contains("答过 1 次") && card.contains(graded),
        "{card}"
    );
    let undone = &home.json(&["card", "show", "rel-five-pairs/items"])[0];
    assert_eq!(
        (&undone["history"][0]["undone"], &undone["state"]["reps"]),
        (&true.into(), &0.into())
    );
    let easy = &home.json(&["card", "show", "rel-two-lists/difference"])[0];
    assert_eq!(
        (&easy["state"]["phase"], &easy["history"][0]["grade"]),
        (&"review".into(), &4.into())
    );
    let queue = home.json(&["queue"]);
    let learning: Vec<&Value> = queue
        .iter()
        .filter(|card| card["kind"] == "learning")
        .collect();
    assert_eq!(learning.len(), 1);
    assert_eq!(learning[0]["id"], "base-four/items");
    let today = &home.json(&["today"])[0];
    assert_eq!(
        (&today["answered"], &today["streak_days"]),
        (&2.into(), &1.into())
    );
    home.good(&["check"]);
}

#[test]
fn a_sound_home_passes_the_check_and_a_changed_state_does_not() {
    let home = Home::new();
    let parts = home.json(&["check"]);
    assert_eq!(
        ids(&parts),
        ["database", "log", "states", "days", "decks", "sources"]
    );
    assert_eq!(home.good(&["check"]).matches("正常").count(), parts.len());

    let database = rusqlite::Connection::open(home.wengu.join("data/wengu.db")).unwrap();
    let changed = database.execute("UPDATE card SET reps = 7 WHERE id = 'base-four/items'", []);
    assert_eq!(changed.unwrap(), 1);
    drop(database);
    let found = home.run(&["check"]);
    assert_eq!(found.code, 1, "{found:?}");
    assert!(found.out.contains("base-four/items"), "{found:?}");
    assert_eq!(found.out.matches("有错").count(), 1, "{found:?}");
}

#[test]
fn a_brief_is_printed_in_the_order_of_its_document() {
    let home = Home::new();
    let sheet = home.good(&["brief", "guide-think-tank-report", "--print"]);
    assert!(
        sheet.starts_with("# 《更好赋能中国繁荣世界》导读\n"),
        "{sheet}"
    );
    let place = |text: &str| {
        sheet
            .find(text)
            .unwrap_or_else(|| panic!("{text}: {sheet}"))
    };
    assert!(place("## 1.2.2 供给与需求") < place("## 1.2.4 物质与文明"));
    assert!(place("> 发展新质生产力要谋“新”，更要重“质”。\n>\n> ——课题组报告第二章2.3") > 0);

    let deck = home.good(&["brief", "五对"]);
    assert!(
        deck.starts_with("# 五对关系\n") && deck.contains("\n> ——"),
        "{deck}"
    );
    assert!(
        home.good(&["brief", "供给与需求"])
            .starts_with("# 供给与需求\n"),
        "a tag"
    );
    assert!(home.good(&["brief"]).starts_with("# 今天\n"));

    home.good(&[
        "import",
        &home.file("plain.md", "# 提纲\n\n## 甲\n\n文。\n\n## 乙\n\n文。\n"),
    ]);
    assert_eq!(
        home.good(&["brief", "提纲"]),
        "# 提纲\n\n- 提纲\n  - 甲\n  - 乙\n"
    );
    let missed = home.run(&["brief", "没有的东西"]);
    assert_eq!(
        (missed.code, missed.err.lines().count()),
        (1, 1),
        "{missed:?}"
    );
}

#[test]
fn a_card_that_was_set_aside_is_brought_back() {
    let home = Home::new();
    let queued = || ids(&home.json(&["queue"])).contains(&"rel-five-pairs/items");
    assert!(queued());
    assert!(
        home.good(&["card", "suspend", "rel-five-pairs/items"])
            .contains("card resume")
    );
    assert!(!queued());
    home.good(&["card", "resume", "rel-five-pairs/items"]);
    assert!(queued());
    assert_eq!(home.run(&["card", "resume", "none/items"]).code, 1);
    home.good(&["check"]);
}
