//! Where things stand on the screen, in cells: decided here, painted by `tui`.

/// The size of the terminal, in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

/// A rectangle of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Area {
    /// Leftmost column.
    pub x: u16,
    /// Topmost row.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Area {
    /// Whether the cell lies inside.
    pub fn holds(self, x: u16, y: u16) -> bool {
        (self.x..self.x.saturating_add(self.width)).contains(&x)
            && (self.y..self.y.saturating_add(self.height)).contains(&y)
    }
}

/// The parts that every screen has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// One row at the top; missing where there is no room for it.
    pub header: Option<Area>,
    /// What the screen is about.
    pub body: Area,
    /// One row at the bottom with the keys that matter; missing where there is no room for it.
    pub footer: Option<Area>,
}

/// The least size in which a screen is drawn; below it stands a message alone.
pub const LEAST: Size = Size {
    width: 20,
    height: 5,
};

impl Frame {
    /// The parts of a screen of this size; `None` when it is too small to use.
    pub fn of(size: Size) -> Option<Self> {
        if size.width < LEAST.width || size.height < LEAST.height {
            return None;
        }
        let row = |y| Area {
            x: 0,
            y,
            width: size.width,
            height: 1,
        };
        let roomy = size.height >= 8;
        let top = u16::from(roomy);
        let body = Area {
            x: 0,
            y: top,
            width: size.width,
            height: size.height - top - 1,
        };
        Some(Self {
            header: roomy.then(|| row(0)),
            body,
            footer: Some(row(size.height - 1)),
        })
    }
}

/// The body of a screen of this size; all of it where it is too small for more.
pub fn body_of(size: Size) -> Area {
    let all = Area {
        x: 0,
        y: 0,
        width: size.width,
        height: size.height,
    };
    Frame::of(size).map_or(all, |frame| frame.body)
}

/// The widest that cards are set, in cells.
pub const CARD_WIDTH: u16 = 72;

/// The middle of an area, `width` cells wide or as wide as the area allows, a margin of one cell
/// on both sides where there is room.
pub fn column(area: Area, width: u16) -> Area {
    let margin = if area.width > LEAST.width { 2 } else { 0 };
    let width = width.min(area.width - margin).max(1);
    Area {
        x: area.x + (area.width - width) / 2,
        width,
        ..area
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_fills_the_screen() {
        for (width, height) in [(80, 24), (20, 5), (20, 8), (300, 100)] {
            let frame = Frame::of(Size { width, height }).unwrap();
            let rows = frame.body.height + u16::from(frame.header.is_some()) + 1;
            assert_eq!(rows, height);
            assert_eq!(frame.footer.unwrap().y, height - 1);
        }
        assert_eq!(
            Frame::of(Size {
                width: 1,
                height: 1
            }),
            None
        );
    }

    #[test]
    fn a_column_is_centred() {
        let area = Area {
            x: 0,
            y: 1,
            width: 120,
            height: 20,
        };
        assert_eq!(
            column(area, 80),
            Area {
                x: 20,
                width: 80,
                ..area
            }
        );
        assert_eq!(
            column(area, 500),
            Area {
                x: 1,
                width: 118,
                ..area
            }
        );
        let narrow = Area { width: 20, ..area };
        assert_eq!(column(narrow, 80), narrow);
    }
}
