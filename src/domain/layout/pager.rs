//! Pages: rows of lines and blank rows, laid out lazily from the block that holds an offset.
//! Nothing before or behind the rows asked for is laid out, save the block they begin in; of a long
//! block, not even what is far behind them.

use super::line::{Geometry, Line, lines_until};
use crate::domain::doc::{Block, BlockKind};
use std::collections::HashMap;
use std::rc::Rc;

/// A row of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// Space between blocks.
    Blank,
    /// A line of the block with this index in the window.
    Line {
        /// Index of the block.
        block: usize,
        /// The line.
        line: Line,
    },
}

/// Lays out the blocks of a window and remembers their lines while the geometry stays.
#[derive(Debug, Clone)]
pub struct Pager {
    geometry: Geometry,
    /// By the block's offset, and whether it stands below a heading.
    laid: HashMap<(usize, bool), Laid>,
}

/// Lines of a block from its first on.
#[derive(Debug, Clone, Default)]
struct Laid {
    lines: Rc<Vec<Line>>,
    /// Whether these are all.
    whole: bool,
}

impl Laid {
    /// Whether the line is among these that holds the offset.
    fn reaches(&self, offset: usize) -> bool {
        self.lines.last().is_some_and(|last| offset < last.next)
    }
}

/// Bytes behind the offset asked for up to which a block is laid out the first time: a few pages.
/// If more is asked for, all of it is, so that nothing is laid out three times.
const AHEAD: usize = 16 * 1024;

/// The place of a line: the index of its block, and its index there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    block: usize,
    line: usize,
}

impl Pager {
    /// A pager for lines of this shape.
    pub fn new(geometry: Geometry) -> Self {
        Self {
            geometry,
            laid: HashMap::new(),
        }
    }

    /// The shape of its lines.
    pub fn geometry(&self) -> Geometry {
        self.geometry
    }

    /// Forgets all lines when the shape changes.
    pub fn set_geometry(&mut self, geometry: Geometry) {
        if self.geometry != geometry {
            *self = Self::new(geometry);
        }
    }

    /// The rows of the page of `height` rows that begins with the line that holds the offset.
    pub fn rows(&mut self, blocks: &[Block], offset: usize, height: usize) -> Vec<Row> {
        let mut rows = Vec::with_capacity(height);
        let Some(top) = self.find(blocks, offset) else {
            return rows;
        };
        let end = self.page_end(blocks, top, height);
        let mut place = top;
        loop {
            let laid = self.laid(blocks, place.block, 0);
            if let Some(line) = laid.lines.get(place.line) {
                rows.push(Row::Line {
                    block: place.block,
                    line: line.clone(),
                });
            }
            let Some((next, gap)) = self.step_down(blocks, place) else {
                return rows;
            };
            if Some(next) == end {
                return rows;
            }
            rows.extend(std::iter::repeat_n(Row::Blank, gap));
            place = next;
        }
    }

    /// The place of the first line behind the page that begins at `top`; `None` if the page shows
    /// the last line. A heading is not the last of a page, unless the page has no other line.
    fn page_end(&mut self, blocks: &[Block], top: Place, height: usize) -> Option<Place> {
        let (mut place, mut used) = (top, 1);
        // Where the headings begin that `place` ends a run of.
        let mut headings: Option<Place> = None;
        loop {
            if !is_heading(blocks, place) {
                headings = None;
            } else if headings.is_none() {
                headings = Some(place);
            }
            let (next, gap) = self.step_down(blocks, place)?;
            used += gap + 1;
            if used > height {
                return headings.filter(|start| *start != top).or(Some(next));
            }
            place = next;
        }
    }

    /// Start of the line `count` lines below the one that holds the offset, or of the last line.
    pub fn lines_down(&mut self, blocks: &[Block], offset: usize, count: usize) -> usize {
        self.travel(blocks, offset, |pager, place| {
            let mut place = place;
            for _ in 0..count {
                let Some((next, _)) = pager.step_down(blocks, place) else {
                    break;
                };
                place = next;
            }
            place
        })
    }

    /// Start of the line `count` lines above the one that holds the offset, or of the first line.
    pub fn lines_up(&mut self, blocks: &[Block], offset: usize, count: usize) -> usize {
        self.travel(blocks, offset, |pager, place| {
            let mut place = place;
            for _ in 0..count {
                let Some((previous, _)) = pager.step_up(blocks, place) else {
                    break;
                };
                place = previous;
            }
            place
        })
    }

    /// Start of the line with at most `count` rows, blank ones among them, from it to the line that
    /// holds the offset.
    pub fn rows_up(&mut self, blocks: &[Block], offset: usize, count: usize) -> usize {
        self.travel(blocks, offset, |pager, place| {
            pager.top_of_page_ending(blocks, place, count + 1)
        })
    }

    /// Top of the page behind a page of `height` rows; `None` when that page shows the last line.
    pub fn page_down(&mut self, blocks: &[Block], offset: usize, height: usize) -> Option<usize> {
        let top = self.find(blocks, offset)?;
        let end = self.page_end(blocks, top, height)?;
        Some(self.start(blocks, end))
    }

    /// Top of the page of `height` rows that ends just above the line that holds the offset, or
    /// with that line if a heading is above it.
    pub fn page_up(&mut self, blocks: &[Block], offset: usize, height: usize) -> usize {
        self.travel(blocks, offset, |pager, place| {
            let Some((above, _)) = pager.step_up(blocks, place) else {
                return place;
            };
            if is_heading(blocks, above) {
                return pager.top_of_page_below_heading(blocks, (above, place), height);
            }
            pager.top_of_page_ending(blocks, above, height)
        })
    }

    /// Top of the page of `height` rows whose last row is the last line of the window.
    pub fn last_page(&mut self, blocks: &[Block], height: usize) -> usize {
        let Some(last) = blocks.last() else { return 0 };
        self.travel(blocks, last.end(), |pager, place| {
            pager.top_of_page_ending(blocks, place, height)
        })
    }

    /// Top of the page that shows the heading `above` the line at `place`: with what it heads, as
    /// far as there is room.
    fn top_of_page_below_heading(
        &mut self,
        blocks: &[Block],
        (above, place): (Place, Place),
        height: usize,
    ) -> Place {
        let mut below = place;
        while is_heading(blocks, below) {
            let Some((next, _)) = self.step_down(blocks, below) else {
                break;
            };
            below = next;
        }
        let top = self.top_of_page_ending(blocks, below, height);
        if top <= above {
            return top;
        }
        // A page of headings alone is not cut.
        let mut first = above;
        while let Some((previous, _)) = self.step_up(blocks, first)
            && is_heading(blocks, previous)
        {
            first = previous;
        }
        self.top_of_page_ending(blocks, above, height).max(first)
    }

    fn top_of_page_ending(&mut self, blocks: &[Block], last: Place, height: usize) -> Place {
        let mut used = 1;
        let mut place = last;
        while let Some((previous, gap)) = self.step_up(blocks, place) {
            used += gap + 1;
            if used > height {
                break;
            }
            place = previous;
        }
        place
    }

    /// Start of the place that a walk from the offset's line ends at.
    fn travel(
        &mut self,
        blocks: &[Block],
        offset: usize,
        walk: impl FnOnce(&mut Self, Place) -> Place,
    ) -> usize {
        let Some(place) = self.find(blocks, offset) else {
            return offset;
        };
        let place = walk(self, place);
        self.start(blocks, place)
    }

    fn find(&mut self, blocks: &[Block], offset: usize) -> Option<Place> {
        let block = blocks
            .partition_point(|b| b.start <= offset)
            .saturating_sub(1);
        blocks.get(block)?;
        let laid = self.laid(blocks, block, offset);
        let line = laid
            .lines
            .partition_point(|l| l.start <= offset)
            .saturating_sub(1);
        Some(Place { block, line })
    }

    fn step_down(&mut self, blocks: &[Block], place: Place) -> Option<(Place, usize)> {
        let mut laid = self.laid(blocks, place.block, 0);
        if place.line + 1 >= laid.lines.len() && !laid.whole {
            laid = self.laid(blocks, place.block, usize::MAX);
        }
        if place.line + 1 < laid.lines.len() {
            return Some((
                Place {
                    line: place.line + 1,
                    ..place
                },
                0,
            ));
        }
        let below = blocks.get(place.block + 1)?;
        let gap = self.gap(blocks.get(place.block)?, below);
        Some((
            Place {
                block: place.block + 1,
                line: 0,
            },
            gap,
        ))
    }

    fn step_up(&mut self, blocks: &[Block], place: Place) -> Option<(Place, usize)> {
        if place.line > 0 {
            return Some((
                Place {
                    line: place.line - 1,
                    ..place
                },
                0,
            ));
        }
        let block = place.block.checked_sub(1)?;
        let gap = self.gap(blocks.get(block)?, blocks.get(place.block)?);
        let last = self.laid(blocks, block, usize::MAX).lines.len();
        let last = last.saturating_sub(1);
        Some((Place { block, line: last }, gap))
    }

    fn start(&mut self, blocks: &[Block], place: Place) -> usize {
        self.laid(blocks, place.block, 0)
            .lines
            .get(place.line)
            .map_or(0, |line| line.start)
    }

    /// The lines of a block, at least to the one that holds the offset.
    fn laid(&mut self, blocks: &[Block], index: usize, until: usize) -> Laid {
        let Some(block) = blocks.get(index) else {
            return Laid::default();
        };
        let above = index.checked_sub(1).and_then(|above| blocks.get(above));
        let above = above.map(|block| block.kind);
        let headed = matches!(above, Some(BlockKind::Heading(_)));
        let known = self.laid.get(&(block.start, headed));
        let until = match known {
            Some(laid) if laid.whole || laid.reaches(until) => return laid.clone(),
            Some(_) => usize::MAX,
            None => until.max(block.start).saturating_add(AHEAD),
        };
        let (lines, whole) = lines_until(above, block, self.geometry, until);
        let lines = Rc::new(lines);
        let laid = Laid { lines, whole };
        self.laid.insert((block.start, headed), laid.clone());
        laid
    }

    /// Blank rows between two neighbouring blocks.
    pub fn gap(&self, above: &Block, below: &Block) -> usize {
        use BlockKind::{Footnote, Heading, Item, Paragraph, Quote, Table};
        if below.continued {
            return 0;
        }
        match (above.kind, below.kind) {
            (Paragraph, Paragraph) => usize::from(self.geometry.paragraph_gap),
            // Parts of one whole stand close, and a heading stands close to what it heads.
            (Item { .. } | Heading(2..), Item { .. })
            | (Heading(2..), Paragraph)
            | (Table, Table)
            | (Footnote, Footnote)
            | (Quote, Quote) => 0,
            _ => 1,
        }
    }
}

fn is_heading(blocks: &[Block], place: Place) -> bool {
    let block = blocks.get(place.block);
    block.is_some_and(|block| matches!(block.kind, BlockKind::Heading(_)))
}

#[cfg(test)]
#[path = "pager_tests.rs"]
mod tests;
