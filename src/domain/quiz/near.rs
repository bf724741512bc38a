//! Whether letters are a wording with a slip in it, and how great the slip is.

use super::align::{Step, align};
use super::letter::Letter;

/// How far letters are from a wording of which `core` letters count, in halves of a mistake; none
/// where they are too far. One mistake in five letters is near, a letter of the same sound being
/// half a mistake, and in a short wording one such letter beside others. Another word is never near, nor another
/// figure, nor one letter for another in a short wording.
pub(super) fn distance(wording: &[Letter], core: usize, typed: &[Letter]) -> Option<u32> {
    const SHORT: usize = 4;
    const ALONE: usize = 1;
    const ONE_IN: u32 = 5;
    let most = 2 * core as u32 / ONE_IN;
    if 2 * wording.len().abs_diff(typed.len()) as u32 > most {
        return None;
    }
    let mut slips = Slips::default();
    for step in align(wording, typed, Letter::sounds_like) {
        slips.take(step, wording, typed);
    }
    let short = core <= SHORT;
    let close = slips.halves <= most || (short && core > ALONE && slips.halves == 1);
    (close && !slips.other && !(short && slips.replaced)).then_some(slips.halves)
}

/// What differs, as the letters are gone through.
#[derive(Default)]
struct Slips {
    /// Mistakes, in halves.
    halves: u32,
    /// Whether another letter was given for one.
    replaced: bool,
    /// Whether another thing is meant.
    other: bool,
    /// Letters of the wording, and of what was typed, that differ and stand together.
    run: (u32, u32),
}

impl Slips {
    fn take(&mut self, step: Step, wording: &[Letter], typed: &[Letter]) {
        let (wanted, given) = match step {
            Step::Same(..) => {
                self.run = (0, 0);
                return;
            }
            Step::Replaced(w, g) => (wording.get(w), typed.get(g)),
            Step::Missing(w) => (wording.get(w), None),
            Step::Extra(g) => (None, typed.get(g)),
        };
        if let (Some(wanted), Some(given)) = (wanted, given) {
            if wanted.sounds_like(given) {
                self.halves += 1;
                self.run = (0, 0);
                return;
            }
            self.replaced = true;
        }
        self.halves += 2;
        let (left, put) = (u32::from(wanted.is_some()), u32::from(given.is_some()));
        self.run = (self.run.0 + left, self.run.1 + put);
        // A run in which both sides stand is a word for another.
        let another = self.run.0 + self.run.1 > 2 && self.run.0 > 0 && self.run.1 > 0;
        let tells = [wanted, given].into_iter().flatten().any(Letter::tells);
        self.other |= tells || another;
    }
}
