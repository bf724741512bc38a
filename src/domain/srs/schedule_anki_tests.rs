//! Every state of a table beside what Anki's own backend answers to it. `scripts/anki-compare`
//! makes the table, and larger ones; `scripts/anki-answers.py` says what its columns are.

use super::*;
use crate::domain::srs::CardState;

/// The sample that is kept.
const SAMPLE: &str = include_str!("anki_answers.tsv");
/// A file to be checked instead.
const VARIABLE: &str = "WENGU_ANKI_ANSWERS";

/// Where a study day begins, so that a delay of less than a day ends on it.
const NOW: Moment = Moment {
    at: Timestamp(20_000 * 86_400_000 + 4 * 3_600_000),
    offset_s: 0,
};
const TODAY: StudyDay = StudyDay(20_000);

fn steps(text: &str) -> Vec<u32> {
    let seconds = text.split(',').filter(|part| *part != "-");
    seconds.map(|seconds| seconds.parse().unwrap()).collect()
}

pub(super) fn scheduler(columns: &[&str], rollover_hour: u8) -> Scheduler {
    let [learning, relearning, retention, maximum, leech] = columns else {
        panic!("{columns:?}");
    };
    Scheduler::new(ScheduleRules {
        learning_steps_s: steps(learning),
        relearning_steps_s: steps(relearning),
        desired_retention: retention.parse().unwrap(),
        maximum_interval_days: maximum.parse().unwrap(),
        leech_lapses: leech.parse().unwrap(),
        spread: Spread::Exact,
        rollover_hour,
        ..ScheduleRules::default()
    })
    .unwrap()
}

pub(super) fn memory(text: &str) -> Option<Memory> {
    let (stability, difficulty) = text.split_once(',')?;
    Some(Memory {
        stability: stability.parse().unwrap(),
        difficulty: difficulty.parse().unwrap(),
    })
}

/// The card of a row, as it stands before the grade.
fn card([state, known, gap, lapses, interval]: [&str; 5]) -> CardState {
    let last = StudyDay(TODAY.0 - gap.parse::<i32>().unwrap());
    let due = last.plus(interval.parse().unwrap());
    CardState {
        memory: memory(known),
        last_review: memory(known).map(|_| (NOW.at, last)),
        lapses: lapses.parse().unwrap(),
        ..card_in(state, NOW.at, Some(due))
    }
}

/// A card in a state as the table writes it, on its steps at `now`, or with a due day.
pub(super) fn card_in(state: &str, now: Timestamp, due: Option<StudyDay>) -> CardState {
    let step = state.get(1..).and_then(|step| step.parse().ok());
    let step = step.unwrap_or(0);
    let phase = match state.as_bytes()[0] {
        b'n' => Phase::New,
        b'l' => Phase::Learning { step, due: now },
        b'r' => Phase::Relearning { step, due: now },
        _ => Phase::Review { due: due.unwrap() },
    };
    CardState {
        phase,
        ..CardState::default()
    }
}

/// A state behind a grade, as the table writes it.
fn outcome(
    scheduler: &Scheduler,
    before: &CardState,
    grade: Grade,
    now: Moment,
) -> (String, CardState) {
    let id = CardId::new("c");
    let after = scheduler.schedule(before, grade, &Occasion::of(&id, now));
    let today = now.study_day(scheduler.rules().rollover_hour);
    let seconds = |due: Timestamp| due.ms_since(now.at) / 1000;
    let text = match after.phase {
        Phase::New => "n".to_owned(),
        Phase::Learning { step, due } => format!("l{step}:{}", seconds(due)),
        Phase::Relearning { step, due } => format!("r{step}:{}", seconds(due)),
        Phase::Review { due } => format!("v:{}", due.days_since(today)),
    };
    let lapsed = after.lapses > before.lapses;
    let leech = lapsed && scheduler.rules().is_leech_at(after.lapses);
    (text + if leech { "!" } else { "" }, after)
}

/// A difference that is meant: Anki forgets the maximum at Again without relearning steps.
fn within(maximum: u32, outcome: &str) -> String {
    let days = outcome.trim_start_matches("v:").trim_end_matches('!');
    match days.parse::<u32>() {
        Ok(days) if days > maximum => outcome.replace(&days.to_string(), &maximum.to_string()),
        _ => outcome.to_owned(),
    }
}

fn is_near(found: f32, expected: f32) -> bool {
    (found - expected).abs() <= expected.abs() * 1e-5
}

/// What Anki says of a card: where each grade leads, and the memory behind one of them.
pub(super) struct Row<'a> {
    outcomes: &'a [&'a str],
    pub(super) chosen: (Grade, Memory),
}

impl<'a> Row<'a> {
    /// From the last columns of a row.
    pub(super) fn of(columns: &'a [&'a str]) -> Self {
        let (chosen, outcomes) = columns.split_last().unwrap();
        let (grade, behind) = chosen.split_once(',').unwrap();
        let grade = Grade::from_number(grade.parse().unwrap()).unwrap();
        assert_eq!(outcomes.len(), 4, "{columns:?}");
        Self {
            outcomes,
            chosen: (grade, memory(behind).unwrap()),
        }
    }

    /// Whether the maximum interval holds for the grade that was given; see [`within`].
    pub(super) fn holds_to(&self, scheduler: &Scheduler) -> bool {
        let outcome = self.outcomes[usize::from(self.chosen.0.number()) - 1];
        within(scheduler.rules().maximum_interval_days, outcome) == outcome
    }

    /// Where the scheduler says something else. How long a step takes that ends behind the turn of
    /// the day, in `turn_s` seconds, is not compared: Anki gives it by the second, and rounds it to
    /// a day only later.
    pub(super) fn difference(
        &self,
        scheduler: &Scheduler,
        before: &CardState,
        (now, turn_s): (Moment, u64),
        line: &str,
    ) -> Option<String> {
        let found = Grade::ALL.map(|grade| outcome(scheduler, before, grade, now));
        let (grade, expected) = self.chosen;
        let behind = found[usize::from(grade.number()) - 1].1.memory.unwrap();
        let maximum = scheduler.rules().maximum_interval_days;
        let short = |outcome: &str| match outcome.split_once(':') {
            Some((step, rest)) if step != "v" => {
                let seconds: u64 = rest.trim_end_matches('!').parse().unwrap();
                let rest = if seconds >= turn_s {
                    "another day"
                } else {
                    rest
                };
                format!("{step}:{rest}")
            }
            _ => outcome.to_owned(),
        };
        let same = (found.iter().zip(self.outcomes))
            .all(|((found, _), expected)| short(found) == short(&within(maximum, expected)))
            && is_near(behind.stability, expected.stability)
            && is_near(behind.difficulty, expected.difficulty);
        let found = found.map(|(text, _)| text);
        (!same).then(|| format!("{line}\n   {found:?} {behind:?}"))
    }
}

fn check(table: &str) -> (usize, Vec<String>) {
    let mut schedulers = Vec::new();
    let (mut states, mut differences) = (0, Vec::new());
    for line in table.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        if let ["#", _, options @ ..] = &columns[..] {
            schedulers.push(scheduler(options, 4));
            continue;
        }
        let [number, state, known, gap, lapses, interval, rest @ ..] = &columns[..] else {
            panic!("{line}");
        };
        let scheduler = &schedulers[number.parse::<usize>().unwrap()];
        let before = card([state, known, gap, lapses, interval]);
        differences.extend(Row::of(rest).difference(scheduler, &before, (NOW, u64::MAX), line));
        states += 1;
    }
    (states, differences)
}

#[test]
fn every_grade_leads_where_it_leads_in_anki() {
    let table = std::env::var(VARIABLE).map_or(SAMPLE.to_owned(), |path| {
        std::fs::read_to_string(path).unwrap()
    });
    let (states, differences) = check(&table);
    assert!(states > 5_000, "{states}");
    println!("{states} states, {} differences", differences.len());
    let shown: Vec<&String> = differences.iter().take(20).collect();
    assert!(differences.is_empty(), "{}: {shown:#?}", differences.len());
}

#[test]
fn a_changed_answer_is_found() {
    let head = SAMPLE.lines().take(200).collect::<Vec<_>>().join("\n");
    let changed = head.replacen("\tv:8\t", "\tv:9\t", 1);
    assert_ne!(changed, head);
    assert_eq!((check(&head).1.len(), check(&changed).1.len()), (0, 1));
}
