//! Jobs run on a thread of their own.

use super::*;
use crate::app::effect::Direction as FindDirection;
use crate::app::notice::Notice;
use crate::app::screen::review::Session;
use crate::domain::id::CardId;
use crate::domain::srs::{CardState, Event, Grade, Occasion, Parameters};
use crate::domain::time::Timestamp;
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
    let Some(Msg::Renewed(after, Notice::ParametersChanged)) = runner.run(Effect::Undo) else {
        panic!("not renewed");
    };
    assert!((good(&before) - 30.0).abs() < 1e-3);
    assert!((good(&after) - 2.3065).abs() < 1e-3);
    assert_eq!(before.rows.new.len(), after.rows.new.len());
    runner.run(Effect::EndSession);
    let told = runner.run(Effect::Redo);
    assert!(
        matches!(told, Some(Msg::Told(Notice::ParametersChanged))),
        "{told:?}"
    );
}
