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
    })
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
