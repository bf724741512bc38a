//! The letters by which two wordings are compared: how they sound, and which of them tell one thing
//! from another.

use super::fold::{Folder, Unit};
use super::sound::sounds_of;
use std::cell::OnceCell;

/// A letter of a wording: a character, or a whole number where numbers are folded.
#[derive(Debug, Clone)]
pub(super) struct Letter {
    folded: String,
    /// Its readings, where it is a single character; looked up for few letters only.
    sounds: OnceCell<Vec<&'static str>>,
}

impl PartialEq for Letter {
    fn eq(&self, other: &Self) -> bool {
        self.folded == other.folded
    }
}

impl Letter {
    fn sounds(&self) -> &[&'static str] {
        self.sounds.get_or_init(|| sounds_of(&self.folded))
    }

    /// Whether one may be typed for the other by an input method. Of two figures neither may.
    pub(super) fn sounds_like(&self, other: &Self) -> bool {
        let figures = self.is_figure() && other.is_figure();
        !figures
            && self
                .sounds()
                .iter()
                .any(|sound| other.sounds().contains(sound))
    }

    /// Whether it is a figure, or part of one.
    pub(super) fn is_figure(&self) -> bool {
        const HAN: &str = "〇零一二两三四五六七八九十百千万亿甲乙丙丁";
        self.folded
            .chars()
            .all(|c| c.is_numeric() || HAN.contains(c))
    }

    /// Whether it denies what stands beside it.
    pub(super) fn denies(&self) -> bool {
        self.is_one_of("不非无未没")
    }

    /// Whether what it stands in means another thing without it or with another letter for it.
    pub(super) fn tells(&self) -> bool {
        const OPPOSITES: &str =
            "东南西北上下左右前后先内外大小高低长短深浅轻重快慢远近新旧老多少强弱增减主副正反公私";
        self.is_figure() || self.denies() || self.is_one_of(OPPOSITES)
    }

    /// Whether it is one of these characters.
    pub(super) fn is_one_of(&self, all: &str) -> bool {
        all.contains(self.folded.as_str())
    }
}

/// The letters of a text.
pub(super) fn letters(text: &str, folder: &Folder) -> Vec<Letter> {
    let letter = |unit: Unit| Letter {
        folded: unit.folded,
        sounds: OnceCell::new(),
    };
    folder.units(text).into_iter().map(letter).collect()
}

/// Where a run of letters stands in another one first.
pub(super) fn found_in(run: &[Letter], whole: &[Letter]) -> Option<usize> {
    (!run.is_empty())
        .then(|| whole.windows(run.len()).position(|window| window == run))
        .flatten()
}
