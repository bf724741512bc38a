//! Pictures in terminals that show any: what is sent to them, and that nothing of it stays.

use super::harness::{Setup, Terminal};
use super::home::Home;
use super::view::View;
use image::{ImageFormat, RgbaImage};
use std::fs;
use std::io::Cursor;

const CLOSES: &str = "按任意键返回";

/// A reader at a document with a picture that has these bytes, in a terminal that answers so.
fn reader(home: &Home, picture: &[u8], answer: &str) -> Terminal {
    fs::write(home.path().join("a.png"), picture).unwrap();
    fs::write(home.path().join("a.md"), "# 题\n\n正文。\n\n![图](a.png)\n").unwrap();
    let path = home.path().join("a.md");
    let imported = home.run(&["import", path.to_str().unwrap()]);
    assert!(imported.status.success(), "{imported:?}");
    let mut terminal = Setup::new(home).arguments(&["read", "a"]).start();
    terminal.wait_for("[图: 图]");
    let asked = |terminal: &Terminal| has(&terminal.raw(), "\x1b[c");
    terminal.wait_until("the question", |_| true);
    assert!(asked(&terminal), "the terminal was asked");
    // Where the cursor stands behind each sample, its name, what it can do.
    terminal.send(&("\x1b[2;2R".repeat(6) + answer));
    terminal
}

fn png() -> Vec<u8> {
    let image = RgbaImage::from_fn(300, 200, |x, y| image::Rgba([x as u8, y as u8, 7, 255]));
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn has(bytes: &[u8], part: &str) -> bool {
    let part = part.as_bytes();
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn a_picture_has_the_screen_until_the_next_key_and_leaves_no_trace() {
    for (answer, sent, removed) in [
        (
            "\x1bP>|kitty(0.32.0)\x1b\\\x1b[?62;c",
            "\x1b_Gq=2,",
            "\x1b_Ga=d,d=A",
        ),
        (
            "\x1bP>|WezTerm 2024\x1b\\\x1b[?65;4;6c",
            "\x1b]1337;File=inline=1",
            "\x1b[2J",
        ),
        ("\x1b[?62;4;22c", "\x1bP", "\x1b[2J"),
    ] {
        let home = Home::new();
        let mut terminal = reader(&home, &png(), answer);
        let before = terminal.look(|view: &View| view.rows());
        terminal.send("o");
        terminal.wait_for(CLOSES);
        assert!(has(&terminal.raw(), sent), "{answer:?}");
        let length = terminal.raw().len();
        // The key does nothing else: it would go to the library.
        terminal.send("q");
        terminal.wait_for("[图: 图]");
        assert!(has(&terminal.raw()[length..], removed), "{answer:?}");
        terminal.look(|view: &View| assert_eq!(view.rows(), before));
        // Once more, and the program ends while it is shown.
        terminal.send("o");
        terminal.wait_for(CLOSES);
        let length = terminal.raw().len();
        terminal.signal(rustix::process::Signal::TERM);
        terminal.wait_exit(std::time::Duration::from_secs(10));
        assert!(has(&terminal.raw()[length..], removed), "{answer:?}");
        assert_eq!(terminal.leftovers(), Vec::<&str>::new());
    }
}

#[test]
fn what_cannot_be_drawn_is_opened_outside() {
    let kitty = "\x1bP>|kitty(0.32.0)\x1b\\\x1b[?62;c";
    let cut = &png()[..200];
    for (picture, answer) in [(cut, kitty), (&png(), "\x1bP>|xterm(390)\x1b\\\x1b[?64;1c")] {
        let home = Home::new();
        let mut terminal = reader(&home, picture, answer);
        terminal.send("o");
        terminal.wait_for("这里没有图形界面");
        assert!(!has(&terminal.raw(), "\x1b_G"));
    }
}
