//! The terminal as it was met before: how wide it draws characters of ambiguous width, remembered
//! with the name it told (XTVERSION). A terminal without a name is not remembered.

use crate::domain::text::{Ambiguous, Widths};
use crate::io::store::{Store, StoreError};

/// Under which name the store keeps it.
const SETTING: &str = "terminal";

/// A terminal that answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct KnownTerminal {
    /// How wide it draws characters of ambiguous width.
    pub(super) widths: Widths,
    /// Its name and version.
    pub(super) name: String,
}

impl KnownTerminal {
    /// The terminal that answered last; none if none did, or the store cannot say.
    pub(super) fn kept(store: &Store) -> Option<Self> {
        Self::read(&store.setting(SETTING).ok().flatten()?)
    }

    /// Keeps it.
    pub(super) fn keep(&self, store: &mut Store) -> Result<(), StoreError> {
        store.keep_setting(SETTING, &self.written())
    }

    /// Cells of each class in their order, and the name: `112111 kitty(0.32.0)`.
    fn written(&self) -> String {
        let cells = Ambiguous::ALL.map(|class| {
            let wide = self.widths.is_wide(class);
            if wide { '2' } else { '1' }
        });
        format!("{} {}", String::from_iter(cells), self.name)
    }

    fn read(text: &str) -> Option<Self> {
        let (cells, name) = text.split_once(' ')?;
        if cells.len() != Ambiguous::ALL.len() || name.is_empty() {
            return None;
        }
        let mut classes = Ambiguous::ALL.into_iter().zip(cells.chars());
        let widths = classes.try_fold(Widths::NARROW, |widths, (class, cells)| {
            matches!(cells, '1' | '2').then(|| widths.with(class, cells == '2'))
        })?;
        Some(Self {
            widths,
            name: name.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_again() {
        for widths in [
            Widths::NARROW,
            Widths::WIDE,
            Widths::NARROW.with(Ambiguous::Box, true),
        ] {
            let name = "WezTerm 20240203-110809".to_owned();
            let known = KnownTerminal { widths, name };
            assert_eq!(KnownTerminal::read(&known.written()), Some(known));
        }
    }

    #[test]
    fn what_nobody_wrote_is_not_read() {
        for text in [
            "",
            "111111",
            "11111 kitty",
            "111131 kitty",
            "111111 ",
            "wide kitty",
        ] {
            assert_eq!(KnownTerminal::read(text), None, "{text}");
        }
    }
}
