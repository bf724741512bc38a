use super::*;
use crate::domain::id::{CardId, DeckId};
use crate::domain::srs::Occasion;
use crate::domain::time::{Moment, Timestamp};
use crate::io::clock::Clock;
use crate::io::paths::Paths;
use jiff::tz::TimeZone;
use tempfile::TempDir;

const DAY_MS: i64 = 86_400_000;
/// 2026-03-01T12:00:00Z.
const NOON: i64 = 1_772_366_400_000;

fn world() -> (TempDir, World) {
    let home = tempfile::tempdir().unwrap();
    let clock = Clock::starting_at(Timestamp(NOON), TimeZone::UTC);
    let world = World::at(Paths::in_home(home.path()), clock).unwrap();
    (home, world)
}

fn grade(world: &mut World, id: &CardId, grade: Grade, days: i64) -> CardState {
    let now = Moment {
        at: Timestamp(NOON + days * DAY_MS),
        offset_s: 0,
    };
    let scheduler = world.scheduler().unwrap();
    let state = world.store.card(id).unwrap().state;
    let event = scheduler.grade(&state, grade, 0, &Occasion::of(id, now));
    world.store.record(&event, now).unwrap().after
}

fn chosen(world: &World, choice: Choice, deck: Option<&str>, schedules: bool) -> Vec<CardId> {
    let wish = StudyWish {
        choice,
        deck: deck.map(DeckId::new),
        schedules,
    };
    let keys = study_cards(world, &wish).unwrap();
    let id = |card: ChosenCard| world.store.card_by_key(card.key).unwrap().unwrap().id;
    keys.into_iter().map(id).collect()
}

fn all(world: &World) -> Vec<CardId> {
    chosen(world, Choice::Every, None, false)
}

#[test]
fn cards_are_chosen_by_deck_by_tag_and_by_state() {
    let (_home, mut world) = world();
    let every = all(&world);
    let cards = world.store.cards().unwrap();
    assert_eq!(every.len(), cards.iter().filter(|card| card.live).count());
    let of_deck = chosen(&world, Choice::Every, Some("industrial-bases"), false);
    let expected = world
        .store
        .cards_of(&DeckId::new("industrial-bases"))
        .unwrap();
    let expected: Vec<CardId> = expected.into_iter().map(|card| card.id).collect();
    assert_eq!(of_deck, expected);
    // The tags as a reader of the notes finds them.
    let tags = |card: &crate::io::store::CardRecord| -> Vec<String> {
        let note: serde_json::Value = serde_json::from_str(&card.payload).unwrap();
        let tags = note["tags"].as_array().cloned().unwrap_or_default();
        tags.iter()
            .map(|tag| tag.as_str().unwrap().to_owned())
            .collect()
    };
    let tag = cards
        .iter()
        .flat_map(tags)
        .next()
        .expect("a shipped note has a tag");
    let mut tagged: Vec<CardId> = cards
        .iter()
        .filter(|card| card.live && tags(card).contains(&tag))
        .map(|card| card.id.clone())
        .collect();
    let mut found = chosen(&world, Choice::Tag(tag), None, false);
    tagged.sort();
    found.sort();
    assert_eq!(found, tagged);
    assert!(found.len() < every.len());
    assert!(chosen(&world, Choice::Tag("no such tag".into()), None, false).is_empty());

    let [a, b, c] = [&every[0], &every[1], &every[2]];
    grade(&mut world, a, Grade::Again, 0);
    grade(&mut world, b, Grade::Easy, -30);
    grade(&mut world, c, Grade::Easy, 0);
    let leech = Event::Leech {
        card: c.clone(),
        on: true,
    };
    let aside = Event::Suspend {
        card: c.clone(),
        on: true,
    };
    let now = world.now();
    world.store.record(&leech, now).unwrap();
    world.store.record(&aside, now).unwrap();
    let state = |standing, schedules| chosen(&world, Choice::State(standing), None, schedules);
    assert_eq!(state(Standing::Learning, false), std::slice::from_ref(a));
    assert_eq!(state(Standing::Due, false), std::slice::from_ref(b));
    assert_eq!(
        state(Standing::Review, false),
        std::slice::from_ref(b),
        "one is set aside"
    );
    assert_eq!(state(Standing::Leech, false), std::slice::from_ref(c));
    assert!(
        state(Standing::Leech, true).is_empty(),
        "set aside is set aside"
    );
    assert_eq!(state(Standing::New, false).len(), every.len() - 3);
    assert!(!all(&world).contains(c));
}

#[test]
fn forgotten_means_graded_again_today_and_not_taken_back() {
    let (_home, mut world) = world();
    let every = all(&world);
    let [a, b, c, d] = [&every[0], &every[1], &every[2], &every[3]];
    grade(&mut world, a, Grade::Again, -1);
    grade(&mut world, a, Grade::Good, 0);
    grade(&mut world, b, Grade::Again, 0);
    grade(&mut world, b, Grade::Good, 0);
    grade(&mut world, c, Grade::Good, 0);
    assert_eq!(
        chosen(&world, Choice::Forgotten, None, false),
        std::slice::from_ref(b)
    );
    grade(&mut world, d, Grade::Again, 0);
    let now = world.now();
    world.store.undo(now).unwrap();
    assert_eq!(
        chosen(&world, Choice::Forgotten, None, false),
        std::slice::from_ref(b)
    );
}

#[test]
fn ahead_is_what_is_due_on_the_next_days_the_first_first() {
    let (_home, mut world) = world();
    let every = all(&world);
    let mut dues = Vec::new();
    for (number, id) in every.iter().take(30).enumerate() {
        let state = grade(&mut world, id, Grade::Easy, -(number as i64 % 12));
        let Phase::Review { due } = state.phase else {
            panic!("{state:?}");
        };
        dues.push((due, id.clone()));
    }
    let today = world.today();
    for days in [1, 3, 7] {
        let found = chosen(&world, Choice::Ahead(days), None, false);
        let within = |due: StudyDay| due > today && due.0 <= today.0 + days as i32;
        let mut expected: Vec<_> = dues.iter().filter(|(due, _)| within(*due)).collect();
        expected.sort_by_key(|(due, _)| *due);
        let days_of: Vec<StudyDay> = found
            .iter()
            .map(|id| dues.iter().find(|(_, other)| other == id).unwrap().0)
            .collect();
        let expected: Vec<StudyDay> = expected.iter().map(|(due, _)| *due).collect();
        assert_eq!(days_of, expected);
    }
    assert!(!chosen(&world, Choice::Ahead(7), None, false).is_empty());
}

#[test]
fn new_cards_come_in_order_and_random_ones_once_each() {
    let (_home, world) = world();
    let new = chosen(&world, Choice::New(7), Some("industrial-bases"), false);
    let in_order = world
        .store
        .cards_of(&DeckId::new("industrial-bases"))
        .unwrap();
    let in_order: Vec<CardId> = in_order.into_iter().take(7).map(|card| card.id).collect();
    assert_eq!(new, in_order);
    let mut random = chosen(&world, Choice::Random(50), None, false);
    assert_eq!(random.len(), 50);
    random.sort();
    random.dedup();
    assert_eq!(random.len(), 50);
}
