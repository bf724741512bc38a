//! How a page is set: the shape of its columns.

use crate::app::area::{Area, column};
use crate::app::config::Columns;
use crate::domain::layout::{Geometry, Typography, Wide};
use crate::domain::text::Widths;

/// How the page is set: what the person may change by a key, and what goes with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// Cells of the column.
    pub column: u16,
    /// Whether there may be two columns.
    pub columns: Columns,
    /// Cells of a paragraph's first-line indent.
    pub indent: u16,
    /// Blank rows between paragraphs.
    pub paragraph_gap: u16,
    /// How the terminal draws characters of ambiguous width.
    pub widths: Widths,
    /// What is wished for of the typography.
    pub typography: Typography,
}

/// The narrowest and widest column that keys set, as in the config, in cells.
pub(super) const COLUMN: (u16, u16) = (16, 240);
/// By how many cells a key changes the column: two Han characters.
pub(super) const COLUMN_STEP: u16 = 4;
/// The narrowest body that takes two columns, in cells.
const TWO_COLUMNS: u16 = 160;
/// Cells between two columns.
const GUTTER: u16 = 4;

impl Setting {
    /// Where the columns stand in a body of this size: one, or two where two of the width wished
    /// for have room. Margins and gutter come out of the columns, so that two of 80 cells stand on
    /// a screen of 160.
    pub(super) fn areas(self, body: Area) -> Vec<Area> {
        let two = body.width >= TWO_COLUMNS && body.width / 2 >= self.column;
        if self.columns == Columns::One || !two {
            return vec![column(body, self.column)];
        }
        let both = column(body, self.column * 2 + GUTTER);
        let left = Area {
            width: (both.width - GUTTER) / 2,
            ..both
        };
        let right = Area {
            x: left.x + left.width + GUTTER,
            ..left
        };
        vec![left, right]
    }

    /// The shape of the lines in a body of this size.
    pub(super) fn geometry(self, body: Area) -> Geometry {
        let areas = self.areas(body);
        Geometry {
            width: areas.first().map_or(1, |area| area.width),
            indent: self.indent,
            paragraph_gap: self.paragraph_gap,
            wide: Wide::Cut,
            widths: self.widths,
            typography: self.typography,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::fixtures::SETTING;

    fn places(column: u16, columns: Columns, width: u16) -> Vec<(u16, u16)> {
        let body = Area {
            x: 0,
            y: 1,
            width,
            height: 10,
        };
        let setting = Setting {
            column,
            columns,
            ..SETTING
        };
        let areas = setting.areas(body);
        areas.iter().map(|area| (area.x, area.width)).collect()
    }

    #[test]
    fn two_columns_stand_where_two_have_room() {
        let auto = |column, width| places(column, Columns::Auto, width);
        assert_eq!(auto(80, 159), [(39, 80)]);
        assert_eq!(auto(80, 160), [(1, 77), (82, 77)]);
        assert_eq!(auto(80, 200), [(18, 80), (102, 80)]);
        assert_eq!(auto(84, 160), [(38, 84)], "wider than half the screen");
        assert_eq!(auto(40, 120), [(40, 40)], "a screen that is not wide");
        assert_eq!(places(80, Columns::One, 200), [(60, 80)]);
    }
}
