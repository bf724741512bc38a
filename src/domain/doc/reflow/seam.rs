//! Whether two lines that follow each other are one paragraph: what speaks for it and against it is
//! weighed as log-odds, so that each decision knows how sure it is.

mod bracket;
mod pages;
mod prose;
mod wrapped;

use super::decision::{Decisions, SeamKey};
use super::glyph::{self, Ending};
use super::heads::Head;
use super::kind::Kind;
use super::label;
use super::line::{Line, Lines};
use super::seen::{self, Gram, Seen};
use super::shape::Shape;
use super::wording::{holds_address, starts_report};
use bracket::Bracket;
use pages::is_page_break;
pub(super) use pages::pages_show;
use std::collections::HashMap;

/// The place between two neighbouring lines of running text, and what is done there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Joint {
    /// The line before.
    pub(super) before: usize,
    /// The line after.
    pub(super) after: usize,
    /// Whether they are one paragraph.
    pub(super) join: bool,
    /// How sure it is, from 0 to 1.
    pub(super) confidence: f32,
    /// Whether a person decided it.
    pub(super) decided: bool,
}

/// What the decisions rest on.
pub(super) struct Ground<'a, 't> {
    /// The lines.
    pub(super) lines: &'a Lines<'t>,
    /// Those of running text.
    pub(super) body: &'a [usize],
    /// What their starts say about headings.
    pub(super) heads: &'a [Head],
    /// The statistics.
    pub(super) shape: &'a Shape,
    /// The kind of damage.
    pub(super) kind: Kind,
    /// How many lines at the start are title, author and the like.
    pub(super) front: usize,
    /// Whether the ends of all pages show: something was taken out there, or a form feed stands there.
    pub(super) pages_show: bool,
    /// Whether the text's headings have numbers, so that a short line without one is hardly one.
    pub(super) numbered: bool,
}

/// A line that is too short to be a paragraph and may be a heading, in half ems.
const SHORT: u32 = 60;
/// A line that is narrower than the lines of any page: no page has cut it.
const NARROW: u32 = 30;
/// Log-odds that leave a doubt.
const DOUBTFUL: f32 = 2.1;
/// White space between Chinese characters, for each thousand of them, that is seldom enough to
/// mean that a line is made of several pieces, as headings are.
const FEW_GAPS: f32 = 12.0;
/// A line that is too long to be a heading.
const LONG: u32 = 100;

impl<'t> Ground<'_, 't> {
    fn line(&self, at: usize) -> Option<&Line> {
        self.lines.all.get(*self.body.get(at)?)
    }

    fn text(&self, at: usize) -> &'t str {
        self.body.get(at).map_or("", |index| self.lines.str(*index))
    }

    fn ending(&self, at: usize) -> Ending {
        self.line(at).map_or(Ending::Word, |line| line.ending)
    }

    fn head(&self, at: usize) -> Head {
        self.heads.get(at).copied().unwrap_or(Head::None)
    }

    /// The runs of characters that will be asked for.
    pub(super) fn wanted(&self) -> Vec<Gram> {
        if !matches!(self.kind, Kind::Prose | Kind::HardWrapped) {
            return Vec::new();
        }
        let mut out = Vec::new();
        for at in 0..self.body.len().saturating_sub(1) {
            if self.is_plain(at) {
                continue;
            }
            let (before, after) = self.around(at);
            out.extend(
                seen::across(&before, &after)
                    .iter()
                    .flatten()
                    .filter_map(|g| seen::gram(g)),
            );
        }
        out
    }

    /// Whether a seam is decided by widths alone: most of those of hard-wrapped text.
    fn is_plain(&self, at: usize) -> bool {
        let full = self.line(at).is_some_and(|l| self.shape.is_full(l.width));
        self.kind == Kind::HardWrapped
            && full
            && !self.may_end_heading(at, true, full)
            && matches!(self.head(at), Head::None)
            && matches!(self.ending(at), Ending::Word | Ending::Open)
    }

    /// The visible characters on both sides of a seam.
    fn around(&self, at: usize) -> (Vec<char>, Vec<char>) {
        const ENOUGH: usize = 6;
        let visible = |c: &char| !c.is_whitespace();
        let mut before: Vec<char> = self
            .text(at)
            .chars()
            .rev()
            .filter(visible)
            .take(ENOUGH)
            .collect();
        before.reverse();
        (
            before,
            self.text(at + 1)
                .chars()
                .filter(visible)
                .take(ENOUGH)
                .collect(),
        )
    }

    /// The decision at every place where two lines of running text meet.
    pub(super) fn decide(&self, seen: &Seen, decisions: &Decisions) -> Vec<Joint> {
        let seams = 0..self.body.len().saturating_sub(1);
        let again = self.met_again();
        let mut first = 0;
        let mut joints = Vec::with_capacity(seams.len());
        for at in seams {
            let closes = self.closes(first, at);
            let place = Place {
                at,
                starts: first == at,
                signs: self.text(first).starts_with("——"),
                closes,
                ending: match closes {
                    Some(Bracket::Aside) => Ending::Sentence,
                    _ => self.ending(at),
                },
                once: again.get(at) != Some(&true),
            };
            let joint = self.joint(at, self.odds(place, seen), decisions);
            if !joint.join {
                first = at + 1;
            }
            joints.push(joint);
        }
        joints
    }

    fn key(&self, at: usize) -> SeamKey {
        SeamKey::between(self.text(at), self.text(at + 1))
    }

    /// Which seams of prose part the same lines as another one does; nothing for other kinds.
    fn met_again(&self) -> Vec<bool> {
        if self.kind != Kind::Prose {
            return Vec::new();
        }
        let seams = 0..self.body.len().saturating_sub(1);
        let keys: Vec<SeamKey> = seams.map(|at| self.key(at)).collect();
        let mut counts: HashMap<SeamKey, u32> = HashMap::new();
        for key in &keys {
            *counts.entry(*key).or_default() += 1;
        }
        let again = |key| counts.get(key).is_some_and(|n| *n > 1);
        keys.iter().map(again).collect()
    }

    fn joint(&self, at: usize, odds: f32, decisions: &Decisions) -> Joint {
        let decided = if decisions.is_empty() {
            None
        } else {
            decisions.get(self.key(at))
        };
        Joint {
            before: self.body.get(at).copied().unwrap_or_default(),
            after: self.body.get(at + 1).copied().unwrap_or_default(),
            join: decided.unwrap_or(odds > 0.0),
            confidence: if decided.is_some() {
                1.0
            } else {
                1.0 / (1.0 + (-odds.abs()).exp())
            },
            decided: decided.is_some(),
        }
    }

    /// The log-odds that the line at a place and the next are one paragraph.
    fn odds(&self, place: Place, seen: &Seen) -> f32 {
        const SURE: f32 = 5.0;
        let at = place.at;
        match (self.kind, self.head(at), self.head(at + 1)) {
            (Kind::Verse | Kind::AsIs, ..) => return -2.0 * SURE,
            (_, _, Head::Continues) => return SURE,
            (_, Head::Listed(_) | Head::Continues, _) | (_, _, Head::Listed(_)) => return -SURE,
            _ => {}
        }
        if self.is_chapter_number(at) {
            return SURE - 1.0;
        }
        let after = self.text(at + 1);
        if label::is_rule(self.text(at)) || label::is_rule(after) {
            return -SURE;
        }
        if after.starts_with(glyph::cannot_start) {
            return SURE;
        }
        let apart = |at: usize| {
            let has_wide_gap = self.line(at).is_some_and(|line| line.has_wide_gap);
            label::is_caption(self.text(at)) || has_wide_gap && label::is_row(self.text(at))
        };
        if starts_report(after) || label::starts_label(after) || apart(at + 1) || apart(at) {
            return -SURE;
        }
        if self.is_within_address(at) || self.is_within_latin(at) || self.is_within_brackets(at) {
            return SURE;
        }
        if place.closes == Some(Bracket::Whole) {
            return -SURE;
        }
        if self.is_plain(at) {
            return self.odds_wrapped(
                place,
                Known {
                    left: false,
                    right: false,
                },
            );
        }
        let (before, after) = self.around(at);
        let [left, right, long] =
            seen::across(&before, &after).map(|g| g.is_some_and(|g| seen.has(&g)));
        let ending = place.ending;
        if long && place.once && !matches!(self.head(at), Head::Numbered(_)) {
            let fits = self
                .line(at)
                .and_then(|l| self.shape.fits_page(l.width, place.starts));
            match (ending, self.kind, fits) {
                (Ending::Word | Ending::Open, ..) => return SURE,
                (_, Kind::Prose, Some(true)) => return 2.0,
                _ => {}
            }
        }
        let known = Known { left, right };
        match self.kind {
            Kind::HardWrapped => self.odds_wrapped(place, known),
            _ => self.odds_prose(place, known),
        }
    }

    /// Whether a line has only the number of a chapter and the next its title.
    fn is_chapter_number(&self, at: usize) -> bool {
        let Head::Numbered(number) = self.head(at) else {
            return false;
        };
        let titled = self.line(at + 1).is_some_and(|l| l.width <= SHORT);
        number.length == self.text(at).len()
            && titled
            && self.head(at + 1) == Head::None
            && self.ending(at + 1) == Ending::Word
    }

    /// Whether two lines are pieces of an address of the web that takes several.
    fn is_within_address(&self, at: usize) -> bool {
        const SHORTEST: usize = 16;
        let is_piece = |line: &str| line.bytes().all(|b| b.is_ascii_graphic());
        let before = self.text(at);
        let (Some(a), Some(b)) = (self.line(at), self.line(at + 1)) else {
            return false;
        };
        let full = self.shape.is_full(a.width + b.first_word);
        full && before.len() >= SHORTEST
            && !before.ends_with('>')
            && is_piece(before)
            && is_piece(self.text(at + 1))
            && before.contains(['/', '=', '_', '?'])
    }

    /// Whether a sentence in Latin letters goes on: no paragraph starts with a small letter.
    fn is_within_latin(&self, at: usize) -> bool {
        let (before, after) = (self.text(at), self.text(at + 1));
        let is_wide = self.line(at).is_some_and(|l| l.width >= NARROW);
        let item = after.chars().nth(1).is_some_and(|c| ").、．".contains(c));
        is_wide
            && after.starts_with(|c: char| c.is_ascii_lowercase())
            && before.ends_with(|c: char| c.is_ascii_alphabetic() || matches!(c, ',' | '-'))
            && !item
            && !holds_address(before)
            && !holds_address(after)
    }

    /// Whether pages meet here: something that stands at a page's edge was taken out between.
    fn is_page_break(&self, at: usize) -> bool {
        is_page_break(self.lines, self.body, at)
    }
}

/// A seam, and what is known about it before it is weighed.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// The line before it.
    at: usize,
    /// Whether that line starts a paragraph.
    starts: bool,
    /// Whether the paragraph starts with a long dash, as the source of a quotation does.
    signs: bool,
    /// What is in the bracket that closes here.
    closes: Option<Bracket>,
    /// How the line ends, as a part of its paragraph.
    ending: Ending,
    /// Whether the same lines do not meet a second time, as they do where an article is repeated.
    once: bool,
}

/// Whether the text writes the characters on both sides of a seam together elsewhere.
#[derive(Debug, Clone, Copy)]
struct Known {
    left: bool,
    right: bool,
}

impl Known {
    /// What that says: little for a text that is short.
    fn weight(self, long_text: bool) -> f32 {
        match (self.left, self.right) {
            (true, true) => 3.0,
            (true, false) | (false, true) => 1.5,
            (false, false) if long_text => -1.0,
            (false, false) => 0.0,
        }
    }
}
