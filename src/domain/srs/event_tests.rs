use super::*;

fn graded() -> Event {
    Event::Grade(Graded {
        card: CardId::new("五对关系/1"),
        grade: Grade::Good,
        day: StudyDay(20_000),
        duration_ms: 1_500,
        scheduler: "fsrs-6/1".to_owned(),
        parameters: "default".to_owned(),
        phase: Phase::Review {
            due: StudyDay(20_002),
        },
        memory: Memory {
            stability: 2.3065,
            difficulty: 2.118_104,
        },
        leech: None,
        study: None,
        slips: None,
    })
}

/// What was written before there were slips is read as without them, and is written as before.
#[test]
fn slips_are_stored_with_what_stands_around_them() {
    let slip = Slip::new("温故而知新", 3..6, "古".to_owned());
    let event = Event::Practice(Practised {
        card: CardId::new("a/b"),
        right: true,
        day: StudyDay(20_000),
        duration_ms: 900,
        study: None,
        slips: Some(vec![slip]),
    });
    let stored = concat!(
        r#"{"card":"a/b","day":20000,"duration_ms":900,"right":true,"slips":[{"after":"而知新","at":3,"#,
        r#""before":"温","given":"古","wanted":"故"}]}"#
    );
    assert_eq!(event.payload(), stored);
    assert_eq!(Event::read("practice", stored), Ok(event));
}

/// The log's format is final: these texts are hashed in databases that exist.
#[test]
fn the_stored_text_of_each_kind_does_not_change() {
    let card = CardId::new("a/b");
    let device = DeviceId::new("d1");
    let learning = Phase::Learning {
        step: 1,
        due: Timestamp(600_000),
    };
    assert_eq!(
        serde_json::to_string(&learning).unwrap(),
        r#"{"learning":{"step":1,"due_ms":600000}}"#
    );
    let stored = [
        (
            graded(),
            "grade",
            r#"{"card":"五对关系/1","day":20000,"duration_ms":1500,"grade":3,"memory":{"difficulty":"2.118104","stability":"2.3065"},"parameters":"default","phase":{"review":{"due_day":20002}},"scheduler":"fsrs-6/1"}"#,
        ),
        (
            Event::Suspend {
                card: card.clone(),
                on: true,
            },
            "suspend",
            r#"{"card":"a/b","on":true}"#,
        ),
        (
            Event::Bury {
                card: card.clone(),
                until: StudyDay(5),
            },
            "bury",
            r#"{"card":"a/b","until":5}"#,
        ),
        (
            Event::Due {
                card: card.clone(),
                day: StudyDay(6),
            },
            "due",
            r#"{"card":"a/b","day":6}"#,
        ),
        (
            Event::Reset { card: card.clone() },
            "reset",
            r#"{"card":"a/b"}"#,
        ),
        (
            Event::Leech {
                card: card.clone(),
                on: false,
            },
            "leech",
            r#"{"card":"a/b","on":false}"#,
        ),
        (
            Event::More {
                day: StudyDay(7),
                new: 5,
                reviews: 0,
            },
            "more",
            r#"{"day":7,"new":5,"reviews":0}"#,
        ),
        (
            Event::Revert { device, seq: 7 },
            "revert",
            r#"{"device":"d1","seq":7}"#,
        ),
    ];
    for (event, kind, payload) in stored {
        assert_eq!((event.kind(), event.payload().as_str()), (kind, payload));
        assert_eq!(Event::read(kind, payload).unwrap(), event);
    }
}

#[test]
fn a_leech_is_marked_and_set_aside_by_the_lapse_itself() {
    let Event::Grade(graded) = graded() else {
        panic!("a grade");
    };
    let lapse = |leech| {
        let event = Event::Grade(Graded {
            leech,
            ..graded.clone()
        });
        assert_eq!(Event::read("grade", &event.payload()).unwrap(), event);
        let state = CardState::default().after(&event, Timestamp(0));
        (state.leech, state.suspended)
    };
    assert_eq!(lapse(None), (false, false));
    assert_eq!(lapse(Some(Leech::Tag)), (true, false));
    assert_eq!(lapse(Some(Leech::Suspend)), (true, true));
}

#[test]
fn a_newer_field_is_passed_over_and_a_newer_kind_is_named() {
    let read = Event::read("suspend", r#"{"card":"a/b","on":true,"why":"leech"}"#);
    assert!(matches!(read, Ok(Event::Suspend { on: true, .. })));
    assert_eq!(
        Event::read("exam", "{}"),
        Err(EventProblem::UnknownKind("exam".to_owned()))
    );
    assert!(matches!(
        Event::read("grade", "{}"),
        Err(EventProblem::Malformed { .. })
    ));
}

/// The same for what is about many cards, or done out of the day's order.
#[test]
fn the_stored_text_of_study_and_of_other_rules_does_not_change() {
    let card = CardId::new("a/b");
    let stored = [
        (
            Event::Practice(Practised {
                card: card.clone(),
                right: true,
                day: StudyDay(20_000),
                duration_ms: 900,
                study: Some(Study::Cram),
                slips: None,
            }),
            "practice",
            r#"{"card":"a/b","day":20000,"duration_ms":900,"right":true,"study":"cram"}"#,
        ),
        (
            Event::Reschedule(Rescheduled {
                scheduler: "fsrs-6/2".to_owned(),
                cards: vec![Recomputed {
                    card,
                    reps: 3,
                    memory: Memory {
                        stability: 2.5,
                        difficulty: 5.0,
                    },
                    due: Some(StudyDay(20_003)),
                }],
            }),
            "reschedule",
            r#"{"cards":[{"card":"a/b","due":20003,"memory":{"difficulty":"5","stability":"2.5"},"reps":3}],"scheduler":"fsrs-6/2"}"#,
        ),
        (
            Event::Parameters {
                deck: Some(DeckId::new("d")),
                weights: Parameters::default(),
            },
            "parameters",
            r#"{"deck":"d","id":"default","weights":["0.212","1.2931","2.3065","8.2956","6.4133","0.8334","3.0194","0.001","1.8722","0.1666","0.796","1.4835","0.0614","0.2629","1.6483","0.6014","1.8729","0.5425","0.0912","0.0658","0.1542"]}"#,
        ),
    ];
    for (event, kind, payload) in stored {
        assert_eq!((event.kind(), event.payload().as_str()), (kind, payload));
        assert_eq!(Event::read(kind, payload).unwrap(), event);
    }
}
