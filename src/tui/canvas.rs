//! The one way onto the screen: whatever is written here was made safe first.

use super::theme::Theme;
use crate::app::action::Action;
use crate::app::area::Area;
use crate::app::config::Role;
use crate::app::screen::scroll::Fit;
use crate::domain::layout::{Geometry, Typography};
use crate::domain::text::{SafeText, Widths};
use ratatui::buffer::{Buffer, CellDiffOption, CellWidth};
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::num::NonZeroU16;

/// What a click on an area means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Click {
    /// The same as a key for this action.
    Act(Action),
    /// A row of the screen's list.
    Row(usize),
    /// The mark of a note at this offset of the document.
    Mark(usize),
}

/// What painting found out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Painted {
    /// Areas that can be clicked; a later one lies above an earlier one.
    pub clicks: Vec<(Area, Click)>,
    /// How the text of the body fits.
    pub fit: Fit,
    /// Where the terminal's cursor belongs; hidden if nowhere.
    pub cursor: Option<(u16, u16)>,
}

/// A buffer to paint on.
pub struct Canvas<'a> {
    buffer: &'a mut Buffer,
    theme: &'a Theme,
    widths: Widths,
    typography: Typography,
    /// What painting has found out so far.
    pub painted: Painted,
}

impl<'a> Canvas<'a> {
    /// A canvas over a buffer, for a terminal that draws characters of these widths. Text that is no
    /// page is set as wished for, but ragged.
    pub fn new(
        buffer: &'a mut Buffer,
        theme: &'a Theme,
        widths: Widths,
        typography: Typography,
    ) -> Self {
        Self {
            buffer,
            theme,
            widths,
            typography,
            painted: Painted::default(),
        }
    }

    /// The look of a role.
    pub fn style(&self, role: Role) -> Style {
        self.theme.style(role)
    }

    /// Gives an area the look of a role.
    pub fn tint(&mut self, area: Area, role: Role) {
        self.buffer.set_style(rect(area), self.theme.style(role));
    }

    /// Empties an area.
    pub fn clear(&mut self, area: Area) {
        for y in area.y..area.y.saturating_add(area.height) {
            let blank = " ".repeat(usize::from(area.width));
            self.text(Area { y, ..area }, &blank, Role::Text);
        }
    }

    /// Writes text into the area's first row from its left edge, clipped at its right edge; the
    /// cells it took.
    pub fn text(&mut self, area: Area, text: &str, role: Role) -> u16 {
        self.styled(area, text, self.theme.style(role))
    }

    /// The same in any style.
    pub fn styled(&mut self, area: Area, text: &str, style: Style) -> u16 {
        let safe = SafeText::new(text);
        let mut used = 0;
        for (_, grapheme, width) in self.widths.graphemes(safe.as_str()) {
            let width = width as u16;
            if width > area.width - used {
                break;
            }
            self.cell(area.x.saturating_add(used), area.y, grapheme, width, style);
            used += width;
        }
        used
    }

    /// Writes text that ends at the area's right edge; the cells it took.
    pub fn text_right(&mut self, area: Area, text: &str, role: Role) -> u16 {
        let width = self.cells(text).min(area.width);
        self.text(
            Area {
                x: area.x + area.width - width,
                width,
                ..area
            },
            text,
            role,
        )
    }

    /// Writes text that is cut, with `…` at the cut, where it does not fit; the cells it took.
    pub fn text_cut(&mut self, area: Area, text: &str, role: Role) -> u16 {
        let shown = self.cut(text, area.width);
        self.text(area, &shown, role)
    }

    /// The text, or as much of it as fits with `…` behind it.
    pub fn cut(&self, text: &str, width: u16) -> String {
        if self.cells(text) <= width {
            return text.to_owned();
        }
        let room = width.saturating_sub(self.cells("…"));
        let kept = self.widths.fitting_prefix(text, room.into());
        format!("{}…", text.get(..kept).unwrap_or_default())
    }

    /// How the terminal draws characters of ambiguous width.
    pub fn widths(&self) -> Widths {
        self.widths
    }

    /// The shape of a column for cards and sentences.
    pub fn column(&self, width: u16) -> Geometry {
        Geometry::ragged(width, self.widths, self.typography)
    }

    /// Cells that a piece of text takes, for places that are put together from pieces.
    pub fn cells(&self, text: &str) -> u16 {
        let cells = self.widths.of(SafeText::new(text).as_str());
        u16::try_from(cells).unwrap_or(u16::MAX)
    }

    /// Marks an area as clickable.
    pub fn click(&mut self, area: Area, click: Click) {
        self.painted.clicks.push((area, click));
    }

    /// One grapheme; a wide one blanks the cells it covers.
    fn cell(&mut self, x: u16, y: u16, grapheme: &str, width: u16, style: Style) {
        if width == 0 {
            return;
        }
        if let Some(cell) = self.buffer.cell_mut((x, y)) {
            #[allow(clippy::disallowed_methods, reason = "the text was made safe above")]
            cell.set_symbol(grapheme).set_style(style);
            // What ratatui would measure otherwise is as wide as `Widths` says.
            cell.diff_option = match NonZeroU16::new(width) {
                Some(forced) if grapheme.cell_width() != width => {
                    CellDiffOption::ForcedWidth(forced)
                }
                _ => CellDiffOption::None,
            };
        }
        for covered in x.saturating_add(1)..x.saturating_add(width) {
            if let Some(cell) = self.buffer.cell_mut((covered, y)) {
                cell.reset();
                cell.set_style(style);
            }
        }
    }
}

/// The area as ratatui has it.
pub fn rect(area: Area) -> Rect {
    Rect {
        x: area.x,
        y: area.y,
        width: area.width,
        height: area.height,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::config::ThemeConfig;

    fn row(width: u16, draw: impl FnOnce(&mut Canvas, Area)) -> Vec<String> {
        let theme = Theme::plain(&ThemeConfig::default());
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, 1));
        let mut canvas = Canvas::new(&mut buffer, &theme, Widths::NARROW, Typography::RAGGED);
        draw(
            &mut canvas,
            Area {
                x: 0,
                y: 0,
                width,
                height: 1,
            },
        );
        buffer
            .content()
            .iter()
            .map(|cell| cell.symbol().to_owned())
            .collect()
    }

    #[test]
    fn wide_text_is_clipped_whole_and_controls_are_shown() {
        assert_eq!(
            row(5, |c, a| _ = c.text(a, "新质生", Role::Text)),
            ["新", " ", "质", " ", " "]
        );
        assert_eq!(
            row(3, |c, a| _ = c.text(a, "\x1b[", Role::Text)),
            ["␛", "[", " "]
        );
        assert_eq!(
            row(4, |c, a| _ = c.text_right(a, "新", Role::Text)),
            [" ", " ", "新", " "]
        );
    }

    #[test]
    fn what_the_terminal_draws_wide_covers_two_cells() {
        let theme = Theme::plain(&ThemeConfig::default());
        let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 1));
        let mut canvas = Canvas::new(&mut buffer, &theme, Widths::WIDE, Typography::RAGGED);
        let area = Area {
            x: 0,
            y: 0,
            width: 6,
            height: 1,
        };
        assert_eq!(canvas.text(area, "“新”", Role::Text), 6);
        let widths: Vec<u16> = buffer.content().iter().map(CellWidth::cell_width).collect();
        assert_eq!(widths, [2, 1, 2, 1, 2, 1]);
        let mut canvas = Canvas::new(&mut buffer, &theme, Widths::NARROW, Typography::RAGGED);
        canvas.text(area, "”ab", Role::Text);
        assert_eq!(buffer.content()[0].cell_width(), 1);
    }

    #[test]
    fn text_wider_than_can_be_counted_stays_in_its_row() {
        let long = "新".repeat(32_769);
        let used = |width| {
            let mut used = 0;
            row(width, |c, a| used = c.text_right(a, &long, Role::Text));
            used
        };
        assert_eq!(used(4), 4);
        let edge = |c: &mut Canvas, a: Area| {
            let x = u16::MAX - 1;
            let width = u16::MAX;
            c.text(Area { x, width, ..a }, &long, Role::Text);
        };
        assert_eq!(row(2, edge), [" ", " "]);
    }

    #[test]
    fn cut_text_says_so() {
        let theme = Theme::plain(&ThemeConfig::default());
        let mut buffer = Buffer::empty(Rect::ZERO);
        let blank = Canvas::new(&mut buffer, &theme, Widths::NARROW, Typography::RAGGED);
        assert_eq!(blank.cells("温故"), 4);
        assert_eq!(blank.cells(&"温".repeat(40_000)), u16::MAX);
        let mut cut = |widths, width| {
            Canvas::new(&mut buffer, &theme, widths, Typography::RAGGED).cut("新质生产力", width)
        };
        assert_eq!(cut(Widths::NARROW, 10), "新质生产力");
        assert_eq!(cut(Widths::NARROW, 9), "新质生产…");
        assert_eq!(cut(Widths::NARROW, 8), "新质生…");
        assert_eq!(cut(Widths::NARROW, 1), "…");
        assert_eq!(cut(Widths::WIDE, 9), "新质生…");
        assert_eq!(cut(Widths::WIDE, 8), "新质生…");
    }
}
