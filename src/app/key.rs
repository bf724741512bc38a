//! Keys as a person names them: `j`, `G`, `ctrl-o`, `pagedown`, `g g`. Knows no terminal library.

use super::nearest::nearest;
use std::fmt;
use std::str::FromStr;

/// Which key, without its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyCode {
    /// A key that types a character.
    Char(char),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift and tab.
    BackTab,
    /// Deletes to the left.
    Backspace,
    /// Deletes to the right.
    Delete,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key, from 1.
    F(u8),
}

/// The modifiers held down with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Modifiers {
    /// Ctrl.
    pub ctrl: bool,
    /// Alt, or Esc sent before the key.
    pub alt: bool,
    /// Shift.
    pub shift: bool,
}

/// One key press, in the one form that each press has: a shifted letter is its capital, a letter
/// under Ctrl is small, shift and tab is `BackTab`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    code: KeyCode,
    modifiers: Modifiers,
}

/// One key, or two pressed one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct KeySequence {
    first: Key,
    second: Option<Key>,
}

/// Why a text names no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Nothing there.
    #[error("no key")]
    Empty,
    /// Neither one character nor the name of a key.
    #[error("no key is called `{name}`")]
    Unknown {
        /// The text.
        name: String,
        /// The most similar name, if one is similar.
        nearest: Option<&'static str>,
    },
    /// Shift with a character other than a letter: which character that is depends on the keyboard.
    #[error("`{name}`: name the character that shift gives")]
    Shifted {
        /// The text.
        name: String,
    },
    /// More than two keys in a sequence.
    #[error("`{text}`: more than two keys")]
    TooLong {
        /// The text.
        text: String,
    },
}

/// The names of keys that type no character, and of space. The first name of a code is the one
/// that is shown.
const NAMES: &[(&str, KeyCode)] = &[
    ("space", KeyCode::Char(' ')),
    ("enter", KeyCode::Enter),
    ("return", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("escape", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("backtab", KeyCode::BackTab),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("del", KeyCode::Delete),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pageup", KeyCode::PageUp),
    ("pagedown", KeyCode::PageDown),
    ("f1", KeyCode::F(1)),
    ("f2", KeyCode::F(2)),
    ("f3", KeyCode::F(3)),
    ("f4", KeyCode::F(4)),
    ("f5", KeyCode::F(5)),
    ("f6", KeyCode::F(6)),
    ("f7", KeyCode::F(7)),
    ("f8", KeyCode::F(8)),
    ("f9", KeyCode::F(9)),
    ("f10", KeyCode::F(10)),
    ("f11", KeyCode::F(11)),
    ("f12", KeyCode::F(12)),
];

impl Key {
    /// The press of a key with modifiers.
    pub fn new(code: KeyCode, mut modifiers: Modifiers) -> Self {
        let code = match code {
            KeyCode::Char(c) => {
                let c = if modifiers.ctrl {
                    c.to_ascii_lowercase()
                } else if modifiers.shift {
                    c.to_ascii_uppercase()
                } else {
                    c
                };
                modifiers.shift = false;
                KeyCode::Char(c)
            }
            KeyCode::Tab if modifiers.shift => KeyCode::BackTab,
            other => other,
        };
        if code == KeyCode::BackTab {
            modifiers.shift = false;
        }
        Self { code, modifiers }
    }

    /// The press of a key alone.
    pub fn plain(code: KeyCode) -> Self {
        Self::new(code, Modifiers::default())
    }

    /// Which key.
    pub fn code(self) -> KeyCode {
        self.code
    }

    /// What is held down with it.
    pub fn modifiers(self) -> Modifiers {
        self.modifiers
    }

    /// The character that the key types where text is entered.
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.modifiers.ctrl && !self.modifiers.alt => Some(c),
            _ => None,
        }
    }

    /// The same key on a keyboard without an input method: a method for Chinese sends `？` for `?`
    /// and `《` for `<`.
    #[must_use]
    pub fn halfwidth(self) -> Self {
        let KeyCode::Char(c) = self.code else {
            return self;
        };
        let c = match c {
            '\u{3000}' => ' ',
            '《' => '<',
            '》' => '>',
            '、' => '/',
            '。' => '.',
            '【' => '[',
            '】' => ']',
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            other => other,
        };
        Self::new(KeyCode::Char(c), self.modifiers)
    }
}

impl FromStr for Key {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let mut modifiers = Modifiers::default();
        let mut rest = text;
        while let Some((prefix, after)) =
            rest.split_once('-').filter(|(_, after)| !after.is_empty())
        {
            match prefix.to_ascii_lowercase().as_str() {
                "ctrl" => modifiers.ctrl = true,
                "alt" => modifiers.alt = true,
                "shift" => modifiers.shift = true,
                _ => break,
            }
            rest = after;
        }
        let code = code_named(rest)?;
        let shifts_a_sign =
            matches!(code, KeyCode::Char(c) if modifiers.shift && !c.is_ascii_alphabetic());
        if shifts_a_sign {
            return Err(KeyError::Shifted { name: text.into() });
        }
        Ok(Self::new(code, modifiers))
    }
}

fn code_named(name: &str) -> Result<KeyCode, KeyError> {
    let mut chars = name.chars();
    match (chars.next(), chars.next()) {
        (None, _) => return Err(KeyError::Empty),
        (Some(c), None) if !c.is_control() && !c.is_whitespace() => return Ok(KeyCode::Char(c)),
        _ => {}
    }
    let small = name.to_ascii_lowercase();
    if let Some((_, code)) = NAMES.iter().find(|(known, _)| *known == small) {
        return Ok(*code);
    }
    let nearest = nearest(&small, NAMES.iter().map(|(known, _)| *known));
    Err(KeyError::Unknown {
        name: name.into(),
        nearest,
    })
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Modifiers { ctrl, alt, shift } = self.modifiers;
        for (held, name) in [(ctrl, "ctrl-"), (alt, "alt-"), (shift, "shift-")] {
            if held {
                f.write_str(name)?;
            }
        }
        match (NAMES.iter().find(|(_, code)| *code == self.code), self.code) {
            (Some((name, _)), _) => f.write_str(name),
            (None, KeyCode::Char(c)) => write!(f, "{c}"),
            (None, KeyCode::F(n)) => write!(f, "f{n}"),
            (None, other) => write!(f, "{other:?}"),
        }
    }
}

impl KeySequence {
    /// One key.
    pub fn one(key: Key) -> Self {
        let (first, second) = (key, None);
        Self { first, second }
    }

    /// Two keys, one after the other.
    pub fn two(first: Key, second: Key) -> Self {
        let second = Some(second);
        Self { first, second }
    }

    /// The key that it starts with.
    pub fn first(&self) -> Key {
        self.first
    }

    /// The keys in order: one or two.
    pub fn keys(&self) -> impl Iterator<Item = Key> + '_ {
        std::iter::once(self.first).chain(self.second)
    }

    /// Whether it begins with these keys, or is these keys.
    pub fn starts_with(&self, keys: &[Key]) -> bool {
        let mut own = self.keys();
        keys.iter().all(|key| own.next() == Some(*key))
    }

    /// Whether it is these keys and no more.
    pub fn is(&self, keys: &[Key]) -> bool {
        self.keys().eq(keys.iter().copied())
    }

    /// Whether both cannot be used at once: they are equal, or one begins with the other.
    pub fn collides(&self, other: &Self) -> bool {
        self.first == other.first
            && (self.second == other.second || self.second.is_none() || other.second.is_none())
    }
}

impl FromStr for KeySequence {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let mut names = text.split_ascii_whitespace();
        let first = names.next().ok_or(KeyError::Empty)?.parse()?;
        let second = names.next().map(Key::from_str).transpose()?;
        if names.next().is_some() {
            return Err(KeyError::TooLong { text: text.into() });
        }
        Ok(Self { first, second })
    }
}

impl fmt::Display for KeySequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.first.fmt(f)?;
        self.second.map_or(Ok(()), |second| write!(f, " {second}"))
    }
}

#[cfg(test)]
mod tests;
