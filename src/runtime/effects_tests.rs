//! Jobs run on a thread of their own.

use super::*;
use crate::app::effect::Direction as FindDirection;
use crate::app::notice::Notice;
use crate::app::screen::review::Session;
use crate::domain::id::CardId;
use crate::domain::srs::{CardState, Event, Grade, Occasion, Parameters};
use crate::domain::time::{ClockStep, Timestamp};
use crate::io::clock::Clock;
use crate::io::paths::Paths;
use crate::runtime::events::{Event as Incoming, Inbox};
use jiff::tz::TimeZone;

#[test]
fn a_job_opens_the_database_on_its_own_thread() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::starting_at(Timestamp(1_790_000_000_000), TimeZone::UTC);
    let mut world = World::at(Paths::in_home(folder.path()), clock).unwrap();
    // What the job finds in place of a database: it alone can notice.
    world.paths.database = folder.path().join("none.db");
    std::fs::write(&world.paths.database, "no database".repeat(100)).unwrap();
    let (post, answers) = Inbox::new().unwrap();
    let mut runner = Runner::new(world, Jobs::new(post));
    let at_once = runner.run(Effect::Find {
        doc: DocId::new("x"),
        query: "x".to_owned(),
        from: 0,
        direction: FindDirection::Forward,
    });
    assert!(at_once.is_none(), "{at_once:?}");
    let Incoming::Answer(later) = answers.wait().unwrap() else {
        panic!("no answer");
    };
    let failed = matches!(*later, Msg::Failed(Failure::Store(_), None));
    assert!(failed, "{later:?}");
}

/// Dates chosen anew are taken back from within a session: it goes on with the cards as they are
/// then, so that no answer builds on what no longer holds.
#[test]
fn what_is_undone_for_all_cards_renews_the_session() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::starting_at(Timestamp(1_790_000_000_000), TimeZone::UTC);
    let world = World::at(Paths::in_home(folder.path()), clock).unwrap();
    let (post, _answers) = Inbox::new().unwrap();
    let mut runner = Runner::new(world, Jobs::new(post));
    let mut weights = Parameters::default().weights().to_vec();
    weights[2] = 30.0;
    let event = Event::Parameters {
        deck: None,
        weights: Parameters::new(&weights).unwrap(),
    };
    let now = runner.world.now();
    runner.world.store.record_for_all(&event, now).unwrap();
    let good = |session: &Session| {
        let card = CardId::new("c");
        let on = Occasion::of(&card, now);
        let state = session
            .scheduler
            .schedule(&CardState::default(), Grade::Good, &on);
        state.memory.unwrap().stability
    };
    let Some(Msg::Session(before)) = runner.run(Effect::StartSession(None)) else {
        panic!("no session");
    };
    let Some(Msg::Renewed(after, Notice::ParametersChanged)) = runner.run(Effect::Undo(false))
    else {
        panic!("not renewed");
    };
    assert!((good(&before) - 30.0).abs() < 1e-3);
    assert!((good(&after) - 2.3065).abs() < 1e-3);
    assert_eq!(before.rows.new.len(), after.rows.new.len());
    runner.run(Effect::EndSession);
    let told = runner.run(Effect::Redo(false));
    assert!(
        matches!(told, Some(Msg::Told(Notice::ParametersChanged))),
        "{told:?}"
    );
}

/// Noon of 2026-03-01 in UTC, by `date -u -d '2026-03-01 12:00' +%s`, and so many days later.
fn noon(days: i64) -> Clock {
    let at = Timestamp(1_772_366_400_000 + days * 86_400_000);
    Clock::starting_at(at, TimeZone::UTC)
}

/// Answers a new card; how the clock stepped before it.
fn answer(runner: &mut Runner) -> Option<ClockStep> {
    let world = &runner.world;
    let cards = world.store.cards().unwrap();
    let card = cards.into_iter().find(|card| card.state.reps == 0).unwrap();
    let on = Occasion::of(&card.id, world.now());
    let event = world
        .scheduler()
        .unwrap()
        .grade(&card.state, Grade::Good, 700, &on);
    match runner.run(Effect::Record(event)) {
        Some(Msg::Recorded(_, step)) => step,
        other => panic!("{other:?}"),
    }
}

/// Back by 400 days and forward to 2038 between two answers and between two starts.
#[test]
fn a_clock_that_steps_loses_nothing_and_is_told_of() {
    let folder = tempfile::tempdir().unwrap();
    let paths = || Paths::in_home(folder.path());
    let to_2038 = 12 * 366;
    let mut answers = 0;
    for start in [0, -400, 1, to_2038, 2] {
        let world = World::at(paths(), noon(start)).unwrap();
        let said = world.findings.sentences(world.lang, &world.paths);
        assert_eq!(said.len(), usize::from(answers > 0), "{start}");
        let (post, _inbox) = Inbox::new().unwrap();
        let mut runner = Runner::new(world, Jobs::new(post));
        answers += 1;
        assert_eq!(answer(&mut runner).is_some(), answers > 1);
        for (clock, expected) in [
            (0, None),
            (-400, Some(ClockStep::Back { hours: 9_600 })),
            (to_2038, Some(ClockStep::Forward { days: 400 + 4_392 })),
            (0, Some(ClockStep::Back { hours: 4_392 * 24 })),
        ] {
            runner.world.clock = noon(start + clock);
            answers += 1;
            assert_eq!(answer(&mut runner), expected, "{start} {clock}");
        }
        let report = runner.world.store.check(|_| {}).unwrap();
        assert!(report.is_sound(), "{report:?}");
        assert_eq!(report.entries, answers);
        let days = runner.world.store.days().unwrap();
        let counted: u32 = days.values().map(|day| day.answers).sum();
        assert_eq!(u64::from(counted), answers);
    }
}
