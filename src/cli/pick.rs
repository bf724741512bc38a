//! Finds what a person names: by its id, or by a part of its title or id that no other has.

use super::fault::Fault;
use crate::app::nearest::nearest;
use crate::domain::deck::Note;
use crate::domain::id::{DeckId, DocId};
use crate::io::store::{DeckSummary, Shelved, Store, StoreProblem};
use std::collections::BTreeSet;

/// Why nothing was found.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Miss {
    /// Nothing has this name.
    Nothing {
        /// The name as it was written.
        wish: String,
        /// The id it resembles.
        nearest: Option<String>,
    },
    /// More than one title holds it.
    Several {
        /// The name as it was written.
        wish: String,
        /// Their ids and titles.
        candidates: Vec<String>,
    },
}

/// The document of this name.
pub(super) fn document(store: &Store, wish: &str) -> Result<Shelved, Fault> {
    // Who names it by its id need not wait until the whole library is read.
    match store.document(&DocId::new(wish)) {
        Err(error) if !matches!(error.problem, StoreProblem::NoDocument(_)) => {
            return Err(error.into());
        }
        Ok(found) => return Ok(found),
        Err(_) => {}
    }
    let shelf = store.documents()?;
    let name = |s: &Shelved| (s.document.id.to_string(), s.document.title.clone());
    pick(shelf, wish, name).map_err(Fault::NoDocument)
}

/// The live deck of this name.
pub(super) fn deck(store: &Store, wish: &str) -> Result<DeckSummary, Fault> {
    let decks = store.decks()?.into_iter().filter(|deck| deck.live);
    let name = |d: &DeckSummary| (d.deck.id.to_string(), d.deck.title.clone());
    pick(decks.collect(), wish, name).map_err(Fault::NoDeck)
}

/// The id of the live deck of this name, if one is named.
pub(super) fn deck_id(store: &Store, wish: Option<&str>) -> Result<Option<DeckId>, Fault> {
    let found = wish.map(|name| deck(store, name)).transpose()?;
    Ok(found.map(|summary| summary.deck.id))
}

/// The tag, if a live note has it.
pub(super) fn tag(store: &Store, wish: &str) -> Result<String, Fault> {
    let mut tags = BTreeSet::new();
    for card in store.cards()?.iter().filter(|card| card.live) {
        let note = serde_json::from_str::<Note>(&card.payload);
        tags.extend(note.map(|note| note.tags).unwrap_or_default());
    }
    if tags.contains(wish) {
        return Ok(wish.to_owned());
    }
    let near = nearest(wish, tags.iter().map(String::as_str));
    Err(Fault::NoTag {
        wish: wish.to_owned(),
        nearest: near.map(str::to_owned),
        tags: tags.into_iter().collect(),
    })
}

/// The one item with this id, with this title, with this part of a title, or with this part of an
/// id; letter case counts in whole ids alone.
fn pick<T>(items: Vec<T>, wish: &str, name: impl Fn(&T) -> (String, String)) -> Result<T, Miss> {
    let names: Vec<(String, String)> = items.iter().map(name).collect();
    let folded = wish.trim().to_lowercase();
    let where_is = |test: &dyn Fn(&(String, String)) -> bool| -> Vec<usize> {
        let found = names.iter().enumerate().filter(|(_, name)| test(name));
        found.map(|(index, _)| index).collect()
    };
    let by_id = where_is(&|(id, _)| id == wish);
    let by_title = where_is(&|(_, title)| title.to_lowercase() == folded);
    let by_part = where_is(&|(_, title)| title.to_lowercase().contains(&folded));
    let by_id_part = where_is(&|(id, _)| id.to_lowercase().contains(&folded));
    let found = [by_id, by_title, by_part, by_id_part]
        .into_iter()
        .find(|found| !found.is_empty())
        .unwrap_or_default();
    match found.as_slice() {
        [one] => items.into_iter().nth(*one).ok_or(nothing(wish, &names)),
        [] => Err(nothing(wish, &names)),
        several => Err(Miss::Several {
            wish: wish.to_owned(),
            candidates: several
                .iter()
                .filter_map(|index| names.get(*index))
                .map(|(id, title)| format!("{id} ({title})"))
                .collect(),
        }),
    }
}

fn nothing(wish: &str, names: &[(String, String)]) -> Miss {
    let ids = names.iter().map(|(id, _)| id.as_str());
    Miss::Nothing {
        wish: wish.to_owned(),
        nearest: nearest(wish, ids).map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picked(wish: &str) -> Result<&'static str, Miss> {
        let items = vec![
            ("guide", "《报告》导读"),
            ("guide-essays", "文章导读"),
            ("report", "报告 One"),
            ("essays", "文章"),
        ];
        pick(items, wish, |(id, title)| {
            ((*id).to_owned(), (*title).to_owned())
        })
        .map(|(id, _)| id)
    }

    #[test]
    fn an_id_a_title_and_a_part_of_one_title_are_enough() {
        assert_eq!(picked("guide"), Ok("guide"));
        assert_eq!(
            picked("文章"),
            Ok("essays"),
            "a whole title comes before parts"
        );
        assert_eq!(picked("章导"), Ok("guide-essays"));
        assert_eq!(picked("告 oNE "), Ok("report"));
        assert_eq!(picked("e-es"), Ok("guide-essays"));
    }

    #[test]
    fn what_is_not_clear_is_not_guessed() {
        let Err(Miss::Several { candidates, .. }) = picked("导读") else {
            panic!("two titles hold it");
        };
        assert_eq!(
            candidates,
            ["guide (《报告》导读)", "guide-essays (文章导读)"]
        );
        let Err(Miss::Nothing { nearest, .. }) = picked("reprot") else {
            panic!("nothing has that name");
        };
        assert_eq!(nearest.as_deref(), Some("report"));
    }
}
