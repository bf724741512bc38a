//! A document: where the page stands in it, and how keys move it.

mod setting;
mod window;

use crate::app::action::Action;
use crate::app::area::{Area, column};
use crate::app::effect::{Direction, Effect};
use crate::app::notice::Notice;
use crate::domain::doc::{Block, BlockKind, Document, Finder};
use crate::domain::id::DocId;
use crate::domain::layout::{Pager, Row};
use setting::{COLUMN, COLUMN_STEP};
use std::ops::Range;

pub use setting::Setting;
pub use window::{Opened, Window};

/// The state of the screen.
#[derive(Debug)]
pub struct Reader {
    /// The document.
    pub document: Document,
    window: Window,
    pager: Pager,
    /// The offset that the page shows in its first line.
    top: usize,
    /// The page as it is laid out.
    rows: Vec<Row>,
    body: Area,
    setting: Setting,
    /// The passage a card came from.
    pub passage: Option<Range<usize>>,
    /// Whether it was opened to look at a passage: the place where reading stopped stays.
    side_trip: bool,
    /// The hit of a search that one is at.
    pub hit: Option<Range<usize>>,
    finder: Option<Finder>,
    jumps: Vec<usize>,
    digits: String,
    arriving: Option<Arrival>,
    /// The place that was remembered last, in this reader.
    saved: Option<usize>,
}

/// How the page is to stand when blocks that were asked for have arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Arrival {
    /// The offset in the first line.
    Top(usize),
    /// The offset in sight.
    Sight(usize),
    /// The last line in the last row.
    End,
}

/// What came of an action: effects to run and, perhaps, a sentence to show.
pub type Outcome = (Vec<Effect>, Option<Notice>);

fn say(notice: Notice) -> Outcome {
    (Vec::new(), Some(notice))
}

impl Reader {
    /// The reader of a document just opened.
    pub fn new(opened: Opened, body: Area, setting: Setting) -> Self {
        let mut reader = Self {
            pager: Pager::new(setting.geometry(body)),
            document: opened.document,
            window: opened.window,
            top: opened.position,
            body,
            setting,
            rows: Vec::new(),
            side_trip: opened.passage.is_some(),
            passage: opened.passage,
            hit: None,
            finder: None,
            jumps: Vec::new(),
            digits: String::new(),
            arriving: None,
            saved: None,
        };
        match reader.passage.clone() {
            Some(passage) => reader.settle(Arrival::Sight(passage.start)),
            None => reader.settle(Arrival::Top(reader.top)),
        }
        reader
    }

    /// Where the text stands on the screen.
    pub fn area(&self) -> Area {
        column(self.body, self.setting.column)
    }

    /// The rows of the page.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The blocks that the rows name by their index.
    pub fn blocks(&self) -> &[Block] {
        &self.window.blocks
    }

    /// The offset of the page's first line.
    pub fn top(&self) -> usize {
        self.top
    }

    /// How far the document has been read, from 0 to 100.
    pub fn percent(&self) -> u8 {
        super::library::percent(self.place(), self.document.length)
    }

    /// The place to remember: the page's first line, or the end once the last line is shown.
    fn place(&self) -> usize {
        let shown_to = self.rows.iter().rev().find_map(|row| match row {
            Row::Line { line, .. } => Some(line.next),
            Row::Blank => None,
        });
        let length = self.document.length;
        if shown_to.is_some_and(|to| to >= length) {
            length
        } else {
            self.top
        }
    }

    /// The heading above the page's first line, as far as it is in the window.
    pub fn section(&self) -> Option<&str> {
        let blocks = &self.window.blocks;
        let shown = blocks.partition_point(|b| b.start <= self.top);
        let is_heading = |b: &&Block| matches!(b.kind, BlockKind::Heading(2..));
        blocks
            .get(..shown)?
            .iter()
            .rev()
            .find(is_heading)
            .map(|b| b.text.as_str())
    }

    /// What is looked for.
    pub fn finder(&self) -> Option<&Finder> {
        self.finder.as_ref()
    }

    /// The digits typed before `%`.
    pub fn digits(&self) -> &str {
        &self.digits
    }

    /// How the page is set.
    pub fn setting(&self) -> Setting {
        self.setting
    }

    /// Takes the size of the screen's body; the offset stays on the page, and so does a passage or
    /// a hit that was in sight.
    pub fn resize(&mut self, body: Area) -> Vec<Effect> {
        let marked = [&self.hit, &self.passage].into_iter().flatten();
        let seen = marked
            .map(|range| range.start)
            .find(|start| self.shows(*start));
        self.body = body;
        self.set_geometry();
        if let Some(start) = seen {
            self.settle(Arrival::Sight(start));
        }
        self.look_ahead()
    }

    /// Takes a typed digit.
    pub fn digit(&mut self, digit: char) {
        const LONGEST: usize = 3;
        if self.digits.len() < LONGEST {
            self.digits.push(digit);
        }
    }

    /// Forgets the digits; whether there were any.
    pub fn drop_digits(&mut self) -> bool {
        !std::mem::take(&mut self.digits).is_empty()
    }

    /// Takes blocks that were asked for.
    pub fn arrive(&mut self, window: Window) {
        self.window = window;
        match self.arriving.take() {
            Some(arrival) => self.settle(arrival),
            None => self.lay(),
        }
    }

    /// The effect that remembers the place, unless it is remembered already. A document that was
    /// opened is one that is being read, wherever its page stands.
    pub fn save(&mut self) -> Option<Effect> {
        let place = self.place();
        if self.side_trip || self.saved == Some(place) {
            return None;
        }
        self.saved = Some(place);
        Some(Effect::SavePosition(self.document.id.clone(), place))
    }

    /// The place was not remembered after all: it is to be tried again.
    pub fn not_saved(&mut self) {
        self.saved = None;
    }

    /// Does what a key asks for.
    pub fn act(&mut self, action: Action) -> Outcome {
        let digits = std::mem::take(&mut self.digits);
        // Blocks that have not come by now will not come.
        self.arriving = None;
        let height = self.height();
        match action {
            Action::NextPage => self.page_down(),
            Action::PreviousPage => self.page_up(),
            Action::HalfPageDown => self.lines(height.div_ceil(2), Direction::Forward),
            Action::HalfPageUp => self.lines(height.div_ceil(2), Direction::Backward),
            Action::LineDown => self.lines(1, Direction::Forward),
            Action::LineUp => self.lines(1, Direction::Backward),
            Action::DocumentStart => (self.jump(Arrival::Top(0)), None),
            Action::DocumentEnd => (self.jump(Arrival::End), None),
            Action::GoToPercent => self.go_to_percent(&digits),
            Action::JumpBack => match self.jumps.pop() {
                Some(offset) => (self.go(Arrival::Top(offset)), None),
                None => say(Notice::NoJump),
            },
            Action::FindNext => self.find_again(Direction::Forward),
            Action::FindPrevious => self.find_again(Direction::Backward),
            Action::Wider if self.area().width < column(self.body, u16::MAX).width => {
                self.set_column(self.area().width.saturating_add(COLUMN_STEP))
            }
            // What is seen changes, not a width that the screen does not have.
            Action::Narrower => self.set_column(self.area().width.saturating_sub(COLUMN_STEP)),
            _ => (Vec::new(), None),
        }
    }

    /// Looks for a new query, from the page on.
    pub fn find(&mut self, query: &str) -> Outcome {
        self.finder = Finder::new(query);
        match &self.finder {
            Some(finder) => (
                vec![self.search(finder, self.top, Direction::Forward)],
                None,
            ),
            None => (Vec::new(), None),
        }
    }

    /// Forgets the search and its hits; whether there was one.
    pub fn clear_search(&mut self) -> bool {
        self.hit = None;
        self.finder.take().is_some()
    }

    /// Takes the answer to a search for a query; one for an earlier query comes too late.
    pub fn found(&mut self, query: &str, hit: Option<Range<usize>>, wrapped: bool) -> Outcome {
        if self.finder.as_ref().map(Finder::query) != Some(query) {
            return (Vec::new(), None);
        }
        let Some(hit) = hit else {
            return say(Notice::NotFound(query.to_owned()));
        };
        self.hit = Some(hit.clone());
        (
            self.jump(Arrival::Sight(hit.start)),
            wrapped.then_some(Notice::Wrapped),
        )
    }

    /// Goes to a heading, a hit or a passage, and remembers the way back.
    pub fn go_to(&mut self, offset: usize) -> Vec<Effect> {
        self.jump(Arrival::Top(offset))
    }

    fn height(&self) -> usize {
        usize::from(self.body.height)
    }

    fn page_down(&mut self) -> Outcome {
        match self
            .pager
            .page_down(&self.window.blocks, self.top, self.height())
        {
            Some(top) => self.turn(top),
            None => say(Notice::AtEnd),
        }
    }

    fn page_up(&mut self) -> Outcome {
        let top = self
            .pager
            .page_up(&self.window.blocks, self.top, self.height());
        if top == self.top {
            say(Notice::AtStart)
        } else {
            self.turn(top)
        }
    }

    fn lines(&mut self, count: usize, direction: Direction) -> Outcome {
        let blocks = &self.window.blocks;
        if direction == Direction::Backward {
            let top = self.pager.lines_up(blocks, self.top, count);
            return if top == self.top {
                say(Notice::AtStart)
            } else {
                self.turn(top)
            };
        }
        // The page does not move past the one that shows the last line.
        let height = self.height();
        if self.pager.page_down(blocks, self.top, height).is_none() {
            return say(Notice::AtEnd);
        }
        let mut top = self.pager.lines_down(blocks, self.top, count);
        if self.window.at_end && self.pager.page_down(blocks, top, height).is_none() {
            top = top.min(self.pager.last_page(blocks, height)).max(self.top);
        }
        self.turn(top)
    }

    fn turn(&mut self, top: usize) -> Outcome {
        self.top = top;
        self.lay();
        (self.look_ahead(), None)
    }

    /// Lays the page out anew.
    fn lay(&mut self) {
        self.rows = self
            .pager
            .rows(&self.window.blocks, self.top, self.height());
    }

    /// Asks for blocks when fewer than three pages are at hand on a side that has more.
    pub(crate) fn look_ahead(&mut self) -> Vec<Effect> {
        const BYTES_PER_CELL: usize = 2;
        let page = self.height() * usize::from(self.pager.geometry().width) * BYTES_PER_CELL;
        let first = self.window.blocks.first().map_or(0, |b| b.start);
        let last = self.window.blocks.last().map_or(0, Block::end);
        let short_above = !self.window.at_start && self.top.saturating_sub(first) < 3 * page;
        let short_below = !self.window.at_end && last.saturating_sub(self.top) < 4 * page;
        if short_above || short_below {
            return vec![Effect::LoadBlocks(self.document.id.clone(), self.top)];
        }
        Vec::new()
    }

    fn go_to_percent(&mut self, digits: &str) -> Outcome {
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

    fn find_again(&mut self, direction: Direction) -> Outcome {
        let Some(finder) = &self.finder else {
            return say(Notice::NoQuery);
        };
        let here = self.hit.clone().filter(|hit| self.shows(hit.start));
        let from = match (here, direction) {
            (Some(hit), Direction::Forward) => hit.end,
            (Some(hit), Direction::Backward) => hit.start,
            (None, _) => self.top,
        };
        (vec![self.search(finder, from, direction)], None)
    }

    fn search(&self, finder: &Finder, from: usize, direction: Direction) -> Effect {
        Effect::Find {
            doc: self.document.id.clone(),
            query: finder.query().to_owned(),
            from,
            direction,
        }
    }

    fn shows(&self, offset: usize) -> bool {
        self.rows.iter().any(|row| match row {
            Row::Line { line, .. } => (line.start..line.next.max(line.end)).contains(&offset),
            Row::Blank => false,
        })
    }

    /// A jump: a move after which one may want to come back.
    fn jump(&mut self, arrival: Arrival) -> Vec<Effect> {
        const REMEMBERED: usize = 100;
        let from = self.top;
        let effects = self.go(arrival);
        let moves = self.top != from || self.arriving.is_some();
        if moves && self.jumps.last() != Some(&from) {
            self.jumps.push(from);
        }
        if self.jumps.len() > REMEMBERED {
            self.jumps.remove(0);
        }
        effects
    }

    fn go(&mut self, arrival: Arrival) -> Vec<Effect> {
        let offset = match arrival {
            Arrival::Top(offset) | Arrival::Sight(offset) => offset,
            Arrival::End => self.document.length,
        };
        if self.window.covers(offset) {
            self.settle(arrival);
            return self.look_ahead();
        }
        self.arriving = Some(arrival);
        vec![Effect::LoadBlocks(self.document.id.clone(), offset)]
    }

    fn settle(&mut self, arrival: Arrival) {
        let height = self.height();
        let blocks = &self.window.blocks;
        let last = self.pager.last_page(blocks, height);
        self.top = match arrival {
            Arrival::End => last,
            // Near the end the page stays full.
            Arrival::Top(offset) if self.window.at_end && offset > last => last,
            Arrival::Top(offset) => self.pager.lines_up(blocks, offset, 0),
            Arrival::Sight(offset) if self.shows(offset) => self.top,
            Arrival::Sight(offset) => {
                let above = self.pager.lines_up(blocks, offset, height / 3);
                if self.window.at_end {
                    above.min(last)
                } else {
                    above
                }
            }
        };
        self.lay();
    }

    fn set_column(&mut self, column: u16) -> Outcome {
        let (narrowest, widest) = COLUMN;
        self.setting.column = column.clamp(narrowest, widest);
        self.set_geometry();
        (self.look_ahead(), None)
    }

    fn set_geometry(&mut self) {
        self.pager.set_geometry(self.setting.geometry(self.body));
        self.lay();
    }

    /// The document's id.
    pub fn id(&self) -> &DocId {
        &self.document.id
    }
}

#[cfg(test)]
#[path = "reader_tests.rs"]
mod tests;
