//! Fills lines with text, one after the other: each as long as it may be, ended at the best place
//! within it. Knows nothing of blocks.
//!
//! CLREQ, 先挤进后推出: a mark that no longer fits first goes into the margin or takes the place of
//! the gaps between Han and Latin; then what stands before it goes to the next line with it. Such gaps
//! are alike in a line: all stand or none. They close for marks alone, never for words, and not where
//! that would leave a greater hole than pushing out. Marks in a run longer than any line are parted as
//! the last resort, in the order that `breaks` tells.

use super::breaks::{Quality, Unit, Units, is_tail};
use super::kinsoku::{Closes, is_blank_right, is_closing, may_hang};
use super::stretch::{Beside, least_hole, most_spare};
use super::typography::{Compress, LatinGap, Typography};
use crate::domain::text::Widths;

/// How the cells of a line differ from those of its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Fill {
    /// Cells to be spread over the line so that it ends where it should; 0 in a ragged line.
    pub(super) spare: u16,
    /// What becomes of the places between Han and Latin.
    pub(super) gaps: Gaps,
    /// Whether marks close up.
    pub(super) glyphs: bool,
}

impl Fill {
    /// Whether the line's cells are those of its text.
    pub(super) fn is_plain(self) -> bool {
        self.spare == 0 && self.gaps != Gaps::Open && !self.glyphs
    }
}

/// The places between Han and Latin in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) enum Gaps {
    /// No gaps, but for cells that the line has to spare.
    #[default]
    Spare,
    /// A cell at each.
    Open,
    /// None at any: they gave way to a mark.
    Closed,
}

/// A part of a text that stands in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    /// Bytes of the text: where the line starts, and where the next does.
    pub(super) start: usize,
    pub(super) next: usize,
    pub(super) fill: Fill,
}

/// The room of lines, in cells.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    /// Cells of the first line, and of the others, without the margin.
    pub(super) first: u32,
    pub(super) rest: u32,
    /// Cells behind them into which marks may reach.
    pub(super) margin: u32,
}

/// How lines are filled.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting {
    pub(super) room: Room,
    pub(super) typography: Typography,
    pub(super) widths: Widths,
}

/// The lines of a text without line ends, at least one; and whether these are all. Lines behind the
/// one that holds `until` are left out.
pub(super) fn fill(text: &str, setting: Setting, until: usize) -> (Vec<Piece>, bool) {
    let mut filler = Filler {
        setting,
        units: Units::of(text, setting.widths, setting.typography.punctuation),
        ahead: Vec::new(),
        used: 0,
        growth: Vec::new(),
        start: 0,
        pieces: Vec::new(),
        earlier: None,
        text,
    };
    while filler.line() {
        // The last line there is can yet be set anew, those before it cannot.
        let beyond = filler.pieces.pop_if(|piece| piece.start > until);
        if beyond.is_some() {
            return (filler.pieces, false);
        }
    }
    (filler.pieces, true)
}

/// A place where the open line may end.
#[derive(Debug, Clone, Copy)]
struct End {
    /// Units in the line.
    units: usize,
    cells: Cells,
    /// Whether the gaps between Han and Latin give way to its last marks.
    closed: bool,
}

/// Cells of the open line so far.
#[derive(Debug, Clone, Copy, Default)]
struct Cells {
    /// Up to the last character that is not white space.
    seen: u32,
    /// White space behind that.
    white: u32,
    /// Gaps between Han and Latin, in `seen`.
    gaps: u32,
    /// Closing marks at its end, in `seen`.
    marks: u32,
    /// The last character that is not white space.
    last: Option<char>,
    /// What it is beside Han and Latin, if there is no white space behind it.
    beside: Beside,
    /// Whether it has closed up with the one before it.
    halved: bool,
}

/// The best ends of the open line.
#[derive(Debug, Default)]
struct Ends {
    /// Within the measure: good ones, the last two, and the last reluctant one.
    good: Option<End>,
    earlier: Option<End>,
    reluctant: Option<End>,
    /// The last good one that is within the measure if the gaps give way to its marks.
    closed: Option<End>,
    /// Within measure and margin, the last of each quality.
    wide: [Option<End>; Quality::Good as usize + 1],
}

struct Filler<'t> {
    setting: Setting,
    units: Units<'t>,
    /// Units that were read and stand in no line yet, from index `used` on.
    ahead: Vec<Unit>,
    used: usize,
    /// Cells of the open line with its first unit, its first two, and so on.
    growth: Vec<Cells>,
    /// Where the open line starts.
    start: usize,
    pieces: Vec<Piece>,
    /// Where the line before the open one could have ended, its start known.
    earlier: Option<(usize, End)>,
    text: &'t str,
}

impl Filler<'_> {
    /// Sets one line; false after the last.
    fn line(&mut self) -> bool {
        let measure = self.measure();
        let limit = measure + self.setting.room.margin;
        let overfull = self.grow(limit);
        let candidates = self.growth.len() - usize::from(overfull);
        let ends = self.ends(candidates, (measure, limit));
        let whole = ends.closed.filter(|end| self.ends_text(end));
        // A last line of one character would be worse than one without gaps.
        let best = whole.map(|end| (end, None)).or_else(|| ends.best(measure));
        let (end, earlier) = best.unwrap_or_else(|| (self.end(usize::from(overfull)), None));
        if self.ends_text(&end) {
            self.finish(end.closed);
            return false;
        }
        self.close(end, earlier, measure);
        true
    }

    /// Whether all the text is in lines with a line that ends there.
    fn ends_text(&self, end: &End) -> bool {
        self.used + end.units == self.ahead.len() && self.units.at_end()
    }

    /// Reads on until the open line is too long to end there or the text ends; whether it is.
    fn grow(&mut self, limit: u32) -> bool {
        let mut cells = Cells::default();
        self.growth.clear();
        while let Some(unit) = self.unit(self.growth.len()) {
            cells = self.add(cells, unit);
            self.growth.push(cells);
            if cells.seen - cells.gaps > limit {
                return true;
            }
        }
        false
    }

    /// The best of the ends with at most so many units, looked for from the last one on.
    fn ends(&self, units: usize, room: (u32, u32)) -> Ends {
        let mut ends = Ends::default();
        for units in (1..=units).rev() {
            let next = self.ahead.get(self.used + units);
            let quality = next.map_or(Quality::Good, |unit| unit.before);
            self.note(&mut ends, quality, self.end(units), room);
            if ends.earlier.is_some() {
                break;
            }
        }
        ends
    }

    /// The end behind so many units.
    fn end(&self, units: usize) -> End {
        let last = units.checked_sub(1).and_then(|last| self.growth.get(last));
        let cells = last.copied().unwrap_or_default();
        End {
            units,
            cells,
            closed: false,
        }
    }

    /// Cells of the open line without the margin.
    fn measure(&self) -> u32 {
        let room = self.setting.room;
        if self.pieces.is_empty() {
            room.first
        } else {
            room.rest
        }
    }

    /// The unit at this place in the open line.
    fn unit(&mut self, index: usize) -> Option<Unit> {
        if let Some(unit) = self.ahead.get(self.used + index) {
            return Some(*unit);
        }
        let unit = self.units.next()?;
        self.ahead.push(unit);
        Some(unit)
    }

    /// The cells once the unit is in the line.
    fn add(&self, mut cells: Cells, unit: Unit) -> Cells {
        if unit.c.is_whitespace() {
            cells.white += unit.width;
            cells.beside = Beside::Other;
            return cells;
        }
        let typography = self.setting.typography;
        if typography.latin_gap == LatinGap::Auto {
            let beside = cells.beside.then(unit.c);
            let gap = u32::from(cells.beside.parts_from(beside));
            cells.gaps += gap;
            cells.seen += gap;
            cells.beside = beside;
        }
        let mut width = unit.width;
        let mut halved = false;
        if let Some(last) = cells.last.filter(|_| cells.white == 0)
            && typography.compress == Compress::Glyphs
        {
            match Closes::of(last, unit.c) {
                Closes::First if !cells.halved => {
                    cells.seen -= 1;
                    cells.marks = cells.marks.saturating_sub(1);
                }
                Closes::Second => (width, halved) = (width - 1, true),
                _ => {}
            }
        }
        cells.seen += cells.white + width;
        cells.marks = match is_closing(unit.c) {
            true if cells.white == 0 => cells.marks + width,
            true => width,
            false => 0,
        };
        cells.white = 0;
        cells.last = Some(unit.c);
        cells.halved = halved;
        cells
    }

    /// Cells by which a line is too long when its last mark reaches into the margin.
    fn overhang(&self, cells: &Cells, measure: u32) -> u32 {
        let margin = self.setting.room.margin;
        let reach = match cells.last {
            Some(c) if margin == 2 && may_hang(c) => 2,
            Some(c) if is_blank_right(c) && !cells.halved => margin.min(1),
            _ => 0,
        };
        cells.seen.saturating_sub(measure + reach)
    }

    /// Remembers a place where the line may end, if none behind it is as good.
    fn note(&self, ends: &mut Ends, quality: Quality, end: End, (measure, limit): (u32, u32)) {
        let over = self.overhang(&end.cells, measure);
        let closes = over > 0 && over <= end.cells.marks.min(end.cells.gaps);
        let slot = match quality {
            Quality::Good if over == 0 && ends.good.is_some() => &mut ends.earlier,
            Quality::Good if over == 0 => &mut ends.good,
            Quality::Good if closes => &mut ends.closed,
            Quality::Reluctant if over == 0 => &mut ends.reluctant,
            _ if end.cells.seen > limit => return,
            _ => match ends.wide.get_mut(quality as usize) {
                Some(slot) => slot,
                None => return,
            },
        };
        slot.get_or_insert(End {
            closed: closes && quality == Quality::Good,
            ..end
        });
    }

    /// Ends the open line.
    fn close(&mut self, end: End, earlier: Option<End>, measure: u32) {
        let next = self
            .ahead
            .get(self.used + end.units)
            .map_or(self.text.len(), |unit| unit.at);
        let fill = self.fill(&end, measure);
        self.pieces.push(Piece {
            start: self.start,
            next,
            fill,
        });
        self.earlier = earlier.map(|end| (self.used, end));
        self.start = next;
        self.used += end.units;
        self.forget();
    }

    /// Drops units of lines before the last: the last may yet be set anew.
    fn forget(&mut self) {
        const KEPT: usize = 512;
        if self.used > KEPT {
            let drop = self.earlier.map_or(self.used, |(from, _)| from);
            self.ahead.drain(..drop);
            self.used -= drop;
            self.earlier = self.earlier.map(|(_, end)| (0, end));
        }
    }

    fn fill(&self, end: &End, measure: u32) -> Fill {
        let spare = end.spare(measure);
        let spread = self.setting.typography.justify && spare <= most_spare(measure);
        Fill {
            spare: if spread { spare as u16 } else { 0 },
            ..self.plain(end.closed)
        }
    }

    /// How the last line of a text is filled.
    fn plain(&self, closed: bool) -> Fill {
        let typography = self.setting.typography;
        Fill {
            gaps: match typography.latin_gap {
                LatinGap::None => Gaps::Spare,
                LatinGap::Auto if closed => Gaps::Closed,
                LatinGap::Auto => Gaps::Open,
            },
            glyphs: typography.compress == Compress::Glyphs,
            ..Fill::default()
        }
    }

    /// Ends the last line. One character by itself does not make one, if the line before can spare
    /// another (CLREQ, 孤字不成行).
    fn finish(&mut self, closed: bool) {
        let tail = self.ahead.get(self.used..).unwrap_or_default();
        let alone = tail.iter().skip(1).all(|unit| is_tail(unit.c));
        let lone = alone
            && tail
                .first()
                .is_some_and(|unit| unit.width == 2 && !is_tail(unit.c));
        if let Some((from, end)) = self.earlier.filter(|_| lone) {
            self.widen_last(from, end);
        }
        let fill = self.plain(closed);
        self.pieces.push(Piece {
            start: self.start,
            next: self.text.len(),
            fill,
        });
    }

    fn cells_of(&self, units: &[Unit]) -> Cells {
        let add = |cells, unit: &Unit| self.add(cells, *unit);
        units.iter().fold(Cells::default(), add)
    }

    /// Ends the line before the last at an earlier place, if that leaves no hole.
    fn widen_last(&mut self, from: usize, end: End) {
        let room = self.setting.room;
        let measure = if self.pieces.len() == 1 {
            room.first
        } else {
            room.rest
        };
        let Some(next) = self.ahead.get(from + end.units).map(|unit| unit.at) else {
            return;
        };
        let moved = self.ahead.get(from + end.units..).unwrap_or_default();
        let fits = self.cells_of(moved).seen <= room.rest;
        if !fits || end.spare(measure) > most_spare(measure) {
            return;
        }
        let fill = self.fill(&end, measure);
        if let Some(last) = self.pieces.last_mut() {
            last.next = next;
            last.fill = fill;
        }
        self.start = next;
        self.used = from + end.units;
    }
}

impl End {
    /// Cells that a line that ends here has to spare.
    fn spare(&self, measure: u32) -> u32 {
        let gaps = if self.closed { self.cells.gaps } else { 0 };
        measure.saturating_sub(self.cells.seen - gaps)
    }
}

impl Ends {
    /// The best end, and a good one before it: within the measure as far as there is one, else the
    /// least evil.
    fn best(&self, measure: u32) -> Option<(End, Option<End>)> {
        let torn = |end: &End| end.spare(measure) > least_hole(measure);
        if let Some(closed) = self.closed {
            let pushed_out = self.good.map(|good| good.spare(measure));
            if pushed_out.is_none_or(|spare| closed.spare(measure) <= spare) {
                return Some((closed, self.good));
            }
        }
        match (self.good, self.reluctant) {
            (Some(good), Some(reluctant)) if torn(&good) && reluctant.units > good.units => {
                Some((reluctant, Some(good)))
            }
            (Some(good), _) => Some((good, self.earlier)),
            (None, Some(reluctant)) => Some((reluctant, None)),
            (None, None) => {
                let least_evil = self.wide.iter().rev().find_map(|end| *end);
                least_evil.map(|end| (end, None))
            }
        }
    }
}

#[cfg(test)]
#[path = "fill_tests.rs"]
mod tests;
