//! Copies a deck file into a person's folder, if nothing is wrong with it.

use super::join::duplicate_ids;
use super::load::{is_toml, load, read};
use super::parse::{ParsedDeck, parse_deck};
use super::problem::{DeckProblem, DeckProblemKind, Location};
use super::shipped::shipped;
use crate::domain::deck::Deck;
use crate::domain::id::DeckId;
use crate::io::atomic;
use std::io;
use std::path::{Path, PathBuf};

/// Why a deck file was not added.
#[derive(Debug, thiserror::Error)]
pub enum AddDeckError {
    /// Its name does not end in `.toml`, so that it would not be read.
    #[error("{}: the name of a deck file ends in .toml", path.display())]
    Name {
        /// The file that was given.
        path: PathBuf,
    },
    /// Something is wrong with it.
    #[error("the deck has problems: {}", list(problems))]
    Problems {
        /// What is wrong, never empty.
        problems: Vec<DeckProblem>,
    },
    /// The folder has another deck under that file name.
    #[error("{} holds another deck: rename the file", path.display())]
    SameName {
        /// The file in the folder.
        path: PathBuf,
    },
    /// Another file holds a deck of that id.
    #[error("the deck `{id}` is already there, at {first}")]
    SameId {
        /// The id.
        id: DeckId,
        /// Where it stands first.
        first: Location,
    },
    /// It could not be written.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// The file that was to be written.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// A deck that was added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddedDeck {
    /// Where it was written.
    pub path: PathBuf,
    /// The deck.
    pub deck: Deck,
    /// Whether it took the place of an earlier state of the same deck.
    pub replaced: bool,
}

/// Checks a deck file, by itself and against the shipped decks and those of the folder, and copies
/// it there. A file of the same name that holds a deck of the same id is replaced.
pub fn add(folder: &Path, path: &Path) -> Result<AddedDeck, AddDeckError> {
    if !is_toml(path) {
        let path = path.to_owned();
        return Err(AddDeckError::Name { path });
    }
    let problems = |problems| AddDeckError::Problems { problems };
    let file = read(path).map_err(|problem| problems(vec![problem]))?;
    let parsed = parse_deck(&path.display().to_string(), &file.text);
    let deck = match parsed.deck.clone() {
        Some(deck) if parsed.problems.is_empty() => deck,
        _ => return Err(problems(parsed.problems)),
    };
    let target = folder.join(&file.name);
    let (others, replaced) = others(folder, &target, &deck)?;
    check_against(others, parsed)?;
    atomic::create_folder(folder)
        .and_then(|()| atomic::write(&target, file.text.as_bytes()))
        .map_err(|source| AddDeckError::Write {
            path: target.clone(),
            source,
        })?;
    Ok(AddedDeck {
        path: target,
        deck,
        replaced,
    })
}

/// The decks that stay, and whether an earlier state of the deck is to be replaced.
fn others(
    folder: &Path,
    target: &Path,
    deck: &Deck,
) -> Result<(Vec<ParsedDeck>, bool), AddDeckError> {
    let mut others: Vec<ParsedDeck> = shipped()
        .map(|(name, text)| parse_deck(name, text))
        .collect();
    let mut replaced = false;
    for file in load(folder).0 {
        let parsed = parse_deck(&file.path.display().to_string(), &file.text);
        if file.path == target {
            replaced = parsed.deck.is_some_and(|earlier| earlier.id == deck.id);
        } else {
            others.push(parsed);
        }
    }
    // Whatever else lies there, a broken or unreadable file included, is not ours to overwrite.
    if !replaced && target.symlink_metadata().is_ok() {
        let path = target.to_owned();
        return Err(AddDeckError::SameName { path });
    }
    Ok((others, replaced))
}

fn check_against(mut decks: Vec<ParsedDeck>, new: ParsedDeck) -> Result<(), AddDeckError> {
    let name = new.file.clone();
    decks.push(new);
    let mut problems = duplicate_ids(&decks);
    problems.retain(|problem| problem.location.file == name);
    let same_id = problems.iter().find_map(|problem| match &problem.kind {
        DeckProblemKind::DuplicateDeck { id, first } => Some((id.clone(), first.clone())),
        _ => None,
    });
    match same_id {
        Some((id, first)) => Err(AddDeckError::SameId { id, first }),
        None if problems.is_empty() => Ok(()),
        None => Err(AddDeckError::Problems { problems }),
    }
}

fn list(problems: &[DeckProblem]) -> String {
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    lines.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use tempfile::TempDir;

    fn deck(id: &str, note: &str) -> String {
        format!(
            "id = \"{id}\"\ntitle = \"t\"\n[[note]]\nid = \"{note}\"\nkind = \"basic\"\nquestion = \"q\"\nanswer = \"a\"\n"
        )
    }

    /// A folder with `decks/` (not made yet) and files to add.
    fn world(files: &[(&str, &str)]) -> (TempDir, PathBuf) {
        let world = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = world.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let decks = world.path().join("decks");
        (world, decks)
    }

    #[test]
    fn a_good_deck_is_copied_and_a_newer_state_replaces_it() {
        let (world, decks) = world(&[("a.toml", &deck("one", "n"))]);
        let path = world.path().join("a.toml");
        let added = add(&decks, &path).unwrap();
        assert_eq!((added.path, added.replaced), (decks.join("a.toml"), false));
        assert_eq!(added.deck.notes.len(), 1);

        fs::write(&path, deck("one", "m")).unwrap();
        assert!(add(&decks, &path).unwrap().replaced);
        let kept = fs::read_to_string(decks.join("a.toml")).unwrap();
        assert_eq!(kept, deck("one", "m"));
    }

    #[test]
    fn what_cannot_be_added_changes_nothing() {
        let (_, shipped_text) = shipped().next().unwrap();
        let (world, decks) = world(&[
            ("decks/a.toml", &deck("one", "n")),
            ("decks/broken.toml", "id ="),
            ("good.txt", &deck("two", "m")),
            ("bad.toml", "title = \"\"\n"),
            ("other/a.toml", &deck("two", "m")),
            ("broken.toml", &deck("two", "m")),
            ("b.toml", &deck("one", "m")),
            ("c.toml", &deck("two", "n")),
            ("s.toml", shipped_text),
        ]);
        let refused = |name: &str| add(&decks, &world.path().join(name)).unwrap_err();
        assert!(matches!(refused("good.txt"), AddDeckError::Name { .. }));
        assert!(
            matches!(refused("bad.toml"), AddDeckError::Problems { problems } if problems.len() == 2)
        );
        assert!(matches!(
            refused("none.toml"),
            AddDeckError::Problems { .. }
        ));
        assert!(matches!(
            refused("other/a.toml"),
            AddDeckError::SameName { .. }
        ));
        assert!(matches!(
            refused("broken.toml"),
            AddDeckError::SameName { .. }
        ));
        assert!(
            matches!(refused("b.toml"), AddDeckError::SameId { id, .. } if id.as_str() == "one")
        );
        assert!(
            matches!(refused("c.toml"), AddDeckError::Problems { problems } if problems.len() == 1)
        );
        assert!(matches!(refused("s.toml"), AddDeckError::SameId { .. }));
        assert_eq!(fs::read_dir(&decks).unwrap().count(), 2);
        let kept = fs::read_to_string(decks.join("a.toml")).unwrap();
        assert_eq!(kept, deck("one", "n"));
    }
}
