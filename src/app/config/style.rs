//! How a person writes colours: `bold #c03030 on white`. Knows which things have a colour of their
//! own; not what the themes make of them.

use crate::app::nearest::nearest;

/// A colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// The terminal's own, for text or background.
    Default,
    /// An entry of the terminal's palette; the first 16 have names.
    Palette(u8),
    /// Red, green, blue.
    Rgb(u8, u8, u8),
}

/// Something about letters other than their colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attribute {
    /// Heavier, or brighter.
    Bold,
    /// Fainter.
    Dim,
    /// Slanted.
    Italic,
    /// With a line below.
    Underline,
    /// With the colours of text and background exchanged.
    Reverse,
}

/// How something looks. What is not said stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Style {
    /// The colour of the text.
    pub foreground: Option<Colour>,
    /// The colour behind the text.
    pub background: Option<Colour>,
    /// The rest.
    pub attributes: Vec<Attribute>,
}

/// The word of a style that is not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct UnknownWord {
    pub(super) word: String,
    pub(super) nearest: Option<&'static str>,
}

macro_rules! roles {
    ($( $(#[$doc:meta])* $role:ident = $name:literal; )*) => {
        /// Something that has a look of its own.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Role {
            $( $(#[$doc])* $role, )*
        }

        impl Role {
            /// All of them, with their names in the config file.
            pub const NAMES: &[(&str, Self)] = &[$( ($name, Self::$role) ),*];
        }
    };
}

roles! {
    /// Text, and the screen behind it.
    Text = "text";
    /// What stands back: hints, keys, dates.
    Dim = "dim";
    /// What leads the eye: the next thing to do, the brand.
    Accent = "accent";
    /// Headings.
    Heading = "heading";
    /// Quotations.
    Quote = "quote";
    /// Code.
    Code = "code";
    /// Emphasised words.
    Emphasis = "emphasis";
    /// Links and note marks.
    Link = "link";
    /// Frames and rules.
    Border = "border";
    /// The row under the cursor.
    Selected = "selected";
    /// The bottom line.
    Status = "status";
    /// Hits of a search.
    Hit = "hit";
    /// The hit one is at.
    CurrentHit = "current-hit";
    /// The passage a card came from.
    Passage = "passage";
    /// New cards.
    New = "new";
    /// Cards in learning.
    Learning = "learning";
    /// Due cards.
    Due = "due";
    /// The grade Again.
    Again = "again";
    /// The grade Hard.
    Hard = "hard";
    /// The grade Good.
    Good = "good";
    /// The grade Easy.
    Easy = "easy";
    /// What went wrong.
    Error = "error";
}

const ATTRIBUTES: &[(&str, Attribute)] = &[
    ("bold", Attribute::Bold),
    ("dim", Attribute::Dim),
    ("italic", Attribute::Italic),
    ("underline", Attribute::Underline),
    ("reverse", Attribute::Reverse),
];

const COLOURS: &[(&str, Colour)] = &[
    ("default", Colour::Default),
    ("black", Colour::Palette(0)),
    ("red", Colour::Palette(1)),
    ("green", Colour::Palette(2)),
    ("yellow", Colour::Palette(3)),
    ("blue", Colour::Palette(4)),
    ("magenta", Colour::Palette(5)),
    ("cyan", Colour::Palette(6)),
    ("white", Colour::Palette(7)),
    ("bright-black", Colour::Palette(8)),
    ("bright-red", Colour::Palette(9)),
    ("bright-green", Colour::Palette(10)),
    ("bright-yellow", Colour::Palette(11)),
    ("bright-blue", Colour::Palette(12)),
    ("bright-magenta", Colour::Palette(13)),
    ("bright-cyan", Colour::Palette(14)),
    ("bright-white", Colour::Palette(15)),
];

impl Style {
    /// Reads attributes and a colour in any order, and `on` before a background.
    pub(super) fn parse(text: &str) -> Result<Self, UnknownWord> {
        let mut style = Self::default();
        let mut words = text.split_whitespace();
        let unknown = |word: &str| {
            let attributes = ATTRIBUTES.iter().map(|(name, _)| *name);
            let names = attributes.chain(COLOURS.iter().map(|(name, _)| *name));
            UnknownWord {
                word: word.to_owned(),
                nearest: nearest(word, names),
            }
        };
        while let Some(word) = words.next() {
            if let Some((_, attribute)) = ATTRIBUTES.iter().find(|(name, _)| *name == word) {
                style.attributes.push(*attribute);
            } else if word == "on" && style.background.is_none() {
                let next = words.next().unwrap_or(word);
                style.background = Some(colour(next).ok_or_else(|| unknown(next))?);
            } else if let Some(colour) = colour(word).filter(|_| style.foreground.is_none()) {
                style.foreground = Some(colour);
            } else {
                return Err(unknown(word));
            }
        }
        if style == Self::default() {
            return Err(UnknownWord {
                word: String::new(),
                nearest: None,
            });
        }
        Ok(style)
    }
}

fn colour(word: &str) -> Option<Colour> {
    if let Some(digits) = word.strip_prefix('#') {
        let all_hex = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        let value = u32::from_str_radix(digits, 16).ok().filter(|_| all_hex)?;
        let [_, red, green, blue] = value.to_be_bytes();
        return Some(Colour::Rgb(red, green, blue));
    }
    if word.bytes().all(|b| b.is_ascii_digit()) {
        return word.parse().ok().map(Colour::Palette);
    }
    COLOURS
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, colour)| *colour)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_are_read() {
        let read = |text| Style::parse(text).unwrap();
        assert_eq!(
            read("bold #c0A030 on white underline"),
            Style {
                foreground: Some(Colour::Rgb(0xc0, 0xa0, 0x30)),
                background: Some(Colour::Palette(7)),
                attributes: vec![Attribute::Bold, Attribute::Underline],
            }
        );
        assert_eq!(read("208").foreground, Some(Colour::Palette(208)));
        assert_eq!(read("on default").background, Some(Colour::Default));
        assert_eq!(read("reverse").foreground, None);
    }

    #[test]
    fn a_word_that_is_not_understood_is_named() {
        for (text, word, nearest) in [
            ("bold gren", "gren", Some("green")),
            ("#12345", "#12345", None),
            ("#+12345", "#+12345", None),
            ("256", "256", None),
            ("red on", "on", None),
            ("red blue", "blue", Some("blue")),
            ("", "", None),
        ] {
            let error = Style::parse(text).unwrap_err();
            assert_eq!(error.word, word, "{text}");
            if nearest.is_some() {
                assert_eq!(error.nearest, nearest, "{text}");
            }
        }
    }
}
