//! Terminals that draw characters of ambiguous width one cell wide, and two: what the program draws
//! stands in the columns that were meant, after the question it asks them. The same screens, run
//! without a terminal, say what was meant.

use super::grid::{Grid, Kind, Slot, readable};
use super::harness::NOW;
use super::home::Home;
use super::steps::today;
use jiff::tz::TimeZone;
use portable_pty::{CommandBuilder, MasterPty, PtySize, native_pty_system};
use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Rect;
use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;
use unicode_width::UnicodeWidthChar;
use wengu::app::area::Size;
use wengu::app::model::Start;
use wengu::app::msg::Msg;
use wengu::domain::text::Widths;
use wengu::domain::time::Timestamp;
use wengu::io::clock::{Clock, Stopwatch};
use wengu::io::paths::Paths;
use wengu::runtime::{Answers, Screens, World};

const SIZE: Size = Size {
    width: 80,
    height: 24,
};
const PATIENCE: Duration = Duration::from_secs(20);

/// The program in an emulator, and the same screens without one.
struct Pair {
    grid: Grid,
    output: Receiver<Vec<u8>>,
    input: Box<dyn Write + Send>,
    master: Box<dyn MasterPty + Send>,
    meant: Screens,
    answers: Answers,
}

impl Pair {
    fn start(kind: Kind, language: &str) -> (Self, Home, Home) {
        let (home, mirror) = (Home::new(), Home::new());
        today(&home).quit();
        fs::create_dir_all(home.path().join("config")).unwrap();
        let config = format!("language = {language:?}\n");
        fs::write(home.path().join("config/config.toml"), config).unwrap();
        copy(home.path(), mirror.path());
        let start = NOW.parse::<jiff::Timestamp>().unwrap();
        let zone = TimeZone::get("Asia/Shanghai").unwrap();
        let clock = Clock::starting_at(Timestamp(start.as_millisecond()), zone);
        let world = World::at(Paths::in_home(mirror.path()), clock).unwrap();
        let (mut meant, answers) = Screens::new(world, Start::Today, SIZE).unwrap();
        meant.take(Msg::Started);
        meant.take(Msg::Widths(match kind {
            Kind::Narrow => Widths::NARROW,
            Kind::Wide => Widths::WIDE,
        }));
        let pty = native_pty_system().openpty(PtySize {
            rows: SIZE.height,
            cols: SIZE.width,
            ..PtySize::default()
        });
        let pty = pty.unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_wengu"));
        command.env_clear();
        for (name, value) in [
            ("TERM", "xterm-256color"),
            ("TZ", "Asia/Shanghai"),
            ("WENGU_NOW", NOW),
        ] {
            command.env(name, value);
        }
        command.env("WENGU_HOME", home.path());
        pty.slave.spawn_command(command).unwrap();
        let mut reader = pty.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let pair = Self {
            grid: Grid::new(kind, SIZE.width.into(), SIZE.height.into()),
            output,
            input: pty.master.take_writer().unwrap(),
            master: pty.master,
            meant,
            answers,
        };
        (pair, home, mirror)
    }

    /// What the screens mean to show.
    fn meant(&mut self) -> Vec<Vec<Slot>> {
        let area = Rect::new(0, 0, SIZE.width, SIZE.height);
        let mut buffer = Buffer::empty(area);
        let painted = self.meant.paint(&mut buffer).unwrap();
        self.meant.take(Msg::Fitted(painted.fit));
        buffer.reset();
        self.meant.paint(&mut buffer).unwrap();
        let rows = buffer.content().chunks(SIZE.width.into());
        rows.map(|row| {
            let mut covered = 0;
            let slot = |cell: &ratatui::buffer::Cell| {
                if covered > 0 {
                    covered -= 1;
                    return Slot::Covered;
                }
                covered = cell.cell_width().saturating_sub(1);
                Slot::Shown(cell.symbol().to_owned())
            };
            row.iter().map(slot).collect()
        })
        .collect()
    }

    /// Waits until the emulator shows what is meant, each character in its columns.
    #[track_caller]
    fn agree(&mut self, screen: &str) {
        let meant = self.meant();
        let began = Stopwatch::start();
        while self.grid.half_drawn || self.grid.rows() != meant {
            let left = PATIENCE.saturating_sub(began.elapsed());
            let Ok(bytes) = self.output.recv_timeout(left) else {
                let (meant, shown) = (readable(&meant), readable(self.grid.rows()));
                panic!("{screen}: meant\n{meant}\nshown\n{shown}");
            };
            self.grid.process(&bytes);
            let replies = std::mem::take(&mut self.grid.replies);
            self.input.write_all(&replies).unwrap();
        }
    }

    /// Waits until the terminal was asked; it has not answered then.
    fn wait_for_the_question(&mut self) {
        while !self.grid.replies.ends_with(b"c") {
            let bytes = self.output.recv_timeout(PATIENCE).unwrap();
            self.grid.process(&bytes);
        }
    }

    /// Counts pages, as the program does when nothing is typed for a while.
    fn count_pages(&mut self) {
        self.meant.take(Msg::Idle);
        let counted = self.answers.wait().unwrap();
        self.meant.take(counted);
    }

    /// Presses a key in both.
    fn press(&mut self, key: &str) {
        let typed = match key {
            "space" => " ",
            "enter" => "\r",
            other => other,
        };
        self.input.write_all(typed.as_bytes()).unwrap();
        self.meant.take(Msg::Key(key.parse().unwrap()));
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn every_character_stands_in_its_columns_in_both_kinds_of_terminal() {
    for kind in [Kind::Narrow, Kind::Wide] {
        for language in ["zh-CN", "en"] {
            let (mut pair, _home, _mirror) = Pair::start(kind, language);
            pair.agree("Today");
            let mut screens = vec![
                ("?", "the keys of Today"),
                ("j", "the keys, a row on"),
                ("q", "Today again"),
                ("l", "the Library"),
                ("enter", "a document"),
            ];
            screens.extend([("space", "a page on"); 6]);
            screens.extend([("b", "a page back"); 2]);
            screens.extend([
                ("j", "a line on"),
                ("t", "its contents"),
                ("j", "the next heading"),
                ("q", "the document again"),
                ("q", "the Library again"),
                ("q", "Today once more"),
                ("r", "a question"),
                ("space", "its answer"),
                ("3", "the next question"),
                ("space", "its answer"),
                ("?", "the keys of a session"),
                ("q", "the answer again"),
            ]);
            for (key, screen) in screens {
                pair.press(key);
                if screen == "a document" {
                    pair.count_pages();
                }
                pair.agree(&format!("{kind:?}, {language}: {screen}"));
            }
            drop(pair.master);
        }
    }
}

#[test]
fn before_a_wide_terminal_has_answered_all_but_the_marks_stands_in_its_place() {
    let (mut pair, _home, _mirror) = Pair::start(Kind::Wide, "zh-CN");
    pair.wait_for_the_question();
    pair.meant.take(Msg::Widths(Widths::NARROW));
    while pair.grid.half_drawn {
        let bytes = pair.output.recv_timeout(PATIENCE).unwrap();
        pair.grid.process(&bytes);
    }
    let meant = pair.meant();
    let mut held = 0;
    for (y, (meant, shown)) in meant.iter().zip(pair.grid.rows()).enumerate() {
        for (x, slot) in meant.iter().enumerate() {
            let Slot::Shown(text) = slot else { continue };
            if text
                .chars()
                .all(|c| c.is_alphanumeric() && c.width_cjk() == c.width())
            {
                assert_eq!(&shown[x], slot, "row {y}, column {x}");
                held += 1;
            }
        }
    }
    assert!(held > 100, "{held} characters");
}

#[test]
fn keys_typed_before_the_terminal_answers_are_not_lost() {
    let (mut pair, _home, _mirror) = Pair::start(Kind::Wide, "zh-CN");
    pair.wait_for_the_question();
    let replies = std::mem::take(&mut pair.grid.replies);
    let third = replies
        .windows(2)
        .enumerate()
        .filter(|(_, w)| w == b"\x1b[")
        .nth(2);
    let (first, second) = replies.split_at(third.unwrap().0);
    pair.press("l");
    pair.input.write_all(first).unwrap();
    pair.press("enter");
    pair.press("space");
    pair.input.write_all(second).unwrap();
    pair.press("space");
    pair.count_pages();
    pair.agree("the third page");
}
