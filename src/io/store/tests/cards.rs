use super::*;
use crate::domain::id::DocId;
use crate::domain::srs::{CardState, DeckKey, Event, Phase, Practised};

#[test]
fn a_changed_note_keeps_its_history_and_a_lost_one_comes_back_with_it() {
    let home = Home::new();
    let mut store = home.with_cards(2);
    let learnt = grade(&mut store, &card(0), Grade::Easy, noon(0)).after;
    sync(&mut store, "deck", [note("n0", 5, "changed")]);
    let changed = store.card(&card(0)).unwrap();
    assert_eq!((changed.state, changed.ordinal), (learnt, 5));
    assert_eq!(changed.payload, "{\"text\":\"changed\"}");
    assert!(!store.card(&card(1)).unwrap().live);
    sync(&mut store, "deck", [note("n1", 0, "text")]);
    let retired = store.card(&card(0)).unwrap();
    assert_eq!((retired.live, retired.state), (false, learnt));
    let due = learnt.phase;
    let Phase::Review { due } = due else {
        panic!("{due:?}")
    };
    assert!(
        store
            .queue_rows(due, None, &rules(20))
            .unwrap()
            .reviews
            .is_empty()
    );
    sync(
        &mut store,
        "deck",
        [note("n0", 0, "text"), note("n1", 1, "text")],
    );
    assert_eq!(store.card(&card(0)).unwrap().state, learnt);
    assert_eq!(
        store
            .queue_rows(due, None, &rules(20))
            .unwrap()
            .reviews
            .len(),
        1
    );
    assert!(store.check(|_| {}).unwrap().is_sound());
}

#[test]
fn a_note_can_move_to_another_deck() {
    let home = Home::new();
    let mut store = home.with_cards(2);
    let learnt = grade(&mut store, &card(0), Grade::Good, noon(0)).after;
    sync(&mut store, "other", [note("n0", 0, "text")]);
    sync(&mut store, "deck", [note("n1", 0, "text")]);
    let moved = store.card(&card(0)).unwrap();
    assert!(moved.live);
    assert_eq!((moved.deck, moved.state), (DeckId::new("other"), learnt));
    store.retire_deck(&DeckId::new("other")).unwrap();
    assert!(!store.card(&card(0)).unwrap().live);
    let decks = store.decks().unwrap();
    let live: Vec<bool> = decks.iter().map(|deck| deck.live).collect();
    assert_eq!(live, [true, false]);
    assert_eq!(decks[0].fingerprint.blake3, [7; 32]);
}

#[test]
fn the_cards_of_a_work_are_found() {
    let home = Home::new();
    let mut store = home.open();
    let source = SourceRow {
        work: DocId::new("report"),
        section: Some("§1.2".to_owned()),
        snippet: Some("生产关系".to_owned()),
    };
    let mut from_report = note("n0", 0, "text");
    from_report.source = Some(source.clone());
    sync(&mut store, "deck", [from_report, note("n1", 1, "text")]);
    let found = store.cards_from(&DocId::new("report")).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].source, Some(source));
    assert_eq!(
        store.card_by_key(found[0].key).unwrap().as_ref(),
        Some(&found[0])
    );
    assert_eq!(store.cards().unwrap().len(), 2);
}

/// The queue and the counts equal what a plain look at every card gives.
#[test]
fn the_queue_holds_what_is_due_and_not_hidden() {
    let home = Home::new();
    let mut store = home.open();
    for deck in ["a", "b", "c"] {
        let notes = (0..40).map(|n| note(&format!("{deck}{n}"), n, "text"));
        sync(&mut store, deck, notes);
    }
    let grades = Grade::ALL;
    for (place, record) in store.cards().unwrap().into_iter().enumerate() {
        let id = &record.id;
        for step in 0..place % 4 {
            grade(
                &mut store,
                id,
                grades[(place / 4 + step) % 4],
                noon(step as i64 - 12),
            );
        }
        if place % 7 == 0 {
            let event = Event::Suspend {
                card: id.clone(),
                on: true,
            };
            store.record(&event, noon(0)).unwrap();
        }
        if place % 5 == 0 {
            let until = StudyDay(today().0 - 1 + (place % 3) as i32);
            let event = Event::Bury {
                card: id.clone(),
                until,
            };
            store.record(&event, noon(0)).unwrap();
        }
    }
    sync(
        &mut store,
        "c",
        (0..20).map(|n| note(&format!("c{n}"), n, "text")),
    );
    let cards = store.cards().unwrap();
    let is_hidden = |state: &CardState| {
        state.suspended || state.buried_until.is_some_and(|until| today() <= until)
    };
    let shown = |deck: &str, wanted: fn(&Phase) -> bool| {
        let mut keys: Vec<i64> = cards
            .iter()
            .filter(|c| c.live && !is_hidden(&c.state) && c.deck.as_str() == deck)
            .filter(|c| wanted(&c.state.phase))
            .map(|c| c.key.0)
            .collect();
        keys.sort_unstable();
        keys
    };
    let is_new = |phase: &Phase| *phase == Phase::New;
    let is_due = |phase: &Phase| matches!(phase, Phase::Review { due } if *due <= today());
    let is_learning =
        |phase: &Phase| matches!(phase, Phase::Learning { .. } | Phase::Relearning { .. });
    let counts = deck_counts(&store, today(), 8);
    for (deck, (key, count)) in ["a", "b", "c"].into_iter().zip(counts) {
        let rows = store.queue_rows(today(), Some(key), &rules(8)).unwrap();
        let sorted = |keys: Vec<i64>| {
            let mut keys = keys;
            keys.sort_unstable();
            keys
        };
        let reviews = sorted(rows.reviews.iter().map(|row| row.key.0).collect());
        let learning = sorted(rows.learning.iter().map(|row| row.key.0).collect());
        assert_eq!(reviews, shown(deck, is_due));
        assert_eq!(learning, shown(deck, is_learning));
        let mut new = shown(deck, is_new);
        new.truncate(8);
        assert_eq!(
            rows.new.iter().map(|row| row.key.0).collect::<Vec<_>>(),
            new
        );
        assert!(!reviews.is_empty() && !learning.is_empty() && !new.is_empty());
        let lengths = [new.len(), learning.len(), reviews.len()].map(|n| n as u32);
        assert_eq!([count.new, count.learning, count.due], lengths);
    }
    let all = store.queue_rows(today(), None, &rules(8)).unwrap();
    let one = |deck: i64| {
        store
            .queue_rows(today(), Some(DeckKey(deck)), &rules(8))
            .unwrap()
            .reviews
            .len()
    };
    assert_eq!(all.reviews.len(), one(1) + one(2) + one(3));
}

#[test]
fn a_card_that_was_asked_for_is_in_the_queue_of_that_day_alone() {
    let home = Home::new();
    let mut store = home.open();
    sync(
        &mut store,
        "a",
        (0..30).map(|n| note(&format!("a{n}"), n, "text")),
    );
    let cards = store.cards().unwrap();
    let (learned, fresh) = (&cards[0].id, &cards[29].id);
    grade(&mut store, learned, Grade::Easy, noon(0));
    let before = store.card(learned).unwrap().state;
    let right = Event::Practice(Practised {
        card: learned.clone(),
        right: true,
        day: today(),
        duration_ms: 900,
        study: None,
        slips: None,
    });
    store.record(&right, noon(0)).unwrap();
    assert_eq!(
        store.card(learned).unwrap().state,
        before,
        "practice changes no state"
    );
    assert_eq!(
        store.queue_rows(today(), None, &rules(5)).unwrap().asked,
        []
    );

    for card in [learned, fresh] {
        let ask = Event::Ask {
            card: card.clone(),
            day: today(),
        };
        store.record(&ask, noon(0)).unwrap();
    }
    let rows = store.queue_rows(today(), None, &rules(5)).unwrap();
    let asked: Vec<_> = rows.asked.iter().map(|row| (row.key, row.is_new)).collect();
    assert_eq!(asked, [(cards[0].key, false), (cards[29].key, true)]);
    assert!(rows.new.iter().all(|row| row.key != cards[29].key));
    let counts = deck_counts(&store, today(), 5);
    let count = counts[&DeckKey(1)];
    assert_eq!(
        (count.due, count.new),
        (1, 5 + 1),
        "no limit for what was asked for"
    );
    let tomorrow = StudyDay(today().0 + 1);
    assert_eq!(
        store.queue_rows(tomorrow, None, &rules(5)).unwrap().asked,
        []
    );

    grade(&mut store, learned, Grade::Good, noon(0));
    assert_eq!(
        store
            .queue_rows(today(), None, &rules(5))
            .unwrap()
            .asked
            .len(),
        1
    );
    assert!(store.check(|_| {}).unwrap().is_sound());
}

#[test]
fn a_hidden_note_is_in_no_queue_and_keeps_its_state() {
    let home = Home::new();
    let mut store = home.open();
    let notes = |hidden: bool| {
        (0..4).map(move |n| NoteRow {
            hidden: hidden && n % 2 == 0,
            ..note(&format!("n{n}"), n, "text")
        })
    };
    sync(&mut store, "deck", notes(false));
    let learnt = grade(&mut store, &card(0), Grade::Easy, noon(0)).after;
    grade(&mut store, &card(1), Grade::Easy, noon(0));
    let later = StudyDay(today().0 + 1000);
    let in_queue = |store: &Store| {
        let rows = store.queue_rows(later, None, &rules(20)).unwrap();
        let counts = deck_counts(store, later, 20);
        let lengths = (rows.reviews.len(), rows.new.len());
        let count = counts.values().next().copied().unwrap_or_default();
        assert_eq!((count.due as usize, count.new as usize), lengths);
        lengths
    };
    assert_eq!(in_queue(&store), (2, 2));
    sync(&mut store, "deck", notes(true));
    assert_eq!(in_queue(&store), (1, 1));
    let hidden = store.card(&card(0)).unwrap();
    assert_eq!(
        (hidden.live, hidden.hidden, hidden.state),
        (true, true, learnt)
    );
    assert!(store.check(|_| {}).unwrap().is_sound());
    sync(&mut store, "deck", notes(false));
    assert_eq!(in_queue(&store), (2, 2));
}

/// Each query names its index. The plan does not say `COVERING` where a condition is fulfilled by the
/// index itself; the program behind it shows that no column of the table is read.
#[test]
fn each_queue_is_read_from_its_index_alone() {
    let home = Home::new();
    drop(home.open());
    let conn = rusqlite::Connection::open(home.place().database).unwrap();
    for sql in super::super::queue::QUEUE_QUERIES {
        assert!(!reads_table(&conn, sql), "{sql}");
    }
    let other = "SELECT reps FROM card INDEXED BY card_review
        WHERE live = 1 AND hidden = 0 AND suspended = 0 AND phase = 2";
    assert!(reads_table(&conn, other));
}

/// Whether SQLite will read a column of the cards' table itself.
fn reads_table(conn: &rusqlite::Connection, sql: &str) -> bool {
    let root = "SELECT rootpage FROM sqlite_schema WHERE name = 'card'";
    let table: i64 = conn.query_row(root, [], |row| row.get(0)).unwrap();
    let mut query = conn.prepare(&format!("EXPLAIN {sql}")).unwrap();
    let mut rows = query.raw_query();
    let (mut opened, mut read) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next().unwrap() {
        let operation: String = row.get(1).unwrap();
        let (cursor, page): (i64, i64) = (row.get(2).unwrap(), row.get(3).unwrap());
        match operation.as_str() {
            "OpenRead" if page == table => opened.push(cursor),
            "Column" => read.push(cursor),
            _ => {}
        }
    }
    read.iter().any(|cursor| opened.contains(cursor))
}

#[test]
fn notes_of_other_decks_are_some_and_all_that_name_what_is_asked_for() {
    let home = Home::new();
    let mut store = home.with_cards(2);
    let others = (0..6).map(|n| {
        let text = if n == 5 {
            "长江的“入海处”"
        } else {
            "黄河"
        };
        note(&format!("o{n}"), n, text)
    });
    sync(&mut store, "other", others);
    let deck = DeckId::new("deck");
    assert_eq!(store.notes_of(&deck).unwrap().len(), 2);
    let beside = |store: &Store, about: &str, more| {
        let notes = store.notes_beside(&deck, about, more).unwrap();
        let named = notes.iter().filter(|note| note.contains("长江")).count();
        (notes.len(), named)
    };
    // Equal notes count once.
    assert_eq!(beside(&store, "", 3), (1, 0));
    assert_eq!(beside(&store, "长江", 3), (2, 1));
    assert_eq!(beside(&store, "长江", 100), (2, 1));
    assert_eq!(beside(&store, "", 100), (2, 1));
    store.retire_deck(&DeckId::new("other")).unwrap();
    assert_eq!(beside(&store, "长江", 100), (0, 0));
}
