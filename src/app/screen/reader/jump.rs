//! Jumps: to a place in the document that need not be near, and the way back.

use super::{Outcome, Reader, say};
use crate::app::effect::Effect;
use crate::app::notice::Notice;
use crate::domain::doc::{Block, BlockKind};

/// How the page is to stand when blocks that were asked for have arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arrival {
    /// The offset in the first line.
    Top(usize),
    /// The offset in sight.
    Sight(usize),
    /// The last line in the last row.
    End,
}

impl Reader {
    /// Goes to a heading, a hit or a passage, and remembers the way back.
    pub fn go_to(&mut self, offset: usize) -> Vec<Effect> {
        self.jump(Arrival::Top(offset))
    }

    pub(super) fn go_to_percent(&mut self, digits: &str) -> Outcome {
        match digits.parse::<usize>() {
            Ok(percent) if percent <= 100 => {
                let offset = self.document.length / 100 * percent
                    + self.document.length % 100 * percent / 100;
                let arrival = if percent == 100 {
                    Arrival::End
                } else {
                    Arrival::Top(offset)
                };
                (self.jump(arrival), None)
            }
            _ => say(Notice::BadPercent),
        }
    }

    /// A jump: a move after which one may want to come back.
    pub(super) fn jump(&mut self, arrival: Arrival) -> Vec<Effect> {
        const REMEMBERED: usize = 100;
        let from = self.top;
        let effects = self.go(arrival);
        let moves = self.top != from || self.arriving.is_some();
        if moves {
            self.ahead.clear();
        }
        if moves && self.jumps.last() != Some(&from) {
            self.jumps.push(from);
        }
        if self.jumps.len() > REMEMBERED {
            self.jumps.remove(0);
        }
        effects
    }

    pub(super) fn jump_back(&mut self) -> Outcome {
        match self.jumps.pop() {
            Some(offset) => {
                self.ahead.push(self.top);
                (self.go(Arrival::Top(offset)), None)
            }
            None => say(Notice::NoJump),
        }
    }

    pub(super) fn jump_forward(&mut self) -> Outcome {
        match self.ahead.pop() {
            Some(offset) => {
                self.jumps.push(self.top);
                (self.go(Arrival::Top(offset)), None)
            }
            None => say(Notice::NoJumpAhead),
        }
    }

    pub(super) fn go(&mut self, arrival: Arrival) -> Vec<Effect> {
        let offset = match arrival {
            Arrival::Top(offset) | Arrival::Sight(offset) => offset,
            Arrival::End => self.document.length,
        };
        if self.window.covers(offset) {
            self.settle(arrival);
            return self.look_around();
        }
        self.arriving = Some(arrival);
        vec![self.load_around(offset, false)]
    }

    pub(super) fn settle(&mut self, arrival: Arrival) {
        let sheet = self.sheet();
        let blocks = &self.window.blocks;
        let top = match arrival {
            Arrival::End => usize::MAX,
            Arrival::Top(offset) => self.pager.lines_up(blocks, offset, 0),
            Arrival::Sight(offset) if self.shows(offset) => self.top,
            // What a heading heads is what one came for.
            Arrival::Sight(offset) if is_heading(blocks, offset) => {
                self.pager.lines_up(blocks, offset, 0)
            }
            Arrival::Sight(offset) => self.pager.rows_up(blocks, offset, sheet.height / 3),
        };
        // Near the end the page stays full. The end is laid out only where it may be in sight.
        self.top = if arrival == Arrival::End || self.window.at_end {
            top.min(self.pager.last_sheet(blocks, sheet))
        } else {
            top
        };
        self.lay();
        if let Arrival::Sight(offset) = arrival {
            self.reveal(offset);
        }
    }
}

/// Whether the offset lies in a heading.
fn is_heading(blocks: &[Block], offset: usize) -> bool {
    let above = blocks.partition_point(|block| block.start <= offset);
    let block = above.checked_sub(1).and_then(|index| blocks.get(index));
    block.is_some_and(|block| matches!(block.kind, BlockKind::Heading(_)))
}
