//! Seams of prose: a line is a paragraph, or the part of one that a page has cut.

use super::{DOUBTFUL, FEW_GAPS, Ground, Known, LONG, NARROW, Place, SHORT};
use crate::domain::doc::reflow::glyph::{self, Ending};
use crate::domain::doc::reflow::heads::Head;
use crate::domain::doc::reflow::line::Line;
use crate::domain::doc::reflow::number;
use crate::domain::doc::reflow::wording::{
    ends_source, has_gap, points_back, stands_alone, wording,
};

impl Ground<'_, '_> {
    pub(super) fn odds_prose(&self, place: Place, known: Known) -> f32 {
        let at = place.at;
        let (Some(a), Some(b)) = (self.line(at), self.line(at + 1)) else {
            return -1.0;
        };
        let (before, after) = (self.text(at), self.text(at + 1));
        let ending = place.ending;
        let mut odds = match ending {
            Ending::Sentence => return self.odds_sentence(place),
            Ending::Lead if !before.ends_with('；') => return self.odds_sentence(place).max(-3.0),
            Ending::Lead => -1.8,
            _ if matches!(self.head(at + 1), Head::Numbered(_) | Head::Item(_)) => return -5.0,
            Ending::Open => 6.0,
            Ending::Word if a.width > LONG => 4.5,
            Ending::Word if a.width > 80 => 2.5,
            Ending::Word if a.width > SHORT => 0.8,
            Ending::Word if a.width < NARROW => -4.0,
            Ending::Word => -0.8,
        };
        odds += self.odds_of_line(place, a, b);
        odds += known.weight(self.shape.lines > 30);
        odds += if place.once { 0.0 } else { -2.5 };
        odds += self.odds_of_break(at, b, after);
        odds += odds_of_next(a, b, after);
        if at < self.front {
            odds -= 4.0;
        }
        // What is no longer than a heading may be one, whatever speaks for its going on.
        let may_be_heading = ending == Ending::Word && a.width <= LONG && wording(before) < 2.0;
        if may_be_heading {
            odds.min(DOUBTFUL)
        } else {
            odds
        }
    }

    /// What a line tells by itself: it looks whole, or as a page leaves it.
    fn odds_of_line(&self, place: Place, a: &Line, b: &Line) -> f32 {
        let (at, ending) = (place.at, place.ending);
        let before = self.text(at);
        let is_word = ending == Ending::Word;
        let mut odds = wording(before);
        if is_word && self.shape.gap_rate < FEW_GAPS && has_gap(before) {
            odds -= 2.5;
        }
        if stands_alone(before) {
            odds -= 6.0;
        }
        if is_word && ends_source(before) {
            odds -= 3.0;
        }
        odds += match self.shape.fits_page(a.width, place.starts) {
            Some(true) => 1.6,
            // A page cuts whole lines.
            Some(false) if self.is_page_break(at) => -3.5,
            Some(false) if a.width <= SHORT => -2.0,
            Some(false) => -1.0,
            None => 0.0,
        };
        let is_bare = a.width <= SHORT && b.width > LONG && !before.contains(['，', '、']);
        // Below a heading text starts, and seldom a second heading.
        let above = at
            .checked_sub(1)
            .map_or(Head::None, |above| self.head(above));
        let below_heading = matches!(above, Head::Numbered(_) | Head::Listed(_) | Head::Continues);
        if is_bare && is_word && !below_heading && !self.is_page_break(at) {
            odds -= 1.0;
        }
        odds += match self.head(at) {
            Head::Numbered(_) if self.numbered => -6.0,
            Head::Numbered(_) => -3.5,
            _ if self.numbered => 1.0,
            _ => 0.0,
        };
        odds
    }

    /// What stands between the lines: the edge of a page, blank lines, an indent.
    fn odds_of_break(&self, at: usize, next: &Line, after: &str) -> f32 {
        let mut odds = match self.is_page_break(at) {
            true => 2.0,
            // Nothing else cuts a paragraph.
            false if self.pages_show => -3.0,
            false => 0.0,
        };
        if next.blanks == 0 && self.shape.usual_blanks > 0 && !number::starts_item(after) {
            odds += 3.0;
        }
        if self.shape.indents_mark {
            let goes_on = next.width > SHORT || next.ending == Ending::Sentence;
            odds += match next.indent >= 2 {
                true => -5.0,
                false if goes_on => 5.0,
                false => 2.5,
            };
        }
        odds
    }

    /// Behind the end of a sentence a paragraph ends, unless the next line cannot start one. At the
    /// end of a page it may go on: if its lines are full, and the more so if the next words point back.
    fn odds_sentence(&self, place: Place) -> f32 {
        let at = place.at;
        let (Some(a), Some(b)) = (self.line(at), self.line(at + 1)) else {
            return -1.0;
        };
        let at_break = self.is_page_break(at);
        if self.shape.indents_mark && b.indent < 2 {
            return if at_break { 3.0 } else { 1.5 };
        }
        let chance = self.shape.chance_to_fit(a.width, place.starts);
        match chance {
            Some(chance) if at_break => {
                let after = self.text(at + 1);
                let back = match () {
                    () if number::starts_item(after) => -2.5,
                    () if points_back(after) => 1.6,
                    () => -0.2,
                };
                (0.12 / chance).ln() + back
            }
            _ => -4.5,
        }
    }
}

/// What the next line tells: it starts something, or it could go on.
fn odds_of_next(a: &Line, b: &Line, after: &str) -> f32 {
    let alone = stands_alone(after);
    match () {
        () if alone && !after.starts_with(['（', '(']) => -9.0,
        () if after.starts_with("——") => -7.5,
        () if alone || number::starts_item(after) => -4.0,
        () if after.starts_with(glyph::is_opening) && a.width <= LONG => -2.0,
        () if a.width <= SHORT && b.width <= SHORT && b.ending == Ending::Word => -1.5,
        () => 0.0,
    }
}
