//! What each role looks like, in as many colours as the terminal has.

use crate::app::config::{Attribute, ColourMode, Role, ThemeConfig, ThemeName};
use ratatui::style::{Color, Modifier, Style};

/// How many colours there are to paint with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// None: attributes alone.
    None,
    /// The 16 of the terminal's palette.
    Ansi16,
    /// The 256 of xterm.
    Ansi256,
    /// 24 bits.
    True,
}

impl Depth {
    /// What the config asks for, else what the terminal says of itself.
    pub fn of(mode: ColourMode, environment: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| environment(name).filter(|value| !value.is_empty());
        match mode {
            ColourMode::None => Self::None,
            ColourMode::Ansi16 => Self::Ansi16,
            ColourMode::Ansi256 => Self::Ansi256,
            ColourMode::True => Self::True,
            ColourMode::Auto => {
                let term = set("TERM").unwrap_or_default();
                let colorterm = set("COLORTERM").unwrap_or_default();
                if set("NO_COLOR").is_some() || term == "dumb" {
                    Self::None
                } else if colorterm == "truecolor" || colorterm == "24bit" {
                    Self::True
                } else if term.contains("256color") {
                    Self::Ansi256
                } else {
                    Self::Ansi16
                }
            }
        }
    }
}

/// The looks of all roles.
#[derive(Debug, Clone)]
pub struct Theme {
    name: ThemeName,
    depth: Depth,
    overrides: Vec<(Role, Style)>,
}

impl Theme {
    /// A theme, with the person's own looks on top.
    pub fn new(name: ThemeName, depth: Depth, config: &ThemeConfig) -> Self {
        let overrides = config
            .roles
            .iter()
            .map(|(role, style)| (*role, converted(style, depth)))
            .collect();
        Self {
            name,
            depth,
            overrides,
        }
    }

    /// The terminal's own colours.
    #[cfg(test)]
    pub fn plain(config: &ThemeConfig) -> Self {
        Self::new(ThemeName::Plain, Depth::Ansi16, config)
    }

    /// The look of a role: its colours are those of the text where it has none of its own.
    pub fn style(&self, role: Role) -> Style {
        let own = self.overrides.iter().filter(|(of, _)| *of == role);
        let text = self.base(Role::Text);
        own.fold(text.patch(self.base(role)), |style, (_, over)| {
            style.patch(*over)
        })
    }

    fn base(&self, role: Role) -> Style {
        let style = attributes(role);
        if self.depth == Depth::None {
            return without_colour(role, style);
        }
        let (foreground, background) = match self.name {
            ThemeName::Plain => plain(role),
            ThemeName::Paper => paper(role),
            ThemeName::Night => night(role),
        };
        let mut style = style;
        style.fg = foreground.map(|colour| reduced(colour, self.depth));
        style.bg = background.map(|colour| reduced(colour, self.depth));
        style
    }
}

/// Attributes that a role has in every theme.
fn attributes(role: Role) -> Style {
    let modifier = match role {
        Role::Heading | Role::Accent | Role::Emphasis | Role::Error | Role::CurrentHit => {
            Modifier::BOLD
        }
        Role::Passage | Role::Link => Modifier::UNDERLINED,
        _ => Modifier::empty(),
    };
    Style::new().add_modifier(modifier)
}

/// Without colours the roles that must be seen are set apart by attributes.
fn without_colour(role: Role, style: Style) -> Style {
    match role {
        Role::Selected | Role::CurrentHit => style.add_modifier(Modifier::REVERSED),
        Role::Hit => style.add_modifier(Modifier::UNDERLINED),
        _ => style,
    }
}

type Colours = (Option<Color>, Option<Color>);

/// The terminal's own text and background, and its palette for the rest.
fn plain(role: Role) -> Colours {
    let foreground = |colour| (Some(colour), None);
    match role {
        Role::Dim | Role::Border | Role::Status => foreground(Color::DarkGray),
        Role::Accent | Role::Heading | Role::Link => foreground(Color::Cyan),
        Role::Quote | Role::Code | Role::Good | Role::Due => foreground(Color::Green),
        Role::New | Role::Easy => foreground(Color::Blue),
        Role::Learning | Role::Again | Role::Error => foreground(Color::Red),
        Role::Hard => foreground(Color::Yellow),
        Role::Selected => (Some(Color::Black), Some(Color::Cyan)),
        Role::Hit => (Some(Color::Black), Some(Color::Yellow)),
        Role::CurrentHit | Role::Passage => (Some(Color::Black), Some(Color::Green)),
        Role::Text | Role::Emphasis => (None, None),
    }
}

/// Text of this colour, given as `0xRRGGBB`.
const fn ink(hex: u32) -> Colours {
    (Some(rgb(hex)), None)
}

/// Text of one colour on a ground of another.
const fn on(hex: u32, ground: u32) -> Colours {
    (Some(rgb(hex)), Some(rgb(ground)))
}

const fn rgb(hex: u32) -> Color {
    Color::Rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// Dark ink on yellowish paper.
fn paper(role: Role) -> Colours {
    match role {
        Role::Text | Role::Emphasis => on(0x003B_3228, 0x00F6_EEDC),
        Role::Dim | Role::Border | Role::Status => ink(0x008A_7B66),
        Role::Accent | Role::Heading | Role::Link => ink(0x008C_2F1B),
        Role::Quote | Role::Code => ink(0x004A_6140),
        Role::New | Role::Easy => ink(0x002C_5A8C),
        Role::Learning | Role::Again | Role::Error => ink(0x00B0_2A1E),
        Role::Hard => ink(0x0096_6A00),
        Role::Good | Role::Due => ink(0x003C_6E2E),
        Role::Selected => on(0x00F6_EEDC, 0x008C_2F1B),
        Role::Hit => on(0x003B_3228, 0x00F2_D27A),
        Role::CurrentHit | Role::Passage => on(0x003B_3228, 0x00C9_DDA4),
    }
}

/// Soft light on a dark ground.
fn night(role: Role) -> Colours {
    match role {
        Role::Text | Role::Emphasis => on(0x00C8_C4BA, 0x001B_1D21),
        Role::Dim | Role::Border | Role::Status => ink(0x0079_7C83),
        Role::Accent | Role::Heading | Role::Link => ink(0x00E0_B070),
        Role::Quote | Role::Code => ink(0x009C_B790),
        Role::New | Role::Easy => ink(0x0080_AFDC),
        Role::Learning | Role::Again | Role::Error => ink(0x00E0_7A6C),
        Role::Hard => ink(0x00D8_B860),
        Role::Good | Role::Due => ink(0x0090_C080),
        Role::Selected => on(0x001B_1D21, 0x00E0_B070),
        Role::Hit => on(0x001B_1D21, 0x00D8_B860),
        Role::CurrentHit | Role::Passage => on(0x001B_1D21, 0x009C_B790),
    }
}

fn converted(style: &crate::app::config::Style, depth: Depth) -> Style {
    use crate::app::config::Colour;
    let colour = |colour: Colour| {
        let colour = match colour {
            Colour::Default => Color::Reset,
            Colour::Palette(index) => Color::Indexed(index),
            Colour::Rgb(r, g, b) => Color::Rgb(r, g, b),
        };
        (depth != Depth::None).then(|| reduced(colour, depth))
    };
    let modifiers = style.attributes.iter().map(|attribute| match attribute {
        Attribute::Bold => Modifier::BOLD,
        Attribute::Dim => Modifier::DIM,
        Attribute::Italic => Modifier::ITALIC,
        Attribute::Underline => Modifier::UNDERLINED,
        Attribute::Reverse => Modifier::REVERSED,
    });
    Style {
        fg: style.foreground.and_then(colour),
        bg: style.background.and_then(colour),
        ..Style::new().add_modifier(modifiers.collect())
    }
}

/// The nearest colour that there is at this depth.
fn reduced(colour: Color, depth: Depth) -> Color {
    match (colour, depth) {
        (Color::Rgb(r, g, b), Depth::Ansi256) => nearest([r, g, b], 16..=255),
        (Color::Rgb(r, g, b), Depth::Ansi16) => nearest([r, g, b], 0..=15),
        (Color::Indexed(index @ 16..), Depth::Ansi16) => nearest(xterm(index), 0..=15),
        _ => colour,
    }
}

fn nearest(wanted: [u8; 3], among: std::ops::RangeInclusive<u8>) -> Color {
    let distance = |index: &u8| {
        let parts = wanted.into_iter().zip(xterm(*index));
        parts
            .map(|(a, b)| u32::from(a.abs_diff(b)).pow(2))
            .sum::<u32>()
    };
    among
        .min_by_key(distance)
        .map_or(Color::Reset, Color::Indexed)
}

/// The colours of xterm's palette: 16 by name, a cube of 6 x 6 x 6, 24 greys.
fn xterm(index: u8) -> [u8; 3] {
    const NAMED: [[u8; 3]; 16] = [
        [0, 0, 0],
        [205, 0, 0],
        [0, 205, 0],
        [205, 205, 0],
        [0, 0, 238],
        [205, 0, 205],
        [0, 205, 205],
        [229, 229, 229],
        [127, 127, 127],
        [255, 0, 0],
        [0, 255, 0],
        [255, 255, 0],
        [92, 92, 255],
        [255, 0, 255],
        [0, 255, 255],
        [255, 255, 255],
    ];
    const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    match index {
        0..=15 => NAMED[usize::from(index)],
        16..=231 => {
            let n = usize::from(index - 16);
            [LEVELS[n / 36], LEVELS[n / 6 % 6], LEVELS[n % 6]]
        }
        232.. => {
            let grey = 8 + (index - 232) * 10;
            [grey; 3]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depth(pairs: &[(&str, &str)]) -> Depth {
        Depth::of(ColourMode::Auto, |name| {
            pairs
                .iter()
                .find(|(n, _)| *n == name)
                .map(|(_, v)| (*v).to_owned())
        })
    }

    #[test]
    fn the_terminal_says_how_many_colours_it_has() {
        assert_eq!(depth(&[("TERM", "xterm-256color")]), Depth::Ansi256);
        assert_eq!(
            depth(&[("TERM", "xterm"), ("COLORTERM", "truecolor")]),
            Depth::True
        );
        assert_eq!(depth(&[("TERM", "xterm")]), Depth::Ansi16);
        assert_eq!(depth(&[("TERM", "dumb")]), Depth::None);
        assert_eq!(depth(&[("TERM", "xterm"), ("NO_COLOR", "1")]), Depth::None);
        assert_eq!(depth(&[("TERM", "xterm"), ("NO_COLOR", "")]), Depth::Ansi16);
    }

    #[test]
    fn colours_are_reduced_to_what_there_is() {
        assert_eq!(
            reduced(Color::Rgb(255, 0, 0), Depth::Ansi256),
            Color::Indexed(196)
        );
        assert_eq!(
            reduced(Color::Rgb(250, 5, 5), Depth::Ansi16),
            Color::Indexed(9)
        );
        assert_eq!(
            reduced(Color::Rgb(1, 2, 3), Depth::True),
            Color::Rgb(1, 2, 3)
        );
    }

    #[test]
    fn without_colour_no_role_has_one() {
        let config = ThemeConfig::default();
        for name in [ThemeName::Plain, ThemeName::Paper, ThemeName::Night] {
            let theme = Theme::new(name, Depth::None, &config);
            for (_, role) in Role::NAMES {
                let style = theme.style(*role);
                assert_eq!((style.fg, style.bg), (None, None), "{role:?}");
            }
            let reversed = theme.style(Role::Selected).add_modifier;
            assert!(reversed.contains(Modifier::REVERSED));
        }
    }
}
