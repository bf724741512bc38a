//! The screens with 100 documents and 100,000 cards in 20 decks, 30 % new and 5 % due:
//! `cargo bench --bench screens`.
//!
//! The library is made once in a temporary folder; `WENGU_BENCH_HOME` names a folder to make it in
//! and to keep, for measuring the program from outside with `WENGU_HOME`.

// A bench that cannot set itself up has nothing to say.
#![allow(clippy::unwrap_used)]

mod cards;

use cards::NOW;
use divan::Bencher;
use jiff::tz::TimeZone;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use wengu::app::action::Action;
use wengu::app::area::Size;
use wengu::app::model::Start;
use wengu::app::msg::Msg;
use wengu::domain::id::DocId;
use wengu::io::clock::Clock;
use wengu::io::paths::Paths;
use wengu::runtime::{Screens, World, take_in};

const DECKS: usize = 20;
const NOTES_PER_DECK: usize = 5_000;
const DOCUMENTS: usize = 100;
/// Bytes of each document but the last, which is a hundred times as long.
const DOCUMENT_BYTES: usize = 100_000;
const SIZE: Size = Size {
    width: 80,
    height: 24,
};

static HOME: LazyLock<PathBuf> = LazyLock::new(|| {
    let kept = std::env::var_os("WENGU_BENCH_HOME").map(PathBuf::from);
    let home = kept.unwrap_or_else(|| tempfile::tempdir().unwrap().keep());
    if !home.join("data/wengu.db").exists() {
        fill(&home);
    }
    home
});

fn main() {
    divan::main();
}

fn world(home: &Path) -> World {
    World::at(
        Paths::in_home(home),
        Clock::starting_at(NOW.at, TimeZone::UTC),
    )
    .unwrap()
}

fn fill(home: &Path) {
    let decks = home.join("data/decks");
    fs::create_dir_all(&decks).unwrap();
    for deck in 0..DECKS {
        let mut text = format!("id = \"deck-{deck}\"\ntitle = \"卡组 {deck}\"\n");
        for n in 0..NOTES_PER_DECK {
            writeln!(
                text,
                "[[note]]\nid = \"n-{deck}-{n}\"\nkind = \"basic\"\n\
                 question = \"第 {deck} 组第 {n} 问：新质生产力的特点是什么？\"\n\
                 answer = \"特点是创新，关键在质优，本质是先进生产力。\""
            )
            .unwrap();
        }
        fs::write(decks.join(format!("deck-{deck}.toml")), text).unwrap();
    }
    let mut world = world(home);
    cards::spread_states(&home.join("data/wengu.db"));
    let sentence = "新质生产力是创新起主导作用，摆脱传统经济增长方式、“生产力”发展路径，具有高科技、\
                    高效能、高质量特征的先进生产力质态——2024年，3.2%与AI并举。";
    for n in 0..DOCUMENTS {
        let bytes = DOCUMENT_BYTES * if n + 1 == DOCUMENTS { 100 } else { 1 };
        let mut text = format!("文档 {n}\n\n");
        while text.len() < bytes {
            for paragraph in 1..8 {
                writeln!(text, "{}\n", sentence.repeat(paragraph)).unwrap();
            }
        }
        let path = home.join(format!("doc-{n}.txt"));
        fs::write(&path, text).unwrap();
        take_in(&mut world.store, &path, NOW.at).unwrap();
    }
    world.store.checkpoint().unwrap();
}

fn buffer() -> Buffer {
    Buffer::empty(Rect::new(0, 0, SIZE.width, SIZE.height))
}

/// Everything from nothing to a painted screen, the process itself aside.
fn first_frame(start: Start) -> Buffer {
    let (mut screens, _answers) = Screens::new(world(&HOME), start, SIZE).unwrap();
    screens.take(Msg::Started);
    let mut buffer = buffer();
    screens.paint(&mut buffer);
    buffer
}

fn reader(document: &str) -> Screens {
    let start = Start::Read(DocId::new(document));
    let (mut screens, _answers) = Screens::new(world(&HOME), start, SIZE).unwrap();
    screens.take(Msg::Started);
    screens
}

#[divan::bench]
fn start_to_first_today_frame(bencher: Bencher) {
    let text: String = first_frame(Start::Today)
        .content()
        .iter()
        .map(ratatui::buffer::Cell::symbol)
        .collect();
    assert!(text.contains("220"), "{text}");
    bencher.bench_local(|| first_frame(Start::Today));
}

#[divan::bench]
fn start_to_first_page(bencher: Bencher) {
    first_frame(Start::Read(DocId::new("doc-99")));
    bencher.bench_local(|| first_frame(Start::Read(DocId::new("doc-99"))));
}

#[divan::bench]
fn start_to_first_card(bencher: Bencher) {
    first_frame(Start::Review(None));
    bencher.bench_local(|| first_frame(Start::Review(None)));
}

/// A key press and the frame that follows, paging to the end of 10 MB and round again.
#[divan::bench]
fn page_turn(bencher: Bencher) {
    let mut screens = reader("doc-99");
    let mut buffer = buffer();
    bencher.bench_local(|| {
        screens.take(Msg::Act(Action::NextPage));
        screens.paint(&mut buffer);
    });
}

#[divan::bench]
fn jump_to_the_end_and_back(bencher: Bencher) {
    let mut screens = reader("doc-99");
    let mut buffer = buffer();
    bencher.bench_local(|| {
        for action in [Action::DocumentEnd, Action::DocumentStart] {
            screens.take(Msg::Act(action));
            screens.paint(&mut buffer);
        }
    });
}
