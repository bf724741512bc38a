//! What was wrong with deck files, kept so that the next start can say it again and need not read
//! the sound ones for it.

use crate::io::decks::{self, DeckFile, DeckProblem, ParsedDeck, join, parse_deck};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

/// Which files had a part in what was wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Faulty {
    /// The names of shipped files.
    shipped: BTreeSet<String>,
    /// The names, without their folder, of files of the person's.
    own: BTreeSet<String>,
    /// Whether the files cannot say it by themselves: what is wrong with an overlay hangs on the
    /// decks under it.
    all: bool,
    /// BLAKE3 of what was wrong. A file that could not be read may be readable now without having
    /// changed.
    print: String,
}

impl Faulty {
    /// The files that these problems name. A warning is said once and not kept.
    pub(super) fn of(problems: &[DeckProblem], folder: &Path, shipped: &[(&str, &str)]) -> Self {
        let mut faulty = Self {
            shipped: BTreeSet::new(),
            own: BTreeSet::new(),
            all: false,
            print: print(problems),
        };
        let lasting = problems.iter().filter(|problem| !problem.is_warning());
        for file in lasting.flat_map(DeckProblem::files) {
            let own = Path::new(file).strip_prefix(folder).ok();
            let own = own.and_then(Path::to_str).filter(|name| is_plain(name));
            match own {
                Some(name) => faulty.own.insert(name.to_owned()),
                None if shipped.iter().any(|(name, _)| *name == file) => {
                    faulty.shipped.insert(file.to_owned())
                }
                None => {
                    faulty.all = true;
                    true
                }
            };
        }
        faulty
    }

    fn is_empty(&self) -> bool {
        !self.all && self.shipped.is_empty() && self.own.is_empty()
    }
}

impl fmt::Display for Faulty {
    /// As the setting holds it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(self).unwrap_or_default())
    }
}

/// A file of the folder itself, neither an overlay nor the folder.
fn is_plain(name: &str) -> bool {
    !name.is_empty() && !name.contains('/')
}

/// What was wrong when the setting was kept, read from those files alone; none if that does not
/// lead to the same, so that everything has to be read.
pub(super) fn said_again(
    kept: &str,
    folder: &Path,
    shipped: &[(&str, &str)],
) -> Option<Vec<DeckProblem>> {
    let faulty: Faulty = serde_json::from_str(kept).ok()?;
    if faulty.is_empty() {
        return Some(Vec::new());
    }
    if faulty.all {
        return None;
    }
    let mut problems = Vec::new();
    let shipped = shipped
        .iter()
        .filter(|(name, _)| faulty.shipped.contains(*name))
        .map(|(name, text)| parse_deck(name, text));
    let mut parsed: Vec<ParsedDeck> = shipped.collect();
    for name in &faulty.own {
        match decks::read(&folder.join(name)) {
            Ok(DeckFile { path, text, .. }) => {
                parsed.push(parse_deck(&path.display().to_string(), &text));
            }
            Err(problem) => problems.push(problem),
        }
    }
    problems.extend(join(parsed).1);
    (print(&problems) == faulty.print).then_some(problems)
}

fn print(problems: &[DeckProblem]) -> String {
    let mut hasher = blake3::Hasher::new();
    for problem in problems.iter().filter(|problem| !problem.is_warning()) {
        hasher.update(problem.to_string().as_bytes()).update(b"\n");
    }
    hasher.finalize().to_hex().to_string()
}
