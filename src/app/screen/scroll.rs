//! Where a text stands that may be longer than its area.

use crate::app::action::Action;

/// How a text fitted its area when it was painted last, in rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Fit {
    /// Rows above the first one shown.
    pub first: u16,
    /// Rows that there is room for.
    pub room: u16,
    /// Rows that do not fit in all: where all are shown in one piece, the greatest `first`.
    pub overflow: u16,
    /// The row that comes below those shown; none where the last one is in sight.
    pub next: Option<u16>,
}

/// What a row is for a text that is read page by page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageRow {
    /// Neither begins a page nor ends it.
    Blank,
    /// Ends no page: it belongs to what is below it.
    Heading,
    /// Any other.
    Text,
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
        let first = wanted.min(overflow);
        Fit {
            first: in_rows(first),
            room,
            overflow: in_rows(overflow),
            next: (first < overflow).then(|| in_rows(first + usize::from(room))),
        }
    }

    /// How the text stands that is read page by page: each page begins where the one before it
    /// ended, so that the last one may be short.
    pub fn paged(self, rows: &[PageRow], room: u16) -> Fit {
        let is_blank = |row: &PageRow| *row == PageRow::Blank;
        let wanted = self.moved_to.map_or(0, usize::from);
        let first = wanted.min(rows.len().saturating_sub(1));
        let below = rows.get(first..).unwrap_or_default();
        let page = below.get(..usize::from(room)).unwrap_or(below);
        let next = (page.len() < below.len()).then(|| {
            let text = page.iter().rposition(|row| *row == PageRow::Text);
            let end = first + text.map_or(page.len(), |last| last + 1);
            let behind = rows.get(end..).unwrap_or_default();
            end + behind.iter().take_while(|row| is_blank(row)).count()
        });
        Fit {
            first: in_rows(first),
            room,
            overflow: in_rows(rows.len().saturating_sub(usize::from(room))),
            next: next.map(in_rows),
        }
    }

    /// Whether part of the text is below the last row shown.
    pub fn has_more_below(self) -> bool {
        self.fit.next.is_some()
    }

    /// Goes on to the next page of a text that is read page by page.
    pub fn turn(&mut self) {
        self.moved_to = self.fit.next.or(self.moved_to);
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
        // The last of the pages may begin below the last row that a full one begins with.
        let most = self.fit.overflow.max(from);
        self.moved_to = Some(from.saturating_add_signed(rows).min(most));
    }

    /// Something is new in the text: it is to be in sight.
    pub fn show_newest(&mut self) {
        self.moved_to = None;
    }
}

fn in_rows(rows: usize) -> u16 {
    u16::try_from(rows).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use PageRow::{Blank, Heading, Text};

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
    fn each_page_begins_where_the_one_before_it_ended_and_no_heading_ends_one() {
        let rows = [
            Text, Text, Blank, Heading, Text, Blank, Text, Blank, Heading, Heading, Text, Text,
        ];
        let mut scroll = Scroll::default();
        let mut pages = Vec::new();
        loop {
            scroll.fit = scroll.paged(&rows, 4);
            pages.push((scroll.fit.first, scroll.fit.next));
            if !scroll.has_more_below() {
                break;
            }
            scroll.turn();
        }
        assert_eq!(
            pages,
            [(0, Some(3)), (3, Some(8)), (8, None)],
            "from row to row"
        );
        scroll.act(Action::Up);
        assert_eq!(scroll.paged(&rows, 4).first, 7);
        assert_eq!(
            Scroll::default().paged(&[], 4),
            Fit {
                room: 4,
                ..Fit::default()
            }
        );
        let headings = [Heading; 6];
        assert_eq!(Scroll::default().paged(&headings, 4).next, Some(4));
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
