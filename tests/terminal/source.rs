//! From a card to the passage it came from, and back.

use super::home::Home;
use super::steps::{open_session, today};
use super::view::View;
use std::fmt::Write;
use wengu::domain::deck::Note;
use wengu::io::decks::{parse_deck, shipped};

/// The notes of all shipped decks.
fn notes() -> Vec<Note> {
    shipped()
        .flat_map(|(name, text)| parse_deck(name, text).deck.unwrap().notes)
        .collect()
}

fn without_white_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn a_card_shows_its_passage_in_the_guide_while_the_original_is_missing() {
    let home = Home::new();
    let mut terminal = today(&home);
    let question = open_session(&mut terminal);
    terminal.send("s");
    terminal.wait_for("还没有导入");
    let header = terminal.look(|view| view.rows()[0].clone());
    assert!(header.contains("导读"), "{header}");
    // What is marked is a passage the guide quotes, or the heading of the section that treats it.
    let marked = terminal.look(View::marked);
    let known = notes()
        .into_iter()
        .filter_map(|note| note.source)
        .any(|source| {
            let section = source.headings().map(without_white_space);
            let passages = std::iter::once(without_white_space(&source.snippet)).chain(section);
            passages
                .into_iter()
                .any(|passage| same_words(&passage, &marked))
        });
    assert!(known, "{marked:?} is no passage of a card");
    terminal.send("q");
    terminal.wait_until("the same card", |view| {
        view.text() == question && view.has("新卡 20")
    });
}

/// Whether two headings or passages have the same letters and digits.
fn same_words(one: &str, other: &str) -> bool {
    let letters = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    letters(one) == letters(other)
}

#[test]
fn a_card_shows_its_passage_in_the_original_that_was_imported() {
    let home = Home::new();
    let mut terminal = today(&home);
    terminal.send("l");
    terminal.wait_for("书库");
    for work in [
        "think-tank-report-2024",
        "essays-2024",
        "study-material-2024-04",
    ] {
        let mut text =
            format!("+++\nid = \"{work}\"\ntitle = \"原文{work}\"\n+++\n\n# 原文{work}\n");
        for source in notes().into_iter().filter_map(|note| note.source) {
            if source.id.as_str() == work {
                write!(text, "\n前文。{}。后文。\n", source.snippet).unwrap();
            }
        }
        let path = home.write(&format!("{work}.md"), &text);
        terminal.send("i");
        terminal.wait_for("文件或文件夹：");
        terminal.send(path.to_str().unwrap());
        terminal.send("\r");
        terminal.wait_until("the imported document", |view| {
            view.rows()[0].contains(&format!("原文{work}")) && view.has("0%")
        });
        terminal.send("q");
        terminal.wait_for("书库");
    }
    terminal.send("q");
    terminal.wait_for("接下来：");
    let question = open_session(&mut terminal);
    terminal.send("s");
    terminal.wait_until("the original", |view| {
        view.rows()[0].contains("原文") && !view.marked().is_empty()
    });
    assert!(!terminal.look(|view| view.has("还没有导入")));
    let marked = terminal.look(View::marked);
    let sources = notes().into_iter().filter_map(|note| note.source);
    let snippets: Vec<String> = sources.map(|s| without_white_space(&s.snippet)).collect();
    assert!(
        snippets.contains(&marked),
        "{marked:?} is no card's snippet"
    );
    terminal.send("q");
    terminal.wait_until("the same card", |view| view.text() == question);
}
