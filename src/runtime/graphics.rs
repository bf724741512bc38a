//! Pictures in the terminal itself, where it shows any. A picture takes the whole screen until the
//! next key: the frames know nothing of it, and are drawn anew when it goes.

use crate::domain::doc::Picture;
use crate::io::import::child::problem::CellError;
use crate::io::import::child::{Cell, Raster};
use image::{DynamicImage, RgbaImage};
use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::{Rect, Size};
use ratatui::style::Color;
use ratatui::widgets::Widget;
use ratatui_image::Image;
use ratatui_image::protocol::Protocol;
use ratatui_image::protocol::iterm2::Iterm2;
use ratatui_image::protocol::kitty::Kitty;
use ratatui_image::protocol::sixel::Sixel;
use std::fmt::Write;

/// Pixels of a cell where the terminal does not say how many it has.
const USUAL_CELL: (u32, u32) = (8, 16);
/// The most pixels on a side.
const MOST: u32 = 4_000;
/// What kitty knows the picture by. There is never more than one.
const NUMBER: u32 = 1;

/// How a terminal wants its pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Graphics {
    Kitty,
    Iterm2,
    Sixel,
}

impl Graphics {
    /// That of a terminal with this name (XTVERSION), which says whether it draws sixels (DA1).
    pub(super) fn of(name: Option<&str>, sixel: bool) -> Option<Self> {
        let name = name.unwrap_or_default().to_ascii_lowercase();
        let is = |names: &[&str]| names.iter().any(|known| name.starts_with(known));
        if is(&["kitty", "ghostty"]) {
            Some(Self::Kitty)
        } else if is(&["iterm2", "wezterm", "mintty"]) {
            Some(Self::Iterm2)
        } else {
            sixel.then_some(Self::Sixel)
        }
    }

    /// What takes a picture from the screen.
    pub(super) fn removal(self) -> &'static str {
        match self {
            Self::Kitty => "\x1b_Ga=d,d=A,q=2\x1b\\\x1b[m\x1b[2J",
            Self::Iterm2 | Self::Sixel => "\x1b[m\x1b[2J",
        }
    }
}

/// A screen that shows a picture.
#[derive(Debug, Clone, Copy)]
pub(super) struct Canvas {
    pub(super) graphics: Graphics,
    /// Cells.
    pub(super) size: Size,
    /// Pixels of a cell.
    cell: (u32, u32),
}

impl Canvas {
    /// A screen of this size in cells, and in pixels if it is known.
    pub(super) fn new(graphics: Graphics, size: Size, pixels: (u16, u16)) -> Self {
        let of = |pixels: u16, cells: u16, usual: u32| {
            let cell = u32::from(pixels) / u32::from(cells.max(1));
            if cell == 0 { usual } else { cell }
        };
        let cell = (
            of(pixels.0, size.width, USUAL_CELL.0),
            of(pixels.1, size.height, USUAL_CELL.1),
        );
        Self {
            graphics,
            size,
            cell,
        }
    }

    /// What puts a picture on the screen, with a sentence in the last row. The picture is decoded in
    /// the cell.
    pub(super) fn draw(
        &self,
        cell: &Cell,
        picture: &Picture,
        sentence: &str,
    ) -> Result<String, CellError> {
        let rows = self.size.height.saturating_sub(1);
        let most = |cells: u16, pixels: u32| (u32::from(cells) * pixels).clamp(1, MOST);
        let most = (most(self.size.width, self.cell.0), most(rows, self.cell.1));
        let raster = cell.raster(&picture.bytes, most)?;
        self.screen(raster, sentence).ok_or(CellError::Crashed)
    }

    fn screen(&self, raster: Raster, sentence: &str) -> Option<String> {
        let cells = |pixels: u32, cell: u32, most: u16| {
            let cells = pixels.div_ceil(cell).min(u32::from(most));
            u16::try_from(cells).unwrap_or(most)
        };
        let size = Size {
            width: cells(raster.width, self.cell.0, self.size.width),
            height: cells(
                raster.height,
                self.cell.1,
                self.size.height.saturating_sub(1),
            ),
        };
        let image = RgbaImage::from_raw(raster.width, raster.height, raster.pixels)?;
        let image = DynamicImage::ImageRgba8(image);
        let protocol = match self.graphics {
            Graphics::Kitty => Protocol::Kitty(Kitty::new(image, size, NUMBER, false, false).ok()?),
            Graphics::Iterm2 => Protocol::ITerm2(Iterm2::new(image, size, false).ok()?),
            Graphics::Sixel => Protocol::Sixel(Sixel::new(image, size, false).ok()?),
        };
        let area = Rect::new(
            (self.size.width - size.width) / 2,
            (self.size.height - 1).saturating_sub(size.height) / 2,
            size.width,
            size.height,
        );
        let mut buffer = Buffer::empty(area);
        Image::new(&protocol).render(area, &mut buffer);
        let mut out = "\x1b[?25l\x1b[m\x1b[2J".to_owned();
        write_cells(&buffer, &mut out);
        let last = self.size.height;
        // A string takes all that is written to it.
        let _ = write!(out, "\x1b[m\x1b[{last};2H{sentence}");
        Some(out)
    }
}

/// Writes the cells of a picture, of which some hold the whole of it, and none is what it seems.
fn write_cells(buffer: &Buffer, out: &mut String) {
    for row in buffer.area.rows() {
        let mut cells = row
            .positions()
            .filter_map(|at| Some((at, buffer.cell(at)?)));
        let drawn = |cell: &ratatui::buffer::Cell| cell.diff_option != CellDiffOption::Skip;
        let Some((at, first)) = cells.next().filter(|(_, cell)| drawn(cell)) else {
            continue;
        };
        let _ = write!(out, "\x1b[{};{}H", at.y + 1, at.x + 1);
        if let Color::Rgb(red, green, blue) = first.fg {
            let _ = write!(out, "\x1b[38;2;{red};{green};{blue}m");
        }
        out.push_str(first.symbol());
        for (_, cell) in cells.filter(|(_, cell)| drawn(cell)) {
            out.push_str(cell.symbol());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;

    const SIZE: Size = Size {
        width: 20,
        height: 5,
    };

    fn raster() -> Raster {
        let pixels = (0..20 * 40_u32).flat_map(|n| [(n % 251) as u8, (n / 20) as u8, 9, 255]);
        Raster {
            width: 20,
            height: 40,
            pixels: pixels.collect(),
        }
    }

    fn screen(graphics: Graphics) -> String {
        let canvas = Canvas::new(graphics, SIZE, (200, 100));
        canvas.screen(raster(), "按任意键返回").unwrap()
    }

    #[test]
    fn terminals_are_known_by_name_or_by_what_they_draw() {
        for (name, sixel, graphics) in [
            (Some("kitty(0.32.0)"), false, Some(Graphics::Kitty)),
            (Some("ghostty 1.0"), true, Some(Graphics::Kitty)),
            (Some("WezTerm 2024"), true, Some(Graphics::Iterm2)),
            (Some("iTerm2 3.5"), true, Some(Graphics::Iterm2)),
            (Some("foot(1.16)"), true, Some(Graphics::Sixel)),
            (Some("tmux 3.4"), false, None),
            (None, true, Some(Graphics::Sixel)),
            (None, false, None),
        ] {
            assert_eq!(Graphics::of(name, sixel), graphics, "{name:?}");
        }
    }

    #[test]
    fn kitty_gets_the_pixels_and_placeholders_of_its_cells() {
        let screen = screen(Graphics::Kitty);
        let mut sent = Vec::new();
        for command in screen.split("\x1b_G").skip(1) {
            let (head, data) = command
                .split_once("\x1b\\")
                .unwrap()
                .0
                .split_once(';')
                .unwrap();
            assert!(head.contains("q=2"), "no answer is wanted: {head}");
            sent.extend(STANDARD.decode(data).unwrap());
        }
        assert_eq!(sent, raster().pixels);
        // Two cells of 10 by 20 pixels in a row, in two rows.
        assert_eq!(screen.matches('\u{10EEEE}').count(), 4);
        assert!(screen.contains("\x1b[2;10H"), "in the middle");
        assert!(screen.ends_with("\x1b[5;2H按任意键返回"));
    }

    #[test]
    fn iterm2_gets_a_png() {
        let screen = screen(Graphics::Iterm2);
        let (_, file) = screen.split_once("\x1b]1337;File=").unwrap();
        let (head, data) = file.split_once('\x07').unwrap().0.split_once(':').unwrap();
        assert!(head.contains("inline=1"), "{head}");
        let image = image::load_from_memory(&STANDARD.decode(data).unwrap()).unwrap();
        assert_eq!(image.into_rgba8().into_raw(), raster().pixels);
    }

    #[test]
    fn sixels_are_six_rows_high_each() {
        let screen = screen(Graphics::Sixel);
        let (_, data) = screen.split_once("\x1bP").unwrap();
        let data = data.split_once("\x1b\\").unwrap().0;
        assert!(data.contains("20;40"), "its size: {}", &data[..40]);
        // 40 rows of pixels are seven bands.
        assert!(matches!(data.trim_end_matches('-').matches('-').count(), 6));
    }
}
