//! A document: where the page stands in it, and how keys move it.

mod jump;
mod link;
mod note;
mod pages;
mod search;
mod setting;
mod sideways;
mod window;

use crate::app::action::Action;
use crate::app::area::{Area, column};
use crate::app::effect::{Direction, Effect};
use crate::app::notice::Notice;
use crate::domain::doc::{Block, BlockKind, Document, Finder};
use crate::domain::id::DocId;
use crate::domain::layout::{Pager, Row, Sheet};
use crate::domain::text::Widths;
use jump::Arrival;
use note::NoteTrip;
use setting::{COLUMN, COLUMN_STEP};
use sideways::Sideways;
use std::ops::Range;

pub use note::NoteMark;
pub use pages::{PageShape, Pages};
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
    /// The page as it is laid out, column by column.
    columns: Vec<Vec<Row>>,
    sideways: Sideways,
    body: Area,
    setting: Setting,
    /// The passage a card came from.
    pub passage: Option<Range<usize>>,
    /// Whether it was opened to look at a passage: the place where reading stopped stays.
    side_trip: bool,
    /// The hit of a search that one is at.
    pub hit: Option<Range<usize>>,
    finder: Option<Finder>,
    /// The first bytes of all hits, once they were counted.
    hits: Option<Vec<usize>>,
    jumps: Vec<usize>,
    /// Where one jumped back from.
    ahead: Vec<usize>,
    trip: Option<NoteTrip>,
    /// The link or the picture that was chosen last.
    link: Option<Range<usize>>,
    digits: String,
    /// Where pages begin, once they were counted.
    pages: Option<Pages>,
    arriving: Option<Arrival>,
    /// The place that was remembered last, in this reader.
    saved: Option<usize>,
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
            columns: Vec::new(),
            side_trip: opened.passage.is_some(),
            sideways: Sideways::default(),
            passage: opened.passage,
            hit: None,
            finder: None,
            hits: None,
            jumps: Vec::new(),
            ahead: Vec::new(),
            trip: None,
            link: None,
            digits: String::new(),
            pages: None,
            arriving: None,
            saved: None,
        };
        match reader.passage.clone() {
            Some(passage) => reader.settle(Arrival::Sight(passage.start)),
            None => reader.settle(Arrival::Top(reader.top)),
        }
        reader
    }

    /// The columns of the page: where each stands on the screen, and its rows.
    pub fn columns(&self) -> impl Iterator<Item = (Area, &[Row])> {
        let areas = self.setting.areas(self.body).into_iter();
        areas.zip(self.columns.iter().map(Vec::as_slice))
    }

    /// The rows of the page, one column after the other.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = &Row> {
        self.columns.iter().flatten()
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
        let shown_to = self.rows().rev().find_map(|row| match row {
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

    /// The text of the page, a line for each of its blocks.
    pub fn page_text(&self) -> String {
        let mut text = String::new();
        let mut last = None;
        for row in self.rows() {
            let Row::Line { block: index, line } = row else {
                continue;
            };
            if last.replace(*index).is_some_and(|last| last != *index) {
                text.push('\n');
            }
            let block = self.blocks().get(*index);
            let range = block.map(|block| line.start - block.start..line.next - block.start);
            text.push_str(
                block
                    .zip(range)
                    .and_then(|(b, r)| b.text.get(r))
                    .unwrap_or_default(),
            );
        }
        text
    }

    /// The heading above the page's first line, as far as it is in the window.
    pub fn section(&self) -> Option<&Block> {
        let blocks = &self.window.blocks;
        let shown = blocks.partition_point(|b| b.start <= self.top);
        let is_heading = |b: &&Block| matches!(b.kind, BlockKind::Heading(2..));
        blocks.get(..shown)?.iter().rev().find(is_heading)
    }

    /// Whether there is an earlier place to go back to.
    pub fn has_jumped(&self) -> bool {
        !self.jumps.is_empty()
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
        self.look_around()
    }

    /// Takes how wide the terminal draws characters of ambiguous width.
    pub fn set_widths(&mut self, widths: Widths) -> Vec<Effect> {
        self.setting.widths = widths;
        self.resize(self.body)
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
        match action {
            Action::NextPage => self.page_down(),
            Action::PreviousPage => self.page_up(),
            Action::HalfPageDown => self.lines(self.half_page(), Direction::Forward),
            Action::HalfPageUp => self.lines(self.half_page(), Direction::Backward),
            Action::LineDown => self.lines(1, Direction::Forward),
            Action::LineUp => self.lines(1, Direction::Backward),
            Action::ScrollRight => self.scroll_sideways(Direction::Forward),
            Action::ScrollLeft => self.scroll_sideways(Direction::Backward),
            Action::DocumentStart => (self.jump(Arrival::Top(0)), None),
            Action::DocumentEnd => (self.jump(Arrival::End), None),
            Action::GoToPercent => self.go_to_percent(&digits),
            Action::JumpBack => self.jump_back(),
            Action::JumpForward => self.jump_forward(),
            Action::FollowNote => self.follow_note(),
            Action::NextLink => self.choose_link(true),
            Action::PreviousLink => self.choose_link(false),
            Action::OpenLink => self.open_link(),
            Action::FindNext => self.find_again(Direction::Forward),
            Action::FindPrevious => self.find_again(Direction::Backward),
            // What is seen changes, not a width that the screen does not have.
            Action::Wider if self.width() >= column(self.body, u16::MAX).width => {
                say(Notice::Column(self.width(), true))
            }
            Action::Wider => self.set_column(self.width().saturating_add(COLUMN_STEP)),
            Action::Narrower => self.set_column(self.width().saturating_sub(COLUMN_STEP)),
            _ => (Vec::new(), None),
        }
    }

    /// The shape of the page.
    fn sheet(&self) -> Sheet {
        Sheet {
            columns: self.setting.areas(self.body).len(),
            height: usize::from(self.body.height),
        }
    }

    /// Forgets the search and its hits; whether there was one.
    pub fn clear_search(&mut self) -> bool {
        self.hit = None;
        self.hits = None;
        self.finder.take().is_some()
    }

    /// Cells of a column as it is seen.
    fn width(&self) -> u16 {
        self.pager.geometry().width
    }

    /// Lines of half a page: with two columns, those of one.
    fn half_page(&self) -> usize {
        let sheet = self.sheet();
        (sheet.columns * sheet.height).div_ceil(2)
    }

    fn page_down(&mut self) -> Outcome {
        let sheet = self.sheet();
        match self.pager.sheet_down(&self.window.blocks, self.top, sheet) {
            Some(top) => self.turn(top),
            None => say(Notice::AtEnd),
        }
    }

    fn page_up(&mut self) -> Outcome {
        let sheet = self.sheet();
        let top = self.pager.sheet_up(&self.window.blocks, self.top, sheet);
        if top == self.top {
            say(Notice::AtStart)
        } else {
            self.turn(top)
        }
    }

    fn lines(&mut self, count: usize, direction: Direction) -> Outcome {
        let sheet = self.sheet();
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
        if self.pager.sheet_down(blocks, self.top, sheet).is_none() {
            return say(Notice::AtEnd);
        }
        let mut top = self.pager.lines_down(blocks, self.top, count);
        if self.window.at_end && self.pager.sheet_down(blocks, top, sheet).is_none() {
            top = top.min(self.pager.last_sheet(blocks, sheet)).max(self.top);
        }
        self.turn(top)
    }

    fn turn(&mut self, top: usize) -> Outcome {
        self.top = top;
        self.lay();
        // A page and more was at hand behind the one that was left.
        let effects = self.short().then(|| self.load_around(self.top, true));
        (effects.into_iter().collect(), None)
    }

    /// Lays the page out anew.
    fn lay(&mut self) {
        let sheet = self.sheet();
        self.columns = self.pager.columns(&self.window.blocks, self.top, sheet);
        self.lay_sideways();
    }

    /// Asks for blocks at once when too few are at hand for a page of whatever shape it now has.
    pub(crate) fn look_around(&self) -> Vec<Effect> {
        let effects = self.short().then(|| self.load_around(self.top, false));
        effects.into_iter().collect()
    }

    /// Whether fewer than three pages are at hand on a side that has more.
    fn short(&self) -> bool {
        let page = self.page_bytes();
        let first = self.window.blocks.first().map_or(0, |b| b.start);
        let last = self.window.blocks.last().map_or(0, Block::end);
        let short_above = !self.window.at_start && self.top.saturating_sub(first) < 3 * page;
        let short_below = !self.window.at_end && last.saturating_sub(self.top) < 4 * page;
        short_above || short_below
    }

    /// Bytes of text that a page holds at most, unless it is full of marks without a width.
    fn page_bytes(&self) -> usize {
        const BYTES_PER_CELL: usize = 2;
        let sheet = self.sheet();
        sheet.columns * sheet.height * usize::from(self.width()) * BYTES_PER_CELL
    }

    /// Asks for the pages around an offset: so many that some can be turned before the next ask.
    fn load_around(&self, at: usize, ahead: bool) -> Effect {
        const PAGES: usize = 8;
        Effect::LoadBlocks {
            doc: self.document.id.clone(),
            at,
            reach: PAGES * self.page_bytes(),
            ahead,
        }
    }

    fn shows(&self, offset: usize) -> bool {
        self.rows().any(|row| match row {
            Row::Line { line, .. } => (line.start..line.next.max(line.end)).contains(&offset),
            Row::Blank => false,
        })
    }

    fn set_column(&mut self, column: u16) -> Outcome {
        let (narrowest, widest) = COLUMN;
        let before = self.width();
        self.setting.column = column.clamp(narrowest, widest);
        self.set_geometry();
        let notice = Notice::Column(self.width(), self.width() == before);
        (self.look_around(), Some(notice))
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

#[cfg(test)]
#[path = "reader_columns_tests.rs"]
mod columns_tests;

#[cfg(test)]
#[path = "reader_sideways_tests.rs"]
mod sideways_tests;
