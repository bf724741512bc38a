//! Lines wider than the column: how far they are scrolled to the side.

use super::{Outcome, Reader, say};
use crate::app::effect::Direction;
use crate::app::notice::Notice;
use crate::domain::doc::{Block, BlockKind};
use crate::domain::layout::{Line, Row, is_wide, line_width, placed, table_stops};
use std::collections::BTreeMap;

/// By how many cells a key scrolls.
const STEP: usize = 8;

/// How the wide lines of a page stand.
#[derive(Debug, Clone, Default)]
pub(super) struct Sideways {
    /// Cells that have left the column on its left.
    scroll: usize,
    /// The farthest that anything on the page can be scrolled.
    farthest: usize,
    /// The stops of the table that a block is a row of, by the block's index.
    stops: BTreeMap<usize, Vec<usize>>,
}

impl Reader {
    /// Cells by which wide lines are scrolled to the left.
    pub fn scrolled(&self) -> usize {
        self.sideways.scroll
    }

    /// Where the columns of the table begin that this block is a row of, in cells.
    pub fn stops(&self, block: usize) -> &[usize] {
        let stops = self.sideways.stops.get(&block);
        stops.map_or(&[], Vec::as_slice)
    }

    pub(super) fn scroll_sideways(&mut self, direction: Direction) -> Outcome {
        let from = self.sideways.scroll;
        let to = match direction {
            Direction::Forward => (from + STEP).min(self.sideways.farthest),
            Direction::Backward => from.saturating_sub(STEP),
        };
        if to == from {
            return say(Notice::NothingWider);
        }
        self.sideways.scroll = to;
        (Vec::new(), None)
    }

    /// Measures the wide lines of the page; what was scrolled stays so as far as there is text.
    pub(super) fn lay_sideways(&mut self) {
        self.sideways.stops = self.tables();
        let excess = self.wide_lines().map(|(index, block, line)| {
            line_width(block, line, self.stops(index), self.setting.widths)
                .saturating_sub(self.room(line))
        });
        let farthest = excess.max().unwrap_or(0).next_multiple_of(STEP);
        self.sideways.farthest = farthest;
        self.sideways.scroll = self.sideways.scroll.min(farthest);
    }

    /// Scrolls so that the offset is seen, if it stands in a wide line of the page.
    pub(super) fn reveal(&mut self, offset: usize) {
        let holds = |line: &Line| (line.start..line.next.max(line.end)).contains(&offset);
        let Some((index, block, line)) = self.wide_lines().find(|(_, _, line)| holds(line)) else {
            return;
        };
        let x = placed(block, line, self.stops(index), self.setting.widths)
            .iter()
            .find(|placed| placed.at + placed.length > offset)
            .map_or(0, |placed| placed.x);
        let (from, room) = (self.sideways.scroll, self.room(line));
        // One cell on each side may be taken by the mark of the cut, and the character by two.
        let seen = x >= from + usize::from(from > 0) && x + 3 <= from + room;
        if !seen {
            let wanted = x.saturating_sub(room / 3) / STEP * STEP;
            self.sideways.scroll = wanted.min(self.sideways.farthest);
        }
    }

    /// Cells that a line's text has in the column.
    fn room(&self, line: &Line) -> usize {
        usize::from(self.width().saturating_sub(line.indent))
    }

    fn wide_lines(&self) -> impl Iterator<Item = (usize, &Block, &Line)> {
        self.rows().filter_map(|row| match row {
            Row::Line { block, line } => {
                let held = self.window.blocks.get(*block)?;
                is_wide(held.kind).then_some((*block, held, line))
            }
            Row::Blank => None,
        })
    }

    /// The stops of the tables on the page.
    fn tables(&self) -> BTreeMap<usize, Vec<usize>> {
        let mut tables: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (index, block, _) in self.wide_lines() {
            if block.kind != BlockKind::Table || tables.contains_key(&index) {
                continue;
            }
            let above = index.checked_sub(1).and_then(|above| tables.get(&above));
            let stops = match above {
                Some(stops) => stops.clone(),
                None => table_stops(&self.window.blocks, index, self.setting.widths),
            };
            tables.insert(index, stops);
        }
        tables
    }
}
