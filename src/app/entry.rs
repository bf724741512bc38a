//! A text being entered over several lines: typed, pasted, edited, and taken back.
//!
//! The cursor stands between grapheme clusters and moves over rows as they are shown. Crates for
//! this move by characters over lines that are not broken, and paint themselves; here rows are
//! broken by the cells that the terminal really takes.

use super::action::Action;
use crate::domain::text::Widths;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// The shape in which the text is shown, by which the cursor moves up and down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Cells of a row, the cursor's behind the last character included.
    pub width: u16,
    /// How wide characters are drawn.
    pub widths: Widths,
}

/// A text being entered.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    text: String,
    /// Where the cursor stands, in bytes.
    cursor: usize,
    /// Texts and cursors before each change, and those that were taken back.
    before: Vec<(String, usize)>,
    after: Vec<(String, usize)>,
    /// Whether the last change typed a character, so that the next one goes with it.
    typing: bool,
}

impl Entry {
    /// The most characters that can be entered.
    pub const MOST_CHARS: usize = 4000;

    /// A text that is there already, with the cursor behind it.
    pub fn new(text: String) -> Self {
        Self {
            cursor: text.len(),
            text,
            ..Self::default()
        }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Takes typed or pasted text; whether all of it found room. Line ends stay, other controls are
    /// left out.
    pub fn insert(&mut self, text: &str) -> bool {
        let room = Self::MOST_CHARS.saturating_sub(self.text.chars().count());
        let unified = text.replace("\r\n", "\n").replace('\r', "\n");
        let kept = unified.chars().filter(|c| *c == '\n' || !c.is_control());
        let taken: String = kept.clone().take(room).collect();
        if !taken.is_empty() {
            let single = taken.chars().count() == 1 && taken != "\n";
            self.remember(single);
            self.text.insert_str(self.cursor, &taken);
            self.cursor += taken.len();
        }
        kept.count() <= room
    }

    /// Whether there is a change of the text to take back.
    pub fn can_undo(&self) -> bool {
        !self.before.is_empty()
    }

    /// Whether there is a change of the text to do again.
    pub fn can_redo(&self) -> bool {
        !self.after.is_empty()
    }

    /// Takes the text away, for good: it was handed in.
    pub fn clear(&mut self) {
        self.text.clear();
        self.cursor = 0;
        self.after.clear();
        self.typing = false;
    }

    /// Keeps a text to come back to: it is what undo brings next.
    pub fn keep(&mut self, text: String) {
        let cursor = text.len();
        self.push_before((text, cursor));
        self.typing = false;
    }

    /// Does what a key asks for; other actions do nothing.
    pub fn act(&mut self, action: Action, shape: Shape) {
        match action {
            Action::NewLine => _ = self.insert("\n"),
            Action::DeleteBack => self.delete(self.previous()..self.cursor),
            Action::DeleteForward => self.delete(self.cursor..self.next()),
            Action::DeleteWord => self.delete(self.word_start()..self.cursor),
            Action::DeleteToStart => self.delete(self.line().start..self.cursor),
            Action::UndoTyping => self.turn_back(),
            Action::RedoTyping => self.turn_forward(),
            _ => {
                self.typing = false;
                self.cursor = match action {
                    Action::CursorLeft => self.previous(),
                    Action::CursorRight => self.next(),
                    Action::CursorStart => self.line().start,
                    Action::CursorEnd => self.line().end,
                    Action::Up => self.above(shape),
                    Action::Down => self.below(shape),
                    _ => self.cursor,
                };
            }
        }
    }

    /// The rows of the text, as bytes of it. There is one at least.
    pub fn rows(&self, shape: Shape) -> Vec<Range<usize>> {
        // The last cell is the cursor's.
        let width = usize::from(shape.width.saturating_sub(1).max(2));
        let mut rows = Vec::new();
        let mut at = 0;
        for line in self.text.split('\n') {
            let (mut start, mut used) = (at, 0);
            for (offset, _, cells) in shape.widths.graphemes(line) {
                if used + cells > width && used > 0 {
                    rows.push(start..at + offset);
                    (start, used) = (at + offset, 0);
                }
                used += cells;
            }
            rows.push(start..at + line.len());
            at += line.len() + 1;
        }
        rows
    }

    /// The row of the cursor among these, and the cells before it there.
    pub fn cursor_in(&self, rows: &[Range<usize>], widths: Widths) -> (usize, u16) {
        // Between two rows of one line the cursor stands at the beginning of the second.
        let row = rows.iter().rposition(|row| row.start <= self.cursor);
        let row = row.unwrap_or(0);
        let start = rows.get(row).map_or(0, |row| row.start);
        let before = self.text.get(start..self.cursor).unwrap_or_default();
        (row, u16::try_from(widths.of(before)).unwrap_or(u16::MAX))
    }

    /// Keeps the text as it is, to come back to; typing goes back as one.
    fn remember(&mut self, typing: bool) {
        if !(typing && self.typing) {
            self.push_before((self.text.clone(), self.cursor));
        }
        self.after.clear();
        self.typing = typing;
    }

    fn push_before(&mut self, state: (String, usize)) {
        const MOST: usize = 1000;
        self.before.push(state);
        if self.before.len() > MOST {
            self.before.remove(0);
        }
    }

    fn delete(&mut self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        self.remember(false);
        self.cursor = range.start;
        self.text.replace_range(range, "");
    }

    fn turn_back(&mut self) {
        // Of what was handed in the text before it was typed is left, which is as good as none.
        while let Some(state) = self.before.pop() {
            if state.0 == self.text {
                continue;
            }
            self.after
                .push((std::mem::take(&mut self.text), self.cursor));
            (self.text, self.cursor) = state;
            self.typing = false;
            return;
        }
    }

    fn turn_forward(&mut self) {
        if let Some(state) = self.after.pop() {
            self.before
                .push((std::mem::take(&mut self.text), self.cursor));
            (self.text, self.cursor) = state;
            self.typing = false;
        }
    }

    fn previous(&self) -> usize {
        let before = self.text.get(..self.cursor).unwrap_or_default();
        before
            .grapheme_indices(true)
            .next_back()
            .map_or(0, |(at, _)| at)
    }

    fn next(&self) -> usize {
        let after = self.text.get(self.cursor..).unwrap_or_default();
        self.cursor + after.graphemes(true).next().map_or(0, str::len)
    }

    fn word_start(&self) -> usize {
        let before = self.text.get(..self.cursor).unwrap_or_default();
        let word = |(_, word): &(usize, &str)| !word.trim().is_empty();
        let mut words = before.split_word_bound_indices();
        words.rfind(word).map_or(0, |(at, _)| at)
    }

    /// The line of the cursor, without its end.
    fn line(&self) -> Range<usize> {
        let (before, after) = self.text.split_at(self.cursor);
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let end = after.find('\n').unwrap_or(after.len());
        start..self.cursor + end
    }

    fn above(&self, shape: Shape) -> usize {
        let rows = self.rows(shape);
        let (row, x) = self.cursor_in(&rows, shape.widths);
        let upper = row.checked_sub(1).and_then(|row| rows.get(row));
        upper.map_or(0, |row| self.at_cell(row, x, shape.widths))
    }

    fn below(&self, shape: Shape) -> usize {
        let rows = self.rows(shape);
        let (row, x) = self.cursor_in(&rows, shape.widths);
        let lower = rows.get(row + 1);
        lower.map_or(self.text.len(), |row| self.at_cell(row, x, shape.widths))
    }

    /// The boundary of a row that is nearest before so many cells.
    fn at_cell(&self, row: &Range<usize>, x: u16, widths: Widths) -> usize {
        let text = self.text.get(row.clone()).unwrap_or_default();
        row.start + widths.fitting_prefix(text, x.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHAPE: Shape = Shape {
        width: 9,
        widths: Widths::NARROW,
    };

    fn shown(entry: &Entry) -> (Vec<&str>, (usize, u16)) {
        let rows = entry.rows(SHAPE);
        let cursor = entry.cursor_in(&rows, SHAPE.widths);
        let texts = rows.iter().map(|row| &entry.text()[row.clone()]).collect();
        (texts, cursor)
    }

    fn act(entry: &mut Entry, actions: &[Action]) {
        for action in actions {
            entry.act(*action, SHAPE);
        }
    }

    #[test]
    fn rows_are_broken_by_cells_and_the_cursor_stands_by_them() {
        let mut entry = Entry::default();
        assert_eq!(shown(&entry), (vec![""], (0, 0)));
        entry.insert("新质生产力a是");
        assert_eq!(shown(&entry), (vec!["新质生产", "力a是"], (1, 5)));
        act(&mut entry, &[Action::Up]);
        assert_eq!(shown(&entry).1, (0, 4), "in the middle of 产 is before it");
        act(&mut entry, &[Action::CursorRight, Action::CursorRight]);
        assert_eq!(shown(&entry).1, (1, 0));
        act(&mut entry, &[Action::Down]);
        assert_eq!(shown(&entry).1, (1, 5));
        entry.insert("\n");
        assert_eq!(shown(&entry), (vec!["新质生产", "力a是", ""], (2, 0)));
    }

    #[test]
    fn a_slip_in_the_middle_is_mended() {
        let mut entry = Entry::default();
        entry.insert("新制生产力");
        act(&mut entry, &[Action::CursorLeft; 3]);
        act(&mut entry, &[Action::DeleteBack]);
        entry.insert("质");
        assert_eq!(entry.text(), "新质生产力");
        act(&mut entry, &[Action::CursorStart, Action::DeleteForward]);
        assert_eq!(entry.text(), "质生产力");
        act(&mut entry, &[Action::CursorEnd, Action::DeleteToStart]);
        assert_eq!(entry.text(), "");
    }

    #[test]
    fn clusters_are_never_cut() {
        let mut entry = Entry::default();
        entry.insert("e\u{301}👨‍👩‍👧");
        act(&mut entry, &[Action::DeleteBack]);
        assert_eq!(entry.text(), "e\u{301}");
        act(&mut entry, &[Action::CursorLeft, Action::DeleteForward]);
        assert_eq!(entry.text(), "");
    }

    #[test]
    fn changes_are_taken_back_and_done_again() {
        let mut entry = Entry::default();
        for c in ["温", "故"] {
            entry.insert(c);
        }
        entry.insert("而知新");
        act(&mut entry, &[Action::DeleteBack, Action::UndoTyping]);
        assert_eq!(entry.text(), "温故而知新");
        act(&mut entry, &[Action::UndoTyping, Action::UndoTyping]);
        assert_eq!(entry.text(), "", "what was typed at one go goes at once");
        act(&mut entry, &[Action::UndoTyping, Action::RedoTyping]);
        assert_eq!(entry.text(), "温故");
        entry.insert("旧");
        act(&mut entry, &[Action::RedoTyping]);
        assert_eq!(
            entry.text(),
            "温故旧",
            "a change forgets what was taken back"
        );
    }

    #[test]
    fn what_was_handed_in_is_gone_unless_it_is_kept() {
        let mut entry = Entry::default();
        for (text, kept) in [("蒸发", false), ("下雪", true), ("凝结", false)] {
            entry.insert(text);
            entry.clear();
            assert_eq!(entry.text(), "");
            if kept {
                entry.keep(text.to_owned());
            }
        }
        act(&mut entry, &[Action::UndoTyping]);
        assert_eq!(entry.text(), "下雪");
        act(&mut entry, &[Action::UndoTyping]);
        assert_eq!(entry.text(), "");
        act(&mut entry, &[Action::RedoTyping, Action::DeleteBack]);
        assert_eq!(entry.text(), "下");
    }

    #[test]
    fn a_pasted_text_keeps_its_lines_and_has_an_end() {
        let mut entry = Entry::default();
        assert!(entry.insert("一\r\n二\x1b[0m\t"));
        assert_eq!(entry.text(), "一\n二[0m");
        assert!(!entry.insert(&"长".repeat(5000)));
        assert_eq!(entry.text().chars().count(), Entry::MOST_CHARS);
    }
}
