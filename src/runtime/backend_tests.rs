use super::*;
use crate::app::area::Area;
use crate::app::config::ThemeConfig;
use crate::domain::layout::Typography;
use crate::domain::text::Widths;
use crate::runtime::frames::Frames;
use crate::tui::canvas::Canvas;
use crate::tui::theme::Theme;
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

const WIDTH: u16 = 24;
const HEIGHT: u16 = 4;

/// A text at a place, in a style.
type Piece = (u16, u16, &'static str, Style);

fn paint(buffer: &mut Buffer, pieces: &[Piece]) {
    let theme = Theme::plain(&ThemeConfig::default());
    let mut canvas = Canvas::new(buffer, &theme, Widths::NARROW, Typography::DEFAULT);
    for (x, y, text, style) in pieces {
        let area = Area {
            x: *x,
            y: *y,
            width: WIDTH - x,
            height: 1,
        };
        canvas.styled(area, text, *style);
    }
}

/// Draws the frames one after the other; what was written for each.
fn written(frames: &[Vec<Piece>]) -> Vec<Vec<u8>> {
    let size = Size::new(WIDTH, HEIGHT);
    let mut terminal = Frames::new(Ansi::new(Vec::new(), size));
    let mut written = Vec::new();
    for frame in frames {
        let drawn = terminal.draw(|buffer| {
            paint(buffer, frame);
            None
        });
        drawn.unwrap();
        written.push(std::mem::take(&mut terminal.backend().out));
    }
    written
}

fn emulator() -> vt100::Parser {
    vt100::Parser::new(HEIGHT.try_into().unwrap(), WIDTH.try_into().unwrap(), 0)
}

/// Text, colours and attributes that count for the eye, cell by cell.
fn shown(emulator: &vt100::Parser) -> Vec<String> {
    let cells = (0..HEIGHT).flat_map(|y| (0..WIDTH).map(move |x| (y, x)));
    let look = |(y, x)| {
        let cell = emulator.screen().cell(y, x).unwrap();
        let text = if cell.is_wide_continuation() || !cell.has_contents() {
            " "
        } else {
            cell.contents()
        };
        let blank = text == " " && !cell.is_wide_continuation();
        let fg = if blank {
            vt100::Color::Default
        } else {
            cell.fgcolor()
        };
        format!(
            "{text}{fg:?}{:?}{}{}{}",
            cell.bgcolor(),
            cell.bold() && !blank,
            cell.underline(),
            cell.inverse()
        )
    };
    cells.map(look).collect()
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn the_cursor_is_moved_only_behind_what_terminals_doubt() {
    let plain = Style::new();
    let frames = written(&[vec![(0, 0, "新质，生产力。abc", plain)]]);
    assert_eq!(
        text_of(&frames[0]),
        "\x1b[?2026h\x1b[m\x1b[1;1H新质，生产力。abc\x1b[?25l\x1b[?2026l"
    );
    let frames = written(&[vec![(0, 0, "说“新”", plain)]]);
    assert!(text_of(&frames[0]).contains("说“\x1b[1;4H新”\x1b[?25l"));
}

#[test]
fn a_frame_that_changes_nothing_writes_nothing() {
    let frame = vec![(3, 1, "新“质", Style::new().fg(Color::Red))];
    let frames = written(&[frame.clone(), frame]);
    assert!(!frames[0].is_empty());
    assert_eq!(text_of(&frames[1]), "");
}

#[test]
fn rests_of_lines_are_erased_and_looks_said_once() {
    let red = Style::new().fg(Color::Red).add_modifier(Modifier::BOLD);
    let long = vec![(0, 0, "abcdefghijklmnopqrstuvwx", red)];
    let frames = written(&[long, vec![(0, 0, "ab", red)]]);
    assert_eq!(text_of(&frames[1]), "\x1b[?2026h\x1b[1;3H\x1b[K\x1b[?2026l");
    assert_eq!(
        text_of(&frames[0]).matches('m').count(),
        2,
        "one look and a letter"
    );
    assert!(text_of(&frames[0]).contains("\x1b[;1;31m"));
}

#[test]
fn a_look_that_changes_on_a_wide_character_is_drawn_over_the_pair() {
    let marked = Style::new().bg(Color::Yellow);
    let frames = [
        vec![(2, 0, "新质", marked)],
        vec![(2, 0, "新质", Style::new())],
        vec![(2, 0, "a", Style::new())],
    ];
    let mut emulator = emulator();
    for bytes in written(&frames) {
        emulator.process(&bytes);
    }
    let stale = |x| emulator.screen().cell(0, x).unwrap().bgcolor() != vt100::Color::Default;
    assert_eq!(
        (0..WIDTH).filter(|x| stale(*x)).collect::<Vec<u16>>(),
        [0_u16; 0]
    );
}

#[test]
fn a_page_costs_little_more_than_its_text() {
    let line = "新质生产力是“创新”起主导作用，摆脱传统——经济增长方式、具有高科技、高效能";
    let size = Size::new(80, 24);
    let mut terminal = Frames::new(Ansi::new(Vec::new(), size));
    let theme = Theme::plain(&ThemeConfig::default());
    let mut text = 0;
    for turn in 0..2 {
        text = 0;
        terminal
            .draw(|buffer| {
                let mut canvas = Canvas::new(buffer, &theme, Widths::NARROW, Typography::DEFAULT);
                for y in 0..24_u16 {
                    let shift = usize::from(y) % 7 + turn;
                    let line: String = line.chars().skip(shift).collect();
                    text += line.len();
                    let area = Area {
                        x: 1,
                        y,
                        width: 78,
                        height: 1,
                    };
                    canvas.styled(area, &line, Style::new());
                }
                None
            })
            .unwrap();
        let written = std::mem::take(&mut terminal.backend().out).len();
        assert!(written * 10 <= text * 22, "{written} bytes for {text}");
    }
    assert!(text > 2_000);
}

fn style() -> impl Strategy<Value = Style> {
    (0..4_usize, 0..3_usize, 0..5_usize).prop_map(|(fg, bg, modifier)| {
        let fg = [
            Color::Reset,
            Color::Red,
            Color::LightBlue,
            Color::Rgb(1, 2, 3),
        ][fg];
        let bg = [Color::Reset, Color::White, Color::Indexed(77)][bg];
        let modifiers = [
            Modifier::empty(),
            Modifier::BOLD,
            Modifier::UNDERLINED,
            Modifier::REVERSED,
            Modifier::BOLD.union(Modifier::UNDERLINED),
        ];
        Style::new().fg(fg).bg(bg).add_modifier(modifiers[modifier])
    })
}

fn frame() -> impl Strategy<Value = Vec<Piece>> {
    let text = prop::sample::select(vec![
        "新质生产力",
        "a新",
        "，",
        "abc",
        "x          y",
        "  ",
        "                    ",
        "e\u{301}é",
        "“新”—…",
        "ｱ",
    ]);
    let piece = (0..WIDTH, 0..HEIGHT, text, style());
    prop::collection::vec(piece, 0..8)
}

proptest! {
    #[test]
    fn frames_one_after_the_other_look_like_the_last_alone(
        frames in prop::collection::vec(frame(), 1..5),
    ) {
        let mut after_all = emulator();
        for bytes in written(&frames) {
            after_all.process(&bytes);
        }
        let mut alone = emulator();
        let last = frames.last().unwrap().clone();
        for bytes in written(&[last]) {
            alone.process(&bytes);
        }
        prop_assert_eq!(shown(&after_all), shown(&alone));
    }

    #[test]
    fn a_frame_shows_what_was_painted(frame in frame()) {
        let mut emulator = emulator();
        for bytes in written(std::slice::from_ref(&frame)) {
            emulator.process(&bytes);
        }
        let mut buffer = Buffer::empty(ratatui::layout::Rect::new(0, 0, WIDTH, HEIGHT));
        paint(&mut buffer, &frame);
        let mut covered = 0;
        for (at, cell) in buffer.content().iter().enumerate() {
            if covered > 0 {
                covered -= 1;
                continue;
            }
            covered = cell.cell_width().saturating_sub(1);
            let (x, y) = (at as u16 % WIDTH, at as u16 / WIDTH);
            let seen = emulator.screen().cell(y, x).unwrap();
            let text = if seen.has_contents() { seen.contents() } else { " " };
            prop_assert_eq!(text, cell.symbol(), "{} {}", x, y);
        }
    }
}
