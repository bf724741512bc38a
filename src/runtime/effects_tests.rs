//! Jobs run on a thread of their own.

use super::*;
use crate::app::effect::Direction as FindDirection;
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
