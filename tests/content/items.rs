//! Naming items over the lists of the shipped decks: each item is known by what it is, and by nothing
//! that another one is.

use super::decks::decks;
use wengu::domain::deck::NoteBody;
use wengu::domain::quiz::{Folder, Folding, Named, Said, named};

/// The lists, and what each asks for.
fn lists() -> Vec<(String, Vec<String>)> {
    let decks = decks();
    let notes = decks.iter().flat_map(|deck| &deck.notes);
    let lists = notes.filter_map(|note| match &note.body {
        NoteBody::List { prompt, items, .. } => Some((prompt.clone(), items.clone())),
        _ => None,
    });
    lists.collect()
}

fn folder() -> Folder {
    Folder::new(Folding::default())
}

/// What comes of a text that is one item or none.
fn one(items: &[String], typed: &str, folder: &Folder) -> Named {
    match named(items, typed, folder).as_slice() {
        [said] => said.named,
        several => panic!("{typed}: {several:?}"),
    }
}

/// The items that were named, in their order.
fn indices(said: &[Said]) -> Vec<usize> {
    said.iter().filter_map(|said| said.named.index()).collect()
}

#[test]
fn each_item_is_known_by_itself_with_and_without_a_number() {
    let folder = folder();
    let lists = lists();
    assert!(lists.len() > 60, "{}", lists.len());
    for (prompt, items) in lists {
        for (index, item) in items.iter().enumerate() {
            for typed in [
                item.clone(),
                format!("{}. {item}", index + 1),
                format!("（二）{item}"),
                format!(" {item}。\n"),
            ] {
                let known = Named::Item { index, exact: true };
                assert_eq!(one(&items, &typed, &folder), known, "{prompt} {typed}");
            }
        }
    }
}

#[test]
fn all_items_are_known_at_once_in_their_order() {
    let folder = folder();
    for (prompt, items) in lists() {
        let all: Vec<usize> = (0..items.len()).collect();
        for between in ["\n", "；", "、", "，", ", "] {
            let said = named(&items, &items.join(between), &folder);
            assert_eq!(indices(&said), all, "{prompt} {between}: {said:?}");
            assert_eq!(said.len(), all.len(), "{prompt} {between}: {said:?}");
        }
    }
}

#[test]
fn an_item_without_what_all_items_share_is_known_where_it_is_the_only_one() {
    let folder = folder();
    let mut shared = 0;
    for (prompt, items) in lists() {
        let chars: Vec<Vec<char>> = items.iter().map(|item| item.chars().collect()).collect();
        let same = |nth: &dyn Fn(&[char]) -> Option<char>| {
            let first = nth(&chars[0]);
            first.is_some_and(char::is_alphanumeric)
                && chars
                    .iter()
                    .all(|item| item.len() > 2 && nth(item) == first)
        };
        let cut = |from: usize, behind: usize| -> Vec<String> {
            let cut = |item: &Vec<char>| item[from..item.len() - behind].iter().collect();
            chars.iter().map(cut).collect()
        };
        let wordings = [
            same(&|item| item.last().copied()).then(|| cut(0, 1)),
            same(&|item| item.first().copied()).then(|| cut(1, 0)),
        ];
        for wording in wordings.into_iter().flatten() {
            shared += 1;
            for (index, typed) in wording.iter().enumerate() {
                if items.contains(typed) {
                    continue;
                }
                let known = Named::Item { index, exact: true };
                assert_eq!(one(&items, typed, &folder), known, "{prompt} {typed}");
            }
        }
    }
    assert!(shared > 15, "{shared}");
}

#[test]
fn no_item_is_taken_for_one_of_a_list_that_it_does_not_stand_in() {
    let folder = folder();
    let lists = lists();
    // Those that are rightly taken for one: the same in fewer words, in more or with another slip.
    let mut taken = Vec::new();
    for (prompt, items) in &lists {
        let others = lists.iter().filter(|(other, _)| other != prompt);
        for other in others.flat_map(|(_, items)| items) {
            // What shares less than half of its characters with each of them is taken for none.
            let shares = |item: &String| {
                let shared = other.chars().filter(|c| item.contains(*c)).count();
                2 * shared >= other.chars().count()
            };
            if items.contains(other) || !items.iter().any(shares) {
                continue;
            }
            for said in named(items, other, &folder) {
                if let Some(index) = said.named.index() {
                    taken.push(format!("{} ← {}", items[index], said.text));
                }
            }
        }
    }
    taken.sort();
    taken.dedup();
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("items-of-other-lists", taken.join("\n"));
    });
}
