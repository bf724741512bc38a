//! Seams of hard-wrapped text: a line is a printed one, and its width tells whether it was cut.

use super::{DOUBTFUL, Ground, Known, Place, SHORT};
use crate::domain::doc::reflow::glyph::{self, Ending};
use crate::domain::doc::reflow::heads::Head;
use crate::domain::doc::reflow::line::Line;
use crate::domain::doc::reflow::number::{self, Style};
use crate::domain::doc::reflow::wording::{
    completes, ends_as_source, ends_source, is_labelled, stands_alone, wording,
};

impl Ground<'_, '_> {
    pub(super) fn odds_wrapped(&self, place: Place, known: Known) -> f32 {
        let at = place.at;
        let (Some(a), Some(b)) = (self.line(at), self.line(at + 1)) else {
            return -1.0;
        };
        let (before, after) = (self.text(at), self.text(at + 1));
        let ending = place.ending;
        let width = self.width_in_print(a, place.starts);
        // Wider than the first line of an indented paragraph: a heading, which is not indented.
        let over = 2 * before
            .chars()
            .rev()
            .take_while(|c| glyph::is_closing(*c))
            .count() as u32;
        let too_wide =
            place.starts && self.shape.lost_indent > 0 && width > self.shape.wrap + over.max(2);
        let full = self.shape.is_full(width) || width + b.first_word > self.shape.wrap;
        let mut odds = self.odds_of_width(ending, full);
        let ends_heading = b.width * 10 < self.shape.wrap * 6 && b.ending == Ending::Word;
        if place.starts
            && stands_alone(before)
            && !after.starts_with(['（', '('])
            && !(full && completes(before, after))
        {
            odds = -5.0;
        } else if let (Head::Numbered(number), Ending::Word) = (self.head(at), ending) {
            let rest = Rest {
                ends_heading,
                too_wide,
            };
            odds = self.odds_of_numbered(number.style, full, b, after, rest);
            odds += known.weight(true).max(-0.25) * 2.0 + wording(before);
        } else if ending == Ending::Word && self.may_end_heading(at, place.starts, full) {
            odds += known.weight(self.shape.lines > 60) + wording(before);
            odds += match full && place.starts && self.shape.lost_indent > 0 {
                true if ends_heading => 0.0,
                true if too_wide => -7.0,
                // Full only with the indent that it lost: or a heading, which had none.
                true => self.odds_of_indent(b) - 1.5,
                false => 0.0,
            };
        }
        if matches!(ending, Ending::Sentence | Ending::Lead) && full {
            odds += self.odds_of_indent(b);
        }
        if place.signs && !place.starts && ends_as_source(before) && !completes(before, after) {
            odds -= 6.0;
        }
        odds += self.odds_of_space(place, ending, full);
        odds += self.odds_of_start(at, b, ending, full);
        // A join over what usually parts paragraphs is never sure.
        let parted = self.shape.blanks_mark && b.blanks > 0 && !self.is_page_break(at);
        if ending == Ending::Word && (parted || ends_source(before)) {
            odds = odds.min(DOUBTFUL);
        }
        if at < self.front { odds - 4.0 } else { odds }
    }

    /// The width of a line and of an indent that it lost or has.
    fn width_in_print(&self, line: &Line, starts: bool) -> u32 {
        match () {
            () if self.shape.indents_mark => self.shape.reach(line),
            () if starts => line.width + self.shape.lost_indent,
            () => line.width,
        }
    }

    /// What the end of a line tells, and whether it reaches the width at which lines are cut.
    fn odds_of_width(&self, ending: Ending, full: bool) -> f32 {
        match (ending, full) {
            (Ending::Word | Ending::Open, true) => 5.0,
            (Ending::Open, false) => 3.0,
            (Ending::Word, false) if self.shape.slack <= 1 => -3.0,
            (Ending::Word, false) => -1.0,
            (Ending::Lead, true) => 1.5,
            (Ending::Lead, false) => -3.5,
            (Ending::Sentence, true) => 0.8,
            (Ending::Sentence, false) => -5.0,
        }
    }

    /// A line with the number of a heading: that ends here, or a full line has the rest of it behind.
    fn odds_of_numbered(
        &self,
        style: Style,
        full: bool,
        next: &Line,
        after: &str,
        rest: Rest,
    ) -> f32 {
        let alone = match style {
            _ if !full => -5.0,
            Style::Arabic => -0.5,
            _ => -1.5,
        };
        // Items with such numbers are written out in sentences; what has others is a heading.
        let may_be_item = matches!(
            style,
            Style::Han | Style::HanInBrackets | Style::Arabic | Style::ArabicInBrackets
        );
        // A heading does not end with a sentence.
        if full && !may_be_item && next.ending == Ending::Sentence {
            return -12.0;
        }
        let ends_item =
            full && may_be_item && next.ending == Ending::Sentence && !number::starts_item(after);
        alone
            + match () {
                () if rest.ends_heading => 5.0,
                () if ends_item && !rest.too_wide => 3.5,
                () => self.odds_of_indent(next) / 2.0,
            }
    }

    /// What the first words of the next line tell, and the source with which a line may end.
    fn odds_of_start(&self, at: usize, next: &Line, ending: Ending, full: bool) -> f32 {
        let (before, after) = (self.text(at), self.text(at + 1));
        let mut odds = 0.0;
        if ending == Ending::Word && ends_source(before) {
            odds -= 3.0;
        }
        if ending == Ending::Word && after.starts_with("——") {
            odds -= if stands_alone(after) { 7.0 } else { 3.0 };
        }
        if ending == Ending::Sentence && full && is_labelled(after) {
            odds -= 1.6;
        }
        odds + match (self.head(at + 1), ending) {
            (Head::Numbered(_) | Head::Item(_), Ending::Word | Ending::Open) if full => -2.0,
            (Head::Numbered(_) | Head::Item(_), _) => -5.0,
            (_, Ending::Sentence | Ending::Lead) if number::starts_item(after) => {
                let tells = self.shape.lost_indent > 0 && next.width >= self.shape.wrap;
                if tells { -1.0 } else { -2.5 }
            }
            _ => 0.0,
        }
    }

    /// Whether a line that ends with a word can be the end of a heading, so that its wording counts
    /// besides its width.
    pub(super) fn may_end_heading(&self, at: usize, starts: bool, full: bool) -> bool {
        let Some(b) = self.line(at + 1) else {
            return false;
        };
        let wide = starts && self.shape.lost_indent > 0;
        !full || (self.shape.blanks_mark && b.blanks > 0) || wide
    }

    /// What the width of the next line says where first lines lack the width of a lost indent.
    fn odds_of_indent(&self, next: &Line) -> f32 {
        let runs_on = matches!(next.ending, Ending::Word | Ending::Open);
        match () {
            () if self.shape.lost_indent == 0 => 0.0,
            () if next.width + self.shape.slack.max(2) < self.shape.wrap && runs_on => -5.0,
            // A mark at its end reaches over the width at which lines are cut.
            () if next.width + 2 == self.shape.wrap && !runs_on => -0.8,
            () if next.width + 2 >= self.shape.wrap => 1.3,
            () if self.shape.is_full(next.width + self.shape.lost_indent) => -1.0,
            () => 0.0,
        }
    }

    /// What blank lines and indents say.
    fn odds_of_space(&self, place: Place, ending: Ending, full: bool) -> f32 {
        let at = place.at;
        let Some(b) = self.line(at + 1) else {
            return 0.0;
        };
        let broken = matches!(ending, Ending::Word | Ending::Open) && full;
        let blank = match (self.shape.blanks_mark, b.blanks) {
            (true, 0) => 3.0,
            (true, _) if self.is_page_break(at) => 0.0,
            (true, _) if place.starts && self.pages_show => -7.0,
            // Only a heading ends with a word and fills its line; it starts there, too.
            (true, _) if broken && !place.starts => -1.5,
            (true, _) if broken && self.line(at).is_some_and(|l| l.width > SHORT) => -2.5,
            (true, _) if broken => -4.0,
            (true, _) => -6.0,
            (false, n) if n > self.shape.usual_blanks && self.shape.usual_blanks > 0 => -1.5,
            (false, _) => 0.0,
        };
        let indent = match (self.shape.indents_mark, b.indent >= 2) {
            (true, true) => -6.0,
            (true, false) => 3.0,
            (false, _) => 0.0,
        };
        blank + indent
    }
}

/// What the line behind a heading's first can be.
#[derive(Debug, Clone, Copy)]
struct Rest {
    /// The rest of the heading.
    ends_heading: bool,
    /// Nothing of a paragraph: the first line is wider than those of indented paragraphs.
    too_wide: bool,
}
