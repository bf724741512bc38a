//! Where a text stands that may be longer than its area.

use crate::app::action::Action;

/// How a text fitted its area when it was painted last, in rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Fit {
    /// Rows above the first one shown.
    pub first: u16,
    /// Rows that there is room for.
    pub room: u16,
    /// Rows that do not fit in all: the greatest `first` there can be.
    pub overflow: u16,
}

/// Where a text stands: where a person moved it, else where what is new in it is in sight.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scroll {
    moved_to: Option<u16>,
    /// How it was painted last.
    pub fit: Fit,
}

impl Scroll {
    /// How the text stands that has so many rows in an area with room for so many. What is new in
    /// it begins `newest` rows below its first.
    pub fn fitted(self, rows: usize, room: u16, newest: usize) -> Fit {
        let overflow = rows.saturating_sub(usize::from(room));
        let wanted = self.moved_to.map_or(newest, usize::from);
        let in_rows = |rows: usize| u16::try_from(rows).unwrap_or(u16::MAX);
        Fit {
            first: in_rows(wanted.min(overflow)),
            room,
            overflow: in_rows(overflow),
        }
    }

    /// Whether part of the text is below the last row shown.
    pub fn has_more_below(self) -> bool {
        self.fit.first < self.fit.overflow
    }

    /// Moves as a key asks for.
    pub fn act(&mut self, action: Action) {
        let page = i16::try_from(self.fit.room).unwrap_or(i16::MAX);
        let page = page.saturating_sub(1).max(1);
        match action {
            Action::Up => self.move_by(-1),
            Action::Down => self.move_by(1),
            Action::PageUp => self.move_by(-page),
            Action::PageDown => self.move_by(page),
            Action::Top => self.moved_to = Some(0),
            Action::Bottom => self.moved_to = Some(self.fit.overflow),
            _ => {}
        }
    }

    /// Moves by so many rows; down is positive.
    pub fn move_by(&mut self, rows: i16) {
        let from = self.moved_to.unwrap_or(self.fit.first);
        self.moved_to = Some(from.saturating_add_signed(rows).min(self.fit.overflow));
    }

    /// Something is new in the text: it is to be in sight.
    pub fn show_newest(&mut self) {
        self.moved_to = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn painted(scroll: &mut Scroll, rows: usize, room: u16, newest: usize) -> u16 {
        scroll.fit = scroll.fitted(rows, room, newest);
        scroll.fit.first
    }

    #[test]
    fn a_page_down_leaves_one_row_and_skips_none() {
        let mut scroll = Scroll::default();
        assert_eq!(painted(&mut scroll, 20, 8, 0), 0);
        let mut firsts = Vec::new();
        while scroll.has_more_below() {
            scroll.act(Action::PageDown);
            firsts.push(painted(&mut scroll, 20, 8, 0));
        }
        assert_eq!(firsts, [7, 12]);
        scroll.act(Action::PageUp);
        assert_eq!(painted(&mut scroll, 20, 8, 0), 5);
    }

    #[test]
    fn what_is_new_is_in_sight_until_a_person_moves() {
        let mut scroll = Scroll::default();
        assert_eq!(painted(&mut scroll, 20, 8, 9), 9);
        scroll.act(Action::Up);
        assert_eq!(painted(&mut scroll, 20, 8, 9), 8);
        scroll.act(Action::Top);
        assert_eq!(painted(&mut scroll, 22, 8, 15), 0);
        scroll.show_newest();
        assert_eq!(painted(&mut scroll, 22, 8, 15), 14, "no row stays empty");
        assert_eq!(painted(&mut scroll, 6, 8, 5), 0, "all of it fits");
    }
}
