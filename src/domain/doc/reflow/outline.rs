//! Which blocks are headings, and their levels: 1 for the document's title, 2 for its outermost
//! parts, and so on by the ways of numbering in the order in which they come.

use super::glyph::{self, Ending};
use super::heads::Head;
use super::label;
use super::number::{self, Style};
use super::wording;

/// What makes a heading one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rung {
    /// The table of contents has it, at this level.
    Listed(u8),
    /// A number of this style.
    Numbered(Style),
    /// A short line above a paragraph.
    Plain,
}

/// The headings above the place that was reached.
#[derive(Debug, Clone, Default)]
pub(super) struct Outline {
    rungs: Vec<Rung>,
}

const DEEPEST: u8 = 6;

impl Outline {
    /// The level of a heading that the table of contents has at this level.
    pub(super) fn listed(&mut self, level: u8) -> u8 {
        self.rungs.truncate(usize::from(level.saturating_sub(2)));
        while self.rungs.len() + 2 < usize::from(level) {
            self.rungs.push(Rung::Listed(self.rungs.len() as u8 + 2));
        }
        self.rungs.push(Rung::Listed(level));
        level
    }

    /// The level of a heading with a number of this style.
    pub(super) fn numbered(&mut self, style: Style) -> u8 {
        let own = Rung::Numbered(style);
        if let Some(at) = self.rungs.iter().position(|r| *r == own) {
            self.rungs.truncate(at);
        } else {
            while let Some(Rung::Numbered(top)) = self.rungs.last()
                && *top > style
            {
                self.rungs.pop();
            }
        }
        self.rungs.push(own);
        self.level()
    }

    /// The level of a heading without a number.
    pub(super) fn plain(&mut self) -> u8 {
        if let Some(at) = self.rungs.iter().position(|r| *r == Rung::Plain) {
            self.rungs.truncate(at);
        }
        self.rungs.push(Rung::Plain);
        self.level()
    }

    fn level(&self) -> u8 {
        (self.rungs.len() as u8 + 1).min(DEEPEST)
    }
}

/// What a block can be, by its text alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Looks {
    /// A numbered heading.
    Numbered(Style),
    /// A short line that may be a heading if a paragraph follows.
    Short,
    /// A paragraph.
    Text,
    /// A short line that is none: a name, a date, a source.
    Other,
}

/// What a block of this text, whose first line starts like this, can be.
pub(super) fn looks(text: &str, head: Head) -> Looks {
    const LONGEST: usize = 44;
    const LONGEST_NUMBERED: usize = 60;
    let ending = glyph::ending(text);
    let long = |most: usize| text.chars().count() > most;
    if ending != Ending::Word || long(LONGEST_NUMBERED) {
        return if ending == Ending::Sentence || long(LONGEST) {
            Looks::Text
        } else {
            Looks::Other
        };
    }
    if let Head::Numbered(number) = head {
        return Looks::Numbered(number.style);
    }
    let inner =
        text.contains(['。', '！', '；', '\t']) || text.contains("——") && text.starts_with('—');
    let han = text.chars().filter(|c| glyph::is_han(*c)).count();
    let wordy = han >= 2 && han * 2 >= text.chars().filter(|c| !c.is_whitespace()).count();
    let item = number::starts_item(text) || matches!(head, Head::Item(_));
    match () {
        () if long(LONGEST) => Looks::Text,
        () if inner
            || item
            || !wordy
            || !glyph::is_balanced(text)
            || wording::stands_alone(text)
            || label::starts_label(text)
            || label::is_caption(text) =>
        {
            Looks::Other
        }
        () => Looks::Short,
    }
}

/// Whether the first block of a document is its title.
pub(super) fn is_title(text: &str, head: Head) -> bool {
    const LONGEST: usize = 60;
    let ending = glyph::ending(text);
    text.chars().count() <= LONGEST
        && (ending == Ending::Word || text.ends_with(['？', '！', '”', '》']))
        && !matches!(head, Head::Numbered(_) | Head::Item(_) | Head::Listed(_))
        && (!wording::stands_alone(text) || text.ends_with(['）', ')']))
        && text.chars().any(char::is_alphabetic)
        && !text.contains("://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_follow_the_order_of_the_styles() {
        let mut outline = Outline::default();
        assert_eq!(outline.listed(2), 2);
        assert_eq!(outline.listed(3), 3);
        assert_eq!(outline.numbered(Style::Dotted(3)), 4);
        assert_eq!(outline.numbered(Style::Dotted(3)), 4);
        assert_eq!(outline.listed(2), 2);
        assert_eq!(outline.numbered(Style::Arabic), 3);
        let mut outline = Outline::default();
        assert_eq!(outline.numbered(Style::Han), 2);
        assert_eq!(outline.numbered(Style::HanInBrackets), 3);
        assert_eq!(outline.numbered(Style::Han), 2);
        assert_eq!(outline.plain(), 3);
        assert_eq!(outline.plain(), 3);
    }

    #[test]
    fn looks_of_blocks() {
        for (text, expected) in [
            ("把握新质生产力的科学内涵", Looks::Short),
            ("穆虹、姜信治等参加。", Looks::Text),
            ("※来源：求是网", Looks::Other),
            ("链接：", Looks::Other),
            ("——习近平", Looks::Other),
            ("2024年4月", Looks::Other),
        ] {
            assert_eq!(looks(text, Head::None), expected, "{text}");
        }
    }
}
