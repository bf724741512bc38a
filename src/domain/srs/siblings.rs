//! Cards of one note in a run through chosen cards: as few as can be, and far apart. One gives
//! away what the next asks for.

use super::NoteKey;
use std::collections::HashMap;

/// The cards in an order in which the first `count` are of as many notes as can be, no two of one
/// note next to each other where that can be avoided. For the rest the order is kept: of the notes,
/// the one whose first card stands first comes first.
pub fn kept_apart<T: Copy>(cards: &[T], note: impl Fn(&T) -> NoteKey, count: usize) -> Vec<T> {
    let mut places: HashMap<NoteKey, usize> = HashMap::new();
    let mut rounds: HashMap<NoteKey, usize> = HashMap::new();
    let mut ranked: Vec<((usize, usize), T)> = Vec::with_capacity(cards.len());
    for card in cards {
        let next = places.len();
        let place = *places.entry(note(card)).or_insert(next);
        let round = rounds.entry(note(card)).or_default();
        ranked.push(((*round, place), *card));
        *round += 1;
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    let ordered: Vec<T> = ranked.into_iter().map(|(_, card)| card).collect();
    let (first, rest) = ordered.split_at(count.min(ordered.len()));
    let mut apart = spread(first.to_vec(), &note);
    apart.extend(rest);
    apart
}

/// The first card that is no sibling of the one before it comes next, unless a note has so many left
/// that one of its own has to.
fn spread<T: Copy>(mut left: Vec<T>, note: &impl Fn(&T) -> NoteKey) -> Vec<T> {
    let mut counts: HashMap<NoteKey, usize> = HashMap::new();
    for card in &left {
        *counts.entry(note(card)).or_default() += 1;
    }
    let mut out: Vec<T> = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let last = out.last().map(note);
        let most = counts.iter().find(|(_, n)| **n * 2 > left.len());
        let pressing = most
            .map(|(note, _)| *note)
            .filter(|note| Some(*note) != last);
        let fits = |card: &T| match pressing {
            Some(pressing) => note(card) == pressing,
            None => Some(note(card)) != last,
        };
        let card = left.remove(left.iter().position(fits).unwrap_or(0));
        if let Some(count) = counts.get_mut(&note(&card)) {
            *count -= 1;
        }
        out.push(card);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Cards named by the letter of their note and their number in it.
    fn apart(cards: &str, count: usize) -> String {
        let cards: Vec<&str> = cards.split_whitespace().collect();
        kept_apart(&cards, note, count).join(" ")
    }

    // The shape that `kept_apart` asks for.
    #[allow(clippy::trivially_copy_pass_by_ref)]
    fn note(card: &&str) -> NoteKey {
        NoteKey(i64::from(card.as_bytes()[0]))
    }

    #[test]
    fn one_card_of_a_note_comes_while_other_notes_fill_the_count() {
        assert_eq!(apart("a1 a2 a3 b1 c1 c2", 3), "a1 b1 c1 a2 c2 a3");
        assert_eq!(apart("a1 a2 b1 b2 c1 c2", 6), "a1 b1 c1 a2 b2 c2");
    }

    #[test]
    fn siblings_stand_next_to_each_other_only_where_there_is_no_other_way() {
        assert_eq!(apart("a1 a2 a3 b1 c1", 5), "a1 b1 a2 c1 a3");
        assert_eq!(apart("a1 b1 c1 c2", 4), "a1 c1 b1 c2");
        assert_eq!(apart("a1 a2 a3 b1", 4), "a1 b1 a2 a3");
        assert_eq!(apart("a1 a2", 9), "a1 a2");
        assert_eq!(apart("", 3), "");
    }

    proptest! {
        #[test]
        fn no_card_is_lost_and_as_many_notes_come_as_can(
            notes in prop::collection::vec(0i64..6, 0..30),
            count in 0usize..30,
        ) {
            let cards: Vec<(usize, NoteKey)> =
                notes.iter().map(|note| NoteKey(*note)).enumerate().collect();
            let apart = kept_apart(&cards, |card| card.1, count);
            let mut sorted = apart.clone();
            sorted.sort_unstable();
            prop_assert_eq!(sorted, cards);
            let first = &apart[..count.min(apart.len())];
            let number = |cards: &[(usize, NoteKey)], note: NoteKey| {
                cards.iter().filter(|card| card.1 == note).count()
            };
            let most = first.iter().map(|card| number(first, card.1)).max().unwrap_or(0);
            for (_, note) in &apart {
                let here = number(first, *note);
                prop_assert!(here + 1 >= most || here == number(&apart, *note));
            }
            if most * 2 <= first.len() + 1 {
                prop_assert!(first.windows(2).all(|two| two[0].1 != two[1].1), "{first:?}");
            }
        }
    }
}
