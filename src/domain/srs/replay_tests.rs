use super::*;
use crate::domain::srs::{ChainHead, Grade, Occasion, ScheduleRules, Scheduler};
use crate::domain::time::Moment;

const DAY_MS: i64 = 86_400_000;

/// Devices that see each other's entries at once.
struct Writer {
    entries: Vec<Entry>,
    scheduler: Scheduler,
}

impl Writer {
    fn new() -> Self {
        Self {
            entries: Vec::new(),
            scheduler: Scheduler::new(ScheduleRules::default()).unwrap(),
        }
    }

    fn write(&mut self, device: &str, day: i64, event: &Event) -> EntryId {
        let device = DeviceId::new(device);
        let head = self
            .entries
            .iter()
            .rfind(|entry| entry.id.device == device)
            .map_or_else(
                || ChainHead::empty(device.clone()),
                |entry| ChainHead {
                    id: entry.id.clone(),
                    hash: entry.hash,
                },
            );
        let lamport = self.entries.len() as u64 + 1;
        let entry = Entry::following(&head, lamport, noon(day), event);
        let id = entry.id.clone();
        self.entries.push(entry);
        id
    }

    fn grade(&mut self, card: &str, day: i64, grade: Grade) -> EntryId {
        let id = CardId::new(card);
        let state = self.state(card);
        let event = self
            .scheduler
            .grade(&state, grade, 500, &Occasion::of(&id, noon(day)));
        self.write("a", day, &event)
    }

    fn revert(&mut self, device: &str, of: &EntryId) -> EntryId {
        let event = Event::Revert {
            device: of.device.clone(),
            seq: of.seq,
        };
        self.write(device, 0, &event)
    }

    fn state(&self, card: &str) -> CardState {
        let fold = replay(&self.entries);
        fold.states
            .get(&CardId::new(card))
            .copied()
            .unwrap_or_default()
    }
}

fn noon(day: i64) -> Moment {
    Moment {
        at: Timestamp(day * DAY_MS + DAY_MS / 2),
        offset_s: 0,
    }
}

#[test]
fn states_are_those_the_scheduler_chose() {
    let mut log = Writer::new();
    let mut expected = CardState::default();
    for (day, grade) in [
        (1, Grade::Good),
        (1, Grade::Good),
        (3, Grade::Again),
        (3, Grade::Good),
    ] {
        expected = log.scheduler.schedule(
            &expected,
            grade,
            &Occasion::of(&CardId::new("c"), noon(day)),
        );
        log.grade("c", day, grade);
    }
    assert_eq!(log.state("c"), expected);
    assert_eq!((expected.reps, expected.lapses), (4, 1));
    let days = replay(&log.entries).days;
    let first = DayCount {
        introduced: 1,
        reviewed: 0,
        answers: 2,
        ms: 1_000,
        ..DayCount::default()
    };
    let second = DayCount {
        introduced: 0,
        reviewed: 1,
        answers: 2,
        ms: 1_000,
        ..DayCount::default()
    };
    assert_eq!(
        days,
        DayCounts::from([(StudyDay(1), first), (StudyDay(3), second)])
    );
}

#[test]
fn a_revert_undoes_and_its_revert_does_again() {
    let mut log = Writer::new();
    log.grade("c", 1, Grade::Good);
    let once = log.state("c");
    let second = log.grade("c", 1, Grade::Good);
    let twice = log.state("c");
    let undo = log.revert("a", &second);
    assert_eq!(log.state("c"), once);
    let redo = log.revert("b", &undo);
    assert_eq!(log.state("c"), twice);
    log.revert("a", &redo);
    assert_eq!(log.state("c"), once);
    let (folded, days) = fold_card(&CardId::new("c"), &log.entries, &Rescheduling::default());
    assert_eq!(folded, once);
    assert_eq!(days[&StudyDay(1)].answers, 1);
}

#[test]
fn a_revert_does_not_reach_forward() {
    let mut log = Writer::new();
    let target = EntryId {
        device: DeviceId::new("a"),
        seq: 1,
    };
    log.revert("b", &target);
    log.grade("c", 1, Grade::Good);
    assert_eq!(log.state("c").reps, 1);
}

#[test]
fn the_clock_and_the_order_of_arrival_do_not_matter() {
    let mut log = Writer::new();
    log.grade("c", 400, Grade::Good);
    log.grade("c", 1, Grade::Easy);
    let forward = log.state("c");
    assert_eq!(
        forward.last_review.unwrap().1,
        StudyDay(1),
        "the later entry wins"
    );
    log.entries.reverse();
    assert_eq!(log.state("c"), forward);
}

#[test]
fn what_cannot_be_read_is_named_and_passed_over() {
    let mut log = Writer::new();
    log.grade("c", 1, Grade::Good);
    let mut newer = log.entries[0].clone();
    newer.id.seq = 2;
    newer.lamport = 2;
    newer.kind = "exam".to_owned();
    log.entries.push(newer.clone());
    let fold = replay(&log.entries);
    assert_eq!(fold.states.len(), 1);
    let problem = EventProblem::UnknownKind("exam".to_owned());
    let entry = newer.id;
    assert_eq!(fold.skipped, [Skipped { entry, problem }]);
}
