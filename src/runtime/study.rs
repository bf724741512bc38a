//! Chooses the cards of a custom study.

use super::world::World;
use crate::app::screen::study::{Choice, Standing, StudyWish};
use crate::domain::srs::{CardKey, CardState, ChosenCard, Event, Grade, Phase, Reverted, shuffle};
use crate::domain::time::StudyDay;
use crate::io::store::{Store, StoreError, StudyRow};
use std::cmp::Reverse;
use std::collections::HashMap;

/// The cards that a person wants to go through, in order.
pub fn study_cards(world: &World, wish: &StudyWish) -> Result<Vec<ChosenCard>, StoreError> {
    let store = &world.store;
    let today = world.today();
    let tag = match &wish.choice {
        Choice::Tag(tag) => Some(tag.as_str()),
        _ => None,
    };
    let mut rows = store.study_rows(wish.deck.as_ref(), tag)?;
    rows.retain(|row| may_come(&row.state, wish));
    match &wish.choice {
        Choice::Every | Choice::Tag(_) => {}
        Choice::State(standing) => rows.retain(|row| stands(&row.state, *standing, today)),
        Choice::New(count) => {
            rows.retain(|row| row.state.phase == Phase::New);
            rows.sort_by_key(|row| row.ordinal);
            rows.truncate(*count as usize);
        }
        Choice::Forgotten => {
            let mut forgotten = Vec::new();
            for row in rows {
                if was_forgotten(store, &row, today)? {
                    forgotten.push(row);
                }
            }
            rows = forgotten;
            rows.sort_by_key(|row| Reverse(row.state.last_review));
        }
        Choice::Ahead(days) => {
            let ahead = |row: &StudyRow| match row.state.phase {
                Phase::Review { due } if due > today && due <= today.plus(*days) => Some(due),
                _ => None,
            };
            rows.retain(|row| ahead(row).is_some());
            rows.sort_by_key(ahead);
        }
        Choice::Random(count) => {
            let mut keys: Vec<CardKey> = rows.iter().map(|row| row.key).collect();
            shuffle(&mut keys, world.now().at.0 as u64);
            keys.truncate(*count as usize);
            let place: HashMap<CardKey, usize> = keys.into_iter().zip(0..).collect();
            rows.retain(|row| place.contains_key(&row.key));
            rows.sort_by_key(|row| place.get(&row.key).copied());
        }
    }
    let chosen = |row: StudyRow| ChosenCard {
        key: row.key,
        note: row.note,
    };
    Ok(rows.into_iter().map(chosen).collect())
}

/// A card that was set aside is left alone, but leeches may be practised: that is what they need.
fn may_come(state: &CardState, wish: &StudyWish) -> bool {
    let leeches = wish.choice == Choice::State(Standing::Leech) && !wish.schedules;
    !state.suspended || leeches
}

fn stands(state: &CardState, standing: Standing, today: StudyDay) -> bool {
    match (standing, state.phase) {
        (Standing::Leech, _) => state.leech,
        (Standing::New, Phase::New)
        | (Standing::Learning, Phase::Learning { .. } | Phase::Relearning { .. })
        | (Standing::Review, Phase::Review { .. }) => true,
        (Standing::Due, Phase::Review { due }) => due <= today,
        _ => false,
    }
}

/// Whether a card was graded Again today, by a grade that holds.
fn was_forgotten(store: &Store, row: &StudyRow, today: StudyDay) -> Result<bool, StoreError> {
    if row.state.last_review.is_none_or(|(_, day)| day != today) {
        return Ok(false);
    }
    let entries = store.entries(&row.id)?;
    let reverted = Reverted::by(&entries);
    let again = entries.iter().any(|entry| {
        !reverted.holds(&entry.view())
            && matches!(entry.event(), Ok(Event::Grade(graded))
                if graded.day == today && graded.grade == Grade::Again)
    });
    Ok(again)
}

#[cfg(test)]
#[path = "study_tests.rs"]
mod tests;
