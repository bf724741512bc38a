//! A cursor in a list that may be longer than the screen.

use crate::app::action::Action;

/// Which row of a list is chosen, and which rows are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cursor {
    row: usize,
    top: usize,
}

impl Cursor {
    /// A cursor on this row.
    pub fn at(row: usize) -> Self {
        Self { row, top: 0 }
    }

    /// The chosen row.
    pub fn row(self) -> usize {
        self.row
    }

    /// The first row shown.
    pub fn top(self) -> usize {
        self.top
    }

    /// Moves by an action of a list of `length` rows, `height` of them shown; false if the action
    /// is none of those.
    pub fn act(&mut self, action: Action, length: usize, height: usize) -> bool {
        let page = height.saturating_sub(1).max(1);
        let row = match action {
            Action::Up => self.row.saturating_sub(1),
            Action::Down => self.row + 1,
            Action::PageUp => self.row.saturating_sub(page),
            Action::PageDown => self.row + page,
            Action::Top => 0,
            Action::Bottom => usize::MAX,
            _ => return false,
        };
        self.choose(row, length, height);
        true
    }

    /// Moves to a row, or to the last, and brings it into view.
    pub fn choose(&mut self, row: usize, length: usize, height: usize) {
        self.row = row.min(length.saturating_sub(1));
        let height = height.max(1);
        self.top = self
            .top
            .clamp((self.row + 1).saturating_sub(height), self.row);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chosen_row_is_always_shown() {
        let mut cursor = Cursor::at(0);
        for (action, row, top) in [
            (Action::Down, 1, 0),
            (Action::Bottom, 9, 6),
            (Action::Up, 8, 6),
            (Action::PageUp, 5, 5),
            (Action::PageDown, 8, 5),
            (Action::Down, 9, 6),
            (Action::Down, 9, 6),
            (Action::Top, 0, 0),
            (Action::Up, 0, 0),
        ] {
            assert!(cursor.act(action, 10, 4));
            assert_eq!((cursor.row(), cursor.top()), (row, top), "{action}");
        }
        assert!(!cursor.act(Action::Quit, 10, 4));
        cursor.choose(7, 0, 0);
        assert_eq!(cursor.row(), 0);
    }
}
