//! Whether two lines that follow each other are one paragraph: what speaks for it and against it is
//! weighed as log-odds, so that each decision knows how sure it is.

use super::decision::{Decisions, SeamKey};
use super::glyph::{self, Ending};
use super::heads::Head;
use super::kind::Kind;
use super::line::{Line, Lines};
use super::number::{self, Style};
use super::seen::{self, Gram, Seen};
use super::shape::Shape;
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
    /// By what it is known again.
    pub(super) key: SeamKey,
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
            && matches!(glyph::ending(self.text(at)), Ending::Word | Ending::Open)
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
        let keys: Vec<SeamKey> = (0..self.body.len().saturating_sub(1))
            .map(|at| SeamKey::between(self.text(at), self.text(at + 1)))
            .collect();
        let mut counts: HashMap<SeamKey, u32> = HashMap::new();
        if self.kind == Kind::Prose {
            for key in &keys {
                *counts.entry(*key).or_default() += 1;
            }
        }
        let mut first = 0;
        let mut joints = Vec::with_capacity(keys.len());
        for (at, key) in keys.into_iter().enumerate() {
            let place = Place {
                at,
                starts: first == at,
                signs: self.text(first).starts_with("——"),
                once: counts.get(&key).is_none_or(|n| *n == 1),
            };
            let joint = self.joint(at, key, self.odds(place, seen), decisions);
            if !joint.join {
                first = at + 1;
            }
            joints.push(joint);
        }
        joints
    }

    fn joint(&self, at: usize, key: SeamKey, odds: f32, decisions: &Decisions) -> Joint {
        let decided = if decisions.is_empty() {
            None
        } else {
            decisions.get(key)
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
            key,
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
        if after.starts_with(glyph::cannot_start) {
            return SURE;
        }
        if starts_report(after) {
            return -SURE;
        }
        if self.is_within_address(at) {
            return SURE;
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
        let ending = glyph::ending(self.text(at));
        if long && place.once && !matches!(self.head(at), Head::Numbered(_)) {
            let fits = self.line(at).and_then(|l| self.shape.fits_page(l.width));
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
            && glyph::ending(self.text(at + 1)) == Ending::Word
    }

    /// Whether two lines are pieces of an address of the web that takes several.
    fn is_within_address(&self, at: usize) -> bool {
        const SHORTEST: usize = 16;
        let is_piece = |line: &str| line.bytes().all(|b| b.is_ascii_graphic());
        let before = self.text(at);
        let full = self.line(at).is_some_and(|l| self.shape.is_full(l.width));
        full && before.len() >= SHORTEST
            && !before.ends_with('>')
            && is_piece(before)
            && is_piece(self.text(at + 1))
            && before.contains(['/', '=', '_', '?'])
    }

    /// Whether pages meet here: something that stands at a page's edge was taken out between.
    fn is_page_break(&self, at: usize) -> bool {
        let (Some(a), Some(b)) = (self.body.get(at), self.body.get(at + 1)) else {
            return false;
        };
        b - a > 1 || self.line(at + 1).is_some_and(|l| l.new_page)
    }

    fn odds_prose(&self, place: Place, known: Known) -> f32 {
        let at = place.at;
        let (Some(a), Some(b)) = (self.line(at), self.line(at + 1)) else {
            return -1.0;
        };
        let (before, after) = (self.text(at), self.text(at + 1));
        let ending = glyph::ending(before);
        let mut odds = match ending {
            Ending::Sentence => return self.odds_sentence(at),
            Ending::Lead if !before.ends_with('；') => return -3.0,
            Ending::Lead => -1.8,
            _ if matches!(self.head(at + 1), Head::Numbered(_) | Head::Item(_)) => return -5.0,
            Ending::Open => 6.0,
            Ending::Word if a.width > LONG => 4.5,
            Ending::Word if a.width > 80 => 2.5,
            Ending::Word if a.width > SHORT => 0.8,
            Ending::Word if a.width < NARROW => -4.0,
            Ending::Word => -0.8,
        };
        if ending == Ending::Word && self.shape.gap_rate < FEW_GAPS && has_gap(before) {
            odds -= 2.5;
        }
        if stands_alone(before) {
            odds -= 6.0;
        }
        if ending == Ending::Word && ends_source(before) {
            odds -= 3.0;
        }
        odds += wording(before);
        odds += known.weight(self.shape.lines > 30);
        odds += match self.shape.fits_page(a.width) {
            Some(true) => 1.6,
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
        if is_bare && ending == Ending::Word && !below_heading && !self.is_page_break(at) {
            odds -= 1.0;
        }
        odds += if place.once { 0.0 } else { -2.5 };
        odds += if self.is_page_break(at) { 2.0 } else { 0.0 };
        let starts_item = number::starts_item(after);
        if b.blanks == 0 && self.shape.usual_blanks > 0 && !starts_item {
            odds += 3.0;
        }
        if self.shape.indents_mark {
            odds += if b.indent >= 2 { -5.0 } else { 2.5 };
        }
        odds += match self.head(at) {
            Head::Numbered(_) if self.numbered => -6.0,
            Head::Numbered(_) => -3.5,
            _ if self.numbered => 1.0,
            _ => 0.0,
        };
        if stands_alone(after) && !after.starts_with(['（', '(']) {
            odds -= 7.0;
        } else if after.starts_with("——") {
            odds -= 5.5;
        } else if starts_item || stands_alone(after) {
            odds -= 4.0;
        } else if after.starts_with(glyph::is_opening) && a.width <= LONG {
            odds -= 2.0;
        } else if a.width <= SHORT && b.width <= SHORT && glyph::ending(after) == Ending::Word {
            odds -= 1.5;
        }
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

    /// Behind the end of a sentence a paragraph ends, unless the next line cannot start one.
    fn odds_sentence(&self, at: usize) -> f32 {
        let indented = self.shape.indents_mark && self.line(at + 1).is_some_and(|l| l.indent < 2);
        let fits = self.line(at).and_then(|l| self.shape.fits_page(l.width)) == Some(true);
        match () {
            () if indented => 1.5,
            () if fits && self.is_page_break(at) => -0.5,
            () => -4.5,
        }
    }

    fn odds_wrapped(&self, place: Place, known: Known) -> f32 {
        let at = place.at;
        let (Some(a), Some(b)) = (self.line(at), self.line(at + 1)) else {
            return -1.0;
        };
        let (before, after) = (self.text(at), self.text(at + 1));
        let ending = glyph::ending(before);
        let width = match () {
            () if self.shape.indents_mark => self.shape.reach(a),
            () if place.starts => a.width + self.shape.lost_indent,
            () => a.width,
        };
        // Wider than the first line of an indented paragraph: a heading, which is not indented.
        let too_wide = place.starts && self.shape.lost_indent > 0 && width > self.shape.wrap + 2;
        let full = self.shape.is_full(width) || width + b.first_word > self.shape.wrap + 1;
        let mut odds = match (ending, full) {
            (Ending::Word | Ending::Open, true) => 5.0,
            (Ending::Open, false) => 3.0,
            (Ending::Word, false) if self.shape.slack <= 1 => -3.0,
            (Ending::Word, false) => -1.0,
            (Ending::Lead, true) => 1.5,
            (Ending::Lead, false) => -3.5,
            (Ending::Sentence, true) => 0.8,
            (Ending::Sentence, false) => -5.0,
        };
        let ends_heading =
            b.width * 10 < self.shape.wrap * 6 && glyph::ending(after) == Ending::Word;
        if place.starts
            && stands_alone(before)
            && !after.starts_with(['（', '('])
            && !(full && completes(before, after))
        {
            odds = -5.0;
        } else if let (Head::Numbered(number), Ending::Word) = (self.head(at), ending) {
            odds = match number.style {
                _ if !full => -5.0,
                Style::Arabic => -0.5,
                _ => -1.5,
            };
            // A full line and the rest of it behind: a heading of two lines, or an item that ends.
            let ends_item =
                full && glyph::ending(after) == Ending::Sentence && !number::starts_item(after);
            odds += match () {
                () if ends_heading => 5.0,
                () if ends_item && !too_wide => 3.5,
                () => self.odds_of_indent(b, after) / 2.0,
            };
            odds += known.weight(true).max(-0.25) * 2.0;
        } else if ending == Ending::Word && self.may_end_heading(at, place.starts, full) {
            odds += known.weight(self.shape.lines > 60) + wording(before);
            odds += match full && place.starts && self.shape.lost_indent > 0 {
                true if ends_heading => 0.0,
                true if too_wide => -7.0,
                // Full only with the indent that it lost: or a heading, which had none.
                true => self.odds_of_indent(b, after) - 1.5,
                false => 0.0,
            };
        }
        if matches!(ending, Ending::Sentence | Ending::Lead) && full {
            odds += self.odds_of_indent(b, after);
        }
        if ending == Ending::Word && ends_source(before) {
            odds -= 3.0;
        }
        if ending == Ending::Word && after.starts_with("——") {
            odds -= if stands_alone(after) { 7.0 } else { 3.0 };
        }
        if place.signs && !place.starts && ends_as_source(before) && !completes(before, after) {
            odds -= 6.0;
        }
        if ending == Ending::Sentence && full && is_labelled(after) {
            odds -= 1.6;
        }
        odds += self.odds_of_space(place, ending, full);
        odds += match (self.head(at + 1), ending) {
            (Head::Numbered(_) | Head::Item(_), Ending::Word | Ending::Open) if full => -2.0,
            (Head::Numbered(_) | Head::Item(_), _) => -5.0,
            (_, Ending::Sentence | Ending::Lead) if number::starts_item(after) => {
                let tells = self.shape.lost_indent > 0 && b.width >= self.shape.wrap;
                if tells { -1.0 } else { -2.5 }
            }
            _ => 0.0,
        };
        // A join over what usually parts paragraphs is never sure.
        let parted = self.shape.blanks_mark && b.blanks > 0 && !self.is_page_break(at);
        if ending == Ending::Word && (parted || ends_source(before)) {
            odds = odds.min(DOUBTFUL);
        }
        if at < self.front { odds - 4.0 } else { odds }
    }

    /// Whether a line that ends with a word can be the end of a heading, so that its wording counts
    /// besides its width.
    fn may_end_heading(&self, at: usize, starts: bool, full: bool) -> bool {
        let Some(b) = self.line(at + 1) else {
            return false;
        };
        let wide = starts && self.shape.lost_indent > 0;
        !full || (self.shape.blanks_mark && b.blanks > 0) || wide
    }

    /// What the width of the next line says where first lines lack the width of a lost indent.
    fn odds_of_indent(&self, next: &Line, after: &str) -> f32 {
        let runs_on = matches!(glyph::ending(after), Ending::Word | Ending::Open);
        match () {
            () if self.shape.lost_indent == 0 => 0.0,
            () if next.width + self.shape.slack.max(2) < self.shape.wrap && runs_on => -5.0,
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

/// A seam, and what is known about it before it is weighed.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// The line before it.
    at: usize,
    /// Whether that line starts a paragraph.
    starts: bool,
    /// Whether the paragraph starts with a long dash, as the source of a quotation does.
    signs: bool,
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

/// Whether a line says something by itself: a name under a quotation, a source, an address.
pub(super) fn stands_alone(line: &str) -> bool {
    let bracketed = line.starts_with(['（', '(', '【', '[', '<'])
        && line.ends_with(['）', ')', '】', ']', '>']);
    let said = line.starts_with("——")
        && !line.contains(['。', '！', '？', '；'])
        && glyph::is_balanced(line);
    let named = !line.contains('，') && line.chars().count() <= 30;
    let sourced_name = line.chars().count() <= 60 && ends_as_source(line);
    let signed = said && (named || sourced_name);
    let sourced = line.starts_with(['※', '★', '☆']);
    bracketed || signed || sourced || holds_address(line) || is_date(line)
}

/// Whether a line holds an address of the web.
fn holds_address(line: &str) -> bool {
    // A single byte is found much faster.
    line.contains(':') && line.contains("://")
}

/// Whether a line ends as the source of a quotation does.
fn ends_as_source(line: &str) -> bool {
    line.ends_with(['年', '月', '日', '》', '页', '期', '）', ')'])
}

/// Whether a line starts with a few words and a colon, as the items of a list of terms do. A number
/// or what stands in brackets may belong to them.
fn is_labelled(line: &str) -> bool {
    const LONGEST: usize = 16;
    let label = line.chars().take_while(|c| *c != '：').take(LONGEST + 1);
    let (mut count, mut plain, mut han) = (0, true, 0);
    for c in label {
        count += 1;
        han += usize::from(glyph::is_han(c));
        plain &= glyph::is_han(c) || c.is_ascii_digit() || "（）.《》“”".contains(c);
    }
    plain && (2..=10).contains(&han) && count <= LONGEST
}

/// Whether a line that could stand alone was cut all the same: in a date, or in an address.
fn completes(before: &str, after: &str) -> bool {
    let date = before.ends_with(['年', '月']) && after.starts_with(|c: char| c.is_ascii_digit());
    let address = holds_address(before)
        && !before.ends_with('>')
        && before.ends_with(|c: char| c.is_ascii_graphic())
        && after.chars().all(|c| c.is_ascii_graphic());
    let source = before.starts_with("——")
        && after.chars().count() <= 16
        && stands_alone(&[before, after].concat());
    date || address || source
}

/// Whether a line ends with a source in brackets, behind which a quotation is over.
fn ends_source(line: &str) -> bool {
    line.strip_suffix(['）', ')'])
        .is_some_and(|rest| rest.ends_with(['”', '》', '页', '期']))
}

/// Whether a line starts as a report of a news agency does: with who tells it, the place and the day.
fn starts_report(line: &str) -> bool {
    const MOST: usize = 24;
    let head: String = line
        .chars()
        .take(MOST)
        .filter(|c| !c.is_whitespace())
        .collect();
    let Some((place, _)) = head.split_once(['电', '讯']) else {
        return false;
    };
    let Some((day, number)) = place
        .strip_suffix('日')
        .map(|p| p.trim_end_matches(|c: char| c.is_ascii_digit()))
        .and_then(|p| p.strip_suffix('月'))
        .map(|p| (p, p.trim_end_matches(|c: char| c.is_ascii_digit())))
    else {
        return false;
    };
    day.len() > number.len() && number.chars().count() >= 2 && number.chars().all(glyph::is_han)
}

/// Whether a line is a date and nothing else.
pub(super) fn is_date(line: &str) -> bool {
    const LONGEST: usize = 80;
    let starts = |c: char| c.is_ascii_digit() || "〇零一二三四五六七八九十".contains(c);
    if line.len() > LONGEST || !line.starts_with(starts) {
        return false;
    }
    let compact: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let is_digit = |c: char| c.is_ascii_digit() || "〇零一二三四五六七八九十".contains(c);
    let shape: String = compact
        .chars()
        .map(|c| if is_digit(c) { '0' } else { c })
        .collect();
    let mut parts = shape.split('0').filter(|p| !p.is_empty());
    let marks: Vec<&str> = parts.by_ref().collect();
    shape.starts_with("0000")
        && matches!(
            marks.as_slice(),
            ["年"] | ["年", "月"] | ["年", "月", "日"] | ["-", "-"] | ["/", "/"] | [".", "."]
        )
}

/// What speaks in a line itself for its going on: it holds the end of a sentence, or an open bracket,
/// or it ends with a word that wants another behind it.
fn wording(line: &str) -> f32 {
    let sentence = if line.contains(['。', '！', '？', '；']) {
        3.0
    } else {
        0.0
    };
    let open = if glyph::is_balanced(line) { 0.0 } else { 2.5 };
    let hanging = if ends_hanging(line) { 2.0 } else { 0.0 };
    let pause = if line.contains('，') { 0.7 } else { 0.0 };
    sentence + open + hanging + pause
}

/// Whether white space stands between Chinese characters in the line.
fn has_gap(line: &str) -> bool {
    let mut pieces = line
        .split(char::is_whitespace)
        .filter(|p| !p.is_empty())
        .peekable();
    while let Some(piece) = pieces.next() {
        let ends = piece.chars().next_back().is_some_and(glyph::is_han);
        if ends
            && pieces
                .peek()
                .is_some_and(|next| next.starts_with(glyph::is_han))
        {
            return true;
        }
    }
    false
}

/// Whether a line ends with a word that wants another behind it.
fn ends_hanging(line: &str) -> bool {
    const WORDS: &str = "的和与及在从对把将被是之以其而为于向到或且并着等";
    line.chars().next_back().is_some_and(|c| WORDS.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_stand_alone() {
        for line in [
            "——习近平",
            "※来源：求是网",
            "（转载自《求是》）",
            "2024年4月",
            "<https://example.org/a>",
            "二〇二四年四月",
        ] {
            assert!(stands_alone(line), "{line}");
        }
        for line in [
            "——加快科技创新。科技创新",
            "2024年全国两会",
            "发展新质生产力",
        ] {
            assert!(!stands_alone(line), "{line}");
        }
    }

    #[test]
    fn reports_of_news_agencies_start_paragraphs() {
        for line in ["新华社北京2月1日电 中共中央", "本报上海12月30日讯（记者"]
        {
            assert!(starts_report(line), "{line}");
        }
        for line in ["2月1日电力供应", "新华社北京电", "他在2月1日讲话中说"] {
            assert!(!starts_report(line), "{line}");
        }
    }

    #[test]
    fn what_stands_alone_can_be_cut_all_the_same() {
        assert!(completes("——某人，某次会议，2024年1月", "31日"));
        assert!(completes("<https://example.org/ab", "cd.html>"));
        assert!(completes("——某人，第二部分，《求是》2024年", "第9期"));
        assert!(!completes("——某人，2024年", "与发展的关系"));
    }
}
